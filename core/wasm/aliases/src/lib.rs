//! What a browser may decide besides what a field for an address needs: aliases, coining addresses, canonical texts and their
//! digests.
#![forbid(unsafe_code)]

mod alias;
mod coin;
mod digest;

pub use alias::*;
pub use coin::*;
pub use cutter_wasm_address::*;
pub use digest::*;
