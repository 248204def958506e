//! Where a title ends: which lines below it go on with it.
//!
//! A line that begins with a small letter goes on with a title, and so does any line below one that wants more: that ends in a
//! word that hangs, in a comma or a hyphen, inside brackets or a quotation. Where the title only ran out of room, the lines
//! below tell: a title ends without a mark right above a label or a new paragraph, the first sentence of the text does not.

use crate::segment::kind::Kind;
use crate::segment::label;
use crate::segment::lines::{first_shown, is_capitals, is_space, Form};
use crate::segment::page::Page;
use crate::segment::sentence::{ends as ends_sentence, wants_more};

use super::scan::Scan;
use super::title::{unmarked, LONGEST};

/// Most lines below a title that are looked at to tell whether they go on with it.
const BELOW: usize = 6;

impl Scan<'_> {
    /// Whether line `index`, which is no heading itself, goes on with the title being read.
    pub(super) fn goes_on_with_title(&self, index: usize) -> bool {
        let Some(title) = &self.title else { return false };
        let line = unmarked(self.lines.get(index));
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
