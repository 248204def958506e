//! Profiles of an installation: rows of the collection `cutter_grammar_profile`, under the same rules as the built-in ones.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Profile, ProfileError};

/// A row of `cutter_grammar_profile`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CustomProfile {
    /// Name of the profile; wins over one in the definition.
    pub profile_id: String,
    /// Version of the definition; wins likewise.
    pub version: String,
    /// Title for people; wins likewise where there is one.
    pub title: Option<String>,
    /// The profile itself.
    pub definition: Value,
    /// Whether it is offered for new marks.
    pub active: bool,
}

impl Profile {
    /// The profile a row holds, checked.
    ///
    /// # Errors
    /// `PROFILE_UNREADABLE` or `PROFILE_INVALID`, with the place in the definition.
    pub fn from_custom(row: &CustomProfile) -> Result<Self, ProfileError> {
        let mut definition = row.definition.clone();
        if let Value::Object(fields) = &mut definition {
            fields.insert("id".to_owned(), Value::String(row.profile_id.clone()));
            fields.insert("version".to_owned(), Value::String(row.version.clone()));
            let title = row.title.clone().unwrap_or_else(|| row.profile_id.clone());
            fields.entry("title").or_insert(Value::String(title));
            fields.entry("status_markers").or_insert_with(|| Value::Array(Vec::new()));
            fields.entry("default_status").or_insert_with(|| Value::String("enacted".to_owned()));
        }
        Self::from_json(&definition.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_row_is_a_profile_under_its_own_name() {
        let level = json!({ "id": "rule", "label": "RULE", "section_type": "article", "matcher": { "regex": r"Rule (?<number>\d+)" },
            "numbering": "arabic", "unique_within": "document", "address": "own", "optional": false });
        let mut row = CustomProfile {
            profile_id: "house-rules".to_owned(),
            version: "3".to_owned(),
            title: None,
            definition: json!({ "levels": [level], "default_leaf": "rule" }),
            active: true,
        };
        let profile = Profile::from_custom(&row).expect("a profile");
        assert_eq!(
            (profile.id.as_str(), profile.version.as_str(), profile.default_status.as_str()),
            ("house-rules", "3", "enacted")
        );
        row.definition["levels"][0]["matcher"]["regex"] = "(".into();
        let error = Profile::from_custom(&row).expect_err("no regular expression");
        assert_eq!((error.code, error.path.as_str()), ("PROFILE_INVALID", "levels[0].matcher"));
        assert_eq!(error.message, "The profile's levels[0].matcher is no regular expression this engine knows.");
    }

    #[test]
    fn patterns_have_bounds() {
        let long = "a".repeat(513);
        let huge = r"(\w{100}){100}";
        for (pattern, why) in [
            (long.as_str(), "is longer than 512 bytes"),
            (huge, "takes more than 262144 bytes when compiled"),
            (".*", "matches a line of nothing"),
            ("(a", "is no regular expression this engine knows"),
        ] {
            assert_eq!(crate::profile::check_pattern(pattern), Err(why.to_owned()), "{pattern:.20}");
        }
        assert_eq!(crate::profile::check_pattern(r"(?i)quy tắc (?<number>\d+[a-z]?)"), Ok(()));
    }
}
