//! Facts that hold for all reports: bodies, languages, words of citations, countries, document symbols.

pub mod citation;
pub(crate) mod country;
pub mod language;
pub mod profile;
pub mod symbol;
