//! The state machine has one source, `backlog::TRANSITIONS`; `transitions.json` carries it to the tests of the database,
//! whose triggers must know the very same moves, and `docs/pipeline.md` to its readers.
//! `UPDATE_DOCS=1 cargo test -p cutter-pipeline --test transitions` rewrites the table there.

use cutter_model::backlog::{Move, State, TRANSITIONS};
use serde_json::{json, Value};

#[test]
fn the_fixture_is_the_state_machine() {
    let fixture: Vec<Value> = serde_json::from_str(include_str!("transitions.json")).expect("the fixture is a JSON array");
    let machine: Vec<Value> = TRANSITIONS
        .iter()
        .map(|(from, by, to)| json!({ "from": from.as_text(), "move": by.as_text(), "to": to.as_text() }))
        .collect();
    assert_eq!(
        fixture, machine,
        "write TRANSITIONS to core/pipeline/tests/transitions.json, and a migration that moves along it"
    );
}

/// S0 to S10, in the order of the design.
const STATES: [State; 11] = [
    State::Marked,
    State::ReviewPending,
    State::ReviewedApproved,
    State::ReviewedDeferred,
    State::ReviewedRejected,
    State::CutInProgress,
    State::CutApplied,
    State::VerifyInProgress,
    State::VerifiedComplete,
    State::VerifyFailedEscalated,
    State::Abandoned,
];

/// What people ask for over HTTP, and the moves that each is made of.
const ASKED: [(&str, &[Move]); 7] = [
    ("sweep", &[Move::SweepPromote]),
    ("review PASS", &[Move::ReviewApprove]),
    ("review NEEDS_HUMAN", &[Move::ReviewDefer]),
    ("review FAIL", &[Move::ReviewReject]),
    ("cut", &[Move::CutBegin, Move::Cut]),
    ("verify", &[Move::VerifyBegin, Move::VerifyPass]),
    ("abandon", &[Move::Abandon]),
];

fn number(state: State) -> String {
    format!("S{}", STATES.iter().position(|each| *each == state).expect("every state is listed"))
}

fn cell(from: State, moves: &[Move]) -> String {
    let end = moves.iter().try_fold(from, |state, by| cutter_model::backlog::next(state, *by));
    match (end, moves.first()) {
        (Ok(to), Some(Move::VerifyBegin)) => format!("→ {} or {}", number(to), number(State::VerifyFailedEscalated)),
        (Ok(to), _) => format!("→ {}", number(to)),
        (Err(_), Some(Move::SweepPromote)) => "passed over".to_owned(),
        (Err(_), _) => "refused".to_owned(),
    }
}

fn table() -> String {
    let heads: Vec<&str> = ASKED.iter().map(|(name, _)| *name).collect();
    let mut text = format!("| | state | {} | mark again |\n|---|---|{}---|\n", heads.join(" | "), "---|".repeat(ASKED.len()));
    for state in STATES {
        let cells: Vec<String> = ASKED.iter().map(|(_, moves)| cell(state, moves)).collect();
        let again = if state.is_closed_without_success() { "a new entry" } else { "the same entry" };
        text.push_str(&format!("| {} | `{}` | {} | {again} |\n", number(state), state.as_text(), cells.join(" | ")));
    }
    text
}

#[test]
fn the_documentation_has_the_table_of_every_state_and_every_move() {
    const BEGIN: &str = "<!-- state table: written by core/pipeline/tests/transitions.rs -->\n";
    const END: &str = "<!-- end of the state table -->\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/pipeline.md");
    let text = std::fs::read_to_string(path).expect("the page can be read");
    let (before, rest) = text.split_once(BEGIN).expect("the table's beginning is marked");
    let (found, after) = rest.split_once(END).expect("the table's end is marked");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, format!("{before}{BEGIN}{}{END}{after}", table())).expect("the page can be written");
        return;
    }
    assert_eq!(found, table(), "run UPDATE_DOCS=1 cargo test -p cutter-pipeline --test transitions");
}
