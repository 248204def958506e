//! Carries out an amending act on a law in memory and prints what it reads then:
//! `cargo run --release --example consolidate -- BEFORE ACT --prefix P [--profile ID] [--effective-on DAY] [--compare AFTER]`.
//!
//! BEFORE is marked, ACT is read, what is proposed without a doubt is carried out. One JSON object goes to standard output:
//! `{"instructions": [{"line", "kind", "provisions", "state", "why"}], "articles": {"12": {"title", "text"}}}`. With the official text
//! AFTER it has `"compared": {"articles", "equal", "mean_distance", "causes", "differences": [{"article", "cause", "line", "after_words",
//! "made", "official"}]}` too: every place where the official text reads otherwise, and why. Errors go to standard error as one line of
//! JSON, with exit code 1; bad usage exits with 2.

#[path = "consolidation/carried.rs"]
mod carried;

use carried::{asked_of, instructions, Law};
use clap::Parser;
use cutter_model::refusal::Refusal;
use cutter_pipeline::amend::held::{differences, mean_distance};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
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
    /// The publisher's own text after, UTF-8, to hold the outcome against.
    #[arg(long)]
    compare: Option<PathBuf>,
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
    let act = file(&arguments.act)?;
    let rehearsed = law.carry_out(&act, arguments.effective_on.as_deref())?;
    let (told, made) = (instructions(&rehearsed), law.articles());
    let mut answer = json!({ "instructions": told, "articles": made });
    if let Some(after) = &arguments.compare {
        let official = Law::mark(&file(after)?, &arguments.prefix, arguments.profile.as_deref())?.articles();
        let found = differences(&made, &official, &asked_of(&told), &String::from_utf8_lossy(&act));
        let apart: BTreeSet<&String> = found.iter().map(|each| &each.article).collect();
        let all: BTreeSet<&String> = made.keys().chain(official.keys()).collect();
        let mut causes = BTreeMap::new();
        found.iter().for_each(|each| *causes.entry(json!(each.cause).as_str().unwrap_or_default().to_owned()).or_insert(0) += 1);
        let equal = all.len() - apart.len();
        answer["compared"] = json!({
            "articles": all.len(), "equal": equal, "mean_distance": mean_distance(&made, &official), "causes": causes, "differences": found,
        });
    }
    Ok(answer)
}
