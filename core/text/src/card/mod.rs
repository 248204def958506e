//! The card: what a document says of itself. Number, kind, issuer, title, days, signatory, what it amends and repeals, each with
//! its place in the text and a doubt where it is unsure. People confirm it; nothing that the text does not say is on it.
//!
//! [`read`] is a pure function like MARK. How acts speak is data (`words/*.json`); here is only where to look: in the head before the
//! body, in the sentences of the closing articles, at the signature, and, of consolidated texts, in what is told of the law.

mod begins;
mod changes;
mod closing;
mod consolidated;
mod facts;
mod fit;
mod head;
pub mod number;
mod page;
mod pattern;
mod prefix;
mod quotations;
mod signs;
mod table;
mod value;
mod words;

use crate::canon::CanonicalText;
use crate::profile::Profile;
pub use facts::{CardFact, CardProposal};
use page::Page;
pub use value::{Card, CardBase, CardNumbers, CardValue};
use words::Words;

/// Lines in which a text tells which table of words it speaks by.
const TOLD_WITHIN: usize = 60;

/// Reads the card of `source`: by the words of the country that its first lines tell, else of `profile`.
#[must_use]
pub fn read(source: &CanonicalText, profile: &Profile) -> Card {
    let text = source.as_str();
    let beginning: Vec<&str> = text.lines().take(TOLD_WITHIN).map(|line| line.trim_start_matches(signs::is_space)).collect();
    let told = |words: &&Words| beginning.iter().any(|line| words.told_by.fit(line, words).is_some());
    let tables = Words::builtin();
    match tables.iter().find(told).or_else(|| tables.iter().find(|words| words.id == profile.id)) {
        Some(words) => read_by(text, words),
        None => Card::default(),
    }
}

/// Reads the card of `text` by one table.
fn read_by(text: &str, words: &Words) -> Card {
    let page = Page::of(text, words);
    let mut card = Card::default();
    let found = head::read(&page, words, &mut card);
    let end = closing::signature(&page, words, found.body, &mut card);
    consolidated::read(&page, words, &found, end, &mut card);
    let own_lines: Vec<usize> = page.own_lines(words, found.body, end).collect();
    closing::days(&page, words, &found, &own_lines, end, &mut card);
    changes::read(&page, words, &found, &own_lines, end, &mut card);
    card
}
