//! A table of contents repeats the headings before the body; the body begins where its first heading comes again.

use std::collections::HashSet;

use crate::segment::lexicon::Lexicon;
use crate::segment::lines::Lines;

/// A line that reads like a heading, without regard to whether it is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) line: usize,
    pub(super) level: usize,
    /// The number as written, in capitals.
    pub(super) number: String,
    /// How what follows the number begins.
    pub(super) title: String,
}

impl Mention {
    const fn key<'m>(&'m self, title: &'m str) -> (usize, &'m str, &'m str) {
        (self.level, self.number.as_str(), title)
    }
}

/// How a title begins: what is compared of it, in small letters without what stands between them.
pub(super) fn title_start(rest: &str) -> String {
    rest.chars().filter(|c| c.is_alphanumeric()).take(TITLE).flat_map(char::to_lowercase).collect()
}

/// Letters of a title that are compared.
const TITLE: usize = 12;

/// Longest text between two entries of a table of contents, in lines that show.
const BETWEEN: usize = 4;
/// Most bytes of an entry.
const ENTRY: usize = 240;

/// Where a text has its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Contents {
    /// First line.
    pub(super) at: usize,
    /// The line after the last entry.
    pub(super) end: usize,
    /// The line at which the first heading comes again.
    pub(super) body_at: usize,
}

/// The line of its title, near the beginning.
pub(super) fn title(lines: &Lines<'_>, lexicon: &Lexicon<'_>) -> Option<usize> {
    (0..lines.len().min(2_000)).find(|&index| lexicon.titles_contents(lines.get(index)))
}

/// Finds the contents.
pub(super) fn find(lines: &Lines<'_>, mentions: &[Mention], lexicon: &Lexicon<'_>) -> Option<Contents> {
    let title = title(lines, lexicon);
    let from = title.map_or(0, |line| mentions.partition_point(|mention| mention.line <= line));
    find_from(lines, mentions, from, title)
}

/// Finds the contents; where a text has two of them, one after the other, both.
pub(super) fn find_both(lines: &Lines<'_>, mentions: &[Mention], lexicon: &Lexicon<'_>) -> Option<Contents> {
    let first = find(lines, mentions, lexicon)?;
    let again = mentions.partition_point(|mention| mention.line < first.body_at);
    Some(find_from(lines, mentions, again, Some(first.at)).unwrap_or(first))
}

fn find_from(lines: &Lines<'_>, mentions: &[Mention], from: usize, title: Option<usize>) -> Option<Contents> {
    // An entry may be missing in the body, or the other way round: a few are tried.
    for first in from..mentions.len().min(from + 4) {
        let entry = &mentions[first];
        let same = |mention: &Mention| mention.level == entry.level && mention.number == entry.number;
        let Some(again) = mentions[first + 1..].iter().position(same).map(|at| first + 1 + at) else { continue };
        let entries = &mentions[first..again];
        let body_at = mentions[again].line;
        // Without a title of its own a list is the contents only where it is the smaller part of the text.
        let small = title.is_some() || lines.start(body_at) * 2 < lines.start(lines.len());
        let comes_again = title.is_some() || come_again(lines, entries, &mentions[again..]);
        if entries.len() >= 2 && small && comes_again && is_list(lines, entries, title.is_some()) {
            return Some(Contents { at: title.unwrap_or(entry.line), end: entries[entries.len() - 1].line + 1, body_at });
        }
    }
    None
}

/// Whether most entries are headings of the body: with their titles, or with their numbers alone where much more stands below each.
/// Sections of a short act that a schedule numbers from 1 again are not, nor are the items of lists below one heading after the other.
fn come_again(lines: &Lines<'_>, entries: &[Mention], body: &[Mention]) -> bool {
    let room =
        |mentions: &[Mention]| (lines.start(mentions[mentions.len() - 1].line) - lines.start(mentions[0].line)) / mentions.len();
    let most = |again: usize| again * 4 >= entries.len() * 3;
    let known: HashSet<(usize, &str, &str)> =
        body.iter().flat_map(|mention| [mention.key(""), mention.key(&mention.title)]).collect();
    if most(entries.iter().filter(|entry| known.contains(&entry.key(&entry.title))).count()) {
        return true;
    }
    let numbered = most(entries.iter().filter(|entry| known.contains(&entry.key(""))).count());
    numbered && entries.len() >= SURE && room(body) >= ROOM * room(entries)
}

/// Entries of a list that is known by its numbers alone.
const SURE: usize = 6;
/// How much more stands below a heading than below its entry, at least, where the numbers alone tell.
const ROOM: usize = 8;

/// Whether what stands from each entry to the next is short enough for a list. Under a heading that says so, one long
/// entry in ten may be longer.
fn is_list(lines: &Lines<'_>, entries: &[Mention], is_titled: bool) -> bool {
    let shown = |pair: &[Mention]| (pair[0].line..pair[1].line).filter(|&line| !lines.is_blank(line)).count();
    let long = entries.windows(2).filter(|pair| {
        shown(pair) > BETWEEN
            || lines.start(pair[1].line) - lines.start(pair[0].line) > ENTRY * (pair[1].line - pair[0].line).max(1)
    });
    let allowed = if is_titled { entries.len() / 10 } else { 0 };
    long.count() <= allowed && (is_titled || entries.len() >= 4)
}
