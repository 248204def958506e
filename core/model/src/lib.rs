#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod act;
pub mod backlog;
pub mod change_set;
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
