//! The data in `specs/bodies` keeps its promises: registered, sourced, sorted.

use super::{Authority, BODIES, Measure, Profile, file};
use crate::check::{self, Subject};
use crate::document;
use crate::facts::language::{Labels, Language};
use crate::read;
use crate::resolve::{self, BuildOptions};
use crate::source::Sources;

fn all() -> Vec<Profile> {
    Profile::ids().map(|id| Profile::load(id).expect("it can be read").expect("it is registered")).collect()
}

#[test]
fn every_file_in_specs_bodies_is_registered_and_the_list_is_sorted() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/specs/bodies");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").file_name().to_string_lossy().into_owned())
        .collect();
    files.sort();
    let registered: Vec<String> = BODIES.iter().map(|(id, _)| format!("{id}.yaml")).collect();
    assert_eq!(files, registered, "add the missing line to BODIES in src/facts/profile/mod.rs");
}

#[test]
fn a_body_is_found_by_the_name_that_it_is_addressed_by() {
    for (profile, language) in all().iter().flat_map(|profile| Language::ALL.map(|language| (profile, language))) {
        let Some(name) = profile.addressee(language) else { continue };
        assert!(Profile::addressed(name, language).contains(&profile.id.as_str()), "{}, {language:?}", profile.id);
    }
    assert!(Profile::addressed("Ministry of Housing", Language::En).is_empty());
}

#[test]
fn an_unknown_body_is_none_and_a_damaged_file_is_an_error() {
    assert!(Profile::load("ministry").expect("no error").is_none());
    let typo = "id: x\nnames: {en: X}\nshort_name: X\nkind: other\nasks: {fontsize: 1}\n";
    let message = file::load("x", &[("x", typo)]).expect_err("fontsize is not a key").to_string();
    assert!(message.contains("specs/bodies/x.yaml") && message.contains("fontsize"), "{message}");
    let circle = "id: x\nextends: x\nnames: {en: X}\nshort_name: X\nkind: other\n";
    assert!(file::load("x", &[("x", circle)]).is_err());
}

#[test]
fn a_profile_takes_what_it_does_not_say_from_the_one_it_extends() {
    let child = "id: x\nextends: generic\nnames: {en: X}\nshort_name: X\nkind: other\n\
                 sources: {s: {title: S, url: 'https://example.org', date: '2020', read: 2026-11-24}}\n\
                 asks: {font_size: {value: 10, source: s, authority: binding, confidence: high}}\n";
    let generic = BODIES.iter().find(|(id, _)| *id == "generic").expect("it is registered");
    let profile = file::load("x", &[("x", child), *generic]).expect("it is whole").expect("it is there");
    assert_eq!(profile.typography.size, crate::length::Length::pt(10));
    assert_eq!(profile.margin, crate::length::Length::mm(25));
}

#[test]
fn every_figure_has_a_source_with_title_address_date_and_day_read() {
    for profile in all() {
        let rows = profile.figures();
        assert!(!rows.is_empty());
        for row in rows {
            let source = row.source.unwrap_or_else(|| panic!("{}: {} names no known source", profile.id, row.topic));
            assert!(!source.title.is_empty() && !source.date.is_empty(), "{}: {}", profile.id, row.topic);
            assert_eq!(source.read.len(), 10, "{}: {}: the day read is year-month-day", profile.id, row.topic);
            let ours = row.authority == Authority::Ours;
            let found = source.url.is_some() || source.symbol.is_some() || source.copy.is_some();
            assert_eq!(found, !ours, "{}: {}: only our own choices have no address", profile.id, row.topic);
        }
    }
}

#[test]
fn a_figure_is_either_known_or_says_why_not() {
    for profile in all() {
        for row in profile.figures() {
            assert!(!row.value.is_empty(), "{}: {} has neither value nor unknown", profile.id, row.topic);
            assert!(!row.both, "{}: {} has both value and unknown", profile.id, row.topic);
        }
    }
}

#[test]
fn a_source_that_no_figure_names_is_not_kept() {
    for profile in all() {
        let used: Vec<String> = profile.figures().iter().map(|row| row.source_key.clone()).collect();
        for (key, source) in &profile.sources {
            let inherited =
                ["generic", "hrc-statement"].into_iter().filter(|parent| *parent != profile.id).any(|parent| {
                    Profile::load(parent).ok().flatten().is_some_and(|parent| parent.sources.get(key) == Some(source))
                });
            assert!(
                inherited || used.contains(key),
                "{}: nothing names the source {key}, {}",
                profile.id,
                source.title
            );
        }
    }
}

#[test]
fn every_body_has_a_name_in_six_languages_and_a_statement_on_length() {
    for profile in all() {
        assert!(Language::ALL.iter().all(|language| profile.names.contains_key(language)), "{}", profile.id);
        let limits = profile.asks.limits.as_deref().unwrap_or_default();
        assert!(!limits.is_empty(), "{} says nothing of length, not even that it is unknown", profile.id);
        for limit in limits {
            assert!(!matches!(limit.limit.value, Some(Measure::Words(0) | Measure::Pages(0))), "{}", profile.id);
        }
    }
}

#[test]
fn cescr_has_pages_that_recommend_and_names_its_page() {
    let cescr = Profile::load("cescr").expect("it can be read").expect("it is registered");
    let limits = cescr.asks.limits.as_deref().unwrap_or_default();
    assert_eq!(limits.last().and_then(|limit| limit.limit.value), Some(Measure::Pages(10)));
    assert!(cescr.look.as_deref().is_some_and(|look| look.starts_with("https://www.ohchr.org/")));
    assert_eq!(cescr.name(Language::Fr), "Comité des droits économiques, sociaux et culturels");
    assert!(cescr.number_paragraphs && cescr.number_headings && !cescr.cover);
}

/// A body as somebody adds it.
const FORUM: &str = "\
id: forum
extends: generic
names: {en: Forum on Rents, fr: Forum des loyers, es: Foro, ru: Форум, zh: 论坛, ar: منتدى}
short_name: FORUM
kind: other
reviews_states: true
sources:
  note: {title: Note for participants, url: 'https://example.org/note', date: '2026', read: 2026-11-24}
asks:
  limits:
    - limit: {value: {words: 3}, source: note, authority: binding, confidence: high}
  upload_formats: {value: [docx], source: note, authority: binding, confidence: high}
";

#[test]
fn a_body_is_one_file_and_one_line_in_the_registry() {
    let recipe = include_str!("../../../CONTRIBUTING.md");
    assert!(
        recipe.contains("Write `specs/bodies/<id>.yaml` and add one line to `BODIES` in `src/facts/profile/mod.rs`.")
    );
    let registry: Vec<(&str, &str)> = BODIES.iter().copied().chain([("forum", FORUM)]).collect();
    let forum = file::load("forum", &registry).expect("it is whole").expect("it is there");
    for language in Language::ALL {
        let report = format!(
            "submitted_to: forum\nstate: NOR\nlanguage: {}\ntitle: Rents\nsubmitted_by: [{{name: Example}}]\n\
             body: One two three four.\n",
            language.code()
        );
        let mut sources = Sources::default();
        let mut found = Vec::new();
        assert!(read::decode("r.yaml", report.as_bytes(), &mut sources).collect_into(&mut found));
        let spec = read::parse(&mut sources, &|path| Err(path.to_owned()), Default::default()).collect_into(&mut found);
        let labels = Labels::load(language).expect("the built-in file is whole");
        let built = resolve::build(&spec, &forum, labels, &BuildOptions::default()).collect_into(&mut found);
        assert!(found.is_empty(), "{found:?}");
        let text = document::text::text(&built);
        assert!(text.contains(forum.name(language)), "{text}");
        let state = labels.state("NOR").expect("a name");
        assert!(text.contains(&labels.state_under_review.replace("{state}", &state)), "{text}");
        let facts = spec.submission;
        let codes: Vec<&str> =
            check::check(&Subject::new(&built, None, &forum, &facts)).iter().map(|found| found.code.as_str()).collect();
        assert!(codes.contains(&"L01"), "{language:?}");
        let upload = check::upload::upload(&forum, &facts).to_text();
        assert!(upload.contains("Length: at most 3 words.") && upload.contains("Files: Word (.docx)."), "{upload}");
    }
}
