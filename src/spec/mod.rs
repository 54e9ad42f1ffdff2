//! From the author's files to a [`Spec`]: every value as written, each with its place.

mod block;
mod inline;
mod report;

pub use block::{Alignment, Block, Figure, Item, ListStyle, Quotation, Table, TableWidth};
pub use inline::{Inline, ReferencePiece, plain_text};
pub use report::{Annex, Automatic, Contact, ImageFormat, Located, Picture, Spec, Submitter};
