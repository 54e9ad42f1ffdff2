//! Which blocks of the old text became which of the new one: equal ones first, then by likeness in what lies between.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// What alignment looks at: a paragraph, a table or a row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entry {
    /// Equal for equal content.
    pub(crate) hash: u64,
    /// Only blocks of one kind can be the same block.
    pub(crate) kind: usize,
    /// Its words as hashes, sorted.
    pub(crate) words: Vec<u64>,
}

/// One step through both texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The old block is the new one, changed or not.
    Pair(usize, usize),
    /// The old block is gone.
    Old(usize),
    /// The new block was not there.
    New(usize),
}

/// How far from its place a changed block is looked for.
const BAND: usize = 60;
/// The most pairs of blocks that are looked at between two that are equal. Beyond, all count as replaced.
const PAIRS: usize = 1_000_000;
/// Two blocks with so many words in common, of a thousand, are one block that was changed.
const ALIKE: u32 = 400;
/// The most work on the words of one pair of texts: the product of their lengths, without what begins and ends alike.
const WORK: usize = 4_000_000;

/// Aligns two lists of blocks.
pub(crate) fn align(old: &[Entry], new: &[Entry]) -> Vec<Step> {
    let key = |entry: &Entry| (entry.kind, entry.hash);
    let (old_keys, new_keys): (Vec<_>, Vec<_>) = (old.iter().map(key).collect(), new.iter().map(key).collect());
    let mut steps = Vec::new();
    for segment in segments(&old_keys, &new_keys) {
        if segment.is_equal {
            steps.extend(segment.old.zip(segment.new).map(|(a, b)| Step::Pair(a, b)));
        } else {
            between(old, new, &segment, &mut steps);
        }
    }
    steps
}

/// A stretch of both texts that is equal, or replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) old: std::ops::Range<usize>,
    pub(crate) new: std::ops::Range<usize>,
    pub(crate) is_equal: bool,
}

/// The stretches of two texts.
pub(crate) fn segments<T: Ord + std::hash::Hash + Eq>(old: &[T], new: &[T]) -> Vec<Segment> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let end = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let old_middle = &old_rest[..old_rest.len() - end];
    let new_middle = &new_rest[..new_rest.len() - end];
    let mut found: Vec<Segment> = Vec::new();
    let mut add = |old: std::ops::Range<usize>, new: std::ops::Range<usize>, is_equal: bool| {
        if old.is_empty() && new.is_empty() {
            return;
        }
        match found.last_mut().filter(|last| last.is_equal == is_equal) {
            Some(last) => (last.old.end, last.new.end) = (old.end, new.end),
            None => found.push(Segment { old, new, is_equal }),
        }
    };
    add(0..start, 0..start, true);
    if old_middle.len().saturating_mul(new_middle.len()) > WORK {
        add(start..start + old_middle.len(), start..start + new_middle.len(), false);
    } else {
        for op in capture_diff_slices(Algorithm::Myers, old_middle, new_middle) {
            let (a, b) = (op.old_range(), op.new_range());
            let is_equal = matches!(op, DiffOp::Equal { .. });
            add(a.start + start..a.end + start, b.start + start..b.end + start, is_equal);
        }
    }
    add(old.len() - end..old.len(), new.len() - end..new.len(), true);
    found
}

/// Blocks between two that are equal: the pairs with the most words in common, in order.
fn between(old: &[Entry], new: &[Entry], segment: &Segment, steps: &mut Vec<Step>) {
    let (a0, b0) = (segment.old.start, segment.new.start);
    let (n, m) = (segment.old.len(), segment.new.len());
    if n == 0 || m == 0 || n.saturating_mul(m) > PAIRS {
        steps.extend(segment.old.clone().map(Step::Old));
        steps.extend(segment.new.clone().map(Step::New));
        return;
    }
    let width = m + 1;
    let mut best = vec![0u32; (n + 1) * width];
    let mut alike = vec![0u32; n * m];
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            let likeness = if near(i, j, n, m) { likeness(&old[a0 + i], &new[b0 + j]) } else { 0 };
            alike[i * m + j] = likeness;
            let skipped = best[(i + 1) * width + j].max(best[i * width + j + 1]);
            let paired = if likeness > 0 { best[(i + 1) * width + j + 1] + likeness } else { 0 };
            best[i * width + j] = skipped.max(paired);
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < n && j < m {
        let likeness = alike[i * m + j];
        if likeness > 0 && best[i * width + j] == best[(i + 1) * width + j + 1] + likeness {
            steps.push(Step::Pair(a0 + i, b0 + j));
            (i, j) = (i + 1, j + 1);
        } else if best[i * width + j] == best[(i + 1) * width + j] {
            steps.push(Step::Old(a0 + i));
            i += 1;
        } else {
            steps.push(Step::New(b0 + j));
            j += 1;
        }
    }
    steps.extend((i..n).map(|i| Step::Old(a0 + i)));
    steps.extend((j..m).map(|j| Step::New(b0 + j)));
}

/// Whether two blocks stand about as far into their texts.
fn near(i: usize, j: usize, n: usize, m: usize) -> bool {
    (i * m / n).abs_diff(j) <= BAND
}

/// How many words of a thousand two blocks have in common; 0 where they are too unlike.
fn likeness(old: &Entry, new: &Entry) -> u32 {
    let total = old.words.len() + new.words.len();
    if old.kind != new.kind || total == 0 {
        return 0;
    }
    let (mut i, mut j, mut common) = (0, 0, 0usize);
    while let (Some(a), Some(b)) = (old.words.get(i), new.words.get(j)) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, common) = (i + 1, j + 1, common + 1),
        }
    }
    let likeness = u32::try_from(2_000 * common / total).unwrap_or(0);
    if likeness >= ALIKE { likeness } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Step, align};

    fn entry(words: &[u64]) -> Entry {
        let mut sorted = words.to_vec();
        sorted.sort_unstable();
        Entry { hash: words.iter().fold(7, |hash, word| hash * 31 + word), kind: 1, words: sorted }
    }

    #[test]
    fn a_changed_block_is_found_beside_one_that_is_new() {
        let old = [entry(&[1, 2, 3]), entry(&[4, 5, 6, 7]), entry(&[8, 9])];
        let new = [entry(&[1, 2, 3]), entry(&[20, 21]), entry(&[4, 5, 60, 7]), entry(&[8, 9])];
        let wanted = [Step::Pair(0, 0), Step::New(1), Step::Pair(1, 2), Step::Pair(2, 3)];
        assert_eq!(align(&old, &new), wanted);
    }

    #[test]
    fn blocks_that_have_nothing_in_common_are_replaced() {
        let steps = align(&[entry(&[1, 2])], &[entry(&[3, 4])]);
        assert!(steps.contains(&Step::Old(0)) && steps.contains(&Step::New(0)), "{steps:?}");
    }
}
