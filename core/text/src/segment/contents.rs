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
}

/// Longest text between two entries of a table of contents, in lines.
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
        let comes_again = title.is_some() || come_again(entries, &mentions[again..]);
        if entries.len() >= 2 && small && comes_again && is_list(lines, entries, title.is_some()) {
            return Some(Contents { at: title.unwrap_or(entry.line), end: entries[entries.len() - 1].line + 1, body_at });
        }
    }
    None
}

/// Whether most entries are headings of the body. Sections of a short act that a schedule numbers from 1 again are not.
fn come_again(entries: &[Mention], body: &[Mention]) -> bool {
    let known: HashSet<(usize, &str)> = body.iter().map(|mention| (mention.level, mention.number.as_str())).collect();
    let again = entries.iter().filter(|entry| known.contains(&(entry.level, entry.number.as_str()))).count();
    again * 4 >= entries.len() * 3
}

/// Whether what stands from each entry to the next is short enough for a list. Under a heading that says so, one long
/// entry in ten may be longer.
fn is_list(lines: &Lines<'_>, entries: &[Mention], is_titled: bool) -> bool {
    let long = entries.windows(2).filter(|pair| {
        pair[1].line - pair[0].line > BETWEEN
            || lines.start(pair[1].line) - lines.start(pair[0].line) > ENTRY * (pair[1].line - pair[0].line).max(1)
    });
    let allowed = if is_titled { entries.len() / 10 } else { 0 };
    long.count() <= allowed && (is_titled || entries.len() >= 4)
}
