//! Paragraphs of a provision that have no number of their own: `the second subparagraph of Article 8(3)`.

use super::article::{last, Article, Cannot, Grammar};
use super::deed::Deed;
use super::phrase::{self, Look};
use super::provision::Provision;
use iu_text::manifest::Span;

/// Which of the paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Nth(usize),
    Last,
    /// One that is new, behind the others.
    New,
}

const NOUNS: [&str; 3] = ["subparagraph", "subparagraphs", "paragraph"];
const ORDINALS: [&str; 8] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

/// The paragraph that a provision without a number is; none where it is of another kind.
pub(super) fn which(provision: &Provision) -> Option<Which> {
    let piece = provision.path.last().filter(|_| provision.is_piece() && provision.path.len() > 1)?;
    let Some((ordinal, noun)) = piece.written.split_once(' ') else {
        return NOUNS.contains(&piece.written.as_str()).then_some(Which::New);
    };
    let nth = ORDINALS.iter().position(|known| *known == ordinal).map(Which::Nth);
    nth.or_else(|| ["last", "final"].contains(&ordinal).then_some(Which::Last)).filter(|_| NOUNS.contains(&noun))
}

/// Where the paragraphs of a text stand: each begins a line, behind one that a mark ends.
fn paragraphs(text: &str, from: usize) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let (mut at, mut ended) = (from, true);
    for line in text[from..].split_inclusive('\n') {
        let shown = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        if shown.is_empty() {
            continue;
        }
        let end = start + shown.len();
        match found.last_mut().filter(|_| !ended) {
            Some(last) => last.end = end,
            None => found.push(Span::new(start, end)),
        }
        ended = shown.ends_with(['.', ':', ';', '!', '?', ')']);
    }
    found
}

/// Where the paragraph stands in a text; none where there is no such one.
fn place(text: &str, from: usize, which: Which) -> Option<Span> {
    let all = paragraphs(text, from);
    match which {
        Which::Nth(nth) => all.get(nth).copied(),
        Which::Last => all.last().copied(),
        Which::New => all.last().map(|last| Span::new(last.end, last.end)),
    }
}

impl Article {
    /// A paragraph without a number changes, ends or is new. Where the provision has parts, nothing says which of them is of it.
    pub(super) fn paragraph(&self, grammar: &Grammar<'_>, path: &str, which: Which, deed: &Deed) -> Result<Self, Cannot> {
        let unit = self.unit(path).filter(|_| self.has(path)).ok_or(Cannot::Missing)?;
        let whole = self.whole(path).ok_or(Cannot::Missing)?;
        let from = unit.heading_spans.last().map_or(whole.start, |span| span.end);
        let has_parts = whole.end > last(unit);
        let span = place(&self.text()[..whole.end], from, which).ok_or(Cannot::Missing)?;
        let changed = match deed {
            Deed::Insert(text, _) if which == Which::New => {
                if self.text()[..whole.end].trim_end().ends_with(text.trim()) {
                    return Ok(self.same());
                }
                let gap = if self.text().trim_end().contains("\n\n") { "\n\n" } else { "\n" };
                format!("{gap}{}", text.trim())
            }
            _ if has_parts => return Err(Cannot::Parts),
            Deed::Replace(text) => {
                let text = text.trim();
                let label = text.strip_prefix(unit.label.trim()).filter(|_| span.start == from && !unit.label.is_empty());
                label.unwrap_or(text).trim_start_matches(['.', ')', ' ']).to_owned()
            }
            Deed::Words(words) => {
                let (changed, count) = phrase::changed(self.text(), span.start, span.end, words, Look::Exact);
                if count == 0 {
                    return Err(Cannot::NoWords);
                }
                changed
            }
            _ => return Err(Cannot::Parts),
        };
        self.with(grammar, span, &changed, path)?.having(path)
    }
}
