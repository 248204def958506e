//! Cases about canonical addresses.

use iu_address as address;
use iu_address::label::{token, Numbering};
use iu_address::{Address, AddressError};
use serde_json::{json, Value};

use super::{equal, text, texts};

/// Fields of a `parse` case that assert nothing about the answer.
const NOT_ASSERTED: [&str; 4] = ["op", "text", "ok", "name"];

/// `text` → `ok` true: any fields of the address; false: any fields of the error, where null leaves the field open.
pub fn parse(case: &Value) -> Result<(), String> {
    let written = text(case, "text")?;
    let expects_address = case.get("ok").and_then(Value::as_bool).ok_or("the case does not say `ok` true or false")?;
    let (actual, found) = match address::parse(written) {
        Ok(address) => {
            equal("text", &json!(written), &json!(address.to_string()))?;
            (true, json!(address.parts()))
        }
        Err(error) => (false, json!(error)),
    };
    if actual != expects_address {
        return Err(format!("`ok` is {actual}, expected {expects_address}: {found}"));
    }
    let asserted = case.as_object().into_iter().flatten().filter(|(field, _)| !NOT_ASSERTED.contains(&field.as_str()));
    for (field, expected) in asserted.filter(|(_, expected)| expects_address || !expected.is_null()) {
        let value = found.get(field).ok_or_else(|| format!("the answer has no field `{field}`"))?;
        equal(field, expected, value)?;
    }
    Ok(())
}

/// `input` → `output`.
pub fn sort(case: &Value) -> Result<(), String> {
    let input = texts(case, "input")?;
    equal("output", &json!(texts(case, "output")?), &json!(address::sort_all(&input)))
}

/// `written` and `numbering` → `token`; without one (or with null) the label is to be refused. The design names no codes
/// for refused labels, so none is compared.
pub fn label(case: &Value) -> Result<(), String> {
    let numbering = case.get("numbering").cloned().unwrap_or_default();
    let numbering: Numbering = serde_json::from_value(numbering).map_err(|error| format!("`numbering`: {error}"))?;
    let actual = token(text(case, "written")?, numbering).ok();
    equal("token", case.get("token").unwrap_or(&Value::Null), &json!(actual))
}

/// `address`, `taken`, `count` → `result` or `error`.
pub fn split(case: &Value) -> Result<(), String> {
    let address = read(text(case, "address")?)?;
    let count = case.get("count").and_then(Value::as_u64).ok_or("the case has no whole number `count`")?;
    let count = usize::try_from(count).map_err(|error| error.to_string())?;
    derived(case, address::split(&address, texts(case, "taken")?, count))
}

/// `joined`, `ever_used` → `result` or `error`.
pub fn join(case: &Value) -> Result<(), String> {
    let joined = texts(case, "joined")?.into_iter().map(read).collect::<Result<Vec<Address>, _>>()?;
    derived(case, address::join(&joined, texts(case, "ever_used")?))
}

fn read(text: &str) -> Result<Address, String> {
    address::parse(text).map_err(|error: AddressError| format!("{text:?} is no address. {error}"))
}

/// Compares a derivation with `result` or, where the case has none, its code with `error`.
fn derived<T: serde::Serialize>(case: &Value, actual: Result<T, address::DeriveError>) -> Result<(), String> {
    match (case.get("result"), case.get("error"), actual) {
        (Some(expected), None, Ok(result)) => equal("result", expected, &json!(result)),
        (None, Some(expected), Err(error)) => equal("error", expected, &json!(error.code())),
        (Some(expected), None, Err(error)) => Err(format!("the answer is {}, expected {expected}", error.code())),
        (None, Some(expected), Ok(result)) => Err(format!("the answer is {}, expected the error {expected}", json!(result))),
        _ => Err("the case must have either `result` or `error`".to_owned()),
    }
}
