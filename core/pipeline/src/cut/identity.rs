//! What the change set of a cut is called.

use serde_json::json;

use super::CutFacts;
use crate::mode::Mode;
use crate::record::{ChangeKind, ChangeSetStatus};
use cutter_model::id::derived_id;
use cutter_model::live::Target;
use cutter_model::word::word_of;
use iu_text::digest::canonical_digest;

/// What names a change set, and what it is.
pub(super) struct Identity {
    pub(super) change_set_id: String,
    pub(super) entry_id: Option<String>,
    pub(super) idempotency_key: String,
    pub(super) operation_kind: String,
    pub(super) status: ChangeSetStatus,
}

impl Identity {
    /// One public cut for an entry; rehearsals are numbered, and are no change set of the entry (G-CUT-ONCE).
    pub(super) fn of(facts: &CutFacts, proposal: &dyn Mode) -> Self {
        let entry_id = &facts.entry.entry_id;
        match facts.target {
            Target::Public => Self {
                change_set_id: derived_id("change-set", &[entry_id, facts.target.unit_table()]),
                entry_id: Some(entry_id.clone()),
                idempotency_key: canonical_digest(&json!(["cut", entry_id, proposal.digest(), facts.target])),
                operation_kind: proposal.operation_kind().to_owned(),
                status: ChangeSetStatus::Applied,
            },
            Target::Sandbox => {
                let number = facts.rehearsal.as_ref().map_or(0, |rehearsal| rehearsal.earlier_rehearsals) + 1;
                Self {
                    change_set_id: derived_id("rehearsal", &[entry_id, &number.to_string()]),
                    entry_id: None,
                    idempotency_key: canonical_digest(&json!(["rehearse", entry_id, proposal.digest(), number])),
                    operation_kind: word_of(ChangeKind::Rehearsal),
                    status: ChangeSetStatus::Rehearsed,
                }
            }
        }
    }
}
