//! What a unit of an act says itself, and where.

use iu_text::manifest::{Span, Unit};

/// Where a unit stands, as its address without the prefix.
pub(super) fn place(unit: &Unit) -> &str {
    unit.address.split_once('/').map_or(unit.address.as_str(), |(_, path)| path)
}

/// What a unit says itself.
pub(super) struct Own<'a> {
    pub unit: &'a Unit,
    pub text: String,
    /// Byte behind its label.
    pub from: usize,
    /// Byte where its heading ends.
    pub heading: usize,
    lines: &'a [usize],
}

impl<'a> Own<'a> {
    pub(super) fn of(unit: &'a Unit, text: &str, lines: &'a [usize]) -> Self {
        let joined = |spans: &[Span]| -> String { spans.iter().filter_map(|span| text.get(span.start..span.end)).collect() };
        let heading = joined(&unit.heading_spans);
        let length = heading.len();
        let text = heading + &joined(&unit.body_spans);
        let labelled = text.trim_start();
        let bare = labelled.strip_prefix(unit.label.as_str()).unwrap_or(labelled).trim_start_matches(['.', ')', ':', ' ', '\t']);
        let from = text.len() - bare.len();
        // A label alone is no heading.
        let heading = if length > from { length } else { 0 };
        Self { unit, from, heading, text, lines }
    }

    /// Line of the act where a byte of the unit's own text stands: pages may part it.
    pub(super) fn line(&self, at: usize) -> usize {
        let mut passed = 0;
        for span in self.unit.heading_spans.iter().chain(&self.unit.body_spans) {
            let length = span.end - span.start;
            if at < passed + length {
                return self.lines.partition_point(|&end| end < span.start + at - passed) + 1;
            }
            passed += length;
        }
        0
    }
}
