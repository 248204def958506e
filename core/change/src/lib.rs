//! Governed change: design → dry run → command review → authorised execution → closeout, and no step starts the next by itself.
//!
//! A change package pins what a migration may do and what must be seen before and after; gates and checks compare that with
//! what was observed, and thresholds come from the package, never from the observation. `unknown` fires like `fail`.
#![forbid(unsafe_code)]

pub mod adoption;
pub mod authority;
pub mod backup;
pub mod environment;
pub mod execution;
pub mod gates;
pub mod history;
pub mod lists;
pub mod measure;
pub mod migration;
pub mod one_step;
pub mod package;
pub mod plan;
pub mod postcheck;
pub mod preflight;
pub mod probe;
pub mod report;
pub mod report_backup;
mod report_check;
pub mod report_package;
mod report_text;
pub mod schema;
pub mod secrets;
pub mod standing;
pub mod standing_package;
