//! Carries out an amending act on a law in memory and prints what it reads then:
//! `cargo run --release --example consolidate -- BEFORE ACT --prefix P [--profile ID] [--effective-on DAY]`.
//!
//! BEFORE is marked, ACT is read, what is proposed without a doubt is carried out. One JSON object goes to standard output:
//! `{"instructions": [{"line", "kind", "provisions", "state", "why"}], "articles": {"12": {"title", "text"}}}`. Errors go to standard
//! error as one line of JSON, with exit code 1; bad usage exits with 2.

#[path = "consolidation/carried.rs"]
mod carried;

use carried::{instructions, Law};
use clap::Parser;
use cutter_model::refusal::Refusal;
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Carries out an amending act on a law in memory and prints what it reads then.
#[derive(Parser)]
struct Arguments {
    /// The text before, UTF-8.
    before: PathBuf,
    /// The amending act, UTF-8.
    act: PathBuf,
    /// Address prefix of the document, e.g. `BLDS-2015`.
    #[arg(long)]
    prefix: String,
    /// Built-in profile; without it, the one that fits best.
    #[arg(long)]
    profile: Option<String>,
    /// Day on which the act takes effect, YYYY-MM-DD.
    #[arg(long)]
    effective_on: Option<String>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(told) => match writeln!(std::io::stdout().lock(), "{told}") {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(refusal) => {
            eprintln!("{}", json!({ "code": refusal.code, "message": refusal.message }));
            ExitCode::FAILURE
        }
    }
}

fn file(path: &Path) -> Result<Vec<u8>, Refusal> {
    let why = |error| Refusal::invalid("FILE_UNREADABLE", format!("{} cannot be read: {error}.", path.display()));
    std::fs::read(path).map_err(why)
}

fn run(arguments: &Arguments) -> Result<serde_json::Value, Refusal> {
    let mut law = Law::mark(&file(&arguments.before)?, &arguments.prefix, arguments.profile.as_deref())?;
    let rehearsed = law.carry_out(&file(&arguments.act)?, arguments.effective_on.as_deref())?;
    Ok(json!({ "instructions": instructions(&rehearsed), "articles": law.articles() }))
}
