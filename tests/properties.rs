//! Any report that can be read becomes both files, and they say the same.

use assemble::{Request, Tools, Verdict};
use proptest::prelude::{Just, Strategy, any, prop, prop_oneof};
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::agreement::assert_agreement;

/// Words with the signs that Markdown and YAML read.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => "[A-Za-z]{1,9}",
        1 => "[éèñßЖяüœ]{1,5}",
        1 => "[ابتجحدرسمنيو]{1,7}",
        1 => "[水电住房权人民的]{1,6}",
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
        1 => items("(a) "),
        1 => items("- ").prop_map(|items| format!("::: recommendations\n{items}:::")),
        1 => words().prop_map(|words| format!("![What it shows](p.png)\n\n: {}", cell(&words))),
        1 => Just("{page_break}".to_owned()),
        1 => words().prop_map(|words| format!("{words} {{-}}")),
    ]
}

fn cell(words: &str) -> String {
    words.replace('|', "/")
}

/// A block as programs write it.
fn value() -> impl Strategy<Value = Value> {
    let several = || prop::collection::vec(words(), 1..4);
    let style = prop::sample::select(vec!["letters", "roman", "numbers", "bullets"]);
    prop_oneof![
        words().prop_map(Value::from),
        (words(), any::<bool>()).prop_map(|(text, numbered)| json!({"paragraph": text, "numbered": numbered})),
        (words(), 1..6).prop_map(|(text, level)| json!({"heading": text, "level": level})),
        (several(), several(), style).prop_map(|(outer, inner, style)| {
            let mut items: Vec<Value> = outer.into_iter().map(Value::from).collect();
            items.push(json!(["An item of blocks:", {"list": inner, "style": style}]));
            json!({"list": items, "style": style})
        }),
        (several(), words()).prop_map(|(items, lead)| json!({"recommendations": items, "lead_in": lead})),
        (words(), words()).prop_map(|(text, source)| json!({"quote": text, "source": source})),
        (words(), several()).prop_map(|(caption, cells)| {
            let rows: Vec<Value> = cells.iter().map(|cell| json!([cell, "1.5"])).collect();
            json!({"table": {"caption": caption, "header": ["A", "B"], "rows": rows, "align": ["left", "decimal"]}})
        }),
        words().prop_map(|caption| json!({"table": {"caption": caption, "csv": "t.csv"}})),
        words().prop_map(|caption| json!({"figure": {"file": "p.png", "alt": "A square", "caption": caption}})),
        Just(json!({"page_break": true})),
    ]
}

/// Text of one form or the other, as a value of YAML.
fn text(blocks: usize) -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => prop::collection::vec(block(), 1..blocks).prop_map(|blocks| Value::from(blocks.join("\n\n"))),
        1 => prop::collection::vec(value(), 1..blocks).prop_map(Value::from),
    ]
}

/// A report with every part, in any language and for any body. JSON is YAML too.
pub(crate) fn report() -> impl Strategy<Value = String> {
    let bodies: Vec<&str> = assemble::facts::profile::Profile::ids().collect();
    let head = (
        prop::sample::select(bodies),
        prop::sample::select(vec!["ar", "zh", "en", "fr", "ru", "es"]),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    );
    (head, text(12), text(4), text(4), words()).prop_map(|(head, body, summary, annex, title)| {
        let (to, language, cover, contents, confidential) = head;
        let keys = json!({
            "submitted_to": to, "language": language, "title": "T", "cover": cover, "contents": contents,
            "confidential": confidential, "state": "CHN", "session": "73", "keywords": ["a", "b"],
            "submitted_by": [{"name": "N", "short_name": "S", "profile": "Who we are. {#who}"}, {"name": "O"}],
            "summary": summary, "body": body,
            "annexes": [
                {"title": title, "id": "more", "body": annex},
                {"title": "Last", "body": "Words. {#last}\n\nSee [para. @last] and [annex @more]."},
            ],
        });
        keys.to_string()
    })
}

/// The files that the reports name.
pub(crate) fn file(name: &str) -> Result<Vec<u8>, String> {
    match name {
        "p.png" => {
            std::fs::read(crate::support::root().join("tests/pictures/author.png")).map_err(|error| error.to_string())
        }
        "t.csv" => Ok("A,B\none,1.25\ntwo,10\n".into()),
        _ => Err("there is no such file".to_owned()),
    }
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
        let request =
            Request { targets: assemble::Target::ALL.into(), draft: true, ..Request::new("r", text.as_bytes(), &file) };
        let made = assemble::assemble(&request, &mut tools.borrow_mut()).expect("our own files are whole");
        let Some(files) = made.files else {
            assert_eq!(made.judged.verdict, Verdict::Unreadable);
            return Ok(());
        };
        assert!(files[&assemble::Target::Pdf].starts_with(b"%PDF-1.7"));
        assert_agreement(&made.judged, &files[&assemble::Target::Docx], &text);
        built.set(built.get() + 1);
        Ok(())
    });
    assert!(result.is_ok(), "{result:?}");
    assert!(built.get() > cases / 2, "only {} of {cases} reports can be read", built.get());
}
