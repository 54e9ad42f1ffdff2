//! Reads the paragraphs and tables of a part in reading order.

use std::collections::BTreeMap;

use super::draft::{
    Change, ChangeKind, ChangesRead, Item, LossKind, Note, Paragraph, ParagraphLook, PartOfFile, Piece, PlaceId,
    RunLook, Section,
};
use super::fields::Fields;
use super::package::Relationship;
use super::shared::Shared;
use super::styles::{ParagraphChange, paragraph_change};
use super::tree::{NodeId, Space, Tree};

/// Reads one part.
pub(super) struct Walker<'p> {
    pub(super) tree: &'p Tree,
    pub(super) part: PartOfFile,
    relationships: BTreeMap<&'p str, &'p Relationship>,
    pub(super) shared: &'p mut Shared,
    pub(super) fields: Fields,
    /// For each node whether its words are carried or told.
    pub(super) seen: Vec<bool>,
    /// The part of the text that is read: a text box stands in the text.
    pub(super) in_box: bool,
    pub(super) in_table: usize,
    /// The start of a paragraph whose mark was taken out: it goes on in the next.
    pending: Option<(PlaceId, Vec<Piece>, Vec<String>)>,
    /// Text boxes of the paragraph that is read.
    pub(super) boxes: Vec<NodeId>,
    /// Parts with words that are not read as text: charts and diagrams.
    pub(super) others: Vec<(LossKind, String, PlaceId)>,
}

impl<'p> Walker<'p> {
    pub(super) fn new(
        tree: &'p Tree,
        part: PartOfFile,
        relationships: &'p [Relationship],
        shared: &'p mut Shared,
    ) -> Walker<'p> {
        Walker {
            tree,
            part,
            relationships: relationships.iter().map(|one| (one.id.as_str(), one)).collect(),
            shared,
            fields: Fields::default(),
            seen: vec![false; tree.len()],
            in_box: false,
            in_table: 0,
            pending: None,
            boxes: Vec::new(),
            others: Vec::new(),
        }
    }

    /// Where an id of this part leads.
    pub(super) fn leads_to(&self, id: &str) -> Option<&'p Relationship> {
        self.relationships.get(id).copied()
    }

    /// The items of the main part.
    pub(super) fn text(&mut self) -> Vec<Item> {
        let tree = self.tree;
        let mut items = Vec::new();
        if let Some(body) = tree.child(tree.root(), Space::Word, "body") {
            self.blocks(body, &mut items);
        }
        self.end_text(&mut items);
        items
    }

    /// Charts and diagrams that were met.
    pub(super) fn other_parts(self) -> Vec<(LossKind, String, PlaceId)> {
        self.others
    }

    /// The notes of a part of notes; those without a mark are told.
    pub(super) fn notes(&mut self) {
        let tree = self.tree;
        let is_endnote = self.part == PartOfFile::Endnote;
        for node in tree.children(tree.root()) {
            let id = tree.word(node, "id").unwrap_or_default().into_owned();
            let is_rule = tree.word(node, "type").is_some_and(|kind| kind != "normal");
            if is_rule || tree.space(node) != Some(Space::Word) {
                continue;
            }
            let mut items = Vec::new();
            self.blocks(node, &mut items);
            self.end_text(&mut items);
            let paragraphs = flat(items);
            match self.shared.notes.get(&(is_endnote, id)).copied() {
                Some(at) => {
                    self.shared.draft.notes[at].paragraphs.extend(paragraphs);
                }
                None => {
                    let words: Vec<String> = paragraphs.iter().map(Paragraph::text).collect();
                    let place = paragraphs.first().map(|paragraph| paragraph.place).unwrap_or_default();
                    if words.iter().any(|words| !words.trim().is_empty()) {
                        self.shared.lose(LossKind::UnusedNote, place, words.join(" "));
                    }
                }
            }
        }
    }

    /// The note that a mark points at: its number in the draft.
    pub(super) fn note(&mut self, is_endnote: bool, id: &str, mark: PlaceId) -> usize {
        let notes = &mut self.shared.draft.notes;
        let at = *self.shared.notes.entry((is_endnote, id.to_owned())).or_insert(notes.len());
        if at == notes.len() {
            notes.push(Note { is_endnote, paragraphs: Vec::new(), mark, id: id.to_owned() });
        }
        at
    }

    /// The paragraphs and tables in an element.
    pub(super) fn blocks(&mut self, around: NodeId, items: &mut Vec<Item>) {
        let tree = self.tree;
        for node in tree.children(around) {
            match tree.named(node) {
                Some((Space::Word, "p")) => self.paragraph(node, items),
                Some((Space::Word, "tbl")) => {
                    self.flush(items);
                    self.table(node, items);
                }
                Some((Space::Word, "sectPr")) => self.section(node, items.len()),
                Some((Space::Word, "sdt")) => self.control(node, items),
                Some((Space::Word, "altChunk")) => {
                    let place = self.shared.new_place(self.part, Some(node));
                    self.shared.lose(LossKind::OtherFile, place, "");
                }
                Some((Space::Compatibility, "AlternateContent")) => {
                    if let Some(chosen) = self.alternative(node) {
                        self.blocks(chosen, items);
                    }
                }
                Some((Space::Word, "del" | "moveFrom")) if self.shared.changes == ChangesRead::Accepted => {
                    self.tracked_blocks(node, ChangeKind::Deletion);
                }
                Some((Space::Word, "ins" | "moveTo")) if self.shared.changes == ChangesRead::Rejected => {
                    self.tracked_blocks(node, ChangeKind::Insertion);
                }
                Some((
                    Space::Word,
                    "customXml" | "ins" | "moveTo" | "del" | "moveFrom" | "sdtContent" | "smartTag",
                )) => {
                    self.blocks(node, items);
                }
                // Words that stand between paragraphs, where no program writes them, are found by the law.
                _ => {}
            }
        }
    }

    /// Whole paragraphs that a change puts in or takes out, and that are not there the way changes are read.
    fn tracked_blocks(&mut self, node: NodeId, kind: ChangeKind) {
        let place = self.shared.new_place(self.part, Some(node));
        let words = self.mark_seen(node);
        self.change(node, kind, place, words);
    }

    /// A content control: a contents list, a prompt that nobody filled in, or text.
    fn control(&mut self, node: NodeId, items: &mut Vec<Item>) {
        let tree = self.tree;
        let Some(content) = tree.child(node, Space::Word, "sdtContent") else { return };
        if self.is_prompt(node) {
            let place = self.shared.new_place(self.part, Some(node));
            let words = self.mark_seen(content);
            self.shared.lose(LossKind::Placeholder, place, words);
            return;
        }
        if let Some(properties) = tree.child(node, Space::Word, "sdtPr")
            && let Some(gallery) = tree.child(properties, Space::Word, "docPartObj")
            && tree.value_of(gallery, "docPartGallery").as_deref() == Some("Table of Contents")
        {
            let place = self.shared.new_place(self.part, Some(node));
            self.contents_block(content, place);
            let words = self.mark_seen(content);
            self.shared.lose(LossKind::Contents, place, words);
            return;
        }
        self.blocks(content, items);
    }

    /// Whether a content control still shows its prompt.
    pub(super) fn is_prompt(&self, node: NodeId) -> bool {
        let properties = self.tree.child(node, Space::Word, "sdtPr");
        properties.and_then(|properties| self.tree.switch(properties, "showingPlcHdr")) == Some(true)
    }

    /// The alternative that is read.
    pub(super) fn alternative(&mut self, node: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        let chosen = alternative(tree, node);
        // The other alternatives say the same words once more.
        for other in tree.children(node).filter(|child| Some(*child) != chosen) {
            self.mark_seen(other);
        }
        chosen
    }

    /// Marks the words in an element as told, and gives them.
    pub(super) fn mark_seen(&mut self, node: NodeId) -> String {
        let mut words = String::new();
        for inside in self.tree.within(node) {
            self.seen[inside.index()] = true;
            match self.tree.named(inside) {
                Some((Space::Word, "t" | "delText") | (Space::Drawing | Space::Math, "t")) => {
                    words += &self.tree.words(inside);
                }
                Some((Space::Word, "p" | "tab" | "br" | "tc")) if !words.is_empty() => words.push(' '),
                _ => {}
            }
        }
        words
    }

    /// Remembers a tracked change.
    pub(super) fn change(&mut self, node: NodeId, kind: ChangeKind, place: PlaceId, words: String) {
        let author = super::tree::name_of(&self.tree.word(node, "author").unwrap_or_default());
        self.shared.draft.changes.push(Change { kind, author, place, words });
    }

    fn section(&mut self, node: NodeId, items: usize) {
        let tree = self.tree;
        let of = |name: &str, value: &str| {
            let node = tree.child(node, Space::Word, name)?;
            tree.word(node, value).and_then(|value| value.parse().ok())
        };
        let margin = |name| of("pgMar", name).unwrap_or(0);
        let section = Section {
            width: of("pgSz", "w").unwrap_or(0),
            height: of("pgSz", "h").unwrap_or(0),
            margins: [margin("top"), margin("right"), margin("bottom"), margin("left")],
            items,
        };
        self.shared.draft.sections.push(section);
        if tree.child(node, Space::Word, "sectPrChange").is_some() {
            let place = PlaceId(self.shared.draft.places.len().saturating_sub(1));
            self.change(node, ChangeKind::Format, place, String::new());
        }
    }

    fn paragraph(&mut self, node: NodeId, items: &mut Vec<Item>) {
        let tree = self.tree;
        let (place, mut pieces, mut bookmarks) = match self.pending.take() {
            Some(pending) => pending,
            None => {
                let part = if self.in_box { PartOfFile::TextBox } else { self.part };
                (self.shared.new_place(part, Some(node)), Vec::new(), Vec::new())
            }
        };
        let properties = tree.child(node, Space::Word, "pPr");
        let style_id = properties.and_then(|properties| tree.value_of(properties, "pStyle")).map(|id| id.into_owned());
        let style_id = self.shared.styles.paragraph_style(style_id.as_deref()).map(str::to_owned);
        let look = self.shared.styles.look(style_id.as_deref());
        let mut run_reader =
            super::runs::Runs { walker: self, place, look: &look, pieces: &mut pieces, bookmarks: &mut bookmarks };
        run_reader.content(node, &super::runs::Around::default());
        let boxes = std::mem::take(&mut self.boxes);
        if let Some(section) = properties.and_then(|properties| tree.child(properties, Space::Word, "sectPr")) {
            self.section(section, items.len() + 1);
        }
        if self.mark_is_gone(properties, place) {
            self.pending = Some((place, pieces, bookmarks));
        } else {
            let paragraph = self.finished(node, style_id.as_deref(), place, pieces, bookmarks, &look);
            items.push(Item::Paragraph(paragraph));
        }
        for text_box in boxes {
            self.text_box(text_box, place, items);
        }
    }

    /// Whether the mark at the end of a paragraph is not there the way changes are read.
    fn mark_is_gone(&mut self, properties: Option<NodeId>, place: PlaceId) -> bool {
        let tree = self.tree;
        let Some(properties) = properties else { return false };
        if tree.child(properties, Space::Word, "pPrChange").is_some() {
            self.change_in(properties, "pPrChange", ChangeKind::Format, place);
        }
        let Some(mark) = tree.child(properties, Space::Word, "rPr") else { return false };
        let mut gone = false;
        for (name, kind) in [
            ("ins", ChangeKind::Insertion),
            ("moveTo", ChangeKind::Insertion),
            ("del", ChangeKind::Deletion),
            ("moveFrom", ChangeKind::Deletion),
        ] {
            if tree.child(mark, Space::Word, name).is_some() {
                self.change_in(mark, name, kind, place);
                gone |= match self.shared.changes {
                    ChangesRead::Accepted => kind == ChangeKind::Deletion,
                    ChangesRead::Rejected => kind == ChangeKind::Insertion,
                };
            }
        }
        gone
    }

    pub(super) fn change_in(&mut self, around: NodeId, name: &str, kind: ChangeKind, place: PlaceId) {
        if let Some(node) = self.tree.child(around, Space::Word, name) {
            self.change(node, kind, place, String::new());
        }
    }

    fn finished(
        &mut self,
        node: NodeId,
        style_id: Option<&str>,
        place: PlaceId,
        pieces: Vec<Piece>,
        bookmarks: Vec<String>,
        look: &RunLook,
    ) -> Paragraph {
        let own = paragraph_change(self.tree, node);
        let styles = &self.shared.styles;
        let from_style = styles.paragraph(style_id);
        let heading = super::headings::of_style(&styles.names(style_id), &own, &from_style);
        let number = self.number(style_id, &own, &from_style);
        let of_list = number.as_ref().and_then(|number| number.indent);
        // The indent of a list is nearer than that of the style, unless the style itself brings the list.
        let by_style = own.num_id.is_none();
        let indent = own.indent.or(of_list.filter(|_| !by_style)).or(from_style.indent).or(of_list);
        let all = own.over(&from_style);
        let mut paragraph = Paragraph {
            place,
            style: self.shared.styles.name(style_id),
            heading,
            number,
            pieces,
            look: ParagraphLook {
                align: all.align.unwrap_or_default(),
                indent: indent.unwrap_or(0),
                line: all.line,
                right_to_left: all.right_to_left.unwrap_or(false),
                page_before: all.page_before.unwrap_or(false),
                outline: all.outline,
            },
            base: Box::new(look.clone()),
            in_box: self.in_box,
            bookmarks,
            node: Some(node),
        };
        // A paragraph without words has the look of its style.
        if paragraph.pieces.is_empty() {
            paragraph.pieces.push(Piece::Text { text: String::new(), look: look.clone(), link: None, node: None });
        }
        let number = paragraph.number.as_ref().map(|number| number.text.trim().to_owned());
        let at = &mut self.shared.draft.places[place.0];
        at.number = number.filter(|text| text.chars().any(char::is_alphanumeric));
        at.in_table = self.in_table > 0;
        paragraph
    }

    /// The number of a paragraph: its own instance before that of its style, the level bound to its style before level 0.
    fn number(
        &mut self,
        style_id: Option<&str>,
        own: &ParagraphChange,
        style: &ParagraphChange,
    ) -> Option<super::numbering::Number> {
        let id = own.num_id.as_deref().or(style.num_id.as_deref()).filter(|id| *id != "0")?.to_owned();
        let ids = self.shared.styles.ids(style_id);
        let bound = || self.shared.numbering.level_of_style(&id, &ids);
        let level = match (own.level, own.num_id.is_some()) {
            (Some(level), _) => level,
            (None, true) => bound().unwrap_or(0),
            (None, false) => bound().or(style.level).unwrap_or(0),
        };
        self.shared.numbering.next(&id, level)
    }

    /// The beginning of a field, unless nothing ends it.
    pub(super) fn begin_field(&mut self, mark: NodeId) {
        if !self.shared.stray.contains(&(self.part, mark)) {
            self.fields.begin(mark);
        }
    }

    /// The end of the text, of a note, of a comment or of a text box: nothing goes on in the next.
    pub(super) fn end_text(&mut self, items: &mut Vec<Item>) {
        self.flush(items);
        let part = self.part;
        self.shared.unclosed.extend(self.fields.leave().into_iter().map(|mark| (part, mark)));
    }

    /// A paragraph that was begun goes no further.
    pub(super) fn flush(&mut self, items: &mut Vec<Item>) {
        if let Some((place, pieces, bookmarks)) = self.pending.take()
            && pieces.iter().any(|piece| !piece.text().trim().is_empty() || matches!(piece, Piece::Note(_)))
        {
            items.push(Item::Paragraph(Paragraph { place, pieces, bookmarks, ..Paragraph::default() }));
        }
    }

    /// The words of a text box stand after the paragraph it is fixed to.
    fn text_box(&mut self, node: NodeId, place: PlaceId, items: &mut Vec<Item>) {
        let pending = self.pending.take();
        let before = std::mem::replace(&mut self.in_box, true);
        let fields = std::mem::take(&mut self.fields);
        let mut inside = Vec::new();
        self.blocks(node, &mut inside);
        self.end_text(&mut inside);
        self.fields = fields;
        self.in_box = before;
        self.pending = pending;
        if inside.iter().any(|item| !matches!(item, Item::Paragraph(paragraph) if paragraph.is_blank())) {
            self.shared.lose(LossKind::TextBox, place, "");
            items.append(&mut inside);
        }
    }
}

/// Of alternatives the first that asks for nothing unknown, else the one for older programs.
pub fn alternative(tree: &Tree, node: NodeId) -> Option<NodeId> {
    const KNOWN: [&str; 12] =
        ["wps", "wpg", "wpc", "w14", "w15", "w16", "wp14", "a14", "wpi", "w16se", "w16cid", "asvg"];
    let known = |choice: &NodeId| {
        let asked = tree.plain(*choice, "Requires").unwrap_or_default();
        asked.split_whitespace().all(|prefix| KNOWN.contains(&prefix))
    };
    let mut choices = tree.children(node).filter(|child| tree.is(*child, Space::Compatibility, "Choice"));
    choices.find(known).or_else(|| tree.child(node, Space::Compatibility, "Fallback"))
}

/// The paragraphs of items, those of tables included.
pub(super) fn flat(items: Vec<Item>) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    for item in items {
        match item {
            Item::Paragraph(paragraph) => paragraphs.push(paragraph),
            Item::Table(table) => {
                let cells = table.rows.into_iter().flat_map(|row| row.cells);
                paragraphs.extend(cells.flat_map(|cell| cell.paragraphs));
            }
        }
    }
    paragraphs
}
