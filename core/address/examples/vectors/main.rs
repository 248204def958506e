//! Runs files of test vectors: `cargo run --release --example vectors -- FILE…`.
//!
//! Each case that fails is one JSON line on standard output; the last line is `N passed, M failed`. The exit code is
//! 0 if all passed, 1 if any failed, 2 if a file cannot be read or the usage is wrong.

mod cases;

use clap::Parser;
use std::path::PathBuf;
use std::process::ExitCode;

/// Runs files of test vectors against the core.
#[derive(Parser)]
#[command(name = "vectors")]
struct Arguments {
    /// JSON files with `{"format": …, "cases": […]}`.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut files = Vec::new();
    for path in &arguments.files {
        match cases::read(path) {
            Ok(cases) => files.push((path, cases)),
            Err(problem) => {
                eprintln!("{}: {problem}", path.display());
                return ExitCode::from(2);
            }
        }
    }
    let (mut passed, mut failed) = (0_usize, 0_usize);
    for (path, cases) in files {
        for (number, case) in cases.iter().enumerate() {
            match cases::run(case) {
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
