//! The lines of a canonical text, and the few questions about a line that all scanners ask.
//!
//! Every question reads a bounded prefix or suffix of the line, so a line of 50 MB costs no more than its bytes.

use super::marks::Mark;
pub(super) use crate::letters::{folded, is_invisible, is_space};

/// Whether `text` shows nothing.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(is_space)
}

/// How a line goes on after the number of its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A mark: a dot, colon, dash or bracket.
    Marked,
    /// The line ends.
    Alone,
    /// Text, without any mark between.
    Bare,
}

/// The lines of a text that ends in LF: where each starts, and whether it shows anything. One pass over the text finds
/// them for every scanner.
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    blank: Vec<bool>,
    /// Lines that are read without what stands in them and is no law, in the order of the text.
    cleaned: Vec<Cleaned>,
}

/// A line without some of its bytes.
struct Cleaned {
    line: usize,
    text: String,
    /// What was left out: bytes of the line as it stands.
    out: Vec<(usize, usize)>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut starts = Vec::with_capacity(text.len() / 64 + 2);
        starts.push(0);
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
        if starts.last() != Some(&text.len()) {
            starts.push(text.len());
        }
        let blank = starts.windows(2).map(|pair| is_blank(&text[pair[0]..pair[1]])).collect();
        Self { text, starts, blank, cleaned: Vec::new() }
    }

    /// The same lines, read without `marks`, which come in the order of the text.
    pub(super) fn without(&self, marks: &[Mark]) -> Self {
        let mut cleaned = Vec::new();
        for of_line in marks.chunk_by(|one, other| one.line == other.line) {
            let index = of_line[0].line;
            let line = self.get(index);
            let (mut text, mut at) = (String::with_capacity(line.len()), 0);
            for mark in of_line {
                text.push_str(&line[at..mark.start]);
                at = mark.end;
            }
            text.push_str(&line[at..]);
            cleaned.push(Cleaned { line: index, text, out: of_line.iter().map(|mark| (mark.start, mark.end)).collect() });
        }
        Self { text: self.text, starts: self.starts.clone(), blank: self.blank.clone(), cleaned }
    }

    /// The byte of the text at which byte `at` of line `index`, as it is read, stands.
    pub(super) fn byte(&self, index: usize, at: usize) -> usize {
        let mut place = at;
        for &(start, end) in self.cleaned(index).map_or(&[][..], |line| &line.out) {
            if start <= place {
                place += end - start;
            }
        }
        self.starts[index] + place
    }

    fn cleaned(&self, index: usize) -> Option<&Cleaned> {
        let place = self.cleaned.binary_search_by_key(&index, |line| line.line).ok()?;
        self.cleaned.get(place)
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// First byte of line `index`, from 0; of the line after the last, the length of the text.
    pub(super) fn start(&self, index: usize) -> usize {
        self.starts[index]
    }

    /// Line `index` without its LF.
    pub(super) fn get(&self, index: usize) -> &str {
        if let Some(line) = self.cleaned(index) {
            return &line.text;
        }
        let line = &self.text[self.starts[index]..self.starts[index + 1]];
        line.strip_suffix('\n').unwrap_or(line)
    }

    /// Whether line `index` shows nothing.
    pub(super) fn is_blank(&self, index: usize) -> bool {
        self.blank[index]
    }

    /// The whole text.
    pub(super) const fn text(&self) -> &'t str {
        self.text
    }

    /// The line, from 1, that holds byte `at`.
    pub(super) fn number_at(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start <= at).clamp(1, self.len().max(1))
    }
}

/// Most characters read of a line to tell its kind.
const GLANCE: usize = 400;

/// Whether the letters of `text` are capitals (at least two of them, none small).
pub(super) fn is_capitals(text: &str) -> bool {
    let mut capitals = 0;
    for c in text.chars().take(GLANCE) {
        if c.is_lowercase() {
            return false;
        }
        capitals += usize::from(c.is_uppercase());
    }
    capitals >= 2
}

/// Whether `text` is a rule, drawn with dashes or the like.
pub(super) fn is_rule(text: &str) -> bool {
    let text = text.trim();
    text.len() >= 3 && text.chars().all(|c| matches!(c, '_' | '-' | '–' | '—' | '=' | '*'))
}

/// The first character of `text` that shows.
pub(super) fn first_shown(text: &str) -> Option<char> {
    text.chars().find(|&c| !is_space(c))
}

/// Length in bytes of the start of `text` that reads `word` (given in lower case) in any case.
#[inline]
pub(super) fn reads(text: &str, word: &str) -> Option<usize> {
    // Most lines begin with another sign than any word that is looked for.
    match (text.chars().next(), word.chars().next()) {
        (Some(c), Some(expected)) if !is_read_as(c, expected) => None,
        _ => reads_through(text, word),
    }
}

#[inline]
fn is_read_as(c: char, expected: char) -> bool {
    folded(c) == expected || (expected == ' ' && c.is_whitespace())
}

fn reads_through(text: &str, word: &str) -> Option<usize> {
    let mut at = 0;
    let mut shown = text.char_indices();
    for expected in word.chars() {
        let (index, c) = shown.next()?;
        if !is_read_as(c, expected) {
            return None;
        }
        at = index + c.len_utf8();
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_their_places() {
        let lines = Lines::new("một\n\nhai\n");
        assert_eq!(lines.len(), 3);
        assert_eq!((lines.get(0), lines.get(1), lines.get(2)), ("một", "", "hai"));
        assert_eq!((lines.number_at(0), lines.number_at(6), lines.number_at(7), lines.number_at(99)), (1, 2, 3, 3));
    }

    #[test]
    fn words_are_read_in_any_case_and_with_the_old_letter_eth() {
        assert_eq!(reads("ĐIỀU 1", "điều"), Some("ĐIỀU".len()));
        assert_eq!(reads("Ðiều 1", "điều"), Some("Ðiều".len()));
        assert_eq!(reads("Tiểu\u{a0}mục 1", "tiểu mục"), Some("Tiểu\u{a0}mục".len()));
        assert_eq!(reads("Điêu", "điều"), None);
    }
}
