//! Headings that are found by an outline number, and how deep each stands.

use crate::profile::Matcher;
use crate::segment::lines::{first_shown, Form};
use crate::segment::markdown;
use iu_address::label::Numbering;

use super::opening::{self, Opening};
use super::read::{self, Reading};
use super::sheet::start_score;
use super::{title, words, Candidate, Scan};

/// A line that begins with an outline number.
pub(super) struct Numbered {
    pub(super) candidate: Candidate,
    /// Parts of the number: 3 in `2.4.1`.
    pub(super) parts: usize,
    /// Markdown depth of the line; 0 without marks.
    pub(super) depth: usize,
}

/// How likely a line that begins with an outline number is a heading.
pub(super) fn score(scan: &Scan<'_>, index: usize, line: &str, depth: usize, reading: &Reading, parts: usize) -> i32 {
    let rest = &line[reading.rest..];
    let capital = first_shown(rest).is_some_and(|c| c.is_uppercase() || matches!(c, '"' | '“' | '‘'));
    let mut score = 4 + start_score(scan.sheet.starts[index]) + if depth > 0 { 6 } else { 0 };
    if reading.form == Form::Bare && depth == 0 && parts == 1 {
        return 0;
    }
    if !rest.is_empty() && !capital {
        score -= 3;
    }
    // A heading of its own reads otherwise than the first words of a sentence.
    if words::is_title(rest, scan.lexicon.words) || title::run_in(rest).is_some() {
        score += 2;
    }
    score
}

/// Gives each outline number its depth. A number of several parts says it; one of a single part has the depth of its
/// look (Markdown depth, or way of numbering) in the order in which the looks come up.
pub(super) fn place(scan: &Scan<'_>, outline: Vec<Numbered>, found: &mut [Vec<Candidate>]) {
    let level_of =
        |depth: usize| scan.level_of(|matcher| matches!(matcher, Matcher::Outline(known @ 1..) if usize::from(*known) == depth));
    let with_marks = outline.iter().filter(|each| each.depth > 0 && each.candidate.score > 0).count() >= 2;
    let mut looks: Vec<(usize, Option<Numbering>)> = Vec::new();
    let mut top_depth = usize::MAX;
    for Numbered { candidate, parts, depth } in outline {
        if candidate.score <= 0 {
            continue;
        }
        if parts > 1 {
            if let Some(level) = level_of(parts) {
                found[level].push(candidate);
            }
            continue;
        }
        if with_marks && depth == 0 {
            continue;
        }
        let first = candidate.reading.orders.iter().find(|(_, order)| order.value <= 1 && order.suffix == 0);
        let look = if with_marks { (depth, None) } else { (0, Some(candidate.reading.orders[0].0)) };
        let alike = |known: &(usize, Option<Numbering>)| {
            known.0 == look.0 && (with_marks || candidate.reading.orders.iter().any(|(numbering, _)| Some(*numbering) == known.1))
        };
        let place = match looks.iter().position(alike) {
            Some(place) => place,
            None => {
                let Some((numbering, _)) = first else { continue };
                looks.push(if with_marks { look } else { (0, Some(*numbering)) });
                looks.len() - 1
            }
        };
        if depth > 0 {
            top_depth = top_depth.min(depth);
        }
        if let Some(level) = level_of(place + 1) {
            found[level].push(candidate);
        }
    }
    if let Some(level) = scan.level_of(|matcher| *matcher == Matcher::Outline(0)) {
        found[level] = parts_above(scan, top_depth);
    }
}

/// Headings without a number that stand over the numbered ones; a single one before them all is the text's title.
fn parts_above(scan: &Scan<'_>, top_depth: usize) -> Vec<Candidate> {
    let mut found = Vec::new();
    for index in 0..scan.sheet.lines.len() {
        let line = scan.sheet.lines.get(index);
        let depth = markdown::heading_at(scan.sheet.lines, index).map_or(0, |(depth, _)| depth);
        if depth == 0
            || depth >= top_depth
            || !scan.sheet.readable(index)
            || read::outline(&Opening::of(line), scan.lexicon).is_some()
        {
            continue;
        }
        let start = opening::text_start(line);
        let end = line.trim_end_matches(['*', '_', '#', ' ']).len().max(start);
        let reading = Reading { start, end, number: (end, end), orders: Vec::new(), form: Form::Alone, rest: line.len() };
        found.push(Candidate { line: index, reading, score: 10 });
    }
    if found.len() < 2 {
        found.clear();
    }
    found
}
