//! Checkpoints as signed notes, what witnesses say to them, and proofs beside units: the formats of C2SP over the ledger's tree.

use base64::engine::general_purpose::STANDARD;
use base64::Engine as _;
use cutter_proof::{check_unit_proof, ProvenUnit, UnitProof};
use iu_tlog::merkle::{from_text, is_consistent, to_text, Hash};
use iu_tlog::witness::{read_answer, request, Answer};
use iu_tlog::{open_checkpoint, Algorithm, Checkpoint, Fault, Note, NoteSignature, VerifierKey};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::checkpoint::CheckpointClaim;
use super::leaf::LeafKind;
use super::row::Row;
use super::seal::ProvenLeaf;
use cutter_model::live::read_rows;
use cutter_model::refusal::Refusal;

fn refused(fault: Fault) -> Refusal {
    Refusal::conflict(fault.code(), fault.message())
}

fn keys_of(keys: &[String]) -> Result<Vec<VerifierKey>, Refusal> {
    keys.iter().map(|key| key.parse().map_err(refused)).collect()
}

fn hashes_of(texts: &[String]) -> Result<Vec<Hash>, Refusal> {
    let hashes = texts.iter().map(|text| from_text(text)).collect::<Option<_>>();
    hashes.ok_or_else(|| Refusal::invalid("FACTS_UNREADABLE", "A hash is not 64 lower-case hex digits."))
}

/// The verifier key of the log `origin` with an Ed25519 key, base64 of its 32 bytes.
///
/// # Errors
/// `VKEY_…`.
pub fn log_key(origin: &str, public_key: &str) -> Result<String, Refusal> {
    let bytes = STANDARD.decode(public_key).unwrap_or_default();
    VerifierKey::new(origin, Algorithm::Note, &bytes).map(|key| key.to_string()).map_err(refused)
}

/// A checkpoint as the log's key signs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct NoteFacts {
    /// The log's verifier key.
    pub vkey: String,
    /// What it says.
    pub claim: CheckpointClaim,
    /// What the newest note of this log says, where there is one.
    pub previous: Option<CheckpointClaim>,
    /// The proof that the log has grown from it, lower-case hex.
    pub proof: Vec<String>,
}

/// The text to sign. A log signs nothing that its own last checkpoint is not the beginning of.
///
/// # Errors
/// `VKEY_…`, `FACTS_UNREADABLE`, `NOTE_FORK`.
pub fn plan_note(facts: &NoteFacts) -> Result<String, Refusal> {
    let key: VerifierKey = facts.vkey.parse().map_err(refused)?;
    let roots = [Some(&facts.claim), facts.previous.as_ref()].into_iter().flatten().map(|claim| claim.root.clone());
    let roots = hashes_of(&roots.collect::<Vec<_>>())?;
    if let (Some(previous), [root, old_root]) = (&facts.previous, roots.as_slice()) {
        if !is_consistent(previous.size, old_root, facts.claim.size, root, &hashes_of(&facts.proof)?) {
            let message = format!(
                "The ledger has not grown from the {} leaves that were signed last: its log is not signed on.",
                previous.size
            );
            return Err(Refusal::conflict("NOTE_FORK", message));
        }
    }
    Ok(Checkpoint { origin: key.name().to_owned(), size: facts.claim.size, root: roots[0] }.text())
}

/// The note of what was signed; `signature` is base64.
///
/// # Errors
/// Those of [`open_checkpoint`].
pub fn seal_note(text: &str, vkey: &str, signature: &str) -> Result<String, Refusal> {
    let key: VerifierKey = vkey.parse().map_err(refused)?;
    let bytes = STANDARD.decode(signature).unwrap_or_default();
    let signature = NoteSignature { name: key.name().to_owned(), id: key.id(), bytes };
    let note = Note { text: text.to_owned(), signatures: vec![signature] }.to_text();
    open_checkpoint(note.as_bytes(), &key, &[]).map(|_| note).map_err(refused)
}

/// A witness's cosignature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct WitnessSeen {
    /// Name of its key.
    pub witness: String,
    /// Seconds since 1970, by its clock.
    pub time: u64,
}

/// What a note says, once its signatures are checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct NoteRead {
    /// Which log.
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// Root over them, lower-case hex.
    pub root: String,
    /// Known witnesses that saw it.
    pub seen: Vec<WitnessSeen>,
}

/// Reads a note with the keys of its log and of witnesses.
///
/// # Errors
/// `VKEY_…`, and those of [`open_checkpoint`].
pub fn read_note(note: &[u8], vkey: &str, witnesses: &[String]) -> Result<NoteRead, Refusal> {
    let opened = open_checkpoint(note, &vkey.parse().map_err(refused)?, &keys_of(witnesses)?).map_err(refused)?;
    let seen = opened.cosigned.into_iter().map(|seen| WitnessSeen { witness: seen.witness, time: seen.time }).collect();
    let Checkpoint { origin, size, root } = opened.checkpoint;
    Ok(NoteRead { origin, size, root: to_text(&root), seen })
}

/// What a witness is asked.
///
/// # Errors
/// `FACTS_UNREADABLE`.
pub fn witness_request(old: u64, proof: &[String], note: &str) -> Result<String, Refusal> {
    Ok(request(old, &hashes_of(proof)?, note))
}

/// What a witness said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WitnessAnswer {
    /// It cosigned.
    Cosigned {
        /// The line to add to the note.
        line: String,
        /// Seconds since 1970.
        time: u64,
    },
    /// It saw this size last: it is asked again from there.
    SawLast {
        /// Number of leaves.
        size: u64,
    },
    /// It saw another tree under this name: an alarm.
    Fork {
        /// In words.
        why: String,
    },
    /// It did not cosign for another reason.
    Refused {
        /// In words.
        why: String,
    },
}

/// Reads what a witness answered to a request about `note`. What cannot be believed of it is a refusal of its own.
///
/// # Errors
/// `VKEY_…`, `NOTE_…` and `CHECKPOINT_…` where the note itself is none.
pub fn read_witness_answer(status: u16, body: &str, note: &str, vkey: &str) -> Result<WitnessAnswer, Refusal> {
    let witness: VerifierKey = vkey.parse().map_err(refused)?;
    let note = Note::read(note.as_bytes()).map_err(refused)?;
    let size = Checkpoint::read(&note.text).map_err(refused)?.size;
    Ok(match read_answer(status, body, &note, size, &witness) {
        Ok(Answer::Cosigned(signature, time)) => WitnessAnswer::Cosigned { line: signature.line(), time },
        Ok(Answer::SawLast(size)) => WitnessAnswer::SawLast { size },
        Ok(Answer::Fork(why)) => WitnessAnswer::Fork { why },
        Ok(Answer::Refused(why)) => WitnessAnswer::Refused { why },
        Err(fault) => WitnessAnswer::Refused { why: fault.message().to_owned() },
    })
}

/// What the proof beside a unit is made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct UnitProofFacts {
    /// JSON text of the whole row of the change set.
    pub change_set: String,
    /// Digests of all its affected rows.
    pub digests: Vec<String>,
    /// JSON text of an array: states of the unit's rows, that with the version first.
    pub states: String,
    /// The change set's leaf.
    pub leaf: ProvenLeaf,
    /// The note with its cosignatures.
    pub note: String,
}

/// Writes the proof beside a unit.
///
/// # Errors
/// `FACTS_UNREADABLE`, `UNIT_PROOF_EARLIER`, `UNIT_PROOF_ROWS`.
pub fn unit_proof(facts: UnitProofFacts) -> Result<String, Refusal> {
    let row: Row = read_rows(&facts.change_set)?;
    let digests: Vec<&str> = facts.digests.iter().map(String::as_str).collect();
    let proof = UnitProof {
        change_set: Value::Object(LeafKind::ChangeSet.kept(&row)),
        digests: &digests,
        states: read_rows(&facts.states)?,
        index: facts.leaf.seq,
        path: hashes_of(&facts.leaf.proof)?,
        note: facts.note,
    };
    proof.write().map_err(refused)
}

/// Checks the proof beside a unit with its text and the verifier keys of the log and of witnesses.
///
/// # Errors
/// `VKEY_…`, and those of [`check_unit_proof`].
pub fn read_unit_proof(text: &[u8], proof: &[u8], vkey: &str, witnesses: &[String]) -> Result<ProvenUnit, Refusal> {
    check_unit_proof(text, proof, &vkey.parse().map_err(refused)?, &keys_of(witnesses)?).map_err(refused)
}
