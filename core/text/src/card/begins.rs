//! Which signs patterns can begin with: nearly every line is told by its first that none of a list fits.

use super::pattern::{Begins, Pattern, Piece, Slot};
use super::signs::folded;
use super::words::Words;
use crate::letters::Firsts;

/// What each of `patterns` can begin with, and what any of them can.
pub fn of(patterns: &[Pattern], words: &Words) -> Begins {
    let each = |pattern: &Pattern| {
        let mut firsts = Firsts::default();
        if !add(&pattern.pieces, words, &mut firsts) {
            firsts.open();
        }
        firsts
    };
    Begins::from(patterns.iter().map(each).collect::<Vec<Firsts>>())
}

/// Adds what `pieces` can begin with; tells whether they always read something.
fn add(pieces: &[Piece], words: &Words, firsts: &mut Firsts) -> bool {
    pieces.iter().any(|piece| match piece {
        Piece::Letter(letter) => {
            firsts.add(*letter);
            true
        }
        Piece::Optional(inner) => {
            add(inner, words, firsts);
            false
        }
        Piece::Choice(alternatives) => add_each(alternatives.iter().map(Vec::as_slice), words, firsts),
        Piece::Kept(_, inner) => add(inner, words, firsts),
        Piece::Slot(slot) => add_slot(*slot, words, firsts),
        Piece::Space | Piece::Gap => {
            firsts.open();
            true
        }
    })
}

/// Adds what any of `alternatives` can begin with; tells whether each of them always reads something.
fn add_each<'p>(alternatives: impl Iterator<Item = &'p [Piece]>, words: &Words, firsts: &mut Firsts) -> bool {
    // None is left out because one before it may read nothing.
    alternatives.filter(|pieces| !add(pieces, words, firsts)).count() == 0
}

fn add_slot(slot: Slot, words: &Words, firsts: &mut Firsts) -> bool {
    let mut add_words = |words: &mut dyn Iterator<Item = &String>| {
        words.filter_map(|word| word.chars().next()).for_each(|first| firsts.add(folded(first)));
    };
    match slot {
        Slot::Kind => add_words(&mut words.kinds.iter().map(|kind| &kind.name)),
        Slot::Issuer => add_words(&mut words.issuers.iter()),
        Slot::Month => {
            add_words(&mut words.months.iter());
            ('0'..='9').for_each(|digit| firsts.add(digit));
        }
        Slot::Number | Slot::Day | Slot::Year | Slot::Count => ('0'..='9').for_each(|digit| firsts.add(digit)),
        Slot::Date => return add_each(words.dates.iter().map(|form| form.pieces.as_slice()), words, firsts),
        Slot::Label | Slot::Name | Slot::Place | Slot::Issue => firsts.open(),
    }
    true
}
