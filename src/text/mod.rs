//! What a text is: languages, scripts, directions, kinds of characters, numerals, addresses. Each question has one answer
//! here for all stages.

pub mod language;
pub mod letters;
pub mod link;
pub mod numerals;
pub(crate) mod search;
pub(crate) mod ties;

pub use language::{Direction, LanguageTag, ScriptClass};
