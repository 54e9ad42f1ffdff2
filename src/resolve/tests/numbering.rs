//! Paragraphs, headings, lists, recommendations, contents.

use std::collections::BTreeMap;

use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};

use super::make::{
    NOWHERE, annex, built, heading, item, labels, lines, list, located, markers, note, paragraph, paragraph_of,
    profile, reference, spec, words,
};
use crate::document::text::{for_each_paragraph, text};
use crate::document::{Block as Built, Inline as BuiltInline, NumberFormat, PartKind, Role};
use crate::facts::language::Language;
use crate::facts::profile::Profile;
use crate::read::{Automatic, Block, ListStyle, Spec};
use crate::resolve::{BuildOptions, build};

#[test]
fn paragraph_numbers_run_through_all_headings_and_summaries_have_none() {
    let mut report = spec(vec![
        heading(1, "Introduction", None),
        paragraph("One."),
        heading(2, "Scope", None),
        paragraph("Two."),
        heading(1, "Housing", None),
        heading(2, "Rents", None),
        paragraph("Three."),
    ]);
    report.summary = Some(located(vec![paragraph("In short.")]));
    let expected = [
        "Summary",
        "In short.",
        "I. Introduction",
        "1. One.",
        "A. Scope",
        "2. Two.",
        "II. Housing",
        "A. Rents",
        "3. Three.",
    ];
    assert_eq!(lines(&report), expected);
}

#[test]
fn a_paragraph_marked_as_unnumbered_has_no_number_and_takes_none() {
    let mut plain = paragraph("Plain.");
    if let Block::Paragraph { numbered, .. } = &mut plain {
        *numbered = Some(false);
    }
    assert_eq!(lines(&spec(vec![paragraph("One."), plain, paragraph("Two.")])), ["1. One.", "Plain.", "2. Two."]);
}

#[test]
fn annexes_are_counted_in_roman_and_restart_paragraphs_and_headings() {
    let mut report = spec(vec![heading(1, "Body", None), paragraph("One."), paragraph("Two.")]);
    report.annexes = vec![
        annex("Cases", "cases", vec![heading(1, "North", None), paragraph("A case.")]),
        annex("Laws", "laws", vec![paragraph("A law.")]),
    ];
    let document = built(&report).value;
    let expected = "Annex I. Cases\nI. North\n1. A case.\nAnnex II. Laws\n1. A law.\n";
    assert!(text(&document).ends_with(expected));
    let begins_page = |document: &crate::document::Document| -> Vec<bool> {
        document.parts.iter().filter(|part| part.kind == PartKind::Annex).map(|part| part.new_page).collect()
    };
    assert_eq!(begins_page(&document), [false, false]);
    let long = "A law that was changed. ".repeat(60);
    report.annexes[1] = annex("Laws", "laws", vec![paragraph(&long)]);
    assert_eq!(begins_page(&built(&report).value), [false, true]);

    report.annexes.truncate(1);
    assert!(lines(&report).contains(&"Annex. Cases".to_owned()));

    let counting_on = Profile { annexes_restart: false, ..profile() };
    let document = build(&report, &counting_on, labels(Language::En), &BuildOptions::default()).value;
    assert!(text(&document).ends_with("I. North\n3. A case.\n"));
}

#[test]
fn sub_paragraphs_nest_and_other_lists_have_definitions_of_their_own() {
    let inner = list(ListStyle::Roman, vec![vec![paragraph("In towns;")], vec![paragraph("In villages.")]]);
    let report = spec(vec![
        paragraph("The State should:"),
        list(ListStyle::Letters, vec![vec![paragraph("Act:"), inner], vec![paragraph("Report.")]]),
        list(ListStyle::Bullets, vec![vec![paragraph("One thing")]]),
        list(ListStyle::Letters, vec![vec![paragraph("Again.")]]),
    ]);
    let expected = [
        "1. The State should:",
        "(a) Act:",
        "(i) In towns;",
        "(ii) In villages.",
        "(b) Report.",
        "– One thing",
        "(a) Again.",
    ];
    assert_eq!(lines(&report), expected);
    let document = built(&report).value;
    let markers = markers(&document);
    let at: Vec<(u32, u8)> = markers.iter().map(|marker| (marker.list.0, marker.level)).collect();
    assert_eq!(at, [(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (2, 0), (1, 1)]);
    assert_eq!(document.lists[2].levels[0].format, NumberFormat::Bullet('–'));
}

#[test]
fn recommendations_are_lettered_below_a_lead_in_and_numbered_without_one() {
    let items = || vec![item(vec![paragraph("Build.")]), item(vec![paragraph("Repair.")])];
    let block = |lead_in: Option<&str>| Block::Recommendations {
        lead_in: lead_in.map(words),
        items: items(),
        language: None,
        span: NOWHERE,
    };
    let report = spec(vec![block(Some("The State should:")), block(None), paragraph("After.")]);
    let expected = ["1. The State should:", "(a) Build.", "(b) Repair.", "2. Build.", "3. Repair.", "4. After."];
    assert_eq!(lines(&report), expected);
    let document = built(&report).value;
    let mut roles = vec![];
    for_each_paragraph(&document, |_, paragraph| roles.push(paragraph.role));
    assert_eq!(roles.iter().filter(|role| **role == Role::Recommendation).count(), 4);
}

#[test]
fn contents_list_the_summary_three_levels_and_the_annexes_with_their_headings() {
    let mut report = spec(vec![
        heading(1, "Housing", None),
        heading(2, "Rents", None),
        heading(3, "Towns", None),
        heading(4, "Streets", None),
        paragraph("One."),
    ]);
    report.summary = Some(located(vec![paragraph("In short.")]));
    report.annexes = vec![annex("Cases", "cases", vec![heading(1, "North", None)])];
    report.contents = Automatic::Yes;
    let lines = lines(&report);
    let expected = ["Contents", "Summary", "I. Housing", "A. Rents", "1. Towns", "Annex. Cases", "I. North", "Summary"];
    assert_eq!(lines[..8], expected);

    let document = built(&report).value;
    let targets: Vec<_> = document
        .parts
        .iter()
        .flat_map(|part| &part.blocks)
        .filter_map(|block| if let Built::Contents(contents) = block { Some(contents) } else { None })
        .flat_map(|contents| &contents.entries)
        .map(|entry| (crate::document::text::words(&entry.paragraph), entry.target))
        .collect();
    let mut headings = BTreeMap::new();
    for_each_paragraph(&document, |_, paragraph| {
        if let Some(bookmark) = paragraph.bookmark {
            headings.insert(bookmark, crate::document::text::words(paragraph));
        }
    });
    assert_eq!(targets.len(), 6);
    for (words, target) in targets {
        assert_eq!(headings.get(&target), Some(&words));
    }
}

#[test]
fn contents_come_by_themselves_when_a_report_has_enough_headings() {
    let report = spec(vec![heading(1, "Housing", None), heading(1, "Water", None), paragraph("One.")]);
    let has_contents = |least| {
        let profile = Profile { contents_from_headings: Some(least), ..profile() };
        let document = build(&report, &profile, labels(Language::En), &BuildOptions::default()).value;
        document.parts.iter().any(|part| part.kind == PartKind::Contents)
    };
    assert!(has_contents(2));
    assert!(!has_contents(3));
}

#[test]
fn other_languages_have_their_own_labels_and_marks() {
    let report = Spec {
        annexes: vec![annex("Cases", "cases", vec![]), annex("Laws", "laws", vec![])],
        ..spec(vec![
            heading(1, "Housing", None),
            paragraph_of(words("One."), Some("one")),
            list(ListStyle::Letters, vec![vec![paragraph("Sub.")], vec![paragraph_of(words("Sub."), Some("sub"))]]),
            paragraph_of(vec![reference("para. ", "sub"), reference(" annex ", "laws")], None),
        ])
    };
    let written = |language| {
        let document = build(&report, &profile(), labels(language), &BuildOptions::default()).value;
        text(&document).replace("A report\n", "")
    };
    assert_eq!(
        written(Language::Fr),
        "I. Housing\n1. One.\na) Sub.\nb) Sub.\n2. para. 1 b) annex II\nAnnexe I. Cases\nAnnexe II. Laws\n"
    );
    assert_eq!(
        written(Language::Zh),
        "I. Housing\n1. One.\n(a) Sub.\n(b) Sub.\n2. para. 1(b) annex 二\n附件一：Cases\n附件二：Laws\n"
    );
    assert_eq!(
        written(Language::Ar),
        "أ- Housing\n1- One.\n(أ) Sub.\n(ب) Sub.\n2- para. 1 (ب) annex الثاني\nالمرفق الأول - Cases\nالمرفق الثاني - Laws\n"
    );
}

/// Any row of blocks, nested up to three deep.
fn any_blocks() -> impl Strategy<Value = Vec<Block>> {
    let style = prop_oneof![
        Just(ListStyle::Letters),
        Just(ListStyle::Roman),
        Just(ListStyle::Numbers),
        Just(ListStyle::Bullets),
    ];
    let leaf = prop_oneof![
        4 => any::<Option<bool>>().prop_map(|wish| match paragraph_of(vec![note("N.")], None) {
            Block::Paragraph { content, id, language, articles, span, .. } => {
                Block::Paragraph { content, id, numbered: wish, language, articles, span }
            }
            other => other,
        }),
        2 => (0_u8..7).prop_map(|level| heading(level, "Heading", None)),
    ];
    let block = leaf.prop_recursive(3, 24, 4, move |inner| {
        let items = prop::collection::vec(prop::collection::vec(inner, 0..4), 0..4);
        let recommendations = (any::<bool>(), items.clone()).prop_map(|(lead_in, items)| Block::Recommendations {
            lead_in: lead_in.then(|| words("The State should:")),
            items: items.into_iter().map(item).collect(),
            language: None,
            span: NOWHERE,
        });
        prop_oneof![(style.clone(), items).prop_map(|(style, items)| list(style, items)), recommendations]
    });
    prop::collection::vec(block, 0..12)
}

proptest! {
    #[test]
    fn ids_follow_reading_order_and_bookmarks_exist_once(body in any_blocks()) {
        let mut report = spec(body);
        report.contents = Automatic::Yes;
        let document = built(&report).value;
        let mut ids = vec![];
        let mut bookmarks = vec![];
        let mut notes = vec![];
        for_each_paragraph(&document, |_, paragraph| {
            ids.push(paragraph.id.0);
            bookmarks.extend(paragraph.bookmark.map(|bookmark| bookmark.0));
            notes.extend(paragraph.content.iter().filter_map(|inline| match inline {
                BuiltInline::Note { note, .. } => Some(note.0),
                _ => None,
            }));
        });
        assert_eq!(ids, (0..document.content_count).collect::<Vec<_>>());
        bookmarks.sort_unstable();
        assert_eq!(bookmarks, (0..u32::try_from(document.bookmarks.len()).unwrap_or(0)).collect::<Vec<_>>());
        assert_eq!(notes, (0..u32::try_from(document.notes.len()).unwrap_or(0)).collect::<Vec<_>>());
    }
}
