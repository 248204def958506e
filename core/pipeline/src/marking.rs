//! What MARK decides in every mode: whether the same was asked before, and the rows that propose it.

use serde::{Deserialize, Serialize};
use serde_json::{json, Value};

use crate::mode::Mode;
use cutter_model::backlog::State;
use cutter_model::entry::{EntryFacts, EntryRow, HistoryRow};
use cutter_model::id::derived_id;
use cutter_model::live::json_text;

/// A row of `manifest_envelope` at its birth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct EnvelopeRow {
    /// Primary key.
    pub envelope_id: String,
    /// `first_cut`.
    pub operation_kind: String,
    /// `draft`.
    pub status: String,
    /// Id of the source document.
    pub source_doc_ref: String,
    /// The person.
    pub created_by: String,
    /// RFC 3339.
    pub created_at: String,
}

/// The rows MARK writes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct MarkRows {
    /// The entry.
    pub entry: EntryRow,
    /// Its first history row.
    pub history: HistoryRow,
    /// The envelope.
    pub envelope: EnvelopeRow,
    /// JSON array of unit blocks, ready for one set-based insert.
    pub unit_blocks: String,
    /// How many.
    pub unit_block_count: usize,
}

/// What is asked, among what was asked of the document before.
pub(crate) struct Asked {
    mark_key: String,
    /// State of the entry that stands for the same request already (G-MARK-IDEM).
    pub living: Option<State>,
    pub entry_id: String,
    pub manifest_id: String,
}

/// What an entry is about beside its manifest, whatever its mode.
pub(crate) struct Subject<'a, const N: usize> {
    /// What the envelope names as its source.
    pub source_doc_ref: &'a str,
    pub rationale: Option<&'a str>,
    pub actor: &'a str,
    pub now: &'a str,
    /// What else the entry names.
    pub more: [(&'a str, Value); N],
}

/// What MARK decided, whatever the mode.
pub(crate) struct Marked {
    pub already_marked: bool,
    pub entry_id: String,
    pub manifest_id: String,
    pub manifest_digest: String,
    pub status: State,
    pub manifest_text: String,
    pub rows: Option<MarkRows>,
}

impl Asked {
    /// Whether an entry with this key is `alive`, and the id of the one that stands for the request.
    pub(crate) fn of(earlier: &[EntryFacts], mark_key: String, alive: impl Fn(State) -> bool) -> Self {
        let same: Vec<&EntryFacts> = earlier.iter().filter(|entry| entry.payload_text("mark_key") == mark_key).collect();
        let living =
            same.iter().find_map(|entry| Some((entry.entry_id.clone(), entry.state().ok().filter(|state| alive(*state))?)));
        let attempt = (same.len() + 1).to_string();
        let (entry_id, living) = match living {
            Some((id, state)) => (id, Some(state)),
            None => (derived_id("entry", &[&mark_key, &attempt]), None),
        };
        Self { manifest_id: derived_id("manifest", &[&entry_id]), mark_key, living, entry_id }
    }

    /// The entry that proposes `manifest`, which is stored as `text`; nothing is written where one does already.
    pub(crate) fn mark<const N: usize>(self, manifest: &impl Mode, text: impl FnOnce() -> String, of: Subject<'_, N>) -> Marked {
        let rows = self.living.is_none().then(|| self.rows(manifest, of));
        Marked {
            already_marked: rows.is_none(),
            manifest_text: if rows.is_some() { text() } else { String::new() },
            rows,
            status: self.living.unwrap_or(State::Marked),
            manifest_digest: manifest.digest().to_owned(),
            entry_id: self.entry_id,
            manifest_id: self.manifest_id,
        }
    }

    fn rows<const N: usize>(&self, manifest: &impl Mode, of: Subject<'_, N>) -> MarkRows {
        let Self { mark_key, entry_id, manifest_id, .. } = self;
        let (operation_kind, manifest_digest) = (manifest.operation_kind(), manifest.digest());
        let mut payload = json!({
            "operation_kind": operation_kind, "doc_code": manifest.doc_code(), "manifest_id": manifest_id,
            "manifest_digest": manifest_digest, "unit_count": manifest.unit_count(), "mark_key": mark_key, "marked_by": of.actor,
        });
        for (name, value) in of.more {
            payload[name] = value;
        }
        for (name, said) in manifest.place().into_iter().filter_map(|(name, said)| Some((name, said?))) {
            payload[name] = json!(said);
        }
        let mut history = HistoryRow::of_move(entry_id, None, State::Marked, "mark", of.actor, of.now);
        history.change_diff = json!({ "manifest_id": manifest_id, "manifest_digest": manifest_digest });
        history.rationale = of.rationale.map(str::to_owned);
        let mut unit_block_count = 0;
        let unit_blocks = json_text(manifest.blocks(entry_id, manifest_id).inspect(|_| unit_block_count += 1));
        MarkRows {
            entry: EntryRow {
                entry_id: entry_id.clone(),
                kind: "cut_request".to_owned(),
                status: State::Marked.as_text(),
                payload,
                emitted_at: of.now.to_owned(),
            },
            history,
            envelope: EnvelopeRow {
                envelope_id: manifest_id.clone(),
                operation_kind: operation_kind.to_owned(),
                status: "draft".to_owned(),
                source_doc_ref: of.source_doc_ref.to_owned(),
                created_by: of.actor.to_owned(),
                created_at: of.now.to_owned(),
            },
            unit_blocks,
            unit_block_count,
        }
    }
}
