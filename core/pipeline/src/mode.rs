//! A mode is a way in which units come under governance or change: a first cut, an attestation, an operation on the structure.
//! What the verbs do in each of them stands in its folder, behind this trait; what they do in all of them stands in the verbs.

use crate::findings::Findings;
use crate::live_facts::ValidationFacts;
use crate::record::{Affected, BlockRow, CutFacts, RowChanges, VerifyFacts};
use cutter_model::change_set::{FactFingerprint, RowCounts};
use cutter_model::drift::{Drift, VerifyFinding};
use cutter_model::entry::EntryFacts;
use cutter_model::gate::Gate;
use cutter_model::live::{LiveUnit, TargetSurvey};
use cutter_model::refusal::Refusal;
use iu_address::Day;
use iu_text::digest::canonical_digest;
use iu_text::manifest::Anomaly;
use serde::Serialize;

/// What a stored manifest proposes, as the verbs ask for it.
pub trait Mode {
    /// Digest of the manifest.
    fn digest(&self) -> &str;

    /// What is to be done.
    fn operation_kind(&self) -> &str;

    /// The document.
    fn doc_code(&self) -> &str;

    /// The day from which it is law; none where it takes effect as it is recorded.
    fn effective_on(&self) -> Option<Day> {
        None
    }

    /// The change set that it takes off the timeline, where it is a withdrawal.
    fn withdraws(&self) -> Option<&str> {
        None
    }

    /// The change set that is read as it says from then on, where it is a correction.
    fn corrects(&self) -> Option<&str> {
        None
    }

    /// What its entry, its change set and its signature say of its place on the timeline, by the names they say it under.
    fn place(&self) -> [(&'static str, Option<String>); 3] {
        let day = self.effective_on().map(|day| day.to_string());
        [
            ("effective_on", day),
            ("withdraws", self.withdraws().map(str::to_owned)),
            ("corrects", self.corrects().map(str::to_owned)),
        ]
    }

    /// MARK: units the entry is about.
    fn unit_count(&self) -> usize;

    /// MARK: the blocks, in order.
    fn blocks<'m>(&'m self, entry_id: &'m str, manifest_id: &'m str) -> Box<dyn Iterator<Item = BlockRow<'m>> + 'm>;

    /// REVIEW: the ten findings, now.
    fn findings(&self, facts: &ValidationFacts) -> Findings;

    /// REVIEW: what the text leaves to people; only a text that is cut has any.
    fn anomalies(&self) -> &[Anomaly] {
        &[]
    }

    /// REVIEW: the digest of the plan for the public tables, which is what a reviewer approves.
    fn plan_digest(&self, entry: &EntryFacts) -> String;

    /// REVIEW: the facts the plan rests on.
    fn fingerprint(&self, facts: &ValidationFacts, survey: &TargetSurvey) -> FactFingerprint;

    /// CUT: why there is nothing to rehearse, where there is not.
    fn not_rehearsed(&self) -> Option<Refusal> {
        None
    }

    /// CUT: what does not stand any more as it was marked, beside the facts of the fingerprint.
    fn moved(&self, _facts: &ValidationFacts) -> Vec<String> {
        Vec::new()
    }

    /// G-AUTHORITY: whether no unit gains authority, what is expected, and what was seen.
    fn authority(&self, facts: &ValidationFacts) -> (bool, &'static str, String);

    /// CUT: the gates over what it writes to.
    fn gates(&self, facts: &CutFacts) -> Vec<Gate>;

    /// CUT: what it does to units.
    ///
    /// # Errors
    /// Those of planning it.
    fn content(&self, facts: &CutFacts, change_set_id: &str) -> Result<Content, Refusal>;

    /// VERIFY: what stands there against what the manifest makes of the state before.
    ///
    /// # Errors
    /// Those of reading the facts.
    fn prove(&self, facts: &VerifyFacts, live: &[LiveUnit], affected: &Affected) -> Result<Proven, Refusal>;
}

/// What a cut does to units, and what it is about.
pub struct Content {
    /// The rows on record.
    pub affected: Affected,
    /// Units it is about.
    pub unit_count: usize,
    /// The statements of an operation on units that are there.
    pub changes: Option<RowChanges>,
    /// Digest of the document before such an operation.
    pub state_before: Option<String>,
    /// Rows by table.
    pub planned: RowCounts,
    /// Digest of the plan.
    pub plan_digest: String,
    /// The document.
    pub doc_code: String,
    /// Its address prefix, of a first cut.
    pub prefix: Option<String>,
    /// Its source text, of a first cut.
    pub source_sha256: Option<String>,
}

/// What VERIFY found of a change set.
#[derive(Debug, Default)]
pub struct Proven {
    /// Axes 1 to 3.
    pub drift: Drift,
    /// What is on record and differs from what the manifest makes.
    pub recorded: Vec<VerifyFinding>,
    /// Units it is about.
    pub expected_units: usize,
    /// Those of them that are there.
    pub observed_units: usize,
}

/// Most units that are named as moved.
const NAMED: usize = 10;

/// Units that were changed since they were marked, and so since the review, which saw none of them changed.
pub(crate) fn named_units(moved: Vec<String>) -> Vec<String> {
    let more = moved.len().saturating_sub(NAMED);
    let mut named: Vec<String> = moved.into_iter().take(NAMED).map(|address| format!("unit {address}")).collect();
    if more > 0 {
        named.push(format!("{more} more units"));
    }
    named
}

/// Facts by their names.
pub(crate) fn fingerprint<const N: usize>(facts: [(&str, String); N]) -> FactFingerprint {
    facts.map(|(name, fact)| (name.to_owned(), fact)).into()
}

/// Digest of what has no order.
pub(crate) fn digest_of_set<T: Serialize + Ord + Clone>(set: &[T]) -> String {
    let mut sorted = set.to_vec();
    sorted.sort();
    canonical_digest(&sorted)
}

/// What may be written where, and what happens then.
pub(crate) fn of_target(survey: &TargetSurvey) -> FactFingerprint {
    fingerprint([
        ("target_columns", canonical_digest(&survey.columns)),
        ("target_triggers", canonical_digest(&survey.triggers)),
        ("target_constraints", canonical_digest(&survey.constraints)),
        ("target_privileges", canonical_digest(&survey.privileges)),
    ])
}
