//! The profiles that come with the engine.

use std::sync::OnceLock;

use super::Profile;

const BUILTINS: [(&str, &str); 7] = [
    ("vn-law", include_str!("builtin/vn-law.json")),
    ("eu-regulation", include_str!("builtin/eu-regulation.json")),
    ("act-en", include_str!("builtin/act-en.json")),
    ("principles", include_str!("builtin/principles.json")),
    ("numbered-outline", include_str!("builtin/numbered-outline.json")),
    ("markdown-outline", include_str!("builtin/markdown-outline.json")),
    ("whole-text", include_str!("builtin/whole-text.json")),
];

/// The built-in profile `id`, if there is one.
#[must_use]
pub fn builtin(id: &str) -> Option<Profile> {
    static READ: [OnceLock<Option<Profile>>; BUILTINS.len()] = [const { OnceLock::new() }; BUILTINS.len()];
    let place = BUILTINS.iter().position(|(known, _)| *known == id)?;
    READ[place].get_or_init(|| Profile::from_json(BUILTINS[place].1).ok()).clone()
}

/// Ids of the built-in profiles, in the order they are offered.
#[must_use]
pub fn builtin_ids() -> Vec<&'static str> {
    BUILTINS.iter().map(|(id, _)| *id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_builtin_is_valid_and_carries_its_id() {
        for (id, json) in BUILTINS {
            let profile = Profile::from_json(json).unwrap_or_else(|error| panic!("{id}: {error}"));
            assert_eq!(profile.id, id);
            assert_eq!(builtin(id), Some(profile));
        }
        assert_eq!(builtin("no-such-profile"), None);
    }

    #[test]
    fn a_digest_names_the_rules_not_their_layout() {
        let profile = builtin("vn-law").expect("built in");
        let compact = serde_json::to_string(&profile).expect("JSON");
        assert_eq!(Profile::from_json(&compact).expect("a profile").digest(), profile.digest());
        let mut other = profile.clone();
        other.default_status = "draft".to_owned();
        assert_ne!(other.digest(), profile.digest());
    }
}
