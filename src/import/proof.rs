//! What an import looks at before it is given: that its pictures can be used, and that no word is lost without a word.

use std::collections::{BTreeMap, BTreeSet};

use super::Imported;
use super::tell::{Finding, quoted};
use crate::diagnostic::{Code, Diagnostic, Warned};
use crate::read::word::{Draft, PlaceId};
use crate::read::{self, Block, DirectionControls, Inline, Spec};
use crate::source::Sources;

/// A report that was read.
pub(crate) struct Parsed {
    pub(crate) sources: Sources,
    pub(crate) spec: Spec,
    pub(crate) findings: Vec<Diagnostic>,
}

/// Reads the report of an import.
pub(super) fn parsed(imported: &Imported, name: &str) -> Parsed {
    let mut sources = Sources::default();
    sources.add(name, imported.yaml.as_str());
    let read = |name: &str| {
        let found = imported.pictures.iter().find(|(known, _)| known == name);
        found.map(|(_, bytes)| bytes.clone()).ok_or_else(|| "there is no such file".to_owned())
    };
    let Warned { value: spec, diagnostics: findings } = read::parse(&mut sources, &read, DirectionControls::Refused);
    Parsed { sources, spec, findings }
}

/// The pictures that a report cannot have, by name.
pub(super) fn refused_pictures(imported: &Imported, spec: &Spec) -> BTreeSet<String> {
    let used: BTreeSet<&str> = spec.pictures.iter().map(|picture| picture.path.value.as_str()).collect();
    imported.pictures.iter().map(|(name, _)| name).filter(|name| !used.contains(name.as_str())).cloned().collect()
}

/// Compares the words of the Word file with those of the report, and tells which are missing.
pub(super) fn prove(draft: &Draft, spec: &Spec, imported: &mut Imported) {
    let mut there: BTreeMap<String, usize> = BTreeMap::new();
    let mut add = |text: &str| {
        for word in words(text) {
            *there.entry(word).or_default() += 1;
        }
    };
    add(&spoken(spec));
    // First page and removed numbers stand in comments or are made anew.
    imported.kept.iter().for_each(|text| add(text));
    let (mut all, mut carried) = (0, 0);
    let notes = draft.notes.iter().flat_map(|note| &note.paragraphs);
    let mut missing: Vec<(PlaceId, Vec<String>)> = Vec::new();
    for paragraph in draft.paragraphs().chain(notes) {
        let mut lost = Vec::new();
        for word in words(&paragraph.text()) {
            all += 1;
            match there.get_mut(&word).filter(|count| **count > 0) {
                Some(count) => {
                    *count -= 1;
                    carried += 1;
                }
                None => lost.push(word),
            }
        }
        if !lost.is_empty() {
            missing.push((paragraph.place, lost));
        }
    }
    imported.words = all;
    imported.carried = carried;
    for (place, lost) in missing {
        let message = format!("the words {} are not in the report", quoted(&lost.join(" ")));
        let help = "write them where they belong";
        imported.findings.push(Finding::warning(Code::WordNotCarried, Some(place), message, help));
    }
}

/// The words of a text: runs of letters and digits, as they are compared.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned)
}

/// All words of a report, notes, captions and descriptions included.
fn spoken(spec: &Spec) -> String {
    let mut all = String::new();
    let located = [&spec.submission.title, &spec.submission.subtitle, &spec.submission.session].into_iter().flatten();
    located.for_each(|value| push(&mut all, &value.value));
    for submitter in &spec.submission.submitters {
        for value in [&submitter.name, &submitter.short_name].into_iter().flatten() {
            push(&mut all, &value.value);
        }
        let contact = &submitter.contact;
        for line in
            [&contact.person, &contact.email, &contact.phone, &contact.address, &contact.website].into_iter().flatten()
        {
            push(&mut all, &line.value);
        }
    }
    blocks(spec.profiles.iter().flat_map(|profile| &profile.text.value), &mut all);
    blocks(spec.summary.iter().chain(&spec.body).flat_map(|part| &part.value), &mut all);
    for annex in &spec.annexes {
        inlines(&annex.title, &mut all);
        blocks(&annex.body, &mut all);
    }
    all
}

fn push(all: &mut String, words: &str) {
    all.push_str(words);
    all.push(' ');
}

fn blocks<'s>(blocks: impl IntoIterator<Item = &'s Block>, all: &mut String) {
    for block in blocks {
        block.texts().into_iter().for_each(|content| inlines(content, all));
        for item in block.items() {
            // A typed mark is written anew.
            item.typed_mark.iter().for_each(|mark| push(all, &mark.value));
            self::blocks(&item.blocks, all);
        }
    }
}

fn inlines(content: &[Inline], all: &mut String) {
    // The words of a note may stand in the middle of a word: they come after the paragraph.
    let mut notes = String::new();
    inline(content, all, &mut notes);
    all.push(' ');
    all.push_str(&notes);
}

fn inline(content: &[Inline], all: &mut String, notes: &mut String) {
    for piece in content {
        match piece {
            Inline::Text(words, _) | Inline::Superscript(words, _) | Inline::Subscript(words, _) => all.push_str(words),
            Inline::Emphasis(content, _) | Inline::Strong(content, _) => inline(content, all, notes),
            Inline::Link { content, address, .. } => {
                inline(content, all, notes);
                // A note with the address alone is made anew.
                notes.push_str(&format!(" {address} "));
            }
            Inline::Passage { content, .. } => inline(content, all, notes),
            Inline::Note { paragraphs, .. } => paragraphs.iter().for_each(|content| inlines(content, notes)),
            Inline::Reference { pieces, .. } => {
                for piece in pieces {
                    match piece {
                        read::ReferencePiece::Text(words, _) => all.push_str(words),
                        read::ReferencePiece::Target(_) => all.push(' '),
                    }
                }
            }
            // No Word file has sources by name.
            Inline::Mention { .. } | Inline::LineBreak(_) => all.push(' '),
        }
    }
}
