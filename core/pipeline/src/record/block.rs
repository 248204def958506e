//! The rows of `manifest_unit_block`, as MARK writes them and the ledger must have them.

use serde::Serialize;
use serde_json::Value;

use iu_text::manifest::Span;

/// A row of `manifest_unit_block`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BlockRow<'m> {
    /// The manifest.
    pub envelope_id: &'m str,
    /// `r1`, `r2`… of what stands there then, `o1`, `o2`… of what an operation starts from.
    pub unit_local_id: &'m str,
    /// `result` or `origin`.
    pub block_role: &'static str,
    /// Where its text comes from.
    pub source_span: BlockSpan<'m>,
    /// Position, from 1.
    pub render_order: usize,
    /// The unit; the cut gives a new one this id.
    pub target_unit_id: String,
    /// Address; none of an origin.
    pub proposed_canonical_address: Option<&'m str>,
    /// Section type; none of an origin.
    pub proposed_section_type: Option<&'m str>,
    /// Authority, which nobody gains by a cut; none of an origin.
    pub proposed_authority: Option<&'m str>,
    /// Links, which only operations name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub candidate_edges: Option<Value>,
    /// Label, title, parent, hash.
    pub payload_summary: Value,
    /// The entry.
    pub decision_backlog_ref: &'m str,
}

/// Where the text of a block comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum BlockSpan<'m> {
    /// Byte spans of the source text.
    Source {
        /// Those of the heading.
        heading: &'m [Span],
        /// Those of the own text.
        body: &'m [Span],
    },
    /// Pieces of origins, where no span of a source text would do.
    Origins {
        /// The pieces.
        pieces: Value,
    },
}
