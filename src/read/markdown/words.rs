//! The words of a paragraph: addresses in them become links, and marks that stand in the words themselves are read.

use std::ops::Range;

use super::attributes;
use super::mask::address_in;
use super::tokens::Words;
use super::{Lines, Markdown};
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::read::Inline;
use crate::source::Located;

/// Letters above or below the line are few.
const LONGEST_SCRIPT: usize = 20;

/// What stands in words and is more than words.
enum Mark<'t> {
    Superscript(&'t str),
    Subscript(&'t str),
    LineBreak,
    /// The name of a source.
    Mention(&'t str),
}

impl<'t> Markdown<'_, '_, 't> {
    /// Adds words.
    pub(super) fn push_words(&mut self, words: &Words<'t>, content: &mut Vec<Inline>) {
        let mut rest = words.clone();
        while !self.in_link && rest.is_in_step() {
            let Some(found) = rest.text.get(rest.literal..).and_then(address_in) else { break };
            let range = rest.literal + found.range.start..rest.literal + found.range.end;
            self.push_marked(&rest.until(range.start), content);
            let shown = rest.from(range.start).until(range.len());
            let span = self.span(shown.range.clone());
            let address = self.context.clean(found.target, |_| span);
            let text = self.context.clean(shown.text.to_owned(), |_| span);
            content.push(Inline::Link { address, content: vec![Inline::Text(text, span)], span });
            rest = rest.from(range.end);
        }
        self.push_marked(&rest, content);
    }

    /// Adds words without addresses.
    fn push_marked(&mut self, words: &Words<'t>, content: &mut Vec<Inline>) {
        self.judge_words(words);
        let mut rest = words.clone();
        while rest.is_in_step()
            && let Some((range, mark)) = self.next_mark(&rest)
        {
            self.push_plain(&rest.until(range.start), content);
            let span = self.span(rest.range.start + range.start..rest.range.start + range.end);
            match mark {
                Mark::Superscript(text) => content.push(Inline::Superscript(text.to_owned(), span)),
                Mark::Subscript(text) => content.push(Inline::Subscript(text.to_owned(), span)),
                Mark::Mention(key) => {
                    let key = Located { value: key.to_owned(), span };
                    content.push(Inline::Mention { key, locator: String::new() });
                }
                Mark::LineBreak => {
                    trim_end(content);
                    content.push(Inline::LineBreak(span));
                }
            }
            rest = rest.from(range.end);
        }
        self.push_plain(&rest, content);
    }

    /// The next `^th^`, `~2~` or line break.
    fn next_mark(&self, words: &Words<'t>) -> Option<(Range<usize>, Mark<'t>)> {
        let text = words.text;
        for (at, c) in text.char_indices().filter(|(at, _)| *at >= words.literal) {
            let is_break = c == '\u{B}' || c == '\\' && self.lines == Lines::Stay && ends_line(&text[at + 1..]);
            if is_break {
                let blank = text[at + 1..].len() - text[at + 1..].trim_start_matches(' ').len();
                return Some((at..at + 1 + blank, Mark::LineBreak));
            }
            if c == '@' && !self.in_link {
                let is_name = |key: &&str| self.context.source_names.contains_key(*key);
                if let Some(key) = mentioned(text, at).filter(is_name) {
                    return Some((at..at + 1 + key.len(), Mark::Mention(key)));
                }
            }
            if !matches!(c, '^' | '~') || !text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | ']'))
            {
                continue;
            }
            let inner = &text[at + 1..];
            let length = inner.find(c).filter(|length| (1..=LONGEST_SCRIPT).contains(length));
            if let Some(inside) = length.map(|length| &inner[..length]).filter(|inside| is_script(inside)) {
                let mark = if c == '^' { Mark::Superscript(inside) } else { Mark::Subscript(inside) };
                return Some((at..at + inside.len() + 2, mark));
            }
        }
        None
    }

    fn push_plain(&mut self, words: &Words<'t>, content: &mut Vec<Inline>) {
        let begins_line = matches!(content.last(), Some(Inline::LineBreak(_)));
        let blank = if begins_line { words.text.len() - words.text.trim_start_matches(' ').len() } else { 0 };
        let words = words.from(blank);
        if words.text.is_empty() {
            return;
        }
        let (start, shift, offsets) = (words.range.start, self.source.shift, self.offsets);
        let in_step = words.is_in_step();
        let place = |range: Range<usize>| {
            let range = if in_step { start + range.start..start + range.end } else { words.range.clone() };
            offsets.span(range.start.saturating_sub(shift)..range.end.saturating_sub(shift))
        };
        let span = place(0..words.text.len());
        let clean = self.context.clean(words.text.to_owned(), place);
        match content.last_mut() {
            Some(Inline::Text(before, before_span)) => {
                before.push_str(&clean);
                *before_span = before_span.to(span);
            }
            _ => content.push(Inline::Text(clean, span)),
        }
    }

    /// Says what of the words was meant as more than words.
    fn judge_words(&mut self, words: &Words<'t>) {
        if !words.is_in_step() {
            return;
        }
        let mut at = words.literal;
        while let Some(found) = words.text.get(at..).and_then(|text| text.find(['{', '@'])) {
            let start = at + found;
            at = start + 1;
            let place = words.range.start + start;
            if words.text[start..].starts_with('{') {
                self.misplaced_braces(&words.text[start..], place);
            } else {
                self.bare_reference(&words.text[..start], &words.text[start..], place);
            }
        }
    }

    /// `{#rents}` in the middle of a text.
    fn misplaced_braces(&mut self, text: &str, start: usize) {
        let Some(end) = text.find('}') else { return };
        let inside = &text[1..end];
        let is_class = inside.starts_with('.') && inside[1..].chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let Some(found) = attributes::parse(inside).or_else(|| is_class.then(attributes::Attributes::default)) else {
            return;
        };
        let range = start..start + end + 1;
        let shown = &text[..=end];
        let finding = Diagnostic::error(
            Code::MisplacedBraces,
            self.span(range.clone()),
            format!("the words in braces, `{shown}`, are printed as typed"),
        );
        let belongs = found.id.is_some() || found.unnumbered || !found.values.is_empty();
        if !belongs || is_class {
            let help =
                "delete them, and the square brackets before them: classes of other programs have no meaning here";
            let fix = self.without_class(range);
            self.context.report(finding.help(help).fix(fix));
            return;
        }
        let help =
            format!("move `{shown}` to the end of its paragraph, heading or caption; for a plain brace, write `\\{{`");
        let fix = self.move_to_end(range, shown);
        self.context.report(finding.help(help).fix(fix));
    }

    /// The remedy for `[words]{.class}`: the words.
    fn without_class(&self, class: Range<usize>) -> Option<Fix> {
        let before = self.source.text.get(..class.start)?;
        let gone = self.fix(class.clone(), "")?;
        let Some(inside) = before.strip_suffix(']') else { return Some(gone) };
        let open = inside.rfind('[')?;
        let opening = self.fix(open..open + 1, "")?;
        let closing = self.fix(class.start - 1..class.end, "")?;
        Some(Fix::new([opening.edits, closing.edits].concat()))
    }

    /// `(para. @rents)`, `@rents`.
    fn bare_reference(&mut self, before: &str, rest: &str, start: usize) {
        // A bracket that is still there was escaped, or is said to be wrong already.
        let in_brackets = before.rfind('[').is_some_and(|open| !before[open..].contains(']'));
        if in_brackets || before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '@' | '/')) {
            return;
        }
        let name = &rest[1..];
        let length = name.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(name.len());
        let id = name[..length].trim_end_matches(['-', '_']);
        if !crate::read::context::is_id(id) {
            return;
        }
        let place = start..start + 1 + id.len();
        let whole = mentioned(&self.source.text[..start + rest.len()], start);
        if whole.is_some_and(|key| self.context.source_names.contains_key(key)) {
            return;
        }
        let word = super::references::reference_word(before);
        let from = start - before.len() + word.unwrap_or(before.len());
        let shown = self.source.text.get(from..place.end).unwrap_or("").to_owned();
        let fix = word.and_then(|_| self.fix(from..place.end, &format!("[{shown}]")));
        let span = self.span(from..place.end);
        let shown = if word.is_some() { shown } else { format!("para. @{id}") };
        let finding = Diagnostic::error(
            Code::BareReference,
            span,
            format!("`@{id}` is printed as typed, because it is not in square brackets"),
        )
        .help(format!("write `[{shown}]`: the reference is what is in the brackets; for a plain sign, `\\@`"))
        .fix(fix);
        if word.is_some() {
            self.context.report(finding);
        } else {
            self.context.report_if_declared(id, finding);
        }
    }

    /// The remedy that moves a range to the end of its line or paragraph.
    fn move_to_end(&self, range: Range<usize>, shown: &str) -> Option<Fix> {
        let text = self.source.text;
        let line = text[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
        let is_line = text[line..].starts_with(['#', '|', '-', '*', ':']);
        let rest = &text[range.end..];
        let length = rest.find(if is_line { "\n" } else { "\n\n" }).unwrap_or(rest.len());
        let end = range.end + rest[..length].trim_end().len();
        let blank = rest.starts_with(' ');
        let gone = self.fix(range.start..range.end + usize::from(blank), "")?;
        let come = self.fix(end..end, &format!(" {shown}"))?;
        Some(Fix::new(gone.edits.into_iter().chain(come.edits).collect()))
    }

    /// Takes the space before the mark of a note away, and says so.
    pub(super) fn space_before_note(&mut self, mark: usize, content: &mut [Inline]) {
        let Some(Inline::Text(before, _)) = content.last_mut() else { return };
        let length = before.trim_end_matches([' ', '\u{A0}', '\u{202F}']).len();
        if length == before.len() || length == 0 {
            return;
        }
        before.truncate(length);
        let typed = self.source.text.get(..mark).unwrap_or("");
        let range = typed.trim_end().len()..mark;
        let finding = Diagnostic::warning(
            Code::SpaceBeforeNote,
            self.span(range.start..mark + 1),
            "there is a space before the footnote mark; it is left out",
        )
        .help("write the mark right after the word or punctuation that it belongs to: `rose.[^1]`");
        let fix = self.fix(range, "");
        self.context.report(finding.fix(fix));
    }

    /// The title of a link is shown by web pages only.
    pub(super) fn link_title(&mut self, kind: pulldown_cmark::LinkType, title: &str, index: usize) {
        if title.is_empty() {
            return;
        }
        let range = self.source.events[index].1.clone();
        let typed = self.source.text.get(range.clone()).unwrap_or("");
        let fix = typed
            .rfind(title)
            .filter(|_| kind == pulldown_cmark::LinkType::Inline)
            .and_then(|at| Some(range.start + typed.get(..at.checked_sub(1)?)?.trim_end().len()))
            .and_then(|from| self.fix(from..range.end, &format!(") ({title})")));
        let span = self.span(range);
        self.context.report(
            Diagnostic::warning(Code::LinkTitle, span, format!("the title of the link, `{title}`, is not printed"))
                .help("write its words into the text, or delete it")
                .fix(fix),
        );
    }
}

/// The word after the sign `@` at a place, where the sign begins a word: not in an e-mail address, nor in `@name.example`.
fn mentioned(text: &str, at: usize) -> Option<&str> {
    let before = text[..at].chars().next_back();
    let is_free = before.is_none_or(|c| c.is_whitespace() || "([{“‘«\"'—–¿¡".contains(c));
    let rest = text.get(at + 1..).filter(|_| is_free)?;
    let ends = |c: char| c.is_whitespace() || ",;()[]{}<>\"“”‘’'!?…»".contains(c);
    let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
    Some(word.trim_end_matches(['.', ':', '-', '_', '/', '+'])).filter(|word| !word.is_empty())
}

/// Takes the spaces at the end away, before a new line.
pub(super) fn trim_end(content: &mut Vec<Inline>) {
    if let Some(Inline::Text(text, _)) = content.last_mut() {
        text.truncate(text.trim_end_matches(' ').len());
        if text.is_empty() {
            content.pop();
        }
    }
}

/// Whether a line ends here, in a cell.
fn ends_line(rest: &str) -> bool {
    rest.starts_with([' ', '\n'])
}

/// Whether letters can stand above or below the line.
fn is_script(inside: &str) -> bool {
    !inside.contains(|c: char| c.is_whitespace() || matches!(c, '^' | '~' | '[' | ']' | '*'))
}
