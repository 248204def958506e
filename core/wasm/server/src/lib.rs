//! The thin WebAssembly surface of the core: every decision, for the API side of Directus.
//!
//! One whole-job call per decision: facts in, decision out, as plain objects whose TypeScript types are generated from
//! the Rust types (`types.d.ts`, checked for drift by a test). A refusal is thrown as an object
//! `{ code, kind, message, at?, line?, expected?, gates? }`, never as a bare string.
//!
//! What browsers decide too are crates beside this one: **address**, what a field needs while one types; **aliases**, with it
//! and with resolution, coining addresses, canonical texts and their digests; **preview**, with **address** and MARK without
//! its rows.
#![forbid(unsafe_code)]

mod address;
mod alias;
mod change;
mod citing;
mod digest;
mod duty;
mod export;
mod host;
mod idempotency;
mod ledger;
mod migration;
mod note;
mod pipeline;
mod seal;
mod source;

pub use cutter_wasm_aliases::*;

use wasm_bindgen::prelude::*;

/// Which build of the engine this is, as recorded with every cut and verdict.
#[wasm_bindgen]
#[must_use]
pub fn engine_revision() -> String {
    cutter_revision::REVISION.to_owned()
}
