//! A mistake of the program in the middle of a batch, and a file that changes between two readings.

#![expect(clippy::disallowed_methods, reason = "tests write reports into folders of their own")]

use std::fs;
use std::path::Path;

use clap::Parser as _;

use super::super::args::Arguments;
use super::super::fonts::SystemFonts;
use super::super::{Status, panic};
use super::{Assemble, Builder, Outcome, plan, tell};

const GOOD: &str = "submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by: {name: N}\nbody: Text.\n";

/// Builds reports of these names, with `assemble` in place of the library.
fn build(folder: &Path, names: &[&str], assemble: Assemble) -> (Status, Vec<Outcome>) {
    let paths: Vec<String> = names.iter().map(|name| folder.join(name).display().to_string()).collect();
    let words = ["assemble", "--jobs", "2", "--quiet"].map(str::to_owned).into_iter().chain(paths);
    let arguments = Arguments::try_parse_from(words).expect("arguments").build;
    let jobs = plan(&arguments).expect("a plan");
    let fonts = SystemFonts::new(None).expect("no folder");
    let targets = arguments.targets();
    let builder = Builder { arguments: &arguments, targets, date: None, stamp: None, fonts: &fonts, assemble };
    let outcomes = builder.build_all(&jobs);
    (tell(&outcomes, &arguments.output, super::Ending::Advice), outcomes)
}

#[test]
fn a_mistake_of_the_program_stops_one_report_and_the_others_are_built() {
    panic::keep_private();
    let folder = tempfile::tempdir().expect("a folder");
    let names = ["a.yaml", "b.yaml", "c.yaml", "d.yaml"];
    for name in names {
        fs::write(folder.path().join(name), GOOD).expect("a file");
    }
    let (status, outcomes) = build(folder.path(), &names, |request, tools| {
        assert!(!request.name.ends_with("b.yaml"), "words of the report");
        crate::assemble(request, tools)
    });
    assert_eq!(status, Status::Failed);
    let statuses: Vec<Status> = outcomes.iter().map(|outcome| outcome.status).collect();
    assert_eq!(statuses, [Status::Done, Status::Failed, Status::Done, Status::Done]);
    for (name, built) in [("a.docx", true), ("b.docx", false), ("c.docx", true), ("d.docx", true)] {
        assert_eq!(folder.path().join(name).exists(), built, "{name}");
    }
    let failure = outcomes[1].failure.as_ref().expect("a failure");
    let said = format!("{:#}", failure.root_cause());
    assert_eq!(said.matches(". ").count(), 1, "two sentences: {said}");
    assert!(said.contains("stopped at src/cli/build/tests.rs:"), "{said}");
    assert!(!said.contains("words of the report"), "{said}");
    // The hash of what was read tells `watch` to wait for another content, and not to build at once again.
    assert!(outcomes[1].read.iter().all(|(_, hash)| !hash.is_empty()));
}

#[test]
fn a_file_that_changes_between_two_readings_is_an_error_not_a_mixture() {
    let folder = tempfile::tempdir().expect("a folder");
    let report = format!("{}summary: {{file: b.md}}\nbody: {{file: b.md}}\n", GOOD.replace("body: Text.\n", ""));
    fs::write(folder.path().join("r.yaml"), report).expect("a file");
    fs::write(folder.path().join("b.md"), "One.\n").expect("a file");
    let (status, _) = build(folder.path(), &["r.yaml"], crate::assemble);
    assert_eq!(status, Status::Done);
    fs::remove_file(folder.path().join("r.docx")).expect("an output");
    let (status, outcomes) = build(folder.path(), &["r.yaml"], |request, tools| {
        let read = |name: &str| {
            let content = (request.read)(name);
            // Another program saves it after each reading.
            let file = Path::new(request.name).with_file_name(name);
            fs::OpenOptions::new()
                .append(true)
                .open(&file)
                .map(|mut file| std::io::Write::write_all(&mut file, b"Two.\n"))
                .expect("a file")
                .expect("a file");
            content
        };
        crate::assemble(&crate::Request { read: &read, targets: request.targets.clone(), ..*request }, tools)
    });
    assert_eq!(status, Status::Refused);
    let findings = &outcomes[0].findings;
    assert!(
        findings.contains("error[F02]: the file `b.md` cannot be read: another program is writing it"),
        "{findings}"
    );
    assert!(!folder.path().join("r.docx").exists());
}
