//! Grammar profiles: how a kind of document is divided, as data.
//!
//! A profile is JSON, checked against its schema, versioned, and named in every manifest by its digest, so a proposal
//! can be replayed. A country is data: the words of its headings, how they are numbered, what ends an act. The types list
//! their fields in the order of their names, as the canonical JSON that is digested does.

mod builtin;
mod check;
mod custom;
mod error;
mod matcher;
mod named;
pub(crate) mod pattern;
mod words;

use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

use crate::digest::{json_of_ordered, sha256_hex};
use iu_address::label::Numbering;

pub use builtin::{builtin, builtin_ids};
pub use custom::CustomProfile;
pub use error::ProfileError;
pub use matcher::{ComponentWords, HeadingWords, ItemMarks, Matcher, Role, Style};
pub use pattern::check_pattern;
pub(crate) use words::Letter;
pub use words::{EndingReason, EndingWords, PageWords, Words};

/// The scope name that means the whole document in [`Level::unique_within`].
pub const DOCUMENT: &str = "document";

/// How a kind of document is divided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Id of the deepest level cut where a request names none.
    pub default_leaf: String,
    /// Status of units that carry no marker and stand under none (tier 0).
    pub default_status: String,
    /// Stable id, e.g. `vn-law`.
    pub id: String,
    /// Language its words are in (BCP 47), where it is for texts of that language alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Levels, outermost first.
    pub levels: Vec<Level>,
    /// How headings are told by their numbers.
    #[serde(default, skip_serializing_if = "Numbers::is_together")]
    pub numbers: Numbers,
    /// Marks in headings that set a status.
    pub status_markers: Vec<StatusMarker>,
    /// What it is for, for people.
    pub title: String,
    /// Version of the profile's rules.
    pub version: String,
    /// The words its texts are written in; those of the numbered outline where it names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Words>,
}

/// How headings are told by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Numbers {
    /// Of all lines that read like headings of a level, those are taken whose numbers follow one another best.
    #[default]
    Together,
    /// Each line is decided by the headings before it.
    InTurn,
}

impl Numbers {
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
    fn is_together(&self) -> bool {
        *self == Self::Together
    }
}

/// One level of a profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Whether the parent's address goes before the level's own.
    pub address: AddressStyle,
    /// Stable id, e.g. `dieu`.
    pub id: String,
    /// Address token(s) of the level, e.g. `DIEU`.
    pub label: String,
    /// What finds the level's headings.
    pub matcher: Matcher,
    /// How the level is numbered as a rule; a scanner may read another style where the text uses it.
    pub numbering: Numbering,
    /// Whether documents without this level still fit the profile.
    pub optional: bool,
    /// Code of the section type vocabulary.
    pub section_type: String,
    /// The level inside which numbers are unique, or [`DOCUMENT`].
    pub unique_within: String,
}

/// How a level's address is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum AddressStyle {
    /// Label and number alone.
    Own,
    /// The parent's address first.
    WithParent,
    /// The address of the ancestor that `unique_within` names first, where the unit has one.
    WithScope,
    /// The parent's address and the number, without the label between: `SEC-2-1`.
    Joined,
}

/// A mark in a heading that sets a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct StatusMarker {
    /// The mark, e.g. `✅`.
    pub marker: String,
    /// `enacted`, `controlled_draft`, `draft` or `obsolete`.
    pub status: String,
}

impl Profile {
    /// Reads a profile from JSON and checks it. Scanners that earlier profiles named are read as the matchers they were.
    ///
    /// # Errors
    /// `PROFILE_UNREADABLE` for JSON that is no profile, `PROFILE_INVALID` for one that contradicts itself.
    pub fn from_json(text: &str) -> Result<Self, ProfileError> {
        let unreadable = |error: serde_json::Error| ProfileError::unreadable(&error);
        let profile: Self = match serde_json::from_str(text) {
            Ok(profile) => profile,
            Err(_) => {
                let mut written = serde_json::from_str(text).map_err(unreadable)?;
                named::spell_out(&mut written);
                // Read from a text again: reading from a value would be a second copy of that code in every build.
                serde_json::from_str(&written.to_string()).map_err(unreadable)?
            }
        };
        profile.check()?;
        Ok(profile)
    }

    /// Lower-case hex SHA-256 of the profile's RFC 8785 JSON.
    #[must_use]
    pub fn digest(&self) -> String {
        sha256_hex(json_of_ordered(self).as_bytes())
    }

    /// The words its texts are written in.
    #[must_use]
    pub fn words(&self) -> &Words {
        static COMMON: OnceLock<Words> = OnceLock::new();
        self.words.as_ref().unwrap_or_else(|| {
            COMMON.get_or_init(|| builtin("numbered-outline").and_then(|profile| profile.words).unwrap_or_default())
        })
    }

    /// Position of the level `id`, from 0 for the outermost.
    #[must_use]
    pub fn level_index(&self, id: &str) -> Option<usize> {
        self.levels.iter().position(|level| level.id == id)
    }

    /// Position of the level found by `matcher`.
    #[must_use]
    pub fn level_of(&self, matcher: &Matcher) -> Option<usize> {
        self.levels.iter().position(|level| level.matcher == *matcher)
    }

    /// Whether its headings are those of Markdown.
    #[must_use]
    pub fn is_markdown(&self) -> bool {
        self.levels.iter().any(|level| matches!(level.matcher, Matcher::Markdown(_)))
    }
}
