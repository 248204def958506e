//! What is known of every line before any heading is looked for: whether it can be read, and how it begins.

use crate::profile::Words;
use crate::segment::lexicon::Lexicon;
use crate::segment::lines::Lines;
use crate::segment::page::Page;
use crate::segment::quotation::Quotations;
use crate::segment::sentence::{ending, is_one_of, Ending};
use crate::segment::wrapping::wrap_width;

/// How the place looks at which a line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Start {
    /// After a word that wants more (`section`, `and`).
    Dangling,
    /// In the middle of a sentence, as far as one can see.
    Open,
    /// After the end of a paragraph.
    Clear,
    /// After a blank line, or at the start of the text.
    Blank,
}

/// How much it speaks for a heading.
pub(super) const fn start_score(start: Start) -> i32 {
    match start {
        Start::Dangling => -9,
        Start::Open => -5,
        Start::Clear => 1,
        Start::Blank => 2,
    }
}

/// The lines of a text with what stands around them.
pub(super) struct Sheet<'t> {
    pub(super) lines: &'t Lines<'t>,
    pub(super) page: Vec<Page>,
    pub(super) quotations: Quotations,
    pub(super) wrap: Option<usize>,
    pub(super) starts: Vec<Start>,
    /// Whether the text has no small letters, so that `(A)` is what `(a)` is elsewhere.
    pub(super) all_capitals: bool,
}

impl<'t> Sheet<'t> {
    pub(super) fn new(lines: &'t Lines<'t>, page: Vec<Page>, lexicon: &Lexicon<'_>) -> Self {
        let words = lexicon.words;
        let wrap = wrap_width(lines);
        let quotations = Quotations::find(lines, lexicon, |index| page[index] == Page::Text);
        let mut starts = Vec::with_capacity(lines.len());
        let (mut before, mut blank) = (None, true);
        let mut capitals = true;
        for (index, &printed) in page.iter().enumerate() {
            let line = lines.get(index);
            let shown = !lines.is_blank(index);
            starts.push(if blank {
                Start::Blank
            } else {
                before.map_or(Start::Blank, |before| start_after(before, wrap, words))
            });
            if printed != Page::Text {
                continue;
            }
            blank = !shown;
            if shown {
                before = Some(line);
                capitals = capitals && !line.chars().take(400).any(char::is_lowercase);
            }
        }
        Self { lines, page, quotations, wrap, starts, all_capitals: capitals }
    }

    /// Whether a heading may stand on line `index`.
    pub(super) fn readable(&self, index: usize) -> bool {
        self.page[index] == Page::Text && !self.quotations.begins_inside(index) && !self.lines.is_blank(index)
    }

    /// The next line from `index` on that shows text of the document.
    pub(super) fn next_shown(&self, index: usize) -> Option<usize> {
        (index..self.lines.len()).find(|&next| self.page[next] == Page::Text && !self.lines.is_blank(next))
    }

    /// The line before `index` that shows text of the document, at most a few lines up.
    pub(super) fn shown_before(&self, index: usize) -> Option<usize> {
        let nearest = index.saturating_sub(12);
        (nearest..index).rev().find(|&above| self.page[above] == Page::Text && !self.lines.is_blank(above))
    }
}

fn start_after(before: &str, wrap: Option<usize>, words: &Words) -> Start {
    let had_room = wrap.is_none_or(|width| before.chars().take(400).count() * 5 < width * 4);
    let tail = before.trim_end();
    let word = tail.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    if word.len() == tail.len() - tail.trim_end_matches(char::is_alphabetic).len()
        && (is_one_of(word, &words.hanging) || is_one_of(word, &words.numbered))
        && (tail.contains(' ') || (tail.starts_with(char::is_lowercase) && !is_one_of(word, &words.joining)))
    {
        // `…; and` ends an item of a list.
        let rest = tail[..tail.len() - word.len()].trim_end();
        let listed = rest.ends_with([';', ',']) && is_one_of(word, &words.joining);
        // A title may end in any word (`Jurisdiction over this Part`).
        let titled =
            had_room && before.len() <= 100 && before.starts_with(char::is_uppercase) && super::words::is_title(before, words);
        return if listed || titled { Start::Clear } else { Start::Dangling };
    }
    if had_room || ending(before, words) == Ending::Finished || tail.ends_with(['—', '–']) {
        Start::Clear
    } else {
        Start::Open
    }
}
