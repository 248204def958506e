//! The pipeline: MARK in each mode, dependencies, SWEEP, REVIEW, CUT and its rehearsal, VERIFY and abandonment.

use cutter_model::refusal::Refusal;
use wasm_bindgen::prelude::*;

use super::host;
use cutter_wasm_border::{answer, give, refuse, take};

/// Decides a MARK.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "MarkOutcome")]
pub fn mark(#[wasm_bindgen(unchecked_param_type = "MarkFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_pipeline::first_cut::mark::mark_by(&take(facts)?, &host::sha256_hex_of))
}

/// Compares two stored manifests of one document, given as their texts.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "ManifestDiff")]
pub fn diff_manifests(before: &str, after: &str) -> Result<JsValue, JsValue> {
    answer(iu_text::manifest::diff::diff_stored(before, after).map_err(Refusal::from))
}

/// Decides a MARK in mode attest.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "AttestOutcome")]
pub fn attest(#[wasm_bindgen(unchecked_param_type = "AttestFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_pipeline::attest::mark::attest(&take(facts)?))
}

/// Decides a dependency between entries.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "DependencyOutcome")]
pub fn depend(#[wasm_bindgen(unchecked_param_type = "DependencyFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_pipeline::dependency::depend(&take(facts)?))
}

/// Decides a SWEEP.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "SweepOutcome")]
pub fn sweep(#[wasm_bindgen(unchecked_param_type = "SweepFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_pipeline::sweep::sweep(&take(facts)?))
}

/// Decides a REVIEW.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "ReviewOutcome")]
pub fn review(#[wasm_bindgen(unchecked_param_type = "ReviewFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_pipeline::review::review(&take(facts)?))
}

/// What a stored manifest asks of its reviewer, the gravest first.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "WeighedAnomaly[]")]
pub fn anomalies_asked(manifest_text: &str) -> Result<JsValue, JsValue> {
    answer(cutter_pipeline::questions::asked(manifest_text))
}

/// Decides an abandonment.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "AbandonOutcome")]
pub fn abandon(#[wasm_bindgen(unchecked_param_type = "AbandonFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_pipeline::abandon::abandon(&take(facts)?))
}

/// Plans a CUT.
///
/// # Errors
/// A refusal object with every gate that fired.
#[wasm_bindgen(unchecked_return_type = "CutPlan")]
pub fn plan_cut(#[wasm_bindgen(unchecked_param_type = "CutFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_pipeline::cut::plan_cut(&take(facts)?))
}

/// Proves a rehearsal from the rows it wrote.
///
/// # Errors
/// A refusal object; drift is no error but a proof that does not hold.
#[wasm_bindgen(unchecked_return_type = "RehearsalProof")]
pub fn prove_rehearsal(#[wasm_bindgen(unchecked_param_type = "RehearsedFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_pipeline::verify::rehearsal::prove(&take(facts)?))
}

/// What a lane signs of a change set once its rows are written.
///
/// # Errors
/// A refusal object with every gate that fired.
#[wasm_bindgen(unchecked_return_type = "ToSign")]
pub fn sign_written(
    #[wasm_bindgen(unchecked_param_type = "ToSign")] request: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Written")] written: JsValue,
) -> Result<JsValue, JsValue> {
    answer(cutter_pipeline::cut::sign_written(&take(request)?, &take(written)?))
}

/// Judges a document that was hashed anew.
///
/// # Errors
/// A refusal object where the facts cannot be read.
#[wasm_bindgen(unchecked_return_type = "AuditedDocument")]
pub fn audit_document(
    #[wasm_bindgen(unchecked_param_type = "DocumentOnRecord")] document: JsValue,
    now: &str,
) -> Result<JsValue, JsValue> {
    let document: cutter_pipeline::record::DocumentOnRecord = take(document)?;
    give(&cutter_pipeline::audit::audit(&document, now))
}

/// Compares rows written with rows planned.
///
/// # Errors
/// A refusal object naming every table that differs.
#[wasm_bindgen]
pub fn check_row_counts(
    #[wasm_bindgen(unchecked_param_type = "Record<string, number>")] planned: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Record<string, number>")] observed: JsValue,
) -> Result<(), JsValue> {
    cutter_pipeline::cut::check_row_counts(&take(planned)?, &take(observed)?).map_err(refuse)
}

/// Decides a VERIFY.
///
/// # Errors
/// A refusal object; drift is no error but the verdict `fail`.
#[wasm_bindgen(unchecked_return_type = "VerifyOutcome")]
pub fn verify(#[wasm_bindgen(unchecked_param_type = "VerifyFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_pipeline::verify::verify(&take(facts)?))
}

/// The ten findings as a review would record them now, or as it did record them where the manifest is cut.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "Record<string, Finding>")]
pub fn findings_shown(
    manifest_text: &str,
    #[wasm_bindgen(unchecked_param_type = "ValidationFacts")] validation: JsValue,
    #[wasm_bindgen(unchecked_param_type = "RecordedFindings | null")] recorded: JsValue,
) -> Result<JsValue, JsValue> {
    answer(cutter_pipeline::review::findings_shown(manifest_text, take(validation)?, take(recorded)?))
}

/// What a person may do next with each entry, and why not.
///
/// # Errors
/// A refusal object where the facts cannot be read.
#[wasm_bindgen(unchecked_return_type = "EntryActs[]")]
pub fn next_acts(
    #[wasm_bindgen(unchecked_param_type = "Actor")] actor: JsValue,
    #[wasm_bindgen(unchecked_param_type = "EntryStanding[]")] entries: JsValue,
) -> Result<JsValue, JsValue> {
    let entries: Vec<cutter_pipeline::next::EntryStanding> = take(entries)?;
    give(&cutter_pipeline::next::next_acts(&take(actor)?, &entries))
}

/// What each of `people` is told of cut requests that moved.
///
/// # Errors
/// A refusal object where the facts cannot be read.
#[wasm_bindgen(unchecked_return_type = "Notice[]")]
pub fn notices(
    #[wasm_bindgen(unchecked_param_type = "Moved[]")] moved: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Actor[]")] people: JsValue,
) -> Result<JsValue, JsValue> {
    let (moved, people): (Vec<cutter_pipeline::told::Moved>, Vec<cutter_model::duty::Actor>) = (take(moved)?, take(people)?);
    give(&cutter_pipeline::told::notices(&moved, &people))
}

/// What a person may do whatever the entry.
///
/// # Errors
/// A refusal object where they may not even read.
#[wasm_bindgen(unchecked_return_type = "Duties")]
pub fn duties(#[wasm_bindgen(unchecked_param_type = "Actor")] actor: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_pipeline::next::duties(&take(actor)?))
}

/// Proposes an operation on the structure.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "ProposeOutcome")]
pub fn propose_structure(#[wasm_bindgen(unchecked_param_type = "ProposeFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_pipeline::operation::mark::propose(&take(facts)?))
}

/// Proposes to correct a cut by its text as it is marked now.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "ProposeOutcome")]
pub fn propose_correction(#[wasm_bindgen(unchecked_param_type = "CorrectFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_pipeline::operation::correction::correct(&take(facts)?, &host::sha256_hex_of))
}

/// What leads from a document to a consolidated text of it.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "AmendmentProposal")]
pub fn propose_amendments(#[wasm_bindgen(unchecked_param_type = "AmendFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_pipeline::amend::ask::amend(&take(facts)?))
}

/// What an amending act asks of a document.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "AmendmentProposal")]
pub fn propose_by_act(#[wasm_bindgen(unchecked_param_type = "AmendFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_pipeline::amend::ask::amend_by_act(&take(facts)?))
}

/// Where acts stand on documents.
///
/// # Errors
/// A refusal object where the facts cannot be read.
#[wasm_bindgen(unchecked_return_type = "ActStands[]")]
pub fn acts_stand(#[wasm_bindgen(unchecked_param_type = "ActFacts[]")] acts: JsValue) -> Result<JsValue, JsValue> {
    let acts: Vec<cutter_pipeline::amend::stands::ActFacts> = take(acts)?;
    give(&acts.iter().map(cutter_pipeline::amend::stands::stands).collect::<Vec<_>>())
}

/// The texts before and after of a stored operation on the structure, given as its text and the rows of its document.
///
/// # Errors
/// A refusal object where one of them cannot be read.
#[wasm_bindgen(unchecked_return_type = "SideBySide")]
pub fn structure_texts(manifest_text: &str, document_rows: &str) -> Result<JsValue, JsValue> {
    answer(cutter_pipeline::operation::texts::of_stored(manifest_text, document_rows))
}
