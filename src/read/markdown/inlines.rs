//! Reads tokens as text with its emphasis, links, notes, references and passages in other languages.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Lines;
use super::Markdown;
use super::attributes;
use super::tokens::{Token, Words};
use super::words::trim_end;
use crate::diagnostic::Code;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::facts::citation;
use crate::facts::language::LanguageTag;
use crate::read::Inline;
use crate::read::limits;
use crate::source::Span;
use crate::text::letters::has_no_spaces;

/// A token, or a bracket that may mean something.
#[derive(Clone, Debug)]
enum Atom<'t> {
    Words(Words<'t>),
    Open(usize),
    Close(usize),
    Soft(Range<usize>),
    Hard(Range<usize>),
    Node(usize),
}

/// Atoms with the partner of each bracket.
struct Row<'t> {
    atoms: Vec<Atom<'t>>,
    partners: Vec<Option<usize>>,
}

impl<'t> Row<'t> {
    fn new(tokens: &[Token<'t>]) -> Row<'t> {
        let mut atoms = Vec::with_capacity(tokens.len());
        for token in tokens {
            match token {
                Token::Text(words) => split_at_brackets(words, &mut atoms),
                Token::Soft(range) => atoms.push(Atom::Soft(range.clone())),
                Token::Hard(range) => atoms.push(Atom::Hard(range.clone())),
                Token::Node(index) => atoms.push(Atom::Node(*index)),
            }
        }
        let mut partners = vec![None; atoms.len()];
        let mut open = Vec::new();
        for (index, atom) in atoms.iter().enumerate() {
            match atom {
                Atom::Open(_) => open.push(index),
                Atom::Close(_) => {
                    if let Some(start) = open.pop() {
                        partners[start] = Some(index);
                    }
                }
                Atom::Words(_) | Atom::Soft(_) | Atom::Hard(_) | Atom::Node(_) => {}
            }
        }
        Row { atoms, partners }
    }
}

/// Brackets become atoms of their own, and so do the braces right after one: `[words]{lang=ar}`.
fn split_at_brackets<'t>(words: &Words<'t>, atoms: &mut Vec<Atom<'t>>) {
    let mut rest = words.clone();
    loop {
        if matches!(atoms.last(), Some(Atom::Close(_)))
            && rest.literal == 0
            && rest.text.starts_with('{')
            && let Some(end) = rest.text.find('}')
        {
            atoms.push(Atom::Words(rest.until(end + 1)));
            rest = rest.from(end + 1);
        }
        let Some(at) = rest.text.get(rest.literal..).and_then(|text| text.find(['[', ']'])) else { break };
        let at = rest.literal + at;
        if at > 0 {
            atoms.push(Atom::Words(rest.until(at)));
        }
        let place = rest.range.start + at;
        atoms.push(if rest.text[at..].starts_with('[') { Atom::Open(place) } else { Atom::Close(place) });
        rest = rest.from(at + 1);
    }
    if !rest.text.is_empty() {
        atoms.push(Atom::Words(rest));
    }
}

impl<'t> Markdown<'_, '_, 't> {
    /// The text of a row of tokens.
    pub(super) fn inlines(&mut self, tokens: &[Token<'t>]) -> Vec<Inline> {
        let row = Row::new(tokens);
        let mut content = Vec::new();
        self.read_atoms(&row, 0..row.atoms.len(), &mut content);
        trim(&mut content);
        content
    }

    fn read_atoms(&mut self, row: &Row<'t>, range: Range<usize>, content: &mut Vec<Inline>) {
        self.depth += 1;
        let mut index = range.start;
        while index < range.end {
            index = match &row.atoms[index] {
                Atom::Words(words) => {
                    // The caret before a bracket belongs to the note.
                    let is_note = words.text.len() > words.literal
                        && words.text.ends_with('^')
                        && index + 1 < range.end
                        && row.partners[index + 1].is_some();
                    if is_note {
                        self.push_words(&words.until(words.text.len() - 1), content);
                        self.inline_note(row, index + 1, content)
                    } else {
                        self.push_words(words, content);
                        index + 1
                    }
                }
                Atom::Open(at) => match row.partners[index].filter(|close| *close < range.end) {
                    Some(close) => self.bracket(row, index, close, content),
                    None => {
                        push_text(content, "[", self.span(*at..at + 1));
                        index + 1
                    }
                },
                Atom::Close(at) => {
                    push_text(content, "]", self.span(*at..at + 1));
                    index + 1
                }
                Atom::Soft(place) => {
                    let next = match row.atoms.get(index + 1) {
                        Some(Atom::Words(words)) => words.text.chars().next(),
                        _ => None,
                    };
                    if self.lines == Lines::Stay {
                        content.push(Inline::LineBreak(self.span(place.clone())));
                    } else if !(last_char(content).is_some_and(has_no_spaces) && next.is_some_and(has_no_spaces)) {
                        push_text(content, " ", self.span(place.clone()));
                    }
                    index + 1
                }
                Atom::Hard(place) => {
                    content.push(Inline::LineBreak(self.span(place.clone())));
                    index + 1
                }
                Atom::Node(event) => {
                    self.node(*event, content);
                    index + 1
                }
            };
        }
        self.depth -= 1;
    }

    /// A pair of brackets; gives the index of the atom after it.
    fn bracket(&mut self, row: &Row<'t>, open: usize, close: usize, content: &mut Vec<Inline>) -> usize {
        let (Atom::Open(start), Atom::Close(end)) = (&row.atoms[open], &row.atoms[close]) else { return close + 1 };
        let place = *start..end + 1;
        let is_plain = row.atoms[open + 1..close].iter().all(|atom| match atom {
            Atom::Words(words) => words.literal == 0,
            Atom::Soft(_) => true,
            Atom::Open(_) | Atom::Close(_) | Atom::Hard(_) | Atom::Node(_) => false,
        });
        let inside = self.source.text.get(start + 1..*end).unwrap_or("");
        if self.passage(row, open, close, content) {
            return close + 2;
        }
        if is_plain && inside.starts_with('^') {
            self.unknown_note(&inside[1..], place);
            return close + 1;
        }
        if is_plain && place_in_source(inside, content) {
            return close + 1;
        }
        if is_plain && let Some(reference) = self.reference(inside, place.clone()) {
            content.push(reference);
            return close + 1;
        }
        push_text(content, "[", self.span(*start..start + 1));
        if self.is_too_deep(place) {
            push_text(content, inside, self.span(*start..*end));
        } else {
            self.read_atoms(row, open + 1..close, content);
        }
        push_text(content, "]", self.span(*end..end + 1));
        close + 1
    }

    fn is_too_deep(&mut self, place: Range<usize>) -> bool {
        if self.depth < limits::DEPTH {
            return false;
        }
        if !self.depth_reported {
            self.depth_reported = true;
            let span = self.span(place);
            self.context.report(
                Diagnostic::error(
                    Code::TooLarge,
                    span,
                    format!("brackets, emphasis, lists or quotations are nested more than {} deep", limits::DEPTH),
                )
                .help("write the text with fewer levels"),
            );
        }
        true
    }

    /// Counts a level of nested blocks; `None` if there are too many.
    pub(super) fn deeper<T>(&mut self, place: Range<usize>, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.is_too_deep(place) {
            return None;
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        Some(result)
    }

    /// `[words]{lang=ar}`; whether the brackets were one.
    fn passage(&mut self, row: &Row<'t>, open: usize, close: usize, content: &mut Vec<Inline>) -> bool {
        let (Some(Atom::Words(after)), Atom::Open(start)) = (row.atoms.get(close + 1), &row.atoms[open]) else {
            return false;
        };
        let inside = after.text.strip_prefix('{').and_then(|text| text.strip_suffix('}'));
        let Some(attributes) = inside.filter(|_| after.literal == 0).and_then(attributes::parse) else { return false };
        let base = after.range.start + 1;
        let mut language = None;
        for (key, value, range) in &attributes.values {
            let span = self.span(base + range.start..base + range.end);
            if matches!(key.as_str(), "lang" | "language") {
                language = self.language(value, span);
            } else {
                self.unknown_attribute(key, span, &["lang"]);
            }
        }
        let place = *start..after.range.end;
        let mut words = Vec::new();
        if !self.is_too_deep(place.clone()) {
            self.read_atoms(row, open + 1..close, &mut words);
        }
        match language {
            Some(language) => content.push(Inline::Passage { language, content: words, span: self.span(place) }),
            None => content.append(&mut words),
        }
        true
    }

    /// A tag of a language, or a finding.
    pub(super) fn language(&mut self, value: &str, span: Span) -> Option<LanguageTag> {
        let tag = LanguageTag::parse(value);
        if tag.is_none() {
            self.context.report(
                Diagnostic::error(Code::BadAttribute, span, format!("`{value}` is not the tag of a language"))
                    .help("write two letters, for instance `lang=fr`, `lang=ar`, or a tag such as `lang=zh-Hans`"),
            );
        }
        tag
    }

    pub(super) fn unknown_attribute(&mut self, key: &str, span: Span, valid: &[&str]) {
        let list = format!("allowed here: {}", valid.join(", "));
        let help = match did_you_mean(key, valid.iter().copied()) {
            Some(near) => format!("did you mean `{near}`? {list}"),
            None => format!("{list}; if the braces belong to the text, write `\\{{`"),
        };
        self.context
            .report(Diagnostic::error(Code::BadAttribute, span, format!("unknown word `{key}` in braces")).help(help));
    }

    fn unknown_note(&mut self, label: &str, place: Range<usize>) {
        if !self.context.has_room() {
            return self.context.report(Diagnostic::error(Code::UnknownNote, self.span(place), ""));
        }
        if let Some(start) = self.source.note_without_colon(label) {
            // Its mark in the text is right.
            if start == place.start {
                let (span, end) = (self.span(place.clone()), place.end);
                let message = format!("the note `[^{label}]` has no colon after its mark, so it is not read as a note");
                let found = Diagnostic::error(Code::UnknownNote, span, message);
                self.context.report(found.help(format!("write `[^{label}]: `")).fix(self.fix(end..end, ":")));
            }
            return;
        }
        let near = did_you_mean(label, self.source.notes.keys().map(String::as_str).take(limits::CANDIDATES));
        let help = match near {
            Some(near) => format!("did you mean `[^{near}]`? or add a line `[^{label}]: text of the note`"),
            None => format!(
                "add a line `[^{label}]: text of the note` to the same text, or write the note here: `^[text of the note]`"
            ),
        };
        let span = self.span(place);
        self.context.report(
            Diagnostic::error(Code::UnknownNote, span, format!("the note `[^{label}]` is not defined")).help(help),
        );
    }

    /// `^[text]`; gives the index of the atom after it.
    fn inline_note(&mut self, row: &Row<'t>, open: usize, content: &mut Vec<Inline>) -> usize {
        let Some(close) = row.partners[open] else { return open + 1 };
        let (Atom::Open(start), Atom::Close(end)) = (&row.atoms[open], &row.atoms[close]) else { return close + 1 };
        let place = start.saturating_sub(1)..end + 1;
        if self.in_note {
            self.note_in_note(place);
            return close + 1;
        }
        self.space_before_note(place.start, content);
        self.in_note = true;
        let mut paragraph = Vec::new();
        self.read_atoms(row, open + 1..close, &mut paragraph);
        self.in_note = false;
        trim(&mut paragraph);
        content.push(Inline::Note { paragraphs: vec![paragraph], span: self.span(place) });
        close + 1
    }

    pub(super) fn note_in_note(&mut self, place: Range<usize>) {
        let span = self.span(place);
        self.context.report(
            Diagnostic::error(Code::NoteInNote, span, "a footnote contains another footnote")
                .help("put its words in brackets, or put its mark into the text above"),
        );
    }

    /// An element, or a leaf that is not text.
    fn node(&mut self, index: usize, content: &mut Vec<Inline>) {
        let (event, place) = &self.source.events[index];
        let span = self.span(place.clone());
        match event {
            Event::Start(tag) => self.element(tag, index, content),
            Event::InlineHtml(html) if is_line_break(html) => {
                trim_end(content);
                content.push(Inline::LineBreak(span));
            }
            Event::Code(text) => {
                // Between the signs, others have no meaning; without them they may have one.
                let is_plain = !text.contains(['*', '_', '[', '\\', '<', '&', '{', '@', '^', '~', '|', '#']);
                let fix = self.fix(place.clone(), text).filter(|_| is_plain);
                self.context.report(
                    Diagnostic::warning(Code::ProgramCode, span, "the words between ` are set as ordinary text")
                        .help("delete the signs ` around them, or write `**words**` to make them stand out")
                        .fix(fix),
                );
                let text = self.context.clean(text.to_string(), |_| span);
                push_text(content, &text, span);
            }
            Event::InlineHtml(html) | Event::Html(html) => self.inline_html(html, span),
            Event::FootnoteReference(label) => self.note_reference(label, place.clone(), content),
            // Not switched on, or handled as tokens: they stay as they were typed.
            Event::End(_)
            | Event::Text(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Rule
            | Event::TaskListMarker(_) => {
                push_text(content, self.source.text.get(place.clone()).unwrap_or(""), span);
            }
        }
    }

    fn element(&mut self, tag: &'t Tag<'t>, index: usize, content: &mut Vec<Inline>) {
        let place = self.source.events[index].1.clone();
        let span = self.span(place.clone());
        if let Tag::Image { .. } = tag {
            self.context.report(
                Diagnostic::error(Code::ImageInText, span, "a picture is inside a text")
                    .help("put it into a paragraph of its own, with an empty line before and after it; a line `: Caption` may follow it"),
            );
            return;
        }
        let inner = index + 1..self.source.ends[index];
        let tokens = self.tokens(inner);
        let row = Row::new(&tokens);
        let was_in_link = self.in_link;
        self.in_link |= matches!(tag, Tag::Link { .. });
        let mut inside = Vec::new();
        if self.is_too_deep(place.clone()) {
            push_text(&mut inside, self.source.text.get(place).unwrap_or(""), span);
        } else {
            self.read_atoms(&row, 0..row.atoms.len(), &mut inside);
        }
        self.in_link = was_in_link;
        match tag {
            Tag::Emphasis => content.push(Inline::Emphasis(inside, span)),
            Tag::Strong => content.push(Inline::Strong(inside, span)),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.link_title(*link_type, title, index);
                let place = &self.source.events[index].1;
                // A space in an address is written so.
                let address = self.source.destination(place, dest_url).replace(' ', "%20");
                self.link(*link_type, &address, inside, span, content);
            }
            _ => content.append(&mut inside),
        }
    }
}

/// Whether brackets after the name of a source say where in it: `@rent [p. 71]`. Then that is a part of the name.
fn place_in_source(inside: &str, content: &mut Vec<Inline>) -> bool {
    let word = inside.split([' ', '\u{A0}']).next().unwrap_or("");
    let [.., Inline::Mention { .. }, Inline::Text(space, _)] = content.as_slice() else { return false };
    if space != " " || !citation::names_part(word) || word.len() == inside.len() {
        return false;
    }
    content.pop();
    if let Some(Inline::Mention { locator, .. }) = content.last_mut() {
        *locator = inside.replace('\n', " ");
    }
    true
}

/// Adds words, to the words before them if there are such.
pub(super) fn push_text(content: &mut Vec<Inline>, text: &str, span: Span) {
    match content.last_mut() {
        Some(Inline::Text(before, before_span)) => {
            before.push_str(text);
            *before_span = before_span.to(span);
        }
        _ if text.is_empty() => {}
        _ => content.push(Inline::Text(text.to_owned(), span)),
    }
}

fn last_char(content: &[Inline]) -> Option<char> {
    match content.last()? {
        Inline::Text(text, _) => text.chars().next_back(),
        Inline::Emphasis(content, _)
        | Inline::Strong(content, _)
        | Inline::Link { content, .. }
        | Inline::Passage { content, .. } => last_char(content),
        Inline::Superscript(text, _) | Inline::Subscript(text, _) => text.chars().next_back(),
        Inline::Note { .. } | Inline::Reference { .. } | Inline::Mention { .. } | Inline::LineBreak(_) => None,
    }
}

/// `<br>`, in any of its forms.
fn is_line_break(html: &str) -> bool {
    let name = html.trim_matches(['<', '>', '/', ' ']);
    name.eq_ignore_ascii_case("br") && !html.starts_with("</")
}

/// Takes white space and line breaks from both ends.
pub(super) fn trim(content: &mut Vec<Inline>) {
    let is_space = |c: char| c == ' ' || c == '\n';
    while let Some(last) = content.last_mut() {
        match last {
            Inline::Text(text, _) => {
                text.truncate(text.trim_end_matches(is_space).len());
                if !text.is_empty() {
                    break;
                }
            }
            Inline::LineBreak(_) => {}
            Inline::Emphasis(..)
            | Inline::Strong(..)
            | Inline::Link { .. }
            | Inline::Note { .. }
            | Inline::Reference { .. }
            | Inline::Mention { .. }
            | Inline::Superscript(..)
            | Inline::Subscript(..)
            | Inline::Passage { .. } => break,
        }
        content.pop();
    }
    if let Some(Inline::Text(text, _)) = content.first_mut() {
        let blank = text.len() - text.trim_start_matches(is_space).len();
        text.drain(..blank);
        if text.is_empty() {
            content.remove(0);
        }
    }
}
