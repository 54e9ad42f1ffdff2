//! Writes the report: keys, comments, and the Markdown of each part.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::blocks::{Blocks, PartLook, Written};
use super::escape::Setting;
use super::frame::{self, Frame, one_line};
use super::inline::Inlines;
use super::parts::{self, Parts, annex_title, heading};
use super::plan::{Plan, file_name, plan, targets};
use super::tell::{self, Finding};
use super::{Imported, Options, typed};
use crate::diagnostic::Code;
use crate::facts::language::{Labels, Language};
use crate::read::word::{Draft, HeadingBy, Item, PlaceId};

/// An import that is made.
pub(super) struct Import<'d> {
    draft: &'d Draft,
    options: &'d Options<'d>,
    refused: BTreeSet<usize>,
    text: String,
    places: Vec<(Range<usize>, PlaceId)>,
    findings: Vec<Finding>,
    kept: Vec<String>,
}

impl<'d> Import<'d> {
    pub(super) fn new(draft: &'d Draft, options: &'d Options<'d>) -> Import<'d> {
        let (refused, places, findings, kept) = (BTreeSet::new(), Vec::new(), Vec::new(), Vec::new());
        Import { draft, options, refused, text: String::new(), places, findings, kept }
    }

    /// Leaves pictures out.
    pub(super) fn without(&mut self, names: &BTreeSet<String>) {
        for (at, picture) in self.draft.pictures.iter().enumerate() {
            if file_name(at, &picture.bytes, self.options.folder).is_some_and(|name| names.contains(&name)) {
                self.refused.insert(at);
            }
        }
    }

    pub(super) fn report(&mut self) -> Imported {
        let mut removed = Vec::new();
        let draft = match typed::notes(self.draft, &mut self.findings, &mut removed) {
            Some(changed) => Cow::Owned(changed),
            None => Cow::Borrowed(self.draft),
        };
        let draft = draft.as_ref();
        let language = frame::language(draft, &mut self.findings);
        let Ok(labels) = Labels::load(language) else { return self.imported(language, Vec::new()) };
        let parts = parts::split(draft, self.options);
        let frame = frame::frame(&parts.front, labels, self.options.body, draft);
        let all_labels = Language::ALL.into_iter().filter_map(|language| Labels::load(language).ok()).collect();
        let plan = plan(draft, self.options, labels, all_labels, &parts, self.refused.clone(), &mut self.findings);
        let mut inlines = inlines(draft, language, &plan);
        // References are found first, so that only what is pointed at has a name.
        let _ = all_parts(&plan, &parts, &mut inlines, &mut Vec::new());
        inlines = Inlines { used: std::mem::take(&mut inlines.used), ..self::inlines(draft, language, &plan) };
        let written = all_parts(&plan, &parts, &mut inlines, &mut removed);
        self.keys(&plan, &frame, &parts, language);
        self.comments(draft);
        self.parts(&written, &frame);
        self.findings.append(&mut inlines.findings);
        self.findings.extend(tell::on_the_line(&inlines.on_the_line));
        self.guessed_headings(draft);
        self.kept.append(&mut removed);
        self.kept.append(&mut inlines.kept);
        self.kept.extend(frame.rest.into_iter().chain(frame.known).chain(parts.known));
        self.kept.extend(
            frame.submitters.into_iter().filter_map(|one| plan.labels.status(one.status?.0).map(str::to_owned)),
        );
        let pictures = pictures(&plan);
        self.imported(language, pictures)
    }

    fn imported(&mut self, language: Language, pictures: Vec<(String, Vec<u8>)>) -> Imported {
        Imported {
            yaml: std::mem::take(&mut self.text),
            pictures,
            places: std::mem::take(&mut self.places),
            findings: std::mem::take(&mut self.findings),
            language,
            words: 0,
            carried: 0,
            kept: std::mem::take(&mut self.kept),
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn keys(&mut self, plan: &Plan<'_>, frame: &Frame, parts: &Parts<'_>, language: Language) {
        let given = |key: &str| self.options.keys.iter().any(|line| line.starts_with(&format!("{key}:")));
        let mut lines = Vec::new();
        lines.push("# Made from a Word file. Lines with # are notes to you and are not printed.".to_owned());
        let body = self.options.body.or(frame.keys.get("submitted_to").map(String::as_str));
        match body {
            Some(body) => lines.push(format!("submitted_to: {body}")),
            None => {
                lines.push("submitted_to: generic   # write the body here; `assemble bodies` lists them".to_owned())
            }
        }
        lines.extend(self.options.keys.iter().cloned());
        for key in ["stage", "agenda_item", "state", "session", "date", "confidential", "keywords", "supporters"] {
            match frame.keys.get(key) {
                Some(value) if !given(key) => lines.push(format!("{key}: {value}")),
                _ => {}
            }
        }
        if let (Some((state, from)), false) = (&frame.guessed_state, frame.keys.contains_key("state") || given("state"))
        {
            let from = comment(from);
            lines.push(format!("# state: {state}   # guessed from “{from}”; remove the first # if it is right"));
        }
        lines.push(format!("language: {}", language.code()));
        let title = frame.title.clone().or_else(|| plan.draft.properties.title.clone()).map(|title| printable(&title));
        match title.filter(|title| !title.is_empty()) {
            Some(title) => lines.push(format!("title: {}", scalar(&title))),
            None => lines.push("title: Title of the report   # write the title here".to_owned()),
        }
        if let Some(subtitle) = &frame.subtitle {
            lines.push(format!("subtitle: {}", scalar(&printable(subtitle))));
        }
        if plan.draft.losses.iter().any(|loss| loss.kind == crate::read::word::LossKind::Contents) {
            lines.push("contents: true".to_owned());
        }
        lines.extend(frame.cover.map(|cover| format!("cover: {cover}")));
        if !frame.rest.is_empty() {
            lines.push("# The first page of the Word file also says:".to_owned());
            lines.extend(frame.rest.iter().map(|line| format!("#   {}", comment(line))));
            let place = parts.front.first().map(|first| first.place);
            let message = format!(
                "{} of the first page are comments in the report",
                crate::diagnostic::counted(frame.rest.len(), "line", "lines")
            );
            let help = "write them where they belong: `submitted_by`, `state`, `session`, `date`";
            self.findings.push(Finding::info(Code::WordFirstPage, place, message, help));
        }
        for line in lines {
            self.line(&line);
        }
    }

    /// What partners noted in the Word file.
    fn comments(&mut self, draft: &Draft) {
        if draft.comments.is_empty() {
            return;
        }
        self.line("# Comments in the Word file:");
        for one in &draft.comments {
            let place = one.place.map(|place| draft.place(place).to_string()).unwrap_or_else(|| "the file".to_owned());
            let line = format!("#   {}, at {}: {}", comment(&one.author), comment(&place), comment(&one.text));
            self.line(&line);
            let message = format!(
                "a comment of {} is carried as a note in the report: {}",
                comment(&one.author),
                tell::quoted(&one.text)
            );
            self.findings.push(Finding::info(Code::WordComment, one.place, message, "answer it, and delete it"));
        }
    }

    fn parts(&mut self, written: &AllParts, frame: &Frame) {
        self.line("submitted_by:");
        let given = self.options.submitters;
        if frame.submitters.is_empty() {
            given.iter().for_each(|line| self.line(line));
        }
        if frame.submitters.is_empty() && given.is_empty() {
            self.line("  - name: Name of your organization   # write your name here");
        }
        for (at, submitter) in frame.submitters.iter().enumerate() {
            self.line(&format!("  - name: {}", scalar(&printable(&submitter.name))));
            if let Some(short) = &submitter.short_name {
                self.line(&format!("    short_name: {}", scalar(&printable(short))));
            }
            if let Some((_, status)) = submitter.status {
                self.line(&format!("    status: {status}"));
            }
            if let Some(profile) = written.profiles.get(at).filter(|profile| !profile.is_empty()) {
                self.block("    profile: |", 6, profile);
            }
        }
        if !written.summary.is_empty() {
            self.block("summary: |", 2, &written.summary);
        }
        if written.body.is_empty() {
            self.line("body: |\n  The text.");
        } else {
            self.block("body: |", 2, &written.body);
        }
        if !written.annexes.is_empty() {
            self.line("annexes:");
        }
        for annex in &written.annexes {
            self.line(&format!("  - title: {}", scalar(&annex.title)));
            if let Some(id) = &annex.id {
                self.line(&format!("    id: {id}"));
            }
            if annex.is_turned {
                self.line("    landscape: true");
            }
            if annex.blocks.is_empty() {
                // An annex of our own files has at least a break.
                let text = if self.draft.properties.is_ours { "{page_break}" } else { "The text of the annex." };
                self.line(&format!("    body: |\n      {text}"));
            } else {
                self.block("    body: |", 6, &annex.blocks);
            }
        }
    }

    /// A key with a text of Markdown.
    fn block(&mut self, key: &str, indent: usize, blocks: &[Written]) {
        self.line(key);
        let indent = " ".repeat(indent);
        let mut before_caption = false;
        for (at, (text, place)) in blocks.iter().enumerate() {
            if at > 0 && !before_caption {
                self.text.push('\n');
            }
            before_caption = false;
            let start = self.text.len();
            for line in text.lines() {
                if line.trim().is_empty() {
                    self.text.push('\n');
                } else {
                    self.line(&format!("{indent}{line}"));
                }
            }
            self.places.push((start..self.text.len(), *place));
        }
    }

    fn guessed_headings(&mut self, draft: &Draft) {
        for paragraph in draft.paragraphs() {
            if paragraph.heading.is_some_and(|heading| heading.by == HeadingBy::Look)
                && heading(paragraph, self.options).is_some()
            {
                let message = "the paragraph is taken for a heading by its look";
                let help = "if it is not a heading, remove `#` in the report; `--headings real` takes only those with a heading style";
                self.findings.push(Finding::info(Code::WordHeading, Some(paragraph.place), message, help));
            }
        }
    }
}

/// The Markdown of all parts.
struct AllParts {
    profiles: Vec<Vec<Written>>,
    summary: Vec<Written>,
    body: Vec<Written>,
    annexes: Vec<Annex>,
}

/// An annex.
struct Annex {
    title: String,
    id: Option<String>,
    is_turned: bool,
    blocks: Vec<Written>,
}

fn inlines<'d>(draft: &'d Draft, language: Language, plan: &Plan<'_>) -> Inlines<'d> {
    Inlines {
        draft,
        language,
        targets: targets(draft, plan),
        used: BTreeSet::new(),
        notes: Vec::new(),
        next_note: 1,
        findings: Vec::new(),
        pictures: Vec::new(),
        kept: Vec::new(),
        is_heading: false,
        base: Default::default(),
        closing: None,
        on_the_line: Vec::new(),
        in_notes: Vec::new(),
    }
}

fn all_parts<'d>(plan: &Plan<'d>, parts: &Parts<'d>, inlines: &mut Inlines<'d>, removed: &mut Vec<String>) -> AllParts {
    let profiles =
        parts.profiles.iter().map(|(_, items)| one_part(plan, items, inlines, removed, PartLook::default())).collect();
    let summary = one_part(plan, &parts.summary, inlines, removed, PartLook::default());
    let numbered = PartLook { is_numbered: true, is_turned: false };
    let body = one_part(plan, &parts.body, inlines, removed, numbered);
    let mut annexes = Vec::new();
    for (title, items) in &parts.annexes {
        let text = title.text();
        let label = annex_label(&text, &plan.all_labels);
        removed.extend(text.chars().take(label).collect::<String>().split_whitespace().map(str::to_owned));
        let id = plan.ids.get(&title.place).filter(|id| inlines.used.contains(*id)).cloned();
        inlines.is_heading = true;
        let short = inlines.paragraph(title, label, Setting::Title).replace("<br>", " ");
        inlines.is_heading = false;
        let is_turned = plan.turned.contains(&title.place)
            && items.iter().all(|item| match item {
                Item::Paragraph(paragraph) => paragraph.is_blank() || plan.turned.contains(&paragraph.place),
                Item::Table(table) => plan.turned.contains(&table.place),
            });
        let title = printable(&short);
        let blocks = one_part(plan, items, inlines, removed, PartLook { is_turned, ..numbered });
        annexes.push(Annex { title, id, is_turned, blocks });
    }
    AllParts { profiles, summary, body, annexes }
}

/// How many characters of the title of an annex are label and number, which the program writes itself.
fn annex_label(text: &str, all: &[&Labels]) -> usize {
    let short = all.iter().find_map(|labels| annex_title(text, labels)).unwrap_or(text);
    // A title that is nothing but its label stays.
    if short.trim().is_empty() { 0 } else { text.chars().count() - short.chars().count() }
}

fn one_part<'d>(
    plan: &Plan<'d>,
    items: &[&'d Item],
    inlines: &mut Inlines<'d>,
    removed: &mut Vec<String>,
    look: PartLook,
) -> Vec<Written> {
    inlines.notes.clear();
    let first = inlines.next_note;
    let mut blocks = Blocks::new(plan, inlines, removed, look).items(items);
    for (mark, (note, text)) in (first..).zip(std::mem::take(&mut inlines.notes)) {
        let place = plan.draft.notes.get(note).and_then(|note| note.paragraphs.first()).map(|first| first.place);
        let text = if text.is_empty() { "\u{2014}".to_owned() } else { text };
        blocks.push((format!("[^{mark}]: {text}"), place.unwrap_or_default()));
    }
    blocks
}

/// The pictures without what cameras and programs write into them.
fn pictures(plan: &Plan<'_>) -> Vec<(String, Vec<u8>)> {
    use crate::picture::Clean;
    let mut found: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for (at, picture) in plan.draft.pictures.iter().enumerate() {
        let Some(name) = plan.file_of(at) else { continue };
        // What cannot be cleaned is refused when the report is read, and then left out.
        let clean = Clean::new(&picture.bytes).map(|clean| clean.to_vec());
        found.insert(name, clean.unwrap_or_default());
    }
    found.into_iter().collect()
}

/// A text on one line, as a value of YAML.
fn scalar(text: &str) -> String {
    let first = text.chars().next();
    let plain = first.is_some_and(char::is_alphabetic)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !text.contains(['"', '\\', '{', '}', '[', ']', '\u{85}', '\u{A0}'])
        && !matches!(text.to_lowercase().as_str(), "true" | "false" | "yes" | "no" | "null" | "on" | "off");
    if plain { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

/// A text that stands in a comment of YAML.
pub(crate) fn comment(text: &str) -> String {
    printable(&one_line(text))
}

/// A text without signs that show nothing.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{FEFF}' | '\u{FFFC}'..='\u{FFFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{E000}'..='\u{F8FF}')).collect()
}

#[cfg(test)]
mod tests {
    use super::scalar;

    #[test]
    fn values_that_yaml_would_misread_stand_in_quotes() {
        assert_eq!(scalar("Report on housing"), "Report on housing");
        assert_eq!(scalar("Housing: a right"), "\"Housing: a right\"");
        assert_eq!(scalar("- no"), "\"- no\"");
        assert_eq!(scalar("NO"), "\"NO\"");
    }
}
