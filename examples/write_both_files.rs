//! Assembles a report and writes its Word file and its PDF beside it.
//!
//! `cargo run --no-default-features --features cjk --example write_both_files -- specs/examples/short.yaml`

#![allow(clippy::disallowed_methods, reason = "the library takes bytes; a program reads and writes the files")]

use std::collections::BTreeSet;
use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use assemble::diagnostic::{Format, render};
use assemble::{Request, Target, Tools, assemble};

fn main() -> Result<(), Box<dyn Error>> {
    let path = PathBuf::from(env::args_os().nth(1).ok_or("name a report: a YAML file")?);
    let folder = path.parent().map(PathBuf::from).unwrap_or_default();
    let yaml = fs::read(&path)?;
    // The library opens no file: the program decides which files a report may name.
    let read = |name: &str| fs::read(folder.join(name)).map_err(|error| error.to_string());
    let name = path.display().to_string();
    let request = Request { targets: BTreeSet::from([Target::Docx, Target::Pdf]), ..Request::new(&name, &yaml, &read) };

    let assembled = assemble(&request, &mut Tools::new())?;
    let judged = &assembled.judged;
    let findings = render(&judged.diagnostics, &judged.sources, Format::Text, false);
    let files = assembled.files.ok_or(findings)?;
    for (target, bytes) in files {
        fs::write(path.with_extension(target.ending()), bytes)?;
    }
    Ok(())
}
