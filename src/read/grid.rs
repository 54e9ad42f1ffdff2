//! From the cells of a table, some of them over several columns or rows, to the place of each.

use super::block::Cell;
use crate::diagnostic::{Code, Diagnostic, counted};
use crate::source::Span;

/// A row can hold no more columns, so that no number is too large for what follows.
const MOST: usize = 1_000;

/// The rows of a table while they are read.
pub(super) struct Grid {
    rows: Vec<Vec<Cell>>,
    /// For each column, over how many rows below the last one a cell from above goes.
    from_above: Vec<usize>,
}

impl Grid {
    pub(super) fn new(columns: usize) -> Grid {
        Grid { rows: Vec::new(), from_above: vec![0; columns.min(MOST)] }
    }

    /// How many rows it has.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Adds a row whose cells stand where no cell from above goes. The number of columns that they fill, if not all.
    pub(super) fn add(&mut self, cells: Vec<Cell>) -> Result<(), usize> {
        let wanted: usize = cells.iter().map(|cell| cell.columns).sum();
        let covered = self.from_above.iter().filter(|rows| **rows > 0).count();
        let mut typed = cells.into_iter();
        let mut row = Vec::new();
        let mut column = 0;
        while column < self.from_above.len() {
            if self.from_above[column] > 0 {
                column += 1;
                continue;
            }
            let cell = typed.next().unwrap_or_default();
            let free = self.from_above[column..].iter().take_while(|rows| **rows == 0).count();
            let columns = cell.columns.clamp(1, free);
            row.push(Cell { column, columns, ..cell });
            column += columns;
        }
        let filled = wanted + covered;
        let result = if filled == self.from_above.len() { Ok(()) } else { Err(filled) };
        self.push(row);
        result
    }

    /// Adds a row in which each column was typed. The places of words where another cell goes.
    pub(super) fn add_whole(&mut self, cells: Vec<Cell>) -> Vec<Span> {
        let mut row: Vec<Cell> = Vec::new();
        let mut lost = Vec::new();
        let mut end = 0;
        for (column, cell) in cells.into_iter().enumerate().take(self.from_above.len()) {
            if column < end || self.from_above[column] > 0 {
                if !cell.content.is_empty() {
                    lost.push(cell.span);
                }
                continue;
            }
            let free = self.from_above[column..].iter().take_while(|rows| **rows == 0).count();
            let columns = cell.columns.clamp(1, free);
            end = column + columns;
            row.push(Cell { column, columns, ..cell });
        }
        self.push(row);
        lost
    }

    fn push(&mut self, row: Vec<Cell>) {
        self.from_above.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        for cell in &row {
            self.from_above[cell.column..cell.column + cell.columns].fill(cell.rows.saturating_sub(1));
        }
        self.rows.push(row);
    }

    /// The rows, and what is wrong with cells that go on below the last of them.
    pub(super) fn finish(mut self) -> (Vec<Vec<Cell>>, Vec<Diagnostic>) {
        let count = self.rows.len();
        let mut found = Vec::new();
        for (at, row) in self.rows.iter_mut().enumerate() {
            if row.is_empty() && !self.from_above.is_empty() {
                found.push(no_cell(at + 1));
            }
            for cell in row.iter_mut().filter(|cell| cell.rows > count - at) {
                found.push(too_far(cell, count - at));
                cell.rows = count - at;
            }
        }
        (self.rows, found)
    }
}

/// A row over which cells from above go, all of it.
fn no_cell(number: usize) -> Diagnostic {
    let message = format!("row {number} of the table has no cell of its own");
    Diagnostic::error(Code::RaggedRow, Span::default(), message)
        .help("leave the row out, and count it nowhere in `rows`")
}

fn too_far(cell: &Cell, left: usize) -> Diagnostic {
    let (rows, left_rows) = (counted(cell.rows, "row", "rows"), counted(left, "row is", "rows are"));
    let message = format!("the cell goes over {rows}, and from here on {left_rows} left");
    Diagnostic::error(Code::RaggedRow, cell.span, message).help(format!("write {left} for `rows`, or leave it out"))
}

#[cfg(test)]
mod tests {
    use super::{Cell, Grid};

    fn cell(columns: usize, rows: usize) -> Cell {
        Cell { columns, rows, ..Cell::default() }
    }

    fn places(rows: &[Vec<Cell>]) -> Vec<Vec<(usize, usize)>> {
        rows.iter().map(|row| row.iter().map(|cell| (cell.column, cell.columns)).collect()).collect()
    }

    #[test]
    fn cells_pass_over_the_columns_of_those_from_above() {
        let mut grid = Grid::new(3);
        assert_eq!(grid.add(vec![cell(1, 2), cell(2, 1)]), Ok(()));
        assert_eq!(grid.add(vec![cell(1, 1), cell(1, 1)]), Ok(()));
        assert_eq!(grid.add(vec![cell(1, 1), cell(1, 2), cell(1, 1)]), Ok(()));
        assert_eq!(grid.add(vec![cell(1, 1), cell(1, 1)]), Ok(()));
        let (rows, found) = grid.finish();
        assert_eq!(
            places(&rows),
            [vec![(0, 1), (1, 2)], vec![(1, 1), (2, 1)], vec![(0, 1), (1, 1), (2, 1)], vec![(0, 1), (2, 1)]]
        );
        assert!(found.is_empty());
    }

    #[test]
    fn rows_with_too_many_or_too_few_cells_are_told_and_filled_up() {
        let mut grid = Grid::new(3);
        assert_eq!(grid.add(vec![cell(2, 1), cell(2, 1)]), Err(4));
        assert_eq!(grid.add(vec![cell(1, 1)]), Err(1));
        assert_eq!(places(&grid.finish().0), [vec![(0, 2), (2, 1)], vec![(0, 1), (1, 1), (2, 1)]]);
    }

    #[test]
    fn a_cell_ends_with_the_table_and_each_row_has_one() {
        let mut grid = Grid::new(2);
        assert_eq!(grid.add(vec![cell(2, 3)]), Ok(()));
        assert_eq!(grid.add(vec![]), Ok(()));
        let (rows, found) = grid.finish();
        assert_eq!(rows[0][0].rows, 2);
        let messages: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "the cell goes over 3 rows, and from here on 2 rows are left",
                "row 2 of the table has no cell of its own"
            ]
        );
    }
}
