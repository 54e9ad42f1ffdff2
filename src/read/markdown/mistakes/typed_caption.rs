//! Captions typed as paragraphs beside a table or picture: `Table 1: Rents`.

use std::ops::Range;

use super::super::captions::label_length;
use super::{Line, Mistake, paragraphs};
use crate::diagnostic::Code;
use crate::facts::language::ReferenceWord;

/// A caption has no more words than this; a longer paragraph speaks of the table.
const MOST_WORDS: usize = 30;

pub(super) fn find(lines: &[Line<'_>], tables: &[Range<usize>]) -> Vec<Mistake> {
    let all: Vec<&[Line<'_>]> = paragraphs(lines).collect();
    let is_content = |lines: &[Line<'_>]| is_picture(lines) || is_table(lines, tables);
    let mut taken = vec![false; all.len()];
    let mut found = Vec::new();
    for (at, content) in all.iter().enumerate().filter(|(_, lines)| is_content(lines)) {
        // A caption in the form of the program follows the table or picture already.
        if all
            .get(at + 1)
            .is_some_and(|after| after.first().is_some_and(|line| line.text.trim_start().starts_with(": ")))
        {
            continue;
        }
        let sides = [at.checked_sub(1), Some(at + 1)];
        let typed = sides.into_iter().flatten().find_map(|side| Some((side, typed(all.get(side)?)?)));
        if let Some((side, (line, words))) = typed.filter(|(side, _)| !taken[*side]) {
            taken[side] = true;
            found.push(mistake(line, words, content));
        }
    }
    found
}

/// The one line of a paragraph that is a typed caption, and its words after label and number.
fn typed<'l, 't>(lines: &'l [Line<'t>]) -> Option<(&'l Line<'t>, &'t str)> {
    let [line] = lines else { return None };
    let text = line.text.trim();
    // A caption may be in bold or italics.
    let bare = text.trim_matches('*');
    let (label, words) = bare.split_at(label_length(bare).or_else(|| bare_label(bare))?);
    // `Table 1 shows` begins a sentence.
    if !label.trim_end().ends_with([':', '.', '-', '–', '—', '：', '、']) {
        return None;
    }
    let is_sentence = words.trim_end().ends_with('.') && words.split_whitespace().count() > MOST_WORDS / 3;
    (words.split_whitespace().count() <= MOST_WORDS && !is_sentence).then_some((line, words))
}

/// `Table: `, without a number.
fn bare_label(text: &str) -> Option<usize> {
    let (word, words) = text.split_once(": ")?;
    let is_label = matches!(ReferenceWord::of(word.trim_end()), Some(ReferenceWord::Table | ReferenceWord::Figure));
    (is_label && !words.trim().is_empty()).then_some(text.len() - words.trim_start().len())
}

fn mistake(line: &Line<'_>, words: &str, content: &[Line<'_>]) -> Mistake {
    let margin = line.text.len() - line.text.trim_start().len();
    let range = line.start + margin..line.end();
    let bare = line.text.trim().trim_matches('*');
    let label = bare[..bare.len() - words.len()].trim_end();
    let caption = format!(": {words}");
    let mistake = Mistake::warning(
        Code::TypedCaption,
        range.clone(),
        format!("the caption after `{label}` is typed as a paragraph, so the table or picture has none"),
    )
    .help(format!(
        "write it below the table or picture, in a paragraph of its own, without label and number:\n{caption}"
    ));
    match content.last() {
        Some(last) if last.end() < line.start => mistake.edit(range, caption),
        Some(last) => mistake.edit(range, "").edit(last.end()..last.end(), format!("\n\n{caption}")),
        None => mistake,
    }
}

fn is_picture(lines: &[Line<'_>]) -> bool {
    matches!(lines, [line] if line.text.trim_start().starts_with("![") && line.text.trim_end().ends_with([')', '}']))
}

fn is_table(lines: &[Line<'_>], tables: &[Range<usize>]) -> bool {
    lines.first().is_some_and(|line| tables.iter().any(|table| table.start < line.end() && line.start < table.end))
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::find;

    fn fixed(text: &str) -> String {
        let table = text.find('|').map(|start| start..text.rfind('|').unwrap_or(start) + 1);
        let mut edits: Vec<_> =
            find(&lines(text), table.as_slice()).into_iter().flat_map(|mistake| mistake.edits).collect();
        edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        let mut fixed = text.to_owned();
        edits.into_iter().for_each(|(range, words)| fixed.replace_range(range, &words));
        fixed
    }

    #[test]
    fn a_typed_caption_becomes_one() {
        let table = "| A | B |\n|---|---|\n| 1 | 2 |";
        assert_eq!(
            fixed(&format!("Table 1: Rents\n\n{table}\n\nText.\n")),
            format!("\n\n{table}\n\n: Rents\n\nText.\n")
        );
        assert_eq!(fixed(&format!("{table}\n\n**Table 1. Rents**\n")), format!("{table}\n\n: Rents\n"));
        assert_eq!(fixed(&format!("{table}\n\nTable: Rents\n")), format!("{table}\n\n: Rents\n"));
        assert_eq!(fixed("![Wells](a.png)\n\nFigure 2 – Wells\n"), "![Wells](a.png)\n\n: Wells\n");
    }

    #[test]
    fn what_speaks_of_a_table_stays() {
        let table = "| A | B |\n|---|---|\n| 1 | 2 |";
        for text in [
            format!("Table 1 shows the rents.\n\n{table}\n"),
            format!("Table 1: Rents\n\n{table}\n\n: Rents\n"),
            format!("Text.\n\n{table}\n\nMore text.\n"),
            "Table 1: Rents\n\nText.\n".to_owned(),
        ] {
            assert_eq!(fixed(&text), text);
        }
    }
}
