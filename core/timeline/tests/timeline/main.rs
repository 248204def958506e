//! What timelines promise, in one program.

mod properties;
mod timeline_cases;
mod vectors;
