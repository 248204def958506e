//! Unicode normalisation, canonical forms only.
//!
//! The crate `unicode-normalization` does it, fast and with large tables. The browser build, which every browser
//! downloads, leaves out the feature `fast` and has `compact` instead: the same answers out of a tenth of the
//! data, made from the crate's and compared with it for every character there is.

#[cfg(any(test, not(feature = "fast")))]
mod compact;
#[cfg(test)]
mod tables;

use std::borrow::Cow;

/// The text in the form NFC (Unicode Standard Annex #15).
///
/// ```
/// assert_eq!(cutter_core::unicode::nfc("Đie\u{302}\u{300}u"), "Điều");
/// ```
#[must_use]
#[cfg(feature = "fast")]
pub fn nfc(text: &str) -> Cow<'_, str> {
    use unicode_normalization::{is_nfc_quick, IsNormalized, UnicodeNormalization};
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// The text in the form NFC (Unicode Standard Annex #15).
///
/// ```
/// assert_eq!(cutter_core::unicode::nfc("Đie\u{302}\u{300}u"), "Điều");
/// ```
#[must_use]
#[cfg(not(feature = "fast"))]
pub fn nfc(text: &str) -> Cow<'_, str> {
    compact::nfc(text)
}

/// Tells the canonical decomposition of one character, in full.
#[cfg(feature = "fast")]
pub fn decompose(c: char, tell: &mut dyn FnMut(char)) {
    unicode_normalization::char::decompose_canonical(c, tell);
}

/// Tells the canonical decomposition of one character, in full.
#[cfg(not(feature = "fast"))]
pub fn decompose(c: char, tell: &mut dyn FnMut(char)) {
    compact::decompose(c, tell);
}

/// The first character of the canonical decomposition: the letter without its marks.
#[must_use]
pub fn base(c: char) -> char {
    let mut first = None;
    decompose(c, &mut |part| {
        first.get_or_insert(part);
    });
    first.unwrap_or(c)
}

/// Whether the character is a mark (general category M).
#[must_use]
#[cfg(feature = "fast")]
pub fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Whether the character is a mark (general category M).
#[must_use]
#[cfg(not(feature = "fast"))]
pub fn is_mark(c: char) -> bool {
    compact::is_mark(c)
}
