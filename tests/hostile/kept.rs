//! What `--changed` finds beside the outputs: records that somebody has changed.

use std::fs;
use std::process::Command;

use super::folders::{HEAD, Input, Tally, Thing, build};
use super::mutator::mutated;
use super::{Numbers, judge};

#[test]
fn a_record_that_is_no_record_is_written_anew() {
    let good = format!("{HEAD}body: Text.\n");
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("r.yaml"), &good).expect("a file");
    let mut program = Command::new(assert_cmd::cargo::cargo_bin!("assemble"));
    assert!(program.args(["r.yaml", "--changed"]).current_dir(folder.path()).status().expect("it runs").success());
    let whole = fs::read(folder.path().join(".r.assemble.json")).expect("a record");
    let mut numbers = Numbers::new(71);
    let words = [
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        "null",
        "-1",
        "1e999",
        "\\u001b]0;",
        "\\ud800",
        "\"files\":[]",
        "\u{0}",
        "../../",
    ];
    let mut records: Vec<Vec<u8>> = (0..16).map(|_| mutated(&whole, &mut numbers, &words)).collect();
    records.extend([
        Vec::new(),
        b"{}".to_vec(),
        b"null".to_vec(),
        "[".repeat(90_000).into_bytes(),
        "{\"a\":".repeat(9_000).into_bytes(),
        format!("\"{}\"", "x".repeat(900_000)).into_bytes(),
        vec![0; 9_000],
        (0..=255).collect(),
    ]);
    for (number, record) in records.into_iter().enumerate() {
        let things = vec![(".r.assemble.json".into(), Thing::File(record))];
        let mut input = Input::of_things(&format!("record-{number}"), good.as_str(), things);
        // It is written anew, so it does not stay as it was.
        let before = input.things.remove(0);
        let folder = tempfile::tempdir().expect("a folder");
        super::folders::put(folder.path(), &input.things);
        super::folders::put(folder.path(), std::slice::from_ref(&before));
        let script = "exec \"$0\" r.yaml --pdf --changed --color never";
        let (code, said) = super::folders::limited(folder.path(), script, &[]);
        assert_eq!(code, 0, "{}: {said}", input.name);
        let read = |name: &str| fs::read(folder.path().join(name)).expect("an output");
        judge::whole(&input.name, &read("r.docx"), &read("r.pdf"));
        let state: serde_json::Value = serde_json::from_slice(&read(".r.assemble.json")).expect("a record");
        assert_eq!(state["record"]["report"], "r.yaml", "{}", input.name);
        assert_eq!(crate::support::sorted(folder.path()).len(), 4, "{}", input.name);
    }
}

#[test]
fn a_folder_in_the_place_of_an_output_stays() {
    let good = format!("{HEAD}body: Text.\n");
    let inputs: Vec<Input> = ["r.docx", "r.pdf"]
        .into_iter()
        .flat_map(|name| {
            [Thing::Folder, Thing::Pipe, Thing::Link("/dev/zero"), Thing::Link(".")]
                .map(|thing| Input::of_things(name, good.as_str(), vec![(name.into(), thing)]))
        })
        .collect();
    let Tally { written, refused } = build(&inputs, &[], |input, said, _| {
        assert!(said.contains(&format!("{}: ", input.name)) && said.contains("cannot write"), "{said}");
    });
    assert_eq!((written, refused), (0, inputs.len()));
}
