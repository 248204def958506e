//! Which part of a document a line is in: before the articles, among them, or after their end.

use crate::profile::EndingReason;
use crate::segment::lines::Form;
use crate::segment::number::Order;
use crate::segment::outline::Class;
use crate::segment::sentence::Ending;

use super::scan::{Before, Part, Scan, Zone};
use super::sequence::{relate, Relation};
use crate::segment::kind::Kind;
use crate::segment::label::Label;

impl Scan<'_> {
    /// Whether `part` can begin at a line here.
    pub(super) fn can_begin(&self, ending: EndingReason) -> bool {
        let new_paragraph = self.after_blank || matches!(self.before, Before::Heading | Before::Line(Ending::Finished));
        match self.zone {
            Zone::Preamble | Zone::Component => false,
            Zone::Body => !self.outline.nodes.is_empty() && (new_paragraph || ending == EndingReason::SignatureBlock),
            Zone::After(part, _) => part == Part::Ending(EndingReason::AdoptionStatement) && part != Part::Ending(ending),
        }
    }

    /// Whether the line being read is of a table of contents.
    pub(super) fn in_contents(&self) -> bool {
        self.contents.is_some_and(|contents| (contents.at..contents.body_at).contains(&self.line))
    }

    /// What text at this place is.
    pub(super) fn class_of_text(&self) -> Class {
        match (self.zone, &self.title) {
            (Zone::After(part, _), _) => Class::Excluded(part.reason().into()),
            (Zone::Body | Zone::Component, Some(title)) => Class::Heading(title.node),
            (Zone::Body | Zone::Component, None) => match self.outline.current() {
                Some(node) => Class::Body(node),
                None => Class::Excluded("preamble".into()),
            },
            (Zone::Preamble, _) if self.in_contents() => Class::Excluded("table_of_contents".into()),
            (Zone::Preamble, _) => Class::Excluded("preamble".into()),
        }
    }

    /// Whether an article after what looked like the end shows that it was not the end.
    pub(super) fn resumes(&self, part: Part, label: &Label) -> bool {
        let next = label.number.is_some_and(|number| relate(self.last[label.level], number) == Relation::Next);
        matches!(part, Part::Ending(_)) && label.kind == Kind::Article && label.form == Form::Marked && next
    }

    /// Gives what looked like the end of the articles, from piece `first` on, back to the last unit.
    pub(super) fn resume(&mut self, first: usize, at: usize, label: &Label) {
        self.zone = Zone::Body;
        let Some(node) = self.outline.nodes.len().checked_sub(1) else { return };
        let ends = |reason: &str| self.lexicon.words.endings.iter().any(|ending| ending.reason.reason() == reason);
        for piece in &mut self.outline.pieces[first..] {
            if matches!(&piece.class, Class::Excluded(reason) if ends(reason)) {
                piece.class = Class::Body(node);
            }
        }
        let message =
            format!("{} follows what looked like a signature; that was kept as text of the unit before.", label.written);
        self.outline.report(self.lines, "false_ending", at, &label.written, message);
    }

    /// Begins the table of contents that a web page shows below a law, where `line` is its title.
    pub(super) fn begin_contents(&mut self, line: &str) {
        if let Zone::After(_, first) = self.zone {
            if self.lexicon.titles_contents(line) {
                self.zone = Zone::After(Part::Contents, first);
            }
        }
    }

    pub(super) fn begins_attachment(&self, label: &Label) -> bool {
        let first = label.number.is_some_and(Order::is_first);
        first && matches!(label.kind, Kind::Group | Kind::Article) && label.form != Form::Bare
    }
}
