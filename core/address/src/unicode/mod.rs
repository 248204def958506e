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
/// assert_eq!(iu_address::unicode::nfc("Đie\u{302}\u{300}u"), "Điều");
/// ```
#[must_use]
#[cfg(feature = "fast")]
pub fn nfc(text: &str) -> Cow<'_, str> {
    use unicode_normalization::{is_nfc_quick, IsNormalized, UnicodeNormalization};
    if is_plainly_composed(text) {
        return Cow::Borrowed(text);
    }
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// The text in the form NFC (Unicode Standard Annex #15).
///
/// ```
/// assert_eq!(iu_address::unicode::nfc("Đie\u{302}\u{300}u"), "Điều");
/// ```
#[must_use]
#[cfg(not(feature = "fast"))]
pub fn nfc(text: &str) -> Cow<'_, str> {
    compact::nfc(text)
}

/// Whether `text` has nothing but characters that never compose with another, by their bytes alone: what almost every line
/// of a law is made of, below U+0300, from U+1E00 to U+1EFF (Vietnamese), and dashes and quotation marks. Without a branch
/// for each byte, so that compilers look at many at once.
#[must_use]
#[cfg(feature = "fast")]
pub fn is_plainly_composed(text: &str) -> bool {
    const AT_ONCE: usize = 64;
    let other = |first: u8, second: u8, third: u8| {
        let vietnamese = u8::from(first == 0xe1) & u8::from(second & 0xfc == 0xb8);
        // U+2010 to U+203F.
        let punctuation = u8::from(first == 0xe2) & u8::from(second == 0x80) & u8::from(third >= 0x90);
        u8::from(first >= 0xcc) & !(vietnamese | punctuation)
    };
    let any = |some: &[u8]| {
        let each = some.iter().zip(&some[1..]).zip(&some[2..]);
        each.fold(0, |found, ((&first, &second), &third)| found | other(first, second, third)) != 0
    };
    let mut rest = text.as_bytes();
    while let Some(some) = rest.get(..AT_ONCE + 2) {
        if !some.is_ascii() && any(some) {
            return false;
        }
        rest = &rest[AT_ONCE..];
    }
    let mut last = [0; AT_ONCE + 4];
    last[..rest.len()].copy_from_slice(rest);
    !any(&last)
}

/// Whether the text is known at a glance to be in the form NFC.
#[must_use]
#[cfg(not(feature = "fast"))]
pub fn is_plainly_composed(text: &str) -> bool {
    text.is_ascii()
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
