//! The lines of tables of contents. They are left out, since they are made anew, but `merge` must know whether somebody
//! edited them.

use super::draft::{ChangesRead, ContentsLine, PlaceId};
use super::tree::{NodeId, Space};
use super::walk::Walker;

impl Walker<'_> {
    /// Remembers the lines of the block that Word makes.
    pub(super) fn contents_block(&mut self, block: NodeId, place: PlaceId) {
        let tree = self.tree;
        let paragraphs = tree.within(block).filter(|node| tree.is(*node, Space::Word, "p"));
        let lines = paragraphs.map(|paragraph| {
            let mut text = String::new();
            self.line(paragraph, &mut text);
            ContentsLine { place, text }
        });
        let lines: Vec<ContentsLine> = lines.filter(|line| !line.text.trim().is_empty()).collect();
        self.shared.draft.contents.extend(lines);
    }

    /// Remembers words of a line that stands in a field alone.
    pub(super) fn contents_words(&mut self, place: PlaceId, words: &str) {
        let lines = &mut self.shared.draft.contents;
        match lines.last_mut().filter(|last| last.place == place) {
            Some(last) => last.text.push_str(words),
            None => lines.push(ContentsLine { place, text: words.to_owned() }),
        }
    }

    /// What is shown of an element the way changes are read.
    fn line(&self, node: NodeId, text: &mut String) {
        let tree = self.tree;
        for child in tree.children(node) {
            match tree.named(child) {
                Some((Space::Word, "t" | "delText")) => text.push_str(&tree.words(child)),
                Some((Space::Word, "tab")) => text.push('\t'),
                Some((Space::Word, "br" | "cr")) => text.push(' '),
                Some((Space::Word, "del" | "moveFrom")) if self.shared.changes == ChangesRead::Accepted => {}
                Some((Space::Word, "ins" | "moveTo")) if self.shared.changes == ChangesRead::Rejected => {}
                // The tabs in properties are stops, and paragraphs are lines of their own.
                Some((Space::Word, "pPr" | "rPr" | "p")) => {}
                Some(_) => self.line(child, text),
                None => {}
            }
        }
    }
}
