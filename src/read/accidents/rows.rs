//! The lines of a report as an author sees them: keys, items, comments, and the texts below `|`, without the YAML parser,
//! which says nothing of what follows a mistake.

use super::line::{KEYS, is_key};
use crate::read::taken;

/// One line.
#[derive(Debug)]
pub(super) struct Row<'s> {
    /// Offset of its first character.
    pub(super) start: usize,
    /// The line without its end.
    pub(super) whole: &'s str,
    pub(super) kind: RowKind,
    /// The known key at its start, if it is not text.
    pub(super) key: Option<Key<'s>>,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    /// Nothing but white space.
    Blank,
    /// It begins with `#`.
    Comment,
    /// A line of the text below `|` or `>`.
    Text,
    /// Anything else: a key, an item, words.
    Other,
}

/// A known key at the start of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key<'s> {
    /// As the format spells it.
    pub(super) name: &'static str,
    /// Where it begins in its line, after dashes.
    pub(super) column: usize,
    /// What stands behind the colon, without white space around.
    pub(super) value: &'s str,
}

impl Row<'_> {
    /// How far it is indented, by spaces or tabs.
    pub(super) fn indentation(&self) -> usize {
        self.whole.len() - self.whole.trim_start_matches([' ', '\t']).len()
    }

    pub(super) fn end(&self) -> usize {
        self.start + self.whole.len()
    }

    pub(super) fn words(&self) -> &str {
        self.whole.trim()
    }

    /// Whether it begins with the dash of an item.
    pub(super) fn is_item(&self) -> bool {
        self.words().starts_with("- ") || self.words() == "-"
    }
}

/// A text below `|` whose end is not reached.
struct Open {
    /// The column that its lines stand to the right of.
    parent: usize,
    /// Its indentation, once a line of it was seen.
    indentation: Option<usize>,
}

/// All lines.
pub(super) fn rows(source: &str) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut open: Option<Open> = None;
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let whole = line.trim_end_matches(['\n', '\r']);
        let whole = if start == 0 { whole.trim_start_matches('\u{FEFF}') } else { whole };
        let at = start + if start == 0 && source.starts_with('\u{FEFF}') { 3 } else { 0 };
        start += line.len();
        let mut row = Row { start: at, whole, kind: RowKind::Other, key: None };
        let indentation = row.indentation();
        if row.words().is_empty() {
            row.kind = RowKind::Blank;
            rows.push(row);
            continue;
        }
        if let Some(text) = &mut open {
            let belongs = match text.indentation {
                Some(least) => indentation >= least,
                None => indentation > text.parent,
            };
            if belongs {
                text.indentation.get_or_insert(indentation);
                row.kind = RowKind::Text;
                rows.push(row);
                continue;
            }
            open = None;
        }
        if row.words().starts_with('#') {
            row.kind = RowKind::Comment;
        } else {
            row.key = key(whole);
            let dashes = after_dashes(whole);
            let (parent, value) = match row.key {
                Some(key) => (key.column, key.value),
                None => (dashes.saturating_sub(2), whole[dashes..].trim()),
            };
            if is_header(value) && (row.key.is_some() || dashes > indentation) {
                open = Some(Open { parent, indentation: None });
            }
        }
        rows.push(row);
    }
    rows
}

/// Where the words begin after the indentation and the dashes of items.
pub(super) fn after_dashes(line: &str) -> usize {
    let mut at = line.len() - line.trim_start().len();
    while let Some(rest) = line[at..].strip_prefix("- ") {
        at = line.len() - rest.trim_start().len();
    }
    at
}

/// The known key at the start of a line, before a colon and a space.
fn key(line: &str) -> Option<Key<'_>> {
    let column = after_dashes(line);
    let (typed, value) = line[column..].split_once(':')?;
    let name = known(typed)?;
    let is_value = value.is_empty() || value.starts_with([' ', '\t']);
    is_value.then(|| Key { name, column, value: value.trim() })
}

/// The key of the format that a word is, whatever its capitals.
pub(super) fn known(typed: &str) -> Option<&'static str> {
    if typed.len() > 40 {
        return None;
    }
    let exact = KEYS.iter().find_map(|keys| keys.iter().find(|key| **key == typed).copied());
    let is_respelled = || typed.contains(|c: char| c.is_uppercase() || c == ' ' || c == '-');
    exact.or_else(|| KEYS.iter().filter(|_| is_respelled()).find_map(|keys| taken::same(typed, keys)))
}

/// Whether two keys can stand side by side.
pub(super) fn are_neighbours(one: &str, other: &str) -> bool {
    KEYS.iter().any(|keys| keys.contains(&one) && keys.contains(&other))
}

/// Whether a value is the sign that begins a text on the following lines.
pub(super) fn is_header(value: &str) -> bool {
    let sign = value.split_once(" #").map_or(value, |(sign, _)| sign).trim_end();
    let is_rest = |c: char| c.is_ascii_digit() || c == '+' || c == '-';
    sign.strip_prefix(['|', '>']).is_some_and(|rest| rest.len() <= 2 && rest.chars().all(is_rest))
}

/// Whether a line at the margin is prose that begins with a few words and a colon, and no key somebody made up.
pub(super) fn is_prose(words: &str) -> bool {
    match words.split_once(':') {
        Some((start, rest)) if rest.is_empty() || rest.starts_with(' ') => {
            let is_word = start.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c == '-');
            !is_word && !is_key(start)
        }
        Some(_) | None => true,
    }
}
