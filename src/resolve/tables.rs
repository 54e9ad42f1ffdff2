//! Resolves tables and figures: columns, cells, captions and drawn sizes.

use super::Builder;
use super::blocks::paragraph;
use super::cell_list::part_items;
use super::inlines::{Setting, plain};
use super::references::{Own, TargetKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{
    Align, Block, Caption, Cell, Column, ColumnWidth, ContentId, Figure, Format, Image, ImageId, Inline, NumberPlace,
    Orientation, Paragraph, Role, Table,
};
use crate::facts::language::Direction;
use crate::length::Length;
use crate::read::{self, Alignment, TableWidth};
use crate::source::{Located, Span};

/// A pixel at 96 to the inch, the reference pixel of the Web (CSS Values 3, 5.2).
const PIXEL: Length = Length::emu(9_525);

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
        let count = Some(table.columns()).filter(|count| *count > 0)?;
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
        let (head, cell) = match table.small {
            true => (Role::SmallTableHead, Role::SmallTableCell),
            false => (Role::TableHead, Role::TableCell),
        };
        let header = self.row(&table.header, head, table.span);
        let rows = table.rows.iter().map(|row| self.row(row, cell, table.span)).collect();
        let below = self.below(&table.below, table.span);
        let continued = caption.as_ref().map(|caption| {
            self.labels.continued.replace("{caption}", &format!("{} {}", caption.label, caption.number))
        });
        let number = caption.as_ref().map(|caption| caption.number);
        if table.rows.is_empty() {
            self.diagnostics.push(
                Diagnostic::warning(Code::TableWithoutRows, table.span, "the table has a head and no rows")
                    .help("write its rows below the head, or delete the table"),
            );
        }
        Some(Block::Table(Table {
            number,
            caption,
            direction,
            columns,
            header,
            rows,
            below,
            orientation: orientation(table.landscape),
            continued,
            span: table.span,
        }))
    }

    fn row(&mut self, cells: &[read::Cell], role: Role, span: Span) -> Vec<Cell> {
        let mut row = Vec::with_capacity(cells.len());
        for cell in cells {
            let mut content = self.inlines(&cell.content, Setting::Tight);
            let items = part_items(&mut content);
            let language = self.language();
            let paragraph = Paragraph { language, ..paragraph(role, content, span) };
            row.push(Cell { items, columns: cell.columns, rows: cell.rows, ..Cell::new(cell.column, paragraph) });
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
        let below = self.below(&figure.below, figure.span);
        Some(Block::Figure(Figure {
            id: ContentId::default(),
            below,
            image,
            alternative_text: figure.alt.clone().unwrap_or_default(),
            language: self.language(),
            caption,
            width,
            height,
            span: figure.span,
        }))
    }

    /// Source and note under a table or figure, each with its label, unless the author typed it.
    fn below(&mut self, below: &read::Below, span: Span) -> Option<Paragraph> {
        let labels = self.labels;
        let source = below.source.as_ref().map(|words| (words, &labels.source, &labels.source_words));
        let note = below.note.as_ref().map(|words| (words, &labels.note, &labels.note_words));
        let mut content = Vec::new();
        for (words, label, typed) in source.into_iter().chain(note) {
            if !content.is_empty() {
                content.push(Inline::LineBreak);
            }
            if !begins_with_label(&read::plain_text(words), typed) {
                content.extend(plain(&format!("{label}{}", labels.label_separator), span));
            }
            content.extend(self.inlines(words, Setting::Tight));
        }
        let language = self.language();
        (!content.is_empty()).then(|| Paragraph { language, ..paragraph(Role::Source, content, span) })
    }

    /// Takes a paragraph that begins with `Source:` or `Note:` right after a table or figure for what is said below it.
    pub(super) fn said_below(&mut self, block: &read::Block, built: &mut [Block]) -> bool {
        let read::Block::Paragraph { content, id: None, numbered, span, .. } = block else { return false };
        let below = match built.last_mut() {
            Some(Block::Table(table)) => &mut table.below,
            Some(Block::Figure(figure)) => &mut figure.below,
            _ => return false,
        };
        let typed = read::plain_text(content);
        let labels = self.labels;
        if !begins_with_label(&typed, &labels.source_words) && !begins_with_label(&typed, &labels.note_words) {
            return false;
        }
        let words = self.inlines(content, Setting::Tight);
        match below {
            Some(below) => {
                below.content.push(Inline::LineBreak);
                below.content.extend(words);
            }
            None => {
                let language = self.language();
                *below = Some(Paragraph { language, ..paragraph(Role::Source, words, *span) });
            }
        }
        if self.place.numbers() && numbered.is_none() && self.profile.number_paragraphs {
            let message = "the paragraph is printed below the table or figure, without a number";
            self.diagnostics.push(Diagnostic::info(Code::TypedSource, *span, message).help(
                "write `{-}` at its end to say so; in a list of blocks, give the table or figure the key `source`",
            ));
        }
        true
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
        let message = format!("the figure is drawn at {}, not {}: {reason}", size(drawn), size(whole));
        self.diagnostics.push(
            Diagnostic::info(Code::FigureMadeSmaller, span, message)
                .help("if its words are now too small to read, divide it into two figures or cut white margins off"),
        );
    }
}

/// How a page is turned that the author wants turned or not.
pub(super) fn orientation(landscape: bool) -> Orientation {
    if landscape { Orientation::Landscape } else { Orientation::Portrait }
}

/// Whether words begin with one of these labels and a colon.
fn begins_with_label(words: &str, labels: &[String]) -> bool {
    let words = words.trim_start();
    labels
        .iter()
        .any(|label| words.strip_prefix(label.as_str()).is_some_and(|rest| rest.trim_start().starts_with([':', '：'])))
}

/// A length in millimetres, to the nearest.
fn whole_mm(length: Length) -> i64 {
    (length.to_emu() + 18_000) / 36_000
}

/// Width and alignment of a column: what the author said, or by its content.
fn column(table: &read::Table, at: usize, right_to_left: bool) -> Column {
    let own = |cell: &&read::Cell| cell.column == at && cell.columns == 1;
    let cells = || table.rows.iter().flatten().filter(own).map(|cell| read::plain_text(&cell.content));
    let width = match table.widths.get(at) {
        Some(TableWidth::Fixed(width)) => ColumnWidth::Fixed(*width),
        Some(TableWidth::Share(share)) => ColumnWidth::Share(*share),
        None if !table.widths.is_empty() => ColumnWidth::Share(1000),
        None => ColumnWidth::Content,
    };
    let align = match table.align.get(at) {
        // In Arabic too the last digits of numbers stand below one another, at the right.
        Some(Alignment::Right) if right_to_left && is_numeric_column(cells()) => Align::Start,
        Some(Alignment::Left) => Align::Start,
        Some(Alignment::Center) => Align::Center,
        Some(Alignment::Right) => Align::End,
        Some(Alignment::Decimal) => Align::Decimal,
        None if !table.align.is_empty() => Align::Start,
        // The first column names the rows: years, numbers of cases.
        None if at == 0 && table.columns() > 1 => Align::Start,
        // In Arabic too the last digits of numbers stand below one another, at the right.
        None if is_numeric_column(cells()) && !right_to_left => Align::End,
        None => Align::Start,
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
        && !is_date(text)
}

/// `2026-12-31`, `31.12.2026`, `2019–2023`, `12/2024` are not numbers: three groups of digits with a year, or two years.
fn is_date(text: &str) -> bool {
    let groups: Vec<&str> = text.split(|c: char| !c.is_numeric()).filter(|group| !group.is_empty()).collect();
    let is_year = |group: &&str| group.chars().count() == 4;
    let signs: Vec<char> = text.chars().filter(|c| !c.is_numeric() && !c.is_whitespace()).collect();
    let one_sign = |sign: &[char], count| signs.len() == count && signs.iter().all(|c| sign.contains(c));
    match groups.as_slice() {
        [first, _, last] => (is_year(first) || is_year(last)) && one_sign(&['-', '–', '.'], 2),
        [first, last] => is_year(first) && last.chars().count() <= 4 && one_sign(&['-', '–'], 1),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_figure;

    #[test]
    fn figures_are_told_from_words() {
        for figure in ["12", "1,234.5", "−3 %", "12 000", "٣٫٥", "2024", "1.234.567", "−2024", "4.5–6.5"] {
            assert!(is_figure(figure), "{figure}");
        }
        for words in ["District 9", "–", "n/a", "", "2026-12-31", "31.12.2026", "2019–2023", "2019-23"] {
            assert!(!is_figure(words), "{words}");
        }
    }
}
