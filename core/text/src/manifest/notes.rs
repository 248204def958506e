//! The notes of a consolidated text, each with the unit that carries its mark.

use serde::{Deserialize, Serialize};

use super::unit::Span;

/// A note: what the publisher of a consolidated text says of the unit that is marked with its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Note {
    /// Where its mark stands, in bytes of the canonical text; none where no mark was found.
    pub at: Option<usize>,
    /// Its number.
    pub number: u32,
    /// Its text, page by page.
    pub spans: Vec<Span>,
    /// Local id of the unit that carries its mark; none where the mark stands in no unit.
    pub unit_local_id: Option<String>,
}
