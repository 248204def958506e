//! The Vietnamese documents of the shared corpus, cut with `vn-law` and compared with what people established by hand.
//!
//! Compared are: labels and lines of articles, lines of chapters and sections, numbers of khoản and điểm per article,
//! beginnings and ends of sample articles, lines that only look like headings, anomalies, and the coverage proof.

use iu_text::canon::{canonicalise, CanonicalText};
use iu_text::manifest::{Manifest, ScopePolicy, Span, Unit};
use iu_text::profile::builtin;
use iu_text::segment::{detect, mark, MarkRequest};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// Documents that must be there and be exact, so that a missing corpus cannot pass for a good one.
const REQUIRED: [&str; 7] = [
    "vn-labour-code-2019-congbao",
    "vn-constitution-2013",
    "vn-it-law-2006",
    "vn-customs-2014",
    "vn-network-security-2015",
    "vn-decree-13-2023",
    "vn-cybersecurity-2018-tvpl",
];

/// Anomalies that the documents really have; every other document has none.
///
/// The circular skips the letter đ in two lists of points.
const ANOMALIES: [(&str, &[(&str, &str)]); 1] = [("vn-circular-31-2017", &[("gap", "e)"), ("gap", "e)")])];

/// Where the document is right and the table of clauses is not: document, article, khoản in the document.
///
/// The consolidated law inserts a khoản 3a into Điều 66, printed `3a.6` with the mark of footnote 6.
const CLAUSES_BY_THE_DOCUMENT: [(&str, &str, usize); 1] = [("vn-vbhn-social-insurance-2024", "Điều 66", 6)];

/// The consolidated text, whose pages end in footnotes.
const WITH_FOOTNOTES: &str = "vn-vbhn-social-insurance-2024";

struct Document {
    name: String,
    folder: PathBuf,
    source: CanonicalText,
    manifest: Manifest,
}

/// The documents, read and cut once for all tests.
fn documents() -> Option<&'static [Document]> {
    static DOCUMENTS: OnceLock<Option<Vec<Document>>> = OnceLock::new();
    DOCUMENTS.get_or_init(read_all).as_deref()
}

fn read_all() -> Option<Vec<Document>> {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    let corpus = std::env::var_os("CUTTER_SHARED").map_or_else(beside, PathBuf::from).join("corpus");
    if !corpus.is_dir() {
        println!("skipped: {} is not there", corpus.display());
        return None;
    }
    let entries = std::fs::read_dir(&corpus).expect("the corpus can be listed");
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    folders.retain(|folder| name_of(folder).starts_with("vn-"));
    folders.sort();
    Some(folders.into_iter().map(read).collect())
}

fn name_of(folder: &Path) -> String {
    folder.file_name().expect("a name").to_string_lossy().into_owned()
}

fn read(folder: PathBuf) -> Document {
    let name = name_of(&folder);
    let bytes = std::fs::read(folder.join("source.txt")).expect("a source text");
    let source = canonicalise(&bytes).expect("a text");
    let manifest = mark(&source, &request()).unwrap_or_else(|error| panic!("{name}: {error}"));
    Document { name, folder, source, manifest }
}

fn request() -> MarkRequest {
    MarkRequest {
        profile: builtin("vn-law").expect("built in"),
        prefix: "CORPUS".to_owned(),
        doc_code: "corpus".to_owned(),
        leaf: None,
        scope: ScopePolicy::All,
    }
}

/// NFC with plain spaces, as labels are compared.
fn plain(text: &str) -> String {
    text.nfc().collect::<String>().replace('\u{a0}', " ")
}

fn words(text: &str) -> String {
    plain(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Document {
    fn file(&self, name: &str) -> Option<String> {
        let path = self.folder.join(name);
        path.is_file().then(|| std::fs::read_to_string(path).expect("a corpus file"))
    }

    fn table(&self, name: &str) -> Vec<Vec<String>> {
        let text = self.file(name).unwrap_or_default();
        text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
    }

    /// The units of the main text.
    fn main(&self) -> &[Unit] {
        &self.manifest.units[..self.manifest.components[0].units]
    }

    fn units(&self, level: &str) -> impl Iterator<Item = &Unit> {
        let level = level.to_owned();
        self.main().iter().filter(move |unit| unit.level == level)
    }

    fn line_of(&self, unit: &Unit) -> usize {
        let start = unit.heading_spans[0].start;
        1 + self.source.as_str()[..start].matches('\n').count()
    }

    /// The text of an article below its heading, as one line.
    fn text_below(&self, article: usize) -> String {
        let units = self.main();
        let parts = units[article + 1..].iter().take_while(|unit| matches!(unit.level.as_str(), "khoan" | "diem"));
        let mut spans: Vec<Span> = units[article].body_spans.clone();
        spans.extend(parts.flat_map(|unit| unit.heading_spans.iter().chain(&unit.body_spans)));
        spans.sort_unstable();
        words(&spans.iter().map(|span| &self.source.as_str()[span.start..span.end]).collect::<String>())
    }
}

#[test]
fn articles_are_exact() {
    let Some(documents) = documents() else { return };
    let names: BTreeSet<&str> = documents.iter().map(|document| document.name.as_str()).collect();
    for required in REQUIRED {
        assert!(names.contains(required), "{required} is missing from the corpus");
    }
    for document in documents {
        let expected: Vec<String> =
            document.file("articles.txt").expect("labels").lines().map(|line| plain(line).to_lowercase()).collect();
        let found: Vec<String> = document.units("dieu").map(|unit| plain(&unit.label).to_lowercase()).collect();
        assert_eq!(found, expected, "{}", document.name);
        println!("{}: {} articles, {} units", document.name, found.len(), document.manifest.units.len());
    }
}

#[test]
fn headings_stand_on_the_lines_people_found_them_on() {
    let Some(documents) = documents() else { return };
    for document in documents {
        for (level, id) in [("chapter", "chuong"), ("section", "muc"), ("article", "dieu")] {
            let rows = document.table("structure.tsv");
            let rows = rows.iter().filter(|row| row[2] == "body" && row[3] == level);
            let expected: Vec<usize> = rows.map(|row| row[0].parse().expect("a line")).collect();
            let found: Vec<usize> = document.units(id).map(|unit| document.line_of(unit)).collect();
            assert_eq!(found, expected, "{} {level}", document.name);
        }
        let lines: BTreeSet<usize> = document.main().iter().map(|unit| document.line_of(unit)).collect();
        for row in document.table("not_headings.tsv") {
            assert!(!lines.contains(&row[0].parse().expect("a line")), "{} line {}", document.name, row[0]);
        }
    }
}

#[test]
fn clauses_and_points_are_exact() {
    let Some(documents) = documents() else { return };
    let (mut clauses, mut points) = (0, 0);
    for document in documents {
        for row in document.table("clauses.tsv") {
            let article =
                document.manifest.units.iter().position(|unit| unit.level == "dieu" && plain(&unit.label) == plain(&row[0]));
            let article = article.unwrap_or_else(|| panic!("{} has no {}", document.name, row[0]));
            let below =
                document.manifest.units[article + 1..].iter().take_while(|unit| matches!(unit.level.as_str(), "khoan" | "diem"));
            let (mut found_clauses, mut by_clause) = (0_usize, BTreeMap::<usize, usize>::new());
            for unit in below {
                match unit.level.as_str() {
                    "khoan" => found_clauses += 1,
                    _ => *by_clause.entry(found_clauses).or_default() += 1,
                }
            }
            let found = (found_clauses, by_clause.values().sum::<usize>());
            let by_document =
                CLAUSES_BY_THE_DOCUMENT.iter().find(|(name, label, _)| (*name, *label) == (&document.name, &row[0]));
            let listed = row[1].parse().expect("a count");
            let expected = (by_document.map_or(listed, |(_, _, clauses)| *clauses), row[2].parse().expect("a count"));
            assert_eq!(found, expected, "{} {}: {by_clause:?}", document.name, row[0]);
            let shares: Vec<String> = by_clause.iter().map(|(clause, points)| format!("{clause}:{points}")).collect();
            assert_eq!(shares.join(","), row[3], "{} {}", document.name, row[0]);
            clauses += found.0;
            points += found.1;
        }
        for row in document.table("clauses_outside_quotation.tsv") {
            let article = document.units("dieu").find(|unit| unit.label == row[0]).expect("the article");
            let found = document.units("khoan").filter(|unit| unit.parent_local_id.as_ref() == Some(&article.local_id)).count();
            assert_eq!(found.to_string(), row[1], "{} {}", document.name, row[0]);
        }
    }
    println!("{clauses} khoản, {points} điểm");
}

#[test]
fn sample_articles_begin_and_end_as_people_read_them() {
    let Some(documents) = documents() else { return };
    for document in documents {
        let meta: serde_json::Value = serde_json::from_str(&document.file("meta.json").expect("facts")).expect("JSON");
        let samples = meta["ground_truth"]["spot_checks"].as_array().expect("samples");
        assert!(!samples.is_empty(), "{}", document.name);
        for sample in samples {
            let label = sample["label"].as_str().expect("a label");
            let article = document.manifest.units.iter().position(|unit| unit.level == "dieu" && plain(&unit.label) == label);
            let text = document.text_below(article.unwrap_or_else(|| panic!("{} has no {label}", document.name)));
            let (first, last) =
                (words(sample["body_first_40"].as_str().expect("text")), words(sample["body_last_40"].as_str().expect("text")));
            assert!(text.starts_with(&first), "{} {label} begins {:?}", document.name, text.chars().take(60).collect::<String>());
            assert!(text.ends_with(&last), "{} {label} does not end in {last:?}", document.name);
        }
    }
}

#[test]
fn every_byte_is_in_one_span_and_nothing_is_reported_without_cause() {
    let Some(documents) = documents() else { return };
    for document in documents {
        let manifest = &document.manifest;
        assert!(manifest.coverage.reconstruction_ok, "{}", document.name);
        assert_eq!(manifest.coverage.reconstruction_sha256, manifest.source.sha256, "{}", document.name);
        let expected = ANOMALIES.iter().find(|(name, _)| *name == document.name).map_or(&[][..], |(_, list)| list);
        let found: Vec<(&str, &str)> =
            manifest.anomalies.iter().map(|anomaly| (anomaly.code.as_str(), anomaly.label.as_str())).collect();
        assert_eq!(found, expected, "{}", document.name);
        let excluded: BTreeSet<&str> = manifest.exclusions.iter().map(|exclusion| exclusion.reason.as_str()).collect();
        assert!(excluded.contains("preamble") && excluded.contains("signature_block"), "{}: {excluded:?}", document.name);
    }
}

#[test]
fn page_furniture_is_in_no_unit() {
    let Some(documents) = documents() else { return };
    for document in documents {
        let text = document.source.as_str();
        for unit in &document.manifest.units {
            for span in unit.heading_spans.iter().chain(&unit.body_spans) {
                let part = &text[span.start..span.end];
                assert!(!part.contains("CÔNG BÁO/Số"), "{} {}", document.name, unit.address);
                assert!(!part.contains("Ký bởi:"), "{} {}", document.name, unit.address);
            }
        }
    }
}

#[test]
fn vn_law_is_detected_for_all_of_them() {
    let Some(documents) = documents() else { return };
    for document in documents {
        let ranked = detect(&document.source);
        assert_eq!(ranked[0].profile, "vn-law", "{}: {ranked:?}", document.name);
        assert!(ranked[0].score > ranked[1].score, "{}: {ranked:?}", document.name);
    }
}

#[test]
fn numbered_footnotes_are_in_no_unit() {
    let Some(documents) = documents() else { return };
    let Some(document) = documents.iter().find(|document| document.name == WITH_FOOTNOTES) else { return };
    let numbers: Vec<u32> = document.manifest.notes.iter().map(|note| note.number).collect();
    assert_eq!(numbers, (1..=10).collect::<Vec<u32>>());
    // Note 10 runs on to the next page, below an article of which nothing is lost.
    let article = document.manifest.units.iter().position(|unit| unit.label == "Điều 139").expect("the article");
    assert!(!document.text_below(article).contains("Luật Phục hồi, phá sản số 142/2025/QH15, có hiệu lực"));
    for kept in ["d) Sửa đổi, bổ sung khoản 3 Điều 49", "đ) Sửa đổi, bổ sung khoản 5 Điều 49"] {
        assert!(document.text_below(article).contains(kept), "{kept}");
    }
}
