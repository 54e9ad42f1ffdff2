//! References, notes, title block, tables, figures.

use super::make::{
    NOWHERE, annex, built, codes, heading, labels, lines, link, list, located, note, paragraph, paragraph_of, profile,
    reference, spec, table, words,
};
use crate::diagnostic::Warned;
use crate::document::sample::pixel;
use crate::document::text::text;
use crate::document::{Align, Block as Built, ColumnWidth, LinkTarget, PartKind, Role};
use crate::facts::language::Language;
use crate::facts::profile::Status;
use crate::length::Length;
use crate::picture::{Cost, ImageFormat, Kept};
use crate::read::{Alignment, Automatic, Block, Figure, Inline, ListStyle, Picture, Spec, SubmitterProfile, Table};
use crate::resolve::{BuildOptions, build};
use crate::submission::{Contact, Organization, Submission};

#[test]
fn references_become_the_numbers_of_what_they_name() {
    let inner = list(ListStyle::Roman, vec![vec![paragraph_of(words("Deep."), Some("deep"))]]);
    let mut report = spec(vec![
        paragraph_of(
            vec![
                reference("para. ", "item"),
                reference("; para. ", "deep"),
                reference("; section ", "rents"),
                reference("; table ", "prices"),
                reference("; annex ", "laws"),
                reference("; section ", "first"),
            ],
            None,
        ),
        heading(1, "Housing", None),
        heading(2, "Rents", Some("rents")),
        paragraph("The State should:"),
        list(ListStyle::Letters, vec![vec![paragraph_of(words("Act:"), Some("item")), inner]]),
        Block::Table(table(Some("Prices"), "prices", &[&["Place", "Price"], &["North", "3"]])),
        heading(1, "Water", Some("first")),
    ]);
    report.annexes = vec![annex("Cases", "cases", vec![]), annex("Laws", "laws", vec![])];
    let lines = lines(&report);
    assert_eq!(lines[0], "1. para. 2 (a); para. 2 (a) (i); section I.A; table 1; annex II; section II");
    let document = built(&report).value;
    let named: Vec<&str> = document.bookmarks.iter().map(|bookmark| bookmark.name.as_str()).collect();
    let expected = [
        "_Heading1",
        "_Heading2",
        "_Number1",
        "_Paragraph1",
        "_Paragraph2",
        "_Table1",
        "_Heading3",
        "_Annex1",
        "_Annex2",
    ];
    assert_eq!(named, expected);
}

#[test]
fn a_reference_to_the_only_annex_is_the_authors_word_for_it() {
    let mut report =
        spec(vec![paragraph_of(vec![Inline::Text("see ".into(), NOWHERE), reference("annex ", "cases")], None)]);
    report.annexes = vec![annex("Cases", "cases", vec![])];
    assert_eq!(lines(&report)[0], "1. see annex");
}

#[test]
fn references_that_lead_nowhere_are_errors_with_a_remedy() {
    let undefined = spec(vec![paragraph_of(vec![reference("para. ", "watr")], Some("water"))]);
    assert_eq!(codes(&undefined), [("D01", "did you mean `@water`?".to_owned())]);

    let uncaptioned = spec(vec![
        Block::Table(table(None, "prices", &[&["Place"], &["North"]])),
        paragraph_of(vec![reference("table ", "prices")], None),
    ]);
    assert_eq!(codes(&uncaptioned), [("D03", "give it a caption: what has a caption has a number".to_owned())]);

    let twice = spec(vec![paragraph_of(words("One."), Some("same")), paragraph_of(words("Two."), Some("same"))]);
    assert_eq!(codes(&twice).first().map(|(code, _)| *code), Some("Y19"));
}

#[test]
fn notes_are_numbered_in_reading_order_and_links_say_their_address() {
    let mut cells = table(None, "t", &[&["Source"], &[""]]);
    cells.rows[0][0].content = vec![link("the survey", "https://example.org/survey"), note("In a cell.")];
    let mut report = spec(vec![
        Block::Heading {
            content: vec![
                Inline::Text("Water".into(), NOWHERE),
                note("On water."),
                link("law", "https://example.org/law"),
            ],
            level: 1,
            id: None,
            numbered: true,
            language: None,
            articles: vec![],
            budget: None,
            span: NOWHERE,
        },
        paragraph_of(
            vec![
                link("the report", "https://example.org/report"),
                Inline::Text(", ".into(), NOWHERE),
                link("example.org", "https://example.org"),
                Inline::Text(", ".into(), NOWHERE),
                link("write to us", "mailto:office@example.org"),
            ],
            None,
        ),
        Block::Table(cells),
    ]);
    report.summary =
        Some(located(vec![paragraph_of(vec![Inline::Text("Short.".into(), NOWHERE), note("First.")], None)]));
    let expected = [
        "Summary",
        "Short.[1]",
        "[1] First.",
        "I. Water[2]law",
        "[2] On water.",
        "1. the report,[3] example.org, write to us[4]",
        "[3] https://example.org/report",
        "[4] office@example.org",
        "Source",
        "the survey (https://example.org/survey)[5]",
        "[5] In a cell.",
    ];
    assert_eq!(lines(&report), expected);
    let links = built(&report).value.links;
    assert!(links.contains(&LinkTarget::Address("mailto:office@example.org".into())));
}

#[test]
fn a_note_inside_a_note_is_set_in_parentheses() {
    let outer =
        Inline::Note { paragraphs: vec![vec![Inline::Text("Outer".into(), NOWHERE), note("inner")]], span: NOWHERE };
    let report = spec(vec![paragraph_of(vec![outer], None)]);
    assert_eq!(codes(&report).first().map(|(code, _)| *code), Some("W07"));
    assert!(text(&built(&report).value).contains("[1] Outer (inner)\n"));
}

fn headed() -> Spec {
    let mut spec = spec(vec![paragraph("One.")]);
    spec.submission = Submission {
        submitted_to: Some(located("cescr".to_owned())),
        stage: Some(located("loi".to_owned())),
        state: Some(located("CHN".to_owned())),
        session: Some(located("73".to_owned())),
        date: Some(located(jiff::civil::date(2023, 1, 16))),
        subtitle: Some(located("Housing and water".to_owned())),
        submitters: vec![
            Organization {
                name: Some(located("Example Rights Network".to_owned())),
                short_name: Some(located("ERN".to_owned())),
                status: Some(located(Status::Special)),
                contact: Contact { email: Some(located("office@example.org".to_owned())), ..Contact::default() },
                ..Organization::default()
            },
            Organization {
                name: Some(located("Example Housing Union".to_owned())),
                status: Some(located(Status::None)),
                ..Organization::default()
            },
        ],
        ..spec.submission
    };
    spec.profiles = vec![SubmitterProfile { submitter: 0, text: located(vec![paragraph("A network.")]) }];
    spec
}

#[test]
fn the_title_block_has_its_lines_in_order_and_the_profile_follows() {
    let document = built(&headed()).value;
    let expected = "Committee on Economic, Social and Cultural Rights\n\
        73rd session\n\
        State under review: China\n\
        Submission for the list of issues\n\
        A report\n\
        Housing and water\n\
        Jointly submitted by\n\
        Example Rights Network (ERN) Non-governmental organization in special consultative status with the Economic \
        and Social Council\n\
        Example Housing Union\n\
        16 January 2023\n\
        Example Rights Network\n\
        A network.\n\
        Email: office@example.org\n\
        1. One.\n";
    assert_eq!(text(&document), expected);
    assert_eq!(document.metadata.subject, "Committee on Economic, Social and Cultural Rights, 73rd session, China");
    assert_eq!(document.metadata.authors, ["Example Rights Network", "Example Housing Union"]);
    assert_eq!(document.page.header_end, "China");
}

#[test]
fn a_cover_takes_the_title_block_and_the_title_stands_again_above_the_text() {
    let mut report = Spec { cover: Automatic::Yes, ..headed() };
    report.submission.confidential = Some(located(true));
    let document = build(&report, &profile(), labels(Language::En), &BuildOptions { draft: true }).value;
    let kinds: Vec<PartKind> = document.parts.iter().map(|part| part.kind).collect();
    assert_eq!(kinds, [PartKind::Cover, PartKind::Title, PartKind::Profile, PartKind::Body]);
    assert!(document.parts[1].new_page);
    assert_eq!(document.page.marks, ["DRAFT", "CONFIDENTIAL"]);
    assert!(text(&document).contains("16 January 2023\nCONFIDENTIAL\nA report\nHousing and water\nExample Rights"));
}

#[test]
fn only_the_last_line_of_a_title_block_above_text_has_room_below_it() {
    let roles = |report: &Spec| -> Vec<Role> {
        let first = built(report).value.parts.into_iter().next().expect("a report has parts");
        let role = |block: &Built| match block {
            Built::Paragraph(paragraph) => paragraph.role,
            other => panic!("expected a line, found {other:?}"),
        };
        first.blocks.iter().map(role).collect()
    };
    let ends = |roles: &[Role]| roles.iter().filter(|role| **role == Role::TitleEnd).count();
    let above_text = roles(&headed());
    assert_eq!((above_text.last(), ends(&above_text)), (Some(&Role::TitleEnd), 1));
    assert_eq!(ends(&roles(&Spec { cover: Automatic::Yes, ..headed() })), 0);
}

#[test]
fn columns_follow_the_author_or_their_content() {
    let rows: &[&[&str]] = &[&["Place", "Rent"], &["A district with a rather long name", "12.5"], &["South", ""]];
    let columns = |table: Table| {
        let document = built(&spec(vec![Block::Table(table)])).value;
        let body = document.parts.into_iter().find(|part| part.kind == PartKind::Body);
        match body.and_then(|part| part.blocks.into_iter().next()) {
            Some(Built::Table(table)) => table.columns,
            other => panic!("expected a table, found {other:?}"),
        }
    };
    let by_content = columns(table(None, "t", rows));
    assert_eq!(by_content.iter().map(|column| column.align).collect::<Vec<_>>(), [Align::Start, Align::End]);
    assert!(by_content.iter().all(|column| column.width == ColumnWidth::Content));
    let asked = Table { align: vec![Alignment::Center, Alignment::Decimal], ..table(None, "t", rows) };
    assert_eq!(columns(asked).iter().map(|column| column.align).collect::<Vec<_>>(), [Align::Center, Align::Decimal]);
}

#[test]
fn pictures_keep_their_proportion_within_the_text() {
    let drawn = |width, height, asked| {
        let mut report = spec(vec![Block::Figure(Figure {
            picture: 0,
            alt: Some("A map".into()),
            caption: None,
            id: None,
            width: asked,
            below: crate::read::Below::default(),
            language: None,
            span: NOWHERE,
        })]);
        report.pictures = vec![Picture {
            path: located("map.png".to_owned()),
            kept: Kept {
                format: ImageFormat::Png,
                bytes: pixel(),
                width,
                height,
                changes: Vec::new(),
                cost: Cost::default(),
            },
        }];
        let Warned { value: document, diagnostics } = built(&report);
        let said: Vec<String> =
            diagnostics.into_iter().map(|found| format!("{}: {}", found.code, found.message)).collect();
        let body = document.parts.into_iter().find(|part| part.kind == PartKind::Body);
        match body.and_then(|part| part.blocks.into_iter().next()) {
            Some(Built::Figure(figure)) => ((figure.width, figure.height), said),
            other => panic!("expected a figure, found {other:?}"),
        }
    };
    let size = |width, height, asked| {
        let (size, said) = drawn(width, height, asked);
        assert!(said.is_empty(), "{said:?}");
        size
    };
    assert_eq!(size(96, 48, None), (Length::pt(72), Length::pt(36)));
    assert_eq!(size(96, 48, Some(Length::mm(100))), (Length::mm(100), Length::mm(50)));
    assert_eq!(size(4000, 2000, None), (Length::mm(160), Length::mm(80)));
    let ((width, height), said) = drawn(1000, 4000, None);
    assert_eq!(height, Length::mm(247).scale(2, 3));
    assert_eq!(width, height.scale(1, 4));
    let too_high =
        "D06: the figure is drawn at 41 × 165 mm, not 160 × 640 mm: a figure is at most two thirds of the text high";
    assert_eq!(said, [too_high]);
    let (_, said) = drawn(100, 100, Some(Length::mm(200)));
    let too_wide =
        "D06: the figure is drawn at 160 × 160 mm, not 200 × 200 mm: a figure is at most as wide as the text";
    assert_eq!(said, [too_wide]);
}

#[test]
fn the_identifier_is_stable_and_follows_the_words() {
    let identifier = |report: &Spec| built(report).value.metadata.identifier;
    let first = identifier(&headed());
    assert_eq!(first.len(), 32);
    assert_eq!(first, identifier(&headed()));
    let mut other = headed();
    other.body = Some(located(vec![paragraph("Two.")]));
    assert_ne!(first, identifier(&other));
}

#[test]
fn in_an_arabic_report_numbers_and_addresses_of_submitters_read_from_the_left() {
    let mut report = headed();
    let [first, ..] = &mut report.submission.submitters[..] else { panic!("there is a submitter") };
    first.contact.phone = Some(located("+47 22 33".to_owned()));
    first.contact.website = Some(located("https://example.org/ar/".to_owned()));
    let written = |language| text(&build(&report, &profile(), labels(language), &BuildOptions::default()).value);
    for words in ["+47 22 33", "office@example.org", "https://example.org/ar/"] {
        assert!(written(Language::Ar).contains(&format!("\u{202a}{words}\u{202c}")), "{words}");
        assert!(!written(Language::En).contains('\u{202a}'));
    }
}
