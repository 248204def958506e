//! Lays headings, texts and exclusions end to end: the outline of a labelled text.

use crate::profile::{EndingReason, Matcher, Role, Style};
use crate::segment::components::Start;
use crate::segment::lexicon::begins_with;
use crate::segment::lines::is_capitals;
use crate::segment::outline::{Class, Node, Outline};
use iu_address::label::Numbering;

use super::found::{Found, RESUMED};
use super::regions::Region;
use super::{lists, opening, title, Kind, Scan};

/// A heading with its place: bytes, and the node above it.
struct Laid {
    at: usize,
    end: usize,
    node: Node,
    /// Whether it closes every open group.
    aside: bool,
    rank: usize,
}

/// Lays what was found in `region` after what is laid already.
pub(super) fn lay(scan: &Scan<'_>, region: &Region, found: Found, outline: &mut Outline) {
    let lines = scan.sheet.lines;
    let end_of_text = lines.start(region.to);
    let end_below = |at: usize| {
        let ending = found.endings.partition_point(|&(line, _)| lines.start(line) <= at);
        found.endings.get(ending).map_or(end_of_text, |&(line, _)| lines.start(line))
    };
    let starts: Vec<usize> =
        found.headings.iter().map(|heading| lines.start(heading.title_above.unwrap_or(heading.line))).collect();
    let mut reports: Vec<lists::Report> = Vec::new();
    // Nodes open above the one being laid, with their ranks.
    let mut open: Vec<(usize, usize)> = Vec::new();
    if let Some(Start { line, end, level, token, label, title, of_act, .. }) = region.component.clone() {
        let node = outline.add_component(level, token, label, title, of_act, lines.start(line));
        cover(scan, outline, lines.start(line), lines.start(end), &Class::Heading(node));
        open.push((node, 0));
    }
    let outermost = open.len();
    for (index, heading) in found.headings.iter().enumerate() {
        let next = starts.get(index + 1).copied().unwrap_or(end_of_text);
        let within = if heading.kind == Kind::Aside { next } else { next.min(end_below(starts[index])) };
        fill(scan, outline, &found, starts[index], &open);
        let has_parts = found.headings.get(index + 1).is_some_and(|next| found.ranks[next.level] > found.ranks[heading.level]);
        let titled = title::of(scan, heading, within.max(starts[index]), has_parts);
        let aside = heading.kind == Kind::Aside;
        if aside {
            open.truncate(outermost);
        }
        let rank = found.ranks[heading.level].saturating_add(1);
        while open.last().is_some_and(|&(_, known)| known >= rank) {
            open.pop();
        }
        let (marker, title) = super::super::markdown::without_marker(&titled.title, scan.profile);
        // A mark may stand before the label as well as in the title.
        let marker = marker.or_else(|| {
            let line = opening::near(lines.get(heading.line));
            scan.profile.status_markers.iter().position(|known| line.contains(&known.marker))
        });
        let node = Node {
            level: heading.level,
            parent: open.last().map(|&(node, _)| node),
            label: heading.label.clone(),
            number: heading.number.clone().map(|(number, numbering)| (own_part(scan, heading.level, number), numbering)),
            component: None,
            title,
            marker,
            at: starts[index],
        };
        let laid = Laid { at: starts[index], end: titled.end, node, aside, rank };
        let node = push(scan, outline, &mut open, laid);
        let holds_list = heading.kind == Kind::Article || scan.matcher(heading.level).is(Role::Annex);
        if holds_list && within > titled.end {
            let (items, more) = lists::find(scan, heading.level, titled.end, within);
            reports.extend(more);
            lay_items(scan, outline, &found, &open, node, &items);
        }
    }
    fill(scan, outline, &found, end_of_text, &open);
    for (code, line, label, message) in found.anomalies {
        outline.report(lines, code, lines.start(line), &label, message);
    }
    for (code, at, label, message) in reports {
        outline.report(lines, code, at, &label, message);
    }
    outline.innermost = None;
}

/// The last part of an outline's number: those before it are its parent's.
fn own_part(scan: &Scan<'_>, level: usize, number: String) -> String {
    match (scan.matcher(level), number.rsplit_once('.')) {
        (Matcher::Outline(_), Some((_, last))) => last.to_owned(),
        _ => number,
    }
}

fn push(scan: &Scan<'_>, outline: &mut Outline, open: &mut Vec<(usize, usize)>, laid: Laid) -> usize {
    let node = outline.nodes.len();
    outline.nodes.push(laid.node);
    cover(scan, outline, laid.at.max(outline.covered()), laid.end, &Class::Heading(node));
    open.push((node, if laid.aside { usize::MAX } else { laid.rank }));
    node
}

fn lay_items(
    scan: &Scan<'_>,
    outline: &mut Outline,
    found: &Found,
    open: &[(usize, usize)],
    article: usize,
    items: &[lists::Item],
) {
    let mut nodes: Vec<usize> = Vec::with_capacity(items.len());
    let mut above = open.to_vec();
    for item in items {
        fill(scan, outline, found, item.at, &above);
        let parent = item.parent.map_or(article, |parent| nodes[parent]);
        let numbering = if matches!(item.style, Style::Dot | Style::Arabic) { Numbering::Arabic } else { Numbering::Letter };
        let node = outline.nodes.len();
        outline.nodes.push(Node {
            level: item.level,
            parent: Some(parent),
            label: item.label.clone(),
            number: Some((item.number.clone(), numbering)),
            title: String::new(),
            component: None,
            marker: None,
            at: item.at,
        });
        cover(scan, outline, item.at, item.rest, &Class::Heading(node));
        nodes.push(node);
        above = vec![(node, 0)];
    }
    // What follows the last item up to the next heading is its text.
    if let Some(&last) = nodes.last() {
        outline.innermost = Some(last);
    }
}

/// Gives everything up to `end` to the innermost open node, or excludes it with the reason.
fn fill(scan: &Scan<'_>, outline: &mut Outline, found: &Found, end: usize, open: &[(usize, usize)]) {
    let lines = scan.sheet.lines;
    let innermost = outline.innermost.take().or(open.last().map(|&(node, _)| node));
    let aside = open.last().is_some_and(|&(_, rank)| rank == usize::MAX);
    if innermost.is_none() {
        if let Some(contents) = found.contents {
            cover(scan, outline, outline.covered(), lines.start(contents.at).min(end), &Class::Excluded("preamble".into()));
            cover(
                scan,
                outline,
                outline.covered(),
                lines.start(contents.end).min(end),
                &Class::Excluded("table_of_contents".into()),
            );
        }
        cover(scan, outline, outline.covered(), end, &Class::Excluded("preamble".into()));
        return;
    }
    let Some(node) = innermost else { return };
    if aside {
        let recital = scan.matcher(outline.nodes[node].level).is_recital();
        if let Some(formula) = recital.then(|| enacting_formula(scan, outline.covered(), end)).flatten() {
            cover(scan, outline, outline.covered(), formula, &Class::Body(node));
            cover(scan, outline, outline.covered(), end, &Class::Excluded("enacting_formula".into()));
            return;
        }
        // Notes of an editor end an annex too; what ends the articles may stand in one.
        let ends = |&&(line, reason): &&(usize, &str)| {
            reason == EndingReason::Notes.reason() && (outline.covered()..end).contains(&lines.start(line))
        };
        let notes = found.endings.iter().find(ends).map_or(end, |&(line, _)| lines.start(line));
        cover(scan, outline, outline.covered(), notes, &Class::Body(node));
        cover(scan, outline, outline.covered(), end, &Class::Excluded(EndingReason::Notes.reason().into()));
        return;
    }
    let mut class = Class::Body(node);
    let reached = found.endings.partition_point(|(line, _)| lines.start(*line) < outline.covered());
    // What ended before this place still holds: only what goes on with the text ends it.
    if let Some((_, reason)) = reached.checked_sub(1).map(|last| found.endings[last]).filter(|(_, reason)| *reason != RESUMED) {
        class = Class::Excluded(reason.into());
    }
    for (line, reason) in &found.endings[reached..] {
        let at = lines.start(*line);
        if at >= end {
            break;
        }
        if *reason == RESUMED {
            continue;
        }
        if at >= outline.covered() {
            cover(scan, outline, outline.covered(), at, &class);
        }
        class = Class::Excluded((*reason).into());
    }
    cover(scan, outline, outline.covered(), end, &class);
}

/// `HAVE ADOPTED THIS REGULATION:` between the recitals and the first article.
fn enacting_formula(scan: &Scan<'_>, from: usize, to: usize) -> Option<usize> {
    let lines = scan.sheet.lines;
    let first = lines.number_at(from) - 1;
    let formula = (first..lines.len()).take_while(|&index| lines.start(index) < to).find(|&index| {
        let text = lines.get(index).trim();
        is_capitals(text) && begins_with(text, &scan.lexicon.words.enacting).is_some()
    })?;
    Some(lines.start(formula).max(from))
}

/// Gives `from..to` to `class`, but page furniture to its exclusion.
fn cover(scan: &Scan<'_>, outline: &mut Outline, from: usize, to: usize, class: &Class) {
    if to <= from {
        return;
    }
    let lines = scan.sheet.lines;
    let mut index = lines.number_at(from) - 1;
    while index < lines.len() && lines.start(index) < to {
        let end = lines.start(index + 1).min(to);
        let class = scan.sheet.page[index].reason().map_or_else(|| class.clone(), |reason| Class::Excluded(reason.into()));
        outline.push(end, class);
        index += 1;
    }
}
