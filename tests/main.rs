//! The tests of the program, in one binary.

mod agreement;
mod architecture;
mod cli;
mod examples;
mod fonts;
mod reports;
mod support;
mod word;
