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
    /// A change of it was carried out and proven.
    CarriedOut,
    /// The text of the document has it already: its card says so, or a person does.
    Included,
}

/// What is on record of an act and a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct ActFacts {
    /// Whether the document's text is said to have it.
    pub included: bool,
    /// The states of the cut requests that carry it out on the document.
    pub states: Vec<State>,
}

/// Where it stands. What is carried out counts more than what is said of the text, and that more than what is under way.
#[must_use]
pub fn stands(facts: &ActFacts) -> ActStands {
    if facts.states.contains(&State::VerifiedComplete) {
        ActStands::CarriedOut
    } else if facts.included {
        ActStands::Included
    } else if facts.states.iter().any(|state| !state.legal_moves().is_empty()) {
        ActStands::Proposed
    } else {
        ActStands::Outstanding
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_outstanding_until_a_change_of_it_is_proven_or_the_text_has_it() {
        use State as S;
        for (included, states, expected) in [
            (false, vec![], ActStands::Outstanding),
            (false, vec![S::Abandoned, S::ReviewedRejected, S::VerifyFailedEscalated], ActStands::Outstanding),
            (false, vec![S::Abandoned, S::ReviewPending], ActStands::Proposed),
            (false, vec![S::CutApplied], ActStands::Proposed),
            (true, vec![S::Marked], ActStands::Included),
            (true, vec![S::VerifiedComplete], ActStands::CarriedOut),
            (false, vec![S::VerifiedComplete, S::ReviewPending], ActStands::CarriedOut),
        ] {
            assert_eq!(stands(&ActFacts { included, states: states.clone() }), expected, "{included} {states:?}");
        }
    }
}
