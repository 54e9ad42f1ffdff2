//! M23: from the words of the text to whether they are in the language that the report says.

use crate::check::walk::Place;
use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::facts::language::{Language, Script, Share};

const CODE: Code = Code::OtherLanguage;

pub(in crate::check) const RULE: Rule =
    Rule { code: CODE, severity: Severity::Warning, manual: include_str!("other_language.md"), asked: None, check };

/// So many words of a text tell its language.
const ENOUGH: usize = 2_000;

/// Fewer words or letters may be a quotation or a name.
const FEWEST_WORDS: usize = 20;
const FEWEST_LETTERS: usize = 60;

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(said) = &subject.facts.language else { return };
    let Some((found, language)) = other_language(subject) else { return };
    let (code, said_name) = (said.value.code(), said.value.name());
    let message = format!("`language: {code}` says {said_name}, but most of the text is in {found}");
    let finding = Diagnostic::warning(CODE, said.span, message);
    let decides = "it decides the labels, the marks and how the text is read aloud";
    findings.add(match language {
        Some(language) => {
            let help = format!("write `language: {}` if that is right: {decides}", language.code());
            finding.help(help)
        }
        None => finding.help(format!("write the language of the text there: {decides}")),
    });
}

/// What most of the text is in, as messages call it, where that is not the report's language; and the official language
/// that this may be.
pub(in crate::check) fn other_language(subject: &Subject) -> Option<(String, Option<Language>)> {
    let said = subject.document.language;
    let share = share(subject);
    let (script, letters) = share.script()?;
    if script != said.script() {
        // An ideograph says as much as some three letters.
        let weight = if script == Script::Chinese { 3 } else { 1 };
        let is_most = letters * weight >= FEWEST_LETTERS && 3 * letters > 2 * share.letters();
        let language = share.language();
        let name = match script {
            Script::Latin => language.map_or_else(|| "Latin letters".to_owned(), |language| language.name().to_owned()),
            Script::Arabic => "Arabic letters".to_owned(),
            Script::Chinese => "Chinese characters".to_owned(),
            Script::Cyrillic => "Cyrillic letters".to_owned(),
        };
        return is_most.then_some((name, language));
    }
    let language = share.language().filter(|language| script == Script::Latin && *language != said)?;
    let is_most = share.words() >= FEWEST_WORDS && share.common(language) > 3 * share.common(said);
    is_most.then(|| (language.name().to_owned(), Some(language)))
}

/// The words of the text itself: what is quoted, and what says its own language, may be in any.
fn share(subject: &Subject) -> Share {
    let mut share = Share::default();
    for visit in &subject.paragraphs {
        let is_own = matches!(visit.place, Place::Text | Place::Item | Place::Recommendation);
        if !is_own || visit.paragraph.language.is_some() {
            continue;
        }
        for piece in visit.text.pieces.iter().filter(|piece| piece.format.language.is_none()) {
            share.add(&visit.text.words[piece.range.clone()]);
        }
        if share.words() > ENOUGH {
            break;
        }
    }
    share
}
