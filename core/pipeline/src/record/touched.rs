//! The rows of a change as statements and as the ledger records them.

use serde::{Deserialize, Serialize};
use serde_json::{json, Value};

use super::change_set::AffectedRow;
use crate::structure::{unreadable, Change, RowChange, ALIAS_TABLE};
use cutter_model::id::derived_id;
use cutter_model::live::{json_text, Target};
use cutter_model::refusal::Refusal;
use iu_text::digest::canonical_digest;

/// A row of `cut_change_set_affected_row` about a unit, a version or an alias; the snapshot names which: `{ "unit": … }`,
/// `{ "version": … }` or `{ "alias": … }`. Its digest is of both states: what was there before is evidence as much as what stands there
/// then.
pub type TouchedRow = AffectedRow<Value>;

/// What is written, table by table: JSON arrays, each for one set-based statement, in the order of the fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct RowChanges {
    /// Units to insert, parents before their children.
    pub units_born: String,
    /// Versions to insert.
    pub versions_born: String,
    /// Units that stand otherwise then, in full.
    pub units_changed: String,
    /// Versions that stand otherwise then, in full.
    pub versions_changed: String,
    /// Ids of versions to remove.
    pub versions_removed: Vec<String>,
    /// Ids of units to remove.
    pub units_removed: Vec<String>,
    /// Aliases that end.
    pub aliases_closed: String,
    /// Aliases that begin.
    pub aliases_written: String,
}

impl RowChanges {
    /// The statements of `change`.
    #[must_use]
    pub fn of(change: &Change) -> Self {
        let mut born: Vec<_> = born(&change.units).collect();
        // The birth gate looks for the parent of a row among the rows before it.
        born.sort_by(|one, two| (one.sort_order, &one.id).cmp(&(two.sort_order, &two.id)));
        Self {
            units_born: json_text(&born),
            versions_born: json_text(self::born(&change.versions)),
            units_changed: json_text(changed(&change.units)),
            versions_changed: json_text(changed(&change.versions)),
            versions_removed: removed(&change.versions),
            units_removed: removed(&change.units),
            aliases_closed: json_text(changed(&change.aliases)),
            aliases_written: json_text(self::born(&change.aliases)),
        }
    }
}

fn born<T>(rows: &[RowChange<T>]) -> impl Iterator<Item = &T> {
    rows.iter().filter(|row| row.before.is_none()).filter_map(|row| row.after.as_ref())
}

fn changed<T>(rows: &[RowChange<T>]) -> impl Iterator<Item = &T> {
    rows.iter().filter(|row| row.before.is_some()).filter_map(|row| row.after.as_ref())
}

fn removed<T>(rows: &[RowChange<T>]) -> Vec<String> {
    rows.iter().filter(|row| row.after.is_none()).map(|row| row.id.clone()).collect()
}

/// The digest of both states of a row.
#[must_use]
pub fn row_digest(before: &Value, after: &Value) -> String {
    canonical_digest(&json!([before, after]))
}

/// One row for each unit, version and alias that `change` touches, in the order of their ids.
#[must_use]
pub fn touched_rows(change: &Change, change_set_id: &str) -> Vec<TouchedRow> {
    let units = change.units.iter().map(|row| touched(row, "unit", Target::Public.unit_table(), change_set_id));
    let versions = change.versions.iter().map(|row| touched(row, "version", Target::Public.version_table(), change_set_id));
    let aliases = change.aliases.iter().map(|row| touched(row, "alias", ALIAS_TABLE, change_set_id));
    let mut rows: Vec<TouchedRow> = units.chain(versions).chain(aliases).collect();
    rows.sort_by(|one, two| one.target_row_id.cmp(&two.target_row_id));
    rows
}

fn touched<T: Serialize>(row: &RowChange<T>, name: &str, table: &str, change_set_id: &str) -> TouchedRow {
    let snapshot = |state: &Option<T>| state.as_ref().map(|state| json!({ name: state }));
    let (before, after) = (snapshot(&row.before), snapshot(&row.after));
    let operation = match (&before, &after) {
        (None, _) => "insert",
        (_, None) => "delete",
        _ => "update",
    };
    TouchedRow {
        affected_row_id: derived_id("affected-row", &[change_set_id, &row.id]),
        change_set_id: change_set_id.to_owned(),
        target_table: table.to_owned(),
        target_row_id: row.id.clone(),
        operation: operation.to_owned(),
        row_digest: row_digest(&json!(before), &json!(after)),
        before_state_snapshot: before,
        after_state_snapshot: after,
    }
}

/// The change that rows on record tell of, each of the table that it names.
///
/// # Errors
/// `FACTS_UNREADABLE` where a row is of another table, or a state is not one of its table; those of [`Change::on_record`].
pub fn change_on_record(rows: &[TouchedRow]) -> Result<Change, Refusal> {
    for row in rows {
        let name = match row.target_table.as_str() {
            table if table == Target::Public.unit_table() => "unit",
            table if table == Target::Public.version_table() => "version",
            ALIAS_TABLE => "alias",
            other => return Err(unreadable(&row.target_row_id, &format!("no operation touches {other}"))),
        };
        if states(row).into_iter().flatten().any(|state| state.get(name).is_none()) {
            return Err(unreadable(&row.target_row_id, &format!("it has no {name}")));
        }
    }
    Change::on_record(rows.iter().map(|row| (row.target_row_id.as_str(), states(row))))
}

const fn states(row: &TouchedRow) -> [Option<&Value>; 2] {
    [row.before_state_snapshot.as_ref(), row.after_state_snapshot.as_ref()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_on_record_is_of_the_table_that_it_names() {
        let row = |table: &str, state: Value| TouchedRow {
            affected_row_id: "a".to_owned(),
            change_set_id: "c".to_owned(),
            target_table: table.to_owned(),
            target_row_id: "r".to_owned(),
            operation: "insert".to_owned(),
            before_state_snapshot: None,
            after_state_snapshot: Some(state),
            row_digest: String::new(),
        };
        for (table, state, why) in [
            ("public.other", json!({ "unit": {} }), "no operation touches public.other"),
            (Target::Public.unit_table(), json!({ "version": {} }), "it has no unit"),
            (Target::Public.version_table(), json!({ "unit": {} }), "it has no version"),
            (ALIAS_TABLE, json!({ "unit": {} }), "it has no alias"),
        ] {
            let refusal = change_on_record(&[row(table, state)]).expect_err(why);
            assert_eq!(refusal.code, "FACTS_UNREADABLE");
            assert!(refusal.message.contains(why), "{}", refusal.message);
        }
    }
}
