//! The values of a source as notes and the list write them: people, dates, titles in quotation marks, editions.

use super::terms::{Terms, is_several};
use crate::facts::citation::Term;
use crate::read::{Fact, Name, Source};

/// More authors than this are the first `and others`.
const MOST_NAMED: usize = 3;

/// How the first of several names stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum First {
    Straight,
    Inverted,
}

/// Up to three people by name; of more, the first.
pub(super) fn people(names: &[Name], has_more: bool, first: First, terms: &Terms<'_>) -> String {
    let [leading, others @ ..] = names else { return String::new() };
    let (leading, is_inverted) = match (first, leading) {
        (First::Inverted, Name::Person { .. }) => (leading.inverted(), true),
        _ => (leading.straight(), false),
    };
    // After a name that is inverted, a comma keeps the next from being taken for a part of it.
    let comma = if is_inverted { "," } else { "" };
    if has_more || names.len() > MOST_NAMED {
        return format!("{leading}{comma} {}", terms.term(Term::AndOthers));
    }
    let others: Vec<String> = others.iter().map(Name::straight).collect();
    match others.as_slice() {
        [] => leading,
        [only] => format!("{leading}{comma}{}{only}", terms.labels.list_and),
        _ => terms.labels.list(&[&leading].into_iter().chain(&others).map(String::as_str).collect::<Vec<_>>()),
    }
}

/// The authors of a source.
pub(super) fn authors(source: &Source, first: First, terms: &Terms<'_>) -> String {
    people(&source.authors, source.has_more_authors, first, terms)
}

/// The editors, with `ed.` or `eds.` after them.
pub(super) fn editors(source: &Source, first: First, terms: &Terms<'_>) -> String {
    let names = people(&source.editors, false, first, terms);
    match source.editors.len() {
        0 => names,
        1 => format!("{names}, {}", terms.term(Term::Editor)),
        _ => format!("{names}, {}", terms.term(Term::Editors)),
    }
}

/// The date as the language writes it, or the year.
pub(super) fn date(source: &Source, terms: &Terms<'_>) -> String {
    source.get(Fact::Date).or(source.get(Fact::Year)).map(|typed| written_date(typed, terms)).unwrap_or_default()
}

/// `2098-12-02` as the language writes it, `2096-07` as month and year, two with a stroke as from and until; others as typed.
pub(super) fn written_date(typed: &str, terms: &Terms<'_>) -> String {
    if let Some((from, to)) = typed.split_once('/').filter(|(from, _)| from.starts_with(|c: char| c.is_ascii_digit())) {
        return if to.is_empty() || to == ".." {
            written_date(from, terms)
        } else {
            format!("{}–{}", written_date(from, terms), written_date(to, terms))
        };
    }
    let labels = terms.labels;
    if let Ok(date) = typed.parse::<jiff::civil::Date>() {
        return labels.date(date);
    }
    let month = typed
        .split_once('-')
        .and_then(|(year, month)| Some((year, labels.months.get(month.parse::<usize>().ok()?.wrapping_sub(1))?)));
    match month {
        Some((year, month)) if year.len() == 4 => format!("{month} {year}"),
        _ => typed.to_owned(),
    }
}

/// Words in the quotation marks of the language; marks inside them are single.
pub(super) fn quoted(words: &str, terms: &Terms<'_>) -> String {
    let marks = &terms.labels.quotation_marks;
    let inner = if marks.open == "“" { ["‘", "’"] } else { ["“", "”"] };
    let mut is_open = false;
    let mut inside = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '"' => {
                inside.push_str(inner[usize::from(is_open)]);
                is_open = !is_open;
            }
            '“' if marks.open == "“" => inside.push('‘'),
            '”' if marks.open == "“" => inside.push('’'),
            other => inside.push(other),
        }
    }
    format!("{}{inside}{}", marks.open, marks.close)
}

/// `2nd ed.` for `2nd` and for 2.
pub(super) fn edition(source: &Source, terms: &Terms<'_>) -> Option<String> {
    let typed = source.get(Fact::Edition)?;
    let typed = [" edition", " ed.", " ed"].iter().find_map(|word| typed.strip_suffix(word)).unwrap_or(typed);
    let edition = typed.parse().map_or(typed.to_owned(), |number| terms.labels.ordinal(number));
    // The first needs no mention.
    let is_first = edition == terms.labels.ordinal(1) || typed.eq_ignore_ascii_case("first");
    (!is_first).then(|| terms.with(Term::Edition, "{edition}", &edition))
}

/// `vol. 12`, `vols. 1 and 2`.
pub(super) fn volume(source: &Source, terms: &Terms<'_>) -> Option<String> {
    let volume = terms.numbers(source.get(Fact::Volume)?);
    Some(counted(&volume, [Term::Volume, Term::Volumes], terms))
}

/// `No. 3`, `Nos. 1 and 2`.
pub(super) fn issue(source: &Source, terms: &Terms<'_>) -> Option<String> {
    let issue = terms.numbers(source.get(Fact::Issue)?);
    Some(counted(&issue, [Term::Number, Term::Numbers], terms))
}

/// The number of a treaty or paper, which may have a hyphen of its own.
pub(super) fn number(source: &Source, terms: &Terms<'_>) -> Option<String> {
    source.get(Fact::Number).map(|number| counted(number, [Term::Number, Term::Numbers], terms))
}

fn counted(number: &str, [one, several]: [Term; 2], terms: &Terms<'_>) -> String {
    format!("{}\u{A0}{number}", terms.term(if is_several(number) { several } else { one }))
}

/// `p. 210`, `pp. 210–225`.
pub(super) fn page(source: &Source, terms: &Terms<'_>) -> Option<String> {
    source.get(Fact::Page).map(|page| terms.locator(&format!("p. {page}")))
}

/// Cities with their publishers: `London, Routledge`, with `between` between the two. An author that publishes is named once.
pub(super) fn publishers(source: &Source, between: &str) -> String {
    let authors: Vec<String> = source.authors.iter().map(Name::straight).collect();
    let country = source.get(Fact::Country);
    let is_author = |publisher: &str| authors.iter().any(|author| author == publisher) || country == Some(publisher);
    let places = source.all(Fact::Place);
    let publishers: Vec<&str> = source.all(Fact::Publisher).iter().map(|name| plain_publisher(name)).collect();
    let count = places.len().max(publishers.len());
    let pair = |at: usize| {
        let publisher = publishers.get(at).copied().filter(|publisher| !is_author(publisher));
        let parts = [places.get(at).map(String::as_str), publisher];
        parts.into_iter().flatten().collect::<Vec<_>>().join(between)
    };
    (0..count).map(pair).filter(|pair| !pair.is_empty()).collect::<Vec<_>>().join("; ")
}

/// A publisher without the form of its company, which is not given.
fn plain_publisher(name: &str) -> &str {
    let forms = ["Inc.", "Ltd.", "S.A.", "Inc", "Ltd"];
    let bare = forms.iter().find_map(|form| name.strip_suffix(form)?.strip_suffix([' ']));
    bare.map_or(name, |bare| bare.trim_end_matches(','))
}

/// Whether a source says when it was published: `n.d.` says that nobody knows.
pub(super) fn is_dated(source: &Source) -> bool {
    let typed = source.get(Fact::Date).or(source.get(Fact::Year));
    typed.is_some_and(|date| date.contains(|c: char| c.is_numeric()))
}

/// What stands between the words before an address and the address: a full stop that is there is not written again.
pub(super) fn stop(before: Option<&str>) -> &'static str {
    if before.is_some_and(|words| words.ends_with('.')) { " " } else { ". " }
}
