//! Reads the bytes of a Word file as a [`Draft`]: what it says, with the places people can find in Word, and what was not
//! carried.
//!
//! Each word of the file is either in the draft or in one of its [`Loss`]es; `law.rs` looks at that in each run.

mod chart;
mod contents;
mod draft;
mod fields;
mod headings;
mod law;
mod looks;
mod numbering;
mod package;
mod people;
mod place;
mod repeated;
mod runs;
mod shared;
mod styles;
mod tables;
mod tree;
mod walk;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

pub use draft::{
    Cell, Change, ChangeKind, ChangesRead, Comment, ContentsLine, Draft, Heading, HeadingBy, Item, Loss, LossKind,
    Note, Paragraph, ParagraphLook, PartOfFile, Picture, Piece, Place, PlaceId, Position, Properties, Row, RunLook,
    Section, Table,
};
pub use looks::Looks;
pub use numbering::{Number, NumberFormat};
pub(crate) use package::UNPACKED;
pub use package::{Package, Relationship};
pub use tree::{NodeId, Space, Tree, is_on};

use numbering::Numbering;
use shared::{Shared, Stray};
use styles::{Styles, ThemeFonts};
use walk::Walker;
pub use walk::alternative;

/// The most paragraphs of a part, those of tables included: five times as many as a report may have.
const PARAGRAPHS: usize = 100_000;

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The format before 2007, or a password: both begin with the same bytes.
    #[error(
        "it is an old Word file (.doc) or has a password: open it in Word or LibreOffice, and save it as a Word document (.docx) without a password"
    )]
    OldOrLocked,
    /// Something else.
    #[error("it is {0}, not a Word document: open it in Word or LibreOffice, and save it as a Word document (.docx)")]
    NotWord(&'static str),
    /// It is cut off or changed by something that does not know the format.
    #[error("the Word file is damaged: {0}; open it in Word or LibreOffice, and save it again")]
    Damaged(String),
    /// It is larger or deeper than is read.
    #[error("{0}; no report is that large")]
    Limit(String),
}

impl Unreadable {
    fn damaged(part: &str, reason: &str) -> Unreadable {
        Unreadable::Damaged(format!("{part}: {reason}"))
    }

    fn limit(reason: String) -> Unreadable {
        Unreadable::Limit(reason)
    }
}

/// Whether bytes are those of a Word file, old ones included: what `check` and others look at before the name.
pub fn is_word_file(bytes: &[u8]) -> bool {
    !matches!(Package::open(bytes), Err(Unreadable::NotWord(_)))
}

/// How often a file is read anew without the marks that begin a field and that nothing ends.
const READINGS: usize = 3;

/// Reads a Word file.
///
/// A field that nothing ends would take the rest of its text with it. Only the end of the text shows that there is none: then
/// the file is read anew, and the mark begins nothing.
pub fn read(bytes: &[u8], changes: ChangesRead) -> Result<Draft, Unreadable> {
    let mut stray = Stray::new();
    let (mut draft, mut unclosed) = read_without(bytes, changes, stray.clone())?;
    for _ in 1..READINGS {
        if unclosed.is_empty() {
            break;
        }
        stray.append(&mut unclosed);
        (draft, unclosed) = read_without(bytes, changes, stray.clone())?;
    }
    Ok(draft)
}

fn read_without(bytes: &[u8], changes: ChangesRead, stray: Stray) -> Result<(Draft, Stray), Unreadable> {
    let mut package = Package::open(bytes)?;
    let main_name = package.main().to_owned();
    let relationships = package.relationships(&main_name)?;
    let target = |kind: &str| relationships.iter().find(|one| one.kind == kind && !one.is_external);
    let mut tree = |kind: &str| match target(kind) {
        Some(found) => package.tree(&found.target),
        None => Ok(None),
    };
    let fonts = tree("theme")?.map(|theme| theme_fonts(&theme)).unwrap_or_default();
    let styles = tree("styles")?.map_or_else(Styles::default, |styles| Styles::read(&styles, fonts));
    let numbering = tree("numbering")?.map_or_else(Numbering::default, |numbering| Numbering::read(&numbering));
    let mut shared = Shared::new(styles, numbering, changes, stray);
    let Some(main) = package.tree(&main_name)? else { return Err(Unreadable::NotWord("a zip file")) };
    admit(&main)?;
    let mut walker = Walker::new(&main, PartOfFile::Text, &relationships, &mut shared);
    let items = walker.text();
    law::check(&mut walker);
    let unread = walker.other_parts();
    shared.draft.items = items;
    for (kind, part) in [("footnotes", PartOfFile::Footnote), ("endnotes", PartOfFile::Endnote)] {
        let Some(found) = target(kind) else { continue };
        let Some(notes) = package.tree(&found.target)? else { continue };
        admit(&notes)?;
        let relationships = package.relationships(&found.target)?;
        let mut walker = Walker::new(&notes, part, &relationships, &mut shared);
        walker.notes();
        law::check(&mut walker);
    }
    people::comments(&mut package, &relationships, &mut shared)?;
    people::margins(&mut package, &relationships, &mut shared)?;
    people::properties(&mut package, &main, &mut shared)?;
    chart::words(&mut package, &unread, &mut shared)?;
    load_pictures(&mut package, &mut shared)?;
    repeated::admit(&shared.draft)?;
    let mut draft = shared.draft;
    headings::by_look(&mut draft);
    place::finish(&mut draft);
    Ok((draft, shared.unclosed))
}

/// Refuses a part with more paragraphs than anybody writes.
fn admit(tree: &Tree) -> Result<(), Unreadable> {
    let paragraphs = tree.all().filter(|node| tree.is(*node, Space::Word, "p")).count();
    if paragraphs > PARAGRAPHS {
        return Err(Unreadable::limit(format!("the file has more than {PARAGRAPHS} paragraphs")));
    }
    Ok(())
}

/// The typefaces that styles name by their role.
fn theme_fonts(theme: &Tree) -> ThemeFonts {
    let font = |role: &str| {
        let node = theme.find(theme.root(), Space::Drawing, role)?;
        let latin = theme.child(node, Space::Drawing, "latin")?;
        theme.plain(latin, "typeface").map(|name| name.into_owned()).filter(|name| !name.is_empty())
    };
    ThemeFonts { major: font("majorFont"), minor: font("minorFont") }
}

fn load_pictures(package: &mut Package<'_>, shared: &mut Shared) -> Result<(), Unreadable> {
    for picture in &mut shared.draft.pictures {
        picture.bytes = package.part(&picture.part)?.unwrap_or_default();
    }
    Ok(())
}
