//! Any report that can be read becomes both files, and they say the same.

use assemble::{Request, Tools, Verdict};
use proptest::prelude::{Just, Strategy, any, prop, prop_oneof};
use proptest::test_runner::{Config, TestRunner};

use crate::agreement::assert_agreement;

/// Words with the signs that Markdown and YAML read.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => "[A-Za-z]{1,9}",
        1 => "[éèñßЖяüœ]{1,5}",
        1 => prop::sample::select(vec!["*a*", "**b c**", "^[a note]", "[here](https://example.org)", "E/C.12/CHN/CO/3",
            "–", "\u{A0}%", "\u{AD}x", "“q”", "1.5", "(a)", "#", "<", "&", "\\*", "[x]", "a\u{301}", "$", "{", "|", "`c`"]).prop_map(str::to_owned),
    ];
    prop::collection::vec(word, 1..30).prop_map(|words| words.join(" "))
}

fn block() -> impl Strategy<Value = String> {
    let items = |mark: &'static str| {
        prop::collection::vec(words(), 1..5)
            .prop_map(move |items| items.iter().map(|item| format!("{mark}{item}\n")).collect::<String>())
    };
    prop_oneof![
        5 => words(),
        2 => (1..4_usize, words()).prop_map(|(level, words)| format!("{} {words}", "#".repeat(level))),
        1 => items("- "),
        1 => items("1. "),
        1 => words().prop_map(|words| format!("> {words}")),
        1 => (words(), words()).prop_map(|(a, b)| format!("| A | B |\n|---|---|\n| {} | {} |\n\n: C", cell(&a), cell(&b))),
        1 => Just("{page_break}".to_owned()),
        1 => words().prop_map(|words| format!("{words} {{-}}")),
    ]
}

fn cell(words: &str) -> String {
    words.replace('|', "/")
}

fn report() -> impl Strategy<Value = String> {
    (prop::collection::vec(block(), 1..12), any::<bool>(), any::<bool>()).prop_map(|(blocks, cover, contents)| {
        let mut report = format!(
            "submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by: {{name: N}}\ncover: {cover}\ncontents: {contents}\nbody: |\n"
        );
        for line in blocks.join("\n\n").lines() {
            report.push_str(&format!("  {line}\n"));
        }
        report
    })
}

#[test]
fn any_report_that_can_be_read_says_the_same_in_both_files() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(64);
    let tools = std::cell::RefCell::new(Tools::new());
    let built = std::cell::Cell::new(0_u32);
    let mut runner = TestRunner::new_with_rng(
        Config { cases, failure_persistence: None, ..Config::default() },
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let result = runner.run(&report(), |text| {
        let read = |_: &str| Err("there is no such file".to_owned());
        let request = Request {
            name: "r",
            bytes: text.as_bytes(),
            read: &read,
            pdf: true,
            draft: true,
            comments: false,
            date: None,
        };
        let tools: &mut Tools = &mut tools.borrow_mut();
        let judged = assemble::judge(&request, tools).expect("our own files are whole");
        if judged.verdict == Verdict::Unreadable {
            return Ok(());
        }
        let files = assemble::assemble(&request, tools).expect("our own files are whole").files.expect("a draft");
        assert!(files.pdf.expect("a PDF").starts_with(b"%PDF-1.7"));
        assert_agreement(&judged, &files.docx, &text);
        built.set(built.get() + 1);
        Ok(())
    });
    assert!(result.is_ok(), "{result:?}");
    assert!(built.get() > cases / 2, "only {} of {cases} reports can be read", built.get());
}
