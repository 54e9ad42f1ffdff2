//! The columns of a table: lengths, shares and what the cells hold become widths in which no word is divided.

use std::collections::BTreeMap;

use super::measures::CELL_PADDING;
use super::style::Align;
use crate::facts::language::Direction;
use crate::length::Length;

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its width.
    pub width: ColumnWidth,
    /// Where its cells are aligned.
    pub align: Align,
}

/// The width of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnWidth {
    /// A length.
    Fixed(Length),
    /// A share of what the fixed columns leave, in thousandths: `2*` is 2000.
    Share(u32),
    /// As wide as what it holds, where there is room.
    Content,
}

/// What a cell needs, without the white space beside its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Need {
    /// Its row below the head; the head has row 0 too, and no decimals.
    pub row: usize,
    /// Its first column.
    pub column: usize,
    /// How many columns it goes over.
    pub span: usize,
    /// The longest piece that is never divided.
    pub longest: Length,
    /// All of it on one line.
    pub whole: Length,
    /// Of a number in a column of decimals: from the decimal sign to the end; the rest of `whole` is before it.
    pub fraction: Option<Length>,
}

/// Where a table has to find room.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// The width of the text around it.
    pub width: Length,
    /// From which side its columns follow one another.
    pub direction: Direction,
}

/// A table with its measures decided; both files use them as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableLook {
    /// Its columns, from the start.
    pub columns: Vec<ColumnLook>,
    /// White space at each side of the text of a cell.
    pub padding: Length,
    /// The width in which its longest words would have room, where it has less.
    pub too_wide: Option<Length>,
    /// Whether all of it stays on one page.
    pub whole: bool,
    /// Whether a source below it stays on the page of its last row.
    pub followed: bool,
    /// By row and column of decimals: from the decimal sign to the end of the number.
    pub fractions: BTreeMap<(usize, usize), Length>,
}

impl TableLook {
    /// The width of the table.
    pub fn width(&self) -> Length {
        self.columns.iter().map(|column| column.width).sum()
    }

    /// The width of the text of a cell that goes over `span` columns from `column` on.
    pub fn text_width(&self, column: usize, span: usize) -> Length {
        let width: Length = self.columns.iter().skip(column).take(span).map(|column| column.width).sum();
        width - self.padding * 2
    }

    /// From the start of the table to the start of a column.
    pub fn start(&self, column: usize) -> Length {
        self.columns.iter().take(column).map(|column| column.width).sum()
    }

    /// Where the lines of a cell are aligned: as its column, but a number of the head at the end, and words over several columns
    /// in their middle in the head and at their start below it.
    pub fn align(&self, column: usize, span: usize, head: bool) -> Align {
        let align = self.columns.get(column).map(|column| column.align).unwrap_or_default();
        match align {
            _ if span > 1 && head => Align::Center,
            _ if span > 1 => Align::Start,
            Align::Decimal if head => Align::End,
            align => align,
        }
    }

    /// Whether a page may end after a row: not inside a small table, nor so that the first row or the last is alone.
    pub fn keeps_with_next(&self, row: usize, rows: usize) -> bool {
        let last = row + 1 >= rows;
        if last { self.followed } else { self.whole || row == 0 || row + 2 == rows }
    }
}

/// A column with its measures decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ColumnLook {
    /// Its width, white space included: whole twips.
    pub width: Length,
    /// Where its cells are aligned.
    pub align: Align,
    /// Where the decimal signs are aligned, from the left edge of the text.
    pub decimal: Option<Length>,
}

/// Half of the usual white space: what a table gets whose words would otherwise be divided.
const NARROW_PADDING: Length = Length::twips(57);

/// How much wider words may be set, in percent, with the white space beside them; the first for which there is room is taken.
/// A reader of the Word file who has no Times New Roman sees another face: words in DejaVu Serif, the widest that
/// LibreOffice takes, are up to two fifths wider (its bold figures are), and are not divided either where this can be.
const ALLOWANCES: [(i64, Length); 4] =
    [(140, CELL_PADDING), (120, CELL_PADDING), (100, CELL_PADDING), (100, NARROW_PADDING)];

/// A table whose columns would fill nearly all of the page fills all of it: less would look like a mistake.
const NEARLY_ALL: (i64, i64) = (17, 20);

/// Decides the width of each column and where its decimal signs are aligned.
pub fn lay_out(columns: &[Column], needs: &[Need], room: Room) -> TableLook {
    let widths = |(percent, padding)| Widths::new(columns, needs, percent, padding);
    let fitting = ALLOWANCES.into_iter().map(widths).find(|widths| widths.least() <= room.width);
    let widths = fitting.unwrap_or_else(|| widths(ALLOWANCES[ALLOWANCES.len() - 1]));
    let least = widths.least();
    let chosen = widths.choose(room.width);
    // Very many columns: no white space is left to them, but a width is.
    let narrowest = chosen.iter().copied().min().unwrap_or_default();
    let padding = floor_twips(widths.padding.min(narrowest / 4));
    let look = |(at, (column, width)): (usize, (&Column, Length))| {
        let decimal = (column.align == Align::Decimal).then(|| {
            let (before, after) = decimal_needs(needs, at);
            let text = width - padding * 2;
            match room.direction {
                Direction::LeftToRight => (text - after).max(Length::ZERO),
                Direction::RightToLeft => before.min(text),
            }
        });
        ColumnLook { width, align: column.align, decimal }
    };
    TableLook {
        columns: columns.iter().zip(chosen).enumerate().map(look).collect(),
        padding,
        too_wide: (least > room.width).then_some(least),
        whole: false,
        followed: false,
        fractions: needs.iter().filter_map(|need| Some(((need.row, need.column), need.fraction?))).collect(),
    }
}

/// The most before and from the decimal signs of a column.
fn decimal_needs(needs: &[Need], column: usize) -> (Length, Length) {
    let mut most = (Length::ZERO, Length::ZERO);
    for need in needs.iter().filter(|need| need.column == column && need.span == 1) {
        if let Some(fraction) = need.fraction {
            most = (most.0.max(need.whole - fraction), most.1.max(fraction));
        }
    }
    most
}

/// What each column must have and would like to have, white space included.
struct Widths<'c> {
    columns: &'c [Column],
    padding: Length,
    least: Vec<Length>,
    most: Vec<Length>,
}

impl<'c> Widths<'c> {
    fn new(columns: &'c [Column], needs: &[Need], percent: i64, padding: Length) -> Widths<'c> {
        let allow = |width: Length| width.scale(percent, 100);
        let mut least = vec![padding * 2; columns.len()];
        let mut most = least.clone();
        for need in needs.iter().filter(|need| need.span == 1 && need.column < columns.len()) {
            least[need.column] = least[need.column].max(whole_twips(allow(need.longest) + padding * 2));
            most[need.column] = most[need.column].max(whole_twips(need.whole.max(allow(need.longest)) + padding * 2));
        }
        for at in (0..columns.len()).filter(|&at| columns[at].align == Align::Decimal) {
            let (before, after) = decimal_needs(needs, at);
            least[at] = least[at].max(whole_twips(allow(before + after) + padding * 2));
        }
        for need in needs.iter().filter(|need| need.span > 1) {
            let range = need.column.min(columns.len())..(need.column + need.span).min(columns.len());
            widen(&mut least[range.clone()], allow(need.longest) + padding * 2);
            widen(&mut most[range], need.whole + padding * 2);
        }
        for (most, least) in most.iter_mut().zip(&least) {
            *most = (*most).max(*least);
        }
        Widths { columns, padding, least, most }
    }

    /// The width that all columns together must have.
    fn least(&self) -> Length {
        self.least.iter().copied().sum()
    }

    /// The width of each column; together never more than `room`.
    fn choose(&self, room: Length) -> Vec<Length> {
        let least = self.least();
        if least >= room {
            // Not all can have what they need: each gets its part of it.
            return self
                .least
                .iter()
                .map(|need| floor_twips(need.scale(room.to_emu(), least.to_emu().max(1))))
                .collect();
        }
        let lengths = self.lengths(room);
        let taken: Length = lengths.iter().flatten().copied().sum();
        let shared = if self.columns.iter().any(|column| matches!(column.width, ColumnWidth::Share(_))) {
            self.by_shares(room - taken)
        } else {
            self.by_content(room - taken)
        };
        lengths.into_iter().zip(shared).map(|(length, shared)| floor_twips(length.unwrap_or(shared))).collect()
    }

    /// The columns of a given length: as wide as was asked, but no narrower than their words, and no wider than leaves the
    /// others their words and a quarter of the table.
    fn lengths(&self, room: Length) -> Vec<Option<Length>> {
        let asked = |at: usize| match self.columns[at].width {
            ColumnWidth::Fixed(length) => Some(length.max(self.least[at])),
            ColumnWidth::Share(_) | ColumnWidth::Content => None,
        };
        let asked: Vec<Option<Length>> = (0..self.columns.len()).map(asked).collect();
        let given = || asked.iter().zip(&self.least).filter_map(|(asked, least)| Some(((*asked)?, *least)));
        let (wanted, must): (Length, Length) = (given().map(|it| it.0).sum(), given().map(|it| it.1).sum());
        let others = self.least() - must;
        let most = if given().count() == asked.len() { room } else { (room - others).min(room.scale(3, 4)).max(must) };
        if wanted <= most {
            return asked;
        }
        let over = |asked: Length, least: Length| {
            least + (asked - least).scale((most - must).to_emu(), (wanted - must).to_emu().max(1))
        };
        asked.iter().zip(&self.least).map(|(asked, least)| asked.map(|asked| over(asked, *least))).collect()
    }

    /// Divides `room` among the columns with shares; those whose share is too small get what they need, the others divide
    /// what is then left, and so on.
    fn by_shares(&self, room: Length) -> Vec<Length> {
        let share = |at: usize| match self.columns[at].width {
            ColumnWidth::Fixed(_) => 0,
            // A share of nothing counts as the smallest.
            ColumnWidth::Share(share) => i64::from(share.max(1)),
            ColumnWidth::Content => 1_000,
        };
        let count = self.columns.len();
        let mut widened = vec![false; count];
        loop {
            let taken: Length = (0..count).filter(|&at| widened[at]).map(|at| self.least[at]).sum();
            let left: i64 = (0..count).filter(|&at| !widened[at]).map(share).sum();
            let width =
                |at: usize| if widened[at] { self.least[at] } else { (room - taken).scale(share(at), left.max(1)) };
            match (0..count).find(|&at| share(at) > 0 && !widened[at] && width(at) < self.least[at]) {
                Some(narrow) => widened[narrow] = true,
                None => return (0..count).map(width).collect(),
            }
        }
    }

    /// Gives each column what it would like where there is room; where there is not, first the columns that ask for little,
    /// and the rest by the square root of what they hold, so that none becomes much higher than the others.
    fn by_content(&self, room: Length) -> Vec<Length> {
        let mut widths = vec![Length::ZERO; self.columns.len()];
        let mut open: Vec<usize> = (0..self.columns.len()).filter(|&at| self.is_content(at)).collect();
        let wanted: Length = open.iter().map(|&at| self.most[at]).sum();
        if wanted <= room {
            let fills = wanted.to_emu() * NEARLY_ALL.1 >= room.to_emu() * NEARLY_ALL.0;
            for at in open {
                let all = if fills { room } else { wanted };
                widths[at] = self.most[at].scale(all.to_emu(), wanted.to_emu().max(1));
            }
            return widths;
        }
        open.sort_by_key(|&at| self.most[at]);
        let mut left = room;
        while let Some(&first) = open.first() {
            let others: Length = open[1..].iter().map(|&at| self.least[at]).sum();
            let fair = left / open.len() as i64;
            if self.most[first] > fair || self.most[first] + others > left {
                break;
            }
            widths[first] = self.most[first];
            left -= self.most[first];
            open.remove(0);
        }
        let weight = |at: usize| self.most[at].to_emu().isqrt();
        let must: Length = open.iter().map(|&at| self.least[at]).sum();
        let all: i64 = open.iter().map(|&at| weight(at)).sum();
        for &at in &open {
            widths[at] = self.least[at] + (left - must).scale(weight(at), all.max(1));
        }
        widths
    }

    fn is_content(&self, at: usize) -> bool {
        matches!(self.columns[at].width, ColumnWidth::Content)
    }
}

/// Makes columns wider, each by the same length, until together they have this width.
fn widen(columns: &mut [Length], width: Length) {
    let have: Length = columns.iter().copied().sum();
    if width <= have || columns.is_empty() {
        return;
    }
    let each = (width - have) / columns.len() as i64;
    for column in columns {
        *column = whole_twips(*column + each + Length::emu(1));
    }
}

/// Rounded up to what Word can write.
fn whole_twips(length: Length) -> Length {
    let twip = Length::twips(1).to_emu();
    Length::emu((length.to_emu() + twip - 1).div_euclid(twip) * twip)
}

/// Rounded down to what Word can write.
fn floor_twips(length: Length) -> Length {
    let twip = Length::twips(1).to_emu();
    Length::emu(length.to_emu().div_euclid(twip) * twip)
}

#[cfg(test)]
mod tests {
    use super::{Column, ColumnWidth, Need, Room, TableLook, lay_out};
    use crate::facts::language::Direction;
    use crate::length::Length;
    use crate::look::Align;

    const MM: fn(i64) -> Length = Length::mm;

    /// Columns whose longest words and whole texts are so many millimetres wide, without white space.
    fn table(widths: &[ColumnWidth], texts: &[(i64, i64)], room: i64) -> TableLook {
        let columns: Vec<Column> = widths.iter().map(|&width| Column { width, align: Align::Start }).collect();
        let need = |(column, &(longest, whole)): (usize, &(i64, i64))| Need {
            column,
            span: 1,
            longest: MM(longest),
            whole: MM(whole),
            ..Need::default()
        };
        let needs: Vec<Need> = texts.iter().enumerate().map(need).collect();
        lay_out(&columns, &needs, Room { width: MM(room), direction: Direction::LeftToRight })
    }

    /// The widths in whole millimetres.
    fn widths(look: &TableLook) -> Vec<i64> {
        look.columns.iter().map(|column| (column.width.to_emu() + 18_000) / 36_000).collect()
    }

    #[test]
    fn shares_divide_what_lengths_leave() {
        let look = table(&[ColumnWidth::Fixed(MM(40)), ColumnWidth::Share(2000), ColumnWidth::Share(1000)], &[], 160);
        assert_eq!(widths(&look), [40, 80, 40]);
        assert_eq!(look.too_wide, None);
    }

    #[test]
    fn a_share_narrower_than_its_longest_word_takes_from_the_others() {
        let look = table(&[ColumnWidth::Share(1000); 3], &[(50, 50), (5, 5), (5, 5)], 150);
        assert_eq!(widths(&look), [74, 38, 38]);
    }

    #[test]
    fn a_length_narrower_than_its_longest_word_is_made_wider() {
        let look = table(&[ColumnWidth::Fixed(MM(10)), ColumnWidth::Share(1000)], &[(20, 20), (5, 5)], 150);
        assert_eq!(widths(&look), [32, 118]);
    }

    #[test]
    fn lengths_beyond_the_text_width_are_made_smaller() {
        let look = table(&[ColumnWidth::Fixed(MM(200)), ColumnWidth::Fixed(MM(120))], &[], 160);
        assert_eq!(widths(&look), [99, 61]);
    }

    #[test]
    fn a_table_of_few_narrow_columns_is_not_stretched() {
        let look = table(&[ColumnWidth::Content; 3], &[(10, 10), (10, 26), (5, 5)], 160);
        assert_eq!(widths(&look), [18, 30, 11]);
    }

    #[test]
    fn a_table_that_nearly_fills_the_page_fills_it() {
        let look = table(&[ColumnWidth::Content; 2], &[(16, 71), (16, 71)], 160);
        assert_eq!(widths(&look), [80, 80]);
    }

    #[test]
    fn short_columns_have_their_whole_text_on_a_line_and_long_ones_divide_the_rest() {
        let look = table(&[ColumnWidth::Content; 3], &[(16, 26), (20, 900), (20, 400)], 160);
        let found = widths(&look);
        assert_eq!(found[0], 30);
        assert!(found[1] > found[2] && found[2] > 40 && found.iter().sum::<i64>() == 160, "{found:?}");
    }

    #[test]
    fn words_have_room_in_a_wider_face_where_there_is_any_and_no_less_than_they_need_where_there_is_none() {
        for (room, expected) in [(160, [32, 32]), (60, [30, 30]), (50, [25, 25]), (46, [23, 23])] {
            let look = table(&[ColumnWidth::Content; 2], &[(20, 20), (20, 20)], room);
            assert_eq!((widths(&look), look.too_wide), (expected.to_vec(), None), "{room}");
        }
    }

    #[test]
    fn words_that_cannot_all_fit_get_room_by_their_length_and_the_table_says_what_it_needs() {
        let look = table(&[ColumnWidth::Content; 2], &[(298, 298), (98, 98)], 160);
        assert_eq!(widths(&look), [120, 40]);
        assert!(look.too_wide.is_some_and(|width| width >= MM(400) && width < MM(401)), "{:?}", look.too_wide);
    }

    #[test]
    fn a_cell_over_two_columns_makes_both_wider() {
        let columns = [Column { width: ColumnWidth::Content, align: Align::Start }; 2];
        let single = |column| Need { column, span: 1, longest: MM(6), whole: MM(6), ..Need::default() };
        let over = Need { span: 2, longest: MM(56), whole: MM(56), ..Need::default() };
        let room = Room { width: MM(160), direction: Direction::LeftToRight };
        assert_eq!(widths(&lay_out(&columns, &[single(0), single(1), over], room)), [41, 41]);
    }

    #[test]
    fn decimal_signs_stand_where_the_longest_fraction_ends_at_the_end() {
        let columns = [Column { width: ColumnWidth::Share(1000), align: Align::Decimal }];
        let need = |row, whole, fraction| Need {
            row,
            span: 1,
            longest: MM(whole),
            whole: MM(whole),
            fraction: Some(MM(fraction)),
            ..Need::default()
        };
        for (direction, at) in [(Direction::LeftToRight, 28), (Direction::RightToLeft, 10)] {
            let look = lay_out(&columns, &[need(0, 12, 2), need(1, 9, 8)], Room { width: MM(40), direction });
            let decimal = look.columns[0].decimal.expect("a column of decimals");
            assert!((decimal - MM(at)).to_emu().abs() < 700, "{decimal:?}");
        }
    }

    #[test]
    fn small_tables_stay_whole_and_long_ones_leave_no_row_alone() {
        let long = TableLook::default();
        let kept: Vec<bool> = (0..5).map(|row| long.keeps_with_next(row, 5)).collect();
        assert_eq!(kept, [true, false, false, true, false]);
        let small = TableLook { whole: true, ..long };
        assert!((0..4).all(|row| small.keeps_with_next(row, 5)) && !small.keeps_with_next(4, 5));
    }
}
