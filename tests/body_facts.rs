//! Each figure in `specs/bodies` against a table of what was read.

use std::collections::BTreeSet;

use assemble::document::text::text;
use assemble::facts::profile::{Authority, Profile};
use assemble::{Request, Tools, judge};

/// What a program cannot measure.
const IN_WORDS: [&str; 2] = ["for you to see to", "also"];

#[test]
fn the_profiles_have_the_figures_that_were_read_and_no_others() {
    let table = include_str!("body_facts/figures.txt");
    let read: BTreeSet<String> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let (figure, source) = line.rsplit_once('|').expect("a source stands last");
            assert!(!source.is_empty(), "{line} names no source");
            figure.to_owned()
        })
        .collect();
    let house: BTreeSet<(String, String, String)> = Profile::load("generic")
        .expect("it can be read")
        .expect("it is registered")
        .details()
        .figures
        .into_iter()
        .map(|row| (row.topic, row.when, row.value))
        .collect();
    let mut kept = BTreeSet::new();
    for id in Profile::ids().filter(|id| *id != "generic") {
        let profile = Profile::load(id).expect("it can be read").expect("it is registered");
        for row in profile.details().figures {
            let is_own = !house.contains(&(row.topic.clone(), row.when.clone(), row.value.clone()));
            let wanted =
                row.known && row.authority != Authority::Ours && !IN_WORDS.contains(&row.topic.as_str()) && is_own;
            if wanted {
                let confidence = row.confidence.label();
                kept.insert(format!("{id}|{}|{}|{}|{confidence}", row.topic, row.when, row.value));
            }
        }
    }
    let missing: Vec<&String> = read.difference(&kept).collect();
    let added: Vec<&String> = kept.difference(&read).collect();
    assert!(missing.is_empty() && added.is_empty(), "not in the profiles: {missing:#?}\nnot in the table: {added:#?}");
}

#[test]
fn what_nobody_read_stays_unknown() {
    for (id, topic) in [
        ("crpd", "length"),
        ("cat", "length"),
        ("ced", "length"),
        ("cmw", "length"),
        ("spt", "length"),
        ("emrip", "length"),
        ("complaint", "length"),
        ("special-procedures", "length"),
        ("cmw", "deadline"),
        ("cerd", "formats"),
        ("cerd", "where to send"),
        ("cedaw", "languages"),
    ] {
        let profile = Profile::load(id).expect("it can be read").expect("it is registered");
        let rows: Vec<_> = profile.details().figures.into_iter().filter(|row| row.topic == topic).collect();
        assert!(!rows.is_empty() && rows.iter().all(|row| !row.known), "{id} {topic}");
    }
    let upr = Profile::load("upr").expect("it can be read").expect("it is registered");
    let footnotes = upr.details().figures.into_iter().find(|row| row.topic == "counting" && row.when == "footnotes");
    assert!(footnotes.is_some_and(|row| !row.known));
}

/// The words of a report.
fn words(report: &str) -> String {
    let request = Request::new("r.yaml", report.as_bytes(), &|_| Err("no file".to_owned()));
    text(&judge(&request, &mut Tools::new()).expect("our own data are whole").document)
}

#[test]
fn supporters_stand_in_a_footnote_to_the_title_and_key_words_where_they_are_asked_for() {
    let rest = "language: en\ntitle: Rents\nsubmitted_by:\n  - {name: Example, status: special}\nbody: Rents rose.\n";
    let statement = |supporters: &str| {
        words(&format!("submitted_to: hrc-statement\nagenda_item: 3\nsession: 61\nsupporters: {supporters}\n{rest}"))
    };
    let one = statement("[Tenants Union]");
    assert!(one.contains("Rents[1]\n[1] Tenants Union also shares the views expressed in this statement.\n"), "{one}");
    let three = statement("[A, B, C]");
    assert!(three.contains("[1] A, B and C also share the views expressed in this statement.\n"), "{three}");
    let upr = words(&format!("submitted_to: upr\nstate: NOR\nkeywords: [housing, water]\n{rest}"));
    assert!(upr.contains("\nKey words: housing, water\n"), "{upr}");
    let cescr = words(&format!("submitted_to: cescr\nstate: NOR\nkeywords: [housing, water]\n{rest}"));
    assert!(!cescr.contains("Key words"), "{cescr}");
}

#[test]
fn articles_are_printed_after_headings_where_a_body_asks_for_them() {
    let report = |body: &str, language: &str| {
        words(&format!(
            "submitted_to: {body}\nlanguage: {language}\nstate: NOR\ntitle: Rents\nsubmitted_by: {{name: Example}}\nbody: |\n  \
             # Housing {{articles=5 (e), 1-3}}\n\n  Rents rose.\n\n  # Article 7 {{articles=7}}\n\n  Few teachers know it.\n"
        ))
    };
    let cerd = report("cerd", "en");
    assert!(cerd.contains("Housing (articles 5 (e) and 1–3)\n") && cerd.contains(" Article 7\n"), "{cerd}");
    assert!(report("cerd", "es").contains("Housing (artículos 5 (e) y 1–3)\n"));
    assert!(report("cescr", "en").contains(" Housing\n"));
}
