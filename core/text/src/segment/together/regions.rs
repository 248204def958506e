//! The parts of a text that number by themselves: its articles, and each component issued with it.

use crate::profile::{EndingReason, Role};
use crate::segment::components::{self, Place, Start};
use crate::segment::endings;

use super::sheet::Start as Begins;
use super::{opening, Candidate, Scan};

/// Lines that number by themselves.
pub(super) struct Region {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The component they are; none for the main text.
    pub(super) component: Option<Start>,
}

impl Region {
    /// The first line below its heading.
    pub(super) fn first(&self) -> usize {
        self.component.as_ref().map_or(self.from, |start| start.end)
    }

    /// Whether nothing is cut in it.
    pub(super) fn is_whole(&self, scan: &Scan<'_>) -> bool {
        self.component
            .as_ref()
            .is_some_and(|start| components::words(&scan.profile.levels[start.level]).is_some_and(|words| words.whole))
    }
}

/// The regions of a text, in its order.
pub(super) fn find(scan: &Scan<'_>, candidates: &[Vec<Candidate>]) -> Vec<Region> {
    let mut found = vec![Region { from: 0, to: scan.sheet.lines.len(), component: None }];
    if !scan.profile.levels.iter().any(|level| components::words(level).is_some()) {
        return found;
    }
    let Some(first) = first_article(scan, candidates) else { return found };
    let sheet = &scan.sheet;
    let mut place = Place::Body;
    let mut read = first + 1;
    for start in components::find(sheet.lines, &sheet.page, &sheet.quotations, scan.profile, scan.lexicon) {
        if start.line <= first {
            continue;
        }
        if place == Place::Body && (read..start.line).any(|index| ends(scan, index).is_some()) {
            place = Place::After;
        }
        read = start.line;
        if components::begins(&start, place, sheet.starts[start.line] >= Begins::Clear) {
            place = Place::Component { titled: !start.labelled };
            if let Some(last) = found.last_mut() {
                last.to = start.line;
            }
            found.push(Region { from: start.line, to: sheet.lines.len(), component: Some(start) });
        }
    }
    found
}

/// The line of the first article among `candidates`.
pub(super) fn first_article(scan: &Scan<'_>, candidates: &[Vec<Candidate>]) -> Option<usize> {
    let articles = candidates.iter().enumerate().filter(|(level, _)| {
        let matcher = scan.matcher(*level);
        !matcher.is(Role::Annex) && !matcher.groups()
    });
    articles.filter_map(|(_, of_level)| Some(of_level.iter().find(|candidate| candidate.score > 0)?.line)).min()
}

/// What begins at line `index` after which the text belongs to no article.
pub(super) fn ends(scan: &Scan<'_>, index: usize) -> Option<EndingReason> {
    if scan.sheet.starts[index] < Begins::Clear || !scan.sheet.readable(index) {
        return None;
    }
    let below = (index + 1..scan.sheet.lines.len()).map(|at| opening::near(scan.sheet.lines.get(at)));
    endings::begins(opening::near(scan.sheet.lines.get(index)), below, scan.lexicon)
}
