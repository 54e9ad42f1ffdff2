//! How a report looks: the stylesheet and the measures that the pages and the Word file share.
//!
//! Whatever both files must agree in is decided here once: how each role looks, how wide columns are, where rules, tab
//! stops and running headers are. The pages give the measured words; neither writer computes a measure of its own.

pub mod addresses;
mod columns;
mod fit;
pub mod measures;
mod orientation;
mod style;

pub use columns::{Column, ColumnLook, ColumnWidth, Need, Room, TableLook, lay_out};
pub use fit::fit;
pub use orientation::Orientation;
pub use style::{Align, LINK_COLOUR, Role, Style, StyleSheet};
