//! Writes paragraphs with tracked changes: `w:ins`, `w:del`, `w:moveFrom`, `w:moveTo`.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::escape::escape;

use super::align::segments;
use super::text::{Content, Line, Piece, Side, Token, properties_of};
use crate::read::word::{NodeId, Space};

/// Who makes the changes.
pub(super) const AUTHOR: &str = "assemble";

/// How a word stands in the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// In both texts.
    Kept,
    /// In the new one only.
    Inserted,
    /// At a new place.
    MovedTo,
}

/// What happens to the mark at the end of a paragraph that is new or gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// It stays: the row or the note goes with it.
    Kept,
    /// It is changed as the words are.
    Changed,
    /// It stays as the last mark of the text, the cell or the note, and is that of this paragraph: of the new text where the
    /// words are gone, of the old one where they are new.
    Last(NodeId),
}

/// A mark of a note that both texts have: whether of an endnote, the old id, the new id.
pub(super) type NotePair = (bool, String, String);

/// Gives out ids and remembers what the notes need.
pub(super) struct Pen<'s> {
    pub(super) old: &'s Side,
    pub(super) new: &'s Side,
    /// ` w:author=... w:date=...` without prefix.
    date: Option<String>,
    pub(super) next_id: u64,
    /// The next free id of a note, and those given to notes that are gone: endnote or not, old id, new id.
    pub(super) next_note: u64,
    pub(super) gone_notes: Vec<NotePair>,
    pub(super) kept_notes: Vec<NotePair>,
    /// Notes that are new: endnote or not, and id.
    pub(super) added_notes: Vec<(bool, String)>,
    /// Words taken out and put in.
    pub(super) words_out: usize,
    pub(super) words_in: usize,
    /// Instances of numbering that mean the same in both files.
    pub(super) same_numbering: BTreeMap<String, bool>,
    /// The styles of the new file.
    pub(super) styles: BTreeSet<String>,
}

impl<'s> Pen<'s> {
    pub(super) fn new(old: &'s Side, new: &'s Side, date: Option<String>, next_id: u64) -> Pen<'s> {
        Pen {
            old,
            new,
            date,
            next_id,
            next_note: 0,
            gone_notes: Vec::new(),
            kept_notes: Vec::new(),
            added_notes: Vec::new(),
            words_out: 0,
            words_in: 0,
            same_numbering: BTreeMap::new(),
            styles: BTreeSet::new(),
        }
    }

    /// The attributes of a change.
    pub(super) fn change(&mut self) -> String {
        let p = &self.new.prefix;
        let id = self.next_id;
        self.next_id += 1;
        let date = self.date.as_ref().map(|date| format!(" {p}date=\"{date}\"")).unwrap_or_default();
        format!("{p}id=\"{id}\" {p}author=\"{AUTHOR}\"{date}")
    }

    /// An empty element of a change: `<w:ins .../>`.
    pub(super) fn sign(&mut self, name: &str) -> String {
        let change = self.change();
        format!("<{}{name} {change}/>", self.new.prefix)
    }

    /// The start and the end of the range of a move.
    pub(super) fn move_range(&mut self, name: &str, number: usize) -> (String, String) {
        let p = self.new.prefix.clone();
        let id = self.next_id;
        let change = self.change();
        (
            format!("<{p}{name}RangeStart {change} {p}name=\"move{number}\"/>"),
            format!("<{p}{name}RangeEnd {p}id=\"{id}\"/>"),
        )
    }

    /// A paragraph of the new text as it is, but for the change of its mark.
    pub(super) fn kept(&mut self, old: &Line, new: &Line, mark: Option<&str>) -> String {
        for (a, b) in old.tokens().zip(new.tokens()) {
            self.pair(a, b);
        }
        let tree = &self.new.tree;
        let (whole, inner) = (tree.range(new.node), tree.inner(new.node));
        if mark.is_none() {
            return tree.text()[whole].to_owned();
        }
        let start = tree.child(new.node, Space::Word, "pPr").map_or(inner.start, |node| tree.range(node).end);
        let content = if tree.is_empty_tag(new.node) { "" } else { &tree.text()[start..inner.end] };
        let properties = self.properties(new.node, mark, None);
        self.paragraph(new.node, &properties, content)
    }

    fn pair(&mut self, old: &Token, new: &Token) {
        if let (Content::Note { is_endnote, id, .. }, Content::Note { id: new_id, .. }) = (&old.content, &new.content) {
            self.kept_notes.push((*is_endnote, id.clone(), new_id.clone()));
        }
    }

    /// A paragraph that was changed, and its mark too, if there is one.
    pub(super) fn changed(&mut self, old: &Line, new: &Line, mark: Option<&str>) -> String {
        let (old_tokens, new_tokens): (Vec<&Token>, Vec<&Token>) = (old.tokens().collect(), new.tokens().collect());
        let keys = |tokens: &[&Token]| tokens.iter().map(|token| token.key).collect::<Vec<u64>>();
        let mut segments = segments(&keys(&old_tokens), &keys(&new_tokens));
        // White space or a comma between two changed words is changed with them: that reads better.
        let count = segments.len();
        for at in 1..count.saturating_sub(1) {
            let segment = &segments[at];
            let is_small = segment.is_equal && segment.new.len() <= 2;
            let tokens = &new_tokens[segment.new.clone()];
            let is_gap = tokens.iter().all(|token| !token.is_word && matches!(token.content, Content::Words(_)));
            let both = |at: usize| !segments[at].old.is_empty() && !segments[at].new.is_empty();
            if is_small && is_gap && both(at - 1) && both(at + 1) {
                segments[at].is_equal = false;
            }
        }
        let mut status = vec![Status::Inserted; new_tokens.len()];
        let mut gone: BTreeMap<usize, Vec<&Token>> = BTreeMap::new();
        let mut gone_at = 0;
        let mut before_is_equal = true;
        for segment in segments {
            if segment.is_equal {
                for (a, b) in segment.old.clone().zip(segment.new.clone()) {
                    self.pair(old_tokens[a], new_tokens[b]);
                    status[b] = Status::Kept;
                }
            } else {
                // What is gone stands before what is new, over several stretches.
                if before_is_equal {
                    gone_at = segment.new.start;
                }
                gone.entry(gone_at).or_default().extend(&old_tokens[segment.old.clone()]);
            }
            before_is_equal = segment.is_equal;
        }
        let properties = self.properties(new.node, mark, self.old_style(old, new));
        let mut writer = Runs::new(self);
        let mut at = 0;
        for piece in &new.pieces {
            match piece {
                Piece::Raw(raw) => writer.raw(raw),
                Piece::Token(token) => {
                    if let Some(tokens) = gone.remove(&at) {
                        writer.gone(&tokens, "del");
                    }
                    writer.token(token, status[at]);
                    at += 1;
                }
            }
        }
        for tokens in gone.into_values() {
            writer.gone(&tokens, "del");
        }
        let content = writer.finish();
        self.paragraph(new.node, &properties, &content)
    }

    /// A paragraph of the new text that was not there.
    pub(super) fn inserted(&mut self, line: &Line, mark: Mark) -> String {
        self.added(line, mark, Status::Inserted, ("", ""))
    }

    /// A paragraph of the new text that stood elsewhere.
    pub(super) fn moved_to(&mut self, line: &Line, mark: Mark, number: usize) -> String {
        let (start, end) = self.move_range("moveTo", number);
        // The range of a move holds the mark, unless that stays.
        let (inside, after) = if mark == Mark::Changed { ("", end.as_str()) } else { (end.as_str(), "") };
        self.added(line, mark, Status::MovedTo, (&start, inside)) + after
    }

    fn added(&mut self, line: &Line, mark: Mark, status: Status, around: (&str, &str)) -> String {
        let name = if status == Status::MovedTo { "moveTo" } else { "ins" };
        let sign = (mark == Mark::Changed).then_some(name);
        let before = match mark {
            Mark::Last(old) => self.other_properties(old, line.node),
            Mark::Kept | Mark::Changed => None,
        };
        let properties = self.properties(line.node, sign, before);
        let mut writer = Runs::new(self);
        for piece in &line.pieces {
            match piece {
                Piece::Raw(raw) => writer.raw(raw),
                Piece::Token(token) => writer.token(token, status),
            }
        }
        let content = writer.finish();
        self.paragraph(line.node, &properties, &format!("{}{content}{}", around.0, around.1))
    }

    fn paragraph(&self, node: NodeId, properties: &str, content: &str) -> String {
        let tree = &self.new.tree;
        let p = &self.new.prefix;
        let start = if tree.is_empty_tag(node) {
            format!("<{p}p>")
        } else {
            tree.text()[tree.range(node).start..tree.inner(node).start].to_owned()
        };
        format!("{start}{properties}{content}</{p}p>")
    }

    /// A paragraph of the old text that is gone.
    pub(super) fn removed(&mut self, line: &Line, mark: Mark) -> String {
        self.taken(line, mark, "del", ("", ""))
    }

    /// A paragraph of the old text that stands elsewhere now.
    pub(super) fn moved_from(&mut self, line: &Line, mark: Mark, number: usize) -> String {
        let (start, end) = self.move_range("moveFrom", number);
        let (inside, after) = if mark == Mark::Changed { ("", end.as_str()) } else { (end.as_str(), "") };
        self.taken(line, mark, "moveFrom", (&start, inside)) + after
    }

    fn taken(&mut self, line: &Line, mark: Mark, name: &str, around: (&str, &str)) -> String {
        let p = self.new.prefix.clone();
        let properties = match mark {
            Mark::Last(new) => {
                let before = self.other_properties(line.node, new);
                self.properties(new, None, before)
            }
            Mark::Kept => format!("<{p}pPr>{}</{p}pPr>", self.properties_before(line.node)),
            Mark::Changed => {
                let (before, sign) = (self.properties_before(line.node), self.sign(name));
                format!("<{p}pPr>{before}<{p}rPr>{sign}</{p}rPr></{p}pPr>")
            }
        };
        let tokens: Vec<&Token> = line.tokens().collect();
        let mut writer = Runs::new(self);
        writer.gone(&tokens, name);
        let content = writer.finish();
        format!("<{p}p>{properties}{}{content}{}</{p}p>", around.0, around.1)
    }
}

/// Writes runs one after the other; neighbours of one run and one status are one run.
struct Runs<'p, 's> {
    pen: &'p mut Pen<'s>,
    out: String,
    status: Status,
    run: Option<NodeId>,
    /// What stands in the run that is written, and the letters at its end.
    inside: String,
    letters: String,
}

impl<'p, 's> Runs<'p, 's> {
    fn new(pen: &'p mut Pen<'s>) -> Runs<'p, 's> {
        let (inside, letters) = (String::new(), String::new());
        Runs { pen, out: String::new(), status: Status::Kept, run: None, inside, letters }
    }

    fn raw(&mut self, raw: &str) {
        self.flush();
        self.out.push_str(raw);
    }

    fn token(&mut self, token: &Token, status: Status) {
        if token.run != self.run || status != self.status {
            self.flush();
        }
        (self.run, self.status) = (token.run, status);
        if status == Status::Inserted && token.is_word {
            self.pen.words_in += 1;
        }
        let tree = &self.pen.new.tree;
        match &token.content {
            Content::Words(words) => self.letters.push_str(words),
            Content::Sign(node) | Content::Note { node, .. } => {
                if let Content::Note { is_endnote, id, .. } = &token.content
                    && status == Status::Inserted
                {
                    self.pen.added_notes.push((*is_endnote, id.clone()));
                }
                self.end_letters("t");
                self.inside.push_str(&tree.text()[tree.range(*node)]);
            }
            Content::Whole { range, is_in_run: true, .. } => {
                self.end_letters("t");
                self.inside.push_str(&tree.text()[range.clone()]);
            }
            Content::Whole { range, .. } => {
                self.flush();
                let xml = tree.text()[range.clone()].to_owned();
                self.wrapped(&xml, status);
            }
        }
    }

    fn end_letters(&mut self, name: &str) {
        if !self.letters.is_empty() {
            let p = &self.pen.new.prefix;
            let letters = escape(self.letters.as_str());
            self.inside.push_str(&format!("<{p}{name} xml:space=\"preserve\">{letters}</{p}{name}>"));
            self.letters.clear();
        }
    }

    fn flush(&mut self) {
        self.end_letters("t");
        if self.inside.is_empty() {
            return;
        }
        let p = &self.pen.new.prefix;
        let properties = self.run.map_or("", |run| properties_of(&self.pen.new.tree, run));
        let xml = format!("<{p}r>{properties}{}</{p}r>", self.inside);
        self.inside.clear();
        self.wrapped(&xml, self.status);
    }

    fn wrapped(&mut self, xml: &str, status: Status) {
        let name = match status {
            Status::Kept => return self.out.push_str(xml),
            Status::Inserted => "ins",
            Status::MovedTo => "moveTo",
        };
        let change = self.pen.change();
        let p = &self.pen.new.prefix;
        self.out.push_str(&format!("<{p}{name} {change}>{xml}</{p}{name}>"));
    }

    /// Words of the old text: without links, bookmarks, comments and pictures; of fields what they show.
    fn gone(&mut self, tokens: &[&Token], name: &str) {
        self.flush();
        if tokens.is_empty() {
            return;
        }
        let p = self.pen.new.prefix.clone();
        // A move keeps its words as text.
        let text = if name == "del" { "delText" } else { "t" };
        let mut runs = String::new();
        let mut at = 0;
        while let Some(first) = tokens.get(at) {
            let length = tokens[at..].iter().take_while(|token| token.run == first.run).count();
            for token in &tokens[at..at + length] {
                if token.is_word && name == "del" {
                    self.pen.words_out += 1;
                }
                match &token.content {
                    Content::Words(words) => self.letters.push_str(words),
                    Content::Whole { shown, .. } => self.letters.push_str(shown),
                    Content::Sign(node) => {
                        self.end_letters(text);
                        self.inside.push_str(&self.pen.rewritten(*node));
                    }
                    Content::Note { is_endnote, id, .. } => {
                        self.end_letters(text);
                        let new_id = self.pen.next_note;
                        self.pen.next_note += 1;
                        self.pen.gone_notes.push((*is_endnote, id.clone(), new_id.to_string()));
                        let kind = if *is_endnote { "endnoteReference" } else { "footnoteReference" };
                        self.inside.push_str(&format!("<{p}{kind} {p}id=\"{new_id}\"/>"));
                    }
                }
            }
            self.end_letters(text);
            let tree = &self.pen.old.tree;
            let properties = first.run.and_then(|run| tree.child(run, Space::Word, "rPr"));
            let properties = properties.map(|properties| self.pen.rewritten(properties)).unwrap_or_default();
            runs.push_str(&format!("<{p}r>{properties}{}</{p}r>", self.inside));
            self.inside.clear();
            at += length;
        }
        let change = self.pen.change();
        self.out.push_str(&format!("<{p}{name} {change}>{runs}</{p}{name}>"));
    }

    fn finish(mut self) -> String {
        self.flush();
        self.out
    }
}
