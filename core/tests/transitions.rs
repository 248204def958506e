//! The state machine has one source, `backlog::TRANSITIONS`; `transitions.json` carries it to the tests of the database,
//! whose triggers must know the very same moves.

use cutter_core::backlog::TRANSITIONS;
use serde_json::{json, Value};

#[test]
fn the_fixture_is_the_state_machine() {
    let fixture: Vec<Value> = serde_json::from_str(include_str!("transitions.json")).expect("the fixture is a JSON array");
    let machine: Vec<Value> = TRANSITIONS
        .iter()
        .map(|(from, by, to)| json!({ "from": from.as_text(), "move": by.as_text(), "to": to.as_text() }))
        .collect();
    assert_eq!(fixture, machine, "write TRANSITIONS to core/tests/transitions.json, and a migration that moves along it");
}
