//! The thin WebAssembly surface of `cutter-core`.
//!
//! One whole-job call per decision: facts in, decision out, as plain objects whose TypeScript types are generated from
//! the Rust types (`types.d.ts`, checked for drift by a test). A refusal is thrown as an object
//! `{ code, kind, message, at?, line?, expected?, gates? }`, never as a bare string.

use cutter_core::alias;
use cutter_core::refusal::Refusal;
use serde::de::DeserializeOwned;
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../types.d.ts");

fn give<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(JsValue::from)
}

fn take<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value)
        .map_err(|error| refusal(Refusal::invalid("FACTS_UNREADABLE", format!("The facts are not as expected: {error}."))))
}

fn refusal(refusal: Refusal) -> JsValue {
    give(&refusal).unwrap_or_else(|error| error)
}

fn answer<T: Serialize>(decision: Result<T, Refusal>) -> Result<JsValue, JsValue> {
    give(&decision.map_err(refusal)?)
}

/// Name and version of the engine, as recorded with every plan and verdict.
#[wasm_bindgen]
#[must_use]
pub fn engine_revision() -> String {
    cutter_core::manifest::ENGINE_REVISION.to_owned()
}

/// Reads bytes as a source version: canonical text, digests, detected profiles.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "SourceVersion")]
pub fn read_source(bytes: &[u8]) -> Result<JsValue, JsValue> {
    answer(cutter_core::registration::read_source(bytes))
}

/// Decides a registration.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "Registration")]
pub fn register(
    #[wasm_bindgen(unchecked_param_type = "RegistrationRequest")] request: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Detection[]")] detection: JsValue,
    #[wasm_bindgen(unchecked_param_type = "RegisteredDocument[]")] registered: JsValue,
) -> Result<JsValue, JsValue> {
    let detection: Vec<cutter_core::segment::Detection> = take(detection)?;
    let registered: Vec<cutter_core::registration::RegisteredDocument> = take(registered)?;
    answer(cutter_core::registration::register(&take(request)?, &detection, &registered))
}

/// Parses addresses, each to its parts or its error.
///
/// # Errors
/// A refusal object where the list itself cannot be read.
#[wasm_bindgen(unchecked_return_type = "Parsed[]")]
pub fn parse_addresses(#[wasm_bindgen(unchecked_param_type = "string[]")] addresses: JsValue) -> Result<JsValue, JsValue> {
    let addresses: Vec<String> = take(addresses)?;
    give(&cutter_core::address::parse_all(&addresses))
}

/// Decides a MARK.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "MarkOutcome")]
pub fn mark(#[wasm_bindgen(unchecked_param_type = "MarkFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_core::pipeline::mark::mark(&take(facts)?))
}

/// Decides a SWEEP.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "SweepOutcome")]
pub fn sweep(#[wasm_bindgen(unchecked_param_type = "SweepFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_core::pipeline::sweep::sweep(&take(facts)?))
}

/// Decides a REVIEW.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "ReviewOutcome")]
pub fn review(#[wasm_bindgen(unchecked_param_type = "ReviewFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_core::pipeline::review::review(&take(facts)?))
}

/// Decides an abandonment.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "AbandonOutcome")]
pub fn abandon(#[wasm_bindgen(unchecked_param_type = "AbandonFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_core::pipeline::abandon::abandon(&take(facts)?))
}

/// Plans a CUT.
///
/// # Errors
/// A refusal object with every gate that fired.
#[wasm_bindgen(unchecked_return_type = "CutPlan")]
pub fn plan_cut(#[wasm_bindgen(unchecked_param_type = "CutFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_core::pipeline::cut::plan_cut(&take(facts)?))
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
    cutter_core::pipeline::cut::check_row_counts(&take(planned)?, &take(observed)?).map_err(refusal)
}

/// Decides a VERIFY.
///
/// # Errors
/// A refusal object; drift is no error but the verdict `fail`.
#[wasm_bindgen(unchecked_return_type = "VerifyOutcome")]
pub fn verify(#[wasm_bindgen(unchecked_param_type = "VerifyFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_core::pipeline::verify::verify(&take(facts)?))
}

/// The envelope of what was signed, once its signature is checked.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "Envelope")]
pub fn seal(
    #[wasm_bindgen(unchecked_param_type = "ToSign")] request: JsValue,
    signature: &str,
    #[wasm_bindgen(unchecked_param_type = "PublicKey")] key: JsValue,
) -> Result<JsValue, JsValue> {
    answer(cutter_core::seal::seal(&take(request)?, signature, &take(key)?))
}

/// The id of a public key in a lane.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen]
pub fn key_id(#[wasm_bindgen(unchecked_param_type = "Lane")] lane: JsValue, public_key: &str) -> Result<String, JsValue> {
    cutter_core::seal::key_id(take(lane)?, public_key).map_err(refusal)
}

/// The RFC 8785 text of a JSON text.
///
/// # Errors
/// A refusal object, `JSON_UNREADABLE`.
#[wasm_bindgen]
pub fn canonical_json(text: &str) -> Result<String, JsValue> {
    cutter_core::digest::canonical_text(text).map_err(refusal)
}

/// Checks an evidence bundle, from its bytes.
///
/// # Errors
/// A refusal object where the trust cannot be read; what is wrong with the bundle is in the report.
#[wasm_bindgen(unchecked_return_type = "BundleReport")]
pub fn verify_bundle(bytes: &[u8], #[wasm_bindgen(unchecked_param_type = "Trust")] trust: JsValue) -> Result<JsValue, JsValue> {
    give(&cutter_core::ledger::verify_bundle(bytes, &take(trust)?))
}

/// What is wrong with the ledger as a whole.
///
/// # Errors
/// A refusal object where the list cannot be read.
#[wasm_bindgen(unchecked_return_type = "LedgerFinding[]")]
pub fn check_orphans(#[wasm_bindgen(unchecked_param_type = "Orphans[]")] found: JsValue) -> Result<JsValue, JsValue> {
    let found: Vec<cutter_core::ledger::Orphans> = take(found)?;
    give(&cutter_core::ledger::check_orphans(&found))
}

/// Makes rows leaves of the ledger's tree, in their order.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "Appended")]
pub fn append_leaves(#[wasm_bindgen(unchecked_param_type = "TreeState")] tree: JsValue, rows: &str) -> Result<JsValue, JsValue> {
    answer(cutter_core::ledger::seal::append_leaves(&take(tree)?, rows))
}

/// The leaves that are needed to go on from a tree of `size` leaves.
///
/// # Errors
/// Never in practice.
#[wasm_bindgen(unchecked_return_type = "number[]")]
pub fn peak_leaves(size: f64) -> Result<JsValue, JsValue> {
    give(&cutter_core::ledger::seal::peak_leaves(whole(size)))
}

/// A tree of `size` leaves from those leaves.
///
/// # Errors
/// A refusal object where one is missing.
#[wasm_bindgen(unchecked_return_type = "TreeState")]
pub fn tree_from_leaves(
    size: f64,
    #[wasm_bindgen(unchecked_param_type = "LeafRow[]")] leaves: JsValue,
) -> Result<JsValue, JsValue> {
    let leaves: Vec<cutter_core::ledger::seal::LeafRow> = take(leaves)?;
    answer(cutter_core::ledger::seal::tree_from_leaves(whole(size), &leaves))
}

/// The leaves that are needed to prove that `indexes` are in a tree of `size` leaves.
///
/// # Errors
/// A refusal object where the list cannot be read.
#[wasm_bindgen(unchecked_return_type = "number[]")]
pub fn proof_leaves(#[wasm_bindgen(unchecked_param_type = "number[]")] indexes: JsValue, size: f64) -> Result<JsValue, JsValue> {
    let indexes: Vec<u64> = take(indexes)?;
    give(&cutter_core::ledger::seal::proof_leaves(&indexes, whole(size)))
}

/// The proofs of `wanted` in a tree of `size` leaves, from those leaves.
///
/// # Errors
/// A refusal object where one is missing.
#[wasm_bindgen(unchecked_return_type = "ProvenLeaf[]")]
pub fn inclusion_proofs(
    #[wasm_bindgen(unchecked_param_type = "LeafRow[]")] wanted: JsValue,
    size: f64,
    #[wasm_bindgen(unchecked_param_type = "LeafRow[]")] leaves: JsValue,
) -> Result<JsValue, JsValue> {
    let wanted: Vec<cutter_core::ledger::seal::LeafRow> = take(wanted)?;
    let leaves: Vec<cutter_core::ledger::seal::LeafRow> = take(leaves)?;
    answer(cutter_core::ledger::seal::inclusion_proofs(&wanted, whole(size), &leaves))
}

/// Numbers of leaves come from the database as whole numbers that a JavaScript number holds exactly.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(size: f64) -> u64 {
    size as u64
}

/// Plans a checkpoint over the whole tree.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "CheckpointPlan")]
pub fn plan_checkpoint(#[wasm_bindgen(unchecked_param_type = "CheckpointFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_core::ledger::checkpoint::plan_checkpoint(&take(facts)?))
}

/// Reads a checkpoint, from its bytes.
///
/// # Errors
/// A refusal object where the keys cannot be read; what is wrong with the checkpoint is in the report.
#[wasm_bindgen(unchecked_return_type = "CheckpointReport")]
pub fn read_checkpoint(
    bytes: &[u8],
    #[wasm_bindgen(unchecked_param_type = "TrustedKey[]")] trusted: JsValue,
) -> Result<JsValue, JsValue> {
    let trusted: Vec<cutter_core::ledger::TrustedKey> = take(trusted)?;
    give(&cutter_core::ledger::checkpoint::read_checkpoint(bytes, &trusted))
}

/// Walks one page of leaves.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "WalkReport")]
pub fn walk_leaves(
    #[wasm_bindgen(unchecked_param_type = "TreeState")] tree: JsValue,
    leaves: &str,
    #[wasm_bindgen(unchecked_param_type = "CheckpointClaim[]")] checkpoints: JsValue,
) -> Result<JsValue, JsValue> {
    let checkpoints: Vec<cutter_core::ledger::checkpoint::CheckpointClaim> = take(checkpoints)?;
    answer(cutter_core::ledger::walk::walk_leaves(&take(tree)?, leaves, &checkpoints))
}

/// What is wrong once the last leaf was walked.
///
/// # Errors
/// A refusal object where the list cannot be read.
#[wasm_bindgen(unchecked_return_type = "LedgerFinding[]")]
pub fn end_of_walk(
    size: f64,
    #[wasm_bindgen(unchecked_param_type = "CheckpointClaim[]")] checkpoints: JsValue,
) -> Result<JsValue, JsValue> {
    let checkpoints: Vec<cutter_core::ledger::checkpoint::CheckpointClaim> = take(checkpoints)?;
    give(&cutter_core::ledger::walk::end_of_walk(whole(size), &checkpoints))
}

/// Trusted keys, as a person gives them.
///
/// # Errors
/// A refusal object, `TRUSTED_KEY_UNREADABLE`.
#[wasm_bindgen(unchecked_return_type = "TrustedKey[]")]
pub fn trusted_keys(given: &str) -> Result<JsValue, JsValue> {
    answer(cutter_core::ledger::trusted_keys(given))
}

/// Whether a lane may sign with a key.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen]
pub fn require_in_force(
    #[wasm_bindgen(unchecked_param_type = "Lane")] lane: JsValue,
    #[wasm_bindgen(unchecked_param_type = "PublicKey")] key: JsValue,
) -> Result<(), JsValue> {
    cutter_core::seal::require_in_force(take(lane)?, &take(key)?).map_err(refusal)
}

/// The duties and the policies that grant them.
///
/// # Errors
/// Never in practice.
#[wasm_bindgen(unchecked_return_type = "DutyPolicy[]")]
pub fn policies() -> Result<JsValue, JsValue> {
    give(&cutter_core::duty::policies())
}

/// The acting person, where they hold the duty.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen]
pub fn authorise(
    #[wasm_bindgen(unchecked_param_type = "Actor")] actor: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Duty")] duty: JsValue,
) -> Result<String, JsValue> {
    cutter_core::duty::authorise(&take(actor)?, take(duty)?).map_err(refusal)
}

/// The text as it is looked up.
#[wasm_bindgen]
#[must_use]
pub fn lookup_text(text: &str) -> String {
    alias::lookup_text(text)
}

/// Resolves texts among units and alias rows at a time, each to its own resolution.
///
/// # Errors
/// A refusal object where the time or the facts cannot be read.
#[wasm_bindgen(unchecked_return_type = "Resolution[]")]
pub fn resolve_all(
    #[wasm_bindgen(unchecked_param_type = "ResolveRequest")] request: JsValue,
    #[wasm_bindgen(unchecked_param_type = "ResolveFacts")] facts: JsValue,
) -> Result<JsValue, JsValue> {
    answer(alias::resolve_all(&take(request)?, &take(facts)?))
}

/// The new alias row, its times in UTC, once it is checked against its neighbourhood.
///
/// # Errors
/// A refusal object naming the rule that the row breaks.
#[wasm_bindgen(unchecked_return_type = "AliasRow")]
pub fn check_new_alias(
    #[wasm_bindgen(unchecked_param_type = "AliasRow")] row: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Neighbourhood")] neighbourhood: JsValue,
) -> Result<JsValue, JsValue> {
    let row: alias::AliasRow = take(row)?;
    answer(alias::check_new(&row, &take(neighbourhood)?).map(|()| row))
}

/// An alias row as it is once it ends.
///
/// # Errors
/// A refusal object where the time cannot be read or the row cannot end then.
#[wasm_bindgen(unchecked_return_type = "AliasRow")]
pub fn close_alias(#[wasm_bindgen(unchecked_param_type = "AliasRow")] row: JsValue, at: &str) -> Result<JsValue, JsValue> {
    let row = take(row)?;
    answer(at.parse().and_then(|at| alias::close(&row, at)))
}

/// A time as it is stored and compared: RFC 3339 in UTC. A bare date is 00:00 in UTC.
///
/// # Errors
/// A refusal object, `TIME_UNREADABLE`.
#[wasm_bindgen]
pub fn read_time(text: &str) -> Result<String, JsValue> {
    text.parse::<alias::Instant>().map(String::from).map_err(refusal)
}

/// The address that was probably meant by a text that is none.
#[wasm_bindgen]
#[must_use]
pub fn suggest_address(text: &str) -> Option<String> {
    cutter_core::address::suggest(text)
}

/// Where each migration stands.
///
/// # Errors
/// A refusal object naming the file that is not the frozen one.
#[wasm_bindgen(unchecked_return_type = "MigrationStatus[]")]
pub fn migration_status(
    #[wasm_bindgen(unchecked_param_type = "MigrationFacts[]")] migrations: JsValue,
) -> Result<JsValue, JsValue> {
    let migrations: Vec<cutter_core::migration::MigrationFacts> = take(migrations)?;
    answer(cutter_core::migration::status(&migrations))
}

/// The gates of a migration's post checks.
///
/// # Errors
/// A refusal object with every check that failed.
#[wasm_bindgen(unchecked_return_type = "Gate[]")]
pub fn migration_checks(
    id: &str,
    #[wasm_bindgen(unchecked_param_type = "PostCheck[]")] checks: JsValue,
) -> Result<JsValue, JsValue> {
    let checks: Vec<cutter_core::migration::PostCheck> = take(checks)?;
    answer(cutter_core::migration::post_checks(id, &checks))
}

/// Whether the PostgreSQL server is new enough.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen]
pub fn check_server(version_num: u32) -> Result<(), JsValue> {
    cutter_core::migration::check_server(version_num).map_err(refusal)
}
