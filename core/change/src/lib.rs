#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod adoption;
pub mod authority;
pub mod backup;
pub mod dump;
pub mod environment;
pub mod execution;
pub mod gates;
pub mod history;
pub mod lists;
pub mod measure;
pub mod migration;
pub mod one_step;
pub mod package;
pub mod package_record;
pub mod plan;
pub mod postcheck;
pub mod preflight;
pub mod probe;
pub mod report;
pub mod report_backup;
pub mod report_check;
pub mod report_package;
mod report_text;
pub mod run_record;
pub mod schema;
pub mod secrets;
pub mod standing;
pub mod standing_package;
pub mod turn;
