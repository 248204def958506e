//! The survey of a cut's targets: columns, constraints, triggers and privileges are those this engine knows.
//!
//! A first cut of sixty units was once rolled back because triggers on the target had not been surveyed.

use std::collections::BTreeSet;

use cutter_model::gate::Gate;
use cutter_model::live::{Target, TargetSurvey};

const UNIT_COLUMNS: &str =
    "id canonical_address doc_code section_type section_code parent_id sort_order tier lifecycle_status owner_ref \
    identity_profile created_at updated_at authority canonical_address_format_version born_on in_force_from in_force_until suspended_from \
    suspended_until";

const VERSION_COLUMNS: &str =
    "id unit_id version_seq title body body_handling content_hash lifecycle_status review_state content_profile \
    source_document_id source_sha256 source_span change_set_id created_by created_at updated_at enacted_at superseded_at \
    retired_at in_force_from in_force_until";

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
    (
        "tac_logical_unit",
        "canonical_address section_code parent_id sort_order lifecycle_status authority identity_profile in_force_from in_force_until suspended_from \
         suspended_until",
    ),
    (
        "tac_unit_version",
        "lifecycle_status change_set_id updated_at enacted_at superseded_at retired_at in_force_from in_force_until",
    ),
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

/// SHA-256 of the bodies of the two functions of migration 022 that write down what is touched.
const UNIT_TOUCHED: &str = "77061b80eb05839236c497b484f6f61449bef5d72477ecb57688756610afb874";
const VERSION_TOUCHED: &str = "85ca4f5dc436d7b4183cd6512a3c8d0440b98f9bdb223a5472abee684d8321fd";

/// The gate over what writes down which documents are touched: without it nobody would know at once.
#[must_use]
pub fn journal(survey: &[String]) -> Gate {
    let of = |table: &'static str, function: &'static str, body: &'static str| {
        [("delete", 8, "gone", "-"), ("insert", 4, "-", "born"), ("update", 16, "gone", "born")].map(|(event, kind, old, new)| {
            format!("{table}.trg_tac_touched_{event} A {kind} {old} {new} cutter_control.{function} definer search_path=pg_catalog, pg_temp {body}")
        })
    };
    let known =
        [of("tac_logical_unit", "fn_unit_touched", UNIT_TOUCHED), of("tac_unit_version", "fn_version_touched", VERSION_TOUCHED)]
            .concat();
    let sentence = "What touches units is written down, always and as migration 022_unit_touches has it.";
    let differs =
        |these: &[String], those: &[String]| these.iter().filter(|each| !those.contains(each)).cloned().collect::<Vec<_>>();
    // The name of the trigger is enough to look: how it is meant to be is in the migration.
    let named = [differs(&known, survey), differs(survey, &known)].concat();
    let named: BTreeSet<String> = named.iter().map(|line| line.split(' ').next().unwrap_or_default().to_owned()).collect();
    Gate::none("G-JOURNAL", sentence, &named.into_iter().collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::{UNIT_TOUCHED, VERSION_TOUCHED};
    use iu_text::digest::sha256_hex;

    #[test]
    fn the_functions_that_are_asked_for_are_those_of_the_migration() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations/022_unit_touches/up.sql");
        let sql = std::fs::read_to_string(root).expect("the migration");
        let bodies: Vec<String> = sql.split("$touched$").skip(1).step_by(2).map(|body| sha256_hex(body.as_bytes())).collect();
        assert_eq!(bodies, [UNIT_TOUCHED, VERSION_TOUCHED]);
    }
}
