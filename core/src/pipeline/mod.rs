//! The pipeline's decisions: MARK, SWEEP, REVIEW, CUT and VERIFY, each from facts to rows and verdicts.

pub mod abandon;
pub mod cut;
pub mod live;
pub mod mark;
pub mod plan;
pub mod review;
pub mod rows;
pub mod sweep;
pub mod validate;
pub mod verify;
