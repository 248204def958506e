//! Where a reference stands: the provisions around it, as the text is divided.

use iu_text::manifest::Span;

use crate::divided::{Divided, Division};
use crate::grammar::Grammar;
use crate::reader::Step;

/// The divisions of a text, found by byte.
pub(crate) struct Places<'m> {
    divided: Option<&'m Divided<'m>>,
    spans: Vec<(Span, usize)>,
}

impl<'m> Places<'m> {
    pub(crate) fn of(divided: Option<&'m Divided<'m>>) -> Self {
        let divisions = divided.map_or(&[][..], |divided| &divided.divisions);
        let spans = |(at, division): (usize, &Division<'_>)| {
            let both = division.heading.iter().chain(&division.body);
            both.map(|span| (*span, at)).collect::<Vec<_>>()
        };
        let mut spans: Vec<(Span, usize)> = divisions.iter().enumerate().flat_map(spans).collect();
        spans.sort_unstable();
        Self { divided, spans }
    }

    pub(crate) fn unit(&self, at: usize) -> Option<&'m Division<'m>> {
        self.divided?.divisions.get(at)
    }

    /// The unit at byte `at`; in a note, the unit that carries its mark.
    pub(crate) fn unit_at(&self, at: usize) -> Option<usize> {
        let after = self.spans.partition_point(|(span, _)| span.start <= at);
        let (span, unit) = self.spans.get(after.checked_sub(1)?)?;
        if at < span.end {
            return Some(*unit);
        }
        let noted = self.divided?.notes.iter().find(|note| note.spans.iter().any(|span| span.start <= at && at < span.end))?;
        noted.division
    }

    pub(crate) fn parent(&self, unit: usize) -> Option<usize> {
        self.unit(unit)?.parent.filter(|parent| *parent < unit)
    }

    /// The steps from the document to `unit`, the outermost first.
    pub(crate) fn steps(&self, unit: usize, grammar: &Grammar) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        let mut next = Some(unit);
        while let Some(at) = next.filter(|_| steps.len() < 16) {
            if let Some(found) = self.unit(at) {
                if let Some((level, known)) = grammar.level_of_unit(found.level).and_then(|at| Some((at, grammar.level(at)?))) {
                    // `PHỤ LỤC` has no number.
                    let label = found.label.trim().to_lowercase();
                    let alone = known.words.contains(&label);
                    steps.push((level, if alone { String::new() } else { number_of(found.label) }));
                }
            }
            next = self.parent(at);
        }
        steps.reverse();
        steps
    }
}

/// The number in a label: `Điều 15a` has `15a`, `(f)` has `f`.
pub(crate) fn number_of(label: &str) -> String {
    let last = label.split_whitespace().last().unwrap_or_default();
    let number = last.trim_matches(|c: char| !c.is_alphanumeric());
    // `ANNEX` alone.
    let word = number == label.trim() && number.chars().count() >= 5 && number.chars().all(char::is_alphabetic);
    if word {
        String::new()
    } else {
        number.to_owned()
    }
}
