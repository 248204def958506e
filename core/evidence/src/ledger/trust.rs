//! Which keys the reader trusts: given from outside, never taken from what is being checked.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::row::Row;
use cutter_model::refusal::Refusal;
use cutter_model::seal::{key_id, signed_before_revocation, Lane};

/// A public key the reader has from a source of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct TrustedKey {
    /// Base64 of the 32 bytes.
    pub public_key: String,
    /// The lane it may sign for; none for either.
    pub lane: Option<Lane>,
    /// From when what it signs counts no more, RFC 3339; none while it is good.
    pub revoked_at: Option<String>,
}

/// Reads trusted keys from what a person gives: a public key in base64 (`DOT-991=` or `DOT-992=` before it binds it to
/// a lane), or the JSON that `directus cutter keys list --json` prints.
///
/// # Errors
/// `TRUSTED_KEY_UNREADABLE`, naming what was given. A key id is no key: it is too short to stand for one.
pub fn trusted_keys(given: &str) -> Result<Vec<TrustedKey>, Refusal> {
    let text = given.trim();
    if text.starts_with(['{', '[']) {
        return from_list(text);
    }
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(from_line)
        .collect::<Result<Vec<_>, _>>()
        .and_then(|keys| if keys.is_empty() { Err(unreadable(given)) } else { Ok(keys) })
}

fn from_line(line: &str) -> Result<TrustedKey, Refusal> {
    let (lane, public_key) = match (line.strip_prefix("DOT-991="), line.strip_prefix("DOT-992=")) {
        (Some(key), _) => (Some(Lane::Executor), key),
        (_, Some(key)) => (Some(Lane::Verifier), key),
        _ => (None, line),
    };
    key_id(lane.unwrap_or(Lane::Executor), public_key).map_err(|_| unreadable(line))?;
    Ok(TrustedKey { public_key: public_key.to_owned(), lane, revoked_at: None })
}

fn from_list(text: &str) -> Result<Vec<TrustedKey>, Refusal> {
    let value: Value = serde_json::from_str(text).map_err(|_| unreadable(text))?;
    let list = value.get("data").unwrap_or(&value);
    let keys: Vec<TrustedKey> = serde_json::from_value(list.clone()).map_err(|_| unreadable(text))?;
    for key in &keys {
        key_id(key.lane.unwrap_or(Lane::Executor), &key.public_key).map_err(|_| unreadable(&key.public_key))?;
    }
    if keys.is_empty() {
        return Err(unreadable(text));
    }
    Ok(keys)
}

/// When a key had ended, as its row or the reader says, where that was not after it signed.
pub(super) fn ended_when_signed<'a>(signed: &str, key: &'a Row, known: Option<&'a TrustedKey>) -> Option<&'a str> {
    let ends = [key.optional("revoked_at"), known.and_then(|each| each.revoked_at.as_deref())];
    ends.into_iter().flatten().find(|end| !signed_before_revocation(signed, Some(end)))
}

fn unreadable(given: &str) -> Refusal {
    let start: String = given.chars().take(60).collect();
    let message = format!(
        "{start:?} is no trusted key: expected a public key in base64 (not a key id), or the JSON of \"keys list --json\"."
    );
    Refusal::invalid("TRUSTED_KEY_UNREADABLE", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    #[test]
    fn keys_are_read_as_people_have_them() {
        let key = |lane, revoked_at: Option<&str>| TrustedKey {
            public_key: KEY.to_owned(),
            lane,
            revoked_at: revoked_at.map(str::to_owned),
        };
        assert_eq!(trusted_keys(&format!(" {KEY}\n")), Ok(vec![key(None, None)]));
        let lines = format!("# ours\nDOT-991={KEY}\n\nDOT-992={KEY}");
        assert_eq!(trusted_keys(&lines), Ok(vec![key(Some(Lane::Executor), None), key(Some(Lane::Verifier), None)]));
        let listed = format!(
            r#"{{"ok":true,"data":[{{"key_id":"k","lane":"DOT-992","public_key":"{KEY}","owner":"o","revoked_at":"2026-01-01T00:00:00Z"}}]}}"#
        );
        assert_eq!(trusted_keys(&listed), Ok(vec![key(Some(Lane::Verifier), Some("2026-01-01T00:00:00Z"))]));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for given in ["", "# nothing", "DOT-991:0123456789abcdef", "AAAA", "{}", "[]", "[{\"lane\":\"DOT-991\"}]", "-----BEGIN"] {
            assert_eq!(trusted_keys(given).expect_err(given).code, "TRUSTED_KEY_UNREADABLE", "{given}");
        }
    }
}
