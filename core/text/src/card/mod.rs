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
use iu_address::Day;
use page::Page;
use pattern::Slot;
pub use value::{Card, CardBase, CardNumbers, CardValue};
use words::Words;

/// Lines in which a text tells which table of words it speaks by.
const TOLD_WITHIN: usize = 60;
/// Characters after the name of a part in which its day is said.
const SAID_WITHIN: usize = 160;

/// Reads the card of `source`: by the words of the country that its first lines tell, else of `profile`.
#[must_use]
pub fn read(source: &CanonicalText, profile: &Profile) -> Card {
    let text = source.as_str();
    words_of(text, &profile.id).map_or_else(Card::default, |words| read_by(text, words))
}

fn words_of(text: &str, profile_id: &str) -> Option<&'static Words> {
    let beginning: Vec<&str> = text.lines().take(TOLD_WITHIN).map(|line| line.trim_start_matches(signs::is_space)).collect();
    let told = |words: &&Words| beginning.iter().any(|line| words.told_by.fit(line, words).is_some());
    let tables = Words::builtin();
    tables.iter().find(told).or_else(|| tables.iter().find(|words| words.id == profile_id))
}

/// How the text of an act says from which day a part of it is law: by the same words as its card.
#[derive(Debug, Clone, Copy)]
pub struct PartsInForce(Option<&'static Words>);

impl PartsInForce {
    /// That of a text by its beginning, else of the profile with that id.
    #[must_use]
    pub fn of(text: &str, profile_id: &str) -> Self {
        Self(words_of(text, profile_id))
    }

    /// The day that is said where the name of a part ends and `rest` begins.
    #[must_use]
    pub fn after(&self, rest: &str) -> Option<Day> {
        let words = self.0?;
        // A sentence may go on in the next line.
        let rest: String = rest.chars().take(SAID_WITHIN).map(|c| if c == '\n' { ' ' } else { c }).collect();
        words.parts_in_force.at(&rest, 0, words)?.get(Slot::Date)?.value.parse().ok()
    }

    /// Whether `between` is all that stands between two of several: `, `, ` và `, or nothing.
    #[must_use]
    pub fn joins(&self, between: &str) -> bool {
        let mut rest = between.trim_matches(signs::is_space);
        let joint = |rest: &str| self.0.and_then(|words| words.joints.iter().find_map(|joint| signs::reads(rest, joint)));
        while let Some(length) = joint(rest).filter(|_| !rest.is_empty()) {
            rest = rest[length..].trim_start_matches(signs::is_space);
        }
        rest.is_empty()
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
