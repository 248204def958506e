//! What is on record of a cut and of its review, as the verbs read and write it.

mod affected;
mod block;
mod change_set;
mod cut_facts;
mod document_state;
mod review;
mod signature;
mod touched;
mod verify_facts;

pub use affected::Affected;
pub use block::{BlockRow, BlockSpan};
pub(crate) use change_set::affected_row;
pub use change_set::{AffectedRow, ChangeKind, ChangeSetRow, ChangeSetStatus};
pub use cut_facts::{CutFacts, RehearsalFacts};
pub use document_state::{
    DocumentDrift, DocumentOnRecord, DocumentState, ScopeFacts, StateOnRecord, TouchCount, TouchedDocument,
};
pub use review::{AnomalyAnswer, ReviewEvidence, ReviewOnRecord, ReviewVerdict};
pub use signature::SignatureOnRecord;
pub use touched::{change_on_record, row_digest, touched_rows, RowChanges, TouchedRow};
pub use verify_facts::{ChangeSetFacts, VerifyFacts};
