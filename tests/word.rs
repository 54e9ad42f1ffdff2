//! A reader of Word files that shares no code with the writer: it counts lists as Word counts them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::Event;

/// An XML element.
#[derive(Debug, Default)]
pub(crate) struct Element {
    /// Its name with prefix: `w:p`.
    pub(crate) name: String,
    /// Its attributes in order.
    pub(crate) attributes: Vec<(String, String)>,
    /// What is in it.
    pub(crate) children: Vec<Node>,
}

/// What can be in an element.
#[derive(Debug)]
pub(crate) enum Node {
    /// An element.
    Element(Element),
    /// Text.
    Text(String),
}

impl Element {
    /// The attribute of that name.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The elements in it.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of that name in it.
    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// `w:val` of the first element of that name in it.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("w:val")
    }

    /// Every element below it, in document order.
    pub(crate) fn descendants(&self) -> Vec<&Element> {
        let mut all = Vec::new();
        for element in self.elements() {
            all.push(element);
            all.extend(element.descendants());
        }
        all
    }

    /// The text in it.
    pub(crate) fn text(&self) -> String {
        self.children
            .iter()
            .map(|child| match child {
                Node::Element(element) => element.text(),
                Node::Text(text) => text.clone(),
            })
            .collect()
    }
}

/// Reads a part as XML.
pub(crate) fn parse(xml: &str) -> Element {
    let mut reader = Reader::from_str(xml);
    let mut open = vec![Element::default()];
    let start = |tag: &quick_xml::events::BytesStart<'_>| Element {
        name: tag.name().as_ref().to_owned(),
        attributes: tag
            .attributes()
            .map(|attribute| {
                let attribute = attribute.expect("attributes are well formed");
                let value =
                    attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).expect("values are well formed");
                (attribute.key.as_ref().to_owned(), value.into_owned())
            })
            .collect(),
        children: Vec::new(),
    };
    loop {
        match reader.read_event().expect("the part is well formed") {
            Event::Start(tag) => open.push(start(&tag)),
            Event::Empty(tag) => {
                let element = start(&tag);
                open.last_mut().expect("a parent").children.push(Node::Element(element));
            }
            Event::End(_) => {
                let element = open.pop().expect("an open element");
                open.last_mut().expect("a parent").children.push(Node::Element(element));
            }
            Event::Text(text) => {
                let text = text.to_string();
                open.last_mut().expect("a parent").children.push(Node::Text(text));
            }
            Event::GeneralRef(reference) => {
                let text = match reference.resolve_char_ref().expect("a reference") {
                    Some(character) => character.to_string(),
                    None => {
                        quick_xml::escape::resolve_predefined_entity(&reference).expect("a known entity").to_owned()
                    }
                };
                open.last_mut().expect("a parent").children.push(Node::Text(text));
            }
            Event::Eof => break,
            Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    let root = open.pop().expect("the root");
    root.children
        .into_iter()
        .find_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
        .expect("a root element")
}

/// A Word file, unpacked.
pub(crate) struct Package {
    /// Names of the parts in order.
    pub(crate) names: Vec<String>,
    parts: BTreeMap<String, Vec<u8>>,
}

/// Unpacks a Word file.
pub(crate) fn open(bytes: &[u8]) -> Package {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let mut names = Vec::new();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("an entry");
        let mut content = Vec::new();
        file.read_to_end(&mut content).expect("a readable entry");
        names.push(file.name().to_owned());
        parts.insert(file.name().to_owned(), content);
    }
    Package { names, parts }
}

/// A paragraph as a reader of the Word file sees it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// Id of its style.
    pub(crate) style: String,
    /// Its number, counted from the list definitions.
    pub(crate) number: Option<String>,
    /// Its words; a footnote's mark is its number, a tab a space.
    pub(crate) text: String,
    /// Where its links and references lead, each once: an address, or the name of a place.
    pub(crate) links: BTreeSet<String>,
    /// The page numbers it shows, with the places that they are the pages of.
    pub(crate) pages: Vec<(String, String)>,
}

impl Package {
    /// A part as XML.
    pub(crate) fn xml(&self, name: &str) -> Element {
        let bytes = self.parts.get(name).unwrap_or_else(|| panic!("the package has no {name}"));
        parse(std::str::from_utf8(bytes).expect("parts are UTF-8"))
    }

    /// A part's bytes.
    pub(crate) fn part(&self, name: &str) -> &[u8] {
        &self.parts[name]
    }

    /// The paragraphs of the text in order, those of tables too.
    pub(crate) fn paragraphs(&self) -> Vec<Paragraph> {
        let document = self.xml("word/document.xml");
        let mut lists = Lists::read(self);
        let mut notes = 0;
        let addresses = self.addresses("document");
        let read = |paragraph: &Element| Paragraph {
            links: links(paragraph, &addresses),
            ..lists.paragraph(paragraph, &mut notes)
        };
        document.descendants().into_iter().filter(|element| element.name == "w:p").map(read).collect()
    }

    /// The footnotes in order: each as one text without its mark, and where its links lead.
    pub(crate) fn notes(&self) -> Vec<(String, BTreeSet<String>)> {
        if !self.parts.contains_key("word/footnotes.xml") {
            return Vec::new();
        }
        let mut none = 0;
        let addresses = self.addresses("footnotes");
        self.xml("word/footnotes.xml")
            .elements()
            .filter(|note| note.attribute("w:type").is_none())
            .map(|note| {
                let text: Vec<String> = note.elements().map(|paragraph| words(paragraph, &mut none)).collect();
                (text.join(" ").trim().to_owned(), links(note, &addresses))
            })
            .collect()
    }

    /// The addresses outside that a part points at, by the id of the relationship.
    fn addresses(&self, part: &str) -> BTreeMap<String, String> {
        let name = format!("word/_rels/{part}.xml.rels");
        if !self.parts.contains_key(&name) {
            return BTreeMap::new();
        }
        let attribute = |element: &Element, name: &str| element.attribute(name).expect("an attribute").to_owned();
        self.xml(&name)
            .elements()
            .filter(|relationship| relationship.attribute("TargetMode") == Some("External"))
            .map(|relationship| (attribute(relationship, "Id"), attribute(relationship, "Target")))
            .collect()
    }
}

struct Lists {
    abstracts: BTreeMap<String, Vec<Level>>,
    nums: BTreeMap<String, (String, BTreeMap<usize, u32>)>,
    styles: BTreeMap<String, Element>,
    counters: BTreeMap<String, [u32; 9]>,
    begun: Vec<String>,
}

#[derive(Clone)]
struct Level {
    format: String,
    text: String,
    start: u32,
}

impl Lists {
    fn read(package: &Package) -> Lists {
        let numbering = package.xml("word/numbering.xml");
        let number = |element: &Element, name: &str| element.attribute(name).expect("an id").to_owned();
        let abstracts = numbering
            .elements()
            .filter(|element| element.name == "w:abstractNum")
            .map(|element| {
                let levels = element
                    .elements()
                    .filter(|level| level.name == "w:lvl")
                    .map(|level| Level {
                        format: level.value("w:numFmt").unwrap_or("decimal").to_owned(),
                        text: level.value("w:lvlText").unwrap_or("").to_owned(),
                        start: level.value("w:start").map_or(0, |start| start.parse().expect("a number")),
                    })
                    .collect();
                (number(element, "w:abstractNumId"), levels)
            })
            .collect();
        let nums = numbering
            .elements()
            .filter(|element| element.name == "w:num")
            .map(|element| {
                let overrides = element
                    .elements()
                    .filter(|child| child.name == "w:lvlOverride")
                    .filter_map(|child| {
                        let level = number(child, "w:ilvl").parse().expect("a level");
                        Some((level, child.value("w:startOverride")?.parse().expect("a number")))
                    })
                    .collect();
                let of = element.value("w:abstractNumId").expect("an abstract list").to_owned();
                (number(element, "w:numId"), (of, overrides))
            })
            .collect();
        let styles = package
            .xml("word/styles.xml")
            .children
            .into_iter()
            .filter_map(|child| match child {
                Node::Element(element) if element.name == "w:style" => Some((number(&element, "w:styleId"), element)),
                Node::Element(_) | Node::Text(_) => None,
            })
            .collect();
        Lists { abstracts, nums, styles, counters: BTreeMap::new(), begun: Vec::new() }
    }

    fn paragraph(&mut self, paragraph: &Element, notes: &mut u32) -> Paragraph {
        let properties = paragraph.child("w:pPr");
        let style = properties.and_then(|properties| properties.value("w:pStyle")).unwrap_or("Normal").to_owned();
        let (list, level) = self.list_of(properties, &style);
        let number = list.filter(|list| list != "0").map(|list| self.count(&list, level));
        let text = words(paragraph, notes);
        Paragraph { style, number, text, links: BTreeSet::new(), pages: page_numbers(paragraph) }
    }

    /// The list and level of a paragraph: its own properties first, then those of its style and the styles below.
    fn list_of(&self, properties: Option<&Element>, style: &str) -> (Option<String>, usize) {
        let mut list = None;
        let mut level = None;
        let mut look = |numbering: Option<&Element>| {
            if let Some(numbering) = numbering {
                list = list.take().or_else(|| numbering.value("w:numId").map(str::to_owned));
                level = level.or_else(|| numbering.value("w:ilvl").map(|level| level.parse().expect("a level")));
            }
        };
        look(properties.and_then(|properties| properties.child("w:numPr")));
        let mut next = Some(style.to_owned());
        while let Some(style) = next.and_then(|id| self.styles.get(&id)) {
            look(style.child("w:pPr").and_then(|properties| properties.child("w:numPr")));
            next = style.value("w:basedOn").map(str::to_owned);
        }
        (list, level.unwrap_or(0))
    }

    fn count(&mut self, list: &str, level: usize) -> String {
        let (of, overrides) = self.nums.get(list).expect("a list that is defined").clone();
        let levels = self.abstracts.get(&of).expect("a list definition").clone();
        let counters = self.counters.entry(of).or_insert_with(|| {
            let mut counters = [0; 9];
            for (counter, level) in counters.iter_mut().zip(&levels) {
                *counter = level.start.saturating_sub(1);
            }
            counters
        });
        if !self.begun.iter().any(|begun| begun == list) {
            self.begun.push(list.to_owned());
            for (level, start) in overrides {
                counters[level] = start.saturating_sub(1);
            }
        }
        counters[level] += 1;
        for (deeper, counter) in counters.iter_mut().enumerate().skip(level + 1) {
            *counter = levels.get(deeper).map_or(0, |level| level.start.saturating_sub(1));
        }
        let mut text = levels[level].text.clone();
        for (at, definition) in levels.iter().enumerate() {
            let place = format!("%{}", at + 1);
            if text.contains(&place) {
                text = text.replace(&place, &written(counters[at], &definition.format));
            }
        }
        text
    }
}

fn written(number: u32, format: &str) -> String {
    let letters = |first: u8| {
        let at = (number - 1) % 26;
        let times = (number - 1) / 26 + 1;
        char::from(first + u8::try_from(at).expect("below 26")).to_string().repeat(times as usize)
    };
    match format {
        "decimal" => number.to_string(),
        "lowerLetter" => letters(b'a'),
        "upperLetter" => letters(b'A'),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        "arabicAbjad" => {
            let order: Vec<char> = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ".chars().collect();
            let at = number as usize - 1;
            order[at % order.len()].to_string().repeat(at / order.len() + 1)
        }
        "chineseCounting" => "一二三四五六七八九十".chars().nth(number as usize - 1).expect("up to ten").to_string(),
        "bullet" => String::new(),
        other => panic!("the test's reader does not count in {other}"),
    }
}

fn roman(mut number: u32) -> String {
    let signs = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut text = String::new();
    for (value, sign) in signs {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    text
}

/// Where links and reference fields lead. Of a number that is put together from several, the last is what is meant.
fn links(within: &Element, addresses: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut found = Vec::new();
    // The words since the end of the last field that shows a number, if nothing but words came after it.
    let mut since: Option<String> = None;
    for element in within.descendants() {
        match element.name.as_str() {
            "w:hyperlink" => {
                let address = element.attribute("r:id").map(|id| addresses.get(id).expect("a relationship").clone());
                found.extend(address.or_else(|| element.attribute("w:anchor").map(str::to_owned)));
                since = None;
            }
            "w:fldChar" if element.attribute("w:fldCharType") == Some("end") => {
                since = since.is_some().then(String::new);
            }
            "w:t" => since.iter_mut().for_each(|words| words.push_str(&element.text())),
            "w:instrText" => {
                let text = element.text();
                let words: Vec<&str> = text.split_whitespace().collect();
                if let ["REF" | "PAGEREF", name, ..] = words[..] {
                    let number = words[2..] == ["\\n", "\\h"];
                    if number
                        && since.take().is_some_and(|between| matches!(between.as_str(), "" | " " | "." | "(" | " ("))
                    {
                        found.pop();
                    }
                    found.push(name.to_owned());
                    since = number.then(String::new);
                }
            }
            _ => {}
        }
    }
    found.into_iter().collect()
}

/// The place and the shown number of each PAGEREF field.
fn page_numbers(paragraph: &Element) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut place: Option<String> = None;
    for element in paragraph.descendants() {
        match element.name.as_str() {
            "w:instrText" => {
                let text = element.text();
                place = text.trim().strip_prefix("PAGEREF ").and_then(|rest| rest.split(' ').next()).map(str::to_owned);
            }
            "w:t" => found.extend(place.take().map(|place| (place, element.text()))),
            _ => {}
        }
    }
    found
}

/// The words of a paragraph, fields as they are cached.
fn words(paragraph: &Element, notes: &mut u32) -> String {
    let mut text = String::new();
    for element in paragraph.descendants() {
        match element.name.as_str() {
            "w:t" => text.push_str(&element.text()),
            "w:tab" if element.attributes.is_empty() => text.push(' '),
            "w:br" => text.push(' '),
            "w:noBreakHyphen" => text.push('\u{2011}'),
            "w:footnoteReference" => {
                *notes += 1;
                text.push_str(&notes.to_string());
            }
            _ => {}
        }
    }
    text
}
