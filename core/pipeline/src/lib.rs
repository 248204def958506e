#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod abandon;
pub mod amend;
pub mod attest;
pub mod bulk;
pub mod cut;
pub mod dependency;
mod findings;
pub mod idempotency;
mod live_facts;
pub mod mark;
pub mod next;
pub mod operation;
pub mod plan;
pub mod preview;
pub mod proposal;
mod record;
pub mod registration;
pub mod review;
pub mod structure;
pub mod sweep;
pub mod validate;
pub mod verify;
