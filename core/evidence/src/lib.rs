//! What can be proved of a cut, and what is handed out of it: the ledger with its tree and checkpoints, evidence bundles,
//! exports.
#![forbid(unsafe_code)]

pub mod export;
pub mod ledger;
