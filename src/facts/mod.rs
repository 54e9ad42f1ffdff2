//! Facts that hold for all reports: bodies, languages, countries, articles, document symbols.

pub mod article;
pub(crate) mod country;
pub mod language;
pub mod profile;
pub mod symbol;
