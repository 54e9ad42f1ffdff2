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
use assemble::write::pdf::{self, PdfFonts};
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
    resolve::build(spec, &profile(), &labels, &BuildOptions { draft: false }).value
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
    bencher.bench_local(|| pdf::write(black_box(&document), &pages, &fonts));
}

#[divan::bench(args = SIZES)]
fn whole_reports(bencher: Bencher<'_, '_>, size: usize) {
    let report = make::report(size);
    let mut tools = Tools::new();
    let request =
        Request { targets: assemble::Target::ALL.into(), ..Request::new("report.yaml", report.as_bytes(), &no_file) };
    bencher.bench_local(|| assemble::assemble(black_box(&request), &mut tools));
}
