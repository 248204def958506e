//! A note of a consolidated text.

use std::ops::Range;

use crate::manifest::Span;
use crate::segment::lines::Lines;
use crate::segment::marks::Mark;
use crate::segment::outline::MarkedNote;

/// A note: its number, its lines, and its mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::segment) struct Note {
    pub(in crate::segment) number: u32,
    /// Lines it has, page by page.
    pub(in crate::segment) lines: Vec<Range<usize>>,
    /// Where the law is marked with its number; none where no mark was found.
    pub(in crate::segment) mark: Option<Mark>,
}

impl Note {
    /// The note as the outline keeps it, with bytes of the text.
    pub(in crate::segment) fn outside(&self, lines: &Lines<'_>) -> MarkedNote {
        MarkedNote {
            number: self.number,
            spans: self.lines.iter().map(|of_page| Span::new(lines.start(of_page.start), lines.start(of_page.end))).collect(),
            mark: self.mark.map(|mark| Span::new(lines.start(mark.line) + mark.start, lines.start(mark.line) + mark.end)),
        }
    }
}
