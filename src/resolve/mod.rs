//! Resolves a [`Spec`] into a [`Document`]: every number, label, note and reference is decided.

mod blocks;
mod cell_list;
mod citations;
mod contents;
mod cover;
mod inlines;
mod lists;
mod notes;
mod page;
mod parts;
mod references;
mod symbols;
mod tables;
#[cfg(test)]
mod tests;
mod title;

use std::collections::BTreeMap;

use self::citations::Cited;
use self::contents::Entry;
pub use self::cover::cover_page;
use self::lists::{Counters, annex_definition, item_list_definitions};
use self::page::identifier;
use self::references::Targets;
use crate::diagnostic::{Diagnostic, Warned};
use crate::document::{Document, Image, ImageId, LinkTarget, Note, PageSetup, PartKind, RefPiece, Role, StyleSheet};
use crate::facts::article::Article;
use crate::facts::language::{Labels, LanguageTag};
use crate::facts::profile::Profile;
use crate::read::{ListStyle, Spec};

/// What the caller decides about a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BuildOptions {
    /// Whether the pages say that this is a draft.
    pub draft: bool,
}

/// Decides everything about a report but its page numbers.
pub fn build(spec: &Spec, profile: &Profile, labels: &Labels, options: &BuildOptions) -> Warned<Document> {
    let mut builder = Builder::new(spec, profile, labels, options);
    let mut parts = builder.parts();
    builder.check_references();
    let Builder { mut notes, links, images, counters, mut targets, mut diagnostics, page, state, .. } = builder;

    let resolved = targets.resolve(labels, &mut diagnostics);
    let content_count = references::settle(&mut parts, &mut notes, &resolved);
    diagnostics.sort_by_key(|diagnostic| diagnostic.span);

    let mut document = Document {
        language: labels.language,
        note_mark: labels.note_mark,
        direction: labels.language.direction(),
        metadata: page::metadata(spec, profile, labels, state.as_deref()),
        page,
        parts,
        notes,
        links,
        bookmarks: resolved.bookmarks,
        images,
        lists: counters.definitions,
        styles: StyleSheet::new(profile.typography).for_language(labels.language).without(profile.forbidden_emphasis()),
        content_count,
    };
    document.metadata.identifier = identifier(&document);
    Warned::new(document, diagnostics)
}

/// What is known while a document is being built.
struct Builder<'a> {
    spec: &'a Spec,
    profile: &'a Profile,
    labels: &'a Labels,
    /// The name of the State, or its code where it has no name.
    state: Option<String>,
    page: PageSetup,
    counters: Counters,
    targets: Targets,
    notes: Vec<Note>,
    /// What was cited so far.
    cited: Cited<'a>,
    links: Vec<LinkTarget>,
    /// How many document symbols were made links.
    linked_symbols: usize,
    images: Vec<Image>,
    /// Which pictures are already among the images.
    image_of: BTreeMap<usize, ImageId>,
    tables: u32,
    figures: u32,
    place: Place,
    /// Headings seen so far, for the contents.
    entries: Vec<Entry>,
    diagnostics: Vec<Diagnostic>,
}

/// Where in the report the next block stands.
struct Place {
    /// The part.
    kind: PartKind,
    /// The number of the last numbered paragraph, over all parts that count on.
    paragraph: u32,
    /// That number as references show it; `None` before the first numbered paragraph of the part.
    paragraph_number: Option<RefPiece>,
    /// The headings above, by level.
    headings: [HeadingAbove; 5],
    /// The treaty articles that the headings above name, by level.
    articles: [Vec<Article>; 5],
    /// The styles of the lists around, outermost first.
    lists: Vec<ListStyle>,
    /// The marks of the items around, outermost first, as references show them.
    marks: Vec<RefPiece>,
    /// The role of paragraphs in the item around; `None` outside of lists.
    item: Option<Role>,
    /// The language of the block around, where it says one.
    language: Option<LanguageTag>,
}

/// The last numbered heading of a level.
#[derive(Clone, Default)]
struct HeadingAbove {
    /// How many there have been since the last heading of an outer level.
    count: u32,
    /// Its number as references show it.
    number: Option<RefPiece>,
}

impl Place {
    fn new(kind: PartKind) -> Place {
        Place {
            kind,
            paragraph: 0,
            paragraph_number: None,
            headings: Default::default(),
            articles: Default::default(),
            lists: Vec::new(),
            marks: Vec::new(),
            item: None,
            language: None,
        }
    }

    /// The articles that a text speaks of which names none itself: those of the nearest heading that names some.
    fn articles(&self) -> Vec<Article> {
        self.articles.iter().rev().find(|articles| !articles.is_empty()).cloned().unwrap_or_default()
    }

    /// Whether paragraphs and headings have numbers here.
    fn numbers(&self) -> bool {
        match self.kind {
            PartKind::Body | PartKind::Annex => true,
            PartKind::Cover
            | PartKind::Title
            | PartKind::Profile
            | PartKind::Contents
            | PartKind::Summary
            | PartKind::Sources => false,
        }
    }
}

impl<'a> Builder<'a> {
    fn new(spec: &'a Spec, profile: &'a Profile, labels: &'a Labels, options: &BuildOptions) -> Builder<'a> {
        let mut lists = item_list_definitions(&labels.marks);
        lists.extend(annex_definition(spec.annexes.len(), labels));
        let state =
            spec.submission.state.as_ref().map(|code| labels.state(&code.value).unwrap_or_else(|| code.value.clone()));
        Builder {
            spec,
            profile,
            labels,
            page: page::setup(spec, profile, labels, *options, state.as_deref()),
            state,
            counters: Counters::new(lists),
            targets: Targets::default(),
            notes: Vec::new(),
            cited: Cited::new(labels),
            links: Vec::new(),
            linked_symbols: 0,
            images: Vec::new(),
            image_of: BTreeMap::new(),
            tables: 0,
            figures: 0,
            place: Place::new(PartKind::Title),
            entries: Vec::new(),
            diagnostics: Vec::new(),
        }
    }
}
