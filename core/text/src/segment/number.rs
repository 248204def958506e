//! The numbers of headings as written: arabic with a letter or `bis`, roman, ordinal words, the letters of points.

use crate::profile::{Letter, Words};
use crate::segment::lines::{is_space, reads};
use iu_address::label::{token, Numbering};

/// A number as it orders headings of one kind: the number, then what is added to it (`15a`, `3 bis`, `đ1`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u32,
    pub(super) suffix: String,
}

/// Where an optional letter stands after the one before it: `e`, `e1`, `f`.
const AFTER_ITS_SUFFIXES: u16 = 1_000;

/// The letters of points, in the order of the profile.
pub(super) struct Alphabet(Vec<Letter>);

impl Alphabet {
    pub(super) fn of(words: &Words) -> Self {
        Self(words.alphabet().unwrap_or_default())
    }

    /// Place of the letter that `text` begins with, from 0, and its length; where a keyboard had no đ, drafters write dd.
    pub(super) fn read(&self, text: &str) -> Option<(usize, usize)> {
        let typed = |letter: &Letter| letter.typed.as_ref().is_some_and(|typed| text.starts_with(typed.as_str()));
        if let Some(place) = self.0.iter().position(typed) {
            return Some((place, self.0[place].typed.as_ref().map_or(0, String::len)));
        }
        let first = text.chars().next()?;
        self.0.iter().position(|known| known.letter == first).map(|place| (place, first.len_utf8()))
    }

    /// The order of a letter: its place from 1, optional letters right after the one before them.
    pub(super) fn order(&self, letter: char) -> Option<(u32, u16)> {
        let place = self.0.iter().position(|known| known.letter == letter)?;
        let before = u32::try_from(self.0[..place].iter().filter(|known| !known.optional).count()).ok()?;
        Some(if self.0[place].optional { (before, AFTER_ITS_SUFFIXES) } else { (before + 1, 0) })
    }

    /// How many letters from `from` on are left out before `to`; optional ones do not count.
    pub(super) fn skipped(&self, from: u32, to: u32) -> u32 {
        let letters = self.0.iter().skip(from as usize).take(to.saturating_sub(from) as usize);
        letters.filter(|letter| !letter.optional).map(|_| 1).sum()
    }

    /// Place of the letter that gives `token` to an address, from 1, optional letters left out.
    pub(super) fn rank(&self, token: &str) -> Option<usize> {
        let gives = |letter: &Letter| match &letter.typed {
            Some(typed) => typed.eq_ignore_ascii_case(token),
            None => token.len() == 1 && token.starts_with(letter.letter.to_ascii_uppercase()),
        };
        let place = self.0.iter().position(gives)?;
        Some(1 + self.0[..place].iter().filter(|letter| !letter.optional).count())
    }
}

/// The order of a number written in `numbering`.
pub(super) fn order_of(written: &str, numbering: Numbering) -> Option<Number> {
    let token = token(written, numbering).ok()?;
    let digits = token.bytes().take_while(u8::is_ascii_digit).count();
    let value = token[..digits].parse().ok()?;
    Some(Number { value, suffix: token[digits..].to_owned() })
}

/// Length and style of the number that `text` starts with, written in one of `numberings`.
pub(super) fn heading_number(numberings: &[Numbering], text: &str) -> Option<(usize, Numbering)> {
    numberings.iter().find_map(|numbering| match numbering {
        Numbering::Arabic => arabic(text, 6),
        Numbering::Roman => roman(text),
        Numbering::OrdinalWord => ordinal(text),
        Numbering::Letter | Numbering::None => None,
    })
}

pub(super) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '\u{ff10}'..='\u{ff19}' => Some(c as u32 - 0xff10),
        _ => None,
    }
}

/// Digits, then at most one letter or ` bis`, and no letter or digit after.
pub(super) fn arabic(text: &str, most: usize) -> Option<(usize, Numbering)> {
    let digits: usize = text.chars().take_while(|&c| digit(c).is_some()).map(char::len_utf8).sum();
    if digits == 0 || text[..digits].chars().count() > most {
        return None;
    }
    suffixed(text, digits).map(|length| (length, Numbering::Arabic))
}

/// A run of roman capitals, then at most one small letter, and no letter or digit after.
fn roman(text: &str) -> Option<(usize, Numbering)> {
    let numerals = text.bytes().take_while(|byte| b"IVXLCDM".contains(byte)).count();
    if numerals == 0 || numerals > 15 {
        return None;
    }
    suffixed(text, numerals).map(|length| (length, Numbering::Roman))
}

fn suffixed(text: &str, length: usize) -> Option<usize> {
    let tail = &text[length..];
    let mut following = tail.chars();
    match following.next() {
        Some(c) if c.is_alphabetic() => {
            let alone = following.next().is_none_or(|next| !next.is_alphanumeric());
            alone.then_some(length + c.len_utf8())
        }
        Some(c) if digit(c).is_some() => None,
        Some(c) if is_space(c) => {
            let word = tail.trim_start_matches(is_space);
            let skipped = tail.len() - word.len();
            let bis = ["bis", "ter", "quater"].iter().find_map(|known| reads(word, known));
            match bis {
                Some(end) if !word[end..].starts_with(char::is_alphanumeric) => Some(length + skipped + end),
                _ => Some(length),
            }
        }
        _ => Some(length),
    }
}

/// `thứ nhất`, `THỨ HAI`, `một`: the longest run of words that is a number.
fn ordinal(text: &str) -> Option<(usize, Numbering)> {
    let mut best = None;
    let mut at = 0;
    for _ in 0..4 {
        let word = text[at..].trim_start_matches(is_space);
        let from = text.len() - word.len();
        let length = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
        if length == 0 {
            break;
        }
        at = from + length;
        if token(&text[..at], Numbering::OrdinalWord).is_ok() {
            best = Some((at, Numbering::OrdinalWord));
        }
    }
    best
}
