//! Writes `word/styles.xml` from the stylesheet: each role a named style that Word shows in its gallery.

mod gallery;
mod id;
mod sheet;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

pub(super) use id::StyleId;
pub(super) use sheet::{Numbered, begins_page, continued_level};

use super::properties::{PPr, RPr, Spacing, TblPr, TcPr};
use super::xml::Xml;
use crate::document::{Document, LINK_COLOUR, VerticalPosition};
use crate::length::Length;
use crate::look::measures::{CELL_PADDING, TABLE_SPACE};
use crate::pages::Measures;
use gallery::PARAGRAPH_STYLES;
use sheet::Sheet;

/// Writes the part, with the variations of the gallery that this report uses.
pub(super) fn part(
    document: &Document,
    numbered: Numbered,
    measures: &Measures,
    used: &BTreeSet<StyleId>,
    with_comments: bool,
) -> String {
    let mut xml = Xml::part();
    xml.open("w:styles", &[("xmlns:w", super::NAMESPACE_W)]);
    let sheet = Sheet { document, numbered, measures };
    sheet.defaults(&mut xml);
    latent(&mut xml);
    sheet.normal(&mut xml);
    PARAGRAPH_STYLES.iter().for_each(|style| sheet.paragraph(style, &mut xml));
    used.iter().filter(|id| !id.is_plain()).for_each(|id| sheet.varied(*id, &mut xml));
    spacer(&mut xml);
    character_and_list_styles(document, &mut xml);
    if with_comments {
        comment_styles(&mut xml);
    }
    table_styles(&mut xml);
    xml.close("w:styles");
    xml.into_string()
}

/// Shows in Word's lists what this report uses and hides the hundreds of other built-in styles until asked for.
fn latent(xml: &mut Xml) {
    let all = [
        ("w:defLockedState", "0"),
        ("w:defUIPriority", "99"),
        ("w:defSemiHidden", "1"),
        ("w:defUnhideWhenUsed", "1"),
        ("w:defQFormat", "0"),
        ("w:count", "376"),
    ];
    xml.open("w:latentStyles", &all);
    for style in PARAGRAPH_STYLES.iter().filter(|style| style.built_in) {
        latent_exception(style.name, &style.priority.to_string(), style.is_chosen(), xml);
    }
    for (name, priority, chosen) in
        [("Normal", "0", true), ("Hyperlink", "42", false), ("footnote reference", "42", false)]
    {
        latent_exception(name, priority, chosen, xml);
    }
    xml.close("w:latentStyles");
}

fn latent_exception(name: &str, priority: &str, chosen: bool, xml: &mut Xml) {
    let mut shown =
        vec![("w:name", name), ("w:semiHidden", "0"), ("w:uiPriority", priority), ("w:unhideWhenUsed", "0")];
    shown.extend(chosen.then_some(("w:qFormat", "1")));
    xml.empty("w:lsdException", &shown);
}

/// The small empty line below a table and the contents: Word wants a paragraph between two tables and after the last one.
fn spacer(xml: &mut Xml) {
    empty_line(StyleId::SPACER, "Spacer", TABLE_SPACE, xml);
    // Before and after turned pages; so low that it never begins a page of its own.
    empty_line(StyleId::SECTION_END, "Section end", Length::pt(1), xml);
}

fn empty_line(id: StyleId, name: &str, height: Length, xml: &mut Xml) {
    open(xml, "paragraph", id, name, Kind::Custom);
    xml.val("w:basedOn", &StyleId::NORMAL.text());
    xml.val("w:next", &StyleId::BODY_TEXT.text());
    xml.val("w:uiPriority", "37");
    let spacing = Spacing { exact: Some(height), ..Spacing::default() };
    PPr { spacing, ..PPr::default() }.write(xml);
    RPr { size: Some(height / 2), ..RPr::default() }.write(xml);
    xml.close("w:style");
}

fn character_and_list_styles(document: &Document, xml: &mut Xml) {
    open(xml, "character", StyleId::DEFAULT_FONT, "Default Paragraph Font", Kind::Default);
    hidden(xml);
    xml.close("w:style");
    open(xml, "numbering", StyleId::NO_LIST, "No List", Kind::Default);
    hidden(xml);
    xml.close("w:style");
    open(xml, "character", StyleId::HYPERLINK, "Hyperlink", Kind::BuiltIn);
    xml.val("w:basedOn", "DefaultParagraphFont");
    xml.val("w:uiPriority", "42");
    RPr { color: Some(LINK_COLOUR), underline: document.styles.underlines_links(), ..RPr::default() }.write(xml);
    xml.close("w:style");
    open(xml, "character", StyleId::NOTE_MARK, "footnote reference", Kind::BuiltIn);
    xml.val("w:basedOn", "DefaultParagraphFont");
    xml.val("w:uiPriority", "42");
    RPr { position: VerticalPosition::Superscript, ..RPr::default() }.write(xml);
    xml.close("w:style");
}

/// The styles of Word's comments: small, in the margin.
fn comment_styles(xml: &mut Xml) {
    open(xml, "paragraph", StyleId::COMMENT_TEXT, "annotation text", Kind::BuiltIn);
    xml.val("w:basedOn", &StyleId::NORMAL.text());
    xml.val("w:uiPriority", "99");
    RPr { size: Some(Length::pt(10)), ..RPr::default() }.write(xml);
    xml.close("w:style");
    open(xml, "character", StyleId::COMMENT_MARK, "annotation reference", Kind::BuiltIn);
    xml.val("w:basedOn", "DefaultParagraphFont");
    xml.val("w:uiPriority", "99");
    RPr { size: Some(Length::pt(8)), ..RPr::default() }.write(xml);
    xml.close("w:style");
}

fn table_styles(xml: &mut Xml) {
    open(xml, "table", StyleId::PLAIN_TABLE, "Normal Table", Kind::Default);
    hidden(xml);
    TblPr { indent: Some(Length::ZERO), cell_margin: Some(Length::twips(108)), ..TblPr::default() }.write(xml);
    xml.close("w:style");
    open(xml, "table", StyleId::TABLE, "Report table", Kind::Custom);
    xml.val("w:basedOn", "TableNormal");
    xml.val("w:uiPriority", "36");
    xml.empty("w:qFormat", &[]);
    TblPr { bottom_rule: true, cell_margin: Some(CELL_PADDING), ..TblPr::default() }.write(xml);
    xml.open("w:tblStylePr", &[("w:type", "firstRow")]);
    TcPr { rules_above_and_below: true, at_bottom: true, ..TcPr::default() }.write(xml);
    xml.close("w:tblStylePr");
    xml.close("w:style");
}

/// What kind of style an element opens.
#[derive(Clone, Copy)]
enum Kind {
    Default,
    BuiltIn,
    Custom,
}

fn open(xml: &mut Xml, family: &str, id: StyleId, name: &str, kind: Kind) {
    let mut attributes = vec![("w:type", family)];
    match kind {
        Kind::Default => attributes.push(("w:default", "1")),
        Kind::BuiltIn => {}
        Kind::Custom => attributes.push(("w:customStyle", "1")),
    }
    let id = id.text();
    attributes.push(("w:styleId", &id));
    xml.open("w:style", &attributes);
    xml.val("w:name", name);
}

fn hidden(xml: &mut Xml) {
    xml.val("w:uiPriority", "99");
    xml.empty("w:semiHidden", &[]);
    xml.empty("w:unhideWhenUsed", &[]);
}
