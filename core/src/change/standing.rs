//! Where a run stands, and what is safe to do: out of its steps on record, also when it was killed between two of them.

use serde::{Deserialize, Serialize};

use super::report::{RunKind, StepEvent};

/// What is known of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct StandingFacts {
    /// Its id.
    pub run_id: String,
    /// What it does.
    pub kind: RunKind,
    /// Each step and event, in order.
    pub steps: Vec<StepMark>,
    /// Whether the migration is on record in the database now.
    pub migration_recorded: bool,
    /// Whether a process holds the lock of changes: the run may still be going on.
    pub alive: bool,
}

/// A step and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct StepMark {
    /// Such as C-07.
    pub step: String,
    /// What became of it.
    pub event: StepEvent,
}

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// It went to its end and everything passed.
    Done,
    /// A gate or an error ended it before anything was committed.
    Stopped,
    /// The change is in the database and its checks did not pass.
    ChecksFailed,
    /// It died before anything was committed.
    Interrupted,
    /// It died after the change was committed: its checks are missing.
    ChecksMissing,
    /// It is going on.
    Running,
}

/// Where a run stands and what is safe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RunStanding {
    /// The run.
    pub run_id: String,
    /// The state.
    pub state: RunState,
    /// Where things stand, as one sentence.
    pub sentence: String,
    /// What is safe to do, as one sentence.
    pub safe: String,
}

/// Where the run stands.
#[must_use]
pub fn standing(facts: &StandingFacts) -> RunStanding {
    let last = facts.steps.last();
    let at = last.map_or("the beginning", |mark| mark.step.as_str());
    let had = |step: &str, event: StepEvent| facts.steps.iter().any(|mark| mark.step == step && mark.event == event);
    let committed = facts.kind == RunKind::Apply
        && (had("C-07", StepEvent::Done)
            || facts.migration_recorded && had("C-07", StepEvent::Started) && !had("C-07", StepEvent::Failed));
    let ended = |event: StepEvent| last.is_some_and(|mark| mark.event == event);
    let id = &facts.run_id;
    let again = "The database is as before: it is safe to start again, with a new authorisation where one is needed.";
    let (state, sentence, safe) = if had("END", StepEvent::Done) {
        (RunState::Done, "The run went to its end and everything passed.".to_owned(), "Nothing is left to do.".to_owned())
    } else if committed && (ended(StepEvent::Failed) || ended(StepEvent::Stopped)) {
        let safe = format!("Keep the evidence. Mend and run \"directus cutter migrate verify {id}\", or decide on a rollback.");
        (RunState::ChecksFailed, format!("The change is committed; the run ended at {at} because it did not pass."), safe)
    } else if ended(StepEvent::Failed) || ended(StepEvent::Stopped) {
        (RunState::Stopped, format!("The run stopped at {at}; nothing of the change was committed."), again.to_owned())
    } else if facts.alive {
        (RunState::Running, format!("The run is at {at}, and a process holds the lock of changes."), "Wait.".to_owned())
    } else if committed {
        let safe = format!("Run \"directus cutter migrate verify {id}\"; it only reads.");
        (
            RunState::ChecksMissing,
            format!("The run died at {at}, after C-07 committed: the change is in the database, its checks are missing."),
            safe,
        )
    } else {
        (RunState::Interrupted, format!("The run died at {at}; nothing of the change was committed."), again.to_owned())
    };
    RunStanding { run_id: id.clone(), state, sentence, safe }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stands(steps: &[(&str, StepEvent)], migration_recorded: bool, alive: bool) -> RunState {
        let steps = steps.iter().map(|(step, event)| StepMark { step: (*step).to_owned(), event: *event }).collect();
        standing(&StandingFacts { run_id: "r".to_owned(), kind: RunKind::Apply, steps, migration_recorded, alive }).state
    }

    #[test]
    fn every_place_a_run_can_die_at_has_its_own_answer() {
        use StepEvent::{Done, Failed, Started, Stopped};
        assert_eq!(stands(&[], false, false), RunState::Interrupted);
        assert_eq!(stands(&[("C-01", Started)], false, false), RunState::Interrupted);
        assert_eq!(stands(&[("C-01", Started)], false, true), RunState::Running);
        assert_eq!(stands(&[("C-06", Done), ("G", Stopped)], false, false), RunState::Stopped);
        assert_eq!(stands(&[("C-06", Done), ("C-07", Started)], false, false), RunState::Interrupted);
        assert_eq!(stands(&[("C-07", Started), ("C-07", Failed)], false, false), RunState::Stopped);
        assert_eq!(stands(&[("C-07", Started), ("C-07", Done)], true, false), RunState::ChecksMissing);
        assert_eq!(stands(&[("C-07", Done), ("C-08", Started)], true, false), RunState::ChecksMissing);
        assert_eq!(stands(&[("C-07", Done), ("C-08", Done), ("G", Stopped)], true, false), RunState::ChecksFailed);
        assert_eq!(stands(&[("C-07", Done), ("C-08", Done), ("END", Done)], true, false), RunState::Done);
    }
}
