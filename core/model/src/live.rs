//! Facts read from live tables: units with their versions, target surveys.

use iu_address::Day;
use iu_text::manifest::Span;
use serde::{de::DeserializeOwned, Deserialize, Serialize, Serializer as _};
use serde_json::Value;

use crate::refusal::Refusal;

/// Where a cut writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// The live collections.
    Public,
    /// The tables of a rehearsal, whose rows nobody cites.
    Sandbox,
}

impl Target {
    /// Schema-qualified name of the unit table.
    #[must_use]
    pub const fn unit_table(self) -> &'static str {
        match self {
            Self::Public => "public.tac_logical_unit",
            Self::Sandbox => "sandbox_tac.logical_unit",
        }
    }

    /// Schema-qualified name of the version table.
    #[must_use]
    pub const fn version_table(self) -> &'static str {
        match self {
            Self::Public => "public.tac_unit_version",
            Self::Sandbox => "sandbox_tac.unit_version",
        }
    }
}

/// A row of the unit table; timestamps are RFC 3339 in UTC with microseconds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnitRow {
    /// Primary key.
    pub id: String,
    /// Canonical address.
    pub canonical_address: String,
    /// Document code.
    pub doc_code: String,
    /// Section type.
    pub section_type: String,
    /// The address path of the unit within its document.
    pub section_code: Option<String>,
    /// Parent unit.
    pub parent_id: Option<String>,
    /// Position in the document.
    pub sort_order: i64,
    /// Which tier decided the unit's status.
    pub tier: String,
    /// `draft_only`, `active`, `retired`.
    pub lifecycle_status: String,
    /// Who answers for it.
    pub owner_ref: String,
    /// Title, label and what people add.
    pub identity_profile: Value,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339.
    pub updated_at: String,
    /// `draft`, `enacted`, `runtime`.
    pub authority: Option<String>,
    /// Address format version.
    pub canonical_address_format_version: String,
    /// The legal day from which the document has it; none where that is the time of its recording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born_on: Option<Day>,
    /// The day from which it is law; none of a draft, and where that is the time of its recording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force_from: Option<Day>,
    /// The first day on which it is law no longer; none while it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force_until: Option<Day>,
    /// The day from which its last suspension runs; none where it never was suspended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended_from: Option<Day>,
    /// The first day on which that suspension runs no longer; none where nobody knows it yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended_until: Option<Day>,
}

/// A row of the version table; timestamps as in [`UnitRow`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VersionRow {
    /// Primary key.
    pub id: String,
    /// The unit.
    pub unit_id: String,
    /// 1, 2…
    pub version_seq: i64,
    /// Title.
    pub title: Option<String>,
    /// The unit's own text; none for a structural node.
    pub body: Option<String>,
    /// `own_body` or `structural_node`.
    pub body_handling: String,
    /// SHA-256 of the body's bytes.
    pub content_hash: String,
    /// Lifecycle.
    pub lifecycle_status: String,
    /// `approved` after a review.
    pub review_state: String,
    /// Heading as written, profile level, status.
    pub content_profile: Value,
    /// The document.
    pub source_document_id: Option<String>,
    /// The source version.
    pub source_sha256: Option<String>,
    /// Byte spans in the canonical text.
    pub source_span: Option<Value>,
    /// The change set that wrote it.
    pub change_set_id: Option<String>,
    /// The person.
    pub created_by: String,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339.
    pub updated_at: String,
    /// RFC 3339.
    pub enacted_at: Option<String>,
    /// RFC 3339.
    pub superseded_at: Option<String>,
    /// RFC 3339.
    pub retired_at: Option<String>,
    /// The day from which this text is law, as of [`UnitRow::in_force_from`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force_from: Option<Day>,
    /// The first day on which this text is law no longer; none while it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force_until: Option<Day>,
}

impl UnitRow {
    /// Whether a suspension of it runs on a day; without a day, whether the last one has no end yet.
    #[must_use]
    pub fn is_suspended(&self, on: Option<Day>) -> bool {
        let begun = self.suspended_from.is_some_and(|from| on.is_none_or(|day| from <= day));
        begun && self.suspended_until.is_none_or(|until| on.is_some_and(|day| day < until))
    }

    /// A text of its identity profile, empty where there is none.
    #[must_use]
    pub fn said(&self, key: &str) -> &str {
        text_in(&self.identity_profile, key)
    }
}

impl VersionRow {
    /// A text of its content profile, empty where there is none.
    #[must_use]
    pub fn said(&self, key: &str) -> &str {
        text_in(&self.content_profile, key)
    }

    /// Heading and own text; both may be empty.
    #[must_use]
    pub fn texts(&self) -> (&str, &str) {
        (self.said("heading"), self.body.as_deref().unwrap_or_default())
    }
}

fn text_in<'a>(profile: &'a Value, key: &str) -> &'a str {
    profile.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// One unit as it stands: the unit row and its newest version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LiveUnit {
    /// The unit row.
    pub unit: UnitRow,
    /// Its newest version, where it has one.
    pub version: Option<VersionRow>,
}

impl LiveUnit {
    /// Heading and own text of its newest version; both may be empty.
    #[must_use]
    pub fn texts(&self) -> (&str, &str) {
        self.version.as_ref().map(VersionRow::texts).unwrap_or_default()
    }
}

/// What a survey of the cut's target tables found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
pub struct TargetSurvey {
    /// `table.column` in order of their names.
    pub columns: Vec<String>,
    /// `table.trigger` of triggers that are not internal.
    pub triggers: Vec<String>,
    /// `table.constraint` in order of their names.
    pub constraints: Vec<String>,
    /// `table.PRIVILEGE` the current role holds.
    pub privileges: Vec<String>,
    /// `table.column` of units, versions and aliases that the executor role may update.
    #[serde(default)]
    pub updatable: Vec<String>,
    /// What writes down which documents are touched, each trigger in a line: its table and name, when it fires, for which statements, and
    /// what it runs as whom.
    #[serde(default)]
    pub journal: Vec<String>,
}

/// Reads JSON text as the database gave it: an array of rows, or several of them.
///
/// # Errors
/// `FACTS_UNREADABLE`.
pub fn read_rows<T: DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    serde_json::from_str(text).map_err(|error| {
        Refusal::conflict("FACTS_UNREADABLE", format!("Rows read from the database are not as expected: {error}."))
    })
}

/// Plain JSON text of rows for one set-based insert.
#[must_use]
pub fn json_text<T: Serialize>(rows: impl IntoIterator<Item = T>) -> String {
    let mut text = Vec::new();
    serde_json::Serializer::new(&mut text).collect_seq(rows).expect("rows serialise to JSON");
    String::from_utf8(text).expect("JSON is UTF-8")
}

/// Where a unit's heading and own text stand in the canonical text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
pub struct UnitSpan {
    /// Byte spans of the heading.
    pub heading: Vec<Span>,
    /// Byte spans of the own text.
    pub body: Vec<Span>,
}
