//! FIRST CUT: the units of a source text, none of which is there yet.

pub mod axes;
pub mod findings;
pub mod mark;
mod mode;
pub mod plan;
