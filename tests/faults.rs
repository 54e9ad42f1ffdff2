//! What the machine can do to a run: full disks, folders that take no files, pipes, links, a kill in the middle.
#![cfg(unix)]

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::time::Duration;

use crate::drawn;
use crate::support::names;
use crate::support::program::{Folder, Run, make_pipe};

const GOOD: &str = "submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by: {name: N}\nbody: Text.\n";

fn with_file(file: &str) -> String {
    GOOD.replace("body: Text.", &format!("body: {{file: {file}}}"))
}

/// What is said of a report whose body is the file `b`.
fn said_of_body(prepare: impl FnOnce(&Path)) -> String {
    let folder = Folder::new().file("r.yaml", with_file("b"));
    prepare(&folder);
    let Run { code, stderr, .. } = folder.run(["r.yaml", "--color", "never"]);
    assert_eq!(code, 1, "{stderr}");
    assert!(!folder.join("r.docx").exists());
    stderr.lines().next().unwrap_or("").to_owned()
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
    let folder = Folder::new().file("r.yaml", with_file("b"));
    folder.write("text.md", "Text.\n");
    symlink("text.md", folder.join("b")).expect("a link");
    assert_eq!(folder.run(["r.yaml"]).code, 0);
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
    let folder = Folder::new();
    make_pipe(&folder.join("pipe.yaml"));
    fs::create_dir(folder.join("empty")).expect("a folder");
    for (name, reason) in [
        ("pipe.yaml", "it is a pipe or a device, not a file; `-` reads a report from standard input"),
        ("/dev/zero", "it is a pipe or a device, not a file; `-` reads a report from standard input"),
        ("r.yaml/x", "there is no such file"),
    ] {
        folder.run([name]).says(&format!("error: cannot read {name}: {reason}\n")).ends(2, &["empty", "pipe.yaml"]);
    }
    let said = "error: the folder empty has no reports: their names end in .yaml or .yml\n";
    folder.run(["empty"]).says(said).ends(2, &["empty", "pipe.yaml"]);
}

#[test]
fn a_file_beyond_the_limit_is_refused_before_it_is_read() {
    let folder = Folder::new();
    let file = fs::File::create(folder.join("r.yaml")).expect("a file");
    file.set_len(200 << 30).expect("a file with a hole");
    folder.run(["r.yaml"]).says("error: cannot read r.yaml: it is larger than 50 MB\n").ends(2, &["r.yaml"]);
}

#[test]
fn a_disk_that_takes_no_more_ends_with_2_and_keeps_the_old_files() {
    let folder = Folder::new().file("r.yaml", GOOD);
    folder.write("r.docx", "old");
    // A file may have no more than 4 KB, as on a disk with so little room; the signal is ignored as shells do.
    let run = folder.run_under("trap '' XFSZ; ulimit -f 8; exec", ["r.yaml", "--pdf"]);
    run.ends(2, &["r.docx", "r.yaml"]);
    assert!(run.stderr.starts_with("error: cannot write r.docx: "), "{}", run.stderr);
    assert_eq!(folder.text("r.docx"), "old");
}

/// Runs the program with a small file system of its own on `disk`, which holds an old `r.docx`; what it said, and what
/// stands there afterwards. Where the machine lets nobody mount one, that is said even if the test passes.
fn on_small_disk(prepare: &str, flags: &[&str]) -> Option<(String, String)> {
    let folder = Folder::new().file("r.yaml", GOOD);
    fs::create_dir(folder.join("disk")).expect("a folder");
    let script = format!(
        "mount -t tmpfs -o size=8k none disk && printf old > disk/r.docx && {prepare} || exit 77
         \"$0\" r.yaml \"$@\" --out-dir disk; echo \"exit $?\"; ls -A disk; cat disk/r.docx"
    );
    let run = folder.run_under(&format!("exec unshare --user --map-root-user --mount sh -c '{script}'"), flags);
    if run.code == 0 {
        return Some((run.stderr, run.stdout));
    }
    let note = "faults: no small disk can be mounted here; a full one is tested by a limit on files alone\n";
    std::io::stderr().write_all(note.as_bytes()).expect("a place to say so");
    None
}

#[test]
fn a_full_disk_ends_with_2_and_keeps_the_old_files() {
    for flags in [&[][..], &["--pdf"], &["--pdf", "--changed"]] {
        let Some((said, found)) = on_small_disk("true", flags) else { return };
        assert_eq!(said, "error: cannot write disk/r.docx: the disk is full\n");
        assert_eq!(found, "exit 2\nr.docx\nold");
    }
}

#[test]
fn a_disk_that_is_read_only_ends_with_2_and_keeps_the_old_files() {
    let Some((said, found)) = on_small_disk("mount -o remount,ro disk", &["--pdf"]) else { return };
    assert_eq!(said, "error: cannot write disk/r.docx: the disk is read-only\n");
    assert_eq!(found, "exit 2\nr.docx\nold");
}

/// The words of a Word file's paragraphs.
fn words_of(folder: &Folder) -> Vec<String> {
    crate::word::open(&folder.read("r.docx")).paragraphs().into_iter().map(|one| one.text).collect()
}

#[test]
fn files_that_change_while_they_are_read_are_built_whole_or_named_and_never_taken_for_built() {
    let head = GOOD.replace("body: Text.\n", "summary: {file: b.md}\nbody:\n  - table: {caption: C, csv: c.csv}\n");
    let folder = Folder::new().file("r.yaml", format!("{head}annexes:\n  - title: A\n    body: {{file: b.md}}\n"));
    // Two states of different lengths; a reading that joins them would hold both words.
    let states = [("one ".repeat(300), "w\none\n"), ("other ".repeat(700), "w\nother\nother\n")];
    let save = |state: usize| {
        folder.write("b.md", &states[state].0);
        folder.write("c.csv", states[state].1);
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
            let Run { code, stderr, .. } = folder.run(["r.yaml", "--changed", "--color", "never"]);
            let words: std::collections::BTreeSet<String> = match code {
                0 => words_of(&folder)
                    .iter()
                    .filter(|text| text.split(' ').count() >= 300)
                    .flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
                    .collect(),
                _ => std::collections::BTreeSet::new(),
            };
            said.push((code, stderr, words));
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        said
    });
    for (code, stderr, words) in said {
        let expected = stderr.contains("[F02]") || stderr.contains("has no") || stderr.contains("empty");
        assert!(code == 0 || (code == 1 && expected), "{code}: {stderr}");
        assert!(words.len() <= 1, "two states of one file in one text: {words:?}");
    }
    // What was kept of the builds above is not taken for what now stands there.
    folder.write("b.md", "At last.\n");
    folder.write("c.csv", "w\nlast\n");
    let Run { code, stderr, .. } = folder.run(["r.yaml", "--changed"]);
    assert_eq!(code, 0, "{stderr}");
    let words = words_of(&folder);
    assert_eq!(words.iter().filter(|text| *text == "At last.").count(), 2, "{words:?}");
}

#[test]
fn old_files_that_are_read_only_and_folders_in_their_place_are_kept() {
    let folder = Folder::new().file("r.yaml", GOOD);
    let old = folder.join("r.pdf");
    fs::write(&old, "old").expect("a file");
    fs::set_permissions(&old, fs::Permissions::from_mode(0o444)).expect("permissions");
    let said = "error: cannot write r.pdf: the old file is read-only, and stays as it was\n";
    folder.run(["r.yaml", "--pdf"]).says(said).ends(2, &["r.pdf", "r.yaml"]);
    assert_eq!(fs::read_to_string(&old).expect("the old file"), "old");

    let folder = Folder::new().file("r.yaml", GOOD);
    fs::create_dir(folder.join("r.docx")).expect("a folder");
    let said = "error: cannot write r.docx: a folder has that name\n";
    folder.run(["r.yaml"]).says(said).ends(2, &["r.docx", "r.yaml"]);
}

#[test]
fn a_kill_at_any_moment_leaves_whole_files_and_the_next_run_sweeps() {
    let folder = Folder::new();
    let reports: Vec<String> = (0..12).map(|number| format!("r{number}.yaml")).collect();
    for name in &reports {
        folder.write(name, GOOD.replace("Text.", &"Text and more text. ".repeat(200)));
    }
    // Moments that come from no pattern of the program's own: the multiples of the golden ratio, modulo 1.2 seconds.
    for moment in (1..=10_u64).map(|number| number * 742 % 1_200) {
        let more = ["--pdf", "--out-dir", "out", "--jobs", "2"];
        let child = folder.start(reports.iter().map(String::as_str).chain(more));
        std::thread::sleep(Duration::from_millis(moment));
        child.kill();
        for path in fs::read_dir(folder.join("out")).into_iter().flatten().flatten().map(|entry| entry.path()) {
            let bytes = fs::read(&path).expect("a file");
            match path.extension().and_then(|ending| ending.to_str()) {
                Some("docx") => drop(crate::word::open(&bytes)),
                Some("pdf") => assert!(bytes.trim_ascii_end().ends_with(b"%%EOF"), "{} is torn", path.display()),
                _ => assert!(path.to_string_lossy().contains("/.assemble-"), "{} is stray", path.display()),
            }
        }
    }
    let out = folder.join("out");
    fs::create_dir_all(&out).expect("a folder");
    let (stray, in_use) = (out.join(".assemble-aB3dE6gH9jK2.part"), out.join(".assemble-InUse1InUse2.part"));
    fs::write(&stray, "x").expect("a file");
    let held = fs::File::create(&in_use).expect("a file");
    held.lock().expect("a lock");
    assert_eq!(folder.run(["r0.yaml", "--out-dir", "out"]).code, 0);
    assert!(!stray.exists(), "a file of a run that was killed stays");
    assert!(in_use.exists(), "a file of a run at work was taken away");
}

#[test]
fn a_folder_that_takes_no_files_ends_with_2() {
    // `/proc` takes no new files, not even from an administrator.
    let folder = Folder::new().file("r.yaml", GOOD);
    if Path::new("/proc/self").exists() {
        let Run { code, stderr, .. } = folder.run(["r.yaml", "--out-dir", "/proc"]);
        assert_eq!(code, 2);
        assert!(stderr.starts_with("error: cannot write /proc/r.docx: "), "{stderr}");
    }
    assert_eq!(names(&folder), ["r.yaml"]);
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
        let folder = Folder::new().file("r.yaml", &report);
        folder.write("b.svg", format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><g id=\"a-1\"/>{bomb}</svg>"));
        folder.write("b.csv", "1,2\n".repeat(1_000_000));
        folder.write("b.png", drawn::huge(60_000));
        // A minute of the processor, however busy the machine is.
        let run = folder.run_under("ulimit -t 60; exec", ["r.yaml", "--pdf", "--color", "never", "--quiet"]);
        assert_eq!(run.code, 1, "{name}");
        let stderr = run.stderr;
        assert!(stderr.contains(&format!("error[{code}]")), "{name}: {}", stderr.lines().next().unwrap_or(""));
        assert!(names(&folder).iter().all(|name| !name.starts_with("r.") || name == "r.yaml"), "{name}");
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
        let folder = Folder::new().file("r.yaml", format!("{head}body:\n  - figure: {{file: b.pic, alt: A}}\n"));
        folder.write("b.pic", picture);
        let run = folder.run(["r.yaml", "--pdf", "--color", "never"]);
        run.ends(0, &["b.pic", "r.docx", "r.pdf", "r.yaml"]);
        assert!(run.stderr.contains(message), "{message}: {}", run.stderr);
    }
}

#[test]
fn too_many_pixels_are_refused_with_their_number() {
    let head = GOOD.replace("body: Text.\n", "");
    let folder = Folder::new().file("r.yaml", format!("{head}body:\n  - figure: {{file: b.png, alt: A}}\n"));
    folder.write("b.png", drawn::huge(60_000));
    let Run { code, stderr, .. } = folder.run(["r.yaml", "--pdf", "--color", "never", "--quiet"]);
    assert_eq!(code, 1);
    assert!(
        stderr.starts_with("error[F11]") && stderr.contains("has 60000 × 60000 pixels, more than the 100 million"),
        "{stderr}"
    );
    assert!(stderr.contains("2,000 pixels on a side"), "{stderr}");
}

#[test]
fn the_examples_of_this_test_are_good() {
    assert_eq!(Folder::new().file("r.yaml", GOOD).run(["r.yaml", "--pdf"]).code, 0);
}
