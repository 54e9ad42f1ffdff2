//! Reads `w:tbl` as a table: its grid, merged cells, and rows that a tracked change puts in or takes out.

use super::draft::{Cell, ChangeKind, ChangesRead, Item, LossKind, Row, Table};
use super::tree::{NodeId, Space};
use super::walk::{Walker, flat};

/// The most columns that a cell goes over.
const SPAN: usize = 63;

impl Walker<'_> {
    pub(super) fn table(&mut self, node: NodeId, items: &mut Vec<Item>) {
        let tree = self.tree;
        let place = self.shared.new_place(self.part, Some(node));
        let grid = tree.child(node, Space::Word, "tblGrid");
        let columns = grid.into_iter().flat_map(|grid| tree.children(grid));
        let columns = columns.filter(|column| tree.is(*column, Space::Word, "gridCol"));
        let widths = columns.map(|column| tree.word(column, "w").and_then(|w| w.parse().ok()).unwrap_or(0)).collect();
        self.in_table += 1;
        let mut rows = Vec::new();
        self.rows(node, &mut rows);
        self.in_table -= 1;
        let first =
            |rows: &[Row]| rows.iter().flat_map(|row| &row.cells).find_map(|cell| Some(cell.paragraphs.first()?.place));
        let place = first(&rows).unwrap_or(place);
        let table = Table { place, rows, widths, node: Some(node) };
        if self.in_table == 0 {
            items.push(Item::Table(table));
        } else {
            // A table in a table: its paragraphs stand in the cell.
            self.shared.lose(LossKind::NestedTable, place, "");
            let paragraphs = flat(vec![Item::Table(table)]);
            items.extend(paragraphs.into_iter().map(Item::Paragraph));
        }
    }

    fn rows(&mut self, around: NodeId, rows: &mut Vec<Row>) {
        let tree = self.tree;
        for node in tree.children(around) {
            match tree.named(node) {
                Some((Space::Word, "tr")) => {
                    if let Some(row) = self.row(node) {
                        rows.push(row);
                    }
                }
                Some((Space::Word, "sdt")) => {
                    if let Some(content) = tree.child(node, Space::Word, "sdtContent") {
                        self.rows(content, rows);
                    }
                }
                Some((Space::Word, "customXml" | "ins" | "del" | "moveFrom" | "moveTo")) => self.rows(node, rows),
                _ => {}
            }
        }
    }

    /// A row, unless a tracked change takes it out.
    fn row(&mut self, node: NodeId) -> Option<Row> {
        let tree = self.tree;
        let properties = tree.child(node, Space::Word, "trPr");
        for (name, kind, gone_when) in [
            ("ins", ChangeKind::Insertion, ChangesRead::Rejected),
            ("del", ChangeKind::Deletion, ChangesRead::Accepted),
        ] {
            let Some(change) = properties.and_then(|properties| tree.child(properties, Space::Word, name)) else {
                continue;
            };
            let is_gone = self.shared.changes == gone_when;
            let place = self.shared.new_place(self.part, Some(node));
            let words = if is_gone { self.mark_seen(node) } else { String::new() };
            self.change(change, kind, place, words);
            if is_gone {
                return None;
            }
        }
        let is_header = properties.and_then(|properties| tree.switch(properties, "tblHeader")) == Some(true);
        let mut row = Row { cells: Vec::new(), is_header };
        // Columns that the row leaves out before or after its cells are one empty cell.
        let left_out = |name| {
            let count = properties.and_then(|properties| tree.value_of(properties, name))?.parse::<usize>().ok()?;
            (count > 0).then(|| Cell { span: count.min(SPAN), ..Cell::default() })
        };
        row.cells.extend(left_out("gridBefore"));
        self.cells(node, &mut row);
        row.cells.extend(left_out("gridAfter"));
        Some(row)
    }

    fn cells(&mut self, around: NodeId, row: &mut Row) {
        let tree = self.tree;
        for node in tree.children(around) {
            match tree.named(node) {
                Some((Space::Word, "tc")) => row.cells.push(self.cell(node)),
                Some((Space::Word, "sdt")) => {
                    if let Some(content) = tree.child(node, Space::Word, "sdtContent") {
                        self.cells(content, row);
                    }
                }
                Some((Space::Word, "customXml")) => self.cells(node, row),
                _ => {}
            }
        }
    }

    fn cell(&mut self, node: NodeId) -> Cell {
        let tree = self.tree;
        let properties = tree.child(node, Space::Word, "tcPr");
        let span = properties.and_then(|properties| tree.value_of(properties, "gridSpan"));
        let span = span.and_then(|span| span.parse().ok()).unwrap_or(1).clamp(1, SPAN);
        let merge = properties.and_then(|properties| tree.child(properties, Space::Word, "vMerge"));
        let goes_on = merge.is_some_and(|merge| tree.word(merge, "val").as_deref() != Some("restart"));
        let mut items = Vec::new();
        self.blocks(node, &mut items);
        Cell { paragraphs: flat(items), span, goes_on }
    }
}
