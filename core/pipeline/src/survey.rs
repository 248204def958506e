//! The survey of a cut's targets: columns, constraints, triggers and privileges are those this engine knows.
//!
//! A first cut of sixty units was once rolled back because triggers on the target had not been surveyed.

use cutter_model::gate::Gate;
use cutter_model::live::{Target, TargetSurvey};

const UNIT_COLUMNS: &str =
    "id canonical_address doc_code section_type section_code parent_id sort_order tier lifecycle_status owner_ref \
    identity_profile created_at updated_at authority canonical_address_format_version";

const VERSION_COLUMNS: &str =
    "id unit_id version_seq title body body_handling content_hash lifecycle_status review_state content_profile \
    source_document_id source_sha256 source_span change_set_id created_by created_at updated_at enacted_at superseded_at \
    retired_at";

/// Triggers whose effect is part of the plan: the birth gates, which also stamp `updated_at`, and the guards of
/// `009_phase_beta`, which write nothing.
const KNOWN_TRIGGERS: [(&str, &str); 3] = [
    ("logical_unit", "trg_tac_birth_gate_lu"),
    (
        "tac_logical_unit",
        "trg_tac_birth_gate_lu trg_tac_alias_born trg_tac_alias_renumbered trg_tac_born_draft \
         trg_tac_draft_removed trg_tac_enacted_lifecycle trg_tac_lane_delete trg_tac_lane_insert \
         trg_tac_no_truncate trg_tac_write_guard_lu",
    ),
    (
        "tac_unit_version",
        "trg_tac_born_draft trg_tac_draft_removed trg_tac_lane_delete trg_tac_lane_insert trg_tac_no_truncate \
         trg_tac_write_guard_uv",
    ),
];

/// The gates over a survey of `target`.
#[must_use]
pub fn gates(target: Target, survey: &TargetSurvey) -> Vec<Gate> {
    let [unit_table, version_table] =
        [target.unit_table(), target.version_table()].map(|name| name.rsplit('.').next().unwrap_or_default());
    let mut columns = of_table(unit_table, UNIT_COLUMNS);
    columns.extend(of_table(version_table, VERSION_COLUMNS));
    // A rehearsal replaces the earlier one of its document.
    let needed = if target == Target::Sandbox { "INSERT SELECT DELETE" } else { "INSERT SELECT" };
    let privileges = [unit_table, version_table].map(|table| of_table(table, needed)).concat();
    let known = KNOWN_TRIGGERS.map(|(table, triggers)| of_table(table, triggers)).concat();
    let unknown_triggers: Vec<String> = survey.triggers.iter().filter(|trigger| !known.contains(trigger)).cloned().collect();
    let unique = format!("{unit_table}.{unit_table}_canonical_address_key");
    let tables = format!("{} and {}", target.unit_table(), target.version_table());
    let addresses_unique = format!("Addresses are unique in {}.", target.unit_table());
    let may_write = format!("The executor role may write what a cut writes to {tables}.");
    vec![
        compare("G-CUT-COLUMNS", &format!("{tables} have exactly the known columns."), &columns, &survey.columns, true),
        Gate::none("G-CUT-TRIGGERS", &format!("{tables} have no trigger whose effect is not planned."), &unknown_triggers),
        compare("G-CUT-CONSTRAINTS", &addresses_unique, &[unique], &survey.constraints, false),
        compare("G-CUT-PRIVILEGES", &may_write, &privileges, &survey.privileges, false),
    ]
}

/// What an operation on units changes in the rows that are there.
const UPDATED: [(&str, &str); 3] = [
    ("tac_logical_unit", "canonical_address section_code parent_id sort_order lifecycle_status authority identity_profile"),
    ("tac_unit_version", "lifecycle_status change_set_id updated_at enacted_at superseded_at retired_at"),
    ("canonical_address_alias", "valid_until"),
];

/// The gate over what an operation changes.
#[must_use]
pub fn updates(survey: &TargetSurvey) -> Gate {
    let needed = UPDATED.map(|(table, columns)| of_table(table, columns)).concat();
    let sentence = "The executor role may change what an operation changes.";
    compare("G-CUT-UPDATES", sentence, &needed, &survey.updatable, false)
}

/// Names with that of their table before them.
fn of_table(table: &str, names: &str) -> Vec<String> {
    names.split(' ').map(|name| format!("{table}.{name}")).collect()
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
