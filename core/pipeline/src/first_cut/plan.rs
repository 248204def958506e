//! The cut plan: exactly which unit rows a manifest becomes, and the facts the plan rests on.
//!
//! REVIEW records the plan's digest and the fingerprint of its facts; CUT plans again inside its transaction and
//! compares both (G-CUT-FRESH).

use serde_json::json;

use crate::live_facts::ValidationFacts;
use crate::mode::{self, digest_of_set, of_target};
use cutter_model::change_set::{ledger_rows, Authorship, FactFingerprint, RowCounts};
use cutter_model::id::{derived_id, unit_id};
use cutter_model::live::{LiveUnit, Target, TargetSurvey, UnitRow, UnitSpan, VersionRow};
use cutter_model::refusal::Refusal;
use iu_address::{Day, Instant};
use iu_text::digest::canonical_digest;
use iu_text::manifest::{Enactment, Manifest, Span, Unit};

/// Fingerprints the facts that a plan rests on.
#[must_use]
pub fn fingerprint(facts: &ValidationFacts, survey: &TargetSurvey) -> FactFingerprint {
    let mut all = of_target(survey);
    all.extend(mode::fingerprint([
        ("active_section_types", digest_of_set(&facts.active_section_types)),
        ("taken_addresses", digest_of_set(&facts.taken_addresses)),
        ("live_unit_count", facts.live_unit_count.to_string()),
    ]));
    all
}

/// The digest that names a plan: what would be written where, without times and persons.
#[must_use]
pub fn plan_digest(manifest: &Manifest, entry_id: &str, target: Target) -> String {
    let units: Vec<_> = manifest
        .units
        .iter()
        .map(|unit| {
            json!([unit_id(entry_id, &unit.local_id), unit.address, unit.content_hash, unit.section_type, unit.parent_local_id])
        })
        .collect();
    let (authority, lifecycle) = if manifest.enact.is_some() { ("enacted", "active") } else { ("draft", "draft_only") };
    canonical_digest(&json!({
        "target": target.unit_table(), "manifest_digest": manifest.manifest_digest, "operation_kind": manifest.operation_kind,
        "authority": authority, "lifecycle_status": lifecycle, "units": units,
    }))
}

/// Rows of one cut by table, for `units` units (design: 13 + 2N governance rows after VERIFY, of which CUT writes
/// these). A rehearsal moves no entry, so it leaves no history.
#[must_use]
pub fn cut_row_counts(target: Target, units: usize) -> RowCounts {
    let mut counts = ledger_rows(units);
    counts.extend([target.unit_table(), target.version_table()].map(|table| (table.to_owned(), units)));
    if target == Target::Sandbox {
        counts.remove("cutter_governance.decision_backlog_history");
    }
    counts
}

/// The text in `spans`, in order.
///
/// # Errors
/// `SPAN_OUTSIDE_TEXT` where a span is not within `text`.
pub fn text_of(text: &str, spans: &[Span]) -> Result<String, Refusal> {
    spans
        .iter()
        .map(|span| text.get(span.start..span.end))
        .collect::<Option<String>>()
        .ok_or_else(|| Refusal::conflict("SPAN_OUTSIDE_TEXT", "A span of the manifest lies outside the registered text."))
}

/// The unit and version rows the manifest becomes, in document order.
///
/// # Errors
/// `SPAN_OUTSIDE_TEXT`.
pub fn planned_units(manifest: &Manifest, text: &str, by: Authorship<'_>) -> Result<Vec<LiveUnit>, Refusal> {
    let days = manifest.enact.as_ref().map(|enact| enact.days(&manifest.units)).unwrap_or_default();
    let units = manifest.units.iter().enumerate();
    units.map(|(index, unit)| planned_unit(manifest, unit, days.get(index).copied(), text, by)).collect()
}

fn planned_unit(
    manifest: &Manifest,
    unit: &Unit,
    law_from: Option<Day>,
    text: &str,
    by: Authorship<'_>,
) -> Result<LiveUnit, Refusal> {
    let id = unit_id(by.entry_id, &unit.local_id);
    let heading = text_of(text, &unit.heading_spans)?;
    let body = if unit.is_structural() { None } else { Some(text_of(text, &unit.body_spans)?) };
    let section_code = unit.address.split_once('/').map_or(unit.address.as_str(), |(_, path)| path);
    let title = title_of(unit, section_code).to_owned();
    let now = by.now.to_owned();
    let (authority, lifecycle) = if law_from.is_some() { ("enacted", "active") } else { ("draft", "draft_only") };
    let version = VersionRow {
        id: derived_id("unit-version", &[&id, "1"]),
        unit_id: id.clone(),
        version_seq: 1,
        title: Some(title.clone()),
        body_handling: if body.is_some() { "own_body" } else { "structural_node" }.to_owned(),
        body,
        content_hash: unit.content_hash.clone(),
        lifecycle_status: lifecycle.to_owned(),
        review_state: "approved".to_owned(),
        content_profile: json!({ "heading": heading, "label": unit.label, "level": unit.level, "status": unit.status }),
        source_document_id: Some(by.document_id.to_owned()),
        source_sha256: Some(manifest.source.sha256.clone()),
        source_span: Some(json!(UnitSpan { heading: unit.heading_spans.clone(), body: unit.body_spans.clone() })),
        change_set_id: Some(by.change_set_id.to_owned()),
        created_by: by.actor.to_owned(),
        created_at: now.clone(),
        updated_at: now.clone(),
        enacted_at: law_from.map(|day| Instant::from(day).to_string()),
        superseded_at: None,
        retired_at: None,
        in_force_from: law_from,
        in_force_until: None,
    };
    let unit = UnitRow {
        id,
        canonical_address: unit.address.clone(),
        doc_code: manifest.doc_code.clone(),
        section_type: unit.section_type.clone(),
        section_code: Some(section_code.to_owned()),
        parent_id: unit.parent_local_id.as_ref().map(|parent| unit_id(by.entry_id, parent)),
        sort_order: i64::try_from(unit.sort_order).unwrap_or(i64::MAX),
        tier: format!("tier-{}", unit.status_tier),
        lifecycle_status: lifecycle.to_owned(),
        owner_ref: by.actor.to_owned(),
        identity_profile: json!({ "title": title, "label": unit.label }),
        created_at: now.clone(),
        updated_at: now,
        authority: Some(authority.to_owned()),
        canonical_address_format_version: manifest.address_format_version.clone(),
        born_on: manifest.enact.as_ref().map(Enactment::first_day),
        in_force_from: law_from,
        in_force_until: None,
        suspended_from: None,
        suspended_until: None,
    };
    Ok(LiveUnit { unit, version: Some(version) })
}

/// What people call the unit: its title, else its label; of one that has neither, such as an attached document without a heading, its path.
fn title_of<'u>(unit: &'u Unit, path: &'u str) -> &'u str {
    [unit.title.as_str(), unit.label.as_str()].into_iter().find(|name| !name.trim().is_empty()).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_without_title_and_label_is_called_by_its_path() {
        let unit = |title: &str, label: &str| -> Unit {
            serde_json::from_value(json!({
                "address": "A/VBKT", "body_spans": [], "content_hash": "", "heading_spans": [], "label": label, "level": "van_ban_kem_theo",
                "local_id": "r1", "parent_local_id": null, "section_type": "attached_document", "sort_order": 1, "status": "enacted",
                "status_tier": 0, "title": title
            }))
            .expect("a unit")
        };
        for (title, label, expected) in [("Quy chế", "Q", "Quy chế"), ("", "Q", "Q"), ("", " ", "VBKT")] {
            assert_eq!(title_of(&unit(title, label), "VBKT"), expected);
        }
    }
}
