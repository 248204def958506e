//! Grammar profiles: how a kind of document is divided, as data.
//!
//! A profile is JSON, checked against its schema, versioned, and named in every manifest by its digest, so a proposal
//! can be replayed. Matchers name built-in scanners; which of them exist is decided in [`Scanner`]. The types list their
//! fields in the order of their names, as the canonical JSON that is digested does.

mod builtin;
mod check;
mod custom;
mod error;
pub(crate) mod pattern;

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::digest::{json_of_ordered, sha256_hex};
use iu_address::label::Numbering;

pub use builtin::{builtin, builtin_ids};
pub use custom::CustomProfile;
pub use error::ProfileError;
pub use pattern::check_pattern;

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
    /// Marks in headings that set a status.
    pub status_markers: Vec<StatusMarker>,
    /// What it is for, for people.
    pub title: String,
    /// Version of the profile's rules.
    pub version: String,
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

/// What finds the headings of a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Matcher {
    /// The words by which a component begins: what is issued with a document and numbers by itself.
    Component(ComponentWords),
    /// A scanner built into the engine.
    Scanner(Scanner),
    /// A regular expression matched where the text of a line begins; its group `number` is the heading's number.
    Regex(String),
}

/// By what words a component is known. All words in lower case; they are read in any case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields, default)]
pub struct ComponentWords {
    /// What the line below its heading says of the act that issues it: `kèm theo`.
    pub captions: Vec<String>,
    /// Words of its label, which a number may follow: `phụ lục`.
    pub labels: Vec<String>,
    /// Kinds of documents that are titled and not labelled, with the token each gives to addresses: `quy chế`, `QUYCHE`.
    pub names: BTreeMap<String, String>,
    /// Whether its label is one only with a number: `mẫu số 1`.
    pub numbered: bool,
    /// Whether it is one unit whatever stands in it: the articles of a model contract are nobody's law.
    pub whole: bool,
}

/// The scanners built into the engine. All levels of one profile come from one family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each is named after the heading it finds")]
pub enum Scanner {
    VnPhan,
    VnChuong,
    VnMuc,
    VnTieuMuc,
    VnDieu,
    VnKhoan,
    VnDiem,
    MarkdownH1,
    MarkdownH2,
    MarkdownH3,
    MarkdownH4,
    MarkdownH5,
    MarkdownH6,
    EnTitle,
    EnPart,
    EnChapter,
    EnDivision,
    EnGroupSection,
    EnArticle,
    EnAmendment,
    EnSection,
    EnSchedule,
    EnAnnex,
    EnRecital,
    OutlinePart,
    #[serde(rename = "outline-1")]
    Outline1,
    #[serde(rename = "outline-2")]
    Outline2,
    #[serde(rename = "outline-3")]
    Outline3,
    #[serde(rename = "outline-4")]
    Outline4,
    ListDot,
    ListArabic,
    ListLetter,
    ListRoman,
    ListUpper,
    ListPoint,
    ListSubPoint,
    NamedPrinciple,
    NamedArchitecture,
    NamedArticle,
}

/// Scanners that run together over a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Vietnamese legal texts.
    Vietnamese,
    /// Markdown with ATX headings.
    Markdown,
    /// Texts whose parts carry labels: acts, regulations, outlines, and custom profiles.
    Labelled,
}

impl Scanner {
    /// The family this scanner runs in.
    #[must_use]
    pub const fn family(self) -> Family {
        match self {
            Self::VnPhan | Self::VnChuong | Self::VnMuc | Self::VnTieuMuc | Self::VnDieu | Self::VnKhoan | Self::VnDiem => {
                Family::Vietnamese
            }
            Self::MarkdownH1 | Self::MarkdownH2 | Self::MarkdownH3 | Self::MarkdownH4 | Self::MarkdownH5 | Self::MarkdownH6 => {
                Family::Markdown
            }
            _ => Family::Labelled,
        }
    }
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
    /// Reads a profile from JSON and checks it.
    ///
    /// # Errors
    /// `PROFILE_UNREADABLE` for JSON that is no profile, `PROFILE_INVALID` for one that contradicts itself.
    pub fn from_json(text: &str) -> Result<Self, ProfileError> {
        let profile: Self = serde_json::from_str(text).map_err(|error| ProfileError::unreadable(&error))?;
        profile.check()?;
        Ok(profile)
    }

    /// Lower-case hex SHA-256 of the profile's RFC 8785 JSON.
    #[must_use]
    pub fn digest(&self) -> String {
        sha256_hex(json_of_ordered(self).as_bytes())
    }

    /// Position of the level `id`, from 0 for the outermost.
    #[must_use]
    pub fn level_index(&self, id: &str) -> Option<usize> {
        self.levels.iter().position(|level| level.id == id)
    }

    /// Position of the level found by `scanner`.
    #[must_use]
    pub fn level_of(&self, scanner: Scanner) -> Option<usize> {
        self.levels.iter().position(|level| level.matcher == Matcher::Scanner(scanner))
    }

    /// The family of scanners the profile runs.
    #[must_use]
    pub fn family(&self) -> Option<Family> {
        self.levels.iter().find_map(|level| match level.matcher {
            Matcher::Component(_) => None,
            Matcher::Scanner(scanner) => Some(scanner.family()),
            Matcher::Regex(_) => Some(Family::Labelled),
        })
    }
}
