//! The thin WebAssembly surface of `cutter-core`.
//!
//! One whole-job call per decision: facts in, decision out, as plain objects whose TypeScript types are generated from
//! the Rust types (`types.d.ts`, checked for drift by a test). A refusal is thrown as an object
//! `{ code, kind, message, at?, line?, expected?, gates? }`, never as a bare string.
//!
//! Two builds come from it. **browser**: addresses, aliases, canonical texts and their digests, what the app needs while
//! one types, and small. **server** (feature `server`): all of that, canonical JSON, seals, and the decisions that only
//! Directus carries out.

mod address;
mod alias;
mod border;
mod digest;
#[cfg(feature = "server")]
mod server;

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../types.d.ts");

/// Name and version of the engine, as recorded with every plan and verdict.
#[wasm_bindgen]
#[must_use]
pub fn engine_revision() -> String {
    cutter_core::manifest::ENGINE_REVISION.to_owned()
}
