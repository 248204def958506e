//! A card for people: its members one after the other, each with its line; and what it proposes for a registration.

use serde::{Deserialize, Serialize};

use super::value::{Card, CardNumbers, CardValue};

/// One thing a document says of itself, as people look at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CardFact {
    /// Byte of the canonical text where it is said.
    pub at: usize,
    /// Why a person should look; none where nothing is unsure.
    pub doubt: Option<String>,
    /// The line it is said on, from 1.
    pub line: usize,
    /// The member of the card; those of a consolidated text's law begin with `base_`.
    pub member: String,
    /// What the line says.
    pub quote: String,
    /// What the text says, where a person confirmed the value: the same, or what they corrected.
    pub read: Option<String>,
    /// What is said; several numbers have commas between them.
    pub value: String,
}

/// What a card proposes for the registration of its document. None where the text does not say enough, or not surely.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CardProposal {
    /// What the document says of itself.
    pub facts: Vec<CardFact>,
    /// The address prefix, and the document code with it.
    pub prefix: Option<String>,
    /// The title.
    pub title: Option<String>,
}

/// Longest line that is quoted, in characters.
const QUOTED: usize = 160;
/// Longest title that is proposed, in characters: as long as one may be.
const TITLE: usize = 500;

impl Card {
    /// What it proposes; `text` is the one it was read from.
    #[must_use]
    pub fn proposal(&self, text: &str) -> CardProposal {
        CardProposal { facts: self.facts(text), prefix: self.prefix(), title: self.name() }
    }

    /// Its members for people; `text` is the one it was read from.
    #[must_use]
    pub fn facts(&self, text: &str) -> Vec<CardFact> {
        let mut facts = Vec::new();
        let ends: Vec<usize> = memchr::memchr_iter(b'\n', text.as_bytes()).collect();
        let mut add = |member: &str, at: usize, doubt: &Option<String>, value: String| {
            let above = ends.partition_point(|&end| end < at);
            let start = above.checked_sub(1).map_or(0, |last| ends[last] + 1);
            let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default().trim();
            facts.push(CardFact {
                at,
                doubt: doubt.clone(),
                line: above + 1,
                member: member.to_owned(),
                quote: line.chars().take(QUOTED).collect(),
                read: self.read.get(member).cloned(),
                value,
            });
        };
        let mut one = |member: &str, value: &Option<CardValue>| {
            if let Some(said) = value {
                add(member, said.at, &said.doubt, said.value.clone());
            }
        };
        one("kind", &self.kind);
        one("number", &self.number);
        one("title", &self.title);
        one("issuer", &self.issuer);
        one("adopted_on", &self.adopted_on);
        one("published_on", &self.published_on);
        one("gazette", &self.gazette);
        one("in_force_from", &self.in_force_from);
        one("signatory", &self.signatory);
        let base = self.base.clone().unwrap_or_default();
        one("base_number", &base.number);
        one("base_adopted_on", &base.adopted_on);
        one("base_in_force_from", &base.in_force_from);
        let mut several = |member: &str, numbers: &Option<CardNumbers>| {
            if let Some(said) = numbers {
                add(member, said.at, &said.doubt, said.value.join(", "));
            }
        };
        several("base_amended_by", &base.amended_by);
        several("amends", &self.amends);
        several("repeals", &self.repeals);
        facts
    }

    /// The name of the document: a title that has the kind in it, else kind, number and title.
    fn name(&self) -> Option<String> {
        let title = &self.title.as_ref()?.value;
        let has_kind = |kind: &CardValue| title.to_lowercase().starts_with(&kind.value.to_lowercase());
        let kind = self.kind.as_ref().filter(|kind| self.base.is_none() && !has_kind(kind));
        let name = match (kind, &self.number) {
            (Some(kind), Some(number)) => {
                let mut letters = title.chars();
                let first = letters.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
                format!("{} {} {first}{}", kind.value, number.value, letters.as_str())
            }
            _ => title.clone(),
        };
        Some(name.chars().take(TITLE).collect())
    }
}
