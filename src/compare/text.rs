//! What is compared of a paragraph in a Word file: words, signs, notes, fields and pictures, and what stands between.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::align::Entry;
use crate::read::word::{NodeId, Space, Tree};

/// What is written for a picture that was taken out.
pub(super) const PICTURE: &str = "[picture]";

/// A part of one of the two files.
pub(super) struct Side {
    /// The part.
    pub(super) tree: Tree,
    /// The prefix of WordprocessingML in it, with its colon.
    pub(super) prefix: String,
    /// The pictures of the part: relationship to a hash of the bytes.
    pub(super) pictures: BTreeMap<String, u64>,
}

/// What a token is.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// Letters.
    Words(String),
    /// A tab, a break, a hyphen of its own kind.
    Sign(NodeId),
    /// The mark of a note.
    Note { is_endnote: bool, id: String, node: NodeId },
    /// A field, picture or formula, which is kept or taken out as a whole; and what it shows.
    Whole { range: Range<usize>, shown: String, is_in_run: bool },
}

/// The smallest unit that is compared.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Equal for equal tokens with equal looks.
    pub(super) key: u64,
    /// Whether it counts as a word.
    pub(super) is_word: bool,
    /// The run it stands in, or whose look it has.
    pub(super) run: Option<NodeId>,
    /// What it is.
    pub(super) content: Content,
}

/// A piece of a paragraph.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// What is not compared and stays as it is.
    Raw(String),
    /// What is compared.
    Token(Token),
}

/// A paragraph as it is compared.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The paragraph.
    pub(super) node: NodeId,
    /// What stands in it, its properties left out.
    pub(super) pieces: Vec<Piece>,
    /// What alignment looks at.
    pub(super) entry: Entry,
    /// Its words, for people.
    pub(super) text: String,
}

impl Line {
    pub(super) fn tokens(&self) -> impl Iterator<Item = &Token> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Token(token) => Some(token),
            Piece::Raw(_) => None,
        })
    }

    /// Whether it holds nothing but words: only such a paragraph is moved.
    pub(super) fn is_plain(&self) -> bool {
        self.pieces.iter().all(|piece| match piece {
            Piece::Token(token) => matches!(token.content, Content::Words(_)),
            Piece::Raw(raw) => raw.is_empty(),
        })
    }
}

/// Reads a paragraph.
pub(super) fn line(side: &Side, node: NodeId) -> Line {
    let mut reader = Reader { side, pieces: Vec::new() };
    reader.content(node);
    let pieces = reader.pieces;
    let mut hasher = DefaultHasher::new();
    let mut words = Vec::new();
    let mut text = String::new();
    for piece in &pieces {
        if let Piece::Token(token) = piece {
            token.key.hash(&mut hasher);
            if token.is_word {
                words.push(token.key);
            }
            match &token.content {
                Content::Words(letters) => text.push_str(letters),
                Content::Sign(_) => text.push(' '),
                Content::Note { .. } => {}
                Content::Whole { shown, .. } => text.push_str(shown),
            }
        }
    }
    words.sort_unstable();
    // Paragraphs of different styles are different, but may be the same paragraph.
    style(&side.tree, node).hash(&mut hasher);
    Line { node, pieces, entry: Entry { hash: hasher.finish(), kind: 1, words }, text }
}

/// The style of a paragraph.
pub(super) fn style(tree: &Tree, paragraph: NodeId) -> String {
    let properties = tree.child(paragraph, Space::Word, "pPr");
    let style = properties.and_then(|properties| tree.value_of(properties, "pStyle"));
    style.map(|style| style.into_owned()).unwrap_or_default()
}

struct Reader<'s> {
    side: &'s Side,
    pieces: Vec<Piece>,
}

impl Reader<'_> {
    fn content(&mut self, node: NodeId) {
        let tree = &self.side.tree;
        let children: Vec<NodeId> = tree.children(node).collect();
        let mut at = 0;
        while let Some(child) = children.get(at).copied() {
            at += 1;
            match tree.named(child) {
                Some((Space::Word, "pPr")) => {}
                Some((Space::Word, "r")) => match self.field(&children[at - 1..]) {
                    Some(length) => at += length - 1,
                    None => self.run(child),
                },
                Some((Space::Word, "fldSimple")) => {
                    let instruction = tree.word(child, "instr").unwrap_or_default().into_owned();
                    let first = tree.find(child, Space::Word, "r");
                    self.whole_field(tree.range(child), &instruction, self.shown(&[child]), first);
                }
                Some((Space::Word, "sdt")) if self.is_prompt(child) => self.raw(tree.range(child)),
                Some((Space::Word, "hyperlink" | "smartTag" | "customXml" | "sdt" | "sdtContent" | "dir" | "bdo"))
                    if !tree.is_empty_tag(child) =>
                {
                    let (whole, inner) = (tree.range(child), tree.inner(child));
                    self.raw(whole.start..inner.start);
                    self.content(child);
                    self.raw(inner.end..whole.end);
                }
                Some((Space::Math, "oMath" | "oMathPara")) => {
                    let shown: String = tree.within(child).map(|inside| tree.words(inside)).collect();
                    self.whole(tree.range(child), shown, None, false);
                }
                _ => self.raw(tree.range(child)),
            }
        }
    }

    fn raw(&mut self, range: Range<usize>) {
        self.pieces.push(Piece::Raw(self.side.tree.text()[range].to_owned()));
    }

    fn is_prompt(&self, node: NodeId) -> bool {
        let tree = &self.side.tree;
        let properties = tree.child(node, Space::Word, "sdtPr");
        properties.and_then(|properties| tree.switch(properties, "showingPlcHdr")) == Some(true)
    }

    /// A field that begins in the first of these runs and ends in one of them: how many there are.
    fn field(&mut self, nodes: &[NodeId]) -> Option<usize> {
        let tree = &self.side.tree;
        let marks = |run: NodeId| {
            tree.children(run).filter(|inside| tree.is(*inside, Space::Word, "fldChar")).map(|inside| {
                match tree.word(inside, "fldCharType").as_deref() {
                    Some("begin") => 1i32,
                    Some("end") => -1,
                    _ => 0,
                }
            })
        };
        if marks(nodes[0]).next() != Some(1) {
            return None;
        }
        let mut depth = 0;
        for (at, node) in nodes.iter().enumerate() {
            if tree.is(*node, Space::Word, "r") {
                depth += marks(*node).sum::<i32>();
            } else if tree.find(*node, Space::Word, "fldChar").is_some() {
                return None;
            }
            if depth <= 0 {
                let runs = &nodes[..=at];
                let instruction: String = runs
                    .iter()
                    .flat_map(|run| tree.within(*run))
                    .filter(|inside| tree.is(*inside, Space::Word, "instrText"))
                    .map(|inside| tree.words(inside))
                    .collect();
                let shows = |run: &&NodeId| tree.child(**run, Space::Word, "t").is_some();
                let first = runs.iter().find(shows).copied();
                let range = tree.range(nodes[0]).start..tree.range(*node).end;
                self.whole_field(range, &instruction, self.shown(runs), first);
                return Some(at + 1);
            }
        }
        None
    }

    /// What fields show, without their instructions.
    fn shown(&self, nodes: &[NodeId]) -> String {
        let tree = &self.side.tree;
        let mut open: Vec<bool> = Vec::new();
        let mut shown = String::new();
        for inside in nodes.iter().flat_map(|node| tree.within(*node)) {
            match tree.named(inside) {
                Some((Space::Word, "fldChar")) => match tree.word(inside, "fldCharType").as_deref() {
                    Some("begin") => open.push(false),
                    Some("separate") => open.iter_mut().last().into_iter().for_each(|last| *last = true),
                    Some("end") => _ = open.pop(),
                    _ => {}
                },
                Some((Space::Word, "t")) if open.iter().all(|shows| *shows) => shown += &written(tree, inside),
                Some((Space::Word, "noBreakHyphen")) if open.iter().all(|shows| *shows) => shown.push('\u{2011}'),
                Some((Space::Word, "tab" | "br" | "cr")) if open.iter().all(|shows| *shows) => shown.push(' '),
                _ => {}
            }
        }
        shown
    }

    fn whole_field(&mut self, range: Range<usize>, instruction: &str, shown: String, run: Option<NodeId>) {
        let name = instruction.split_whitespace().next().unwrap_or("").to_ascii_uppercase();
        let is_made_anew =
            matches!(name.as_str(), "PAGE" | "NUMPAGES" | "SECTIONPAGES" | "PAGEREF" | "TOC" | "INDEX" | "TOA");
        if is_made_anew || shown.is_empty() { self.raw(range) } else { self.whole(range, shown, run, false) }
    }

    fn whole(&mut self, range: Range<usize>, shown: String, run: Option<NodeId>, is_in_run: bool) {
        let key = self.key(&format!("whole {shown}"), run);
        let is_word = shown.chars().any(char::is_alphanumeric);
        self.pieces.push(Piece::Token(Token {
            key,
            is_word,
            run,
            content: Content::Whole { range, shown, is_in_run },
        }));
    }

    fn run(&mut self, run: NodeId) {
        let tree = &self.side.tree;
        for child in tree.children(run) {
            let Some((space, name)) = tree.named(child) else { continue };
            match (space, name) {
                (Space::Word, "rPr") => {}
                (Space::Word, "t") => {
                    for word in words(&written(tree, child)) {
                        let is_word = word.chars().any(char::is_alphanumeric);
                        let key = self.key(word, Some(run));
                        let content = Content::Words(word.to_owned());
                        self.pieces.push(Piece::Token(Token { key, is_word, run: Some(run), content }));
                    }
                }
                (Space::Word, "tab" | "ptab" | "br" | "cr" | "noBreakHyphen" | "softHyphen" | "sym") => {
                    let sign = format!("{name} {:?} {:?}", tree.word(child, "type"), tree.word(child, "char"));
                    let key = self.key(&sign, Some(run));
                    let content = Content::Sign(child);
                    self.pieces.push(Piece::Token(Token { key, is_word: false, run: Some(run), content }));
                }
                (Space::Word, "footnoteReference" | "endnoteReference") => {
                    let is_endnote = name == "endnoteReference";
                    let id = tree.word(child, "id").unwrap_or_default().into_owned();
                    let key = self.key(name, None);
                    let content = Content::Note { is_endnote, id, node: child };
                    self.pieces.push(Piece::Token(Token { key, is_word: false, run: Some(run), content }));
                }
                _ => self.other(child, run),
            }
        }
    }

    /// Pictures are compared; all else in a run stays as it is.
    fn other(&mut self, node: NodeId, run: NodeId) {
        let tree = &self.side.tree;
        let chosen = tree.find(node, Space::Compatibility, "Choice").unwrap_or(node);
        let has_words = tree.find(node, Space::Word, "txbxContent").is_some();
        let mut hashes = Vec::new();
        for inside in tree.within(chosen) {
            let attribute = match tree.named(inside) {
                Some((Space::Drawing, "blip")) => "embed",
                Some((Space::Vml, "imagedata")) => "id",
                _ => continue,
            };
            let id = tree.attribute(inside, Space::Relationship, attribute);
            hashes.extend(id.and_then(|id| self.side.pictures.get(id.as_ref()).copied()));
        }
        if hashes.is_empty() || has_words {
            let properties = properties_of(tree, run);
            let (prefix, xml) = (&self.side.prefix, &tree.text()[tree.range(node)]);
            self.pieces.push(Piece::Raw(format!("<{prefix}r>{properties}{xml}</{prefix}r>")));
            return;
        }
        let key = self.key(&format!("picture {hashes:?}"), None);
        let content = Content::Whole { range: tree.range(node), shown: PICTURE.repeat(hashes.len()), is_in_run: true };
        self.pieces.push(Piece::Token(Token { key, is_word: true, run: Some(run), content }));
    }

    /// A hash of a token and of how its run looks.
    fn key(&self, words: &str, run: Option<NodeId>) -> u64 {
        let tree = &self.side.tree;
        let mut hasher = DefaultHasher::new();
        words.hash(&mut hasher);
        let properties = run.and_then(|run| tree.child(run, Space::Word, "rPr"));
        if let Some(properties) = properties.filter(|_| !words.trim().is_empty()) {
            for name in ["b", "i", "strike", "vanish"] {
                (tree.switch(properties, name) == Some(true)).hash(&mut hasher);
            }
            let underline = tree.value_of(properties, "u").is_some_and(|value| value != "none");
            underline.hash(&mut hasher);
            let raised = tree.value_of(properties, "vertAlign").filter(|value| value != "baseline");
            raised.hash(&mut hasher);
        } else {
            [false; 5].hash(&mut hasher);
        }
        hasher.finish()
    }
}

/// The properties of a run as they are written.
pub(super) fn properties_of(tree: &Tree, run: NodeId) -> &str {
    tree.child(run, Space::Word, "rPr").map_or("", |properties| &tree.text()[tree.range(properties)])
}

/// The words of an element; without its own word on white space, what is at their ends is not shown.
fn written(tree: &Tree, node: NodeId) -> String {
    let words = tree.words(node);
    if tree.attribute(node, Space::Xml, "space").as_deref() == Some("preserve") {
        return words;
    }
    words.trim_matches([' ', '\t', '\n', '\r']).to_owned()
}

/// A text cut into words, white space and single signs; Chinese letter by letter.
pub(crate) fn words(text: &str) -> Vec<&str> {
    #[derive(PartialEq, Clone, Copy)]
    enum Class {
        Letter,
        Space,
        Single,
    }
    let class = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Class::Letter,
        '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => Class::Single,
        _ if c.is_alphanumeric() => Class::Letter,
        _ if c.is_whitespace() => Class::Space,
        _ => Class::Single,
    };
    let mut found = Vec::new();
    let mut start = 0;
    let mut last: Option<Class> = None;
    for (at, c) in text.char_indices() {
        let is_mark = !c.is_ascii() && is_combining_mark(c);
        let next = last.filter(|_| is_mark).unwrap_or_else(|| class(c));
        let goes_on = is_mark || next != Class::Single;
        if last.is_some_and(|last| last != next || !goes_on) {
            found.push(&text[start..at]);
            start = at;
        }
        last = Some(next);
    }
    if start < text.len() {
        found.push(&text[start..]);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn texts_are_cut_between_words_and_signs() {
        assert_eq!(words("It’s 12  o'clock."), ["It", "’", "s", " ", "12", "  ", "o", "'", "clock", "."]);
        assert_eq!(words("住房权"), ["住", "房", "权"]);
        assert_eq!(words("cafe\u{301} au"), ["cafe\u{301}", " ", "au"]);
    }
}
