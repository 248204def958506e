//! Whether a text is that of the unit its proof speaks of: for a page that has nothing but this, the text, the proof and the keys.
#![forbid(unsafe_code)]

use cutter_proof::{check_unit_proof, ProvenUnit};
use iu_tlog::{Algorithm, Fault, VerifierKey};
use serde_json::json;
use wasm_bindgen::prelude::*;

/// Checks a proof: the JSON text of `{ proven }`, or of `{ fault: { code, message } }`.
///
/// `keys` are verifier keys, one on a line: that of the log, and those of witnesses that are asked for.
#[wasm_bindgen]
#[must_use]
pub fn check_proof(text: &[u8], proof: &[u8], keys: &str) -> String {
    match check(text, proof, keys) {
        Ok(proven) => json!({ "proven": proven }).to_string(),
        Err(fault) => json!({ "fault": { "code": fault.code(), "message": fault.message() } }).to_string(),
    }
}

fn check(text: &[u8], proof: &[u8], keys: &str) -> Result<ProvenUnit, Fault> {
    let lines = keys.lines().map(str::trim).filter(|line| !line.is_empty());
    let keys = lines.map(str::parse).collect::<Result<Vec<VerifierKey>, _>>()?;
    let (logs, witnesses): (Vec<_>, Vec<_>) = keys.into_iter().partition(|key| key.algorithm() == Algorithm::Note);
    let [log] = logs.as_slice() else {
        return Err(Fault::new("VKEY_FORM", "Give the key of one log, and below it those of witnesses, if you know any."));
    };
    let proven = check_unit_proof(text, proof, log, &witnesses)?;
    match witnesses.iter().find(|witness| !proven.witnesses.iter().any(|(name, _)| name == witness.name())) {
        Some(witness) => {
            Err(Fault::new("COSIGNATURE_MISSING", format!("The witness {} has not seen this checkpoint.", witness.name())))
        }
        None => Ok(proven),
    }
}
