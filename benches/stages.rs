//! How long each stage takes, and whole reports: `cargo bench`.

use assemble::check;
use assemble::document::Document;
use assemble::facts::language::{Labels, Language};
use assemble::facts::profile::Profile;
use assemble::fonts::Fonts;
use assemble::pages::{self, Pages};
use assemble::read::{self, Spec};
use assemble::resolve::{self, BuildOptions};
use assemble::source::Sources;
use assemble::write::docx::{self, Given};
use assemble::write::pdf::{self, PdfFonts, PdfStandard};
use assemble::{Request, Tools};
use divan::{Bencher, black_box};

#[path = "../tests/paging/make.rs"]
mod make;

/// Paragraphs of the reports.
const SIZES: [usize; 3] = [8, 60, 600];

fn main() {
    divan::main();
}

fn no_file(name: &str) -> Result<Vec<u8>, String> {
    Err(format!("there is no {name}"))
}

fn read(report: &str) -> Spec {
    let mut sources = Sources::default();
    read::decode("report.yaml", report.as_bytes(), &mut sources);
    read::parse(&mut sources, &no_file, Default::default()).value
}

fn profile() -> Profile {
    Profile::load("generic").expect("our own file is whole").expect("it is there")
}

fn built(spec: &Spec) -> Document {
    let labels = Labels::load(Language::En).expect("our own file is whole");
    resolve::build(spec, &profile(), labels, &BuildOptions { draft: false }).value
}

fn document(size: usize) -> Document {
    built(&read(&make::report(size)))
}

fn laid_out(size: usize) -> (Document, Pages) {
    let document = document(size);
    let pages = pages::layout(&document, &Fonts::embedded()).value;
    (document, pages)
}

#[divan::bench(args = SIZES)]
fn reading(bencher: Bencher<'_, '_>, size: usize) {
    let report = make::report(size);
    bencher.bench(|| read(black_box(&report)));
}

#[divan::bench(args = SIZES)]
fn building(bencher: Bencher<'_, '_>, size: usize) {
    let spec = read(&make::report(size));
    bencher.bench(|| built(black_box(&spec)));
}

#[divan::bench(args = SIZES)]
fn layout_of_pages(bencher: Bencher<'_, '_>, size: usize) {
    let (document, fonts) = (document(size), Fonts::embedded());
    bencher.bench(|| pages::layout(black_box(&document), &fonts));
}

#[divan::bench(args = SIZES)]
fn counting(bencher: Bencher<'_, '_>, size: usize) {
    let document = document(size);
    bencher.bench(|| check::count(black_box(&document)));
}

#[divan::bench(args = SIZES)]
fn word_file(bencher: Bencher<'_, '_>, size: usize) {
    let (document, pages) = laid_out(size);
    let contents_pages = pages::contents_pages(&pages);
    let (contents_pages, measures) = (&contents_pages, &pages.measures);
    let given = Given { contents_pages, words: 0, comments: &[], measures };
    bencher.bench_local(|| docx::write(black_box(&document), &given));
}

#[divan::bench(args = SIZES)]
fn pdf_file(bencher: Bencher<'_, '_>, size: usize) {
    let (document, pages) = laid_out(size);
    let fonts = PdfFonts::new(&Fonts::embedded());
    bencher.bench_local(|| pdf::write(black_box(&document), &pages, &fonts, PdfStandard::default()));
}

#[divan::bench(args = SIZES)]
fn whole_reports(bencher: Bencher<'_, '_>, size: usize) {
    let report = make::report(size);
    let mut tools = Tools::new();
    let request =
        Request { targets: assemble::Target::ALL.into(), ..Request::new("report.yaml", report.as_bytes(), &no_file) };
    bencher.bench_local(|| assemble::assemble(black_box(&request), &mut tools));
}

/// A report with 600 notes: citations of 60 sources, or the same words written by hand.
fn noted(is_cited: bool) -> String {
    let mut text = String::from("submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by: {name: N}\n");
    if is_cited {
        text.push_str("references:\n");
        for at in 0..60 {
            text.push_str(&format!("  s{at}: {{book: 'Rent and Rights: Part {at}', author: [Ana Muster, Li Ming], place: Leiden, publisher: House, year: '2094'}}\n"));
        }
    }
    text.push_str("body: |\n");
    for at in 0..600 {
        let (source, page) = (at % 60, at % 97 + 1);
        let note = match is_cited {
            true => format!("[@s{source}, p. {page}]"),
            false => {
                format!("^[Ana Muster and Li Ming, *Rent and Rights: Part {source}* (Leiden, House, 2094), p. {page}.]")
            }
        };
        text.push_str(&format!(
            "  Rents rose in the year {at} as they had before, and nobody had asked why {note}.\n\n"
        ));
    }
    text
}

#[divan::bench(args = [true, false])]
fn six_hundred_notes_read_and_built(bencher: Bencher<'_, '_>, is_cited: bool) {
    let report = noted(is_cited);
    bencher.bench(|| built(&read(black_box(&report))));
}

#[divan::bench(args = [true, false])]
fn six_hundred_notes_as_whole_reports(bencher: Bencher<'_, '_>, is_cited: bool) {
    let report = noted(is_cited);
    let mut tools = Tools::new();
    let targets = assemble::Target::ALL.into_iter().take(2).collect();
    let request = Request { targets, ..Request::new("report.yaml", report.as_bytes(), &no_file) };
    bencher.bench_local(|| assemble::assemble(black_box(&request), &mut tools).map(|made| made.files));
}
