//! Writes the pieces of a paragraph as Markdown that reads back as the same words.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::diagnostic::Code;
use crate::facts::language::{Language, LanguageTag, ReferenceWord, script_of};
use crate::read::word::{Draft, Paragraph, Piece, PlaceId, Position, RunLook};
use crate::text::language::has_italics;

use super::escape::{Setting, escape, tidy, unescaped};
use super::plan::bare_number;
use super::tell::Finding;
use super::untie::untied;

/// How deep notes stand in notes; there is no such note.
const DEEPEST_NOTE: usize = 2;
/// The most bytes of letters that a report raises or lowers.
const LONGEST_SCRIPT: usize = 20;

/// Writes text.
pub(super) struct Inlines<'d> {
    pub(super) draft: &'d Draft,
    pub(super) language: Language,
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
    /// Where the last emphasis ended, after its signs.
    pub(super) closing: Option<(usize, &'static str)>,
    /// The notes that are being written, one in the other.
    pub(super) in_notes: Vec<usize>,
    /// Where raised or lowered letters stand on the line.
    pub(super) on_the_line: Vec<PlaceId>,
}

/// Words with their look.
struct Words<'w> {
    text: &'w str,
    look: &'w RunLook,
    link: Option<&'w str>,
    /// The first character after them.
    next: Option<char>,
}

impl Inlines<'_> {
    /// A paragraph as Markdown, without its first `skip` characters.
    pub(super) fn paragraph(&mut self, paragraph: &Paragraph, skip: usize, setting: Setting) -> String {
        let before = std::mem::replace(&mut self.base, *paragraph.base.clone());
        let pieces = if self.draft.properties.is_ours {
            let own = without_added_addresses(&paragraph.pieces, &mut self.kept);
            untied(own, self.language.code())
        } else {
            Cow::Borrowed(paragraph.pieces.as_slice())
        };
        let text = self.pieces(&pieces, skip, setting, paragraph.place);
        self.base = before;
        text
    }

    fn pieces(&mut self, pieces: &[Piece], mut skip: usize, setting: Setting, place: PlaceId) -> String {
        let mut out = String::new();
        let outer = std::mem::take(&mut self.closing);
        for (at, piece) in pieces.iter().enumerate() {
            let next = pieces[at + 1..].iter().find_map(|next| next.text().chars().next());
            if matches!(piece, Piece::Note(_)) {
                // What is left out ends before a mark; the space after it stays.
                skip = 0;
            }
            match piece {
                Piece::Text { text, look, link, .. } => {
                    let text = self.clean(skipped(text, &mut skip), place);
                    let words = Words { text: &text, look, link: link.as_deref(), next };
                    self.text(&words, setting, place, &mut out);
                }
                Piece::Reference { bookmark, text, .. } => self.reference(bookmark, text, &mut out),
                Piece::Note(note) if setting == Setting::Title => {
                    let words = self.note_text(*note).replace("\n\n", " ");
                    out.truncate(out.trim_end().len());
                    out += &format!("^[{}]", words.split_whitespace().collect::<Vec<_>>().join(" "));
                }
                Piece::Note(note) if setting != Setting::Note => self.note(*note, &mut out),
                // A note in a note cannot be; its words stand in brackets.
                Piece::Note(note) => {
                    let words = self.note_text(*note);
                    if !words.is_empty() {
                        out += &format!(" ({words})");
                    }
                }
                Piece::Picture(picture) => self.pictures.push(*picture),
                Piece::LineBreak => out += setting.line_break(),
                Piece::Tab if skip > 0 => skip -= 1,
                Piece::Tab => out.push(' '),
                Piece::PageBreak => {}
            }
        }
        self.closing = outer;
        tidy(&out, setting)
    }

    fn text(&mut self, piece: &Words<'_>, setting: Setting, place: PlaceId, out: &mut String) {
        let words = piece.text.trim();
        if words.is_empty() {
            out.push_str(if piece.text.is_empty() { "" } else { " " });
            return;
        }
        if piece.look.position != Position::Line && self.raised(piece, place, out) {
            return;
        }
        let lead = &piece.text[..piece.text.len() - piece.text.trim_start().len()];
        let tail = &piece.text[piece.text.trim_end().len()..];
        out.push_str(lead);
        let mut inner = escape(words, setting);
        // After the mark of a note a bracket would be read with it.
        let follows_note = out.ends_with(']');
        if let Some(language) = self.passage(words, piece).filter(|_| !follows_note) {
            inner = format!("[{inner}]{{lang={language}}}");
        }
        if let Some(address) = piece.link {
            inner = self.link(piece, &inner, address, place, out);
            if follows_note && inner.starts_with('[') {
                out.push(' ');
            }
        }
        let after = if tail.is_empty() { piece.next } else { Some(' ') };
        let signs = self.signs(piece.look);
        // What is emphasized in one breath stands between one pair of signs.
        let goes_on = !signs.is_empty() && self.closing == Some((out.len(), signs));
        if goes_on && can_stand("", &inner, after) {
            out.truncate(out.len() - signs.len());
            out.push_str(&format!("{inner}{signs}"));
        } else if !signs.is_empty() && can_stand(out, &inner, after) {
            out.push_str(&format!("{signs}{inner}{signs}"));
        } else {
            out.push_str(&inner);
            out.push_str(tail);
            return;
        }
        self.closing = Some((out.len(), signs));
        out.push_str(tail);
    }

    /// The signs around words that stand out.
    fn signs(&self, look: &RunLook) -> &'static str {
        let bold = look.bold && !self.base.bold && !self.is_heading;
        // In italic headings of our own emphasis is upright, and so are words of a script without italics.
        let is_emphasis = look.italic || self.draft.properties.is_ours && look.tag().is_none_or(has_italics);
        match (bold, look.italic != self.base.italic && is_emphasis) {
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        }
    }

    /// Letters above or below the line, `m^2^` and `H~2~O`; whether they can stand here.
    fn raised(&mut self, piece: &Words<'_>, place: PlaceId, out: &mut String) -> bool {
        // They stand within the emphasis of the word they belong to.
        let signs = self.closing.filter(|(end, _)| *end == out.len()).map_or("", |(_, signs)| signs);
        let before = &out[..out.len() - signs.len()];
        let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
        let follows = word.ends_with(char::is_alphanumeric) || word.ends_with(')') && !word.ends_with(">)");
        let is_address = word.contains("://") || word.contains('@') || word.starts_with("www.");
        let is_sign =
            |c: char| c.is_alphanumeric() || matches!(c, '+' | '-' | '−' | '–' | '.' | ',' | '/' | '(' | ')' | '=');
        let is_short = piece.text.len() <= LONGEST_SCRIPT && piece.text.chars().all(is_sign);
        if !follows || is_address || !is_short || piece.link.is_some() {
            self.on_the_line.push(place);
            return false;
        }
        let mark = if piece.look.position == Position::Raised { '^' } else { '~' };
        let at = out.len() - signs.len();
        out.insert_str(at, &format!("{mark}{}{mark}", piece.text));
        if !signs.is_empty() {
            self.closing = Some((out.len(), signs));
        }
        true
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

    /// A link; a symbol of a United Nations document and an address become one by themselves.
    fn link(&mut self, piece: &Words<'_>, written: &str, address: &str, place: PlaceId, before: &str) -> String {
        let words = piece.text.trim();
        let lower = address.to_lowercase();
        let is_symbol = lower.starts_with("https://docs.un.org/") && !words.contains(' ') && words.contains('/');
        if is_symbol {
            return written.to_owned();
        }
        if stands_alone(before, piece) && leads_to(words, address) {
            return words.to_owned();
        }
        let is_web = ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
        let is_whole =
            !address.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '\\'));
        if !is_web || !is_whole || address.len() > 2_000 {
            let message = format!("the link to {} is carried without its address", super::tell::quoted(address));
            let help = "write `[words](https://example.org)` with the address of a web page";
            self.findings.push(Finding::warning(Code::WordLink, Some(place), message, help));
            return written.to_owned();
        }
        format!("[{written}](<{address}>)")
    }

    /// The language of words that are in another than the report's.
    fn passage(&self, words: &str, piece: &Words<'_>) -> Option<String> {
        let tag = LanguageTag::parse(piece.look.tag()?)?;
        let own = self.language;
        if tag.official() == Some(own) || words.chars().filter(|c| c.is_alphabetic()).count() < 2 {
            return None;
        }
        // Addresses and symbols of documents have no language.
        if piece.link.is_some() && !words.contains(' ') && words.contains(['@', '/']) {
            return None;
        }
        let is_meant = if self.draft.properties.is_ours {
            // Our own files say it of each passage that was marked.
            let rtl = piece.look.right_to_left;
            piece.look.tag() != RunLook { right_to_left: rtl, ..self.base.clone() }.tag()
        } else {
            // Names and abbreviations are at home in every language.
            words.contains(' ') && script_of(words).is_some_and(|script| script != own.script())
        };
        let fits = super::frame::fits(words, tag.as_str());
        (is_meant && fits).then(|| tag.as_str().split('-').next().unwrap_or("").to_owned())
    }

    /// A reference by number; what stands before it is taken into the bracket, which must say what it points at.
    fn reference(&mut self, bookmark: &str, text: &str, out: &mut String) {
        let shown = text.trim().trim_end_matches('.');
        let known = self.targets.get(bookmark).filter(|(_, number)| bare_number(number) == bare_number(shown));
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
        let Some(word_at) = announcing_word(out) else {
            out.push_str(&escape(text, Setting::Line));
            return;
        };
        let word = out[word_at..].to_owned();
        out.truncate(word_at);
        out.push_str(&format!("[{word}@{id}]"));
        self.used.insert(id);
        self.kept.push(text.to_owned());
    }

    fn note(&mut self, note: usize, out: &mut String) {
        let text = self.note_text(note);
        let plain = unescaped(&text);
        // The program itself adds a note with the address of a link, as its author wrote it.
        let bare = unescaped(text.trim_start_matches('[').split("](<").next().unwrap_or(""));
        let is_address = crate::read::address_of(&bare).is_some() || bare.contains("://") && !bare.contains(' ');
        let follows_link = out.trim_end().trim_end_matches(['.', ',', ';', ')', ']', '»', '”', '*']).ends_with('>');
        if is_address && let Some(range) = address_before(out, &bare, follows_link) {
            out.replace_range(range, &target(&bare));
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
        // A note that points at itself, or at notes that point at it, is written once; deeper ones are told.
        if self.in_notes.contains(&note) || self.in_notes.len() > DEEPEST_NOTE {
            return String::new();
        }
        let at = note;
        let Some(note) = draft.notes.get(note) else { return String::new() };
        self.in_notes.push(at);
        let paragraphs: Vec<String> = note
            .paragraphs
            .iter()
            .map(|paragraph| self.paragraph(paragraph, 0, Setting::Note))
            .filter(|text| !text.is_empty())
            .collect();
        self.in_notes.pop();
        paragraphs.join("\n\n    ")
    }
}

/// Where the address of the link stands that a note with this address belongs to.
fn address_before(out: &str, address: &str, follows_link: bool) -> Option<std::ops::Range<usize>> {
    let bare = |address: &str| address.trim_start_matches("mailto:").trim_end_matches('/').to_owned();
    let mut before = out;
    while let Some(at) = before.rfind("](<") {
        let start = at + 3;
        let end = start + out[start..].find('>')?;
        if follows_link || bare(&out[start..end]) == bare(address) {
            return Some(start..end);
        }
        before = &out[..at];
    }
    None
}

/// An address as the target of a link.
fn target(address: &str) -> String {
    if address.contains("://") { address.to_owned() } else { format!("mailto:{address}") }
}

/// The pieces of a paragraph of our own without the addresses that the program prints in brackets after links.
fn without_added_addresses<'p>(pieces: &'p [Piece], kept: &mut Vec<String>) -> Cow<'p, [Piece]> {
    let is_added = |at: usize| -> bool {
        let [
            Piece::Text { link: Some(first), .. },
            Piece::Text { text: open, link: None, .. },
            Piece::Text { text, link: Some(second), .. },
            Piece::Text { text: close, link: None, .. },
        ] = &pieces[at..(at + 4).min(pieces.len())]
        else {
            return false;
        };
        first == second
            && open.ends_with(" (")
            && open.trim() == "("
            && close.starts_with(')')
            && leads_to(text, second)
    };
    let found: Vec<usize> = (0..pieces.len()).filter(|at| is_added(*at)).collect();
    if found.is_empty() {
        return Cow::Borrowed(pieces);
    }
    let mut left = pieces.to_vec();
    for at in found.into_iter().rev() {
        // Our own files have places for line breaks in addresses.
        let address = left[at + 2].text().replace('\u{200B}', "");
        kept.push(address.clone());
        if let Piece::Text { text, .. } = &mut left[at + 3] {
            text.remove(0);
        }
        // The address as its author wrote it.
        if let Piece::Text { link, .. } = &mut left[at] {
            *link = Some(target(&address));
        }
        left.drain(at + 1..at + 3);
    }
    Cow::Owned(left)
}

/// Where the word begins that says what a number after it is the number of: `para. `, `tableau `, `表 `.
fn announcing_word(before: &str) -> Option<usize> {
    let trimmed = before.trim_end();
    let is_part = |c: char| c.is_alphanumeric() || c == '.';
    let start = trimmed.char_indices().rev().take_while(|(_, c)| is_part(*c)).last()?.0;
    let word = &trimmed[start..];
    if word.chars().any(|c| ('\u{3400}'..='\u{9FFF}').contains(&c)) {
        // Chinese has no spaces: the shortest end that is such a word.
        let ends = word.char_indices().rev().map(|(at, _)| at);
        let known = ends.into_iter().find(|at| ReferenceWord::of(&word[*at..]).is_some());
        return known.map(|at| start + at);
    }
    word.chars().any(char::is_alphabetic).then_some(start)
}

/// Whether an address can stand without marks between what is before and after it.
fn stands_alone(before: &str, piece: &Words<'_>) -> bool {
    let is_free =
        |c: char| c.is_whitespace() || !c.is_ascii() && !c.is_alphabetic() || ('\u{3400}'..='\u{9FFF}').contains(&c);
    let opens = piece.text.starts_with(char::is_whitespace)
        || before.chars().next_back().is_none_or(|c| is_free(c) || c == '(');
    let closes = piece.text.ends_with(char::is_whitespace)
        || piece.next.is_none_or(|c| is_free(c) || matches!(c, '.' | ',' | ';' | ')'));
    opens && closes
}

/// Whether words are an address that becomes a link to this one by itself.
fn leads_to(words: &str, address: &str) -> bool {
    let has_marks = words.contains(['*', '_', '~', '(', ')', '\'']);
    let found = crate::read::address_of(&words.replace('\u{200B}', "")).filter(|_| !has_marks);
    found.is_some_and(|found| found.trim_end_matches('/') == address.trim_end_matches('/'))
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
