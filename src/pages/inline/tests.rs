//! Paragraphs set in Liberation Serif, looked at from outside.

mod any;
mod sample;
mod scripts;

use self::sample::{Sample, prose};
use super::{Column, Engine, LINES};
use crate::document::sample::{everything, report, resolved};
use crate::document::{Align, Block, Inline, LinkId, NoteId, PartKind, Role};
use crate::fonts::Fonts;
use crate::length::Length;
use crate::pages::line::Line;
use crate::pages::placed::{Item, LinkEnd, Origin};
use crate::pages::run::GlyphRun;

const PROSE: &str = "The Committee recommends that the State party take all measures that are necessary to make \
    adequate housing affordable, in particular for internally displaced persons and for families with many children, \
    and that it publish disaggregated statistics on evictions, on homelessness and on the administration of social \
    housing in all of its municipalities.";

fn column(width: i64) -> Column {
    Column { width: Length::mm(width), ..Column::default() }
}

fn set(Sample { document, paragraph }: &Sample, column: Column) -> Vec<Line> {
    let fonts = Fonts::embedded();
    Engine::new(&fonts).paragraph(document, paragraph, column)
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
    let sample = prose(Role::Paragraph, &text);
    let ends_inside = |width| set(&sample, column(width)).iter().any(|line| text_ends(line, '/'));
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
    let mut empty = prose(Role::Paragraph, "Words");
    empty.paragraph.content.clear();
    let empty = set(&empty, column(160));
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
    let mut sample = Sample::of(&report("generic", "en", &("A text.\n\n".repeat(23) + PROSE)), Role::NumberedParagraph);
    let lines = set(&sample, column(160));
    let placed: Vec<_> = runs(&lines[0]).map(|(run, x, origin)| (run.text.clone(), x, origin)).collect();
    assert_eq!(placed[0], ("24.".into(), Length::ZERO, Origin::Marker(sample.paragraph.id)));
    assert_eq!(placed[1].1, Length::mm(12));
    assert_eq!(edges(&lines[1]).0, Length::ZERO);
    // Wider than any report can have one.
    if let Some(marker) = &mut sample.paragraph.marker {
        marker.text = "123456789.".into();
    }
    let wide = set(&sample, column(160));
    let marker_end = runs(&wide[0]).map(|(run, x, _)| x + width(run)).next().unwrap_or_default();
    let text_at = runs(&wide[0]).nth(1).map(|(_, x, _)| x);
    assert_eq!(text_at, Some(marker_end + Length::pt(3)));
}

#[test]
fn note_marks_are_small_raised_and_linked() {
    let sample = prose(Role::Paragraph, "Rents rose^[One.]^[Two.]");
    let lines = set(&sample, column(100));
    assert_eq!(text(&lines[0]), "Rents rose1,2");
    assert_eq!(lines[0].notes, [NoteId(0), NoteId(1)]);
    assert_eq!(links(&lines[0]), [LinkEnd::NoteText(NoteId(0)), LinkEnd::NoteText(NoteId(1))]);
    let mark = lines[0].items.iter().find(|placed| placed.origin == Origin::Inline(sample.paragraph.id, 1));
    assert!(mark.is_some_and(|mark| mark.point.y == Length::pt(-4)));
    let plain = set(&prose(Role::Paragraph, "Rents rose"), column(100));
    assert_eq!(lines[0].height(), plain[0].height());
}

#[test]
fn a_link_over_two_lines_is_active_on_both() {
    let words = "Short words and then [a link of some more words here](https://example.org)";
    let lines = set(&prose(Role::Paragraph, words), column(60));
    assert_eq!(lines.len(), 2);
    assert_eq!(links(&lines[0]), [LinkEnd::Link(LinkId(0))], "{}", text(&lines[0]));
    // The address is given in a note.
    assert_eq!(links(&lines[1]), [LinkEnd::Link(LinkId(0)), LinkEnd::NoteText(NoteId(0))], "{}", text(&lines[1]));
}

#[test]
fn a_number_stays_on_the_line_of_its_abbreviation() {
    let heading = prose(Role::Heading(2), "as it is said in para. 24 and in No. 5");
    for width in 20..60 {
        let lines = set(&heading, column(width));
        for line in &lines {
            let line = text(line);
            assert!(!line.trim_end().ends_with("para.") && !line.trim_end().ends_with("No."), "{width}: {line}");
        }
    }
}

#[test]
fn a_no_break_space_never_ends_a_line() {
    let heading = prose(Role::Heading(2), "10\u{a0}000 persons in 20\u{a0}000 houses");
    // A narrower column cannot hold a number whole.
    for width in 20..40 {
        let lines = set(&heading, column(width));
        assert!(lines.iter().all(|line| !text(line).ends_with('\u{a0}')), "{width}");
    }
}

#[test]
fn hyphens_stand_in_narrow_prose_and_never_in_headings() {
    let hyphens = |role| set(&prose(role, PROSE), column(45)).iter().filter(|line| line.hyphenated).count();
    assert!(hyphens(Role::Paragraph) > 0);
    assert_eq!(hyphens(Role::Heading(2)), 0);
    let sample = prose(Role::Paragraph, PROSE);
    for width in 40..80 {
        let lines = set(&sample, column(width));
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
    let mut sample = prose(Role::Paragraph, "One line<br>and another");
    sample.paragraph.content.push(Inline::LineBreak);
    let lines = set(&sample, column(100));
    assert_eq!(lines.iter().map(text).collect::<Vec<_>>(), ["One line ", "and another ", ""]);
    assert!(edges(&lines[0]).1 < Length::mm(50));
}

#[test]
fn a_report_of_more_lines_than_any_has_is_reported_once_where_they_became_too_many() {
    let fonts = Fonts::embedded();
    let mut engine = Engine::new(&fonts);
    engine.lines = LINES - 3;
    let Sample { document, paragraph } = prose(Role::Paragraph, PROSE);
    assert!(engine.paragraph(&document, &paragraph, column(100)).len() > 3);
    let after = engine.paragraph(&document, &paragraph, column(10));
    assert_eq!(after.len(), 1, "nothing is set any more");
    let words = paragraph.content.iter().find_map(|inline| match inline {
        Inline::Text { span, .. } => Some(*span),
        Inline::Note { .. } | Inline::Reference { .. } | Inline::LineBreak => None,
    });
    let found = engine.take_diagnostics();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].code.as_str(), Some(found[0].span)), ("T92", words));
    assert_eq!(found[0].message, "from here on the report fills more than 500,000 lines");
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
    for Sample { document, paragraph } in &cells {
        let (before, after) = engine.decimal_widths(document, paragraph);
        let lines = engine.paragraph(document, paragraph, column);
        assert_eq!(edges(&lines[0]), (Length::mm(15) - before, Length::mm(15) + after), "{}", text(&lines[0]));
    }
    let digits = |Sample { document, paragraph }| engine.decimal_widths(&document, &paragraph);
    let widths = ["12.5", "99.25"].map(|text| prose(Role::TableCell, text)).map(digits);
    assert_eq!(widths[0].0, widths[1].0);
}

#[test]
fn tables_are_told_the_least_and_the_natural_width() {
    let fonts = Fonts::embedded();
    let mut engine = Engine::new(&fonts);
    let Sample { document, paragraph } =
        prose(Role::TableHead, "Complaints received in para.\u{a0}24 of E/C.12/CHN, and/or");
    let (least, whole) = engine.widths(&document, &paragraph);
    let mut set = |width| engine.paragraph(&document, &paragraph, Column { width, ..Column::default() });
    assert_eq!(set(whole).len(), 1);
    assert_eq!(set(whole.scale(49, 50)).len(), 2);
    let narrow: Vec<String> = set(least).iter().map(text).collect();
    assert_eq!(narrow, ["Complaints ", "received in ", "para.\u{a0}24 of ", "E/C.12/CHN, ", "and/or"]);
}

#[test]
fn captions_begin_with_a_bold_label() {
    let document = everything();
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
    let report = report("generic", "en", "# Housing\n\nA text.\n\n# Water and sanitation\n\nA text.");
    let document = resolved(&report.replace("contents: false", "contents: true"));
    let contents = document.parts.iter().flat_map(|part| &part.blocks).find_map(|block| match block {
        Block::Contents(contents) => Some(contents),
        _ => None,
    });
    let fonts = Fonts::embedded();
    let mut engine = Engine::new(&fonts);
    let mut dots = Vec::new();
    for (entry, words) in
        contents.expect("there are contents").entries.iter().zip(["I.Housing", "II.Water and sanitation"])
    {
        let lines = engine.contents_entry(&document, entry, Length::mm(10), Some(12), column(160));
        assert_eq!(lines.len(), 1);
        assert!(text(&lines[0]).starts_with(&format!("{words} . .")), "{}", text(&lines[0]));
        assert!(text(&lines[0]).ends_with(". 12") || text(&lines[0]).ends_with(".12"));
        assert_eq!(edges(&lines[0]).1, Length::mm(160));
        assert_eq!(links(&lines[0]), [LinkEnd::Bookmark(entry.target)]);
        let leader = runs(&lines[0]).find(|(run, ..)| run.text.contains(" . ."));
        dots.push(leader.map(|(run, x, _)| x + width(run)));
        assert_eq!(engine.contents_entry(&document, entry, Length::mm(10), None, column(160)).len(), 1);
    }
    assert_eq!(dots.len(), 2);
    assert!(dots[0].is_some() && dots[0] == dots[1]);
}

#[test]
fn notes_begin_with_their_raised_number() {
    let document = everything();
    let fonts = Fonts::embedded();
    let mut engine = Engine::new(&fonts);
    let paragraph = &document.notes[1].paragraphs[0];
    let lines = engine.note(&document, paragraph, Some(NoteId(1)), column(160));
    assert_eq!(text(&lines[0]), "2 E/C.12/CHN/CO/3, para. 47.");
    assert_eq!(links(&lines[0])[0], LinkEnd::NoteMark(NoteId(1)));
    let later = engine.note(&document, paragraph, None, column(160));
    assert_eq!(text(&later[0]), "E/C.12/CHN/CO/3, para. 47.");
}

#[test]
fn words_keep_their_natural_width() {
    let document = everything();
    let fonts = Fonts::embedded();
    let style = document.styles.get(Role::Footer);
    let origin = Origin::Artifact(crate::pages::placed::Artifact::Footer);
    let (line, width) = Engine::new(&fonts).words(&document, "Page ", style, origin);
    assert_eq!(text(&line), "Page ");
    assert!(width > Length::tenths_of_pt(197) && width < Length::tenths_of_pt(198), "{width:?}");
}

#[test]
fn the_sample_loses_no_note() {
    let document = everything();
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
    assert_eq!(notes, [NoteId(0), NoteId(1)]);
    assert_eq!(engine.take_diagnostics(), []);
}
