//! The author's files and places in them: every value keeps a [`Span`] to the very end, so that each message can point.

use std::ops::Range;

/// Which of the author's files: the report itself is the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u16);

/// A place in one of the author's files, as byte offsets into its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
}

impl Span {
    /// The place `range` of `file`; offsets beyond 4 GiB saturate.
    pub fn new(file: FileId, range: Range<usize>) -> Span {
        let offset = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        Span { file, start: offset(range.start), end: offset(range.end) }
    }

    /// The place from the start of this to the end of `other` (this one, if they stand in different files).
    pub fn to(self, other: Span) -> Span {
        if self.file == other.file { Span { end: self.end.max(other.end), ..self } } else { self }
    }

    /// The bytes as a range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

/// A paragraph of a Word file: a place that has no line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceInWord {
    /// The how-manieth paragraph.
    pub paragraph: usize,
    /// The number that Word shows before it.
    pub number: Option<String>,
    /// The heading it stands under.
    pub heading: Option<String>,
    /// All of that for people: `paragraph 12 (numbered 3 (a)), under “Housing”`.
    pub words: String,
}

/// What kind of file a text comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// A text file: places have lines and columns.
    #[default]
    Text,
    /// A Word file: its text here is that of one paragraph, or nothing.
    Word(Option<PlaceInWord>),
}

/// One file as read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its name as the user gave it, for messages.
    pub name: String,
    /// Its text.
    pub text: String,
    /// What kind of file it comes from.
    pub origin: Origin,
    /// Where its lines begin, so that the place of each finding is found at once.
    lines: Vec<u32>,
}

impl SourceFile {
    fn new(name: String, text: String) -> SourceFile {
        let begins = text.bytes().zip(1..).filter(|(byte, _)| *byte == b'\n').map(|(_, next)| next);
        let lines = std::iter::once(0).chain(begins).collect();
        SourceFile { name, text, origin: Origin::Text, lines }
    }
}

/// All files of one report, in the order they were read.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file and gives its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        self.files.push(SourceFile::new(name.into(), text.into()));
        FileId(u16::try_from(self.files.len() - 1).unwrap_or(u16::MAX))
    }

    /// Puts another text in the place of a file's own, and gives that back.
    pub(crate) fn replace(&mut self, id: FileId, text: String) -> Option<String> {
        let file = self.files.get_mut(usize::from(id.0))?;
        let mut new = SourceFile::new(std::mem::take(&mut file.name), text);
        new.origin = file.origin.clone();
        Some(std::mem::replace(file, new).text)
    }

    /// Adds a paragraph of a Word file, or the file as a whole, and gives its id.
    pub fn add_of_word(
        &mut self,
        name: impl Into<String>,
        text: impl Into<String>,
        place: Option<PlaceInWord>,
    ) -> FileId {
        let mut file = SourceFile::new(name.into(), text.into());
        file.origin = Origin::Word(place);
        self.files.push(file);
        FileId(u16::try_from(self.files.len() - 1).unwrap_or(u16::MAX))
    }

    /// The file, if there is one of that id.
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(usize::from(id.0))
    }

    /// All files.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The text at a place; empty if the place is not in the file or cuts a character.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.file).and_then(|file| file.text.get(span.range())).unwrap_or("")
    }

    /// Line and column of a byte offset, both from 1; a column counts characters, as editors do.
    pub fn line_column(&self, file: FileId, offset: u32) -> (usize, usize) {
        let Some(file) = self.get(file) else { return (1, 1) };
        let mut end = (offset as usize).min(file.text.len());
        while !file.text.is_char_boundary(end) {
            end -= 1;
        }
        let line = file.lines.partition_point(|start| *start as usize <= end).max(1);
        let before = &file.text[file.lines[line - 1] as usize..end];
        let before = before.strip_prefix('\u{FEFF}').filter(|_| line == 1).unwrap_or(before);
        (line, before.chars().count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::Sources;

    #[test]
    fn columns_count_characters_and_pass_over_a_byte_order_mark() {
        let mut sources = Sources::default();
        let id = sources.add("r.yaml", "\u{FEFF}é: 1\nzwei: 2\n");
        assert_eq!(sources.line_column(id, 3), (1, 1));
        assert_eq!(sources.line_column(id, 5), (1, 2));
        assert_eq!(sources.line_column(id, 9), (2, 1));
    }

    #[test]
    fn columns_count_each_sign_once_whatever_its_width_or_direction() {
        for (line, at, column) in [
            ("title: الحق في السكن x", "x", 22),
            ("title: 住房权 x", "x", 12),
            ("title: e\u{301}te\u{301} x", "x", 14),
            ("title:\tone x", "x", 12),
            ("title: 𠀀 x", "x", 10),
        ] {
            let mut sources = Sources::default();
            for (before, row) in [("", 1), ("language: en\r\n", 2), ("\u{FEFF}", 1), ("\u{FEFF}a: b\n", 2)] {
                let text = format!("{before}{line}\r\n");
                let offset = text.find(at).expect("the sign") as u32;
                let id = sources.add("r.yaml", text);
                assert_eq!(sources.line_column(id, offset), (row, column), "{before:?} {line}");
            }
        }
    }
}
