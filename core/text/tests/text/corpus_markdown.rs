//! The Markdown documents of the shared corpus, cut with `markdown-outline`: every heading that people listed and that
//! is written as a Markdown heading is a unit on its line, and nothing of the text is lost. Acts of the European Union that a
//! converter wrote as Markdown are told as what they are, with articles that count on.

use iu_text::canon::canonicalise;
use iu_text::manifest::ScopePolicy;
use iu_text::profile::builtin;
use iu_text::segment::{detect, mark, MarkRequest};
use std::collections::BTreeSet;
use std::path::PathBuf;

#[test]
fn listed_markdown_headings_are_units_on_their_lines() {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    let corpus = std::env::var_os("CUTTER_SHARED").map_or_else(beside, PathBuf::from).join("corpus");
    if !corpus.is_dir() {
        println!("skipped: {} is not there", corpus.display());
        return;
    }
    let mut compared = 0;
    for entry in std::fs::read_dir(&corpus).expect("the corpus can be listed") {
        let folder = entry.expect("an entry").path();
        let Ok(bytes) = std::fs::read(folder.join("source.md")) else { continue };
        let source = canonicalise(&bytes).expect("a text");
        let name = folder.display();
        let fits = detect(&source).into_iter().find(|found| found.profile == "markdown-outline").expect("a built-in profile");
        assert!(fits.score > 0.4, "{name}: {fits:?}");
        let request = MarkRequest {
            profile: builtin("markdown-outline").expect("built in"),
            prefix: "CORPUS".to_owned(),
            doc_code: "corpus".to_owned(),
            leaf: None,
            scope: ScopePolicy::All,
        };
        let manifest = mark(&source, &request).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(manifest.coverage.reconstruction_sha256, manifest.source.sha256, "{name}");
        let starts = manifest.units.iter().map(|unit| unit.heading_spans[0].start);
        let lines: BTreeSet<usize> = starts.map(|start| 1 + source.as_str()[..start].matches('\n').count()).collect();
        let table = std::fs::read_to_string(folder.join("structure.tsv")).expect("the headings");
        for row in table.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>()) {
            if row[5].starts_with('#') {
                assert!(lines.contains(&row[0].parse().expect("a line")), "{name} line {}: {}", row[0], row[5]);
                compared += 1;
            }
        }
    }
    assert!(compared > 100, "only {compared} headings were compared");
    println!("{compared} headings");
}

#[test]
fn acts_of_the_union_count_on() {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    let folder = std::env::var_os("CUTTER_SHARED").map_or_else(beside, PathBuf::from).join("corpus-eu");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: {} is not there", folder.display());
        return;
    };
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let acts = paths.filter(|path| {
        path.extension().is_some_and(|extension| extension == "md") && path.file_stem().is_some_and(|stem| stem != "README")
    });
    for path in acts {
        let (name, source) = (path.display(), canonicalise(&std::fs::read(&path).expect("bytes")).expect("a text"));
        assert_eq!(detect(&source)[0].profile, "eu-regulation", "{name}");
        let request = MarkRequest {
            profile: builtin("eu-regulation").expect("built in"),
            prefix: "EU".to_owned(),
            doc_code: "eu".to_owned(),
            leaf: None,
            scope: ScopePolicy::All,
        };
        let manifest = mark(&source, &request).unwrap_or_else(|error| panic!("{name}: {error}"));
        // An inserted article has a letter after the number of the one before it.
        let label = |label: &str| label.trim_start_matches(|c: char| !c.is_ascii_digit()).to_owned();
        let number = |label: &str| label.trim_end_matches(|c: char| !c.is_ascii_digit()).parse::<u32>().expect("a number");
        let articles: Vec<String> =
            manifest.units.iter().filter(|unit| unit.level == "article").map(|unit| label(&unit.label)).collect();
        assert!(!articles.is_empty() && number(&articles[0]) == 1, "{name}: {articles:?}");
        for pair in articles.windows(2) {
            let (one, next) = (number(&pair[0]), number(&pair[1]));
            let inserted = one == next && pair[0] != pair[1];
            assert!(inserted || next == one + 1, "{name}: {} after {}", pair[1], pair[0]);
        }
    }
}
