//! What comes in as JSON: read or refused, never a panic; and times in all their ways of writing.

use iu_address::alias::{check_new, resolve, AliasRow, Follow, Neighbourhood, ResolveFacts, ResolveRequest};
use iu_address::{Address, AddressParts, Instant};
use iu_text::manifest::{Manifest, Stored};
use iu_text::profile::Profile;
use serde::de::DeserializeOwned;
use serde::Serialize;
use std::fmt::Debug;

/// Any bytes as each kind of JSON, and each of their lines as a time.
pub fn json_in(data: &[u8]) {
    if let Some(facts) = read::<ResolveFacts>(data) {
        let at = "2024-01-01".parse().expect("a date");
        for row in facts.aliases.iter().take(4) {
            let _ = resolve(&row.alias_text, at, Follow::Latest, &facts);
        }
    }
    if let Some(around) = read::<Neighbourhood>(data) {
        for row in around.facts.aliases.iter().take(4) {
            let _ = check_new(row, &around);
        }
    }
    read::<AliasRow>(data);
    read::<ResolveRequest>(data);
    read::<Address>(data);
    read::<AddressParts>(data);
    read::<Instant>(data);
    read::<Profile>(data);
    let _ = Manifest::from_stored(&crate::text::text(data));
    let text = crate::text::text(data);
    let times: Vec<Instant> = text.split('\n').take(8).filter_map(|line| line.parse().ok()).collect();
    for one in &times {
        assert_eq!(one.to_string().parse::<Instant>().as_ref(), Ok(one));
        for two in &times {
            assert_eq!(one.cmp(two), written(*one).cmp(&written(*two)), "{one} and {two}");
        }
    }
}

/// A time as digits whose order by bytes is that of the times: microseconds are a beginning of the nanoseconds.
fn written(time: Instant) -> String {
    time.to_string().trim_end_matches('Z').to_owned()
}

/// What was read is read again from what it writes.
fn read<T: DeserializeOwned + Serialize + PartialEq + Debug>(data: &[u8]) -> Option<T> {
    let value: T = serde_json::from_slice(data).ok()?;
    let json = serde_json::to_string(&value).expect("what came from JSON goes back");
    assert_eq!(serde_json::from_str::<T>(&json).expect("what was written"), value);
    Some(value)
}
