//! Whole columns of addresses at once: one crossing of a language border for all of them.

use serde::Serialize;

use super::{parse, Address, AddressErrorReport, AddressParts};
use crate::collections::sort;
use crate::Refused;

/// What one text of a column is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Parsed {
    /// An address, taken apart.
    Valid(AddressParts),
    /// No address, and why.
    Invalid(AddressErrorReport),
}

/// Reads every text of a column; the answers are in its order.
///
/// ```
/// use iu_address::{parse_all, Parsed};
///
/// let column = parse_all(&["GDPR/ART-6", "gdpr/art-6"]);
/// assert!(matches!(&column[0], Parsed::Valid(parts) if parts.last_segment == "6"));
/// assert!(matches!(&column[1], Parsed::Invalid(error) if error.at == 0));
/// ```
#[must_use]
pub fn parse_all<T: AsRef<str>>(texts: &[T]) -> Vec<Parsed> {
    let one = |text: &T| match parse(text.as_ref()) {
        Ok(address) => Parsed::Valid(address.parts()),
        Err(error) => Parsed::Invalid(error.into()),
    };
    texts.iter().map(one).collect()
}

/// As [`parse_all`], where every text has to be an address.
///
/// # Errors
/// The error of the first text that is none; of several texts the sentence says which.
///
/// ```
/// use iu_address::require_all;
///
/// assert_eq!(require_all(&["GDPR/ART-6"]).unwrap().len(), 1);
/// let refusal = require_all(&["GDPR/ART-6", "GDPR/art-6"]).unwrap_err();
/// assert_eq!((refusal.code.as_str(), refusal.at), ("LOWERCASE", Some(5)));
/// assert!(refusal.message.starts_with("Text 2 of 2: A lower-case letter stands at byte 5: "));
/// ```
pub fn require_all<T: AsRef<str>>(texts: &[T]) -> Result<Vec<Parsed>, Refused> {
    let one = |(position, text): (usize, &T)| match parse(text.as_ref()) {
        Ok(address) => Ok(Parsed::Valid(address.parts())),
        Err(error) => {
            let refused = Refused::from(error);
            let which = if texts.len() > 1 { format!("Text {} of {}: ", position + 1, texts.len()) } else { String::new() };
            Err(Refused { message: which + &refused.message, ..refused })
        }
    };
    texts.iter().enumerate().map(one).collect()
}

/// Positions of `texts` in natural order; texts that are no addresses come last, in the order of their bytes. Equal
/// texts keep their order.
///
/// ```
/// assert_eq!(iu_address::sort_order(&["D1-DIEU10-S1", "?", "D1-DIEU9-S1"]), [2, 0, 1]);
/// ```
#[must_use]
pub fn sort_order<T: AsRef<str>>(texts: &[T]) -> Vec<usize> {
    let read = |text: &T| -> Result<Address, String> { parse(text.as_ref()).map_err(|_| text.as_ref().to_owned()) };
    let mut order: Vec<(Result<Address, String>, usize)> = texts.iter().map(read).zip(0..).collect();
    // `Ok` is before `Err` in the order of `Result`.
    sort(&mut order);
    order.into_iter().map(|(_, position)| position).collect()
}

/// `texts` in the order of [`sort_order`].
#[must_use]
pub fn sort_all<T: AsRef<str>>(texts: &[T]) -> Vec<&str> {
    sort_order(texts).into_iter().map(|position| texts[position].as_ref()).collect()
}
