//! Notes of cited sources, compared with notes in the patterns of the Editorial Manual.

use super::make::{labels, profile};
use crate::document::text::for_each_paragraph;
use crate::document::{Document, Inline, Note, Paragraph, PartKind, Role};
use crate::facts::language::Language;
use crate::read::{DirectionControls, parse};
use crate::resolve::{BuildOptions, build};
use crate::source::Sources;

/// The document of a report with these references and this body, and the findings. `more` are further keys.
fn document_with(language: Language, more: &str, references: &str, body: &str) -> (Document, Vec<String>) {
    let code = language.code();
    let text = format!(
        "submitted_to: cescr\nlanguage: {code}\ntitle: T\nsubmitted_by: [{{name: N}}]\n{more}references:\n{references}body: |\n{body}"
    );
    let mut sources = Sources::default();
    sources.add("report.yaml", &text);
    let read = parse(&mut sources, &|_| Err("there is no such file".to_owned()), DirectionControls::Refused);
    let document = build(&read.value, &profile(), labels(language), &BuildOptions::default());
    let findings = read.diagnostics.iter().chain(&document.diagnostics);
    let findings = findings.map(|found| format!("{} {}", found.code, found.message)).collect();
    (document.value, findings)
}

fn document(language: Language, references: &str, body: &str) -> (Document, Vec<String>) {
    document_with(language, "", references, body)
}

/// The words of a paragraph, italics between asterisks, marks of notes as `¹`.
fn shown(paragraph: &Paragraph) -> String {
    let piece = |inline: &Inline| match inline {
        Inline::Text { text, format, .. } if format.emphasis => format!("*{text}*"),
        Inline::Text { text, .. } => text.clone(),
        Inline::Note { .. } => "¹".to_owned(),
        Inline::Reference { .. } | Inline::LineBreak => String::new(),
    };
    plain(&paragraph.content.iter().map(piece).collect::<String>())
}

fn plain(text: &str) -> String {
    text.replace('\u{A0}', " ")
}

/// The notes.
fn notes(document: &Document) -> Vec<String> {
    let note = |note: &Note| note.paragraphs.iter().map(shown).collect();
    document.notes.iter().map(note).collect()
}

/// The paragraphs of a part.
fn paragraphs(document: &Document, kind: PartKind) -> Vec<String> {
    let mut all = Vec::new();
    for_each_paragraph(document, |part, paragraph| {
        if part == kind && paragraph.role != Role::Note {
            all.push(shown(paragraph));
        }
    });
    all
}

#[test]
fn notes_are_those_of_the_manual() {
    let text = include_str!("notes.txt");
    let cases: Vec<Vec<&str>> = text.split("\n# ").skip(1).map(|case| case.lines().collect()).collect();
    assert!(cases.len() >= 60, "there are only {} cases", cases.len());
    let mut references = String::new();
    let mut body = String::new();
    for (at, case) in cases.iter().enumerate() {
        references.push_str(&format!("  s{at}: {}\n", case[1]));
        let locator = if case[2].is_empty() { String::new() } else { format!(", {}", case[2]) };
        body.push_str(&format!("  Words [@s{at}{locator}].\n\n"));
    }
    let (document, findings) = document(Language::En, &references, &body);
    assert_eq!(findings, Vec::<String>::new());
    let found = notes(&document);
    for (case, found) in cases.iter().zip(&found) {
        assert_eq!(found, case[3], "{}", case[0]);
    }
    assert_eq!(found.len(), cases.len());
}

const TWO: &str = "  a: {book: 'Rent: A History', author: Ana Muster, place: Leiden, publisher: House, year: '2094'}\n  b: {document: A/HRC/99/45}\n";

#[test]
fn a_source_is_given_in_full_once_and_ibid_follows_only_its_own_note() {
    let body = "  One [@a, p. 1]. Two [@a, p. 2]. Three [see @b, para. 3; @a]. Four [@a]. Five.^[Mine.] Six [@A/HRC/99/46]. Seven [@A/HRC/99/46, para. 2].\n\n  Eight [@a]. Nine [@a].\n";
    let (document, findings) = document(Language::En, TWO, body);
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(
        notes(&document),
        [
            "Ana Muster, *Rent: A History* (Leiden, House, 2094), p. 1.",
            "Ibid., p. 2.",
            "See A/HRC/99/45, para. 3; Ana Muster, *Rent*.",
            "Ana Muster, *Rent*.",
            "Mine.",
            "A/HRC/99/46.",
            // Symbols are written out in full every time.
            "A/HRC/99/46, para. 2.",
            "Ana Muster, *Rent*.",
            "Ibid.",
        ]
    );
}

#[test]
fn documents_of_a_note_stand_in_the_order_of_the_manual_with_and_before_the_last() {
    let references =
        "  s: {supplement: '20', body: General Assembly, session: Ninety-ninth Session, symbol: A/99/20}\n";
    let body = "  A [@E/C.12/XXA/RQ/4, para. 31; @E/C.12/XXA/Q/4, para. 8]. B [see @E/C.12/2099/SR.12; @E/C.12/2099/SR.11]. C [@A/HRC/99/45/Corr.1, sect. III; @A/HRC/99/45]. D [@A/HRC/99/15, paras. 140.7 and 140.8; @A/HRC/99/15/Add.1, para. 3]. E [@S/2099/1; @E/2099/2; @A/99/3]. F [see @s, paras. 88 and 94; see also @A/AC.105/840, sects. II-III]. G [@S/RES/1325 (2000), para. 3].\n";
    let (document, findings) = document(Language::En, references, body);
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(
        notes(&document),
        [
            "E/C.12/XXA/Q/4, para. 8, and E/C.12/XXA/RQ/4, para. 31.",
            "See E/C.12/2099/SR.11 and E/C.12/2099/SR.12.",
            "A/HRC/99/45 and A/HRC/99/45/Corr.1, sect. III.",
            "A/HRC/99/15, paras. 140.7 and 140.8; A/HRC/99/15/Add.1, para. 3.",
            "A/99/3, E/2099/2 and S/2099/1.",
            "See *Official Records of the General Assembly, Ninety-ninth Session, Supplement No. 20* (A/99/20), paras. 88 and 94; see also A/AC.105/840, sects. II–III.",
            "S/RES/1325 (2000), para. 3.",
        ]
    );
}

#[test]
fn parts_of_a_source_are_written_as_the_manual_writes_them() {
    let body = "  A [@a, page 3]. A [@b, paragraph 12]. B [@a, pp. 3-5]. B [@b, para. 12-14]. C [@a, p. 4-5]. C [@b, annex II, paragraphs 3, 5 and 7]. D [@a, section on water].\n";
    let (document, _) = document(Language::En, TWO, body);
    let found = notes(&document);
    let ends: Vec<&str> = found.iter().map(|note| note.split_once(", ").map_or("", |(_, rest)| rest)).collect();
    assert_eq!(
        ends,
        [
            "*Rent: A History* (Leiden, House, 2094), p. 3.",
            "para. 12.",
            "*Rent*, pp. 3–5.",
            "paras. 12–14.",
            "*Rent*, pp. 4 and 5.",
            "annex II, paras. 3, 5 and 7.",
            "*Rent*, section on water.",
        ]
    );
}

#[test]
fn marks_stand_on_the_side_of_the_punctuation_that_the_language_wants() {
    for (language, expected) in [
        (Language::En, "Rents rose.¹¹ They fell,¹ and rose¹ again."),
        (Language::Fr, "Rents rose¹¹. They fell¹, and rose¹ again."),
        (Language::Es, "Rents rose¹¹. They fell¹, and rose¹ again."),
    ] {
        for body in [
            "  Rents rose [@a][@b]. They fell [@b], and rose [@b] again.\n",
            "  Rents rose. [@a] [@b] They fell, [@b] and rose [@b] again.\n",
        ] {
            // Where nothing follows a sign but a small letter, only a comma is moved.
            let (document, _) = document(language, TWO, body);
            assert_eq!(paragraphs(&document, PartKind::Body), [expected], "{language:?}");
        }
    }
}

#[test]
fn inside_a_note_the_words_stand_alone() {
    let body =
        "  One.^[On rents, see @a; on roofs, [see @b, para. 3].] Two.^[[@a, p. 3]; others differ.] Three [@a].\n";
    let (document, findings) = document(Language::En, TWO, body);
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(
        notes(&document),
        [
            "On rents, see Ana Muster, *Rent: A History* (Leiden, House, 2094); on roofs, see A/HRC/99/45, para. 3.",
            "Ana Muster, *Rent*, p. 3; others differ.",
            "Ana Muster, *Rent*.",
        ]
    );
}

#[test]
fn a_name_in_a_sentence_is_followed_by_its_note() {
    let references = "  rent: {book: Rent, author: [Ana Muster, Li Ming], place: Leiden, publisher: House, year: '2094'}\n  four: {book: Four, author: [A B, C D, E F, G H], year: '2094'}\n  res: {resolution: 99/4, body: Human Rights Council}\n  co: {document: E/C.12/XXA/CO/4}\n  cov: {treaty: Covenant on Samples, volume: '9', number: '9'}\n  x: {case: Muster v. Exampleland, court: Court, date: 2095-06-08}\n  survey: {web: Rental survey, date: 2098-12-02}\n";
    let body = "  @rent found this; see @four, and @rent's survey. @rent [p. 71] said so.\n\n  In @res and @co [para. 3], (@cov) and @x.\n\n  As “@survey” shows, write to office@rent.org, @rent.org or \\@rent, or @rents.\n";
    let (document, findings) = document(Language::En, references, body);
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(
        paragraphs(&document, PartKind::Body),
        [
            "Ana Muster and Li Ming¹ found this; see A B and others,¹ and Ana Muster and Li Ming's¹ survey. Ana Muster and Li Ming¹ said so.",
            "In Human Rights Council resolution 99/4 and E/C.12/XXA/CO/4, para. 3, (Covenant on Samples)¹ and *Muster v. Exampleland*.¹",
            "As ““Rental survey””¹ shows, write to office@rent.org, @rent.org or @rent, or @rents.",
        ]
    );
    assert_eq!(
        notes(&document),
        [
            "Ana Muster and Li Ming, *Rent* (Leiden, House, 2094).",
            "A B and others, *Four* (2094).",
            "Ana Muster and Li Ming, *Rent*.",
            "Ibid., p. 71.",
            "United Nations, *Treaty Series*, vol. 9, No. 9.",
            "Court, *Muster v. Exampleland*, Judgment, 8 June 2095.",
            "“Rental survey”, 2 December 2098.",
        ]
    );
}

#[test]
fn french_and_spanish_notes_have_their_words_and_the_author_is_told_of_english_ones() {
    let references = format!(
        "{TWO}  c: {{resolution: 68/268, body: de l’Assemblée générale}}\n  d: {{paper: Loyers, series: Cahiers, number: '4', place: Paris, year: '2094'}}\n  e: {{treaty: T, volume: '9', number: '8'}}\n"
    );
    let body =
        "  Un [see @b, paras. 3-5]. Deux [@c, para. 2 (b)]. Trois [@d]. Quatre [@e]. Cinq [@b, par. 8 (a) (ii)].\n";
    let (french, findings) = document(Language::Fr, &references, body);
    let expected = [
        "Voir A/HRC/99/45, par. 3–5.",
        "Résolution 68/268 de l’Assemblée générale, par. 2 b).",
        "« Loyers », Cahiers, nº 4 (Paris, 2094).",
        "United Nations, *Treaty Series*, vol. 9, nº 8.",
        "A/HRC/99/45, par. 8 a) ii).",
    ];
    assert_eq!(notes(&french), expected);
    let told: Vec<&String> = findings.iter().filter(|found| found.starts_with("C05")).collect();
    assert_eq!(
        told,
        ["C05 words of the notes that cite sources are in English: \"Treaty Series\", \"United Nations\", \"vol.\""]
    );
    let (spanish, findings) = document(Language::Es, &references, body);
    let expected = [
        "Véase A/HRC/99/45, párr. 3–5.",
        "Resolución 68/268 de l’Assemblée générale, párr. 2 b).",
        "“Loyers”, Cahiers, núm. 4 (Paris, 2094).",
        "Naciones Unidas, *Treaty Series*, vol. 9, núm. 8.",
        "A/HRC/99/45, párr. 8 a) ii).",
    ];
    assert_eq!(notes(&spanish), expected);
    assert!(!findings.iter().any(|found| found.starts_with("C05")), "{findings:?}");
    // What no source shows for Arabic is English, and told.
    let (arabic, findings) = document(Language::Ar, &references, body);
    assert_eq!(notes(&arabic)[0], "See A/HRC/99/45, paras. 3–5.");
    assert!(findings.iter().any(|found| found.starts_with("C05") && found.contains("\"see\"")), "{findings:?}");
}

#[test]
fn unknown_uncited_and_incomplete_sources_are_found() {
    let references = "  survey: {web: Rents}\n  plan: {year: '2099'}\n  both: {book: A, web: B}\n  a b: {web: C}\n";
    let (_, mut findings) = document(Language::En, references, "  One [@surveyy] [see @surveyz, p. 3].\n");
    findings.sort();
    let codes: Vec<&str> = findings.iter().map(|found| &found[..3]).collect();
    assert_eq!(codes, ["C01", "C01", "C02", "C02", "C03", "C03", "C04", "Y14", "Y20"], "{findings:?}");
}

#[test]
fn a_name_of_a_source_and_of_a_place_is_told() {
    let (_, findings) = document(Language::En, TWO, "  # One {#a}\n\n  Two [@a; @b].\n");
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].starts_with("C08"), "{findings:?}");
}

#[test]
fn the_list_of_sources_is_that_of_the_manual() {
    let text = include_str!("list.txt");
    let mut references = String::new();
    let mut body = String::new();
    let mut expected = vec!["Sources".to_owned()];
    for (at, case) in text.split("\n# ").skip(1).enumerate() {
        let lines: Vec<&str> = case.lines().collect();
        references.push_str(&format!("  s{at}: {}\n", lines[1]));
        body.push_str(&format!("  Words [@s{at}].\n\n"));
        expected.extend(lines.get(2).filter(|line| !line.is_empty()).map(|line| (*line).to_owned()));
    }
    let (document, findings) = document_with(Language::En, "bibliography: true\n", &references, &body);
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(paragraphs(&document, PartKind::Sources), expected);
    let (without, _) = document_with(Language::En, "bibliography: false\n", &references, &body);
    assert!(without.parts.iter().all(|part| part.kind != PartKind::Sources));
}

#[test]
fn a_list_says_where_it_does_not_know_a_last_name() {
    let body = "  One [@a].\n";
    let (document, findings) = document_with(Language::Es, "bibliography: true\n", TWO, body);
    assert!(findings.iter().any(|found| found.starts_with("C09") && found.contains("`Ana Muster`")), "{findings:?}");
    assert_eq!(
        paragraphs(&document, PartKind::Sources),
        ["Fuentes", "Ana Muster. *Rent: A History*. Leiden: House, 2094."]
    );
}

#[test]
fn long_titles_that_are_cited_often_do_not_grow_without_end() {
    let title = "w ".repeat(2_000);
    let references = format!("  a: {{web: {title}, date: 2098-12-02}}\n  b: {{web: {title}, date: 2098-12-02}}\n");
    let body = format!("  {}\n", "One [@a; @b]. ".repeat(1_000));
    let (document, findings) = document(Language::En, &references, &body);
    assert!(findings.iter().any(|found| found.starts_with("Y09")), "{findings:?}");
    let letters: usize = notes(&document).iter().map(String::len).sum();
    assert!(letters < 3_000_000, "{letters}");
}
