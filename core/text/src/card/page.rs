//! The lines of a text without what a gazette prints between them: page heads, page numbers, signing stamps, rules.

use super::fit::Captures;
use super::pattern::Patterns;
use super::signs::{is_alphabetic, is_alphanumeric, is_space};
use super::words::Words;

/// Bytes of a line that are read: what a card tells stands at the beginning of sentences, and a line may have 50 MB.
const READ: usize = 4096;

/// A line that shows something.
#[derive(Debug, Clone, Copy)]
pub struct Line<'t> {
    /// First byte in the canonical text.
    pub at: usize,
    /// What it shows.
    pub text: &'t str,
    /// The same without the labels it begins with.
    pub unlabelled: &'t str,
    /// Whether an empty line, or one that was left out, stands before it.
    pub is_apart: bool,
}

/// The lines of a text.
pub struct Page<'t> {
    pub lines: Vec<Line<'t>>,
    /// The first page head of a gazette, and where its line begins.
    pub published: Option<(usize, Captures)>,
}

impl<'t> Page<'t> {
    pub fn of(text: &'t str, words: &Words) -> Self {
        let mut page = Self { lines: Vec::with_capacity(text.len() / 80), published: None };
        let mut is_apart = true;
        let mut at = 0;
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1);
        for end in ends.chain([text.len()]) {
            let line = &text[at..end];
            // Marks of Markdown headings and of bold type are none of what a line says.
            let is_mark = |c: char| is_space(c) || matches!(c, '#' | '*' | '_');
            let shown = line.trim_start_matches(is_mark);
            let start = end - shown.len();
            let shown = shown.trim_end_matches(is_mark);
            let read = (0..=shown.len().min(READ)).rev().find(|&end| shown.is_char_boundary(end)).unwrap_or(0);
            let shown = &shown[..read];
            at = end;
            if page.leaves_out(start, shown, words) {
                is_apart = true;
            } else {
                page.lines.push(Line { at: start, text: shown, unlabelled: unlabelled(shown, words), is_apart });
                is_apart = false;
            }
        }
        page
    }

    fn leaves_out(&mut self, at: usize, shown: &str, words: &Words) -> bool {
        // Most lines are no furniture at first sight.
        if !shown.contains(is_alphabetic) {
            return true;
        }
        if let Some(captures) = first(&words.published, shown, words) {
            self.published.get_or_insert((at, captures));
            return true;
        }
        words.furniture.fit(shown, words).is_some()
    }

    /// Lines `from..to` as one text.
    pub fn joined(&self, from: usize, to: usize) -> Joined {
        let mut joined = Joined { text: String::new(), places: Vec::new() };
        for line in self.lines.get(from..to.min(self.lines.len())).unwrap_or_default() {
            if !joined.text.is_empty() {
                joined.text.push('\n');
            }
            joined.places.push((joined.text.len(), line.at));
            joined.text.push_str(line.text);
        }
        joined
    }
}

/// Lines that were put together: their text, and where each stands in the canonical text.
pub struct Joined {
    pub text: String,
    places: Vec<(usize, usize)>,
}

impl Joined {
    /// The byte of the canonical text that byte `at` is.
    pub fn place(&self, at: usize) -> usize {
        let line = self.places.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        self.places.get(line).map_or(0, |(start, place)| place + (at - start))
    }
}

/// What the first of `patterns` that fits finds at the beginning of `text`.
pub fn first(patterns: &Patterns, text: &str, words: &Words) -> Option<Captures> {
    patterns.at(text, 0, words)
}

/// The first place of `text` where one of `patterns` fits; they are tried where a word begins.
pub fn anywhere(patterns: &Patterns, text: &str, words: &Words) -> Option<(usize, Captures)> {
    word_starts(text).find_map(|at| patterns.at(text, at, words).map(|found| (at, found)))
}

/// Where the words of `text` begin, and the signs that stand alone.
pub fn word_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut inside = false;
    text.char_indices().filter_map(move |(at, c)| {
        let was = std::mem::replace(&mut inside, is_alphanumeric(c));
        (!was && !is_space(c)).then_some(at)
    })
}

/// `text` without the labels it begins with.
fn unlabelled<'t>(mut text: &'t str, words: &Words) -> &'t str {
    // An article's label, and that of its first clause.
    for _ in 0..2 {
        let Some(end) = words.labels.fit(text, words) else { break };
        text = text[end..].trim_start_matches(is_space);
    }
    text
}
