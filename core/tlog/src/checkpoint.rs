//! Checkpoints (C2SP tlog-checkpoint) and the cosignatures of witnesses (C2SP tlog-cosignature).

use base64::engine::general_purpose::STANDARD;
use base64::Engine as _;

use crate::fault::Fault;
use crate::merkle::Hash;
use crate::note::{Note, NoteSignature};
use crate::vkey::{Algorithm, VerifierKey};

/// What a checkpoint says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log.
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// Root over them.
    pub root: Hash,
}

/// A number as the formats write it: ASCII decimal without leading zeroes.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let plain = text == "0" || (!text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit()));
    plain.then(|| text.parse().ok()).flatten()
}

/// A hash in base64.
pub(crate) fn hash(text: &str) -> Option<Hash> {
    STANDARD.decode(text).ok()?.try_into().ok()
}

impl Checkpoint {
    /// The text that is signed.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root))
    }

    /// Reads the text of a note.
    ///
    /// # Errors
    /// `CHECKPOINT_LINES`, `CHECKPOINT_EXTENSION`, `CHECKPOINT_ORIGIN`, `CHECKPOINT_SIZE`, `CHECKPOINT_ROOT`.
    pub fn read(text: &str) -> Result<Self, Fault> {
        let fault = |code, message: &str| Err(Fault::new(code, message));
        let lines: Vec<&str> = text.strip_suffix('\n').unwrap_or(text).split('\n').collect();
        let (origin, size, root) = match lines.as_slice() {
            [origin, size, root] => (*origin, *size, *root),
            [_, _, _, ..] => return fault("CHECKPOINT_EXTENSION", "The checkpoint has more than its three lines."),
            _ => return fault("CHECKPOINT_LINES", "A checkpoint has three lines: origin, size and root."),
        };
        if origin.is_empty() {
            return fault("CHECKPOINT_ORIGIN", "The checkpoint names no log.");
        }
        let Some(size) = decimal(size) else {
            return fault("CHECKPOINT_SIZE", "The size of the checkpoint is no decimal number without leading zeroes.");
        };
        let Some(root) = hash(root) else {
            return fault("CHECKPOINT_ROOT", "The root of the checkpoint is not base64 of 32 bytes.");
        };
        Ok(Self { origin: origin.to_owned(), size, root })
    }
}

/// A cosignature that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosigned {
    /// Name of the witness's key.
    pub witness: String,
    /// When, in seconds since 1970, by the witness's clock.
    pub time: u64,
}

/// A checkpoint whose signature was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedCheckpoint {
    /// What the log says.
    pub checkpoint: Checkpoint,
    /// Which of the known witnesses saw it, in the order they were given.
    pub cosigned: Vec<Cosigned>,
}

/// What a witness signs of a checkpoint's text at a time.
#[must_use]
pub fn cosigned_message(text: &str, time: u64) -> Vec<u8> {
    format!("cosignature/v1\ntime {time}\n{text}").into_bytes()
}

/// Checks the cosignature of a witness over a checkpoint's text.
///
/// # Errors
/// `COSIGNATURE_LENGTH`, `COSIGNATURE_TIME`, `COSIGNATURE_INVALID`.
pub fn check_cosignature(text: &str, signature: &NoteSignature, witness: &VerifierKey) -> Result<Cosigned, Fault> {
    let fault = |code, what: &str| Err(Fault::new(code, format!("The cosignature of {} {what}.", witness.name())));
    let time = signature.bytes.split_first_chunk::<8>().filter(|(_, signed)| signed.len() == 64);
    let Some((time, signed)) = time else { return fault("COSIGNATURE_LENGTH", "is not a time and 64 bytes") };
    let time = u64::from_be_bytes(*time);
    if time == 0 || i64::try_from(time).is_err() {
        return fault("COSIGNATURE_TIME", "has a time that cannot be");
    }
    if !witness.has_signed(&cosigned_message(text, time), signed) {
        return fault("COSIGNATURE_INVALID", "is not over this checkpoint");
    }
    Ok(Cosigned { witness: witness.name().to_owned(), time })
}

/// Reads a checkpoint and checks the signature of its log and of every witness that is known; other signatures are ignored.
///
/// # Errors
/// Those of [`Note::read`] and [`Checkpoint::read`], `CHECKPOINT_KEY_KIND`, `CHECKPOINT_UNSIGNED`, `CHECKPOINT_SIGNATURE`,
/// `CHECKPOINT_OTHER_LOG`, those of [`check_cosignature`].
pub fn open_checkpoint(bytes: &[u8], log: &VerifierKey, witnesses: &[VerifierKey]) -> Result<OpenedCheckpoint, Fault> {
    let fault = |code, message: String| Err(Fault::new(code, message));
    if log.algorithm() != Algorithm::Note || witnesses.iter().any(|witness| witness.algorithm() != Algorithm::Cosignature) {
        return fault("CHECKPOINT_KEY_KIND", "The key of a log is of type 0x01, that of a witness of type 0x04.".to_owned());
    }
    let note = Note::read(bytes)?;
    let Some(signature) = note.signature_of(log)? else {
        let names: Vec<&str> = note.signatures.iter().map(|signature| signature.name.as_str()).collect();
        return fault(
            "CHECKPOINT_UNSIGNED",
            format!("{} {:08x} did not sign it, but {}.", log.name(), log.id(), names.join(", ")),
        );
    };
    if !log.has_signed(note.text.as_bytes(), &signature.bytes) {
        return fault("CHECKPOINT_SIGNATURE", format!("The signature of {} is not over this checkpoint.", log.name()));
    }
    let checkpoint = Checkpoint::read(&note.text)?;
    if checkpoint.origin != log.name() {
        return fault(
            "CHECKPOINT_OTHER_LOG",
            format!("The checkpoint is of {:?}, the key of {:?}.", checkpoint.origin, log.name()),
        );
    }
    let mut cosigned = Vec::new();
    for witness in witnesses {
        if let Some(signature) = note.signature_of(witness)? {
            cosigned.push(check_cosignature(&note.text, signature, witness)?);
        }
    }
    Ok(OpenedCheckpoint { checkpoint, cosigned })
}
