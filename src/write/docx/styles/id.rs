//! The ids of styles: those of the gallery, and variations of them that one place in a report asks for.

use crate::document::{Align, Role};
use crate::length::Length;

/// The id of a style that this module defines; there is no other way to get one, so none can dangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::write::docx) struct StyleId {
    pub(super) base: &'static str,
    pub(super) variation: Variation,
}

/// What a style says otherwise than the one of the gallery that it varies; written only where the report uses it.
///
/// With these a paragraph carries no formatting of its own: a change of the style changes it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Variation {
    /// Kept with what follows, or no more.
    pub(super) keep_next: Option<bool>,
    /// With little room below, for the source that follows.
    pub(super) followed: bool,
    /// Without the number that the style of the gallery has.
    pub(super) unnumbered: bool,
    /// Begins here, under the text of an item.
    pub(super) indent: Option<Length>,
    /// Decimal signs stand here.
    pub(super) decimal: Option<Length>,
    /// Numbers that run to the right end here, in a paragraph that runs to the left.
    pub(super) ending: Option<Length>,
}

const fn id(base: &'static str) -> StyleId {
    let variation =
        Variation { keep_next: None, followed: false, unnumbered: false, indent: None, decimal: None, ending: None };
    StyleId { base, variation }
}

impl StyleId {
    pub(in crate::write::docx) const NORMAL: StyleId = id("Normal");
    pub(in crate::write::docx) const BODY_TEXT: StyleId = id("BodyText");
    pub(in crate::write::docx) const LIST_PARAGRAPH: StyleId = id("ListParagraph");
    pub(in crate::write::docx) const CONTENTS_HEADING: StyleId = id("TOCHeading");
    pub(in crate::write::docx) const SPACER: StyleId = id("Spacer");
    pub(in crate::write::docx) const SECTION_END: StyleId = id("SectionEnd");
    pub(in crate::write::docx) const HYPERLINK: StyleId = id("Hyperlink");
    pub(in crate::write::docx) const NOTE_MARK: StyleId = id("FootnoteReference");
    pub(in crate::write::docx) const COMMENT_TEXT: StyleId = id("CommentText");
    pub(in crate::write::docx) const COMMENT_MARK: StyleId = id("CommentReference");
    pub(in crate::write::docx) const TABLE: StyleId = id("ReportTable");
    pub(super) const DEFAULT_FONT: StyleId = id("DefaultParagraphFont");
    pub(super) const NO_LIST: StyleId = id("NoList");
    pub(super) const PLAIN_TABLE: StyleId = id("TableNormal");

    /// A style of the gallery, for its table alone.
    pub(super) const fn of_gallery(base: &'static str) -> StyleId {
        id(base)
    }

    /// The id as written.
    pub(in crate::write::docx) fn text(self) -> String {
        let Variation { keep_next, followed, unnumbered, indent, decimal, ending } = self.variation;
        let at = |word: &str, at: Length| format!("{word}{}", at.to_twips());
        let mut text = self.base.to_owned();
        text.push_str(match keep_next {
            Some(true) => "LeadIn",
            Some(false) => "Alone",
            None => "",
        });
        text.push_str(if followed { "Followed" } else { "" });
        text.push_str(if unnumbered { "Unnumbered" } else { "" });
        text.extend(indent.map(|indent| at("Indented", indent)));
        text.extend(decimal.map(|decimal| at("Decimal", decimal)));
        text.extend(ending.map(|ending| at("Ending", ending)));
        text
    }

    /// Whether it is a style of the gallery as it stands there.
    pub(super) fn is_plain(self) -> bool {
        self.variation == Variation::default()
    }

    /// The style for a paragraph that stays on the page of what follows.
    pub(in crate::write::docx) fn lead_in(self) -> StyleId {
        StyleId { variation: Variation { keep_next: Some(true), ..self.variation }, ..self }
    }

    /// The style for a caption whose source follows on its page.
    pub(in crate::write::docx) fn followed(self) -> StyleId {
        StyleId { variation: Variation { keep_next: Some(true), followed: true, ..self.variation }, ..self }
    }

    /// The style for what is kept with what follows, where nothing follows that belongs to it.
    pub(in crate::write::docx) fn alone(self) -> StyleId {
        StyleId { variation: Variation { keep_next: Some(false), ..self.variation }, ..self }
    }

    /// The style without its number.
    pub(in crate::write::docx) fn unnumbered(self) -> StyleId {
        StyleId { variation: Variation { unnumbered: true, ..self.variation }, ..self }
    }

    /// The style for a paragraph that begins further in.
    pub(in crate::write::docx) fn indented(self, indent: Length) -> StyleId {
        StyleId { variation: Variation { indent: Some(whole_twips(indent)), ..self.variation }, ..self }
    }

    /// The style for the cells of a column whose decimal signs stand one under the other.
    pub(in crate::write::docx) fn decimal(self, at: Length) -> StyleId {
        StyleId { variation: Variation { decimal: Some(whole_twips(at)), ..self.variation }, ..self }
    }

    /// The style for the numbers of such a column where paragraphs run to the left: its distance from the right.
    pub(in crate::write::docx) fn ending(self, at: Length) -> StyleId {
        StyleId { variation: Variation { ending: Some(whole_twips(at)), ..self.variation }, ..self }
    }

    /// The style of a role; an item of a list has further ones by its level.
    pub(in crate::write::docx) fn of(role: Role) -> StyleId {
        id(match role {
            Role::Title => "Title",
            Role::Subtitle => "Subtitle",
            Role::Addressee => "Addressee",
            Role::TitleLine => "TitleLine",
            Role::TitleEnd => "TitleEnd",
            Role::PartHeading => "PartHeading",
            Role::AnnexHeading => "AnnexHeading",
            Role::Heading(1) => "Heading1",
            Role::Heading(2) => "Heading2",
            Role::Heading(3) => "Heading3",
            Role::Heading(4) => "Heading4",
            Role::Heading(_) => "Heading5",
            Role::NumberedParagraph => "NumberedParagraph",
            Role::Paragraph => "BodyText",
            Role::Profile => "Profile",
            Role::ListItem => "ListParagraph",
            Role::Recommendation => "Recommendation",
            Role::Quotation => "Quote",
            Role::QuotationSource => "QuotationSource",
            Role::TableCaption => "Caption",
            Role::FigureCaption => "FigureCaption",
            Role::Source => "Source",
            Role::ListedSource => "Bibliography",
            Role::TableHead => "TableHead",
            Role::TableCell => "TableText",
            Role::SmallTableHead => "SmallTableHead",
            Role::SmallTableCell => "SmallTableText",
            Role::Figure => "Figure",
            Role::ContentsEntry(1) => "TOC1",
            Role::ContentsEntry(2) => "TOC2",
            Role::ContentsEntry(_) => "TOC3",
            Role::Note => "FootnoteText",
            Role::Header => "Header",
            Role::Footer => "Footer",
        })
    }

    /// The style of an item of the numbered paragraphs' list at a level below the paragraphs.
    pub(in crate::write::docx) fn sub_paragraph(level: u8) -> StyleId {
        match level {
            1 => id("SubParagraph"),
            2 => id("SubParagraph2"),
            3 => id("SubParagraph3"),
            _ => StyleId::LIST_PARAGRAPH,
        }
    }

    /// The style of a later paragraph of an item, under its text.
    pub(in crate::write::docx) fn list_continue(level: u8) -> StyleId {
        match level {
            0 | 1 => id("ListContinue"),
            2 => id("ListContinue2"),
            _ => id("ListContinue3"),
        }
    }

    /// The style of a cell whose column is aligned.
    pub(in crate::write::docx) fn cell(role: Role, align: Align) -> StyleId {
        match (align, role) {
            (Align::Start | Align::Justify, _) => StyleId::of(role),
            // The column varies it by where its decimal signs are.
            (Align::Decimal, Role::TableCell | Role::SmallTableCell) => StyleId::of(role),
            (Align::Center, Role::TableHead) => id("TableHeadCentred"),
            (Align::Center, Role::SmallTableHead) => id("SmallTableHeadCentred"),
            (Align::Center, Role::SmallTableCell) => id("SmallTableTextCentred"),
            (Align::Center, _) => id("TableTextCentred"),
            (Align::End | Align::Decimal, Role::TableHead) => id("TableHeadEnd"),
            (Align::End | Align::Decimal, Role::SmallTableHead) => id("SmallTableHeadEnd"),
            (Align::End, Role::SmallTableCell) => id("SmallTableTextEnd"),
            (Align::End | Align::Decimal, _) => id("TableTextEnd"),
        }
    }
}

/// Rounded as Word stores it: what looks the same is the same style.
fn whole_twips(length: Length) -> Length {
    Length::twips(length.to_twips())
}
