//! Axis 4 of VERIFY: the cut touched its own document alone; what else was touched since is that document's drift, not the cut's.

use serde_json::Value;

use super::VerifyFacts;
use crate::record::DocumentDrift;
use cutter_model::drift::{Axis, VerifyFinding};
use cutter_model::seal::{open, Lane};

/// Documents beside its own that the cut touched, and a record of its own that is not what was signed. Where no signature of it holds,
/// the evidence says so.
pub(super) fn drift(facts: &VerifyFacts) -> Vec<VerifyFinding> {
    let Some(signed) = signed(facts) else { return Vec::new() };
    let own = signed.get("doc_code").and_then(Value::as_str).unwrap_or_default();
    let scope = &facts.scope;
    let recorded = scope.recorded.as_ref().filter(|recorded| recorded.is_said(own, &signed));
    let unknown = || {
        let observed = if scope.recorded.is_some() { "another state than was signed" } else { "nothing recorded" };
        VerifyFinding::new(Axis::Scope, "SCOPE_UNKNOWN", None, "how the cut left its document, and what it saw", observed)
    };
    let others = scope.own.iter().filter(|touched| touched.doc_code != own).map(|touched| {
        let observed = format!("{} rows touched by the cut", touched.rows);
        VerifyFinding::new(Axis::Scope, "SCOPE_CHANGED", Some(&touched.doc_code), "untouched by the cut", observed)
    });
    recorded.is_none().then(unknown).into_iter().chain(others).collect()
}

/// What the executor signed of this very cut.
fn signed(facts: &VerifyFacts) -> Option<Value> {
    let signature = facts.executor_signature.as_ref()?;
    let payload = open(&signature.envelope, Lane::Executor, signature.key.as_ref()?).ok()?;
    (payload.get("change_set_id")?.as_str()? == facts.change_set.change_set_id).then_some(payload)
}

/// Other documents that were touched since and are not as they were signed.
pub(super) fn drifted(facts: &VerifyFacts) -> Vec<DocumentDrift> {
    let touched = facts.scope.others.iter();
    touched.filter_map(|each| DocumentDrift::of(&each.document, Some((each.rows, each.last_touch)), &facts.now)).collect()
}
