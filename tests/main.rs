//! The tests of the program, in one binary.

#![expect(clippy::disallowed_methods, reason = "tests read reports from the disk and write into folders of their own")]

mod agreement;
mod architecture;
mod bad;
mod body_facts;
mod citations;
mod cli;
mod cli_batch;
mod cli_commands;
mod cli_fix;
mod cli_fonts;
mod cli_pdf;
mod cli_writing;
mod compare;
mod compare_ends;
mod copies;
mod cover_page;
mod drawn;
mod escapes;
mod examples;
mod explain;
mod faults;
#[cfg(unix)]
mod first_hour;
mod fonts;
mod hostile;
mod languages;
mod limits;
mod merge;
mod merged_cells;
mod no_break;
mod paging;
mod plain;
mod privacy;
mod properties;
mod references;
mod remedies;
mod reports;
mod round_trip;
mod rules;
mod serve;
mod support;
mod tables;
#[cfg(unix)]
mod terminal;
mod trust;
mod word;
mod word_edits;
mod word_files;

// The checks of layout's own tests are compiled here too; they name these as `crate::`.
use assemble::{document, facts, length, pages};
