//! Shows how many words of each report count towards the limit of its body, one report a line.
//!
//! `cargo run --no-default-features --features cjk --example word_budget -- specs/examples/*.yaml`

#![allow(clippy::disallowed_methods, reason = "the library takes bytes; a program reads and writes the files")]

use std::error::Error;
use std::io::{self, Write as _};
use std::path::Path;
use std::{env, fs};

use assemble::check::{count, tally};
use assemble::{Request, Tools, judge};

fn main() -> Result<(), Box<dyn Error>> {
    // The fonts are read once for all reports.
    let mut tools = Tools::new();
    for path in env::args().skip(1) {
        let yaml = fs::read(&path)?;
        let folder = Path::new(&path).parent().unwrap_or(Path::new(""));
        let read = |name: &str| fs::read(folder.join(name)).map_err(|error| error.to_string());
        let judged = judge(&Request::new(&path, &yaml, &read), &mut tools)?;
        let words = tally(&count(&judged.document), &judged.profile);
        let body = &judged.profile.short_name;
        writeln!(io::stdout(), "{path}: {} words count for {body}, {} may", words.counted, words.uncertain)?;
    }
    Ok(())
}
