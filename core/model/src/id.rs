//! Deterministic identifiers: the same thing of the same kind always has the same one.

use uuid::Uuid;

/// The namespace of every UUIDv5 this crate derives: an arbitrary constant, fixed for ever because identifiers rest on it.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f2d_1c1e_7a55_5b0c_9c1d_0d9a_1f6e_4b21);

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

/// The id the cut gives to unit `local_id` of entry `entry_id`.
#[must_use]
pub fn unit_id(entry_id: &str, local_id: &str) -> String {
    derived_id("unit", &[entry_id, local_id])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_ids_are_stable_and_separate_parts() {
        assert_eq!(derived_id("unit", &["a", "b"]), derived_id("unit", &["a", "b"]));
        assert_ne!(derived_id("unit", &["a", "b"]), derived_id("unit", &["ab"]));
        assert_ne!(derived_id("unit", &["a"]), derived_id("entry", &["a"]));
    }
}
