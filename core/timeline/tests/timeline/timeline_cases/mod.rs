//! Cases of timelines (`iu-cutter timelines 1`): the changes of each are one case, and so is every question about them.

use iu_address::{Day, Instant};
use iu_timeline::{Change, Code, Known, OnDay, Outcome, Timeline, UnitOn, UnitState};
use serde_json::{json, Value};

/// What every file of timelines begins with.
pub const FORMAT: &str = "iu-cutter timelines 1";

/// The cases of a file.
pub fn cases(file: &Value) -> Option<Vec<Value>> {
    let all = file.get("cases")?.as_array()?;
    let case = |timeline: &Value, query: Option<&Value>| json!({"id": timeline["id"], "why": timeline["why"], "changes": timeline["changes"], "query": query});
    let of = |timeline: &Value| {
        let queries = timeline["queries"].as_array().map(Vec::as_slice).unwrap_or_default();
        let asked: Vec<Value> =
            std::iter::once(None).chain(queries.iter().map(Some)).map(|query| case(timeline, query)).collect();
        asked
    };
    Some(all.iter().flat_map(of).collect())
}

/// Records the changes; then asks, or compares what was refused.
pub fn run(case: &Value) -> Result<(), String> {
    let mut timeline = Timeline::default();
    for change in list(&case["changes"])? {
        let refused = record(&mut timeline, change)?;
        if case["query"].is_null() {
            equal(&format!("refused of {}", change["change"]), &sorted(&change["refused"]), &sorted(&refused))?;
        }
    }
    match &case["query"] {
        Value::Null => Ok(()),
        query => equal("answer", &sorted(&query["expect"]), &sorted(&answer(&timeline, query)?)),
    }
}

/// The refusal in the fields of the vectors; null where the change was accepted.
fn record(timeline: &mut Timeline, change: &Value) -> Result<Value, String> {
    // A day that does not exist is refused where days are read.
    if change["effective_on"].as_str().is_some_and(|day| day.parse::<Day>().is_err()) {
        return Ok(json!({"code": Code::BadDay, "by": []}));
    }
    let change: Change = serde_json::from_value(change.clone()).map_err(|error| error.to_string())?;
    Ok(match timeline.record(change) {
        Ok(()) => Value::Null,
        Err(refused) => json!({"code": refused.code, "by": refused.by}),
    })
}

fn answer(timeline: &Timeline, query: &Value) -> Result<Value, String> {
    let known = timeline.known_at(text(query, "known_at")?.parse::<Instant>().map_err(|error| error.message)?);
    if query["aliases"] == json!(true) {
        let rows = known.rows();
        return Ok(
            json!({"rows": rows.iter().map(|row| json!([row.kind, row.text, row.unit, row.from, row.until])).collect::<Vec<_>>()}),
        );
    }
    let day = text(query, "as_of")?.parse::<Instant>().map_err(|error| error.message)?.day();
    Ok(reading(&known, day, query["address"].as_str()))
}

/// What a document or an address of it answers on a day, in the fields of the vectors.
pub fn reading(known: &Known<'_>, day: Day, address: Option<&str>) -> Value {
    let document = match known.on(day) {
        OnDay::NotRegistered => return json!({"outcome": "not_registered", "before": null}),
        OnDay::BeforeFirstDay(first) => return json!({"outcome": "before_first_day", "before": first}),
        OnDay::There(document) => document,
    };
    let Some(address) = address else {
        return json!({"units": document.units().iter().map(|unit| json!([unit.address, unit.text, unit.state])).collect::<Vec<_>>()});
    };
    let answer = document.resolve(address);
    let of = |what: fn(&UnitOn) -> Value| answer.units.iter().map(what).collect::<Vec<_>>();
    let mut found =
        json!({"outcome": answer.outcome, "units": of(|unit| json!(unit.unit)), "texts": of(|unit| json!(unit.text))});
    let states: Vec<UnitState> = answer.units.iter().map(|unit| unit.state).collect();
    if let Some(first) = states.first() {
        found["state"] = if states.iter().all(|state| state == first) { json!(first) } else { json!("mixed") };
    }
    match answer.outcome {
        Outcome::Many => found["states"] = json!(states),
        Outcome::Gone => found["texts"] = json!([]),
        _ => {}
    }
    found
}

/// With `by` and rows in one order: they are compared as sets.
fn sorted(value: &Value) -> Value {
    let mut value = value.clone();
    for field in ["by", "rows"] {
        if let Some(list) = value.get_mut(field).and_then(Value::as_array_mut) {
            list.sort_by_key(Value::to_string);
        }
    }
    value
}

fn list(value: &Value) -> Result<&Vec<Value>, String> {
    value.as_array().ok_or_else(|| "the case has no list of changes".to_owned())
}

fn text<'a>(case: &'a Value, field: &str) -> Result<&'a str, String> {
    case.get(field).and_then(Value::as_str).ok_or_else(|| format!("the question has no text `{field}`"))
}

fn equal(field: &str, expected: &Value, actual: &Value) -> Result<(), String> {
    if expected == actual {
        return Ok(());
    }
    Err(format!("`{field}` is {actual}, expected {expected}"))
}
