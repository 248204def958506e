//! The title of the heading being read, and whether what stands on the label's line is a title at all.

use crate::segment::lines::is_space;

use crate::segment::kind::Kind;

/// Longest title kept, in bytes; what is longer is text.
pub(super) const LONGEST: usize = 1200;

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
    /// Whether the page ended after the last line of the title.
    pub(super) over_page: bool,
}

impl OpenTitle {
    /// The title that begins with `rest`, the text after the label on its line of `length` characters.
    pub(super) fn new(node: usize, kind: Kind, first_piece: usize, rest: &str, length: usize) -> Self {
        let mut title = Self { node, kind, first_piece, text: String::new(), last_line: 0, interrupted: false, over_page: false };
        title.add(rest);
        title.last_line = length;
        title
    }

    /// Adds a line to the title.
    pub(super) fn add(&mut self, line: &str) {
        let words = unmarked(line);
        // `NĐ-` and `CP` are one word, `Thương mại -` and `Dịch vụ` are two.
        let joined = self.text.strip_suffix('-').is_some_and(|head| head.ends_with(char::is_alphanumeric));
        if !self.text.is_empty() && !words.is_empty() && !joined {
            self.text.push(' ');
        }
        self.text.push_str(words);
        self.last_line = line.chars().take(LONGEST).count();
        (self.interrupted, self.over_page) = (false, false);
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

    /// Whether more of `opening` stands in the title than of `closing`.
    pub(super) fn leaves_open(&self, opening: &[char], closing: &[char]) -> bool {
        let count = |marks| self.text.matches(marks).count();
        count(opening) > count(closing)
    }
}

/// `line` without the marks of Markdown headings and of bold type around it.
pub(super) fn unmarked(line: &str) -> &str {
    let is_mark = |c| is_space(c) || matches!(c, '*' | '_');
    line.trim_matches(is_mark).trim_start_matches('#').trim_start_matches(is_mark)
}

/// Whether a label's line can hold a title of `length` bytes.
pub(super) const fn fits(length: usize) -> bool {
    length <= LONGEST
}
