//! A proof beside a unit is believed with its text and its log's key alone, and in every other case refused with a reason of its own.

use cutter_proof::{check_unit_proof, rows_root, UnitProof};
use ed25519_dalek::{Signer, SigningKey};
use iu_tlog::merkle::{leaf_hash, to_text, Tree};
use iu_tlog::{Algorithm, Checkpoint, LogProof, NoteSignature, VerifierKey};
use serde_json::{json, Value};
use sha2::{Digest, Sha256};

const TEXT: &str = "The harbour master keeps the register.\n";

fn sha256(text: &str) -> String {
    to_text(&Sha256::digest(text.as_bytes()).into())
}

fn digest(value: &Value) -> String {
    sha256(&serde_json_canonicalizer::to_string(value).expect("JSON"))
}

fn version(body: Option<&str>) -> Value {
    json!({"id": "v", "unit_id": "u", "version_seq": 1, "body": body, "content_hash": sha256(body.unwrap_or_default()), "content_profile": {"heading": "Article 7\n"}})
}

fn unit(id: &str) -> Value {
    json!({"id": id, "canonical_address": "HARBOUR/ART-7"})
}

/// What is on record of a change set with the given states, the first of which are the unit's, and the log's key.
struct Record {
    change_set: Value,
    digests: Vec<String>,
    states: Vec<Value>,
}

fn record(states: &[Value], proven: usize) -> Record {
    let digests: Vec<String> = states.iter().map(digest).collect();
    let root = rows_root(&digests.iter().map(String::as_str).collect::<Vec<_>>());
    let summary = json!({"doc_code": "HARBOUR", "rows_root": root});
    let change_set = json!({"change_set_id": "c", "operation_kind": "cut", "emitted_by": "p", "emitted_at": "2026-11-01T00:00:00Z", "payload_summary": summary});
    Record { change_set, digests, states: states[..proven].to_vec() }
}

fn key() -> (SigningKey, VerifierKey) {
    let secret = SigningKey::from_bytes(&[1; 32]);
    let key = VerifierKey::new("law.example/log", Algorithm::Note, secret.verifying_key().as_bytes()).expect("a key");
    (secret, key)
}

fn write(record: Record) -> Result<String, iu_tlog::Fault> {
    let (secret, key) = key();
    let row = serde_json_canonicalizer::to_string(&json!({"kind": "change_set", "row": record.change_set})).expect("JSON");
    let mut tree = Tree::default();
    let before = leaf_hash(b"before");
    tree.append(before);
    tree.append(leaf_hash(row.as_bytes()));
    let text = Checkpoint { origin: key.name().to_owned(), size: 2, root: tree.root() }.text();
    let bytes = secret.sign(text.as_bytes()).to_bytes().to_vec();
    let line = NoteSignature { name: key.name().to_owned(), id: key.id(), bytes }.line();
    let digests: Vec<&str> = record.digests.iter().map(String::as_str).collect();
    let note = format!("{text}\n{line}");
    UnitProof { change_set: record.change_set, digests: &digests, states: record.states, index: 1, path: vec![before], note }
        .write()
}

/// A cut of five units.
fn cut() -> Record {
    let others = (0..4).map(|number| json!({"unit": unit(&format!("u{number}")), "version": version(Some("x"))}));
    let states: Vec<Value> = std::iter::once(json!({"unit": unit("u"), "version": version(Some(TEXT))})).chain(others).collect();
    record(&states, 1)
}

fn check(text: &str, proof: &str) -> Result<cutter_proof::ProvenUnit, &'static str> {
    check_unit_proof(text.as_bytes(), proof.as_bytes(), &key().1, &[]).map_err(|fault| fault.code())
}

#[test]
fn the_text_leads_to_the_checkpoint() {
    let proven = check(TEXT, &write(cut()).expect("written")).expect("proven");
    assert_eq!((proven.address.as_str(), proven.unit_id.as_str(), proven.version), ("HARBOUR/ART-7", "u", 1));
    assert_eq!((proven.log.as_str(), proven.size, proven.index, proven.is_heading), ("law.example/log", 2, 1, false));
}

#[test]
fn an_operation_has_the_unit_in_a_row_of_its_own() {
    let states = [
        json!([null, {"version": version(Some(TEXT))}]),
        json!([{"unit": unit("u")}, {"unit": unit("u")}]),
        json!([{"alias": {}}, {"alias": {"ended": true}}]),
    ];
    assert_eq!(check(TEXT, &write(record(&states, 2)).expect("written")).expect("proven").address, "HARBOUR/ART-7");
    assert_eq!(check(TEXT, &write(record(&states, 1)).expect("written")).expect("proven").address, "");
    let of_two = [states[0].clone(), json!([null, {"unit": unit("other")}])];
    assert_eq!(check(TEXT, &write(record(&of_two, 2)).expect("written")), Err("UNIT_EXTRA"));
}

#[test]
fn a_unit_without_a_text_of_its_own_is_its_heading() {
    let proof = write(record(&[json!({"unit": unit("u"), "version": version(None)})], 1)).expect("written");
    assert!(check("Article 7\n", &proof).expect("proven").is_heading);
    assert_eq!(check("Article 8\n", &proof), Err("UNIT_TEXT_OTHER"));
}

#[test]
fn what_is_not_right_is_told() {
    let proof = write(cut()).expect("written");
    let edited = |edit: &dyn Fn(&mut Value)| {
        let mut read = LogProof::read(proof.as_bytes()).expect("a proof");
        let mut extra = serde_json::from_slice(&read.extra.expect("extra")).expect("JSON");
        edit(&mut extra);
        read.extra = Some(extra.to_string().into_bytes());
        read.to_text()
    };
    let table: Vec<(&str, &str, String)> = vec![
        ("UNIT_TEXT_OTHER", "The harbour master keeps no register.\n", proof.clone()),
        ("UNIT_TEXT_OTHER", "", proof.clone()),
        ("UNIT_TEXT_LINE_ENDS", "The harbour master keeps the register.\r\n", proof.clone()),
        ("UNIT_TEXT_LINE_ENDS", "The harbour master keeps the register.", proof.clone()),
        ("UNIT_TEXT_LINE_ENDS", "\u{feff}The harbour master keeps the register.\n", proof.clone()),
        (
            "UNIT_ROW_OTHER",
            TEXT,
            edited(&|extra| extra["rows"][0]["state"]["unit"]["canonical_address"] = json!("HARBOUR/ART-8")),
        ),
        ("UNIT_ROW_OTHER", TEXT, edited(&|extra| extra["rows"][0]["place"] = json!(4))),
        ("UNIT_ROW_OTHER", TEXT, edited(&|extra| extra["rows"][0]["path"] = json!([]))),
        ("UNIT_ROW_OTHER", TEXT, edited(&|extra| extra["rows"][0]["path"][0] = json!("x"))),
        ("UNIT_ROW_OTHER", TEXT, edited(&|extra| extra["change_set"]["payload_summary"]["rows_root"] = json!(null))),
        (
            "UNIT_ROW_OTHER",
            "forged",
            edited(&|extra| extra["rows"][0]["state"]["version"]["content_hash"] = json!(sha256("forged"))),
        ),
        ("UNIT_LEAF_OTHER", TEXT, edited(&|extra| extra["change_set"]["emitted_by"] = json!("somebody else"))),
        ("UNIT_EXTRA", TEXT, edited(&|extra| extra["rows"] = json!([]))),
        ("UNIT_EXTRA", TEXT, edited(&|extra| extra["format"] = json!("iu-cutter-unit-proof-2"))),
        ("UNIT_EXTRA", TEXT, edited(&|extra| extra["more"] = json!(1))),
        ("UNIT_EXTRA", TEXT, edited(&|extra| extra["rows"][0]["state"]["version"] = json!(null))),
        ("UNIT_EXTRA", TEXT, edited(&|extra| extra["rows"][0]["state"] = json!(5))),
        ("UNIT_EXTRA", TEXT, edited(&|extra| extra["rows"][0]["state"] = json!([1]))),
        ("UNIT_EXTRA", TEXT, proof.replacen(proof.lines().nth(1).expect("extra"), "extra e30=", 1)),
        ("UNIT_EXTRA", TEXT, proof.replacen(&format!("{}\n", proof.lines().nth(1).expect("extra")), "", 1)),
        ("UNIT_LEAF_OTHER", TEXT, proof.replacen("index 1", "index 0", 1)),
        ("PROOF_INDEX_OUTSIDE", TEXT, proof.replacen("index 1", "index 2", 1)),
        ("CHECKPOINT_SIGNATURE", TEXT, proof.replacen("\n2\n", "\n3\n", 1)),
    ];
    for (number, (code, text, proof)) in table.into_iter().enumerate() {
        assert_eq!(check(text, &proof).err(), Some(code), "{number}");
    }
    let rebound =
        VerifierKey::new("law.example/log", Algorithm::Note, SigningKey::from_bytes(&[2; 32]).verifying_key().as_bytes())
            .expect("a key");
    assert_eq!(
        check_unit_proof(TEXT.as_bytes(), proof.as_bytes(), &rebound, &[]).expect_err("refused").code(),
        "CHECKPOINT_UNSIGNED"
    );
}

#[test]
fn no_proof_is_written_of_rows_that_were_not_signed_for() {
    let code = |record: Record| write(record).expect_err("refused").code();
    let mut earlier = cut();
    earlier.change_set["payload_summary"] = json!({});
    assert_eq!(code(earlier), "UNIT_PROOF_EARLIER");
    let mut fewer = cut();
    fewer.digests.pop();
    assert_eq!(code(fewer), "UNIT_PROOF_ROWS");
    let mut edited = cut();
    edited.states[0]["unit"]["canonical_address"] = json!("HARBOUR/ART-8");
    assert_eq!(code(edited), "UNIT_PROOF_ROWS");
}
