//! Canonical addresses: the permanent, citable names of Information Units.

pub mod label;
