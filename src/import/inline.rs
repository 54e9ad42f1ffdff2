//! Writes the pieces of a paragraph as Markdown that reads back as the same words.

use std::collections::BTreeMap;

use crate::diagnostic::Code;
use crate::facts::language::{Language, LanguageTag};
use crate::read::word::{Draft, Paragraph, Piece, PlaceId, RunLook};

use super::tell::Finding;

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
}

/// Writes text.
pub(super) struct Inlines<'d> {
    pub(super) draft: &'d Draft,
    pub(super) language: Language,
    /// Whether the file says the truth about the language of words.
    pub(super) trusts_language: bool,
    /// Bookmarks that have a number in the report: the id to point at, and the number as Word shows it.
    pub(super) targets: BTreeMap<String, (String, String)>,
    /// Ids that something points at.
    pub(super) used: std::collections::BTreeSet<String>,
    /// Notes of the part that is written: index in the draft and text.
    pub(super) notes: Vec<(usize, String)>,
    /// The mark of the next note.
    pub(super) next_note: usize,
    pub(super) findings: Vec<Finding>,
    /// Pictures that stand inside the paragraph.
    pub(super) pictures: Vec<usize>,
    /// Words that the program writes anew: numbers in references, addresses in notes.
    pub(super) kept: Vec<String>,
    /// Whether it writes a heading, whose words are bold by themselves.
    pub(super) is_heading: bool,
    /// How the words of the paragraph look by its style.
    pub(super) base: RunLook,
}

impl Inlines<'_> {
    /// A paragraph as Markdown, without its first `skip` characters.
    pub(super) fn paragraph(&mut self, paragraph: &Paragraph, skip: usize, setting: Setting) -> String {
        let before = std::mem::replace(&mut self.base, *paragraph.base.clone());
        let text = self.pieces(&paragraph.pieces, skip, setting, paragraph.place);
        self.base = before;
        text
    }

    pub(super) fn pieces(&mut self, pieces: &[Piece], mut skip: usize, setting: Setting, place: PlaceId) -> String {
        let mut out = String::new();
        for (at, piece) in pieces.iter().enumerate() {
            let next = pieces[at + 1..].iter().find_map(|next| next.text().chars().next());
            match piece {
                Piece::Text { text, look, link, .. } => {
                    let rest = skipped(text, &mut skip);
                    self.text(rest, look, link.as_deref(), next, setting, place, &mut out);
                }
                Piece::Reference { bookmark, text, .. } => self.reference(bookmark, text, &mut out),
                Piece::Note(note) if setting != Setting::Note => self.note(*note, &mut out),
                // A note in a note cannot be; its words stand in brackets.
                Piece::Note(note) => {
                    let words = self.note_text(*note);
                    out += &format!(" ({words})");
                }
                Piece::Picture(picture) => self.pictures.push(*picture),
                Piece::LineBreak => match setting {
                    Setting::Paragraph | Setting::Line => out += "\\\n",
                    Setting::Cell | Setting::Note => out.push(' '),
                },
                Piece::Tab if skip > 0 => skip -= 1,
                Piece::Tab => out.push(' '),
                Piece::PageBreak => {}
            }
        }
        tidy(&out, setting)
    }

    #[expect(clippy::too_many_arguments, reason = "each is one fact about a piece of text")]
    fn text(
        &mut self,
        text: &str,
        look: &RunLook,
        link: Option<&str>,
        next: Option<char>,
        setting: Setting,
        place: PlaceId,
        out: &mut String,
    ) {
        let clean = self.clean(text, place);
        let words = clean.trim();
        if words.is_empty() {
            out.push_str(if clean.is_empty() { "" } else { " " });
            return;
        }
        let lead = &clean[..clean.len() - clean.trim_start().len()];
        let tail = &clean[clean.trim_end().len()..];
        out.push_str(lead);
        let escaped = escape(words, setting);
        let mut inner = escaped.clone();
        if let Some(address) = link {
            inner = self.link(words, &escaped, address, place);
            if out.ends_with(']') && inner.starts_with('[') {
                out.push(' ');
            }
        }
        // After the mark of a note a bracket would be read with it.
        let follows_note = out.ends_with(']');
        if let Some(language) = self.passage(words, look).filter(|_| !follows_note) {
            inner = format!("[{inner}]{{lang={language}}}");
        }
        let after = if tail.is_empty() { next } else { Some(' ') };
        let bold = look.bold && !self.base.bold && !self.is_heading;
        let signs = match (bold, look.italic && !self.base.italic) {
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        };
        if !signs.is_empty() && can_stand(out, &inner, after) {
            out.push_str(&format!("{signs}{inner}{signs}"));
        } else {
            out.push_str(&inner);
        }
        out.push_str(tail);
    }

    /// The characters that may stand in a report; the others are named.
    fn clean(&mut self, text: &str, place: PlaceId) -> String {
        let mut clean = String::with_capacity(text.len());
        for sign in text.chars() {
            let is_private = matches!(sign, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}');
            let is_turning = matches!(sign, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
            match sign {
                '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => clean.push(' '),
                '\u{F0B7}' => clean.push('•'),
                // Our own files have these where the program put them, and it puts them there again.
                '\u{200B}' | '\u{200E}' | '\u{200F}' if self.draft.properties.is_ours => {}
                _ if sign.is_control() || is_private || is_turning || is_forbidden(sign) => {
                    // Controls of direction show nothing.
                    if is_private || matches!(sign, '\u{FFFC}' | '\u{FFFD}') {
                        let code = u32::from(sign);
                        let message =
                            format!("the character U+{code:04X} is not carried: it is not a letter of any language");
                        let help = "type the character that was meant";
                        self.findings.push(Finding::warning(Code::WordSign, Some(place), message, help));
                    }
                }
                sign => clean.push(sign),
            }
        }
        clean
    }

    /// A link; a symbol of a United Nations document becomes one by itself.
    fn link(&mut self, words: &str, escaped: &str, address: &str, place: PlaceId) -> String {
        let lower = address.to_lowercase();
        let is_symbol = lower.starts_with("https://docs.un.org/") && !words.contains(' ') && words.contains('/');
        if is_symbol {
            return escaped.to_owned();
        }
        let is_web = ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
        let is_whole =
            !address.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '\\'));
        if !is_web || !is_whole || address.len() > 2_000 {
            let message = format!("the link to {} is carried without its address", super::tell::quoted(address));
            let help = "write `[words](https://example.org)` with the address of a web page";
            self.findings.push(Finding::warning(Code::WordLink, Some(place), message, help));
            return escaped.to_owned();
        }
        format!("[{escaped}](<{address}>)")
    }

    /// The language of words that are in another than the report's.
    fn passage(&self, words: &str, look: &RunLook) -> Option<String> {
        let tag = LanguageTag::parse(look.tag()?)?;
        let own = self.language;
        if tag.official() == Some(own) || words.chars().filter(|c| c.is_alphabetic()).count() < 2 {
            return None;
        }
        let foreign = super::frame::script(words).is_some_and(|script| script != super::frame::script_of(own));
        let fits = super::frame::fits(words, tag.as_str());
        ((self.trusts_language || foreign) && fits).then(|| tag.as_str().split('-').next().unwrap_or("").to_owned())
    }

    /// A reference by number; what stands before it is taken into the bracket, which must say what it points at.
    fn reference(&mut self, bookmark: &str, text: &str, out: &mut String) {
        let shown = text.trim().trim_end_matches('.');
        let known = self.targets.get(bookmark).filter(|(_, number)| number == shown);
        let Some((id, _)) = known.cloned() else {
            out.push_str(&escape(text, Setting::Line));
            return;
        };
        // A range goes on in the bracket before it.
        if let Some(open) = out.rfind('[').filter(|open| out[*open..].contains('@')) {
            let inside = &out[open..];
            if let Some(close) = inside.find(']') {
                let between = &inside[close + 1..];
                if !between.is_empty()
                    && between.len() < 12
                    && !between.chars().any(|c| c.is_alphanumeric() || c == '\\')
                {
                    let joined = format!("{}{}@{id}]", &inside[..close], between);
                    out.truncate(open);
                    out.push_str(&joined);
                    self.used.insert(id);
                    self.kept.push(text.to_owned());
                    return;
                }
            }
        }
        let trimmed = out.trim_end();
        let word_at = trimmed
            .rfind([' ', '(', '\n', '—', '“', '«'])
            .map_or(0, |at| at + trimmed[at..].chars().next().map_or(1, char::len_utf8));
        let word = &out[word_at..];
        let is_word = word.chars().any(char::is_alphabetic)
            && !word.contains(['[', ']', '*', '\\', '@', '`', '{', '}', '<', '^']);
        if !is_word {
            out.push_str(&escape(text, Setting::Line));
            return;
        }
        let word = word.to_owned();
        out.truncate(word_at);
        out.push_str(&format!("[{word}@{id}]"));
        self.used.insert(id);
        self.kept.push(text.to_owned());
    }

    fn note(&mut self, note: usize, out: &mut String) {
        let text = self.note_text(note);
        let plain = unescaped(&text);
        // The program itself adds a note with the address of a link.
        let bare = text.trim_start_matches("[").split("](<").next().unwrap_or("");
        let is_address = !text.is_empty() && !bare.contains(' ') && unescaped(bare).contains("://");
        let follows_link = out.trim_end().trim_end_matches(['.', ',', ';', ')', ']', '»', '”', '*']).ends_with('>');
        if is_address && (follows_link || out.contains(&format!("](<{}>)", unescaped(bare)))) {
            self.kept.push(plain);
            return;
        }
        let mark = self.next_note;
        self.next_note += 1;
        self.notes.push((note, text));
        let end = out.trim_end().len();
        out.truncate(end);
        out.push_str(&format!("[^{mark}]"));
    }

    fn note_text(&mut self, note: usize) -> String {
        let draft = self.draft;
        let Some(note) = draft.notes.get(note) else { return String::new() };
        let paragraphs: Vec<String> = note
            .paragraphs
            .iter()
            .map(|paragraph| self.paragraph(paragraph, 0, Setting::Note))
            .filter(|text| !text.is_empty())
            .collect();
        paragraphs.join("\n\n    ")
    }
}

/// A text without its first characters.
fn skipped<'t>(text: &'t str, skip: &mut usize) -> &'t str {
    let count = text.chars().count();
    if *skip >= count {
        *skip -= count;
        return "";
    }
    let at = text.char_indices().nth(*skip).map_or(0, |(at, _)| at);
    *skip = 0;
    &text[at..]
}

/// Signs that show nothing, and are refused in a report.
fn is_forbidden(c: char) -> bool {
    matches!(c, '\u{FEFF}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{2061}'..='\u{2064}' | '\u{206A}'..='\u{206F}')
        || matches!(c, '\u{3164}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFD}' | '\u{E0000}'..='\u{E007F}' | '\u{FDD0}'..='\u{FDEF}')
        || u32::from(c) & 0xFFFE == 0xFFFE
}

/// Whether emphasis can begin and end here, by the rules of CommonMark on what stands around its signs.
fn can_stand(before: &str, inner: &str, after: Option<char>) -> bool {
    let is_sign = |c: char| c.is_ascii_punctuation() || (!c.is_alphanumeric() && !c.is_whitespace());
    let open_before = before.chars().next_back();
    let (Some(first), Some(last)) = (inner.chars().next(), inner.chars().next_back()) else { return false };
    let opens = !is_sign(first) || open_before.is_none_or(|c| c.is_whitespace() || is_sign(c));
    let closes = !is_sign(last) || after.is_none_or(|c| c.is_whitespace() || is_sign(c));
    // Two emphases without a space between them would be read as one.
    opens && closes && open_before != Some('*') && !inner.contains("\\\n")
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

fn unescaped(text: &str) -> String {
    text.replace('\\', "")
}

/// One space between words, none at the ends of lines; a sign that would begin a block is escaped.
fn tidy(text: &str, setting: Setting) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| {
            let mut tidy = String::with_capacity(line.len());
            for sign in line.trim_matches([' ', '\t']).chars() {
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
