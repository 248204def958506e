//! SWEEP: promotes marked and deferred entries to review, oldest first, in one batch.

use serde::{Deserialize, Serialize};
use serde_json::{json, Value};

use cutter_model::backlog::Move;
use cutter_model::entry::{EntryFacts, HistoryRow, StatusChange};
use cutter_model::refusal::Refusal;

/// Largest batch.
pub const MAX_BATCH: usize = 1_000;

/// The facts SWEEP decides from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct SweepFacts {
    /// Id for the sweep log row.
    pub sweep_id: String,
    /// Locked entries in keyset order (emitted_at, entry_id), at most `batch_size`.
    pub entries: Vec<EntryFacts>,
    /// Entries passed over, with a `blocks` dependency that is not `verified_complete` (G-DEP).
    pub blocked_entry_ids: Vec<String>,
    /// The cursor the batch began after; none at the head of the queue.
    pub after: Option<String>,
    /// The cursor of the last of `entries`; none where there are none.
    pub last: Option<String>,
    /// How many were asked for.
    pub batch_size: usize,
    /// The person, flow or setting.
    pub actor: String,
    /// RFC 3339.
    pub now: String,
}

/// A row of `decision_backlog_sweep_log`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct SweepRow {
    /// Primary key.
    pub sweep_id: String,
    /// RFC 3339.
    pub started_at: String,
    /// RFC 3339.
    pub finished_at: String,
    /// The person, flow or setting.
    pub swept_by: String,
    /// The cursor it began after; none at the head of the queue.
    pub cursor_before: Option<String>,
    /// The cursor of the last scanned.
    pub cursor_after: Option<String>,
    /// Entries looked at.
    pub scanned_count: usize,
    /// Entries promoted.
    pub promoted_count: usize,
    /// Batch size asked for.
    pub batch_size: usize,
    /// Promoted and blocked entries.
    pub findings: Value,
}

/// What SWEEP decided; all empty where nothing waited, and then nothing is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct SweepOutcome {
    /// Status changes.
    pub promotions: Vec<StatusChange>,
    /// One history row each.
    pub history: Vec<HistoryRow>,
    /// Manifests that go under review.
    pub manifest_ids: Vec<String>,
    /// The log row; none where nothing was scanned.
    pub log: Option<SweepRow>,
    /// The cursor after which the next batch goes on; none where this one came to the end of the queue.
    pub next: Option<String>,
}

/// Decides which entries go to review.
///
/// # Errors
/// `BATCH_SIZE_INVALID`, or `MOVE_NOT_ALLOWED` where an entry is in a state SWEEP does not take.
pub fn sweep(facts: &SweepFacts) -> Result<SweepOutcome, Refusal> {
    if facts.batch_size == 0 || facts.batch_size > MAX_BATCH {
        return Err(Refusal::invalid("BATCH_SIZE_INVALID", format!("The batch size must be 1 to {MAX_BATCH}."))
            .naming([("most", &MAX_BATCH)]));
    }
    let mut outcome =
        SweepOutcome { promotions: Vec::new(), history: Vec::new(), manifest_ids: Vec::new(), log: None, next: None };
    for entry in facts.entries.iter().filter(|entry| !facts.blocked_entry_ids.contains(&entry.entry_id)) {
        let change = StatusChange::by(&entry.entry_id, entry.state()?, Move::SweepPromote)?;
        let mut history = change.history(Move::SweepPromote, &facts.actor, &facts.now);
        history.change_diff = json!({ "sweep_id": facts.sweep_id });
        outcome.history.push(history);
        outcome.manifest_ids.push(entry.payload_text("manifest_id").to_owned());
        outcome.promotions.push(change);
    }
    if !facts.entries.is_empty() {
        let promoted: Vec<&str> = outcome.promotions.iter().map(|change| change.entry_id.as_str()).collect();
        outcome.log = Some(SweepRow {
            sweep_id: facts.sweep_id.clone(),
            started_at: facts.now.clone(),
            finished_at: facts.now.clone(),
            swept_by: facts.actor.clone(),
            cursor_before: facts.after.clone(),
            cursor_after: facts.last.clone(),
            scanned_count: facts.entries.len(),
            promoted_count: promoted.len(),
            batch_size: facts.batch_size,
            findings: json!({ "promoted": promoted, "blocked": facts.blocked_entry_ids }),
        });
    }
    if facts.entries.len() >= facts.batch_size {
        outcome.next.clone_from(&facts.last);
    }
    Ok(outcome)
}
