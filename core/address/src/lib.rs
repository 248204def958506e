#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod alias;
mod batch;
mod calendar;
mod collections;
mod day;
mod derive;
mod entry;
mod error;
mod instant;
pub mod label;
mod order;
mod refused;
mod suggest;
pub mod unicode;
mod v1;
mod v2;

pub use batch::{parse_all, require_all, sort_all, sort_order, Parsed};
pub use day::Day;
pub use derive::{join, split, DeriveError, DeriveErrorReport, MAX_SPLIT};
pub use entry::{check_entry, Entry, EntryOutcome, EntryRules};
pub use error::{AddressError, AddressErrorCode, AddressErrorReport};
pub use instant::Instant;
pub use refused::{Refused, RefusedKind};
pub use suggest::suggest;
pub use v2::validate_prefix;

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Which grammar an address follows; the value of `canonical_address_format_version` of its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum AddressFormat {
    /// `canonical-address-v1`, e.g. `D38-DIEU28-S3`.
    #[serde(rename = "canonical-address-v1")]
    V1,
    /// `canonical-address-v2`, e.g. `GDPR/ART-6`.
    #[serde(rename = "canonical-address-v2")]
    V2,
}

impl AddressFormat {
    /// The name that is stored: `canonical-address-v1` or `canonical-address-v2`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "canonical-address-v1",
            Self::V2 => "canonical-address-v2",
        }
    }
}

impl fmt::Display for AddressFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A valid canonical address. It formats back to exactly the text it came from.
///
/// Its order is the natural order: numbers by value, so that `S9` is before `S10`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address {
    text: String,
    shape: Shape,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Shape {
    V1(v1::V1),
    /// Byte of the `/`.
    V2 {
        slash: usize,
    },
}

/// An address taken apart, as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct AddressParts {
    /// The format it follows.
    pub version: AddressFormat,
    /// What names the document: `D38` or `ICX-CONST`.
    pub prefix: String,
    /// v1: what stands between document and section, `DIEU28` or a code. v2: none.
    pub head: Option<String>,
    /// The address of the parent unit, where the text tells it (v1 below `ROOT`).
    pub parent: Option<String>,
    /// v1: ancestors the text names, 0 to 3. v2: tokens of the path.
    pub depth: usize,
    /// The last token: `ROOT`, `S3`, `P1`, `2`.
    pub last_segment: String,
    /// The tokens after the prefix.
    pub tokens: Vec<String>,
}

/// Reads an address of either format: with a `/` it is v2, without one v1.
///
/// # Errors
/// An [`AddressError`]. Where several could be named it is the first of `EMPTY`, `TOO_LONG`, `NON_ASCII`, then the one at
/// the first byte, from the left, at which no address can go on.
pub fn parse(text: &str) -> Result<Address, AddressError> {
    parse_as(text, if text.contains('/') { AddressFormat::V2 } else { AddressFormat::V1 })
}

/// Reads an address of the format it is known to have.
///
/// # Errors
/// As [`parse`]; in v1 a `/` is a `BAD_CHARACTER` or whatever is missing in its place, in v2 no `/` is an `EMPTY_TOKEN`.
pub fn parse_as(text: &str, format: AddressFormat) -> Result<Address, AddressError> {
    let shape = match format {
        AddressFormat::V1 => Shape::V1(v1::parse(text)?),
        AddressFormat::V2 => Shape::V2 { slash: v2::parse(text)? },
    };
    Ok(Address { text: text.to_owned(), shape })
}

impl Address {
    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The format it follows.
    #[must_use]
    pub const fn format(&self) -> AddressFormat {
        match self.shape {
            Shape::V1(_) => AddressFormat::V1,
            Shape::V2 { .. } => AddressFormat::V2,
        }
    }

    /// What names the document: `D38` or `ICX-CONST`.
    #[must_use]
    pub fn prefix(&self) -> &str {
        match self.shape {
            Shape::V1(v1) => &self.text[..v1.prefix_end],
            Shape::V2 { slash } => &self.text[..slash],
        }
    }

    /// v1: what stands between document and section, `DIEU28` or a code such as `HOWTO`. v2: none.
    #[must_use]
    pub fn head(&self) -> Option<&str> {
        match self.shape {
            Shape::V1(_) => Some(self.stem()),
            Shape::V2 { .. } => None,
        }
    }

    /// The head of v1, the path of v2: what is left to compare by tokens.
    fn stem(&self) -> &str {
        match self.shape {
            Shape::V1(v1) => &self.text[v1.prefix_end + 1..v1.head_end],
            Shape::V2 { slash } => &self.text[slash + 1..],
        }
    }

    /// The address of the parent unit. Only v1 tells it, and a `ROOT` has none.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let Shape::V1(v1) = self.shape else { return None };
        let text = match v1.depth() {
            0 => return None,
            1 => format!("{}-ROOT", &self.text[..v1.head_end]),
            _ => self.text[..self.text.rfind('-')?].to_owned(),
        };
        parse_as(&text, AddressFormat::V1).ok()
    }

    /// v1: ancestors the text names (`ROOT` 0, `S3` 1, `S3-P1` and `S3-1` 2, `S3-P1-2` 3). v2: tokens of the path.
    #[must_use]
    pub fn depth(&self) -> usize {
        match self.shape {
            Shape::V1(v1) => v1.depth(),
            Shape::V2 { .. } => self.tokens().count(),
        }
    }

    /// The tokens after the prefix: `DIEU28`, `S3`, `P1`.
    pub fn tokens(&self) -> impl Iterator<Item = &str> {
        self.text[self.prefix().len() + 1..].split('-')
    }

    /// The last token: `ROOT`, `S3`, `P1`, `2`.
    #[must_use]
    pub fn last_segment(&self) -> &str {
        self.text.rsplit(['-', '/']).next().unwrap_or_default()
    }

    /// Whether `other` lies below this address. v1: by section and tail. v2: this path is a proper token prefix of the other.
    ///
    /// ```
    /// use iu_address::parse;
    ///
    /// let root = parse("D38-DIEU28-ROOT").unwrap();
    /// assert!(root.is_ancestor_of(&parse("D38-DIEU28-S3-P1").unwrap()));
    /// assert!(!root.is_ancestor_of(&root));
    /// assert!(!parse("GDPR/ART-6").unwrap().is_ancestor_of(&parse("GDPR/ART-60").unwrap()));
    /// ```
    #[must_use]
    pub fn is_ancestor_of(&self, other: &Self) -> bool {
        let named = match self.shape {
            Shape::V1(v1) if v1.depth() == 0 => &self.text[..v1.head_end],
            _ => &self.text,
        };
        let below = other.text.strip_prefix(named).is_some_and(|rest| rest.starts_with('-'));
        below && self.format() == other.format() && self != other
    }

    /// The address as plain data.
    #[must_use]
    pub fn parts(&self) -> AddressParts {
        AddressParts {
            version: self.format(),
            prefix: self.prefix().to_owned(),
            head: self.head().map(str::to_owned),
            parent: self.parent().map(String::from),
            depth: self.depth(),
            last_segment: self.last_segment().to_owned(),
            tokens: self.tokens().map(str::to_owned).collect(),
        }
    }
}

/// Whether `descendant` lies below `ancestor`; see [`Address::is_ancestor_of`].
#[must_use]
pub fn is_ancestor(ancestor: &Address, descendant: &Address) -> bool {
    ancestor.is_ancestor_of(descendant)
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl AsRef<str> for Address {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        parse(text)
    }
}

impl TryFrom<String> for Address {
    type Error = AddressError;

    fn try_from(text: String) -> Result<Self, AddressError> {
        parse(&text)
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.text
    }
}
