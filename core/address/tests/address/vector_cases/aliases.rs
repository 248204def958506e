//! Worlds of units and aliases, each with queries; every query is a case of its own.

use iu_address::alias::{resolve_all, Follow, Resolution, ResolvableUnit, ResolveFacts, ResolveOutcome, ResolveRequest};
use iu_address::Refused;
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use std::collections::BTreeSet;

use super::{equal, text};

/// The cases of a world: one per query, with what the query needs.
pub fn queries(world: &Value) -> Option<Vec<Value>> {
    let queries = world.get("queries")?.as_array()?;
    let case = |query: &Value| {
        let mut case = query.clone();
        case["op"] = json!("resolve");
        for field in ["name", "units", "aliases"] {
            case[field] = world.get(field).cloned().unwrap_or_default();
        }
        case
    };
    Some(queries.iter().map(case).collect())
}

/// A query of a world → `expect`; what it leaves out is not compared.
pub fn resolve(case: &Value) -> Result<(), String> {
    let facts = ResolveFacts { units: list(case, "units", unit)?, aliases: list(case, "aliases", read)?, candidates: Vec::new() };
    let follow: Follow = read(&case["follow"])?;
    let as_of = text(case, "as_of")?.to_owned();
    let answer = resolve_all(&ResolveRequest { texts: vec![text(case, "text")?.to_owned()], as_of, follow }, &facts);
    let found = match &answer {
        Ok(resolutions) => summary(resolutions.first().ok_or("there is no answer")?),
        Err(refusal) => json!({"http": refused(refusal)?}),
    };
    for (field, expected) in case["expect"].as_object().ok_or("the case has no object `expect`")? {
        let value = found.get(field).ok_or_else(|| format!("the answer has no field `{field}`: {found}"))?;
        equal(field, &if field == "candidates" { sorted(expected) } else { expected.clone() }, value)?;
    }
    Ok(())
}

/// The answer in the fields of the vectors.
fn summary(resolution: &Resolution) -> Value {
    let ids = |units: &[ResolvableUnit]| json!(units.iter().map(|unit| &unit.id).collect::<Vec<_>>());
    let problems: BTreeSet<String> = resolution.problems.iter().filter_map(|problem| name(json!(problem.kind))).collect();
    json!({
        "outcome": resolution.outcome,
        "http": status(resolution.outcome),
        "units": ids(&resolution.units),
        "candidates": sorted(&ids(&resolution.candidates)),
        "tombstone": resolution.tombstone.as_ref().map(|tombstone| &tombstone.unit.id),
        "problems": problems,
        "trail_units": resolution.trail.len(),
    })
}

/// The status a surface answers an outcome with.
const fn status(outcome: ResolveOutcome) -> u16 {
    match outcome {
        ResolveOutcome::Canonical | ResolveOutcome::Alias => 200,
        ResolveOutcome::Many => 300,
        ResolveOutcome::Gone => 410,
        ResolveOutcome::NotFound => 404,
        ResolveOutcome::Malformed => 422,
        ResolveOutcome::Ambiguous | ResolveOutcome::Cycle | ResolveOutcome::Dangling | ResolveOutcome::TooDeep => 409,
    }
}

/// The status of the one refusal there is.
fn refused(refusal: &Refused) -> Result<u16, String> {
    if refusal.code == "TIME_UNREADABLE" {
        return Ok(400);
    }
    Err(format!("the answer is the refusal {}", refusal.code))
}

/// A unit: the vectors say `lifecycle` for `lifecycle_status`.
fn unit(unit: &Value) -> Result<ResolvableUnit, String> {
    let mut unit = unit.clone();
    unit["lifecycle_status"] = unit["lifecycle"].take();
    read(&unit)
}

fn list<T>(case: &Value, field: &str, item: impl Fn(&Value) -> Result<T, String>) -> Result<Vec<T>, String> {
    let list = case[field].as_array().ok_or_else(|| format!("the case has no list `{field}`"))?;
    list.iter().map(|value| item(value).map_err(|reason| format!("`{field}`: {reason}"))).collect()
}

fn read<T: DeserializeOwned>(value: &Value) -> Result<T, String> {
    T::deserialize(value).map_err(|error| error.to_string())
}

fn sorted(ids: &Value) -> Value {
    let ids: BTreeSet<&str> = ids.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    json!(ids)
}

fn name(value: Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}
