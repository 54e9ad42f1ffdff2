//! What the program does with hostile names, files that belong to others, old outputs, and a machine that gives little:
//! whole processes, so that an abort is seen.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::cli::{GOOD, Test};

/// A PNG with palette colours whose palette is one byte too long: a decoder panics on it.
const BAD_PALETTE: &[u8] = include_bytes!("pictures/palette-of-four-bytes.png");

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

fn program(folder: &Path) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("assemble"));
    command.current_dir(folder).env_remove("SOURCE_DATE_EPOCH").stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    program(folder).args(arguments).output().expect("the program runs")
}

/// Runs the program under a command of the shell such as `ulimit -n 8`.
fn run_under(limit: &str, folder: &Path, arguments: &str) -> Output {
    let program = assert_cmd::cargo::cargo_bin!("assemble");
    let line = format!("set --; {limit}; exec \"$@\" '{}' {arguments}", program.display());
    Command::new("sh").args(["-c", &line]).current_dir(folder).output().expect("a shell")
}

fn names(folder: &Path) -> Vec<String> {
    let path = crate::support::sorted(folder);
    path.iter().map(|path| path.file_name().expect("a name").to_string_lossy().into_owned()).collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// Ends a program that waits, with the test.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The output of a program that must not wait for anything.
fn ends_soon(command: &mut Command) -> i32 {
    let mut child = Ended(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs"));
    let start = Instant::now();
    loop {
        if let Some(status) = child.0.try_wait().expect("a status") {
            return status.code().expect("it was not ended by a signal");
        }
        assert!(start.elapsed() < Duration::from_secs(60), "it waits");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn make_pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
}

#[test]
fn files_of_the_author_with_names_like_ours_stay() {
    let names_of_author = [".assemble-notes.md", ".assemble-config", ".assemble-mine.yaml", ".assemble-abcdefghijkl"];
    let files: Vec<(&str, &str)> = names_of_author.iter().map(|name| (*name, GOOD)).chain([("r.yaml", GOOD)]).collect();
    let folder = folder(&files);
    assert!(run(folder.path(), &["r.yaml"]).status.success());
    assert!(run(folder.path(), &[".assemble-mine.yaml"]).status.success());
    for name in names_of_author {
        assert!(folder.path().join(name).exists(), "{name}");
    }
    // Even one with the very name of a temporary file stays while it is an input.
    let own = ".assemble-a1B2c3d4E5f6.part";
    fs::write(folder.path().join(own), GOOD).expect("a file");
    run(folder.path(), &[own]);
    assert!(folder.path().join(own).exists());
}

#[test]
fn an_output_of_a_batch_never_replaces_what_a_report_names() {
    let table = GOOD.replace("body: |\n  One paragraph.\n", "body:\n  - table: {caption: C, csv: a.docx}\n");
    let batch = folder(&[("a.yaml", GOOD), ("b.yaml", &table), ("a.docx", "x,y\n1,2\n")]);
    let output = run(batch.path(), &["a.yaml", "b.yaml"]);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("cannot write a.docx"), "{}", text(&output.stderr));
    assert_eq!(fs::read_to_string(batch.path().join("a.docx")).expect("the table"), "x,y\n1,2\n");
    assert_eq!(names(batch.path()), ["a.docx", "a.yaml", "b.yaml"]);
}

#[test]
fn the_record_never_replaces_what_a_report_names() {
    let table = GOOD.replace("body: |\n  One paragraph.\n", "body:\n  - table: {caption: C, csv: .r.assemble.json}\n");
    let folder = folder(&[("r.yaml", &table), (".r.assemble.json", "x,y\n1,2\n")]);
    let output = run(folder.path(), &["r.yaml", "--changed"]);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert_eq!(names(folder.path()), [".r.assemble.json", "r.yaml"]);
    assert_eq!(fs::read_to_string(folder.path().join(".r.assemble.json")).expect("the table"), "x,y\n1,2\n");
}

#[cfg(unix)]
#[test]
fn an_output_that_only_its_owner_may_read_stays_so() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder(&[("r.yaml", GOOD)]);
    let docx = folder.path().join("r.docx");
    fs::write(&docx, "old").expect("a file");
    fs::set_permissions(&docx, fs::Permissions::from_mode(0o600)).expect("a mode");
    let output = run_under("umask 077", folder.path(), "r.yaml --pdf --changed");
    assert!(output.status.success());
    for name in ["r.docx", "r.pdf", ".r.assemble.json"] {
        let mode = fs::metadata(folder.path().join(name)).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    // Under another mask the old modes stay.
    assert!(run_under("umask 022", folder.path(), "r.yaml --pdf").status.success());
    assert_eq!(fs::metadata(&docx).expect("a file").permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_file_that_is_larger_than_the_system_allows_ends_with_2_and_leaves_nothing() {
    let folder = folder(&[("r.yaml", GOOD), ("r.docx", "old")]);
    let output = run_under("ulimit -f 4", folder.path(), "r.yaml --pdf");
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert_eq!(names(folder.path()), ["r.docx", "r.yaml"]);
    assert_eq!(fs::read_to_string(folder.path().join("r.docx")).expect("the old file"), "old");
}

#[test]
fn a_manifest_that_cannot_be_written_is_told_before_anything_else_is_written() {
    let folder = folder(&[("r.yaml", GOOD)]);
    make_pipe(&folder.path().join("pipe"));
    fs::create_dir(folder.path().join("folder")).expect("a folder");
    for manifest in ["pipe", "folder", "/dev/null", "/dev/stdout", "missing/m.json", "r.yaml", "r.docx"] {
        let output = run(folder.path(), &["r.yaml", "--manifest", manifest]);
        assert_eq!(output.status.code(), Some(2), "{manifest}");
        assert!(text(&output.stderr).starts_with(&format!("error: cannot write {manifest}")), "{manifest}");
        assert_eq!(names(folder.path()), ["folder", "pipe", "r.yaml"], "{manifest}");
    }
}

#[test]
fn changed_waits_for_no_pipe_and_reads_no_device() {
    for place in [".r.assemble.json", "r.docx"] {
        for device in [false, true] {
            let folder = folder(&[("r.yaml", GOOD)]);
            assert!(run(folder.path(), &["r.yaml", "--changed"]).status.success());
            let place = folder.path().join(place);
            fs::remove_file(&place).expect("the file");
            if device {
                #[cfg(unix)]
                std::os::unix::fs::symlink("/dev/zero", &place).expect("a link");
            } else {
                make_pipe(&place);
            }
            assert_eq!(ends_soon(program(folder.path()).args(["r.yaml", "--changed"])), 2);
        }
    }
}

#[test]
fn a_record_without_one_of_the_outputs_is_not_up_to_date() {
    let folder = folder(&[("r.yaml", GOOD)]);
    assert!(run(folder.path(), &["r.yaml", "--pdf", "--changed"]).status.success());
    let place = folder.path().join(".r.assemble.json");
    let mut record: serde_json::Value = serde_json::from_slice(&fs::read(&place).expect("a record")).expect("JSON");
    record["record"]["files"].as_array_mut().expect("files").remove(1);
    fs::write(&place, record.to_string()).expect("the record");
    fs::remove_file(folder.path().join("r.pdf")).expect("the PDF");
    assert!(run(folder.path(), &["r.yaml", "--pdf", "--changed"]).status.success());
    assert!(folder.path().join("r.pdf").exists());
}

#[test]
fn watch_waits_for_no_pipe_and_sees_new_reports_and_new_folders() {
    let table = GOOD.replace("body: |\n  One paragraph.\n", "body:\n  - table: {caption: C, csv: later/t.csv}\n");
    let folder = folder(&[("r.yaml", GOOD), ("t.yaml", &table)]);
    let out = folder.path().join("out");
    let mut command = program(folder.path());
    command.args(["watch", ".", "--out-dir", "out"]).stdout(Stdio::null()).stderr(Stdio::null());
    let _watcher = Ended(command.spawn().expect("it runs"));
    wait_until("the first report is not built", || out.join("r.docx").exists());
    fs::write(folder.path().join("new.yaml"), GOOD).expect("a report");
    wait_until("a new report is not built", || out.join("new.docx").exists());
    fs::create_dir(folder.path().join("later")).expect("a folder");
    std::thread::sleep(Duration::from_millis(300));
    make_pipe(&folder.path().join("later/t.csv"));
    std::thread::sleep(Duration::from_millis(300));
    fs::remove_file(folder.path().join("later/t.csv")).expect("the pipe");
    fs::write(folder.path().join("later/t.csv"), "x,y\n1,2\n").expect("a table");
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
    let folder = folder(&[("r.yaml", GOOD), ("s.yaml", &GOOD.replace("One", "Another"))]);
    assert!(run(folder.path(), &["r.yaml", "--out-dir", "w"]).status.success());
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
            let ended = run_under(limit, folder.path(), arguments);
            let code = ended.status.code();
            let said = text(&ended.stderr) + &text(&ended.stdout);
            assert!(matches!(code, Some(0..=2)), "{limit}; {arguments}: {:?} {said}", ended.status);
            assert!(code == Some(0) || said.contains("error"), "{limit}; {arguments}: {code:?} {said:?}");
            let path = folder.path().join(output);
            assert!(output.is_empty() || path.is_file() == (code == Some(0)), "{limit}; {arguments}: {said}");
            for made in ["r.docx", "r.pdf", "s.epub", "i.yaml", "k.docx", "c.docx", "d.docx", "n.yaml"] {
                let _ = fs::remove_file(folder.path().join(made));
            }
        }
        // `watch` and `serve` go on until they are ended.
        for arguments in ["watch r.yaml --out-dir o", "serve r.yaml"] {
            let ended = run_under(&format!("{limit}; set -- timeout 2"), folder.path(), arguments);
            let code = ended.status.code();
            let said = text(&ended.stderr) + &text(&ended.stdout);
            assert!(matches!(code, Some(2 | 124)), "{limit}; {arguments}: {:?} {said}", ended.status);
            assert!(!said.is_empty(), "{limit}; {arguments}");
        }
    }
    let stray = names(folder.path()).into_iter().filter(|name| name.starts_with(".assemble-"));
    assert_eq!(stray.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn one_picture_ends_no_batch() {
    let figure = "body:\n  - figure: {file: f.png, alt: A, caption: C}\n";
    let bad = GOOD.replace("body: |\n  One paragraph.\n", figure);
    let folder = folder(&[("a.yaml", GOOD), ("b.yaml", &bad), ("c.yaml", GOOD)]);
    fs::write(folder.path().join("f.png"), BAD_PALETTE).expect("a picture");
    let output = run(folder.path(), &[".", "--pdf", "--jobs", "1"]);
    assert!(output.status.code().is_some(), "it was ended by a signal: {:?}", output.status);
    for name in ["a.docx", "a.pdf", "c.docx", "c.pdf"] {
        assert!(folder.path().join(name).exists(), "{name}");
    }
    assert!(!folder.path().join("b.pdf").exists());
}

#[test]
fn folders_of_fonts_may_hold_pipes_links_in_circles_and_damaged_fonts() {
    let report = GOOD.replace("One paragraph.", "The name \u{10530} in a paragraph.");
    let folder = folder(&[("r.yaml", &report)]);
    let fonts = folder.path().join("fonts");
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
    let status = ends_soon(program(folder.path()).args(["r.yaml", "--pdf", "--font-dir", "fonts"]));
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
        let folder = folder(&[("r.yaml", GOOD)]);
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(said), "{arguments:?}: {}", text(&output.stderr));
        assert_eq!(names(folder.path()), ["r.yaml"], "{arguments:?}");
    }
}

#[test]
fn a_command_after_its_options_is_taken_as_the_command() {
    let folder = folder(&[("r.yaml", GOOD)]);
    let output = run(folder.path(), &["--quiet", "check", "r.yaml"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(names(folder.path()), ["r.yaml"]);
    for (word, start) in [("help", "Writes the Word file"), ("version", "assemble ")] {
        let output = run(folder.path(), &[word]);
        assert!(output.status.success() && text(&output.stdout).starts_with(start), "{word}");
    }
}

#[test]
fn states_lists_every_code_in_the_language_that_is_asked_for() {
    let folder = folder(&[]);
    let listed = text(&run(folder.path(), &["states"]).stdout);
    assert!(listed.contains("NOR  Norway\n") && listed.lines().count() == 249, "{listed}");
    let listed = text(&run(folder.path(), &["states", "--language", "fr", "--format", "json"]).stdout);
    assert!(listed.contains(r#"{"code":"NOR","name":"Norvège"}"#), "{listed}");
    assert_eq!(run(folder.path(), &["states", "--language", "xx"]).status.code(), Some(2));
}

#[test]
fn folders_endings_and_patterns_work_for_every_command() {
    let folder = folder(&[("a.yaml", GOOD), ("b.yml", GOOD), ("c.txt", "words"), ("d.yaml", "x: 1\n")]);
    for arguments in [&["check", "a*.yaml"][..], &["count", "a.yaml", "b.yml"], &["outline", "?.yml"]] {
        let output = run(folder.path(), arguments);
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    }
    let output = run(folder.path(), &[".", "--only-reports", "--out-dir", "out"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(names(&folder.path().join("out")), ["a.docx", "b.docx"]);
    let output = run(folder.path(), &["z*.yaml"]);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(2), "error: no file matches z*.yaml\n".to_owned()));
}

#[test]
fn new_makes_folders_and_only_yaml_files() {
    Test::new()
        .args(&["new", "report.docx", "--to", "cescr"])
        .stderr("error: a report is a YAML file: give it a name such as report.yaml\n")
        .ends(2, &[]);
    let folder = Test::new().args(&["new", "sub/dir/r.yaml", "--to", "cescr"]).ends(0, &["sub"]);
    assert!(folder.path().join("sub/dir/r.yaml").exists());
    Test::new().args(&["new", "r.yaml", "--to", "hrc"]).stderr(&run_new_for("hrc")).ends(2, &[]);
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
    let folder = folder(&[]);
    let mut command = program(folder.path());
    command.args(["-", "--out-dir", "out"]).stdin(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().expect("it runs");
    let report = GOOD.replace("A title", "Con");
    std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), report.as_bytes()).expect("a report");
    assert!(child.wait().expect("an end").success());
    assert_eq!(names(&folder.path().join("out")), ["report-Con.docx"]);
}
