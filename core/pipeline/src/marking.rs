//! What MARK decides in every mode: whether the same was asked before, and the rows that propose it.

use serde::{Deserialize, Serialize};
use serde_json::{json, Value};

use cutter_model::backlog::State;
use cutter_model::entry::{EntryFacts, EntryRow, HistoryRow};
use cutter_model::id::derived_id;
use cutter_model::live::json_text;
use iu_text::manifest::Span;

/// A row of `manifest_envelope` at its birth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
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

/// A row of `manifest_unit_block`; `S` is what it sums up of the unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BlockRow<'m, S> {
    /// The manifest.
    pub envelope_id: &'m str,
    /// `r1`, `r2`…
    pub unit_local_id: &'m str,
    /// `result`.
    pub block_role: &'static str,
    /// Byte spans of heading and body.
    pub source_span: BlockSpan<'m>,
    /// Position, from 1.
    pub render_order: usize,
    /// Id the cut will give the unit.
    pub target_unit_id: String,
    /// Address.
    pub proposed_canonical_address: &'m str,
    /// Section type.
    pub proposed_section_type: &'m str,
    /// Always `draft`: no one gains authority by a cut.
    pub proposed_authority: &'m str,
    /// Label, title, parent, hash.
    pub payload_summary: S,
    /// The entry.
    pub decision_backlog_ref: &'m str,
}

/// [`UnitSpan`] of a row that is only written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct BlockSpan<'m> {
    /// Byte spans of the heading.
    pub heading: &'m [Span],
    /// Byte spans of the own text.
    pub body: &'m [Span],
}

/// The rows MARK writes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
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

/// What an entry is about, whatever its mode.
pub(crate) struct Subject<'a> {
    pub operation_kind: &'a str,
    pub doc_code: &'a str,
    pub manifest_digest: &'a str,
    pub unit_count: usize,
    /// What the envelope names as its source.
    pub source_doc_ref: &'a str,
    pub rationale: Option<&'a str>,
    pub actor: &'a str,
    pub now: &'a str,
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

    /// State of the entry.
    pub(crate) fn status(&self) -> State {
        self.living.unwrap_or(State::Marked)
    }

    /// The rows to write; `more` is what else the entry names.
    pub(crate) fn rows<const N: usize>(&self, of: &Subject<'_>, more: [(&str, Value); N], blocks: &[impl Serialize]) -> MarkRows {
        let Self { mark_key, entry_id, manifest_id, .. } = self;
        let mut payload = json!({
            "operation_kind": of.operation_kind, "doc_code": of.doc_code, "manifest_id": manifest_id,
            "manifest_digest": of.manifest_digest, "unit_count": of.unit_count, "mark_key": mark_key, "marked_by": of.actor,
        });
        for (name, value) in more {
            payload[name] = value;
        }
        let mut history = HistoryRow::of_move(entry_id, None, State::Marked, "mark", of.actor, of.now);
        history.change_diff = json!({ "manifest_id": manifest_id, "manifest_digest": of.manifest_digest });
        history.rationale = of.rationale.map(str::to_owned);
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
                operation_kind: of.operation_kind.to_owned(),
                status: "draft".to_owned(),
                source_doc_ref: of.source_doc_ref.to_owned(),
                created_by: of.actor.to_owned(),
                created_at: of.now.to_owned(),
            },
            unit_block_count: blocks.len(),
            unit_blocks: json_text(blocks),
        }
    }
}
