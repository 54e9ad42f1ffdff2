//! `assemble` turns a report written as YAML into the Word and PDF files of a submission to a United Nations body.

pub mod diagnostic;
pub mod document;
pub mod error;
pub mod fonts;
pub mod language;
pub mod layout;
pub mod length;
pub mod pdf;
pub mod picture;
pub mod profile;
pub mod source;
pub mod spec;
