//! The headings found so far.

use crate::segment::lines::Form;
use iu_address::label::Numbering;

use super::read;
use super::scan::{Candidate, Heading, Kind, Scan};
use crate::segment::contents::Contents;
use crate::segment::number::Order;

/// The headings of a text and the region they stand in.
pub(super) struct Found {
    /// In document order.
    pub(super) headings: Vec<Heading>,
    /// Place of each level in the hierarchy of this text.
    pub(super) ranks: Vec<usize>,
    /// The table of contents before the body.
    pub(super) contents: Option<Contents>,
    /// Lines from which on the text belongs to no article, with the reason, or with [`RESUMED`]; ascending.
    pub(super) endings: Vec<(usize, &'static str)>,
    /// Anomalies: code, line, label, message.
    pub(super) anomalies: Vec<(&'static str, usize, String, String)>,
}

/// What stands for a reason where an annex, or a part below the signatures, goes on with the text.
pub(super) const RESUMED: &str = "";

pub(super) fn is_first(candidate: &Candidate) -> bool {
    candidate.reading.orders.is_empty() || candidate.reading.orders.iter().any(|(_, order)| order.value <= 1)
}

pub(super) fn push(scan: &Scan<'_>, level: usize, candidate: &Candidate, order: usize, gap: u32, kind: Kind, found: &mut Found) {
    let line = scan.sheet.lines.get(candidate.line);
    let reading = &candidate.reading;
    let label = read::shown(&line[reading.start..reading.end]);
    let number = reading.orders.get(order).map(|&(numbering, order)| {
        let written = &line[reading.number.0..reading.number.1];
        if numbering == Numbering::OrdinalWord && scan.lexicon.ordinal(written).is_some() {
            return (order.value.to_string(), Numbering::Arabic);
        }
        let written = if numbering == Numbering::Roman { written.to_ascii_uppercase() } else { written.to_owned() };
        (written, numbering)
    });
    if gap > 0 {
        let message = format!("{label} leaves out numbers.");
        found.anomalies.push(("gap", candidate.line, label.clone(), message));
    }
    found.headings.push(Heading {
        level,
        line: candidate.line,
        order: reading.orders.get(order).map_or(Order::plain(0), |&(_, order)| order),
        label,
        number,
        rest: scan.sheet.lines.start(candidate.line) + reading.rest,
        alone: reading.form == Form::Alone,
        kind,
        title_above: None,
    });
}
