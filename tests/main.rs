//! The tests of the program, in one binary.

#![expect(clippy::disallowed_methods, reason = "tests read reports from the disk and write into folders of their own")]

mod agreement;
mod architecture;
mod bad;
mod cli;
mod examples;
mod faults;
mod fonts;
mod privacy;
mod properties;
mod reports;
mod support;
mod word;
