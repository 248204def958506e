//! Every decision of IU Cutter as pure functions from facts to decisions.
//!
//! `cutter-core` cuts legal and policy texts into Information Units with permanent canonical addresses. It has
//! no clock, no randomness, no network and no database: time, identifiers and facts come in as arguments, so each
//! decision runs unchanged natively, in Directus, in a browser and on a command line, and can be replayed.
//!
//! It may not know about WebAssembly, SQL, HTTP or a command line; `cutter-wasm` and the Directus extension carry it.

pub mod address;
pub mod alias;
pub mod backlog;
pub mod canon;
pub mod digest;
pub mod duty;
pub mod gate;
pub mod ledger;
pub mod manifest;
pub mod migration;
pub mod pipeline;
pub mod profile;
pub mod refusal;
pub mod registration;
pub mod seal;
pub mod segment;
