//! Prints the references of a text file, a line of JSON each: `references FILE --prefix P [--profile ID]`.
//!
//! `{"line", "col", "end_line", "text", "kind", "document", "provisions", "quoted"}`, in the order of the text; lines count from 1, columns in
//! characters from 0. Errors go to standard error with exit code 1; bad usage exits with 2.

use clap::Parser;
use iu_references::{references, Divided};
use iu_text::canon::canonicalise;
use iu_text::manifest::{Manifest, ScopePolicy};
use iu_text::profile::builtin;
use iu_text::segment::{detect, mark, MarkRequest};
use serde::Serialize;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Reads the references of a text file.
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
}

#[derive(Serialize)]
struct Line<'a> {
    line: usize,
    col: usize,
    end_line: usize,
    text: &'a str,
    kind: iu_references::Kind,
    document: Option<String>,
    provisions: Vec<&'a str>,
    quoted: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let bytes =
        std::fs::read(&arguments.file).map_err(|error| format!("{} cannot be read: {error}.", arguments.file.display()))?;
    let source = canonicalise(&bytes).map_err(|error| error.to_string())?;
    let manifest = marked(&source, arguments)?;
    let text = source.as_str();
    let (mut line, mut line_start, mut read) = (1, 0, 0);
    let mut out = BufWriter::new(std::io::stdout().lock());
    for reference in references(source.as_str(), manifest.as_ref().map(Divided::from).as_ref()) {
        let start = reference.span.start;
        for (at, _) in text.get(read..start).unwrap_or_default().match_indices('\n') {
            line += 1;
            line_start = read + at + 1;
        }
        read = start;
        let inside = text.get(start..reference.span.end).unwrap_or_default();
        let printed = Line {
            line,
            col: text.get(line_start..start).unwrap_or_default().chars().count(),
            end_line: line + inside.matches('\n').count(),
            text: &reference.text,
            kind: reference.kind,
            document: reference.document(),
            provisions: reference.provisions.iter().map(|provision| provision.normal.as_str()).collect(),
            quoted: reference.quoted,
        };
        let json = serde_json::to_string(&printed).map_err(|error| error.to_string())?;
        writeln!(out, "{json}").map_err(|error| error.to_string())?;
    }
    out.flush().map_err(|error| error.to_string())
}

/// The manifest of the text; none where no profile fits it, as without places it can still be read.
fn marked(source: &iu_text::canon::CanonicalText, arguments: &Arguments) -> Result<Option<Manifest>, String> {
    let detected = || detect(source).first().filter(|best| best.score > 0.0).map(|best| best.profile.clone());
    let Some(id) = arguments.profile.clone().or_else(detected) else { return Ok(None) };
    let profile = builtin(&id).ok_or_else(|| format!("There is no profile {id:?}."))?;
    let prefix = arguments.prefix.clone();
    let request = MarkRequest { profile, doc_code: prefix.clone(), prefix, leaf: None, scope: ScopePolicy::All };
    match mark(source, &request) {
        Ok(manifest) => Ok(Some(manifest)),
        Err(error) if arguments.profile.is_none() && !error.code.starts_with("BAD_") => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}
