//! Natural order: total, the same as a comparison and as a sort key.
//!
//! It is for lists of addresses; the order of a document's units is their own sort order.

use std::cmp::Ordering;
use std::fmt::Write;

use super::v1::{Section, Tail};
use super::{Address, Shape};

impl Ord for Address {
    /// v1 before v2; v1 by document, head, section and tail; v2 token by token, prefix first.
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.shape, &other.shape) {
            (Shape::V1(_), Shape::V2 { .. }) => Ordering::Less,
            (Shape::V2 { .. }, Shape::V1(_)) => Ordering::Greater,
            (Shape::V1(one), Shape::V1(two)) => {
                let heads = || match (one.dieu, two.dieu) {
                    (Some(left), Some(right)) => left.cmp(&right),
                    (Some(_), None) => Ordering::Less,
                    (None, Some(_)) => Ordering::Greater,
                    (None, None) => compare_tokens(self.stem(), other.stem()),
                };
                one.document.cmp(&two.document).then_with(heads).then_with(|| one.section.cmp(&two.section))
            }
            (Shape::V2 { .. }, Shape::V2 { .. }) => {
                let prefixes = compare_tokens(self.prefix(), other.prefix());
                prefixes.then_with(|| compare_tokens(self.stem(), other.stem()))
            }
        }
    }
}

impl PartialOrd for Address {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Address {
    /// A text whose order by bytes (`memcmp`, `COLLATE "C"`) is the natural order of the addresses. It is ASCII.
    ///
    /// ```
    /// use iu_address::parse;
    ///
    /// let keys = ["D9-DIEU2-S9", "D9-DIEU2-S10", "GDPR/ART-9", "GDPR/ART-10"].map(|text| parse(text).unwrap().sort_key());
    /// assert!(keys.is_sorted());
    /// ```
    #[must_use]
    pub fn sort_key(&self) -> String {
        let mut key = String::with_capacity(2 * self.as_str().len() + 16);
        match &self.shape {
            Shape::V1(v1) => {
                key.push('1');
                push_value(&mut key, &v1.document.to_string());
                match v1.dieu {
                    Some(number) => {
                        key.push('0');
                        push_value(&mut key, &number.to_string());
                    }
                    None => {
                        key.push('1');
                        push_tokens(&mut key, self.stem());
                    }
                }
                push_section(&mut key, v1.section);
            }
            Shape::V2 { .. } => {
                key.push('2');
                push_tokens(&mut key, self.prefix());
                push_tokens(&mut key, self.stem());
            }
        }
        key
    }
}

/// One token taken apart: letters, then digits, then the rest. A number-led token has no letters and so comes first.
struct Token<'a> {
    letters: &'a str,
    /// Digits without leading zeros: the shorter one is the smaller value.
    value: &'a str,
    rest: &'a str,
    leading_zeros: usize,
}

impl<'a> Token<'a> {
    fn of(text: &'a str) -> Self {
        let (letters, tail) = text.split_at(text.bytes().take_while(u8::is_ascii_uppercase).count());
        let (digits, rest) = tail.split_at(tail.bytes().take_while(u8::is_ascii_digit).count());
        let value = digits.trim_start_matches('0');
        // `P` and `P0` both have the value of no digits; the shorter one is first.
        Self { letters, value, rest, leading_zeros: digits.len() - value.len() }
    }

    fn compare(&self, other: &Self) -> Ordering {
        let letters = self.letters.cmp(other.letters);
        letters
            .then_with(|| compare_values(self.value, other.value))
            .then_with(|| self.rest.cmp(other.rest))
            .then_with(|| self.leading_zeros.cmp(&other.leading_zeros))
    }
}

/// Numbers of any length by value; they have no leading zeros.
pub(super) fn compare_values(one: &str, two: &str) -> Ordering {
    one.len().cmp(&two.len()).then_with(|| one.cmp(two))
}

/// Lists joined by `-`, token by token, a shorter one before its extensions.
fn compare_tokens(one: &str, two: &str) -> Ordering {
    let (mut left, mut right) = (one.split('-'), two.split('-'));
    loop {
        match (left.next(), right.next()) {
            (Some(one), Some(two)) => match Token::of(one).compare(&Token::of(two)) {
                Ordering::Equal => {}
                unequal => return unequal,
            },
            (one, two) => return one.is_some().cmp(&two.is_some()),
        }
    }
}

/// The end of a text in a key: below every letter and digit, and below [`MORE`].
const END: char = '!';
/// Another token follows.
const MORE: char = '.';

fn push_tokens(key: &mut String, tokens: &str) {
    for token in tokens.split('-').map(Token::of) {
        key.push(MORE);
        key.push_str(token.letters);
        key.push(END);
        push_value(key, token.value);
        key.push_str(token.rest);
        key.push(END);
        push_length(key, token.leading_zeros);
    }
    key.push(END);
}

fn push_section(key: &mut String, section: Section) {
    let Section::Numbered(number, tail) = section else {
        return key.push('0');
    };
    key.push('1');
    push_value(key, &number.to_string());
    match tail {
        Tail::None => key.push('0'),
        Tail::Point(point, plain) => {
            key.push('1');
            push_value(key, &point.to_string());
            plain.iter().for_each(|plain| push_value(key, &plain.to_string()));
        }
        Tail::Plain(plain) => {
            key.push('2');
            push_value(key, &plain.to_string());
        }
    }
}

/// A number as its length and its digits, so that the order of the bytes is the order of the values.
fn push_value(key: &mut String, digits: &str) {
    push_length(key, digits.len());
    key.push_str(digits);
}

/// Two hexadecimal digits hold every length up to that of the longest address.
fn push_length(key: &mut String, length: usize) {
    write!(key, "{length:02x}").expect("a String takes all text");
}
