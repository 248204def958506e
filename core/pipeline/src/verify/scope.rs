//! Axis 4 of VERIFY: the documents around the one that was cut.

use super::VerifyFacts;
use cutter_model::drift::{Axis, VerifyFinding};
use cutter_model::live::{ScopeDigest, ScopeFacts};

/// Documents around the cut that changed since it began and that no other change set explains.
pub(super) fn drift(facts: &VerifyFacts) -> Vec<VerifyFinding> {
    let summary = &facts.change_set.payload_summary;
    let before: Option<ScopeFacts> = summary.get("scope_before").and_then(|scope| serde_json::from_value(scope.clone()).ok());
    let Some(before) = before else {
        return vec![VerifyFinding::new(
            Axis::Scope,
            "SCOPE_UNKNOWN",
            None,
            "the scope as it stood before the cut",
            "nothing recorded",
        )];
    };
    let own = summary.get("doc_code").and_then(serde_json::Value::as_str).unwrap_or_default();
    let codes: std::collections::BTreeSet<&String> = before.keys().chain(facts.scope_now.keys()).collect();
    codes
        .into_iter()
        .filter(|code| code.as_str() != own)
        .filter_map(|code| {
            let (was, is) = (before.get(code), facts.scope_now.get(code));
            let units = |scope: Option<&ScopeDigest>| {
                scope.map_or_else(|| (0, String::new()), |scope| (scope.count, scope.digest.clone()))
            };
            let change_sets = |scope: Option<&ScopeDigest>| scope.map_or(0, |scope| scope.change_sets);
            if units(was) == units(is) || change_sets(is) > change_sets(was) {
                return None;
            }
            let show = |scope: Option<&ScopeDigest>| match scope {
                Some(scope) if scope.count > 0 => format!("{} units, digest {}", scope.count, scope.digest),
                _ => "no units".to_owned(),
            };
            Some(VerifyFinding::new(Axis::Scope, "SCOPE_CHANGED", Some(code), show(was), show(is)))
        })
        .collect()
}
