//! Carries out real amending acts and holds the outcome against the publisher's own consolidated texts, and what is understood of
//! each act against what people read in it: `cargo run --release --example consolidation_table [-- NAME…] [--differences]`.
//!
//! The texts are read from `CUTTER_SHARED`, else from `../shared`; without them it says so and does nothing.

#[path = "consolidation/carried.rs"]
mod carried;

use carried::{asked_of, collapsed, instructions, Law, Told};
use cutter_model::refusal::Refusal;
use cutter_pipeline::amend::held::{differences, mean_distance, Article, Articles};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What stands in the place of what was repealed, where a publisher prints it.
const REPEALED: &str = "(được bãi bỏ)";

fn main() {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    let shared = std::env::var_os("CUTTER_SHARED").map_or_else(beside, PathBuf::from);
    if !shared.join("consolidation").is_dir() {
        eprintln!("skipped: there is no {}", shared.join("consolidation").display());
        return;
    }
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (options, names): (Vec<&String>, Vec<&String>) = words.iter().partition(|word| word.starts_with("--"));
    let table = Table {
        shared,
        tells: options.iter().any(|option| *option == "--differences"),
        names: names.into_iter().cloned().collect(),
    };
    table.triples();
    table.instructions();
}

struct Table {
    shared: PathBuf,
    /// Whether every difference is told.
    tells: bool,
    names: Vec<String>,
}

fn json(path: &Path) -> Value {
    std::fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

fn text<'v>(value: &'v Value, at: &str) -> &'v str {
    value.pointer(at).and_then(Value::as_str).unwrap_or_default()
}

/// Articles as they were labelled; one that is printed as repealed reads nothing.
fn labelled(path: &Path) -> Articles {
    let of = |(number, article): (&String, &Value)| {
        let (title, text) = (collapsed(text(article, "/title")), collapsed(text(article, "/text")));
        (number.to_lowercase(), if title == REPEALED { Article::default() } else { Article { title, text } })
    };
    json(path).as_object().map(|articles| articles.iter().map(of).collect()).unwrap_or_default()
}

impl Table {
    fn entries(&self, folder: &str) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.shared.join("consolidation").join(folder)).into_iter().flatten();
        let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        let wanted = |path: &PathBuf| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            !name.starts_with('_') && (self.names.is_empty() || self.names.iter().any(|part| name.contains(part.as_str())))
        };
        paths.retain(wanted);
        paths.sort();
        paths
    }

    fn file(&self, name: &str) -> Result<Vec<u8>, Refusal> {
        let path = self.shared.join("corpus-vn/texts").join(name);
        std::fs::read(&path).map_err(|error| Refusal::invalid("FILE_UNREADABLE", format!("{}: {error}.", path.display())))
    }

    fn triples(&self) {
        println!("| triple | articles equal | before as labelled | mean distance | steps | doubts | left | refused |");
        println!("|---|---|---|---|---|---|---|---|");
        for folder in self.entries("triples") {
            let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            match self.triple(&folder) {
                Ok(row) => println!("| {name} | {row} |"),
                Err(refusal) => println!("| {name} | {}: {} |", refusal.code, refusal.message),
            }
        }
    }

    fn triple(&self, folder: &Path) -> Result<String, Refusal> {
        let meta = json(&folder.join("meta.json"));
        let mut law = Law::mark(&self.file(text(&meta, "/before/txt"))?, "LAW", Some("vn-law"))?;
        let (before, was) = (labelled(&folder.join("before.articles.json")), law.articles());
        let read = before.iter().filter(|(number, article)| was.get(*number) == Some(article)).count();
        let (mut steps, mut doubts, mut left, mut refused) = (0, 0, 0, 0);
        let (mut asked, mut acts) = (Vec::new(), String::new());
        for act in meta.pointer("/acts").and_then(Value::as_array).into_iter().flatten() {
            let bytes = self.file(text(act, "/file/txt"))?;
            acts.push_str(&String::from_utf8_lossy(&bytes));
            let rehearsed = law.carry_out(&bytes, None)?;
            steps += rehearsed.steps.len();
            doubts += rehearsed.last.steps.len();
            refused += rehearsed.refused.len();
            let told = instructions(&rehearsed);
            asked.extend(asked_of(&told));
            let open = told.iter().filter(|each| each.state == "left");
            left += open.clone().count();
            let unsure = told.iter().filter(|each| each.state == "proposed" && each.why.is_some());
            if self.tells {
                open.chain(unsure).for_each(|each| println!("  {}: {each:?}", text(act, "/number")));
            }
        }
        let (official, made) = (labelled(&folder.join("after.articles.json")), law.articles());
        let numbers: BTreeSet<&String> = official.keys().chain(made.keys()).collect();
        if self.tells {
            for each in differences(&made, &official, &asked, &acts) {
                let short = |words: &str| words.chars().take(300).collect::<String>();
                let line = each.line.map(|line| format!(", line {line}")).unwrap_or_default();
                println!(
                    "  Điều {}, {:?}{line}: … {} [{}] → [{}]",
                    each.article,
                    each.cause,
                    each.after_words,
                    short(&each.made),
                    short(&each.official)
                );
            }
        }
        let none = Article::default();
        let equal =
            numbers.iter().filter(|number| made.get(**number).unwrap_or(&none) == official.get(**number).unwrap_or(&none));
        Ok(format!(
            "{} / {} | {read} / {} | {:.3} % | {steps} | {doubts} | {left} | {refused} |",
            equal.count(),
            numbers.len(),
            before.len(),
            mean_distance(&made, &official) * 100.0,
        )
        .trim_end_matches(" |")
        .to_owned())
    }

    fn instructions(&self) {
        println!("\n| act | labelled | right | kind alone right | missing | besides |");
        println!("|---|---|---|---|---|---|");
        let (mut all, mut all_right) = (0, 0);
        for path in self.entries("instructions") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            match self.act(&path, &name) {
                Ok((row, labels, right)) => {
                    (all, all_right) = (all + labels, all_right + right);
                    println!("| {name} | {row} |");
                }
                Err(refusal) => println!("| {name} | {}: {} |", refusal.code, refusal.message),
            }
        }
        println!("| together | {all} | {all_right} ({:.1} %) | | | |", all_right as f64 * 100.0 / all.max(1) as f64);
    }

    /// An act is read against a law of its own that has nothing: what is understood of a sentence does not depend on it.
    fn act(&self, path: &Path, name: &str) -> Result<(String, usize, usize), Refusal> {
        let mut law = Law::mark("Điều 1. Một\nMột.\n".as_bytes(), "LAW", Some("vn-law"))?;
        let mut told = instructions(&law.carry_out(&self.file(&format!("{name}.txt"))?, None)?);
        let labels = json(path);
        let labels: Vec<&Value> = labels.as_array().into_iter().flatten().collect();
        let (mut right, mut kinds, mut missing) = (0, 0, 0);
        let mut wrong = Vec::new();
        for label in &labels {
            let line = label["line"].as_u64().unwrap_or_default() as usize;
            let wanted: BTreeSet<String> =
                label["provisions"].as_array().into_iter().flatten().filter_map(Value::as_str).map(written).collect();
            let same_kind = |each: &Told| serde_json::to_value(each.kind).is_ok_and(|kind| kind == label["kind"]);
            let here: Vec<usize> = (0..told.len()).filter(|&at| told[at].line == line).collect();
            let exact = here.iter().find(|&&at| {
                same_kind(&told[at]) && told[at].provisions.iter().map(|each| written(each)).collect::<BTreeSet<_>>() == wanted
            });
            let by_kind = exact.or_else(|| here.iter().find(|&&at| same_kind(&told[at])));
            right += usize::from(exact.is_some());
            kinds += usize::from(by_kind.is_some());
            missing += usize::from(here.is_empty());
            if exact.is_none() {
                let read: Vec<_> = here.iter().map(|&at| (told[at].kind, &told[at].provisions)).collect();
                wrong.push(format!("  line {line}: {} {wanted:?}, read {read:?}", label["kind"]));
            }
            if let Some(&at) = by_kind.or(here.first()) {
                told.remove(at);
            }
        }
        if self.tells {
            wrong.iter().for_each(|each| println!("{each}"));
            told.iter()
                .for_each(|each| println!("  besides, line {}: {:?} {:?} {:?}", each.line, each.kind, each.provisions, each.why));
        }
        let row = format!("{} | {right} | {kinds} | {missing} | {}", labels.len(), told.len());
        Ok((row, labels.len(), right))
    }
}

/// Small letters, one blank between words.
fn written(provision: &str) -> String {
    collapsed(&provision.to_lowercase())
}
