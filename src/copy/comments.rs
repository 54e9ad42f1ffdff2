//! Comments in a copy of a Word file, at the paragraphs they speak of. Nothing else is changed.

use super::{CopyError, Dates, Parts, copy, edited};
use crate::read::word::{NodeId, Package, Space, Tree};

const USUAL: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// What is said at a paragraph.
#[derive(Clone, Debug)]
pub struct Remark {
    /// The paragraph, in the tree of the main part; `None`: the first.
    pub at: Option<NodeId>,
    /// One paragraph each.
    pub lines: Vec<String>,
}

/// A copy with remarks as comments.
pub fn with_comments(bytes: &[u8], remarks: &[Remark]) -> Result<Vec<u8>, CopyError> {
    let mut package = Package::open(bytes)?;
    let main_name = package.main().to_owned();
    let Some(main) = package.tree(&main_name)? else { return copy(bytes, Parts::new(), Dates::Kept) };
    if remarks.is_empty() {
        return copy(bytes, Parts::new(), Dates::Kept);
    }
    let relationships = package.relationships(&main_name)?;
    let existing = relationships.iter().find(|one| one.kind == "comments" && !one.is_external);
    let old = match existing {
        Some(found) => package.tree(&found.target)?,
        None => None,
    };
    let next = old.as_ref().map_or(0, next_id);
    let mut parts = Parts::new();
    let name = |package: &Package<'_>, wanted: &str| {
        package.names().find(|name| name.eq_ignore_ascii_case(wanted)).map_or_else(|| wanted.to_owned(), str::to_owned)
    };
    parts.insert(name(&package, &main_name), Some(marked(&main, remarks, next).into_bytes()));
    match (existing, old) {
        (Some(found), Some(old)) => {
            parts.insert(name(&package, &found.target), Some(extended(&old, remarks, next).into_bytes()));
        }
        _ => {
            let (folder, file) = main_name.rsplit_once('/').unwrap_or(("", &main_name));
            let slash = if folder.is_empty() { "" } else { "/" };
            let part = free_name(&package, &format!("{folder}{slash}"));
            let space = if main.text().contains(STRICT) { STRICT } else { USUAL };
            parts.insert(part.clone(), Some(new_part(remarks, space).into_bytes()));
            let links = format!("{folder}{slash}_rels/{file}.rels");
            let target = part.rsplit('/').next().unwrap_or(&part).to_owned();
            let kind = if space == STRICT {
                "http://purl.oclc.org/ooxml/officeDocument"
            } else {
                "http://schemas.openxmlformats.org/officeDocument/2006"
            };
            let tree = package.tree(&links)?;
            parts.insert(name(&package, &links), Some(linked(tree.as_ref(), &target, kind).into_bytes()));
            if let Some(types) = package.tree("[Content_Types].xml")? {
                let one = |prefix: &str| format!("<{prefix}Override PartName=\"/{part}\" ContentType=\"{KIND}\"/>");
                parts.insert("[Content_Types].xml".to_owned(), Some(appended(&types, &one).into_bytes()));
            }
        }
    }
    copy(bytes, parts, Dates::Kept)
}

fn next_id(tree: &Tree) -> u32 {
    let ids = tree.children(tree.root()).filter_map(|node| tree.word(node, "id")?.parse::<u32>().ok());
    ids.max().map_or(0, |largest| largest.saturating_add(1))
}

fn free_name(package: &Package<'_>, folder: &str) -> String {
    let names = (0..)
        .map(|at: u32| if at == 0 { format!("{folder}comments.xml") } else { format!("{folder}comments{at}.xml") });
    names.into_iter().find(|name| !package.has(name)).unwrap_or_default()
}

/// What stands before the local name of an element, with its colon.
fn prefix(tree: &Tree, node: NodeId) -> &str {
    let text = &tree.text()[tree.range(node)];
    let name =
        text.trim_start_matches('<').split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or("");
    name.rfind(':').map_or("", |at| &name[..=at])
}

/// The main part with the marks of comments.
fn marked(main: &Tree, remarks: &[Remark], next: u32) -> String {
    let first = main.all().find(|node| main.is(*node, Space::Word, "p"));
    let mut edits = Vec::new();
    let mut marks: std::collections::BTreeMap<NodeId, Vec<u32>> = std::collections::BTreeMap::new();
    for (id, remark) in (next..).zip(remarks) {
        if let Some(paragraph) = remark.at.map(|at| outside_boxes(main, at)).or(first) {
            marks.entry(paragraph).or_default().push(id);
        }
    }
    for (paragraph, ids) in marks {
        let w = prefix(main, paragraph);
        let start: String = ids.iter().map(|id| format!("<{w}commentRangeStart {w}id=\"{id}\"/>")).collect();
        let end: String = ids
            .iter()
            .map(|id| format!("<{w}commentRangeEnd {w}id=\"{id}\"/><{w}r><{w}commentReference {w}id=\"{id}\"/></{w}r>"))
            .collect();
        let range = main.range(paragraph);
        if main.is_empty_tag(paragraph) {
            let tag = main.text()[range.clone()].trim_end_matches("/>").trim_end();
            edits.push((range, format!("{tag}>{start}{end}</{w}p>")));
            continue;
        }
        let inner = main.inner(paragraph);
        let properties = main.child(paragraph, Space::Word, "pPr").map(|node| main.range(node).end);
        let from = properties.unwrap_or(inner.start);
        edits.push((from..from, start));
        edits.push((inner.end..inner.end, end));
    }
    edited(main.text(), edits)
}

/// A paragraph that is in no text box: comments cannot stand there.
fn outside_boxes(tree: &Tree, paragraph: NodeId) -> NodeId {
    let mut found = paragraph;
    let mut in_box = false;
    let mut node = paragraph;
    while let Some(parent) = tree.parent(node) {
        in_box |= tree.is(parent, Space::Word, "txbxContent");
        if in_box && tree.is(parent, Space::Word, "p") {
            found = parent;
            in_box = false;
        }
        node = parent;
    }
    found
}

/// The comments, with this prefix before their names.
fn written(remarks: &[Remark], next: u32, w: &str) -> String {
    let mut text = String::new();
    for (id, remark) in (next..).zip(remarks) {
        text += &format!("<{w}comment {w}id=\"{id}\" {w}author=\"assemble\" {w}initials=\"a\">");
        for line in &remark.lines {
            let line: String = line.chars().filter(|c| !c.is_control()).collect();
            let line = quick_xml::escape::escape(line.as_str());
            text += &format!("<{w}p><{w}r><{w}t xml:space=\"preserve\">{line}</{w}t></{w}r></{w}p>");
        }
        text += &format!("</{w}comment>");
    }
    text
}

fn new_part(remarks: &[Remark], space: &str) -> String {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    format!("{head}<w:comments xmlns:w=\"{space}\">{}</w:comments>", written(remarks, 0, "w:"))
}

fn extended(old: &Tree, remarks: &[Remark], next: u32) -> String {
    appended(old, &|prefix| written(remarks, next, prefix))
}

/// A part with more at the end of its root.
fn appended(tree: &Tree, more: &dyn Fn(&str) -> String) -> String {
    let root = tree.root();
    let prefix = prefix(tree, root).to_owned();
    let range = tree.range(root);
    if tree.is_empty_tag(root) {
        let tag = tree.text()[range.clone()].trim_end_matches("/>").trim_end().to_owned();
        let name = tree.name(root);
        return edited(tree.text(), vec![(range, format!("{tag}>{}</{prefix}{name}>", more(&prefix)))]);
    }
    let end = tree.inner(root).end;
    edited(tree.text(), vec![(end..end, more(&prefix))])
}

/// The relationships of the main part with one to the comments.
fn linked(tree: Option<&Tree>, target: &str, kind: &str) -> String {
    let Some(tree) = tree else {
        let one =
            format!("<Relationship Id=\"rIdComments\" Type=\"{kind}/relationships/comments\" Target=\"{target}\"/>");
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
        return format!("{head}<Relationships xmlns=\"{RELATIONSHIPS}\">{one}</Relationships>");
    };
    let has = |id: &str| tree.children(tree.root()).any(|node| tree.plain(node, "Id").as_deref() == Some(id));
    let ids = (0..).map(|at: u32| if at == 0 { "rIdComments".to_owned() } else { format!("rIdComments{at}") });
    let id = ids.into_iter().find(|id| !has(id)).unwrap_or_default();
    appended(tree, &|prefix| {
        format!("<{prefix}Relationship Id=\"{id}\" Type=\"{kind}/relationships/comments\" Target=\"{target}\"/>")
    })
}
