//! Reads the document once before writing: which places exist, what number stands at each, which lists are used.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::script::is_east_asian;
use super::styles::Numbered;
use crate::document::{Block, BookmarkId, Caption, ContentId, Document, Inline, ListId, Paragraph, Role};

/// What is known before the first element is written.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// What stands at each place that is marked somewhere in the document.
    pub(super) places: BTreeMap<BookmarkId, Place>,
    /// Paragraphs whose number is part of a reference to something below them.
    pub(super) ancestors: BTreeSet<ContentId>,
    /// By paragraph: where its number stands in the first piece of its text.
    pub(super) words: BTreeMap<ContentId, Range<usize>>,
    pub(super) numbered: Numbered,
    open: BTreeMap<ListId, Vec<Number>>,
    /// Headings without marker that are pointed at, with the first piece of their text.
    headings: BTreeMap<BookmarkId, (ContentId, String)>,
    references: Vec<(BookmarkId, String)>,
}

/// What stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A paragraph with a number: the numbers from the outermost level to its own.
    Numbered(Vec<Number>),
    /// A caption with this number.
    Caption(u32),
    /// A heading with its number among its words, as annexes have it: references take it from there.
    Word(ContentId, String),
    /// Words without number.
    Plain,
}

/// A number in the text, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// As Word's REF field gives it: without the final full stop.
    pub(super) text: String,
    pub(super) paragraph: ContentId,
    level: u8,
}

impl Plan {
    /// Reads the document.
    pub(super) fn of(document: &Document) -> Plan {
        let mut plan = Plan::default();
        for part in &document.parts {
            plan.blocks(&part.blocks);
        }
        document.notes.iter().flat_map(|note| &note.paragraphs).for_each(|paragraph| plan.references_in(paragraph));
        plan.find_words();
        for chain in plan.places.values() {
            if let Place::Numbered(numbers) = chain {
                plan.ancestors.extend(numbers.iter().rev().skip(1).map(|number| number.paragraph));
            }
        }
        plan
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.paragraph(paragraph),
                Block::Heading(heading) => self.paragraph(&heading.paragraph),
                Block::List(list) => list.items.iter().for_each(|item| self.blocks(&item.blocks)),
                Block::Recommendations(recommendations) => {
                    recommendations.lead_in.iter().for_each(|paragraph| self.paragraph(paragraph));
                    recommendations.items.iter().for_each(|item| self.blocks(&item.blocks));
                }
                Block::Quotation(quotation) => {
                    quotation
                        .paragraphs
                        .iter()
                        .chain(&quotation.source)
                        .for_each(|paragraph| self.paragraph(paragraph));
                }
                Block::Table(table) => {
                    table.caption.iter().for_each(|caption| self.caption(caption));
                    let cells = table.header.iter().chain(table.rows.iter().flatten());
                    cells.for_each(|cell| self.paragraph(&cell.paragraph));
                }
                Block::Figure(figure) => figure.caption.iter().for_each(|caption| self.caption(caption)),
                Block::Contents(_) | Block::PageBreak(_) => {}
            }
        }
    }

    fn caption(&mut self, caption: &Caption) {
        self.references_in(&caption.paragraph);
        if let Some(bookmark) = caption.paragraph.bookmark {
            self.places.insert(bookmark, Place::Caption(caption.number));
        }
    }

    /// Finds the numbers that references to headings without marker show.
    fn find_words(&mut self) {
        for (target, text) in std::mem::take(&mut self.references) {
            let Some((heading, words)) = self.headings.get(&target) else { continue };
            let Some(range) = whole_word(words, &text) else { continue };
            if !self.words.contains_key(heading) {
                self.words.insert(*heading, range);
                self.places.insert(target, Place::Word(*heading, text));
            }
        }
    }

    fn references_in(&mut self, paragraph: &Paragraph) {
        for inline in &paragraph.content {
            if let Inline::Reference { target, text, .. } = inline {
                self.references.push((*target, text.clone()));
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        self.references_in(paragraph);
        if let (None, Some(bookmark), Some(Inline::Text { text, format, .. })) =
            (&paragraph.marker, paragraph.bookmark, paragraph.content.first())
            && format.link.is_none()
        {
            self.headings.insert(bookmark, (paragraph.id, text.clone()));
        }
        let chain = paragraph.marker.as_ref().map(|marker| {
            self.numbered.headings |= matches!(paragraph.role, Role::Heading(_));
            if paragraph.role == Role::AnnexHeading {
                self.numbered.annexes = Some(marker.list);
            }
            self.numbered.paragraphs |= marker.list == ListId::PARAGRAPHS;
            let number = Number {
                text: marker.text.trim_end_matches(['.', ' ']).to_owned(),
                paragraph: paragraph.id,
                level: marker.level,
            };
            let chain = self.open.entry(marker.list).or_default();
            chain.retain(|above| above.level < marker.level);
            chain.push(number);
            let chain = chain.clone();
            self.below_paragraph(marker.list, chain)
        });
        if let Some(bookmark) = paragraph.bookmark {
            self.places.insert(bookmark, chain.map_or(Place::Plain, Place::Numbered));
        }
    }

    /// A list of its own stands below the numbered paragraph before it.
    fn below_paragraph(&self, list: ListId, chain: Vec<Number>) -> Vec<Number> {
        if list == ListId::PARAGRAPHS || list == ListId::HEADINGS || self.numbered.annexes == Some(list) {
            return chain;
        }
        let paragraph = self.open.get(&ListId::PARAGRAPHS).and_then(|numbers| numbers.first()).cloned();
        paragraph.into_iter().chain(chain).collect()
    }
}

/// Where a word stands in a text, not inside another word; Chinese sets no space between words.
fn whole_word(text: &str, word: &str) -> Option<Range<usize>> {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_east_asian(c));
    text.match_indices(word).map(|(at, word)| at..at + word.len()).find(|range| {
        let (before, after) = (text.get(..range.start), text.get(range.end..));
        !word.is_empty()
            && !letter(before.and_then(|before| before.chars().next_back()))
            && !letter(after.and_then(|after| after.chars().next()))
    })
}

/// The numbers whose fields, one after the other, give exactly the reference's text; the text between them is a space.
///
/// Word's own switch for numbers in full context (`\w`) sets no space between them, so each number has a field of its own.
pub(super) fn numbers_for<'a>(text: &str, chain: &'a [Number]) -> Option<&'a [Number]> {
    (0..chain.len())
        .rev()
        .map(|from| &chain[from..])
        .find(|numbers| numbers.iter().map(|number| number.text.as_str()).collect::<Vec<_>>().join(" ") == text)
}

#[cfg(test)]
mod tests {
    use super::{Number, Place, Plan, numbers_for, whole_word};
    use crate::document::{BookmarkId, ContentId, sample};

    fn chain() -> Vec<Number> {
        ["24", "(a)", "(i)"]
            .into_iter()
            .zip(0..)
            .map(|(text, level)| Number { text: text.into(), paragraph: ContentId(u32::from(level)), level })
            .collect()
    }

    #[test]
    fn a_reference_takes_the_numbers_that_spell_its_text() {
        let chain = chain();
        let found = |text| numbers_for(text, &chain).map(<[Number]>::len);
        assert_eq!(found("(i)"), Some(1));
        assert_eq!(found("24 (a) (i)"), Some(3));
        assert_eq!(found("25 (a) (i)"), None);
        assert_eq!(numbers_for("24", &chain[..1]).map(<[Number]>::len), Some(1));
    }

    #[test]
    fn a_number_is_not_found_inside_a_word() {
        assert_eq!(whole_word("Annex I. I", "I"), Some(6..7));
        assert_eq!(whole_word("Annex II. Cases", "I"), None);
        assert_eq!(whole_word("Annex", ""), None);
        assert_eq!(whole_word("附件二：案例", "二"), Some(6..9));
    }

    #[test]
    fn places_know_their_numbers() {
        let plan = Plan::of(&sample::everything());
        let Some(Place::Numbered(numbers)) = plan.places.get(&BookmarkId(0)) else { panic!("the heading is numbered") };
        assert_eq!(numbers[0].text, "I");
        assert_eq!(plan.places.get(&BookmarkId(3)), Some(&Place::Caption(1)));
        assert!(plan.numbered.headings && plan.numbered.paragraphs);
    }
}
