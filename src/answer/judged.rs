//! What the page shows of a judged report.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use serde_json::{Value, json};

use super::offsets::Offsets;
use super::{Shown, places};
use crate::check::outline::{OutlineSection, outline};
use crate::check::upload::{PortalFile, portal_name, upload};
use crate::check::{checklist, count_report};
use crate::diagnostic::Diagnostic;
use crate::facts::language::{Direction, Language};
use crate::source::{Located, Sources, Span};
use crate::write::svg::{self, ShapeName};
use crate::{Judged, Tools, Verdict};

/// Everything but the pages.
pub(super) fn judged(judged: &Judged) -> Value {
    let offsets = Offsets::new(&judged.sources);
    let Judged { sources, diagnostics, document, profile, facts, .. } = judged;
    let outline = outline(document);
    let parts: Vec<Value> = outline
        .parts
        .iter()
        .map(|part| json!({ "part": part_name(part), "sections": sections(&part.sections, &offsets) }))
        .collect();
    json!({
        "verdict": match judged.verdict {
            Verdict::Accepted => "accepted",
            Verdict::RuleBroken => "rule broken",
            Verdict::Unreadable => "unreadable",
        },
        "findings": diagnostics.iter().map(|found| finding(found, sources, &offsets)).collect::<Vec<_>>(),
        "sources": sources.files().iter().map(|file| &file.name).collect::<Vec<_>>(),
        "form": form(judged),
        "count": count(judged),
        "outline": parts,
        "checklist": checklist(profile, facts),
        "upload": upload(profile, facts),
        "body": { "id": profile.id, "short_name": profile.short_name, "names": Language::ALL.map(|language| (language.code(), profile.name(language).to_owned())).into_iter().collect::<BTreeMap<_, _>>() },
        "language": document.language.code(),
        "right_to_left": document.direction == Direction::RightToLeft,
        "portal_name": portal_name(profile, facts, PortalFile::Main),
        "places": places::places(document, &judged.pages, &offsets),
    })
}

fn part_name(part: &crate::check::outline::OutlinePart) -> Value {
    serde_json::to_value(part).ok().and_then(|part| part.get("part").cloned()).unwrap_or_default()
}

fn sections(sections: &[OutlineSection], offsets: &Offsets<'_>) -> Vec<Value> {
    let section = |section: &OutlineSection| {
        let mut value = serde_json::to_value(section).unwrap_or_default();
        if let Some(span) = section.span {
            value["at"] = place(span, offsets);
        }
        value
    };
    sections.iter().map(section).collect()
}

/// The file and the first and last unit of a place.
fn place(span: Span, offsets: &Offsets<'_>) -> Value {
    let (from, to) = offsets.range(span);
    json!([span.file.0, from, to])
}

/// A finding with its place.
pub(super) fn finding(found: &Diagnostic, sources: &Sources, offsets: &Offsets<'_>) -> Value {
    let (line, column) = sources.line_column(found.span.file, found.span.start);
    let fix = found.fix.as_ref().map(|fix| {
        let edit =
            |edit: &crate::diagnostic::Edit| json!({ "at": place(edit.span, offsets), "text": edit.replacement });
        fix.edits.iter().map(edit).collect::<Vec<_>>()
    });
    json!({
        "code": found.code,
        "severity": found.severity,
        "message": found.message,
        "label": found.label,
        "help": found.help,
        "source": found.source,
        "line": line,
        "column": column,
        "at": place(found.span, offsets),
        "fix": fix,
    })
}

/// The count, and for each part under a heading where it stands.
fn count(judged: &Judged) -> Value {
    serde_json::to_value(count_report(&judged.subject())).unwrap_or_default()
}

/// What a form shows.
fn form(judged: &Judged) -> Value {
    fn text(value: Option<&Located<String>>) -> &str {
        value.map_or("", |located| located.value.as_str())
    }
    let facts = &judged.facts;
    let submitters: Vec<Value> = facts
        .submitters
        .iter()
        .map(|submitter| {
            json!({
                "name": text(submitter.name.as_ref()),
                "short_name": text(submitter.short_name.as_ref()),
                "status": submitter.status.as_ref().map(|status| status.value),
                "kind": submitter.kind.as_ref().map(|kind| kind.value),
            })
        })
        .collect();
    json!({
        "submitted_to": text(facts.submitted_to.as_ref()),
        "stage": text(facts.stage.as_ref()),
        "state": text(facts.state.as_ref()),
        "session": text(facts.session.as_ref()),
        "date": facts.date.as_ref().map(|date| date.value.to_string()),
        "language": facts.language.as_ref().map(|language| language.value.code()),
        "title": text(facts.title.as_ref()),
        "subtitle": text(facts.subtitle.as_ref()),
        "submitters": submitters,
    })
}

/// The pages: of each its mark, and its drawing where the page shows it and has another or none.
pub(super) fn pages(judged: &Judged, tools: &Tools, shown: &Shown) -> Value {
    let Judged { document, pages, .. } = judged;
    let (sheets, shapes) = svg::write(document, pages, &tools.fonts);
    let known: BTreeSet<ShapeName> = shown.shapes.iter().filter_map(|name| ShapeName::parse(name)).collect();
    let mut needed: Vec<ShapeName> = Vec::new();
    let mut list = Vec::new();
    for (at, (sheet, page)) in sheets.iter().zip(&pages.pages).enumerate() {
        let mark = mark(&sheet.svg);
        let is_shown = (shown.show.0..shown.show.1).contains(&at);
        let is_there = shown.have.get(at).is_some_and(|have| *have == mark);
        let mut value = json!({ "number": page.number, "mark": mark });
        if is_shown && !is_there {
            value["svg"] = json!(sheet.svg);
            needed.extend(&sheet.shapes);
        }
        list.push(value);
    }
    needed.sort_unstable();
    needed.dedup();
    needed.retain(|name| !known.contains(name));
    json!({
        "width": document.page.width.to_pt(),
        "height": document.page.height.to_pt(),
        "sheets": list,
        "names": needed.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "shapes": shapes.elements(needed),
    })
}

fn mark(svg: &str) -> String {
    let mut hasher = DefaultHasher::new();
    svg.hash(&mut hasher);
    format!("{:x}", hasher.finish())
}
