//! Writes the structure tree (ISO 32000-1, 14.7): our elements, with the pages' marks and annotations as their leaves.

use super::anchors::{Anchor, Anchors};
use super::file::{File, Id};
use super::object::Object;
use super::owner::Slot;
use super::paint::Leaves;
use super::structure::{Child, Element, Node};
use crate::document::{Document, NumberFormat};
use crate::facts::language::Direction;

/// Writes the tree; the number of its root.
pub(super) fn tree(
    children: Vec<Child>,
    leaves: Leaves,
    document: &Document,
    anchors: Option<&Anchors>,
    file: &mut File,
) -> Id {
    let root = file.reserve();
    let whole = anchors.map_or_else(|| file.reserve(), |anchors| anchors.whole);
    let namespaces = file.dialect.namespaces.iter();
    let namespaces: Vec<Id> =
        namespaces.map(|name| file.add(Object::new("<</Type/Namespace/NS").text(name).say(">>"))).collect();
    let owners = leaves.pages.iter().map(|page| vec![None; page.marks]).collect();
    let areas = vec![None; leaves.areas];
    let direction = document.direction;
    let mut writer = Writer { leaves, direction, file, owners, areas, notes: Vec::new(), anchors, namespaces };
    let mut object = Object::new("<</S/Document");
    writer.namespace(0, &mut object);
    object.say("/P ").id(root).say("/Lang").text(document.language.code());
    writer.children(children, whole, &mut object);
    writer.file.put(whole, object.say(">>"));
    let Writer { leaves, file, owners, areas, notes, namespaces, .. } = writer;
    let mut object = Object::new("<</Type/StructTreeRoot/K ");
    object.id(whole);
    if !namespaces.is_empty() {
        object.say("/Namespaces[");
        namespaces.iter().for_each(|namespace| {
            object.id(*namespace).say(" ");
        });
        object.say("]");
    }
    object.say("/RoleMap<<").say(file.dialect.role_map).say(">>/ParentTree<</Nums[");
    for (page, owners) in owners.iter().enumerate() {
        object.count(page).say("[");
        for owner in owners {
            // Each mark has an owner: nothing else was marked.
            object.id(owner.unwrap_or(whole)).say(" ");
        }
        object.say("]");
    }
    for (area, owner) in areas.iter().enumerate() {
        object.count(leaves.pages.len() + area).say(" ").id(owner.unwrap_or(whole)).say(" ");
    }
    object.say("]>>/ParentTreeNextKey ").count(leaves.pages.len() + areas.len());
    if !notes.is_empty() {
        object.say("/IDTree<</Names[");
        notes.iter().enumerate().for_each(|(at, note)| {
            object.string(note_name(at).as_bytes()).id(*note).say(" ");
        });
        object.say("]>>");
    }
    file.put(root, object.say(">>"));
    root
}

/// The name of a note, by which ISO 14289-1, 7.9 knows it from others; names are sorted.
fn note_name(at: usize) -> String {
    format!("Note {:06}", at + 1)
}

struct Writer<'a> {
    leaves: Leaves,
    direction: Direction,
    file: &'a mut File,
    /// The element of each mark of each page.
    owners: Vec<Vec<Option<Id>>>,
    /// The element of each annotation.
    areas: Vec<Option<Id>>,
    notes: Vec<Id>,
    anchors: Option<&'a Anchors>,
    namespaces: Vec<Id>,
}

impl Writer<'_> {
    /// Writes what an element holds, and names it in the element.
    fn children(&mut self, children: Vec<Child>, parent: Id, object: &mut Object) {
        let mut held = Object::default();
        // The page that marks are on where nothing else is said: the first one's.
        let mut own_page = None;
        for child in children {
            match child {
                Child::Node(node) => {
                    held.id(self.node(node, parent)).say(" ");
                }
                // Taken away so that no mark can come into the tree twice.
                Child::Slot(slot) => {
                    for (page, mark) in self.leaves.slots.remove(&slot).unwrap_or_default() {
                        if let Some(owner) = self.owners.get_mut(page).and_then(|marks| marks.get_mut(mark)) {
                            *owner = Some(parent);
                        }
                        if *own_page.get_or_insert(page) == page {
                            held.count(mark).say(" ");
                        } else {
                            let page = self.leaves.page(page);
                            held.say("<</Type/MCR/Pg ").id(page).say("/MCID ").count(mark).say(">>");
                        }
                    }
                }
                Child::Areas(link) => {
                    for (page, area, annotation) in self.leaves.links.remove(&link).unwrap_or_default() {
                        if let Some(owner) = self.areas.get_mut(area) {
                            *owner = Some(parent);
                        }
                        held.say("<</Type/OBJR/Pg ").id(self.leaves.page(page)).say("/Obj ").id(annotation).say(">>");
                    }
                }
            }
        }
        if let Some(page) = own_page {
            object.say("/Pg ").id(self.leaves.page(page));
        }
        object.say("/K[").bytes.append(&mut held.bytes);
        object.say("]");
    }

    fn node(&mut self, node: Node, parent: Id) -> Id {
        let id = node.id.unwrap_or_else(|| self.file.reserve());
        let mut object = Object::new("<</S");
        self.element(&node.element, &node.children, id, &mut object);
        self.namespace(usize::from(node.element.is_of_pdf_1()), &mut object);
        self.reference(node.refers_to, &mut object);
        object.say("/P ").id(parent);
        if let Some(language) = &node.language {
            object.say("/Lang").text(language.as_str());
        }
        self.children(node.children, id, &mut object);
        self.file.put(id, object.say(">>"));
        id
    }

    /// The namespace of an element's type (ISO 32000-2, 14.7.4).
    fn namespace(&self, at: usize, object: &mut Object) {
        if let Some(namespace) = self.namespaces.get(at) {
            object.say("/NS ").id(*namespace);
        }
    }

    /// The element that an element refers to (ISO 32000-2, table 355).
    fn reference(&self, to: Option<Anchor>, object: &mut Object) {
        if let Some(id) = self.anchors.zip(to).and_then(|(anchors, to)| anchors.get(to)) {
            object.say("/Ref[").id(id).say("]");
        }
    }

    /// The type of an element and what belongs to it (14.8.4, 14.8.5).
    fn element(&mut self, element: &Element, children: &[Child], id: Id, object: &mut Object) {
        match element {
            Element::Part if self.direction == Direction::RightToLeft => {
                object.say("/Part/A<</O/Layout/WritingMode/RlTb>>")
            }
            Element::Part => object.say("/Part"),
            Element::Title => object.say("/Title"),
            Element::P => object.say("/P"),
            Element::H { level, title } => object.say("/H").int(*level).say("/T").text(title),
            Element::L(format) => {
                object.say("/L/A<</O/List/ListNumbering/").say(numbering(*format, self.file.dialect.unnamed)).say(">>")
            }
            Element::LI => object.say("/LI"),
            Element::Lbl => object.say("/Lbl"),
            Element::LBody => object.say("/LBody"),
            Element::BlockQuote => object.say("/BlockQuote"),
            Element::Div => object.say(self.file.dialect.figure),
            Element::Table => object.say("/Table"),
            Element::THead => object.say("/THead"),
            Element::TBody => object.say("/TBody"),
            Element::TR => object.say("/TR"),
            Element::TH(columns) => {
                let object = object.say("/TH/A<</O/Table/Scope/Column");
                over("/ColSpan ", *columns, object).say(">>")
            }
            Element::TD(1, 1) => object.say("/TD"),
            Element::TD(columns, rows) => {
                let object = over("/ColSpan ", *columns, object.say("/TD/A<</O/Table"));
                over("/RowSpan ", *rows, object).say(">>")
            }
            Element::Caption => object.say("/Caption"),
            Element::Figure(alternative) => {
                object.say("/Figure/Alt").text(alternative).say("/A<</O/Layout/Placement/Block");
                if let Some(edges) = self.bounding_box(children) {
                    object.say("/BBox[").lengths(edges).say("]");
                }
                object.say(">>")
            }
            Element::Toc => object.say("/TOC"),
            Element::Toci => object.say("/TOCI"),
            Element::Reference => object.say("/Reference"),
            Element::Link => object.say("/Link"),
            Element::Note => {
                self.notes.push(id);
                object.say(self.file.dialect.note).say("/ID").string(note_name(self.notes.len() - 1).as_bytes())
            }
            Element::Span => object.say("/Span"),
        };
    }

    /// Where a figure stands.
    fn bounding_box(&self, children: &[Child]) -> Option<[crate::length::Length; 4]> {
        children.iter().find_map(|child| match child {
            Child::Slot(slot @ Slot::Figure(_)) => self.leaves.boxes.get(slot).copied(),
            Child::Slot(_) | Child::Node(_) | Child::Areas(_) => None,
        })
    }
}

/// What a cell goes over; one need not be said.
fn over<'o>(name: &str, count: usize, object: &'o mut Object) -> &'o mut Object {
    if count > 1 { object.say(name).count(count) } else { object }
}

/// How a list is counted (table 347); `unnamed` are the words for numbers and for marks that the standard has no name for, as
/// the labels say them.
fn numbering(format: NumberFormat, unnamed: (&'static str, &'static str)) -> &'static str {
    match format {
        NumberFormat::Decimal => "Decimal",
        NumberFormat::UpperLetter => "UpperAlpha",
        NumberFormat::LowerLetter => "LowerAlpha",
        NumberFormat::UpperRoman => "UpperRoman",
        NumberFormat::LowerRoman => "LowerRoman",
        NumberFormat::Bullet('•') => "Disc",
        NumberFormat::Bullet('◦' | '○') => "Circle",
        NumberFormat::Bullet('▪' | '■') => "Square",
        NumberFormat::Chinese | NumberFormat::ArabicAlpha | NumberFormat::ArabicAbjad => unnamed.0,
        NumberFormat::Bullet(_) => unnamed.1,
    }
}
