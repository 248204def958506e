//! Every document of the shared corpus, cut with the profile that is detected for it, is what people established: labels,
//! headings, samples, coverage, and no line taken for a heading that only looks like one. The table of
//! `docs/segmentation.md` comes from the same comparison.

#[path = "../../examples/corpus/compare.rs"]
mod compare;
#[path = "../../examples/corpus/document.rs"]
mod document;

use document::Document;
use std::path::PathBuf;

/// Documents and the profile each must be recognised as; a missing corpus cannot pass for a good one.
const RECOGNISED: [(&str, &str); 11] = [
    ("co-github-corporate-terms", "numbered-outline"),
    ("co-github-partner-agreement", "numbered-outline"),
    ("co-github-sponsors-terms", "numbered-outline"),
    ("eu-gdpr-2016", "eu-regulation"),
    ("lic-apache-2.0", "numbered-outline"),
    ("lic-gpl-3.0", "numbered-outline"),
    ("tz-evidence-act-cap6", "act-en"),
    ("us-bill-of-rights", "act-en"),
    ("us-constitution-1787", "act-en"),
    ("vn-labour-code-2019-congbao", "vn-law"),
    ("za-consumer-protection-2008", "act-en"),
];

#[test]
fn every_document_of_the_corpus_is_exact() {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    let corpus = std::env::var_os("CUTTER_SHARED").map_or_else(beside, PathBuf::from).join("corpus");
    if !corpus.is_dir() {
        println!("skipped: {} is not there", corpus.display());
        return;
    }
    let mut read: Vec<(String, String)> = Vec::new();
    let mut rows: Vec<compare::Row> = Vec::new();
    for entry in std::fs::read_dir(&corpus).expect("the corpus can be listed") {
        let folder = entry.expect("an entry").path();
        if !folder.is_dir() {
            continue;
        }
        let document = Document::read(folder, 1);
        let row = compare::row(&document);
        assert!(row.is_exact(), "{}\n{}", row.line(), row.notes.join("\n"));
        read.push((document.name.clone(), document.profile.clone()));
        rows.push(row);
    }
    for (name, profile) in RECOGNISED {
        assert!(read.contains(&(name.to_owned(), profile.to_owned())), "{name} is not recognised as {profile}: {read:?}");
    }
    println!("{}", compare::Row::total(&rows).line());
}
