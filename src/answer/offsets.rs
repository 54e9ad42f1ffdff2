//! Turns places in bytes, as the stages know them, into places as the page's editor counts: units of UTF-16.

use std::cell::OnceCell;

use crate::source::{FileId, Sources, Span};

/// The places of one report.
pub(super) struct Offsets<'s> {
    sources: &'s Sources,
    files: Vec<OnceCell<Vec<u32>>>,
}

impl<'s> Offsets<'s> {
    pub(super) fn new(sources: &'s Sources) -> Offsets<'s> {
        Offsets { sources, files: sources.files().iter().map(|_| OnceCell::new()).collect() }
    }

    /// The first unit of a place and the one after its last.
    pub(super) fn range(&self, span: Span) -> (u32, u32) {
        (self.unit(span.file, span.start), self.unit(span.file, span.end))
    }

    fn unit(&self, file: FileId, byte: u32) -> u32 {
        let Some(units) = self.files.get(usize::from(file.0)) else { return 0 };
        let units = units.get_or_init(|| units_of(self.sources.get(file).map_or("", |file| &file.text)));
        units.get(byte as usize).or(units.last()).copied().unwrap_or(0)
    }
}

/// For each byte of a text, and for its end, how many units of UTF-16 stand before its letter.
fn units_of(text: &str) -> Vec<u32> {
    let mut units = Vec::with_capacity(text.len() + 1);
    let mut before = 0;
    for letter in text.chars() {
        units.extend(std::iter::repeat_n(before, letter.len_utf8()));
        before += letter.len_utf16() as u32;
    }
    units.push(before);
    units
}

#[cfg(test)]
mod tests {
    use super::Offsets;
    use crate::source::{Sources, Span};

    #[test]
    fn letters_of_any_width_are_counted_as_an_editor_in_a_browser_counts_them() {
        let mut sources = Sources::default();
        let file = sources.add("r.yaml", "aé住𠀀b");
        let offsets = Offsets::new(&sources);
        let places =
            [(0..1, (0, 1)), (1..3, (1, 2)), (3..6, (2, 3)), (6..10, (3, 5)), (10..11, (5, 6)), (11..99, (6, 6))];
        for (bytes, units) in places {
            assert_eq!(offsets.range(Span::new(file, bytes)), units);
        }
    }
}
