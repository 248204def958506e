//! Checks evidence bundles: `verify_bundle FILE… [--key PUBLIC_KEY_OR_FILE…] [--checkpoint FILE] [--json]`, with neither
//! Directus nor Node.
//!
//! For each file one line, or with `--json` one line of JSON, and every finding. Exit code 0 where all stand, 1 where
//! one is refused, 2 for bad usage.

use clap::Parser;
use cutter_evidence::ledger::checkpoint::read_checkpoint;
use cutter_evidence::ledger::{trusted_keys, verify_bundle, BundleReport, LedgerStanding, Trust};
use std::path::PathBuf;
use std::process::ExitCode;

/// Checks evidence bundles.
#[derive(Parser)]
struct Arguments {
    /// The bundles.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// A public key you trust (base64, or DOT-991=… or DOT-992=…), or a file with such keys.
    #[arg(long = "key")]
    keys: Vec<String>,
    /// A checkpoint you keep: the bundles must be sealed under it.
    #[arg(long)]
    checkpoint: Option<PathBuf>,
    /// One line of JSON for each file.
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let trust = match trust(&arguments) {
        Ok(trust) => trust,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::from(2);
        }
    };
    let mut refused = false;
    for file in &arguments.files {
        let bytes = match std::fs::read(file) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("{}: {error}", file.display());
                return ExitCode::from(2);
            }
        };
        let report = verify_bundle(&bytes, &trust);
        refused |= report.standing == LedgerStanding::Refused;
        if arguments.json {
            println!("{}", iu_text::digest::canonical_json(&report));
        } else {
            print(&file.display().to_string(), &report);
        }
    }
    if refused {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

fn trust(arguments: &Arguments) -> Result<Trust, String> {
    let mut trust = Trust::default();
    for given in &arguments.keys {
        let text = std::fs::read_to_string(given).unwrap_or_else(|_| given.clone());
        trust.keys.extend(trusted_keys(&text).map_err(|refusal| format!("CUTTER_{}: {}", refusal.code, refusal.message))?);
    }
    if let Some(file) = &arguments.checkpoint {
        let bytes = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
        let report = read_checkpoint(&bytes, &trust.keys);
        if let Some(finding) = report.findings.first() {
            return Err(format!(
                "{}: {}: expected {}, found {}",
                file.display(),
                finding.code,
                finding.expected,
                finding.observed
            ));
        }
        trust.checkpoint = report.claim;
    }
    Ok(trust)
}

fn print(file: &str, report: &BundleReport) {
    println!("{file}: {}", report.sentence);
    for finding in report.findings.iter().skip(1) {
        println!("  {}  {}: expected {}, found {}", finding.code, finding.place, finding.expected, finding.observed);
    }
}
