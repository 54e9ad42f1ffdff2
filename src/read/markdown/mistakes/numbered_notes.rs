//! Footnotes typed as numbers in the text, `rose^1` or `rose[1]`, with the numbered list of the notes at the end: `1. Ministry`.

use std::ops::Range;

use super::typed_notes::{FORM, Form, Number, in_text, without_title};
use super::{Line, Mistake};
use crate::diagnostic::{Code, counted};

pub(super) fn find(text: &str, lines: &[Line<'_>]) -> Option<Mistake> {
    let items: Vec<(Range<usize>, u32)> = lines.iter().filter_map(item).collect();
    let first = items.iter().rposition(|(_, number)| *number == 1)?;
    let notes = &items[first..];
    let list = notes.first()?.0.start;
    // The notes are the last of the text.
    let is_last = !lines.iter().any(|line| line.start > list && line.text.starts_with('#'));
    if !is_last || !notes.iter().map(|(_, number)| *number).eq(1..=u32::try_from(notes.len()).ok()?) {
        return None;
    }
    let marks: Vec<Number> = in_text(text).into_iter().filter(|mark| mark.range.end <= list).collect();
    let marks = [Form::Caret, Form::Raised, Form::Square, Form::Round].into_iter().find_map(|form| {
        let marks: Vec<&Number> = marks.iter().filter(|mark| mark.form == form).collect();
        // Numbers in brackets have other uses too.
        let is_enough = marks.len() > 1 || matches!(form, Form::Caret | Form::Raised);
        let same = marks.iter().map(|mark| mark.number).eq(notes.iter().map(|(_, number)| *number));
        (is_enough && same).then_some(marks)
    })?;
    let shown = &text[marks.first()?.range.clone()];
    let message = format!("{} typed by hand, here `{shown}`", counted(notes.len(), "footnote is", "footnotes are"));
    let mut mistake = Mistake::warning(Code::TypedNotes, marks.first()?.range.clone(), message).help(FORM);
    if text.contains("[^") {
        return Some(mistake);
    }
    for mark in &marks {
        let from = text[..mark.range.start].trim_end_matches([' ', '\u{A0}']).len();
        mistake = mistake.edit(from..mark.range.end, format!("[^{}]", mark.number));
    }
    for (range, number) in notes {
        mistake = mistake.edit(range.clone(), format!("[^{number}]: "));
    }
    Some(without_title(mistake, lines, list))
}

/// `1. Ministry` and `1) Ministry`, with the white space after the number.
fn item(line: &Line<'_>) -> Option<(Range<usize>, u32)> {
    let typed = line.text.trim_start_matches(' ');
    let margin = line.text.len() - typed.len();
    let digits = typed.bytes().take_while(u8::is_ascii_digit).count();
    let number = typed[..digits].parse().ok().filter(|_| digits <= 3 && margin < 4)?;
    let rest = typed[digits..].strip_prefix(['.', ')'])?;
    let words = rest.trim_start();
    let start = line.start + margin;
    (rest.starts_with([' ', '\t']) && !words.is_empty()).then(|| (start..start + typed.len() - words.len(), number))
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::find;

    fn fixed(text: &str) -> Option<String> {
        let mut edits = find(text, &lines(text))?.edits;
        edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        let mut fixed = text.to_owned();
        edits.into_iter().for_each(|(range, replacement)| fixed.replace_range(range, &replacement));
        Some(fixed)
    }

    #[test]
    fn a_numbered_list_below_marks_of_the_same_numbers_is_one_of_notes() {
        let notes = "Wells dried up[^1] and pumps failed[^2].\n\n[^1]: Survey.\n[^2]: Ibid.\n";
        for mark in ["^1", "^1^", "¹", "[1]", "(1)", " [1]"] {
            let second = mark.replace('1', "2").replace('¹', "²");
            let text = format!("Wells dried up{mark} and pumps failed{second}.\n\n1. Survey.\n2. Ibid.\n");
            assert_eq!(fixed(&text).as_deref(), Some(notes), "{text}");
            let titled = text.replace("1. Survey", "# Notes\n\n1. Survey");
            assert_eq!(fixed(&titled).as_deref(), Some(notes), "{titled}");
        }
    }

    #[test]
    fn lists_after_powers_and_brackets_are_lists() {
        for text in [
            "An area of 5 km² and 10^6 people.\n\n1. one\n2. two\n",
            "Under the Law(1) it is so.\n\n1. one\n2. two\n",
            "Wells^1 and pumps^2.\n\n1. one\n2. two\n3. three\n",
            "Wells^1 and pumps^2.\n\n1. one\n2. two\n\n# Next\n\nText.\n",
        ] {
            assert_eq!(fixed(text), None, "{text}");
        }
    }
}
