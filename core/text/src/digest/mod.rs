//! SHA-256 digests of bytes and of canonical JSON (RFC 8785).

#[cfg(any(test, all(target_arch = "wasm32", target_feature = "simd128")))]
mod four;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::manifest::Span;

/// Lower-case hex SHA-256 of a long text that is given in parts: [`sha256_hex_of`], or a host's own, where that is faster. What a
/// host says of a text is believed while it is proposed; whoever approves, cuts or verifies it hashes it again, here.
pub type LongHash<'h> = &'h dyn Fn(&[&[u8]]) -> String;

/// Lower-case hex SHA-256 of `bytes`.
///
/// ```
/// assert_eq!(iu_text::digest::sha256_hex(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
/// ```
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Lower-case hex SHA-256 of `parts`, one after the other.
#[must_use]
pub fn sha256_hex_of(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    parts.iter().for_each(|part| hasher.update(part));
    hex(&hasher.finalize())
}

/// SHA-256 of each of `texts`, which are spans of `all`.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub(crate) fn sha256_of_each(all: &[u8], texts: &[Vec<Span>]) -> Vec<[u8; 32]> {
    let digest = |spans: &Vec<Span>| {
        let mut hasher = Sha256::new();
        spans.iter().for_each(|span| hasher.update(&all[span.start..span.end]));
        hasher.finalize().into()
    };
    texts.iter().map(digest).collect()
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(crate) use four::sha256_of_each;

/// Lower-case hex of `bytes`.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(DIGITS[usize::from(byte >> 4)] as char);
        text.push(DIGITS[usize::from(byte & 15)] as char);
    }
    text
}

/// The RFC 8785 (JSON Canonicalization Scheme) text of `value`.
///
/// # Panics
/// If `value` cannot be written as JSON (a map with keys that are not text); no type of this crate can do that.
#[must_use]
pub fn canonical_json<T: Serialize>(value: &T) -> String {
    serde_json_canonicalizer::to_string(value).expect("types of this crate serialise to JSON")
}

/// The RFC 8785 text of a `value` whose types list their fields in the order of their names and hold no fraction.
///
/// Plain JSON is canonical then, and the sorting of [`canonical_json`], most of what MARK would take, has nothing to do.
/// In tests the two are compared each time.
///
/// # Panics
/// As [`canonical_json`].
#[must_use]
pub fn json_of_ordered<T: Serialize>(value: &T) -> String {
    let text = serde_json::to_string(value).expect("types of this crate serialise to JSON");
    debug_assert_eq!(text, canonical_json(value), "the fields of a type are not in the order of their names");
    text
}

/// The RFC 8785 text of a JSON text.
///
/// # Errors
/// Where the text is not JSON.
pub fn canonical_text(text: &str) -> Result<String, serde_json::Error> {
    serde_json::from_str::<serde_json::Value>(text).map(|value| canonical_json(&value))
}

/// Lower-case hex SHA-256 of the RFC 8785 text of `value`.
#[must_use]
pub fn canonical_digest<T: Serialize>(value: &T) -> String {
    sha256_hex(canonical_json(value).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_json_orders_keys_and_keeps_unicode() {
        let value = serde_json::json!({"b": 1, "a": "Điều", "é": [true, null]});
        assert_eq!(canonical_json(&value), r#"{"a":"Điều","b":1,"é":[true,null]}"#);
    }
}
