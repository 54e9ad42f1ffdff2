//! The stylesheet: Word's styles and the PDF's pages are both made from this table.

use crate::facts::language::{Language, Script};
use crate::facts::profile::{Emphasis, Typography};
use crate::length::Length;
use crate::look::measures::{BELOW_SPACE, SMALL_TABLE_SIZE};

/// What a paragraph is. The order here is the order of Word's style list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The report's title.
    Title,
    /// The line below it.
    Subtitle,
    /// The body addressed, and its session, above the title.
    Addressee,
    /// Lines of the title block: State under review, submitters, date.
    TitleLine,
    /// The last of them, with room below it where the text begins without a heading.
    TitleEnd,
    /// Headings without number: profile, contents, summary.
    PartHeading,
    /// The heading of an annex: centred, begins the annex.
    AnnexHeading,
    /// Numbered headings, level 1 to 5.
    Heading(u8),
    /// A numbered paragraph.
    NumberedParagraph,
    /// A paragraph without number.
    Paragraph,
    /// A paragraph of the submitters' profile, and their addresses.
    Profile,
    /// An item of a list; its level's indents come from the list definition.
    ListItem,
    /// A recommendation that is an item of a list.
    Recommendation,
    /// A quotation.
    Quotation,
    /// The source line of a quotation.
    QuotationSource,
    /// The caption above a table.
    TableCaption,
    /// The caption below a figure.
    FigureCaption,
    /// The source of a table or figure, and a note to it.
    Source,
    /// An entry of the list of sources.
    ListedSource,
    /// A cell of the header row.
    TableHead,
    /// A cell.
    TableCell,
    /// A cell of the header row of a table in small type.
    SmallTableHead,
    /// A cell of such a table.
    SmallTableCell,
    /// The paragraph that holds a figure.
    Figure,
    /// A line of the contents, level 1 to 3.
    ContentsEntry(u8),
    /// A footnote.
    Note,
    /// The running header.
    Header,
    /// The running footer.
    Footer,
}

impl Role {
    /// Whether it is a cell of a header row.
    pub fn is_table_head(self) -> bool {
        matches!(self, Role::TableHead | Role::SmallTableHead)
    }

    /// Whether it is a cell below a header row.
    pub fn is_table_cell(self) -> bool {
        matches!(self, Role::TableCell | Role::SmallTableCell)
    }

    /// Every role, once.
    pub const ALL: &[Role] = &[
        Role::Title,
        Role::Subtitle,
        Role::Addressee,
        Role::TitleLine,
        Role::TitleEnd,
        Role::PartHeading,
        Role::AnnexHeading,
        Role::Heading(1),
        Role::Heading(2),
        Role::Heading(3),
        Role::Heading(4),
        Role::Heading(5),
        Role::NumberedParagraph,
        Role::Paragraph,
        Role::Profile,
        Role::ListItem,
        Role::Recommendation,
        Role::Quotation,
        Role::QuotationSource,
        Role::TableCaption,
        Role::FigureCaption,
        Role::Source,
        Role::ListedSource,
        Role::TableHead,
        Role::TableCell,
        Role::SmallTableHead,
        Role::SmallTableCell,
        Role::Figure,
        Role::ContentsEntry(1),
        Role::ContentsEntry(2),
        Role::ContentsEntry(3),
        Role::Note,
        Role::Header,
        Role::Footer,
    ];
}

/// The blue of the author's links, dark enough for a contrast of 7:1 on white (WCAG 2.2, 1.4.6): red, green, blue.
pub const LINK_COLOUR: [u8; 3] = [0x1F, 0x4E, 0x8C];

/// Where lines stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Align {
    /// At the start margin: left, or right in Arabic.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// At the end margin.
    End,
    /// At both, the last line at the start.
    Justify,
    /// Numbers one under the other by their decimal sign (table columns only).
    Decimal,
}

/// How a role looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// Type size.
    pub size: Length,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Where lines stand.
    pub align: Align,
    /// Space before; between two paragraphs the larger of after and before counts once (as both writers do it).
    pub space_before: Length,
    /// Space after.
    pub space_after: Length,
    /// Line distance in thousandths of the font's own (ascent, descent and gap): 1000 is single.
    pub line_spacing: u32,
    /// Indent at the start; a list level's own indents replace it.
    pub indent_start: Length,
    /// Indent at the end.
    pub indent_end: Length,
    /// Extra indent of the first line.
    pub first_line: Length,
    /// On the same page as what follows.
    pub keep_with_next: bool,
    /// Never broken over pages.
    pub keep_together: bool,
    /// Words may be broken at line ends.
    pub hyphenate: bool,
    /// A rule beside the text at the start side, for recommendations.
    pub side_rule: bool,
}

/// How each role looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleSheet {
    base: Style,
    styles: Vec<(Role, Style)>,
    /// Emphasis that the body does not accept.
    forbidden: Vec<Emphasis>,
}

impl StyleSheet {
    /// The house style at the sizes a profile asks for.
    ///
    /// Spaces and indents are our choice where no body gives one; the geometry of numbered paragraphs is in the list
    /// definitions.
    pub fn new(typography: Typography) -> StyleSheet {
        let Typography { size, note_size, line_spacing } = typography;
        let base = Style {
            size,
            bold: false,
            italic: false,
            align: Align::Justify,
            space_before: Length::ZERO,
            space_after: Length::pt(6),
            line_spacing,
            indent_start: Length::ZERO,
            indent_end: Length::ZERO,
            first_line: Length::ZERO,
            keep_with_next: false,
            keep_together: false,
            hyphenate: true,
            side_rule: false,
        };
        let single = |style: Style| Style { line_spacing: 1000, ..style };
        let heading = |size, before| {
            single(Style {
                size,
                bold: true,
                align: Align::Start,
                space_before: Length::pt(before),
                keep_with_next: true,
                keep_together: true,
                hyphenate: false,
                ..base.clone()
            })
        };
        let centred = |size, before, after, bold| {
            single(Style {
                size,
                bold,
                align: Align::Center,
                space_before: Length::pt(before),
                space_after: Length::pt(after),
                keep_with_next: true,
                keep_together: true,
                hyphenate: false,
                ..base.clone()
            })
        };
        let small = size - Length::pt(1);
        let cell = single(Style {
            size: small,
            align: Align::Start,
            space_before: Length::pt(2),
            space_after: Length::pt(2),
            ..base.clone()
        });
        let contents = |step: i64| {
            single(Style {
                align: Align::Start,
                space_after: Length::pt(2),
                indent_start: Length::mm(8 * step),
                indent_end: Length::mm(12),
                hyphenate: false,
                keep_together: true,
                ..base.clone()
            })
        };
        let running = single(Style {
            size: Length::pt(9),
            align: Align::Start,
            space_after: Length::ZERO,
            hyphenate: false,
            ..base.clone()
        });
        let styles = Role::ALL
            .iter()
            .map(|&role| {
                let style = match role {
                    Role::Title => centred(size + Length::pt(5), 12, 6, true),
                    Role::Subtitle => centred(size + Length::pt(1), 0, 6, false),
                    Role::Addressee => centred(size + Length::pt(1), 0, 2, false),
                    Role::TitleLine => centred(size, 0, 3, false),
                    // At most the space before a heading, so that no heading moves.
                    Role::TitleEnd => centred(size, 0, 14, false),
                    Role::PartHeading => heading(size + Length::pt(1), 14),
                    Role::AnnexHeading => centred(size + Length::pt(2), 16, 12, true),
                    Role::Heading(1) => heading(size + Length::pt(2), 16),
                    Role::Heading(2) => heading(size, 12),
                    Role::Heading(3) => heading(size, 10),
                    Role::Heading(4) => Style { bold: false, italic: true, ..heading(size, 8) },
                    Role::Heading(_) => Style { bold: false, ..heading(size, 8) },
                    Role::NumberedParagraph | Role::Paragraph => base.clone(),
                    // Set apart, since the numbered text may begin right after it, without a heading.
                    Role::Profile => {
                        Style { size: small, indent_start: Length::mm(8), indent_end: Length::mm(8), ..base.clone() }
                    }
                    Role::ListItem => base.clone(),
                    Role::Recommendation => Style { side_rule: true, ..base.clone() },
                    Role::Quotation => single(Style {
                        size: small,
                        indent_start: Length::mm(12),
                        indent_end: Length::mm(12),
                        ..base.clone()
                    }),
                    Role::QuotationSource => single(Style {
                        size: small,
                        align: Align::End,
                        indent_start: Length::mm(12),
                        indent_end: Length::mm(12),
                        hyphenate: false,
                        ..base.clone()
                    }),
                    Role::TableCaption => Style { space_after: Length::pt(4), ..heading(small, 12) },
                    Role::FigureCaption => {
                        let caption = heading(small, 4);
                        Style { align: Align::Center, keep_with_next: false, space_after: Length::pt(12), ..caption }
                    }
                    Role::Source => single(Style {
                        size: size - Length::pt(2),
                        align: Align::Start,
                        space_before: BELOW_SPACE,
                        space_after: Length::pt(10),
                        keep_together: true,
                        ..base.clone()
                    }),
                    // The lines after the first begin further in.
                    Role::ListedSource => Style {
                        align: Align::Start,
                        indent_start: Length::mm(8),
                        first_line: Length::ZERO - Length::mm(8),
                        ..base.clone()
                    },
                    Role::TableHead => Style { bold: true, hyphenate: false, keep_with_next: true, ..cell.clone() },
                    Role::TableCell => cell.clone(),
                    Role::SmallTableHead => Style {
                        bold: true,
                        hyphenate: false,
                        keep_with_next: true,
                        size: SMALL_TABLE_SIZE,
                        ..cell.clone()
                    },
                    Role::SmallTableCell => Style { size: SMALL_TABLE_SIZE, ..cell.clone() },
                    Role::Figure => Style { keep_with_next: true, ..centred(size, 8, 4, false) },
                    Role::ContentsEntry(level) => contents(i64::from(level.saturating_sub(1))),
                    Role::Note => single(Style { size: note_size, space_after: Length::pt(2), ..base.clone() }),
                    Role::Header | Role::Footer => running.clone(),
                };
                (role, style)
            })
            .collect();
        StyleSheet { base, styles, forbidden: Vec::new() }
    }

    /// Without the emphasis that a body does not accept; what the author makes bold or italic is left for the rules.
    pub fn without(mut self, forbidden: &[Emphasis]) -> StyleSheet {
        self.forbidden = forbidden.to_vec();
        for style in std::iter::once(&mut self.base).chain(self.styles.iter_mut().map(|(_, style)| style)) {
            style.bold &= !forbidden.contains(&Emphasis::Bold);
            style.italic &= !forbidden.contains(&Emphasis::Italic);
        }
        self
    }

    /// Whether words that the program adds may be bold.
    pub fn has_bold(&self) -> bool {
        !self.forbidden.contains(&Emphasis::Bold)
    }

    /// Whether links are underlined.
    pub fn underlines_links(&self) -> bool {
        !self.forbidden.contains(&Emphasis::Underline)
    }

    /// With what a language asks for: Chinese begins a paragraph that has no number two characters in, and neither Chinese nor
    /// Arabic has italics.
    pub fn for_language(mut self, language: Language) -> StyleSheet {
        if matches!(language.script(), Script::Arabic | Script::Chinese) {
            self.styles.iter_mut().for_each(|(_, style)| style.italic = false);
        }
        match language.script() {
            Script::Chinese => {
                for (role, style) in &mut self.styles {
                    if matches!(role, Role::Paragraph | Role::Profile) {
                        style.first_line = style.size * 2;
                    }
                }
            }
            Script::Arabic | Script::Cyrillic | Script::Latin => {}
        }
        self
    }

    /// How a role looks.
    pub fn get(&self, role: Role) -> &Style {
        self.styles.iter().find(|(known, _)| *known == role).map_or(&self.base, |(_, style)| style)
    }
}

#[cfg(test)]
mod tests {
    use super::{Role, StyleSheet};
    use crate::facts::language::Language;
    use crate::facts::profile::{Emphasis, Typography};
    use crate::length::Length;

    #[test]
    fn chinese_begins_paragraphs_without_number_two_characters_in() {
        let sheet = |language| {
            let typography = Typography { size: Length::pt(12), note_size: Length::pt(9), line_spacing: 1000 };
            StyleSheet::new(typography).for_language(language)
        };
        assert_eq!(sheet(Language::Zh).get(Role::Paragraph).first_line, Length::pt(24));
        assert_eq!(sheet(Language::Zh).get(Role::NumberedParagraph).first_line, Length::ZERO);
        assert_eq!(sheet(Language::En).get(Role::Paragraph).first_line, Length::ZERO);
    }

    #[test]
    fn arabic_and_chinese_have_no_italics() {
        let typography = Typography { size: Length::pt(12), note_size: Length::pt(9), line_spacing: 1000 };
        let italic = |language| {
            let sheet = StyleSheet::new(typography).for_language(language);
            Role::ALL.iter().any(|role| sheet.get(*role).italic)
        };
        assert_eq!(
            Language::ALL.into_iter().filter(|&language| !italic(language)).collect::<Vec<_>>(),
            [Language::Ar, Language::Zh]
        );
    }

    #[test]
    fn where_a_body_accepts_no_bold_and_no_italics_every_role_is_plain() {
        let typography = Typography { size: Length::pt(12), note_size: Length::pt(9), line_spacing: 1000 };
        let forbidden = [Emphasis::Bold, Emphasis::Italic];
        let sheet = StyleSheet::new(typography).without(&forbidden);
        assert!(Role::ALL.iter().all(|role| !sheet.get(*role).bold && !sheet.get(*role).italic));
        assert!(!sheet.has_bold() && sheet.underlines_links());
        assert!(!StyleSheet::new(typography).without(&[Emphasis::Underline]).underlines_links());
        let house = StyleSheet::new(typography);
        assert!(house.get(Role::Heading(1)).bold && house.get(Role::Heading(4)).italic);
    }

    #[test]
    fn the_room_below_the_title_block_moves_no_heading() {
        let sheet = StyleSheet::new(Typography { size: Length::pt(12), note_size: Length::pt(9), line_spacing: 1000 });
        let room = sheet.get(Role::TitleEnd).space_after;
        assert!(room > sheet.get(Role::NumberedParagraph).space_after);
        for heading in [Role::PartHeading, Role::Heading(1)] {
            assert!(sheet.get(heading).space_before >= room, "{heading:?}");
        }
    }

    #[test]
    fn every_role_has_a_style_and_headings_stay_with_what_follows() {
        let sheet = StyleSheet::new(Typography { size: Length::pt(12), note_size: Length::pt(9), line_spacing: 1000 });
        assert_eq!(sheet.styles.len(), Role::ALL.len());
        for level in 1..=5 {
            assert!(sheet.get(Role::Heading(level)).keep_with_next);
        }
        assert_eq!(sheet.get(Role::Note).size, Length::pt(9));
    }
}
