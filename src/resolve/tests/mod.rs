//! Reports built by hand, and what must hold for every document.

mod citations;
mod content;
mod make;
mod numbering;
mod symbols;
