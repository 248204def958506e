//! What rows answer on a day as known at an instant, held against the fold.

use std::collections::{BTreeMap, BTreeSet};

use cutter_pipeline::structure::{read, DocumentRows, LegalState, Moment, ReadingRequest, Rows};
use iu_address::alias::{resolve, Follow, ResolveOutcome};
use iu_address::{Day, Instant};
use iu_timeline::{OnDay, Outcome, UnitState};

use super::both::Both;

/// The rows of a document as they are read.
pub fn document_rows(both: &Both) -> DocumentRows {
    let rows = &both.rows.document.rows;
    DocumentRows {
        units: json(rows.units.values()),
        versions: json(rows.versions.values()),
        aliases: json(rows.aliases.values()),
        record: json(both.rows.recorded.iter()),
        changes: Vec::new(),
    }
}

fn json<T: serde::Serialize>(rows: impl Iterator<Item = T>) -> String {
    serde_json::to_string(&rows.collect::<Vec<_>>()).expect("JSON")
}

/// Every day on which something begins or ends, with the ones beside it.
pub fn days(both: &Both) -> BTreeSet<Day> {
    let rows = &both.rows.document.rows;
    let of_units = rows
        .units
        .values()
        .flat_map(|unit| [unit.born_on, unit.in_force_from, unit.in_force_until, unit.suspended_from, unit.suspended_until]);
    let of_entries = both.rows.entries.iter().map(|entry| Some(entry.day));
    let days: BTreeSet<Day> = of_units.chain(of_entries).flatten().collect();
    let beside = days.iter().flat_map(|day| [before(*day), Some(*day), day.after(1)]);
    beside.flatten().collect()
}

fn before(day: Day) -> Option<Day> {
    let text = day.to_string();
    let part = |at: std::ops::Range<usize>| text[at].parse::<u32>().ok();
    let (year, month, day) = (part(0..4)?, part(5..7)?, part(8..10)?);
    match (month, day) {
        (1, 1) => Day::of(year - 1, 12, 31),
        (_, 1) => (28..=31).rev().find_map(|day| Day::of(year, month - 1, day)),
        _ => Day::of(year, month, day - 1),
    }
}

/// Holds rows against the fold.
///
/// # Errors
/// The first difference.
pub fn hold(both: &Both, days: &BTreeSet<Day>, instants: &[Instant]) -> Result<(), String> {
    let rows = document_rows(both);
    let names: BTreeMap<&str, &str> = both.ids.iter().map(|(name, id)| (id.as_str(), name.as_str())).collect();
    let addresses = both.rows.addresses();
    for instant in instants {
        let known = both.fold.known_at(*instant);
        for day in days {
            let at = format!("on {day} as known at {instant}");
            let request =
                ReadingRequest { unit_id: None, depth: None, as_of: Some(day.to_string()), known_at: Some(instant.to_string()) };
            let reading = read(&rows, "[]", &request);
            match (known.on(*day), reading) {
                (OnDay::NotRegistered, Err(refusal)) if refusal.code == "NOT_RECORDED_THEN" => {}
                (OnDay::BeforeFirstDay(first), Err(refusal)) if refusal.code == "BEFORE_FIRST_DAY" => {
                    if !refusal.message.contains(&first.to_string()) {
                        return Err(format!("{at}: not {first}: {}", refusal.message));
                    }
                }
                (OnDay::There(document), Ok(reading)) => {
                    let live = reading.units.iter().filter(|unit| unit.lifecycle_status != "retired");
                    let told: Vec<_> = live
                        .map(|unit| {
                            let text =
                                format!("{}{}", unit.heading.clone().unwrap_or_default(), unit.body.clone().unwrap_or_default());
                            let state = unit.legal.as_ref().map(|legal| state(legal.state));
                            (
                                names.get(unit.id.as_str()).copied().unwrap_or("?"),
                                unit.canonical_address.as_str().to_owned(),
                                text,
                                state,
                            )
                        })
                        .collect();
                    let units = document.units();
                    let folded: Vec<_> = units
                        .iter()
                        .map(|unit| (unit.unit.as_str(), unit.address.clone(), unit.text.clone(), Some(unit.state)))
                        .collect();
                    if told != folded {
                        return Err(format!("{at}:\n rows {told:?}\n fold {folded:?}"));
                    }
                    let then = both
                        .rows
                        .document
                        .rows
                        .at(&both.rows.recorded, Moment { as_of: Some((*day).into()), known_at: Some(*instant) });
                    let then = then.map_err(|refusal| refusal.message)?;
                    for address in &addresses {
                        resolved(&then, *day, address, &document, &names).map_err(|why| format!("{at}: {why}"))?;
                    }
                }
                (fold, rows) => return Err(format!("{at}: the fold is {fold:?}, the rows {rows:?}")),
            }
        }
    }
    Ok(())
}

fn resolved(
    then: &Rows,
    day: Day,
    address: &str,
    document: &iu_timeline::Document,
    names: &BTreeMap<&str, &str>,
) -> Result<(), String> {
    let facts = then.resolvable().map_err(|refusal| refusal.message)?;
    let answer = resolve(address, day.into(), Follow::Latest, &facts);
    let expected = document.resolve(address);
    let outcome = match answer.outcome {
        ResolveOutcome::Canonical => Outcome::Canonical,
        ResolveOutcome::Alias => Outcome::Alias,
        ResolveOutcome::Many => Outcome::Many,
        ResolveOutcome::Gone => Outcome::Gone,
        ResolveOutcome::NotFound => Outcome::NotFound,
        other => return Err(format!("{address} is {other:?}")),
    };
    let units: Vec<&str> = answer.units.iter().map(|unit| names.get(unit.id.as_str()).copied().unwrap_or("?")).collect();
    let wanted: Vec<&str> = expected.units.iter().map(|unit| unit.unit.as_str()).collect();
    let same = outcome == expected.outcome && (outcome == Outcome::Gone || units == wanted);
    if same {
        return Ok(());
    }
    Err(format!("{address} is {outcome:?} {units:?}, in the fold {:?} {wanted:?}", expected.outcome))
}

const fn state(state: LegalState) -> UnitState {
    match state {
        LegalState::Draft => UnitState::Draft,
        LegalState::NotYet => UnitState::NotYet,
        LegalState::InForce => UnitState::InForce,
        LegalState::Suspended => UnitState::Suspended,
        LegalState::Repealed => UnitState::Repealed,
    }
}
