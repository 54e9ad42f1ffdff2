//! How a sheet of paper is turned.

/// Whether a page is higher than it is wide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Orientation {
    /// It is.
    #[default]
    Portrait,
    /// It is turned, for wide tables.
    Landscape,
}
