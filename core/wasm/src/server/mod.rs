//! Decisions that only the server carries out.

mod digest;
mod duty;
mod migration;
mod pipeline;
mod seal;
mod source;
