//! Lists of numbers inside a unit, as the rows of a table or a form have them: `1.`, `2.`, `3.` below point a of clause 2 are no
//! clauses, though 3 is the next one.

use crate::segment::kind::Kind;
use crate::segment::label::{self, Label};
use crate::segment::lines::Form;

use super::accept::Decision;
use super::quoted::AROUND;
use super::scan::Scan;
use super::sequence::{relate, Relation};

impl Scan<'_> {
    /// Keeps how far a list inside the unit being read has come: it began with the first number, which was left as text.
    pub(super) fn note_inner(&mut self, label: &Label, decision: &Option<Decision>) {
        if matches!(decision, Some(Decision::Heading(_))) {
            self.inner = None;
            return;
        }
        let Some(number) = label.number.filter(|_| label.kind == Kind::Clause && label.form != Form::Bare) else { return };
        if number.is_first() || self.inner.is_some_and(|last| relate(Some(last), number) == Relation::Next) {
            self.inner = Some(number);
        }
    }

    /// Whether the clause on line `index`, the next one by its number, goes on with a list inside the unit instead: the points of the
    /// unit go on below it, or its number comes again.
    pub(super) fn goes_on_inside(&self, index: usize, label: &Label) -> bool {
        let (Some(number), Some(inner)) = (label.number, self.inner) else { return false };
        if relate(Some(inner), number) != Relation::Next {
            return false;
        }
        for at in (index + 1..self.lines.len().min(index + AROUND)).filter(|&at| self.is_open(at)) {
            let below = label::read(self.lines.get(at), self.lexicon).filter(|below| below.form != Form::Bare);
            let Some((level, order)) = below.and_then(|below| Some((below.level, below.number?))) else { continue };
            if level < label.level {
                return false;
            }
            if level > label.level {
                return !order.is_first() && relate(self.last[level], order) == Relation::Next;
            }
            if order == number {
                return true;
            }
            if order.value < number.value {
                return false;
            }
        }
        false
    }
}
