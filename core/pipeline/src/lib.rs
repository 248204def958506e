#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod abandon;
pub mod amend;
pub mod attest;
pub mod audit;
pub mod bulk;
pub mod cut;
mod cut_unit;
pub mod dependency;
pub mod findings;
pub mod first_cut;
pub mod idempotency;
mod likeness;
pub mod live_facts;
mod marking;
pub mod mode;
pub mod next;
pub mod operation;
pub mod preview;
mod proposal;
pub mod questions;
pub mod record;
pub mod registration;
pub mod review;
pub mod structure;
mod survey;
pub mod sweep;
pub mod told;
pub mod verify;
