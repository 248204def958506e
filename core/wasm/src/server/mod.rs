//! Decisions that only the server carries out.

mod address;
mod alias;
mod digest;
mod duty;
mod idempotency;
mod ledger;
mod migration;
mod pipeline;
mod seal;
mod source;
