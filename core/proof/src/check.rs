//! Whether a text is that of the unit its proof speaks of, and under a checkpoint of the log.

use iu_tlog::merkle::{from_text, is_included, leaf_hash, to_text, Hash};
use iu_tlog::{Fault, LogProof, VerifierKey};
use serde::Serialize;
use serde_json::{json, Value};
use sha2::{Digest, Sha256};

#[cfg(not(feature = "typescript"))]
use cutter_undeclared::TS;
#[cfg(feature = "typescript")]
use ts_rs::TS;

use crate::extra::{after, canonical, digest_of, Extra, FORMAT};

/// Line feeds that are looked for at the end of a text that is not quite the unit's.
const MOST_EMPTY_LINES: usize = 4;

/// What a proof shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ProvenUnit {
    /// The address the unit had when it got this text.
    pub address: String,
    /// The heading above its text.
    pub heading: String,
    /// Whether the text that was given is that heading, because the unit has no other.
    pub is_heading: bool,
    /// Code of its document.
    pub doc_code: String,
    /// The unit.
    pub unit_id: String,
    /// Which of its texts.
    pub version: u64,
    /// The change set that wrote it.
    pub change_set_id: String,
    /// What that did, `cut` for a first cut.
    pub operation: String,
    /// Who.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// SHA-256 of the source text it was cut from, where there is one.
    pub source_sha256: String,
    /// The log.
    pub log: String,
    /// Leaves under the checkpoint.
    pub size: u64,
    /// Number of the change set's leaf.
    pub index: u64,
    /// Witnesses that saw the checkpoint, each with the second since 1970 in which it did.
    pub witnesses: Vec<(String, u64)>,
}

/// Checks a proof with the text of the unit, to the byte, and the keys of the log and of witnesses.
///
/// # Errors
/// Those of reading and checking a [`LogProof`]; `UNIT_EXTRA`, `UNIT_TEXT_LINE_ENDS`, `UNIT_TEXT_OTHER`, `UNIT_ROW_OTHER`, `UNIT_LEAF_OTHER`.
pub fn check_unit_proof(text: &[u8], proof: &[u8], log: &VerifierKey, witnesses: &[VerifierKey]) -> Result<ProvenUnit, Fault> {
    let proof = LogProof::read(proof)?;
    let mut extra = read_extra(&proof)?;
    let is_heading = put_text(&mut extra, text)?;
    check_rows(&extra)?;
    let leaf = leaf_hash(canonical(&json!({ "kind": "change_set", "row": extra.change_set })).as_bytes());
    let opened = proof.check(&leaf, log, witnesses).map_err(|fault| match fault.code() {
        "PROOF_INCLUSION" => {
            Fault::new("UNIT_LEAF_OTHER", format!("The change set the proof speaks of is not in the log: {}", fault.message()))
        }
        _ => fault,
    })?;
    let mut taken = |name| {
        extra.rows.iter_mut().find_map(|row| after(&mut row.state, name).map(|found| Value::Object(std::mem::take(found))))
    };
    let (first, unit) = (taken("version").unwrap_or_default(), taken("unit").unwrap_or_default());
    if !unit.is_null() && unit["id"] != first["unit_id"] {
        return Err(Fault::new("UNIT_EXTRA", "The rows of the proof are of two units."));
    }
    let change_set = &extra.change_set;
    let said = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Ok(ProvenUnit {
        address: said(&unit["canonical_address"]),
        heading: said(&first["content_profile"]["heading"]),
        is_heading,
        doc_code: said(&change_set["payload_summary"]["doc_code"]),
        unit_id: said(&first["unit_id"]),
        version: first["version_seq"].as_u64().unwrap_or_default(),
        change_set_id: said(&change_set["change_set_id"]),
        operation: said(&change_set["operation_kind"]),
        by: said(&change_set["emitted_by"]),
        at: said(&change_set["emitted_at"]),
        source_sha256: said(&first["source_sha256"]),
        log: opened.checkpoint.origin,
        size: opened.checkpoint.size,
        index: proof.index,
        witnesses: opened.cosigned.into_iter().map(|cosigned| (cosigned.witness, cosigned.time)).collect(),
    })
}

fn read_extra(proof: &LogProof) -> Result<Extra, Fault> {
    let form = |what: &str| Fault::new("UNIT_EXTRA", format!("What the proof says of the unit {what}."));
    let bytes = proof.extra.as_deref().ok_or_else(|| form("is missing"))?;
    let extra: Extra = serde_json::from_slice(bytes).map_err(|error| form(&format!("cannot be read: {error}")))?;
    match (extra.format == FORMAT, extra.rows.len()) {
        (true, 1 | 2) => Ok(extra),
        (true, _) => Err(form("has neither one row nor two")),
        (false, _) => Err(form(&format!("is of another format than {FORMAT}"))),
    }
}

/// Puts the text where it was left out. Whether it is the heading of a unit without a text of its own.
fn put_text(extra: &mut Extra, text: &[u8]) -> Result<bool, Fault> {
    let version = extra.rows.first_mut().and_then(|row| after(&mut row.state, "version"));
    let version = version.ok_or_else(|| Fault::new("UNIT_EXTRA", "The first row of the proof has no version."))?;
    let is_heading = version.contains_key("body");
    let expected = match is_heading {
        true => version
            .get("content_profile")
            .and_then(|profile| profile["heading"].as_str())
            .map(|heading| digest(heading.as_bytes())),
        false => version.get("content_hash").and_then(Value::as_str).and_then(from_text),
    };
    if expected != Some(digest(text)) {
        let plain = String::from_utf8_lossy(text).replace("\r\n", "\n");
        let bare = plain.trim_start_matches('\u{feff}').trim_end_matches('\n');
        let is_near =
            (0..=MOST_EMPTY_LINES).any(|lines| expected == Some(digest(format!("{bare}{}", "\n".repeat(lines)).as_bytes())));
        return Err(match is_near {
            true => Fault::new(
                "UNIT_TEXT_LINE_ENDS",
                "The text differs from the unit's in its line ends, or in what stands before or after it.",
            ),
            false => Fault::new("UNIT_TEXT_OTHER", "The text is not the one the proof is for."),
        });
    }
    if !is_heading {
        version.insert("body".to_owned(), Value::String(String::from_utf8_lossy(text).into_owned()));
    }
    Ok(is_heading)
}

fn digest(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// Every row is under the root of the change set.
fn check_rows(extra: &Extra) -> Result<(), Fault> {
    let root = extra.change_set["payload_summary"]["rows_root"].as_str().and_then(from_text);
    let under_root = root.is_some_and(|root| {
        extra.rows.iter().all(|row| {
            let path: Option<Vec<Hash>> = row.path.iter().map(|hash| from_text(hash)).collect();
            let leaf = leaf_hash(&digest_of(&row.state));
            path.is_some_and(|path| is_included(&leaf, row.place, extra.size, &path, &root))
        })
    });
    let found = || extra.rows.first().map(|row| to_text(&digest_of(&row.state))).unwrap_or_default();
    match under_root {
        true => Ok(()),
        false => Err(Fault::new(
            "UNIT_ROW_OTHER",
            format!("What the proof says of the unit is not what was cut (digest {}).", found()),
        )),
    }
}
