//! The rows of a unit that a cut makes of a source text: at the cut, or where a correction says what the cut missed.

use serde_json::json;

use cutter_model::change_set::Authorship;
use cutter_model::id::derived_id;
use cutter_model::live::{LiveUnit, UnitRow, UnitSpan, VersionRow};
use iu_address::{Day, Instant};

/// What a unit says, and where in its source.
pub(crate) struct CutText<'a> {
    pub label: &'a str,
    pub title: &'a str,
    pub heading: &'a str,
    /// None of a unit that only groups others.
    pub body: Option<&'a str>,
    pub level: &'a str,
    pub status: &'a str,
    /// SHA-256 of its own text.
    pub content_hash: String,
    pub span: UnitSpan,
    pub source_document_id: &'a str,
    pub source_sha256: &'a str,
}

impl CutText<'_> {
    /// `version` with this text, and all else as it is.
    pub(crate) fn written(self, version: VersionRow) -> VersionRow {
        VersionRow {
            title: Some(self.title.to_owned()),
            body_handling: if self.body.is_some() { "own_body" } else { "structural_node" }.to_owned(),
            content_hash: self.content_hash,
            body: self.body.map(str::to_owned),
            content_profile: json!({ "heading": self.heading, "label": self.label, "level": self.level, "status": self.status }),
            source_document_id: Some(self.source_document_id.to_owned()),
            source_sha256: Some(self.source_sha256.to_owned()),
            source_span: Some(json!(self.span)),
            ..version
        }
    }
}

/// A unit as a cut makes it.
pub(crate) struct CutUnit<'a> {
    pub id: String,
    pub address: &'a str,
    pub address_format_version: &'a str,
    pub doc_code: &'a str,
    pub section_type: &'a str,
    pub parent_id: Option<String>,
    pub sort_order: i64,
    pub tier: String,
    /// The day from which the document has it; none where it has no legal days.
    pub born_on: Option<Day>,
    /// The day from which it is law; none of a draft.
    pub law_from: Option<Day>,
    pub text: CutText<'a>,
}

impl CutUnit<'_> {
    /// Its rows.
    pub(crate) fn rows(self, by: Authorship<'_>) -> LiveUnit {
        let now = by.now.to_owned();
        let (authority, lifecycle) = if self.law_from.is_some() { ("enacted", "active") } else { ("draft", "draft_only") };
        let unit = UnitRow {
            id: self.id.clone(),
            canonical_address: self.address.to_owned(),
            doc_code: self.doc_code.to_owned(),
            section_type: self.section_type.to_owned(),
            section_code: Some(section_code(self.address).to_owned()),
            parent_id: self.parent_id,
            sort_order: self.sort_order,
            tier: self.tier,
            lifecycle_status: lifecycle.to_owned(),
            owner_ref: by.actor.to_owned(),
            identity_profile: json!({ "title": self.text.title, "label": self.text.label }),
            created_at: now.clone(),
            updated_at: now.clone(),
            authority: Some(authority.to_owned()),
            canonical_address_format_version: self.address_format_version.to_owned(),
            born_on: self.born_on,
            in_force_from: self.law_from,
            in_force_until: None,
            suspended_from: None,
            suspended_until: None,
        };
        let version = self.text.written(VersionRow {
            id: derived_id("unit-version", &[&self.id, "1"]),
            unit_id: self.id,
            version_seq: 1,
            title: None,
            body: None,
            body_handling: String::new(),
            content_hash: String::new(),
            lifecycle_status: lifecycle.to_owned(),
            review_state: "approved".to_owned(),
            content_profile: json!({}),
            source_document_id: None,
            source_sha256: None,
            source_span: None,
            change_set_id: Some(by.change_set_id.to_owned()),
            created_by: by.actor.to_owned(),
            created_at: now.clone(),
            updated_at: now,
            enacted_at: self.law_from.map(|day| Instant::from(day).to_string()),
            superseded_at: None,
            retired_at: None,
            in_force_from: self.law_from,
            in_force_until: None,
        });
        LiveUnit { unit, version: Some(version) }
    }
}

/// The path of an address within its document: what `section_code` holds.
pub(crate) fn section_code(address: &str) -> &str {
    address.split_once('/').map_or(address, |(_, path)| path)
}

/// What people call a unit: its title, else its label; of one that has neither, such as an attached document without a heading, its path.
pub(crate) fn title_of<'u>(title: &'u str, label: &'u str, address: &'u str) -> &'u str {
    [title, label].into_iter().find(|name| !name.trim().is_empty()).unwrap_or_else(|| section_code(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_without_title_and_label_is_called_by_its_path() {
        for (title, label, expected) in [("Quy chế", "Q", "Quy chế"), ("", "Q", "Q"), ("", " ", "VBKT")] {
            assert_eq!(title_of(title, label, "A/VBKT"), expected);
        }
    }
}
