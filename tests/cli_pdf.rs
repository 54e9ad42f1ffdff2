//! The standards that a PDF keeps, as the command line asks for them.

use crate::support::program::{Folder, GOOD, Run};

#[test]
fn the_newer_standards_are_written_when_asked_for_and_never_left_from_an_older_build() {
    let folder = Folder::new().file("r.yaml", GOOD);
    folder.run(["r.yaml", "--changed", "--pdf"]).ends(0, &[".r.assemble.json", "r.docx", "r.pdf", "r.yaml"]);
    let again = |options: &[&str]| {
        let Run { stdout, stderr, .. } = folder.run([&["r.yaml", "--changed"], options].concat());
        assert!(stdout == "r.docx\nr.pdf\n" || stderr == "r.yaml is up to date\n", "{stdout}{stderr}");
        let pdf = folder.read("r.pdf");
        (String::from_utf8_lossy(&pdf[..8]).into_owned(), stdout.is_empty())
    };
    assert_eq!(again(&["--pdf-standard", "ua-2"]), ("%PDF-2.0".to_owned(), false));
    assert_eq!(again(&["--pdf", "--pdf-standard", "PDF/A-4,ua-2"]), ("%PDF-2.0".to_owned(), true));
    assert_eq!(again(&["--pdf"]), ("%PDF-1.7".to_owned(), false));
    assert_eq!(again(&["--pdf-standard=ua-1,a-2a"]), ("%PDF-1.7".to_owned(), true));
}

#[test]
fn a_standard_that_no_file_keeps_is_refused() {
    let said = "error: invalid value 'a-3a' for '--pdf-standard <STANDARD>': write `ua-1` (PDF/UA-1 and PDF/A-2a, as \
                without this option) or `ua-2` (PDF/UA-2 and PDF/A-4)\n\nFor more information, try '--help'.\n";
    let run = Folder::new().file("r.yaml", GOOD).run(["r.yaml", "--pdf-standard", "a-3a"]);
    run.says(said).ends(2, &["r.yaml"]);
}
