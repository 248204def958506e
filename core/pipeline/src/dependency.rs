//! Dependencies between entries: what waits for what, without circles.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use cutter_model::backlog::State;
use cutter_model::entry::EntryFacts;
use cutter_model::id::derived_id;
use cutter_model::refusal::Refusal;
use cutter_model::word::word_of;

/// How one entry relates to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum DependencyKind {
    /// The other must be verified first.
    Blocks,
    /// The entry takes the other's place.
    Supersedes,
    /// The entry refines the other.
    Refines,
    /// For readers only.
    RelatedTo,
}

/// A relation on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct DependencyEdge {
    /// The entry that blocks, supersedes, refines or relates.
    pub from_entry_id: String,
    /// The other entry.
    pub to_entry_id: String,
}

/// A row of `decision_backlog_dependency`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct DependencyRow {
    /// Primary key.
    pub dependency_id: String,
    /// The entry that blocks, supersedes, refines or relates.
    pub from_entry_id: String,
    /// The other entry.
    pub to_entry_id: String,
    /// How.
    pub dependency_kind: DependencyKind,
    /// The person.
    pub created_by: String,
    /// RFC 3339.
    pub created_at: String,
}

/// The facts a dependency is decided from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct DependencyFacts {
    /// The entry that is to depend on the other.
    pub entry: EntryFacts,
    /// The other.
    pub on: EntryFacts,
    /// How.
    pub kind: DependencyKind,
    /// Every relation of this kind that can be reached from either, in the direction it is stored.
    pub edges: Vec<DependencyEdge>,
    /// The person.
    pub actor: String,
    /// RFC 3339.
    pub now: String,
}

/// What is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct DependencyOutcome {
    /// Whether the very relation is there already; then nothing is written.
    pub already_there: bool,
    /// The row.
    pub row: DependencyRow,
}

/// Decides a dependency. An entry that `blocks` another is stored as the one the row leads from.
///
/// # Errors
/// `DEPENDENCY_ON_ITSELF`, `NOT_A_CUT_REQUEST`, `DEPENDENCY_TOO_LATE` (nothing waits any more), `DEPENDENCY_NEVER_MET`
/// (the other is over without success), and `DEPENDENCY_CYCLE` with the way round.
pub fn depend(facts: &DependencyFacts) -> Result<DependencyOutcome, Refusal> {
    let (entry, on) = (&facts.entry, &facts.on);
    if entry.entry_id == on.entry_id {
        return Err(Refusal::invalid("DEPENDENCY_ON_ITSELF", format!("The entry {} cannot depend on itself.", entry.entry_id)));
    }
    let (from, to) = if facts.kind == DependencyKind::Blocks { (on, entry) } else { (entry, on) };
    let row = DependencyRow {
        dependency_id: derived_id("dependency", &[&from.entry_id, &to.entry_id, &word_of(facts.kind)]),
        from_entry_id: from.entry_id.clone(),
        to_entry_id: to.entry_id.clone(),
        dependency_kind: facts.kind,
        created_by: facts.actor.clone(),
        created_at: facts.now.clone(),
    };
    let there = facts.edges.iter().any(|edge| edge.from_entry_id == row.from_entry_id && edge.to_entry_id == row.to_entry_id);
    if there {
        return Ok(DependencyOutcome { already_there: true, row });
    }
    if facts.kind == DependencyKind::Blocks {
        may_wait(entry)?;
        may_come(on)?;
    }
    if facts.kind != DependencyKind::RelatedTo {
        if let Some(path) = path(&facts.edges, &row.to_entry_id, &row.from_entry_id) {
            return Err(Refusal::conflict(
                "DEPENDENCY_CYCLE",
                format!("This would close a circle of dependencies: {} → {}.", path.join(" → "), row.to_entry_id),
            ));
        }
    }
    Ok(DependencyOutcome { already_there: false, row })
}

fn may_wait(entry: &EntryFacts) -> Result<(), Refusal> {
    let state = entry.state()?;
    if matches!(state, State::Marked | State::ReviewPending | State::ReviewedApproved | State::ReviewedDeferred) {
        return Ok(());
    }
    let message = format!("The entry {} is {}: it waits for nothing any more.", entry.entry_id, state.as_text());
    Err(Refusal::conflict("DEPENDENCY_TOO_LATE", message))
}

fn may_come(on: &EntryFacts) -> Result<(), Refusal> {
    let state = on.state()?;
    if !state.is_closed_without_success() {
        return Ok(());
    }
    let message =
        format!("The entry {} is {}: it will never be verified, so nothing can wait for it.", on.entry_id, state.as_text());
    Err(Refusal::conflict("DEPENDENCY_NEVER_MET", message))
}

/// The way from `start` to `end` along the edges, both included; each entry is visited once.
fn path(edges: &[DependencyEdge], start: &str, end: &str) -> Option<Vec<String>> {
    let mut next: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for edge in edges {
        next.entry(&edge.from_entry_id).or_default().push(&edge.to_entry_id);
    }
    let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
    let mut seen = BTreeSet::from([start]);
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        if at == end {
            let mut way = vec![at];
            while let Some(before) = way.last().and_then(|last| came_from.get(last)) {
                way.push(before);
            }
            return Some(way.into_iter().rev().map(str::to_owned).collect());
        }
        for to in next.get(at).into_iter().flatten().copied() {
            if seen.insert(to) {
                came_from.insert(to, at);
                queue.push_back(to);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn entry(id: &str, status: &str) -> EntryFacts {
        EntryFacts { entry_id: id.to_owned(), kind: "cut_request".to_owned(), status: status.to_owned(), payload: Value::Null }
    }

    fn facts(entry_id: &str, on: &str, kind: DependencyKind, edges: &[(&str, &str)]) -> DependencyFacts {
        let edge =
            |(from, to): &(&str, &str)| DependencyEdge { from_entry_id: (*from).to_owned(), to_entry_id: (*to).to_owned() };
        DependencyFacts {
            entry: entry(entry_id, "marked"),
            on: entry(on, "marked"),
            kind,
            edges: edges.iter().map(edge).collect(),
            actor: "e".to_owned(),
            now: "2026-01-02T03:04:05.000006Z".to_owned(),
        }
    }

    fn code(facts: &DependencyFacts) -> String {
        depend(facts).expect_err("refused").code
    }

    use DependencyKind::{Blocks, RelatedTo, Supersedes};

    #[test]
    fn who_blocks_comes_first_in_the_row() {
        let row = depend(&facts("b", "a", Blocks, &[])).expect("no cycle").row;
        assert_eq!((row.from_entry_id.as_str(), row.to_entry_id.as_str()), ("a", "b"));
        let row = depend(&facts("b", "a", Supersedes, &[])).expect("no cycle").row;
        assert_eq!((row.from_entry_id.as_str(), row.to_entry_id.as_str()), ("b", "a"));
    }

    #[test]
    fn a_circle_is_refused_with_the_way_round() {
        assert_eq!(code(&facts("a", "a", Blocks, &[])), "DEPENDENCY_ON_ITSELF");
        let refusal = depend(&facts("a", "c", Blocks, &[("a", "b"), ("b", "c"), ("b", "d")])).expect_err("a circle");
        assert_eq!(refusal.code, "DEPENDENCY_CYCLE");
        assert_eq!(refusal.message, "This would close a circle of dependencies: a → b → c → a.");
        assert!(depend(&facts("d", "c", Blocks, &[("a", "b"), ("b", "c"), ("b", "d")])).is_ok(), "a diamond is no circle");
        assert!(depend(&facts("a", "c", RelatedTo, &[("c", "a")])).is_ok(), "what only relates waits for nothing");
    }

    #[test]
    fn the_same_relation_twice_is_one() {
        assert!(depend(&facts("b", "a", Blocks, &[("a", "b")])).expect("there").already_there);
    }

    #[test]
    fn nothing_waits_too_late_or_for_ever() {
        for (state, late, never) in [
            ("cut_applied", true, false),
            ("verified_complete", true, false),
            ("reviewed_rejected", true, true),
            ("verify_failed_escalated", true, true),
            ("abandoned", true, true),
            ("reviewed_deferred", false, false),
        ] {
            let mut waits = facts("b", "a", Blocks, &[]);
            waits.entry.status = state.to_owned();
            assert_eq!(
                depend(&waits).err().map(|refusal| refusal.code),
                late.then(|| "DEPENDENCY_TOO_LATE".to_owned()),
                "{state}"
            );
            let mut waited = facts("b", "a", Blocks, &[]);
            waited.on.status = state.to_owned();
            assert_eq!(
                depend(&waited).err().map(|refusal| refusal.code),
                never.then(|| "DEPENDENCY_NEVER_MET".to_owned()),
                "{state}"
            );
        }
        let mut escalation = facts("b", "a", Blocks, &[]);
        escalation.on.kind = "escalation".to_owned();
        assert_eq!(code(&escalation), "NOT_A_CUT_REQUEST");
    }
}
