//! What a text is that a person types where an address belongs.

use serde::{Deserialize, Serialize};

use super::{parse, parse_as, suggest, AddressErrorReport, AddressFormat, AddressParts};

/// What a place for an address accepts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct EntryRules {
    /// The only format that is accepted; none accepts both.
    pub format: Option<AddressFormat>,
    /// Whether it may stay empty.
    pub allow_empty: bool,
}

/// Whether a place for an address accepts a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum EntryOutcome {
    /// No text, and none is needed.
    Empty,
    /// An address of an accepted format.
    Valid,
    /// No such address.
    Invalid,
}

/// A text typed where an address belongs, judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Entry {
    /// Whether it is accepted.
    pub outcome: EntryOutcome,
    /// With `valid`: the address taken apart.
    pub parts: Option<AddressParts>,
    /// With `invalid`: what is wrong, and where.
    pub error: Option<AddressErrorReport>,
    /// With `invalid`: the address that was probably meant, if this place accepts it. It is offered, never applied.
    pub suggestion: Option<String>,
    /// The text starts or ends with blanks, which a comparison byte for byte sees and a person does not.
    pub blanks_around: bool,
}

/// Judges a text as it stands: nothing is trimmed or repaired.
///
/// ```
/// use iu_address::{check_entry, AddressFormat, EntryOutcome, EntryRules};
///
/// let only_v2 = EntryRules { format: Some(AddressFormat::V2), allow_empty: true };
/// assert_eq!(check_entry("GDPR/ART-6", only_v2).outcome, EntryOutcome::Valid);
/// assert_eq!(check_entry("D38-DIEU28-ROOT", only_v2).outcome, EntryOutcome::Invalid);
/// assert_eq!(check_entry("", only_v2).outcome, EntryOutcome::Empty);
///
/// let pasted = check_entry(" GDPR/ART-6", only_v2);
/// assert!(pasted.blanks_around);
/// assert_eq!(pasted.suggestion.as_deref(), Some("GDPR/ART-6"));
/// ```
#[must_use]
pub fn check_entry(text: &str, rules: EntryRules) -> Entry {
    let blanks_around = text.trim() != text;
    let entry = |outcome| Entry { outcome, parts: None, error: None, suggestion: None, blanks_around };
    if text.is_empty() && rules.allow_empty {
        return entry(EntryOutcome::Empty);
    }
    let read = |text: &str| rules.format.map_or_else(|| parse(text), |format| parse_as(text, format));
    match read(text) {
        Ok(address) => Entry { parts: Some(address.parts()), ..entry(EntryOutcome::Valid) },
        Err(error) => Entry {
            error: Some(error.into()),
            suggestion: suggest(text).filter(|meant| read(meant).is_ok()),
            ..entry(EntryOutcome::Invalid)
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::{AddressErrorCode as Code, AddressFormat};
    use super::{check_entry, EntryOutcome, EntryRules};

    const ANY: EntryRules = EntryRules { format: None, allow_empty: false };

    const fn only(format: AddressFormat) -> EntryRules {
        EntryRules { format: Some(format), allow_empty: false }
    }

    #[test]
    fn a_text_is_judged_by_what_the_place_accepts() {
        use AddressFormat::{V1, V2};
        use EntryOutcome::{Invalid, Valid};
        for (text, rules, outcome, code) in [
            ("D38-DIEU28-S3", ANY, Valid, None),
            ("GDPR/ART-6", ANY, Valid, None),
            ("D38-DIEU28-S3", only(V1), Valid, None),
            ("GDPR/ART-6", only(V1), Invalid, Some((Code::BadPrefix, 0))),
            ("D38/ART-6", only(V1), Invalid, Some((Code::BadCharacter, 3))),
            ("D38-DIEU28-S3", only(V2), Invalid, Some((Code::EmptyToken, 13))),
            ("GDPR/ART_6", ANY, Invalid, Some((Code::BadCharacter, 8))),
            ("", ANY, Invalid, Some((Code::Empty, 0))),
        ] {
            let entry = check_entry(text, rules);
            assert_eq!(entry.outcome, outcome, "{text}");
            assert_eq!(entry.error.map(|error| (error.code, error.at)), code, "{text}");
            assert_eq!(entry.parts.is_some(), outcome == Valid, "{text}");
        }
    }

    #[test]
    fn only_an_address_that_would_be_accepted_is_suggested() {
        assert_eq!(check_entry("gdpr/art-6", ANY).suggestion.as_deref(), Some("GDPR/ART-6"));
        assert_eq!(check_entry("gdpr/art-6", only(AddressFormat::V1)).suggestion, None);
        assert_eq!(check_entry("GDPR/ART-6", only(AddressFormat::V1)).suggestion, None);
    }

    #[test]
    fn blanks_are_seen_and_not_trimmed() {
        for (text, blanks) in [("GDPR/ART-6", false), (" GDPR/ART-6", true), ("GDPR/ART-6\u{a0}", true), ("GDPR/ART 6", false)] {
            let entry = check_entry(text, ANY);
            assert_eq!(entry.blanks_around, blanks, "{text:?}");
            assert_eq!(entry.outcome == EntryOutcome::Valid, text == "GDPR/ART-6", "{text:?}");
        }
    }
}
