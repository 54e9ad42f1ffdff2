//! Chooses the line ends that make the whole paragraph best.
//!
//! The method is that of Knuth and Plass (Breaking paragraphs into lines, 1981) in whole numbers, so that the result is
//! the same on every machine. The weights are those of TeX where TeX has them.

use super::prepare::Sums;

/// A place where a line may end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Break {
    /// Sums from the paragraph's start to the end of a line that ends here, without its last spaces, with its hyphen.
    pub(super) end: Sums,
    /// Sums to where the next line begins.
    pub(super) next: Sums,
    /// The cost of ending a line here, from 0 to 10,000.
    pub(super) penalty: i64,
    /// Whether the line then ends in a hyphen.
    pub(super) hyphen: bool,
    /// Whether a line must end here.
    pub(super) forced: bool,
}

/// What lines are to fit into.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    /// Width of the first line.
    pub(super) first: i64,
    /// Width of the others.
    pub(super) rest: i64,
    /// For lines that are not justified: how much room at their end counts as one unit of looseness.
    pub(super) ragged: Option<i64>,
    /// The greatest looseness to accept, in thousandths of what the spaces can grow.
    pub(super) looseness: i64,
    /// Room that lines get in the last attempt, so that bad lines still differ in badness.
    pub(super) emergency: Option<i64>,
    /// A last line shorter than this is avoided.
    pub(super) short: i64,
    /// Whether a short last line is refused rather than avoided.
    pub(super) strict: bool,
}

impl Measure {
    fn width(&self, first: bool) -> i64 {
        if first { self.first } else { self.rest }
    }
}

/// The cost of each line.
const LINE: i64 = 10;
/// Two hyphens, one below the other.
const DOUBLE_HYPHEN: i64 = 40_000;
/// A hyphen on the line before the last.
const FINAL_HYPHEN: i64 = 40_000;
/// A tight line beside a loose one.
const UNEVEN: i64 = 10_000;
/// A last line of one short word, or of the rest of one.
const SHORT_LAST: i64 = 200_000;
/// More than any sum of the others: three hyphens or a line that is too long, where there is no other way.
const AWFUL: i64 = 1_000_000_000_000;
const WORST: i64 = 10_000;

/// How a line's spaces look: lines of distant classes do not stand side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fitness {
    Tight,
    Decent,
    Loose,
    VeryLoose,
}

/// A chosen end of a line, and the best way to it.
#[derive(Clone, Copy, Debug)]
struct Node {
    at: u32,
    previous: u32,
}

/// A node that lines can still begin at.
#[derive(Clone, Copy, Debug)]
struct Active {
    node: u32,
    start: Sums,
    demerits: i64,
    fitness: Fitness,
    /// Hyphens in a row that end here.
    hyphens: u8,
    first: bool,
}

const START: u32 = u32::MAX;

/// The best line ends, as indices into `breaks`, whose last is the paragraph's end; `None` if no lines fit.
pub(super) fn fit(breaks: &[Break], start: Sums, measure: &Measure) -> Option<Vec<usize>> {
    let mut nodes: Vec<Node> = Vec::new();
    let first = Active { node: START, start, demerits: 0, fitness: Fitness::Decent, hyphens: 0, first: true };
    // In the order of their places in the text, so that the lines from them become shorter along the row: the lines before
    // `head` are too long by now, and from the first line that is too loose on, all are.
    let mut active = vec![first];
    let mut head = 0;
    let mut found: Vec<Active> = Vec::new();
    let last = breaks.len().checked_sub(1)?;
    for (at, place) in breaks.iter().enumerate() {
        found.clear();
        while active.get(head).is_some_and(|from| !fits(from, place, measure)) {
            head += 1;
        }
        let mut asked = place.hyphen;
        for (nth, from) in active.iter().enumerate().skip(head) {
            // The first line may be narrower than the others, so this is no matter of order alone.
            if !fits(from, place, measure) {
                continue;
            }
            match line(from, place, at == last, measure) {
                Trial::Reached(reached) => {
                    let is_worst = reached.demerits >= from.demerits + worst(place);
                    keep_best(&mut found, reached);
                    if is_worst && !asked && !from.first {
                        if none_is_better(&found, &active[nth..], place) {
                            break;
                        }
                        asked = true;
                    }
                }
                Trial::Forbidden => {}
                Trial::TooLoose if from.first => {}
                Trial::TooLoose => break,
            }
        }
        if head == active.len() && found.is_empty() {
            // Only a column narrower than a letter leads here in the last attempt.
            let from = active.last().filter(|_| measure.emergency.is_some())?;
            found.push(Active { demerits: from.demerits + AWFUL, fitness: Fitness::Tight, hyphens: 0, ..*from });
        }
        if place.forced {
            head = active.len();
        }
        let dominated = cheapest(&found);
        for reached in found.iter().filter(|reached| !dominated(reached)) {
            nodes.push(Node { at: at as u32, previous: reached.node });
            active.push(Active { node: nodes.len() as u32 - 1, start: place.next, first: false, ..*reached });
        }
    }
    let best = active[head..].iter().min_by_key(|reached| reached.demerits)?;
    let mut ends = Vec::new();
    let mut node = best.node;
    while let Some(&Node { at, previous }) = nodes.get(node as usize) {
        ends.push(at as usize);
        node = previous;
    }
    ends.reverse();
    Some(ends)
}

/// Whether no line from `behind` to `place`, all of which are as loose as can be, is worth following beside those found. An
/// address can end at each of its letters, so that it pays to see this at once.
fn none_is_better(found: &[Active], behind: &[Active], place: &Break) -> bool {
    let least = behind.iter().map(|from| from.demerits + worst(place)).min();
    found.iter().any(|best| least.is_some_and(|least| best.demerits + UNEVEN < least))
}

/// The least that the loosest line costs which ends here.
fn worst(place: &Break) -> i64 {
    (LINE + WORST) * (LINE + WORST) + place.penalty * place.penalty
}

/// What a line between two places comes to.
enum Trial {
    /// A line, with the demerits up to its end.
    Reached(Active),
    /// A third hyphen in a row, or a short last line where that is refused.
    Forbidden,
    /// Spaces wider than is accepted.
    TooLoose,
}

/// Room that is left on a line from `from` to `place`, negative where it has too little.
fn slack(from: &Active, place: &Break, measure: &Measure) -> i64 {
    measure.width(from.first) - (place.end.width - from.start.width)
}

/// Whether a line is not too long, at least with its spaces shrunk; ragged lines keep theirs.
fn fits(from: &Active, place: &Break, measure: &Measure) -> bool {
    let shrink = if measure.ragged.is_some() { 0 } else { place.end.shrink - from.start.shrink };
    slack(from, place, measure) + shrink >= 0
}

/// Tries the line from `from` to `place`, which fits.
fn line(from: &Active, place: &Break, last: bool, measure: &Measure) -> Trial {
    let Some((badness, fitness)) = badness(from, place, slack(from, place, measure), measure) else {
        return Trial::TooLoose;
    };
    let hyphens = if place.hyphen { from.hyphens + 1 } else { 0 };
    let mut demerits = (LINE + badness) * (LINE + badness) + place.penalty * place.penalty;
    if hyphens > 2 {
        if measure.emergency.is_none() {
            return Trial::Forbidden;
        }
        demerits += AWFUL;
    } else if hyphens > 1 {
        demerits += DOUBLE_HYPHEN;
    }
    if (fitness as i8 - from.fitness as i8).abs() > 1 {
        demerits += UNEVEN;
    }
    if last && !from.first {
        if from.hyphens > 0 {
            demerits += FINAL_HYPHEN;
        }
        let rest_of_word = from.hyphens > 0 && place.end.stretch == from.start.stretch;
        if rest_of_word || place.end.width - from.start.width < measure.short {
            if measure.strict {
                return Trial::Forbidden;
            }
            demerits += SHORT_LAST;
        }
    }
    Trial::Reached(Active { demerits: from.demerits + demerits, fitness, hyphens: hyphens.min(3), ..*from })
}

/// How far a line's spaces are from their natural width; `None` where they are farther than is accepted.
fn badness(from: &Active, place: &Break, slack: i64, measure: &Measure) -> Option<(i64, Fitness)> {
    if place.forced && slack >= 0 {
        return Some((0, Fitness::Decent));
    }
    if slack < 0 {
        let shrink = place.end.shrink - from.start.shrink;
        let badness = cube(-slack * 1000 / shrink.max(1));
        return Some((badness, if badness > 12 { Fitness::Tight } else { Fitness::Decent }));
    }
    let stretch = match measure.ragged {
        Some(room) => room,
        None => place.end.stretch - from.start.stretch,
    };
    let stretch = stretch + measure.emergency.unwrap_or(0);
    // In thousandths, as the ratio below; most trials that fail end here.
    if slack * 1000 > measure.looseness * stretch && measure.emergency.is_none() {
        return None;
    }
    // A line without any space cannot grow at all.
    let ratio = if slack == 0 { 0 } else { (slack * 1000).checked_div(stretch).unwrap_or(i64::MAX) };
    let badness = cube(ratio);
    let fitness = match badness {
        _ if measure.ragged.is_some() => Fitness::Decent,
        ..=12 => Fitness::Decent,
        13..=99 => Fitness::Loose,
        100.. => Fitness::VeryLoose,
    };
    Some((badness, fitness))
}

/// TeX's badness: a hundred times the cube of the ratio, which is in thousandths; at most [`WORST`].
fn cube(ratio: i64) -> i64 {
    if ratio > 4_641 { WORST } else { ratio * ratio * ratio / 10_000_000 }
}

/// Keeps, for each class and number of hyphens, the cheapest way.
fn keep_best(found: &mut Vec<Active>, reached: Active) {
    let same = found.iter_mut().find(|known| known.fitness == reached.fitness && known.hyphens == reached.hyphens);
    match same {
        Some(known) if known.demerits <= reached.demerits => {}
        Some(known) => *known = reached,
        None => found.push(reached),
    }
}

/// Tells which ways are not worth following: the cheapest one, with no more hyphens, stays cheaper even if its next
/// line is uneven.
fn cheapest(found: &[Active]) -> impl Fn(&Active) -> bool + use<> {
    let best = found.iter().min_by_key(|reached| reached.demerits).map(|best| (best.demerits, best.hyphens));
    move |reached| {
        best.is_some_and(|(demerits, hyphens)| reached.demerits > demerits + UNEVEN && reached.hyphens >= hyphens)
    }
}

/// How many lines there are when each is filled before the next begins; `None` where something is too long.
pub(super) fn first_fit(breaks: &[Break], start: Sums, measure: &Measure) -> Option<usize> {
    let (mut lines, mut from, mut fitting): (usize, Sums, Option<Sums>) = (0, start, None);
    for place in breaks {
        if place.end.width - from.width > measure.width(lines == 0) {
            from = fitting.take()?;
            lines += 1;
            if place.end.width - from.width > measure.width(false) {
                return None;
            }
        }
        fitting = Some(place.next);
        if place.forced {
            (lines, from) = (lines + 1, place.next);
            fitting = None;
        }
    }
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::{Break, Measure, first_fit, fit};
    use crate::pages::inline::prepare::Sums;

    const SPACE: Sums = Sums { width: 10, stretch: 5, shrink: 2 };

    /// Words of the given widths with spaces between them.
    fn breaks(words: &[i64]) -> Vec<Break> {
        let mut sums = Sums::default();
        let mut breaks = Vec::new();
        for width in words {
            sums.width += width;
            let end = sums;
            sums += SPACE;
            breaks.push(Break { end, next: sums, penalty: 0, hyphen: false, forced: false });
        }
        if let Some(last) = breaks.last_mut() {
            last.forced = true;
        }
        breaks
    }

    fn measure(width: i64) -> Measure {
        Measure { first: width, rest: width, ragged: None, looseness: 4000, emergency: None, short: 0, strict: false }
    }

    #[test]
    fn the_whole_paragraph_counts_and_not_line_after_line() {
        // Filled in turn, the first line takes three words and the second is left with one, less than half full.
        let breaks = breaks(&[30, 30, 15, 40, 70]);
        let measure = Measure { ragged: Some(50), ..measure(100) };
        assert!(breaks[2].end.width <= 100 && breaks[4].end.width - breaks[2].next.width > 100);
        assert_eq!(first_fit(&breaks, Sums::default(), &measure), Some(3));
        assert_eq!(fit(&breaks, Sums::default(), &measure), Some(vec![1, 3, 4]));
    }

    #[test]
    fn what_does_not_fit_is_refused_until_the_last_attempt() {
        let breaks = breaks(&[200, 20]);
        assert_eq!(fit(&breaks, Sums::default(), &measure(100)), None);
        let last = Measure { emergency: Some(30), ..measure(100) };
        assert_eq!(fit(&breaks, Sums::default(), &last), Some(vec![0, 1]));
    }

    #[test]
    fn a_third_hyphen_in_a_row_is_never_taken() {
        let mut breaks = breaks(&[96, 96, 96, 96, 96]);
        for place in &mut breaks[..4] {
            place.hyphen = true;
        }
        assert_eq!(fit(&breaks, Sums::default(), &measure(96)), None);
        breaks[1].hyphen = false;
        assert_eq!(fit(&breaks, Sums::default(), &measure(96)), Some(vec![0, 1, 2, 3, 4]));
    }

    #[test]
    fn a_short_last_line_is_avoided() {
        let breaks = breaks(&[30, 30, 30, 30, 5]);
        let plain = fit(&breaks, Sums::default(), &Measure { ragged: Some(50), ..measure(70) });
        let careful = fit(&breaks, Sums::default(), &Measure { ragged: Some(50), short: 20, ..measure(70) });
        assert_eq!(plain, Some(vec![1, 3, 4]));
        assert!(careful.is_some_and(|ends| ends.ends_with(&[2, 4])));
    }

    #[test]
    fn the_rest_of_a_word_does_not_make_the_last_line() {
        let mut breaks = breaks(&[30, 30, 60]);
        let start_of_word = breaks[1].next;
        let sums = |more| Sums { width: start_of_word.width + more, ..start_of_word };
        let hyphen = Break { end: sums(24), next: sums(20), penalty: 50, hyphen: true, forced: false };
        breaks.insert(2, hyphen);
        let measure = Measure { ragged: Some(50), ..measure(125) };
        assert_eq!(fit(&breaks, Sums::default(), &measure), Some(vec![1, 3]));
    }
}
