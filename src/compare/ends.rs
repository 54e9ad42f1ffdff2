//! How a text, a cell or a note ends. Its last mark can be neither put in nor taken out: where the last paragraphs are new or
//! gone, the mark of the paragraph before them is, and the last one stays, as Word does it.

use std::collections::BTreeMap;

use super::align::{Entry, Step, align};
use super::blocks::Block;
use super::pen::Mark;
use super::text::Side;
use crate::read::word::Space;

/// The paragraphs that only stand elsewhere: old or new index to the number of the move.
#[derive(Default)]
pub(super) struct Moved {
    pub(super) from: BTreeMap<usize, usize>,
    pub(super) to: BTreeMap<usize, usize>,
}

/// What is written of two texts.
pub(super) struct Plan {
    pub(super) steps: Vec<Step>,
    /// The step of the paragraph whose mark is changed for the last one.
    pub(super) end: Option<usize>,
    pub(super) moved: Moved,
    /// What happens to the marks of paragraphs that are new or gone.
    pub(super) mark: Mark,
}

impl Plan {
    /// What is new or gone as a whole, with its row or its note.
    pub(super) fn all(steps: Vec<Step>) -> Plan {
        Plan { steps, end: None, moved: Moved::default(), mark: Mark::Kept }
    }

    /// The change of the mark of a paragraph that stays.
    pub(super) fn change_of_mark(&self, index: usize) -> Option<&'static str> {
        let is_end = self.end == Some(index);
        is_end.then(|| if matches!(self.steps.last(), Some(Step::Old(_))) { "del" } else { "ins" })
    }

    /// What happens to the mark of a paragraph that is new or gone.
    pub(super) fn mark_at(&self, index: usize, old: &[Block], new: &[Block]) -> Mark {
        let end = self.end.filter(|_| index + 1 == self.steps.len()).map(|end| self.steps[end]);
        match (end, self.steps[index]) {
            (Some(Step::Pair(_, b)), Step::Old(_)) => Mark::Last(new[b].node()),
            (Some(Step::Pair(a, _)), Step::New(_)) => Mark::Last(old[a].node()),
            // LibreOffice takes a row out only if all that stands in its cells goes, but for their last marks.
            _ if self.mark == Mark::Kept && index + 1 < self.steps.len() => Mark::Changed,
            _ => self.mark,
        }
    }
}

/// The steps through both texts, of which the new one ends at `end`, and the step of the paragraph whose mark is changed for
/// the last one.
pub(super) fn settled(side: &Side, old: &[Block], new: &[Block], end: usize) -> (Vec<Step>, Option<usize>) {
    let mut steps = steps(old, new);
    let (Some((Block::Line(_), old_start)), Some((Block::Line(last), new_start))) =
        (old.split_last(), new.split_last())
    else {
        return (steps, None);
    };
    let pair = Step::Pair(old_start.len(), new_start.len());
    let before = steps.iter().rposition(|step| matches!(step, Step::Pair(..)));
    let tail = &steps[before.map_or(0, |at| at + 1)..];
    let has_old = tail.iter().any(|step| matches!(step, Step::Old(_)));
    let has_new = tail.iter().any(|step| matches!(step, Step::New(_)));
    if !has_old && !has_new || goes_on(side, side.tree.range(last.node).end..end) {
        return (steps, None);
    }
    if has_old && has_new {
        // The last paragraph of the one text becomes that of the other.
        steps.retain(|step| *step != Step::Old(old_start.len()) && *step != Step::New(new_start.len()));
        steps.push(pair);
        return (steps, None);
    }
    if let Some(before) = before.filter(|at| is_joined(side, &steps[*at..], old, new)) {
        return (steps, Some(before));
    }
    let mut steps = self::steps(old_start, new_start);
    steps.push(pair);
    (steps, None)
}

fn steps(old: &[Block], new: &[Block]) -> Vec<Step> {
    let entries = |blocks: &[Block]| blocks.iter().map(|block| block.entry().clone()).collect::<Vec<Entry>>();
    align(&entries(old), &entries(new))
}

/// Whether paragraphs that are not compared, such as those of the contents, come after the last one.
fn goes_on(side: &Side, range: std::ops::Range<usize>) -> bool {
    let (rest, p) = (side.tree.text().get(range).unwrap_or(""), &side.prefix);
    [" ", ">", "/"].iter().any(|end| rest.contains(&format!("<{p}p{end}"))) || rest.contains(&format!("<{p}tbl>"))
}

/// Whether a paragraph and what is new or gone after it are paragraphs without anything between them, all in one section.
fn is_joined(side: &Side, steps: &[Step], old: &[Block], new: &[Block]) -> bool {
    let tree = &side.tree;
    let ends_section = |block: &Block| {
        let properties = tree.child(block.node(), Space::Word, "pPr");
        properties.is_some_and(|properties| tree.child(properties, Space::Word, "sectPr").is_some())
    };
    let mut at = None;
    steps.iter().all(|step| match step {
        Step::Old(a) => matches!(old[*a], Block::Line(_)),
        Step::New(b) | Step::Pair(_, b) => {
            let range = tree.range(new[*b].node());
            let between = at.and_then(|at| tree.text().get(at..range.start)).unwrap_or("");
            at = Some(range.end);
            matches!(new[*b], Block::Line(_)) && between.trim().is_empty() && !ends_section(&new[*b])
        }
    })
}
