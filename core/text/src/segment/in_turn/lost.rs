//! Whether the number that should stand before a label was lost, as where a page was read badly (`>. Một` for `2. Một`).

use crate::segment::label::{self, Label};
use crate::segment::lines::Form;
use crate::segment::number::Order;

use super::quoted::AROUND;
use super::scan::Scan;
use super::sequence::{relate, Relation};

/// Most signs between a colon and the label behind it: white space, and what was read for a speck.
const MISREAD: usize = 4;
/// Most numbers that are lost one after the other.
const LOST: u32 = 3;

impl Scan<'_> {
    /// Whether the labels below line `index` go on from `label`, before which `missing` numbers are left out, and none of these
    /// comes later. Where nothing of its level stands below, one may be missing.
    pub(super) fn goes_on(&self, index: usize, label: &Label, missing: u32) -> bool {
        let (Some(last), Some(number)) = (self.last[label.level], label.number) else { return false };
        if missing > LOST {
            return false;
        }
        let mut before = None;
        for at in (index + 1..self.lines.len().min(index + AROUND)).filter(|&at| self.is_open(at)) {
            let below = label::read(self.lines.get(at), self.lexicon).filter(|below| below.form != Form::Bare);
            let Some(below) = below.filter(|below| below.level <= label.level) else { continue };
            if below.level < label.level {
                break;
            }
            let Some(order) = below.number else { return false };
            let is_next = |last: Order| relate(Some(last), order) == Relation::Next;
            if is_next(last) || (before.is_none() && !is_next(number)) {
                return false;
            }
            before = Some(order);
        }
        before.is_some() || missing == 1
    }

    /// Whether the first of the list that line `index` goes on with stands in the line above, behind the colon that announces it:
    /// `như sau: a) Một`.
    pub(super) fn first_is_above(&self, index: usize, label: &Label) -> bool {
        let above = (0..index).rev().find(|&at| self.is_open(at) && !self.lines.is_blank(at));
        let Some((_, list)) = above.and_then(|above| self.lines.get(above).rsplit_once(':')) else { return false };
        let starts = list.char_indices().take(MISREAD).map(|(at, _)| &list[at..]);
        let mut labels = starts.filter_map(|list| label::read(list, self.lexicon));
        labels.any(|first| first.level == label.level && first.number.is_some_and(Order::is_first))
    }
}
