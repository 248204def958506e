#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod canon;
pub mod card;
pub mod digest;
mod letters;
pub mod manifest;
pub mod profile;
pub mod segment;
