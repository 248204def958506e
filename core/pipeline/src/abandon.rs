//! Abandonment: a person gives an entry up before it is cut.

use serde::{Deserialize, Serialize};

use cutter_model::backlog::Move;
use cutter_model::entry::{EntryFacts, HistoryRow, StatusChange};
use cutter_model::refusal::{rationale, Refusal};

/// The facts an abandonment is decided from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct AbandonFacts {
    /// The locked entry.
    pub entry: EntryFacts,
    /// Why.
    pub rationale: String,
    /// The person.
    pub actor: String,
    /// RFC 3339.
    pub now: String,
}

/// What an abandonment writes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct AbandonOutcome {
    /// To S10.
    pub change: StatusChange,
    /// The history row.
    pub history: HistoryRow,
    /// The manifest withdrawn with it.
    pub manifest_id: String,
}

/// Decides an abandonment.
///
/// # Errors
/// `RATIONALE_MISSING`, `MOVE_NOT_ALLOWED` once the entry was cut or is over.
pub fn abandon(facts: &AbandonFacts) -> Result<AbandonOutcome, Refusal> {
    let rationale = rationale(&facts.rationale, "Abandoning an entry needs a rationale.")?;
    let change = StatusChange::by(&facts.entry.entry_id, facts.entry.state()?, Move::Abandon)?;
    let mut history = change.history(Move::Abandon, &facts.actor, &facts.now);
    history.rationale = Some(rationale.to_owned());
    Ok(AbandonOutcome { change, history, manifest_id: facts.entry.payload_text("manifest_id").to_owned() })
}
