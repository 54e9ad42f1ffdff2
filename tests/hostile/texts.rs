//! Reports, Markdown files and tables made to do harm.

use std::fs;

use super::Numbers;
use super::folders::{HEAD, Input, Tally, build};
use super::mutator::mutated;
use crate::support::root;

/// Each is built, or refused with a finding that names one of its files: that one is empty or no text is told where the
/// report names it.
fn judged(inputs: &[Input], files: &[&str]) -> Tally {
    build(inputs, &[], |input, said, written| {
        if !written {
            let mentions = |file: &&str| said.contains(&format!("{file}:")) || said.contains(&format!("/{file}"));
            assert!(files.iter().any(mentions), "{}: {said}", input.name);
        }
    })
}

const YAML_WORDS: [&str; 30] = [
    "&a ",
    "*a",
    "!!python/object:os.system ",
    "!!binary ",
    "<<: *a\n",
    "? ",
    "- ",
    ": ",
    "\t",
    "---\n",
    "...\n",
    "%YAML 9.9\n",
    "|+\n",
    ">-\n",
    "#",
    "{",
    "}",
    "[",
    "]",
    "'",
    "\"",
    "\\x1b",
    "\\u202e",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "\r",
    "\u{0}",
    "~",
    "null",
];

fn reports() -> Vec<Input> {
    let mut inputs: Vec<Input> = Vec::new();
    let mut numbers = Numbers::new(31);
    for example in ["every-block", "short", "arabic", "french"] {
        let whole = fs::read(root().join(format!("specs/examples/{example}.yaml"))).expect("a report");
        for number in 0..12 {
            let report = mutated(&whole, &mut numbers, &YAML_WORDS);
            inputs.push(Input::of_things(&format!("{example}-{number}"), report, Vec::new()));
        }
    }
    let wide =
        |text: &str| [&b"\xFF\xFE"[..], &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat();
    let good = format!("{HEAD}body: Text.\n");
    let laughs: String = (1..9).map(|n| format!("a{n}: &a{n} [{}]\n", format!("*a{},", n - 1).repeat(9))).collect();
    let made: Vec<(&str, Vec<u8>)> = vec![
        ("empty", Vec::new()),
        ("zeros", vec![0; 5_000]),
        ("bytes", (0..=255).collect()),
        ("two-byte-letters", wide(&good)),
        ("half-a-letter", [good.as_bytes(), b"\xC3"].concat()),
        ("laughs", format!("a0: &a0 [x]\n{laughs}{good}").into_bytes()),
        ("itself", format!("{HEAD}body: &a [*a]\n").into_bytes()),
        ("deep", format!("{HEAD}body: {}\n", "[".repeat(70_000)).into_bytes()),
        ("deep-keys", format!("{HEAD}x: {}\n", "{a: ".repeat(20_000)).into_bytes()),
        ("deep-lists", format!("{HEAD}body:\n  {}x\n", "- ".repeat(30_000)).into_bytes()),
        ("same-key", format!("{good}{}", "title: A\n".repeat(3_000)).into_bytes()),
        ("many-keys", format!("{good}{}", (0..9_000).map(|n| format!("k{n}: v\n")).collect::<String>()).into_bytes()),
        ("long-key", format!("{good}{}: x\n", "k".repeat(90_000)).into_bytes()),
        ("long-line", format!("{HEAD}body: {}\n", "word ".repeat(19_000)).into_bytes()),
        ("many-documents", format!("{good}{}", "---\nx: 1\n".repeat(2_000)).into_bytes()),
        ("tag", format!("{HEAD}body: !!python/object/apply:os.system [ls]\n").into_bytes()),
        ("merge", format!("a: &a {{title: Secret}}\n<<: *a\n{good}").into_bytes()),
        ("directive", format!("%TAG ! tag:example.org,2000:\n---\n{good}").into_bytes()),
        ("block-without-end", format!("{HEAD}body: |9\n  x\n").into_bytes()),
        ("date", good.replace("title: T", "date: 99999-99-99").into_bytes()),
        ("number", good.replace("title: T", "title: 0x1e999").into_bytes()),
        ("session", good.replace("title: T", "title: T\nsession: -99999999999999999999999").into_bytes()),
        ("language", good.replace("language: en", "language: ../../en").into_bytes()),
        ("body", good.replace("submitted_to: generic", "submitted_to: ../../etc/passwd").into_bytes()),
        ("escapes", good.replace("title: T", "title: \"\\e]0;x\\a\\x9b2J\\u202e\"").into_bytes()),
        ("tabs", good.replace(": ", ":\t").into_bytes()),
        ("returns", good.replace('\n', "\r").into_bytes()),
        ("separators", good.replace('\n', "\u{2028}").into_bytes()),
        ("mark-inside", good.replace("Text.", "Te\u{feff}xt.").into_bytes()),
        ("surrogates", good.replace("Text.", "\"\\ud800\"").into_bytes()),
        ("allow", format!("{good}allow: [{{code: Y01, reason: x}}, {{code: X99, reason: \"\\e[2J\"}}]\n").into_bytes()),
        ("figures", format!("{HEAD}body:\n{}", "  - figure: {file: none.png, alt: A}\n".repeat(300)).into_bytes()),
    ];
    inputs.extend(made.into_iter().map(|(name, report)| Input::of_things(name, report, Vec::new())));
    inputs
}

#[test]
fn hostile_reports_are_refused_or_written_whole() {
    let reports = reports();
    assert!(reports.len() >= 80, "{}", reports.len());
    let Tally { written, refused } = judged(&reports, &["r.yaml"]);
    assert!(written >= 5 && refused >= 30, "{written} written, {refused} refused");
}

const MARKDOWN_WORDS: [&str; 32] = [
    "[",
    "]",
    "](",
    ")",
    "^[",
    "[^1]",
    "[^1]: ",
    "**",
    "*",
    "_",
    "`",
    "```\n",
    "~~~\n",
    "|",
    "|-|-|\n",
    "> ",
    "- ",
    "1. ",
    "# ",
    "\\",
    "<b>",
    "<!--",
    "&amp;",
    "&#x202e;",
    "![a](b.png)",
    "{lang=ar}",
    "@fig",
    "<https://e.org>",
    "https://e.org/",
    "\u{a0}",
    "\u{301}",
    "\u{202e}",
];

fn bodies() -> Vec<Input> {
    let mut numbers = Numbers::new(41);
    let mut bodies: Vec<(String, Vec<u8>)> = Vec::new();
    let whole = fs::read(root().join("specs/examples/every-block/method.md")).expect("a text");
    for number in 0..24 {
        bodies.push((format!("changed-{number}"), mutated(&whole, &mut numbers, &MARKDOWN_WORDS)));
    }
    for number in 0..16 {
        let text: String = (0..400).map(|_| *numbers.one_of(&MARKDOWN_WORDS)).collect();
        bodies.push((format!("marks-{number}"), text.into_bytes()));
    }
    let made = [
        ("brackets", "[".repeat(20_000)),
        ("links-in-links", "[a](".repeat(9_000)),
        ("stars", "*a ".repeat(20_000)),
        ("stars-and-lines", "*_".repeat(20_000)),
        ("backticks", (1..300).map(|n| "`".repeat(n) + " ").collect()),
        ("quotations", ">".repeat(9_000) + "x"),
        ("lists", (0..300).map(|n| "  ".repeat(n) + "- x\n").collect()),
        ("notes", (0..2_000).map(|n| format!("a[^{n}] ")).collect::<String>() + "\n\n[^1]: x[^1]\n"),
        ("note-in-itself", "a[^1]\n\n[^1]: b[^1]\n".to_owned()),
        ("definitions", (0..2_000).map(|n| format!("[d{n}]: https://e.org/{n}\n")).collect()),
        ("entities", "&nbsp;&#0;&#x110000;&NotAnEntity;&lt;script&gt;\n".repeat(200)),
        ("pages", "<script>alert(1)</script>\n\n<iframe src=\"file:///etc/passwd\"></iframe>\n".to_owned()),
        (
            "addresses",
            "[a](javascript:alert(1)) [b](file:///etc/passwd) [c](data:text/html,x) [d](//e.org) [e](mailto:a@b?bcc=c)"
                .to_owned(),
        ),
        ("columns", format!("|{}\n|{}\n", "h|".repeat(5_000), "-|".repeat(5_000))),
        ("rows", format!("|a|b|\n|-|-|\n{}", "|1|2|\n".repeat(30_000))),
        ("marks-on-a-letter", "a".to_owned() + &"\u{301}".repeat(9_000)),
        ("joined", "a\u{200d}".repeat(9_000)),
        ("one-word", "x".repeat(90_000)),
        ("signs", "a\u{a0}".repeat(9_000)),
        ("right-and-left", "אa ".repeat(9_000)),
        ("emoji", "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} ".repeat(2_000)),
        ("flags", "\u{1f1e6}".repeat(5_000)),
        ("headings", "# x\n".repeat(9_000)),
        ("empty-headings", "#\n".repeat(9_000)),
        ("fence", "```\u{1b}[2J\n".to_owned()),
        ("reference", "See @none and @{x} and [@a; @b].".to_owned()),
    ];
    bodies.extend(made.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())));
    bodies.push(("no-text".to_owned(), (0..=255).rev().collect()));
    // Marks whose partner each of them looks for; the reference to nothing ends it before pages are made.
    for (number, mark) in
        ["aa- bb ", "[x ", "[x] (y ", "x](https://e.org/a ", "**a* ", "a*( ", "(*a ", "$x ", "''a ", "==a== ", "\\*"]
            .iter()
            .enumerate()
    {
        let text = mark.repeat(300_000 / mark.len()) + "\n\nSee [para. @none].\n";
        bodies.push((format!("half-{number}"), text.into_bytes()));
    }
    let report = format!("{HEAD}body: {{file: b.md}}\n");
    bodies.into_iter().map(|(name, body)| Input::new(&name, report.as_str(), ("b.md", body))).collect()
}

#[test]
fn hostile_markdown_is_refused_or_written_whole() {
    let bodies = bodies();
    assert!(bodies.len() >= 65, "{}", bodies.len());
    let Tally { written, refused } = judged(&bodies, &["b.md", "r.yaml"]);
    assert!(written >= 10 && refused >= 10, "{written} written, {refused} refused");
}

fn tables() -> Vec<Input> {
    let mut numbers = Numbers::new(51);
    let words = [
        "\"", ",", ";", "\t", "\n", "\r\n", "\"\"", "=1+1", "@SUM(A1)", "\u{0}", "\u{feff}", "1e9", "-", "\u{202e}",
        "é", " ",
    ];
    let whole = fs::read(root().join("specs/examples/every-block/requests.csv")).expect("a table");
    let mut tables: Vec<(String, Vec<u8>)> =
        (0..24).map(|number| (format!("changed-{number}"), mutated(&whole, &mut numbers, &words))).collect();
    let made = [
        ("empty", String::new()),
        ("one-line", "a,b\n".to_owned()),
        ("lines", "\n".repeat(9_000)),
        ("quote", "a,b\n\"1,2\n3,4\n".to_owned()),
        ("quotes", "\"".repeat(9_001)),
        ("columns", format!("{}\n{}\n", "a,".repeat(9_000), "1,".repeat(9_000))),
        ("rows", format!("a\n{}", "1\n".repeat(90_000))),
        ("cell", format!("a,b\n{},1\n", "x ".repeat(60_000))),
        ("lines-of-a-cell", format!("a,b\n\"{}\",1\n", "x\n".repeat(30_000))),
        ("formulas", "a,b\n=cmd|' /C calc'!A0,+1+1\n@SUM(1),-2\n".to_owned()),
        ("other-marks", "a;b\n1;2\n".to_owned()),
        ("controls", "a,b\n\u{1b}[2J,\u{9b}\n".to_owned()),
        ("numbers", "a,b\n1e308,-0\n99999999999999999999999999,.\n".to_owned()),
        ("decimals", format!("a\n1.{}\n", "3".repeat(1_900))),
        ("same-heads", "a,a,a\n1,2,3\n".to_owned()),
        ("no-heads", ",,\n,,\n".to_owned()),
    ];
    tables.extend(made.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())));
    tables.push(("no-text".to_owned(), (0..=255).collect()));
    tables.push(("two-byte-letters".to_owned(), "a,b\n1,2\n".encode_utf16().flat_map(u16::to_be_bytes).collect()));
    let report = format!("{HEAD}body:\n  - table: {{csv: t.csv, caption: C}}\n");
    tables.into_iter().map(|(name, table)| Input::new(&name, report.as_str(), ("t.csv", table))).collect()
}

#[test]
fn hostile_tables_are_refused_or_written_whole() {
    let tables = tables();
    assert!(tables.len() >= 40, "{}", tables.len());
    let Tally { written, refused } = judged(&tables, &["t.csv", "r.yaml"]);
    assert!(written >= 10 && refused >= 10, "{written} written, {refused} refused");
}
