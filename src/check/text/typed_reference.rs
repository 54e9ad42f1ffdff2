//! T21: from references that were typed as words, such as `paragraph 15 below`, to those that lead nowhere or the wrong way.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::check::walk::{Place, Visit};
use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::Role;
use crate::facts::language::ReferenceWord;
use crate::text::numerals::digit;
use crate::text::search::Sought;

const CODE: Code = Code::TypedReference;

pub(in crate::check) const RULE: Rule =
    Rule { code: CODE, severity: Severity::Warning, manual: include_str!("typed_reference.md"), asked: None, check };

/// Only these words tell that the report itself is meant, and not a text that was named before.
const UP: [&str; 6] = ["above", "ci-dessus", "más arriba", "выше", "أعلاه", "上文"];
const DOWN: [&str; 6] = ["below", "ci-dessous", "más abajo", "ниже", "أدناه", "下文"];

static DIRECTIONS: LazyLock<Sought> = LazyLock::new(|| Sought::new(&[UP, DOWN].concat()));

/// No reference has more words, and none has more bytes.
const LONGEST: (usize, usize) = (8, 120);

/// What stands between two numbers.
const JOINING: [&str; 18] =
    ["and", "or", "to", "et", "ou", "à", "y", "o", "a", "al", "и", "или", "по", "أو", "إلى", "-", "–", "—"];

/// A reference as typed.
#[derive(Debug)]
struct Typed {
    range: Range<usize>,
    /// What has the numbers.
    name: &'static str,
    /// In the order in which they are typed.
    numbers: Vec<u32>,
    leads_up: bool,
}

fn check(subject: &Subject, findings: &mut Findings) {
    let mut targets = None;
    for (at, visit) in subject.paragraphs.iter().enumerate() {
        if matches!(visit.place, Place::Quotation | Place::Heading | Place::Contents) {
            continue;
        }
        for typed in references(&visit.text.words) {
            let targets = targets.get_or_insert_with(|| Targets::of(subject));
            findings.0.extend(targets.fault(&typed, at, visit));
        }
    }
}

/// Where in the reading order each number of the report stands, by the name of what has it. Annexes may count anew.
struct Targets(BTreeMap<(&'static str, u32), Vec<usize>>);

impl Targets {
    fn of(subject: &Subject) -> Targets {
        let mut targets = BTreeMap::<_, Vec<usize>>::new();
        for (at, visit) in subject.paragraphs.iter().enumerate() {
            let of_caption = || numbers(&visit.text.words).first().copied();
            let (name, number) = match visit.paragraph.role {
                Role::NumberedParagraph => (PARAGRAPH, visit.paragraph.marker.as_ref().map(|marker| marker.number)),
                Role::TableCaption => (TABLE, of_caption()),
                Role::FigureCaption => (FIGURE, of_caption()),
                _ => continue,
            };
            if let Some(number) = number {
                targets.entry((name, number)).or_default().push(at);
            }
        }
        Targets(targets)
    }

    fn fault(&self, typed: &Typed, at: usize, visit: &Visit) -> Option<Diagnostic> {
        let name = typed.name;
        let shown = visit.text.words.get(typed.range.clone())?;
        let message = typed.numbers.iter().find_map(|number| match self.0.get(&(name, *number)) {
            None => Some(format!("“{shown}” leads nowhere: no {name} of the report has the number {number}")),
            Some(found) if typed.leads_up && found.iter().all(|place| *place > at) => {
                Some(format!("“{shown}” leads the wrong way: {name} {number} stands below"))
            }
            Some(found) if !typed.leads_up && found.iter().all(|place| *place < at) => {
                Some(format!("“{shown}” leads the wrong way: {name} {number} stands above"))
            }
            Some(_) => None,
        })?;
        let (marked, word) = match name {
            PARAGRAPH => ("`{#name}` at the end of the paragraph".to_owned(), "para."),
            name => (format!("`id: name` at the {name}"), name),
        };
        let help = format!(
            "correct the number or the word after it; {marked} and `[{word} @name]` here keep the number right"
        );
        Some(Diagnostic::warning(CODE, visit.span(typed.range.clone()), message).help(help))
    }
}

const PARAGRAPH: &str = "paragraph";
const TABLE: &str = "table";
const FIGURE: &str = "figure";

/// What a word announces, of the things that are looked for.
fn announced(word: &str) -> Option<&'static str> {
    match ReferenceWord::of(word)? {
        ReferenceWord::Paragraph => Some(PARAGRAPH),
        ReferenceWord::Table => Some(TABLE),
        ReferenceWord::Figure => Some(FIGURE),
        ReferenceWord::Section | ReferenceWord::Annex => None,
    }
}

/// The references of a text that say whether they lead up or down, outside of what is quoted.
fn references(text: &str) -> Vec<Typed> {
    let mut places: Vec<Range<usize>> = DIRECTIONS.places(text).collect();
    places.sort_by_key(|place| place.start);
    let (mut found, mut seen, mut depth) = (Vec::new(), 0, 0_usize);
    for place in places {
        for c in text[seen..place.start].chars() {
            match c {
                '“' | '«' | '„' => depth += 1,
                '”' | '»' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        seen = place.start;
        let direction = &text[place.clone()];
        if depth == 0 {
            let is_chinese = matches!(direction, "上文" | "下文");
            found.extend(if is_chinese { chinese(text, &place) } else { spaced(text, &place) });
        }
    }
    found
}

fn leads_up(text: &str, direction: &Range<usize>) -> bool {
    UP.contains(&&text[direction.clone()])
}

/// `paragraphs 15 (a) and 16, above`: words with spaces between them, the direction last.
fn spaced(text: &str, direction: &Range<usize>) -> Option<Typed> {
    if text[direction.end..].starts_with(|c: char| c.is_alphanumeric() || c == '-') {
        return None;
    }
    let before = &text[..direction.start];
    let before = &before[before.ceil_char_boundary(before.len().saturating_sub(LONGEST.1))..];
    let offset = direction.start - before.len();
    let mut typed = Vec::new();
    for word in before.split(char::is_whitespace).rev().filter(|word| !word.is_empty()).take(LONGEST.0) {
        let start = word.as_ptr() as usize - before.as_ptr() as usize;
        let bare = word.trim_start_matches(['(', '[']);
        let start = start + word.len() - bare.len();
        if let Some(name) = announced(bare) {
            // A paragraph of an article, a comment or a symbol was named before: `article 11, paragraph 2, above`.
            let leads_on = before[..start].trim_end().ends_with(|c: char| c == ',' || digit(c).is_some());
            typed.reverse();
            let numbers: Vec<u32> = typed.concat();
            let is_whole = !numbers.is_empty() && !leads_on;
            let range = offset + start..direction.end;
            return is_whole.then(|| Typed { range, name, numbers, leads_up: leads_up(text, direction) });
        }
        let is_letter = word.starts_with('(') && word.ends_with([')', ',']);
        if !(is_number(word) || is_letter || JOINING.contains(&word)) {
            return None;
        }
        typed.push(numbers(word));
    }
    None
}

/// `15`, `15,`, `15–17` and `15(a)`, with the Arabic word for “and” before them; not `5.3` and `7/1`.
fn is_number(word: &str) -> bool {
    let word = word.trim_start_matches('و').trim_end_matches([',', ';', '،']);
    word.starts_with(|c: char| digit(c).is_some()) && !word.contains(['.', '/', ':', '%'])
}

/// `下文第15段` and `上文表2`: the direction first, and no spaces.
fn chinese(text: &str, direction: &Range<usize>) -> Option<Typed> {
    let after = &text[direction.end..];
    let after = &after[..after.floor_char_boundary(LONGEST.1)];
    let trimmed = after.trim_start();
    let first = trimmed.chars().next()?;
    let name = announced(first.encode_utf8(&mut [0; 4]))?;
    let rest = trimmed[first.len_utf8()..].trim_start();
    let after_figures = rest.trim_start_matches(|c: char| digit(c).is_some() || "、和至及-–— ".contains(c));
    let figures = rest[..rest.len() - after_figures.len()].trim_end().len();
    let numbers = numbers(&rest[..figures]);
    let closing = if first == '第' { rest[figures..].starts_with('段').then_some('段'.len_utf8())? } else { 0 };
    let end = direction.end + after.len() - rest.len() + figures + closing;
    if numbers.is_empty() {
        return None;
    }
    Some(Typed { range: direction.start..end, name, numbers, leads_up: leads_up(text, direction) })
}

/// The numbers in a text.
fn numbers(text: &str) -> Vec<u32> {
    let runs = text.split(|c: char| digit(c).is_none()).filter(|run| !run.is_empty());
    let value = |run: &str| run.chars().try_fold(0_u32, |sum, c| sum.checked_mul(10)?.checked_add(digit(c)?));
    runs.filter_map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::references;

    fn found(text: &str) -> Vec<(&str, Vec<u32>)> {
        references(text).into_iter().map(|typed| (&text[typed.range], typed.numbers)).collect()
    }

    #[test]
    fn typed_references_are_found_in_six_languages() {
        for (text, shown, numbers) in [
            ("As paragraph 15 below says,", "paragraph 15 below", vec![15]),
            ("(see paras. 3 (a) and 4, above)", "paras. 3 (a) and 4, above", vec![3, 4]),
            ("Table\u{A0}2 below shows", "Table\u{A0}2 below", vec![2]),
            ("figures 2–4 below.", "figures 2–4 below", vec![2, 4]),
            ("voir le paragraphe 12 ci-dessus.", "paragraphe 12 ci-dessus", vec![12]),
            ("véase el párrafo 7 más abajo.", "párrafo 7 más abajo", vec![7]),
            ("см. пункт 8 выше.", "пункт 8 выше", vec![8]),
            ("انظر الفقرة ١٥ أدناه.", "الفقرة ١٥ أدناه", vec![15]),
            ("见下文第15段。", "下文第15段", vec![15]),
            ("如上文表 2 所示", "上文表 2", vec![2]),
        ] {
            assert_eq!(found(text), [(shown, numbers)], "{text}");
        }
    }

    #[test]
    fn what_may_lead_to_another_text_is_left_alone() {
        for text in [
            "the table below",
            "paragraph 15 of the decision",
            "article 11, paragraph 2, above",
            "The Committee said that “paragraph 5 above” holds.",
            "5 per cent below",
            "the table on page 5 below",
            "paragraph 5.3 below",
            "paragraph 2 of article 11 above",
            "paragraph 15 aboveground",
            "table tennis was 15 below",
            "见下文。第15段",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
