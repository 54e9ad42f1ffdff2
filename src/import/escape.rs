//! Writes plain text so that Markdown reads it back as the same words: signs that have a meaning, starts of lines, spaces.

use crate::read::begins_with_bullet;

/// Where text stands: what has a meaning there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Setting {
    /// A paragraph of its own.
    Paragraph,
    /// After a mark on the same line: an item, a heading, a caption.
    Line,
    /// A cell of a table.
    Cell,
    /// A note.
    Note,
    /// A value of YAML on one line.
    Title,
}

impl Setting {
    /// How a new line begins there.
    pub(super) fn line_break(self) -> &'static str {
        match self {
            Setting::Paragraph | Setting::Line => "\\\n",
            Setting::Cell | Setting::Note | Setting::Title => "<br>",
        }
    }
}

/// Text with a backslash before each sign that has a meaning.
pub(crate) fn escape(text: &str, setting: Setting) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let signs: Vec<char> = text.chars().collect();
    for (at, &sign) in signs.iter().enumerate() {
        let next = signs.get(at + 1).copied();
        let before = at.checked_sub(1).map(|at| signs[at]);
        let inside_word = before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
        let has_meaning = match sign {
            '\\' | '`' | '*' | '[' | ']' | '<' | '{' | '~' | '^' => true,
            '_' => !inside_word,
            '&' => next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#'),
            '|' => setting == Setting::Cell || at == 0,
            _ => false,
        };
        if has_meaning {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}

/// Text without its backslashes.
pub(super) fn unescaped(text: &str) -> String {
    text.replace('\\', "")
}

/// One space between words, none at the ends of lines; a sign that would begin a block is escaped.
pub(super) fn tidy(text: &str, setting: Setting) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| {
            let mut tidy = String::with_capacity(line.len());
            for sign in without_breaks(line).chars() {
                if sign != ' ' || !tidy.ends_with(' ') {
                    tidy.push(sign);
                }
            }
            tidy
        })
        .collect();
    let mut lines: Vec<String> =
        lines.into_iter().map(|line| if setting == Setting::Cell { line } else { start(line) }).collect();
    // A break at the end of a paragraph shows nothing.
    while lines.last().is_some_and(|line| line.is_empty() || line == "\\") {
        lines.pop();
    }
    if let Some(last) = lines.last_mut().filter(|line| line.ends_with('\\') && !line.ends_with("\\\\")) {
        last.pop();
        last.truncate(last.trim_end().len());
    }
    lines.retain(|line| !line.is_empty() && line != "\\");
    lines.join("\n")
}

/// A line without spaces and breaks at its ends, which show nothing.
fn without_breaks(line: &str) -> &str {
    let mut line = line.trim_matches([' ', '\t']);
    while let Some(shorter) = line.strip_prefix("<br>").or_else(|| line.strip_suffix("<br>")) {
        line = shorter.trim_matches([' ', '\t']);
    }
    line
}

/// A line whose first signs begin nothing but text.
fn start(line: String) -> String {
    let begins = line.starts_with(['#', '>', '+', '-', '=', ':', '|']);
    if begins {
        return format!("\\{line}");
    }
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    if digits > 0 && digits < 10 && line[digits..].starts_with(['.', ')']) {
        let rest = &line[digits + 1..];
        if rest.is_empty() || rest.starts_with(char::is_whitespace) {
            return format!("{}\\{}", &line[..digits], &line[digits..]);
        }
    }
    line
}

/// Text that begins no block and no item of a list.
pub(crate) fn paragraph_start(text: String) -> String {
    without_mark(start(text))
}

/// Text that does not begin with a mark of a list, such as `(a)`.
pub(super) fn without_mark(text: String) -> String {
    let is_mark = typed_mark(&text).is_some();
    if is_mark && text.starts_with('(') {
        format!("\\{text}")
    } else if is_mark && let Some(at) = text.find(')') {
        format!("{}\\{}", &text[..at], &text[at..])
    } else {
        text
    }
}

/// Text of an item that does not begin with a bullet of its own, such as `☐` or the Spanish word `o`.
pub(super) fn without_bullet(text: String) -> String {
    let first = text.chars().next().filter(|_| begins_with_bullet(&text));
    first.map_or(text.clone(), |sign| format!("&#x{:X};{}", u32::from(sign), &text[sign.len_utf8()..]))
}

/// The mark `(a)` or `b)` at the start of a text.
pub(super) fn typed_mark(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['(', '（']).unwrap_or(text);
    let opened = text.len() - inner.len();
    let (at, close) = inner.char_indices().take(9).find(|(_, c)| matches!(c, ')' | '）'))?;
    let name = &inner[..at];
    let ends = inner[at + close.len_utf8()..].chars().next();
    let is_name = !name.is_empty() && name.chars().all(char::is_alphanumeric) && name.chars().count() <= 6;
    (is_name && ends.is_some_and(|c| c.is_whitespace() || opened > 0 && !c.is_ascii()))
        .then(|| &text[..opened + at + close.len_utf8()])
}
