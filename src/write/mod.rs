//! The writers: one folder for each kind of file.

pub mod docx;
pub mod epub;
pub mod html;
mod markup;
pub mod pdf;
pub mod svg;
pub mod text;
