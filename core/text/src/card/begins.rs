//! Which signs patterns can begin with: nearly every line is told by its first that none of a list fits.

use super::pattern::{Pattern, Piece, Slot};
use super::signs::folded;
use super::words::Words;
use crate::letters::Firsts;

/// What each pattern of a list can begin with, and what any of them can.
#[derive(Debug, Clone)]
pub struct Begins {
    any: Firsts,
    each: Vec<Firsts>,
}

impl Begins {
    pub fn of(patterns: &[Pattern], words: &Words) -> Self {
        let each = |pattern: &Pattern| {
            let mut firsts = Firsts::default();
            if !add(&pattern.pieces, words, &mut firsts) {
                firsts.open();
            }
            firsts
        };
        let mut any = Firsts::default();
        let each = patterns.iter().map(each).inspect(|firsts| any.join(firsts)).collect();
        Self { any, each }
    }

    /// Whether one of the list can fit where `text` begins.
    pub fn any(&self, text: &str) -> bool {
        self.any.may_begin(text)
    }

    /// The places in the list of those that can.
    pub fn each<'b>(&'b self, text: &'b str) -> impl Iterator<Item = usize> + 'b {
        self.each.iter().enumerate().filter(|(_, firsts)| firsts.may_begin(text)).map(|(place, _)| place)
    }
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
        Piece::Choice(alternatives) => alternatives.iter().fold(true, |all, inner| add(inner, words, firsts) && all),
        Piece::Kept(_, inner) => add(inner, words, firsts),
        Piece::Slot(slot) => add_slot(*slot, words, firsts),
        Piece::Space | Piece::Gap => {
            firsts.open();
            true
        }
    })
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
        Slot::Date => return words.dates.iter().fold(true, |all, form| add(&form.pieces, words, firsts) && all),
        Slot::Label | Slot::Name | Slot::Place | Slot::Issue => firsts.open(),
    }
    true
}
