//! Names of reports, and what reports name: files elsewhere, pipes, links, devices.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;

use super::folders::{HEAD, Input, Tally, Thing, build};

fn report_names() -> Vec<OsString> {
    let mut names: Vec<OsString> = [
        "a b.yaml",
        " a.yaml",
        "-r.yaml",
        "--pdf.yaml",
        "'a.yaml",
        "\"a.yaml",
        "`id`.yaml",
        "$(id).yaml",
        "a;b.yaml",
        "a&b.yaml",
        "a|b.yaml",
        "a>b.yaml",
        "*.yaml",
        "[a].yaml",
        "?.yaml",
        "{a,b}.yaml",
        "a%2fb.yaml",
        "%s%n.yaml",
        "a\\b.yaml",
        "C:.yaml",
        "~.yaml",
        ".hidden.yaml",
        "...yaml",
        "a..yaml",
        "a.yaml.yaml",
        "CON.yaml",
        "nul.yaml",
        "a\n.yaml",
        "\n.yaml",
        "a\rb.yaml",
        "a\tb.yaml",
        "\u{1b}[2J.yaml",
        "\u{7}.yaml",
        "\u{9b}2J.yaml",
        "\u{202e}lmay.yaml",
        "\u{200f}a.yaml",
        "\u{2028}.yaml",
        "é.yaml",
        "e\u{301}.yaml",
        "الحق.yaml",
        "权利.yaml",
        "\u{1f600}.yaml",
        "\u{feff}a.yaml",
        "a\u{301}\u{301}\u{301}.yaml",
        ".assemble-a1B2c3d4E5f6.part",
        ".assemble-notes.yaml",
        "error[F05].yaml",
        "::error::.yaml",
        "r.docx.yaml",
        "https:example.org.yaml",
    ]
    .map(Into::into)
    .into();
    names.push(format!("{}.yaml", "a".repeat(240)).into());
    names.push(format!("{}.yaml", "é".repeat(120)).into());
    names.push(OsString::from_vec(b"a\xff.yaml".to_vec()));
    names.push(OsString::from_vec(b"\xc3\x28\x80.yaml".to_vec()));
    names
}

#[test]
fn reports_of_any_name_are_built_beside_themselves() {
    let good = format!("{HEAD}body: Text.\n").into_bytes();
    let report = |name: OsString| Input {
        name: format!("{name:?}"),
        things: vec![(name.clone(), Thing::File(good.clone()))],
        report: name,
    };
    let inputs: Vec<Input> = report_names().into_iter().map(report).collect();
    assert!(inputs.len() >= 50, "{}", inputs.len());
    let Tally { written, refused } = build(&inputs, &[], |input, said, written| {
        assert!(written, "{}: {said}", input.name);
    });
    assert_eq!((written, refused), (inputs.len(), 0));
}

/// A report of each kind that names this file, as YAML writes it.
fn naming(name: &str) -> Vec<(&'static str, String)> {
    let quoted = serde_json::Value::from(name);
    vec![
        ("body", format!("{HEAD}body: {{file: {quoted}}}\n")),
        ("table", format!("{HEAD}body:\n  - table: {{csv: {quoted}, caption: C}}\n")),
        ("figure", format!("{HEAD}body:\n  - figure: {{file: {quoted}, alt: A, caption: C}}\n")),
    ]
}

#[test]
fn what_lies_elsewhere_is_not_read() {
    let long = "a/".repeat(3_000) + "b";
    let names = [
        "",
        ".",
        "..",
        "./",
        "/",
        "../r.yaml",
        "../../../../../../../../etc/passwd",
        "a/../../i0/r.yaml",
        "/etc/passwd",
        "//etc/passwd",
        "/dev/zero",
        "/proc/self/environ",
        "~/.bashrc",
        "$HOME/.bashrc",
        "C:\\Windows\\win.ini",
        "\\\\server\\share\\a",
        "..\\a",
        "file:///etc/passwd",
        "https://example.org/a.png",
        "data:text/plain,Secret",
        "%2e%2e/a",
        "a\u{0}b",
        "a\nb",
        "\u{1b}[2Jb",
        "\u{202e}gnp.a",
        "r.yaml/",
        "r.yaml/b",
        long.as_str(),
    ];
    let of = |(number, name): (usize, &&str)| {
        let reports = naming(name).into_iter();
        reports
            .map(move |(kind, report)| Input::of_things(&format!("{kind}-{number}"), report, Vec::new()))
            .collect::<Vec<_>>()
    };
    let inputs: Vec<Input> = names.iter().enumerate().flat_map(of).collect();
    assert!(inputs.len() >= 80, "{}", inputs.len());
    let Tally { written, .. } = build(&inputs, &[], |input, said, _| {
        for told in ["root:", "PATH=", "[fonts]"] {
            assert!(!said.contains(told), "{}: {said}", input.name);
        }
    });
    assert_eq!(written, 0, "a file from elsewhere was read");
}

#[test]
fn pipes_devices_folders_and_links_out_are_refused() {
    let mut inputs = Vec::new();
    for (kind, report) in naming("b") {
        let add = |name: &str, thing: Thing, more: Option<(OsString, Thing)>| {
            let things = [("b".into(), thing)].into_iter().chain(more).collect();
            Input::of_things(&format!("{kind}-{name}"), report.as_str(), things)
        };
        inputs.extend([
            add("pipe", Thing::Pipe, None),
            add("folder", Thing::Folder, None),
            add("itself", Thing::Link("b"), None),
            add("nowhere", Thing::Link("none"), None),
            add("above", Thing::Link(".."), None),
            add("out", Thing::Link("../i0/r.yaml/../../../../../../../../etc/passwd"), None),
            add("passwords", Thing::Link("/etc/passwd"), None),
            add("zeros", Thing::Link("/dev/zero"), None),
            add("memory", Thing::Link("/proc/self/mem"), None),
            add("environment", Thing::Link("/proc/self/environ"), None),
            add("standard-input", Thing::Link("/dev/stdin"), None),
            add("link-to-a-pipe", Thing::Link("c"), Some(("c".into(), Thing::Pipe))),
        ]);
    }
    let Tally { written, refused } = build(&inputs, &[], |input, said, _| {
        super::folders::told(input, said, &["F02"], "`b`");
        assert!(!said.contains("root:"), "{}: {said}", input.name);
    });
    assert_eq!((written, refused), (0, inputs.len()));
}
