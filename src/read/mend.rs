//! Makes YAML of a text that is not YAML, by the remedies of the mistakes in it, so that all mistakes are reported in
//! one run and not only the first.

use super::accidents;
use super::node::{Tree, read_tree};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// After so many mistakes of YAML the rest waits.
const MOST: usize = 20;

/// A larger text is read once: each mistake would cost another reading.
const LARGEST: usize = 1024 * 1024;

/// A text after the remedies of what kept it from being read.
pub(super) struct Mended {
    pub(super) text: String,
    /// The author's text.
    authors: String,
    /// What was mended, at its place in the author's text.
    pub(super) found: Vec<Diagnostic>,
    moved: Moved,
}

/// What keeps a text from being read as it is meant: the failure of the parser, or what it reads over.
pub(super) fn mistake(source: &str, tree: &Tree<'_>) -> Option<Diagnostic> {
    if tree.broken { tree.diagnostics.last().cloned() } else { accidents::unnoticed(source) }
}

/// Mends the mistake `first` of a text and those that come to light after it, as far as they have mechanical remedies.
pub(super) fn mend(source: &str, base: usize, first: Diagnostic) -> Option<Mended> {
    let mut mended =
        Mended { text: source.to_owned(), authors: source.to_owned(), found: Vec::new(), moved: Moved::default() };
    let mut next = Some(first);
    while let Some(found) = next.take() {
        let edits = found.fix.as_ref().map(|fix| fix.edits.clone()).unwrap_or_default();
        if edits.is_empty() || source.len() > LARGEST || mended.found.len() >= MOST {
            break;
        }
        let mut found = [found];
        mended.place_back(&mut found);
        mended.found.extend(found);
        let mut shifts = Vec::new();
        for edit in edits.iter().rev() {
            let range = edit.span.range();
            if mended.text.get(range.clone()).is_some() {
                mended.text.replace_range(range.clone(), &edit.replacement);
                shifts.push((range.start, range.end, edit.replacement.len()));
            }
        }
        shifts.reverse();
        mended.moved.layers.push(shifts);
        next = mistake(&mended.text, &read_tree(&mended.text, base));
    }
    (!mended.found.is_empty()).then_some(mended)
}

impl Mended {
    /// Moves findings from the mended text to the author's. Their remedies are edits of the mended text, so they wait until
    /// the author's text is read again.
    pub(super) fn place_back(&self, found: &mut [Diagnostic]) {
        if self.moved.layers.is_empty() {
            return;
        }
        for diagnostic in found.iter_mut().filter(|diagnostic| diagnostic.span.file == FileId(0)) {
            let range = diagnostic.span.range();
            let back = |at| self.authors.floor_char_boundary(self.moved.back(at));
            let start = back(range.start);
            diagnostic.span = Span::new(FileId(0), start..back(range.end).max(start));
            diagnostic.fix = None;
        }
    }
}

/// What was moved by edits, each layer in the text that the layers before it left.
#[derive(Default)]
struct Moved {
    /// Start and end of what was replaced, and the length of what stands there instead, in the order of the text.
    layers: Vec<Vec<(usize, usize, usize)>>,
}

impl Moved {
    /// The place in the author's text of an offset in the mended text.
    fn back(&self, mut at: usize) -> usize {
        for layer in self.layers.iter().rev() {
            let mut added = 0;
            let mut removed = 0;
            let mut inside = None;
            for (start, end, length) in layer {
                let new_start = start + added - removed;
                if at < new_start {
                    break;
                }
                if at < new_start + length {
                    inside = Some((start + (at - new_start)).min(*end));
                    break;
                }
                added += length;
                removed += end - start;
            }
            at = inside.unwrap_or(at + removed - added);
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::mend;
    use crate::read::node::read_tree;

    #[test]
    fn what_comes_to_light_after_a_remedy_keeps_its_place_in_the_authors_text() {
        let source = "stage: b: c\ntitle:Housing\nsubtitle: d: e\nlanguage: en\n";
        let tree = read_tree(source, 0);
        let first = super::mistake(source, &tree).expect("a mistake");
        let mended = mend(source, 0, first).expect("a mended text");
        assert_eq!(mended.text, "stage: 'b: c'\ntitle: Housing\nsubtitle: 'd: e'\nlanguage: en\n");
        let places: Vec<&str> = mended.found.iter().map(|found| &source[found.span.range()]).collect();
        assert_eq!(places, ["b: c", "title:Housing", "d: e"]);
    }
}
