//! Paragraphs set in Liberation Serif, looked at from outside.

use proptest::prelude::*;

use super::{Column, Engine, LINES};
use crate::document::sample::{self, Maker, formatted, words};
use crate::document::{
    Align, Block, BookmarkId, ContentsEntry, Document, Format, Inline, LinkId, ListId, NoteId, Paragraph, PartKind,
    Role,
};
use crate::fonts::Fonts;
use crate::language::{Direction, Language, LanguageTag};
use crate::layout::line::Line;
use crate::layout::pages::{Item, LinkEnd, Origin};
use crate::layout::run::GlyphRun;
use crate::length::Length;
use crate::source::Span;

const PROSE: &str = "The Committee recommends that the State party take all measures that are necessary to make \
    adequate housing affordable, in particular for internally displaced persons and for families with many children, \
    and that it publish disaggregated statistics on evictions, on homelessness and on the administration of social \
    housing in all of its municipalities.";

fn column(width: i64) -> Column {
    Column { width: Length::mm(width), ..Column::default() }
}

fn document() -> Document {
    sample::everything()
}

fn set(paragraph: &Paragraph, column: Column) -> Vec<Line> {
    let fonts = Fonts::embedded();
    Engine::new(&fonts).paragraph(&document(), paragraph, column)
}

fn prose(role: Role, text: &str) -> Paragraph {
    Maker::default().paragraph(role, text)
}

fn runs(line: &Line) -> impl Iterator<Item = (&GlyphRun, Length, Origin)> {
    line.items.iter().filter_map(|placed| match &placed.item {
        Item::Glyphs(run) => Some((run, placed.point.x, placed.origin)),
        Item::Rule { .. } | Item::Image { .. } | Item::Link { .. } => None,
    })
}

fn text(line: &Line) -> String {
    runs(line).map(|(run, ..)| run.text.as_str()).collect()
}

fn text_ends(line: &Line, sign: char) -> bool {
    text(line).trim_end().ends_with(sign)
}

fn content(lines: &[Line]) -> String {
    let inline = |origin: &Origin| matches!(origin, Origin::Inline(..));
    let runs = lines.iter().flat_map(runs).filter(|(_, _, origin)| inline(origin));
    runs.map(|(run, ..)| run.text.replace('\u{ad}', "")).collect()
}

fn width(run: &GlyphRun) -> Length {
    run.width
}

fn edges(line: &Line) -> (Length, Length) {
    let left = runs(line).map(|(_, x, _)| x).min().unwrap_or_default();
    let right = runs(line).map(|(run, x, _)| x + width(run)).max().unwrap_or_default();
    (left, right)
}

fn links(line: &Line) -> Vec<LinkEnd> {
    let link = |item: &Item| match item {
        Item::Link { to, .. } => Some(*to),
        Item::Glyphs(_) | Item::Rule { .. } | Item::Image { .. } => None,
    };
    line.items.iter().filter_map(|placed| link(&placed.item)).collect()
}

#[test]
fn a_document_symbol_stays_whole_where_the_line_allows() {
    let text =
        PROSE.replace("housing in", "housing, as general comment No. 20 (E/C.12/GC/20) and CCPR/C/GC/36 ask, in");
    let ends_inside =
        |width| set(&prose(Role::Paragraph, &text), column(width)).iter().any(|line| text_ends(line, '/'));
    let broken: Vec<i64> = (110..=180).filter(|width| ends_inside(*width)).collect();
    assert!(broken.is_empty(), "broken at widths of {broken:?} mm");
    assert!(ends_inside(20), "where the column is narrower than a symbol, it is broken after a stroke");
}

#[test]
fn single_spaced_lines_at_12_pt_are_13_8_pt_high() {
    let lines = set(&prose(Role::Paragraph, PROSE), column(160));
    for line in &lines {
        let tenths = line.height().to_emu() * 10 / Length::pt(1).to_emu();
        assert_eq!(tenths, 137, "{:?}", line.height());
    }
    let empty = set(&prose(Role::Paragraph, ""), column(160));
    assert_eq!(empty.len(), 1);
    assert_eq!(empty[0].height(), lines[0].height());
}

#[test]
fn justified_lines_reach_both_margins_and_the_last_does_not() {
    let lines = set(&prose(Role::Paragraph, PROSE), column(120));
    assert!(lines.len() > 3);
    for line in &lines[..lines.len() - 1] {
        assert_eq!(edges(line), (Length::ZERO, Length::mm(120)), "{}", text(line));
    }
    assert!(edges(&lines[lines.len() - 1]).1 < Length::mm(120));
}

#[test]
fn a_line_of_one_format_is_one_run_and_keeps_the_space_at_its_end() {
    let lines = set(&prose(Role::Paragraph, PROSE), column(120));
    for line in &lines[..lines.len() - 1] {
        assert_eq!(runs(line).count(), 1);
        assert!(line.hyphenated || text(line).ends_with(' '), "{}", text(line));
    }
}

#[test]
fn numbered_paragraphs_begin_at_the_tab_stop_and_wrap_to_the_margin() {
    let mut paragraph = Maker::default().marked(Role::NumberedParagraph, ListId::PARAGRAPHS, 0, 24, "24.", PROSE);
    let lines = set(&paragraph, column(160));
    let placed: Vec<_> = runs(&lines[0]).map(|(run, x, origin)| (run.text.clone(), x, origin)).collect();
    assert_eq!(placed[0], ("24.".into(), Length::ZERO, Origin::Marker(paragraph.id)));
    assert_eq!(placed[1].1, Length::mm(12));
    assert_eq!(edges(&lines[1]).0, Length::ZERO);
    if let Some(marker) = &mut paragraph.marker {
        marker.text = "123456789.".into();
    }
    let wide = set(&paragraph, column(160));
    let marker_end = runs(&wide[0]).map(|(run, x, _)| x + width(run)).next().unwrap_or_default();
    let text_at = runs(&wide[0]).nth(1).map(|(_, x, _)| x);
    assert_eq!(text_at, Some(marker_end + Length::pt(3)));
}

#[test]
fn right_to_left_paragraphs_are_mirrored() {
    let mut paragraph = Maker::default().marked(Role::NumberedParagraph, ListId::PARAGRAPHS, 0, 1, "1.", "שלום עולם");
    paragraph.language = LanguageTag::parse("he");
    let lines = set(&paragraph, column(100));
    let placed: Vec<_> = runs(&lines[0]).map(|(run, x, _)| (run.text.as_str(), x, x + width(run))).collect();
    assert_eq!((placed[0].0, placed[0].2), ("1.", Length::mm(100)));
    assert_eq!((placed[1].0, placed[1].2), ("שלום עולם", Length::mm(88)));
}

#[test]
fn hebrew_inside_latin_is_drawn_from_the_right_and_kept_in_logical_order() {
    let lines = set(&prose(Role::Paragraph, "one אבג דה two"), column(100));
    assert_eq!(content(&lines), "one אבג דה two");
    let placed: Vec<_> = runs(&lines[0]).map(|(run, x, _)| (run, x)).collect();
    let texts: Vec<_> = placed.iter().map(|(run, _)| run.text.as_str()).collect();
    assert_eq!(texts, ["one ", "אבג דה", " two"]);
    assert!(placed[0].1 < placed[1].1 && placed[1].1 < placed[2].1);
    let starts: Vec<u32> = placed[1].0.glyphs().map(|glyph| glyph.start).collect();
    let mut descending = starts.clone();
    descending.sort_unstable_by(|a, b| b.cmp(a));
    assert_eq!(starts, descending);
    assert!(placed[1].0.glyphs().all(|glyph| {
        placed[1]
            .0
            .text
            .get(glyph.start as usize..glyph.end as usize)
            .is_some_and(|cluster| cluster.chars().count() == 1)
    }));
}

#[test]
fn latin_inside_hebrew_keeps_its_own_order() {
    let mut paragraph = prose(Role::Paragraph, "אבג one two דה");
    paragraph.language = LanguageTag::parse("he");
    let lines = set(&paragraph, column(100));
    let placed: Vec<_> = runs(&lines[0]).map(|(run, x, _)| (run.text.as_str(), x)).collect();
    assert_eq!(placed.iter().map(|(text, _)| *text).collect::<Vec<_>>(), ["אבג ", "one two", " דה"]);
    assert!(placed[0].1 > placed[1].1 && placed[1].1 > placed[2].1);
}

#[test]
fn note_marks_are_small_raised_and_linked() {
    let mut paragraph = prose(Role::Paragraph, "Rents rose");
    for note in [0, 1] {
        paragraph.content.push(Inline::Note { note: NoteId(note), span: Span::default() });
    }
    let lines = set(&paragraph, column(100));
    assert_eq!(text(&lines[0]), "Rents rose1,2");
    assert_eq!(lines[0].notes, [NoteId(0), NoteId(1)]);
    assert_eq!(links(&lines[0]), [LinkEnd::NoteText(NoteId(0)), LinkEnd::NoteText(NoteId(1))]);
    let mark = lines[0].items.iter().find(|placed| placed.origin == Origin::Inline(paragraph.id, 1));
    assert!(mark.is_some_and(|mark| mark.point.y == Length::pt(-4)));
    let plain = set(&prose(Role::Paragraph, "Rents rose"), column(100));
    assert_eq!(lines[0].height(), plain[0].height());
}

#[test]
fn a_link_over_two_lines_is_active_on_both() {
    let mut paragraph = prose(Role::Paragraph, "");
    let link = Format { link: Some(LinkId(0)), ..Format::default() };
    paragraph.content = vec![words("Short words and then "), formatted("a link of some more words here", link)];
    let lines = set(&paragraph, column(60));
    assert_eq!(lines.len(), 2);
    for line in &lines {
        assert_eq!(links(line), [LinkEnd::Link(LinkId(0))], "{}", text(line));
    }
}

#[test]
fn a_number_stays_on_the_line_of_its_abbreviation() {
    for width in 20..60 {
        let lines = set(&prose(Role::Heading(2), "as it is said in para. 24 and in No. 5"), column(width));
        for line in &lines {
            let line = text(line);
            assert!(!line.trim_end().ends_with("para.") && !line.trim_end().ends_with("No."), "{width}: {line}");
        }
    }
}

#[test]
fn a_no_break_space_never_ends_a_line() {
    for width in 10..40 {
        let lines = set(&prose(Role::Heading(2), "10\u{a0}000 persons in 20\u{a0}000 houses"), column(width));
        assert!(lines.iter().all(|line| !text(line).ends_with('\u{a0}')), "{width}");
    }
}

#[test]
fn hyphens_stand_in_narrow_prose_and_never_in_headings() {
    let hyphens = |role| set(&prose(role, PROSE), column(45)).iter().filter(|line| line.hyphenated).count();
    assert!(hyphens(Role::Paragraph) > 0);
    assert_eq!(hyphens(Role::Heading(2)), 0);
    for width in 40..80 {
        let lines = set(&prose(Role::Paragraph, PROSE), column(width));
        let three = lines.windows(3).any(|lines| lines.iter().all(|line| line.hyphenated));
        assert!(!three, "three hyphens in a row at {width} mm");
    }
}

#[test]
fn an_added_hyphen_is_a_soft_hyphen_in_the_text() {
    let lines = set(&prose(Role::Paragraph, PROSE), column(45));
    let hyphenated: Vec<_> = lines.iter().filter(|line| line.hyphenated).collect();
    assert!(!hyphenated.is_empty());
    for line in hyphenated {
        let (run, ..) = runs(line).last().expect("a hyphenated line has words");
        assert!(run.text.ends_with('\u{ad}'), "{}", run.text);
        let last = run.glyphs().last().expect("a hyphen");
        assert_eq!(&run.text[last.start as usize..last.end as usize], "\u{ad}");
    }
}

#[test]
fn a_forced_line_end_is_obeyed_and_its_line_is_not_justified() {
    let mut paragraph = prose(Role::Paragraph, "");
    paragraph.content = vec![words("One line"), Inline::LineBreak, words("and another"), Inline::LineBreak];
    let lines = set(&paragraph, column(100));
    assert_eq!(lines.iter().map(text).collect::<Vec<_>>(), ["One line ", "and another ", ""]);
    assert!(edges(&lines[0]).1 < Length::mm(50));
}

#[test]
fn a_character_no_face_has_is_reported_once_and_left_out() {
    let fonts = Fonts::embedded();
    let mut engine = Engine::new(&fonts);
    let paragraph = prose(Role::Paragraph, "The sign \u{13000} is \u{13000}\u{200d}\u{fe0f}.");
    let lines = engine.paragraph(&document(), &paragraph, column(100));
    let found = engine.take_diagnostics();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code, "T90");
    assert_eq!(found[0].message, "no font has the character “\u{13000}” (U+13000)");
    assert!(lines.iter().flat_map(runs).all(|(run, ..)| run.glyphs().all(|glyph| glyph.id != 0)));
}

#[test]
fn a_report_of_more_lines_than_any_has_is_reported_once_where_they_became_too_many() {
    let fonts = Fonts::embedded();
    let mut engine = Engine::new(&fonts);
    engine.lines = LINES - 3;
    let paragraph = prose(Role::Paragraph, PROSE);
    assert!(engine.paragraph(&document(), &paragraph, column(100)).len() > 3);
    let after = engine.paragraph(&document(), &paragraph, column(10));
    assert_eq!(after.len(), 1, "nothing is set any more");
    let found = engine.take_diagnostics();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].code, found[0].span), ("T92", paragraph.span));
    assert_eq!(found[0].message, "from here on the report fills more than 500,000 lines");
}

#[test]
fn of_many_characters_that_no_face_has_five_are_reported_alone_and_the_others_together() {
    let fonts = Fonts::embedded();
    let found = |count: u32| {
        let mut engine = Engine::new(&fonts);
        let text: String = (0..count).filter_map(|number| char::from_u32(0x13000 + number)).collect();
        engine.paragraph(&document(), &prose(Role::Paragraph, &text), column(100));
        engine.take_diagnostics()
    };
    assert_eq!(found(5).len(), 5);
    let six = found(6);
    assert_eq!(six.len(), 6);
    assert_eq!(six[5].message, "no font has the character “\u{13005}” (U+13005)");
    let seven = found(7);
    assert_eq!(seven.len(), 6);
    assert_eq!(seven[5].message, "no font has 2 more characters of the text: “\u{13005}”, “\u{13006}”");
    assert_eq!((seven[5].code, &seven[5].help), ("T90", &seven[0].help));
    let many = found(27);
    assert_eq!(many.len(), 6);
    assert!(many[5].message.starts_with("no font has 22 more characters of the text: “\u{13005}”, "));
    assert!(many[5].message.ends_with(", “\u{13018}” and 2 others"), "{}", many[5].message);
}

#[test]
fn centred_titles_have_lines_of_like_width() {
    let title =
        "Parallel report on the implementation of the Covenant on Economic, Social and Cultural Rights in China";
    let lines = set(&prose(Role::Title, title), column(160));
    let widths: Vec<i64> = lines.iter().map(|line| (edges(line).1 - edges(line).0).to_emu()).collect();
    let (least, most) = (widths.iter().min().copied(), widths.iter().max().copied());
    assert_eq!(lines.len(), 2);
    assert!(least.unwrap_or(0) * 3 > most.unwrap_or(0) * 2, "{widths:?}");
    for line in &lines {
        let (left, right) = edges(line);
        assert!((left + right - Length::mm(160)).to_emu().abs() < 10);
    }
}

#[test]
fn decimals_stand_below_one_another() {
    let fonts = Fonts::embedded();
    let mut engine = Engine::new(&fonts);
    let cells = ["12.5", "9.25", "1,234", "7 %", "–"].map(|text| prose(Role::TableCell, text));
    let column = Column { width: Length::mm(30), align: Some(Align::Decimal), decimal: Some(Length::mm(15)) };
    for cell in &cells {
        let (before, after) = engine.decimal_widths(&document(), cell);
        let lines = engine.paragraph(&document(), cell, column);
        assert_eq!(edges(&lines[0]), (Length::mm(15) - before, Length::mm(15) + after), "{}", text(&lines[0]));
    }
    let digits = |text| engine.decimal_widths(&document(), &prose(Role::TableCell, text));
    let widths: Vec<_> = ["12.5", "99.25"].map(digits).to_vec();
    assert_eq!(widths[0].0, widths[1].0);
}

#[test]
fn tables_are_told_the_least_and_the_natural_width() {
    let fonts = Fonts::embedded();
    let mut engine = Engine::new(&fonts);
    let cell = prose(Role::TableHead, "Complaints received in para.\u{a0}24 of E/C.12/CHN, and/or");
    let (least, whole) = engine.widths(&document(), &cell);
    let mut set = |width| engine.paragraph(&document(), &cell, Column { width, ..Column::default() });
    assert_eq!(set(whole).len(), 1);
    assert_eq!(set(whole - Length::emu(1)).len(), 2);
    let narrow: Vec<String> = set(least).iter().map(text).collect();
    assert_eq!(narrow, ["Complaints ", "received in ", "para.\u{a0}24 of ", "E/C.12/CHN, ", "and/or"]);
}

#[test]
fn captions_begin_with_a_bold_label() {
    let document = document();
    let fonts = Fonts::embedded();
    let caption = document.parts.iter().flat_map(|part| &part.blocks).find_map(|block| match block {
        Block::Table(table) => table.caption.clone(),
        _ => None,
    });
    let caption = caption.expect("the sample has a table");
    let lines = Engine::new(&fonts).caption(&document, &caption, column(160));
    let label = Origin::CaptionLabel(caption.paragraph.id);
    let first: String =
        runs(&lines[0]).filter(|(.., origin)| *origin == label).map(|(run, ..)| run.text.clone()).collect();
    assert_eq!(first, "Table 1. ");
    assert_eq!(text(&lines[0]), "Table 1. Rents by district");
}

#[test]
fn contents_have_their_page_at_the_margin_and_dots_in_columns() {
    let document = document();
    let fonts = Fonts::embedded();
    let mut engine = Engine::new(&fonts);
    let mut dots = Vec::new();
    for heading in ["Housing", "Water and sanitation"] {
        let paragraph = Maker::default().marked(Role::ContentsEntry(1), ListId::HEADINGS, 0, 1, "I.", heading);
        let entry = ContentsEntry { paragraph, target: BookmarkId(0) };
        let lines = engine.contents_entry(&document, &entry, Some(12), column(160));
        assert_eq!(lines.len(), 1);
        assert!(text(&lines[0]).starts_with(&format!("I.{heading} . .")), "{}", text(&lines[0]));
        assert!(text(&lines[0]).ends_with(". 12") || text(&lines[0]).ends_with(".12"));
        assert_eq!(edges(&lines[0]).1, Length::mm(160));
        assert_eq!(links(&lines[0]), [LinkEnd::Bookmark(BookmarkId(0))]);
        let leader = runs(&lines[0]).find(|(run, ..)| run.text.contains(" . ."));
        dots.push(leader.map(|(run, x, _)| x + width(run)));
        assert_eq!(engine.contents_entry(&document, &entry, None, column(160)).len(), 1);
    }
    assert!(dots[0].is_some() && dots[0] == dots[1]);
}

#[test]
fn notes_begin_with_their_raised_number() {
    let document = document();
    let fonts = Fonts::embedded();
    let mut engine = Engine::new(&fonts);
    let paragraph = &document.notes[0].paragraphs[0];
    let lines = engine.note(&document, paragraph, Some(NoteId(0)), column(160));
    assert_eq!(text(&lines[0]), "1 E/C.12/CHN/CO/3, para. 47.");
    assert_eq!(links(&lines[0]), [LinkEnd::NoteMark(NoteId(0))]);
    let later = engine.note(&document, paragraph, None, column(160));
    assert_eq!(text(&later[0]), "E/C.12/CHN/CO/3, para. 47.");
}

#[test]
fn words_keep_their_natural_width() {
    let document = document();
    let fonts = Fonts::embedded();
    let style = document.styles.get(Role::Footer);
    let origin = Origin::Artifact(crate::layout::pages::Artifact::Footer);
    let (line, width) = Engine::new(&fonts).words(&document, "Page ", style, origin);
    assert_eq!(text(&line), "Page ");
    assert!(width > Length::tenths_of_pt(197) && width < Length::tenths_of_pt(198), "{width:?}");
}

#[test]
fn chinese_fills_lines_without_spaces() {
    let document = Document { language: Language::Zh, direction: Direction::LeftToRight, ..document() };
    let fonts = Fonts::embedded();
    let mut engine = Engine::new(&fonts);
    let paragraph = prose(Role::Paragraph, "住房权，水2023年。");
    let collected = super::Collected::paragraph(&document, &paragraph, document.styles.get(Role::Paragraph));
    let (prepared, _) = engine.prepare(&collected, document.styles.get(Role::Paragraph));
    let end = |atom: &super::prepare::Atom| &collected.text[atom.range()];
    let free: String = prepared
        .atoms
        .iter()
        .map(|atom| if atom.after == super::breaks::After::Free { format!("{}|", end(atom)) } else { end(atom).into() })
        .collect();
    assert_eq!(free, "住|房|权，|水|2023|年。");
    let spaced = |sign: &str| prepared.atoms.iter().find(|atom| end(atom) == sign).map(|atom| atom.gap.width);
    assert_eq!(spaced("水"), Some(Length::pt(3).to_emu()));
    assert_eq!(spaced("住"), Some(0));
}

#[test]
fn a_french_passage_in_arabic_keeps_its_signs_at_its_own_ends() {
    let french = Format { language: LanguageTag::parse("fr"), ..Format::default() };
    let mut paragraph = prose(Role::Paragraph, "عنوانه ");
    paragraph.content.push(formatted("« Avis ! »", french));
    paragraph.content.push(words("، ولا تُذكر"));
    paragraph.language = LanguageTag::parse("ar");
    let lines = set(&paragraph, column(160));
    let mut visual: Vec<_> = runs(&lines[0]).collect();
    visual.sort_by_key(|(_, x, _)| *x);
    let seen: String = visual
        .iter()
        .flat_map(|(run, ..)| run.glyphs().map(|glyph| &run.text[glyph.start as usize..glyph.end as usize]))
        .collect();
    assert!(seen.contains("« Avis ! »"), "{seen}");
}

#[test]
fn english_text_reads_no_face_of_another_script() {
    let fonts = Fonts::embedded();
    let mut engine = Engine::new(&fonts);
    engine.paragraph(&document(), &prose(Role::Paragraph, PROSE), column(160));
    let families: Vec<&str> = engine.shaper.faces.read().into_iter().map(|face| fonts.face(face).family).collect();
    assert_eq!(families, ["Liberation Serif"]);
}

#[test]
fn arabic_words_of_a_line_are_one_run_in_logical_order() {
    let mut paragraph = prose(Role::Paragraph, "لا أحد يُخبرنا بالأمر");
    paragraph.language = LanguageTag::parse("ar");
    let fonts = Fonts::embedded();
    let lines = Engine::new(&fonts).paragraph(&document(), &paragraph, column(160));
    assert_eq!(content(&lines), "لا أحد يُخبرنا بالأمر");
    let families: Vec<&str> = runs(&lines[0]).map(|(run, ..)| fonts.face(run.face).family).collect();
    assert_eq!(families, ["Noto Naskh Arabic"]);
    // Each letter and each mark is one piece of text, also where lam and alif are joined.
    let pieces = runs(&lines[0]).flat_map(|(run, ..)| run.glyphs().map(|glyph| glyph.end - glyph.start));
    assert!(pieces.into_iter().all(|length| length <= 2));
}

#[test]
fn emphasis_is_bold_where_a_script_has_no_italics() {
    let fonts = Fonts::embedded();
    for (language, text) in [("ar", "استثناء"), ("zh", "例外")] {
        let emphasis = Format { emphasis: true, language: LanguageTag::parse(language), ..Format::default() };
        let mut paragraph = prose(Role::Paragraph, "");
        paragraph.content.push(formatted(text, emphasis));
        let lines = Engine::new(&fonts).paragraph(&document(), &paragraph, column(160));
        assert!(runs(&lines[0]).all(|(run, ..)| fonts.face(run.face).bold), "{language}");
    }
}

#[test]
fn chinese_signs_share_the_empty_half_between_them() {
    let paragraph = Paragraph { language: LanguageTag::parse("zh"), ..prose(Role::Paragraph, "住房，（水）。") };
    let lines = set(&paragraph, column(160));
    let (left, right) = edges(&lines[0]);
    let size = document().styles.get(Role::Paragraph).size;
    assert_eq!((right - left).to_emu(), size.to_emu() * 13 / 2);
    let paragraph = Paragraph { language: LanguageTag::parse("zh"), ..prose(Role::Paragraph, "说：“水好。”") };
    let (left, right) = edges(&set(&paragraph, column(160))[0]);
    assert_eq!((right - left).to_emu(), size.to_emu() * 13 / 2);
}

#[test]
fn the_sample_loses_no_note() {
    let document = document();
    let fonts = Fonts::embedded();
    let mut engine = Engine::new(&fonts);
    let body = document.parts.iter().filter(|part| part.kind == PartKind::Body).flat_map(|part| &part.blocks);
    let mut notes = Vec::new();
    for block in body {
        if let Block::Paragraph(paragraph) = block {
            let lines = engine.paragraph(&document, paragraph, column(30));
            notes.extend(lines.into_iter().flat_map(|line| line.notes));
        }
    }
    assert_eq!(notes, [NoteId(0)]);
    assert_eq!(engine.take_diagnostics(), []);
}

fn a_word() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "[a-z]{1,14}[,.;]?",
        2 => "[A-Z][a-z]{2,20}-[a-z]{3,12}",
        1 => "https://[a-z]{3,10}\\.org/[a-z]{2,20}/[a-z0-9]{2,60}",
        1 => "[A-Z]/[A-Z]\\.[0-9]{1,2}/[A-Z]{3}/CO/[0-9]",
        1 => "[а-я]{2,16}",
        1 => "[א-ת]{2,9}",
        1 => "[(«“][a-zé]{2,9}[»”)]",
        1 => "[a-z]{20,90}",
        1 => "[a-z]{2,5}\u{a0}[0-9]{1,5}",
        1 => "[a-z]{4,8}\u{ad}[a-z]{4,8}",
        1 => "[a-z]{1,4}\u{301}[a-z]{0,4}",
    ]
}

fn a_format() -> impl Strategy<Value = Format> {
    (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(strong, emphasis, french)| Format {
        strong,
        emphasis,
        language: french.then(|| LanguageTag::parse("fr")).flatten(),
        link: None,
    })
}

fn a_paragraph() -> impl Strategy<Value = Paragraph> {
    let piece = (prop::collection::vec(a_word(), 1..25), a_format(), any::<bool>());
    let roles = prop::sample::select(vec![Role::Paragraph, Role::Heading(1), Role::Title, Role::TableCell]);
    (prop::collection::vec(piece, 1..5), roles, any::<bool>()).prop_map(|(pieces, role, hebrew)| {
        let mut paragraph = prose(role, "");
        for (words, format, glued) in pieces {
            let space = if glued { "" } else { " " };
            paragraph.content.push(formatted(&format!("{}{space}", words.join(" ")), format));
        }
        paragraph.language = hebrew.then(|| LanguageTag::parse("he")).flatten();
        paragraph
    })
}

fn source(paragraph: &Paragraph) -> String {
    let text = |inline: &Inline| match inline {
        Inline::Text { text, .. } => text.replace('\u{ad}', ""),
        Inline::Note { .. } | Inline::Reference { .. } | Inline::LineBreak => String::new(),
    };
    paragraph.content.iter().map(text).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn all_words_are_set_in_order_and_inside_the_column(paragraph in a_paragraph(), width in 12i64..170) {
        let lines = set(&paragraph, column(width));
        prop_assert_eq!(content(&lines), source(&paragraph));
        for line in &lines {
            let (left, right) = edges(line);
            prop_assert!(left >= Length::ZERO && right <= Length::mm(width), "{:?} to {:?} in {}", left, right, width);
            for (run, ..) in runs(line) {
                for glyph in run.glyphs() {
                    prop_assert!(run.text.get(glyph.start as usize..glyph.end as usize).is_some_and(|text| !text.is_empty()));
                }
            }
        }
    }

    #[test]
    fn the_same_words_are_set_the_same_by_a_warm_engine(paragraph in a_paragraph(), width in 12i64..170) {
        let fonts = Fonts::embedded();
        let mut engine = Engine::new(&fonts);
        let first = engine.paragraph(&document(), &paragraph, column(width));
        let second = engine.paragraph(&document(), &paragraph, column(width));
        prop_assert_eq!(format!("{:?}", first), format!("{:?}", second));
    }
}
