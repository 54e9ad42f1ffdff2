//! The writers: one folder for each kind of file.

pub mod docx;
pub mod pdf;
pub mod svg;
