//! A document of the corpus: its text, what people established about it, and its manifest.

use iu_text::canon::{canonicalise, CanonicalText};
use iu_text::manifest::{Manifest, ScopePolicy, Unit};
use iu_text::profile::builtin;
use iu_text::segment::{detect, mark, MarkRequest};
use std::path::PathBuf;
use std::time::Instant;
use unicode_normalization::UnicodeNormalization;

pub struct Document {
    pub name: String,
    pub folder: PathBuf,
    pub source: CanonicalText,
    pub profile: String,
    pub manifest: Result<Manifest, String>,
    /// First byte of every line.
    lines: Vec<usize>,
    /// Megabytes (10^6) a second, from bytes to the sealed manifest.
    pub speed: f64,
}

impl Document {
    /// Reads and cuts the document `runs` times.
    pub fn read(folder: PathBuf, runs: usize) -> Self {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let bytes =
            ["source.txt", "source.md"].iter().find_map(|file| std::fs::read(folder.join(file)).ok()).expect("a source text");
        let source = canonicalise(&bytes).expect("a text");
        let profile = detect(&source)[0].profile.clone();
        let request = MarkRequest {
            profile: builtin(&profile).expect("built in"),
            prefix: "CORPUS".to_owned(),
            doc_code: "corpus".to_owned(),
            leaf: None,
            scope: ScopePolicy::All,
        };
        let mut best = f64::INFINITY;
        let mut manifest = Err(String::new());
        for _ in 0..runs {
            let start = Instant::now();
            let source = canonicalise(&bytes).expect("a text");
            manifest = mark(&source, &request).map_err(|error| format!("{} on line {}: {error}", error.code, error.line));
            best = best.min(start.elapsed().as_secs_f64());
        }
        #[allow(clippy::cast_precision_loss, reason = "small")]
        let speed = bytes.len() as f64 / best / 1e6;
        let ends = source.as_str().match_indices('\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(ends).collect();
        Self { name, folder, source, profile, manifest, lines, speed }
    }

    pub fn file(&self, name: &str) -> Option<String> {
        std::fs::read_to_string(self.folder.join(name)).ok()
    }

    pub fn table(&self, name: &str) -> Vec<Vec<String>> {
        let text = self.file(name).unwrap_or_default();
        text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
    }

    pub fn line_at(&self, at: usize) -> usize {
        self.lines.partition_point(|&start| start <= at)
    }

    /// The level that holds what people call the articles of this document.
    pub fn article_levels(&self, labels: &[String]) -> Vec<&'static str> {
        let first = labels.first().map_or("", String::as_str);
        match self.profile.as_str() {
            "vn-law" => vec!["dieu"],
            "eu-regulation" => vec!["article"],
            "act-en" if first.starts_with("Amendment") => vec!["amendment"],
            "act-en" if first.starts_with("Article") => vec!["article"],
            "act-en" => vec!["section"],
            _ => vec!["n1", "h2"],
        }
    }

    /// The units that people established: those of the main text where what is issued with it has units of its own.
    pub fn main_units<'m>(&self, manifest: &'m Manifest) -> &'m [Unit] {
        let main = manifest.components.first().map_or(manifest.units.len(), |main| main.units);
        &manifest.units[..if self.profile == "vn-law" { main } else { manifest.units.len() }]
    }

    /// The own texts of `units`, as one line.
    pub fn text_of(&self, units: &[Unit], first: bool) -> String {
        let mut spans: Vec<iu_text::manifest::Span> = Vec::new();
        for (index, unit) in units.iter().enumerate() {
            if index > 0 || !first {
                spans.extend_from_slice(&unit.heading_spans);
            }
            spans.extend_from_slice(&unit.body_spans);
        }
        spans.sort_unstable();
        let text: String = spans.iter().map(|span| &self.source.as_str()[span.start..span.end]).collect();
        words(&text)
    }
}

/// NFC with single plain spaces.
pub fn words(text: &str) -> String {
    text.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What identifies a label: its number, in capitals, without words and marks.
pub fn key(label: &str) -> String {
    let label = words(label);
    let last = label.rsplit(" / ").next().unwrap_or_default();
    let number = last.trim_end_matches(['.', ':', ')', ' ', '—', '-']).rsplit([' ', ']']).next().unwrap_or_default();
    number.to_uppercase()
}
