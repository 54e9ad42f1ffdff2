//! The classic mistakes of YAML, recognised by their shape: where they are, and the edits that mend them.

use super::rows::{Row, RowKind, after_dashes, are_neighbours, is_header, is_prose, known};
use super::{front, place, spaces, starts};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::read::report_reader;

/// Keys whose value is a text of several paragraphs.
pub(super) const TEXTS: [&str; 3] = ["body", "summary", "profile"];

/// The mistake that made the parser give up at the row `failed`, if it has one of the shapes; mistakes before that row
/// are found too, since the parser often goes on for a while.
pub(super) fn at_failure(rows: &[Row<'_>], failed: usize) -> Option<Diagnostic> {
    let seen = &rows[..(failed + 1).min(rows.len())];
    conflict(rows)
        .or_else(|| starts::fence(rows))
        .or_else(|| front::front_matter(rows))
        .or_else(|| starts::text_beside_bar(rows))
        .or_else(|| starts::glued_dash(seen))
        .or_else(|| starts::indented_first_key(rows))
        .or_else(|| tabs(rows, failed))
        .or_else(|| strange_spaces(seen))
        .or_else(|| colons(seen))
        .or_else(|| text_too_far_left(rows))
        .or_else(|| missing_bar(rows, Certainty::Broken))
        .or_else(|| wrong_column(rows, failed))
        .or_else(|| missing_comma(seen))
        .or_else(|| open_bracket(seen))
        .or_else(|| front::text_without_key(rows, failed))
        .or_else(|| front::continued(rows, failed))
}

/// A mistake that the parser does not notice: words that it takes for a key or joins.
pub(super) fn unnoticed(rows: &[Row<'_>]) -> Option<Diagnostic> {
    strange_margin(rows)
        .or_else(|| starts::fence(rows))
        .or_else(|| front::front_matter(rows))
        .or_else(|| starts::sign_like_bar(rows))
        .or_else(|| starts::glued_dash(rows))
        .or_else(|| full_width_colons(rows))
        .or_else(|| text_too_far_left(rows))
        .or_else(|| missing_bar(rows, Certainty::Readable))
}

/// No-break spaces before keys and items at the margin, which make other keys of them.
fn strange_margin(rows: &[Row<'_>]) -> Option<Diagnostic> {
    let begins_strangely = |row: &&Row<'_>| {
        let words = row.words();
        let is_part = words.starts_with("- ") || words.split_once(':').is_some_and(|(typed, _)| known(typed).is_some());
        row.kind == RowKind::Other && row.whole.starts_with(['\u{A0}', '\u{202F}', '\u{3000}']) && is_part
    };
    let first = rows.iter().position(|row| begins_strangely(&row))?;
    strange_spaces(&rows[first..])
}

/// `title：Report` in each line, which YAML takes for one text.
fn full_width_colons(rows: &[Row<'_>]) -> Option<Diagnostic> {
    let first = rows.iter().position(|row| row.kind == RowKind::Other)?;
    let is_wide =
        |row: &Row<'_>| row.whole.split_once('：').is_some_and(|(typed, _)| known(typed.trim_end()).is_some());
    if is_wide(&rows[first]) { colons(&rows[first..=first]) } else { None }
}

/// The marks that a program for versions of files leaves where it could not join two of them.
fn conflict(rows: &[Row<'_>]) -> Option<Diagnostic> {
    let row = rows.iter().find(|row| row.whole.starts_with("<<<<<<< "))?;
    let message = "the file has two versions of these lines, which a program could not join";
    Some(Diagnostic::error(Code::NotYaml, place(row.start, row.end()), message).help(
        "keep the lines of one version, and delete the other and the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`",
    ))
}

/// Whether the parser could read the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Certainty {
    Broken,
    Readable,
}

/// Lines indented with tabs: all of them get spaces at once.
fn tabs(rows: &[Row<'_>], failed: usize) -> Option<Diagnostic> {
    let margin = |row: &Row<'_>| row.whole[..row.indentation()].to_owned();
    // Inside a text a tab after its indentation is the author's own; without that indentation it ends the text.
    let is_tabbed = |row: &&Row<'_>| row.kind != RowKind::Blank && margin(row).starts_with('\t');
    let first = rows.iter().take(failed + 2).find(is_tabbed)?;
    let mut edits = Vec::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| is_tabbed(row)) {
        let mut steps = margin(row).replace('\t', "  ");
        // A key below the first key of an item belongs to that item.
        let before = rows[..at].iter().rfind(|row| row.kind != RowKind::Blank);
        if let Some(before) = before.filter(|before| before.is_item() && !row.is_item() && !is_tabbed(before)) {
            let column = after_dashes(before.whole);
            if (before.indentation()..column).contains(&steps.len()) {
                steps = " ".repeat(column);
            }
        }
        let is_top = row.key.is_some_and(|key| report_reader::KEYS.contains(&key.name) && key.name != "title");
        let replacement = if is_top && edits.is_empty() { String::new() } else { steps };
        edits.push(Edit::new(place(row.start, row.start + row.indentation()), replacement));
    }
    let written = &edits.first()?.replacement;
    Some(
        Diagnostic::error(
            Code::TabInIndentation,
            place(first.start, first.start + first.indentation()),
            "the line is indented with a tab, and YAML allows only spaces there",
        )
        .help(format!("write spaces instead:\n{written}{}", super::shortened(first.words())))
        .fix(Fix::new(edits)),
    )
}

/// No-break spaces, which look like spaces and are letters to YAML.
fn strange_spaces(rows: &[Row<'_>]) -> Option<Diagnostic> {
    let is_strange = |c: char| c.is_whitespace() && !matches!(c, ' ' | '\t' | '\r');
    let mut edits = Vec::new();
    for row in rows.iter().filter(|row| matches!(row.kind, RowKind::Other)) {
        let behind_key = row.words().split_once(':').filter(|(typed, _)| known(typed).is_some());
        let margin = row.whole.len() - row.whole.trim_start().len();
        let reach = match behind_key {
            Some((typed, value)) => margin + typed.len() + 1 + (value.len() - value.trim_start().len()),
            None => margin,
        };
        for (at, c) in row.whole[..reach].char_indices().filter(|(_, c)| is_strange(*c)) {
            let start = row.start + at;
            edits.push(Edit::new(place(start, start + c.len_utf8()), " "));
        }
    }
    let first = edits.first()?.span;
    Some(
        Diagnostic::error(Code::NotYaml, first, "there is a no-break space here, which YAML reads as a letter")
            .help("delete it and press the space bar; no-break spaces come with text from the web or from Word")
            .fix(Fix::new(edits)),
    )
}

/// `title:Report`, `title：Report`, `title = Report`, `title Report`.
fn colons(rows: &[Row<'_>]) -> Option<Diagnostic> {
    let last = rows.len().checked_sub(1)?;
    rows.iter().enumerate().filter(|(_, row)| row.kind == RowKind::Other && row.key.is_none()).find_map(|(at, row)| {
        let words = row.words().trim_start_matches("- ");
        let start = row.start + (row.whole.len() - row.whole.trim_start().len()) + (row.words().len() - words.len());
        let end = words.find(|c: char| !(c.is_ascii_alphabetic() || c == '_'))?;
        let key = &words[..end];
        known(key).filter(|name| *name == key)?;
        let rest = words[end..].trim_start();
        let (length, message) = if let Some(value) = words[end..].strip_prefix(':') {
            if value.starts_with("//") {
                return None;
            }
            (1, format!("a space is missing after `{key}:`"))
        } else if rest.starts_with('：') {
            (words.len() - end - rest.len() + '：'.len_utf8(), format!("the colon after `{key}` is a full-width one"))
        } else if rest.starts_with('=') {
            (words.len() - end - rest.len() + 1, format!("`{key}` is followed by `=`, but YAML needs a colon"))
        } else if at == last && words[end..].starts_with(' ') {
            (0, format!("a colon is missing after `{key}`"))
        } else {
            return None;
        };
        let value = words[end + length..].trim_start();
        let gap = words.len() - value.len() - end;
        Some(
            Diagnostic::error(Code::NotYaml, place(start, start + words.trim_end().len()), message)
                .help(format!("write a colon and a space:\n{key}: {}", super::shortened(value)))
                .replace(place(start + end, start + end + gap), ": "),
        )
    })
}

/// Lines that belong to the text below `|` and stand too far left: the first, or a paragraph pasted later.
fn text_too_far_left(rows: &[Row<'_>]) -> Option<Diagnostic> {
    for (at, header) in rows.iter().enumerate() {
        let Some(key) = header.key.filter(|key| TEXTS.contains(&key.name) && is_header(key.value)) else { continue };
        let below = &rows[at + 1..];
        let length = below.iter().take_while(|row| matches!(row.kind, RowKind::Text | RowKind::Blank)).count();
        let text = below[..length].iter().find(|row| row.kind == RowKind::Text);
        let wanted = text.map_or(key.column + 2, Row::indentation);
        let rest = &below[length..];
        let Some(first) = rest.first() else { continue };
        // A note of YAML can follow a text; where there is no text at all, `# ` is a heading of it.
        let is_lost = match text {
            Some(_) => first.kind == RowKind::Other && is_words(first),
            None => first.kind == RowKind::Comment && first.indentation() >= key.column || is_words(first),
        };
        if !is_lost || first.indentation() >= wanted {
            continue;
        }
        let belongs = |row: &&Row<'_>| {
            row.kind == RowKind::Blank
                || row.kind == RowKind::Comment
                    && (text.is_none() || row.whole.starts_with("# ") || row.indentation() > 0)
                || is_words(row)
                || (row.indentation() >= wanted && row.key.is_none())
        };
        let lost: Vec<&Row<'_>> = rest.iter().take_while(belongs).filter(|row| row.kind != RowKind::Blank).collect();
        let lost = without_last_notes(&lost, text.is_some());
        let edits = lost.iter().filter(|row| row.indentation() < wanted).map(|row| {
            let margin = " ".repeat(wanted - row.indentation());
            Edit::new(place(row.start, row.start), margin)
        });
        return Some(too_far_left(first, wanted, text.is_some(), key.name).fix(Fix::new(edits.collect())));
    }
    None
}

/// Comments at the end of what was taken for text belong to the next key.
fn without_last_notes<'r, 's>(rows: &[&'r Row<'s>], has_text: bool) -> Vec<&'r Row<'s>> {
    let mut rows = rows.to_vec();
    while has_text && rows.last().is_some_and(|row| row.kind == RowKind::Comment && row.indentation() == 0) {
        rows.pop();
    }
    rows
}

/// Words at the left that are not a key, an item or a sign of YAML.
fn is_words(row: &Row<'_>) -> bool {
    let words = row.words();
    // At the margin only a key of the report can be meant: `Note: two.` there is prose, though tables have notes.
    let is_key =
        |name: &str| row.indentation() > 0 || report_reader::KEYS.iter().any(|key| key.eq_ignore_ascii_case(name));
    row.kind == RowKind::Other
        && row.key.is_none_or(|key| !is_key(key.name))
        && !(row.is_item() && row.indentation() > 0)
        && !matches!(words, "---" | "...")
        && !words.starts_with(['<', '=', '>', '?', '%', '"', '\''])
        && (is_prose(words) || row.is_item())
}

fn too_far_left(row: &Row<'_>, wanted: usize, has_text: bool, key: &str) -> Diagnostic {
    let span = place(row.start, row.end());
    let margin = " ".repeat(wanted);
    let line = super::shortened(row.words());
    if has_text {
        let message = format!(
            "the line is indented by {}, so it does not belong to the text above, which is indented by {}",
            spaces(row.indentation()),
            spaces(wanted)
        );
        Diagnostic::error(Code::NotYaml, span, message).help(format!("indent it like the text above:\n{margin}{line}"))
    } else {
        let message = format!("the text of `{key}` is not indented");
        let help = format!("put {} before each line of the text:\n{margin}{line}", spaces(wanted));
        Diagnostic::error(Code::NotYaml, span, message).help(help)
    }
}

/// `body:` with the text below it and no `|`.
fn missing_bar(rows: &[Row<'_>], certainty: Certainty) -> Option<Diagnostic> {
    for (at, header) in rows.iter().enumerate() {
        let Some(key) = header.key.filter(|key| TEXTS.contains(&key.name)) else { continue };
        if !(key.value.is_empty() || key.value.starts_with('#')) {
            continue;
        }
        let below = &rows[at + 1..];
        let inside = |row: &&Row<'_>| row.kind == RowKind::Blank || row.indentation() > key.column;
        let text: Vec<&Row<'_>> = below.iter().take_while(inside).collect();
        let last = text.iter().rposition(|row| row.kind != RowKind::Blank).map_or(0, |last| last + 1);
        let text = &text[..last];
        let Some(first) = text.iter().find(|row| row.kind == RowKind::Other) else { continue };
        let is_structure =
            first.is_item() || first.key.is_some() || first.words().starts_with(['[', '{', '"', '\'', '&', '*', '!']);
        let is_joined = text.iter().any(|row| matches!(row.kind, RowKind::Blank | RowKind::Comment));
        let is_sentence = first.words().split_once(": ").is_some_and(|(before, _)| before.contains(' '));
        if is_structure || certainty == Certainty::Readable && !is_joined && !is_sentence {
            continue;
        }
        let colon = header.start + key.column + header.whole[key.column..].find(':')? + 1;
        let name = key.name;
        return Some(
            Diagnostic::error(
                Code::NotYaml,
                place(header.start + key.column, colon),
                format!("the sign `|` is missing after `{name}:`"),
            )
            .help(format!(
                "with it, the lines below are a text, with paragraphs and headings:\n{}{name}: |",
                &header.whole[..key.column]
            ))
            .replace(place(colon, colon), " |"),
        );
    }
    None
}

/// Keys of the report that slipped into a text: they stand at its left edge after an empty line, as its own paragraphs do.
pub(super) fn keys_in_texts(rows: &[Row<'_>]) -> Vec<Diagnostic> {
    let given: Vec<&str> =
        rows.iter().filter_map(|row| row.key.filter(|key| key.column == 0)).map(|key| key.name).collect();
    let mut found = Vec::new();
    let mut header: Option<&Row<'_>> = None;
    let mut edge = None;
    for (at, row) in rows.iter().enumerate() {
        if row.kind == RowKind::Other {
            let is_text =
                row.key.is_some_and(|key| TEXTS.contains(&key.name) && key.column == 0 && is_header(key.value));
            header = is_text.then_some(row);
            edge = None;
        }
        let Some(header) = header.filter(|_| row.kind == RowKind::Text) else { continue };
        let is_first = edge.is_none();
        let edge = *edge.get_or_insert(row.indentation());
        if row.indentation() != edge || !(is_first || rows[at - 1].kind == RowKind::Blank) {
            continue;
        }
        let Some((typed, value)) = row.words().split_once(':') else { continue };
        if report_reader::KEYS.contains(&typed) && (value.is_empty() || value.starts_with(' ')) {
            found.push(key_in_text(rows, at, edge, header, typed, &given));
        }
    }
    found
}

/// A key of the report in the row `at` of the text below `header`, whose left edge is `edge`. Where the report has the key
/// already, only its author knows which of the two is meant.
fn key_in_text(rows: &[Row<'_>], at: usize, edge: usize, header: &Row<'_>, key: &str, given: &[&str]) -> Diagnostic {
    let row = &rows[at];
    let below = rows[at + 1..].iter();
    let below = below
        .take_while(|other| other.kind == RowKind::Blank || other.kind == RowKind::Text && other.indentation() > edge);
    let own: Vec<&Row<'_>> = std::iter::once(row).chain(below).collect();
    let last = own.iter().rposition(|other| other.kind != RowKind::Blank).unwrap_or(0);
    let own = &own[..=last];
    let moved: String = own.iter().map(|other| other.whole.get(edge..).unwrap_or("").to_owned() + "\n").collect();
    let end = own.last().map_or(row.end(), |last| last.end());
    let name = header.key.map_or("", |key| key.name);
    let start = place(row.start + edge, row.start + edge + key.len() + 1);
    let found = Diagnostic::error(
        Code::KeyInText,
        start,
        format!("`{key}:` is inside the text of `{name}`, so it is printed there"),
    )
    .help(format!(
        "if it is the key, begin it at the margin, before `{name}:`; if it is a part of the text, write `\\{key}:`"
    ));
    if given.contains(&key) {
        return found;
    }
    let insertion = Edit::new(place(header.start, header.start), moved);
    found.fix(Fix::new(vec![insertion, Edit::new(place(row.start, end), "")]))
}

/// A key or an item that does not begin in the column of its neighbours.
fn wrong_column(rows: &[Row<'_>], failed: usize) -> Option<Diagnostic> {
    let row = rows.get(failed).filter(|row| row.kind == RowKind::Other)?;
    let before = || rows[..failed].iter().rev().filter(|other| other.kind == RowKind::Other);
    let (column, wanted) = match row.key {
        Some(key) => {
            let neighbour = before().find_map(|other| other.key.filter(|near| are_neighbours(near.name, key.name)))?;
            (key.column, neighbour.column)
        }
        None if row.is_item() => (row.indentation(), before().find(|other| other.is_item())?.indentation()),
        None => return None,
    };
    if column == wanted || row.is_item() && row.key.is_some() {
        return None;
    }
    // What stands below it moves with it.
    let below =
        rows[failed + 1..].iter().take_while(|other| other.kind == RowKind::Blank || other.indentation() > column);
    let moved = std::iter::once(row).chain(below.filter(|other| other.kind != RowKind::Blank));
    let edits = moved.map(|other| {
        let indentation = other.indentation();
        let margin = (indentation + wanted).saturating_sub(column);
        Edit::new(place(other.start, other.start + indentation), " ".repeat(margin))
    });
    let message =
        format!("the line is indented by {}, but the lines it belongs to by {}", spaces(column), spaces(wanted));
    Some(
        Diagnostic::error(Code::NotYaml, place(row.start, row.end()), message)
            .help(format!(
                "begin it in the column of its neighbours:\n{}{}",
                " ".repeat(wanted),
                super::shortened(row.words())
            ))
            .fix(Fix::new(edits.collect())),
    )
}

/// `{title: A body: B}`: inside braces, a known key follows a value without a comma.
fn missing_comma(rows: &[Row<'_>]) -> Option<Diagnostic> {
    let row = rows.iter().rev().find(|row| row.kind == RowKind::Other)?;
    let brace = row.whole.find('{')?;
    for (at, _) in row.whole[brace..].match_indices(' ') {
        let at = brace + at;
        let rest = &row.whole[at + 1..];
        let Some((word, _)) = rest.split_once(": ") else { continue };
        let before = row.whole[..at].trim_end();
        if known(word).is_some() && !before.ends_with([',', '{', '[', ':']) && before[brace..].contains(':') {
            let start = row.start + before.len();
            return Some(
                Diagnostic::error(
                    Code::NotYaml,
                    place(row.start + at + 1, row.start + at + 1 + word.len()),
                    format!("a comma is missing before `{word}:`"),
                )
                .help(format!(
                    "inside braces, a comma stands between keys:\n{}, {}",
                    super::shortened(before.trim_start()),
                    super::shortened(rest)
                ))
                .replace(place(start, start), ","),
            );
        }
    }
    None
}

/// `keywords: [housing, water`: a bracket or brace that is not closed on its line, with a key on the next one.
fn open_bracket(rows: &[Row<'_>]) -> Option<Diagnostic> {
    let rows: Vec<&Row<'_>> = rows.iter().filter(|row| row.kind == RowKind::Other).collect();
    rows.windows(2).find_map(|pair| {
        let [row, next] = pair else { return None };
        let key = row.key?;
        let sign = if key.value.starts_with('[') { ']' } else { '}' };
        let count = |c: char| key.value.matches(c).count();
        let is_open = key.value.starts_with(['[', '{']) && count('[') + count('{') == count(']') + count('}') + 1;
        let is_next_key = next.key.is_some_and(|other| other.column <= key.column && !next.is_item());
        if !is_open || !is_next_key || key.value.contains(['"', '\'', '#']) {
            return None;
        }
        let opening =
            row.start + row.whole.len() - row.whole[key.column..].len() + row.whole[key.column..].find(['[', '{'])?;
        let end = row.start + row.whole.trim_end().len();
        let name = key.name;
        Some(
            Diagnostic::error(
                Code::NotYaml,
                place(opening, opening + 1),
                format!("the bracket that opens here is not closed with `{sign}`"),
            )
            .help(format!(
                "close it at the end of the line:\n{name}: {}{sign}",
                super::shortened(key.value.trim_end_matches(','))
            ))
            .replace(place(end, end), sign),
        )
    })
}
