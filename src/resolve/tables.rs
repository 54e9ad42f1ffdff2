//! From tables and figures as written to columns, cells, captions and drawn sizes.

use super::Builder;
use super::blocks::paragraph;
use super::inlines::Setting;
use super::references::{Own, TargetKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{
    Align, Block, Caption, Cell, Column, ColumnWidth, ContentId, Figure, Format, Image, ImageId, NumberPlace,
    Paragraph, Role, Table,
};
use crate::facts::language::Direction;
use crate::length::Length;
use crate::read::{self, Alignment, Located, TableWidth};
use crate::source::Span;
use unicode_width::UnicodeWidthStr;

/// A pixel at 96 to the inch, the reference pixel of the Web (CSS Values 3, 5.2).
const PIXEL: Length = Length::emu(9_525);

/// The narrowest and widest a column counts, in characters, when widths follow the content.
const COLUMN_CHARACTERS: (usize, usize) = (5, 40);

/// What the number, label and bookmark of a caption are made of.
struct Captioned<'s> {
    caption: &'s Option<Vec<read::Inline>>,
    id: Option<&'s Located<String>>,
    kind: TargetKind,
    role: Role,
    span: Span,
}

impl Builder<'_> {
    /// A table; `None` if it has no column.
    pub(super) fn table(&mut self, table: &read::Table) -> Option<Block> {
        let count = table.rows.iter().map(Vec::len).chain([table.header.len()]).max().filter(|count| *count > 0)?;
        let caption = self.caption(&Captioned {
            caption: &table.caption,
            id: table.id.as_ref(),
            kind: TargetKind::Table,
            role: Role::TableCaption,
            span: table.span,
        });
        let direction = self.language().map(|language| language.direction());
        let right_to_left = direction.unwrap_or(self.labels.language.direction()) == Direction::RightToLeft;
        let columns = (0..count).map(|at| column(table, at, right_to_left)).collect();
        let header = self.row(&table.header, count, Role::TableHead, table.span);
        let rows = table.rows.iter().map(|row| self.row(row, count, Role::TableCell, table.span)).collect();
        let number = caption.as_ref().map(|caption| caption.number);
        Some(Block::Table(Table { number, caption, direction, columns, header, rows, span: table.span }))
    }

    /// A row, filled up with empty cells.
    fn row(&mut self, cells: &[Vec<read::Inline>], count: usize, role: Role, span: Span) -> Vec<Cell> {
        let mut row = Vec::with_capacity(count);
        for at in 0..count {
            let content = cells.get(at).map(|content| self.inlines(content, Setting::Tight)).unwrap_or_default();
            let language = self.language();
            row.push(Cell { paragraph: Paragraph { language, ..paragraph(role, content, span) } });
        }
        row
    }

    /// A caption with the next number of its kind.
    fn caption(&mut self, captioned: &Captioned<'_>) -> Option<Caption> {
        let Captioned { caption, id, kind, role, span } = captioned;
        let Some(caption) = caption else {
            // Known to references, so that they can say why there is no number.
            self.define(*kind, *id, Own::None);
            return None;
        };
        let (count, label) = match kind {
            TargetKind::Figure => (&mut self.figures, &self.labels.figure),
            TargetKind::Table
            | TargetKind::Heading
            | TargetKind::Paragraph
            | TargetKind::Annex
            | TargetKind::Number => (&mut self.tables, &self.labels.table),
        };
        *count += 1;
        let (number, label) = (*count, label.clone());
        let bookmark = self.define(*kind, *id, Own::Number { shown: number.to_string(), at: NumberPlace::Label });
        // Not the paragraph's language: label and number before the words are the report's own.
        let format = Format { language: self.language(), ..Format::default() };
        let content = self.inlines_in(caption, &format, Setting::Tight);
        let separator = self.labels.caption_separator.clone();
        let paragraph = Paragraph { bookmark, ..paragraph(*role, content, *span) };
        Some(Caption { label, number, paragraph, separator })
    }

    /// A figure; `None` if its picture could not be read, which was reported.
    pub(super) fn figure(&mut self, figure: &read::Figure) -> Option<Block> {
        let picture = self.spec.pictures.get(figure.picture)?;
        let (image, pixels) =
            (self.image(figure.picture)?, (i64::from(picture.kept.width), i64::from(picture.kept.height)));
        let (width, height) = self.drawn_size(pixels, figure);
        let caption = self.caption(&Captioned {
            caption: &figure.caption,
            id: figure.id.as_ref(),
            kind: TargetKind::Figure,
            role: Role::FigureCaption,
            span: figure.span,
        });
        Some(Block::Figure(Figure {
            id: ContentId::default(),
            image,
            alternative_text: figure.alt.clone().unwrap_or_default(),
            language: self.language(),
            caption,
            width,
            height,
            span: figure.span,
        }))
    }

    /// The image of a picture; each picture is one image, however many figures show it.
    fn image(&mut self, index: usize) -> Option<ImageId> {
        if let Some(image) = self.image_of.get(&index) {
            return Some(*image);
        }
        let picture = self.spec.pictures.get(index)?;
        let id = ImageId(u32::try_from(self.images.len()).ok()?);
        self.images.push(Image {
            format: picture.kept.format,
            bytes: picture.kept.bytes.clone(),
            width: picture.kept.width,
            height: picture.kept.height,
        });
        self.image_of.insert(index, id);
        Some(id)
    }

    /// The width asked for or the picture's own, in proportion, within the text and two thirds of its height (so that
    /// the caption and some text have room below; our choice).
    fn drawn_size(&mut self, (width, height): (i64, i64), figure: &read::Figure) -> (Length, Length) {
        let (width, height) = (width.max(1), height.max(1));
        let asked = figure.width.filter(|asked| *asked > Length::ZERO);
        let (wide, widest) = (asked.unwrap_or(PIXEL * width), self.page.text_width());
        let drawn = wide.min(widest);
        let (tall, tallest) = (drawn.scale(height, width), self.page.text_height().scale(2, 3));
        let size = if tall > tallest { (tallest.scale(width, height), tallest) } else { (drawn, tall) };
        if tall > tallest {
            self.made_smaller(figure.span, (drawn, tall), size, "a figure is at most two thirds of the text high");
        } else if asked.is_some_and(|asked| asked > widest) {
            let whole = (wide, wide.scale(height, width));
            self.made_smaller(figure.span, whole, size, "a figure is at most as wide as the text");
        }
        size
    }

    /// Says that a figure has not the size its author may expect.
    fn made_smaller(&mut self, span: Span, whole: (Length, Length), drawn: (Length, Length), reason: &str) {
        let size = |(width, height): (Length, Length)| format!("{} × {} mm", whole_mm(width), whole_mm(height));
        let message = format!("the figure is drawn {} large, not {}: {reason}", size(drawn), size(whole));
        self.diagnostics.push(
            Diagnostic::info(Code::FigureMadeSmaller, span, message)
                .help("if its words are now too small to read, divide it into two figures or cut white margins off"),
        );
    }
}

/// A length in millimetres, to the nearest.
fn whole_mm(length: Length) -> i64 {
    (length.to_emu() + 18_000) / 36_000
}

/// Width and alignment of a column: what the author said, or by its content.
fn column(table: &read::Table, at: usize, right_to_left: bool) -> Column {
    let cells = || table.rows.iter().filter_map(move |row| row.get(at)).map(|cell| read::plain_text(cell));
    let width = match table.widths.get(at) {
        Some(TableWidth::Fixed(width)) => ColumnWidth::Fixed(*width),
        Some(TableWidth::Share(share)) => ColumnWidth::Share(*share),
        None if !table.widths.is_empty() => ColumnWidth::Share(1000),
        None => {
            let head = table.header.get(at).map(|cell| read::plain_text(cell));
            let longest = cells().chain(head).map(|text| text.width()).max().unwrap_or(0);
            let characters = longest.clamp(COLUMN_CHARACTERS.0, COLUMN_CHARACTERS.1);
            ColumnWidth::Share(u32::try_from(characters).unwrap_or(1).saturating_mul(100))
        }
    };
    let align = match table.align.get(at) {
        // In Arabic too the last digits of numbers stand below one another, at the right.
        Some(Alignment::Right) if right_to_left && is_numeric_column(cells()) => Align::Start,
        Some(Alignment::Left) => Align::Start,
        Some(Alignment::Center) => Align::Center,
        Some(Alignment::Right) => Align::End,
        Some(Alignment::Decimal) => Align::Decimal,
        None if !table.align.is_empty() => Align::Start,
        None => {
            // In Arabic too the last digits of numbers stand below one another, at the right.
            if is_numeric_column(cells()) && !right_to_left { Align::End } else { Align::Start }
        }
    };
    Column { width, align }
}

/// Whether every cell that is not empty is a figure, and there is one.
fn is_numeric_column(cells: impl Iterator<Item = String>) -> bool {
    let mut figures = cells.filter(|cell| !cell.trim().is_empty()).peekable();
    figures.peek().is_some() && figures.all(|cell| is_figure(cell.trim()))
}

/// `1,234.5`, `−3 %`, `12 000`: digits and what belongs to them.
fn is_figure(text: &str) -> bool {
    text.chars().any(char::is_numeric)
        && text.chars().all(|c| c.is_numeric() || c.is_whitespace() || ".,٫٬+-−–%٪()".contains(c))
}

#[cfg(test)]
mod tests {
    use super::is_figure;

    #[test]
    fn figures_are_told_from_words() {
        for figure in ["12", "1,234.5", "−3 %", "12 000", "٣٫٥"] {
            assert!(is_figure(figure), "{figure}");
        }
        for words in ["District 9", "–", "n/a", ""] {
            assert!(!is_figure(words), "{words}");
        }
    }
}
