//! Groups the inlines of a paragraph that are read as one, and gives plain words.

use super::anchors::Anchor;
use super::owner::{Place, Slot};
use super::structure::{Child, Element, Node};
use super::tags::Builder;
use crate::document::{Cell, ContentId, Inline, LinkId, NoteId, NumberFormat, Paragraph};
use crate::facts::language::LanguageTag;

/// What inlines have in common that are read as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind<'a> {
    /// Words, perhaps of a link, perhaps in another language.
    Words { link: Option<LinkId>, language: Option<&'a LanguageTag> },
    /// The mark of a note.
    Note(NoteId),
    /// A cross reference; each is its own, hence its index.
    Reference(u32),
    /// The mark of an item; each is its own.
    Mark(u32),
}

/// Neighbouring inlines of one kind.
struct Group<'a> {
    kind: Kind<'a>,
    first: u32,
    link: u32,
    words: String,
}

impl Builder<'_> {
    /// The words of a paragraph as children of its element.
    pub(super) fn inlines(&mut self, paragraph: &Paragraph) -> Vec<Child> {
        let (groups, places) = groups(&paragraph.content, &[]);
        self.owners.add_paragraph(paragraph.id, places);
        self.children(paragraph.id, &groups)
    }

    /// A cell with a list: what stands before its first item, and the items, each with its notes.
    pub(super) fn cell_with_list(&mut self, element: Element, cell: &Cell) -> Child {
        let (id, language) = (cell.paragraph.id, cell.paragraph.language.clone());
        let (groups, places) = groups(&cell.paragraph.content, &cell.items);
        self.owners.add_paragraph(id, places);
        let is_mark = |group: &Group<'_>| matches!(group.kind, Kind::Mark(_));
        let first = groups.iter().position(is_mark).unwrap_or(groups.len());
        let (before, listed) = groups.split_at(first);
        let mut children = Vec::new();
        self.passage(id, before, &mut children);
        let items = listed.chunk_by(|_, next| !is_mark(next)).map(|item| {
            let (mark, words) = item.split_at(1);
            let mut body = Vec::new();
            self.passage(id, words, &mut body);
            let mark = Node::new(Element::Lbl, self.children(id, mark));
            Child::Node(Node::new(Element::LI, vec![mark.into(), Node::new(Element::LBody, body).into()]))
        });
        let items = items.collect();
        children.push(Node::new(Element::L(NumberFormat::Bullet('–')), items).into());
        Node::new(element, children).with_language(language).into()
    }

    /// Neighbours of a paragraph as one of their own, and after it the notes whose marks stand in it.
    fn passage(&mut self, id: ContentId, groups: &[Group<'_>], out: &mut Vec<Child>) {
        out.push(Node::new(Element::P, self.children(id, groups)).into());
        for group in groups {
            if let Kind::Note(note) = group.kind {
                self.note(note, out);
            }
        }
    }

    fn children(&mut self, id: ContentId, groups: &[Group<'_>]) -> Vec<Child> {
        let mut children = Vec::new();
        for run in groups.chunk_by(|one, next| one.link == next.link) {
            let Some(first) = run.first() else { continue };
            let anchor = Slot::Words(id, first.link);
            let mut words: Vec<Child> =
                run.iter().map(|group| leaf(Slot::Words(id, group.first), group.kind)).collect();
            let said = match first.kind {
                Kind::Words { link: None, .. } | Kind::Mark(_) => {
                    children.append(&mut words);
                    continue;
                }
                Kind::Words { link: Some(_), .. } => run.iter().map(|group| group.words.as_str()).collect(),
                Kind::Note(note) => self.note_number(note),
                Kind::Reference(_) => first.words.clone(),
            };
            self.owners.add_words(anchor, said);
            words.push(Child::Areas(anchor));
            let link = Node::new(Element::Link, words);
            let reference = |link: Node| Node::new(Element::Reference, vec![link.into()]);
            let whole = match first.kind {
                Kind::Words { .. } | Kind::Mark(_) => link,
                Kind::Note(note) => {
                    reference(link).with_anchor(Some(Anchor::Mark(note))).referring_to(Anchor::Note(note))
                }
                Kind::Reference(_) => reference(link),
            };
            children.push(whole.into());
        }
        children
    }

    fn note_number(&self, id: NoteId) -> String {
        let note = usize::try_from(id.0).ok().and_then(|index| self.document.notes.get(index));
        note.map_or_else(String::new, |note| note.number.to_string())
    }
}

/// The leaf of a group, in a span of its own where its language differs.
fn leaf(slot: Slot, kind: Kind<'_>) -> Child {
    match kind {
        Kind::Words { language: Some(language), .. } => {
            Node::new(Element::Span, vec![Child::Slot(slot)]).with_language(Some(language.clone())).into()
        }
        Kind::Words { language: None, .. } | Kind::Note(_) | Kind::Reference(_) | Kind::Mark(_) => Child::Slot(slot),
    }
}

/// Neighbours of one kind together; and for each inline the group and the link it belongs to. `marks` are the places of the
/// marks of items.
fn groups<'c>(content: &'c [Inline], marks: &[usize]) -> (Vec<Group<'c>>, Vec<Place>) {
    let mut groups: Vec<Group<'c>> = Vec::new();
    let mut places = Vec::with_capacity(content.len());
    for ((at, inline), index) in content.iter().enumerate().zip(0_u32..) {
        let kind = match inline {
            Inline::Text { .. } if marks.binary_search(&at).is_ok() => Kind::Mark(index),
            Inline::Text { format, .. } => Kind::Words { link: format.link, language: format.language.as_ref() },
            Inline::Note { note, .. } => Kind::Note(*note),
            Inline::Reference { .. } => Kind::Reference(index),
            // Draws nothing: it stays with what stands before it.
            Inline::LineBreak => groups.last().map_or(Kind::Words { link: None, language: None }, |group| group.kind),
        };
        match groups.last_mut() {
            Some(group) if group.kind == kind => group.words.push_str(&inline.words()),
            last => {
                let link = last.filter(|before| same_link(before.kind, kind)).map_or(index, |before| before.link);
                groups.push(Group { kind, first: index, link, words: inline.words().into_owned() });
            }
        }
        if let Some(group) = groups.last() {
            places.push(Place { group: group.first, link: group.link });
        }
    }
    (groups, places)
}

/// Whether two kinds are words of one link.
fn same_link(one: Kind<'_>, other: Kind<'_>) -> bool {
    let link = |kind| if let Kind::Words { link, .. } = kind { link } else { None };
    link(one).is_some() && link(one) == link(other)
}

#[cfg(test)]
mod tests {
    use super::groups;
    use crate::document::sample::{formatted, words};
    use crate::document::{Format, Inline, LinkId};
    use crate::facts::language::LanguageTag;

    #[test]
    fn emphasis_is_read_with_its_neighbours_and_a_link_is_not() {
        let content = [
            words("one "),
            formatted("two", Format { strong: true, ..Format::default() }),
            Inline::LineBreak,
            formatted("three", Format { link: Some(LinkId(0)), ..Format::default() }),
            words(" four"),
        ];
        let firsts: Vec<u32> = groups(&content, &[]).1.iter().map(|place| place.group).collect();
        assert_eq!(firsts, [0, 0, 0, 3, 4]);
    }

    #[test]
    fn a_link_in_two_languages_stays_one_link() {
        let french = LanguageTag::parse("fr");
        let content = [
            formatted("see ", Format { link: Some(LinkId(0)), ..Format::default() }),
            formatted("le logement", Format { link: Some(LinkId(0)), language: french, ..Format::default() }),
            formatted("other", Format { link: Some(LinkId(1)), ..Format::default() }),
        ];
        let places: Vec<(u32, u32)> = groups(&content, &[]).1.iter().map(|place| (place.group, place.link)).collect();
        assert_eq!(places, [(0, 0), (1, 0), (2, 2)]);
    }
}
