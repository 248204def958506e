//! Where a provision ends that is quoted and whose mark is never closed: at the next clause or article of the act that quotes it.
//!
//! `2. Sửa đổi Điều 6 như sau:` announces it, and clause 3 ends it where that one changes another provision (what is quoted may have
//! a clause 3 too), or else the next article of the act.

use crate::segment::kind::Kind;
use crate::segment::label::{self, Label};
use crate::segment::lexicon::{begins_with, Lexicon};
use crate::segment::lines::{Form, Lines};
use crate::segment::number::Order;

use super::line::OPENING;
use super::Quotations;

/// Most lines of a provision whose end is looked for.
const LONGEST: usize = 400;

/// The numbers of the act down to the unit that is being read.
#[derive(Debug, Default, Clone, Copy)]
struct Place {
    article: Option<Order>,
    clause: Option<Order>,
    point: Option<Order>,
}

impl Place {
    /// The place at `label`, where it is of the act.
    fn enter(&mut self, label: &Label) {
        let number = label.number;
        *self = match label.kind {
            Kind::Group => Self { clause: None, point: None, ..*self },
            Kind::Article => Self { article: number, clause: None, point: None },
            Kind::Clause => Self { clause: number, point: None, ..*self },
            Kind::Point => Self { point: number, ..*self },
        };
    }

    /// Whether `label` goes on with the act from here.
    fn is_followed_by(&self, label: &Label) -> bool {
        let last = match label.kind {
            Kind::Group => None,
            Kind::Article => self.article,
            Kind::Clause => self.clause,
            Kind::Point => self.point,
        };
        last.zip(label.number).is_some_and(|(last, number)| last.gap_to(number) == Some(0))
    }
}

impl Quotations {
    /// Quotes the provisions that stand behind marks which are never closed, as far as the act shows where it goes on; lines that
    /// are not `read` are no text of it.
    pub(super) fn end_unclosed(&mut self, lines: &Lines<'_>, lexicon: &Lexicon<'_>, read: &impl Fn(usize) -> bool) {
        if lexicon.words.changing.is_empty() || self.unclosed.is_empty() {
            return;
        }
        let mut place = Place::default();
        let mut announced = false;
        let mut next = 0;
        for index in (0..lines.len()).filter(|&index| read(index) && !lines.is_blank(index)) {
            while self.unclosed.get(next).is_some_and(|&line| line < index) {
                next += 1;
            }
            if next == self.unclosed.len() {
                return;
            }
            let line = lines.get(index);
            if self.inside[index] {
                continue;
            }
            let quoted = line.trim_start().trim_start_matches(OPENING).trim_start_matches('"');
            if self.unclosed[next] == index && announced && label::read(quoted, lexicon).is_some() {
                if let Some(end) = self.end(index, place, lines, lexicon, read) {
                    self.inside[index + 1..end].fill(true);
                }
            } else if let Some(label) = label::read(line, lexicon).filter(|label| label.form == Form::Marked) {
                place.enter(&label);
            }
            announced = line.trim_end().ends_with(':');
        }
    }

    /// The line below `from` on which the act goes on from `place`.
    fn end(
        &self,
        from: usize,
        place: Place,
        lines: &Lines<'_>,
        lexicon: &Lexicon<'_>,
        read: &impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let below = (from + 1..lines.len().min(from + LONGEST)).filter(|&at| read(at) && !self.inside[at]);
        below.take_while(|at| self.unclosed.binary_search(at).is_err()).find(|&at| {
            let line = lines.get(at);
            let label = label::read(line, lexicon).filter(|label| label.form == Form::Marked && place.is_followed_by(label));
            label.is_some_and(|label| {
                label.kind == Kind::Article || begins_with(&line[label.rest_at..], &lexicon.words.changing).is_some()
            })
        })
    }
}
