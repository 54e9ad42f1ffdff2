//! Facts that hold for all reports: bodies, languages, words of citations, countries, articles, document symbols.

pub mod article;
pub mod citation;
pub(crate) mod country;
pub mod language;
pub mod profile;
pub mod symbol;
