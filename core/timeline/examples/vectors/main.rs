//! Runs files of test vectors: `cargo run --release --example vectors -- FILE…`.
//!
//! Each case that fails is one JSON line on standard output; the last line is `N passed, M failed`. The exit code is
//! 0 if all passed, 1 if any failed, 2 if a file cannot be read or the usage is wrong.

#[path = "../../../address/tests/address/vector_cases/mod.rs"]
mod address_cases;
#[path = "../../tests/timeline/timeline_cases/mod.rs"]
mod timeline_cases;

use clap::Parser;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Runs files of test vectors against the core.
#[derive(Parser)]
#[command(name = "vectors")]
struct Arguments {
    /// JSON files with `{"format": …, "cases": […]}`.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

/// How a case is run; the reason is one sentence.
type Run = fn(&Value) -> Result<(), String>;

/// The cases of a file, and how they are run: its format says so.
fn read(path: &Path) -> Result<(Vec<Value>, Run), String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let file: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let (cases, run): (_, Run) = if file["format"] == timeline_cases::FORMAT {
        (timeline_cases::cases(&file), timeline_cases::run)
    } else {
        (address_cases::cases(file), address_cases::run)
    };
    Ok((cases.ok_or("it has no list `cases`")?, run))
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut files = Vec::new();
    for path in &arguments.files {
        match read(path) {
            Ok(read) => files.push((path, read)),
            Err(problem) => {
                eprintln!("{}: {problem}", path.display());
                return ExitCode::from(2);
            }
        }
    }
    let (mut passed, mut failed) = (0_usize, 0_usize);
    for (path, (cases, run)) in files {
        for (number, case) in cases.iter().enumerate() {
            match run(case) {
                Ok(()) => passed += 1,
                Err(reason) => {
                    failed += 1;
                    let file = path.display().to_string();
                    println!("{}", serde_json::json!({"file": file, "case": number, "reason": reason, "input": case}));
                }
            }
        }
    }
    println!("{passed} passed, {failed} failed");
    ExitCode::from(u8::from(failed > 0))
}
