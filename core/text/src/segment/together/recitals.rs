//! Recitals: `(1)`, `(2)`… before the first heading.

use crate::profile::Matcher;
use crate::segment::lines::Form;
use iu_address::label::Numbering;

use super::chain::{self, Link};
use super::found::{push, Found};
use super::read::{self, Reading};
use super::sheet::start_score;
use super::{opening, Candidate, Kind, Scan};

/// Adds the recitals of a text to its headings.
pub(super) fn find(scan: &Scan<'_>, to: usize, found: &mut Found) {
    let Some(level) = scan.level_of(Matcher::is_recital) else { return };
    let end = found.headings.iter().map(|heading| heading.line).min().unwrap_or(to);
    let mut candidates = Vec::new();
    for index in found.contents.map_or(0, |contents| contents.end).min(end)..end {
        if !scan.sheet.readable(index) {
            continue;
        }
        let line = scan.sheet.lines.get(index);
        let start = opening::text_start(line);
        let Some((label_end, number, dotted)) = read::item(line, start, scan.lexicon) else { continue };
        let order = crate::segment::number::order_of(&line[number.0..number.1], Numbering::Arabic, &scan.lexicon.letters);
        let Some(order) = order.filter(|_| !dotted && line[start..].starts_with('(')) else { continue };
        let rest = line.len() - line[label_end..].trim_start().len();
        let form = if rest == line.len() { Form::Alone } else { Form::Marked };
        let reading = Reading { start, end: label_end, number, orders: vec![(Numbering::Arabic, order)], form, rest };
        candidates.push(Candidate { line: index, reading, score: 5 + start_score(scan.sheet.starts[index]) });
    }
    let links: Vec<Link> = candidates
        .iter()
        .map(|candidate| Link { line: candidate.line, orders: vec![candidate.reading.orders[0].1], score: candidate.score })
        .collect();
    for chosen in chain::best(&links, &[], &[]) {
        push(scan, level, &candidates[chosen.link], 0, chosen.gap, Kind::Aside, found);
    }
}
