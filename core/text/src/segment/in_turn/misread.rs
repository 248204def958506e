//! Points whose letter a page shows as another one: `c) … đ) … đ) … e)` has a point d.

use crate::segment::kind::Kind;
use crate::segment::label::{self, Label};
use crate::segment::number::Order;

use super::accept::Decision;
use super::quoted::AROUND;
use super::scan::Scan;
use super::sequence::{relate, Relation};

impl Scan<'_> {
    /// The label of line `index` with the letter that stood there, and what is to be reported: its own letter does not go on with the
    /// points above, the one that it is easily taken for does, and the points below go on from that one.
    pub(super) fn meant(&self, index: usize, label: &Label) -> Option<(Label, Decision)> {
        if label.kind != Kind::Point || !self.in_article || self.follows(self.last[label.level], label.number?) {
            return None;
        }
        let (letter, number) = self.readings(label).find(|&(_, number)| self.follows(self.last[label.level], number))?;
        let below = (index + 1..self.lines.len().min(index + AROUND)).filter(|&at| self.is_open(at));
        let mut labels = below.filter_map(|at| label::read(self.lines.get(at), self.lexicon));
        let next = labels.find(|below| below.level <= label.level).filter(|below| below.level == label.level)?;
        let own = next.number.filter(|&own| self.follows(Some(number), own));
        if own.is_none() && !self.readings(&next).any(|(_, other)| self.follows(Some(number), other)) {
            return None;
        }
        let message =
            format!("{} stands where {letter} should, and was read as that: the points around it say so.", label.written);
        let meant = Label { number_written: letter.to_string(), number: Some(number), ..label.clone() };
        Some((meant, Decision::Heading(Some(("out_of_order", message)))))
    }

    /// What the letter of `label` may have been.
    fn readings<'r>(&'r self, label: &'r Label) -> impl Iterator<Item = (char, Order)> + 'r {
        let pairs = self.lexicon.words.misread.iter().filter_map(|pair| {
            let mut letters = pair.chars();
            Some((letters.next()?, letters.next()?))
        });
        let of_label = pairs.filter(|(shown, _)| label.number_written.chars().eq([*shown]));
        of_label.filter_map(|(_, meant)| Some((meant, self.lexicon.letters.order(meant)?)))
    }

    fn follows(&self, last: Option<Order>, number: Order) -> bool {
        relate(last, number) == Relation::Next
    }
}
