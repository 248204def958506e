//! Addresses for the results of a split and of a join.
//!
//! Numbers that were ever used are never given out again: an address stays with the unit that was cited by it. (Only a
//! renumbering may hand a freed address on, and it does so on purpose, with aliases.)

use serde::Serialize;
use std::fmt;

use super::order::compare_values;
use super::v1::{Section, Tail};
use super::{parse_as, Address, AddressError, Shape};
use crate::collections::HashSet;

/// The most parts one split makes.
pub const MAX_SPLIT: usize = 100_000;

/// Why no address can be derived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "DeriveErrorReport")]
pub enum DeriveError {
    /// v1 has no room below a plain tail: `SPLIT_TOO_DEEP`.
    SplitTooDeep(Address),
    /// A v1 `ROOT` is not split: `SPLIT_ON_ROOT`.
    SplitOnRoot(Address),
    /// A split into none or into more than [`MAX_SPLIT`] parts: `SPLIT_COUNT`.
    SplitCount(usize),
    /// Fewer than two addresses, or addresses that differ in more than the last number: `JOIN_NOT_SIBLINGS`.
    JoinNotSiblings,
    /// The derived text breaks a limit of the format; the code is that of the parse error.
    Result(AddressError),
}

/// A [`DeriveError`] as it crosses to other languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DeriveErrorReport {
    /// Stable code.
    pub code: &'static str,
    /// One sentence for people.
    pub message: String,
}

impl From<DeriveError> for DeriveErrorReport {
    fn from(error: DeriveError) -> Self {
        Self { code: error.code(), message: error.to_string() }
    }
}

impl DeriveError {
    /// The stable code, e.g. `SPLIT_TOO_DEEP`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SplitTooDeep(_) => "SPLIT_TOO_DEEP",
            Self::SplitOnRoot(_) => "SPLIT_ON_ROOT",
            Self::SplitCount(_) => "SPLIT_COUNT",
            Self::JoinNotSiblings => "JOIN_NOT_SIBLINGS",
            Self::Result(error) => error.code.as_str(),
        }
    }
}

impl std::error::Error for DeriveError {}

impl fmt::Display for DeriveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SplitTooDeep(address) => write!(f, "{address} cannot be split: its format allows no deeper tail."),
            Self::SplitOnRoot(address) => write!(f, "{address} cannot be split: a ROOT has sections, not tails."),
            Self::SplitCount(count) => write!(f, "A split makes 1 to {MAX_SPLIT} units, not {count}."),
            Self::JoinNotSiblings => {
                f.write_str("Only two or more units can be joined whose addresses differ in nothing but the last number.")
            }
            Self::Result(error) => write!(f, "The new address would break a limit. {error}"),
        }
    }
}

/// The addresses of the `count` units that `address` is split into; `taken` are the addresses ever used (more than
/// those concerned does no harm).
///
/// ```
/// use iu_address::{parse, split};
///
/// let parts = split(&parse("D38-DIEU28-S3").unwrap(), ["D38-DIEU28-S3-P2"], 2).unwrap();
/// assert_eq!(parts, [parse("D38-DIEU28-S3-P1").unwrap(), parse("D38-DIEU28-S3-P3").unwrap()]);
/// ```
///
/// # Errors
/// [`DeriveError`]: `SPLIT_TOO_DEEP`, `SPLIT_ON_ROOT`, `SPLIT_COUNT`, or the parse error of a result.
pub fn split<'a>(address: &Address, taken: impl IntoIterator<Item = &'a str>, count: usize) -> Result<Vec<Address>, DeriveError> {
    let stem = match &address.shape {
        Shape::V2 { .. } => format!("{address}-P"),
        Shape::V1(v1) => match v1.section {
            Section::Root => return Err(DeriveError::SplitOnRoot(address.clone())),
            Section::Numbered(_, Tail::None) => format!("{address}-P"),
            Section::Numbered(_, Tail::Point(_, None)) => format!("{address}-"),
            Section::Numbered(..) => return Err(DeriveError::SplitTooDeep(address.clone())),
        },
    };
    if !(1..=MAX_SPLIT).contains(&count) {
        return Err(DeriveError::SplitCount(count));
    }
    let taken: HashSet<&str> = taken.into_iter().filter_map(|text| value_after(&stem, text)).collect();
    let free = (1_u64..).map(|number| number.to_string()).filter(|number| !taken.contains(number.as_str()));
    free.take(count).map(|number| derived(address, &stem, &number)).collect()
}

/// The address of the unit that `joined` become: the number after the highest one in use among them and in `ever_used`.
///
/// ```
/// use iu_address::{join, parse};
///
/// let joined = ["GDPR/ART-6", "GDPR/ART-7"].map(|text| parse(text).unwrap());
/// assert_eq!(join(&joined, ["GDPR/ART-99"]).unwrap().as_str(), "GDPR/ART-100");
/// ```
///
/// # Errors
/// [`DeriveError`]: `JOIN_NOT_SIBLINGS`, or the parse error of the result.
pub fn join<'a>(joined: &'a [Address], ever_used: impl IntoIterator<Item = &'a str>) -> Result<Address, DeriveError> {
    let [first, _, ..] = joined else { return Err(DeriveError::JoinNotSiblings) };
    let stem = first.as_str().trim_end_matches(|c: char| c.is_ascii_digit());
    let mut distinct = HashSet::new();
    let mut highest = "";
    for address in joined {
        let value = value_after(stem, address.as_str()).ok_or(DeriveError::JoinNotSiblings)?;
        if !distinct.insert(address) {
            return Err(DeriveError::JoinNotSiblings);
        }
        highest = larger(highest, value);
    }
    // What is no address was never used, even where it looks like the next one.
    let valid = ever_used.into_iter().filter(|text| text.starts_with(stem) && parse_as(text, first.format()).is_ok());
    let highest = valid.filter_map(|text| value_after(stem, text)).fold(highest, larger);
    derived(first, stem, &successor(highest))
}

fn derived(like: &Address, stem: &str, number: &str) -> Result<Address, DeriveError> {
    parse_as(&format!("{stem}{number}"), like.format()).map_err(DeriveError::Result)
}

/// The number, without leading zeros, that `text` is made of after `stem`.
fn value_after<'a>(stem: &str, text: &'a str) -> Option<&'a str> {
    let digits = text.strip_prefix(stem)?;
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.trim_start_matches('0'))
}

fn larger<'a>(one: &'a str, two: &'a str) -> &'a str {
    if compare_values(one, two).is_lt() {
        two
    } else {
        one
    }
}

/// `digits` and one; v2 numbers may be longer than any integer type holds. No digits are zero.
fn successor(digits: &str) -> String {
    let nines = digits.bytes().rev().take_while(|&byte| byte == b'9').count();
    let (kept, zeros) = digits.split_at(digits.len() - nines);
    let mut next = kept.to_owned();
    let last = next.pop().map_or('1', |digit| char::from(digit as u8 + 1));
    next.push(last);
    next.extend(zeros.chars().map(|_| '0'));
    next
}
