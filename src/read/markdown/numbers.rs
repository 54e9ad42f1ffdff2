//! Finds numbers and letters typed by hand before paragraphs and items, which Markdown does not read as they are meant.

mod form;
mod heading;

use std::ops::Range;

use self::form::{Form, form};
use super::fences::Fence;
use super::marks::Reading;
use super::mistakes::is_notes_title;
use crate::text::letters::has_no_spaces;
use crate::text::search::has;

pub(super) use self::heading::{PartNumber, number_length, part_number};

/// A paragraph with more words is not an item of a list.
const LONG_ITEM_WORDS: usize = 25;

/// Half of the items of a list have no more words.
const SHORT_ITEM_WORDS: usize = 12;

/// A number followed by so much white space comes from a word processor.
const WIDE: usize = 4;

/// A number or letter typed at the start of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TypedMark {
    /// The mark, and the white space after it.
    pub(super) range: Range<usize>,
    /// Length of the mark alone.
    pub(super) length: usize,
    /// How it is read.
    pub(super) meaning: Meaning,
}

/// What a typed number or letter was meant for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The number of a paragraph, which the program gives by itself.
    Paragraph,
    /// The mark of an item.
    Item(Vec<Reading>),
}

/// A line that begins with a number or letter.
struct Candidate<'t> {
    start: usize,
    form: Form<'t>,
    /// The text of its paragraph after the mark, up to the next candidate.
    text: &'t str,
    /// Whether an empty line, a heading or nothing stands before it.
    begins: bool,
    /// Whether the words before it announce a list.
    announced: bool,
    /// Whether no paragraph without a number stands between it and the heading before it, or the start of the text.
    unled: bool,
    /// How many paragraphs, and how many headings, stand before it.
    paragraph: usize,
    heading: usize,
    in_fence: bool,
}

/// The typed marks of a text.
pub(super) fn find(text: &str, fences: &[Fence]) -> Vec<TypedMark> {
    let candidates = candidates(text, fences);
    let mut next: Vec<Option<usize>> = vec![None; candidates.len()];
    let mut has_before = vec![false; candidates.len()];
    for (at, candidate) in candidates.iter().enumerate() {
        // The next mark of the same form goes on with the row, or begins another.
        let following = candidates[at + 1..].iter().position(|other| other.form.is_like(&candidate.form));
        if let Some(following) = following.map(|offset| at + 1 + offset)
            && candidates[following].form.follows(&candidate.form)
            && !has_before[following]
        {
            next[at] = Some(following);
            has_before[following] = true;
        }
    }
    let rows: Vec<Vec<&Candidate<'_>>> = (0..candidates.len())
        .filter(|at| !has_before[*at])
        .map(|first| std::iter::successors(Some(first), |at| next[*at]).map(|at| &candidates[at]).collect())
        .collect();
    // Where some paragraphs of a text are numbered, a row that goes on with their numbers is of their kind.
    let numbered: Vec<&Form<'_>> =
        rows.iter().filter(|row| row[0].form.is_number() && are_paragraphs(row)).map(|row| &row[0].form).collect();
    let mut marks = Vec::new();
    for row in &rows {
        let goes_on = row[0].form.ordinal() > Some(1)
            && numbered.iter().any(|form| form.is_like(&row[0].form))
            && row.iter().all(|candidate| candidate.begins && !candidate.announced && !candidate.in_fence);
        judge(row, goes_on, &mut marks);
    }
    marks.sort_by_key(|mark| mark.range.start);
    marks
}

/// Whether a line begins with a number or letter.
pub(super) fn is_mark(line: &str) -> bool {
    form(line).is_some()
}

/// Decides what a row of marks in sequence was meant for.
fn judge(row: &[&Candidate<'_>], goes_on: bool, marks: &mut Vec<TypedMark>) {
    let Some(first) = row.first() else { return };
    let mark = |candidate: &Candidate<'_>, meaning: Meaning| TypedMark {
        range: candidate.start..candidate.start + candidate.form.length,
        length: candidate.form.typed.len(),
        meaning,
    };
    if first.form.is_number() && (goes_on || are_paragraphs(row)) {
        marks.extend(row.iter().map(|candidate| mark(candidate, Meaning::Paragraph)));
        return;
    }
    let adjacent =
        |one: &Candidate<'_>, two: &Candidate<'_>| two.paragraph <= one.paragraph + 1 && two.heading == one.heading;
    // Markdown reads these as a list already.
    let is_read = first.form.is_markdown && (first.begins || first.form.ordinal() == Some(1));
    if is_read || row.len() < 2 {
        return;
    }
    for (at, candidate) in row.iter().enumerate() {
        let before = at.checked_sub(1).is_some_and(|before| adjacent(row[before], candidate));
        let after = row.get(at + 1).is_some_and(|after| adjacent(candidate, after));
        if before || after {
            marks.push(mark(candidate, Meaning::Item(candidate.form.readings.clone())));
        }
    }
}

/// Whether numbers in sequence stand before paragraphs rather than items.
fn are_paragraphs(row: &[&Candidate<'_>]) -> bool {
    if row.iter().any(|candidate| candidate.in_fence) {
        return false;
    }
    if row[0].form.is_section() && row.len() < 2 {
        return false;
    }
    let crosses_heading = row.windows(2).any(|pair| pair[0].heading != pair[1].heading);
    if crosses_heading && row.iter().all(|candidate| candidate.begins && !candidate.announced) {
        return true;
    }
    if row.iter().any(|candidate| candidate.announced) {
        return false;
    }
    let sentences = row.iter().all(|candidate| ends_sentence(candidate.text));
    let is_long = row.iter().any(|candidate| words(candidate.text) > LONG_ITEM_WORDS && ends_sentence(candidate.text));
    let wide = row.iter().filter(|candidate| candidate.form.blank >= WIDE && words(candidate.text) > 8).count();
    let torn = row.windows(2).any(|pair| pair[1].paragraph > pair[0].paragraph + 1);
    // Whole sentences with an empty line before each are not items, unless they are short.
    let apart = row.iter().filter(|candidate| candidate.begins && words(candidate.text) > SHORT_ITEM_WORDS).count();
    let are_sentences = torn || !row[0].form.may_be_item || 2 * apart > row.len() || are_unled(row);
    is_long || 2 * wide > row.len() || row.len() > 1 && sentences && are_sentences
}

/// Whether the whole sentences of a row follow a heading or nothing at all: an item belongs to words that lead to it.
fn are_unled(row: &[&Candidate<'_>]) -> bool {
    let begins = |candidate: &&Candidate<'_>| !candidate.text.starts_with(char::is_lowercase);
    let are_apart = row.iter().all(|candidate| candidate.begins);
    let are_long = row.iter().all(|candidate| words(candidate.text) > SHORT_ITEM_WORDS);
    row[0].unled && row.iter().all(begins) && (are_apart || are_long)
}

/// What announces a list without a colon, in six languages.
const ANNOUNCING: [&str; 12] = [
    "following",
    "as follows",
    "these ",
    "suivant",
    "ci-dessous",
    "ci-après",
    "siguiente",
    "следующ",
    "以下",
    "下列",
    "التالية",
    "الآتية",
];

/// Words, or pairs of signs in scripts without spaces.
fn words(text: &str) -> usize {
    let signs = text.chars().filter(|c| has_no_spaces(*c)).count();
    text.split_whitespace().count() + signs / 2
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end();
    // The mark of a note stands after the sentence.
    let text = match text.rfind("[^") {
        Some(start) if text.ends_with(']') => &text[..start],
        _ => text,
    };
    // So does a number that was raised in the document which the text was copied from.
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let text = if bare.ends_with(['.', '”', '"']) { bare } else { text };
    text.ends_with(['.', '!', '?', '؟', '۔', '。', '！', '？', '”', '"', '»', ')'])
}

fn candidates<'t>(text: &'t str, fences: &[Fence]) -> Vec<Candidate<'t>> {
    let mut found: Vec<Candidate<'t>> = Vec::new();
    let (mut paragraph, mut heading, mut at) = (0, 0, 0);
    let (mut is_free, mut announced, mut in_code, mut unled) = (true, false, false, true);
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        if words.trim().is_empty() {
            paragraph += usize::from(!is_free);
            is_free = true;
        } else if words.starts_with("```") {
            in_code = !in_code;
        } else if words.starts_with('#') {
            heading += 1;
            paragraph += 1;
            (is_free, announced, unled) = (true, is_notes_title(words), true);
        } else {
            let form = if in_code { None } else { form(words) };
            if let Some(form) = form {
                let in_fence = fences.iter().filter(|fence| fence.range.start < at).count() % 2 == 1;
                let begins = is_free;
                found.push(Candidate {
                    start: at,
                    text: &words[form.length..],
                    form,
                    begins,
                    announced,
                    unled,
                    paragraph,
                    heading,
                    in_fence,
                });
            } else if let Some(last) = found.last_mut().filter(|last| last.paragraph == paragraph) {
                // The paragraph goes on.
                let start = last.start + last.form.length;
                last.text = text.get(start..at + words.len()).unwrap_or(last.text);
            }
            let is_own = found.last().is_none_or(|last| last.paragraph != paragraph);
            unled &= !is_own;
            announced = words.ends_with([':', '：']) || is_notes_title(words) || is_own && announces(words);
            is_free = false;
        }
        at += line.len();
    }
    found
}

/// Whether a line says that items follow.
fn announces(line: &str) -> bool {
    let small = line.to_lowercase();
    ANNOUNCING.iter().any(|word| has(&small, word))
}

#[cfg(test)]
mod tests {
    use super::{Meaning, find};

    /// The marks that are numbers of paragraphs, and those of items.
    fn found(text: &str) -> (Vec<&str>, Vec<&str>) {
        let (mut paragraphs, mut items) = (Vec::new(), Vec::new());
        for mark in find(text, &[]) {
            let typed = &text[mark.range.start..mark.range.start + mark.length];
            match mark.meaning {
                Meaning::Paragraph => paragraphs.push(typed),
                Meaning::Item(_) => items.push(typed),
            }
        }
        (paragraphs, items)
    }

    #[test]
    fn numbers_that_go_on_over_headings_belong_to_paragraphs() {
        assert_eq!(found("# A\n\n1. We say.\n\n2. It is.\n\n# B\n\n3. Rents rose.\n").0, ["1.", "2.", "3."]);
    }

    #[test]
    fn numbers_of_any_form_before_sentences_belong_to_paragraphs() {
        assert_eq!(found("§1 First typed.\n\n§2 Second typed.\n").0, ["§1", "§2"]);
        assert_eq!(found("§ 3 First typed.\n\n§ 4 Second typed.\n").0, ["§ 3", "§ 4"]);
        let words = "Rents rose in all the towns of the north in those years of drought.";
        assert_eq!(found(&format!("1) {words}\n\n2) {words}\n")).0, ["1)", "2)"]);
        assert_eq!(found("# A\n\n1. Wells dried up.\n\n2. Pumps failed.\n").0, ["1.", "2."]);
        assert_eq!(found("**1.** Wells dried up.\n\n**2.** Pumps failed.\n").0, ["**1.**", "**2.**"]);
        assert_eq!(found("Para. 1. Wells dried up.\n\nPara. 2. Pumps failed.\n").0, ["Para. 1.", "Para. 2."]);
        assert_eq!(found("1 - First typed.\n\n2 - Second typed.\n").0, ["1 -", "2 -"]);
        assert_eq!(found("1- Une phrase.\n\n2- Une autre.\n").0, ["1-", "2-"]);
        assert_eq!(found("1、第一。\n\n2、第二。\n").0, ["1、", "2、"]);
        assert_eq!(found("1.1 First said.\n\n1.2 Second said.\n").0, ["1.1", "1.2"]);
        assert_eq!(found("١- نص.\n\n٢- نص آخر.\n").0, ["١-", "٢-"]);
        assert_eq!(found("7.      We saw the houses of the district and spoke\nwith their owners.\n").0, ["7."]);
    }

    #[test]
    fn marks_of_short_items_in_sequence_make_a_list() {
        assert_eq!(found("a. build\n\nb. repair\n").1, ["a.", "b."]);
        assert_eq!(found("a.- build\nb.- repair\n").1, ["a.-", "b.-"]);
        assert_eq!(found("1.- build\n2.- repair\n").1, ["1.-", "2.-"]);
        assert_eq!(found("1°) build\n2°) repair\n").1, ["1°)", "2°)"]);
        assert_eq!(found("1º Wells\n2º Pumps\n").1, ["1º", "2º"]);
        assert_eq!(found("①建房\n②修学校\n").1, ["①", "②"]);
        assert_eq!(found("A. build\nB. repair\n").1, ["A.", "B."]);
        assert_eq!(found("i. build\n\nii. repair\n").1, ["i.", "ii."]);
        assert_eq!(found("1.Build houses\n\n2.Repair schools\n").1, ["1.", "2."]);
        assert_eq!(found("(a)Build\n\n(b)Repair\n").1, ["(a)", "(b)"]);
        assert_eq!(found("The State should:\n2. repair;\n3. build.\n").1, ["2.", "3."]);
    }

    #[test]
    fn what_begins_like_a_mark_by_chance_is_left_alone() {
        for text in [
            "We propose the following.\n\n1. That the State build houses in all the towns where people sleep in tents.\n\n2. That the State repair all the schools of the towns where lessons are held in tents.\n",
            "We propose this.\n\n1. Build.\n\n2. Repair.\n",
            "A. Smith wrote.\n\nWe agree.\n",
            "1. build\n2. repair\n",
            "The State should:\n\n1. build houses.\n\n2. repair schools.\n",
            "I. HOUSING\n\nRents rose.\n\nII. HEALTH\n\nMore.\n",
            "1.5 million people fled.\n\nOthers stayed.\n",
            "140.8 Ratify it.\n\n140.9 Sign it.\n",
            "§ 5 of the Act says so.\n\n§ 6 of the Act too.\n",
            "§ 5 Act on Rents says so.\n\nNothing else.\n",
            "(s)he said.\n\n(t)hey said.\n",
        ] {
            assert_eq!(found(text), (vec![], vec![]), "{text}");
        }
    }
}
