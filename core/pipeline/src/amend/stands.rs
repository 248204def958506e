//! Where an amending act stands on a document that it amends.

use serde::{Deserialize, Serialize};

use cutter_model::backlog::State;

/// Where an act stands on a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum ActStands {
    /// Nobody carried it out: the document reads as if it were not there.
    Outstanding,
    /// A change is under way.
    Proposed,
    /// A change of it was carried out and proven, and some of what it asks was not: it was left, or is law from another day.
    Partly,
    /// All that it asks was carried out and proven.
    CarriedOut,
    /// The text of the document has it already: its card says so, or a person does.
    Included,
}

/// A change that carries out an act on a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct ActChange {
    /// Where its cut request stands.
    pub state: State,
    /// Lines of the act's sentences that asked something which the document had not yet.
    pub asked: Vec<usize>,
    /// Lines of those that it carries out.
    pub carried: Vec<usize>,
}

/// What is on record of an act and a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct ActFacts {
    /// Whether the document's text is said to have it.
    pub included: bool,
    /// The changes that carry it out.
    pub changes: Vec<ActChange>,
}

/// Where it stands. What is carried out counts more than what is said of the text, and that more than what is under way.
#[must_use]
pub fn stands(facts: &ActFacts) -> ActStands {
    let proven = || facts.changes.iter().filter(|change| change.state == State::VerifiedComplete);
    let is_carried = |line: &usize| proven().any(|change| change.carried.contains(line));
    let is_proven = proven().next().is_some();
    if is_proven && proven().flat_map(|change| &change.asked).all(is_carried) {
        ActStands::CarriedOut
    } else if facts.included {
        ActStands::Included
    } else if facts.changes.iter().any(|change| !change.state.legal_moves().is_empty()) {
        ActStands::Proposed
    } else if is_proven {
        ActStands::Partly
    } else {
        ActStands::Outstanding
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use State as S;

    fn told(included: bool, changes: &[(State, &[usize], &[usize])]) -> ActStands {
        let change = |(state, asked, carried): &(State, &[usize], &[usize])| ActChange {
            state: *state,
            asked: asked.to_vec(),
            carried: carried.to_vec(),
        };
        stands(&ActFacts { included, changes: changes.iter().map(change).collect() })
    }

    #[test]
    fn an_act_is_outstanding_until_a_change_of_it_is_proven_or_the_text_has_it() {
        for (included, states, expected) in [
            (false, vec![], ActStands::Outstanding),
            (false, vec![S::Abandoned, S::ReviewedRejected, S::VerifyFailedEscalated], ActStands::Outstanding),
            (false, vec![S::Abandoned, S::ReviewPending], ActStands::Proposed),
            (false, vec![S::CutApplied], ActStands::Proposed),
            (true, vec![S::Marked], ActStands::Included),
            (true, vec![S::VerifiedComplete], ActStands::CarriedOut),
            (false, vec![S::VerifiedComplete, S::ReviewPending], ActStands::CarriedOut),
        ] {
            let changes: Vec<(State, &[usize], &[usize])> = states.iter().map(|state| (*state, &[][..], &[][..])).collect();
            assert_eq!(told(included, &changes), expected, "{included} {states:?}");
        }
    }

    #[test]
    fn an_act_of_two_days_is_carried_out_once_both_are() {
        let first: (State, &[usize], &[usize]) = (S::VerifiedComplete, &[3, 5, 9], &[3, 5]);
        assert_eq!(told(false, &[first]), ActStands::Partly);
        assert_eq!(told(true, &[first]), ActStands::Included);
        assert_eq!(told(false, &[first, (S::ReviewPending, &[9], &[9])]), ActStands::Proposed);
        assert_eq!(told(false, &[first, (S::VerifiedComplete, &[9], &[9])]), ActStands::CarriedOut);
    }
}
