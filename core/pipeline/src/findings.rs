//! The ten findings of a review, and what checks of every mode say alike.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use cutter_model::sentence::{Sentence, Values};
use iu_address::Address;

/// One of the three values a finding column takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum FindingVerdict {
    /// Holds.
    Pass,
    /// Does not hold.
    Fail,
    /// Cannot apply; the reason is in the note.
    NotApplicable,
}

/// A finding with what was observed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Finding {
    /// The verdict.
    pub verdict: FindingVerdict,
    /// What was observed, as one sentence.
    pub note: String,
    /// Stable code of that sentence.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sentence: String,
    /// What stands in its places.
    #[serde(default, skip_serializing_if = "Values::is_empty")]
    pub values: Values,
}

impl Finding {
    /// A verdict with the sentence that says why.
    fn new(verdict: FindingVerdict, sentence: Sentence) -> Self {
        Self { verdict, note: sentence.text, sentence: sentence.code.to_owned(), values: sentence.values }
    }

    /// A verdict with what was observed when it was recorded.
    pub(crate) const fn recorded(verdict: FindingVerdict, note: String) -> Self {
        Self { verdict, note, sentence: String::new(), values: Values::new() }
    }

    /// Cannot apply, and why.
    pub(crate) fn not_applicable(code: &'static str, why: &str) -> Self {
        Self::new(FindingVerdict::NotApplicable, Sentence::new(code, why, []))
    }
}

impl From<Outcome> for Finding {
    /// Holds or not, as a check came out.
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Ok(sentence) => Self::new(FindingVerdict::Pass, sentence),
            Err(sentence) => Self::new(FindingVerdict::Fail, sentence),
        }
    }
}

/// What a check says: why it holds, or why not.
pub(crate) type Outcome = Result<Sentence, Sentence>;

/// The ten findings by their column name without `finding_`.
pub type Findings = BTreeMap<String, Finding>;

/// Names of the ten findings, in the order of their columns.
pub const FINDINGS: [&str; 10] = [
    "source_pinned",
    "coverage_complete",
    "reconstruction_exact",
    "addresses_valid",
    "addresses_unique",
    "parents_resolve",
    "vocabulary_active",
    "status_scope",
    "no_collision",
    "digest_match",
];

/// The ten findings, given in the order of their columns.
pub(crate) fn ten(findings: [Finding; 10]) -> Findings {
    FINDINGS.map(str::to_owned).into_iter().zip(findings).collect()
}

/// Every failing finding, with what it says.
pub(crate) fn failing(findings: &Findings) -> Vec<String> {
    FINDINGS
        .iter()
        .filter_map(|name| {
            findings
                .get(*name)
                .filter(|finding| finding.verdict == FindingVerdict::Fail)
                .map(|finding| format!("{name}: {}", finding.note))
        })
        .collect()
}

/// Whether every finding passes or cannot apply.
#[must_use]
pub fn all_hold(findings: &Findings) -> bool {
    FINDINGS.iter().all(|name| findings.get(*name).is_some_and(|finding| finding.verdict != FindingVerdict::Fail))
}

/// The address, where it is one of this format.
pub(crate) fn parsed(address: &str, format: &str) -> Result<Address, Sentence> {
    let unparsed =
        |error| Sentence::new("ADDRESS_UNPARSED", "\"{address}\": {error}", [("address", &address), ("error", &error)]);
    let parsed = iu_address::parse(address).map_err(unparsed)?;
    if parsed.format().as_str() == format {
        return Ok(parsed);
    }
    let template = "\"{address}\" is not a {format} address.";
    Err(Sentence::new("ADDRESS_FORMAT", template, [("address", &address), ("format", &format)]))
}

/// Whether all addresses are such, each of the format beside it.
pub(crate) fn addresses_parse<'a>(addresses: impl ExactSizeIterator<Item = (&'a String, &'a String)>) -> Outcome {
    let count = addresses.len();
    for (address, format) in addresses {
        parsed(address, format)?;
    }
    Ok(Sentence::new("ADDRESSES_PARSE_EACH", "{count} addresses parse in the format they declare.", [("count", &count)]))
}

/// Whether all section types are in use; each comes with the address of its unit.
pub(crate) fn types_active<'a>(active: &[String], mut types: impl Iterator<Item = (&'a String, &'a String)>) -> Outcome {
    match types.find(|(section_type, _)| !active.contains(section_type)) {
        Some((section_type, address)) => Err(Sentence::new(
            "TYPE_INACTIVE",
            "The section type \"{type}\" of {address} is not active.",
            [("type", section_type), ("address", address)],
        )),
        None => Ok(Sentence::new("TYPES_ACTIVE", "Every section type is active.", [])),
    }
}

/// Whether the manifest is the one that was pinned when it was marked.
pub(crate) fn digests_match(observed: &str, said: &str, pinned: &str) -> Outcome {
    if observed == said && observed == pinned {
        return Ok(Sentence::new("DIGEST_PINNED", "Manifest {digest}.", [("digest", &observed)]));
    }
    let template = "The manifest has digest {observed}, pinned when marked was {pinned}.";
    Err(Sentence::new("DIGEST_OTHER", template, [("observed", &observed), ("pinned", &pinned)]))
}
