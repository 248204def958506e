#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod checkpoint;
mod fault;
pub mod merkle;
pub mod note;
pub mod proof;
mod vkey;
pub mod witness;

pub use checkpoint::{open_checkpoint, Checkpoint, Cosigned, OpenedCheckpoint};
pub use fault::Fault;
pub use note::{Note, NoteSignature};
pub use proof::LogProof;
pub use vkey::{key_id, Algorithm, VerifierKey};
