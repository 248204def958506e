//! Canonical texts, grammar profiles, segmentation and the manifest it gives.
#![forbid(unsafe_code)]

pub mod canon;
pub mod digest;
pub mod manifest;
pub mod profile;
pub mod segment;
