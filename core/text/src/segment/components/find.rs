//! Where components may begin: what is issued with an act (a regulation, appendices, forms, lists) has a heading of its own.
//!
//! One pass finds every line that reads like such a heading, and what the lines around it say; whether it is one also takes
//! the part of the document it stands in, which [`Scan::begins_component`] knows.

use std::collections::HashSet;

use crate::profile::{ComponentWords, Level, Matcher, Profile, Words};
use crate::segment::lexicon::{begins_with, may_begin, Lexicon};
use crate::segment::lines::{is_blank, is_capitals, is_space, reads, Lines};
use crate::segment::page::Page;
use crate::segment::quotation::Quotations;

use super::label::{label, tokens};

/// Most lines below a heading that may be its title and caption.
const REACH: usize = 10;
/// Most lines of letterhead above the name of an attached document.
const LETTERHEAD: usize = 12;
/// Fewer lines than this between two labels of one level, and they are entries of a list.
const ENTRY: usize = 5;

/// A place where a component may begin.
#[derive(Debug, Clone)]
pub(in crate::segment) struct Start {
    /// First line of the heading.
    pub(in crate::segment) line: usize,
    /// Line after the last of the heading.
    pub(in crate::segment) end: usize,
    /// Level of the profile.
    pub(in crate::segment) level: usize,
    /// Address token(s).
    pub(in crate::segment) token: String,
    /// Label as written; empty where the component is titled only.
    pub(in crate::segment) label: String,
    /// Title, its lines joined by spaces.
    pub(in crate::segment) title: String,
    /// Whether the lines below say with what act it is issued.
    pub(in crate::segment) captioned: bool,
    /// Whether they say that it is the act itself, by its number.
    pub(in crate::segment) of_act: bool,
    /// Whether its label is one of the level's words, with or without a number.
    pub(in crate::segment) labelled: bool,
    /// Whether its label needs no number: an appendix, which may follow the articles with nothing between.
    pub(in crate::segment) appendix: bool,
    /// Whether it stands at the top of a page.
    pub(in crate::segment) tops_page: bool,
    /// Whether its title is in capitals, or its label stands alone.
    pub(in crate::segment) headed: bool,
}

impl Start {
    /// A component whose heading says nothing of what it is.
    pub(in crate::segment) const fn unnamed(line: usize, end: usize, level: usize, token: String, title: String) -> Self {
        let label = String::new();
        let (captioned, of_act, labelled, appendix, tops_page, headed) = (false, true, false, false, true, true);
        Self { line, end, level, token, label, title, captioned, of_act, labelled, appendix, tops_page, headed }
    }
}

/// The words of a level that is a component.
pub(in crate::segment) const fn words(level: &Level) -> Option<&ComponentWords> {
    match &level.matcher {
        Matcher::Component(words) => Some(words),
        _ => None,
    }
}

/// The places where components may begin, in the order of the text.
pub(in crate::segment) fn find(
    lines: &Lines<'_>,
    page: &[Page],
    quotations: &Quotations,
    profile: &Profile,
    lexicon: &Lexicon<'_>,
) -> Vec<Start> {
    let known: Vec<(usize, &ComponentWords, &str)> = profile
        .levels
        .iter()
        .enumerate()
        .filter_map(|(index, level)| Some((index, words(level)?, level.label.as_str())))
        .collect();
    let finder = Finder { lines, page, lexicon };
    let mut found: Vec<Start> = Vec::new();
    for (index, &kind) in page.iter().enumerate() {
        if kind != Page::Text || lines.is_blank(index) || quotations.begins_inside(index) {
            continue;
        }
        let line = bare(lines.get(index));
        if line.len() > 400 || !line.starts_with(char::is_alphabetic) {
            continue;
        }
        if found.last().is_some_and(|last| index < last.end && last.labelled) {
            continue;
        }
        let start = known.iter().find_map(|&(level, words, token)| finder.start(index, line, level, words, token));
        if let Some(start) = start {
            found.push(start);
        }
    }
    drop_entries(&finder, &mut found);
    found
}

struct Finder<'f, 't> {
    lexicon: &'f Lexicon<'f>,
    lines: &'f Lines<'t>,
    page: &'f [Page],
}

impl Finder<'_, '_> {
    fn start(&self, index: usize, line: &str, level: usize, words: &ComponentWords, token: &str) -> Option<Start> {
        if let Some((label, rest)) = label(line, words) {
            let number = label.number.map(tokens).unwrap_or_default();
            let token = if number.is_empty() { token.to_owned() } else { format!("{token}-{number}") };
            let below = self.below(index, rest);
            let headed = is_blank(rest) || is_capitals(rest) || rest.starts_with('(');
            let titled = rest.starts_with(char::is_uppercase) && label.number.is_some();
            if !headed && !titled {
                return None;
            }
            return Some(Start {
                line: index,
                end: below.end,
                level,
                token,
                label: label.written.split_whitespace().collect::<Vec<_>>().join(" "),
                captioned: below.captioned(words),
                of_act: below.of_act(self.lexicon.words),
                title: below.title,
                labelled: true,
                appendix: !words.numbered,
                tops_page: tops_page(self.lines, self.page, index),
                headed,
            });
        }
        if !is_capitals(line) {
            return None;
        }
        let token = words.names.iter().filter(|(name, _)| reads_word(line, name)).max_by_key(|(name, _)| name.len())?.1;
        let below = self.below(index, line);
        let line = self.letterhead(index);
        Some(Start {
            line,
            end: below.end,
            level,
            token: token.clone(),
            label: String::new(),
            captioned: below.captioned(words),
            of_act: below.of_act(self.lexicon.words),
            title: below.title,
            labelled: false,
            appendix: false,
            tops_page: tops_page(self.lines, self.page, line),
            headed: true,
        })
    }

    /// The title and the caption that follow `rest` on line `index`.
    fn below(&self, index: usize, rest: &str) -> Below {
        let mut below = Below { end: index + 1, title: String::new(), caption: String::new() };
        let mut in_caption = false;
        let own = rest.trim_matches(|c| is_space(c) || matches!(c, '*' | '_' | ':' | '.' | '-' | '–'));
        if own.starts_with('(') {
            below.caption.push_str(own);
            in_caption = !own.ends_with(')');
        } else if !own.is_empty() {
            below.add(own);
        }
        let mut capitals = own.is_empty() || is_capitals(own);
        let mut titled_above = !below.title.is_empty();
        let mut shown = 0;
        for at in index + 1..self.lines.len().min(index + 1 + 3 * REACH) {
            if shown == REACH {
                break;
            }
            if self.page[at] != Page::Text {
                continue;
            }
            let line = bare(self.lines.get(at));
            // A caption without brackets ends with its paragraph.
            in_caption = in_caption && (!line.is_empty() || below.caption.trim_start().starts_with('('));
            if line.is_empty() || line.chars().all(|c| matches!(c, '_' | '-' | '–' | '—' | '*' | '=' | '.')) {
                continue;
            }
            shown += 1;
            let begins_caption = line.starts_with('(') || begins_with(line, &self.lexicon.words.captions).is_some();
            if in_caption || (begins_caption && below.caption.is_empty()) {
                titled_above = titled_above || (below.caption.is_empty() && !below.title.is_empty());
                below.caption.push(' ');
                below.caption.push_str(line);
                in_caption = !line.ends_with(')') && below.caption.len() < 600;
                below.end = at + 1;
                continue;
            }
            // The title stands above the caption or below it.
            if titled_above && !below.caption.is_empty()
                || !capitals
                || !is_capitals(line)
                || begins_part(line, self.lexicon)
                || is_letterhead(line, self.lexicon)
                || below.title.len() > 600
            {
                break;
            }
            capitals = true;
            below.add(line);
            below.end = at + 1;
        }
        below
    }

    /// The first line of the letterhead above line `index`: it opens the page, or nothing else stands between.
    fn letterhead(&self, index: usize) -> usize {
        let mut first = index;
        for at in (index.saturating_sub(2 * LETTERHEAD)..index).rev() {
            if self.page[at] != Page::Text {
                break;
            }
            let line = bare(self.lines.get(at));
            if line.is_empty() {
                continue;
            }
            if !is_letterhead(line, self.lexicon) {
                break;
            }
            first = at;
        }
        first
    }

    /// Lines that show text between two lines.
    fn shown_between(&self, from: usize, to: usize) -> usize {
        (from..to).filter(|&at| self.page[at] == Page::Text && !self.lines.is_blank(at)).take(ENTRY + 1).count()
    }
}

/// What stands below the label or the name.
struct Below {
    end: usize,
    title: String,
    caption: String,
}

impl Below {
    fn add(&mut self, words: &str) {
        for word in words.split_whitespace() {
            if !self.title.is_empty() {
                self.title.push(' ');
            }
            self.title.push_str(word);
        }
    }

    fn captioned(&self, words: &ComponentWords) -> bool {
        let caption = self.caption.to_lowercase();
        words.captions.iter().any(|word| caption.contains(word.as_str()))
    }

    /// `(Kèm theo Thông tư số 12/2021/…)`: the act itself, which has a number.
    fn of_act(&self, words: &Words) -> bool {
        let caption = self.caption.to_lowercase();
        let after = words.captions.iter().filter_map(|word| Some(caption.find(word.as_str())? + word.len())).min();
        after.is_some_and(|after| {
            let near: String = caption[after..].chars().take(60).collect();
            words.act_numbers.iter().any(|word| near.contains(word.as_str()))
        })
    }
}

/// Labels that follow one another with hardly a line between are entries of a list of appendices or forms.
fn drop_entries(finder: &Finder<'_, '_>, found: &mut Vec<Start>) {
    let close: Vec<bool> = (0..found.len())
        .map(|at| {
            let start = &found[at];
            let next = found[at + 1..].iter().find(|next| next.level <= start.level);
            let near = |from: &Start, to: &Start| from.level == to.level && finder.shown_between(from.end, to.line) < ENTRY;
            start.labelled && !start.captioned && next.is_some_and(|next| near(start, next))
        })
        .collect();
    // The rows of a table name forms too, each of which comes again with its own heading.
    let (mut below, mut again) = (HashSet::new(), HashSet::new());
    let (mut named, mut comes_again) = (vec![false; found.len()], vec![false; found.len()]);
    for (at, start) in found.iter().enumerate().rev() {
        if !start.appendix && start.labelled {
            comes_again[at] = !again.insert((start.level, &start.token));
            named[at] = !below.insert((start.level, &start.token)) && !start.captioned && !start.tops_page;
        } else {
            below.clear();
        }
    }
    let drop: Vec<bool> = (0..found.len())
        .map(|at| {
            let start = &found[at];
            // The last entry of a list has no next one near.
            let after_entry = at > 0 && close[at - 1] && found[at - 1].level == start.level;
            close[at] || named[at] || (after_entry && !start.captioned && (comes_again[at] || !start.tops_page))
        })
        .collect();
    let mut at = 0;
    found.retain(|_| {
        at += 1;
        !drop[at - 1]
    });
}

/// Whether line `index` is the first of a page that shows text.
pub(in crate::segment) fn tops_page(lines: &Lines<'_>, page: &[Page], index: usize) -> bool {
    (0..index).rev().find(|&at| page[at] != Page::Text || !lines.is_blank(at)).is_none_or(|at| page[at] != Page::Text)
}

/// `line` without the space and the marks of bold type around it.
fn bare(line: &str) -> &str {
    line.trim_matches(|c| is_space(c) || matches!(c, '*' | '_' | '#'))
}

/// Whether `line` is the heading of a part: a label of the profile, or a number with a dot.
fn begins_part(line: &str, lexicon: &Lexicon<'_>) -> bool {
    let number = line.split_once('.').is_some_and(|(number, rest)| {
        let roman = number.bytes().all(|byte| b"IVXLC".contains(&byte)) || number.bytes().all(|byte| byte.is_ascii_digit());
        !number.is_empty() && number.len() <= 6 && roman && rest.starts_with(is_space)
    });
    number || crate::segment::label::read(line, lexicon).is_some()
}

/// Whether `line` begins with `name` as whole words.
fn reads_word(line: &str, name: &str) -> bool {
    reads(line, name).is_some_and(|length| !line[length..].starts_with(char::is_alphanumeric))
}

/// Lines at the head of an official document: who issues it, the motto, rules, number, place and day.
pub(in crate::segment) fn is_letterhead(line: &str, lexicon: &Lexicon<'_>) -> bool {
    line.chars().all(|c| !c.is_alphanumeric())
        || (may_begin(line, &lexicon.letterhead)
            && line.chars().count() < 70
            && begins_with(line, &lexicon.words.letterhead).is_some())
}
