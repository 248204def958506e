#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

#[cfg(not(feature = "typescript"))]
pub use cutter_undeclared::TS;
#[cfg(feature = "typescript")]
pub use ts_rs::TS;

pub mod act;
pub mod backlog;
pub mod change_set;
pub mod door;
pub mod drift;
pub mod duty;
pub mod entry;
pub mod gate;
pub mod id;
pub mod lane;
pub mod live;
pub mod refusal;
pub mod seal;
pub mod sentence;
pub mod word;
