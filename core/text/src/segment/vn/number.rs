//! The numbers of headings as written: arabic with a letter or `bis`, roman, ordinal words, the letters of points.

use crate::segment::lines::{is_space, reads};
use iu_address::label::{token, Numbering};

use super::kind::Kind;

/// A number as it orders headings of one kind: the number, then what is added to it (`15a`, `3 bis`, `đ1`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u32,
    pub(super) suffix: String,
}

/// The letters of points in their order; those marked `false` are not in the Vietnamese alphabet and may be left out.
pub(super) const POINT_LETTERS: [(char, bool); 27] = [
    ('a', true),
    ('b', true),
    ('c', true),
    ('d', true),
    ('đ', true),
    ('e', true),
    ('f', false),
    ('g', true),
    ('h', true),
    ('i', true),
    ('j', false),
    ('k', true),
    ('l', true),
    ('m', true),
    ('n', true),
    ('o', true),
    ('p', true),
    ('q', true),
    ('r', true),
    ('s', true),
    ('t', true),
    ('u', true),
    ('v', true),
    ('w', false),
    ('x', true),
    ('y', true),
    ('z', false),
];

/// The order of a number written in `numbering`.
pub(super) fn order_of(written: &str, numbering: Numbering) -> Option<Number> {
    let token = token(written, numbering).ok()?;
    let digits = token.bytes().take_while(u8::is_ascii_digit).count();
    let value = token[..digits].parse().ok()?;
    Some(Number { value, suffix: token[digits..].to_owned() })
}

/// Length and style of the number that `text` starts with, for a heading of `kind`.
pub(super) fn heading_number(kind: Kind, text: &str) -> Option<(usize, Numbering)> {
    if let Some(found) = arabic(text, 6) {
        return Some(found);
    }
    match kind {
        Kind::Chuong | Kind::Muc | Kind::TieuMuc => roman(text).or_else(|| ordinal(text)),
        Kind::Phan => ordinal(text).or_else(|| roman(text)),
        _ => None,
    }
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
