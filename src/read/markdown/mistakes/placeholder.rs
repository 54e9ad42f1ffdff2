//! Places that are still to be filled in, and messages of word processors that stand in their stead.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::Mistake;
use crate::diagnostic::Code;
use crate::text::search::{Sought, either, places};

/// What authors write in brackets for what is still missing, in small letters.
const IN_BRACKETS: [&str; 36] = [
    "todo",
    "tbc",
    "tbd",
    "xx",
    "xxx",
    "date",
    "name",
    "number",
    "year",
    "source",
    "sources",
    "citation",
    "ref",
    "refs",
    "reference",
    "references",
    "citation needed",
    "to be completed",
    "to be confirmed",
    "to be added",
    "à compléter",
    "à vérifier",
    "por completar",
    "completar",
    "уточнить",
    "дополнить",
    "待补充",
    "待定",
    "يُستكمل",
    "يستكمل",
    "type here",
    "insert",
    "blank",
    "name of ngo",
    "name of organization",
    "title",
];

/// What begins a bracket that is still to be filled in.
const BEGINNINGS: [&str; 16] = [
    "todo",
    "insert ",
    "add ",
    "check ",
    "tbc",
    "tbd",
    "fill in",
    "type ",
    "enter ",
    "your ",
    "name of the ",
    "insérer ",
    "insertar ",
    "вставить ",
    "указать ",
    "插入",
];

/// Words that templates of word processors and programs of layout put where a text is to come.
static FILLERS: LazyLock<Sought> = LazyLock::new(|| {
    Sought::new(&[
        "Click or tap here to enter text.",
        "Click here to enter text.",
        "Choose an item.",
        "Lorem ipsum",
        "#REF!",
    ])
});

/// What is still missing where it stands in round brackets.
const IN_ROUND: [&str; 5] = ["to be completed", "to be confirmed", "to be added", "à compléter", "por completar"];

/// What authors ask one another in brackets, before a question mark.
const ASKED: [&str; 16] = [
    "source",
    "sources",
    "date",
    "year",
    "name",
    "number",
    "ref",
    "reference",
    "page",
    "check",
    "which",
    "when",
    "who",
    "where",
    "fuente",
    "источник",
];

/// What they tell one another to do, after a name and a colon or after two strokes.
const TOLD: [&str; 14] = [
    "add", "check", "confirm", "correct", "delete", "fix", "move", "please", "remove", "rewrite", "shorten", "todo",
    "update", "verify",
];

/// Words that, in capitals, stand alone for what is missing.
static WORDS: LazyLock<Sought> =
    LazyLock::new(|| Sought::new(&["todo", "tbd", "tbc", "fixme", "???"].map(str::to_uppercase)));

/// What begins a field that programs fill in.
static FIELDS: LazyLock<Sought> = LazyLock::new(|| Sought::new(&["{{", "{%", "${", "<%"]));

/// The first words of what Word prints for a reference that leads nowhere.
static LOST: LazyLock<Sought> = LazyLock::new(|| {
    Sought::new(&[
        "Error! Reference source not found.",
        "Error! Bookmark not defined.",
        "Error! No bookmark name given.",
        "Error! Hyperlink reference not valid.",
        "Erreur ! Source du renvoi introuvable.",
        "Erreur! Source du renvoi introuvable.",
        "Erreur ! Signet non défini.",
        "¡Error! No se encuentra el origen de la referencia.",
        "¡Error! Marcador no definido.",
        "Ошибка! Источник ссылки не найден.",
        "Ошибка! Закладка не определена.",
        "错误!未找到引用源。",
        "错误！未找到引用源。",
        "错误! 未找到引用源。",
        "错误!书签未定义。",
    ])
});

pub(super) fn find(text: &str) -> Vec<Mistake> {
    let mut found: Vec<Mistake> = LOST.places(text).map(lost_reference).collect();
    // Where each begins, and its end.
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let candidates = fields(text)
        .into_iter()
        .chain(brackets(text))
        .chain(words(text))
        .chain(crosses(text))
        .chain(strokes(text))
        .chain(lines_to_write_on(text))
        .chain(FILLERS.places(text));
    for range in candidates {
        if taken.range(..range.end).next_back().is_some_and(|(_, end)| range.start < *end) {
            continue;
        }
        let shown = &text[range.clone()];
        found.push(
            Mistake::warning(
                Code::Placeholder,
                range.clone(),
                format!("`{shown}` is printed as typed, but it looks like a place that is still to be filled in"),
            )
            .help("write what belongs here, or delete it"),
        );
        taken.insert(range.start, range.end);
    }
    found
}

fn lost_reference(range: Range<usize>) -> Mistake {
    Mistake::error(
        Code::LostReference,
        range,
        "the text has an error message of Word: a reference in the pasted text led nowhere",
    )
    .help(
        "write what was meant; to point at a paragraph of this report, write `{#id}` at its end and `[para. @id]` here",
    )
}

/// What stands for what is missing, as a word of its own.
fn words(text: &str) -> Vec<Range<usize>> {
    let is_word = |range: &Range<usize>| {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '?');
        !text[..range.start].ends_with(is_part) && !text[range.end..].starts_with(is_part)
    };
    WORDS.places(text).filter(is_word).collect()
}

/// `[insert date]` and the like; neither a link nor a note.
fn brackets(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let ascii = either(text, *b"[{").chain(memchr::memchr_iter(b'(', text.as_bytes()));
    for at in ascii.chain(places(text, "【").map(|range| range.start)) {
        let (open, close) = match text.as_bytes()[at] {
            b'[' => ("[", ']'),
            b'{' => ("{", '}'),
            b'(' => ("(", ')'),
            _ => ("【", '】'),
        };
        let rest = near(&text[at + open.len()..]);
        let stops = |c: char| c == close || matches!(c, '[' | '\n');
        let Some(end) = rest.find(stops).filter(|end| rest[*end..].starts_with(close)) else { continue };
        let inside = rest[..end].trim().to_lowercase();
        let after = &text[at + open.len() + end + close.len_utf8()..];
        let is_question = inside.strip_suffix('?').is_some_and(|asked| ASKED.contains(&asked.trim_end()));
        // Round brackets stand around words of the text too.
        if open == "(" && !is_question && !IN_ROUND.contains(&inside.as_str()) {
            continue;
        }
        let is_markup = after.starts_with(['(', '{', '[', ':']) || text[..at].ends_with(['^', '!', '\\']);
        let is_meant = is_question
            || IN_BRACKETS.contains(&inside.as_str())
            || BEGINNINGS.iter().any(|begin| inside.starts_with(begin))
            || inside.split_once(": ").is_some_and(|(name, told)| !name.contains(' ') && is_told(told));
        if is_meant && !is_markup {
            found.push(at..at + open.len() + end + close.len_utf8());
        }
    }
    found
}

/// Whether words tell somebody to do something.
fn is_told(words: &str) -> bool {
    words.split(|c: char| !c.is_alphabetic()).next().is_some_and(|first| TOLD.contains(&first))
}

/// `// remove this`, up to the end of its line.
fn strokes(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut seen) = (Vec::new(), 0);
    for range in places(text, " // ").filter(|range| is_told(&text[range.end..])) {
        if range.start >= seen {
            let line = text[range.end..].split('\n').next().unwrap_or_default().trim_end();
            seen = range.end + line.len();
            found.push(range.start + 1..seen);
        }
    }
    found
}

/// No place to be filled in has more bytes.
const LONGEST: usize = 200;

/// The beginning of a text, in which a sign is looked for: one sign has its partner near.
fn near(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST)]
}

/// `{{name}}`, `{% if %}` and `${name}`, which programs fill in.
fn fields(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for open in FIELDS.places(text) {
        let close = match &text[open.clone()] {
            "{{" => "}}",
            "{%" => "%}",
            "<%" => "%>",
            _ => "}",
        };
        let inside = near(&text[open.end..]);
        let Some(length) = inside.find(close).filter(|length| !inside[..*length].contains('\n')) else { continue };
        if inside[..length].contains(char::is_alphabetic) && !text[..open.start].ends_with('\\') {
            found.push(open.start..open.end + length + close.len());
        }
    }
    found
}

/// `____` and `__/__/2026`: underscores that are not a mark, since no word stands beside them.
pub(in crate::read::markdown) fn lines_to_write_on(text: &str) -> Vec<Range<usize>> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '*' | '\\' | '_');
    let part = |c: char| c.is_ascii_digit() || matches!(c, '_' | '/' | '.' | '-');
    let (mut found, mut seen): (Vec<Range<usize>>, usize) = (Vec::new(), 0);
    for at in places(text, "__").map(|range| range.start) {
        if at < seen {
            continue;
        }
        let start = at - (text[..at].len() - text[..at].trim_end_matches(part).len());
        let end = at + (text[at..].len() - text[at..].trim_start_matches(part).len());
        seen = end;
        let shown = text[start..end].trim_end_matches(['.', '-', '/']);
        let is_free = !text[..start].ends_with(is_word) && !text[end..].starts_with(is_word);
        if is_free && shown.matches('_').count() > 2 {
            found.push(start..start + shown.len());
        }
    }
    found
}

/// `XX per cent`, `20XX`, `para. XX`. The numeral twenty and the names that are hidden by crosses stay.
fn crosses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    for at in either(text, *b"Xx") {
        if at < from {
            continue;
        }
        let sign = &text[at..=at];
        let length = text[at..].len() - text[at..].trim_start_matches(sign).len();
        from = at + length;
        let (before, after) = (&text[..at], &text[from..]);
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let start = at - digits;
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '.' | '\'' | '’');
        let stands = length > 1
            && !text[..start].ends_with(is_part)
            && !after.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
        if !stands {
            continue;
        }
        let next = after.trim_start_matches([' ', '\u{A0}']);
        let is_amount =
            ["%", "per cent", "percent", "persons", "people", "cases", "pour cent", "por ciento", "процент"]
                .iter()
                .any(|word| next.starts_with(word));
        let before = &before[before.ceil_char_boundary(before.len().saturating_sub(LONGEST))..];
        let last = before.trim_end().rsplit([' ', '\n', '(', '[']).next().unwrap_or("").to_lowercase();
        let is_place = matches!(
            last.as_str(),
            "para." | "paras." | "paragraph" | "paragraphs" | "page" | "p." | "pp." | "no." | "note"
        );
        let is_year = digits == 2 && length == 2;
        if is_amount || is_place || is_year {
            found.push(start..from);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn what_is_still_missing_is_found() {
        for text in [
            "In [todo] the",
            "See [insert date].",
            "TBD",
            "XX per cent of",
            "in 20XX",
            "see para. XX",
            "Is it so???  ",
            "as in Error! Reference source not found. it",
            "见错误！未找到引用源。",
            "[citation needed]",
            "[insérer la date]",
            "【待补充】",
            "{{name}} said",
            "on __/__/2026",
            "met ____ persons",
            "(to be completed)",
            "Lorem ipsum dolor",
            "Rents rose (source?).",
            "in [year ?] the",
            "It did. [ANNA: check this]",
            "It did. // remove before sending",
        ] {
            let expected = usize::from(text != "Is it so???  ");
            assert_eq!(find(text).len(), expected, "{text}");
        }
    }

    #[test]
    fn numerals_links_and_hidden_names_are_left_alone() {
        for text in [
            "el siglo XX fue",
            "XX век",
            "Ms. XXX said",
            "[date](https://example.org)",
            "[^x]",
            "the xx-large",
            "article XX",
            "[...]",
            "[sic]",
            "(xx) text",
            "a __bold__ word",
            "(name) and (date)",
            "US$ {5}",
            "(why?) and (really?)",
            "[JUDGE: Guilty.]",
            "https://example.org // the address",
            "[the office: check-points]",
        ] {
            assert_eq!(find(text).len(), 0, "{text}");
        }
    }
}
