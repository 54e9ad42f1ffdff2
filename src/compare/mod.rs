//! Compares two Word files: the new one, with tracked changes from the old one.
//!
//! Words are compared one by one, tables cell by cell, notes at their marks. What is not told as a change stays as the new
//! file has it. Before a comparison is given out, it is read both ways: see `proof.rs`.

mod align;
mod blocks;
mod ends;
mod merger;
mod notes;
mod pen;
mod proof;
mod properties;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::copy::{CopyError, Dates, Parts, copy, edited, without_programs};
use crate::read::word::{ChangesRead, Draft, NodeId, Package, PartOfFile, Space, Tree, Unreadable, read};

pub(crate) use align::{Entry, Step, align, segments};
pub(crate) use text::words;

use blocks::blocks;
use merger::Merger;
use pen::{NotePair, Pen};
use proof::{Proof, prove};
use text::Side;

/// Why there is no comparison.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CompareError {
    /// One of the files cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The result cannot be put together.
    #[error(transparent)]
    Copy(#[from] CopyError),
    /// A part that cannot be written with changes.
    #[error("a part of the new file is written in a way that takes no changes")]
    NoPrefix,
    /// The result does not say what it should.
    #[error(
        "accepting and rejecting all changes would not give the two texts, so nothing is written: one of the files has something that `compare` cannot put in or take out, where `{wanted}` would become `{found}`. Take it out of that file, or compare the two in Word (Review, Compare)"
    )]
    NotProven {
        /// What a paragraph should say.
        wanted: String,
        /// What it would say.
        found: String,
    },
}

/// Whether paragraphs that only stand elsewhere are shown as moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moves {
    /// They are.
    Found,
    /// They are taken out at one place and put in at the other.
    Off,
}

/// What was done to a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EditKind {
    /// Words of it are others.
    ParagraphChanged,
    /// It was not there.
    ParagraphAdded,
    /// It is gone.
    ParagraphRemoved,
    /// It stood elsewhere.
    ParagraphMoved,
    /// A row of a table was not there.
    RowAdded,
    /// A row of a table is gone.
    RowRemoved,
    /// A paragraph of a cell was changed.
    CellChanged,
    /// A note has other words.
    NoteChanged,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What was done.
    pub kind: EditKind,
    /// The old words.
    pub old: Option<String>,
    /// The new words.
    pub new: Option<String>,
    /// The paragraph: whether it is one of the old file, and its node.
    place: Option<(bool, NodeId)>,
}

/// A difference with its place as people find it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Difference {
    /// What was done.
    pub kind: EditKind,
    /// The paragraph of the new file, or of the old one for what is gone; `null` in a note.
    pub paragraph: Option<usize>,
    /// Its number as Word shows it.
    pub number: Option<String>,
    /// The heading above it.
    pub heading: Option<String>,
    /// The old words.
    pub old: Option<String>,
    /// The new words.
    pub new: Option<String>,
}

/// A comparison.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The new file with tracked changes; `None` if there is no difference.
    pub bytes: Option<Vec<u8>>,
    /// The differences in the order of the text, those of notes last.
    pub differences: Vec<Difference>,
    /// Words taken out.
    pub words_removed: usize,
    /// Words put in.
    pub words_added: usize,
    /// Whether rejecting all changes also gives each word its old look.
    pub looks_are_proven: bool,
    /// Whether the new file holds programs (macros), which the comparison does not.
    pub programs_left_out: bool,
}

/// One of the two files.
struct Whole {
    main: Side,
    main_name: String,
    /// Footnotes, endnotes: the name of the part and the part.
    notes: [Option<(String, Side)>; 2],
    numbering: BTreeMap<String, String>,
    styles: BTreeSet<String>,
    draft: Draft,
}

const NOTE_KINDS: [&str; 2] = ["footnotes", "endnotes"];

/// A file without tracked changes that is compared.
pub struct Given<'a> {
    /// Its bytes.
    pub bytes: &'a [u8],
    /// What it says, if it was read before.
    pub draft: Option<Draft>,
}

/// Compares two files without tracked changes. `date` stands on each change: `2026-01-16`.
pub fn compare(old: &[u8], new: &[u8], moves: Moves, date: Option<&str>) -> Result<Comparison, CompareError> {
    compare_given(Given { bytes: old, draft: None }, Given { bytes: new, draft: None }, moves, date)
}

/// The same of files that may have been read before.
pub fn compare_given(
    old: Given<'_>,
    new: Given<'_>,
    moves: Moves,
    date: Option<&str>,
) -> Result<Comparison, CompareError> {
    let date = date.map(|date| format!("{date}T00:00:00Z"));
    let old = Whole::read(old.bytes, old.draft)?;
    // A comparison is a new file, and carries no program that came with the other.
    let without = without_programs(new.bytes)?;
    let programs_left_out = without.is_some();
    let new_bytes = without.as_deref().unwrap_or(new.bytes);
    let new = Whole::read(new_bytes, new.draft)?;
    let mut pen = Pen::new(&old.main, &new.main, date.clone(), new.free_id());
    pen.next_note = new.free_note();
    pen.same_numbering = old.numbering.iter().map(|(id, is)| (id.clone(), new.numbering.get(id) == Some(is))).collect();
    pen.styles.clone_from(&new.styles);
    let mut merger = Merger::new(&mut pen, moves);
    let tree = &new.main.tree;
    let (Some(old_body), Some(new_body)) = (body(&old.main.tree), body(tree)) else {
        return Err(Unreadable::NotWord("a Word file without a text").into());
    };
    let inner = tree.inner(new_body);
    let written = merger.body(&blocks(&old.main, old_body), &blocks(&new.main, new_body), inner.clone());
    let mut edits = std::mem::take(&mut merger.edits);
    let mut parts = Parts::new();
    let text = format!("{}{written}{}", &tree.text()[..inner.start], &tree.text()[inner.end..]);
    if text != tree.text() {
        parts.insert(new.main_name.clone(), Some(text.into_bytes()));
    }
    let mut counts = (pen.words_out, pen.words_in, pen.next_id);
    for at in 0..2 {
        let found = note_part(&old, &new, &pen, at, date.clone(), &mut counts)?;
        edits.extend(found.edits);
        if let Some((name, xml)) = found.part {
            if new.notes[at].is_none() {
                add_part(new_bytes, &new.main_name, &name, at, &mut parts)?;
            }
            parts.insert(name, Some(xml.into_bytes()));
        }
    }
    let differences = edits.iter().map(|edit| placed(edit, &old.draft, &new.draft)).collect();
    let (words_removed, words_added, _) = counts;
    if parts.is_empty() {
        // Both say the same, or the program has overlooked something.
        let proof = prove(new_bytes, &old.draft, &new.draft)?;
        let looks_are_proven = holds(proof)?;
        return Ok(Comparison {
            bytes: None,
            differences,
            words_removed,
            words_added,
            looks_are_proven,
            programs_left_out,
        });
    }
    let bytes = copy(new_bytes, parts, Dates::Kept)?;
    let looks_are_proven = holds(prove(&bytes, &old.draft, &new.draft)?)?;
    Ok(Comparison { bytes: Some(bytes), differences, words_removed, words_added, looks_are_proven, programs_left_out })
}

fn holds(proof: Proof) -> Result<bool, CompareError> {
    match proof {
        Proof::Holds => Ok(true),
        Proof::OtherLooks => Ok(false),
        Proof::Fails { wanted, found } => Err(CompareError::NotProven { wanted, found }),
    }
}

/// What came of one kind of notes: the name and text of the part if it changed.
struct NotePart {
    part: Option<(String, String)>,
    edits: Vec<Edit>,
}

fn note_part(
    old: &Whole,
    new: &Whole,
    pen: &Pen<'_>,
    at: usize,
    date: Option<String>,
    (words_out, words_in, next_id): &mut (usize, usize, u64),
) -> Result<NotePart, CompareError> {
    let is_endnote = at == 1;
    let of_kind = |pairs: &'_ [NotePair]| -> Vec<NotePair> {
        pairs.iter().filter(|(kind, ..)| *kind == is_endnote).cloned().collect()
    };
    let (kept, gone) = (of_kind(&pen.kept_notes), of_kind(&pen.gone_notes));
    if let Some((_, side)) = &new.notes[at] {
        let added = pen.added_notes.iter().filter(|(kind, _)| *kind == is_endnote);
        *words_in += notes::words_of(side, &added.map(|(_, id)| id.as_str()).collect::<Vec<_>>());
    }
    let Some((_, old_side)) = &old.notes[at] else { return Ok(NotePart { part: None, edits: Vec::new() }) };
    let made;
    let (name, new_side) = match &new.notes[at] {
        Some((name, side)) => (name.clone(), side),
        None if gone.is_empty() => return Ok(NotePart { part: None, edits: Vec::new() }),
        None => {
            let folder = new.main_name.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
            let name = format!("{folder}{}.xml", NOTE_KINDS[at]);
            made = Side::new(Tree::parse(&name, notes::empty_part(&old_side.tree).as_bytes())?, BTreeMap::new())?;
            (name, &made)
        }
    };
    let (kept, gone): (Vec<&NotePair>, Vec<&NotePair>) = (kept.iter().collect(), gone.iter().collect());
    let written = notes::notes(old_side, new_side, &kept, &gone, pen, date, *next_id);
    *words_out += written.words_out;
    *words_in += written.words_in;
    *next_id = written.next_id;
    Ok(NotePart { part: written.xml.map(|xml| (name, xml)), edits: written.edits })
}

/// Makes a part of notes known to a file that had none.
fn add_part(bytes: &[u8], main: &str, name: &str, at: usize, parts: &mut Parts) -> Result<(), CompareError> {
    let mut package = Package::open(bytes)?;
    let kind = NOTE_KINDS[at];
    let (folder, file) = main.rsplit_once('/').map_or((String::new(), main), |(a, b)| (format!("{a}/"), b));
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let arrow = format!("<Relationship Id=\"rIdNotes{at}\" Type=\"{office}/{kind}\" Target=\"{kind}.xml\"/>");
    let content = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let entry = format!("<Override PartName=\"/{name}\" ContentType=\"{content}.{kind}+xml\"/>");
    for (part, added) in [(format!("{folder}_rels/{file}.rels"), arrow), ("[Content_Types].xml".to_owned(), entry)] {
        let Some(tree) = package.tree(&part)? else { continue };
        let end = tree.inner(tree.root()).end;
        let text = edited(tree.text(), vec![(end..end, added)]);
        let written = package.names().find(|known| known.eq_ignore_ascii_case(&part)).unwrap_or(&part).to_owned();
        parts.insert(written, Some(text.into_bytes()));
    }
    Ok(())
}

fn body(tree: &Tree) -> Option<NodeId> {
    tree.child(tree.root(), Space::Word, "body")
}

fn placed(edit: &Edit, old: &Draft, new: &Draft) -> Difference {
    let place = edit.place.and_then(|(is_old, node)| {
        let draft = if is_old { old } else { new };
        draft.places.iter().find(|place| place.part == PartOfFile::Text && place.node == Some(node))
    });
    Difference {
        kind: edit.kind,
        paragraph: place.map(|place| place.paragraph).filter(|number| *number > 0),
        number: place.and_then(|place| place.number.clone()),
        heading: place.and_then(|place| place.heading.clone()),
        old: edit.old.clone(),
        new: edit.new.clone(),
    }
}

impl Side {
    fn new(tree: Tree, pictures: BTreeMap<String, u64>) -> Result<Side, CompareError> {
        let start = tree.range(tree.root()).start;
        let tag = tree.text()[start + 1..].split([' ', '>', '/', '\n', '\r', '\t']).next().unwrap_or("");
        let prefix = tag.split_once(':').map(|(prefix, _)| format!("{prefix}:"));
        Ok(Side { prefix: prefix.ok_or(CompareError::NoPrefix)?, tree, pictures })
    }
}

impl Whole {
    fn read(bytes: &[u8], draft: Option<Draft>) -> Result<Whole, CompareError> {
        let mut package = Package::open(bytes)?;
        let main_name = package.main().to_owned();
        let relationships = package.relationships(&main_name)?;
        let main = Whole::side(&mut package, &main_name)?.ok_or(Unreadable::NotWord("a zip file"))?;
        let mut notes = [None, None];
        let mut numbering = BTreeMap::new();
        let mut styles = BTreeSet::new();
        for relationship in relationships.iter().filter(|one| !one.is_external) {
            if let Some(at) = NOTE_KINDS.iter().position(|kind| *kind == relationship.kind) {
                let side = Whole::side(&mut package, &relationship.target)?;
                let written = package.names().find(|name| name.eq_ignore_ascii_case(&relationship.target));
                let name = written.unwrap_or(&relationship.target).to_owned();
                notes[at] = side.map(|side| (name, side));
            } else if relationship.kind == "numbering"
                && let Some(tree) = package.tree(&relationship.target)?
            {
                numbering = numbering_of(&tree);
            } else if relationship.kind == "styles"
                && let Some(tree) = package.tree(&relationship.target)?
            {
                let ids = tree.children(tree.root()).filter_map(|node| tree.word(node, "styleId"));
                styles.extend(ids.map(|id| id.into_owned()));
            }
        }
        let draft = draft.map_or_else(|| read(bytes, ChangesRead::Accepted), Ok)?;
        let main_name =
            package.names().find(|name| name.eq_ignore_ascii_case(&main_name)).unwrap_or(&main_name).to_owned();
        Ok(Whole { main, main_name, notes, numbering, styles, draft })
    }

    fn side(package: &mut Package<'_>, name: &str) -> Result<Option<Side>, CompareError> {
        let Some(tree) = package.tree(name)? else { return Ok(None) };
        let mut pictures = BTreeMap::new();
        for relationship in package.relationships(name)?.iter().filter(|one| one.kind == "image" && !one.is_external) {
            let mut hasher = DefaultHasher::new();
            package.part(&relationship.target)?.hash(&mut hasher);
            pictures.insert(relationship.id.clone(), hasher.finish());
        }
        Side::new(tree, pictures).map(Some)
    }

    fn trees(&self) -> impl Iterator<Item = &Tree> {
        let notes = self.notes.iter().flatten().map(|(_, side)| &side.tree);
        std::iter::once(&self.main.tree).chain(notes)
    }

    /// An id above all others of the texts.
    fn free_id(&self) -> u64 {
        let ids =
            self.trees().flat_map(|tree| tree.all().filter_map(|node| tree.word(node, "id")?.parse::<u64>().ok()));
        ids.filter(|id| *id < 1_000_000_000).max().unwrap_or(0) + 1
    }

    /// An id above those of all notes.
    fn free_note(&self) -> u64 {
        let trees = self.notes.iter().flatten().map(|(_, side)| &side.tree);
        let ids = trees
            .flat_map(|tree| tree.children(tree.root()).filter_map(|node| tree.word(node, "id")?.parse::<u64>().ok()));
        ids.filter(|id| *id < 1_000_000_000).max().unwrap_or(0) + 1
    }
}

/// What each instance of numbering is: its own text and that of its definition.
fn numbering_of(tree: &Tree) -> BTreeMap<String, String> {
    let children: Vec<NodeId> = tree.children(tree.root()).collect();
    let text = |node: NodeId| &tree.text()[tree.range(node)];
    let mut definitions: BTreeMap<_, NodeId> = BTreeMap::new();
    for node in &children {
        if let Some(id) = tree.word(*node, "abstractNumId") {
            definitions.entry(id).or_insert(*node);
        }
    }
    let instances = children.iter().filter(|node| tree.is(**node, Space::Word, "num"));
    let known = instances.filter_map(|node| {
        let id = tree.word(*node, "numId")?.into_owned();
        let of = tree.value_of(*node, "abstractNumId").unwrap_or_default();
        let definition = definitions.get(&of).map_or("", |node| text(*node));
        Some((id, format!("{}{definition}", text(*node))))
    });
    known.collect()
}
