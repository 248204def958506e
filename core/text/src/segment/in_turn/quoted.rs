//! Whether the marks of a quotation tell the truth where a label stands: one that closed too early, or never.

use crate::segment::error::MarkError;
use crate::segment::kind::Kind;
use crate::segment::label::{self, Label};
use crate::segment::lines::Form;
use crate::segment::number::Order;
use crate::segment::page::Page;

use super::scan::Scan;
use super::sequence::{relate, Relation};

/// Most lines around a label that are looked at.
pub(super) const AROUND: usize = 400;

/// Marks that open a quotation.
const MARKS: [char; 7] = ['“', '‟', '„', '«', '"', '‘', '\''];

impl Scan<'_> {
    /// Reads an article that would come next inside a quotation: a forgotten mark may have swallowed it. Says whether it had.
    pub(super) fn read_quoted(&mut self, index: usize, line: &str) -> Result<bool, MarkError> {
        let marked = |label: &Label| label.kind == Kind::Article && label.form == Form::Marked;
        let Some(label) = label::read(line, self.lexicon).filter(marked) else { return Ok(false) };
        let last = self.last[label.level];
        if label.number.is_none_or(|number| relate(last, number) != Relation::Next) {
            return Ok(false);
        }
        if self.is_swallowed(index, &label) {
            self.quotations.release(index);
            return self.read_label(index, line, label);
        }
        let message = format!("{} stands inside a quotation and was left as text, but is the next article.", label.written);
        self.outline.report(self.lines, "quoted_heading", self.lines.start(index), &label.written, message);
        Ok(false)
    }

    /// Whether a heading on line `index` that does not go on with the act can stand in a quotation that closes below: behind one that
    /// seemed to have ended, or after words that announce one (`như sau:`) whose opening mark is not there.
    pub(super) fn may_be_quoted(&self, index: usize) -> bool {
        let Some((ended, close)) = self.quotations.implied(index) else { return false };
        // A mark far below is a speck, and no end of what was quoted far above.
        if close - index > AROUND || (ended > 0 && index - ended > AROUND) {
            return false;
        }
        if ended > 0 {
            return true;
        }
        let above = (0..index).rev().find(|&at| self.page[at] == Page::Text && !self.lines.is_blank(at));
        above.is_some_and(|above| self.lines.get(above).trim_end().ends_with(':'))
    }

    /// Whether the label of line `index`, whose number is the next one, is of a quotation that closed too early: another mark closes
    /// below that nothing opened, and either the same number comes again below that mark, or the numbers of the quotation go on.
    pub(super) fn is_behind_quotation(&self, index: usize, label: &Label) -> bool {
        let Some((ended, close)) = self.quotations.implied(index).filter(|_| label.kind > Kind::Article) else { return false };
        let outer = |at: usize| {
            label::read(self.lines.get(at), self.lexicon)
                .is_some_and(|other| other.kind <= Kind::Article && other.form == Form::Marked)
        };
        // The act went on to another article before the mark.
        if close - ended > AROUND || (ended + 1..=close).any(outer) {
            return false;
        }
        let below = close + 1..self.lines.len().min(close + AROUND);
        let next = below.filter(|&at| self.is_open(at)).find_map(|at| {
            label::read(self.lines.get(at), self.lexicon).filter(|next| next.level <= label.level && next.form != Form::Bare)
        });
        if let Some(next) = next.filter(|next| next.level == label.level) {
            return next.number.is_some_and(|number| relate(self.last[label.level], number) == Relation::Next);
        }
        // `như sau:` with no mark below it: the mark that closes belongs to one that was forgotten there.
        let opens = (index..=close).any(|at| self.lines.get(at).trim_end().ends_with(':'));
        let follows = |last: Order| label.number.is_some_and(|number| relate(Some(last), number) == Relation::Next);
        !opens && self.last_quoted(ended, label.level).is_some_and(follows)
    }

    /// Whether the label of line `index`, inside a quotation, is the act's next article: its number comes nowhere below the
    /// quotation, and nothing quoted leads to it.
    fn is_swallowed(&mut self, index: usize, label: &Label) -> bool {
        let Some(number) = label.number else { return false };
        let follows = |last: Order| relate(Some(last), number) == Relation::Next;
        let leads = |last: Option<Order>| last.map_or_else(|| self.may_hold_article(index - 1), follows);
        if leads(self.last_quoted(index - 1, label.level)) {
            return false;
        }
        // What was looked for once is not looked for again.
        let known = self.comes_again.filter(|&(known, _)| known == number).map(|(_, again)| again);
        let again = known.unwrap_or_else(|| {
            (index + 1..self.lines.len()).filter(|&at| self.is_open(at)).any(|at| {
                label::read(self.lines.get(at), self.lexicon)
                    .is_some_and(|other| other.level == label.level && other.form == Form::Marked && other.number == label.number)
            })
        });
        self.comes_again = Some((number, again));
        !again
    }

    /// Whether the quotation that holds line `from`, in which no article stands so far, can hold one: it begins with the heading of an
    /// article or a group, or the act announces it (`như sau:`). What only a speck opened is no quotation.
    fn may_hold_article(&self, from: usize) -> bool {
        let Some(opens) = (0..=from).rev().find(|&at| !self.quotations.begins_inside(at)) else { return false };
        let line = self.lines.get(opens);
        let quoted = line.trim_start_matches(|c| c == ' ' || MARKS.contains(&c));
        let heads = label::read(quoted, self.lexicon).is_some_and(|label| label.kind <= Kind::Article);
        let announces = |text: &str| text.trim_end().ends_with(':');
        let above = (0..opens).rev().find(|&at| self.page[at] == Page::Text && !self.lines.is_blank(at));
        heads || line.split(MARKS).any(announces) || above.is_some_and(|above| announces(self.lines.get(above)))
    }

    /// The number of the last label of `level` in the quotation that holds line `from`.
    fn last_quoted(&self, from: usize, level: usize) -> Option<Order> {
        let mut quoted = true;
        let lines = (from.saturating_sub(AROUND)..=from)
            .rev()
            .take_while(|&at| std::mem::replace(&mut quoted, self.quotations.begins_inside(at)));
        lines.filter(|&at| self.page[at] == Page::Text).find_map(|at| {
            let line = self.lines.get(at).trim_start_matches(|c| c == ' ' || MARKS.contains(&c));
            label::read(line, self.lexicon).filter(|label| label.level == level)?.number
        })
    }

    /// Whether line `at` is text of a page and begins in no quotation.
    pub(super) fn is_open(&self, at: usize) -> bool {
        self.page[at] == Page::Text && !self.quotations.begins_inside(at)
    }
}
