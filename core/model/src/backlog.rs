//! The state machine of a `cut_request` in the decision backlog (S0–S10) and the only moves it knows.

use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;
use crate::word::{of_word, word_of};

/// `decision_backlog_entry.status` of a cut request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, crate::TS)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// S0: proposed, waits for SWEEP.
    Marked,
    /// S1: waits for a reviewer.
    ReviewPending,
    /// S2: approved, waits for CUT.
    ReviewedApproved,
    /// S3: deferred, SWEEP brings it back.
    ReviewedDeferred,
    /// S4: rejected, final.
    ReviewedRejected,
    /// S5: inside the CUT transaction only.
    CutInProgress,
    /// S6: written, waits for VERIFY.
    CutApplied,
    /// S7: inside the VERIFY transaction only.
    VerifyInProgress,
    /// S8: proven, final.
    VerifiedComplete,
    /// S9: VERIFY failed; compensated or escalated, final.
    VerifyFailedEscalated,
    /// S10: given up by a person, final.
    Abandoned,
}

/// A move between states; its text is `decision_backlog_history.change_kind` where a row is written for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, crate::TS)]
pub enum Move {
    /// S0 or S3 to S1.
    #[serde(rename = "sweep_promote")]
    SweepPromote,
    /// S1 to S2.
    #[serde(rename = "review:approve")]
    ReviewApprove,
    /// S1 to S3.
    #[serde(rename = "review:defer")]
    ReviewDefer,
    /// S1 to S4.
    #[serde(rename = "review:reject")]
    ReviewReject,
    /// S2 to S5, the opening of the CUT transaction.
    #[serde(rename = "cut:begin")]
    CutBegin,
    /// S5 to S6, its end.
    #[serde(rename = "cut")]
    Cut,
    /// S6 to S7, the opening of the VERIFY transaction.
    #[serde(rename = "verify:begin")]
    VerifyBegin,
    /// S7 to S8.
    #[serde(rename = "verify:pass")]
    VerifyPass,
    /// S7 to S9.
    #[serde(rename = "verify:fail")]
    VerifyFail,
    /// S0, S1, S2 or S3 to S10.
    #[serde(rename = "abandon")]
    Abandon,
}

use Move as M;
use State as S;

/// Every legal move; nothing else exists.
pub const TRANSITIONS: [(State, Move, State); 14] = [
    (S::Marked, M::SweepPromote, S::ReviewPending),
    (S::ReviewedDeferred, M::SweepPromote, S::ReviewPending),
    (S::ReviewPending, M::ReviewApprove, S::ReviewedApproved),
    (S::ReviewPending, M::ReviewDefer, S::ReviewedDeferred),
    (S::ReviewPending, M::ReviewReject, S::ReviewedRejected),
    (S::ReviewedApproved, M::CutBegin, S::CutInProgress),
    (S::CutInProgress, M::Cut, S::CutApplied),
    (S::CutApplied, M::VerifyBegin, S::VerifyInProgress),
    (S::VerifyInProgress, M::VerifyPass, S::VerifiedComplete),
    (S::VerifyInProgress, M::VerifyFail, S::VerifyFailedEscalated),
    (S::Marked, M::Abandon, S::Abandoned),
    (S::ReviewPending, M::Abandon, S::Abandoned),
    (S::ReviewedApproved, M::Abandon, S::Abandoned),
    (S::ReviewedDeferred, M::Abandon, S::Abandoned),
];

/// The sets of states by which rows are asked for, in the order of a document's way: SQL takes them from here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, crate::TS)]
pub struct StateSets {
    /// SWEEP takes entries from these.
    pub swept: Vec<State>,
    /// Not over, and inside no transaction: somebody can move these.
    pub open: Vec<State>,
    /// Not over.
    pub unfinished: Vec<State>,
    /// A change set was written, whatever became of it.
    pub cut: Vec<State>,
    /// What an entry waits for has reached one of these (G-DEP).
    pub released: Vec<State>,
}

/// The sets as the table of moves has them.
#[must_use]
pub fn state_sets() -> StateSets {
    let mut unfinished: Vec<State> = Vec::new();
    for (from, _, _) in TRANSITIONS.iter().rev() {
        unfinished.retain(|state| state != from);
        unfinished.insert(0, *from);
    }
    let reached =
        |by: &[Move]| TRANSITIONS.iter().filter(|(_, a_move, _)| by.contains(a_move)).map(|(_, _, to)| *to).collect::<Vec<_>>();
    let inside = reached(&[M::CutBegin, M::VerifyBegin]);
    StateSets {
        swept: unfinished.iter().filter(|state| state.legal_moves().contains(&M::SweepPromote)).copied().collect(),
        open: unfinished.iter().filter(|state| !inside.contains(state)).copied().collect(),
        unfinished,
        cut: reached(&[M::Cut, M::VerifyPass, M::VerifyFail]),
        released: reached(&[M::VerifyPass]),
    }
}

impl State {
    /// The status text as stored.
    #[must_use]
    pub fn as_text(self) -> String {
        word_of(self)
    }

    /// Reads a stored status.
    ///
    /// # Errors
    /// `UNKNOWN_STATE` for any other text.
    pub fn from_text(text: &str) -> Result<Self, Refusal> {
        of_word(text).ok_or_else(|| {
            let message = format!("The entry's status {text:?} is not a state of a cut request.");
            Refusal::conflict("UNKNOWN_STATE", message).naming([("state", &text)])
        })
    }

    /// The moves that leave this state.
    #[must_use]
    pub fn legal_moves(self) -> Vec<Move> {
        TRANSITIONS.iter().filter(|(from, _, _)| *from == self).map(|(_, by, _)| *by).collect()
    }

    /// Whether the entry is over without a proven cut, so that the same text may be marked again.
    #[must_use]
    pub fn is_closed_without_success(self) -> bool {
        matches!(self, S::ReviewedRejected | S::VerifyFailedEscalated | S::Abandoned)
    }
}

impl Move {
    /// The text written to `decision_backlog_history.change_kind`.
    #[must_use]
    pub fn as_text(self) -> String {
        word_of(self)
    }
}

/// The state after `by` from `from`.
///
/// # Errors
/// `MOVE_NOT_ALLOWED`, naming the state, the move and what is legal.
pub fn next(from: State, by: Move) -> Result<State, Refusal> {
    TRANSITIONS.iter().find(|(state, a_move, _)| (*state, *a_move) == (from, by)).map(|(_, _, to)| *to).ok_or_else(|| {
        let legal: Vec<String> = from.legal_moves().into_iter().map(Move::as_text).collect();
        let legal = if legal.is_empty() { "nothing, the state is final".to_owned() } else { legal.join(", ") };
        let message = format!("An entry in state {} cannot do {}; legal here: {legal}.", from.as_text(), by.as_text());
        Refusal::conflict("MOVE_NOT_ALLOWED", message).naming([("state", &from.as_text()), ("move", &by.as_text())])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATES: [State; 11] = [
        S::Marked,
        S::ReviewPending,
        S::ReviewedApproved,
        S::ReviewedDeferred,
        S::ReviewedRejected,
        S::CutInProgress,
        S::CutApplied,
        S::VerifyInProgress,
        S::VerifiedComplete,
        S::VerifyFailedEscalated,
        S::Abandoned,
    ];

    #[test]
    fn every_status_text_reads_back_and_no_other() {
        for state in STATES {
            assert_eq!(State::from_text(&state.as_text()), Ok(state));
        }
        assert_eq!(State::from_text("open").expect_err("unknown").code, "UNKNOWN_STATE");
    }

    #[test]
    fn final_states_have_no_way_out() {
        for state in [S::ReviewedRejected, S::VerifiedComplete, S::VerifyFailedEscalated, S::Abandoned] {
            assert!(state.legal_moves().is_empty(), "{state:?}");
        }
    }

    #[test]
    fn the_sets_follow_from_the_table() {
        let sets = state_sets();
        assert_eq!(sets.swept, [S::Marked, S::ReviewedDeferred]);
        assert_eq!(sets.open, [S::Marked, S::ReviewedDeferred, S::ReviewPending, S::ReviewedApproved, S::CutApplied]);
        let over = |state: &&State| state.legal_moves().is_empty();
        assert_eq!(sets.unfinished.len(), STATES.iter().filter(|state| !over(state)).count());
        assert_eq!(sets.unfinished.iter().find(over), None);
        assert_eq!(sets.cut, [S::CutApplied, S::VerifiedComplete, S::VerifyFailedEscalated]);
        assert_eq!(sets.released, [S::VerifiedComplete]);
    }

    #[test]
    fn the_happy_path_is_the_design_s() {
        let moves = [M::SweepPromote, M::ReviewApprove, M::CutBegin, M::Cut, M::VerifyBegin, M::VerifyPass];
        let end = moves.into_iter().try_fold(S::Marked, next).expect("legal");
        assert_eq!(end, S::VerifiedComplete);
    }

    #[test]
    fn a_refusal_names_state_move_and_what_is_legal() {
        let refusal = next(S::Marked, M::Cut).expect_err("not legal");
        assert_eq!(refusal.code, "MOVE_NOT_ALLOWED");
        assert_eq!(refusal.message, "An entry in state marked cannot do cut; legal here: sweep_promote, abandon.");
        let refusal = next(S::VerifiedComplete, M::Abandon).expect_err("final");
        assert_eq!(
            refusal.message,
            "An entry in state verified_complete cannot do abandon; legal here: nothing, the state is final."
        );
    }

    #[test]
    fn nobody_abandons_what_was_cut() {
        for state in [S::CutInProgress, S::CutApplied, S::VerifyInProgress] {
            assert!(next(state, M::Abandon).is_err(), "{state:?}");
        }
    }
}
