//! Sets lines from atoms: gathers the places where lines may end and tries three times, ever less strictly.

use unicode_segmentation::UnicodeSegmentation;

use super::breaks::After;
use super::hyphens::{HyphenPoint, Hyphens};
use super::linebreak::{Break, Measure, first_fit, fit};
use super::prepare::{Atom, Kind, Prepared, Sums};
use super::shape::Shaper;

/// A line as atoms of the paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct LineRange {
    /// Its first atom.
    pub(super) first: usize,
    /// Where its first atom was cut on the line before.
    pub(super) head: Option<HyphenPoint>,
    /// The atom after its last.
    pub(super) end: usize,
    /// Where its last atom is cut.
    pub(super) tail: Option<HyphenPoint>,
    /// Whether its end is that of the paragraph or was asked for, so that it is not justified.
    pub(super) open: bool,
}

/// How lines are to be chosen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Aim {
    /// Width of the first line, in EMU.
    pub(super) first: i64,
    /// Width of the others.
    pub(super) rest: i64,
    /// Whether lines are justified.
    pub(super) justified: bool,
    /// Whether lines are to be of like width, as in a centred title.
    pub(super) balanced: bool,
    /// Whether words may be hyphenated.
    pub(super) hyphenate: bool,
    /// The type size.
    pub(super) size: i64,
}

/// A place where a line may end, with its atom.
struct Places {
    breaks: Vec<Break>,
    /// For each break the atom it follows, and the point inside that atom where it is cut.
    at: Vec<(usize, Option<HyphenPoint>)>,
    /// Sums to where the first line begins.
    start: Sums,
}

/// Whether hyphenation is offered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Offer {
    No,
    SoftHyphens,
    Yes,
}

/// Chooses the lines of a paragraph. In the last attempt it may cut words of `prepared` that are wider than the column.
pub(super) fn choose(
    shaper: &mut Shaper<'_>,
    hyphens: &mut Hyphens,
    text: &str,
    prepared: &mut Prepared,
    aim: &Aim,
) -> Vec<LineRange> {
    if let Some(line) = single_line(&prepared.atoms, aim.first) {
        return vec![line];
    }
    let mut measure = measure(aim);
    let places = gather(shaper, hyphens, text, prepared, Offer::No);
    if aim.balanced {
        measure = balanced(&places, measure);
    }
    if let Some(ends) = fit(&places.breaks, places.start, &measure) {
        return lines(&places, &ends, &prepared.atoms);
    }
    let offer = if aim.hyphenate { Offer::Yes } else { Offer::SoftHyphens };
    let places = gather(shaper, hyphens, text, prepared, offer);
    let looseness = second_looseness(aim);
    let measure = Measure { first: aim.first, rest: aim.rest, looseness, strict: false, ..measure };
    if let Some(whole) = places.with_whole_symbols(&prepared.atoms) {
        let measure = Measure { looseness: looseness.max(WHOLE_SYMBOL_LOOSENESS), ..measure };
        if let Some(ends) = fit(&whole.breaks, whole.start, &measure) {
            return lines(&whole, &ends, &prepared.atoms);
        }
    }
    if let Some(ends) = fit(&places.breaks, places.start, &measure) {
        return lines(&places, &ends, &prepared.atoms);
    }
    cut_wide_words(shaper, text, prepared, &places, aim.first.min(aim.rest));
    let places = gather(shaper, hyphens, text, prepared, offer);
    let measure = Measure { emergency: Some(aim.size * 2), ..measure };
    let ends = fit(&places.breaks, places.start, &measure);
    lines(&places, &ends.unwrap_or_else(|| vec![places.breaks.len() - 1]), &prepared.atoms)
}

fn measure(aim: &Aim) -> Measure {
    Measure {
        first: aim.first,
        rest: aim.rest,
        ragged: (!aim.justified).then_some((aim.rest / 8).max(aim.size)),
        looseness: if aim.justified { FIRST_LOOSENESS } else { 4000 },
        emergency: None,
        strict: true,
        // About the indent of a numbered paragraph's first line, which the last line should outreach.
        short: (aim.size * 3).min(aim.rest / 4),
    }
}

/// How loose justified lines may be before hyphens are offered, and then: word spaces grow by 75 and by 90 per cent.
const FIRST_LOOSENESS: i64 = 1500;
const SECOND_LOOSENESS: i64 = 1800;

/// How loose they may be so that a document symbol stays whole: word spaces grow by 150 per cent.
const WHOLE_SYMBOL_LOOSENESS: i64 = 3000;

fn second_looseness(aim: &Aim) -> i64 {
    if aim.justified { SECOND_LOOSENESS } else { 1_000_000 }
}

/// The whole paragraph as one line, if it is no wider than `width`.
fn single_line(atoms: &[Atom], width: i64) -> Option<LineRange> {
    let mut used = 0;
    let mut content = 0;
    for atom in atoms {
        match atom.kind {
            Kind::NewLine => return None,
            Kind::Part(_) => {
                used += atom.body;
                content = used;
                used += atom.gap.width;
            }
            Kind::Space => used += atom.gap.width,
        }
        if content > width {
            return None;
        }
    }
    Some(LineRange { first: 0, head: None, end: atoms.len(), tail: None, open: true })
}

/// The narrowest measure that gives no more lines, so that all are of about the same width.
fn balanced(places: &Places, measure: Measure) -> Measure {
    let narrowed = |width: i64| Measure { first: width, rest: width, ..measure };
    let widest = measure.first.min(measure.rest);
    let count = |width: i64| first_fit(&places.breaks, places.start, &narrowed(width));
    let Some(lines) = count(widest) else { return measure };
    let (mut narrow, mut wide) = (0, widest);
    while wide - narrow > 1000 {
        let middle = narrow.midpoint(wide);
        if count(middle).is_some_and(|found| found <= lines) { wide = middle } else { narrow = middle }
    }
    Measure { short: 0, strict: false, ..narrowed(wide) }
}

/// All places where a line may end, the end of the paragraph last.
fn gather(shaper: &mut Shaper<'_>, hyphens: &mut Hyphens, text: &str, prepared: &Prepared, offer: Offer) -> Places {
    let atoms = &prepared.atoms;
    let mut places = Places {
        breaks: Vec::with_capacity(atoms.len() / 2 + 1),
        at: Vec::with_capacity(atoms.len() / 2 + 1),
        start: Sums::default(),
    };
    let mut total = Sums::default();
    let mut content = Sums::default();
    let mut line_start = true;
    for (at, atom) in atoms.iter().enumerate() {
        let space_follows = atoms.get(at + 1).is_some_and(|next| next.kind == Kind::Space);
        match atom.kind {
            Kind::Part(part) => {
                if offer != Offer::No && may_hyphenate(atoms, at, text, offer) {
                    let setting = prepared.settings[atom.piece as usize].at_level(atom.level);
                    let (first, end) = hyphens.of(shaper, setting, part, &text[atom.range()]);
                    let word =
                        Word { at, before: total, body: atom.body, size: prepared.settings[atom.piece as usize].size };
                    let penalty = if is_name(&text[atom.range()]) { HYPHEN_IN_NAME } else { HYPHEN };
                    for point in first..end {
                        places.hyphen(shaper, hyphens.point(point), &word, penalty);
                    }
                }
                total.width += atom.body;
                content = total;
                total += atom.gap;
                line_start = false;
                if may_end_line(atom.after, offer) && !space_follows && at + 1 < atoms.len() {
                    places.add(at, content, total, penalty(atom.after), atom.after == After::Hyphen);
                }
            }
            Kind::Space => {
                total += atom.gap;
                if line_start {
                    // Spaces at the beginning of a line are not drawn.
                    match places.breaks.last_mut() {
                        Some(last) => last.next = total,
                        None => places.start = total,
                    }
                } else if may_end_line(atom.after, offer) && !space_follows && at + 1 < atoms.len() {
                    places.add(at, content, total, penalty(atom.after), false);
                }
            }
            Kind::NewLine => {
                places.force(at, content, total);
                line_start = true;
            }
        }
    }
    places.force(atoms.len(), content, total);
    places
}

impl Places {
    fn add(&mut self, at: usize, end: Sums, next: Sums, penalty: i64, hyphen: bool) {
        self.breaks.push(Break { end, next, penalty, hyphen, forced: false });
        self.at.push((at, None));
    }

    /// Without the places in document symbols, if there are any.
    fn with_whole_symbols(&self, atoms: &[Atom]) -> Option<Places> {
        let in_symbol = |at: usize| {
            let (atom, point) = self.at[at];
            point.is_none() && atoms.get(atom).is_some_and(|atom| atom.after == After::DocumentSymbol)
        };
        (0..self.at.len()).any(in_symbol).then(|| {
            let kept = || (0..self.at.len()).filter(|at| !in_symbol(*at));
            let (breaks, at) = kept().map(|place| (self.breaks[place], self.at[place])).unzip();
            Places { breaks, at, start: self.start }
        })
    }

    fn force(&mut self, at: usize, end: Sums, next: Sums) {
        // A line of nothing but spaces has no width.
        let end = if end.width < next.width && end.width < self.line_start().width { self.line_start() } else { end };
        self.breaks.push(Break { end, next, penalty: 0, hyphen: false, forced: true });
        self.at.push((at, None));
    }

    fn line_start(&self) -> Sums {
        self.breaks.last().map_or(self.start, |last| last.next)
    }

    fn hyphen(&mut self, shaper: &Shaper<'_>, point: HyphenPoint, word: &Word, penalty: i64) {
        let width = |part: u32| shaper.part(part).width_at(word.size);
        let before = word.before;
        let end = Sums { width: before.width + width(point.prefix), ..before };
        let next = Sums { width: before.width + word.body - width(point.suffix), ..before };
        self.breaks.push(Break { end, next, penalty, hyphen: true, forced: false });
        self.at.push((word.at, Some(point)));
    }
}

/// A word that may be hyphenated.
struct Word {
    /// Its atom.
    at: usize,
    /// Sums to its beginning.
    before: Sums,
    /// Its width.
    body: i64,
    /// Its type size.
    size: i64,
}

/// Whether a word begins with a capital, as names do; the first word of a sentence is taken for one too.
fn is_name(word: &str) -> bool {
    word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
}

/// The cost of a hyphen that was not typed: about that of a line whose spaces grow by 75 per cent.
const HYPHEN: i64 = 350;
/// The cost of one in a name, which readers look for whole.
const HYPHEN_IN_NAME: i64 = 450;

fn penalty(after: After) -> i64 {
    match after {
        After::Free | After::Tied => 0,
        After::Hyphen => 50,
        After::Dash => 20,
        After::Symbol | After::Address => 100,
        After::DocumentSymbol => 3_000,
        After::Emergency => 9_000,
    }
}

/// Whether a line may end after an atom; document symbols stay whole as long as no word is hyphenated.
fn may_end_line(after: After, offer: Offer) -> bool {
    match after {
        After::Tied => false,
        After::DocumentSymbol => offer != Offer::No,
        After::Free | After::Hyphen | After::Dash | After::Symbol | After::Address | After::Emergency => true,
    }
}

/// Whether an atom may be hyphenated: it is a whole word, not one whose other letters are in another piece or face.
fn may_hyphenate(atoms: &[Atom], at: usize, text: &str, offer: Offer) -> bool {
    let range = atoms[at].range();
    if range.len() < 4 || (offer == Offer::SoftHyphens && !text[range.clone()].contains('\u{ad}')) {
        return false;
    }
    let letter_before = text[..range.start].chars().next_back().is_some_and(char::is_alphabetic);
    let letter_after = text[range.end..].chars().next().is_some_and(char::is_alphabetic);
    !letter_before && !letter_after
}

/// Cuts what is wider than `width` between any two graphemes and at any space, so that nothing stands outside the column.
fn cut_wide_words(shaper: &mut Shaper<'_>, text: &str, prepared: &mut Prepared, places: &Places, width: i64) {
    let mut wide = vec![false; prepared.atoms.len()];
    let mut from = places.start;
    let mut first = 0;
    for (place, &(at, point)) in places.breaks.iter().zip(&places.at) {
        let needed = place.end - from;
        let last = if place.forced { at } else { at + 1 };
        if needed.width - needed.shrink > width {
            wide[first..last].fill(true);
        }
        from = place.next;
        first = if point.is_some() { at } else { (at + 1).min(wide.len()) };
    }
    let atoms = std::mem::take(&mut prepared.atoms);
    for (atom, wide) in atoms.into_iter().zip(wide) {
        match atom.kind {
            Kind::Part(part) if wide && !shaper.part(part).missing => cut(shaper, text, prepared, atom),
            // Signs that spaces without a line end hold together.
            Kind::Space if wide && atom.after == After::Tied => {
                prepared.atoms.push(Atom { after: After::Emergency, ..atom });
            }
            Kind::Part(_) | Kind::Space | Kind::NewLine => prepared.atoms.push(atom),
        }
    }
}

/// Replaces an atom by its graphemes.
fn cut(shaper: &mut Shaper<'_>, text: &str, prepared: &mut Prepared, atom: Atom) {
    let setting = prepared.settings[atom.piece as usize];
    let mut at = atom.start as usize;
    for grapheme in text[atom.range()].graphemes(true) {
        let end = at + grapheme.len();
        // Letters that join keep their joined forms.
        let parts = if atom.level % 2 == 1 {
            shaper.word_in_context(setting.at_level(atom.level), text, at..end)
        } else {
            shaper.word(setting.at_level(atom.level), grapheme)
        };
        for part in parts {
            let (length, body) = (shaper.part(part).length, shaper.part(part).width_at(setting.size));
            let start = at as u32;
            at += length as usize;
            let after = if at == end { After::Emergency } else { After::Tied };
            let gap = Sums::default();
            prepared.atoms.push(Atom { start, end: at as u32, kind: Kind::Part(part), after, body, gap, ..atom });
        }
        at = end;
    }
    if let Some(last) = prepared.atoms.last_mut() {
        last.gap = atom.gap;
        last.after = if atom.after == After::Tied { After::Emergency } else { atom.after };
    }
}

/// The chosen breaks as lines.
fn lines(places: &Places, ends: &[usize], atoms: &[Atom]) -> Vec<LineRange> {
    let mut lines = Vec::with_capacity(ends.len());
    let (mut first, mut head) = (0, None);
    for &chosen in ends {
        let (at, tail) = places.at[chosen];
        let open = places.breaks[chosen].forced;
        let end = if open { at } else { at + 1 };
        lines.push(LineRange { first, head, end, tail, open });
        (first, head) = match tail {
            Some(point) => (at, Some(point)),
            None => ((at + 1).min(atoms.len()), None),
        };
    }
    lines
}
