//! The examples in specs/examples, README.md and docs/ are reports without a finding.

use std::fs;

use assemble::diagnostic::{Format, render};
use assemble::{Judged, Request, Tools};

use crate::support::{examples, judge, root};

fn assert_clean(name: &str, judged: &Judged) {
    let findings = render(&judged.diagnostics, &judged.sources, Format::Text, false);
    assert!(findings.is_empty(), "{name}:\n{findings}");
}

#[test]
fn example_reports_have_no_findings() {
    for path in examples() {
        assert_clean(&path.display().to_string(), &judge(&path));
    }
}

#[test]
fn whole_reports_in_the_documents_have_no_findings() {
    let mut found = 0;
    for name in ["README.md", "docs/report-format.md"] {
        let text = fs::read_to_string(root().join(name)).expect("a document");
        for block in text.split("```yaml\n").skip(1) {
            let yaml = block.split("```").next().expect("the end of the block");
            if !yaml.starts_with("submitted_to:") {
                continue;
            }
            found += 1;
            let read = |path: &str| Err(format!("{path} is not there"));
            let request = Request::new(name, yaml.as_bytes(), &read);
            let judged = assemble::judge(&request, &mut Tools::new()).expect("our own files are whole");
            assert_clean(name, &judged);
        }
    }
    assert_eq!(found, 2, "whole reports in the documents");
}
