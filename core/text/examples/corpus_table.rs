//! Cuts every document of the shared corpus and prints what came out beside what people established, as Markdown:
//! `cargo run --release --example corpus_table > docs/segmentation.md`. Exits with 1 where a document is not exact.
//!
//! The corpus is read from `CUTTER_SHARED`, else from `../shared`.

#[path = "corpus/cards.rs"]
mod cards;
#[path = "corpus/compare.rs"]
mod compare;
#[path = "corpus/document.rs"]
mod document;
#[path = "corpus/gazette.rs"]
mod gazette;

use compare::Row;
use document::Document;
use std::path::PathBuf;
use std::process::ExitCode;

const HEAD: &str = "\
# Segmentation of real documents

Every document of the reference corpus, cut with the profile that fits best. Written by

    cargo run --release --example corpus_table > docs/segmentation.md

which exits with 1 where a document is not exact. *Articles*: units found / labels published. *Labels*: in order, equal to the
published list. *Headings*: lines of published structural headings that are headings of units. *Traps*: lines that only look like
headings, taken for one. *Samples*: articles whose text begins and ends as people read it. *Covered*: bytes in exactly one span;
the text put together from the spans has the source's digest. *MB/s*: native, from bytes to the sealed manifest, the best of
several runs, on whatever machine wrote this and however busy it was; then as WebAssembly, from the last `npm run bench -- mark --write`
(docs/benchmarks/mark.json). For comparisons see [benchmarks](benchmarks.md).

| document | profile | articles | labels | headings | traps | samples | covered | units | anomalies | MB/s native | MB/s WASM |
|---|---|---|---|---|---|---|---|---|---|---|---|
";

const CARDS: &str = "
## What a text says of itself

The card of a document: number, kind, issuer, title, the days of adoption, of the gazette and from which it is law, signatory, what it amends and repeals; of
a consolidated text number and day are those of the certification, and `base` tells of its law. Each has its place in the text, and a doubt where a person
should look: `exceptions` (parts have another day), `computed` and `day_of_signing` (counted from another day), `differs`, `other_words`, `application`,
`uncertified`. What the text does not say is left out. The labelled gazette texts, read as people read them / labelled:
";

fn main() -> ExitCode {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    let shared = std::env::var_os("CUTTER_SHARED").map_or_else(beside, PathBuf::from);
    let corpus = shared.join("corpus");
    let Ok(entries) = std::fs::read_dir(&corpus) else {
        eprintln!("There is no corpus at {}.", corpus.display());
        return ExitCode::from(2);
    };
    let mut folders: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect();
    // Names on the command line: only documents whose name holds one of them.
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    folders.retain(|folder| wanted.is_empty() || wanted.iter().any(|name| folder.to_string_lossy().contains(name.as_str())));
    folders.sort();
    let mut rows: Vec<Row> =
        folders.into_iter().map(|folder| compare::row(&Document::read(folder, if wanted.is_empty() { 9 } else { 1 }))).collect();
    let measured = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/benchmarks/mark.json");
    let measured = std::fs::read_to_string(measured).ok().and_then(|text| serde_json::from_str(&text).ok());
    for row in &mut rows {
        row.wasm_seconds = measured.as_ref().and_then(|measured| wasm_seconds(measured, &row.name));
    }
    print!("{HEAD}");
    for row in &rows {
        println!("{}", row.line());
    }
    println!("{}", Row::total(&rows).line());
    let mut exact = true;
    println!("\n## Anomalies reported and differences\n");
    for row in &rows {
        for note in &row.notes {
            println!("- `{}`: {note}", row.name);
        }
        exact = exact && row.is_exact();
    }
    println!("\n{} of {} documents are exact.", rows.iter().filter(|row| row.is_exact()).count(), rows.len());
    if wanted.is_empty() {
        gazette::print(&shared.join("corpus-vn"));
        print_cards(&shared.join("corpus-vn"));
    }
    if exact {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// What gazette texts say of themselves, as it is read and as people read it.
fn print_cards(folder: &std::path::Path) {
    let rows = cards::rows(folder);
    if rows.is_empty() {
        return;
    }
    println!("{CARDS}");
    println!("| {} |\n|{}", cards::MEMBERS.join(" | "), "---|".repeat(cards::MEMBERS.len()));
    println!("| {} |\n", cards::totals(&rows).map(|(right, all)| format!("{right} / {all}")).join(" | "));
    for row in &rows {
        for difference in &row.differences {
            println!("- `{}`: {difference}", row.name);
        }
    }
}

/// The seconds of a document in the figures of the benchmark.
fn wasm_seconds(measured: &serde_json::Value, name: &str) -> Option<f64> {
    let documents = measured["measured"].as_array()?;
    documents.iter().find(|document| document["name"] == name)?["seconds"]["mark_wasm"].as_f64()
}
