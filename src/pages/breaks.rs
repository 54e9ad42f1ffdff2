//! Where pages end: of all ways to cut the flow the cheapest, by the white space left over and what each cut tears.

use std::ops::Range;

use super::chunk::{Chunk, Marks, chunks};
use super::footnote::{Footnotes, Outcome};
use super::order::{Order, Row};
use super::unit::{Flow, Heights};
use crate::length::Length;

/// A way to fill the pages: the order of the units, and where pages end. The flow is not changed by it.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    /// The order of the units in each segment.
    pub(super) orders: Vec<Order>,
    /// What each page holds.
    pub(super) pages: Vec<PagePlan>,
    /// What the ends of the pages cost.
    pub(super) cost: u64,
}

impl Plan {
    /// The units of a segment in their order.
    pub(super) fn row<'a>(&'a self, flow: &'a Flow<'_>, segment: usize) -> Option<Row<'a>> {
        Some(self.orders.get(segment)?.row(&flow.segments.get(segment)?.units))
    }
}

/// What a page is to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PagePlan {
    /// The segment its text is from.
    pub(super) segment: usize,
    /// Whether it is the cover.
    pub(super) cover: bool,
    /// The units of the segment, by their places in its order; none on a page that only ends notes.
    pub(super) units: Range<usize>,
    /// The footnote lines.
    pub(super) notes: Range<usize>,
    /// The height of its text.
    pub(super) height: Length,
}

/// The cost of one more page. Many bodies limit the number of pages, so only a break that misleads the reader costs as much.
const PAGE: u64 = 50_000;
/// A note that goes on on the next page.
const CONTINUED: u64 = 3_000;
/// Each point of height of what is left of the notes for the next pages.
const LEFT_OVER: u64 = 10;
/// A note that begins after the page of its mark.
const LATE: u64 = 1_000_000;
/// A last page with fewer than six lines.
const SHORT_END: u64 = 6_000;
/// A page with one line from the middle of a paragraph: more than a page that is half empty.
const LONE_LINE: u64 = 200_000;
/// How many ends of a page that split no note are compared.
const CANDIDATES: usize = 12;

/// Cuts the flow, in these orders, into pages with room for a text block of this height.
pub(super) fn plan(flow: &Flow<'_>, orders: Vec<Order>, heights: Heights) -> Plan {
    let mut marks = Marks::new(flow);
    let (mut pages, mut cost) = (vec![], 0);
    let (mut carried, mut marked) = (0, 0);
    for (at, (segment, order)) in flow.segments.iter().zip(&orders).enumerate() {
        let page = heights.of(Some(segment));
        let row = order.row(&segment.units);
        let mut chunks = chunks(row, page);
        marks.follow(row, &mut chunks, &flow.notes);
        let search = Search::new(&chunks, &flow.notes, page, marked);
        marked = chunks.last().map_or(marked, |chunk| chunk.notes);
        let (found, own_cost) = search.run(carried);
        cost += own_cost;
        for page in found {
            carried = page.notes.end;
            pages.push(PagePlan { segment: at, cover: segment.cover, ..page });
        }
    }
    let last = flow.segments.len().saturating_sub(1);
    let page = heights.of(flow.segments.last());
    while carried < flow.notes.len() {
        let end = flow.notes.take_page(carried, page);
        pages.push(PagePlan { segment: last, notes: carried..end, ..PagePlan::default() });
        carried = end;
    }
    if pages.is_empty() {
        // A document without a word still has a page: a file without one cannot be opened.
        pages.push(PagePlan::default());
    }
    Plan { orders, pages, cost }
}

/// The best way found to end a page before a chunk.
#[derive(Clone, Copy)]
struct Node {
    cost: u64,
    from: usize,
    /// The footnote line the next page begins with.
    notes: usize,
}

/// A possible page.
struct Candidate {
    cost: u64,
    notes: usize,
    used: Length,
    outcome: Outcome,
}

/// The search through one segment.
struct Search<'a> {
    chunks: &'a [Chunk],
    notes: &'a Footnotes,
    page: Length,
    /// The footnote line up to which marks were met before the first chunk.
    marked: usize,
    /// The height of all chunks before each, with spaces; one more than chunks.
    sums: Vec<Length>,
}

impl<'a> Search<'a> {
    fn new(chunks: &'a [Chunk], notes: &'a Footnotes, page: Length, marked: usize) -> Search<'a> {
        let mut sums = Vec::with_capacity(chunks.len() + 1);
        let mut sum = Length::ZERO;
        sums.push(sum);
        for chunk in chunks {
            sum += chunk.before + chunk.height;
            sums.push(sum);
        }
        Search { chunks, notes, page, marked, sums }
    }

    /// The pages of this segment, and what their ends cost.
    fn run(&self, carried: usize) -> (Vec<PagePlan>, u64) {
        let count = self.chunks.len();
        let mut nodes: Vec<Option<Node>> = vec![None; count + 1];
        nodes[0] = Some(Node { cost: 0, from: 0, notes: carried });
        let mut furthest = 0;
        for from in 0..count {
            let Some(node) = nodes[from] else { continue };
            furthest = self.furthest(from, furthest);
            let mut compared = 0;
            for to in (from + 1..=furthest).rev() {
                let candidate = self.candidate(from, to, node.notes);
                let cost = node.cost + candidate.cost;
                if nodes[to].is_none_or(|known| cost < known.cost) {
                    nodes[to] = Some(Node { cost, from, notes: candidate.notes });
                }
                let whole = candidate.outcome == Outcome::Whole;
                compared += usize::from(whole);
                if whole && (to == count || compared == CANDIDATES || candidate.used < self.page / 2) {
                    break;
                }
            }
        }
        (self.trace(&nodes), nodes[count].map_or(0, |node| node.cost))
    }

    /// The last chunk's end that still fits a page beginning with `from`; at least one chunk.
    fn furthest(&self, from: usize, guess: usize) -> usize {
        let mut to = guess.max(from + 1);
        while to < self.chunks.len() && !self.chunks[to].begins_page && self.body(from, to + 1) <= self.page {
            to += 1;
        }
        while to > from + 1 && self.body(from, to) > self.page {
            to -= 1;
        }
        to
    }

    /// The height of the chunks from `from` to `to` on a page of their own.
    fn body(&self, from: usize, to: usize) -> Length {
        let first = &self.chunks[from];
        first.at_top + self.sums[to] - self.sums[from] - first.before
    }

    /// What a page with these chunks costs.
    fn candidate(&self, from: usize, to: usize, carried: usize) -> Candidate {
        let body = self.body(from, to);
        let last = &self.chunks[to - 1];
        let fresh = from.checked_sub(1).map_or(self.marked, |before| self.chunks[before].notes);
        let end = last.notes.max(carried);
        let taken = self.notes.take(carried, fresh.clamp(carried, end), end, self.page - body);
        let used = body + taken.height;
        let ends = to == self.chunks.len();
        let mut cost = PAGE;
        cost += match taken.outcome {
            Outcome::Whole => 0,
            Outcome::Continued => CONTINUED,
            Outcome::Late => LATE,
        };
        if !ends {
            cost += last.cost + square(self.page - used);
            if last.is_line && (to == from + 1 || last.after_figure) {
                cost += LONE_LINE;
            }
        } else if from > 0 && self.units(from, to) < 6 && body < self.page / 4 {
            cost += SHORT_END;
        }
        let left = self.notes.height(taken.end, end);
        cost += points(left) * LEFT_OVER;
        if ends && left > Length::ZERO {
            cost += PAGE * (1 + points(left) / points(self.page).max(1));
        }
        // Notes may fill two thirds of a page; beyond that the text would seem to stop.
        cost += square(taken.height - self.page.scale(2, 3));
        Candidate { cost, notes: taken.end, used, outcome: taken.outcome }
    }

    fn units(&self, from: usize, to: usize) -> usize {
        self.chunks[to - 1].end - self.start(from)
    }

    fn start(&self, chunk: usize) -> usize {
        chunk.checked_sub(1).map_or(0, |before| self.chunks[before].end)
    }

    /// Follows the best way back from the end.
    fn trace(&self, nodes: &[Option<Node>]) -> Vec<PagePlan> {
        let mut pages = vec![];
        let mut at = self.chunks.len();
        while at > 0 {
            let Some(node) = nodes[at] else { break };
            let notes = nodes[node.from].map_or(0, |before| before.notes)..node.notes;
            let units = self.start(node.from)..self.start(at);
            pages.push(PagePlan { units, notes, height: self.body(node.from, at), ..PagePlan::default() });
            at = node.from;
        }
        pages.reverse();
        pages
    }
}

/// The square of a length in whole points; a negative length is none.
pub(super) fn square(length: Length) -> u64 {
    points(length).pow(2)
}

/// A length in whole points; a negative length is none.
fn points(length: Length) -> u64 {
    u64::try_from(length.to_emu() / 12_700).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Order, PagePlan, plan};
    use crate::length::Length;
    use crate::pages::unit::{Break, Flow, Heights, Keep, Segment, Unit};

    /// Units of ten points each with this after them; a page has room for ten.
    fn pages(after: &[Break]) -> Vec<usize> {
        pages_of(after.iter().map(|after| (10, *after)))
    }

    /// Units of so many points each with this after them.
    fn pages_of(units: impl IntoIterator<Item = (i64, Break)>) -> Vec<usize> {
        let unit = |(height, after)| Unit { height: Length::pt(height), after, ..Unit::default() };
        let segment = Segment { units: units.into_iter().map(unit).collect(), ..Segment::default() };
        let flow = Flow { segments: vec![segment], ..Flow::default() };
        let orders = flow.segments.iter().map(Order::written).collect();
        plan(&flow, orders, PAGE).pages.iter().map(|PagePlan { units, .. }| units.len()).collect()
    }

    const PAGE: Heights = Heights { portrait: Length::pt(100), landscape: Length::pt(50) };
    const FREE: Break = Break::Allowed(0);

    #[test]
    fn pages_are_filled_and_the_last_is_free() {
        assert_eq!(pages(&[FREE; 25]), [10, 10, 5]);
    }

    #[test]
    fn a_last_page_of_one_line_takes_one_from_each_page_before() {
        assert_eq!(pages(&[FREE; 21]), [9, 9, 3]);
    }

    #[test]
    fn white_space_is_shared_by_two_pages_rather_than_left_on_one() {
        // Six units that stay together do not fit below the first nine of the second page.
        let mut after = [FREE; 30];
        after[16..21].fill(Break::Avoided(Keep::Paragraph));
        let pages = pages(&after);
        assert_eq!(pages.len(), 4);
        assert!(pages[0] == 8 && pages[1] == 8, "{pages:?}");
    }

    #[test]
    fn a_run_higher_than_a_page_gives_up_its_weakest_reason_first() {
        let mut after = [Break::Avoided(Keep::Next); 15];
        after[4] = Break::Avoided(Keep::Word);
        assert_eq!(pages(&after[..]), [5, 10]);
    }

    #[test]
    fn a_heading_is_parted_from_a_picture_of_a_whole_page_and_never_the_picture_from_its_caption() {
        let next = Break::Avoided(Keep::Next);
        let caption_of_four = [next, Break::Avoided(Keep::Lines), Break::Avoided(Keep::Paragraph), next];
        for lines in 1..9 {
            let text = [(10, FREE)].repeat(lines);
            let heading = [(10, Break::Avoided(Keep::Lead))];
            let figure = [70].into_iter().chain([5; 4]).zip(caption_of_four.into_iter().chain([FREE]));
            let all = text.into_iter().chain(heading).chain(figure).chain([(10, FREE); 8]);
            let first = pages_of(all)[..2].to_vec();
            assert!(first[0] <= lines + 1 && first[0] + first[1] > lines + 5, "{lines}: {first:?}");
        }
    }

    #[test]
    fn a_unit_higher_than_a_page_stands_on_one_of_its_own() {
        assert_eq!(pages_of([(500, FREE); 2]), [1, 1]);
    }
}
