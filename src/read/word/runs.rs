//! Reads the runs of a paragraph: words with their looks, notes, pictures, links, fields, tracked changes.

use super::draft::{ChangeKind, ChangesRead, LossKind, PartOfFile, Picture, Piece, PlaceId, Position, RunLook};
use super::fields::Shown;
use super::tree::{NodeId, Space};
use super::walk::Walker;

/// No address that anybody typed is longer.
const ADDRESS: usize = 2_000;

/// What stands around a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Around {
    link: Option<String>,
    /// Whether it stands in words that a tracked change took out.
    in_deletion: bool,
}

/// Reads the runs of one paragraph.
pub(super) struct Runs<'r, 'p> {
    pub(super) walker: &'r mut Walker<'p>,
    pub(super) place: PlaceId,
    /// How the words of the paragraph look.
    pub(super) look: &'r RunLook,
    pub(super) pieces: &'r mut Vec<Piece>,
    pub(super) bookmarks: &'r mut Vec<String>,
}

impl Runs<'_, '_> {
    /// What stands in a paragraph, or in an element around runs.
    pub(super) fn content(&mut self, node: NodeId, around: &Around) {
        let tree = self.walker.tree;
        for child in tree.children(node) {
            match tree.named(child) {
                Some((Space::Word, "r")) => self.run(child, around),
                Some((Space::Word, "hyperlink")) => self.link(child, around),
                Some((Space::Word, "ins" | "moveTo")) => self.changed(child, ChangeKind::Insertion, around),
                Some((Space::Word, "del" | "moveFrom")) => self.changed(child, ChangeKind::Deletion, around),
                Some((Space::Word, "smartTag" | "customXml" | "sdtContent" | "dir" | "bdo" | "rubyBase")) => {
                    self.content(child, around);
                }
                Some((Space::Word, "sdt")) => self.control(child, around),
                Some((Space::Word, "fldSimple")) => {
                    let instruction = tree.word(child, "instr").unwrap_or_default();
                    self.walker.fields.begin_simple(&instruction);
                    self.content(child, around);
                    self.walker.fields.end();
                }
                Some((Space::Word, "bookmarkStart")) => {
                    self.bookmarks.extend(tree.word(child, "name").map(|name| name.into_owned()));
                }
                Some((Space::Word, "commentRangeStart" | "commentReference")) => self.comment(child),
                Some((Space::Word, "subDoc")) => self.walker.shared.lose(LossKind::OtherFile, self.place, ""),
                Some((Space::Math, "oMath" | "oMathPara")) => self.formula(child, around),
                Some((Space::Compatibility, "AlternateContent")) => {
                    if let Some(chosen) = self.walker.alternative(child) {
                        self.content(chosen, around);
                    }
                }
                _ => {}
            }
        }
    }

    fn link(&mut self, node: NodeId, around: &Around) {
        let tree = self.walker.tree;
        let id = tree.attribute(node, Space::Relationship, "id");
        let found = id.and_then(|id| self.walker.leads_to(&id)).filter(|one| one.is_external);
        let found = found.filter(|one| {
            let is_short = one.target.len() <= ADDRESS;
            if !is_short {
                self.walker.shared.lose(LossKind::Link, self.place, "");
            }
            is_short
        });
        let address = found.map(|one| match tree.word(node, "anchor") {
            Some(anchor) if !one.target.contains('#') => format!("{}#{anchor}", one.target),
            _ => one.target.clone(),
        });
        self.content(node, &Around { link: address.or(around.link.clone()), ..around.clone() });
    }

    fn control(&mut self, node: NodeId, around: &Around) {
        let tree = self.walker.tree;
        let Some(content) = tree.child(node, Space::Word, "sdtContent") else { return };
        if self.walker.is_prompt(node) {
            let words = self.walker.mark_seen(content);
            self.walker.shared.lose(LossKind::Placeholder, self.place, words);
        } else {
            self.content(content, around);
        }
    }

    /// Words in a tracked change.
    fn changed(&mut self, node: NodeId, kind: ChangeKind, around: &Around) {
        let is_gone = match self.walker.shared.changes {
            ChangesRead::Accepted => kind == ChangeKind::Deletion,
            ChangesRead::Rejected => kind == ChangeKind::Insertion,
        };
        let tree = self.walker.tree;
        let words = if is_gone {
            for inside in tree.within(node).filter(|inside| tree.is(*inside, Space::Word, "commentReference")) {
                self.comment(inside);
            }
            self.walker.mark_seen(node)
        } else {
            // New words stand in new pieces, or at the end of the last one.
            let count = self.pieces.len();
            let length = self.pieces.last().map_or(0, |last| last.text().len());
            let in_deletion = around.in_deletion || kind == ChangeKind::Deletion;
            self.content(node, &Around { in_deletion, ..around.clone() });
            let grown = count.checked_sub(1).and_then(|last| self.pieces[last].text().get(length..)).unwrap_or("");
            let new: String = self.pieces[count..].iter().map(Piece::text).collect();
            format!("{grown}{new}")
        };
        self.walker.change(node, kind, self.place, words);
    }

    fn comment(&mut self, node: NodeId) {
        if let Some(id) = self.walker.tree.word(node, "id") {
            self.walker.shared.comment_places.entry(id.into_owned()).or_insert(self.place);
        }
    }

    fn run(&mut self, node: NodeId, around: &Around) {
        let tree = self.walker.tree;
        let look = self.walker.shared.styles.run(self.look, tree, node);
        if let Some(properties) = tree.child(node, Space::Word, "rPr") {
            self.walker.change_in(properties, "rPrChange", ChangeKind::Format, self.place);
        }
        self.run_content(node, node, &look, around);
    }

    fn run_content(&mut self, node: NodeId, run: NodeId, look: &RunLook, around: &Around) {
        let tree = self.walker.tree;
        let mut own_mark = false;
        for child in tree.children(node) {
            let Some((space, name)) = tree.named(child) else { continue };
            match (space, name) {
                (Space::Word, "t") => {
                    let words = self.written(child);
                    self.walker.seen[child.index()] = true;
                    if std::mem::take(&mut own_mark) {
                        self.walker.shared.lose(LossKind::NoteMark, self.place, words);
                    } else {
                        self.say(&words, run, look, around);
                    }
                }
                (Space::Word, "delText") => {
                    let words = self.written(child);
                    self.walker.seen[child.index()] = true;
                    // Outside of a deletion it is not shown.
                    if around.in_deletion {
                        self.say(&words, run, look, around);
                    } else {
                        self.walker.shared.lose(LossKind::HiddenText, self.place, words);
                    }
                }
                (Space::Word, "instrText" | "delInstrText") => {
                    let words = tree.words(child);
                    self.walker.fields.instruct(&words);
                }
                (Space::Word, "fldChar") => match tree.word(child, "fldCharType").as_deref() {
                    Some("begin") => self.walker.begin_field(child),
                    Some("separate") => self.walker.fields.separate(),
                    Some("end") => self.walker.fields.end(),
                    _ => {}
                },
                (Space::Word, "footnoteReference" | "endnoteReference") => {
                    own_mark = tree.word(child, "customMarkFollows").is_some_and(|on| super::tree::is_on(Some(&on)));
                    let id = tree.word(child, "id").unwrap_or_default().into_owned();
                    let note = self.walker.note(name == "endnoteReference", &id, self.place);
                    self.pieces.push(Piece::Note(note));
                }
                (Space::Word, "noBreakHyphen") => self.say("\u{2011}", run, look, around),
                (Space::Word, "softHyphen") => self.say("\u{AD}", run, look, around),
                (Space::Word, "sym") => self.symbol(child, run, look, around),
                (Space::Word, "ruby") => self.ruby(child, run, look, around),
                (Space::Compatibility, "AlternateContent") => {
                    if let Some(chosen) = self.walker.alternative(child) {
                        self.run_content(chosen, run, look, around);
                    }
                }
                (Space::Word, "commentReference") => self.comment(child),
                _ => self.sign(child, look),
            }
        }
    }

    /// What is not words: breaks, tabs, pictures.
    fn sign(&mut self, node: NodeId, look: &RunLook) {
        let tree = self.walker.tree;
        // Breaks and pictures in a table of contents or in hidden words are not shown either.
        let is_shown = !look.hidden && !matches!(self.walker.fields.shown(), Shown::Contents | Shown::Instruction);
        match tree.named(node) {
            Some((Space::Word, "tab" | "ptab")) if is_shown => self.pieces.push(Piece::Tab),
            Some((Space::Word, "tab" | "ptab")) if self.walker.fields.shown() == Shown::Contents => {
                self.walker.contents_words(self.place, "\t");
            }
            Some((Space::Word, "br")) if is_shown => self.pieces.push(match tree.word(node, "type").as_deref() {
                Some("page") => Piece::PageBreak,
                _ => Piece::LineBreak,
            }),
            Some((Space::Word, "cr")) if is_shown => self.pieces.push(Piece::LineBreak),
            Some((Space::Word, "pgNum")) => self.walker.shared.lose(LossKind::PageField, self.place, ""),
            Some((Space::Word, "drawing" | "pict")) => self.drawing(node),
            Some((Space::Word, "object")) => {
                self.walker.shared.lose(LossKind::Object, self.place, "");
            }
            _ => {}
        }
    }

    /// The words of an element; without its own word on white space, what is at their ends is not shown.
    fn written(&self, node: NodeId) -> String {
        let tree = self.walker.tree;
        let words = tree.words(node);
        if tree.attribute(node, Space::Xml, "space").as_deref() == Some("preserve") {
            return words;
        }
        words.trim_matches([' ', '\t', '\n', '\r']).to_owned()
    }

    /// Adds words, or says why not.
    fn say(&mut self, words: &str, run: NodeId, look: &RunLook, around: &Around) {
        if words.is_empty() {
            return;
        }
        if look.hidden {
            self.walker.shared.lose(LossKind::HiddenText, self.place, words);
            return;
        }
        // Word puts a comma between the marks of two notes.
        let after_note = matches!(self.pieces.last(), Some(Piece::Note(_)));
        if look.position == Position::Raised && after_note && matches!(words.trim(), "," | ", " | "،" | "、") {
            return;
        }
        let mut link = around.link.clone();
        match self.walker.fields.shown() {
            Shown::Text => {}
            Shown::Link(address) => link = Some(address),
            Shown::Contents => {
                self.walker.contents_words(self.place, words);
                return self.walker.shared.lose(LossKind::Contents, self.place, words);
            }
            Shown::Page => return self.walker.shared.lose(LossKind::PageField, self.place, words),
            // What stands in an instruction is shown nowhere.
            Shown::Instruction => return self.walker.shared.lose(LossKind::NotRead, self.place, words),
            Shown::Reference(bookmark) => return self.refer(bookmark, words, look),
        }
        self.tell_look(words, look, link.is_some());
        if let Some(Piece::Text { text, look: before, link: to, .. }) = self.pieces.last_mut()
            && before == look
            && *to == link
        {
            text.push_str(words);
            return;
        }
        self.pieces.push(Piece::Text { text: words.to_owned(), look: look.clone(), link, node: Some(run) });
    }

    fn refer(&mut self, bookmark: String, words: &str, look: &RunLook) {
        if let Some(Piece::Reference { bookmark: before, text, .. }) = self.pieces.last_mut()
            && *before == bookmark
        {
            text.push_str(words);
            return;
        }
        self.pieces.push(Piece::Reference { bookmark, text: words.to_owned(), look: look.clone() });
    }

    /// Looks that a report does not have.
    fn tell_look(&mut self, words: &str, look: &RunLook, is_link: bool) {
        if words.trim().is_empty() {
            return;
        }
        let tell =
            [(look.underline && !is_link && !look.is_link_style, LossKind::Underline), (look.strike, LossKind::Strike)];
        for (_, kind) in tell.into_iter().filter(|(is, _)| *is) {
            let losses = &self.walker.shared.draft.losses;
            if !losses.iter().rev().take(8).any(|loss| (loss.kind, loss.place) == (kind, self.place)) {
                self.walker.shared.lose(kind, self.place, "");
            }
        }
    }

    /// A sign of a symbol typeface.
    fn symbol(&mut self, node: NodeId, run: NodeId, look: &RunLook, around: &Around) {
        let code = self.walker.tree.word(node, "char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        // Typefaces of symbols have their signs in the private area, at F000 and above.
        match code.map(|code| code & 0xFFF).and_then(sign_of) {
            Some(sign) => self.say(sign, run, look, around),
            None => match code.filter(|code| *code < 0xE000).and_then(char::from_u32).filter(|c| !c.is_control()) {
                Some(sign) => self.say(&sign.to_string(), run, look, around),
                None => self.walker.shared.lose(LossKind::Symbol, self.place, ""),
            },
        }
    }

    /// Words above other words stand in brackets after them.
    fn ruby(&mut self, node: NodeId, run: NodeId, look: &RunLook, around: &Around) {
        let tree = self.walker.tree;
        if let Some(base) = tree.child(node, Space::Word, "rubyBase") {
            self.content(base, around);
        }
        if let Some(above) = tree.child(node, Space::Word, "rt") {
            let words = self.walker.mark_seen(above);
            if !words.trim().is_empty() {
                self.say(&format!(" ({})", words.trim()), run, look, around);
                self.walker.shared.lose(LossKind::Ruby, self.place, "");
            }
        }
    }

    fn formula(&mut self, node: NodeId, around: &Around) {
        let words = self.walker.mark_seen(node);
        if !words.trim().is_empty() {
            let look = self.look.clone();
            self.say(&words, node, &look, around);
            self.walker.shared.lose(LossKind::Formula, self.place, "");
        }
    }

    /// A drawing: pictures, text boxes, charts, diagrams.
    fn drawing(&mut self, node: NodeId) {
        let tree = self.walker.tree;
        let properties = tree.find(node, Space::Anchor, "docPr");
        let alt = properties.and_then(|node| tree.plain(node, "descr").or_else(|| tree.plain(node, "title")));
        let alt = alt.map(|alt| alt.into_owned()).unwrap_or_default();
        let extent = tree.find(node, Space::Anchor, "extent");
        let width = extent.and_then(|node| tree.plain(node, "cx")).and_then(|width| width.parse().ok());
        for inside in tree.within_but(node, Space::Word, "txbxContent") {
            match tree.named(inside) {
                Some((Space::Word, "txbxContent")) => self.walker.boxes.push(inside),
                Some((Space::Drawing, "blip")) => self.picture(inside, &alt, width),
                Some((Space::Vml, "imagedata")) => self.old_picture(inside),
                Some((Space::Vml, "textpath")) => {
                    let words = tree.plain(inside, "string").unwrap_or_default();
                    if !words.trim().is_empty() {
                        self.walker.shared.lose(LossKind::NotRead, self.place, words);
                    }
                }
                Some((Space::Chart, "chart")) => self.other(inside, "id", LossKind::Chart),
                Some((Space::Diagram, "relIds")) => self.other(inside, "dm", LossKind::Diagram),
                _ => {}
            }
        }
    }

    fn other(&mut self, node: NodeId, attribute: &str, kind: LossKind) {
        let id = self.walker.tree.attribute(node, Space::Relationship, attribute);
        let found = id.and_then(|id| self.walker.leads_to(&id)).filter(|one| !one.is_external);
        let part = found.map(|one| one.target.clone()).unwrap_or_default();
        self.walker.others.push((kind, part, self.place));
    }

    fn picture(&mut self, blip: NodeId, alt: &str, width: Option<i64>) {
        let tree = self.walker.tree;
        let drawn = tree.find(blip, Space::Svg, "svgBlip");
        let embedded = |node: NodeId| tree.attribute(node, Space::Relationship, "embed");
        match drawn.and_then(embedded).or_else(|| embedded(blip)) {
            Some(id) => self.embedded(&id, alt, width),
            None if tree.attribute(blip, Space::Relationship, "link").is_some() => {
                self.walker.shared.lose(LossKind::LinkedPicture, self.place, "");
            }
            None => {}
        }
    }

    /// A picture as Word 2003 wrote it.
    fn old_picture(&mut self, node: NodeId) {
        let tree = self.walker.tree;
        let shape = tree.parent(node);
        let alt = shape.and_then(|shape| tree.plain(shape, "alt")).map(|alt| alt.into_owned()).unwrap_or_default();
        if let Some(id) = tree.attribute(node, Space::Relationship, "id") {
            self.embedded(&id, &alt, None);
        }
    }

    fn embedded(&mut self, id: &str, alt: &str, width: Option<i64>) {
        let Some(found) = self.walker.leads_to(id) else { return };
        if found.is_external {
            return self.walker.shared.lose(LossKind::LinkedPicture, self.place, "");
        }
        let pictures = &mut self.walker.shared.draft.pictures;
        let (part, alt) = (found.target.clone(), alt.to_owned());
        pictures.push(Picture { part, bytes: Vec::new(), alt, width, place: self.place });
        // The picture of a margin or comment is not part of the text.
        if self.walker.part != PartOfFile::Margin {
            self.pieces.push(Piece::Picture(pictures.len() - 1));
        }
    }
}

/// The letter that a sign of the typefaces Symbol and Wingdings stands for: those of lists and arrows, which are alike in both.
fn sign_of(code: u32) -> Option<&'static str> {
    Some(match code {
        0xB7 => "•",
        0xA7 => "▪",
        0xFC => "✓",
        0xE0 => "→",
        0xD8 => "➢",
        _ => return None,
    })
}
