//! What every line could be: the candidates of every level, and how likely each is.

use crate::profile::{Matcher, Role};
use crate::segment::lines::{first_shown, is_capitals, Form};
use crate::segment::markdown;

use super::opening::Opening;
use super::outline::{self, Numbered};
use super::read::{self, Reading};
use super::sheet::{start_score, Start};
use super::{words, Candidate, Scan};

/// What every line could be, level by level.
pub(super) fn of_every_level(scan: &Scan<'_>) -> Vec<Vec<Candidate>> {
    let mut found: Vec<Vec<Candidate>> = vec![Vec::new(); scan.profile.levels.len()];
    let has_outline = scan.level_of(|matcher| matches!(matcher, Matcher::Outline(1..))).is_some();
    let mut outline: Vec<Numbered> = Vec::new();
    let mut worded: Vec<bool> = Vec::new();
    for index in 0..scan.sheet.lines.len() {
        if !scan.sheet.readable(index) {
            continue;
        }
        let line = scan.sheet.lines.get(index);
        let opening = Opening::of(line);
        let depth = markdown::heading_at(scan.sheet.lines, index).map_or(0, |(depth, _)| depth);
        for (level, of_profile) in scan.profile.levels.iter().enumerate() {
            let reading = match &of_profile.matcher {
                Matcher::Heading(heading) if heading.bare => {
                    let read = read::section(&opening, &heading.words, scan.lexicon);
                    read.filter(|(reading, word)| !(*word && reading.form == Form::Alone && stands_by_annex(scan, index))).map(
                        |(reading, word)| {
                            worded.push(word);
                            reading
                        },
                    )
                }
                Matcher::Heading(heading) => read::keyword(&opening, heading, scan.lexicon),
                Matcher::Whole if found[level].is_empty() => Some(Reading::whole()),
                Matcher::Regex(_) => scan.patterns.read(level, line, of_profile.numbering, &scan.lexicon.letters),
                _ => None,
            };
            let Some(reading) = reading else { continue };
            let score = score(scan, level, index, line, depth, &reading);
            found[level].push(Candidate { line: index, reading, score });
        }
        if has_outline {
            if let Some((reading, parts)) = read::outline(&opening, scan.lexicon) {
                let score = outline::score(scan, index, line, depth, &reading, parts);
                outline.push(Numbered { candidate: Candidate { line: index, reading, score }, parts, depth });
            }
        }
    }
    prefer_worded_sections(scan, &mut found, &worded);
    if has_outline {
        outline::place(scan, outline, &mut found);
    }
    found
}

/// Whether the heading of an annex is the next line above or below: `Section 5` alone beside it names what the annex belongs to.
fn stands_by_annex(scan: &Scan<'_>, index: usize) -> bool {
    let annexes = || scan.profile.levels.iter().filter_map(|level| level.matcher.heading()).filter(|of| of.role == Role::Annex);
    let beside = [scan.sheet.shown_before(index), scan.sheet.next_shown(index + 1)];
    beside.into_iter().flatten().any(|line| {
        let opening = Opening::of(scan.sheet.lines.get(line));
        annexes().any(|heading| read::keyword(&opening, heading, scan.lexicon).is_some())
    })
}

/// Where an act writes `Section 5.`, a bare `5.` is an item of a list.
fn prefer_worded_sections(scan: &Scan<'_>, found: &mut [Vec<Candidate>], worded: &[bool]) {
    let Some(level) = scan.level_of(|matcher| matcher.heading().is_some_and(|heading| heading.bare)) else { return };
    let good = found[level].iter().zip(worded).filter(|(candidate, &word)| word && candidate.score > 4).count();
    let mut words = worded.iter();
    if good >= 2 {
        found[level].retain(|_| *words.next().unwrap_or(&false));
    } else {
        found[level].retain(|_| !*words.next().unwrap_or(&false));
    }
}

fn score(scan: &Scan<'_>, level: usize, index: usize, line: &str, depth: usize, reading: &Reading) -> i32 {
    let rest = &line[reading.rest..];
    let capital = first_shown(rest).is_none_or(|c| !c.is_lowercase());
    let mut score = 4 + start_score(scan.sheet.starts[index]) + if depth > 0 { 4 } else { 0 };
    match reading.form {
        Form::Alone => score += 2,
        Form::Marked => score += if capital { 2 } else { -3 },
        Form::Bare => {
            let title = capital && words::is_title(rest, scan.lexicon.words);
            let heading = scan.matcher(level).heading();
            if heading.is_some() && !title && !starts_list(rest, scan) {
                return 0;
            }
            if heading.is_some_and(|heading| heading.bare)
                && scan.sheet.wrap.is_some()
                && scan.sheet.starts[index] != Start::Blank
            {
                return 0;
            }
        }
    }
    if is_capitals(rest) {
        score += 2;
    }
    let group = scan.matcher(level).heading().is_some_and(|heading| heading.role != Role::Article);
    if group && scan.sheet.starts[index] < Start::Clear && !is_capitals(&line[reading.start..]) {
        return 0;
    }
    score
}

fn starts_list(rest: &str, scan: &Scan<'_>) -> bool {
    rest.starts_with('(') && read::item(rest, 0, scan.lexicon).is_some()
}
