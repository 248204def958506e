//! Which operation a case of a vector file asks for.

mod addresses;
mod aliases;

use serde_json::Value;

/// Runs one case; the reason is one sentence.
type Operation = fn(&Value) -> Result<(), String>;

/// The operations by the name in a case's `op`.
const OPERATIONS: &[(&str, Operation)] = &[
    ("parse", addresses::parse),
    ("sort", addresses::sort),
    ("label", addresses::label),
    ("split", addresses::split),
    ("join", addresses::join),
    ("resolve", aliases::resolve),
];

/// The cases of a vector file, where it has any; a world of aliases is as many cases as it has queries.
pub fn cases(mut file: Value) -> Option<Vec<Value>> {
    match file.get_mut("cases").map(Value::take) {
        Some(Value::Array(cases)) => {
            Some(cases.into_iter().flat_map(|case| aliases::queries(&case).unwrap_or_else(|| vec![case])).collect())
        }
        _ => None,
    }
}

/// Runs a case by its operation; a case whose operation is unknown fails.
pub fn run(case: &Value) -> Result<(), String> {
    let name = case.get("op").and_then(Value::as_str).ok_or("the case names no operation `op`")?;
    match OPERATIONS.iter().find(|(known, _)| *known == name) {
        Some((_, operation)) => operation(case),
        None => Err(format!("the operation {name:?} is unknown")),
    }
}

/// A text of a case.
pub fn text<'a>(case: &'a Value, field: &str) -> Result<&'a str, String> {
    case.get(field).and_then(Value::as_str).ok_or_else(|| format!("the case has no text `{field}`"))
}

/// A list of texts of a case.
pub fn texts<'a>(case: &'a Value, field: &str) -> Result<Vec<&'a str>, String> {
    let list = case.get(field).and_then(Value::as_array).ok_or_else(|| format!("the case has no list `{field}`"))?;
    list.iter().map(|item| item.as_str().ok_or_else(|| format!("`{field}` holds something that is no text"))).collect()
}

/// Compares one field.
pub fn equal(field: &str, expected: &Value, actual: &Value) -> Result<(), String> {
    if expected == actual {
        return Ok(());
    }
    Err(format!("`{field}` is {actual}, expected {expected}"))
}
