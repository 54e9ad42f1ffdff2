//! Reads the document once before writing: which places exist, what number stands at each, which lists are used.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::numbering;
use super::script::is_east_asian;
use super::styles::Numbered;
use crate::document::number::format_number;
use crate::document::{
    Block, BookmarkId, Caption, ContentId, Document, Inline, LinkTarget, ListId, Marker, Paragraph, Role,
};

/// What is known before the first element is written.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// What stands at each place that is marked somewhere in the document.
    pub(super) places: BTreeMap<BookmarkId, Place>,
    /// The places that something points at: no others are written.
    pub(super) pointed: BTreeSet<BookmarkId>,
    /// Paragraphs whose number is part of a reference to something below them.
    pub(super) ancestors: BTreeSet<ContentId>,
    /// By paragraph: where its number stands in the first piece of its text.
    pub(super) words: BTreeMap<ContentId, Range<usize>>,
    pub(super) numbered: Numbered,
}

/// What is known while reading.
struct Reader<'a> {
    document: &'a Document,
    plan: Plan,
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
    /// A label whose number is counted by a field: captions and annexes.
    Counted(String),
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
        let (open, headings) = (BTreeMap::new(), BTreeMap::new());
        let mut reader = Reader { document, plan: Plan::default(), open, headings, references: vec![] };
        document.parts.iter().for_each(|part| reader.blocks(&part.blocks));
        document.notes.iter().flat_map(|note| &note.paragraphs).for_each(|paragraph| reader.references_in(paragraph));
        reader.plan.pointed.extend(document.links.iter().filter_map(|link| match link {
            LinkTarget::Bookmark(bookmark) => Some(*bookmark),
            LinkTarget::Address(_) => None,
        }));
        reader.find_targets();
        reader.plan
    }
}

impl Reader<'_> {
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
                Block::Contents(contents) => {
                    self.plan.pointed.extend(contents.entries.iter().map(|entry| entry.target))
                }
                Block::PageBreak(_) => {}
            }
        }
    }

    fn caption(&mut self, caption: &Caption) {
        self.references_in(&caption.paragraph);
        if let Some(bookmark) = caption.paragraph.bookmark {
            self.plan.places.insert(bookmark, Place::Counted(caption.number.to_string()));
        }
    }

    /// Finds what the fields of the references ask for: numbers above the target's own, and numbers among its words.
    fn find_targets(&mut self) {
        for (target, text) in std::mem::take(&mut self.references) {
            self.plan.pointed.insert(target);
            if let Some(Place::Numbered(chain)) = self.plan.places.get(&target) {
                let numbers = numbers_for(&text, chain).unwrap_or_default();
                self.plan.ancestors.extend(numbers.iter().rev().skip(1).map(|number| number.paragraph));
            }
            let Some((heading, words)) = self.headings.get(&target) else { continue };
            let Some(range) = whole_word(words, &text) else { continue };
            if !self.plan.words.contains_key(heading) {
                self.plan.words.insert(*heading, range);
                self.plan.places.insert(target, Place::Word(*heading, text));
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
        let marker = paragraph.marker.as_ref().filter(|_| paragraph.role != Role::AnnexHeading);
        let chain = marker.map(|marker| {
            self.plan.numbered.headings |= matches!(paragraph.role, Role::Heading(_));
            self.plan.numbered.paragraphs |= marker.list == ListId::PARAGRAPHS;
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
            let place = match (chain, &paragraph.marker) {
                (Some(chain), _) => Place::Numbered(chain),
                (None, Some(annex)) => Place::Counted(self.number_in(annex)),
                (None, None) => Place::Plain,
            };
            self.plan.places.insert(bookmark, place);
        }
    }

    /// A list of its own stands below the numbered paragraph before it.
    fn below_paragraph(&self, list: ListId, chain: Vec<Number>) -> Vec<Number> {
        if list == ListId::PARAGRAPHS || list == ListId::HEADINGS {
            return chain;
        }
        let paragraph = self.open.get(&ListId::PARAGRAPHS).and_then(|numbers| numbers.first()).cloned();
        paragraph.into_iter().chain(chain).collect()
    }

    /// The number of a marker without what stands around it.
    fn number_in(&self, marker: &Marker) -> String {
        let level = numbering::level(self.document, marker.list, marker.level);
        level.map_or_else(|| marker.number.to_string(), |level| format_number(marker.number, level.format))
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
        assert_eq!(plan.places.get(&BookmarkId(3)), Some(&Place::Counted("1".into())));
        assert!(plan.numbered.headings && plan.numbered.paragraphs);
    }
}
