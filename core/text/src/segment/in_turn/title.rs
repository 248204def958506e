//! Which lines after a label are its title, and whether what stands on the label's line is a title at all.
//!
//! A line that begins with a small letter goes on with a title, and so does any line below one that wants more: that ends in a
//! word that hangs, in a comma or a hyphen, inside brackets or a quotation. Where the title only ran out of room, the lines
//! below tell: a title ends without a mark right above a label or a new paragraph, the first sentence of the text does not.

use crate::segment::lines::{first_shown, is_capitals, is_space, Form};
use crate::segment::page::Page;
use crate::segment::sentence::{ends as ends_sentence, wants_more};

use super::scan::Scan;
use crate::segment::kind::Kind;
use crate::segment::label;

/// Longest title kept, in bytes; what is longer is text.
const LONGEST: usize = 1200;
/// Most lines below a title that are looked at to tell whether they go on with it.
const BELOW: usize = 6;

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
        let words = line.trim_matches(|c| is_space(c) || matches!(c, '*' | '_'));
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
    fn leaves_open(&self, opening: &[char], closing: &[char]) -> bool {
        let count = |marks| self.text.matches(marks).count();
        count(opening) > count(closing)
    }
}

impl Scan<'_> {
    /// Whether line `index`, which is no heading itself, goes on with the title being read.
    pub(super) fn goes_on_with_title(&self, index: usize) -> bool {
        let Some(title) = &self.title else { return false };
        let line = self.lines.get(index);
        let quoted = self.quotations.begins_inside(index);
        if title.text.len() + line.len() > LONGEST || (quoted && !title.leaves_open(&['“', '‟', '„', '«'], &['”', '»']))
        {
            return false;
        }
        let of_article = title.kind == Kind::Article;
        if title.text.is_empty() {
            let short = |width| !of_article || line.chars().count() * 5 < width * 4;
            return (!of_article && is_capitals(line)) || (is_title(line) && self.wrap_width.is_none_or(short));
        }
        if !of_article && (is_capitals(line) || is_capitals(&title.text)) {
            return is_capitals(line);
        }
        let small = begins_small(line) && !self.is_labelled(line);
        let wants_more = quoted || wants_more(&title.text, line, self.lexicon.words) || self.closes_bracket(index);
        if title.interrupted {
            return title.over_page && (wants_more || (small && self.ran_out(title.last_line, line, 5)));
        }
        !ends_sentence(&title.text) && (small || wants_more || self.ends_as_title(index))
    }

    /// Whether a bracket that the title opened closes on line `index` or soon below it.
    fn closes_bracket(&self, index: usize) -> bool {
        let open = self.title.as_ref().is_some_and(|title| title.leaves_open(&['('], &[')']));
        open && (index..self.lines.len().min(index + BELOW)).any(|at| self.lines.get(at).contains(')'))
    }

    /// Whether the paragraph that begins on line `index` is the rest of a title for which the line above had no room.
    fn ends_as_title(&self, index: usize) -> bool {
        let Some(title) = &self.title else { return false };
        // Titles are bold, and their letters wider than those that the width was counted in.
        if !self.ran_out(title.last_line, self.lines.get(index), 5) {
            return false;
        }
        let mut before: Option<&str> = None;
        for at in index..self.lines.len().min(index + BELOW) {
            let line = self.lines.get(at);
            let length = |before: &str| before.chars().take(LONGEST).count();
            if self.lines.is_blank(at) || self.page[at] != Page::Text {
                // Over the end of a page a sentence may go on.
                let next = self.next_content(at);
                let page = (at..self.lines.len())
                    .find(|&below| !self.lines.is_blank(below))
                    .is_some_and(|below| self.page[below] != Page::Text);
                return before.is_some_and(|before| !page || next.is_none_or(|next| !self.ran_out(length(before), next, 5)));
            }
            if let Some(before) = before {
                let small = begins_small(line);
                let apart = !wants_more(before, line, self.lexicon.words);
                if apart && (self.is_labelled(line) || (!small && !self.ran_out(length(before), line, 10))) {
                    return true;
                }
                // Cells of a table break anywhere.
                if small && !self.ran_out(length(before), line, 5) {
                    return false;
                }
            }
            if ends_sentence(line) {
                return false;
            }
            before = Some(line);
        }
        false
    }

    /// Whether `line` begins with a label that it could not begin with by chance, as with a reference that was wrapped.
    fn is_labelled(&self, line: &str) -> bool {
        label::read(line, self.lexicon).is_some_and(|label| label.form == Form::Marked)
    }

    /// Whether the first word of `line` had no room on a line of `length` characters, give or take one `part` of its width.
    fn ran_out(&self, length: usize, line: &str, part: usize) -> bool {
        let word = line.trim_start().chars().take_while(|&c| !is_space(c)).count();
        self.wrap_width.is_some_and(|width| length + 1 + word + width / part > width)
    }
}

/// Whether a label's line can hold a title of `length` bytes.
pub(super) const fn fits(length: usize) -> bool {
    length <= LONGEST
}

/// Whether `line` begins as only the rest of a sentence does: with a small letter, or in brackets.
fn begins_small(line: &str) -> bool {
    let text = line.trim_start_matches(is_space);
    text.strip_prefix('(').unwrap_or(text).starts_with(char::is_lowercase)
}

fn is_title(line: &str) -> bool {
    line.len() <= 300
        && !ends_sentence(line)
        && !line.trim_end().ends_with(',')
        && first_shown(line).is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
}
