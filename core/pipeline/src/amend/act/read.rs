//! Reads one instruction: which provisions it names, and what is to become of each.

use super::asked::provisions;
use super::deed::{Deed, Edit, Place};
use super::found::Found;
use super::provision::{Level, Part, Provision, Rung};
use super::sentences::Quote;
use super::share::share;
use super::tokens::tokens;
use super::verbs::{of_words, opening};
use super::wording::words;
use crate::amend::Asked;
use cutter_model::sentence::Sentence;

/// What an instruction was understood to ask, and why it cannot be carried out as it stands.
pub(super) struct Read {
    pub edits: Vec<Edit>,
    pub trouble: Option<Sentence>,
}

impl Read {
    /// Whether it is understood and says of which provisions.
    pub(super) fn names_place(&self) -> bool {
        !self.edits.is_empty() && self.edits.iter().all(|edit| edit.target.part == Part::Document || !edit.target.path.is_empty())
    }

    /// What it asks, one after the other: provisions of which the same is asked come together.
    pub(super) fn asks(&self) -> Vec<Asked> {
        let mut asks: Vec<Asked> = Vec::new();
        for edit in &self.edits {
            let (kind, provision) = (edit.deed.kind(), edit.target.written());
            match asks.last_mut().filter(|last| last.kind == kind) {
                Some(last) if last.provisions.contains(&provision) => {}
                Some(last) => last.provisions.push(provision),
                None => asks.push(Asked { kind, provisions: vec![provision] }),
            }
        }
        asks
    }
}

/// Reads an instruction: its sentence, the text quoted behind it, and what the act said before about where it is.
pub(super) fn read(found: &Found) -> Read {
    let (sentence, at, context) = (found.sentence.as_str(), found.place.as_str(), found.context.as_slice());
    let quote = match &found.quote {
        Quote::Text(text) => Some(text.as_str()),
        Quote::None | Quote::Open => None,
    };
    let mut all = tokens(sentence);
    if let Some(above) = &found.item_of {
        // What the sentence above says of all that it lists.
        all.splice(0..0, tokens(above));
    }
    let opening = opening(&all);
    // What it says first is where the rest of it is.
    let within = opening.as_ref().filter(|opening| opening.places.len() == 1).map(|opening| opening.places[0].path.clone());
    let found = opening.and_then(|opening| match of_words(&all) {
        true => words(&all, &opening, !context.is_empty()),
        false => provisions(&all[opening.before..], quote.is_some(), opening.places),
    });
    let Some(mut edits) = found else {
        return Read { edits: Vec::new(), trouble: Some(unread(at, sentence)) };
    };
    if let Some(within) = within {
        place(&mut edits, &within);
    }
    place(&mut edits, context);
    with_text(edits, quote, at)
}

/// What is asked, each with its share of the text that is quoted.
pub(super) fn with_text(mut edits: Vec<Edit>, quote: Option<&str>, at: &str) -> Read {
    let trouble = trouble(&edits, quote, at).or_else(|| share(&mut edits, quote?, at).err());
    Read { edits, trouble }
}

/// What is not understood.
pub(super) fn unread(at: &str, sentence: &str) -> Sentence {
    let template = "What the act asks at {place} is not understood: {sentence}";
    Sentence::new("INSTRUCTION_UNREAD", template, [("place", &at), ("sentence", &sentence)])
}

/// Why an instruction cannot be carried out, whatever is quoted.
fn trouble(edits: &[Edit], quote: Option<&str>, at: &str) -> Option<Sentence> {
    let lost = |provision: &Provision| {
        provision.part != Part::Document && provision.path.first().is_none_or(|rung| rung.level > Level::Article)
    };
    if let Some(edit) = edits.iter().find(|edit| lost(&edit.target)) {
        let template = "{place} names {provision} and does not say of which article.";
        let values = ("provision", &edit.target.written() as &dyn std::fmt::Display);
        return Some(Sentence::new("INSTRUCTION_NO_ARTICLE", template, [("place", &at), values]));
    }
    let wants_text = edits.iter().any(|edit| matches!(edit.deed, Deed::Replace(_) | Deed::Insert(..)));
    (quote.is_none() && wants_text).then(|| {
        let template = "{place} announces a text, and none is quoted behind it.";
        Sentence::new("INSTRUCTION_NO_TEXT", template, [("place", &at)])
    })
}

/// Completes provisions that do not say where they are: from what follows in the sentence, from what the act said before, or
/// from what precedes.
fn place(edits: &mut [Edit], context: &[Rung]) {
    let fill = |provision: &mut Provision, outer: &[Rung]| {
        let first = provision.path.first().map_or(Level::Point, |rung| rung.level);
        if provision.part != Part::Document && (first > Level::Article || provision.path.is_empty()) {
            // The title is that of the article.
            let deepest = if provision.part == Part::Title { Level::Article } else { Level::Point };
            let missing: Vec<Rung> = outer
                .iter()
                .filter(|rung| {
                    rung.level >= Level::Article && rung.level <= deepest && (rung.level < first || provision.path.is_empty())
                })
                .cloned()
                .collect();
            provision.path.splice(0..0, missing);
        }
    };
    let known: Vec<Vec<Rung>> = edits.iter().map(|edit| edit.target.path.clone()).collect();
    for (index, edit) in edits.iter_mut().enumerate() {
        let of_article =
            |path: &&Vec<Rung>| path.first().is_some_and(|rung| (Level::Part..=Level::Article).contains(&rung.level));
        let after = known[index..].iter().find(of_article);
        let before = known[..index].iter().rev().find(of_article);
        let outer = match (after, before) {
            (Some(after), _) => &after[..],
            (None, _) if !context.is_empty() => context,
            (None, Some(before)) => &before[..],
            _ => context,
        };
        let outer = outer.to_vec();
        fill(&mut edit.target, &outer);
        if let Deed::Insert(_, Place::After(anchor) | Place::Before(anchor)) = &mut edit.deed {
            fill(anchor, &outer);
            // What comes after it stands beside it.
            let beside: Vec<Rung> = edit.target.above().to_vec();
            fill(anchor, &beside);
        }
    }
}
