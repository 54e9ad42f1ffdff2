//! Each property element of WordprocessingML puts its own children in the order of the schema.

use super::{Fonts, Indent, Merge, NumPr, PPr, RPr, SectPr, SideRule, Spacing, TabStop, TblPr, TcPr, TrPr};
use crate::document::{Align, VerticalPosition};
use crate::length::Length;
use crate::write::docx::script::WordLanguage;
use crate::write::docx::styles::StyleId;
use crate::write::docx::xml::Xml;

/// The names of the element's own children, in the order written.
fn children(write: impl FnOnce(&mut Xml)) -> Vec<String> {
    let mut xml = Xml::default();
    write(&mut xml);
    let xml = xml.into_string();
    let mut depth = 0;
    let mut names = vec![];
    for tag in xml.split('<').skip(1) {
        let closing = tag.starts_with('/');
        if closing {
            depth -= 1;
            continue;
        }
        if depth == 1 {
            names.push(tag.split([' ', '>', '/']).next().unwrap_or_default().to_owned());
        }
        if !tag.split('>').next().unwrap_or_default().ends_with('/') {
            depth += 1;
        }
    }
    names
}

#[test]
fn paragraph_properties_stand_in_schema_order() {
    let properties = PPr {
        style: Some(StyleId::BODY_TEXT),
        keep_next: Some(true),
        keep_lines: Some(true),
        page_break_before: true,
        widow_control: Some(true),
        numbering: Some(NumPr { num: 1, level: 0 }),
        side_rule: Some(SideRule::Left),
        tabs: vec![TabStop { kind: "left", leader: None, at: Length::mm(1) }],
        suppress_hyphens: Some(true),
        bidi: Some(true),
        spacing: Spacing { before: Some(Length::ZERO), after: None, line: None, exact: None },
        indent: Indent { start: Some(Length::ZERO), end: None, first_line: None },
        align: Some(Align::Center),
        outline_level: Some(0),
        mark: RPr { rtl: Some(true), ..RPr::default() },
        section: Some(SectPr::default()),
    };
    let order = "w:pStyle w:keepNext w:keepLines w:pageBreakBefore w:widowControl w:numPr w:pBdr w:tabs \
                 w:suppressAutoHyphens w:bidi w:spacing w:ind w:jc w:outlineLvl w:rPr w:sectPr";
    assert_eq!(children(|xml| properties.write(xml)).join(" "), order);
}

#[test]
fn run_properties_stand_in_schema_order() {
    let properties = RPr {
        style: Some(StyleId::HYPERLINK),
        fonts: Some(Fonts::EastAsiaHint),
        bold: Some(true),
        italic: Some(false),
        no_proof: true,
        color: Some([0; 3]),
        size: Some(Length::pt(9)),
        underline: true,
        position: VerticalPosition::Superscript,
        rtl: Some(true),
        complex: true,
        language: Some(WordLanguage::default()),
    };
    let order = "w:rStyle w:rFonts w:b w:bCs w:i w:iCs w:noProof w:color w:sz w:szCs w:u w:vertAlign w:rtl w:cs w:lang";
    assert_eq!(children(|xml| properties.write(xml)).join(" "), order);
}

#[test]
fn table_row_cell_and_section_properties_stand_in_schema_order() {
    let table = TblPr {
        style: Some(StyleId::TABLE),
        bidi_visual: true,
        width: Some(Length::mm(1)),
        indent: Some(Length::ZERO),
        bottom_rule: true,
        fixed: true,
        cell_margin: Some(Length::mm(1)),
        first_row_look: true,
        caption: Some("x".into()),
    };
    let order = "w:tblStyle w:bidiVisual w:tblW w:tblInd w:tblBorders w:tblLayout w:tblCellMar w:tblLook w:tblCaption \
                 w:tblDescription";
    assert_eq!(children(|xml| table.write(xml)).join(" "), order);
    let row = TrPr { cant_split: true, header: true };
    assert_eq!(children(|xml| row.write(xml)).join(" "), "w:cantSplit w:tblHeader");
    let cell = TcPr {
        width: Some(Length::mm(1)),
        columns: 2,
        merge: Some(Merge::GoesOn),
        rules_above_and_below: true,
        at_bottom: true,
    };
    assert_eq!(children(|xml| cell.write(xml)).join(" "), "w:tcW w:gridSpan w:vMerge w:tcBorders w:vAlign");
    let section = SectPr {
        header: Some("a".into()),
        footer: Some("b".into()),
        counts_anew: true,
        centred: true,
        bidi: true,
        ..SectPr::default()
    };
    let order = "w:headerReference w:footerReference w:type w:pgSz w:pgMar w:pgNumType w:vAlign w:bidi";
    assert_eq!(children(|xml| section.write(xml)).join(" "), order);
}

#[test]
fn properties_that_say_nothing_are_not_written() {
    assert_eq!(children(|xml| PPr::default().write(xml)), Vec::<String>::new());
    let mut xml = Xml::default();
    PPr::default().write(&mut xml);
    RPr::default().write(&mut xml);
    assert_eq!(xml.into_string(), "");
}
