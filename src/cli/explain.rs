//! `assemble explain`: the manual page of a rule, or the sentence on a code of reading, building and layout.

use std::collections::BTreeMap;

use anyhow::anyhow;

use super::args::{ExplainArguments, PrintFormat};
use super::{Status, print};
use crate::diagnostic::{Severity, did_you_mean};
use crate::rules::RULES;

/// What is known of a code.
#[derive(serde::Serialize)]
struct Page {
    code: &'static str,
    name: &'static str,
    /// The gravest it can be; `None`: it depends on the place.
    severity: Option<Severity>,
    manual: String,
}

/// Explains one code or lists all.
pub(super) fn run(arguments: &ExplainArguments) -> anyhow::Result<Status> {
    let pages = pages();
    let json = arguments.print.format == PrintFormat::Json;
    let Some(code) = &arguments.code else {
        if json {
            print::json(&pages.values().collect::<Vec<_>>());
        } else {
            print::result(&pages.values().map(|page| format!("{}  {}\n", page.code, page.name)).collect::<String>());
        }
        return Ok(Status::Done);
    };
    let same = |name: &str| name.eq_ignore_ascii_case(code);
    let page = pages.values().find(|page| same(page.code) || same(page.name)).ok_or_else(|| {
        let near = did_you_mean(code, pages.values().flat_map(|page| [page.name, page.code]));
        let near = near.map_or(String::new(), |near| format!("did you mean `{near}`? "));
        anyhow!("there is no code `{code}`: {near}`assemble explain` lists all codes")
    })?;
    if json {
        print::json(page);
    } else {
        print::result(&format!("{}\n", page.manual));
    }
    Ok(Status::Done)
}

/// Every code, sorted.
fn pages() -> BTreeMap<&'static str, Page> {
    let rules = RULES.iter().map(|rule| {
        let manual = rule.explanation().to_owned();
        Page { code: rule.code, name: rule.name, severity: Some(rule.severity), manual }
    });
    let tables = [crate::spec::CODES, crate::document::codes::CODES, crate::layout::CODES, crate::CODES];
    let others = tables.into_iter().flatten().map(|(code, name, sentence)| Page {
        code,
        name,
        severity: None,
        manual: format!("# {name} ({code})\n\n{}", as_sentence(sentence)),
    });
    rules.chain(others).map(|page| (page.code, page)).collect()
}

/// With a capital and a full stop.
fn as_sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}
