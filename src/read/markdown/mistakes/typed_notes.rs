//! Footnotes typed by hand: a number in the text, `rose[1]`, `rose(1)`, `rose^1` or `rose¹`, or asterisks, and a list of the same
//! signs at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Line, Mistake};
use crate::diagnostic::{Code, counted};

/// A number in one of the forms; asterisks stand for their count.
pub(super) struct Number {
    pub(super) range: Range<usize>,
    pub(super) number: u32,
    pub(super) form: Form,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    Square,
    Round,
    Raised,
    Caret,
    Asterisks,
    Dagger,
}

/// How a note is written.
pub(super) const FORM: &str = "write `[^1]` in the text and `[^1]: ` before the note; the program numbers the notes and puts them at the foot of the page";

/// Titles that authors write above their notes, in small letters.
const TITLES: [&str; 11] = [
    "notes",
    "footnotes",
    "endnotes",
    "notes de bas de page",
    "notas",
    "notas al pie",
    "примечания",
    "сноски",
    "注释",
    "脚注",
    "الحواشي",
];

const DAGGERS: [char; 2] = ['†', '‡'];

const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";

pub(super) fn find(text: &str, lines: &[Line<'_>]) -> Option<Mistake> {
    let notes: Vec<Number> = lines.iter().filter_map(|line| at_start(line)).collect();
    // Where the last note of each sign stands.
    let last: BTreeMap<(Form, u32), usize> =
        notes.iter().map(|note| ((note.form, note.number), note.range.start)).collect();
    let has_note = |mark: &Number| last.get(&(mark.form, mark.number)).is_some_and(|start| *start > mark.range.start);
    let mut marks: Vec<Number> = in_text(text).into_iter().filter(has_note).collect();
    if marks.is_empty() {
        marks = after_spaces(text, &notes);
    }
    let first = marks.first()?;
    let signs: BTreeSet<(Form, u32)> = marks.iter().map(|mark| (mark.form, mark.number)).collect();
    let used: Vec<&Number> = notes.iter().filter(|note| signs.contains(&(note.form, note.number))).collect();
    let shown = &text[first.range.clone()];
    let are_mixed = marks.iter().any(|mark| mark.form != first.form);
    let label = |mark: &Number| match mark.form {
        Form::Asterisks if are_mixed => format!("a{}", mark.number),
        Form::Dagger if are_mixed => format!("d{}", mark.number),
        Form::Square | Form::Round | Form::Raised | Form::Caret | Form::Asterisks | Form::Dagger => {
            mark.number.to_string()
        }
    };
    let number = label(first);
    let mut mistake = Mistake::warning(
        Code::TypedNotes,
        first.range.clone(),
        format!("{} typed by hand, here `{shown}`", counted(used.len(), "footnote is", "footnotes are")),
    )
    .help(FORM.replace('1', &number));
    // Notes of their own have their own labels already.
    if text.contains("[^") {
        return Some(mistake);
    }
    for mark in &marks {
        let from = text[..mark.range.start].trim_end_matches([' ', '\u{A0}']).len();
        mistake = mistake.edit(from..mark.range.end, format!("[^{}]", label(mark)));
    }
    for note in &used {
        mistake = mistake.edit(note.range.clone(), format!("[^{}]: ", label(note)));
    }
    Some(match used.first() {
        Some(note) => without_title(mistake, lines, note.range.start),
        None => mistake,
    })
}

/// The same finding with the remedy to delete the title above the notes, which begin at `start`.
pub(super) fn without_title(mistake: Mistake, lines: &[Line<'_>], start: usize) -> Mistake {
    let own = lines.iter().position(|line| line.end() >= start).unwrap_or(0);
    let above = lines[..own].iter().rev().find(|line| !line.is_empty());
    match (above.filter(|line| is_title(line.text)), lines.get(own)) {
        (Some(title), Some(own)) => {
            let message = format!("{}; the title `{}` goes with them", mistake.message, title.text.trim());
            Mistake { message, ..mistake }.edit(title.start..own.start, "")
        }
        _ => mistake,
    }
}

/// Whether a line is a title above notes: `# Notes`.
pub(in crate::read::markdown) fn is_title(line: &str) -> bool {
    let bare = |c: char| matches!(c, '#' | '*' | '_' | ':' | '：') || c.is_whitespace();
    let line = line.trim_matches(bare);
    let is_short = TITLES.iter().any(|title| line.len() <= 2 * title.len());
    is_short && TITLES.contains(&line.to_lowercase().as_str())
}

/// Numbers in round brackets after a space, `rose (1).`: they are marks only where all notes of a list at the end have one, in
/// order, each at the end of a clause. Otherwise they count the items of a sentence.
fn after_spaces(text: &str, notes: &[Number]) -> Vec<Number> {
    let notes: Vec<&Number> = notes.iter().filter(|note| note.form == Form::Round).collect();
    let Some(first) = notes.first().filter(|_| notes.len() > 1) else { return Vec::new() };
    let mut marks = Vec::new();
    for (at, _) in text[..first.range.start].match_indices(" (") {
        let Some((length, number, form)) = number_at(&text[at + 1..]) else { continue };
        let end = at + 1 + length;
        if text[end..].starts_with(['.', ',', ';', ':', '\n']) {
            marks.push(Number { range: at + 1..end, number, form });
        }
    }
    let run = (1..).zip(&marks).all(|(number, mark)| mark.number == number);
    let same = notes.iter().map(|note| note.number).eq(marks.iter().map(|mark| mark.number));
    if run && same { marks } else { Vec::new() }
}

/// `[1] Ministry`, with the white space after the number.
fn at_start(line: &Line<'_>) -> Option<Number> {
    let (length, number, form) = number_at(line.text)?;
    let after = &line.text[length..];
    let words = after.strip_prefix(':').unwrap_or(after).trim_start();
    // `(1)` alone begins an item more often than a note.
    (!words.is_empty() && (after.starts_with([' ', '\t', ':']) || form == Form::Raised)).then(|| Number {
        range: line.start..line.start + line.text.len() - words.len(),
        number,
        form,
    })
}

pub(super) fn in_text(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        let may_begin =
            if c.is_ascii() { matches!(c, '[' | '(' | '^' | '\\') } else { DAGGERS.contains(&c) || RAISED.contains(c) };
        if !may_begin {
            continue;
        }
        let before = &text[..at];
        let last = before.chars().next_back();
        let follows_word = last
            .is_some_and(|c| c.is_alphabetic() || matches!(c, '.' | ',' | ';' | ')' | '”' | '"' | '»' | '。' | '，'));
        let Some((length, number, form)) = number_at(&text[at..]) else { continue };
        let after = text[at + length..].chars().next();
        let stands = match form {
            // After a space too, but not at the start of a line, nor as the label of a link, `[words][1]`.
            Form::Square => last.is_some_and(|c| !matches!(c, '\n' | '^' | ']')) && !matches!(after, Some('(' | ':')),
            Form::Round => follows_word && last.is_some_and(|c| c != ')') && !matches!(after, Some('(')),
            Form::Raised | Form::Caret | Form::Asterisks | Form::Dagger => follows_word,
        };
        if stands {
            found.push(Number { range: at..at + length, number, form });
        }
    }
    found
}

/// The number at the start of a text: its length, value and form.
fn number_at(text: &str) -> Option<(usize, u32, Form)> {
    let first = text.chars().next()?;
    if let Some(inner) = text.strip_prefix('^') {
        if inner.starts_with('[') {
            let (length, number, form) = number_at(inner)?;
            let closing = usize::from(inner[length..].starts_with('^'));
            return Some((1 + length + closing, number, form));
        }
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        let number = inner[..digits].parse().ok().filter(|_| digits <= 3)?;
        return Some((1 + digits + usize::from(inner[digits..].starts_with('^')), number, Form::Caret));
    }
    if let Some(number) = DAGGERS.iter().position(|dagger| *dagger == first) {
        return Some((first.len_utf8(), u32::try_from(number + 1).ok()?, Form::Dagger));
    }
    if first == '\\' {
        let asterisks = text.as_bytes().chunks(2).take(4).take_while(|pair| *pair == b"\\*").count();
        let number = u32::try_from(asterisks).ok().filter(|count| (1..4).contains(count))?;
        return Some((2 * asterisks, number, Form::Asterisks));
    }
    if let Some(inner) = text.strip_prefix(['[', '(']) {
        let close = if first == '[' { ']' } else { ')' };
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        let number = inner[..digits].parse().ok().filter(|_| digits <= 3)?;
        let form = if first == '[' { Form::Square } else { Form::Round };
        return inner[digits..].starts_with(close).then_some((digits + 2, number, form));
    }
    let raised: Vec<char> = text.chars().take_while(|c| RAISED.contains(*c)).collect();
    if raised.is_empty() || raised.len() > 3 {
        return None;
    }
    let digit = |c: &char| RAISED.chars().position(|known| known == *c).and_then(|at| u32::try_from(at).ok());
    let number = raised.iter().try_fold(0u32, |number, c| Some(number * 10 + digit(c)?))?;
    Some((raised.iter().map(|c| c.len_utf8()).sum(), number, Form::Raised))
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::find;

    fn fixed(text: &str) -> Option<String> {
        let mut fixed = text.to_owned();
        for (range, replacement) in find(text, &lines(text))?.edits.into_iter().rev() {
            fixed.replace_range(range, &replacement);
        }
        Some(fixed)
    }

    #[test]
    fn typed_notes_become_notes() {
        let notes = "Rents rose[^1]. Wages fell.[^2]\n\n[^1]: Ministry.\n\n[^2]: Ibid.\n";
        assert_eq!(fixed("Rents rose[1]. Wages fell.[2]\n\n[1] Ministry.\n\n[2] Ibid.\n").as_deref(), Some(notes));
        assert_eq!(fixed("Rents rose [1]. Wages fell. [2]\n\n[1]: Ministry.\n\n[2]: Ibid.\n").as_deref(), Some(notes));
        assert_eq!(fixed("Rents rose(1). Wages fell.(2)\n\n(1) Ministry.\n\n(2) Ibid.\n").as_deref(), Some(notes));
        assert_eq!(
            fixed("Rents rose (1). Wages fell (2).\n\n(1) Ministry.\n\n(2) Ibid.\n").as_deref(),
            Some("Rents rose[^1]. Wages fell[^2].\n\n[^1]: Ministry.\n\n[^2]: Ibid.\n")
        );
        assert_eq!(fixed("We ask for (1) water; and (2) rents.\n\n(1) Water.\n\n(2) Rents.\n"), None);
        assert_eq!(fixed("Rents rose^1. Wages fell.^2^\n\n^1 Ministry.\n\n^2^ Ibid.\n").as_deref(), Some(notes));
        assert_eq!(fixed("Rents rose^[1]. Wages fell.^[2]\n\n[1] Ministry.\n\n[2] Ibid.\n").as_deref(), Some(notes));
        let asterisks = "Rents rose\\*. Wages fell.\\*\\*\n\n\\* Ministry.\n\n\\*\\* Ibid.\n";
        assert_eq!(fixed(asterisks).as_deref(), Some(notes));
        assert_eq!(fixed("Rents rose†. Wages fell.‡\n\n† Ministry.\n\n‡ Ibid.\n").as_deref(), Some(notes));
        assert_eq!(fixed("Rents rose¹. Wages fell.²\n\n¹ Ministry.\n\n² Ibid.\n").as_deref(), Some(notes));
    }

    #[test]
    fn numbers_without_a_list_are_left_alone() {
        for text in [
            "Rents [1] rose.\n",
            "The State should:\n\n(1) build houses (2);\n\n(2) repair.\n",
            "About 10^6 people.\n\nMore.\n",
            "A\\*\\* and B\\*\\* fled.\n",
            "Area: 5 km².\n\nMore.\n",
            "Article 5(1).\n\n(1) build;\n\n(2) repair.\n",
        ] {
            assert_eq!(fixed(text), None, "{text}");
        }
    }
}
