//! What must hold on every page: of the examples, of generated reports of many sizes, of random ones and of hard cases.

#[path = "../../src/pages/tests/invariants.rs"]
mod invariants;
mod make;
mod mixed;
pub(crate) mod random;
#[path = "../../src/pages/tests/seed.rs"]
pub(crate) mod seed;
mod torture;

use std::fs;
use std::path::Path;

use assemble::diagnostic::Severity;
use assemble::pages::{Item, Origin};
use assemble::{Judged, Request, Tools};

use crate::support::{examples, judge, root, sorted};

/// Takes a report through the stages and checks its pages; an error in the report is a fault of the test.
fn checked(yaml: &str) -> Judged {
    let read = |path: &str| picture(path).ok_or_else(|| format!("{path} is not there"));
    let request =
        Request { targets: assemble::Target::ALL.into(), ..Request::new("test.yaml", yaml.as_bytes(), &read) };
    let judged = assemble::judge(&request, &mut Tools::new()).expect("our own files are whole");
    let errors = judged.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let errors: Vec<&str> = errors.map(|found| found.message.as_str()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    invariants::check(&judged.document, &judged.pages);
    judged
}

/// A drawing by its name: `120x80.svg` is so many pixels wide and high.
pub(crate) fn picture(name: &str) -> Option<Vec<u8>> {
    let (width, height) = name.strip_suffix(".svg")?.split_once('x')?;
    let (width, height): (u32, u32) = (width.parse().ok()?, height.parse().ok()?);
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ccc\"/></svg>"
    );
    Some(drawing.into_bytes())
}

/// Keeps a made report, with its pictures, where the outside judges find it.
fn keep(name: &str, yaml: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    fs::create_dir_all(&folder).expect("a writable folder");
    fs::write(folder.join(name), yaml).expect("a writable folder");
    for word in yaml.split(['(', ')']) {
        if let Some(picture) = picture(word) {
            fs::write(folder.join(word), picture).expect("a writable folder");
        }
    }
}

#[test]
fn pages_of_the_examples_and_test_reports_hold_what_pages_must() {
    let reports = sorted(&root().join("tests/reports")).into_iter().map(|folder| folder.join("report.yaml"));
    for path in examples().into_iter().chain(reports) {
        let judged = judge(&path);
        invariants::check(&judged.document, &judged.pages);
    }
}

#[test]
fn pages_of_reports_of_8_60_600_and_6000_paragraphs_hold_what_pages_must() {
    for paragraphs in [8, 60, 600, 6000] {
        let yaml = make::report(paragraphs);
        keep(&format!("made-{paragraphs}.yaml"), &yaml);
        let judged = checked(&yaml);
        assert!(judged.pages.pages.len() >= paragraphs / 8, "{} pages", judged.pages.pages.len());
    }
}

#[test]
fn pages_of_hard_cases_hold_what_pages_must() {
    let yaml = torture::report();
    keep("torture.yaml", &yaml);
    let judged = checked(&yaml);
    let pages_of_the_last_table = judged.pages.pages.iter().rev().take_while(|page| {
        page.items.iter().any(|placed| matches!(placed.origin, Origin::Artifact(assemble::pages::Artifact::Layout)))
    });
    assert!(pages_of_the_last_table.count() >= 40);
}

/// The bounds are our choice, near what this text needs today; a run of one face counts as a line.
#[test]
fn lines_are_rarely_loose_and_words_rarely_broken() {
    let judged = checked(&make::report(60));
    let (mut lines, mut hyphens, mut loose) = (0, 0, 0);
    for page in &judged.pages.pages {
        for placed in &page.items {
            let (Origin::Inline(..), Item::Glyphs(run)) = (placed.origin, &placed.item) else { continue };
            lines += 1;
            hyphens += usize::from(run.text.ends_with('\u{AD}'));
            // A space of this face is a quarter of its size.
            let mut spaces =
                run.glyphs().filter(|glyph| run.text.get(glyph.start as usize..glyph.end as usize) == Some(" "));
            loose += usize::from(spaces.any(|glyph| glyph.advance > run.size * 45 / 100));
        }
    }
    assert!(lines > 500, "{lines}");
    assert!(hyphens * 16 < lines, "{hyphens} hyphens on {lines} lines");
    assert!(loose * 100 < lines, "{loose} loose lines of {lines}");
}
