//! Every way a checkpoint, a cosignature, a proof or a key can be wrong is refused with its own reason.

use super::support::{log, witness, Signer};
use base64::engine::general_purpose::STANDARD;
use base64::Engine as _;
use iu_tlog::{open_checkpoint, Algorithm, LogProof, Note, VerifierKey};

const ORIGIN: &str = "law.example/log";

/// A log of seven leaves, with a proof of the third under a checkpoint that one witness saw.
struct Case {
    log: Signer,
    witness: Signer,
    note: String,
    proof: String,
    leaf: [u8; 32],
}

fn case() -> Case {
    let (log, witness) = (log(ORIGIN, 1), witness("witness.example/w1", 2));
    let (tree, proof, leaf) = super::support::tree(7, 2);
    let text = format!("{ORIGIN}\n7\n{}\n", STANDARD.encode(tree));
    let note = format!("{text}\n{}{}", log.sign(&text), witness.cosign(&text, 1_790_000_000));
    let proof = LogProof { extra: Some(b"x".to_vec()), index: 2, path: proof, checkpoint: note.clone() }.to_text();
    Case { log, witness, note, proof, leaf }
}

#[test]
fn what_is_right_is_read_and_written_back_to_the_byte() {
    let case = case();
    let opened = open_checkpoint(case.note.as_bytes(), &case.log.key, std::slice::from_ref(&case.witness.key)).expect("good");
    assert_eq!((opened.checkpoint.origin.as_str(), opened.checkpoint.size), (ORIGIN, 7));
    assert_eq!((opened.cosigned[0].witness.as_str(), opened.cosigned[0].time), ("witness.example/w1", 1_790_000_000));
    assert_eq!(Note::read(case.note.as_bytes()).expect("good").to_text(), case.note);
    let proof = LogProof::read(case.proof.as_bytes()).expect("good");
    assert_eq!(proof.to_text(), case.proof);
    proof.check(&case.leaf, &case.log.key, &[]).expect("good");
}

#[test]
fn signatures_of_keys_nobody_knows_are_ignored_even_under_a_known_name_or_twice() {
    let case = case();
    let text = Note::read(case.note.as_bytes()).expect("good").text;
    let strange = log("other.example", 9).sign(&text);
    let namesake = log(ORIGIN, 9).sign(&text);
    let note = format!("{}{strange}{strange}{namesake}", case.note);
    open_checkpoint(note.as_bytes(), &case.log.key, std::slice::from_ref(&case.witness.key)).expect("good");
}

/// One replacement in a good text; the first occurrence.
fn with(good: &str, old: &str, new: &str) -> String {
    assert!(good.contains(old), "{old}");
    good.replacen(old, new, 1)
}

fn line(note: &str, number: usize) -> &str {
    note.split('\n').nth(number).expect("a line")
}

#[test]
fn damaged_checkpoints() {
    let case = case();
    let good = case.note.as_str();
    let (root, signed, cosigned) = (line(good, 2), line(good, 4), line(good, 5));
    let mut forged = STANDARD.decode(signed.rsplit(' ').next().expect("base64")).expect("base64");
    forged[20] ^= 1;
    let forged = with(signed, signed.rsplit(' ').next().expect("base64"), &STANDARD.encode(&forged));
    let resigned = |text: &str| format!("{text}\n{}", case.log.sign(text));
    let recosigned = |line: String| with(good, &format!("{cosigned}\n"), &line);
    let text = Note::read(good.as_bytes()).expect("good").text;
    let raw_cosignature = |bytes: &[u8]| case.witness.line(bytes);
    let table: Vec<(&str, Vec<u8>)> = vec![
        ("NOTE_TOO_LONG", vec![b'x'; (1 << 20) + 1]),
        ("NOTE_NOT_UTF8", [good.as_bytes(), &[0xff]].concat()),
        ("NOTE_CONTROL_CHARACTER", with(good, "\n7\n", "\r\n7\n").into_bytes()),
        ("NOTE_CONTROL_CHARACTER", with(good, ORIGIN, "law\tlog").into_bytes()),
        ("NOTE_NO_SIGNATURES", b"".to_vec()),
        ("NOTE_NO_SIGNATURES", text.clone().into_bytes()),
        ("NOTE_NO_SIGNATURES", format!("{text}\n").into_bytes()),
        ("NOTE_CUT_OFF", good.trim_end().as_bytes().to_vec()),
        ("NOTE_CUT_OFF", good.as_bytes()[..good.len() - 30].to_vec()),
        ("NOTE_SIGNATURE_LINE", with(good, "\u{2014} law", "- law").into_bytes()),
        ("NOTE_SIGNATURE_LINE", with(good, signed, "\u{2014} nobody").into_bytes()),
        ("NOTE_SIGNATURE_LINE", with(good, cosigned, "witnessed").into_bytes()),
        ("NOTE_KEY_NAME", with(good, "\u{2014} law.example/log", "\u{2014} law+log").into_bytes()),
        ("NOTE_KEY_NAME", with(good, "\u{2014} law.example/log", "\u{2014} law\u{a0}log").into_bytes()),
        ("NOTE_KEY_NAME", with(good, "\u{2014} law.example/log", "\u{2014} ").into_bytes()),
        ("NOTE_SIGNATURE_BASE64", with(good, signed, signed.trim_end_matches('=')).into_bytes()),
        ("NOTE_SIGNATURE_BASE64", with(good, signed, &format!("{signed} ")).into_bytes()),
        ("NOTE_SIGNATURE_SHORT", with(good, signed, "\u{2014} law.example/log AAAAAA==").into_bytes()),
        ("NOTE_SIGNATURE_TWICE", with(good, signed, &format!("{signed}\n{signed}")).into_bytes()),
        ("NOTE_SIGNATURE_TWICE", format!("{good}{}", case.witness.cosign(&text, 1_790_000_001)).into_bytes()),
        ("NOTE_TOO_MANY_SIGNATURES", format!("{good}{}", format!("{cosigned}\n").repeat(99)).into_bytes()),
        ("CHECKPOINT_UNSIGNED", with(good, &format!("{signed}\n"), "").into_bytes()),
        ("CHECKPOINT_UNSIGNED", with(good, signed, log(ORIGIN, 9).sign(&text).trim_end()).into_bytes()),
        ("CHECKPOINT_SIGNATURE", with(good, signed, &forged).into_bytes()),
        ("CHECKPOINT_SIGNATURE", with(good, "\n7\n", "\n8\n").into_bytes()),
        ("CHECKPOINT_SIGNATURE", with(good, root, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=").into_bytes()),
        ("CHECKPOINT_SIGNATURE", with(good, ORIGIN, "LAW.example/log").into_bytes()),
        ("CHECKPOINT_SIGNATURE", with(good, root, &format!("{root}\nmore")).into_bytes()),
        ("CHECKPOINT_LINES", resigned(&format!("{ORIGIN}\n7\n")).into_bytes()),
        ("CHECKPOINT_EXTENSION", resigned(&format!("{text}more\n")).into_bytes()),
        ("CHECKPOINT_ORIGIN", resigned(&format!("\n7\n{root}\n")).into_bytes()),
        ("CHECKPOINT_SIZE", resigned(&with(&text, "\n7\n", "\n07\n")).into_bytes()),
        ("CHECKPOINT_SIZE", resigned(&with(&text, "\n7\n", "\n-7\n")).into_bytes()),
        ("CHECKPOINT_SIZE", resigned(&with(&text, "\n7\n", "\n+7\n")).into_bytes()),
        ("CHECKPOINT_SIZE", resigned(&with(&text, "\n7\n", "\n\n")).into_bytes()),
        ("CHECKPOINT_SIZE", resigned(&with(&text, "\n7\n", "\n18446744073709551616\n")).into_bytes()),
        ("CHECKPOINT_ROOT", resigned(&with(&text, root, &root[4..])).into_bytes()),
        ("CHECKPOINT_ROOT", resigned(&with(&text, root, root.trim_end_matches('='))).into_bytes()),
        ("CHECKPOINT_OTHER_LOG", resigned(&with(&text, ORIGIN, "law.example/other")).into_bytes()),
        ("COSIGNATURE_LENGTH", recosigned(raw_cosignature(&[1; 64])).into_bytes()),
        ("COSIGNATURE_LENGTH", recosigned(raw_cosignature(&[1; 73])).into_bytes()),
        ("COSIGNATURE_TIME", recosigned(case.witness.cosign(&text, 0)).into_bytes()),
        ("COSIGNATURE_TIME", recosigned(case.witness.cosign(&text, 1 << 63)).into_bytes()),
        ("COSIGNATURE_INVALID", recosigned(case.witness.cosign(&with(&text, "\n7\n", "\n6\n"), 5)).into_bytes()),
        ("COSIGNATURE_INVALID", recosigned(case.witness.with_time(&text, 5, 6)).into_bytes()),
        ("COSIGNATURE_INVALID", recosigned(raw_cosignature(&[1; 72])).into_bytes()),
    ];
    for (number, (code, note)) in table.into_iter().enumerate() {
        let fault = open_checkpoint(&note, &case.log.key, std::slice::from_ref(&case.witness.key)).expect_err(code);
        assert_eq!(fault.code(), code, "{number}: {fault}");
    }
    let fault = open_checkpoint(good.as_bytes(), &case.witness.key, &[]).expect_err("no log");
    assert_eq!(fault.code(), "CHECKPOINT_KEY_KIND");
}

#[test]
fn damaged_proofs() {
    let case = case();
    let good = case.proof.as_str();
    let (first, second) = (line(good, 3), line(good, 4));
    let table = [
        ("PROOF_TOO_LONG", "x".repeat((16 << 20) + 1)),
        ("PROOF_FORMAT", with(good, "@v1", "@v2")),
        ("PROOF_FORMAT", format!("\u{feff}{good}")),
        ("PROOF_EXTRA", with(good, "extra eA==", "extra eA")),
        ("PROOF_EXTRA", with(good, "extra eA==", "extra ")),
        ("PROOF_INDEX", with(good, "index 2\n", "")),
        ("PROOF_INDEX", with(good, "index 2", "index 02")),
        ("PROOF_INDEX", with(good, "index 2", "index two")),
        ("PROOF_INDEX", with(good, "extra eA==", "extra eA==\nextra eA==")),
        ("PROOF_HASH", with(good, first, &first[4..])),
        ("PROOF_HASH", with(good, first, "not base64")),
        ("PROOF_TOO_MANY_HASHES", with(good, first, format!("{first}\n").repeat(65).trim_end())),
        ("PROOF_NO_CHECKPOINT", with(good, "\n\n", "\n").replace("\n\n", "\n")),
        ("PROOF_INDEX_OUTSIDE", with(good, "index 2", "index 7")),
        ("PROOF_INCLUSION", with(good, "index 2", "index 3")),
        ("PROOF_INCLUSION", with(good, first, second)),
        ("PROOF_INCLUSION", with(good, &format!("{first}\n"), "")),
        ("PROOF_INCLUSION", with(good, first, &format!("{first}\n{first}"))),
        ("CHECKPOINT_SIGNATURE", with(good, "\n7\n", "\n6\n")),
        ("NOTE_CUT_OFF", good.trim_end().to_owned()),
    ];
    for (number, (code, proof)) in table.into_iter().enumerate() {
        let fault =
            LogProof::read(proof.as_bytes()).and_then(|proof| proof.check(&case.leaf, &case.log.key, &[])).expect_err(code);
        assert_eq!(fault.code(), code, "{number}: {fault}");
    }
    let proof = LogProof::read(good.as_bytes()).expect("good");
    assert_eq!(proof.check(&[0; 32], &case.log.key, &[]).expect_err("another leaf").code(), "PROOF_INCLUSION");
    assert_eq!(LogProof::read(b"\xff").expect_err("no text").code(), "PROOF_NOT_UTF8");
}

#[test]
fn keys() {
    // The example of the specification, and what Go's package gives for the same key.
    let text = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    let key: VerifierKey = text.parse().expect("good");
    assert_eq!((key.to_string().as_str(), key.algorithm()), (text, Algorithm::Note));
    let note = "This is an example message.\n\n\u{2014} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
    assert_eq!(open_checkpoint(note.as_bytes(), &key, &[]).expect_err("signed, but no checkpoint").code(), "CHECKPOINT_LINES");
    let table = [
        ("VKEY_FORM", "example.com/foo+530d903a".to_owned()),
        ("VKEY_NAME", with(text, "example.com/foo", "")),
        ("VKEY_NAME", with(text, "example.com/foo", "example com")),
        ("VKEY_ID", with(text, "530d903a", "530D903A")),
        ("VKEY_ID", with(text, "530d903a", "530d903")),
        ("VKEY_ID_OTHER", with(text, "530d903a", "530d903b")),
        ("VKEY_ID_OTHER", with(text, "example.com/foo", "example.com/bar")),
        ("VKEY_BASE64", with(text, "AekyeR", "AekyeR!")),
        ("VKEY_TYPE", with(text, "AekyeR", "BukyeR")),
        ("VKEY_TYPE", "example.com/foo+530d903a+".to_owned()),
        ("VKEY_LENGTH", with(text, "v3U2k", "v")),
        ("VKEY_KEY", format!("example.com/foo+530d903a+{}", STANDARD.encode([&[1_u8][..], &[0; 32]].concat()))),
    ];
    for (code, text) in table {
        assert_eq!(text.parse::<VerifierKey>().expect_err(code).code(), code, "{text}");
    }
}
