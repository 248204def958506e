#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod answer;
mod bind;
mod carry;
pub mod change;
mod correct;
mod refused;
mod rows;
mod state;
mod timeline;
mod windows;

pub use answer::{Answer, Document, OnDay, Outcome, UnitOn};
pub use change::{Change, Operation};
pub use refused::{Code, Refused};
pub use rows::{Row, RowKind};
pub use state::UnitState;
pub use timeline::{Known, Timeline};
pub use windows::Window;
