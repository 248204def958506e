//! The cut plan: exactly which unit rows a manifest becomes, and the facts the plan rests on.
//!
//! REVIEW records the plan's digest and the fingerprint of its facts; CUT plans again inside its transaction and
//! compares both (G-CUT-FRESH).

use serde_json::json;

use crate::cut_unit::{title_of, CutText, CutUnit};
use crate::live_facts::ValidationFacts;
use crate::mode::{self, digest_of_set, of_target};
use cutter_model::change_set::{ledger_rows, Authorship, FactFingerprint, RowCounts};
use cutter_model::id::unit_id;
use cutter_model::live::{LiveUnit, Target, TargetSurvey, UnitSpan};
use cutter_model::refusal::Refusal;
use iu_address::Day;
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
    let (heading, body) = texts_of(unit, text)?;
    let text = CutText {
        label: &unit.label,
        title: title_of(&unit.title, &unit.label, &unit.address),
        heading: &heading,
        body: body.as_deref(),
        level: &unit.level,
        status: &unit.status,
        content_hash: unit.content_hash.clone(),
        span: UnitSpan { heading: unit.heading_spans.clone(), body: unit.body_spans.clone() },
        source_document_id: by.document_id,
        source_sha256: &manifest.source.sha256,
    };
    let cut = CutUnit {
        id: unit_id(by.entry_id, &unit.local_id),
        address: &unit.address,
        address_format_version: &manifest.address_format_version,
        doc_code: &manifest.doc_code,
        section_type: &unit.section_type,
        parent_id: unit.parent_local_id.as_ref().map(|parent| unit_id(by.entry_id, parent)),
        sort_order: i64::try_from(unit.sort_order).unwrap_or(i64::MAX),
        tier: tier_of(unit),
        born_on: manifest.enact.as_ref().map(Enactment::first_day),
        law_from,
        text,
    };
    Ok(cut.rows(by))
}

/// Heading and own text of a unit; none of a unit that only groups others.
///
/// # Errors
/// `SPAN_OUTSIDE_TEXT`.
pub(crate) fn texts_of(unit: &Unit, text: &str) -> Result<(String, Option<String>), Refusal> {
    let body = (!unit.is_structural()).then(|| text_of(text, &unit.body_spans)).transpose()?;
    Ok((text_of(text, &unit.heading_spans)?, body))
}

/// Its tier, as its row has it.
pub(crate) fn tier_of(unit: &Unit) -> String {
    format!("tier-{}", unit.status_tier)
}
