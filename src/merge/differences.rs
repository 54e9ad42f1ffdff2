//! What is different between two Word files: words in paragraphs, paragraphs, rows, looks.

use std::ops::Range;

use super::side::{Letter, Look, Part, Side, Sort, are_alike};
use crate::compare::{Entry, Step, align, segments, words};

/// Letters of one paragraph, and the letters that stand there in the other file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hunk {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// One difference. Paragraphs are indices into the lines of the two sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// A paragraph has other words.
    Changed { old: usize, new: usize, hunks: Vec<Hunk> },
    /// A paragraph is new; the paragraphs before and after it in the old text.
    Added { new: usize, after: Option<usize>, before: Option<usize> },
    /// A paragraph is gone.
    Removed { old: usize },
    /// The same words look otherwise: which.
    Look { old: usize, new: usize, letters: Range<usize> },
    /// A heading became text, or a list something else.
    Class { old: usize, new: usize },
    /// A table, or a row or cell of it, is new, gone or divided otherwise: the paragraphs of it on both sides.
    Table { old: Vec<usize>, new: Vec<usize> },
}

/// The differences in reading order, and which paragraphs are the same one.
#[derive(Debug, Default)]
pub(super) struct Compared {
    pub(super) differences: Vec<Difference>,
    pub(super) pairs: Vec<(usize, usize)>,
}

/// Compares two files.
pub(super) fn compare(old: &Side, new: &Side) -> Compared {
    let mut comparer = Comparer { old, new, found: Compared::default() };
    comparer.parts();
    comparer.found
}

struct Comparer<'s> {
    old: &'s Side,
    new: &'s Side,
    found: Compared,
}

impl Comparer<'_> {
    fn parts(&mut self) {
        let (old, new) = (self.old, self.new);
        let entries = |side: &Side| -> Vec<Entry> {
            let entry = |part: &Part| match part {
                Part::Line(line) => side.lines[*line].entry.clone(),
                Part::Table { entry, .. } => entry.clone(),
            };
            side.parts.iter().map(entry).collect()
        };
        let mut last: Option<usize> = None;
        let steps = self.replaced(align(&entries(old), &entries(new)));
        for (at, step) in steps.iter().enumerate() {
            match *step {
                Step::Pair(a, b) => match (&old.parts[a], &new.parts[b]) {
                    (Part::Line(a), Part::Line(b)) => {
                        self.pair(*a, *b);
                        last = Some(*a);
                    }
                    (Part::Table { rows, .. }, Part::Table { rows: new_rows, .. }) => {
                        self.table(rows, new_rows);
                        last = lines_of(&old.parts[a]).last().copied().or(last);
                    }
                    _ => {}
                },
                Step::Old(a) => match &old.parts[a] {
                    Part::Line(line) => self.found.differences.push(Difference::Removed { old: *line }),
                    table @ Part::Table { .. } => {
                        let old = lines_of(table);
                        self.found.differences.push(Difference::Table { old, new: Vec::new() });
                    }
                },
                Step::New(b) => match &new.parts[b] {
                    Part::Line(line) => {
                        let following = steps[at + 1..].iter().find_map(|step| match step {
                            Step::Pair(a, _) => lines_of(&old.parts[*a]).first().copied(),
                            Step::Old(_) | Step::New(_) => None,
                        });
                        let added = Difference::Added { new: *line, after: last, before: following };
                        self.found.differences.push(added);
                    }
                    table @ Part::Table { .. } => {
                        let new = lines_of(table);
                        self.found.differences.push(Difference::Table { old: Vec::new(), new });
                    }
                },
            }
        }
    }

    /// Paragraphs of one form at one place are one paragraph, though no word of it is left.
    fn replaced(&self, steps: Vec<Step>) -> Vec<Step> {
        let is_form = |a: usize, b: usize| match (&self.old.parts[a], &self.new.parts[b]) {
            (Part::Line(a), Part::Line(b)) => is_same_form(&self.old.lines[*a].class, &self.new.lines[*b].class),
            _ => false,
        };
        let mut found = Vec::with_capacity(steps.len());
        for stretch in steps.chunk_by(|a, b| is_pair(a) == is_pair(b)) {
            let gone: Vec<usize> =
                stretch.iter().filter_map(|step| if let Step::Old(a) = step { Some(*a) } else { None }).collect();
            let come: Vec<usize> =
                stretch.iter().filter_map(|step| if let Step::New(b) = step { Some(*b) } else { None }).collect();
            let is_same = gone.len() == come.len() && gone.iter().zip(&come).all(|(a, b)| is_form(*a, *b));
            if is_same && !gone.is_empty() {
                found.extend(gone.into_iter().zip(come).map(|(a, b)| Step::Pair(a, b)));
            } else {
                found.extend_from_slice(stretch);
            }
        }
        found
    }

    fn table(&mut self, old: &[Vec<Vec<usize>>], new: &[Vec<Vec<usize>>]) {
        let shape = |rows: &[Vec<Vec<usize>>]| rows.iter().map(Vec::len).collect::<Vec<usize>>();
        if shape(old) == shape(new) {
            for (a, b) in old.iter().flatten().zip(new.iter().flatten()) {
                self.cell(a, b);
            }
            return;
        }
        let entry = |side: &Side, row: &Vec<Vec<usize>>| {
            let lines = row.iter().flatten().map(|line| &side.lines[*line].entry);
            let mut words: Vec<u64> = lines.clone().flat_map(|entry| entry.words.iter().copied()).collect();
            words.sort_unstable();
            let hash = lines.fold(row.len() as u64, |hash, entry| hash.rotate_left(7) ^ entry.hash);
            Entry { hash, kind: row.len(), words }
        };
        let old_entries: Vec<Entry> = old.iter().map(|row| entry(self.old, row)).collect();
        let new_entries: Vec<Entry> = new.iter().map(|row| entry(self.new, row)).collect();
        for step in align(&old_entries, &new_entries) {
            match step {
                Step::Pair(a, b) => {
                    for (a, b) in old[a].iter().zip(&new[b]) {
                        self.cell(a, b);
                    }
                }
                Step::Old(a) => {
                    let old = old[a].iter().flatten().copied().collect();
                    self.found.differences.push(Difference::Table { old, new: Vec::new() });
                }
                Step::New(b) => {
                    let new = new[b].iter().flatten().copied().collect();
                    self.found.differences.push(Difference::Table { old: Vec::new(), new });
                }
            }
        }
    }

    /// A cell or a note: one paragraph of it is the same as one of the other.
    fn cell(&mut self, old: &[usize], new: &[usize]) {
        let full = |side: &Side, lines: &[usize]| -> Vec<usize> {
            lines.iter().copied().filter(|line| !side.lines[*line].letters.is_empty()).collect()
        };
        let (full_old, full_new) = (full(self.old, old), full(self.new, new));
        if old.len() == 1 && new.len() == 1 {
            self.pair(old[0], new[0]);
        } else if full_old.len() == full_new.len() {
            full_old.into_iter().zip(full_new).for_each(|(a, b)| self.pair(a, b));
        } else {
            self.found.differences.push(Difference::Table { old: old.to_vec(), new: new.to_vec() });
        }
    }

    /// Two paragraphs that are one.
    fn pair(&mut self, old: usize, new: usize) {
        self.found.pairs.push((old, new));
        let (a, b) = (&self.old.lines[old], &self.new.lines[new]);
        let is_text = self.old.notes.iter().all(|note| !note.contains(&old));
        if a.class != b.class && is_text && !is_same_form(&a.class, &b.class) {
            self.found.differences.push(Difference::Class { old, new });
        }
        let (hunks, equal) = hunks(&a.letters, &b.letters);
        let look = look(&a.letters, &b.letters, &equal);
        let notes = note_pairs(&a.letters, &b.letters, &equal);
        if !hunks.is_empty() {
            self.found.differences.push(Difference::Changed { old, new, hunks });
        }
        if let Some(letters) = look {
            self.found.differences.push(Difference::Look { old, new, letters });
        }
        for (a, b) in notes {
            let (Some(a), Some(b)) = (self.old.notes.get(a), self.new.notes.get(b)) else { continue };
            self.cell(a, b);
        }
    }
}

fn is_pair(step: &Step) -> bool {
    matches!(step, Step::Pair(..))
}

/// Programs give the paragraphs of a text other styles without a change that anybody sees.
fn is_same_form(one: &super::side::Class, two: &super::side::Class) -> bool {
    use super::side::Class;
    match (one, two) {
        (Class::Item { level, format, .. }, Class::Item { level: other, format: other_format, .. }) => {
            level == other && format == other_format
        }
        (Class::Plain { .. }, Class::Plain { .. }) => true,
        (Class::Heading(one), Class::Heading(two)) => one == two,
        _ => false,
    }
}

/// All paragraphs of a part.
fn lines_of(part: &Part) -> Vec<usize> {
    match part {
        Part::Line(line) => vec![*line],
        Part::Table { rows, .. } => rows.iter().flatten().flatten().copied().collect(),
    }
}

/// Stretches of letters that two paragraphs have in common.
type Equal = Vec<(Range<usize>, Range<usize>)>;

/// Where two paragraphs differ, word by word, and where they are equal.
pub(super) fn hunks(old: &[Letter], new: &[Letter]) -> (Vec<Hunk>, Equal) {
    if are_alike(old, new) {
        return (Vec::new(), vec![(0..old.len(), 0..new.len())]);
    }
    let (old_tokens, new_tokens) = (tokens(old), tokens(new));
    let keys = |tokens: &[(String, Range<usize>)]| tokens.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
    let place = |tokens: &[(String, Range<usize>)], range: &Range<usize>, length: usize| {
        let start = tokens.get(range.start).map_or(length, |(_, range)| range.start);
        let end = range.end.checked_sub(1).and_then(|last| tokens.get(last)).map_or(start, |(_, range)| range.end);
        start..end.max(start)
    };
    let mut hunks = Vec::new();
    let mut equal = Vec::new();
    for segment in segments(&keys(&old_tokens), &keys(&new_tokens)) {
        let (a, b) = (place(&old_tokens, &segment.old, old.len()), place(&new_tokens, &segment.new, new.len()));
        if segment.is_equal {
            equal.push((a, b));
        } else {
            hunks.push(Hunk { old: a, new: b });
        }
    }
    (hunks, equal)
}

/// The words of a paragraph with their letters.
fn tokens(letters: &[Letter]) -> Vec<(String, Range<usize>)> {
    let keys: String = letters.iter().map(Letter::key).collect();
    let mut at = 0;
    let mut tokens = Vec::new();
    for word in words(&keys) {
        let length = word.chars().count();
        tokens.push((word.to_owned(), at..at + length));
        at += length;
    }
    // A number that Word counts is one token, however many figures it has now.
    tokens.dedup_by(|next, last| {
        let is_counted = |token: &(String, Range<usize>)| token.0.starts_with(super::side::COUNTED);
        let joins = is_counted(next) && is_counted(last);
        if joins {
            last.1.end = next.1.end;
        }
        joins
    });
    tokens
}

/// The first letters of a paragraph that look otherwise.
fn look(old: &[Letter], new: &[Letter], equal: &Equal) -> Option<Range<usize>> {
    let is_other = |a: &Letter, b: &Letter| {
        let seen = |look: Look| (look.bold, look.italic, look.other);
        a.sort == Sort::Written && b.sort == Sort::Written && a.sign != ' ' && seen(a.look) != seen(b.look)
    };
    for (a, b) in equal.iter().filter(|(a, b)| a.len() == b.len()) {
        let Some(first) = a.clone().zip(b.clone()).position(|(a, b)| is_other(&old[a], &new[b])) else { continue };
        let rest = a.clone().zip(b.clone()).skip(first);
        let length = rest.take_while(|(a, b)| old[*a].sign == ' ' || is_other(&old[*a], &new[*b])).count();
        return Some(b.start + first..b.start + first + length);
    }
    None
}

/// The notes whose marks stand at the same place.
fn note_pairs(old: &[Letter], new: &[Letter], equal: &Equal) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (a, b) in equal {
        let (old, new) = (old[a.clone()].iter(), new[b.clone()].iter());
        pairs.extend(old.filter_map(Letter::note).zip(new.filter_map(Letter::note)));
    }
    pairs
}
