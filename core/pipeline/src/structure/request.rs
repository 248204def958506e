//! What is asked: one operation on units of one document, why, and on which preview it rests.

use super::asked::{Kind, Operation, Source};
use iu_address::Day;
use serde::{Deserialize, Serialize};

/// A request for one structure operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "StructureRequest")]
pub struct Request {
    /// What is to be done.
    pub operation: Undertaking,
    /// Why; aliases carry it.
    pub rationale: String,
    /// Authority asked for the results. Anything but `draft` is refused: nobody gains authority by an operation other than
    /// `enact` (G-AUTHORITY).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// Digest of the manifest that was shown as preview; none where none was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preview: Option<String>,
    /// The day from which the change is law; none where it takes effect as it is recorded, which a document with legal days has not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub effective_on: Option<Day>,
}

/// What one change does: one operation, or an act that is made of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "StructureUndertaking")]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Undertaking {
    /// What an amending act asks of the document.
    Amendment(Amendment),
    /// A change on record is taken off the timeline.
    Withdraw(Withdrawal),
    /// One operation.
    #[serde(untagged)]
    One(Operation),
}

impl Undertaking {
    /// Its name: `manifest_envelope.operation_kind`.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::One(operation) => operation.kind(),
            Self::Amendment(_) => Kind::Amendment,
            Self::Withdraw(_) => Kind::Withdraw,
        }
    }

    /// The change set that is withdrawn, where one is.
    #[must_use]
    pub fn withdraws(&self) -> Option<&str> {
        match self {
            Self::Withdraw(asked) => Some(&asked.change_set_id),
            _ => None,
        }
    }
}

impl From<Operation> for Undertaking {
    fn from(operation: Operation) -> Self {
        Self::One(operation)
    }
}

/// A change that never should have been, such as a cut with a wrong profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "WithdrawRequest")]
pub struct Withdrawal {
    /// Its change set.
    pub change_set_id: String,
}

/// What an amending act asks of one document: operations that are carried out one after another and recorded as one change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "AmendmentRequest")]
pub struct Amendment {
    /// The act, where it is registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<Source>,
    /// Lines of the act's sentences that asked something of the document which it had not yet, whether they became a part or not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<usize>>")]
    pub asked: Vec<usize>,
    /// Its operations, in order.
    pub parts: Vec<AmendmentPart>,
}

/// One operation of an amendment. A unit that an earlier part makes has no id yet: it is named `new:` and its address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct AmendmentPart {
    /// What is to be done; nothing that comes into force by itself.
    pub operation: Operation,
    /// Which sentences of the act ask for it.
    #[serde(default)]
    pub asked_by: Vec<AskedBy>,
}

/// A sentence of an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct AskedBy {
    /// Where it stands in the act, as an address without its prefix.
    pub place: String,
    /// Line of the act's text, from 1.
    pub line: usize,
    /// SHA-256 of the sentence.
    pub sentence_sha256: String,
}
