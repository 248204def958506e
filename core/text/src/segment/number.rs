//! The numbers of headings and items: reading them as they are written, and whether one continues another.

use crate::profile::{Letter, Style, Words};
use iu_address::label::{token, Numbering};

use super::lines::{is_space, reads};

/// A number to be ordered: its value and the place of its suffix (`34A` comes after `34`, before `35`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Order {
    pub(super) value: u32,
    pub(super) suffix: u16,
}

impl Order {
    pub(super) const fn plain(value: u32) -> Self {
        Self { value, suffix: 0 }
    }

    /// Whether it is the first of a numbering.
    pub(super) const fn is_first(self) -> bool {
        self.value == 1 && self.suffix == 0
    }

    /// How many whole numbers are left out between this one and `next`; none where `next` does not come after.
    pub(super) const fn gap_to(self, next: Self) -> Option<u32> {
        if next.value == self.value {
            return if next.suffix > self.suffix { Some(0) } else { None };
        }
        if next.value < self.value {
            return None;
        }
        Some(next.value - self.value - 1)
    }

    /// Whether `next`, a suffix of the same number, leaves none out: `2a` after `2`, `f` after `e`.
    pub(super) const fn is_followed_by(self, next: Self) -> bool {
        next.suffix <= self.suffix.saturating_add(STEP) || next.suffix == AFTER_ITS_SUFFIXES
    }
}

/// Where an optional letter stands after the one before it: `e`, `e1`, `f`.
const AFTER_ITS_SUFFIXES: u16 = 60_000;

/// From one letter or number behind a number to the next; between them stand those with more letters: `13A`, `13AA`, `13B`.
const STEP: u16 = 27 * 27;

/// The letters of points, in the order of the profile.
pub(super) struct Alphabet(Vec<Letter>);

impl Alphabet {
    pub(super) fn of(words: &Words) -> Self {
        Self(words.alphabet().unwrap_or_default())
    }

    /// The letter that `text` begins with, and its length; where a keyboard had no đ, drafters write dd.
    pub(super) fn read(&self, text: &str) -> Option<(Order, usize)> {
        let typed =
            |letter: &Letter| Some((letter.letter, letter.typed.as_deref().filter(|typed| text.starts_with(typed))?.len()));
        let first = || text.chars().next().map(|first| (first, first.len_utf8()));
        let (letter, length) = self.0.iter().find_map(typed).or_else(first)?;
        Some((self.order(letter)?, length))
    }

    /// The order of a letter: its place from 1, optional letters right after the one before them.
    pub(super) fn order(&self, letter: char) -> Option<Order> {
        let place = self.0.iter().position(|known| known.letter == letter)?;
        let before = u32::try_from(self.0[..place].iter().filter(|known| !known.optional).count()).ok()?;
        let optional = self.0[place].optional;
        Some(if optional { Order { value: before, suffix: AFTER_ITS_SUFFIXES } } else { Order::plain(before + 1) })
    }

    /// Place of the suffix that gives `token` to an address, in steps: none 0, `a` or `1` or `bis` 1, `b` or `2` or `ter` 2; optional
    /// letters and more letters stand between.
    pub(super) fn suffix(&self, token: &str) -> Option<u16> {
        let gives = |letter: &&Letter| match &letter.typed {
            Some(typed) => typed.eq_ignore_ascii_case(token),
            None => token.len() == 1 && token.starts_with(letter.letter.to_ascii_uppercase()),
        };
        match token {
            "" => Some(0),
            "BIS" => Some(STEP),
            "TER" => Some(2 * STEP),
            "QUATER" => Some(3 * STEP),
            _ if token.bytes().all(|byte| byte.is_ascii_digit()) => {
                token.parse::<u16>().ok().map(|number| number.saturating_mul(STEP).min(AFTER_ITS_SUFFIXES - 1))
            }
            _ => match self.0.iter().find(gives).and_then(|letter| self.order(letter.letter)) {
                Some(order) => {
                    let between = if order.suffix > 0 { STEP / 2 } else { 0 };
                    u16::try_from(order.value).ok().map(|place| place * STEP + between)
                }
                None => {
                    let mut letters = token.bytes();
                    let digits = [letters.next()?, letters.next().unwrap_or(64), letters.next().unwrap_or(64)];
                    digits
                        .into_iter()
                        .try_fold(0_u16, |sum, byte| (64..=90).contains(&byte).then(|| sum * 27 + u16::from(byte - 64)))
                }
            },
        }
    }
}

/// The order of the token a number gives: its first number, and its letters or `BIS` after it.
pub(super) fn order_of(written: &str, numbering: Numbering, letters: &Alphabet) -> Option<Order> {
    if numbering == Numbering::Letter {
        let mut letters = written.chars().filter(|c| c.is_ascii_alphabetic());
        let value = u32::from(letters.next()?.to_ascii_uppercase()).checked_sub(64)?;
        return letters.next().is_none().then_some(Order::plain(value));
    }
    let token = token(written, numbering).ok()?;
    let digits = token.bytes().take_while(u8::is_ascii_digit).count();
    Some(Order { value: token[..digits].parse().ok()?, suffix: letters.suffix(&token[digits..])? })
}

/// Length of the number `text` starts with, written in `numbering` with at most `most` digits; it ends where no letter or digit follows.
pub(super) fn length(text: &str, numbering: Numbering, most: usize) -> Option<usize> {
    match numbering {
        Numbering::Arabic => arabic(text, most),
        Numbering::Roman => roman(text),
        Numbering::Letter => {
            let after = text.strip_prefix(|c: char| c.is_ascii_uppercase())?;
            (!after.starts_with(char::is_alphanumeric)).then_some(1)
        }
        Numbering::OrdinalWord => ordinal(text),
        Numbering::None => None,
    }
}

/// Length of the digits, with a letter of theirs, that `text` starts with where a capital follows without a space: `1Meaning`,
/// `59APower`.
pub(super) fn tight(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let tail = text[digits..].trim_start_matches(['“', '‘', '"']);
    let mut letters = tail.chars();
    let (first, second, third) = (letters.next()?, letters.next()?, letters.next()?);
    if !(1..=4).contains(&digits) || !first.is_uppercase() {
        return None;
    }
    let lettered =
        first.is_ascii_uppercase() && second.is_uppercase() && third.is_lowercase() && tail.len() == text.len() - digits;
    Some(digits + usize::from(lettered))
}

pub(super) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '\u{ff10}'..='\u{ff19}' => Some(c as u32 - 0xff10),
        _ => None,
    }
}

/// Digits, then at most two letters or ` bis`, and no letter or digit after.
fn arabic(text: &str, most: usize) -> Option<usize> {
    let digits: usize = text.chars().take_while(|&c| digit(c).is_some()).map(char::len_utf8).sum();
    if digits == 0 || text[..digits].chars().count() > most {
        return None;
    }
    suffixed(text, digits, 2)
}

/// A run of roman capitals, then at most one letter, and no letter or digit after.
fn roman(text: &str) -> Option<usize> {
    let numerals = text.bytes().take_while(|byte| b"IVXLCDM".contains(byte)).count();
    if numerals == 0 || numerals > 15 {
        return None;
    }
    suffixed(text, numerals, 1)
}

const NUMBERED_AGAIN: [&str; 3] = ["bis", "ter", "quater"];

/// The end of a number of this `length` with what is added to it: at most `most` letters, or `bis`.
fn suffixed(text: &str, length: usize, most: usize) -> Option<usize> {
    let tail = &text[length..];
    let letters = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
    let ends = |at: usize| !tail[at..].starts_with(char::is_alphanumeric);
    if letters > 0 {
        let word = &tail[..letters];
        let short = word.chars().nth(1).is_none() || (word.is_ascii() && word.len() <= most);
        let again = NUMBERED_AGAIN.iter().any(|known| word.eq_ignore_ascii_case(known));
        return ((short || again) && ends(letters)).then_some(length + letters);
    }
    let word = tail.trim_start_matches(is_space);
    let skipped = tail.len() - word.len();
    let again = NUMBERED_AGAIN.iter().find_map(|known| reads(word, known)).filter(|_| skipped > 0);
    match again {
        Some(end) if ends(skipped + end) => Some(length + skipped + end),
        _ => ends(0).then_some(length),
    }
}

/// `ONE`, `the First`, `thứ nhất`, `THỨ HAI`: the longest run of up to four words that is a number.
fn ordinal(text: &str) -> Option<usize> {
    let (mut best, mut at) = (None, 0);
    for _ in 0..4 {
        let word = text[at..].trim_start_matches(is_space);
        let from = text.len() - word.len();
        let length = word.find(|c: char| !c.is_alphabetic() && c != '-').unwrap_or(word.len());
        if length == 0 || length > 20 {
            break;
        }
        at = from + length;
        if token(&text[..at], Numbering::OrdinalWord).is_ok() {
            best = Some(at);
        }
    }
    best
}

/// A reading of what stands between the marks of a list item: style and place in the list, from 1.
pub(super) type Reading = (Style, Order);

/// Every way to read the item `written` (`i` is the ninth letter and the first roman number).
pub(super) fn readings(written: &str, dotted: bool, all_capitals: bool, letters: &Alphabet) -> Vec<Reading> {
    let mut found = Vec::with_capacity(2);
    let Some(first) = written.bytes().next() else { return found };
    if first.is_ascii_digit() {
        let Some(order) = order_of(written, Numbering::Arabic, letters) else { return found };
        found.push((if dotted { Style::Dot } else { Style::Arabic }, order));
        return found;
    }
    if dotted {
        let order = written.chars().next().and_then(|letter| letters.order(letter));
        found.extend(order.map(|order| (Style::LetterDot, order)));
        return found;
    }
    // In a text all in capitals every letter stands for its small one.
    let lowered = if all_capitals { written.to_ascii_lowercase() } else { written.to_owned() };
    let written = lowered.as_str();
    let letter = written.chars().next().and_then(|letter| letters.order(letter));
    let rest = &written[written.chars().next().map_or(0, char::len_utf8)..];
    let lower = written.bytes().all(|byte| byte.is_ascii_lowercase());
    let upper = written.bytes().all(|byte| byte.is_ascii_uppercase());
    let bytes = written.as_bytes();
    if rest.is_empty() && !upper {
        found.extend(letter.map(|order| (Style::Letter, order)));
    } else if bytes.len() == 1 {
        found.push((Style::Upper, Order::plain(u32::from(bytes[0] - b'A') + 1)));
    } else if lower && bytes.len() == 2 && bytes[0] == bytes[1] {
        found.push((Style::Double, Order::plain(u32::from(bytes[0] - b'a') + 1)));
    } else if rest.bytes().all(|byte| byte.is_ascii_digit()) {
        let suffix = rest.parse().unwrap_or(u16::MAX);
        found.extend(letter.map(|order| (Style::Letter, Order { suffix, ..order })));
    } else if bytes.len() == 2 && lower && !bytes.iter().all(|byte| b"ivxlcdm".contains(byte)) {
        // `(ba)` comes after `(b)`.
        found.extend(letter.map(|order| (Style::Letter, Order { suffix: u16::from(bytes[1] - b'a') + 1, ..order })));
    }
    if lower && bytes.iter().all(|byte| b"ivxlcdm".contains(byte)) {
        let capitals = written.to_ascii_uppercase();
        if let Some(order) = order_of(&capitals, Numbering::Roman, letters) {
            found.push((Style::Roman, order));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_headings() {
        use Numbering::{Arabic, Letter, OrdinalWord, Roman};
        for (text, numbering, expected) in [
            ("34A. Title", Arabic, Some(3)),
            ("3 bis Title", Arabic, Some(5)),
            ("16(2) TFEU", Arabic, Some(2)),
            ("5th", Arabic, Some(3)),
            ("12345", Arabic, None),
            ("5them", Arabic, None),
            ("IVa", Roman, Some(3)),
            ("IN", Roman, Some(2)),
            ("INT", Roman, None),
            ("A—X", Letter, Some(1)),
            ("An Act", Letter, None),
            ("ONE", OrdinalWord, Some(3)),
            ("Twenty-first part", OrdinalWord, Some(12)),
        ] {
            assert_eq!(length(text, numbering, 4), expected, "{text:?}");
        }
    }

    #[test]
    fn inserted_numbers_stand_between() {
        let order = |written| order_of(written, Numbering::Arabic, &letters()).expect("a number");
        assert_eq!(order("34").gap_to(order("34A")), Some(0));
        assert_eq!(order("34C").gap_to(order("35")), Some(0));
        assert_eq!(order("34").gap_to(order("37")), Some(2));
        assert_eq!(order("34").gap_to(order("34")), None);
        let letters = ["34", "34A", "34AA", "34AB", "34B", "34ZA", "35"];
        assert!(letters.windows(2).all(|two| order(two[0]) < order(two[1])));
    }

    fn letters() -> Alphabet {
        Alphabet::of(&crate::profile::Words::default())
    }

    #[test]
    fn an_item_may_be_read_in_two_ways() {
        let read = |written| readings(written, false, false, &letters());
        assert_eq!(read("i"), [(Style::Letter, Order::plain(9)), (Style::Roman, Order::plain(1))]);
        assert_eq!(read("ii"), [(Style::Double, Order::plain(9)), (Style::Roman, Order::plain(2))]);
        assert_eq!(read("A"), [(Style::Upper, Order::plain(1))]);
        assert_eq!(readings("A", false, true, &letters()), [(Style::Letter, Order::plain(1))]);
        assert_eq!(read("an"), [(Style::Letter, Order { value: 1, suffix: 14 })]);
    }
}
