//! Reads the author's files as a [`Spec`]: every value as written, each with its place.

mod accidents;
mod allow;
mod amounts;
mod block;
mod block_reader;
mod characters;
mod citations;
mod context;
mod decode;
mod fields;
mod files;
mod grid;
mod inline;
mod limits;
mod markdown;
mod measures;
mod mend;
mod node;
mod offsets;
mod parse;
mod plain;
mod report;
mod report_reader;
pub mod scalars;
pub mod schema;
mod sections;
mod table_reader;
mod taken;
#[cfg(test)]
mod tests;
pub mod word;

pub use block::{Alignment, Below, Block, Cell, Figure, Item, ListStyle, Quotation, Table, TableWidth};
pub use characters::DirectionControls;
pub use citations::{Fact, Name, References, Source, SourceKind};
pub use decode::decode;
pub use inline::{Inline, ReferencePiece, plain_text};
pub use limits::TEXT as LARGEST_TEXT;
pub use markdown::following_mark;
pub(crate) use markdown::{address_of, begins_with_bullet};
pub use parse::{parse, parse_again};
pub use report::{Annex, Automatic, Picture, Spec, SubmitterProfile};
