//! Paragraphs that are put in or taken out, in the form that their neighbours have: Markdown, or a block of a list.

use std::ops::Range;

use super::lists::{ItemId, Lists};
use super::places::{Places, Source, Text};
use super::side::{Class, Line, Look, Side};
use super::tell::Reason;
use super::words::{Change, Writer};
use crate::document::Role;
use crate::import::{Setting, paragraph_start};
use crate::read::scalars::{ListItem, typed};
use crate::read::word::NumberFormat;
use crate::source::{FileId, Sources};

/// A part of a file that becomes another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FileChange {
    pub(super) file: FileId,
    pub(super) range: Range<usize>,
    pub(super) words: String,
}

/// A change of a text or of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    Text(Change),
    File(FileChange),
}

/// The keys whose lists are lists of blocks.
const BODIES: [&str; 3] = ["body", "summary", "profile"];

/// Whether a paragraph of this role can be taken out or have another beside it.
fn is_block(role: Role) -> bool {
    matches!(
        role,
        Role::Paragraph
            | Role::NumberedParagraph
            | Role::Profile
            | Role::ListItem
            | Role::Recommendation
            | Role::Heading(_)
            | Role::Quotation
    )
}

/// What paragraphs are written with.
pub(super) struct Paragraphs<'s> {
    pub(super) base: &'s Side,
    pub(super) places: &'s Places,
    pub(super) sources: &'s Sources,
    pub(super) lists: &'s mut Lists,
}

impl Paragraphs<'_> {
    fn source(&self, line: usize) -> Option<&Source> {
        self.places.blocks.get(line)?.as_ref()
    }

    fn text(&self, source: &Source) -> &Text {
        &self.places.texts[source.text]
    }

    fn file(&self, text: &Text) -> &str {
        self.sources.get(text.file).map_or("", |file| file.text.as_str())
    }

    /// Takes a paragraph out.
    pub(super) fn remove(&mut self, line: usize) -> Result<Edit, Reason> {
        let Some(source) = self.source(line).cloned() else { return Err(Reason::MadeByProgram) };
        if !is_block(source.role) || source.role == Role::Quotation {
            return Err(Reason::NoPlace);
        }
        let text = self.text(&source);
        let value = &text.scalar.value;
        if is_all(text, &source.range) && !text.scalar.items.is_empty() {
            let edit = self.remove_item(&source)?;
            self.forget_mark(&source);
            return Ok(edit);
        }
        if !text.scalar.has_lines() {
            return Err(Reason::NoPlace);
        }
        let start = line_start(value, source.range.start);
        let end = line_end(value, source.range.end);
        let after = value[end..].len() - value[end..].trim_start_matches(['\n', '\r', ' ']).len();
        let is_last = value[end..].trim().is_empty();
        let is_item = self.lists.at(source.span).is_some();
        let range = if is_last {
            // The last paragraph goes with the empty line before it.
            value[..start].trim_end().len()..end
        } else if is_item && !self.base_has_more(line) {
            start..end + usize::from(value[end..].starts_with('\n'))
        } else {
            // What is left of the next line is its indentation.
            let after = &value[end..end + after];
            start..end + after.rfind('\n').map_or(0, |newline| newline + 1)
        };
        if value[..range.start].trim().is_empty() && value[range.end..].trim().is_empty() {
            return Err(Reason::NoPlace);
        }
        let change = Change { text: source.text, range, words: String::new() };
        self.forget_mark(&source);
        Ok(Edit::Text(change))
    }

    /// Whether blank lines follow an item: then they go with it.
    fn base_has_more(&self, line: usize) -> bool {
        let Some(source) = self.source(line) else { return false };
        let value = &self.text(source).scalar.value;
        value[line_end(value, source.range.end)..].starts_with("\n\n")
    }

    fn forget_mark(&mut self, source: &Source) {
        if let Some(item) = self.lists.at(source.span) {
            self.lists.remove(item);
        }
    }

    /// Takes an item of a list of YAML out.
    fn remove_item(&self, source: &Source) -> Result<Edit, Reason> {
        let text = self.text(source);
        let item = text.scalar.items.last().ok_or(Reason::NoPlace)?;
        let has_other_keys = text.scalar.key.as_deref().is_some_and(|key| !matches!(key, "paragraph" | "heading"));
        if item.count < 2 || has_other_keys {
            return Err(Reason::NoPlace);
        }
        let file = self.file(text);
        let range = if item.is_flow {
            let rest = &file[item.range.end..];
            let comma = rest.trim_start().strip_prefix(',').map(|after| rest.len() - after.trim_start().len());
            match comma {
                Some(length) => item.range.start..item.range.end + length,
                None => file[..item.range.start].trim_end().trim_end_matches(',').len()..item.range.end,
            }
        } else {
            whole_lines(file, &item.range)
        };
        Ok(Edit::File(FileChange { file: text.file, range, words: String::new() }))
    }

    /// Puts a paragraph of theirs in between two of ours.
    pub(super) fn add(
        &mut self,
        writer: &Writer<'_>,
        new: usize,
        after: Option<usize>,
        before: Option<usize>,
        moved: Option<usize>,
    ) -> Result<Edit, Reason> {
        let line = &writer.theirs.lines[new];
        let writer = Writer { setting: Setting::Paragraph, in_note: false, ..*writer };
        let words = match moved.and_then(|ours| self.typing(ours)) {
            Some(typed) => typed,
            None => writer.markdown(&line.letters, Look::default(), "")?,
        };
        let block = |at: Option<usize>| {
            at.filter(|at| self.source(*at).is_some_and(|source| is_block(source.role)))
                .map(|at| (at, &self.base.lines[at]))
        };
        let (after, before) = (block(after), block(before));
        let is_like = |(_, ours): &(usize, &Line)| is_same(&ours.class, &line.class);
        // Beside one of its own kind, else after what stands before it.
        let (at, is_after, is_sibling) = match (after, before) {
            (Some(after), _) if is_like(&after) => (after.0, true, true),
            (_, Some(before)) if is_like(&before) => (before.0, false, true),
            (Some(after), _) => (after.0, true, false),
            (None, Some(before)) => (before.0, false, false),
            (None, None) => return Err(Reason::NoPlace),
        };
        let Some(source) = self.source(at).cloned() else { return Err(Reason::NoPlace) };
        let text = self.text(&source);
        if text.scalar.has_lines() && !(is_all(text, &source.range) && self.is_list_of_blocks(text)) {
            return self.add_to_markdown(&source, line, words, is_after, is_sibling);
        }
        self.add_to_list(&source, line, words, is_after, is_sibling)
    }

    /// A paragraph of ours as it is typed, where it stands among others in one text.
    fn typing(&self, ours: usize) -> Option<String> {
        let source =
            self.source(ours).filter(|source| matches!(source.role, Role::Paragraph | Role::NumberedParagraph))?;
        let text = self.text(source);
        if !text.scalar.has_lines() || self.lists.at(source.span).is_some() {
            return None;
        }
        let lines = text.scalar.value.get(source.range.clone())?.lines().map(str::trim).collect::<Vec<_>>();
        Some(lines.join("\n"))
    }

    fn is_list_of_blocks(&self, text: &Text) -> bool {
        text.scalar.items.last().is_some_and(|item| item.under.as_deref().is_some_and(|key| BODIES.contains(&key)))
    }

    fn add_to_markdown(
        &mut self,
        source: &Source,
        line: &Line,
        words: String,
        is_after: bool,
        is_sibling: bool,
    ) -> Result<Edit, Reason> {
        let value = self.text(source).scalar.value.clone();
        let start = line_start(&value, source.range.start);
        let end = line_end(&value, source.range.end);
        let prefix = &value[start..source.range.start];
        let margin = &prefix[..prefix.len() - prefix.trim_start().len()];
        let item = self.lists.at(source.span);
        let is_item = is_sibling && item.is_some();
        let form = Form { margin, prefix, item, is_after, is_sibling };
        let words = self.block_of_markdown(source, line, words, &form)?;
        let is_quote = is_sibling && source.role == Role::Quotation;
        let gap = match () {
            () if is_quote => format!("\n{}\n", prefix.trim_end()),
            () if is_item && !self.is_apart(&value, start, end, item) => "\n".to_owned(),
            () => "\n\n".to_owned(),
        };
        let change = if is_after {
            // What else belongs to an item stands below it: its further paragraphs come before.
            Change { text: source.text, range: end..end, words: format!("{gap}{words}") }
        } else {
            Change { text: source.text, range: start..start, words: format!("{words}{gap}") }
        };
        Ok(Edit::Text(change))
    }

    /// A block as it is typed, with the mark or sign before it.
    fn block_of_markdown(
        &mut self,
        source: &Source,
        line: &Line,
        words: String,
        form: &Form<'_>,
    ) -> Result<String, Reason> {
        let Form { margin, prefix, item, is_after, is_sibling } = *form;
        if is_sibling && source.role == Role::Quotation {
            return Ok(format!("{prefix}{}", words.replace('\n', &format!("\n{prefix}"))));
        }
        let below = |margin: &str, words: &str| words.replace('\n', &format!("\n{margin}"));
        match &line.class {
            Class::Heading(level) => {
                let words = words.replace("\\\n", " ").replace('\n', " ");
                Ok(format!("{} {words}", "#".repeat(usize::from((*level).clamp(1, 5)))))
            }
            Class::Item { .. } if is_sibling && item.is_some() => {
                let Some(item) = item else { return Err(Reason::NoPlace) };
                if self.lists.mark(item).is_some() {
                    let mark = self.lists.add(item, is_after).ok_or(Reason::NoPlace)?;
                    return Ok(format!("{margin}{mark} {}", below(margin, &words)));
                }
                self.lists.add(item, is_after);
                let words = paragraph_start(words);
                let indent = " ".repeat(prefix.chars().count());
                Ok(format!("{}{}", next_number(prefix), below(&indent, &words)))
            }
            Class::Item { format, level, .. } if !(is_sibling || self.is_counted(&line.class)) => {
                let mark = match format {
                    NumberFormat::Bullet => "-",
                    NumberFormat::Roman => "(i)",
                    NumberFormat::Letters => "(a)",
                    NumberFormat::Decimal if *level > 0 => "(1)",
                    NumberFormat::Decimal | NumberFormat::Nothing => return Err(Reason::NoPlace),
                };
                Ok(format!("{mark} {words}"))
            }
            Class::Item { .. } => Ok(format!("{margin}{}", below(margin, &paragraph_start(words)))),
            Class::Plain { .. } => {
                let words = paragraph_start(words);
                let ours = &self.text(source).scalar.value[source.range.clone()];
                let has_no_number = match is_sibling {
                    _ if words.ends_with("-}") => false,
                    true => ours.trim_end().ends_with("-}"),
                    false => self.counts(source),
                };
                let braces = if has_no_number { " {-}" } else { "" };
                Ok(format!("{margin}{}{braces}", below(margin, &words)))
            }
        }
    }

    /// Whether the paragraphs of a text are numbered.
    fn counts(&self, source: &Source) -> bool {
        let of_text = |other: &&Option<Source>| other.as_ref().is_some_and(|other| other.text == source.text);
        self.places.blocks.iter().filter(of_text).flatten().any(|other| other.role == Role::NumberedParagraph)
    }

    /// Whether a paragraph of theirs is a numbered paragraph of the text.
    fn is_counted(&self, class: &Class) -> bool {
        let numbered = self.places.blocks.iter().zip(&self.base.lines).find_map(|(source, line)| {
            source.as_ref().filter(|source| source.role == Role::NumberedParagraph).map(|_| &line.class)
        });
        numbered.is_some_and(|ours| is_same(ours, class))
    }

    /// Whether the items of a list have empty lines between them.
    fn is_apart(&self, value: &str, start: usize, end: usize, item: Option<ItemId>) -> bool {
        let Some(item) = item else { return true };
        if self.lists.has_next(item) {
            value[end..].starts_with("\n\n")
        } else {
            item.1 > 0 && value[..start].ends_with("\n\n")
        }
    }

    fn add_to_list(
        &mut self,
        source: &Source,
        line: &Line,
        words: String,
        is_after: bool,
        is_sibling: bool,
    ) -> Result<Edit, Reason> {
        let text = self.text(source);
        let is_in_inner = is_sibling && self.lists.at(source.span).is_some();
        let of_bodies = |item: &&ListItem| item.under.as_deref().is_some_and(|key| BODIES.contains(&key));
        let item = if is_in_inner { text.scalar.items.last() } else { text.scalar.items.iter().rev().find(of_bodies) };
        let item = item.ok_or(Reason::NoPlace)?;
        let words = words.replace("\\\n", " ").replace('\n', " ");
        let value = typed(&words, item.is_flow);
        let file = self.file(text);
        let column = item.range.start - line_start(file, item.range.start);
        let block = match &line.class {
            _ if is_in_inner => value,
            Class::Heading(level) => {
                format!("heading: {value}\n{}level: {level}", " ".repeat(column + 2))
            }
            Class::Item { .. } if !self.is_counted(&line.class) => return Err(Reason::NoPlace),
            class => {
                let has_no_number = matches!(class, Class::Plain { .. }) && self.counts_in_list(item);
                let is_keyed = item.keys.iter().any(|key| key == "paragraph");
                match (has_no_number, is_keyed) {
                    (true, _) => format!("paragraph: {value}\n{}numbered: false", " ".repeat(column + 2)),
                    (false, true) => format!("paragraph: {value}"),
                    (false, false) => value,
                }
            }
        };
        let (range, words) = if item.is_flow {
            match is_after {
                true => (item.range.end..item.range.end, format!(", {block}")),
                false => (item.range.start..item.range.start, format!("{block}, ")),
            }
        } else {
            let lines = whole_lines(file, &item.range);
            let at = if is_after { lines.end } else { lines.start };
            let end_of_line = if file.contains("\r\n") { "\r\n" } else { "\n" };
            let block = format!("{}- {block}\n", " ".repeat(column)).replace('\n', end_of_line);
            let is_ended = at == 0 || file[..at].ends_with('\n');
            (at..at, if is_ended { block } else { format!("{end_of_line}{}", block.trim_end()) })
        };
        let change = FileChange { file: text.file, range, words };
        if let Some(item) = self.lists.at(source.span).filter(|_| is_in_inner) {
            self.lists.add(item, is_after);
        }
        Ok(Edit::File(change))
    }

    /// Whether the paragraphs of a list of blocks are numbered.
    fn counts_in_list(&self, item: &ListItem) -> bool {
        self.places.blocks.iter().flatten().any(|source| {
            let own = self.text(source).scalar.items.iter().any(|other| other.list == item.list);
            own && source.role == Role::NumberedParagraph
        })
    }
}

/// How the paragraph is typed beside which another is put in.
#[derive(Clone, Copy)]
struct Form<'v> {
    /// The spaces before it.
    margin: &'v str,
    /// All that stands before it on its line.
    prefix: &'v str,
    /// The item that it begins.
    item: Option<ItemId>,
    is_after: bool,
    /// Whether the other is of its kind.
    is_sibling: bool,
}

/// Whether two paragraphs are of one kind.
fn is_same(one: &Class, two: &Class) -> bool {
    match (one, two) {
        (Class::Heading(_), Class::Heading(_)) => false,
        (Class::Item { level, format, .. }, Class::Item { level: other_level, format: other_format, .. }) => {
            (level, format) == (other_level, other_format)
        }
        (Class::Plain { style }, Class::Plain { style: other }) => style == other,
        _ => false,
    }
}

/// Whether a paragraph is all that a text says.
fn is_all(text: &Text, range: &Range<usize>) -> bool {
    let value = &text.scalar.value;
    value[..range.start].trim().is_empty() && value[range.end..].trim().is_empty()
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    end - usize::from(text[..end].ends_with('\r'))
}

/// The lines that a range touches, with the end of the last.
fn whole_lines(text: &str, range: &Range<usize>) -> Range<usize> {
    let last = range.end - usize::from(range.end > range.start && text[..range.end].ends_with('\n'));
    let end = text[last..].find('\n').map_or(text.len(), |newline| last + newline + 1);
    line_start(text, range.start)..end
}

/// `2. ` after `1. `; other marks as they are.
fn next_number(prefix: &str) -> String {
    let digits: String = prefix.trim_start().chars().take_while(char::is_ascii_digit).collect();
    match digits.parse::<u32>() {
        Ok(number) => prefix.replacen(&digits, &(number + 1).to_string(), 1),
        Err(_) => prefix.to_owned(),
    }
}
