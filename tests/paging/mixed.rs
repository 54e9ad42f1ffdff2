//! Random reports of figures beside notes beside tables beside long paragraphs, in six languages: nothing is torn, divided or
//! lost in either file.

use assemble::diagnostic::Severity;
use assemble::document::{ContentId, Document, Paragraph};
use assemble::length::Length;
use assemble::pages::{Item, Origin, Pages};
use assemble::{Request, Target, Tools};
use serde_json::{Value, json};

use super::invariants;
use super::make::Numbers;
use crate::agreement::{Order, assert_agreement_in};
use crate::tables::{Faces, assert_whole_in_word, cell_size};

/// Sixteen words of each language, with bars between them: short ones, long ones, numbers, and what a line end must not part.
const WORDS: [(&str, &str); 6] = [
    (
        "en",
        "the|of|in|housing|water|notwithstanding|municipal|institutionalization|court|children|General comment No. 7 (1997)|(articles 6 and 7)|41,867|12.5 %|para. 24|and/or",
    ),
    (
        "fr",
        "le|de|en|logement|eau|nonobstant|municipal|institutionnalisation|tribunal|enfants|Observation générale no 7 (1997)|« mineurs »|41 867|12,5 %|par. 24|est-il ?",
    ),
    (
        "es",
        "el|de|en|vivienda|agua|no obstante|municipal|institucionalización|tribunal|niños|Observación general núm. 7 (1997)|¿cuándo?|41 867|12,5 %|párr. 24|y/o",
    ),
    (
        "ru",
        "на|из|в|жильё|вода|несмотря|муниципальный|институционализация|суд|дети|Замечание общего порядка № 7 (1997)|«дети»|41 867|12,5 %|п. 24|и/или",
    ),
    (
        "ar",
        "في|من|على|السكن|المياه|البلدية|المؤسسات|المحكمة|الأطفال|التعليق العام رقم 7 (1997)|41,867|الفقرة 24|والحكومة|والمستأجرين|العام|القانون",
    ),
    (
        "zh",
        "住房|供水|的|市政府|尽管如此|机构化|法院|儿童|第7号一般性意见（1997年）|“未成年人”|41,867|12.5%|第24段|和|租户|法律",
    ),
];

/// So many words of a language, with full stops now and then.
fn prose(words: &[&str], language: &str, count: usize, numbers: &mut Numbers) -> String {
    let (gap, stop) = if language == "zh" { ("", "。") } else { (" ", ". ") };
    let mut text = String::new();
    for at in 0..count {
        if at > 0 {
            text.push_str(if numbers.below(14) == 0 { stop } else { gap });
        }
        text.push_str(words[numbers.below(words.len())]);
    }
    text + stop.trim_end()
}

fn note(words: &[&str], language: &str, numbers: &mut Numbers) -> String {
    let length = if numbers.below(9) == 0 { 150 + numbers.below(250) } else { 1 + numbers.below(40) };
    format!("^[{}]", prose(words, language, length, numbers))
}

/// A cell: a number, a word, a text, a text with a note, a list.
fn cell(words: &[&str], language: &str, numbers: &mut Numbers) -> String {
    let length = 2 + numbers.below(20);
    match numbers.below(8) {
        0..=2 => numbers.below(2_000_000).to_string(),
        3 | 4 => words[numbers.below(words.len())].to_owned(),
        5 => prose(words, language, length, numbers),
        6 => format!("{}{}", prose(words, language, 3, numbers), note(words, language, numbers)),
        _ => (0..2 + numbers.below(3)).map(|_| format!("- {}\n", prose(words, language, 3, numbers))).collect(),
    }
}

fn table(words: &[&str], language: &str, numbers: &mut Numbers) -> Value {
    let columns = 2 + numbers.below(4);
    let merged = numbers.below(2) == 0;
    let mut header: Vec<Value> = (0..columns).map(|_| json!(words[numbers.below(10)])).collect();
    if merged {
        header.pop();
        header[columns - 2] = json!({"text": words[numbers.below(10)], "span": 2});
    }
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for at in 0..2 + numbers.below(25) {
        let mut row: Vec<Value> = (0..columns).map(|_| json!(cell(words, language, numbers))).collect();
        match at % 4 {
            0 if merged => row[0] = json!({"text": words[numbers.below(10)], "rows": 2}),
            // The first cell of the row above goes on here.
            1 if merged => {
                row.remove(0);
            }
            2 if merged => {
                row.pop();
                row[columns - 2] = json!({"text": cell(words, language, numbers), "span": 2});
            }
            _ => {}
        }
        rows.push(row);
    }
    if merged && rows.len() % 4 == 1 {
        rows.pop();
    }
    json!({"table": {
        "caption": prose(words, language, 5, numbers), "header": header, "rows": rows,
        "source": prose(words, language, 4, numbers),
    }})
}

fn figure(words: &[&str], language: &str, numbers: &mut Numbers) -> Value {
    let file = format!("{}x{}.svg", 20 + numbers.below(680), 20 + numbers.below(880));
    let mut figure = json!({"file": file, "alt": "x", "caption": prose(words, language, 6, numbers)});
    if numbers.below(2) == 0 {
        figure["source"] = json!(prose(words, language, 4, numbers));
    }
    json!({"figure": figure})
}

/// A report, the same for the same number, and how many notes it has.
fn report(seed: u64) -> (String, usize) {
    let mut numbers = Numbers::new(seed + 1);
    let (language, words) = WORDS[(seed % 6) as usize];
    let words: &[&str] = &words.split('|').collect::<Vec<_>>();
    let numbers = &mut numbers;
    let mut body: Vec<Value> = Vec::new();
    for _ in 0..6 + numbers.below(24) {
        let length = 10 + numbers.below(240);
        body.push(match numbers.below(12) {
            0..=4 => json!(prose(words, language, length, numbers)),
            5 | 6 => {
                let notes: String = (0..1 + numbers.below(3))
                    .map(|_| prose(words, language, 12, numbers) + &note(words, language, numbers) + " ")
                    .collect();
                json!(notes + &prose(words, language, length, numbers))
            }
            7 => json!({"heading": prose(words, language, 4, numbers).trim_end_matches(['.', '。']), "level": 1}),
            8 => table(words, language, numbers),
            9 | 10 => figure(words, language, numbers),
            _ => {
                let items: Vec<String> = (0..2 + numbers.below(4))
                    .map(|_| {
                        let length = 3 + numbers.below(50);
                        prose(words, language, length, numbers)
                    })
                    .collect();
                json!({"list": items, "style": "letters"})
            }
        });
    }
    let keys = json!({
        "submitted_to": "generic", "language": language, "title": "A", "submitted_by": [{"name": "N"}], "body": body,
    });
    let text = keys.to_string();
    let notes = text.matches("^[").count();
    (text, notes)
}

/// The lines of a paragraph: page, base line, words.
fn lines(pages: &Pages, id: ContentId, size: Length) -> Vec<(usize, Length, String)> {
    let mut lines: Vec<(usize, Length, String)> = Vec::new();
    for (at, page) in pages.pages.iter().enumerate() {
        for placed in &page.items {
            let (Origin::Inline(of, _), Item::Glyphs(run)) = (placed.origin, &placed.item) else { continue };
            // The marks of notes are smaller, and stand higher.
            if of != id || run.size != size {
                continue;
            }
            match lines.last_mut() {
                Some((page, y, text)) if (*page, *y) == (at, placed.point.y) => text.push_str(&run.text),
                _ => lines.push((at, placed.point.y, run.text.clone())),
            }
        }
    }
    lines
}

/// No line of a text ends between two letters or two figures, but where a language allows it or a hyphen says so.
/// Words of a table that is named as too wide may be.
fn no_word_is_divided(document: &Document, pages: &Pages, name: &str) {
    let too_wide = pages.measures.tables.values().any(|look| look.too_wide.is_some());
    let letter = |c: char| c.is_alphanumeric() && !('\u{2e80}'..'\u{a000}').contains(&c);
    let notes = document.notes.iter().flat_map(|note| &note.paragraphs);
    let all: Vec<&Paragraph> = invariants::paragraphs(document).into_iter().chain(notes).collect();
    let in_table = |paragraph: &Paragraph| paragraph.role.is_table_cell() || paragraph.role.is_table_head();
    for paragraph in all.into_iter().filter(|paragraph| !too_wide || !in_table(paragraph)) {
        let size = document.styles.get(paragraph.role).size;
        for pair in lines(pages, paragraph.id, size).windows(2) {
            let (last, first) = (pair[0].2.chars().next_back(), pair[1].2.chars().next());
            let torn = last.is_some_and(letter) && first.is_some_and(letter);
            assert!(!torn, "{name}: a line ends with “{}”, the next is “{}”", pair[0].2, pair[1].2);
        }
    }
}

/// Reports that failed once: one line of a paragraph stood alone below a figure, on a page full of notes.
const FAILED_ONCE: [u64; 1] = [81];

/// As many reports as `MIXED_REPORTS` says, 12 where it says nothing, from the number `MIXED_FROM`; and those that failed once.
#[test]
fn random_reports_in_six_languages_lose_and_tear_nothing_in_either_file() {
    let read = |name: &str| super::picture(name).ok_or_else(|| format!("{name} is not there"));
    let number = |name: &str| std::env::var(name).ok().and_then(|number| number.parse::<u64>().ok());
    let from = number("MIXED_FROM").unwrap_or(0);
    let (faces, mut tools) = (Faces::new(), Tools::new());
    let (mut failed, mut words, mut marks) = (Vec::new(), 0, 0);
    for seed in (from..from + number("MIXED_REPORTS").unwrap_or(12)).chain(FAILED_ONCE) {
        let (yaml, notes) = report(seed);
        let request = Request { targets: Target::ALL.into(), ..Request::new("r", yaml.as_bytes(), &read) };
        let made = assemble::assemble(&request, &mut tools).expect("our own files are whole");
        let name = format!("report {seed}");
        let holds = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let errors = made.judged.diagnostics.iter().filter(|found| found.severity == Severity::Error);
            assert_eq!(errors.map(|found| found.message.as_str()).collect::<Vec<_>>(), Vec::<&str>::new());
            let (document, pages) = (&made.judged.document, &made.judged.pages);
            let docx = &made.files.as_ref().expect("no error")[&Target::Docx];
            assert_eq!(document.notes.len(), notes, "notes");
            invariants::check(document, pages);
            no_word_is_divided(document, pages, &name);
            assert_agreement_in(Order::Text, &made.judged, docx, &name);
            if pages.measures.tables.values().any(|look| look.too_wide.is_some()) {
                return 0;
            }
            assert_whole_in_word(docx, &faces, cell_size(&made), &name)
        }));
        match holds {
            Ok(measured) => words += measured,
            Err(_) => failed.push(seed),
        }
        marks += notes;
    }
    assert!(failed.is_empty(), "{} reports fail: {failed:?}", failed.len());
    assert!(words > 200 && marks > 20, "{words} words of tables and {marks} notes were looked at");
}
