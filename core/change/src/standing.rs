//! Where a run stands, and what is safe to do: out of its steps on record, also when it was killed between two of them.

use serde::{Deserialize, Serialize};

use super::history::RunHistory;
use super::run_record::{RunKind, StepEvent};
use cutter_model::duty::Duty;

/// What is known of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct StandingFacts {
    /// Its records.
    pub run: RunHistory,
    /// Whether a process holds the lock of changes.
    pub locked: bool,
    /// Whether no other run has a later record: it is the one that the lock is held for.
    pub last_active: bool,
}

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// It went to its end and everything passed.
    Done,
    /// A gate or an error ended it before anything was committed.
    Stopped,
    /// What it did is in the database and its checks did not pass.
    ChecksFailed,
    /// It died before anything was committed.
    Interrupted,
    /// It died after its commit: its checks are missing.
    ChecksMissing,
    /// It is going on.
    Running,
    /// Its change was committed, and a later run took it back.
    TakenBack,
}

/// Where a run stands and what is safe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct RunStanding {
    /// The run.
    pub run_id: String,
    /// The state.
    pub state: RunState,
    /// Where things stand, as one sentence.
    pub sentence: String,
    /// What is safe to do, as one sentence.
    pub safe: String,
    /// Whose duty that is, where the run waits for somebody; what stopped before its commit waits with its package.
    pub waits_for: Option<Duty>,
    /// The words after `directus cutter` of what is safe.
    pub command: Option<String>,
}

/// Where the run stands. The last record decides: a run may be verified again after its end.
#[must_use]
pub fn standing(facts: &StandingFacts) -> RunStanding {
    let run = &facts.run;
    let id = &run.run_id;
    let last = run.steps.last();
    let at = last.map_or("the beginning", |mark| mark.step.as_str());
    let event = last.map(|mark| mark.event);
    let ended = matches!(event, Some(StepEvent::Failed | StepEvent::Stopped));
    let recheck = format!("migrate verify {id}");
    let verify = format!("Run \"directus cutter {recheck}\"; it only reads.");
    let (state, sentence, safe) = match (run.committed(), at, event) {
        _ if run.taken_back() => {
            let sentence = "The change was committed, and a later run took it back.".to_owned();
            (RunState::TakenBack, sentence, "Plan it again where it is still wanted.".to_owned())
        }
        (_, "END", Some(StepEvent::Done)) => {
            (RunState::Done, "The run went to its end and everything passed.".to_owned(), "Nothing is left to do.".to_owned())
        }
        (true, ..) if ended => (RunState::ChecksFailed, failed_after_commit(run.kind, at), after_failure(run.kind, id)),
        (false, ..) if ended => {
            (RunState::Stopped, format!("The run stopped at {at}; nothing of the change was committed."), again(run.kind))
        }
        _ if facts.locked && facts.last_active => {
            (RunState::Running, format!("The run is at {at}, and a process holds the lock of changes."), "Wait.".to_owned())
        }
        (true, ..) => (RunState::ChecksMissing, died_after_commit(run.kind, at), verify),
        (false, ..) => {
            (RunState::Interrupted, format!("The run died at {at}; nothing of the change was committed."), again(run.kind))
        }
    };
    let waits = matches!(state, RunState::ChecksFailed | RunState::ChecksMissing);
    let (waits_for, command) = (waits.then_some(Duty::Executor), waits.then_some(recheck));
    RunStanding { run_id: id.clone(), state, sentence, safe, waits_for, command }
}

fn failed_after_commit(kind: RunKind, at: &str) -> String {
    match kind {
        RunKind::Rollback => {
            format!("The change is taken back; the run ended at {at} because the schema is not as it was before.")
        }
        _ => format!("The change is committed; the run ended at {at} because it did not pass."),
    }
}

fn after_failure(kind: RunKind, id: &str) -> String {
    let verify = format!("Keep the evidence. Mend and run \"directus cutter migrate verify {id}\"");
    match kind {
        RunKind::Rollback => format!("{verify}; what to restore from the backup is for people to decide."),
        _ => format!("{verify}, or decide on a rollback."),
    }
}

fn died_after_commit(kind: RunKind, at: &str) -> String {
    match kind {
        RunKind::Rollback => {
            format!("The run died at {at}, after the rollback committed: the change is taken back, the comparison of the schema is missing.")
        }
        _ => format!("The run died at {at}, after C-07 committed: the change is in the database, its checks are missing."),
    }
}

fn again(kind: RunKind) -> String {
    match kind {
        RunKind::DryRun => "The database is as before: it is safe to start the dry run again; it removes the server the dead one left.",
        RunKind::Apply => {
            "The database is as before: it is safe to start again, with a new authorisation where one is needed."
        }
        RunKind::Rollback => {
            "The change is still in the database: it is safe to start the rollback again, with a new authorisation where one is needed."
        }
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::tests::{marks, run};
    use StepEvent::{Done, Failed, Started, Stopped};

    fn stands(steps: &[(&str, StepEvent)], locked: bool) -> RunState {
        standing(&StandingFacts { run: run(RunKind::Apply, steps), locked, last_active: true }).state
    }

    #[test]
    fn every_place_a_run_can_die_at_has_its_own_answer() {
        assert_eq!(stands(&[], false), RunState::Interrupted);
        assert_eq!(stands(&[("C-01", Started)], false), RunState::Interrupted);
        assert_eq!(stands(&[("C-01", Started)], true), RunState::Running);
        assert_eq!(stands(&[("C-06", Done), ("C-06", Stopped)], false), RunState::Stopped);
        assert_eq!(stands(&[("C-06", Done), ("C-07", Started)], false), RunState::Interrupted);
        assert_eq!(stands(&[("C-07", Started), ("C-07", Failed)], false), RunState::Stopped);
        assert_eq!(stands(&[("C-07", Started), ("C-07", Done)], false), RunState::ChecksMissing);
        assert_eq!(stands(&[("C-07", Done), ("C-08", Started)], false), RunState::ChecksMissing);
        assert_eq!(stands(&[("C-07", Done), ("C-08", Done), ("C-08", Stopped)], false), RunState::ChecksFailed);
        assert_eq!(stands(&[("C-07", Done), ("C-08", Done), ("END", Done)], false), RunState::Done);
    }

    #[test]
    fn the_last_verification_counts() {
        let end = [("C-07", Done), ("C-08", Done), ("END", Done)];
        let then = |more: &[(&str, StepEvent)]| stands(&[&end, more].concat(), false);
        assert_eq!(then(&[("C-08", Started)]), RunState::ChecksMissing);
        assert_eq!(then(&[("C-08", Done), ("C-08", Stopped), ("END", Failed)]), RunState::ChecksFailed);
        assert_eq!(then(&[("C-08", Failed), ("END", Failed), ("C-08", Done), ("END", Done)]), RunState::Done);
    }

    #[test]
    fn a_lock_is_held_for_the_run_with_the_last_record() {
        let facts = |last_active| StandingFacts { run: run(RunKind::Apply, &[("C-01", Started)]), locked: true, last_active };
        assert_eq!((standing(&facts(true)).state, standing(&facts(false)).state), (RunState::Running, RunState::Interrupted));
    }

    #[test]
    fn a_rollback_and_a_dry_run_say_what_they_left() {
        let of = |kind, steps: &[(&str, StepEvent)]| {
            standing(&StandingFacts { run: run(kind, steps), locked: false, last_active: true })
        };
        let died = of(RunKind::Rollback, &[("C-09", Started), ("DOWN", Done)]);
        assert_eq!(died.state, RunState::ChecksMissing);
        assert!(died.sentence.contains("the change is taken back") && died.safe.contains("migrate verify r"), "{died:?}");
        let early = of(RunKind::Rollback, &[("C-09", Started)]);
        assert!(early.state == RunState::Interrupted && early.safe.contains("still in the database"), "{early:?}");
        let differs = of(RunKind::Rollback, &[("DOWN", Done), ("C-09", Done), ("C-09", Stopped), ("END", Failed)]);
        assert!(differs.state == RunState::ChecksFailed && differs.sentence.contains("not as it was"), "{differs:?}");
        let rehearsal = of(RunKind::DryRun, &[("C-07", Done)]);
        assert!(rehearsal.state == RunState::Interrupted && rehearsal.safe.contains("dry run again"), "{rehearsal:?}");
    }

    #[test]
    fn a_run_that_was_taken_back_says_so() {
        let mut history = run(RunKind::Apply, &[("C-07", Done), ("C-08", Stopped), ("END", Failed)]);
        history.rollbacks.push(marks(&[("DOWN", Done)]));
        let found = standing(&StandingFacts { run: history, locked: false, last_active: false });
        assert_eq!(found.state, RunState::TakenBack);
    }
}
