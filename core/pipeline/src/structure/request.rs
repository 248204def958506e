//! What is asked: one operation on units of one document, why, and on which preview it rests.

use super::asked::{Kind, Operation, Source};
use cutter_model::live::UnitSpan;
use iu_address::Day;
use iu_text::manifest::{Note, ProfileRef};
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
    /// A cut on record is read as if it had been recorded right.
    Correct(Correction),
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
            Self::Correct(_) => Kind::Correct,
        }
    }

    /// The change set that is withdrawn or corrected, where one is.
    #[must_use]
    pub fn takes_up(&self) -> Option<&str> {
        match self {
            Self::Withdraw(asked) => Some(&asked.change_set_id),
            Self::Correct(asked) => Some(&asked.change_set_id),
            Self::Amendment(_) | Self::One(_) => None,
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

/// What of a first cut was wrong, and how its units should have been: the cut is read as if it had been recorded so (rule 28).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "CorrectRequest")]
pub struct Correction {
    /// Its change set.
    pub change_set_id: String,
    /// The text that was marked again.
    pub source: Source,
    /// The profile it was marked with.
    pub profile: ProfileRef,
    /// Notes of that text, each with the place of its mark; of a text without notes none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Note>>")]
    pub notes: Vec<Note>,
    /// Units that never should have been.
    pub withdrawn: Vec<String>,
    /// Units that should have been otherwise, and those that were missed, in document order.
    pub units: Vec<CorrectedUnit>,
}

/// A unit as it should have been; what is left out stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct CorrectedUnit {
    /// The unit; of one that was missed `new:` and its address.
    pub unit: String,
    /// Its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub address: Option<String>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<CorrectedPlace>,
    /// What it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub text: Option<CorrectedText>,
    /// What only a unit that was missed is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub born: Option<CorrectedBirth>,
}

/// Where a unit should have stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct CorrectedPlace {
    /// The unit it stands in; none at the top.
    pub parent: Option<String>,
    /// The sibling it stands after; none where it is the first.
    pub after: Option<String>,
}

/// What a unit should have said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct CorrectedText {
    /// Label as written.
    pub label: String,
    /// Title; its label where it has none.
    pub title: String,
    /// Heading as written.
    pub heading: String,
    /// Its own text; none of a unit that only groups others.
    pub body: Option<String>,
    /// Level of the profile.
    pub level: String,
    /// `enacted`, `controlled_draft`, `draft` or `obsolete`.
    pub status: String,
    /// Where both stand in the text that was marked.
    pub span: UnitSpan,
}

/// What a unit that was missed is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct CorrectedBirth {
    /// Code of the section type vocabulary.
    pub section_type: String,
    /// `tier-0`, …
    pub tier: String,
    /// The day from which it is law; none of a draft.
    pub in_force_from: Option<Day>,
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
