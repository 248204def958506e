//! Checkpoints: size and root of the ledger, signed by the verifier lane, to be kept outside the database.

use cutter_revision::REVISION;
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};

use super::finding::{Findings, LedgerFinding};
use super::row::{check_columns, columns, Row};
use super::seal::TreeState;
use super::trust::{ended_when_signed, TrustedKey};
use cutter_model::refusal::Refusal;
use cutter_model::seal::{key_id, open_as, require_in_force, to_sign_as, Envelope, Lane, PublicKey, ToSign};
use iu_address::Instant;
use iu_tlog::merkle::{from_text, to_text};

/// The format of a checkpoint kept outside the database.
pub const CHECKPOINT_FORMAT: &str = "iu-cutter-checkpoint-1";

/// The DSSE payload type of a checkpoint.
pub const CHECKPOINT_TYPE: &str = "application/vnd.iu-cutter.checkpoint+json";

/// A checkpoint as it is kept: the signed envelope, and the key that signed it as it was registered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// The DSSE envelope.
    pub envelope: Envelope,
    /// [`CHECKPOINT_FORMAT`].
    pub format: String,
    /// The row of `cutter_control.signing_key`.
    pub key: Row,
}

/// What a checkpoint says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct CheckpointClaim {
    /// Number of leaves.
    pub size: u64,
    /// Root over them, lower-case hex.
    pub root: String,
    /// RFC 3339.
    pub signed_at: String,
}

/// What a checkpoint is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct CheckpointFacts {
    /// The whole tree.
    pub tree: TreeState,
    /// The checkpoint before, where there is one.
    pub previous: Option<CheckpointClaim>,
    /// The verifier lane's key.
    pub key: PublicKey,
    /// The person.
    pub actor: String,
    /// RFC 3339.
    pub now: String,
}

/// A checkpoint that waits for its signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct CheckpointPlan {
    /// What it says.
    pub claim: CheckpointClaim,
    /// What is to be signed.
    pub to_sign: ToSign,
}

/// Plans a checkpoint over the whole tree.
///
/// # Errors
/// `LEDGER_EMPTY`, those of [`require_in_force`], `LEDGER_TREE_UNREADABLE`.
pub fn plan_checkpoint(facts: &CheckpointFacts) -> Result<CheckpointPlan, Refusal> {
    if facts.tree.size == 0 {
        return Err(Refusal::conflict("LEDGER_EMPTY", "The ledger has no row that could be sealed."));
    }
    require_in_force(Lane::Verifier, &facts.key)?;
    let root = to_text(&facts.tree.read()?.root());
    let payload = json!({
        "checkpoint": CHECKPOINT_FORMAT, "key_id": facts.key.key_id, "root": root, "signed_at": facts.now, "signer": facts.actor,
        "size": facts.tree.size, "tool_revision": REVISION,
        "previous": facts.previous.as_ref().map(|before| json!({ "root": before.root, "size": before.size })),
    });
    let to_sign = to_sign_as(Lane::Verifier, CHECKPOINT_TYPE, &facts.key.key_id, &payload);
    Ok(CheckpointPlan { claim: CheckpointClaim { size: facts.tree.size, root, signed_at: facts.now.clone() }, to_sign })
}

/// What reading a checkpoint found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct CheckpointReport {
    /// What it says, where its signature holds.
    pub claim: Option<CheckpointClaim>,
    /// What is wrong with it.
    pub findings: Vec<LedgerFinding>,
}

/// Reads a checkpoint from its bytes and checks its signature.
#[must_use]
pub fn read_checkpoint(bytes: &[u8], trusted: &[TrustedKey]) -> CheckpointReport {
    let mut findings = Findings::default();
    let claim = match serde_json::from_slice::<Checkpoint>(bytes) {
        Ok(checkpoint) => checkpoint.check(trusted, &mut findings),
        Err(error) => {
            findings.add("LEDGER_CHECKPOINT_UNREADABLE", "checkpoint", "a checkpoint", error);
            None
        }
    };
    CheckpointReport { claim, findings: findings.list }
}

impl Checkpoint {
    /// Checks the signature and the key: `LEDGER_CHECKPOINT_FORMAT`, `_KEY`, `_SIGNATURE`, `_PAYLOAD`, `_KEY_REVOKED`,
    /// and `LEDGER_KEY_NOT_PINNED`.
    pub(super) fn check(&self, trusted: &[TrustedKey], findings: &mut Findings) -> Option<CheckpointClaim> {
        let before = findings.count;
        findings.equal("LEDGER_CHECKPOINT_FORMAT", "checkpoint.format", CHECKPOINT_FORMAT, &self.format);
        check_columns("checkpoint.key", columns::KEY, std::slice::from_ref(&self.key), findings);
        let (id, public_key) = (self.key.text("key_id"), self.key.text("public_key"));
        let derived = key_id(Lane::Verifier, public_key).unwrap_or_default();
        findings.equal("LEDGER_CHECKPOINT_KEY", "checkpoint.key.key_id", &derived, id);
        let known = trusted.iter().find(|each| each.public_key == public_key && each.lane != Some(Lane::Executor));
        if !trusted.is_empty() && known.is_none() {
            findings.add("LEDGER_KEY_NOT_PINNED", "checkpoint.key", "one of the trusted keys", public_key);
        }
        // Whether it was in force when it signed has a finding of its own.
        let public_key = public_key.to_owned();
        let key = PublicKey { key_id: derived, lane: Lane::Verifier, public_key, created_at: None, revoked_at: None };
        let payload = match open_as(&self.envelope, Lane::Verifier, CHECKPOINT_TYPE, &key) {
            Ok(payload) => payload,
            Err(refusal) => {
                let expected = "a signature of the key it names";
                findings.add("LEDGER_CHECKPOINT_SIGNATURE", "checkpoint.envelope", expected, refusal.message);
                return None;
            }
        };
        let Some(claim) = claim_of(&payload) else {
            findings.add("LEDGER_CHECKPOINT_PAYLOAD", "checkpoint.envelope", "size, root and time", payload);
            return None;
        };
        if let Some(end) = ended_when_signed(&claim.signed_at, &self.key, known) {
            let in_force = format!("a key in force at {}", claim.signed_at);
            findings.add("LEDGER_CHECKPOINT_KEY_REVOKED", "checkpoint.key", in_force, end);
        }
        (findings.count == before).then_some(claim)
    }
}

fn claim_of(payload: &Value) -> Option<CheckpointClaim> {
    let text = |name: &str| payload.get(name).and_then(Value::as_str).map(str::to_owned);
    let signed_at = text("signed_at").filter(|time| time.parse::<Instant>().is_ok())?;
    let root = text("root").filter(|root| from_text(root).is_some())?;
    (text("checkpoint").as_deref() == Some(CHECKPOINT_FORMAT)).then_some(CheckpointClaim {
        size: payload.get("size").and_then(Value::as_u64)?,
        root,
        signed_at,
    })
}
