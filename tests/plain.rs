//! Where a body accepts no bold, italics or underlining, neither file has any that the author did not write.

use assemble::facts::profile::{Emphasis, Profile};
use assemble::fonts::Fonts;
use assemble::pages::Item;
use assemble::{Request, Tools};

use crate::word;

/// Every kind of line that is bold, italic or underlined elsewhere: title, submitters, all levels, captions, head, link.
const REPORT: &str = "\
submitted_to: BODY
language: en
session: 54
agenda_item: 3
title: Statement on housing
subtitle: Rents
cover: true
contents: true
confidential: true
submitted_by:
  - name: Example Rights Network
    short_name: ERN
    status: special
    kind: ngo
    profile: We work on housing.
summary: Rents rose.
body: |
  # One

  ## Two

  ### Three

  #### Four

  ##### Five

  A paragraph with a [link](https://example.org) and E/C.12/CHN/CO/3.

  | City | Rent |
  |---|---|
  | North | 12 |

  : Rents
annexes:
  - title: Cases
    body: One.
";

fn with_files<T>(body: &str, then: impl FnOnce(&assemble::Judged, &word::Package) -> T) -> T {
    let report = REPORT.replace("BODY", body);
    let read = |path: &str| Err(format!("there is no {path}"));
    let request = Request { draft: true, ..Request::new("plain.yaml", report.as_bytes(), &read) };
    let assembled = assemble::assemble(&request, &mut Tools::new()).expect("our own files are whole");
    let files = assembled.files.unwrap_or_else(|| panic!("{body}: {:?}", assembled.judged.diagnostics));
    then(&assembled.judged, &word::open(&files[&assemble::Target::Docx]))
}

/// The bold and italic runs and the underlined styles of a Word file.
fn emphasized(package: &word::Package) -> Vec<String> {
    let mut found = Vec::new();
    for name in package.names.iter().filter(|name| name.ends_with(".xml") && name.starts_with("word/")) {
        for element in package.xml(name).descendants() {
            let off = matches!(element.attribute("w:val"), Some("0" | "none" | "false"));
            if matches!(element.name.as_str(), "w:b" | "w:bCs" | "w:i" | "w:iCs" | "w:u") && !off {
                found.push(format!("{name}: {}", element.name));
            }
        }
    }
    found
}

#[test]
fn a_body_that_accepts_no_emphasis_gets_none() {
    let fonts = Fonts::embedded();
    let all = [Emphasis::Bold, Emphasis::Italic, Emphasis::Underline];
    let mut plain = 0;
    for id in Profile::ids() {
        let profile = Profile::load(id).expect("it can be read").expect("it is registered");
        if !all.iter().all(|emphasis| profile.forbidden_emphasis().contains(emphasis)) {
            continue;
        }
        plain += 1;
        with_files(id, |judged, package| {
            assert_eq!(emphasized(package), Vec::<String>::new(), "{id}");
            for placed in judged.pages.pages.iter().flat_map(|page| &page.items) {
                let Item::Glyphs(run) = &placed.item else { continue };
                let face = fonts.face(run.face);
                assert!(!face.bold && !face.italic, "{id}: “{}” is not plain", run.text);
            }
        });
    }
    assert!(plain >= 2, "the Council's statements and its Advisory Committee");
    // The look of the other bodies is another, so this test can fail.
    with_files("cescr", |judged, package| {
        let found = emphasized(package);
        for name in ["w:b", "w:i", "w:u"] {
            assert!(found.iter().any(|found| found.ends_with(&format!(": {name}"))), "{name}: {found:?}");
        }
        let bold = |item: &Item| matches!(item, Item::Glyphs(run) if fonts.face(run.face).bold);
        assert!(judged.pages.pages.iter().flat_map(|page| &page.items).any(|placed| bold(&placed.item)));
    });
}
