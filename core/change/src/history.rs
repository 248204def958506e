//! What is on record of a run, as decisions look at it: what committed, what was taken back, which checks fail now.

use serde::{Deserialize, Serialize};

use super::run_record::{RunKind, StepEvent};
use cutter_model::gate::Gate;

/// A step and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct StepMark {
    /// Such as C-07.
    pub step: String,
    /// What became of it.
    pub event: StepEvent,
}

/// A run on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct RunHistory {
    /// Its id.
    pub run_id: String,
    /// What it does.
    pub kind: RunKind,
    /// Each step and event, in order.
    pub steps: Vec<StepMark>,
    /// Each gate and check, in the order of their evaluation.
    pub gates: Vec<Gate>,
    /// The steps of every run that takes this one back.
    pub rollbacks: Vec<Vec<StepMark>>,
}

fn had(steps: &[StepMark], step: &str, event: StepEvent) -> bool {
    steps.iter().any(|mark| mark.step == step && mark.event == event)
}

impl RunHistory {
    /// Whether it changed the real database: the record is written in the very transaction of the change.
    #[must_use]
    pub fn committed(&self) -> bool {
        match self.kind {
            RunKind::Apply => had(&self.steps, "C-07", StepEvent::Done),
            RunKind::Rollback => had(&self.steps, "DOWN", StepEvent::Done),
            RunKind::DryRun => false,
        }
    }

    /// Whether a later run took it back.
    #[must_use]
    pub fn taken_back(&self) -> bool {
        self.rollbacks.iter().any(|steps| had(steps, "DOWN", StepEvent::Done))
    }

    /// Gates and checks that do not pass as they were evaluated last.
    #[must_use]
    pub fn failed(&self) -> Vec<&Gate> {
        latest(&self.gates).into_iter().filter(|gate| gate.fires()).collect()
    }
}

/// Each gate as it was evaluated last, in the order in which they came first: a check that was repeated counts once.
#[must_use]
pub fn latest<'a>(gates: impl IntoIterator<Item = &'a Gate>) -> Vec<&'a Gate> {
    let mut kept: Vec<&Gate> = Vec::new();
    for gate in gates {
        match kept.iter_mut().find(|each| each.id == gate.id) {
            Some(earlier) => *earlier = gate,
            None => kept.push(gate),
        }
    }
    kept
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(crate) fn marks(steps: &[(&str, StepEvent)]) -> Vec<StepMark> {
        steps.iter().map(|(step, event)| StepMark { step: (*step).to_owned(), event: *event }).collect()
    }

    pub(crate) fn run(kind: RunKind, steps: &[(&str, StepEvent)]) -> RunHistory {
        RunHistory { run_id: "r".to_owned(), kind, steps: marks(steps), gates: Vec::new(), rollbacks: Vec::new() }
    }

    #[test]
    fn what_counts_is_the_last_evaluation() {
        let gate = |id: &str, holds: bool| Gate::check(id, "S", holds, "a", "b");
        let mut history = run(RunKind::Apply, &[("C-07", StepEvent::Done)]);
        history.gates = vec![gate("VA-5", false), gate("VA-6", false), gate("VA-7", true), gate("VA-6", true)];
        assert_eq!(history.failed().iter().map(|gate| gate.id.as_str()).collect::<Vec<_>>(), ["VA-5"]);
        assert_eq!(latest(&history.gates).len(), 3);
    }

    #[test]
    fn only_a_recorded_commit_counts() {
        use StepEvent::{Done, Started};
        assert!(run(RunKind::Apply, &[("C-07", Started), ("C-07", Done)]).committed());
        assert!(!run(RunKind::Apply, &[("C-07", Started)]).committed());
        assert!(!run(RunKind::DryRun, &[("C-07", Done)]).committed());
        assert!(run(RunKind::Rollback, &[("C-09", Started), ("DOWN", Done)]).committed());
        let mut history = run(RunKind::Apply, &[("C-07", Done)]);
        history.rollbacks.push(marks(&[("C-09", Started)]));
        assert!(!history.taken_back());
        history.rollbacks.push(marks(&[("C-09", Started), ("DOWN", Done)]));
        assert!(history.taken_back());
    }
}
