//! The card as it is stored in a manifest. Members that the text does not say are left out.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Something a document says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct CardValue {
    /// Byte of the canonical text where it is said.
    pub at: usize,
    /// Why a person should look: `exceptions`, `computed`, `day_of_signing`, `differs`, `other_words`, `application`,
    /// `uncertified`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub doubt: Option<String>,
    /// What is said: words on one line, or a day as `YYYY-MM-DD`.
    pub value: String,
}

/// Other documents that a document names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct CardNumbers {
    /// Byte of the canonical text where the first is named.
    pub at: usize,
    /// Why a person should look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub doubt: Option<String>,
    /// Their numbers, in the order of the text.
    pub value: Vec<String>,
}

/// The law that a consolidated text puts together.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default, deny_unknown_fields)]
pub struct CardBase {
    /// Day of the law's adoption.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub adopted_on: Option<CardValue>,
    /// Numbers of the acts that amended it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub amended_by: Option<CardNumbers>,
    /// Day from which it is law.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub in_force_from: Option<CardValue>,
    /// Its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub number: Option<CardValue>,
}

/// What a document says of itself. For a consolidated text number and days are those of its certification.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default, deny_unknown_fields)]
pub struct Card {
    /// Day of its adoption.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub adopted_on: Option<CardValue>,
    /// What it amends.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub amends: Option<CardNumbers>,
    /// Of a consolidated text, its law.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub base: Option<CardBase>,
    /// The issue of the gazette that has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub gazette: Option<CardValue>,
    /// Day from which it is law.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub in_force_from: Option<CardValue>,
    /// Who issued it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub issuer: Option<CardValue>,
    /// What kind of act it is, in its own language.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub kind: Option<CardValue>,
    /// Its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub number: Option<CardValue>,
    /// Day of the gazette that has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub published_on: Option<CardValue>,
    /// By the member of `CardFact`, what the text says where a person confirmed the value at registration: the same,
    /// or what they corrected.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub read: BTreeMap<String, String>,
    /// What it repeals.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub repeals: Option<CardNumbers>,
    /// Who signed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub signatory: Option<CardValue>,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub title: Option<CardValue>,
}

impl Card {
    /// The day of the adoption and its member, if it is sure: nothing speaks against it, or a person confirmed it. Of a consolidated
    /// text, that of its law.
    #[must_use]
    pub fn sure_adoption(&self) -> Option<&CardValue> {
        let (member, day) = match &self.base {
            Some(base) => ("base_adopted_on", &base.adopted_on),
            None => ("adopted_on", &self.adopted_on),
        };
        day.as_ref().filter(|day| day.doubt.is_none() || self.read.contains_key(member))
    }

    /// Whether the text says nothing of itself.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A value without doubt.
pub fn told(at: usize, value: impl Into<String>) -> CardValue {
    CardValue { at, doubt: None, value: value.into() }
}

/// The same with a doubt.
pub fn doubted(at: usize, value: impl Into<String>, doubt: &str) -> CardValue {
    CardValue { at, doubt: Some(doubt.to_owned()), value: value.into() }
}
