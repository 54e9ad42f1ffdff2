//! What the report must say with the edits, and whether it does.

use super::differences::Hunk;
use super::side::{Addresses, Class, Letter, Side, Sort};

/// Whose a letter or paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Ours,
    Theirs,
}

/// A paragraph as it must be.
#[derive(Clone, Debug)]
struct Wanted {
    /// Its letters where they are not those of ours.
    changed: Option<Vec<(Letter, Whose)>>,
    /// The edit that made it so.
    owner: Option<usize>,
    is_removed: bool,
    /// Paragraphs of theirs before and after it, each with its edit.
    before: Vec<(usize, usize)>,
    after: Vec<(usize, usize)>,
}

/// What the report must say.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    /// The paragraphs of ours, those of notes last.
    lines: Vec<Wanted>,
    /// How many of them stand in the text.
    in_text: usize,
}

impl Expected {
    /// Without any edit.
    pub(super) fn of(ours: &Side) -> Expected {
        let unchanged = Wanted { changed: None, owner: None, is_removed: false, before: Vec::new(), after: Vec::new() };
        Expected { lines: vec![unchanged; ours.lines.len()], in_text: in_text(ours) }
    }

    /// A paragraph has letters of theirs where it differs.
    pub(super) fn change(&mut self, at: usize, hunks: &[Hunk], (ours, theirs): (&[Letter], &[Letter]), owner: usize) {
        let line = &mut self.lines[at];
        let letters = line.changed.get_or_insert_with(|| own(ours).collect());
        for hunk in hunks.iter().rev() {
            let new = theirs[hunk.new.clone()].iter().map(|letter| (written(*letter), Whose::Theirs));
            letters.splice(hunk.old.clone(), new);
        }
        line.owner = Some(owner);
    }

    /// A paragraph is gone.
    pub(super) fn remove(&mut self, ours: usize, owner: usize) {
        let line = &mut self.lines[ours];
        (line.is_removed, line.owner) = (true, Some(owner));
    }

    /// A paragraph of theirs stands between two of ours.
    pub(super) fn add(&mut self, new: usize, after: Option<usize>, before: Option<usize>, owner: usize) {
        match (after, before) {
            (Some(after), _) => self.lines[after].after.push((new, owner)),
            (None, Some(before)) => self.lines[before].before.push((new, owner)),
            (None, None) => {}
        }
    }

    /// The letters of a paragraph of ours as they must be.
    fn letters<'a>(&'a self, line: usize, ours: &'a Side) -> impl Iterator<Item = (Letter, Whose)> + 'a {
        let changed = self.lines[line].changed.as_deref();
        let own = changed.is_none().then(|| own(&ours.lines[line].letters));
        own.into_iter().flatten().chain(changed.unwrap_or_default().iter().copied())
    }

    /// Without this edit.
    pub(super) fn undo(&mut self, owner: usize) {
        for line in &mut self.lines {
            line.before.retain(|(_, of)| *of != owner);
            line.after.retain(|(_, of)| *of != owner);
            if line.owner == Some(owner) {
                (line.changed, line.owner, line.is_removed) = (None, None, false);
            }
        }
    }
}

/// How many paragraphs stand in the text; those of notes follow.
fn in_text(side: &Side) -> usize {
    side.lines.len() - side.notes.iter().map(Vec::len).sum::<usize>()
}

fn own(letters: &[Letter]) -> impl Iterator<Item = (Letter, Whose)> {
    letters.iter().map(|letter| (*letter, Whose::Ours))
}

/// A number that Word counts becomes figures where it is put in.
fn written(letter: Letter) -> Letter {
    if letter.sort == Sort::Counted { Letter { sort: Sort::Written, ..letter } } else { letter }
}

/// A paragraph as it is compared.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    words: String,
    form: String,
}

fn form(class: &Class) -> String {
    match class {
        Class::Heading(level) => format!("heading {level}"),
        Class::Item { level, format, .. } => format!("item {level} {format:?}"),
        Class::Plain { .. } => String::new(),
    }
}

/// What letters say; the notes stand at their marks.
fn said(
    letters: impl Iterator<Item = (Letter, Whose)>,
    note: &dyn Fn(usize, Whose) -> String,
    address: &dyn Fn(u32) -> Option<String>,
) -> String {
    let mut words = String::new();
    // The program itself adds a note with the address of a link.
    let mut link = None;
    let mut since_link = 0;
    for (letter, whose) in letters {
        match letter.sort {
            Sort::Written => {
                words.push(letter.sign);
                since_link = if letter.look.link > 0 { 0 } else { since_link + 1 };
                link = if letter.look.link > 0 { Some(letter.look.link) } else { link };
            }
            // However many figures the number has.
            Sort::Counted if words.ends_with(super::side::COUNTED) => {}
            Sort::Counted => words.push(super::side::COUNTED),
            Sort::Break => words.push('\n'),
            Sort::Picture => words.push_str("[picture]"),
            Sort::Note(at) => {
                let text = note(at as usize, whose);
                let bare = |text: &str| text.trim_start_matches("mailto:").trim_end_matches('/').to_owned();
                let is_address =
                    since_link < 4 && link.and_then(address).is_some_and(|address| bare(&address) == bare(text.trim()));
                if !is_address {
                    words.push_str(&format!("{{{text}}}"));
                }
            }
        }
    }
    words.trim().to_owned()
}

/// Compares what the report must say with what it says, built again: the edit that makes a difference, if it is known.
pub(super) fn difference(
    expected: &Expected,
    again: &Side,
    (ours, theirs, addresses): (&Side, &Side, &Addresses),
    again_addresses: &Addresses,
) -> Option<Option<usize>> {
    let wanted = wanted(expected, ours, theirs, addresses);
    let address = |at: u32| again_addresses.get(at).map(str::to_owned);
    let note = |at: usize, _: Whose| {
        let lines = again.notes.get(at).map(Vec::as_slice).unwrap_or_default();
        joined(lines.iter().map(|line| said(own(&again.lines[*line].letters), &|_, _| String::new(), &address)))
    };
    let found: Vec<Said> = again.lines[..in_text(again)]
        .iter()
        .map(|line| Said { words: said(own(&line.letters), &note, &address), form: form(&line.class) })
        .collect();
    let at = (0..wanted.len().max(found.len())).find(|at| wanted.get(*at).map(|(said, _)| said) != found.get(*at))?;
    // The edit at this place, else one that says the same at another, else the nearest.
    let own = wanted.get(at).and_then(|(_, owner)| *owner);
    let says = found.get(at).map(|said| said.words.as_str()).filter(|words| !words.is_empty());
    let alike =
        || wanted.iter().find(|(said, owner)| owner.is_some() && says.is_some_and(|says| said.words.contains(says)));
    let owned = (0..wanted.len()).filter(|other| wanted[*other].1.is_some());
    let near = || owned.min_by_key(|other| other.abs_diff(at)).and_then(|near| wanted[near].1);
    Some(own.or_else(|| alike().and_then(|(_, owner)| *owner)).or_else(near))
}

fn wanted(expected: &Expected, ours: &Side, theirs: &Side, addresses: &Addresses) -> Vec<(Said, Option<usize>)> {
    let address = |at: u32| addresses.get(at).map(str::to_owned);
    let nothing = |_: usize, _: Whose| String::new();
    let of_theirs = |line: usize| theirs.lines[line].letters.iter().map(|letter| (written(*letter), Whose::Theirs));
    let note = |at: usize, whose: Whose| match whose {
        Whose::Ours => {
            let lines = ours.notes.get(at).map(Vec::as_slice).unwrap_or_default();
            joined(
                lines
                    .iter()
                    .filter(|line| !expected.lines[**line].is_removed)
                    .map(|line| said(expected.letters(*line, ours), &nothing, &address)),
            )
        }
        Whose::Theirs => {
            let lines = theirs.notes.get(at).map(Vec::as_slice).unwrap_or_default();
            joined(lines.iter().map(|line| said(of_theirs(*line), &nothing, &address)))
        }
    };
    let notes_changed = |line: usize| {
        expected.letters(line, ours).find_map(|(letter, whose)| match (letter.sort, whose) {
            (Sort::Note(at), Whose::Ours) => {
                ours.notes.get(at as usize)?.iter().find_map(|line| expected.lines[*line].owner)
            }
            _ => None,
        })
    };
    let mut wanted = Vec::new();
    let added = |(new, owner): &(usize, usize)| {
        let words = said(of_theirs(*new), &note, &address);
        (Said { words, form: form(&theirs.lines[*new].class) }, Some(*owner))
    };
    for (at, (line, class)) in expected.lines[..expected.in_text].iter().zip(&ours.lines).enumerate() {
        wanted.extend(line.before.iter().map(added));
        if !line.is_removed {
            let words = said(expected.letters(at, ours), &note, &address);
            let owner = line.owner.or_else(|| notes_changed(at));
            wanted.push((Said { words, form: form(&class.class) }, owner));
        }
        wanted.extend(line.after.iter().map(added));
    }
    // What was taken out leaves its place to the paragraph before it.
    for at in 0..expected.in_text {
        if expected.lines[at].is_removed {
            let before = expected.lines[..at].iter().filter(|line| !line.is_removed).count();
            let owner = expected.lines[at].owner;
            if let Some((_, of)) = wanted.get_mut(before.saturating_sub(1)).filter(|(_, of)| of.is_none()) {
                *of = owner;
            }
        }
    }
    wanted
}

fn joined(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join(" ")
}
