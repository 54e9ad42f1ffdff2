//! Where the letters of the report's own Word file are typed: from the [`Document`] to the texts of the report, letter by
//! letter, through folded lines, quotes and the marks of Markdown.

use std::collections::BTreeMap;
use std::ops::Range;

use super::side::{Letter, Line, Look, Origin, Side, Sort, Typed, are_alike, is_space, is_unseen, tidy};
use crate::compare::{Step, align, segments};
use crate::document::visit::{self, Place, Visitor};
use crate::document::{Caption, Document, Inline, Marker, NoteId, NoteOrigin, Paragraph, Role};
use crate::read::scalars::{Scalar, scalars};
use crate::source::{FileId, Sources, Span};

/// A text of the report, with the file it stands in.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) file: FileId,
    pub(super) scalar: Scalar,
}

/// The texts of a report and what is known of the paragraphs of its Word file.
#[derive(Debug)]
pub(super) struct Places {
    pub(super) texts: Vec<Text>,
    /// For each paragraph of the Word file what it is made of.
    pub(super) blocks: Vec<Option<Source>>,
}

/// What a paragraph is made of.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) role: Role,
    /// The text, and the bytes of the whole paragraph in its value, marks and braces included.
    pub(super) text: usize,
    pub(super) range: Range<usize>,
    /// Where that is in the file.
    pub(super) span: Span,
}

impl Places {
    /// Finds the places of the report's own Word file, and writes them into its letters.
    pub(super) fn find(document: &Document, sources: &Sources, base: &mut Side) -> Places {
        let mut places = Places { texts: texts(sources), blocks: vec![None; base.lines.len()] };
        let mut walk = Walk { document, places: &places, found: Vec::new() };
        visit::document(document, &mut walk);
        let found = walk.found;
        // Notes come last in a side, and are reached by their marks.
        let in_notes: usize = base.notes.iter().map(Vec::len).sum();
        let text = base.lines.len() - in_notes;
        let mut notes: BTreeMap<usize, NoteId> = BTreeMap::new();
        let entries: Vec<_> = base.lines[..text].iter().map(|line| line.entry.clone()).collect();
        let own: Vec<_> = found.iter().map(|one| one.line.entry.clone()).collect();
        for step in align(&own, &entries) {
            let Step::Pair(a, b) = step else { continue };
            let one = &found[a];
            places.pair(one, b, base);
            notes.extend(marks(&one.line.letters, &base.lines[b].letters, &one.notes));
        }
        for (at, id) in notes {
            let Some(note) = document.notes.get(id.0 as usize).filter(|note| note.origin == NoteOrigin::Author) else {
                continue;
            };
            let mut walk = Walk { document, places: &places, found: Vec::new() };
            note.paragraphs.iter().for_each(|paragraph| walk.line(paragraph, ""));
            let found = walk.found;
            let lines = base.notes[at].clone();
            for (one, line) in found.iter().filter(|one| !one.line.letters.is_empty()).zip(lines) {
                places.pair(one, line, base);
            }
        }
        places
    }

    /// Writes the places of a paragraph of the document into its paragraph of the Word file.
    fn pair(&mut self, one: &Found, at: usize, base: &mut Side) {
        let line = &mut base.lines[at];
        copy_places(&one.line.letters, &mut line.letters);
        let typed = || line.letters.iter().filter_map(Letter::typed);
        let own = self.text_at(one.span).map(|text| (text, self.value_range(text, one.span)));
        let by_letters = typed().next().map(|first| {
            let same = typed().filter(|other| other.text() == first.text()).map(Typed::range);
            let whole = same.fold(first.range(), |whole, one| whole.start.min(one.start)..whole.end.max(one.end));
            (first.text(), whole)
        });
        let is_whole = matches!(
            one.role,
            Role::Paragraph | Role::NumberedParagraph | Role::ListItem | Role::Recommendation | Role::Heading(_)
        ) || one.role == Role::Profile;
        let found =
            if is_whole && by_letters.as_ref().is_none_or(|(text, _)| own.as_ref().is_some_and(|own| own.0 == *text)) {
                own
            } else {
                by_letters
            };
        self.blocks[at] = found.map(|(text, range)| Source { role: one.role, text, range, span: one.span });
    }

    /// The text that a place is in.
    pub(super) fn text_at(&self, span: Span) -> Option<usize> {
        let key = (span.file, usize::try_from(span.start).ok()?);
        let after = self.texts.partition_point(|text| (text.file, text.scalar.range.start) <= key);
        let at = after.checked_sub(1)?;
        let text = &self.texts[at];
        let is_in = text.file == span.file && key.1 <= text.scalar.range.end && span.end > span.start;
        is_in.then_some(at)
    }

    /// The bytes of a text's value at a place.
    pub(super) fn value_range(&self, text: usize, span: Span) -> Range<usize> {
        let scalar = &self.texts[text].scalar;
        let range = span.range();
        let start = scalar.value_at(range.start);
        start..scalar.value_at(range.end).max(start)
    }
}

/// The texts of the report and of the files that it names.
fn texts(sources: &Sources) -> Vec<Text> {
    let mut all = Vec::new();
    for (at, file) in sources.files().iter().enumerate() {
        let Ok(id) = u16::try_from(at).map(FileId) else { break };
        if id == FileId(0) {
            all.extend(scalars(id, &file.text).into_iter().map(|scalar| Text { file: id, scalar }));
        } else {
            all.push(Text { file: id, scalar: Scalar::of_file(id, &file.text) });
        }
    }
    all
}

/// A paragraph of the document as the Word file has it.
struct Found {
    line: Line,
    role: Role,
    span: Span,
    /// The notes of its marks, in order.
    notes: Vec<NoteId>,
}

struct Walk<'d, 'p> {
    document: &'d Document,
    places: &'p Places,
    found: Vec<Found>,
}

impl<'d> Visitor<'d> for Walk<'d, '_> {
    fn paragraph(&mut self, place: Place, paragraph: &'d Paragraph) {
        match &paragraph.marker {
            // The contents are made anew, and are not read.
            _ if place == Place::Contents => {}
            Some(marker) if paragraph.role == Role::AnnexHeading => {
                let label = self.label(marker);
                self.line(paragraph, &label);
            }
            _ => self.line(paragraph, ""),
        }
    }

    fn caption(&mut self, caption: &'d Caption) {
        self.line(&caption.paragraph, &caption.lead());
    }
}

impl<'d> Walk<'d, '_> {
    fn label(&self, marker: &Marker) -> String {
        format!("{}{}", marker.text, self.document.gap_after(marker))
    }

    fn line(&mut self, paragraph: &'d Paragraph, label: &str) {
        let length: usize = paragraph.content.iter().map(|inline| inline.words().len()).sum();
        let mut letters = Vec::with_capacity(label.len() + length);
        letters.extend(label.chars().map(|sign| letter(sign, Sort::Written, Origin::Nowhere)));
        let mut notes = Vec::new();
        let mut rest = paragraph.content.as_slice();
        while let Some((inline, after)) = rest.split_first() {
            rest = after;
            match inline {
                Inline::Text { text, span, .. } => {
                    // A text that a link divides keeps one place for its pieces.
                    let mut words = text.clone();
                    while let [Inline::Text { text, span: next, .. }, after @ ..] = rest
                        && next == span
                    {
                        words.push_str(text);
                        rest = after;
                    }
                    letters.extend(self.text(&words, *span));
                }
                Inline::Reference { span, .. } => {
                    let typed = self.typed(*span);
                    letters.extend(inline.words().chars().map(|sign| letter(sign, Sort::Counted, typed)));
                }
                Inline::Note { note, span } => {
                    let typed = self.typed(*span);
                    letters.push(letter('\u{FFFC}', Sort::note(notes.len()), typed));
                    notes.push(*note);
                }
                Inline::LineBreak => letters.push(letter('\n', Sort::Break, Origin::Nowhere)),
            }
        }
        let mut letters = tidy(letters);
        breaks(&mut letters);
        let line = Line::of(letters);
        self.found.push(Found { line, role: paragraph.role, span: paragraph.span, notes });
    }

    /// A place as a whole.
    fn typed(&self, span: Span) -> Origin {
        let typed = |text| Origin::Typed(Typed::new(text, self.places.value_range(text, span)));
        self.places.text_at(span).map_or(Origin::Nowhere, typed)
    }

    /// The letters of a text, each with its place if the whole text stands there.
    fn text(&self, words: &str, span: Span) -> Vec<Letter> {
        let place = self.places.text_at(span);
        let ranges = place.and_then(|text| {
            let scalar = &self.places.texts[text].scalar;
            let range = self.places.value_range(text, span);
            let slice = scalar.value.get(range.clone())?;
            Some((text, range.start, spelled(slice, words)?))
        });
        let origin = |at: usize| match &ranges {
            Some((text, start, ranges)) => ranges.get(at).and_then(Option::as_ref).map_or(Origin::Nowhere, |range| {
                Origin::Typed(Typed::new(*text, start + range.start..start + range.end))
            }),
            None if place.is_some() => Origin::Made(span),
            None => Origin::Nowhere,
        };
        words.chars().enumerate().map(|(at, sign)| letter(sign, Sort::Written, origin(at))).collect()
    }
}

fn letter(sign: char, sort: Sort, origin: Origin) -> Letter {
    Letter { origin, ..Letter::new(sign, sort, Look::default()) }
}

/// A new line is typed between the letters around it.
fn breaks(letters: &mut [Letter]) {
    for at in 1..letters.len().saturating_sub(1) {
        if letters[at].sort == Sort::Break
            && let (Some(before), Some(after)) = (letters[at - 1].typed(), letters[at + 1].typed())
            && before.text() == after.text()
            && before.range().end <= after.range().start
        {
            let between = before.range().end..after.range().start;
            letters[at].origin = Origin::Typed(Typed::new(before.text(), between));
        }
    }
}

/// Which notes of the Word file are which of the document.
fn marks(own: &[Letter], word: &[Letter], notes: &[NoteId]) -> Vec<(usize, NoteId)> {
    let marks = |letters: &[Letter]| letters.iter().filter_map(Letter::note).collect::<Vec<usize>>();
    let (own, word) = (marks(own), marks(word));
    if own.len() != word.len() {
        return Vec::new();
    }
    word.into_iter().zip(own).filter_map(|(word, own)| Some((word, *notes.get(own)?))).collect()
}

/// Gives the letters of a paragraph the places of the same letters.
fn copy_places(from: &[Letter], to: &mut [Letter]) {
    let keys = |letters: &[Letter]| letters.iter().map(Letter::key).collect::<Vec<char>>();
    if are_alike(from, to) {
        to.iter_mut().zip(from).for_each(|(to, from)| to.origin = from.origin);
        return;
    }
    for segment in segments(&keys(from), &keys(to)).iter().filter(|segment| segment.is_equal) {
        for (a, b) in segment.old.clone().zip(segment.new.clone()) {
            to[b].origin = from[a].origin;
        }
    }
}

/// A sign of a text of Markdown, and the bytes it is typed with.
struct Sign {
    sign: char,
    range: Range<usize>,
    /// Whether it may be a mark that is not printed.
    is_mark: bool,
}

/// The signs of a text of Markdown: a backslash goes with what follows it, white space is one space, notes and addresses
/// are one mark.
fn signs(text: &str) -> Vec<Sign> {
    let mut signs = Vec::new();
    let mut at = 0;
    while let Some(sign) = text[at..].chars().next() {
        let rest = &text[at..];
        let (shown, length, is_mark) = match sign {
            _ if is_space(sign) => (' ', rest.len() - rest.trim_start_matches(is_space).len(), true),
            '\\' => match rest[1..].chars().next().filter(char::is_ascii_punctuation) {
                Some(next) => (next, 2, false),
                None => ('\\', 1, true),
            },
            '&' => match entity(rest) {
                Some((shown, length)) => (shown, length, false),
                None => ('&', 1, false),
            },
            '[' if rest.starts_with("[^") => ('\0', closed(rest, '[', ']').unwrap_or(1), true),
            '^' if rest.starts_with("^[") => ('\0', closed(&rest[1..], '[', ']').map_or(1, |length| length + 1), true),
            ']' if rest.starts_with("](") => ('\0', closed(&rest[1..], '(', ')').map_or(1, |length| length + 1), true),
            ']' if rest.starts_with("]{") => ('\0', closed(&rest[1..], '{', '}').map_or(1, |length| length + 1), true),
            _ => (sign, sign.len_utf8(), matches!(sign, '*' | '_' | '[' | ']' | '^' | '~' | '<' | '>' | '`' | '|')),
        };
        signs.push(Sign { sign: shown, range: at..at + length, is_mark });
        at += length;
    }
    signs
}

/// The length of what stands in brackets, them included.
fn closed(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0;
    let mut is_escaped = false;
    for (at, sign) in text.char_indices() {
        match sign {
            _ if std::mem::take(&mut is_escaped) => {}
            '\\' => is_escaped = true,
            _ if sign == open => depth += 1,
            _ if sign == close => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + close.len_utf8());
                }
            }
            _ => {}
        }
    }
    None
}

/// A sign that is written by its name or number: `&amp;`, `&#8212;`.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.find(';').filter(|end| (2..12).contains(end))?;
    let name = &text[1..end];
    let sign = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
        None => match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            "nbsp" => '\u{A0}',
            "ndash" => '–',
            "mdash" => '—',
            "hellip" => '…',
            "laquo" => '«',
            "raquo" => '»',
            _ => return None,
        },
    };
    Some((sign, end + 1))
}

/// How far into a place its first letter is looked for: what stands before it was told apart as words of their own.
const LEAD: usize = 8;

/// For each letter of `words` the bytes of `typed` that it is typed with; `None` if the words do not stand there.
fn spelled(typed: &str, words: &str) -> Option<Vec<Option<Range<usize>>>> {
    let signs = signs(typed);
    let wanted: Vec<char> = words.chars().collect();
    for first in 0..LEAD.min(signs.len()) {
        let (found, rest) = spelled_from(&signs[first..], &wanted);
        if found.len() == wanted.len() {
            return Some(found);
        }
        // Words of the program's own may follow those of the author: `Example Network (EN)`.
        if first == 0 && rest == 0 && found.iter().flatten().count() >= 3 {
            let mut found = found;
            found.resize(wanted.len(), None);
            return Some(found);
        }
    }
    None
}

/// The places of as many letters as stand there, and how many signs are left that are not marks.
fn spelled_from(signs: &[Sign], wanted: &[char]) -> (Vec<Option<Range<usize>>>, usize) {
    let mut found = Vec::with_capacity(wanted.len());
    let mut at = 0;
    'letters: for (index, letter) in wanted.iter().enumerate() {
        let letter = if is_space(*letter) { ' ' } else { *letter };
        let mut next = at;
        while let Some(sign) = signs.get(next) {
            if sign.sign == letter {
                found.push(Some(sign.range.clone()));
                at = next + 1;
                continue 'letters;
            }
            if !sign.is_mark && !is_unseen(sign.sign) {
                break;
            }
            next += 1;
        }
        let is_second_space = letter == ' ' && index > 0 && is_space(wanted[index - 1]);
        if is_second_space || is_unseen(letter) {
            found.push(None);
            continue;
        }
        break;
    }
    let rest = signs[at..].iter().filter(|sign| !sign.is_mark).count();
    (found, rest)
}

#[cfg(test)]
mod tests {
    use super::spelled;

    fn typed(text: &str, words: &str) -> Option<String> {
        let found = spelled(text, words)?;
        Some(found.into_iter().map(|range| range.map_or("·", |range| &text[range]).to_owned() + "|").collect())
    }

    #[test]
    fn letters_are_found_behind_marks_escapes_and_the_ends_of_lines() {
        assert_eq!(typed("a *b*\n   c", "a b c").as_deref(), Some("a| |b|\n   |c|"));
        assert_eq!(typed("\\*a &amp; b", "*a & b").as_deref(), Some("\\*|a| |&amp;| |b|"));
        assert_eq!(typed("one[^1] two", "one two").as_deref(), Some("o|n|e| |t|w|o|"));
        assert_eq!(typed("[here](https://x.org) on", "here on").as_deref(), Some("h|e|r|e| |o|n|"));
        assert_eq!(typed(", and so", " and so").as_deref(), Some(" |a|n|d| |s|o|"));
    }

    #[test]
    fn words_of_the_program_stand_nowhere() {
        assert_eq!(typed("Example Network", "Submitted by"), None);
        assert_eq!(typed("Net", "Net (N)").as_deref(), Some("N|e|t|·|·|·|·|"));
    }
}
