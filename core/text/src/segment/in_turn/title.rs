//! Which lines after a label are its title, and whether what stands on the label's line is a title at all.

use crate::segment::lines::{first_shown, is_capitals, is_space};

use crate::segment::kind::Kind;

/// Longest title kept, in bytes; what is longer is text.
const LONGEST: usize = 1200;

/// The heading being read.
#[derive(Debug)]
pub(super) struct OpenTitle {
    pub(super) node: usize,
    pub(super) kind: Kind,
    /// First piece of the outline that belongs to the title.
    pub(super) first_piece: usize,
    /// The lines of the title so far, joined by spaces.
    pub(super) text: String,
    /// Characters of the last line, with the label where it stands on it.
    pub(super) last_line: usize,
    /// Whether a blank line came after the last line of the title.
    pub(super) interrupted: bool,
}

impl OpenTitle {
    /// Whether `line`, which is no heading itself, continues the title.
    pub(super) fn goes_on(&self, line: &str, wrap_width: Option<usize>) -> bool {
        if self.text.len() + line.len() > LONGEST {
            return false;
        }
        if self.kind != Kind::Article {
            return is_capitals(line) || (self.text.is_empty() && is_title(line));
        }
        if self.text.is_empty() {
            return is_title(line) && wrap_width.is_none_or(|width| line.chars().count() * 5 < width * 4);
        }
        if self.interrupted || ends_sentence(&self.text) {
            return false;
        }
        first_shown(line).is_some_and(char::is_lowercase) || wrap_width.is_some_and(|width| self.had_to_break(line, width))
    }

    /// Whether the first word of `line` had no room on the line before.
    fn had_to_break(&self, line: &str, width: usize) -> bool {
        let word = line.trim_start().chars().take_while(|&c| !is_space(c)).count();
        self.last_line + 1 + word > width
    }

    /// Adds a line to the title.
    pub(super) fn add(&mut self, line: &str) {
        let words = line.trim_matches(|c| is_space(c) || matches!(c, '*' | '_'));
        if !self.text.is_empty() && !words.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(words);
        self.last_line = line.chars().take(LONGEST).count();
        self.interrupted = false;
    }

    /// Whether what was read is the article's text, not a title. Titles end without a mark; decisions put the text
    /// of an article on the line of its label. A short one that ends in a dot and has more text below it is a title; what stands
    /// in brackets is what is left of an article: `(được bãi bỏ)`.
    pub(super) fn is_text(&self, has_more: bool) -> bool {
        if self.kind != Kind::Article || self.text.is_empty() {
            return false;
        }
        let text = self.text.trim_end_matches(['”', '"', '*', '_']);
        let bracketed = text.starts_with('(') && text.trim_end_matches('.').ends_with(')');
        bracketed
            || text.ends_with([':', ';'])
            || text.ends_with("/.")
            || (text.ends_with('.') && (!has_more || self.text.len() > 250))
    }
}

/// Whether a label's line can hold a title of `length` bytes.
pub(super) const fn fits(length: usize) -> bool {
    length <= LONGEST
}

fn is_title(line: &str) -> bool {
    line.len() <= 300
        && !ends_sentence(line)
        && !line.trim_end().ends_with(',')
        && first_shown(line).is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end().ends_with(['.', ';', ':', '!', '?'])
}
