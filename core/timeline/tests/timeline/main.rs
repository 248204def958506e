//! What timelines promise, in one program.

mod dice;
mod properties;
mod timeline_cases;
mod vectors;
