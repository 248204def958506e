//! The thin WebAssembly surface of the core.
//!
//! One whole-job call per decision: facts in, decision out, as plain objects whose TypeScript types are generated from
//! the Rust types (`types.d.ts`, checked for drift by a test). A refusal is thrown as an object
//! `{ code, kind, message, at?, line?, expected?, gates? }`, never as a bare string.
//!
//! Four builds come from it. Three have all of the one before: **browser**: what a field for an address needs while one
//! types; every form waits for it, so it is small. **browser-aliases** (feature `aliases`): resolution, coining addresses,
//! canonical texts and their digests. **server** (feature `server`): canonical JSON, seals, and the decisions that only
//! Directus carries out. **browser-preview** (feature `preview`) has what **browser** has and MARK without its rows, for
//! the worker of the Mark studio.

mod address;
#[cfg(feature = "aliases")]
mod alias;
mod border;
#[cfg(feature = "aliases")]
mod coin;
#[cfg(feature = "aliases")]
mod digest;
#[cfg(feature = "preview")]
mod preview;
#[cfg(feature = "server")]
mod server;

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../types.d.ts");

/// Which build of the engine this is, as recorded with every cut and verdict.
#[wasm_bindgen]
#[must_use]
pub fn engine_revision() -> String {
    cutter_revision::REVISION.to_owned()
}
