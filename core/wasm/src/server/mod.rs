//! Decisions that only the server carries out.

mod address;
mod alias;
mod change;
mod digest;
mod duty;
mod export;
mod idempotency;
mod ledger;
mod migration;
mod pipeline;
mod seal;
mod source;
