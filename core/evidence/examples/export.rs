//! Exports text files as they would stand after a cut: `export --format akn --out FOLDER FILE…`.
//!
//! Each file is marked with the profile that fits best (or `--profile`), planned, and exported into the folder under the
//! name of the file, or of its folder where it is called `source`. Nothing is read but the files.

use clap::{Parser, ValueEnum};
use cutter_evidence::export::{export, ExportFacts, ExportFormat, ExportedCut, ExportedDocument, WorkNames};
use cutter_model::change_set::Authorship;
use cutter_model::refusal::Refusal;
use cutter_pipeline::first_cut::plan::planned_units;
use cutter_pipeline::structure::{Changed, DocumentRows};
use iu_text::canon::canonicalise;
use iu_text::manifest::{ScopePolicy, Stored};
use iu_text::profile::builtin;
use iu_text::segment::{detect, mark, MarkRequest};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Exports text files.
#[derive(Parser)]
struct Arguments {
    /// The texts, UTF-8.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Built-in profile; without it, the one that fits best.
    #[arg(long)]
    profile: Option<String>,
    /// Form of the export.
    #[arg(long, value_enum, default_value = "akn")]
    format: Format,
    /// Folder for what is exported.
    #[arg(long)]
    out: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Akn,
    Json,
    Markdown,
}

/// A time, the same in each run.
const NOW: &str = "2026-01-02T03:04:05.000000Z";

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    for file in &arguments.files {
        if let Err(message) = export_file(file, &arguments) {
            eprintln!("{}: {message}", file.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn export_file(file: &Path, arguments: &Arguments) -> Result<(), String> {
    let bytes = std::fs::read(file).map_err(|error| error.to_string())?;
    let facts = facts(file, &bytes, arguments).map_err(|refusal| refusal.to_string())?;
    let done = export(&facts).map_err(|refusal| refusal.to_string())?;
    let ending = done.file_name.strip_prefix(&facts.document.prefix).unwrap_or_default();
    let out = arguments.out.join(format!("{}{ending}", facts.document.title));
    std::fs::write(&out, done.text).map_err(|error| format!("{}: {error}", out.display()))
}

fn facts(file: &Path, bytes: &[u8], arguments: &Arguments) -> Result<ExportFacts, Refusal> {
    let text = canonicalise(bytes)?;
    let detected = detect(&text).into_iter().next().map(|best| best.profile).unwrap_or_default();
    let named = arguments.profile.as_ref().unwrap_or(&detected);
    let profile = builtin(named).ok_or_else(|| Refusal::invalid("UNKNOWN_PROFILE", format!("There is no profile {named:?}.")))?;
    let request = MarkRequest {
        profile,
        prefix: "EXPORT-1".to_owned(),
        doc_code: "EXPORT-1".to_owned(),
        leaf: None,
        scope: ScopePolicy::All,
    };
    let manifest = mark(&text, &request)?;
    let by = Authorship { entry_id: "entry", change_set_id: "change-set", document_id: "document", actor: "nobody", now: NOW };
    let units = planned_units(&manifest, text.as_str(), by)?;
    // The documents of a corpus are all called `source`, each in a folder of its own.
    let stem = |path: Option<&Path>| path.and_then(Path::file_stem).map(|name| name.to_string_lossy().into_owned());
    let name = stem(Some(file)).filter(|name| name != "source").or_else(|| stem(file.parent()));
    Ok(ExportFacts {
        known_at: None,
        citations: Vec::new(),
        cited: Vec::new(),
        not_consolidated: Vec::new(),
        document: ExportedDocument {
            id: "document".to_owned(),
            title: name.unwrap_or_default(),
            doc_code: "EXPORT-1".to_owned(),
            prefix: "EXPORT-1".to_owned(),
            registered_at: NOW.to_owned(),
        },
        cut: ExportedCut {
            manifest_id: "manifest".to_owned(),
            change_set_id: "change-set".to_owned(),
            applied_at: NOW.to_owned(),
            verdict: Some("pass".to_owned()),
        },
        manifest_text: manifest.to_canonical_json(),
        canonical_text: text.as_str().to_owned(),
        rows: DocumentRows::of(
            &units,
            &[],
            Changed {
                effective_on: None,
                change_set_id: "change-set".to_owned(),
                operation_kind: "first_cut".to_owned(),
                applied_at: NOW.to_owned(),
            },
        ),
        as_of: None,
        format: match arguments.format {
            Format::Akn => ExportFormat::Akn,
            Format::Json => ExportFormat::Json,
            Format::Markdown => ExportFormat::Markdown,
        },
        names: WorkNames::default(),
        now: NOW.to_owned(),
    })
}
