//! The gazette texts beside their labels: components, articles of the main text, bytes in units.

use iu_text::canon::canonicalise;
use iu_text::manifest::{Manifest, ScopePolicy};
use iu_text::profile::builtin;
use iu_text::segment::{detect, mark, MarkRequest};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

/// What became of one text.
pub struct Gazette {
    pub name: String,
    pub bytes: usize,
    pub profile: String,
    pub manifest: Result<Manifest, String>,
    pub seconds: f64,
    /// Bytes that show (white space does not count) in units, and in all.
    pub held: (usize, usize),
    /// Bytes that show, by the reason they are in no unit.
    pub reasons: BTreeMap<String, usize>,
    lines: Vec<usize>,
}

impl Gazette {
    pub fn read(path: &Path) -> Self {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let bytes = std::fs::read(path).expect("a text");
        let start = Instant::now();
        let source = match canonicalise(&bytes) {
            Ok(source) => source,
            Err(error) => {
                let manifest = Err(format!("{error}"));
                let (profile, reasons, lines) = (String::new(), BTreeMap::new(), Vec::new());
                return Self { name, bytes: bytes.len(), profile, manifest, seconds: 0.0, held: (0, 0), reasons, lines };
            }
        };
        let profile = detect(&source)[0].profile.clone();
        let request = MarkRequest {
            profile: builtin(&profile).expect("built in"),
            prefix: "CORPUS".to_owned(),
            doc_code: "corpus".to_owned(),
            leaf: None,
            scope: ScopePolicy::All,
        };
        let manifest = mark(&source, &request).map_err(|error| format!("{} on line {}: {error}", error.code, error.line));
        let seconds = start.elapsed().as_secs_f64();
        let shown = |span: &iu_text::manifest::Span| {
            source.as_str()[span.start..span.end].bytes().filter(|byte| !byte.is_ascii_whitespace()).count()
        };
        let all = source.as_str().bytes().filter(|byte| !byte.is_ascii_whitespace()).count();
        let mut reasons = BTreeMap::new();
        if let Ok(manifest) = &manifest {
            for exclusion in &manifest.exclusions {
                *reasons.entry(exclusion.reason.clone()).or_default() += shown(&exclusion.span);
            }
        }
        let outside: usize = if manifest.is_ok() { reasons.values().sum() } else { all };
        let lines = std::iter::once(0).chain(source.as_str().match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { name, bytes: bytes.len(), profile, manifest, seconds, held: (all - outside, all), reasons, lines }
    }

    fn line_at(&self, at: usize) -> usize {
        self.lines.partition_point(|&start| start <= at)
    }

    /// What differs from the labels, one sentence each.
    pub fn differences(&self, labels: &Value) -> Vec<String> {
        let mut found = Vec::new();
        let expected_profile = labels["profile"].as_str().unwrap_or_default();
        if expected_profile != "none" && expected_profile != self.profile {
            found.push(format!("profile {} instead of {expected_profile}", self.profile));
        }
        let manifest = match &self.manifest {
            Ok(manifest) => manifest,
            Err(_) if expected_profile == "none" => return found,
            Err(error) => {
                found.push(format!("refused: {error}"));
                return found;
            }
        };
        // The component each unit stands in, by the place of its heading.
        let mut component: BTreeMap<&str, Option<usize>> = BTreeMap::new();
        let mut starts: Vec<(usize, &str, &str)> = Vec::new();
        for unit in &manifest.units {
            let own =
                matches!(unit.section_type.as_str(), "attached_document" | "appendix" | "form" | "list" | "schedule" | "annex");
            let line = self.line_at(unit.heading_spans.first().map_or(0, |span| span.start));
            let inside = unit.parent_local_id.as_deref().and_then(|parent| component.get(parent).copied().flatten());
            if own {
                starts.push((line, unit.section_type.as_str(), unit.label.as_str()));
            }
            component.insert(&unit.local_id, if own { Some(starts.len() - 1) } else { inside });
        }
        let empty = Vec::new();
        let wanted = labels["components"].as_array().unwrap_or(&empty);
        let of_component = |wanted: Option<usize>| -> Vec<(String, usize)> {
            let dieu = manifest.units.iter().filter(|unit| unit.level == "dieu" && component[unit.local_id.as_str()] == wanted);
            dieu.map(|unit| (super::document::key(&unit.label), self.line_at(unit.heading_spans[0].start))).collect()
        };
        for (place, each) in wanted.iter().enumerate() {
            let kind = each["kind"].as_str().unwrap_or_default();
            let label = each["label"].as_str().unwrap_or("–");
            let first = usize::try_from(each["first_line"].as_u64().unwrap_or_default()).expect("a line");
            if kind == "consolidation_notes" {
                continue;
            }
            let at = if place == 0 {
                None
            } else {
                let near = starts.iter().position(|&(line, ..)| line.abs_diff(first) <= 6);
                if near.is_none() {
                    found.push(format!("no component at line {first}: {kind} {label}"));
                    continue;
                }
                near
            };
            let articles = each["articles"].as_array().unwrap_or(&empty);
            let expected: Vec<String> = articles.iter().filter_map(Value::as_str).map(super::document::key).collect();
            if place > 0 && expected.is_empty() {
                continue;
            }
            let got = of_component(at);
            let labels_got: Vec<String> = got.iter().map(|(label, _)| label.clone()).collect();
            if labels_got != expected {
                let at = (0..).find(|&at| labels_got.get(at) != expected.get(at)).unwrap_or_default();
                let line = got.get(at).map_or(0, |(_, line)| *line);
                found.push(format!(
                    "{kind} {label}: {} articles, labelled {}; from place {} on {:?} (line {line}), labelled {:?}",
                    labels_got.len(),
                    expected.len(),
                    at + 1,
                    labels_got.get(at),
                    expected.get(at)
                ));
            }
        }
        for (line, kind, label) in &starts {
            let near =
                wanted.iter().skip(1).any(|each| each["first_line"].as_u64().unwrap_or_default().abs_diff(*line as u64) <= 6);
            if !near {
                found.push(format!("component at line {line} is not labelled: {kind} {label}"));
            }
        }
        found
    }
}
