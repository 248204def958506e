//! What a proof needs besides the log's: the row of the change set, and the unit's rows with their places under its root.

use iu_tlog::merkle::{fold, from_text, inclusion_plan, leaf_hash, to_text, Hash, Subtree, Tree};
use iu_tlog::{Fault, LogProof};
use serde::{Deserialize, Serialize};
use serde_json::{json, Map, Value};
use sha2::{Digest, Sha256};

/// The format of the `extra` data.
pub const FORMAT: &str = "iu-cutter-unit-proof-1";

/// The canonical JSON (RFC 8785) of a value.
pub(crate) fn canonical(value: &Value) -> String {
    serde_json_canonicalizer::to_string(value).unwrap_or_default()
}

/// The leaf of a row under the root of its change set: over the 32 bytes of its digest.
pub(crate) fn row_leaf(digest: &str) -> Option<Hash> {
    from_text(digest).map(|digest| leaf_hash(&digest))
}

/// The digest of a row as it is on record: SHA-256 of the canonical JSON of its state, or of both its states.
pub(crate) fn digest_of(state: &Value) -> Hash {
    Sha256::digest(canonical(state)).into()
}

/// The tree over the rows of a change set: their digests in ascending order, so that it has none of its own to be known. With each leaf what
/// [`Tree::append`] gives.
fn tree_of(digests: &[&str]) -> Option<(Tree, Vec<Vec<Hash>>)> {
    let mut sorted = digests.to_vec();
    sorted.sort_unstable();
    let mut tree = Tree::default();
    let ending = sorted.into_iter().map(|digest| row_leaf(digest).map(|leaf| tree.append(leaf))).collect::<Option<_>>()?;
    Some((tree, ending))
}

/// The root over the rows of a change set, lower-case hex; empty where a digest is none.
#[must_use]
pub fn rows_root(digests: &[&str]) -> String {
    tree_of(digests).map(|(tree, _)| to_text(&tree.root())).unwrap_or_default()
}

/// A row with its place under the root of its change set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProofRow {
    /// From its leaf up to the root, lower-case hex.
    pub path: Vec<String>,
    /// Number of its leaf.
    pub place: u64,
    /// What its digest is of: `{unit, version}`, or of an operation `[before, after]`. The text, the body of the version after, is left out.
    pub state: Value,
}

/// The `extra` data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extra {
    /// The columns of the change set that its leaf is over.
    pub change_set: Value,
    /// [`FORMAT`].
    pub format: String,
    /// The row that has the version, and of an operation that of the unit, where it touched it.
    pub rows: Vec<ProofRow>,
    /// Number of rows of the change set.
    pub size: u64,
}

/// The unit or the version that stands in a row after the change.
pub(crate) fn after<'a>(state: &'a mut Value, name: &str) -> Option<&'a mut Map<String, Value>> {
    let after = if state.is_array() { state.get_mut(1)? } else { state };
    after.get_mut(name)?.as_object_mut()
}

/// What a proof is made of.
pub struct UnitProof<'a> {
    /// The columns of the change set that its leaf is over.
    pub change_set: Value,
    /// Digests of all rows of the change set, in any order.
    pub digests: &'a [&'a str],
    /// The states of the unit's rows, that with the version first, texts and all.
    pub states: Vec<Value>,
    /// Number of the change set's leaf in the log.
    pub index: u64,
    /// From that leaf up to the log's root.
    pub path: Vec<Hash>,
    /// The checkpoint.
    pub note: String,
}

impl UnitProof<'_> {
    /// Writes the proof.
    ///
    /// # Errors
    /// `UNIT_PROOF_EARLIER` where the change set is from before roots over rows; `UNIT_PROOF_ROWS` where its rows are not those it was
    /// signed for.
    pub fn write(self) -> Result<String, Fault> {
        let recorded = self.change_set["payload_summary"]["rows_root"].as_str().unwrap_or_default();
        if recorded.is_empty() {
            let message = "The unit was cut before proofs beside units were made; the evidence bundle of its cut proves it.";
            return Err(Fault::new("UNIT_PROOF_EARLIER", message));
        }
        let not_signed = || {
            Fault::new(
                "UNIT_PROOF_ROWS",
                "The rows of the change set are not those it was signed for: run \"directus cutter ledger verify\".",
            )
        };
        let (tree, ending) =
            tree_of(self.digests).filter(|(tree, _)| to_text(&tree.root()) == recorded).ok_or_else(not_signed)?;
        let mut sorted = self.digests.to_vec();
        sorted.sort_unstable();
        let node = |subtree: &Subtree| ending.get(usize::try_from(subtree.last_leaf).ok()?)?.get(subtree.level as usize).copied();
        let row = |mut state: Value| {
            let digest = to_text(&digest_of(&state));
            let place = sorted.binary_search(&digest.as_str()).ok()? as u64;
            let nodes = |subtrees: &Vec<Subtree>| fold(&subtrees.iter().map(node).collect::<Option<Vec<_>>>()?);
            let path = inclusion_plan(place, tree.size())
                .iter()
                .map(|step| nodes(step).map(|hash| to_text(&hash)))
                .collect::<Option<_>>()?;
            if let Some(version) =
                after(&mut state, "version").filter(|version| version.get("body").is_some_and(Value::is_string))
            {
                version.remove("body");
            }
            Some(ProofRow { path, place, state })
        };
        let rows = self.states.into_iter().map(row).collect::<Option<_>>().ok_or_else(not_signed)?;
        let extra = Extra { change_set: self.change_set, format: FORMAT.to_owned(), rows, size: tree.size() };
        let extra = canonical(&json!(extra)).into_bytes();
        Ok(LogProof { extra: Some(extra), index: self.index, path: self.path, checkpoint: self.note }.to_text())
    }
}
