//! What the program does with hostile names, files that belong to others, old outputs, and a machine that gives little:
//! whole processes, so that an abort is seen.

use std::fs;
use std::time::{Duration, Instant};

use crate::support::names;
use crate::support::program::{Folder, GOOD, make_pipe};

/// A PNG with palette colours whose palette is one byte too long: a decoder panics on it.
const BAD_PALETTE: &[u8] = include_bytes!("pictures/palette-of-four-bytes.png");

fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn files_of_the_author_with_names_like_ours_stay() {
    let names_of_author = [".assemble-notes.md", ".assemble-config", ".assemble-mine.yaml", ".assemble-abcdefghijkl"];
    let all = names_of_author.into_iter().chain(["r.yaml"]);
    let folder = all.fold(Folder::new(), |folder, name| folder.file(name, GOOD));
    assert_eq!(folder.run(["r.yaml"]).code, 0);
    assert_eq!(folder.run([".assemble-mine.yaml"]).code, 0);
    for name in names_of_author {
        assert!(folder.join(name).exists(), "{name}");
    }
    // Even one with the very name of a temporary file stays while it is an input.
    let own = ".assemble-a1B2c3d4E5f6.part";
    folder.write(own, GOOD);
    folder.run([own]);
    assert!(folder.join(own).exists());
}

#[test]
fn an_output_of_a_batch_never_replaces_what_a_report_names() {
    let table = GOOD.replace("body: |\n  One paragraph.\n", "body:\n  - table: {caption: C, csv: a.docx}\n");
    let batch = Folder::new().file("a.yaml", GOOD).file("b.yaml", &table).file("a.docx", "x,y\n1,2\n");
    let run = batch.run(["a.yaml", "b.yaml"]);
    run.ends(2, &["a.docx", "a.yaml", "b.yaml"]);
    assert!(run.stderr.contains("cannot write a.docx"), "{}", run.stderr);
    assert_eq!(batch.text("a.docx"), "x,y\n1,2\n");
}

#[test]
fn the_record_never_replaces_what_a_report_names() {
    let table = GOOD.replace("body: |\n  One paragraph.\n", "body:\n  - table: {caption: C, csv: .r.assemble.json}\n");
    let folder = Folder::new().file("r.yaml", &table).file(".r.assemble.json", "x,y\n1,2\n");
    folder.run(["r.yaml", "--changed"]).ends(2, &[".r.assemble.json", "r.yaml"]);
    assert_eq!(folder.text(".r.assemble.json"), "x,y\n1,2\n");
}

#[cfg(unix)]
#[test]
fn an_output_that_only_its_owner_may_read_stays_so() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new().file("r.yaml", GOOD);
    let docx = folder.join("r.docx");
    fs::write(&docx, "old").expect("a file");
    fs::set_permissions(&docx, fs::Permissions::from_mode(0o600)).expect("a mode");
    assert_eq!(folder.run_under("umask 077; exec", ["r.yaml", "--pdf", "--changed"]).code, 0);
    for name in ["r.docx", "r.pdf", ".r.assemble.json"] {
        let mode = fs::metadata(folder.join(name)).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    // Under another mask the old modes stay.
    assert_eq!(folder.run_under("umask 022; exec", ["r.yaml", "--pdf"]).code, 0);
    assert_eq!(fs::metadata(&docx).expect("a file").permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_file_that_is_larger_than_the_system_allows_ends_with_2_and_leaves_nothing() {
    let folder = Folder::new().file("r.yaml", GOOD).file("r.docx", "old");
    folder.run_under("ulimit -f 4; exec", ["r.yaml", "--pdf"]).ends(2, &["r.docx", "r.yaml"]);
    assert_eq!(folder.text("r.docx"), "old");
}

#[test]
fn a_manifest_that_cannot_be_written_is_told_before_anything_else_is_written() {
    let folder = Folder::new().file("r.yaml", GOOD);
    make_pipe(&folder.join("pipe"));
    fs::create_dir(folder.join("folder")).expect("a folder");
    for manifest in ["pipe", "folder", "/dev/null", "/dev/stdout", "missing/m.json", "r.yaml", "r.docx"] {
        let run = folder.run(["r.yaml", "--manifest", manifest]);
        run.ends(2, &["folder", "pipe", "r.yaml"]);
        assert!(run.stderr.starts_with(&format!("error: cannot write {manifest}")), "{manifest}");
    }
}

#[test]
fn changed_waits_for_no_pipe_and_reads_no_device() {
    for place in [".r.assemble.json", "r.docx"] {
        for device in [false, true] {
            let folder = Folder::new().file("r.yaml", GOOD);
            assert_eq!(folder.run(["r.yaml", "--changed"]).code, 0);
            let place = folder.join(place);
            fs::remove_file(&place).expect("the file");
            if device {
                #[cfg(unix)]
                std::os::unix::fs::symlink("/dev/zero", &place).expect("a link");
            } else {
                make_pipe(&place);
            }
            assert_eq!(folder.run(["r.yaml", "--changed"]).code, 2);
        }
    }
}

#[test]
fn a_record_without_one_of_the_outputs_is_not_up_to_date() {
    let folder = Folder::new().file("r.yaml", GOOD);
    assert_eq!(folder.run(["r.yaml", "--pdf", "--changed"]).code, 0);
    let place = folder.join(".r.assemble.json");
    let mut record: serde_json::Value = serde_json::from_slice(&fs::read(&place).expect("a record")).expect("JSON");
    record["record"]["files"].as_array_mut().expect("files").remove(1);
    fs::write(&place, record.to_string()).expect("the record");
    fs::remove_file(folder.join("r.pdf")).expect("the PDF");
    assert_eq!(folder.run(["r.yaml", "--pdf", "--changed"]).code, 0);
    assert!(folder.join("r.pdf").exists());
}

#[test]
fn watch_waits_for_no_pipe_and_sees_new_reports_and_new_folders() {
    let table = GOOD.replace("body: |\n  One paragraph.\n", "body:\n  - table: {caption: C, csv: later/t.csv}\n");
    let folder = Folder::new().file("r.yaml", GOOD).file("t.yaml", &table);
    let out = folder.join("out");
    let _watcher = folder.start(["watch", ".", "--out-dir", "out"]);
    wait_until("the first report is not built", || out.join("r.docx").exists());
    folder.write("new.yaml", GOOD);
    wait_until("a new report is not built", || out.join("new.docx").exists());
    fs::create_dir(folder.join("later")).expect("a folder");
    std::thread::sleep(Duration::from_millis(300));
    make_pipe(&folder.join("later/t.csv"));
    std::thread::sleep(Duration::from_millis(300));
    fs::remove_file(folder.join("later/t.csv")).expect("the pipe");
    folder.write("later/t.csv", "x,y\n1,2\n");
    wait_until("a file in a new folder is not seen", || out.join("t.docx").exists());
}

/// What a machine may give little of: memory, open files, stack.
const LIMITS: [&str; 8] = [
    "ulimit -v 150000",
    "ulimit -v 250000",
    "ulimit -v 400000",
    "ulimit -n 4",
    "ulimit -n 5",
    "ulimit -n 8",
    "ulimit -s 64",
    "ulimit -s 256",
];

#[test]
fn a_machine_that_gives_little_ends_a_run_with_a_sentence() {
    let folder = Folder::new().file("r.yaml", GOOD).file("s.yaml", GOOD.replace("One", "Another"));
    assert_eq!(folder.run(["r.yaml", "--out-dir", "w"]).code, 0);
    for limit in LIMITS {
        for (arguments, output) in [
            ("r.yaml --pdf", "r.docx"),
            ("r.yaml s.yaml --pdf --html --epub --text --jobs 2", ""),
            ("check r.yaml", ""),
            ("import w/r.docx --out i.yaml", "i.yaml"),
            ("check w/r.docx --to cescr --comments k.docx", "k.docx"),
            ("clean w/r.docx --out c.docx", "c.docx"),
            ("compare r.yaml s.yaml --out d.docx", "d.docx"),
            ("new n.yaml --to cescr", "n.yaml"),
            ("fix r.yaml", ""),
            ("outline r.yaml", ""),
            ("states", ""),
        ] {
            let ended = folder.run_under(&format!("{limit}; exec"), arguments.split(' '));
            let (code, said) = (ended.code, ended.all());
            assert!(matches!(code, 0..=2), "{limit}; {arguments}: {code} {said}");
            assert!(code == 0 || said.contains("error"), "{limit}; {arguments}: {code} {said:?}");
            let path = folder.join(output);
            assert!(output.is_empty() || path.is_file() == (code == 0), "{limit}; {arguments}: {said}");
            for made in ["r.docx", "r.pdf", "s.epub", "i.yaml", "k.docx", "c.docx", "d.docx", "n.yaml"] {
                let _ = fs::remove_file(folder.join(made));
            }
        }
        // `watch` and `serve` go on until they are ended.
        for arguments in ["watch r.yaml --out-dir o", "serve r.yaml"] {
            let ended = folder.run_under(&format!("{limit}; exec timeout 2"), arguments.split(' '));
            let (code, said) = (ended.code, ended.all());
            assert!(matches!(code, 2 | 124), "{limit}; {arguments}: {code} {said}");
            assert!(!said.is_empty(), "{limit}; {arguments}");
        }
    }
    let stray = names(&folder).into_iter().filter(|name| name.starts_with(".assemble-"));
    assert_eq!(stray.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn one_picture_ends_no_batch() {
    let figure = "body:\n  - figure: {file: f.png, alt: A, caption: C}\n";
    let bad = GOOD.replace("body: |\n  One paragraph.\n", figure);
    let folder = Folder::new().file("a.yaml", GOOD).file("b.yaml", &bad).file("c.yaml", GOOD);
    folder.write("f.png", BAD_PALETTE);
    folder.run([".", "--pdf", "--jobs", "1"]);
    for name in ["a.docx", "a.pdf", "c.docx", "c.pdf"] {
        assert!(folder.join(name).exists(), "{name}");
    }
    assert!(!folder.join("b.pdf").exists());
}

#[test]
fn folders_of_fonts_may_hold_pipes_links_in_circles_and_damaged_fonts() {
    let report = GOOD.replace("One paragraph.", "The name \u{10530} in a paragraph.");
    let folder = Folder::new().file("r.yaml", &report);
    let fonts = folder.join("fonts");
    fs::create_dir(&fonts).expect("a folder");
    make_pipe(&fonts.join("a.ttf"));
    #[cfg(unix)]
    for number in 0..12 {
        std::os::unix::fs::symlink(".", fonts.join(format!("loop{number}"))).expect("a link");
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink("/dev/zero", fonts.join("b.ttf")).expect("a link");
    let whole = crate::cli_fonts::font_with('\u{10530}');
    for (number, at) in (0..whole.len()).step_by(whole.len() / 24).enumerate() {
        let mut damaged = whole.clone();
        damaged[at..(at + 64).min(whole.len())].fill(0xff);
        fs::write(fonts.join(format!("damaged{number:02}.ttf")), damaged).expect("a font");
    }
    let status = folder.run(["r.yaml", "--pdf", "--font-dir", "fonts"]).code;
    assert!(status == 0 || status == 1, "{status}");
}

#[test]
fn a_mistyped_command_writes_nothing_and_is_answered() {
    for (arguments, said) in [
        (&["chek", "r.yaml"][..], "did you mean `assemble check`?"),
        (&["wacth", "r.yaml"], "did you mean `assemble watch`?"),
        (&["r.yaml", "--pfd"], "did you mean `--pdf`?"),
        (&["r.yaml", "-pdf"], "did you mean `--pdf`?"),
        (&["r.yaml", "-out-dir=x"], "did you mean `--out-dir`?"),
        (&["r.yaml", "—pdf"], "did you mean the option `--pdf`?"),
        (&["r.yaml", "/out-dir:x"], "did you mean the option `--out-dir`?"),
        (&["r.yaml", "/?"], "did you mean the option `--help`?"),
        (&["r.yaml", "-PDF"], "did you mean `--pdf`?"),
        (&["r.yaml", "--PDF"], "did you mean `--pdf`?"),
        (&["r.yaml", "—PDF"], "did you mean the option `--pdf`?"),
        (&["r.yaml", "–outdir=x"], "did you mean the option `--out-dir`?"),
        (&["r.yaml", "/PDF"], "did you mean the option `--pdf`?"),
        (&["r.yaml", "/h"], "did you mean the option `--help`?"),
        (&["r.yaml", "pdf"], "did you mean the option `--pdf`?"),
        (&["r.yaml", "-o", "x"], "did you mean `--out-dir`?"),
        (&["import", "r.docx", "-o", "x"], "did you mean `--out`?"),
        (&["r.yaml", "-?"], "did you mean `--help`?"),
        (&["r.yaml", "--pdf=yes"], "write `--pdf` alone"),
        (&["r.yaml", "--out_dir=x"], "--out-dir"),
        (&["r.yaml", "--out-dir="], "a value is required for '--out-dir <DIR>'"),
        (&["r.yaml", "--manifest", "./r.yaml"], "cannot write ./r.yaml: it is r.yaml, an input or another output"),
        (&["r.yaml", "--manifest=no/m.json"], "cannot write no/m.json: there is no folder no"),
        (&["r.yaml.txt"], "there is no file named r.yaml.txt: did you mean r.yaml?"),
        (&["merge", "r.yml", "r.docx"], "there is no file named r.yml: did you mean r.yaml?"),
        (&["compare", "R.yaml", "r.yaml"], "there is no file named R.yaml: did you mean r.yaml?"),
        (&["R.YML"], "there is no file named R.YML: did you mean r.yaml?"),
        (&["r.yaml", "--outdir", "x"], "--out-dir"),
    ] {
        let folder = Folder::new().file("r.yaml", GOOD);
        let run = folder.run(arguments);
        run.ends(2, &["r.yaml"]);
        assert!(run.stderr.contains(said), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn a_command_after_its_options_is_taken_as_the_command() {
    let folder = Folder::new().file("r.yaml", GOOD);
    folder.run(["--quiet", "check", "r.yaml"]).ends(0, &["r.yaml"]);
    for (word, start) in [("help", "Writes the Word file"), ("version", "assemble ")] {
        let run = folder.run([word]);
        assert!(run.code == 0 && run.stdout.starts_with(start), "{word}");
    }
}

#[test]
fn states_lists_every_code_in_the_language_that_is_asked_for() {
    let folder = Folder::new();
    let listed = folder.run(["states"]).stdout;
    assert!(listed.contains("NOR  Norway\n") && listed.lines().count() == 249, "{listed}");
    let listed = folder.run(["states", "--language", "fr", "--format", "json"]).stdout;
    assert!(listed.contains(r#"{"code":"NOR","name":"Norvège"}"#), "{listed}");
    assert_eq!(folder.run(["states", "--language", "xx"]).code, 2);
}

#[test]
fn folders_endings_and_patterns_work_for_every_command() {
    let folder = Folder::new().file("a.yaml", GOOD).file("b.yml", GOOD).file("c.txt", "words").file("d.yaml", "x: 1\n");
    for arguments in [&["check", "a*.yaml"][..], &["count", "a.yaml", "b.yml"], &["outline", "?.yml"]] {
        let run = folder.run(arguments);
        assert!(run.code == 0, "{arguments:?}: {}", run.stderr);
    }
    let run = folder.run([".", "--only-reports", "--out-dir", "out"]);
    assert!(run.code == 0, "{}", run.stderr);
    assert_eq!(names(&folder.join("out")), ["a.docx", "b.docx"]);
    assert_eq!(folder.run(["z*.yaml"]).says("error: no file matches z*.yaml\n").code, 2);
}

#[test]
fn new_makes_folders_and_only_yaml_files() {
    Folder::new()
        .run(["new", "report.docx", "--to", "cescr"])
        .says("error: a report is a YAML file: give it a name such as report.yaml\n")
        .ends(2, &[]);
    let folder = Folder::new();
    folder.run(["new", "sub/dir/r.yaml", "--to", "cescr"]).ends(0, &["sub"]);
    assert!(folder.join("sub/dir/r.yaml").exists());
    Folder::new().run(["new", "r.yaml", "--to", "hrc"]).says(&run_new_for("hrc")).ends(2, &[]);
}

/// What is said where a name is the beginning of several bodies.
fn run_new_for(id: &str) -> String {
    let ids: Vec<&str> = assemble::facts::profile::Profile::ids().collect();
    format!(
        "error: there is no body `{id}`: did you mean `hrc-advisory-committee` or `hrc-statement`? the bodies are {}\n",
        ids.join(", ")
    )
}

#[test]
fn names_that_windows_keeps_for_devices_are_not_written() {
    let folder = Folder::new();
    let run = folder.run_with_input(&GOOD.replace("A title", "Con"), ["-", "--out-dir", "out"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(names(&folder.join("out")), ["report-Con.docx"]);
}
