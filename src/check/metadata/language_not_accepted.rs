//! M02: from the report's language to whether the body reads it.

use crate::check::{Findings, Rule, Subject, finding, knows, severity};
use crate::diagnostic::{Code, Severity};
use crate::facts::profile::{Authority, language_names};

const CODE: Code = Code::LanguageNotAccepted;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Error,
    manual: include_str!("language_not_accepted.md"),
    asked: Some(|profile| {
        knows(&profile.asks.languages, |_| true) || knows(&profile.asks.preferred_languages, |_| true)
    }),
    check,
};

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(language) = &subject.facts.language else { return };
    let name = language_names(&[language.value]);
    let asks = &subject.profile.asks;
    let accepted = asks.languages.as_ref().and_then(|figure| Some((figure, figure.value.as_ref()?)));
    let preferred = asks.preferred_languages.as_ref().and_then(|figure| Some((figure, figure.value.as_ref()?)));
    if let Some((figure, accepted)) = accepted.filter(|(_, accepted)| !accepted.contains(&language.value)) {
        let verb = match figure.authority {
            Authority::Binding | Authority::Unstated => "accepts",
            Authority::Advisory => "asks for",
            Authority::Informative | Authority::Ours => "works in",
        };
        let message =
            format!("the report is in {name}; {} {verb} {}", subject.profile.short_name, language_names(accepted));
        findings.add(
            finding(CODE, severity(figure), language.span, message)
                .help("submit a translation; it can be another report file with another `language:`")
                .source(subject.profile.cite(figure)),
        );
    } else if let Some((figure, preferred)) = preferred.filter(|(_, preferred)| !preferred.contains(&language.value)) {
        let message =
            format!("the report is in {name}; {} prefers {}", subject.profile.short_name, language_names(preferred));
        findings.add(finding(CODE, Severity::Info, language.span, message).source(subject.profile.cite(figure)));
    }
}
