//! What is on record of a cut and of its review, as the verbs read and write it.

mod change_set;
mod review;
mod verify_facts;

pub(crate) use change_set::affected_rows;
pub use change_set::{AffectedRow, ChangeSetRow};
pub use review::{ReviewEvidence, ReviewOnRecord, ReviewVerdict};
pub use verify_facts::{ChangeSetFacts, SignatureOnRecord, VerifyFacts};
