//! Proofs that a leaf is in a log (C2SP tlog-proof).

use base64::engine::general_purpose::STANDARD;
use base64::Engine as _;

use crate::checkpoint::{decimal, hash, open_checkpoint, OpenedCheckpoint};
use crate::fault::Fault;
use crate::merkle::{is_included, Hash};
use crate::vkey::VerifierKey;

const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// Longest proof that is read.
pub const MAX_BYTES: usize = 16 << 20;

/// More hashes no tree of 2⁶⁴ leaves can ask for.
const MAX_HASHES: usize = 64;

/// A proof; nothing of it may be believed before [`LogProof::check`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogProof {
    /// What the application needs besides, to make the leaf.
    pub extra: Option<Vec<u8>>,
    /// Number of the leaf.
    pub index: u64,
    /// From the leaf's sibling up to the root's child.
    pub path: Vec<Hash>,
    /// The checkpoint, word for word.
    pub checkpoint: String,
}

impl LogProof {
    /// Reads a proof from its bytes.
    ///
    /// # Errors
    /// `PROOF_TOO_LONG`, `PROOF_NOT_UTF8`, `PROOF_FORMAT`, `PROOF_EXTRA`, `PROOF_INDEX`, `PROOF_HASH`, `PROOF_TOO_MANY_HASHES`,
    /// `PROOF_NO_CHECKPOINT`.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let fault = |code, message: &str| Err(Fault::new(code, message));
        if bytes.len() > MAX_BYTES {
            return fault("PROOF_TOO_LONG", "The proof is longer than 16 MiB.");
        }
        let Ok(text) = std::str::from_utf8(bytes) else { return fault("PROOF_NOT_UTF8", "The proof is not UTF-8.") };
        let Some((head, checkpoint)) = text.split_once("\n\n") else {
            return fault("PROOF_NO_CHECKPOINT", "No empty line is followed by a checkpoint.");
        };
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(HEADER) {
            return Err(Fault::new("PROOF_FORMAT", format!("The first line is not {HEADER}.")));
        }
        let extra = match lines.next_if(|line| line.starts_with("extra ")) {
            None => None,
            Some(line) => match STANDARD.decode(&line["extra ".len()..]) {
                Ok(extra) if !extra.is_empty() => Some(extra),
                _ => return fault("PROOF_EXTRA", "What stands after \"extra\" is not base64."),
            },
        };
        let Some(index) = lines.next().and_then(|line| line.strip_prefix("index ")).and_then(decimal) else {
            return fault("PROOF_INDEX", "The line with the number of the leaf is missing, or its number is none.");
        };
        let Some(path) = lines.map(hash).collect::<Option<Vec<Hash>>>() else {
            return fault("PROOF_HASH", "A line of the proof is not base64 of 32 bytes.");
        };
        if path.len() > MAX_HASHES {
            return fault("PROOF_TOO_MANY_HASHES", "The proof has more hashes than any tree asks for.");
        }
        Ok(Self { extra, index, path, checkpoint: checkpoint.to_owned() })
    }

    /// The proof as it is written.
    #[must_use]
    pub fn to_text(&self) -> String {
        let extra = self.extra.as_ref().map(|extra| format!("extra {}\n", STANDARD.encode(extra))).unwrap_or_default();
        let path: String = self.path.iter().map(|hash| STANDARD.encode(hash) + "\n").collect();
        format!("{HEADER}\n{extra}index {}\n{path}\n{}", self.index, self.checkpoint)
    }

    /// Checks the checkpoint, and that the leaf is in the tree it speaks of.
    ///
    /// # Errors
    /// Those of [`open_checkpoint`], `PROOF_INDEX_OUTSIDE`, `PROOF_INCLUSION`.
    pub fn check(&self, leaf: &Hash, log: &VerifierKey, witnesses: &[VerifierKey]) -> Result<OpenedCheckpoint, Fault> {
        let opened = open_checkpoint(self.checkpoint.as_bytes(), log, witnesses)?;
        let (size, root) = (opened.checkpoint.size, &opened.checkpoint.root);
        if self.index >= size {
            return Err(Fault::new(
                "PROOF_INDEX_OUTSIDE",
                format!("Leaf {} is not among the {size} of the checkpoint.", self.index),
            ));
        }
        if !is_included(leaf, self.index, size, &self.path, root) {
            let message = format!("The leaf is not number {} of the tree under this checkpoint.", self.index);
            return Err(Fault::new("PROOF_INCLUSION", message));
        }
        Ok(opened)
    }
}
