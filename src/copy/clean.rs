//! A copy of a Word file without what it says of people and machines: authors, comments, tracked changes, hidden words,
//! revision numbers, properties, programs, and what cameras write into pictures. The words that are shown stay.

use std::collections::{BTreeMap, BTreeSet};

use super::{CopyError, Dates, Parts, copy};
use crate::picture::{Clean, says_more};
use crate::read::word::{ChangesRead, Looks, NodeId, Package, RunLook, Space, Tree, read};

/// The content types of a text with programs.
const PROGRAM_KINDS: [&str; 2] = [
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
];
/// The content type of a text without.
const DOCUMENT_KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

/// A cleaned copy.
#[derive(Clone, Debug)]
pub struct Cleaned {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What was taken out, and how often.
    pub taken: BTreeMap<&'static str, usize>,
    /// What is still in it and cannot be taken out.
    pub left: Vec<String>,
}

/// Makes a copy without traces of people; tracked changes are accepted or rejected.
pub fn clean(bytes: &[u8], changes: ChangesRead) -> Result<Cleaned, CopyError> {
    let mut package = Package::open(bytes)?;
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    let looks = Looks::load(&mut package)?;
    let mut taken = BTreeMap::new();
    let mut left = Vec::new();
    let mut parts = Parts::new();
    let gone: BTreeSet<&String> = names.iter().filter(|name| is_personal(name) || is_program(name)).collect();
    for &name in &gone {
        let lower = name.to_lowercase();
        let what = if is_program(name) {
            "programs (macros) and their data"
        } else if lower.contains("comments") || lower.contains("people") {
            "parts with comments and their authors"
        } else {
            "parts with properties or previews"
        };
        *taken.entry(what).or_default() += 1;
        parts.insert(name.clone(), None);
    }
    let gone_names: BTreeSet<String> = gone.iter().map(|name| name.to_lowercase()).collect();
    for name in names.iter().filter(|name| !gone.contains(name)) {
        let lower = name.to_lowercase();
        if lower.ends_with(".rels") || lower == "[content_types].xml" {
            let Some(tree) = package.tree(name)? else { continue };
            if let Some(text) = without_parts(&tree, name, &gone_names) {
                parts.insert(name.clone(), Some(text.into_bytes()));
            }
        } else if lower.starts_with("docprops/") && lower.ends_with(".xml") {
            let Some(tree) = package.tree(name)? else { continue };
            let text = Cleaner::new(&tree, None, changes, &mut taken).properties();
            parts.insert(name.clone(), Some(text.into_bytes()));
        } else if lower.starts_with("word/") && lower.ends_with(".xml") && !lower.contains("/theme/") {
            let Some(tree) = package.tree(name)? else { continue };
            let text = Cleaner::new(&tree, Some(&looks), changes, &mut taken).part();
            if text != tree.text() {
                parts.insert(name.clone(), Some(text.into_bytes()));
            }
        } else if lower.contains("media/") {
            let Some(picture) = package.part(name)? else { continue };
            match anew(&picture) {
                Ok(clean) if *clean != *picture => {
                    // What cannot be told from the pixels, such as bytes between them, goes without being counted.
                    if says_more(&picture) {
                        *taken.entry("pictures with data of cameras or programs").or_default() += 1;
                    }
                    parts.insert(name.clone(), Some(clean.to_vec()));
                }
                Ok(_) => {}
                Err(why) => left.push(format!("{name}: {why}")),
            }
        } else if lower.contains("embeddings/") || lower.contains("activex/") {
            left.push(format!("{name}: a file or a form inside the Word file"));
        }
    }
    let cleaned = copy(bytes, parts, Dates::Removed)?;
    if !says_the_same(bytes, &cleaned, changes)? {
        return Err(CopyError::OtherWords);
    }
    Ok(Cleaned { bytes: cleaned, taken, left })
}

/// Whether a copy has the words of the file the way its changes are read.
fn says_the_same(old: &[u8], new: &[u8], changes: ChangesRead) -> Result<bool, CopyError> {
    let texts = |bytes: &[u8]| -> Result<Vec<String>, CopyError> {
        let draft = read(bytes, changes)?;
        let notes = draft.notes.iter().flat_map(|note| &note.paragraphs);
        let all = draft.paragraphs().chain(notes).filter(|paragraph| !paragraph.is_blank());
        Ok(all.map(|paragraph| format!("{}{}", numbers(paragraph), paragraph.text())).collect())
    };
    Ok(texts(old)? == texts(new)?)
}

fn numbers(paragraph: &crate::read::word::Paragraph) -> &str {
    paragraph.number.as_ref().map_or("", |number| number.text.as_str())
}

/// Parts that hold nothing but names, comments or data of programs.
fn is_personal(name: &str) -> bool {
    let lower = name.to_lowercase();
    let file = lower.rsplit('/').next().unwrap_or("");
    file.starts_with("comments") && lower.starts_with("word/")
        || file.starts_with("people") && lower.starts_with("word/")
        || lower == "docprops/custom.xml"
        || lower.starts_with("docprops/thumbnail")
        || lower.starts_with("customxml/")
        || lower.contains("printersettings")
        || lower.starts_with("docmetadata/")
}

/// A picture written anew, where it stays of its kind; else why it is left as it is.
fn anew(bytes: &[u8]) -> Result<Clean, &'static str> {
    let is_drawing = || std::str::from_utf8(bytes).is_ok_and(|text| text.contains("<svg"));
    if !bytes.starts_with(b"\x89PNG") && !bytes.starts_with(b"\xFF\xD8\xFF") && !is_drawing() {
        return Err("a picture of a kind that is not looked into");
    }
    Clean::new(bytes).map_err(|_| "a picture that cannot be written anew; delete it or save it as PNG")
}

/// Parts that hold programs, and what only programs need.
fn is_program(name: &str) -> bool {
    let lower = name.to_lowercase();
    let file = lower.rsplit('/').next().unwrap_or("");
    matches!(file, "vbaproject.bin" | "vbaprojectsignature.bin" | "vbadata.xml" | "vbaproject.bin.rels")
        || matches!(lower.as_str(), "word/customizations.xml" | "word/attachedtoolbars.bin")
}

/// A copy without programs (macros); `None` if there are none.
pub(crate) fn without_programs(bytes: &[u8]) -> Result<Option<Vec<u8>>, CopyError> {
    let mut package = Package::open(bytes)?;
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    let gone: BTreeSet<String> = names.iter().filter(|name| is_program(name)).map(|name| name.to_lowercase()).collect();
    if gone.is_empty() {
        return Ok(None);
    }
    let mut parts = Parts::new();
    for name in &names {
        let lower = name.to_lowercase();
        if gone.contains(&lower) {
            parts.insert(name.clone(), None);
        } else if lower.ends_with(".rels") || lower == "[content_types].xml" {
            let Some(tree) = package.tree(name)? else { continue };
            parts.extend(without_parts(&tree, name, &gone).map(|text| (name.clone(), Some(text.into_bytes()))));
        }
    }
    copy(bytes, parts, Dates::Kept).map(Some)
}

/// Relationships or content types without those of parts that are gone, and of no file with programs; `None` if all stay.
fn without_parts(tree: &Tree, name: &str, gone: &BTreeSet<String>) -> Option<String> {
    let folder = name.split_once("_rels/").map_or("", |(folder, _)| folder).to_lowercase();
    let is_gone = |node: &NodeId| {
        let target = tree.plain(*node, "Target").or_else(|| tree.plain(*node, "PartName"));
        let Some(target) = target.filter(|_| tree.plain(*node, "TargetMode").as_deref() != Some("External")) else {
            // The file of the template has the name of a machine or a person.
            return tree.plain(*node, "Type").is_some_and(|kind| kind.ends_with("/attachedTemplate"));
        };
        let lower = target.to_lowercase();
        gone.contains(lower.trim_start_matches('/'))
            || gone.contains(&format!("{folder}{lower}"))
            || lower.starts_with("../") && gone.contains(lower.trim_start_matches("../"))
            || tree.plain(*node, "Type").is_some_and(|kind| kind.ends_with("/attachedTemplate"))
    };
    let mut edits: Vec<_> =
        tree.children(tree.root()).filter(is_gone).map(|node| (tree.range(node), String::new())).collect();
    // A Word file that is said to hold programs is not opened under the name of one that holds none.
    for node in tree.children(tree.root()) {
        let kind = tree.attributes(node).find(|(_, name, _)| *name == "ContentType");
        if let Some((_, _, range)) = kind
            && tree.plain(node, "ContentType").is_some_and(|kind| PROGRAM_KINDS.contains(&kind.as_ref()))
        {
            edits.push((range, format!("ContentType=\"{DOCUMENT_KIND}\"")));
        }
    }
    (!edits.is_empty()).then(|| super::edited(tree.text(), edits))
}

/// Writes a part anew, without what is taken out.
struct Cleaner<'t> {
    tree: &'t Tree,
    looks: Option<&'t Looks>,
    changes: ChangesRead,
    taken: &'t mut BTreeMap<&'static str, usize>,
    /// The paragraph of the last run, and how its words look by its style.
    last: Option<(NodeId, RunLook)>,
}

impl<'t> Cleaner<'t> {
    fn new(
        tree: &'t Tree,
        looks: Option<&'t Looks>,
        changes: ChangesRead,
        taken: &'t mut BTreeMap<&'static str, usize>,
    ) -> Cleaner<'t> {
        Cleaner { tree, looks, changes, taken, last: None }
    }

    fn part(mut self) -> String {
        let root = self.tree.root();
        let mut out = self.tree.text()[..self.tree.range(root).start].to_owned();
        self.node(root, &mut out);
        out
    }

    /// The properties of the file: only its title and language stay.
    fn properties(mut self) -> String {
        let tree = self.tree;
        let root = tree.root();
        let mut out = tree.text()[..tree.inner(root).start].to_owned();
        if tree.is_empty_tag(root) {
            return tree.text().to_owned();
        }
        for node in tree.children(root).filter(|node| tree.space(*node).is_some()) {
            if matches!(
                tree.name(node),
                "title" | "language" | "Pages" | "Words" | "Characters" | "Lines" | "Paragraphs"
            ) {
                out.push_str(&tree.text()[tree.range(node)]);
            } else {
                self.take("properties of the file");
            }
        }
        out.push_str(&tree.text()[tree.inner(root).end..]);
        out
    }

    fn take(&mut self, what: &'static str) {
        *self.taken.entry(what).or_default() += 1;
    }

    fn is_gone(&self, name: &str) -> bool {
        match self.changes {
            ChangesRead::Accepted => matches!(name, "del" | "moveFrom"),
            ChangesRead::Rejected => matches!(name, "ins" | "moveTo"),
        }
    }

    fn node(&mut self, node: NodeId, out: &mut String) {
        let tree = self.tree;
        let Some((space, name)) = tree.named(node) else {
            out.push_str(&tree.text()[tree.range(node)]);
            return;
        };
        match (space, name) {
            (Space::Word, "ins" | "del" | "moveFrom" | "moveTo") => {
                self.take("tracked changes");
                if !self.is_gone(name) {
                    self.children(node, out);
                }
            }
            (Space::Word, _) if name.ends_with("Change") && name != "cellMergeChange" => self.take("tracked changes"),
            (
                Space::Word,
                "moveFromRangeStart"
                | "moveFromRangeEnd"
                | "moveToRangeStart"
                | "moveToRangeEnd"
                | "customXmlInsRangeStart"
                | "customXmlInsRangeEnd"
                | "customXmlDelRangeStart"
                | "customXmlDelRangeEnd"
                | "cellIns"
                | "cellDel",
            ) => self.take("tracked changes"),
            (Space::Word, "commentRangeStart" | "commentRangeEnd") => {}
            (Space::Word, "commentReference") => self.take("comments"),
            (Space::Word, "rsids" | "docVars" | "attachedTemplate" | "mailMerge" | "trackRevisions" | "docId") => {
                self.take("settings about editing");
            }
            (Space::Other, "docId" | "chartTrackingRefBased") => self.take("settings about editing"),
            // The delText of a deletion that stays is text.
            (Space::Word, "delText") => self.renamed(node, "t", out),
            (Space::Word, "delInstrText") => self.renamed(node, "instrText", out),
            (Space::Word, "rPr" | "pPr" | "tblPr" | "trPr" | "tcPr" | "sectPr") if self.has_old(node) => {
                self.old(node, out)
            }
            (Space::Word, "tr") if self.row_is_gone(node) => self.take("tracked changes"),
            (Space::Word, "r") if self.looks.is_some_and(|looks| looks.is_hidden(tree, node, &mut self.last)) => {
                self.hidden(node, out)
            }
            _ => {
                self.open(node, out);
                self.children(node, out);
                self.close(node, out);
            }
        }
    }

    fn children(&mut self, node: NodeId, out: &mut String) {
        let tree = self.tree;
        // Paragraphs whose mark is taken out go on in the next one, which gives them its properties.
        let mut begun: Option<String> = None;
        let mut last_begun = None;
        for child in tree.children(node) {
            if !tree.is(child, Space::Word, "p") {
                if begun.is_some() && tree.is(child, Space::Word, "tbl") {
                    self.end_begun(&mut begun, last_begun, out);
                }
                self.node(child, out);
                continue;
            }
            let properties = tree.child(child, Space::Word, "pPr");
            let mut content = String::new();
            let inside: Vec<NodeId> = tree.children(child).filter(|inside| Some(*inside) != properties).collect();
            for inside in inside {
                self.node(inside, &mut content);
            }
            if self.mark_is_gone(properties) {
                self.take("tracked changes");
                begun.get_or_insert_default().push_str(&content);
                last_begun = Some(child);
                continue;
            }
            self.whole_paragraph(child, properties, &format!("{}{content}", begun.take().unwrap_or_default()), out);
        }
        self.end_begun(&mut begun, last_begun, out);
    }

    /// The start of a paragraph that no other follows is a paragraph, if it has words.
    fn end_begun(&mut self, begun: &mut Option<String>, last: Option<NodeId>, out: &mut String) {
        let (Some(content), Some(last)) = (begun.take(), last) else { return };
        if content.contains('<') {
            let properties = self.tree.child(last, Space::Word, "pPr");
            self.whole_paragraph(last, properties, &content, out);
        }
    }

    fn whole_paragraph(&mut self, node: NodeId, properties: Option<NodeId>, content: &str, out: &mut String) {
        let tree = self.tree;
        if tree.is_empty_tag(node) && content.is_empty() {
            self.open(node, out);
            return;
        }
        let mut tag = String::new();
        self.open(node, &mut tag);
        let name = tag
            .trim_start_matches('<')
            .split(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
            .next()
            .unwrap_or("")
            .to_owned();
        if tree.is_empty_tag(node) {
            tag = format!("{}>", tag.trim_end_matches("/>").trim_end());
        }
        out.push_str(&tag);
        if let Some(properties) = properties {
            self.node(properties, out);
        }
        out.push_str(content);
        out.push_str(&format!("</{name}>"));
    }

    fn mark_is_gone(&self, properties: Option<NodeId>) -> bool {
        let tree = self.tree;
        let mark = properties.and_then(|properties| tree.child(properties, Space::Word, "rPr"));
        mark.is_some_and(|mark| {
            tree.children(mark).any(|child| tree.space(child) == Some(Space::Word) && self.is_gone(tree.name(child)))
        })
    }

    fn row_is_gone(&self, row: NodeId) -> bool {
        let tree = self.tree;
        let properties = tree.child(row, Space::Word, "trPr");
        properties.is_some_and(|properties| {
            tree.children(properties)
                .any(|child| tree.space(child) == Some(Space::Word) && self.is_gone(tree.name(child)))
        })
    }

    /// Whether properties hold those from before a change that is rejected.
    fn has_old(&self, node: NodeId) -> bool {
        self.changes == ChangesRead::Rejected && self.old_of(node).is_some()
    }

    fn old_of(&self, node: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        let change = format!("{}Change", tree.name(node));
        let change = tree.children(node).find(|child| tree.is(*child, Space::Word, &change))?;
        tree.children(change).find(|child| tree.is(*child, Space::Word, tree.name(node)))
    }

    /// Properties as they were before a change.
    fn old(&mut self, node: NodeId, out: &mut String) {
        let tree = self.tree;
        self.take("tracked changes");
        self.open(node, out);
        if let Some(old) = self.old_of(node) {
            self.children(old, out);
        }
        // These are not part of what a change remembers.
        let kept: Vec<NodeId> = tree
            .children(node)
            .filter(|child| {
                let name = tree.name(*child);
                tree.name(node) == "pPr" && matches!(name, "rPr" | "sectPr")
                    || tree.name(node) == "sectPr" && matches!(name, "headerReference" | "footerReference")
            })
            .collect();
        for child in kept {
            self.node(child, out);
        }
        self.close(node, out);
    }

    /// A hidden run keeps what fields need, and loses its words.
    fn hidden(&mut self, node: NodeId, out: &mut String) {
        let tree = self.tree;
        let keeps = |name: &str| matches!(name, "rPr" | "fldChar" | "instrText");
        let kept: Vec<NodeId> = tree.children(node).filter(|child| keeps(tree.name(*child))).collect();
        if tree.children(node).any(|child| tree.is(child, Space::Word, "t")) {
            self.take("runs of hidden words");
        }
        if kept.iter().any(|child| tree.name(*child) != "rPr") {
            self.open(node, out);
            for child in kept {
                self.node(child, out);
            }
            self.close(node, out);
        }
    }

    fn renamed(&mut self, node: NodeId, name: &str, out: &mut String) {
        let tree = self.tree;
        let text = &tree.text()[tree.range(node)];
        let old = tree.name(node);
        out.push_str(&text.replacen(old, name, 1).replace(&format!("{old}>"), &format!("{name}>")));
    }

    /// The start tag without the numbers of editing sessions and paragraphs.
    fn open(&mut self, node: NodeId, out: &mut String) {
        let tree = self.tree;
        let range = tree.range(node);
        let end = if tree.is_empty_tag(node) { range.end } else { tree.inner(node).start };
        let mut at = range.start;
        for (space, name, place) in tree.attributes(node) {
            let is_session = name.starts_with("rsid") && space == Space::Word;
            let is_number = space == Space::Other && matches!(name, "paraId" | "textId" | "paraIdParent");
            let is_author = space == Space::Word && matches!(name, "author" | "initials");
            if is_session || is_number || is_author {
                let from = tree.text()[..place.start].trim_end().len();
                out.push_str(&tree.text()[at..from.max(at)]);
                at = place.end;
                self.take("numbers of editing sessions");
            }
        }
        out.push_str(&tree.text()[at..end]);
    }

    fn close(&self, node: NodeId, out: &mut String) {
        let tree = self.tree;
        if !tree.is_empty_tag(node) {
            out.push_str(&tree.text()[tree.inner(node).end..tree.range(node).end]);
        }
    }
}
