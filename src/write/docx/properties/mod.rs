//! The property elements of WordprocessingML, each with one `write` that puts its children in the schema's order.
//!
//! ECMA-376 Part 1 makes the order of these children a sequence; Word calls a file with another order damaged.

mod paragraph;
mod run;
mod section;
mod table;
#[cfg(test)]
mod tests;

pub(super) use paragraph::{Indent, NumPr, PPr, SideRule, Spacing, TabStop};
pub(super) use run::{Fonts, RPr};
pub(super) use section::SectPr;
pub(super) use table::{Merge, TblPr, TcPr, TrPr};

use super::xml::Xml;

fn wrap(xml: &mut Xml, name: &str, inner: Xml) {
    let inner = inner.into_string();
    if !inner.is_empty() {
        xml.open(name, &[]);
        xml.raw(&inner);
        xml.close(name);
    }
}
