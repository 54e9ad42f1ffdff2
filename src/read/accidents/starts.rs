//! Mistakes at the start of a file, of a text or of an item: ` ```yaml`, `body: I`, `body: | Text`, `-name: N`.

use super::line::shortened;
use super::place;
use super::rows::{Row, RowKind, known};
use super::shapes::TEXTS;
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};

/// What is typed for the sign `|` where it is not found on the keyboard, or read wrongly from a page.
const LIKE_BARS: [&str; 10] = ["I", "l", "i", "1", "/", "\\", "!", "¦", "｜", "||"];

/// A sign that looks like `|` before an indented text.
pub(super) fn sign_like_bar(rows: &[Row<'_>]) -> Option<Diagnostic> {
    rows.iter().enumerate().find_map(|(at, row)| {
        let key = row.key.filter(|key| TEXTS.contains(&key.name) && LIKE_BARS.contains(&key.value))?;
        let next = rows[at + 1..].iter().find(|next| next.kind != RowKind::Blank)?;
        if next.indentation() <= key.column {
            return None;
        }
        let start = row.start + row.whole.rfind(key.value)?;
        let span = place(start, start + key.value.len());
        let message =
            format!("`{}` stands where the sign `|` belongs, which keeps the lines below as they are", key.value);
        let help = format!("write `{}: |`", key.name);
        Some(Diagnostic::error(Code::NotYaml, span, message).help(help).replace(span, "|"))
    })
}

/// `body: | The first words`, which belong to the next line.
pub(super) fn text_beside_bar(rows: &[Row<'_>]) -> Option<Diagnostic> {
    rows.iter().enumerate().find_map(|(at, row)| {
        let key = row.key.filter(|key| TEXTS.contains(&key.name))?;
        let sign = &key.value[..key.value.starts_with(['|', '>']).then_some(1)?];
        let words = key.value[1..].trim_start_matches(['-', '+']).trim_start();
        let is_text = key.value[1..].trim_start_matches(['-', '+']).starts_with(' ') && !words.starts_with('#');
        if !is_text || words.is_empty() {
            return None;
        }
        let next = rows[at + 1..].iter().find(|next| next.kind != RowKind::Blank);
        let below = next.map(Row::indentation).filter(|indentation| *indentation > key.column);
        let margin = " ".repeat(below.unwrap_or(key.column + 2));
        let value = row.start + row.whole.find(key.value)?;
        let start = value + key.value.len() - words.len();
        let help = format!("begin it on the next line:\n{}: {sign}\n{margin}{}", key.name, shortened(words));
        Some(
            Diagnostic::error(
                Code::NotYaml,
                place(start, start + words.len()),
                format!("the text after `{sign}` begins on the same line"),
            )
            .help(help)
            .replace(place(value + 1, start), format!("\n{margin}")),
        )
    })
}

/// `-name: N`: without a space the dash is a part of the key.
pub(super) fn glued_dash(rows: &[Row<'_>]) -> Option<Diagnostic> {
    let glued = |row: &Row<'_>| -> Option<&'static str> {
        let (typed, value) = row.words().strip_prefix('-')?.split_once(':')?;
        let is_free = row.kind == RowKind::Other && (value.is_empty() || value.starts_with(' '));
        known(typed).filter(|name| is_free && *name == typed)
    };
    let first = rows.iter().position(|row| glued(row).is_some())?;
    let name = glued(&rows[first])?;
    let mut edits = Vec::new();
    let mut column = None;
    for row in rows.iter().filter(|row| row.kind != RowKind::Blank) {
        let indentation = row.indentation();
        if glued(row).is_some() {
            edits.push(Edit::new(place(row.start + indentation + 1, row.start + indentation + 1), " "));
            column = Some(indentation);
        } else if let Some(dash) = column {
            // The keys of the item stand below its first one, which moves.
            if indentation == dash + 1 {
                edits.push(Edit::new(place(row.start, row.start), " "));
            } else if indentation <= dash {
                column = None;
            }
        }
    }
    let row = &rows[first];
    let start = row.start + row.indentation();
    let message = format!("a space is missing between the dash and `{name}`");
    Some(
        Diagnostic::error(Code::NotYaml, place(start, start + 1 + name.len()), message)
            .help(format!("write `- {name}:`"))
            .fix(Fix::new(edits)),
    )
}

/// A first key that stands to the right of all the others.
pub(super) fn indented_first_key(rows: &[Row<'_>]) -> Option<Diagnostic> {
    let mut keys =
        rows.iter().filter(|row| row.kind == RowKind::Other).filter(|row| row.key.is_some() && !row.is_item());
    let first = keys.next().filter(|row| row.indentation() > 0)?;
    let is_at_margin = keys.next().is_some_and(|row| row.indentation() == 0);
    let name = first.key?.name;
    let span = place(first.start, first.start + first.indentation());
    is_at_margin.then(|| {
        Diagnostic::error(
            Code::NotYaml,
            place(first.start, first.end()),
            format!("a space stands before the first key, `{name}`"),
        )
        .help(format!("begin it at the margin, like the keys below:\n{}", shortened(first.words())))
        .replace(span, "")
    })
}

/// The marks of program code around a report that was copied from a chat or a web page.
pub(super) fn fence(rows: &[Row<'_>]) -> Option<Diagnostic> {
    let first = rows.iter().find(|row| row.kind != RowKind::Blank).filter(|row| row.whole.starts_with("```"))?;
    let last = rows.iter().rev().find(|row| row.kind != RowKind::Blank).filter(|row| row.words() == "```");
    let line = |row: &Row<'_>| Edit::new(place(row.start, row.end()), "");
    let edits = std::iter::once(line(first)).chain(last.map(line)).collect();
    let message =
        format!("the line {} marks program code in a chat or a web page, and is not a part of a report", first.words());
    Some(
        Diagnostic::error(Code::NotYaml, place(first.start, first.end()), message)
            .help("delete it, and the line ``` at the end")
            .fix(Fix::new(edits)),
    )
}
