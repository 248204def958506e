//! Inside what the numbers of a level follow one another: the whole text, groups, or the heading whose number they repeat.

use std::collections::HashMap;

use crate::profile::{AddressStyle, Matcher, DOCUMENT};

use super::found::{is_first, Found};
use super::{Candidate, Heading, Scan};

/// Numbers of several parts belong under the heading whose number they repeat.
pub(super) fn by_prefix<'c>(
    scan: &Scan<'_>,
    matcher: &Matcher,
    candidates: &'c [Candidate],
    found: &Found,
) -> Vec<Vec<&'c Candidate>> {
    let &Matcher::Outline(depth @ 2..) = matcher else { return vec![candidates.iter().collect()] };
    let parents: Vec<&Heading> = {
        let mut parents: Vec<&Heading> =
            found.headings.iter().filter(|heading| *scan.matcher(heading.level) == Matcher::Outline(depth - 1)).collect();
        parents.sort_by_key(|heading| heading.line);
        parents
    };
    let mut groups: HashMap<usize, Vec<&Candidate>> = HashMap::new();
    for candidate in candidates {
        let parent = parents.partition_point(|heading| heading.line < candidate.line);
        let Some(parent_at) = parent.checked_sub(1) else { continue };
        let line = scan.sheet.lines.get(candidate.line);
        let written = &line[candidate.reading.number.0..candidate.reading.number.1];
        let number = parents[parent_at].number.as_ref().map_or("", |(number, _)| number.as_str());
        let fits = written.rsplit_once('.').is_none_or(|(prefix, _)| prefix.trim_end_matches('.').eq_ignore_ascii_case(number));
        if fits {
            groups.entry(parent_at).or_default().push(candidate);
        }
    }
    let mut groups: Vec<(usize, Vec<&Candidate>)> = groups.into_iter().collect();
    groups.sort_unstable_by_key(|(parent, _)| *parent);
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Lines at which the numbering of `level` may start again.
pub(super) fn boundaries(
    scan: &Scan<'_>,
    level: usize,
    candidates: &[Candidate],
    outer: &[usize],
    taken: &[Vec<usize>],
) -> Vec<usize> {
    let own = &scan.profile.levels[level];
    let scope = scan.profile.level_index(&own.unique_within);
    let counts = |other: usize| match own.address {
        AddressStyle::Own if own.unique_within != DOCUMENT => true,
        AddressStyle::WithScope | AddressStyle::Own => {
            scope.is_some_and(|scope| scan.profile.levels[other].section_type == scan.profile.levels[scope].section_type)
                || begin_again(candidates, &taken[other])
        }
        _ => true,
    };
    let mut lines: Vec<usize> =
        outer.iter().filter(|&&other| counts(other)).flat_map(|&other| taken[other].iter().copied()).collect();
    lines.sort_unstable();
    lines
}

/// Whether most of the groups that begin at these lines have number 1 as their first: then the text numbers inside them,
/// whatever the profile says.
fn begin_again(candidates: &[Candidate], groups: &[usize]) -> bool {
    let good = |candidate: &&Candidate| candidate.score > 4;
    let mut first = 0;
    for (index, &group) in groups.iter().enumerate() {
        let next = groups.get(index + 1).copied().unwrap_or(usize::MAX);
        let from = candidates.partition_point(|candidate| candidate.line <= group);
        first += usize::from(
            candidates[from..].iter().find(good).is_some_and(|candidate| candidate.line < next && is_first(candidate)),
        );
    }
    first >= 2 && first * 2 > groups.len()
}
