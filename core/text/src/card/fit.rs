//! Where a pattern fits, and what its slots find there.

use std::borrow::Cow;

use iu_address::Day;

use super::begins;
use super::number;
use super::pattern::{Begins, Pattern, Patterns, Piece, Slot};
use super::signs::{folded, is_alphanumeric, is_space, plain, reads};
use super::words::Words;

/// Longest stretch that `…` and the slots of free text go over, in bytes.
const GAP: usize = 400;
/// Longest name of a document between its kind and its number, in bytes.
const NAME: usize = 160;

/// What was found: where, and how it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub slot: Slot,
    pub at: usize,
    pub value: String,
}

/// Everything a pattern found, in the order of the text.
#[derive(Debug, Clone, Default)]
pub struct Captures {
    pub found: Vec<Found>,
    /// Byte after the last that was read.
    pub end: usize,
}

impl Captures {
    pub fn get(&self, slot: Slot) -> Option<&Found> {
        self.found.iter().find(|found| found.slot == slot)
    }

    /// The day of year, month and day, where there is such a day.
    pub fn day(&self) -> Option<String> {
        let part = |slot| self.get(slot).and_then(|found| found.value.parse().ok());
        Day::of(part(Slot::Year)?, part(Slot::Month)?, part(Slot::Day)?).map(String::from)
    }
}

impl Patterns {
    /// What the first of them that fits finds where `text[at..]` begins.
    pub fn at(&self, text: &str, at: usize, words: &Words) -> Option<Captures> {
        let begins = self.begins(words);
        let here = &text[at..];
        if !begins.any(here) {
            return None;
        }
        begins.each(here).find_map(|place| self.list[place].at(text, at, words))
    }

    /// Whether one of them fits where `text` begins, and up to which byte; what it finds is not kept.
    pub fn fit(&self, text: &str, words: &Words) -> Option<usize> {
        let begins = self.begins(words);
        if !begins.any(text) {
            return None;
        }
        let mut nothing = Kept { found: Vec::new(), is_asked: false };
        begins.each(text).find_map(|place| run(&self.list[place].pieces, text, 0, words, &mut nothing))
    }

    /// Whether one of them could fit where `text` begins, by its first sign.
    pub fn may_begin(&self, text: &str, words: &Words) -> bool {
        self.begins(words).any(text)
    }

    fn begins(&self, words: &Words) -> &Begins {
        self.begins.get_or_init(|| begins::of(&self.list, words))
    }
}

impl Pattern {
    /// Whether the pattern begins with the kind of an act.
    pub fn begins_with_kind(&self) -> bool {
        matches!(self.pieces.first(), Some(Piece::Slot(Slot::Kind)))
    }

    /// What the pattern finds where `text[at..]` begins.
    pub fn at(&self, text: &str, at: usize, words: &Words) -> Option<Captures> {
        let mut kept = Kept { found: Vec::new(), is_asked: true };
        let end = run(&self.pieces, text, at, words, &mut kept)?;
        Some(Captures { found: kept.found, end })
    }
}

/// What was found so far, where it is asked for.
struct Kept {
    found: Vec<Found>,
    is_asked: bool,
}

impl Kept {
    fn keep(&mut self, slot: Slot, at: usize, value: impl FnOnce() -> String) {
        if self.is_asked {
            self.found.push(Found { slot, at, value: value() });
        }
    }
}

fn run(pieces: &[Piece], text: &str, mut at: usize, words: &Words, kept: &mut Kept) -> Option<usize> {
    for (index, piece) in pieces.iter().enumerate() {
        let before = kept.found.len();
        at = match piece {
            Piece::Letter(letter) => {
                let c = text[at..].chars().next()?;
                if folded(c) != *letter {
                    return None;
                }
                at + c.len_utf8()
            }
            Piece::Space => {
                let shown = text[at..].trim_start_matches(is_space);
                if shown.len() == text.len() - at {
                    return None;
                }
                text.len() - shown.len()
            }
            Piece::Optional(inner) => match run(inner, text, at, words, kept) {
                Some(end) => end,
                None => {
                    kept.found.truncate(before);
                    at
                }
            },
            Piece::Choice(alternatives) => alternatives.iter().find_map(|inner| {
                kept.found.truncate(before);
                run(inner, text, at, words, kept)
            })?,
            Piece::Kept(slot, inner) => {
                let end = run(inner, text, at, words, kept)?;
                kept.found.truncate(before);
                kept.keep(*slot, at, || plain(&text[at..end]));
                end
            }
            Piece::Gap => {
                let rest = &pieces[index + 1..];
                let places = text[at..].char_indices().take_while(|(far, _)| *far <= GAP);
                return places.map(|(far, _)| at + far).find_map(|place| {
                    kept.found.truncate(before);
                    run(rest, text, place, words, kept)
                });
            }
            Piece::Slot(slot) => {
                let (value, end) = fill(*slot, &pieces[index + 1..], text, at, words)?;
                kept.keep(*slot, at, || value.into_owned());
                end
            }
        };
    }
    Some(at)
}

fn fill<'t>(slot: Slot, rest: &[Piece], text: &'t str, at: usize, words: &'t Words) -> Option<(Cow<'t, str>, usize)> {
    let here = &text[at..];
    let digits = here.bytes().take_while(u8::is_ascii_digit).count();
    let counted = |most: usize| (1..=most).contains(&digits).then(|| (Cow::from(&here[..digits]), at + digits));
    match slot {
        Slot::Kind => words.kind_at(here).map(|(kind, length)| (Cow::from(&kind.name), at + length)),
        Slot::Number => number::read(here, words.numbers_have_letters).map(|(value, length)| (value.into(), at + length)),
        Slot::Issuer => words.issuer_at(here).map(|(name, length)| (plain(name).into(), at + length)),
        Slot::Date => words.dates.iter().find_map(|form| {
            let captures = form.at(text, at, words)?;
            captures.day().map(|day| (day.into(), captures.end))
        }),
        Slot::Day => counted(2).map(|(value, end)| (value, end + ordinal(&text[end..]))),
        Slot::Month => {
            let named = words.months.iter().zip(1..).find_map(|(name, number)| reads(here, name).map(|length| (number, length)));
            named.map_or_else(|| counted(2), |(number, length): (u32, usize)| Some((number.to_string().into(), at + length)))
        }
        Slot::Year => (digits == 4).then(|| (here[..4].into(), at + 4)),
        Slot::Count => counted(6),
        Slot::Label => {
            let ends = |at: &usize| !here[*at..].starts_with(is_alphanumeric);
            let length = if digits > 0 {
                here.find(|c| !is_alphanumeric(c)).unwrap_or(here.len())
            } else {
                let roman = here.bytes().take_while(|byte| b"IVXLC".contains(byte)).count();
                let first = here.chars().next().filter(|first| is_alphanumeric(*first))?.len_utf8();
                Some(roman.max(first)).filter(ends)?
            };
            (length <= 8).then(|| (here[..length].into(), at + length))
        }
        Slot::Name => {
            let mut inside = false;
            for (far, c) in here.char_indices().take_while(|(far, _)| *far <= NAME) {
                if run(rest, text, at + far, words, &mut Kept { found: Vec::new(), is_asked: false }).is_some() {
                    return Some((plain(&here[..far]).into(), at + far));
                }
                if matches!(c, '.' | ';' | ':' | '(' | ')' | '“' | '”' | '"' | '/')
                    || (!inside && words.kind_at(&here[far..]).is_some())
                {
                    return None;
                }
                inside = !is_space(c);
            }
            None
        }
        Slot::Place => {
            let length = here.find(',').filter(|&length| (1..=60).contains(&length))?;
            let place = &here[..length];
            let named =
                place.starts_with(char::is_uppercase) && !place.contains(|c: char| c.is_ascii_digit() || "/:;()\"“”".contains(c));
            named.then(|| (plain(place).into(), at + length))
        }
        Slot::Issue => {
            let length = here.find(|c: char| !c.is_alphanumeric() && !" +-/".contains(c)).unwrap_or(here.len()).min(GAP);
            let length = (1..=length).rev().find(|&end| {
                here.is_char_boundary(end)
                    && run(rest, text, at + end, words, &mut Kept { found: Vec::new(), is_asked: false }).is_some()
            })?;
            let value = plain(&here[..length]);
            (value.len() <= 40 && value.contains(|c: char| c.is_ascii_digit())).then_some((value.into(), at + length))
        }
    }
}

/// Length of the ending of an English ordinal.
fn ordinal(rest: &str) -> usize {
    if ["st", "nd", "rd", "th"].iter().any(|ending| reads(rest, ending).is_some()) {
        2
    } else {
        0
    }
}
