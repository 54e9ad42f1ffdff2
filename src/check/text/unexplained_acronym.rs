//! T09: from the abbreviations in the text to those that were never written in full.

use std::collections::BTreeSet;

use crate::check::walk::Place;
use crate::check::{Findings, Rule, Subject, at_most_warning, finding, knows};
use crate::diagnostic::{Code, Severity};
use crate::document::PartKind;
use crate::facts::profile::Acronyms;
use crate::facts::symbol;

const CODE: Code = Code::UnexplainedAcronym;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Warning,
    manual: include_str!("unexplained_acronym.md"),
    asked: Some(|profile| knows(&profile.asks.acronyms, |acronyms| *acronyms == Acronyms::SpelledOutFirst)),
    check,
};

/// Abbreviations that are words by now.
const WORDS: [&str; 5] = ["HIV", "AIDS", "COVID", "DNA", "OK"];

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(figure) = &subject.profile.asks.acronyms else { return };
    if figure.value != Some(Acronyms::SpelledOutFirst) {
        return;
    }
    let mut known: BTreeSet<&str> = WORDS.into();
    let read = subject.paragraphs.iter().filter(|visit| {
        !matches!(visit.place, Place::Contents) && !matches!(visit.part.kind, PartKind::Cover | PartKind::Title)
    });
    for visit in read {
        let text = visit.text.words.as_str();
        if is_shouted(text) {
            continue;
        }
        let symbols = symbol::find(text);
        for (start, word) in acronyms(text) {
            let end = start + word.len();
            let in_symbol = symbols.iter().any(|symbol| symbol.range.contains(&start));
            if in_symbol || !known.insert(word) {
                continue;
            }
            // `Economic and Social Council (ECOSOC)` and `ECOSOC (Economic and Social Council)` both explain it.
            let explained = text[..start].ends_with('(') || text[end..].starts_with(" (");
            if !explained {
                findings.add(
                    finding(
                        CODE,
                        at_most_warning(figure),
                        visit.span(start..end),
                        format!("{word} is used before it is spelled out"),
                    )
                    .help(format!("write the full words first, then ({word}) if you use it often"))
                    .source(subject.profile.cite(figure)),
                );
            }
        }
    }
}

/// Words of two to six capital letters that are no Roman numbers.
fn acronyms(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|character: char| !character.is_alphanumeric()).filter_map(move |word| {
        let capitals = (2..=6).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
        let roman = word.bytes().all(|byte| b"IVXLC".contains(&byte));
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        (capitals && !roman).then_some((start, word))
    })
}

/// Whether most letters are capitals, as in a heading that was typed so.
fn is_shouted(text: &str) -> bool {
    let letters = text.chars().filter(|character| character.is_alphabetic());
    let (capitals, all) = letters
        .fold((0_usize, 0_usize), |(capitals, all), letter| (capitals + usize::from(letter.is_uppercase()), all + 1));
    capitals * 2 > all
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::messages;

    #[test]
    fn an_abbreviation_is_reported_once_and_not_when_it_is_explained() {
        let text =
            "The Economic and Social Council (ECOSOC) met. ECOSOC and UNDP and UNDP spoke of HIV in chapter XIV.";
        assert_eq!(messages(&RULE, "csw", text), ["UNDP is used before it is spelled out"]);
        assert!(messages(&RULE, "cescr", text).is_empty());
    }

    #[test]
    fn shouted_lines_and_symbols_hold_no_abbreviations() {
        assert!(messages(&RULE, "csw", "# THE RIGHT TO WATER\nSee E/CN.6/2020/3.").is_empty());
    }
}
