//! What came out beside what people established.

use super::document::{key, words, Document};
use iu_text::manifest::Manifest;
use std::collections::{BTreeMap, BTreeSet};

/// A line of the table. Counts are `right / all`.
#[derive(Default)]
pub struct Row {
    pub name: String,
    profile: String,
    articles: (usize, usize),
    labels: bool,
    headings: (usize, usize),
    traps: (usize, usize),
    samples: (usize, usize),
    covered: bool,
    units: usize,
    anomalies: usize,
    speed: f64,
    /// As WebAssembly, from the last benchmark; none where there is none.
    pub wasm_seconds: Option<f64>,
    bytes: usize,
    pub notes: Vec<String>,
}

impl Row {
    pub fn is_exact(&self) -> bool {
        let all = |(right, all): (usize, usize)| right == all;
        self.labels && all(self.articles) && all(self.headings) && self.traps.0 == 0 && all(self.samples) && self.covered
    }

    #[allow(clippy::cast_precision_loss, reason = "small")]
    pub fn line(&self) -> String {
        let yes = |good: bool| if good { "yes" } else { "**no**" };
        let of =
            |(right, all): (usize, usize)| if right == all { format!("{right} / {all}") } else { format!("**{right}** / {all}") };
        format!(
            "| {} | {} | {} | {} | {} | {} / {} | {} | {} | {} | {} | {:.0} | {} |",
            self.name,
            self.profile,
            of(self.articles),
            yes(self.labels),
            of(self.headings),
            self.traps.0,
            self.traps.1,
            of(self.samples),
            yes(self.covered),
            self.units,
            self.anomalies,
            self.speed,
            self.wasm_seconds.map_or("–".to_owned(), |seconds| format!("{:.0}", self.bytes as f64 / seconds / 1e6))
        )
    }

    pub fn total(rows: &[Self]) -> Self {
        let sum = |of: fn(&Self) -> (usize, usize)| rows.iter().map(of).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        #[allow(clippy::cast_precision_loss, reason = "small")]
        let seconds: f64 = rows.iter().map(|row| row.bytes as f64 / 1e6 / row.speed).sum();
        let bytes: usize = rows.iter().map(|row| row.bytes).sum();
        #[allow(clippy::cast_precision_loss, reason = "small")]
        let speed = bytes as f64 / 1e6 / seconds;
        Self {
            name: format!("**all {}**", rows.len()),
            profile: String::new(),
            articles: sum(|row| row.articles),
            labels: rows.iter().all(|row| row.labels),
            headings: sum(|row| row.headings),
            traps: sum(|row| row.traps),
            samples: sum(|row| row.samples),
            covered: rows.iter().all(|row| row.covered),
            units: rows.iter().map(|row| row.units).sum(),
            anomalies: rows.iter().map(|row| row.anomalies).sum(),
            speed,
            wasm_seconds: rows.iter().map(|row| row.wasm_seconds).sum(),
            bytes,
            notes: Vec::new(),
        }
    }
}

/// Compares a document.
pub fn row(document: &Document) -> Row {
    let published: Vec<String> = document.file("articles.txt").unwrap_or_default().lines().map(str::to_owned).collect();
    let mut row = Row {
        name: document.name.clone(),
        profile: document.profile.clone(),
        speed: document.speed,
        bytes: document.source.as_str().len(),
        ..Row::default()
    };
    row.articles.1 = published.len();
    let manifest = match &document.manifest {
        Ok(manifest) => manifest,
        Err(error) => {
            row.notes.push(format!("refused: {error}"));
            return row;
        }
    };
    let coverage = &manifest.coverage;
    row.covered = coverage.reconstruction_ok && coverage.reconstruction_sha256 == manifest.source.sha256;
    row.units = manifest.units.len();
    row.anomalies = manifest.anomalies.len();
    articles(document, manifest, &published, &mut row);
    headings(document, manifest, &mut row);
    samples(document, manifest, &mut row);
    let mut kinds: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for anomaly in &manifest.anomalies {
        kinds.entry(&anomaly.code).or_default().push(format!("{} on line {}", anomaly.label, anomaly.line));
    }
    for (code, places) in kinds {
        let shown = places.iter().take(8).cloned().collect::<Vec<_>>().join("; ");
        row.notes.push(format!("{code} ({}): {shown}", places.len()));
    }
    row
}

fn articles(document: &Document, manifest: &Manifest, published: &[String], row: &mut Row) {
    let levels = document.article_levels(published);
    let found: Vec<String> = document
        .main_units(manifest)
        .iter()
        .filter(|unit| levels.contains(&unit.level.as_str()))
        .map(|unit| key(&unit.label))
        .collect();
    let expected: Vec<String> = published.iter().map(|label| key(label)).collect();
    row.articles.0 = found.len();
    row.labels = found == expected;
    if let Some(at) = (0..found.len().max(expected.len())).find(|&at| found.get(at) != expected.get(at)) {
        row.notes.push(format!("label {} is {:?}, published {:?}", at + 1, found.get(at), expected.get(at)));
    }
}

fn in_component(unit: &iu_text::manifest::Unit, manifest: &Manifest) -> bool {
    let at = unit.heading_spans[0].start;
    let others = manifest.components.iter().filter(|component| component.address.as_ref() != Some(&unit.address));
    others.skip(1).any(|component| (component.span.start..component.span.end).contains(&at))
}

fn headings(document: &Document, manifest: &Manifest, row: &mut Row) {
    let mut lines: BTreeSet<usize> = BTreeSet::new();
    let mut begins: BTreeSet<usize> = BTreeSet::new();
    for unit in document.main_units(manifest) {
        for span in &unit.heading_spans {
            lines.extend(document.line_at(span.start)..=document.line_at(span.end.saturating_sub(1)));
        }
        // What stands in a schedule is cut, and is no heading of the main text.
        if !in_component(unit, manifest) {
            begins.insert(document.line_at(unit.heading_spans[0].start));
        }
    }
    for entry in document.table("structure.tsv") {
        // Preambles are no units, and appendices of Vietnamese texts are left out as a whole.
        if entry[3] == "preamble" || (entry[2] == "annex" && document.profile == "vn-law") {
            continue;
        }
        let line: usize = entry[0].parse().expect("a line");
        row.headings.1 += 1;
        if lines.contains(&line) {
            row.headings.0 += 1;
        } else {
            row.notes.push(format!("no heading on line {line}: {}", entry[5].chars().take(60).collect::<String>()));
        }
    }
    for entry in document.table("not_headings.tsv") {
        row.traps.1 += 1;
        if begins.contains(&entry[0].parse().expect("a line")) {
            row.traps.0 += 1;
            row.notes.push(format!(
                "taken for a heading on line {}: {}",
                entry[0],
                entry[3].chars().take(60).collect::<String>()
            ));
        }
    }
}

fn samples(document: &Document, manifest: &Manifest, row: &mut Row) {
    let units = document.main_units(manifest);
    let meta: serde_json::Value = serde_json::from_str(&document.file("meta.json").expect("facts")).expect("JSON");
    let listed: BTreeSet<usize> = document.table("structure.tsv").iter().map(|entry| entry[0].parse().expect("a line")).collect();
    let line_of = |unit: &iu_text::manifest::Unit| document.line_at(unit.heading_spans[0].start);
    for sample in meta["ground_truth"]["spot_checks"].as_array().expect("samples") {
        row.samples.1 += 1;
        let label = sample["label"].as_str().unwrap_or_default();
        let line = usize::try_from(sample["line"].as_u64().unwrap_or_default()).expect("a line");
        let holds = |unit: &iu_text::manifest::Unit| {
            let span = (line_of(unit), document.line_at(unit.heading_spans.last().map_or(0, |span| span.end.saturating_sub(1))));
            span.0 <= line && line <= span.1
        };
        let Some(at) = units.iter().position(holds) else {
            row.notes.push(format!("sample {label} has no unit on line {line}"));
            continue;
        };
        let after = units[at + 1..].iter().position(|unit| {
            let from = line_of(unit);
            let to = document.line_at(unit.heading_spans.last().map_or(0, |span| span.end.saturating_sub(1)));
            from > line && listed.range(from..=to).next().is_some()
        });
        let end = after.map_or(units.len(), |after| at + 1 + after);
        let text = document.text_of(&units[at..end], true);
        let first = words(sample["body_first_40"].as_str().unwrap_or_default());
        let last = words(sample["body_last_40"].as_str().unwrap_or_default());
        let good = text.starts_with(&first) && text.ends_with(&last) && (!first.is_empty() || text.is_empty());
        if good {
            row.samples.0 += 1;
        } else {
            let begins: String = text.chars().take(50).collect();
            let ends: String = text.chars().rev().take(50).collect::<Vec<_>>().into_iter().rev().collect();
            row.notes.push(format!("sample {label} begins {begins:?} and ends {ends:?}"));
        }
    }
}
