//! Prints the manifest of a text file: `mark FILE --prefix P [--profile ID] [--leaf LEVEL] [--doc-code C] [--scope S]`.
//!
//! The manifest goes to standard output as RFC 8785 JSON. Errors go to standard error as one line of JSON, with exit
//! code 1; bad usage exits with 2.

use clap::{Parser, ValueEnum};
use iu_text::canon::canonicalise;
use iu_text::digest::canonical_json;
use iu_text::manifest::{ScopePolicy, Stored};
use iu_text::profile::{builtin, builtin_ids, Profile};
use iu_text::segment::{detect, mark, MarkRequest};
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Marks a text file and prints the manifest.
#[derive(Parser)]
struct Arguments {
    /// The text, UTF-8.
    file: PathBuf,
    /// Address prefix of the document, e.g. `BLDS-2015`.
    #[arg(long)]
    prefix: String,
    /// Built-in profile; without it, the one that fits best.
    #[arg(long)]
    profile: Option<String>,
    /// Deepest level to cut; without it, the profile's default.
    #[arg(long)]
    leaf: Option<String>,
    /// Document code; without it, the prefix.
    #[arg(long)]
    doc_code: Option<String>,
    /// Which units to propose.
    #[arg(long, value_enum, default_value = "all")]
    scope: Scope,
}

#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Scope {
    All,
    EnactedOnly,
}

/// A failure of this program's own, in the form of the engine's errors.
#[derive(Serialize)]
struct Failure {
    code: &'static str,
    message: String,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(manifest) => match writeln!(std::io::stdout().lock(), "{manifest}") {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The manifest, or the error, as JSON.
fn run(arguments: Arguments) -> Result<String, String> {
    let bytes = std::fs::read(&arguments.file).map_err(|error| {
        let message = format!("{} cannot be read: {error}.", arguments.file.display());
        canonical_json(&Failure { code: "FILE_UNREADABLE", message })
    })?;
    let source = canonicalise(&bytes).map_err(|error| canonical_json(&error))?;
    let id = match arguments.profile {
        Some(id) => id,
        None => best(&detect(&source))?,
    };
    let request = MarkRequest {
        profile: known(&id)?,
        doc_code: arguments.doc_code.unwrap_or_else(|| arguments.prefix.clone()),
        prefix: arguments.prefix,
        leaf: arguments.leaf,
        scope: match arguments.scope {
            Scope::All => ScopePolicy::All,
            Scope::EnactedOnly => ScopePolicy::EnactedOnly,
        },
    };
    let manifest = mark(&source, &request).map_err(|error| canonical_json(&error))?;
    Ok(manifest.to_canonical_json())
}

fn best(ranked: &[iu_text::segment::Detection]) -> Result<String, String> {
    let fitting = ranked.first().filter(|best| best.score > 0.0);
    fitting.map(|best| best.profile.clone()).ok_or_else(|| {
        let message = format!("No built-in profile fits the text; known are {}.", builtin_ids().join(", "));
        canonical_json(&Failure { code: "NO_PROFILE_FITS", message })
    })
}

fn known(id: &str) -> Result<Profile, String> {
    builtin(id).ok_or_else(|| {
        let message = format!("There is no profile {id:?}; known are {}.", builtin_ids().join(", "));
        canonical_json(&Failure { code: "UNKNOWN_PROFILE", message })
    })
}
