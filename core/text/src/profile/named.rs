//! Scanners that earlier profiles named: each was a matcher whose words were the engine's own.

use serde_json::Value;

const SCANNERS: &str = include_str!("builtin/scanners.json");
const LAW: &str = include_str!("builtin/vn-law.json");

/// Writes out what the scanners of a profile stood for; the Vietnamese ones also stood for the words of `vn-law`.
pub(super) fn spell_out(profile: &mut Value) {
    let Ok(known) = serde_json::from_str::<Value>(SCANNERS) else { return };
    let mut vietnamese = false;
    for level in profile.get_mut("levels").and_then(Value::as_array_mut).into_iter().flatten() {
        let Some(name) = level.pointer("/matcher/scanner").and_then(Value::as_str) else { continue };
        let Some(matcher) = known.get(name) else { continue };
        vietnamese |= name.starts_with("vn-");
        level["matcher"] = matcher.clone();
    }
    if let Some(fields) = profile.as_object_mut().filter(|_| vietnamese) {
        let law: Value = serde_json::from_str(LAW).unwrap_or_default();
        for field in ["numbers", "words"] {
            fields.entry(field).or_insert_with(|| law[field].clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::profile::{builtin, Matcher, Profile};

    #[test]
    fn profiles_by_named_scanners_are_still_read() {
        let mut written = serde_json::to_value(builtin("vn-law").expect("built in")).expect("JSON");
        let names = ["vn-phan", "vn-chuong", "vn-muc", "vn-tieu-muc", "vn-dieu", "vn-khoan", "vn-diem"];
        for (level, name) in written["levels"].as_array_mut().expect("levels").iter_mut().skip(4).zip(names) {
            level["matcher"] = serde_json::json!({ "scanner": name });
        }
        written.as_object_mut().expect("an object").remove("words");
        assert_eq!(Profile::from_json(&written.to_string()), Ok(builtin("vn-law").expect("built in")));
    }

    #[test]
    fn every_named_scanner_is_a_matcher() {
        let known: std::collections::BTreeMap<String, Matcher> = serde_json::from_str(super::SCANNERS).expect("matchers");
        assert_eq!(known.len(), 39);
    }
}
