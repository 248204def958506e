//! G-8, G-9 and G-11: what the checks before and after say, and whether C-07 committed.

use super::facts::GateFacts;
use crate::preflight::fired;
use cutter_model::gate::Gate;

pub(super) fn all_pass(id: &str, sentence: &str, checks: &[Gate], planned: usize) -> Gate {
    let expected = format!("{planned} of {planned}");
    let firing = fired(checks);
    let passed = checks.len() - firing.len();
    let observed = if firing.is_empty() {
        format!("{passed} of {planned}")
    } else {
        let ids: Vec<&str> = firing.iter().map(|gate| gate.id.as_str()).collect();
        format!("{passed} of {}, not {}", checks.len(), ids.join(", "))
    };
    Gate::seen(id, sentence, &expected, (!checks.is_empty()).then_some((firing.is_empty() && checks.len() == planned, observed)))
}

pub(super) fn committed(facts: &GateFacts) -> Gate {
    let observed = facts.committed.map(|committed| {
        let words = if committed { "committed".to_owned() } else { "rolled back".to_owned() };
        (committed, facts.failure.as_ref().map_or(words.clone(), |failure| format!("{words}: {failure}")))
    });
    Gate::seen("G-11", "C-07 committed.", "committed", observed)
}
