//! Facts that hold for all reports: bodies, languages, countries, document symbols.

pub(crate) mod country;
pub mod language;
pub mod profile;
pub mod symbol;
