//! What a text asks of people: its anomalies by weight. A grave one is a question, and nobody approves what leaves one open.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use crate::proposal;
use crate::record::AnomalyAnswer;
use cutter_model::refusal::Refusal;
use iu_text::manifest::{Anomaly, Weight};
use iu_text::segment::heaviest;

/// An anomaly as a reviewer sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct WeighedAnomaly {
    /// What an answer names.
    pub id: String,
    /// How much it weighs.
    pub weight: Weight,
    /// What it is.
    pub code: String,
    /// Line of the canonical text, from 1.
    pub line: usize,
    /// Byte offset into the canonical text.
    pub at: usize,
    /// The label concerned, as written.
    pub label: String,
    /// One sentence for people.
    pub message: String,
}

/// What a stored manifest asks, the gravest first, and in the order of the text.
///
/// # Errors
/// Those of reading the stored manifest.
pub fn asked(manifest_text: &str) -> Result<Vec<WeighedAnomaly>, Refusal> {
    Ok(weighed(proposal::from_stored(manifest_text)?.anomalies()))
}

/// What an engine without weights found may weigh all that its code can.
fn weight_of(anomaly: &Anomaly) -> Weight {
    anomaly.weight.unwrap_or_else(|| heaviest(&anomaly.code))
}

fn weighed(anomalies: &[Anomaly]) -> Vec<WeighedAnomaly> {
    let of = |anomaly: &Anomaly| WeighedAnomaly {
        id: anomaly.id(),
        weight: weight_of(anomaly),
        code: anomaly.code.clone(),
        line: anomaly.line,
        at: anomaly.at,
        label: anomaly.label.clone(),
        message: anomaly.message.clone(),
    };
    let mut weighed: Vec<WeighedAnomaly> = anomalies.iter().map(of).collect();
    weighed.sort_by_key(|anomaly| (anomaly.weight, anomaly.at));
    weighed
}

/// The answers with their reasons trimmed. All anomalies of a kind may be answered at once by their code, but for the grave ones.
///
/// # Errors
/// `ANSWER_TO_NOTHING` where an answer names no anomaly of the manifest, or a kind that is grave, `ANSWER_TWICE`,
/// `ANSWER_WITHOUT_REASON`.
pub(crate) fn read_answers(anomalies: &[Anomaly], given: &[AnomalyAnswer]) -> Result<Vec<AnomalyAnswer>, Refusal> {
    let light = anomalies.iter().filter(|anomaly| weight_of(anomaly) != Weight::Grave);
    let kinds = light.map(|anomaly| (anomaly.code.clone(), anomaly));
    let known: BTreeMap<String, &Anomaly> = anomalies.iter().map(|anomaly| (anomaly.id(), anomaly)).chain(kinds).collect();
    let mut seen = BTreeSet::new();
    let mut answers = Vec::with_capacity(given.len());
    for AnomalyAnswer { anomaly, reason } in given {
        let Some(known) = known.get(anomaly) else {
            let message = format!("There is no {anomaly} to answer: a grave anomaly is named by its code and its byte.");
            return Err(Refusal::invalid("ANSWER_TO_NOTHING", message).naming([("anomaly", anomaly)]));
        };
        let refuse = |code, message: String| {
            Err(Refusal { line: Some(known.line), ..Refusal::invalid(code, message).naming([("anomaly", anomaly)]) })
        };
        if !seen.insert(anomaly) {
            return refuse("ANSWER_TWICE", format!("The anomaly {anomaly} has two answers; give one."));
        }
        let reason = reason.trim().to_owned();
        if reason.is_empty() {
            return refuse("ANSWER_WITHOUT_REASON", format!("The answer to the anomaly {anomaly} needs a reason."));
        }
        answers.push(AnomalyAnswer { anomaly: anomaly.clone(), reason });
    }
    Ok(answers)
}

/// Most questions that one sentence names.
const NAMED: usize = 5;

/// The first of them, and how many more there are.
pub(crate) fn first_of(named: &[String]) -> String {
    let more = named.len().saturating_sub(NAMED);
    let first = named[..named.len() - more].join(", ");
    if more > 0 {
        format!("{first} and {more} more")
    } else {
        first
    }
}

/// Lets a PASS through that leaves no question open.
///
/// # Errors
/// `ANOMALIES_UNANSWERED`, which names each in its `values`.
pub(crate) fn all_answered(anomalies: &[Anomaly], answers: &[AnomalyAnswer]) -> Result<(), Refusal> {
    let open = open(anomalies, answers, |anomaly| weight_of(anomaly) == Weight::Grave);
    if open.is_empty() {
        return Ok(());
    }
    let places: Vec<String> = open.iter().map(|anomaly| format!("{} on line {}", anomaly.code, anomaly.line)).collect();
    let message =
        format!("Grave anomalies without an answer: {}. Each needs a reason before the text can pass.", first_of(&places));
    let ids: Vec<String> = open.iter().map(|anomaly| anomaly.id()).collect();
    Err(Refusal::conflict("ANOMALIES_UNANSWERED", message).naming([("count", &open.len()), ("anomalies", &ids.join(" "))]))
}

/// The grave anomalies that a recorded PASS leaves open, by their ids. An engine without weights wrote none into its manifests
/// and asked nobody, so what it let pass stays as good as it was.
#[must_use]
pub fn left_open(anomalies: &[Anomaly], answers: &[AnomalyAnswer]) -> Vec<String> {
    open(anomalies, answers, |anomaly| anomaly.weight == Some(Weight::Grave)).into_iter().map(Anomaly::id).collect()
}

fn open<'a>(anomalies: &'a [Anomaly], answers: &[AnomalyAnswer], is_question: impl Fn(&Anomaly) -> bool) -> Vec<&'a Anomaly> {
    let answered: BTreeSet<&str> =
        answers.iter().filter(|answer| !answer.reason.trim().is_empty()).map(|answer| answer.anomaly.as_str()).collect();
    anomalies.iter().filter(|anomaly| is_question(anomaly) && !answered.contains(anomaly.id().as_str())).collect()
}
