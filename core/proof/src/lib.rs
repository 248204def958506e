#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod check;
mod extra;

pub use check::{check_unit_proof, ProvenUnit};
pub use extra::{rows_root, ProofRow, UnitProof, FORMAT};
