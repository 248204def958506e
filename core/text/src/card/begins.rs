//! Which signs patterns can begin with: nearly every line is told by its first that none of a list fits.

use super::pattern::{Pattern, Piece, Slot};
use super::signs::folded;
use super::words::Words;

/// What each pattern of a list can begin with, and what any of them can.
#[derive(Debug, Clone)]
pub struct Begins {
    any: Signs,
    each: Vec<Signs>,
}

impl Begins {
    pub fn of(patterns: &[Pattern], words: &Words) -> Self {
        let each = |pattern: &Pattern| {
            let mut signs = Signs::default();
            if !signs.add(&pattern.pieces, words) {
                signs.open();
            }
            signs
        };
        let mut any = Signs::default();
        let all: Vec<Signs> = patterns.iter().map(each).inspect(|signs| any.join(signs)).collect();
        Self { any, each: all }
    }

    /// Whether something that begins with `sign`, folded, can fit one of the list; none is the end of the text.
    pub fn any(&self, sign: Option<char>) -> bool {
        self.any.has(sign)
    }

    /// The places of those in the list that it can fit.
    pub fn each(&self, sign: Option<char>) -> impl Iterator<Item = usize> + '_ {
        self.each.iter().enumerate().filter(move |(_, signs)| signs.has(sign)).map(|(place, _)| place)
    }
}

/// Signs as patterns compare them.
#[derive(Debug, Clone, Default)]
struct Signs {
    /// Those of ASCII, a bit each.
    ascii: [u64; 2],
    /// The others.
    others: Vec<char>,
    /// Whether any other may be one.
    is_open: bool,
}

impl Signs {
    fn join(&mut self, other: &Self) {
        self.ascii.iter_mut().zip(other.ascii).for_each(|(own, other)| *own |= other);
        self.others.extend(&other.others);
        self.is_open |= other.is_open;
    }

    fn has(&self, sign: Option<char>) -> bool {
        match sign {
            Some(sign) if sign.is_ascii() => self.ascii[sign as usize / 64] >> (sign as usize % 64) & 1 == 1,
            Some(sign) => self.is_open || self.others.contains(&sign),
            // Only what reads nothing can.
            None => self.ascii == EVERY,
        }
    }

    /// Adds every sign.
    fn open(&mut self) -> bool {
        self.ascii = EVERY;
        self.is_open = true;
        true
    }

    fn sign(&mut self, sign: char) {
        if sign.is_ascii() {
            self.ascii[sign as usize / 64] |= 1 << (sign as usize % 64);
        } else {
            self.others.push(sign);
        }
    }

    fn signs(&mut self, words: impl Iterator<Item = impl AsRef<str>>) {
        words.filter_map(|word| word.as_ref().chars().next()).for_each(|first| self.sign(folded(first)));
    }

    /// Adds what `pieces` can begin with; tells whether they always read something.
    fn add(&mut self, pieces: &[Piece], words: &Words) -> bool {
        pieces.iter().any(|piece| match piece {
            Piece::Letter(letter) => {
                self.sign(*letter);
                true
            }
            Piece::Optional(inner) => {
                self.add(inner, words);
                false
            }
            Piece::Choice(alternatives) => {
                alternatives.iter().fold(true, |all, inner| self.add(inner, words) && all)
            }
            Piece::Kept(_, inner) => self.add(inner, words),
            Piece::Slot(slot) => self.slot(*slot, words),
            Piece::Space | Piece::Gap => self.open(),
        })
    }

    fn slot(&mut self, slot: Slot, words: &Words) -> bool {
        match slot {
            Slot::Kind => self.signs(words.kinds.iter().map(|kind| &kind.name)),
            Slot::Issuer => self.signs(words.issuers.iter()),
            Slot::Date => return words.dates.iter().fold(true, |all, form| self.add(&form.pieces, words) && all),
            Slot::Number | Slot::Day | Slot::Year | Slot::Count => self.signs(DIGITS.iter()),
            Slot::Month => {
                self.signs(DIGITS.iter());
                self.signs(words.months.iter());
            }
            Slot::Label => {
                self.signs(DIGITS.iter());
                ('a'..='z').for_each(|letter| self.sign(letter));
                self.is_open = true;
            }
            Slot::Name | Slot::Place | Slot::Issue => return self.open(),
        }
        true
    }
}

const EVERY: [u64; 2] = [u64::MAX; 2];
const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
