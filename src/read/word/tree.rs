//! Reads the text of an XML part as elements: names by namespace, each with its place in the text.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::NsReader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, QName, ResolveResult};

use super::Unreadable;

/// How deep elements may stand in each other.
const DEPTH: usize = 250;
/// How many elements and texts a part may have, and how many attributes all of them.
const NODES: usize = 3_000_000;
const ATTRIBUTES: usize = 6_000_000;

/// The vocabulary a name belongs to, whatever its prefix; the strict and the usual form are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// No namespace.
    None,
    /// WordprocessingML.
    Word,
    /// Attributes that point at relationships.
    Relationship,
    /// Drawings.
    Drawing,
    /// Pictures in drawings.
    Picture,
    /// Where a drawing stands in the text.
    Anchor,
    /// Shapes of Word 2010.
    Shape,
    /// Formulas.
    Math,
    /// Drawings of Word 2003.
    Vml,
    /// Alternatives for older programs.
    Compatibility,
    /// The second picture of a drawing, as SVG.
    Svg,
    /// Diagrams.
    Diagram,
    /// Charts.
    Chart,
    /// `xml:`.
    Xml,
    /// What is not known.
    Other,
}

impl Space {
    fn of(uri: &str) -> Space {
        const STRICT: &str = "http://purl.oclc.org/ooxml/";
        const USUAL: &str = "http://schemas.openxmlformats.org/";
        if let Some(rest) = uri.strip_prefix(USUAL).or_else(|| uri.strip_prefix(STRICT)) {
            let rest = rest.strip_suffix("/2006/main").or_else(|| rest.strip_suffix("/main")).unwrap_or(rest);
            return match rest {
                "wordprocessingml" => Space::Word,
                "officeDocument/2006/relationships" | "officeDocument/relationships" => Space::Relationship,
                "drawingml" => Space::Drawing,
                "drawingml/2006/picture" | "drawingml/picture" => Space::Picture,
                "drawingml/2006/wordprocessingDrawing" | "drawingml/wordprocessingDrawing" => Space::Anchor,
                "officeDocument/2006/math" | "officeDocument/math" => Space::Math,
                "markup-compatibility/2006" => Space::Compatibility,
                "drawingml/2006/diagram" | "drawingml/diagram" => Space::Diagram,
                "drawingml/2006/chart" | "drawingml/chart" => Space::Chart,
                _ => Space::Other,
            };
        }
        match uri {
            "http://schemas.microsoft.com/office/word/2010/wordprocessingShape" => Space::Shape,
            "http://schemas.microsoft.com/office/drawing/2016/SVG/main" => Space::Svg,
            "urn:schemas-microsoft-com:vml" => Space::Vml,
            "http://www.w3.org/XML/1998/namespace" => Space::Xml,
            _ => Space::Other,
        }
    }
}

/// An element or text of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// As an index into all nodes of its part.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Clone, Debug)]
struct Node {
    parent: u32,
    /// The node after this one and all that is in it.
    after: u32,
    /// `None` for a text.
    space: Option<Space>,
    /// The local name.
    name: (u32, u32),
    start: u32,
    end: u32,
    inner: (u32, u32),
    attributes: (u32, u32),
}

#[derive(Clone, Debug)]
struct Attribute {
    space: Space,
    name: (u32, u32),
    value: (u32, u32),
}

/// A part as a tree.
#[derive(Clone, Debug)]
pub struct Tree {
    text: String,
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
}

impl Tree {
    /// Reads a part.
    pub fn parse(part: &str, bytes: &[u8]) -> Result<Tree, Unreadable> {
        let text = decode(bytes).ok_or_else(|| Unreadable::damaged(part, "its letters cannot be read"))?;
        if u32::try_from(text.len()).is_err() {
            return Err(Unreadable::limit(format!("the part {part} is larger than 4 GB")));
        }
        Builder { text: &text, part, nodes: Vec::new(), attributes: Vec::new() }
            .build()
            .map(|(nodes, attributes)| Tree { text: text.into_owned(), nodes, attributes })
    }

    /// The text of the part.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The element around all others.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// All nodes in the order of the text.
    pub fn all(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.nodes.len() as u32).map(NodeId)
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no node; a tree has at least one.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    fn slice(&self, (start, end): (u32, u32)) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// The vocabulary of an element; `None` for a text.
    pub fn space(&self, id: NodeId) -> Option<Space> {
        self.node(id).space
    }

    /// The local name of an element.
    pub fn name(&self, id: NodeId) -> &str {
        self.slice(self.node(id).name)
    }

    /// Vocabulary and local name of an element; `None` for a text.
    pub fn named(&self, id: NodeId) -> Option<(Space, &str)> {
        self.node(id).space.map(|space| (space, self.name(id)))
    }

    /// Whether it is this element.
    pub fn is(&self, id: NodeId, space: Space, name: &str) -> bool {
        self.node(id).space == Some(space) && self.name(id) == name
    }

    /// The element around it.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        (id.0 > 0).then(|| NodeId(self.node(id).parent))
    }

    /// What stands in it, one level down.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.node(id).after;
        let mut next = id.0 + 1;
        std::iter::from_fn(move || {
            let child = (next < end).then_some(NodeId(next))?;
            next = self.node(child).after;
            Some(child)
        })
    }

    /// It and all that stands in it.
    pub fn within(&self, id: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        (id.0..self.node(id).after).map(NodeId)
    }

    /// All that stands in an element, but nothing inside elements of this name, which are given themselves.
    pub fn within_but(&self, id: NodeId, space: Space, name: &str) -> Vec<NodeId> {
        let end = self.node(id).after;
        let mut found = Vec::new();
        let mut next = id.0 + 1;
        while next < end {
            let node = NodeId(next);
            found.push(node);
            next = if self.is(node, space, name) { self.node(node).after } else { next + 1 };
        }
        found
    }

    /// The first child of this name.
    pub fn child(&self, id: NodeId, space: Space, name: &str) -> Option<NodeId> {
        self.children(id).find(|child| self.is(*child, space, name))
    }

    /// The first element of this name anywhere inside.
    pub fn find(&self, id: NodeId, space: Space, name: &str) -> Option<NodeId> {
        self.within(id).skip(1).find(|node| self.is(*node, space, name))
    }

    /// Its bytes in the text, tags included.
    pub fn range(&self, id: NodeId) -> Range<usize> {
        let node = self.node(id);
        node.start as usize..node.end as usize
    }

    /// The bytes between its tags; empty and at its end for `<w:p/>`.
    pub fn inner(&self, id: NodeId) -> Range<usize> {
        let (start, end) = self.node(id).inner;
        start as usize..end as usize
    }

    /// Whether it is written as one tag, `<w:p/>`.
    pub fn is_empty_tag(&self, id: NodeId) -> bool {
        let node = self.node(id);
        node.space.is_some() && node.inner.0 == node.end
    }

    /// The value of an attribute.
    pub fn attribute(&self, id: NodeId, space: Space, name: &str) -> Option<Cow<'_, str>> {
        let (from, to) = self.node(id).attributes;
        let found = self.attributes[from as usize..to as usize]
            .iter()
            .find(|attribute| attribute.space == space && self.slice(attribute.name) == name)?;
        let raw = self.slice(found.value);
        Some(unescape(raw).unwrap_or(Cow::Borrowed(raw)))
    }

    /// The attributes of an element: vocabulary, local name, and all that is written of it.
    pub fn attributes(&self, id: NodeId) -> impl Iterator<Item = (Space, &str, Range<usize>)> + '_ {
        let (from, to) = self.node(id).attributes;
        self.attributes[from as usize..to as usize].iter().map(|attribute| {
            let start = attribute.name.0 as usize;
            // The prefix stands before the local name.
            let before = &self.text[..start];
            let start = before.rfind(|c: char| c.is_whitespace()).map_or(start, |at| at + 1);
            (attribute.space, self.slice(attribute.name), start..attribute.value.1 as usize + 1)
        })
    }

    /// The value of an attribute of WordprocessingML.
    pub fn word(&self, id: NodeId, name: &str) -> Option<Cow<'_, str>> {
        self.attribute(id, Space::Word, name)
    }

    /// The value of an attribute without a namespace.
    pub fn plain(&self, id: NodeId, name: &str) -> Option<Cow<'_, str>> {
        self.attribute(id, Space::None, name)
    }

    /// `w:val` of the first child of this name of WordprocessingML.
    pub fn value_of(&self, id: NodeId, name: &str) -> Option<Cow<'_, str>> {
        self.word(self.child(id, Space::Word, name)?, "val")
    }

    /// A switch such as `<w:b/>`: there and not off; `None` if it is not there.
    pub fn switch(&self, id: NodeId, name: &str) -> Option<bool> {
        let child = self.child(id, Space::Word, name)?;
        Some(is_on(self.word(child, "val").as_deref()))
    }

    /// The words directly in an element.
    pub fn words(&self, id: NodeId) -> String {
        let texts = self.children(id).filter(|child| self.node(*child).space.is_none());
        texts.map(|text| self.words_of_text(text)).collect()
    }

    fn words_of_text(&self, id: NodeId) -> Cow<'_, str> {
        let node = self.node(id);
        let raw = self.slice((node.start, node.end));
        // A section that is not escaped begins with its own sign.
        if let Some(data) = raw.strip_prefix("<![CDATA[") {
            return Cow::Borrowed(data.strip_suffix("]]>").unwrap_or(data));
        }
        unescape(raw).unwrap_or(Cow::Borrowed(raw))
    }
}

/// The start of a name; no name of Word is so long, and each is kept many times.
pub(super) fn name_of(text: &str) -> String {
    text.chars().take(200).collect()
}

/// Whether the value of a switch says yes: without a value it does.
pub fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off" | "none"))
}

/// The text of a part in UTF-8, or in UTF-16 with its mark.
fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let units = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    };
    let wide = match bytes {
        [0xFF, 0xFE, rest @ ..] => units(rest, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => units(rest, u16::from_be_bytes)?,
        [b'<', 0, ..] => units(bytes, u16::from_le_bytes)?,
        [0, b'<', ..] => units(bytes, u16::from_be_bytes)?,
        [0xEF, 0xBB, 0xBF, rest @ ..] => return std::str::from_utf8(rest).ok().map(Cow::Borrowed),
        _ => return std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
    };
    // What is written of it again is UTF-8.
    Some(Cow::Owned(match wide.find("?>").filter(|_| wide.starts_with("<?xml")) {
        Some(end) => format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>{}", &wide[end + 2..]),
        None => wide,
    }))
}

struct Builder<'t> {
    text: &'t str,
    part: &'t str,
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
}

impl<'t> Builder<'t> {
    fn build(mut self) -> Result<(Vec<Node>, Vec<Attribute>), Unreadable> {
        let mut reader = NsReader::from_str(self.text);
        let mut open: Vec<u32> = Vec::new();
        loop {
            let start = reader.buffer_position();
            let event = reader.read_event().map_err(|_| self.damaged())?;
            let end = reader.buffer_position();
            let (start, end) = (position(start), position(end));
            match event {
                Event::Start(tag) => {
                    let space = space_of(&reader, tag.name());
                    open.push(self.element(&reader, &tag, space, (start, end), open.last().copied())?);
                    if open.len() > DEPTH {
                        let reason = format!("the elements of {} are nested more than {DEPTH} deep", self.part);
                        return Err(Unreadable::limit(reason));
                    }
                }
                Event::Empty(tag) => {
                    let space = space_of(&reader, tag.name());
                    let id = self.element(&reader, &tag, space, (start, end), open.last().copied())?;
                    self.close(id, end, end);
                }
                Event::End(_) => {
                    let id = open.pop().ok_or_else(|| self.damaged())?;
                    self.close(id, start, end);
                }
                Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                    self.words(start, end, open.last().copied())?
                }
                Event::DocType(_) => {
                    let reason = "it has a DOCTYPE, which no Word file has";
                    return Err(Unreadable::damaged(self.part, reason));
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof => break,
            }
        }
        if !open.is_empty() || self.nodes.first().is_none_or(|root| root.space.is_none()) {
            return Err(self.damaged());
        }
        Ok((self.nodes, self.attributes))
    }

    fn damaged(&self) -> Unreadable {
        Unreadable::damaged(self.part, "its XML is not complete")
    }

    fn push(&mut self, node: Node) -> Result<u32, Unreadable> {
        if self.nodes.len() >= NODES {
            return Err(Unreadable::limit(format!("{} has more than {NODES} elements", self.part)));
        }
        self.nodes.push(node);
        Ok(self.nodes.len() as u32 - 1)
    }

    fn element(
        &mut self,
        reader: &NsReader<&'t [u8]>,
        tag: &BytesStart<'_>,
        space: Space,
        (start, end): (u32, u32),
        parent: Option<u32>,
    ) -> Result<u32, Unreadable> {
        let from = self.attributes.len() as u32;
        let written = self.text.get(start as usize..end as usize).unwrap_or("");
        let place = |part: &str| {
            let at = (part.as_ptr() as usize).wrapping_sub(written.as_ptr() as usize);
            let at = if at <= written.len() { at } else { written.find(part).unwrap_or(0) };
            (start + at as u32, start + (at + part.len()) as u32)
        };
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| self.damaged())?;
            if self.attributes.len() >= ATTRIBUTES {
                return Err(Unreadable::limit(format!("{} has more than {ATTRIBUTES} attributes", self.part)));
            }
            let name = attribute.key.local_name();
            let space = match reader.resolver().resolve_attribute(attribute.key).0 {
                ResolveResult::Bound(Namespace(uri)) => Space::of(uri),
                ResolveResult::Unbound => Space::None,
                ResolveResult::Unknown(_) => Space::Other,
            };
            let value = match &attribute.value {
                Cow::Borrowed(value) => place(value),
                Cow::Owned(value) => place(value),
            };
            self.attributes.push(Attribute { space, name: place(name.as_ref()), value });
        }
        let name = place(tag.local_name().as_ref());
        let attributes = (from, self.attributes.len() as u32);
        if parent.is_none() && !self.nodes.is_empty() {
            return Err(self.damaged());
        }
        let (parent, space) = (parent.unwrap_or(0), Some(space));
        self.push(Node { parent, after: 0, space, name, start, end, inner: (end, end), attributes })
    }

    fn close(&mut self, id: u32, inner_end: u32, end: u32) {
        let after = self.nodes.len() as u32;
        let node = &mut self.nodes[id as usize];
        node.after = after;
        node.inner.1 = inner_end;
        node.end = end;
    }

    /// Text goes on in one node over references such as `&amp;`.
    fn words(&mut self, start: u32, end: u32, parent: Option<u32>) -> Result<(), Unreadable> {
        let Some(parent) = parent else { return Ok(()) };
        let is_data = |at: u32| self.text.get(at as usize..).is_some_and(|text| text.starts_with("<![CDATA["));
        let joins = !is_data(start);
        if let Some(last) = self.nodes.last_mut().filter(|_| joins)
            && last.space.is_none()
            && last.end == start
            && last.parent == parent
            && !self.text[last.start as usize..].starts_with("<![CDATA[")
        {
            last.end = end;
            return Ok(());
        }
        let after = self.nodes.len() as u32 + 1;
        let node =
            Node { parent, after, space: None, name: (0, 0), start, end, inner: (start, end), attributes: (0, 0) };
        self.push(node).map(|_| ())
    }
}

fn position(at: u64) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn space_of(reader: &NsReader<&[u8]>, name: QName<'_>) -> Space {
    match reader.resolver().resolve_element(name).0 {
        ResolveResult::Bound(Namespace(uri)) => Space::of(uri),
        ResolveResult::Unbound => Space::None,
        ResolveResult::Unknown(_) => Space::Other,
    }
}
