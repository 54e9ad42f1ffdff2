//! What the machine can do to a run: full disks, folders that take no files, pipes, links, a kill in the middle.
#![cfg(unix)]

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::drawn;
use crate::support::{root, sorted};

const GOOD: &str = "submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by: {name: N}\nbody: Text.\n";

fn program(folder: &Path) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("assemble"));
    command.current_dir(folder).stdin(Stdio::null());
    command
}

/// Runs with these arguments; fails where it takes longer than any such run does.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let began = Instant::now();
    let output: Output = program(folder).args(arguments).output().expect("the program runs");
    assert!(began.elapsed() < Duration::from_secs(60), "it waited");
    (output.status.code().expect("it ended by itself"), String::from_utf8(output.stderr).expect("UTF-8"))
}

fn folder_with(report: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("r.yaml"), report).expect("a file");
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let name = |path: &std::path::PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    sorted(folder).iter().map(name).collect()
}

fn with_file(file: &str) -> String {
    GOOD.replace("body: Text.", &format!("body: {{file: {file}}}"))
}

/// What is said of a report whose body is the file `b`.
fn said_of_body(prepare: impl FnOnce(&Path)) -> String {
    let folder = folder_with(&with_file("b"));
    prepare(folder.path());
    let (status, stderr) = run(folder.path(), &["r.yaml", "--color", "never"]);
    assert_eq!(status, 1, "{stderr}");
    assert!(!folder.path().join("r.docx").exists());
    stderr.lines().next().unwrap_or("").to_owned()
}

fn make_pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
}

#[test]
fn a_pipe_or_device_named_in_a_report_is_refused_and_not_waited_for() {
    let refused = "error[F02]: the file `b` cannot be read: it is a pipe or a device, not a file";
    assert!(said_of_body(|folder| make_pipe(&folder.join("b"))).starts_with(refused));
}

#[test]
fn links_out_of_the_folder_are_refused_and_links_inside_are_followed() {
    let refused = "error[F02]: the file `b` cannot be read: it is a link that leads out of the report's folder";
    for target in ["/etc/hostname", "/dev/zero", "..", "../../../../etc/passwd"] {
        assert_eq!(said_of_body(|folder| symlink(target, folder.join("b")).expect("a link")), refused, "{target}");
    }
    let folder = folder_with(&with_file("b"));
    fs::write(folder.path().join("text.md"), "Text.\n").expect("a file");
    symlink("text.md", folder.path().join("b")).expect("a link");
    assert_eq!(run(folder.path(), &["r.yaml"]).0, 0);
}

#[test]
fn a_link_to_itself_a_folder_and_a_vanished_file_are_said() {
    let start = "error[F02]: the file `b` cannot be read: ";
    let said = said_of_body(|folder| symlink("b", folder.join("b")).expect("a link"));
    assert!(said.starts_with(start), "{said}");
    let said = said_of_body(|folder| fs::create_dir(folder.join("b")).expect("a folder"));
    assert_eq!(said, format!("{start}it is a folder, not a file"));
    assert_eq!(said_of_body(|_| {}), format!("{start}there is no such file"));
}

#[test]
fn a_report_that_is_a_pipe_a_device_or_a_folder_ends_with_2() {
    let folder = tempfile::tempdir().expect("a folder");
    make_pipe(&folder.path().join("pipe.yaml"));
    fs::create_dir(folder.path().join("empty")).expect("a folder");
    for (name, reason) in [
        ("pipe.yaml", "it is a pipe or a device, not a file; `-` reads a report from standard input"),
        ("/dev/zero", "it is a pipe or a device, not a file; `-` reads a report from standard input"),
        ("r.yaml/x", "there is no such file"),
    ] {
        let (status, stderr) = run(folder.path(), &[name]);
        assert_eq!((status, stderr), (2, format!("error: cannot read {name}: {reason}\n")));
    }
    let (status, stderr) = run(folder.path(), &["empty"]);
    assert_eq!(
        (status, stderr),
        (2, "error: the folder empty has no reports: their names end in .yaml or .yml\n".to_owned())
    );
    assert_eq!(names(folder.path()), ["empty", "pipe.yaml"]);
}

#[test]
fn a_file_beyond_the_limit_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = fs::File::create(folder.path().join("r.yaml")).expect("a file");
    file.set_len(200 << 30).expect("a file with a hole");
    let expected = "error: cannot read r.yaml: it is larger than 50 MB\n".to_owned();
    assert_eq!(run(folder.path(), &["r.yaml"]), (2, expected));
}

#[test]
fn a_disk_that_takes_no_more_ends_with_2_and_keeps_the_old_files() {
    let folder = folder_with(GOOD);
    fs::write(folder.path().join("r.docx"), "old").expect("a file");
    // A file may have no more than 4 KB, as on a disk with so little room; the signal is ignored as shells do.
    let program = assert_cmd::cargo::cargo_bin!("assemble").display().to_string();
    let output = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\" r.yaml --pdf", &program])
        .current_dir(folder.path())
        .output()
        .expect("a shell");
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.starts_with("error: cannot write r.docx: "), "{stderr}");
    assert_eq!(names(folder.path()), ["r.docx", "r.yaml"]);
    assert_eq!(fs::read_to_string(folder.path().join("r.docx")).expect("the old file"), "old");
}

/// Runs the program with a small file system of its own on `disk`, which holds an old `r.docx`; what it said, and what
/// stands there afterwards. Where the machine lets nobody mount one, that is said even if the test passes.
fn on_small_disk(prepare: &str, flags: &str) -> Option<(String, String)> {
    let folder = folder_with(GOOD);
    fs::create_dir(folder.path().join("disk")).expect("a folder");
    let script = format!(
        "mount -t tmpfs -o size=8k none disk && printf old > disk/r.docx && {prepare} || exit 77
         \"$0\" r.yaml {flags} --out-dir disk; echo \"exit $?\"; ls -A disk; cat disk/r.docx"
    );
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", &script])
        .arg(assert_cmd::cargo::cargo_bin!("assemble"))
        .current_dir(folder.path())
        .output();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match output {
        Ok(output) if output.status.success() => Some((text(&output.stderr), text(&output.stdout))),
        Ok(_) | Err(_) => {
            let note = "faults: no small disk can be mounted here; a full one is tested by a limit on files alone\n";
            std::io::stderr().write_all(note.as_bytes()).expect("a place to say so");
            None
        }
    }
}

#[test]
fn a_full_disk_ends_with_2_and_keeps_the_old_files() {
    for flags in ["", "--pdf", "--pdf --changed"] {
        let Some((said, found)) = on_small_disk("true", flags) else { return };
        assert_eq!(said, "error: cannot write disk/r.docx: the disk is full\n");
        assert_eq!(found, "exit 2\nr.docx\nold");
    }
}

#[test]
fn a_disk_that_is_read_only_ends_with_2_and_keeps_the_old_files() {
    let Some((said, found)) = on_small_disk("mount -o remount,ro disk", "--pdf") else { return };
    assert_eq!(said, "error: cannot write disk/r.docx: the disk is read-only\n");
    assert_eq!(found, "exit 2\nr.docx\nold");
}

/// The words of a Word file's paragraphs.
fn words_of(path: &Path) -> Vec<String> {
    crate::word::open(&fs::read(path).expect("an output")).paragraphs().into_iter().map(|one| one.text).collect()
}

#[test]
fn files_that_change_while_they_are_read_are_built_whole_or_named_and_never_taken_for_built() {
    let head = GOOD.replace("body: Text.\n", "summary: {file: b.md}\nbody:\n  - table: {caption: C, csv: c.csv}\n");
    let folder = folder_with(&format!("{head}annexes:\n  - title: A\n    body: {{file: b.md}}\n"));
    let path = folder.path().to_owned();
    // Two states of different lengths; a reading that joins them would hold both words.
    let states = [("one ".repeat(300), "w\none\n"), ("other ".repeat(700), "w\nother\nother\n")];
    let save = move |state: usize| {
        fs::write(path.join("b.md"), &states[state].0).expect("a file");
        fs::write(path.join("c.csv"), states[state].1).expect("a file");
    };
    save(0);
    let stop = std::sync::atomic::AtomicBool::new(false);
    let said = std::thread::scope(|scope| {
        scope.spawn(|| {
            for state in (0..2).cycle() {
                save(state);
                // Longer than the clock of any file system needs to see another time.
                std::thread::sleep(Duration::from_millis(15));
                if stop.load(std::sync::atomic::Ordering::Relaxed) {
                    break;
                }
            }
        });
        let mut said = Vec::new();
        for _ in 0..8 {
            let (status, stderr) = run(folder.path(), &["r.yaml", "--changed", "--color", "never"]);
            let words: std::collections::BTreeSet<String> = match status {
                0 => words_of(&folder.path().join("r.docx"))
                    .iter()
                    .filter(|text| text.split(' ').count() >= 300)
                    .flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
                    .collect(),
                _ => std::collections::BTreeSet::new(),
            };
            said.push((status, stderr, words));
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        said
    });
    for (status, stderr, words) in said {
        let expected = stderr.contains("[F02]") || stderr.contains("has no") || stderr.contains("empty");
        assert!(status == 0 || (status == 1 && expected), "{status}: {stderr}");
        assert!(words.len() <= 1, "two states of one file in one text: {words:?}");
    }
    // What was kept of the builds above is not taken for what now stands there.
    fs::write(folder.path().join("b.md"), "At last.\n").expect("a file");
    fs::write(folder.path().join("c.csv"), "w\nlast\n").expect("a file");
    let (status, stderr) = run(folder.path(), &["r.yaml", "--changed"]);
    assert_eq!(status, 0, "{stderr}");
    let words = words_of(&folder.path().join("r.docx"));
    assert_eq!(words.iter().filter(|text| *text == "At last.").count(), 2, "{words:?}");
}

#[test]
fn old_files_that_are_read_only_and_folders_in_their_place_are_kept() {
    let folder = folder_with(GOOD);
    let old = folder.path().join("r.pdf");
    fs::write(&old, "old").expect("a file");
    fs::set_permissions(&old, fs::Permissions::from_mode(0o444)).expect("permissions");
    let expected = "error: cannot write r.pdf: the old file is read-only, and stays as it was\n".to_owned();
    assert_eq!(run(folder.path(), &["r.yaml", "--pdf"]), (2, expected));
    assert_eq!(names(folder.path()), ["r.pdf", "r.yaml"]);
    assert_eq!(fs::read_to_string(&old).expect("the old file"), "old");

    let folder = folder_with(GOOD);
    fs::create_dir(folder.path().join("r.docx")).expect("a folder");
    let expected = "error: cannot write r.docx: a folder has that name\n".to_owned();
    assert_eq!(run(folder.path(), &["r.yaml"]), (2, expected));
}

#[test]
fn a_kill_at_any_moment_leaves_whole_files_and_the_next_run_sweeps() {
    let folder = tempfile::tempdir().expect("a folder");
    let reports: Vec<String> = (0..12).map(|number| format!("r{number}.yaml")).collect();
    for name in &reports {
        fs::write(folder.path().join(name), GOOD.replace("Text.", &"Text and more text. ".repeat(200)))
            .expect("a file");
    }
    // Moments that come from no pattern of the program's own: the multiples of the golden ratio, modulo 1.2 seconds.
    for moment in (1..=10_u64).map(|number| number * 742 % 1_200) {
        let mut child = program(folder.path())
            .args(&reports)
            .args(["--pdf", "--out-dir", "out", "--jobs", "2"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        std::thread::sleep(Duration::from_millis(moment));
        child.kill().expect("a kill");
        child.wait().expect("an end");
        for path in fs::read_dir(folder.path().join("out")).into_iter().flatten().flatten().map(|entry| entry.path()) {
            let bytes = fs::read(&path).expect("a file");
            match path.extension().and_then(|ending| ending.to_str()) {
                Some("docx") => drop(crate::word::open(&bytes)),
                Some("pdf") => assert!(bytes.trim_ascii_end().ends_with(b"%%EOF"), "{} is torn", path.display()),
                _ => assert!(path.to_string_lossy().contains("/.assemble-"), "{} is stray", path.display()),
            }
        }
    }
    let out = folder.path().join("out");
    fs::create_dir_all(&out).expect("a folder");
    let (stray, in_use) = (out.join(".assemble-aB3dE6gH9jK2.part"), out.join(".assemble-InUse1InUse2.part"));
    fs::write(&stray, "x").expect("a file");
    let held = fs::File::create(&in_use).expect("a file");
    held.lock().expect("a lock");
    assert_eq!(run(folder.path(), &["r0.yaml", "--out-dir", "out"]).0, 0);
    assert!(!stray.exists(), "a file of a run that was killed stays");
    assert!(in_use.exists(), "a file of a run at work was taken away");
}

#[test]
fn a_folder_that_takes_no_files_ends_with_2() {
    // `/proc` takes no new files, not even from an administrator.
    let folder = folder_with(GOOD);
    if Path::new("/proc/self").exists() {
        let (status, stderr) = run(folder.path(), &["r.yaml", "--out-dir", "/proc"]);
        assert_eq!(status, 2);
        assert!(stderr.starts_with("error: cannot write /proc/r.docx: "), "{stderr}");
    }
    assert_eq!(names(folder.path()), ["r.yaml"]);
}

#[test]
fn inputs_made_to_eat_the_machine_are_answered() {
    let head = GOOD.replace("body: Text.\n", "");
    let uses = "<use href=\"#a\"/>".repeat(10);
    let bomb: String = (0..12)
        .map(|level| format!("<g id=\"a{level}\">{}</g>", uses.replace("#a", &format!("#a{}", level - 1))))
        .collect();
    let long = 1_500_000;
    let cases = [
        ("deep lists", format!("{head}body:\n  {}x\n", "- ".repeat(500_000)), "Y09"),
        ("deep brackets of YAML", format!("{head}body: {}\n", "[".repeat(long)), "Y02"),
        ("deep quotations", format!("{head}body: |\n  {}x\n", ">".repeat(long)), "Y09"),
        ("one word", format!("{head}body: {}\n", "x".repeat(long)), "Y09"),
        ("too much text", format!("{head}body: {}\n", "x ".repeat(3 * long)), "Y09"),
        ("many paragraphs", format!("{head}body: |\n{}", "  a\n\n".repeat(50_000)), "Y09"),
        ("many notes", format!("{head}body: |\n  {}\n", "a^[n] ".repeat(20_000)), "Y09"),
        ("many links", format!("{head}body: |\n  {}\n", "[a](https://e.org) ".repeat(6_000)), "Y09"),
        ("many cells", format!("{head}body: |\n  |a|b|\n  |-|-|\n{}", "  |1|2|\n".repeat(30_000)), "Y09"),
        ("many cells of a file", format!("{head}body:\n  - table: {{caption: C, csv: b.csv}}\n"), "Y09"),
        ("many lines of a paragraph", format!("{head}body: |\n{}", "  a\\\n".repeat(30_000)), "Y09"),
        ("a paragraph without end", format!("{head}body: {}\n", "a ".repeat(200_000)), "Y09"),
        (
            "a title without end",
            format!("{}body: Text.\n", head.replace("title: T", &format!("title: {}", "a ".repeat(9_000)))),
            "Y09",
        ),
        (
            "marks of YAML without end",
            format!("{head}body: Text.\nx: [{}]\n", (0..20_000).map(|n| format!("&a{n} a,")).collect::<String>()),
            "Y02",
        ),
        ("key words without end", format!("{head}keywords: [{}]\nbody: Text.\n", "a,".repeat(9_000)), "Y09"),
        ("marks on a letter", format!("{head}body: a{}\n", "\u{301}".repeat(500_000)), "Y22"),
        (
            "aliases of aliases",
            format!(
                "a: &a [{0}]\nb: &b [{1}]\nc: &c [{2}]\nd: [{3}]\n",
                "x,".repeat(99),
                "*a,".repeat(99),
                "*b,".repeat(99),
                "*c,".repeat(99)
            ),
            "Y09",
        ),
        (
            "a note for many marks",
            format!("{head}body: |\n  {}\n\n  [^1]: {}\n", "a[^1] ".repeat(1_000), "n ".repeat(9_000)),
            "Y09",
        ),
        ("parts of parts of a drawing", format!("{head}body:\n  - figure: {{file: b.svg, alt: A}}\n"), "F10"),
        ("pixels without end", format!("{head}body:\n  - figure: {{file: b.png, alt: A}}\n"), "F11"),
    ];
    for (name, report, code) in cases {
        let folder = folder_with(&report);
        fs::write(
            folder.path().join("b.svg"),
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><g id=\"a-1\"/>{bomb}</svg>"),
        )
        .expect("a file");
        fs::write(folder.path().join("b.csv"), "1,2\n".repeat(1_000_000)).expect("a file");
        fs::write(folder.path().join("b.png"), drawn::huge(60_000)).expect("a file");
        let (status, stderr) = run(folder.path(), &["r.yaml", "--pdf", "--color", "never", "--quiet"]);
        assert_eq!(status, 1, "{name}");
        assert!(stderr.contains(&format!("error[{code}]")), "{name}: {}", stderr.lines().next().unwrap_or(""));
        assert!(names(folder.path()).iter().all(|name| !name.starts_with("r.") || name == "r.yaml"), "{name}");
    }
}

#[test]
fn photographs_that_would_look_wrong_are_put_right_and_the_author_is_told() {
    let wide = drawn::grey(5_000, 10);
    let cases = [
        (drawn::turned_photograph(), "info[F07]: the photograph `b.pic` was turned upright"),
        (drawn::printed(), "info[F08]: the photograph `b.pic` has the colours of a printing press (CMYK)"),
        (drawn::coded(&wide, image::ImageFormat::Jpeg), "info[F09]: the picture `b.pic` has 5000 × 10 pixels"),
        (
            drawn::coded(&wide, image::ImageFormat::Gif),
            "info[F12]: the picture `b.pic` is a GIF and is written to the files as PNG",
        ),
        (
            drawn::coded(&wide, image::ImageFormat::WebP),
            "info[F12]: the picture `b.pic` is a WebP and is written to the files as PNG",
        ),
    ];
    let head = GOOD.replace("body: Text.\n", "");
    for (picture, message) in cases {
        let folder = folder_with(&format!("{head}body:\n  - figure: {{file: b.pic, alt: A}}\n"));
        fs::write(folder.path().join("b.pic"), picture).expect("a file");
        let (status, stderr) = run(folder.path(), &["r.yaml", "--pdf", "--color", "never"]);
        assert_eq!(status, 0, "{message}: {stderr}");
        assert!(stderr.contains(message), "{message}: {stderr}");
        assert_eq!(names(folder.path()), ["b.pic", "r.docx", "r.pdf", "r.yaml"]);
    }
}

#[test]
fn too_many_pixels_are_refused_with_their_number() {
    let head = GOOD.replace("body: Text.\n", "");
    let folder = folder_with(&format!("{head}body:\n  - figure: {{file: b.png, alt: A}}\n"));
    fs::write(folder.path().join("b.png"), drawn::huge(60_000)).expect("a file");
    let (status, stderr) = run(folder.path(), &["r.yaml", "--pdf", "--color", "never", "--quiet"]);
    assert_eq!(status, 1);
    assert!(
        stderr.starts_with("error[F11]") && stderr.contains("has 60000 × 60000 pixels, more than the 100 million"),
        "{stderr}"
    );
    assert!(stderr.contains("2,000 pixels on a side"), "{stderr}");
}

#[test]
fn the_examples_of_this_test_are_good() {
    assert!(root().exists());
    assert_eq!(run(folder_with(GOOD).path(), &["r.yaml", "--pdf"]).0, 0);
}
