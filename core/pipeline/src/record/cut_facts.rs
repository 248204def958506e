//! What CUT decides from.

use serde::{Deserialize, Serialize};

use super::document_state::DocumentOnRecord;
use super::review::ReviewOnRecord;
use crate::live_facts::ValidationFacts;
use cutter_model::change_set::Authorship;
use cutter_model::entry::EntryFacts;
use cutter_model::live::{Target, TargetSurvey};
use cutter_model::seal::PublicKey;

/// The facts CUT decides from, all read inside its transaction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct CutFacts {
    /// Where to.
    pub target: Target,
    /// The stored manifest text.
    pub manifest_text: String,
    /// Id of the manifest.
    pub manifest_id: String,
    /// Who created the envelope.
    pub marked_by: String,
    /// Id of the source document.
    pub document_id: String,
    /// The locked entry.
    pub entry: EntryFacts,
    /// The review that counts, if there is one.
    pub review: Option<ReviewOnRecord>,
    /// Live facts.
    pub validation: ValidationFacts,
    /// Survey of the public tables.
    pub survey: TargetSurvey,
    /// How the sandbox stands; only where the target is the sandbox.
    pub rehearsal: Option<RehearsalFacts>,
    /// Living change sets of this entry or manifest digest.
    pub earlier_change_set_ids: Vec<String>,
    /// Entries this one waits for (`blocks` dependencies not `verified_complete`).
    pub blocking_entry_ids: Vec<String>,
    /// The document as it stands before the cut, and as it was last signed; none for the sandbox, where nothing is signed.
    pub standing: Option<DocumentOnRecord>,
    /// The executor lane's key.
    pub key: PublicKey,
    /// The person.
    pub actor: String,
    /// RFC 3339.
    pub now: String,
}

impl CutFacts {
    /// Who and when, for the rows of the change set.
    #[must_use]
    pub fn by<'a>(&'a self, change_set_id: &'a str) -> Authorship<'a> {
        let (entry_id, document_id) = (&self.entry.entry_id, &self.document_id);
        Authorship { entry_id, change_set_id, document_id, actor: &self.actor, now: &self.now }
    }
}

/// The sandbox as a rehearsal finds it. The earlier rehearsal of the same document is replaced, so its rows do not
/// stand in the way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct RehearsalFacts {
    /// Survey of the sandbox tables.
    pub survey: TargetSurvey,
    /// Addresses of rehearsed units that would collide and that no earlier rehearsal of this document wrote.
    pub colliding_addresses: Vec<String>,
    /// Units of the earlier rehearsal.
    pub replaced_units: usize,
    /// Versions of the earlier rehearsal.
    pub replaced_versions: usize,
    /// Rehearsals of this entry so far: each has a change set of its own.
    pub earlier_rehearsals: usize,
}
