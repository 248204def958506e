//! The pipeline's decisions: MARK, SWEEP, REVIEW, CUT and VERIFY, each from facts to rows and verdicts.

pub mod abandon;
pub mod amend;
pub mod attest;
pub mod cut;
pub mod dependency;
pub mod live;
pub mod mark;
pub mod next;
pub mod plan;
pub mod preview;
pub mod proposal;
pub mod review;
pub mod rows;
pub mod structure;
pub mod sweep;
pub mod validate;
pub mod verify;
