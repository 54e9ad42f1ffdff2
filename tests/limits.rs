//! Every limit in words holds to the word, for each submitter it is made for, and counts what its body counts.

use std::collections::BTreeSet;

use assemble::check::{Subject, check};
use assemble::diagnostic::Diagnostic;
use assemble::facts::language::{Labels, Language};
use assemble::facts::profile::{Counted, Limit, Measure, Profile, Scope, Status};
use assemble::read;
use assemble::resolve::{self, BuildOptions};
use assemble::source::Sources;

/// Every limit in words that a source gives: the body, for whom, and how many words the author may write. Where the
/// body makes a cover page that counts, its 100 words are taken off.
const LIMITS: [(&str, &str, usize); 21] = [
    ("ccpr", "any", 10_000),
    ("cedaw", "any", 3_300),
    ("cedaw", "joint", 6_600),
    ("cpd", "general", 1_900),
    ("cpd", "special", 1_400),
    ("crc", "any", 10_000),
    ("crc", "thematic", 3_000),
    ("csw", "general", 1_900),
    ("csw", "special", 1_400),
    ("ecosoc-hls", "general", 2_000),
    ("ecosoc-hls", "roster", 500),
    ("ecosoc-hls", "special", 500),
    ("hrc-advisory-committee", "general", 2_000),
    ("hrc-advisory-committee", "roster", 1_500),
    ("hrc-advisory-committee", "special", 1_500),
    ("hrc-statement", "general", 2_000),
    ("hrc-statement", "roster", 1_500),
    ("hrc-statement", "special", 1_500),
    ("nhri-statement", "any", 2_000),
    ("upr", "any", 2_815),
    ("upr", "joint", 5_630),
];

fn profile(id: &str) -> Profile {
    Profile::load(id).expect("it can be read").expect("it is registered")
}

/// For whom a limit is made, in the words of [`LIMITS`].
fn makers(limit: &Limit) -> Vec<&'static str> {
    let status = |status: &Status| match status {
        Status::General => "general",
        Status::Special => "special",
        Status::Roster => "roster",
        Status::None => "none",
    };
    let when = &limit.when;
    assert!(when.submitter.is_none() && when.stage.is_none(), "say here how such a report is written: {when:?}");
    match (&when.status, when.joint, when.scope) {
        (Some(statuses), None, None) => statuses.iter().map(status).collect(),
        (None, Some(true), None) => vec!["joint"],
        (None, None, Some(Scope::Thematic)) => vec!["thematic"],
        (None, None, None) => vec!["any"],
        other => panic!("say here how such a report is written: {other:?}"),
    }
}

#[test]
fn no_limit_of_a_profile_is_without_its_case() {
    let mut known = BTreeSet::new();
    for id in Profile::ids() {
        for limit in profile(id).asks.limits.iter().flatten() {
            let Some(Measure::Words(words)) = limit.limit.value else { continue };
            let reserved = limit.reserved.as_ref().and_then(|reserved| reserved.value).unwrap_or(0);
            known.extend(makers(limit).into_iter().map(|maker| (id, maker, (words - reserved) as usize)));
        }
    }
    assert_eq!(known, BTreeSet::from(LIMITS));
}

/// A report for whom a limit is made, with `words` in its body after `more`.
fn report(id: &str, maker: &str, words: usize, more: &Addition) -> String {
    let status = if matches!(maker, "general" | "special" | "roster") { maker } else { "general" };
    let submitter = |name: &str| format!("  - name: {name}\n    kind: ngo\n    status: {status}\n");
    let mut submitters = submitter("Example Rights Network");
    if maker == "joint" {
        submitters += &submitter("Tenants Example");
    }
    let scope = if maker == "thematic" { "scope: thematic\n" } else { "" };
    let body = vec!["housing"; words].join(" ");
    let Addition { keys, before, after } = more;
    format!(
        "submitted_to: {id}\nstate: KGZ\nlanguage: en\ntitle: Report\n{scope}submitted_by:\n{submitters}{keys}\
         body: |\n{before}  {body}{after}\n"
    )
}

/// What stands in a report besides its plain text.
#[derive(Default)]
struct Addition {
    keys: &'static str,
    before: &'static str,
    after: &'static str,
}

/// What the rule on words says.
fn too_many_words(report: &str) -> Option<Diagnostic> {
    let mut sources = Sources::default();
    let mut found = Vec::new();
    assert!(read::decode("case.yaml", report.as_bytes(), &mut sources).collect_into(&mut found));
    let spec = read::parse(&mut sources, &|path| Err(format!("there is no {path}")), Default::default())
        .collect_into(&mut found);
    assert!(found.is_empty(), "{report}: {found:?}");
    let body = spec.submission.submitted_to.as_ref().expect("a body").value.clone();
    let (profile, facts) = (profile(&body), spec.submission.clone());
    let labels = Labels::load(Language::En).expect("the built-in file is whole");
    let document = resolve::build(&spec, &profile, labels, &BuildOptions::default()).collect_into(&mut found);
    check(&Subject::new(&document, None, &profile, &facts)).into_iter().find(|found| found.code == "L01")
}

/// `3,300`.
fn grouped(number: usize) -> String {
    if number < 1_000 { number.to_string() } else { format!("{},{:03}", number / 1_000, number % 1_000) }
}

#[test]
fn at_each_limit_nothing_is_said_and_one_word_over_it_is_named_with_figure_and_source() {
    for (id, maker, allowed) in LIMITS {
        let plain = Addition::default();
        assert_eq!(too_many_words(&report(id, maker, allowed, &plain)), None, "{id}, {maker}: {allowed} are accepted");
        let over = too_many_words(&report(id, maker, allowed + 1, &plain));
        let over = over.unwrap_or_else(|| panic!("{id}, {maker}: {} words are too many", allowed + 1));
        let profile = profile(id);
        let (found, limit) = (grouped(allowed + 1), grouped(allowed));
        let message =
            format!("the report has {found} words, 1 more than the {limit} that {} accepts", profile.short_name);
        assert_eq!(over.message, message, "{id}, {maker}");
        let limits = profile.asks.limits.iter().flatten();
        let sources: Vec<String> = limits
            .filter(|limit| matches!(limit.limit.value, Some(Measure::Words(_))) && makers(limit).contains(&maker))
            .map(|limit| profile.cite(&limit.limit))
            .collect();
        assert!(over.source.is_some_and(|source| sources.contains(&source)), "{id}, {maker}");
    }
}

/// What is added to a report to see whether it counts: its words, and all that must count for them to count.
fn addition(what: Counted) -> (Addition, Vec<(Vec<Counted>, usize)>) {
    let keys = |keys| Addition { keys, ..Addition::default() };
    let before = |before| Addition { before, ..Addition::default() };
    let body = |kind, words| (vec![Counted::Body, kind], words);
    match what {
        Counted::Cover => (keys("cover: true\n"), vec![(vec![Counted::Cover], 30)]),
        Counted::Title => (keys("subtitle: Two words\n"), vec![(vec![Counted::Title], 2)]),
        Counted::Profile => (keys("    profile: We work on housing.\n"), vec![(vec![Counted::Profile], 4)]),
        Counted::Contents => (
            Addition { keys: "contents: true\n", before: "  # One heading\n\n", after: "" },
            vec![(vec![Counted::Contents], 3), body(Counted::Headings, 2)],
        ),
        Counted::Summary => (
            keys("summary: Rents rose.\n"),
            vec![(vec![Counted::Summary], 2), (vec![Counted::Summary, Counted::Headings], 1)],
        ),
        Counted::Body => (before("  (a) rents rose.\n\n"), vec![body(Counted::Body, 2)]),
        Counted::Headings => (before("  # One heading\n\n"), vec![body(Counted::Headings, 2)]),
        Counted::Tables => {
            (before("  | City | Rent |\n  |---|---|\n  | North | 12 |\n\n"), vec![body(Counted::Tables, 4)])
        }
        Counted::Captions => (
            before("  | City | Rent |\n  |---|---|\n  | North | 12 |\n\n  : Rents\n\n  Source: City.\n\n"),
            vec![body(Counted::Tables, 4), body(Counted::Captions, 5)],
        ),
        Counted::Footnotes => {
            (Addition { after: "^[Two words]", ..Addition::default() }, vec![body(Counted::Footnotes, 2)])
        }
        Counted::Annexes => (
            keys("annexes:\n  - title: Cases\n    body: Three more words.\n"),
            vec![(vec![Counted::Annexes], 3), (vec![Counted::Annexes, Counted::Headings], 2)],
        ),
    }
}

#[test]
fn each_body_counts_what_it_says_it_counts_and_nothing_else() {
    let mut judged = 0;
    // What counts is the same for each limit of a body, so its smallest will do.
    let smallest = |id: &str| LIMITS.iter().filter(|row| row.0 == id).map(|row| row.2).min();
    for (id, maker, allowed) in LIMITS.into_iter().filter(|row| smallest(row.0) == Some(row.2)) {
        let counts = profile(id).asks.counts;
        let counts = |what: &Counted| counts.get(what).and_then(|figure| figure.value) == Some(true);
        for what in Counted::ALL {
            let (more, words) = addition(what);
            let counted: usize = words.iter().filter(|(all, _)| all.iter().all(counts)).map(|(_, words)| words).sum();
            let body = allowed - counted;
            let at = too_many_words(&report(id, maker, body, &more));
            assert_eq!(at, None, "{id}, {maker}, with {}: {counted} of its words count", what.label());
            let over = too_many_words(&report(id, maker, body + 1, &more)).map(|found| found.message);
            let over = over.unwrap_or_else(|| panic!("{id}, {maker}: with {} it is one too many", what.label()));
            assert!(over.contains(", 1 more than "), "{id}, {maker}, with {}: {over}", what.label());
            judged += 1;
        }
    }
    assert!(judged >= 10 * Counted::ALL.len(), "ten bodies have a limit in words");
}

#[test]
fn footnotes_annexes_and_cover_count_where_a_source_says_so() {
    let value = |id: &str, what| profile(id).asks.counts.get(&what).and_then(|figure| figure.value);
    for id in ["cedaw", "hrc-statement", "hrc-advisory-committee"] {
        assert_eq!(value(id, Counted::Footnotes), Some(true), "{id}");
    }
    for id in ["upr", "ccpr", "ecosoc-hls"] {
        assert_eq!(value(id, Counted::Footnotes), None, "{id}: no source says so");
    }
    assert_eq!(value("crc", Counted::Annexes), Some(false));
    assert_eq!(value("cedaw", Counted::Annexes), None);
    for id in ["csw", "cpd"] {
        let limits = profile(id).asks.limits.unwrap_or_default();
        let in_words = limits.iter().filter(|limit| limit.limit.value.is_some());
        let reserved = in_words.map(|limit| limit.reserved.as_ref().and_then(|reserved| reserved.value));
        assert!(reserved.eq([Some(100), Some(100)]), "{id}: its own cover page counts");
    }
}
