//! Random timelines as a file of test vectors: `cargo run --release --example random_timelines -- --count 200 --seed 1 > FILE`.
//!
//! What an operation on a document in force can be: late, future, on one day, out of order, withdrawn, suspended; most of it fits, some is refused.
//! Parts and joined units have the addresses that are derived for them. Questions are asked of the document and of addresses, on days as known
//! at instants.

#[path = "../tests/timeline/timeline_cases/mod.rs"]
#[allow(dead_code)]
mod timeline_cases;

use std::collections::BTreeSet;

use clap::Parser;
use iu_address::{join, parse, split, Address, Day, Instant};
use iu_timeline::change::{AtAddress, Cut, CutUnit, Insert, Join, Move, Part, Renumber, Split, Substitute, Suspend, Withdraw};
use iu_timeline::{Change, OnDay, Operation, Timeline};
use serde_json::{json, Value};

/// Writes random timelines with what they answer.
#[derive(Parser)]
#[command(name = "random_timelines")]
struct Arguments {
    /// How many.
    #[arg(long, default_value_t = 200)]
    count: u32,
    /// The same seed writes the same file.
    #[arg(long, default_value_t = 1)]
    seed: u32,
}

/// Mulberry32.
struct Draw(u32);

impl Draw {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x6d2b_79f5);
        let mut mixed = (self.0 ^ (self.0 >> 15)).wrapping_mul(self.0 | 1);
        mixed ^= mixed.wrapping_add((mixed ^ (mixed >> 7)).wrapping_mul(mixed | 61));
        (mixed ^ (mixed >> 14)) as usize % count.max(1)
    }

    fn one<'l, T>(&mut self, list: &'l [T]) -> Option<&'l T> {
        list.get(self.below(list.len()))
    }
}

fn day(number: usize) -> Day {
    let first: Day = "2020-01-01".parse().expect("a day");
    first.after(u32::try_from(number * 90).expect("small")).expect("a day")
}

fn instant(step: usize) -> Instant {
    let first: Day = "2026-01-01".parse().expect("a day");
    first.after(u32::try_from(step).expect("small")).expect("a day").into()
}

fn main() {
    let Arguments { count, seed } = Arguments::parse();
    let cases: Vec<Value> = (0..count).map(|number| case(seed.wrapping_mul(1_000_003).wrapping_add(number), number)).collect();
    println!("{}", json!({ "format": timeline_cases::FORMAT, "cases": cases }));
}

const DAYS: usize = 8;

fn case(seed: u32, number: u32) -> Value {
    let mut draw = Draw(seed);
    let mut timeline = Timeline::default();
    let mut changes: Vec<Value> = Vec::new();
    let mut accepted: Vec<String> = Vec::new();
    let mut used: BTreeSet<String> = BTreeSet::new();
    for step in 0..4 + draw.below(5) {
        let change = if step == 0 { first(&mut draw) } else { later(&mut draw, step, &timeline, &accepted, &used) };
        let Some(change) = change else { continue };
        let refused = timeline.record(change.clone()).err();
        if refused.is_none() {
            accepted.push(change.change.clone());
            used.extend(addresses_of(&change.operation));
        }
        let mut told = serde_json::to_value(&change).expect("JSON");
        told["refused"] = refused.map_or(Value::Null, |refused| json!({ "code": refused.code, "by": refused.by }));
        changes.push(told);
    }
    let mut queries = Vec::new();
    for step in (0..=changes.len()).step_by(2) {
        let known = timeline.known_at(instant(step));
        for number in [0, draw.below(DAYS), draw.below(DAYS), DAYS] {
            let (as_of, known_at) = (day(number), instant(step));
            let document = timeline_cases::reading(&known, as_of, None);
            queries.push(json!({ "as_of": as_of, "known_at": known_at, "document": true, "expect": document }));
            if let Some(address) = draw.one(&used.iter().collect::<Vec<_>>()) {
                let expect = timeline_cases::reading(&known, as_of, Some(address));
                queries.push(json!({ "as_of": as_of, "known_at": known_at, "address": address, "expect": expect }));
            }
        }
    }
    json!({ "id": format!("drawn-{seed}-{number}"), "changes": changes, "queries": queries })
}

/// A law of three to six articles.
fn first(draw: &mut Draw) -> Option<Change> {
    let units = (1..=3 + draw.below(4)).map(|number| CutUnit {
        unit: format!("u{number}"),
        address: format!("L/DIEU-{number}"),
        text: format!("Câu {number}"),
        in_force_from: None,
    });
    let operation = Operation::Cut(Cut { units: units.collect(), enact: true });
    Some(Change { change: "c0".to_owned(), recorded_at: instant(0), effective_on: Some(day(1)), operation })
}

/// Something that happens to it, mostly to what stands on its day.
fn later(draw: &mut Draw, step: usize, timeline: &Timeline, accepted: &[String], used: &BTreeSet<String>) -> Option<Change> {
    let on = day(1 + draw.below(DAYS - 1));
    let OnDay::There(document) = timeline.known_at(instant(step)).on(on) else { return None };
    let standing: Vec<String> = document.units().into_iter().map(|unit| unit.address).collect();
    let top: Vec<String> = standing.iter().filter(|address| !address.contains("-P")).cloned().collect();
    let taken = || used.iter().map(String::as_str);
    let number = |draw: &mut Draw| format!("L/DIEU-{}{}", 1 + draw.below(9), ["", "A", "B"][draw.below(3)]);
    let text = format!("Bước {step}");
    let operation = match draw.below(12) {
        0..=3 => Operation::Substitute(Substitute { address: draw.one(&standing)?.clone(), text, derived: draw.below(4) == 0 }),
        4 | 5 => Operation::Renumber(Renumber { moves: vec![Move { from: draw.one(&top)?.clone(), to: number(draw) }] }),
        6 => {
            let address = draw.one(&top)?.clone();
            let parts: Vec<Address> = split(&parse(&address).ok()?, taken(), 2).ok()?;
            let part = |(at, part): (usize, &Address)| Part {
                unit: format!("p{step}-{at}"),
                address: part.to_string(),
                text: format!("{text} phần {at}"),
            };
            Operation::Split(Split { address, parts: parts.iter().enumerate().map(part).collect() })
        }
        7 => {
            let joined: Vec<String> =
                top.iter().filter(|address| address.ends_with(|c: char| c.is_ascii_digit())).cloned().collect();
            let at = draw.below(joined.len().saturating_sub(1));
            let pair = joined.get(at..at + 2)?;
            let parsed: Vec<Address> = pair.iter().filter_map(|address| parse(address).ok()).collect();
            let address = join(&parsed, taken()).ok()?.to_string();
            Operation::Join(Join { addresses: pair.to_vec(), unit: format!("j{step}"), address, text })
        }
        8 => Operation::Insert(Insert {
            unit: format!("n{step}"),
            address: number(draw),
            text,
            after: Some(draw.one(&top)?.clone()),
            enact: true,
        }),
        9 => Operation::Retire(AtAddress { address: draw.one(&standing)?.clone() }),
        10 => {
            let until = (draw.below(2) == 0).then(|| day(2 + draw.below(DAYS)));
            Operation::Suspend(Suspend { address: draw.one(&standing)?.clone(), until })
        }
        _ => Operation::Withdraw(Withdraw { change: draw.one(accepted.get(1..)?)?.clone() }),
    };
    let effective_on = (!matches!(operation, Operation::Withdraw(_))).then_some(on);
    Some(Change { change: format!("c{step}"), recorded_at: instant(step), effective_on, operation })
}

/// The addresses that a change gives out.
fn addresses_of(operation: &Operation) -> Vec<String> {
    match operation {
        Operation::Cut(it) => it.units.iter().map(|unit| unit.address.clone()).collect(),
        Operation::Renumber(it) => it.moves.iter().map(|each| each.to.clone()).collect(),
        Operation::Split(it) => it.parts.iter().map(|part| part.address.clone()).collect(),
        Operation::Join(it) => vec![it.address.clone()],
        Operation::Insert(it) => vec![it.address.clone()],
        _ => Vec::new(),
    }
}
