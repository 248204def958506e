#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod act;
pub mod address;
pub mod alias;
pub mod amend;
pub mod backlog;
pub mod bulk;
pub mod canon;
pub mod change;
pub mod codes;
mod collections;
pub mod digest;
pub mod duty;
pub mod export;
pub mod gate;
pub mod idempotency;
pub mod lane;
pub mod ledger;
pub mod manifest;
pub mod migration;
pub mod pipeline;
pub mod profile;
pub mod refusal;
pub mod registration;
pub mod seal;
pub mod segment;
pub mod sentence;
pub mod structure;
pub mod unicode;
