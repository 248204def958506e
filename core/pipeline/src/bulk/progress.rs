//! What a bulk run does next with a document, by the state of its entry. Who may do it is decided where it is done.

use serde::{Deserialize, Serialize};

use cutter_model::backlog::State;
use cutter_model::duty::Duty;

/// A verb of the pipeline that a bulk run may carry out. REVIEW is none: a verdict is a person's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum RunVerb {
    /// Register the text and propose its units.
    Mark,
    /// Send what was marked to review.
    Sweep,
    /// Write what was approved.
    Cut,
    /// Prove what was written.
    Verify,
}

/// What comes next for a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct RunNext {
    /// What a run can do; none where it can do nothing.
    pub verb: Option<RunVerb>,
    /// Whose turn it is; none where the document has come to its end.
    pub waits_for: Option<Duty>,
    /// Whether the end is a bad one: rejected, or failed in VERIFY.
    pub failed: bool,
}

/// What comes next for a document whose entry is in `state`; none is a document that was never marked, or given up.
#[must_use]
pub const fn next_in_run(state: Option<State>) -> RunNext {
    let (verb, waits_for, failed) = match state {
        None | Some(State::Abandoned) => (Some(RunVerb::Mark), Some(Duty::Executor), false),
        Some(State::Marked) => (Some(RunVerb::Sweep), Some(Duty::Executor), false),
        Some(State::ReviewPending) => (None, Some(Duty::Reviewer), false),
        // Deferred for a reason that a person gave: a person decides whether it is answered.
        Some(State::ReviewedDeferred) => (None, Some(Duty::Executor), false),
        Some(State::ReviewedApproved | State::CutInProgress) => (Some(RunVerb::Cut), Some(Duty::Executor), false),
        Some(State::CutApplied | State::VerifyInProgress) => (Some(RunVerb::Verify), Some(Duty::Verifier), false),
        Some(State::VerifiedComplete) => (None, None, false),
        Some(State::ReviewedRejected | State::VerifyFailedEscalated) => (None, None, true),
    };
    RunNext { verb, waits_for, failed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_goes_as_far_as_a_reviewer_must_speak() {
        assert_eq!(next_in_run(None).verb, Some(RunVerb::Mark));
        assert_eq!(next_in_run(Some(State::Marked)).verb, Some(RunVerb::Sweep));
        let pending = next_in_run(Some(State::ReviewPending));
        assert_eq!((pending.verb, pending.waits_for), (None, Some(Duty::Reviewer)));
        assert_eq!(next_in_run(Some(State::ReviewedApproved)).verb, Some(RunVerb::Cut));
        assert_eq!(next_in_run(Some(State::CutApplied)).verb, Some(RunVerb::Verify));
        assert_eq!(next_in_run(Some(State::VerifiedComplete)), RunNext { verb: None, waits_for: None, failed: false });
        assert!(next_in_run(Some(State::ReviewedRejected)).failed);
    }
}
