//! Which candidates are headings: the region they may stand in, and the chains taken.

use std::collections::HashSet;
use std::ops::Range;

use crate::profile::{EndingReason, Matcher, Role};
use iu_address::label::Numbering;

use super::chain::{self, Link};
use super::found::{is_first, push, Found, RESUMED};
use super::regions::{self, Region};
use super::words::is_title;
use super::{read, recitals, scope, title, Candidate, Kind, Scan};
use crate::segment::contents::{self, Contents, Mention};
use crate::segment::lines::Form;
use crate::segment::markdown;
use crate::segment::number::Order;

/// Finds the headings of `region` among `candidates`.
pub(super) fn find(scan: &Scan<'_>, region: &Region, mut candidates: Vec<Vec<Candidate>>, contents: Option<Contents>) -> Found {
    if region.is_whole(scan) {
        candidates.iter_mut().for_each(Vec::clear);
    }
    let Ends { endings, last, resumed, asides } = ends(scan, region, &candidates);
    let outside = |line: usize| (line >= last && line < resumed) || asides.iter().any(|aside| aside.contains(&line));
    let order = processing_order(scan, &candidates);
    let mut found = Found { headings: Vec::new(), ranks: ranks(scan, &order), contents, endings, anomalies: Vec::new() };
    let mut taken: Vec<Vec<usize>> = vec![Vec::new(); scan.profile.levels.len()];
    for (place, &level) in order.iter().enumerate() {
        let mut of_level = std::mem::take(&mut candidates[level]);
        // The heading of a component is none of what stands in it.
        of_level.retain(|candidate| candidate.line >= region.first());
        if !scan.matcher(level).is(Role::Annex) {
            of_level.retain(|candidate| !outside(candidate.line));
        }
        take(scan, level, &of_level, &order[..place], &mut taken, &mut found);
    }
    if region.component.is_none() {
        recitals::find(scan, region.to, &mut found);
    }
    found.headings.sort_by_key(|heading| (heading.line, found.ranks[heading.level]));
    found.headings.dedup_by_key(|heading| heading.line);
    title::titles_above(scan, region.first(), &mut found.headings);
    found
}

/// The table of contents of the text.
pub(super) fn contents(scan: &Scan<'_>, candidates: &[Vec<Candidate>]) -> Option<Contents> {
    contents::find_both(scan.sheet.lines, &mentions(scan, candidates), scan.lexicon)
}

fn mentions(scan: &Scan<'_>, candidates: &[Vec<Candidate>]) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    for (level, of_level) in candidates.iter().enumerate() {
        for candidate in of_level.iter().filter(|candidate| !candidate.reading.orders.is_empty()) {
            let line = scan.sheet.lines.get(candidate.line);
            let (from, to) = candidate.reading.number;
            let title = contents::title_start(&line[candidate.reading.rest..]);
            found.push(Mention { line: candidate.line, level, number: line[from..to].to_uppercase(), title });
        }
    }
    found.sort_by_key(|mention| (mention.line, mention.level));
    found.dedup_by_key(|mention| mention.line);
    found
}

/// Where the articles end.
struct Ends {
    /// Lines with the reason of what begins there, or [`RESUMED`]; ascending.
    endings: Vec<(usize, &'static str)>,
    /// The line from which on no article stands, up to the one on which the text goes on.
    last: usize,
    resumed: usize,
    /// Notes between articles.
    asides: Vec<Range<usize>>,
}

/// Where the articles end: the first closing formula or annex after the first article; and the line on which the text goes on
/// below its signatures, with a heading that stands over numbered ones.
fn ends(scan: &Scan<'_>, region: &Region, candidates: &[Vec<Candidate>]) -> Ends {
    let mut ends = Ends { endings: Vec::new(), last: usize::MAX, resumed: usize::MAX, asides: Vec::new() };
    let Some(first) = regions::first_article(scan, candidates) else { return ends };
    let mut signed = None;
    let mut index = first + 1;
    while index < region.to {
        let ending = regions::ends(scan, index).filter(|ending| !is_all_of_article(scan, index, *ending, candidates));
        let aside = ending.and_then(|ending| aside_end(scan, index, ending, region.to));
        if let Some(reason) = ending.map(EndingReason::reason) {
            if ends.endings.last().is_none_or(|&(_, known)| known != reason) {
                ends.endings.push((index, reason));
            }
            if aside.is_none() && ends.last == usize::MAX {
                ends.last = index;
                signed = (ending == Some(EndingReason::SignatureBlock)).then_some(index);
            }
        }
        if let Some(end) = aside {
            ends.endings.push((end, RESUMED));
            ends.asides.push(index..end);
        }
        index = aside.unwrap_or(index + 1);
    }
    let parts = scan.level_of(|matcher| *matcher == Matcher::Outline(0)).map_or(&[][..], |level| &candidates[level]);
    let resumed = parts.iter().map(|part| part.line).find(|&line| signed.is_some_and(|signed| line > signed));
    for (_, of_level) in candidates.iter().enumerate().filter(|(level, _)| scan.matcher(*level).is(Role::Annex)) {
        let annexes = of_level.iter().filter(|candidate| candidate.score > 0 && candidate.line > first);
        for annex in annexes.filter(|candidate| !titles_next(scan, candidate, candidates)) {
            ends.endings.push((annex.line, RESUMED));
            ends.last = ends.last.min(annex.line);
        }
    }
    ends.endings.extend(resumed.map(|line| (line, RESUMED)));
    ends.endings.sort_unstable();
    ends.endings.dedup();
    Ends { resumed: resumed.unwrap_or(usize::MAX), ..ends }
}

/// Whether a formula that would end the articles is all that the last one says: `Article 9 / Addressees / This Directive is addressed …`.
fn is_all_of_article(scan: &Scan<'_>, index: usize, ending: EndingReason, candidates: &[Vec<Candidate>]) -> bool {
    if ending != EndingReason::ClosingFormula {
        return false;
    }
    let heads = |line: usize| {
        let articles = candidates.iter().enumerate().filter(|(level, _)| scan.matcher(*level).is(Role::Article));
        let mut of_line = articles.filter_map(|(_, of_level)| {
            let at = of_level.binary_search_by_key(&line, |candidate| candidate.line).ok()?;
            Some(&of_level[at])
        });
        of_line.any(|candidate| candidate.score > 0)
    };
    let Some(above) = scan.sheet.shown_before(index) else { return false };
    let title = || is_title(scan.sheet.lines.get(above), scan.lexicon.words);
    heads(above) || (title() && scan.sheet.shown_before(above).is_some_and(heads))
}

/// Where notes end that stand below a Markdown heading of their own: at the next heading that is no deeper.
fn aside_end(scan: &Scan<'_>, index: usize, ending: EndingReason, to: usize) -> Option<usize> {
    let lines = scan.sheet.lines;
    let depth = |line: usize| markdown::heading_at(lines, line).map(|(depth, _)| depth);
    let own = depth(index).filter(|_| ending == EndingReason::Notes)?;
    (index + 1..to).find(|&line| depth(line).is_some_and(|depth| depth <= own))
}

/// Whether an annex without a number, alone on its line, is the title of the article below: of one that is not the first, as those of an
/// annex begin (`Schedule` above `7. (1) The Schedule applies …`).
fn titles_next(scan: &Scan<'_>, annex: &Candidate, candidates: &[Vec<Candidate>]) -> bool {
    if !annex.reading.orders.is_empty() || annex.reading.form != Form::Alone {
        return false;
    }
    let Some(next) = scan.sheet.next_shown(annex.line + 1) else { return false };
    let mut articles = candidates.iter().enumerate().filter(|(level, _)| {
        let matcher = scan.matcher(*level);
        !matcher.is(Role::Annex) && !matcher.groups()
    });
    articles.any(|(_, of_level)| {
        let below = of_level.binary_search_by_key(&next, |candidate| candidate.line).ok().map(|at| &of_level[at]);
        below.is_some_and(|below| below.score > 0 && !is_first(below))
    })
}

/// Levels that have headings, in the order in which they are taken: groups as they come up in this text, then the rest
/// as in the profile.
fn processing_order(scan: &Scan<'_>, candidates: &[Vec<Candidate>]) -> Vec<usize> {
    let mut groups: Vec<usize> = (0..scan.profile.levels.len()).filter(|&level| scan.matcher(level).groups()).collect();
    let first = |level: usize| {
        let mut good = candidates[level].iter().filter(|candidate| candidate.score > 0);
        let first = good.clone().find(|candidate| is_first(candidate));
        // `TITLE 12` of a code may be the only one.
        first.or_else(|| good.find(|candidate| candidate.score > 4)).map_or(usize::MAX, |candidate| candidate.line)
    };
    groups.sort_by_key(|&level| (first(level), level));
    let others = (0..scan.profile.levels.len())
        .filter(|&level| !scan.matcher(level).groups() && !matches!(scan.matcher(level), Matcher::Item(_)));
    groups.into_iter().chain(others).collect()
}

/// Place of each level in the hierarchy. Levels that hold texts and are found by a word (articles and amendments,
/// principles and decisions) stand beside one another, not one in the other.
fn ranks(scan: &Scan<'_>, order: &[usize]) -> Vec<usize> {
    let mut ranks = vec![usize::MAX; scan.profile.levels.len()];
    let mut first_article = None;
    for (rank, &level) in order.iter().enumerate() {
        let beside = scan
            .matcher(level)
            .heading()
            .is_some_and(|heading| !heading.bare && matches!(heading.role, Role::Article | Role::Named));
        ranks[level] = if beside { *first_article.get_or_insert(rank) } else { rank };
    }
    ranks
}

/// Takes the headings of one level.
fn take(scan: &Scan<'_>, level: usize, candidates: &[Candidate], outer: &[usize], taken: &mut [Vec<usize>], found: &mut Found) {
    let matcher = scan.matcher(level);
    let numbered = scan.profile.levels[level].numbering != Numbering::None;
    let kind = if matcher.is(Role::Annex) {
        Kind::Aside
    } else if matcher.groups() {
        Kind::Group
    } else {
        Kind::Article
    };
    if matcher.is(Role::Named) || kind == Kind::Aside || !numbered || matches!(matcher, Matcher::Outline(0) | Matcher::Whole) {
        for candidate in candidates.iter().filter(|candidate| candidate.score > 4) {
            if kind == Kind::Aside && found.endings.binary_search(&(candidate.line, RESUMED)).is_err() {
                continue;
            }
            push(scan, level, candidate, 0, 0, kind, found);
            taken[level].push(candidate.line);
            if *matcher == Matcher::Whole {
                let message = "No headings were looked for: the text is one unit and can be cited only as a whole.";
                found.anomalies.push(("one_unit", candidate.line, String::new(), message.to_owned()));
            }
        }
        return;
    }
    let boundaries = scope::boundaries(scan, level, candidates, outer, taken);
    let mut groups: Vec<usize> =
        outer.iter().filter(|&&other| scan.matcher(other).groups()).flat_map(|&other| taken[other].iter().copied()).collect();
    groups.sort_unstable();
    for group in scope::by_prefix(scan, matcher, candidates, found) {
        let links: Vec<Link> = group
            .iter()
            .map(|candidate| Link {
                line: candidate.line,
                orders: candidate.reading.orders.iter().map(|&(_, order)| order).collect(),
                score: candidate.score,
            })
            .collect();
        for chosen in chain::best(&links, &boundaries, &groups) {
            push(scan, level, group[chosen.link], chosen.order, chosen.gap, kind, found);
            taken[level].push(group[chosen.link].line);
        }
    }
    taken[level].sort_unstable();
    report_left(scan, level, candidates, &taken[level], found);
}

/// Reports lines with every sign of a heading but a number that fits: a reviewer decides.
fn report_left(scan: &Scan<'_>, level: usize, candidates: &[Candidate], taken: &[usize], found: &mut Found) {
    let known = match scan.matcher(level) {
        Matcher::Heading(heading) => !heading.bare,
        Matcher::Regex(_) => true,
        _ => false,
    };
    if taken.is_empty() || !known {
        return;
    }
    let numbers: HashSet<Order> =
        found.headings.iter().filter(|heading| heading.level == level).map(|heading| heading.order).collect();
    for candidate in candidates.iter().filter(|candidate| candidate.score >= 7 && taken.binary_search(&candidate.line).is_err()) {
        let line = scan.sheet.lines.get(candidate.line);
        let label = read::shown(&line[candidate.reading.start..candidate.reading.end]);
        let repeats = candidate.reading.orders.iter().any(|(_, order)| numbers.contains(order));
        let (code, what) = if repeats { ("repeat", "repeats a number") } else { ("out_of_order", "is out of order") };
        let message = format!("{label} {what}; it was left as text.");
        found.anomalies.push((code, candidate.line, label, message));
    }
}
