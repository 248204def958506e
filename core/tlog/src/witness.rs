//! What a log asks of a witness, and what the witness answers (C2SP tlog-witness, `add-checkpoint`).

use base64::engine::general_purpose::STANDARD;
use base64::Engine as _;

use crate::checkpoint::{check_cosignature, decimal};
use crate::fault::Fault;
use crate::merkle::Hash;
use crate::note::{Note, NoteSignature, MAX_SIGNATURES};
use crate::vkey::VerifierKey;

/// The body of the request: the checkpoint the witness saw last, the proof that the log has grown from it, the new checkpoint.
#[must_use]
pub fn request(old: u64, proof: &[Hash], checkpoint: &str) -> String {
    let proof: String = proof.iter().map(|hash| STANDARD.encode(hash) + "\n").collect();
    format!("old {old}\n{proof}\n{checkpoint}")
}

/// What a witness said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It cosigned: the line of its signature, and when.
    Cosigned(NoteSignature, u64),
    /// It saw another size last: ask again from there.
    SawLast(u64),
    /// It refuses what it should not have to refuse: the tree it saw is not the beginning of this one.
    Fork(String),
    /// It refuses for another reason.
    Refused(String),
}

/// Reads the answer to a request: its status and body. A witness that saw more than the `size` of the checkpoint saw a tree this log
/// does not have.
///
/// # Errors
/// `WITNESS_ANSWER` where it is none of the format; `WITNESS_UNSIGNED` where no line is of the witness's key; those of
/// [`check_cosignature`] and [`NoteSignature::read`].
pub fn read_answer(status: u16, body: &str, checkpoint: &Note, size: u64, witness: &VerifierKey) -> Result<Answer, Fault> {
    let no_answer = |what: &str| Fault::new("WITNESS_ANSWER", format!("{} answers {status} without {what}.", witness.name()));
    match status {
        200 => {
            let lines = body.strip_suffix('\n').filter(|lines| lines.split('\n').count() <= MAX_SIGNATURES);
            let lines = lines.ok_or_else(|| no_answer("lines of signature"))?;
            let signatures: Vec<NoteSignature> = lines.split('\n').map(NoteSignature::read).collect::<Result<_, _>>()?;
            let own = signatures.into_iter().find(|signature| signature.is_of(witness));
            let own = own
                .ok_or_else(|| Fault::new("WITNESS_UNSIGNED", format!("No signature of the answer is {}'s.", witness.name())))?;
            let cosigned = check_cosignature(&checkpoint.text, &own, witness)?;
            Ok(Answer::Cosigned(own, cosigned.time))
        }
        409 => {
            let seen = body.strip_suffix('\n').and_then(decimal).ok_or_else(|| no_answer("a size"))?;
            Ok(match seen > size {
                true => Answer::Fork(format!("It saw a tree of {seen} leaves under this name; this log has {size}.")),
                false => Answer::SawLast(seen),
            })
        }
        422 => Ok(Answer::Fork("The tree it saw last is not the beginning of this one.".to_owned())),
        _ => Ok(Answer::Refused(format!("It answers {status}."))),
    }
}
