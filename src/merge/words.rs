//! From changed words of a paragraph to changes of the texts they are typed in.

use std::ops::Range;

use super::places::Text;
use super::side::{Addresses, Letter, Look, Origin, Side, Sort};
use super::tell::Reason;
use crate::import::{Setting, escape, paragraph_start};

/// A part of a text that becomes another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// An index into the report's texts.
    pub(super) text: usize,
    /// Bytes of its value.
    pub(super) range: Range<usize>,
    /// As it is typed in Markdown, or in a text that is none.
    pub(super) words: String,
}

/// Texts that are read as they are, without the marks of Markdown.
const PLAIN_KEYS: [&str; 13] = [
    "title",
    "short_title",
    "subtitle",
    "name",
    "short_name",
    "person",
    "email",
    "phone",
    "address",
    "website",
    "session",
    "keywords",
    "supporters",
];

/// Whether the marks of Markdown mean something in a text.
fn is_markdown(text: &Text) -> bool {
    let scalar = &text.scalar;
    // The title of an annex is Markdown, that of a report is not.
    let is_annex = scalar.items.last().is_some_and(|item| item.under.as_deref() == Some("annexes"));
    let key = scalar.key.as_deref().or(scalar.items.last().and_then(|item| item.under.as_deref()));
    is_annex || !key.is_some_and(|key| PLAIN_KEYS.contains(&key))
}

/// What words are written with.
#[derive(Clone, Copy)]
pub(super) struct Writer<'s> {
    pub(super) texts: &'s [Text],
    pub(super) theirs: &'s Side,
    pub(super) addresses: &'s Addresses,
    /// Whether the words stand in a note, which can hold no other.
    pub(super) in_note: bool,
    pub(super) setting: Setting,
}

impl Writer<'_> {
    /// The changes that write `new` where `old`, letters of a paragraph of ours, stand.
    pub(super) fn changes(&self, line: &[Letter], old: Range<usize>, new: &[Letter]) -> Result<Vec<Change>, Reason> {
        if new.iter().any(|letter| letter.sort == Sort::Picture)
            || line[old.clone()].iter().any(|letter| letter.sort == Sort::Picture)
        {
            return Err(Reason::Picture);
        }
        let stretches = self.stretches(line, old.clone())?;
        if stretches.is_empty() {
            return self.insertion(line, old.start, new).map(|change| vec![change]);
        }
        let mut changes = self.definitions(&line[old]);
        if new.is_empty() {
            changes.extend(stretches.into_iter().map(|(text, range, _)| self.deletion(text, range)));
            return Ok(changes);
        }
        let look = new.iter().find(|letter| letter.sign != ' ').map(|letter| letter.look).unwrap_or_default();
        let fits = |at: &usize| stretches[*at].2 == look;
        let chosen = (0..stretches.len()).find(fits).unwrap_or(0);
        for (at, (text, range, around)) in stretches.into_iter().enumerate() {
            if at == chosen {
                let words = self.written(text, range.start, new, around)?;
                changes.push(Change { text, range, words });
            } else {
                changes.push(self.deletion(text, range));
            }
        }
        Ok(changes)
    }

    /// The letters as they are typed: one stretch for each piece between two marks.
    fn stretches(&self, line: &[Letter], old: Range<usize>) -> Result<Vec<(usize, Range<usize>, Look)>, Reason> {
        let mut stretches: Vec<(usize, Range<usize>, Look)> = Vec::new();
        for letter in &line[old.clone()] {
            // A reference goes as a whole, with its word and its brackets.
            if letter.sort == Sort::Counted && !is_whole_reference(line, &old, letter) {
                return Err(Reason::Counted);
            }
            let Some(typed) = letter.typed() else { return Err(Reason::of_untyped(Some(letter))) };
            let range = typed.range();
            let goes_on = |last: &&mut (usize, Range<usize>, Look)| {
                let is_beside = last.1.end == range.start || last.1.start <= range.start && range.end <= last.1.end;
                last.0 == typed.text() && is_beside && (last.2 == letter.look || letter.sign == ' ')
            };
            match stretches.last_mut().filter(goes_on) {
                Some(last) => last.1.end = last.1.end.max(range.end),
                None => stretches.push((typed.text(), range, letter.look)),
            }
        }
        Ok(stretches)
    }

    /// The texts of notes whose marks are taken out, where they are typed apart from their marks.
    fn definitions(&self, gone: &[Letter]) -> Vec<Change> {
        let mut changes = Vec::new();
        for typed in gone.iter().filter(|letter| matches!(letter.sort, Sort::Note(_))).filter_map(Letter::typed) {
            let value = &self.texts[typed.text()].scalar.value;
            let mark = value.get(typed.range()).unwrap_or("");
            let is_only = value.matches(mark).count() == 2;
            if mark.starts_with("[^")
                && is_only
                && let Some(range) = definition(value, mark)
            {
                changes.push(Change { text: typed.text(), range, words: String::new() });
            }
        }
        changes
    }

    /// Takes words out, and the marks around them that would hold nothing.
    fn deletion(&self, text: usize, range: Range<usize>) -> Change {
        let value = &self.texts[text].scalar.value;
        let mut range = range;
        if is_markdown(&self.texts[text]) {
            while let Some(wider) = without_marks(value, &range) {
                range = wider;
            }
        }
        Change { text, range, words: String::new() }
    }

    /// Puts words in before the letter `at`.
    fn insertion(&self, line: &[Letter], at: usize, new: &[Letter]) -> Result<Change, Reason> {
        let look_of = |letter: Option<&Letter>| letter.map(|letter| letter.look);
        let wanted = new.iter().find(|letter| letter.sign != ' ').map(|letter| letter.look).unwrap_or_default();
        let before = at.checked_sub(1).and_then(|before| line.get(before)).filter(|letter| letter.typed().is_some());
        let after = line.get(at).filter(|letter| letter.typed().is_some());
        let prefers_after = look_of(before) != Some(wanted) && look_of(after) == Some(wanted);
        let (letter, is_before) = match (before, after) {
            (Some(before), after) if !prefers_after || after.is_none() => (before, true),
            (_, Some(after)) => (after, false),
            _ => {
                let beside = [at.checked_sub(1).and_then(|before| line.get(before)), line.get(at)];
                return Err(Reason::of_untyped(
                    beside.into_iter().flatten().find(|letter| matches!(letter.origin, Origin::Made(_))),
                ));
            }
        };
        let Some(typed) = letter.typed() else { return Err(Reason::MadeByProgram) };
        let value = &self.texts[typed.text()].scalar.value;
        let mut place = if is_before { typed.range().end } else { typed.range().start };
        let mut around = letter.look;
        // Beside other words plain ones stand outside of the marks.
        if around != wanted && wanted == Look::default() {
            let outside = if is_before { after_marks(value, place) } else { before_marks(value, place) };
            if outside != place {
                (place, around) = (outside, wanted);
            }
        }
        let words = self.written(typed.text(), place, new, around)?;
        Ok(Change { text: typed.text(), range: place..place, words })
    }

    /// New words as they are typed at a place.
    fn written(&self, text: usize, at: usize, new: &[Letter], around: Look) -> Result<String, Reason> {
        let owner = &self.texts[text];
        if !is_markdown(owner) {
            if new.iter().any(|letter| letter.sort != Sort::Written) {
                return Err(Reason::NoPlace);
            }
            return Ok(new.iter().map(|letter| letter.sign).collect());
        }
        let before = owner.scalar.value.get(..at).unwrap_or("");
        let words = self.markdown(new, around, before)?;
        let line = before.rsplit('\n').next().unwrap_or("");
        if words.contains('\n') && !owner.scalar.has_lines() {
            return Err(Reason::NoPlace);
        }
        Ok(if line.trim().is_empty() && self.setting != Setting::Cell { paragraph_start(words) } else { words })
    }

    /// Letters as Markdown, among words of a look.
    pub(super) fn markdown(&self, letters: &[Letter], around: Look, before: &str) -> Result<String, Reason> {
        let mut out = String::new();
        let mut at = 0;
        while let Some(first) = letters.get(at) {
            match first.sort {
                Sort::Picture => return Err(Reason::Picture),
                Sort::Note(_) if self.in_note => return Err(Reason::NoteInNote),
                Sort::Note(note) => {
                    out.push_str(&self.note(note as usize)?);
                    at += 1;
                    continue;
                }
                Sort::Break => {
                    out.push_str(if self.setting == Setting::Cell { "<br>" } else { "\\\n" });
                    at += 1;
                    continue;
                }
                Sort::Written | Sort::Counted => {}
            }
            let is_same = |letter: &&Letter| {
                matches!(letter.sort, Sort::Written | Sort::Counted)
                    && (letter.look == first.look || letter.sign == ' ' && letter.look.link == first.look.link)
            };
            let run: String = letters[at..].iter().take_while(is_same).map(|letter| letter.sign).collect();
            at += run.chars().count();
            let next = letters.get(at).map(|letter| letter.sign);
            self.run(&run, first.look, around, next, before, &mut out);
        }
        Ok(out)
    }

    /// Words of one look.
    fn run(&self, run: &str, look: Look, around: Look, next: Option<char>, before: &str, out: &mut String) {
        let words = run.trim_matches(' ');
        if words.is_empty() {
            out.push_str(run);
            return;
        }
        let start = run.len() - run.trim_start_matches(' ').len();
        let (lead, tail) = (&run[..start], &run[start + words.len()..]);
        out.push_str(lead);
        let mut inner = escape(words, self.setting);
        // Addresses and document symbols are links by themselves.
        let is_link_already = |address: &&str| {
            look.link == around.link
                || words.contains("://")
                || address.contains("://docs.un.org/") && words.contains('/')
        };
        if let Some(address) = self.addresses.get(look.link).filter(|address| !is_link_already(address))
            && is_address(address)
        {
            inner = format!("[{inner}](<{address}>)");
        }
        let signs = match (look.bold && !around.bold, look.italic && !around.italic) {
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        };
        let beside = out.chars().next_back().or(before.chars().next_back());
        let after = if tail.is_empty() { next } else { Some(' ') };
        let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '*');
        if !signs.is_empty() && is_edge(beside) && is_edge(after) {
            inner = format!("{signs}{inner}{signs}");
        }
        out.push_str(&inner);
        out.push_str(tail);
    }

    /// A note of theirs, typed where its mark stands.
    fn note(&self, note: usize) -> Result<String, Reason> {
        let lines = self.theirs.notes.get(note).map(Vec::as_slice).unwrap_or_default();
        let inside = Writer { in_note: true, setting: Setting::Note, ..*self };
        let mut paragraphs = Vec::new();
        for line in lines {
            paragraphs.push(inside.markdown(&self.theirs.lines[*line].letters, Look::default(), "")?);
        }
        if paragraphs.is_empty() {
            return Err(Reason::NoPlace);
        }
        Ok(format!("^[{}]", paragraphs.join(" ")))
    }
}

/// Whether all letters that are typed in the brackets of a reference are taken out.
fn is_whole_reference(line: &[Letter], old: &Range<usize>, counted: &Letter) -> bool {
    let Some(whole) = counted.typed() else { return false };
    let is_inside = |letter: &Letter| {
        letter.typed().is_some_and(|typed| {
            let (typed_at, whole_at) = (typed.range(), whole.range());
            typed.text() == whole.text() && whole_at.start <= typed_at.start && typed_at.end <= whole_at.end
        })
    };
    line.iter().enumerate().all(|(at, letter)| !is_inside(letter) || old.contains(&at))
}

/// The lines in which a note is typed.
fn definition(value: &str, mark: &str) -> Option<Range<usize>> {
    let begin = format!("{mark}:");
    let is_line_start = |at: &usize| value[..*at].rsplit('\n').next().is_some_and(|before| before.trim().is_empty());
    let found = value.match_indices(&begin).map(|(at, _)| at).find(is_line_start)?;
    let start = value[..found].rfind('\n').map_or(0, |newline| newline + 1);
    let mut end = start;
    for (number, line) in value[start..].split_inclusive('\n').enumerate() {
        let is_further =
            line.starts_with("    ") || !value[start..end].ends_with("\n\n") && !line.trim_start().starts_with("[^");
        if number > 0 && !line.trim().is_empty() && !is_further {
            break;
        }
        end += line.len();
    }
    // The empty lines after it go with it; of the last one those before.
    let is_last = value[end..].trim().is_empty();
    Some(if is_last { value[..start].trim_end().len()..value[..end].trim_end().len() } else { start..end })
}

fn is_address(address: &str) -> bool {
    let has_scheme = ["http://", "https://", "mailto:"].iter().any(|scheme| address.starts_with(scheme));
    has_scheme && !address.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '\\'))
}

/// The marks that stand on both sides of words.
const MARKS: [&str; 7] = ["***", "**", "*", "__", "_", "^", "~"];

/// The range with the marks around it, if nothing would be left between them.
fn without_marks(value: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let (before, after) = (value.get(..range.start)?, value.get(range.end..)?);
    if let Some(mark) = MARKS.iter().find(|mark| before.ends_with(**mark) && after.starts_with(**mark)) {
        return Some(range.start - mark.len()..range.end + mark.len());
    }
    if before.ends_with('[') && after.starts_with("](") {
        return Some(range.start - 1..range.end + after.find(')')? + 1);
    }
    if before.ends_with('[') && after.starts_with("]{") {
        return Some(range.start - 1..range.end + after.find('}')? + 1);
    }
    None
}

/// The place after the marks that close here.
fn after_marks(value: &str, at: usize) -> usize {
    let rest = value.get(at..).unwrap_or("");
    if rest.starts_with("](") {
        return rest.find(')').map_or(at, |end| at + end + 1);
    }
    at + (rest.len() - rest.trim_start_matches(['*', '_']).len())
}

/// The place before the marks that open here.
fn before_marks(value: &str, at: usize) -> usize {
    let before = value.get(..at).unwrap_or("");
    before.trim_end_matches(['*', '_', '[']).len()
}

#[cfg(test)]
mod tests {
    use super::{definition, without_marks};

    #[test]
    fn a_note_is_found_with_its_further_paragraphs() {
        let value = "One.[^a] Two.[^b]\n\n[^a]: First\nline.\n\n    More.\n\n[^b]: Second.\n";
        let found = |mark: &str| definition(value, mark).map(|range| &value[range]);
        assert_eq!(found("[^a]"), Some("[^a]: First\nline.\n\n    More.\n\n"));
        assert_eq!(found("[^b]"), Some("\n\n[^b]: Second."));
        assert_eq!(found("[^c]"), None);
    }

    #[test]
    fn marks_that_would_hold_nothing_go_too() {
        for (value, words, wanted) in [
            ("a **b** c", "b", "**b**"),
            ("[b](https://x.org)", "b", "[b](https://x.org)"),
            ("[b]{lang=fr}", "b", "[b]{lang=fr}"),
        ] {
            let at = value.find(words).expect("the words");
            let range = without_marks(value, &(at..at + words.len())).expect("marks");
            assert_eq!(&value[range], wanted);
        }
        assert_eq!(without_marks("a *b c*", &(3..4)), None);
    }
}
