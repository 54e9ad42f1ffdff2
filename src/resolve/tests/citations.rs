//! Notes of cited sources, compared with notes in the patterns of the Editorial Manual.

use super::make::{built, labels, profile};
use crate::document::{Document, Inline};
use crate::facts::language::Language;
use crate::read::{DirectionControls, parse};
use crate::resolve::{BuildOptions, build};
use crate::source::Sources;

/// The document of a report with these references and this body, and the findings.
fn document(language: Language, references: &str, body: &str) -> (Document, Vec<String>) {
    let code = if language == Language::Fr { "fr" } else { "en" };
    let text = format!(
        "submitted_to: cescr\nlanguage: {code}\ntitle: T\nsubmitted_by: [{{name: N}}]\nreferences:\n{references}body: |\n{body}"
    );
    let mut sources = Sources::default();
    sources.add("report.yaml", &text);
    let read = parse(&mut sources, &|_| Err("there is no such file".to_owned()), DirectionControls::Refused);
    let document = match language {
        Language::En => built(&read.value),
        other => build(&read.value, &profile(), &labels(other), &BuildOptions::default()),
    };
    let findings = read.diagnostics.iter().chain(&document.diagnostics);
    let findings = findings.map(|found| format!("{} {}", found.code, found.message)).collect();
    (document.value, findings)
}

/// The notes, italics between asterisks.
fn notes(document: &Document) -> Vec<String> {
    let piece = |inline: &Inline| match inline {
        Inline::Text { text, format, .. } if format.emphasis => format!("*{text}*"),
        Inline::Text { text, .. } => text.clone(),
        Inline::Note { .. } | Inline::Reference { .. } | Inline::LineBreak => String::new(),
    };
    let note = |note: &crate::document::Note| note.paragraphs.iter().flat_map(|p| &p.content).map(piece).collect();
    document.notes.iter().map(note).collect()
}

#[test]
fn notes_are_those_of_the_manual() {
    let text = include_str!("../citations/notes.txt");
    let lines: Vec<&str> = text.lines().skip(2).collect();
    let cases: Vec<&[&str]> = lines.chunks(4).collect();
    assert!(cases.len() >= 30, "there are only {} cases", cases.len());
    let mut references = String::new();
    let mut body = String::new();
    for (at, case) in cases.iter().enumerate() {
        references.push_str(&format!("  s{at}: {}\n", case[0]));
        let locator = if case[1].is_empty() { String::new() } else { format!(", {}", case[1]) };
        body.push_str(&format!("  Words [@s{at}{locator}].\n\n"));
    }
    let (document, findings) = document(Language::En, &references, &body);
    assert_eq!(findings, Vec::<String>::new());
    let found = notes(&document);
    let plain = |text: &str| text.replace('\u{A0}', " ");
    for (case, found) in cases.iter().zip(&found) {
        assert_eq!(plain(found), case[2]);
    }
    assert_eq!(found.len(), cases.len());
}

const TWO: &str = "  a: {book: 'Rent: A History', author: Ana Muster, place: Leiden, publisher: House, year: '2094'}\n  b: {document: A/HRC/99/45}\n";

#[test]
fn a_source_is_given_in_full_once_and_ibid_follows_only_its_own_note() {
    let body =
        "  One [@a, p. 1]. Two [@a, p. 2]. Three [see @b, para. 3; @a]. Four [@a]. Five.^[Mine.] Six [@A/HRC/99/46].\n";
    let (document, findings) = document(Language::En, TWO, body);
    assert_eq!(findings, Vec::<String>::new());
    let found: Vec<String> = notes(&document).iter().map(|note| note.replace('\u{A0}', " ")).collect();
    assert_eq!(
        found,
        [
            "Ana Muster, *Rent: A History* (Leiden, House, 2094), p. 1.",
            "Ibid., p. 2.",
            "See A/HRC/99/45, para. 3; Ana Muster, *Rent*.",
            "Ana Muster, *Rent*.",
            "Mine.",
            "A/HRC/99/46.",
        ]
    );
}

#[test]
fn french_notes_have_french_words_and_the_author_is_told_of_english_ones() {
    let (document, findings) = document(Language::Fr, TWO, "  Un [see @b, paras. 3-4]. Deux [@a].\n");
    assert_eq!(notes(&document)[0].replace('\u{A0}', " "), "Voir A/HRC/99/45, par. 3–4.");
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].starts_with("C05"), "{findings:?}");
}

#[test]
fn unknown_uncited_and_incomplete_sources_are_found() {
    let references = "  survey: {web: Rents}\n  plan: {year: '2099'}\n";
    let (_, mut findings) = document(Language::En, references, "  One [@surveyy].\n");
    findings.sort();
    let codes: Vec<&str> = findings.iter().map(|found| &found[..3]).collect();
    assert_eq!(codes, ["C01", "C02", "C03", "C04"], "{findings:?}");
}
