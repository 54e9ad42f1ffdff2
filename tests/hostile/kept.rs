//! What `--changed` finds beside the outputs: records that somebody has changed.

use super::folders::{HEAD, Input, Tally, Thing, build};
use super::mutator::mutated;
use super::{Numbers, judge};
use crate::support::program::Folder;

#[test]
fn a_record_that_is_no_record_is_written_anew() {
    let good = format!("{HEAD}body: Text.\n");
    let folder = Folder::new();
    folder.write("r.yaml", &good);
    assert_eq!(folder.run(["r.yaml", "--changed"]).code, 0);
    let whole = folder.read(".r.assemble.json");
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
        let folder = Folder::new();
        super::folders::put(&folder, &input.things);
        super::folders::put(&folder, std::slice::from_ref(&before));
        let (code, said) = super::folders::limited(&folder, &["r.yaml", "--pdf", "--changed", "--color", "never"]);
        assert_eq!(code, 0, "{}: {said}", input.name);
        let read = |name: &str| folder.read(name);
        judge::whole(&input.name, &read("r.docx"), &read("r.pdf"));
        let state: serde_json::Value = serde_json::from_slice(&read(".r.assemble.json")).expect("a record");
        assert_eq!(state["record"]["report"], "r.yaml", "{}", input.name);
        assert_eq!(crate::support::sorted(&folder).len(), 4, "{}", input.name);
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
