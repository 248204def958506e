//! Gazette texts: what became of those that people labelled, and how much of every text is in units.

use iu_text::canon::canonicalise;
use iu_text::manifest::{Manifest, ScopePolicy};
use iu_text::profile::builtin;
use iu_text::segment::{detect, mark, MarkRequest};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How far the first line of a component may be from the labelled one.
const NEAR: usize = 6;

/// What became of one text.
struct Gazette {
    name: String,
    profile: String,
    manifest: Result<Manifest, String>,
    /// Bytes that show (white space does not count) in units, and in all.
    held: (usize, usize),
    /// Bytes that show, by the reason they are in no unit.
    reasons: BTreeMap<String, usize>,
    lines: Vec<usize>,
}

/// What differs from the labels of a text.
#[derive(Default)]
struct Judged {
    profile: bool,
    articles: bool,
    /// Components found of those labelled.
    components: (usize, usize),
    differences: Vec<String>,
}

#[allow(clippy::cast_precision_loss, reason = "small")]
fn percent((part, all): (usize, usize)) -> f64 {
    part as f64 / all.max(1) as f64 * 100.0
}

/// Prints both tables for the texts of `folder`.
pub fn print(folder: &Path) {
    let files = |name: &str| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder.join(name)).into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        files.sort();
        files
    };
    let texts: Vec<Gazette> = files("texts").iter().map(|path| Gazette::read(path)).collect();
    if texts.is_empty() {
        return;
    }
    println!("\n## Gazette texts that people labelled\n");
    println!("*Profile*: detected as labelled. *Articles*: those of the main text and of attached documents, in order, as labelled. *Components*: found within {NEAR} lines");
    println!("of the labelled place / labelled. *In units*: bytes that show; grounds, signatures, furniture and notes of the page are in none.\n");
    println!("| kind | texts | profile | articles | components | in units |\n|---|---|---|---|---|---|");
    let mut kinds: BTreeMap<String, Vec<(&Gazette, Judged)>> = BTreeMap::new();
    for path in files("labels") {
        let Some(label) = std::fs::read_to_string(&path).ok().and_then(|text| serde_json::from_str::<Value>(&text).ok()) else {
            continue;
        };
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Some(text) = texts.iter().find(|text| text.name == stem) else { continue };
        kinds.entry(label["kind"].as_str().unwrap_or("?").to_owned()).or_default().push((text, text.judge(&label)));
    }
    let all = kinds.values().flatten().collect::<Vec<_>>();
    let rows = kinds.iter().map(|(kind, of)| (kind.as_str(), of.iter().collect::<Vec<_>>()));
    for (kind, of) in rows.chain(std::iter::once(("**all**", all.clone()))) {
        let count = |right: fn(&Judged) -> bool| of.iter().filter(|(_, judged)| right(judged)).count();
        let components = of.iter().fold((0, 0), |sum, (_, judged)| (sum.0 + judged.components.0, sum.1 + judged.components.1));
        let held = of.iter().fold((0, 0), |sum, (text, _)| (sum.0 + text.held.0, sum.1 + text.held.1));
        let (profile, articles) = (count(|judged| judged.profile), count(|judged| judged.articles));
        println!(
            "| {kind} | {} | {profile} | {articles} | {} / {} | {:.1} % |",
            of.len(),
            components.0,
            components.1,
            percent(held)
        );
    }
    println!();
    for (text, judged) in &all {
        for difference in &judged.differences {
            println!("- `{}`: {difference}", text.name);
        }
    }
    print_all(&texts);
}

/// How much of every text is in units, what the rest is, and the ten texts with the least.
fn print_all(texts: &[Gazette]) {
    let sum = |of: &dyn Fn(&Gazette) -> usize| texts.iter().map(of).sum::<usize>();
    let total = sum(&|text| text.held.1);
    println!("\n## Every gazette text\n");
    println!(
        "{} texts, {:.1} % of the bytes that show in units. The rest:\n",
        texts.len(),
        percent((sum(&|text| text.held.0), total))
    );
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for text in texts {
        for (reason, bytes) in &text.reasons {
            *reasons.entry(reason).or_default() += bytes;
        }
        if text.manifest.is_err() {
            *reasons.entry("refused").or_default() += text.held.1;
        }
    }
    println!("| reason | share |\n|---|---|");
    for (reason, bytes) in reasons {
        println!("| {reason} | {:.2} % |", percent((bytes, total)));
    }
    println!("\nThe ten with the least in units:\n\n| text | in units | anomalies | the rest |\n|---|---|---|---|");
    let mut worst: Vec<&Gazette> = texts.iter().collect();
    worst.sort_by(|one, other| percent(one.held).total_cmp(&percent(other.held)));
    for text in worst.iter().take(10) {
        let rest: Vec<String> =
            text.reasons.iter().map(|(reason, &bytes)| format!("{reason} {:.0} %", percent((bytes, text.held.1)))).collect();
        let (anomalies, rest) = match &text.manifest {
            Ok(manifest) => (manifest.anomalies.len(), rest.join(", ")),
            Err(error) => (0, error.clone()),
        };
        println!("| {} | {:.1} % | {anomalies} | {rest} |", text.name, percent(text.held));
    }
}

impl Gazette {
    fn read(path: &Path) -> Self {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let bytes = std::fs::read(path).expect("a text");
        let source = match canonicalise(&bytes) {
            Ok(source) => source,
            Err(error) => {
                let manifest = Err(format!("{error}"));
                let (profile, reasons, lines) = (String::new(), BTreeMap::new(), Vec::new());
                return Self { name, profile, manifest, held: (0, 0), reasons, lines };
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
        Self { name, profile, manifest, held: (all - outside, all), reasons, lines }
    }

    fn line_at(&self, at: usize) -> usize {
        self.lines.partition_point(|&start| start <= at)
    }

    fn judge(&self, labels: &Value) -> Judged {
        let mut judged = Judged { profile: true, articles: true, ..Judged::default() };
        let expected_profile = labels["profile"].as_str().unwrap_or_default();
        // A scan of which only page heads came out has nothing to cut.
        if expected_profile != "none" && expected_profile != self.profile {
            judged.profile = false;
            judged.differences.push(format!("profile {} instead of {expected_profile}", self.profile));
        }
        let manifest = match &self.manifest {
            Ok(manifest) => manifest,
            Err(_) if expected_profile == "none" => return judged,
            Err(error) => {
                judged.articles = false;
                judged.differences.push(format!("refused: {error}"));
                return judged;
            }
        };
        // The component each unit stands in, and the line of each component.
        let mut inside: BTreeMap<&str, Option<usize>> = BTreeMap::new();
        let mut starts: Vec<usize> = Vec::new();
        for unit in &manifest.units {
            let above = unit.parent_local_id.as_deref().and_then(|parent| inside.get(parent).copied().flatten());
            let own = unit.is_component();
            if own {
                starts.push(self.line_at(unit.heading_spans.first().map_or(0, |span| span.start)));
            }
            inside.insert(&unit.local_id, if own { Some(starts.len() - 1) } else { above });
        }
        let articles = |component: Option<usize>| -> Vec<String> {
            let dieu = manifest.units.iter().filter(|unit| unit.level == "dieu" && inside[unit.local_id.as_str()] == component);
            dieu.map(|unit| super::document::key(&unit.label)).collect()
        };
        let labelled = labels["components"].as_array().map(Vec::as_slice).unwrap_or_default();
        for (place, each) in labelled.iter().enumerate().filter(|(_, each)| each["kind"] != "consolidation_notes") {
            let named = format!("{} {}", each["kind"].as_str().unwrap_or_default(), each["label"].as_str().unwrap_or_default());
            let first = usize::try_from(each["first_line"].as_u64().unwrap_or_default()).unwrap_or_default();
            let found = starts.iter().position(|&line| line.abs_diff(first) <= NEAR);
            if place > 0 {
                judged.components.1 += 1;
                judged.components.0 += usize::from(found.is_some());
                if found.is_none() {
                    judged.differences.push(format!("no component on line {first}: {named}"));
                    continue;
                }
            }
            // An article whose label the text lost is no unit's; the gap it leaves is reported.
            let lost: Vec<&str> = labels["labels_missing_in_text"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|one| one["label"].as_str())
                .collect();
            let expected: Vec<String> = each["articles"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .filter(|label| place > 0 || !lost.contains(label))
                .map(super::document::key)
                .collect();
            let got = articles(found.filter(|_| place > 0));
            if got != expected && (place == 0 || !expected.is_empty()) {
                judged.articles = false;
                let at = (0..).find(|&at| got.get(at) != expected.get(at)).unwrap_or_default();
                judged.differences.push(format!(
                    "{named}: {} articles, labelled {}; the first that differs is {:?}, labelled {:?}",
                    got.len(),
                    expected.len(),
                    got.get(at),
                    expected.get(at)
                ));
            }
        }
        judged
    }
}
