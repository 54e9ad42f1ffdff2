//! What the program does on a terminal only. A pair of devices stands in for the terminal and for the person before it.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

use crate::support::program::{Folder, program};

/// Runs the program on a terminal in a folder, and types the answers. Gives its exit status and what stands on the screen,
/// the answers included.
pub(crate) fn run(folder: &Path, arguments: &[&str], answers: &str) -> (Option<i32>, String) {
    let person = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
    grantpt(&person).expect("a terminal");
    unlockpt(&person).expect("a terminal");
    let name = ptsname(&person, Vec::new()).expect("a terminal").into_bytes();
    let name = PathBuf::from(std::ffi::OsString::from_vec(name));
    let mut person = File::from(person);
    let open = || OpenOptions::new().read(true).write(true).open(&name).expect("a terminal");
    let mut child = program(folder)
        .args(arguments)
        // No reader of manual pages, and no colours.
        .env("PATH", "")
        .env("NO_COLOR", "1")
        .stdin(open())
        .stdout(open())
        .stderr(open())
        .spawn()
        .expect("it runs");
    person.write_all(answers.as_bytes()).expect("it takes answers");
    let mut screen = Vec::new();
    let mut buffer = [0; 4096];
    // The end is an error on Linux: nobody has the other side any more.
    while let Ok(read @ 1..) = person.read(&mut buffer) {
        screen.extend(&buffer[..read]);
    }
    let status = child.wait().expect("it ends");
    (status.code(), String::from_utf8_lossy(&screen).replace("\r\n", "\n"))
}

#[test]
fn new_asks_for_body_state_language_and_name() {
    let folder = Folder::new().file("report.yaml", "mine");
    // The body by letters of its name, the State by its name in another language, the language by its number.
    let answers = "economic, social\nNoruega\n2\nreport\nhousing/report\n";
    let (status, screen) = run(&folder, &["new"], answers);
    assert_eq!(status, Some(0), "{screen}");
    for said in [
        "To which body does the report go?\n   1  cat ",
        "Committee on Economic, Social and Cultural Rights (cescr)\n",
        "Which State is under review?\nLetters of its name: ",
        "Norway (NOR)\n",
        "The body takes these.\n   1  en  English\n   2  fr  French\n",
        "French (fr)\n",
        "The name of the file [report.yaml]: ",
        "report.yaml is there already, and stays as it is; give another name\n",
        "housing/report.yaml\nOpen it with a text editor. Then: assemble check housing/report.yaml\n",
    ] {
        assert!(screen.contains(said), "{said:?} is not in\n{screen}");
    }
    let report = folder.text("housing/report.yaml");
    for line in ["submitted_to: cescr ", "state: NOR ", "language: fr ", "title: Titre du rapport\n", "  # Faits\n"] {
        assert!(report.contains(line), "{line} is not in\n{report}");
    }
    assert_eq!(folder.text("report.yaml"), "mine");
}

#[test]
fn new_asks_only_for_what_was_not_said_and_writes_nothing_if_the_answers_end() {
    let folder = Folder::new();
    let (status, screen) = run(&folder, &["new", "a.yaml", "--language", "es"], "csw\n");
    assert_eq!(status, Some(0), "{screen}");
    assert!(!screen.contains("State") && !screen.contains("language is it"), "{screen}");
    let (status, screen) = run(&folder, &["new", "b.yaml", "--to", "csw"], "");
    assert_eq!((status, screen.as_str()), (Some(0), "b.yaml\n"));
    // Control-D ends the input.
    let (status, screen) = run(&folder, &["new", "c.yaml"], "cescr\n\u{4}");
    assert_eq!(status, Some(2), "{screen}");
    assert!(screen.contains("error: the answers ended before the last question; nothing was written\n"), "{screen}");
    assert!(!folder.join("c.yaml").exists());
}

#[test]
fn the_manual_can_be_read_on_a_terminal_without_a_reader_of_manual_pages() {
    let folder = Folder::new();
    let (status, screen) = run(&folder, &["man", "count"], "");
    assert_eq!(status, Some(0), "{screen}");
    assert!(screen.contains("Usage: assemble count") && !screen.contains(".TH"), "{screen}");
}
