//! The pipeline's decisions: MARK, SWEEP, REVIEW, CUT and VERIFY, each from facts to rows and verdicts, and what changes a
//! document after it was cut.
#![forbid(unsafe_code)]

pub mod abandon;
pub mod amend;
pub mod attest;
pub mod bulk;
pub mod cut;
pub mod dependency;
pub mod idempotency;
pub mod mark;
pub mod next;
pub mod operation;
pub mod plan;
pub mod preview;
pub mod proposal;
pub mod registration;
pub mod review;
pub mod structure;
pub mod sweep;
pub mod validate;
pub mod verify;
