//! The arguments of the command line, as the contract names them.

use std::path::PathBuf;

use clap::{Args, Parser, ValueEnum};

use crate::diagnostic::Format;

/// Writes the Word and PDF files of a submission to a United Nations body from a report in YAML.
#[derive(Debug, Parser)]
#[command(
    name = "assemble",
    version,
    about,
    long_about = "Writes the Word file (and with --pdf an accessible PDF) of a submission to a United Nations body.\n\n\
                  The report is a YAML file with Markdown text. Paragraphs are numbered, the body's rules are applied, \
                  and every mistake is shown with its line and what to write instead.",
    after_help = "Examples:\n  \
                  assemble report.yaml                              report.docx beside the report\n  \
                  assemble report.yaml --pdf                        report.docx and report.pdf\n  \
                  assemble reports/*.yaml --pdf --out-dir out       several reports; one bad report never stops the others\n\n\
                  Exit status: 0 all was written; 1 a report has an error or breaks a binding rule (its files are not \
                  written); 2 the program could not run."
)]
pub(super) struct Arguments {
    /// What to build.
    #[command(flatten)]
    pub(super) build: BuildArguments,
}

/// The arguments of a build.
#[derive(Args, Debug)]
pub(super) struct BuildArguments {
    /// The reports; `-` reads one from standard input
    #[arg(value_name = "REPORT", required = true)]
    pub(super) reports: Vec<PathBuf>,

    /// Write an accessible PDF (PDF/UA-1, PDF/A-2a) too
    #[arg(long)]
    pub(super) pdf: bool,

    /// Write the files into this folder instead of beside each report; it is made if it is missing
    #[arg(long, value_name = "DIR")]
    pub(super) out_dir: Option<PathBuf>,

    /// Build so many reports at the same time [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) jobs: Option<u16>,

    /// Write the files although rules are broken, and say DRAFT on every page
    #[arg(long)]
    pub(super) draft: bool,

    /// Put the findings into the Word file too, as comments at the words they speak of
    #[arg(long)]
    pub(super) comments: bool,

    #[command(flatten)]
    pub(super) output: OutputArguments,
}

/// How the program speaks.
#[derive(Args, Debug)]
pub(super) struct OutputArguments {
    /// How findings are printed: text for people, json for programs, github for its annotations
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: Format,

    /// Print errors only
    #[arg(long, short)]
    pub(super) quiet: bool,

    /// Colour the findings
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub(super) color: Colour,
}

/// When findings are coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
