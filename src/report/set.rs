//! Sets one value of a report at its place in the author's text; all other text stays as it is.

use std::ops::Range;

use crate::facts::language::Language;
use crate::source::Located;
use crate::submission::{Organization, Submission};

/// A value that a form shows.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case", untagged)]
pub enum Field {
    /// A key at the top of the report.
    Top(TopKey),
    /// A key of a submitter, counted from 0. One that is just behind the last begins a new submitter.
    Submitter {
        /// Which submitter.
        submitter: usize,
        /// Which key.
        key: SubmitterKey,
    },
}

macro_rules! keys {
    ($(#[$about:meta])* $name:ident { $($variant:ident = $key:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $(#[doc = concat!("`", $key, "`.")] $variant,)+
        }

        impl $name {
            /// As a report writes it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $($name::$variant => $key,)+
                }
            }
        }
    };
}

keys! {
    /// The keys at the top that a form shows, in the order in which a new report has them.
    TopKey {
        SubmittedTo = "submitted_to",
        Stage = "stage",
        State = "state",
        Session = "session",
        Date = "date",
        Language = "language",
        Title = "title",
        Subtitle = "subtitle",
    }
}

keys! {
    /// The keys of a submitter that a form shows.
    SubmitterKey {
        Name = "name",
        ShortName = "short_name",
        Status = "status",
        Kind = "kind",
    }
}

const TOP: [TopKey; 8] = [
    TopKey::SubmittedTo,
    TopKey::Stage,
    TopKey::State,
    TopKey::Session,
    TopKey::Date,
    TopKey::Language,
    TopKey::Title,
    TopKey::Subtitle,
];

/// The keys that stand behind those of the form.
const LATER: [&str; 7] = ["keywords", "cover", "contents", "submitted_by", "summary", "body", "annexes"];

/// A change of a text: what stands in the range gives way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which bytes.
    pub range: Range<usize>,
    /// What stands there instead.
    pub text: String,
}

/// The change that gives a field a value; an empty value takes the field out. `Err` says why the text must be changed by
/// hand.
pub fn set(text: &str, facts: &Submission, field: &Field, value: &str) -> Result<Change, String> {
    match field {
        Field::Top(key) => top(text, facts, *key, value),
        Field::Submitter { submitter, key } => match facts.submitters.get(*submitter) {
            Some(organization) => in_submitter(text, organization, *key, value),
            None if *submitter == facts.submitters.len() && *key == SubmitterKey::Name => {
                new_submitter(text, facts, value)
            }
            None => Err(format!("there is no submitter {}; add its name first", submitter + 1)),
        },
    }
}

/// Where the value of a key stands.
fn place(facts: &Submission, key: TopKey) -> Option<Range<usize>> {
    fn range<T>(value: Option<&Located<T>>) -> Option<Range<usize>> {
        value.map(|located| located.span.range())
    }
    match key {
        TopKey::SubmittedTo => range(facts.submitted_to.as_ref()),
        TopKey::Stage => range(facts.stage.as_ref()),
        TopKey::State => range(facts.state.as_ref()),
        TopKey::Session => range(facts.session.as_ref()),
        TopKey::Date => range(facts.date.as_ref()),
        TopKey::Language => range::<Language>(facts.language.as_ref()),
        TopKey::Title => range(facts.title.as_ref()),
        TopKey::Subtitle => range(facts.subtitle.as_ref()),
    }
}

fn top(text: &str, facts: &Submission, key: TopKey, value: &str) -> Result<Change, String> {
    // A value that could not be read has no place; its line is still there.
    let place = place(facts, key).or_else(|| value_of_line(text, key.as_str()));
    if let Some(range) = place {
        return Ok(replaced(text, range, value));
    }
    if value.is_empty() {
        return Ok(Change { range: 0..0, text: String::new() });
    }
    let later = TOP.iter().filter(|other| **other > key).map(|other| other.as_str()).chain(LATER);
    let at = later.filter_map(|other| line_of(text, other)).map(|line| line.start).min();
    let at = at.unwrap_or(text.len());
    let before = if at > 0 && !text[..at].ends_with('\n') { "\n" } else { "" };
    Ok(Change { range: at..at, text: format!("{before}{}: {}\n", key.as_str(), scalar(value)) })
}

/// The line of a key at the top of a report, without its end.
fn line_of(text: &str, key: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let rest = line.trim_start_matches('\u{feff}');
        if rest.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')) {
            return Some(start..start + line.trim_end_matches(['\n', '\r']).len());
        }
        start += line.len();
    }
    None
}

/// What stands behind the colon of a key, without its note.
fn value_of_line(text: &str, key: &str) -> Option<Range<usize>> {
    let line = line_of(text, key)?;
    let colon = line.start + text[line.clone()].find(':')? + 1;
    let value = &text[colon..line.end];
    let value = value.split(" #").next().unwrap_or(value);
    if value.trim().is_empty() {
        return Some(colon..colon);
    }
    let start = colon + value.len() - value.trim_start().len();
    Some(start..start + value.trim().len())
}

/// A value in the place of another; with no value, its whole line goes.
fn replaced(text: &str, range: Range<usize>, value: &str) -> Change {
    if value.is_empty() {
        let start = text[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[range.end..].find('\n').map_or(text.len(), |newline| range.end + newline + 1);
        return Change { range: start..end, text: String::new() };
    }
    let space = if text[..range.start].ends_with(':') { " " } else { "" };
    Change { range, text: format!("{space}{}", scalar(value)) }
}

fn in_submitter(text: &str, organization: &Organization, key: SubmitterKey, value: &str) -> Result<Change, String> {
    let place = match key {
        SubmitterKey::Name => organization.name.as_ref().map(|name| name.span),
        SubmitterKey::ShortName => organization.short_name.as_ref().map(|name| name.span),
        SubmitterKey::Status => organization.status.as_ref().map(|status| status.span),
        SubmitterKey::Kind => organization.kind.as_ref().map(|kind| kind.span),
    };
    match place {
        Some(_) if value.is_empty() && key == SubmitterKey::Name => {
            Err("a submitter without a name: remove it in the text".to_owned())
        }
        Some(span) if value.is_empty() && line_has_one_key(text, span.range()) => Ok(replaced(text, span.range(), "")),
        Some(_) if value.is_empty() => Err("this line has several keys: remove it in the text".to_owned()),
        Some(span) => Ok(replaced(text, span.range(), value)),
        None if value.is_empty() => Ok(Change { range: 0..0, text: String::new() }),
        None => behind_name(text, organization, key, value),
    }
}

/// Whether the line of a value holds its key alone.
fn line_has_one_key(text: &str, range: Range<usize>) -> bool {
    let start = text[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
    let before = text[start..range.start].trim();
    before.chars().all(|letter| letter.is_ascii_alphabetic() || matches!(letter, '_' | ':'))
}

/// A new key on the line behind the name of a submitter.
fn behind_name(text: &str, organization: &Organization, key: SubmitterKey, value: &str) -> Result<Change, String> {
    let by_hand = || format!("add `{}` to this submitter in the text", key.as_str());
    let name = organization.name.as_ref().ok_or_else(by_hand)?.span.range();
    let start = text[..name.start].rfind('\n').map_or(0, |newline| newline + 1);
    let before = &text[start..name.start];
    let indent = before.strip_suffix("name: ").ok_or_else(by_hand)?;
    if !indent.chars().all(|letter| matches!(letter, ' ' | '-')) {
        return Err(by_hand());
    }
    let indent = " ".repeat(indent.len());
    let end = text[name.end..].find('\n').map_or(text.len(), |newline| name.end + newline + 1);
    let newline = if text[..end].ends_with('\n') { "" } else { "\n" };
    Ok(Change { range: end..end, text: format!("{newline}{indent}{}: {}\n", key.as_str(), scalar(value)) })
}

/// A submitter behind the last one, or the first of all.
fn new_submitter(text: &str, facts: &Submission, name: &str) -> Result<Change, String> {
    if name.is_empty() {
        return Ok(Change { range: 0..0, text: String::new() });
    }
    let item = format!("  - name: {}\n", scalar(name));
    let Some(line) = line_of(text, "submitted_by") else {
        let at =
            ["summary", "body", "annexes"].iter().filter_map(|key| line_of(text, key)).map(|line| line.start).min();
        let at = at.unwrap_or(text.len());
        let before = if at > 0 && !text[..at].ends_with('\n') { "\n" } else { "" };
        return Ok(Change { range: at..at, text: format!("{before}submitted_by:\n{item}") });
    };
    let inside = text[line.start..line.end].split(" #").next().unwrap_or_default();
    if !inside.trim_end().ends_with(':')
        || (!facts.submitters.is_empty() && !text[line.end..].trim_start().starts_with('-'))
    {
        return Err(
            "add the submitter in the text: `submitted_by` is not a list of lines that begin with a dash".to_owned()
        );
    }
    let indent = match text[line.end..].find('-') {
        Some(dash) if !facts.submitters.is_empty() => {
            let dash = line.end + dash;
            dash - text[..dash].rfind('\n').map_or(0, |newline| newline + 1)
        }
        _ => 2,
    };
    // The list ends where a line begins with a key at the top again.
    let mut at = (line.end + 1).min(text.len());
    for line in text[at..].split_inclusive('\n') {
        if line.starts_with(|first: char| first.is_ascii_alphabetic() || first == '#') {
            break;
        }
        at += line.len();
    }
    let blank = text[..at].len() - text[..at].trim_end().len();
    let at = if blank > 0 { at - blank + 1 } else { at };
    let before = if text[..at].ends_with('\n') { "" } else { "\n" };
    Ok(Change { range: at..at, text: format!("{before}{}{}", " ".repeat(indent), item.trim_start()) })
}

/// A value as YAML on one line.
fn scalar(value: &str) -> String {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_word = |value: &str| {
        matches!(value.to_lowercase().as_str(), "yes" | "no" | "true" | "false" | "null" | "on" | "off" | "y" | "n")
    };
    let is_plain = value.starts_with(char::is_alphanumeric)
        && !value.contains(": ")
        && !value.contains(" #")
        && !value.ends_with(':')
        && !value.contains(['{', '}', '[', ']', ',', '"', '\\'])
        && !is_word(&value);
    if is_plain { value } else { format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")) }
}

#[cfg(test)]
mod tests {
    use super::{Field, SubmitterKey, TopKey, set};
    use crate::Request;

    const REPORT: &str = "\
# A note.
submitted_to: cescr  # the body
language: en
title: 'Old: title'  # kept
submitted_by:
  - name: First
    status: special

  - {name: Second, kind: ngo}

# On the text.
body: |
  state: this is text.
";

    fn changed(text: &str, field: Field, value: &str) -> String {
        let read = |_: &str| Err("there is no such file".to_owned());
        let (_, facts) = crate::facts(&Request::new("r.yaml", text.as_bytes(), &read)).expect("our files are whole");
        let change = set(text, &facts, &field, value).expect("it can be set");
        let mut text = text.to_owned();
        text.replace_range(change.range, &change.text);
        text
    }

    fn in_submitter(submitter: usize, key: SubmitterKey) -> Field {
        Field::Submitter { submitter, key }
    }

    #[test]
    fn a_value_is_replaced_where_it_stands() {
        let new = changed(REPORT, Field::Top(TopKey::Title), "New #1: \"that\"");
        assert_eq!(new, REPORT.replace("'Old: title'", "\"New #1: \\\"that\\\"\""));
        assert_eq!(changed(REPORT, Field::Top(TopKey::SubmittedTo), "upr"), REPORT.replace("cescr", "upr"));
        let second = changed(REPORT, in_submitter(1, SubmitterKey::Name), "Other");
        assert_eq!(second, REPORT.replace("Second", "Other"));
    }

    #[test]
    fn a_new_key_stands_where_a_new_report_has_it() {
        let new = changed(REPORT, Field::Top(TopKey::State), "NOR");
        assert_eq!(new, REPORT.replace("language: en", "state: NOR\nlanguage: en"));
        let new = changed(REPORT, in_submitter(0, SubmitterKey::Kind), "ngo");
        assert_eq!(new, REPORT.replace("  - name: First\n", "  - name: First\n    kind: ngo\n"));
    }

    #[test]
    fn a_new_submitter_follows_the_last() {
        let new = changed(REPORT, in_submitter(2, SubmitterKey::Name), "Third");
        assert_eq!(new, REPORT.replace("kind: ngo}\n", "kind: ngo}\n  - name: Third\n"));
        let new = changed("title: T\nbody: B\n", in_submitter(0, SubmitterKey::Name), "One");
        assert_eq!(new, "title: T\nsubmitted_by:\n  - name: One\nbody: B\n");
    }

    #[test]
    fn an_empty_value_takes_the_line_out() {
        assert_eq!(changed(REPORT, Field::Top(TopKey::Language), ""), REPORT.replace("language: en\n", ""));
        assert_eq!(changed(REPORT, Field::Top(TopKey::Date), ""), REPORT);
        let new = changed(REPORT, in_submitter(0, SubmitterKey::Status), "");
        assert_eq!(new, REPORT.replace("    status: special\n", ""));
    }

    #[test]
    fn a_value_that_cannot_be_read_is_replaced_too() {
        let broken = REPORT.replace("language: en", "language:   xx yy  # which");
        let expected = REPORT.replace("language: en", "language:   fr  # which");
        assert_eq!(changed(&broken, Field::Top(TopKey::Language), "fr"), expected);
        let empty = REPORT.replace("language: en", "language:");
        assert_eq!(changed(&empty, Field::Top(TopKey::Language), "fr"), REPORT.replace("language: en", "language: fr"));
    }
}
