//! Tests of reading as a whole: findings as the author sees them, and blocks as the next stage gets them.

mod markdown;
mod outline;

use self::outline::outline;
use super::{Block, DirectionControls, Spec, parse};
use crate::diagnostic::Severity;
use crate::source::{Sources, Span};

/// A report with the keys that must be there and `rest`.
fn report(rest: &str) -> String {
    format!("submitted_to: cescr\nlanguage: en\ntitle: T\nsubmitted_by: [{{name: N}}]\n{rest}")
}

/// Reads a report beside files.
fn read_beside(text: &str, files: &[(&str, &[u8])]) -> (Spec, Vec<String>) {
    let mut sources = Sources::default();
    sources.add("report.yaml", text);
    let read = |path: &str| {
        let found = files.iter().find(|(name, _)| *name == path);
        found.map(|(_, bytes)| bytes.to_vec()).ok_or_else(|| "there is no such file".to_owned())
    };
    let warned = parse(&mut sources, &read, DirectionControls::Refused);
    let findings = warned.diagnostics.iter().map(|found| {
        let (line, column) = sources.line_column(found.span.file, found.span.start);
        let (end_line, end_column) = sources.line_column(found.span.file, found.span.end);
        let file = sources.get(found.span.file).map_or("", |file| file.name.as_str());
        let severity = if found.severity == Severity::Error { "error" } else { "warning" };
        let help = found.help.as_deref().unwrap_or("");
        format!(
            "{severity}[{}] {file}:{line}:{column}-{end_line}:{end_column}: {}\n    help: {}",
            found.code,
            found.message,
            help.replace('\n', "\n          ")
        )
    });
    let findings = findings.collect();
    (warned.value, findings)
}

/// Reads one of a body of Markdown, form 1.
fn read_body(markdown: &str) -> (Vec<Block>, Vec<String>) {
    let indented: String = markdown.lines().map(|line| format!("  {line}\n")).collect();
    let (spec, findings) = read_beside(&report(&format!("body: |\n{indented}")), &[]);
    (spec.body.map(|body| body.value).unwrap_or_default(), findings)
}

/// The codes and places of findings: `Y02 6:5`.
fn places(findings: &[String]) -> Vec<String> {
    findings
        .iter()
        .map(|finding| {
            let code = finding.split(['[', ']']).nth(1).unwrap_or("");
            let place = finding.split_once(' ').map_or("", |(_, rest)| rest.split('-').next().unwrap_or(""));
            format!("{code} {}", place.split_once(':').map_or("", |(_, place)| place))
        })
        .collect()
}

#[track_caller]
fn assert_body(markdown: &str, expected: &str) {
    let (blocks, findings) = read_body(markdown);
    assert_eq!(outline(&blocks), expected);
    assert_eq!(findings, Vec::<String>::new());
}

#[track_caller]
fn assert_places(report: &str, expected: &[&str]) -> Vec<String> {
    let (_, findings) = read_beside(report, FILES);
    assert_eq!(places(&findings), expected, "{findings:#?}");
    findings
}

const SVG: &[u8] = br#"<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"/>"#;

const FILES: &[(&str, &[u8])] = &[
    ("map.png", SVG),
    ("broken.png", b"\x89PNG\r\n\x1a\nx"),
    ("notes.txt", b"text"),
    ("latin.md", b"caf\xe9"),
    ("body.md", "\u{FEFF}First [x](y).\r\n\r\nSecond.\r\n".as_bytes()),
    ("cases.csv", b"\xEF\xBB\xBFA;B\r\n1;2\r\n\"x;y\";*z*\r\n1\r\n"),
];

#[test]
fn a_mistake_in_the_seventh_line_of_a_block_scalar_has_its_line_and_column() {
    let text = report("body: |\n  # H\n\n  é one\n\n  two\n\n  três [x](bad) more\n");
    assert_places(&text, &["W10 12:8"]);
    assert_places(&text.replace('\n', "\r\n"), &["W10 12:8"]);
    assert_places(&format!("\u{FEFF}{text}"), &["W10 12:8"]);
    assert_places(&report("body: |\n\n\n  [x](bad)\n"), &["W10 8:3"]);
}

#[test]
fn places_in_folded_and_quoted_texts_are_those_of_the_file() {
    assert_places(
        &report("body:\n  - >-\n    one\n    two [x](bad)\n\n    [y](bad)\n"),
        &["Y24 6:5", "W10 8:9", "W10 10:5"],
    );
    assert_places(&report("body:\n  - 'it''s\n    [x](bad)'\n"), &["W10 7:5"]);
    assert_places(&report("body:\n  - \"\\u00e9 \\\"q\\\" [x](bad)\"\n"), &["W10 6:19"]);
    assert_places(&report("body:\n  - plain\n    [x](bad)\n"), &["W10 7:5"]);
}

#[test]
fn accidents_of_prose_are_answered_with_the_line_rewritten() {
    let cases = [
        ("  - The Committee noted: progress\n", "- 'The Committee noted: progress'"),
        ("  - *word* more\n", "- '*word* more'"),
        ("  - **strong** text\n", "- '**strong** text'"),
        ("  - &c. text\n", "- '&c. text'"),
        ("  - !important text\n", "- '!important text'"),
        ("  - @user said\n", "- '@user said'"),
        ("  - `code`\n", "- '`code`'"),
        ("  - % of\n", "- '% of'"),
        ("  - [text](https://x.org) says\n", "- '[text](https://x.org) says'"),
        ("  - [ok]\n", "- '[ok]'"),
        ("  - {sic} text\n", "- '{sic} text'"),
        ("  - \"Quoted\" text\n", "- '\"Quoted\" text'"),
        ("  - 'Tis so\n  - don't\n", "- \"'Tis so\""),
        ("  - - dash\n", "- '- dash'"),
        ("  - Case #5 is\n", "- 'Case #5 is'"),
        ("  - #7 alone\n", "- '#7 alone'"),
        ("  - foo\n    bar # baz\n    more\n", "- 'foo bar # baz more'"),
        ("  - \"Housing\n", "- 'Housing'"),
        ("  - \"No\" means \"no\"\n", "- '\"No\" means \"no\"'"),
        ("  - \"We say \"no\" to it\"\n", "- 'We say \"no\" to it'"),
        ("  - 'Don't wait: housing'\n", "- \"Don't wait: housing\""),
    ];
    for (body, expected) in cases {
        let (_, findings) = read_beside(&report(&format!("body:\n{body}")), &[]);
        let of_yaml = findings.iter().filter(|finding| finding.contains("[Y"));
        assert_eq!(of_yaml.count(), 1, "{body}: {findings:#?}");
        assert!(findings[0].ends_with(expected), "{body}: {}", findings[0]);
    }
}

#[test]
fn comments_after_whole_sentences_and_simple_values_are_comments() {
    assert_places(&report("state: CHN # the State\nbody:\n  - A sentence. # check\n"), &[]);
}

#[test]
fn accidents_of_layout_are_named() {
    assert_places(&report("body: |\n  text\nmore text\n"), &["Y01 7:1"]);
    assert_places(&report("body:\n  - a\n   - b\n"), &["Y01 7:4"]);
    assert_places(&report("body:\n  # Facts\n\n  We write.\n\n  # End\n\n  Now.\n"), &["Y01 5:1"]);
    assert_places(&report("body: |\n# Facts\n\nWe write.\n"), &["Y01 6:1"]);
    assert_places(&report("body: |\n  One.\n\nNote: two.\n\n  Three.\n"), &["Y01 8:1"]);
    assert_places(&report("body: |\n  One.\n\n annexes:\n   - title: A\n     body: B\n"), &["Y01 8:1"]);
    assert_places(&report("body:\n\t- a\n"), &["Y03 6:1"]);
    assert_places(&report("body:\n  - 'open\n"), &["Y04 6:5"]);
    assert_places(&report("body: x\n").replace("title: T", "title: A: b"), &["Y02 3:8"]);
    assert_places(&report("body: x\n").replace("title: T", "title:T"), &["Y01 3:1"]);
    assert_places(&report("body: x\n---\na: b\n"), &["Y06 6:1"]);
}

#[test]
fn values_stay_as_typed_and_every_mistake_is_reported_in_one_run() {
    let (spec, findings) = read_beside(&report("state: NOR\nsession: 073\ndate: 2023-01-16\nbody: x\n"), &[]);
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(spec.submission.session.map(|session| session.value).as_deref(), Some("073"));
    assert_eq!(spec.submission.date.map(|date| date.value), Some(jiff::civil::date(2023, 1, 16)));
    let text = report(
        "body: x\nbody: y\ntitel: z\ndate: 16.1.2023\nstate: NO\nconfidential: yes\nagenda_item: four\nkeywords: {a: b}\nscope: tematic\n",
    );
    let findings = assert_places(
        &text,
        &["Y10 6:1", "Y11 7:1", "Y23 8:7", "Y23 9:8", "Y23 10:15", "Y13 11:14", "Y13 12:11", "Y14 13:8"],
    );
    assert!(findings[1].contains("unknown key `titel`"));
    assert!(findings[3].contains("write `state: NOR`"));
}

#[test]
fn missing_keys_are_reported_together() {
    assert_places("title: x\n", &["Y12 1:1", "Y12 1:1", "Y12 1:1", "Y12 1:1"]);
    assert_places("", &["Y12 1:1"]);
    assert_places(&report("body: null\n"), &["Y12 5:1"]);
    assert_places(&report("body: x\n").replace("name: N", "short_name: N"), &["Y12 4:17"]);
}

#[test]
fn blocks_of_the_second_form_are_read() {
    let body = r##"body:
  - {heading: "1. Intro", level: 2, id: intro}
  - paragraph: Text
    id: water
    numbered: false
    language: fr
    articles: [11, 12]
  - list: [a, [b, {list: [c], style: roman}]]
  - recommendations: [x]
    lead_in: The State should
  - quote: x
    source: "*y*"
  - table: {caption: C, header: [a, b], rows: [[073, null], [true, 2020-01-01]], widths: [2*, 3cm], align: [left, decimal]}
  - table: {csv: cases.csv}
  - figure: {file: map.png, alt: Map}
  - page_break: true
"##;
    let (spec, findings) = read_beside(&report(body), FILES);
    let blocks = spec.body.map(|body| body.value).unwrap_or_default();
    assert_eq!(
        outline(&blocks),
        "H2#intro(1. Intro) | P#water-@fr%11%12(Text) | Letters[P(a) ; P(b) | Roman[P(c)]] | R(The State should)[P(x)] | Q(x; <i y>) | \
         T(C; a,b; 073, / true,2020-01-01; [Share(2000), Fixed(85.04pt)]; [Left, Decimal]) | T(; A,B; 1,2 / x;y,<i z> / 1,; []; []) | \
         F(Some(\"Map\"); ; None) | PB"
    );
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert!(findings[0].starts_with("error[Y17] cases.csv:4:1"), "{}", findings[0]);
}

#[test]
fn faults_of_blocks_are_named() {
    let text = "body:\n  - paragrph: x\n  - paragraph: a\n    list: [b]\n  - table: {rows: [[1]]}\n  - table: {header: [a, b], rows: [[1]], widths: [x, 1*]}\n  - heading: H\n    level: 7\n  - figure: {file: map.png, alt: x, width: wide}\n  - a {#same}\n  - b {#same}\n";
    let findings = assert_places(
        &report(text),
        &["Y16 6:5", "Y16 7:5", "Y12 9:12", "Y17 10:36", "Y14 10:51", "W02 12:12", "Y14 13:44", "Y19 15:8"],
    );
    assert!(findings[7].contains("it was first given in line 14"));
}

#[test]
fn markdown_beside_the_report_keeps_its_own_places() {
    let (spec, findings) = read_beside(&report("body: {file: body.md}\n"), FILES);
    assert_eq!(outline(&spec.body.map(|body| body.value).unwrap_or_default()), "P(First x.) | P(Second.)");
    assert!(findings[0].starts_with("error[W10] body.md:1:7-1:13"), "{}", findings[0]);
    assert_places(&report("body: {file: latin.md}\n"), &["F03 5:14"]);
    assert_places(&report("body: {file: none.md}\n"), &["F02 5:14"]);
}

#[test]
fn aliases_work_within_limits() {
    let (spec, findings) = read_beside(&report("summary: &s text\nbody: *s\n"), &[]);
    assert_eq!(outline(&spec.body.map(|body| body.value).unwrap_or_default()), "P(text)");
    assert_eq!(findings, Vec::<String>::new());
    let mut bomb = String::from("keywords:\n  - &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..10 {
        let previous = format!("*a{}", level - 1);
        bomb.push_str(&format!("  - &a{level} [{}]\n", vec![previous; 10].join(", ")));
    }
    let (_, findings) = read_beside(&report(&bomb), &[]);
    assert!(places(&findings)[0].starts_with("Y09"), "{findings:#?}");
}

#[test]
fn deep_nesting_is_refused_without_overflow() {
    for (open, close) in [("> ", ""), ("[", "]"), ("- ", ""), ("*a **b ", "")] {
        let text = format!("{}x{}", open.repeat(3000), close.repeat(3000));
        let (_, findings) = read_body(&text);
        assert!(findings.len() < 5000);
    }
    let (_, findings) = read_beside(&report(&format!("body: {}{}\n", "[".repeat(3000), "]".repeat(3000))), &[]);
    assert!(!findings.is_empty());
    let (_, findings) = read_body(&format!("{}x{}", "[".repeat(3000), "]".repeat(3000)));
    assert_eq!(places(&findings), ["Y09 6:66"]);
}

#[test]
fn forbidden_characters_are_named_wherever_they_stand() {
    assert_places(&report("body: \"a\u{1}b\u{202e}\"\n"), &["Y22 5:9", "Y22 5:11"]);
    assert_places(&report("body: \"a\\u202eb &#x202E;\"\n"), &["Y22 5:9", "Y22 5:17"]);
    assert_places(&report("body: |\n  a\0b\n"), &["Y22 6:4"]);
}

#[test]
fn the_place_of_words_holds_these_words() {
    let body = "body:\n  - |\n    # Héading *one*\n\n    (a) first 中文 [para. @x];\n\n    | A | b |\n    |---|---|\n    | c | **d** |\n  - 'single ''quoted'' *text*'\n";
    let text = report(body);
    let mut sources = Sources::default();
    let file = sources.add("report.yaml", text.clone());
    let warned = parse(&mut sources, &|_| Err(String::new()), DirectionControls::Refused);
    let blocks = format!("{:?}", warned.value.body);
    let mut compared = 0;
    for piece in blocks.split("Text(\"").skip(1) {
        let (words, rest) = piece.split_once("\", Span { file: FileId(0), start: ").expect("a span");
        let numbers: Vec<usize> = rest.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
        let found = sources.text(Span::new(file, numbers[0]..numbers[1]));
        assert_eq!(found.replace("''", "'"), words);
        compared += 1;
    }
    assert_eq!(compared, 11);
}

/// Reads whatever was typed; each finding must point at whole characters of its file.
fn assert_readable(text: &str) {
    let mut sources = Sources::default();
    sources.add("report.yaml", text);
    let warned = parse(&mut sources, &|_| Err("there is no such file".to_owned()), DirectionControls::Refused);
    for found in &warned.diagnostics {
        let file = sources.get(found.span.file).expect("a file");
        assert!(file.text.get(found.span.range()).is_some(), "{found:?} in {text:?}");
    }
}

proptest::proptest! {
    #[test]
    fn whatever_is_typed_is_answered_with_places_in_the_file(
        typed in "[ a-c:#*&!%@`'\"\\[\\]{}|>\\-\n\t()é中\\\\^~$<1.,=—•_+?]{0,120}"
    ) {
        assert_readable(&typed);
        assert_readable(&report(&format!("body: |\n  {}\n", typed.replace('\n', "\n  "))));
        assert_readable(&report(&format!("body: >\n  {}", typed.replace('\n', "\n  "))));
        assert_readable(&report(&format!("body:\n  - {}\n  - next\n", typed.replace('\n', "\n    "))));
        assert_readable(&report(&format!("body: \"{typed}\"\n")));
        assert_readable(&report(&format!("body: '{typed}'\r\n")));
    }

    #[test]
    fn whatever_constructs_are_joined_is_answered_with_places_in_the_file(
        parts in proptest::collection::vec(proptest::sample::select(vec![
            "(a) ", "(i) ", "• ", "> ", "- ", "1. ", "[^1]", "[^1]: ", "^[", "]", "[", "{#a}", "{lang=ar}", "{-}", "|", "|---|\n",
            ": ", "\n", "\n\n", "::: recommendations\n", ":::\n", "![x](y)", "[x](y)", "**", "*", "é", "中", "word ", "\\", "<b>",
            "    ", "\t", "@id", "para. ", "-- ", "&amp;", "# ", "---\n", "```\n", "'", "\"",
        ]), 0..40)
    ) {
        let typed = parts.concat();
        assert_readable(&report(&format!("body: |\n  {}\n", typed.replace('\n', "\n  "))));
        assert_readable(&report(&format!("body:\n  - {}\n", typed.replace('\n', "\n    "))));
        assert_readable(&report(&format!("body:\n  - list: [{typed:?}]\n    style: letters\n")));
    }

    #[test]
    fn whatever_is_pasted_is_answered_with_places_in_the_file(
        parts in proptest::collection::vec(proptest::sample::select(vec![
            "12/03/2026, 14:05", "14:05", ", ", " - ", " – ", "[", "]", ": ", "：", "Élise", "From: ", "Sent: ", " wrote:", "Page 4 of 12", "4",
            " of ", "12", "第", "页", "共", "صفحة ", "من ", "١٢", "Chapter 1", "一、", "（一）", "第一章", "الفصل الأول", "أولاً: ", "＃",
            "# ", "#\u{3000}", " #wages", "Wages", "{#my id}", "![A map]", "!(", ")", "(map.png)", "\n", "\n\n", "word ", "é", "。",
        ]), 0..24)
    ) {
        let typed = parts.concat();
        assert_readable(&report(&format!("body: |\n  {}\n", typed.replace('\n', "\n  "))));
        assert_readable(&report(&format!("body:\n  - {typed:?}\n")));
    }
}

#[test]
fn texts_that_are_all_marks_and_files_that_are_all_values_are_refused_before_they_are_read() {
    let (blocks, findings) = read_body(&"**a** ".repeat(250_001));
    assert!(blocks.is_empty());
    assert_eq!(findings.len(), 1);
    assert!(
        findings[0].starts_with(
            "error[Y09] report.yaml:6:1500003-6:1500004: the text has more than 1,000,000 punctuation marks and line ends"
        ),
        "{}",
        findings[0]
    );
    let text = report(&format!("body: [{}]\n", "a,".repeat(500_000)));
    let (_, findings) = read_beside(&text, &[]);
    assert!(findings[0].contains("the file has more than 500,000 YAML values"), "{}", findings[0]);
}
