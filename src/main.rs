//! The program `assemble`.

fn main() {}
