//! SHA-256 digests of bytes and of canonical JSON (RFC 8785), and the deterministic identifiers built on them.

use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::refusal::Refusal;

/// The namespace of every UUIDv5 this crate derives: an arbitrary constant, fixed for ever because identifiers rest on it.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f2d_1c1e_7a55_5b0c_9c1d_0d9a_1f6e_4b21);

/// Lower-case hex SHA-256 of `bytes`.
///
/// ```
/// assert_eq!(cutter_core::digest::sha256_hex(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
/// ```
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

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
pub(crate) fn json_of_ordered<T: Serialize>(value: &T) -> String {
    let text = serde_json::to_string(value).expect("types of this crate serialise to JSON");
    debug_assert_eq!(text, canonical_json(value), "the fields of a type are not in the order of their names");
    text
}

/// The RFC 8785 text of a JSON text.
///
/// # Errors
/// `JSON_UNREADABLE`.
pub fn canonical_text(text: &str) -> Result<String, Refusal> {
    let value: serde_json::Value =
        serde_json::from_str(text).map_err(|error| Refusal::invalid("JSON_UNREADABLE", format!("This is not JSON: {error}.")))?;
    Ok(canonical_json(&value))
}

/// Lower-case hex SHA-256 of the RFC 8785 text of `value`.
#[must_use]
pub fn canonical_digest<T: Serialize>(value: &T) -> String {
    sha256_hex(canonical_json(value).as_bytes())
}

/// A UUIDv5 (RFC 9562) over `kind` and the parts that name one thing of that kind.
///
/// The parts are joined by the unit separator (U+001F), which none of them can hold, so no two lists of parts agree.
#[must_use]
pub fn derived_id(kind: &str, parts: &[&str]) -> String {
    let mut name = String::from(kind);
    for part in parts {
        name.push('\u{1f}');
        name.push_str(part);
    }
    Uuid::new_v5(&NAMESPACE, name.as_bytes()).hyphenated().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_json_orders_keys_and_keeps_unicode() {
        let value = serde_json::json!({"b": 1, "a": "Điều", "é": [true, null]});
        assert_eq!(canonical_json(&value), r#"{"a":"Điều","b":1,"é":[true,null]}"#);
    }

    #[test]
    fn derived_ids_are_stable_and_separate_parts() {
        assert_eq!(derived_id("unit", &["a", "b"]), derived_id("unit", &["a", "b"]));
        assert_ne!(derived_id("unit", &["a", "b"]), derived_id("unit", &["ab"]));
        assert_ne!(derived_id("unit", &["a"]), derived_id("entry", &["a"]));
    }
}
