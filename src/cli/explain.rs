//! `assemble explain`: the manual page of a code.

use anyhow::anyhow;

use super::args::{ExplainArguments, PrintFormat};
use super::{Status, print};
use crate::check::RULES;
use crate::diagnostic::{Code, Severity, did_you_mean};

/// What is known about a code.
#[derive(serde::Serialize)]
struct Page {
    code: Code,
    name: &'static str,
    /// What it means, in one sentence.
    summary: &'static str,
    /// The most severe that it can be; `None`: it depends on the place.
    severity: Option<Severity>,
    manual: String,
}

/// Explains one code or lists all.
pub(super) fn run(arguments: &ExplainArguments) -> anyhow::Result<Status> {
    let json = arguments.print.format == PrintFormat::Json;
    let Some(code) = &arguments.code else {
        if json {
            print::json(&pages());
        } else {
            print::result(&pages().iter().map(|page| format!("{}  {}\n", page.code, page.name)).collect::<String>());
        }
        return Ok(Status::Done);
    };
    let page = Code::find(code).map(page).ok_or_else(|| {
        let near = did_you_mean(code, Code::ALL.iter().flat_map(|code| [code.name(), code.as_str()]));
        let near = near.map_or(String::new(), |near| format!("did you mean `{near}`? "));
        anyhow!("there is no code `{code}`: {near}`assemble explain` lists all codes")
    })?;
    if json {
        print::json(&page);
    } else {
        print::result(&format!("{}\n", page.manual));
    }
    Ok(Status::Done)
}

/// Every code, sorted.
fn pages() -> Vec<Page> {
    Code::ALL.iter().map(|code| page(*code)).collect()
}

fn page(code: Code) -> Page {
    let rule = RULES.iter().find(|rule| rule.code == code);
    let manual = rule.map_or_else(|| code.page().unwrap_or_default(), |rule| rule.explanation()).to_owned();
    Page { code, name: code.name(), summary: code.summary(), severity: rule.map(|rule| rule.severity), manual }
}
