//! What is signed of a change set once its rows are written: that it touched its own document alone, and how it left it.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::record::{DocumentState, TouchCount};
use cutter_model::change_set::RowCounts;
use cutter_model::gate::Gate;
use cutter_model::live::Target;
use cutter_model::refusal::{Refusal, RefusalKind};
use cutter_model::seal::{read_payload, to_sign, ToSign};

/// The document after the rows of a change set were written or removed, in its transaction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct Written {
    /// The document.
    pub doc_code: String,
    /// Rows planned, by table.
    pub planned_row_counts: RowCounts,
    /// What this transaction touched since the change set began, by document.
    pub touched: Vec<TouchCount>,
    /// How the document stood before.
    pub state_before: DocumentState,
    /// How it stands.
    pub state_after: DocumentState,
    /// Which transactions this one sees, as PostgreSQL writes a snapshot.
    pub snapshot: String,
    /// The newest touch it sees.
    pub last_touch: i64,
}

/// What a lane signs of a change set, with how it left its document.
///
/// # Errors
/// `TOUCHES_DIFFER` where the transaction touched another document, or other rows than planned; it must roll back.
/// Those of [`read_payload`].
pub fn sign_written(request: &ToSign, written: &Written) -> Result<ToSign, Refusal> {
    let planned: usize = [Target::Public.unit_table(), Target::Public.version_table()]
        .iter()
        .filter_map(|table| written.planned_row_counts.get(*table))
        .sum();
    let is_own = |touched: &&TouchCount| touched.doc_code == written.doc_code;
    let others: Vec<String> = written.touched.iter().filter(|each| !is_own(each)).map(|each| each.doc_code.clone()).collect();
    let own: usize = written.touched.iter().filter(is_own).map(|each| each.rows as usize).sum();
    let gates = [
        Gate::none("G-TOUCHES", "No document but its own is touched.", &others),
        Gate::equal("G-TOUCHES", "The rows touched are those planned.", &planned, Some(&own)),
    ];
    if let Some(refusal) = Refusal::from_gates("TOUCHES_DIFFER", RefusalKind::Conflict, &gates) {
        return Err(refusal);
    }
    let mut payload = read_payload(request)?;
    for (name, value) in [
        ("doc_code", json!(written.doc_code)),
        ("last_touch", json!(written.last_touch)),
        ("snapshot", json!(written.snapshot)),
        ("state_after", json!(written.state_after)),
        ("state_before", json!(written.state_before)),
    ] {
        payload[name] = value;
    }
    Ok(to_sign(request.lane, &request.key_id, &payload))
}
