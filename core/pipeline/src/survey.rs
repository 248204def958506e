//! The survey of a cut's targets: columns, constraints, triggers and privileges are those this engine knows.
//!
//! A first cut of sixty units was once rolled back because triggers on the target had not been surveyed.

use cutter_model::gate::Gate;
use cutter_model::live::{Target, TargetSurvey};

const UNIT_COLUMNS: [&str; 15] = [
    "id",
    "canonical_address",
    "doc_code",
    "section_type",
    "section_code",
    "parent_id",
    "sort_order",
    "tier",
    "lifecycle_status",
    "owner_ref",
    "identity_profile",
    "created_at",
    "updated_at",
    "authority",
    "canonical_address_format_version",
];

const VERSION_COLUMNS: [&str; 20] = [
    "id",
    "unit_id",
    "version_seq",
    "title",
    "body",
    "body_handling",
    "content_hash",
    "lifecycle_status",
    "review_state",
    "content_profile",
    "source_document_id",
    "source_sha256",
    "source_span",
    "change_set_id",
    "created_by",
    "created_at",
    "updated_at",
    "enacted_at",
    "superseded_at",
    "retired_at",
];

/// Triggers whose effect is part of the plan: the birth gates, which also stamp `updated_at`, and the guards of
/// `009_phase_beta`, which write nothing.
const KNOWN_TRIGGERS: [&str; 17] = [
    "logical_unit.trg_tac_birth_gate_lu",
    "tac_logical_unit.trg_tac_birth_gate_lu",
    "tac_logical_unit.trg_tac_alias_born",
    "tac_logical_unit.trg_tac_alias_renumbered",
    "tac_logical_unit.trg_tac_born_draft",
    "tac_logical_unit.trg_tac_draft_removed",
    "tac_logical_unit.trg_tac_enacted_lifecycle",
    "tac_logical_unit.trg_tac_lane_delete",
    "tac_logical_unit.trg_tac_lane_insert",
    "tac_logical_unit.trg_tac_no_truncate",
    "tac_logical_unit.trg_tac_write_guard_lu",
    "tac_unit_version.trg_tac_born_draft",
    "tac_unit_version.trg_tac_draft_removed",
    "tac_unit_version.trg_tac_lane_delete",
    "tac_unit_version.trg_tac_lane_insert",
    "tac_unit_version.trg_tac_no_truncate",
    "tac_unit_version.trg_tac_write_guard_uv",
];

/// The gates over a survey of `target`.
#[must_use]
pub fn gates(target: Target, survey: &TargetSurvey) -> Vec<Gate> {
    let [unit_table, version_table] =
        [target.unit_table(), target.version_table()].map(|name| name.rsplit('.').next().unwrap_or_default());
    let mut columns: Vec<String> = UNIT_COLUMNS.iter().map(|name| format!("{unit_table}.{name}")).collect();
    columns.extend(VERSION_COLUMNS.iter().map(|name| format!("{version_table}.{name}")));
    // A rehearsal replaces the earlier one of its document.
    let needed: &[&str] = if target == Target::Sandbox { &["INSERT", "SELECT", "DELETE"] } else { &["INSERT", "SELECT"] };
    let privileges: Vec<String> = [unit_table, version_table]
        .iter()
        .flat_map(|table| needed.iter().map(move |privilege| format!("{table}.{privilege}")))
        .collect();
    let unknown_triggers: Vec<String> =
        survey.triggers.iter().filter(|trigger| !KNOWN_TRIGGERS.contains(&trigger.as_str())).cloned().collect();
    let unique = format!("{unit_table}.{unit_table}_canonical_address_key");
    let tables = format!("{} and {}", target.unit_table(), target.version_table());
    vec![
        compare("G-CUT-COLUMNS", &format!("{tables} have exactly the known columns."), &columns, &survey.columns, true),
        Gate::none("G-CUT-TRIGGERS", &format!("{tables} have no trigger whose effect is not planned."), &unknown_triggers),
        compare(
            "G-CUT-CONSTRAINTS",
            &format!("Addresses are unique in {}.", target.unit_table()),
            &[unique],
            &survey.constraints,
            false,
        ),
        compare(
            "G-CUT-PRIVILEGES",
            &format!("The executor role may write what a cut writes to {tables}."),
            &privileges,
            &survey.privileges,
            false,
        ),
    ]
}

/// What an operation on units changes in the rows that are there.
const UPDATED: [&str; 14] = [
    "tac_logical_unit.canonical_address",
    "tac_logical_unit.section_code",
    "tac_logical_unit.parent_id",
    "tac_logical_unit.sort_order",
    "tac_logical_unit.lifecycle_status",
    "tac_logical_unit.authority",
    "tac_logical_unit.identity_profile",
    "tac_unit_version.lifecycle_status",
    "tac_unit_version.change_set_id",
    "tac_unit_version.updated_at",
    "tac_unit_version.enacted_at",
    "tac_unit_version.superseded_at",
    "tac_unit_version.retired_at",
    "canonical_address_alias.valid_until",
];

/// The gate over what an operation changes.
#[must_use]
pub fn updates(survey: &TargetSurvey) -> Gate {
    let needed: Vec<String> = UPDATED.iter().map(|&column| column.to_owned()).collect();
    let sentence = "The executor role may change what an operation changes.";
    compare("G-CUT-UPDATES", sentence, &needed, &survey.updatable, false)
}

fn compare(id: &str, sentence: &str, expected: &[String], observed: &[String], exactly: bool) -> Gate {
    let missing: Vec<&str> = expected.iter().filter(|name| !observed.contains(name)).map(String::as_str).collect();
    let extra: Vec<&str> =
        if exactly { observed.iter().filter(|name| !expected.contains(name)).map(String::as_str).collect() } else { Vec::new() };
    let holds = missing.is_empty() && extra.is_empty();
    let difference = match (missing.is_empty(), extra.is_empty()) {
        (true, true) => "no difference".to_owned(),
        _ => format!("missing [{}], unknown [{}]", missing.join(", "), extra.join(", ")),
    };
    Gate::check(id, sentence, holds, "no difference", difference)
}
