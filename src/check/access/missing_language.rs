//! A02: from the letters of the text to longer passages in a script that is not the one of their language.

use unicode_script::{Script, UnicodeScript};

use crate::check::metadata::other_language::other_language;
use crate::check::walk::Place;
use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::facts::language::{self, Language};

const CODE: Code = Code::MissingLanguage;

/// A name in another script needs no language (WCAG 2.1, 3.1.2); so many letters are more than a name.
const SHORTEST: usize = 24;

pub(in crate::check) const RULE: Rule =
    Rule { code: CODE, severity: Severity::Info, manual: include_str!("missing_language.md"), asked: None, check };

fn check(subject: &Subject, findings: &mut Findings) {
    let mut is_other = None;
    for visit in subject.paragraphs.iter().filter(|visit| visit.place != Place::Contents) {
        for (start, end, script) in passages(&visit.text.words) {
            // A language was given: whoever gave it knows.
            if visit.language(start).is_some() || scripts(subject.document.language).contains(&script) {
                continue;
            }
            // Said once, of the whole report.
            if *is_other.get_or_insert_with(|| other_language(subject).is_some()) {
                return;
            }
            let name = script.full_name().replace('_', " ");
            let message = format!("the language of a passage in {name} letters is not given");
            findings.add(
                Diagnostic::info(CODE, visit.span(start..end), message)
                    .help(help(script))
                    .source("WCAG 2.1, success criterion 3.1.2, language of parts"),
            );
        }
    }
}

/// What to write, with the code that is likely where the United Nations have a language in this script.
fn help(script: Script) -> String {
    match Language::ALL.into_iter().find(|language| scripts(*language).contains(&script)) {
        Some(language) => {
            let (code, name) = (language.code(), language.name());
            format!("write `[the passage]{{lang={code}}}` if it is {name}, else with the code of its language")
        }
        None => {
            "write `[the passage]{lang=…}` with the code of its language, such as hi, ja or ka (ISO 639)".to_owned()
        }
    }
}

/// The scripts that a language is written in.
fn scripts(language: Language) -> &'static [Script] {
    match language.script() {
        language::Script::Arabic => &[Script::Arabic],
        language::Script::Chinese => &[Script::Han, Script::Bopomofo],
        language::Script::Latin => &[Script::Latin],
        language::Script::Cyrillic => &[Script::Cyrillic],
    }
}

/// Runs of letters in one script other than Latin, long enough to be read aloud; Latin ones are mostly names and addresses.
fn passages(text: &str) -> Vec<(usize, usize, Script)> {
    if text.is_ascii() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut run: Option<(usize, usize, Script, usize)> = None;
    for (at, character) in text.char_indices() {
        let script = character.script();
        if matches!(script, Script::Common | Script::Inherited | Script::Unknown) {
            continue;
        }
        let end = at + character.len_utf8();
        run = match run {
            Some((start, _, same, letters)) if same == script => Some((start, end, same, letters + 1)),
            other => {
                found.extend(other);
                Some((at, end, script, 1))
            }
        };
    }
    found.extend(run);
    let long = |&(_, _, script, letters): &(usize, usize, Script, usize)| {
        // An ideograph says as much as some three letters.
        let weight = if script == Script::Han { 3 } else { 1 };
        script != Script::Latin && letters * weight >= SHORTEST
    };
    found.into_iter().filter(long).map(|(start, end, script, _)| (start, end, script)).collect()
}

#[cfg(test)]
mod tests {
    use super::{RULE, help};
    use crate::check::testing::messages;
    use unicode_script::Script;

    #[test]
    fn a_name_needs_no_language_and_a_sentence_does() {
        assert!(messages(&RULE, "generic", "The city of 北京 and Бишкек.").is_empty());
        let text = "The law says: Каждый имеет право на жилище.";
        assert_eq!(messages(&RULE, "generic", text), ["the language of a passage in Cyrillic letters is not given"]);
    }

    #[test]
    fn the_code_proposed_is_of_a_language_in_that_script() {
        assert!(help(Script::Cyrillic).contains("{lang=ru}` if it is Russian"));
        assert!(help(Script::Han).contains("{lang=zh}` if it is Chinese"));
        assert!(help(Script::Devanagari).contains("{lang=…}"));
    }
}
