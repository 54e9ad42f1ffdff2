//! Helps asterisks to find their partners where CommonMark does not: beside the punctuation of scripts without spaces,
//! and between numbers, where they are not marks.

use unicode_normalization::char::is_combining_mark;

use super::{Cover, Mask};
use crate::text::numerals::digit;

/// A row of asterisks.
struct Run {
    start: usize,
    end: usize,
    before: Option<char>,
    after: Option<char>,
}

/// So many rows that wait for a partner are looked at: nobody sets more words inside one another.
const DEEPEST: usize = 100;

/// Covers asterisks between digits, and makes the letter beside a row of asterisks a sign of punctuation where the row
/// could not begin or end emphasis otherwise.
pub(super) fn cover(mask: &mut Mask<'_>) {
    if !mask.typed.contains('*') {
        return;
    }
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in mask.typed.split_inclusive('\n') {
        if line.trim().is_empty() {
            open.clear();
        }
        let is_row = line.trim_start().starts_with('|');
        let mut from = at;
        while let Some(run) = next_run(mask, from, at + line.len()) {
            if is_row && mask.typed[from..run.start].contains('|') {
                open.clear();
            }
            from = run.end;
            judge(mask, &run, &mut open);
        }
        at += line.len();
    }
}

/// The next row of asterisks that the parser would see.
fn next_run(mask: &Mask<'_>, from: usize, end: usize) -> Option<Run> {
    let text: &str = &mask.covered;
    let mut start = from;
    loop {
        start += text.get(start..end)?.find('*')?;
        let is_escaped = text[..start].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
        if !is_escaped {
            break;
        }
        start += 1;
    }
    let rest = &text[start..];
    let end = start + (rest.len() - rest.trim_start_matches('*').len());
    Some(Run { start, end, before: text[..start].chars().next_back(), after: text[end..].chars().next() })
}

fn judge(mask: &mut Mask<'_>, run: &Run, open: &mut Vec<usize>) {
    let length = run.end - run.start;
    let (Some(before), Some(after)) = (run.before.or(Some('\n')), run.after.or(Some('\n'))) else { return };
    // Words in bold may end beside a digit: `**No. 12**34`.
    let is_between = digit(before).is_some() && digit(after).is_some();
    if is_between && (length == 1 || !open.contains(&length)) {
        mask.cover(run.start..run.end, Cover::Letter);
        return;
    }
    let (space_before, space_after) = (before.is_whitespace(), after.is_whitespace());
    if !space_before && let Some(back) = open.iter().rev().take(DEEPEST).position(|other| *other == length) {
        open.truncate(open.len() - 1 - back);
        if is_sign(before) && !space_after && !is_sign(after) {
            mask.cover(run.end..run.end + after.len_utf8(), Cover::Punctuation);
        }
    } else if !space_after {
        if !space_before && !is_sign(before) && is_sign(after) {
            // A mark of a note, `word*,`, is not a beginning.
            if !opens(after) || !has_partner(mask, run) {
                return;
            }
            mask.cover(run.start - before.len_utf8()..run.start, Cover::Punctuation);
        }
        open.push(length);
    }
}

/// Whether a row of the same length follows in the paragraph.
fn has_partner(mask: &Mask<'_>, run: &Run) -> bool {
    let rest = &mask.covered[run.end..];
    rest.find(&"*".repeat(run.end - run.start)).is_some_and(|at| !rest[..at].contains("\n\n"))
}

/// Whether CommonMark takes a character for punctuation.
fn is_sign(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control() && !is_combining_mark(c)
}

/// Whether words can begin with a sign.
fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '"' | '\'' | '«' | '‹' | '“' | '‘' | '„' | '‚' | '¿' | '¡' | '（' | '［' | '【' | '〔')
        || matches!(c, '《' | '〈' | '「' | '『' | '〖' | '﹁' | '﹃' | '#' | '$' | '@' | '%' | '-' | '–' | '—')
        || matches!(c, '，' | '。' | '、' | '！' | '？' | '：' | '；' | '…' | '§' | '€' | '£' | '№' | '+' | '&')
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Parser, Tag};

    use super::super::inlines;

    /// The asterisks that the parser takes for words, and how many words stand in bold or italics.
    fn read(text: &str) -> (usize, usize) {
        let (mut asterisks, mut emphasis) = (0, 0);
        for event in Parser::new(&inlines(text).covered) {
            match event {
                Event::Text(words) => asterisks += words.matches('*').count(),
                Event::Start(Tag::Emphasis | Tag::Strong) => emphasis += 1,
                _ => {}
            }
        }
        (asterisks, emphasis)
    }

    #[test]
    fn emphasis_beside_the_punctuation_of_any_script_has_two_ends() {
        for text in [
            "不如**《公约》**已",
            "**发展，**年",
            "他说**“不”**然后*（走）*了",
            "**（2024）**表示，***“重点”***内容",
            "l'**« x »**",
            "l’**« x »**, puis",
            "слово**«текст»**слово",
            "a **b**, **c** and *d*.",
        ] {
            let (asterisks, emphasis) = read(text);
            assert!(asterisks == 0 && emphasis > 0, "{text}");
        }
    }

    #[test]
    fn asterisks_that_are_no_marks_stay() {
        for text in [
            "12*34*56",
            "12**34**56",
            "5***6***7",
            "١٢*٣٤*٥٦",
            "7*8 and 9*3",
            "M*** and K***",
            "5 * 3 * 2",
            "word*, and more*",
        ] {
            assert_eq!(read(text).1, 0, "{text}");
        }
    }
}
