//! VERIFY of an operation: the state before and the manifest say what must stand there; it is derived again and compared.

use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

use super::manifest::StructureManifest;
use super::rows::{Document, Rows};
use super::{plan, Plan};
use cutter_model::change_set::Authorship;
use cutter_model::drift::{Axis, VerifyFinding};
use cutter_model::refusal::Refusal;

/// Differences between what the manifest makes of the state before and what stands there, by the axes of page 06.
///
/// The time of a row's last change is not compared: the database writes it.
///
/// # Errors
/// Those of the plan: the state before does not bear the manifest.
pub fn verify(
    before: &Document,
    manifest: &StructureManifest,
    by: Authorship<'_>,
    observed: &Rows,
) -> Result<Vec<VerifyFinding>, Refusal> {
    let Plan { change, .. } = plan(before, manifest, by)?;
    Ok(compare(&change.apply(&before.rows)?, observed))
}

/// Differences between two states, row by row and column by column.
#[must_use]
pub fn compare(expected: &Rows, observed: &Rows) -> Vec<VerifyFinding> {
    let mut findings = Vec::new();
    let address =
        |id: &str| expected.units.get(id).or_else(|| observed.units.get(id)).map(|unit| unit.canonical_address.as_str());
    differ(
        &expected.units,
        &observed.units,
        Axis::Unit,
        Axis::Structure,
        &|row| address(&row.id).map(str::to_owned),
        &mut findings,
    );
    let of_version = |row: &cutter_model::live::VersionRow| address(&row.unit_id).map(str::to_owned);
    differ(&expected.versions, &observed.versions, Axis::Unit, Axis::Content, &of_version, &mut findings);
    let of_alias = |row: &iu_address::alias::AliasRow| Some(row.alias_text.clone());
    differ(&expected.aliases, &observed.aliases, Axis::Structure, Axis::Structure, &of_alias, &mut findings);
    findings
}

fn differ<T: Serialize>(
    expected: &BTreeMap<String, T>,
    observed: &BTreeMap<String, T>,
    missing_axis: Axis,
    axis: Axis,
    name: &dyn Fn(&T) -> Option<String>,
    findings: &mut Vec<VerifyFinding>,
) {
    let ids: BTreeSet<&String> = expected.keys().chain(observed.keys()).collect();
    for id in ids {
        match (expected.get(id), observed.get(id)) {
            (Some(one), Some(other)) => {
                let (one_columns, other_columns) = (columns(one), columns(other));
                for (column, value) in &one_columns {
                    let found = other_columns.get(column);
                    if found != Some(value) {
                        let found = found.map_or_else(|| "nothing".to_owned(), ToString::to_string);
                        findings.push(VerifyFinding::new(axis, &column.to_uppercase(), name(one).as_deref(), value, found));
                    }
                }
            }
            (Some(one), None) => {
                findings.push(VerifyFinding::new(missing_axis, "ROW_MISSING", name(one).as_deref(), id, "nothing"));
            }
            (None, Some(other)) => {
                findings.push(VerifyFinding::new(missing_axis, "ROW_NOT_PLANNED", name(other).as_deref(), "nothing", id));
            }
            (None, None) => {}
        }
    }
}

fn columns<T: Serialize>(row: &T) -> serde_json::Map<String, serde_json::Value> {
    match serde_json::to_value(row) {
        Ok(serde_json::Value::Object(mut columns)) => {
            columns.remove("updated_at");
            columns
        }
        _ => serde_json::Map::new(),
    }
}
