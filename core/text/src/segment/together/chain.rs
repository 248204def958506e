//! Which of the lines that read like headings of one level are: those that number on best, taken together.
//!
//! A line alone cannot tell a heading from a reference, a list or a wrapped number. Among all readings the chain is
//! chosen whose numbers follow one another with the best signs of being headings; a number left out costs. So a stray
//! `7.` inside section 5 loses against 6 and 7 that come later. One pass, whose work per line is bounded.

use std::collections::BTreeMap;

use crate::segment::number::Order;

/// A line that may be a heading of the level.
#[derive(Debug, Clone)]
pub(super) struct Link {
    /// Index of the line.
    pub(super) line: usize,
    /// Ways to read its number; the index into them is part of the answer.
    pub(super) orders: Vec<Order>,
    /// How much speaks for it; below 1 it is none.
    pub(super) score: i32,
}

/// A link chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chosen {
    /// Index into the links.
    pub(super) link: usize,
    /// Which reading of its number.
    pub(super) order: usize,
    /// Numbers left out before it.
    pub(super) gap: u32,
}

const WIDEST_GAP: u32 = 12;
const GAP_COST: i32 = 7;
/// What a wider gap costs: as much as a few good headings are worth, unless a group began in it, as where the sections of
/// chapter 2 are § 201, § 202…
const WIDE_GAP_COST: i32 = 20;
const WIDE_GAP_IN_NEW_GROUP_COST: i32 = 9;
/// Most ends of chains looked at for one line: bounds the work whatever the numbers are.
const NEAREST: usize = 48;
const LATE_START_COST: i32 = 3;

#[derive(Clone, Copy)]
struct Best {
    total: i32,
    state: usize,
}

struct State {
    chosen: Chosen,
    total: i32,
    before: Option<usize>,
}

/// The best chain. `boundaries` are lines (ascending) at which the numbering may start again, `groups` those at which it may
/// leave out many numbers.
pub(super) fn best(links: &[Link], boundaries: &[usize], groups: &[usize]) -> Vec<Chosen> {
    let mut states: Vec<State> = Vec::with_capacity(links.len());
    // Best chain that ends in a number, since the last boundary and over all.
    let mut ending: BTreeMap<Order, Best> = BTreeMap::new();
    let mut overall: Option<Best> = None;
    // The best chain before the last boundary passed.
    let mut closed: Option<Best> = None;
    let mut next_boundary = 0;
    let mut next_group = 0;
    for (index, link) in links.iter().enumerate().filter(|(_, link)| link.score > 0) {
        while groups.get(next_group).is_some_and(|&group| group <= link.line) {
            next_group += 1;
        }
        let group = next_group.checked_sub(1).map(|last| groups[last]);
        while boundaries.get(next_boundary).is_some_and(|&boundary| boundary <= link.line) {
            closed = overall;
            next_boundary += 1;
        }
        let mut found: Option<(i32, Chosen, Option<usize>)> = None;
        for (reading, &order) in link.orders.iter().enumerate() {
            let mut offer = |total: i32, gap: u32, before: Option<usize>| {
                if found.as_ref().is_none_or(|(best, ..)| total > *best) {
                    found = Some((total, Chosen { link: index, order: reading, gap }, before));
                }
            };
            let is_first = order.value <= 1 && order.suffix == 0;
            let start_cost = if is_first { 0 } else { LATE_START_COST + i32::try_from(order.value.min(20)).unwrap_or(20) / 5 };
            offer(link.score - start_cost, if is_first { 0 } else { order.value.saturating_sub(1) }, None);
            if let Some(before) = closed.filter(|_| is_first) {
                offer(before.total + link.score, 0, Some(before.state));
            }
            for (&last, before) in ending.range(..order).rev().take(NEAREST) {
                let Some(gap) = last.gap_to(order) else { continue };
                let inserted = i32::from(order.suffix > 0 && last.value != order.value);
                let cost = match gap {
                    0 => inserted,
                    1..=WIDEST_GAP => GAP_COST + i32::try_from(gap).unwrap_or(i32::MAX / 2),
                    _ if group > Some(links[states[before.state].chosen.link].line) => WIDE_GAP_IN_NEW_GROUP_COST,
                    _ => WIDE_GAP_COST,
                };
                offer(before.total + link.score - cost, gap, Some(before.state));
            }
        }
        let Some((total, chosen, before)) = found else { continue };
        let state = states.len();
        let order = link.orders[chosen.order];
        states.push(State { chosen, total, before });
        let best = Best { total, state };
        ending
            .entry(order)
            .and_modify(|known| {
                if total > known.total {
                    *known = best;
                }
            })
            .or_insert(best);
        if overall.is_none_or(|known| total > known.total) {
            overall = Some(best);
        }
    }
    let mut chosen = Vec::new();
    let mut at = states
        .iter()
        .enumerate()
        .max_by(|one, other| one.1.total.cmp(&other.1.total).then(other.0.cmp(&one.0)))
        .map(|(at, _)| at);
    while let Some(state) = at {
        chosen.push(states[state].chosen);
        at = states[state].before;
    }
    chosen.reverse();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(numbers: &[(u32, i32)], boundaries: &[usize]) -> Vec<usize> {
        let links: Vec<Link> = numbers
            .iter()
            .enumerate()
            .map(|(line, &(value, score))| Link { line, orders: vec![Order::plain(value)], score })
            .collect();
        best(&links, boundaries, &[]).iter().map(|chosen| chosen.link).collect()
    }

    #[test]
    fn the_best_chain_wins() {
        for (numbers, boundaries, expected) in [
            (&[(1, 4), (2, 4), (3, 4)][..], &[][..], &[0, 1, 2][..]),
            // A stray 7 inside section 5.
            (&[(5, 4), (7, 4), (6, 4), (7, 4), (8, 4)], &[], &[0, 2, 3, 4]),
            // A reference in front of the heading, with weaker signs.
            (&[(1, 4), (2, 2), (2, 6), (3, 4)], &[], &[0, 2, 3]),
            // A gap in the document.
            (&[(1, 4), (2, 4), (5, 4), (6, 4), (7, 4)], &[], &[0, 1, 2, 3, 4]),
            // Numbers restart at a boundary, and only there.
            (&[(1, 4), (2, 4), (1, 4), (2, 4), (3, 4)], &[2], &[0, 1, 2, 3, 4]),
            (&[(1, 4), (2, 4), (1, 4), (2, 4), (3, 4)], &[], &[0, 1, 4]),
        ] {
            assert_eq!(values(numbers, boundaries), expected, "{numbers:?}");
        }
    }
}
