//! What a log asks of a witness, and what it makes of the answers.

use super::support::{log, witness};
use iu_tlog::witness::{read_answer, request, Answer};
use iu_tlog::{Fault, Note};

#[test]
fn the_request_is_three_parts_one_after_the_other() {
    assert_eq!(request(0, &[], "o\n1\nr\n"), "old 0\n\no\n1\nr\n");
    let proof = [[0; 32], [0; 32]];
    let hash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    assert_eq!(request(5, &proof, "o\n7\nr\n"), format!("old 5\n{hash}\n{hash}\n\no\n7\nr\n"));
}

#[test]
fn every_answer_is_told_from_the_others() {
    let (log, own, other) = (log("law.example/log", 1), witness("witness.example/w1", 2), witness("witness.example/w1", 3));
    let text = "law.example/log\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    let note = Note::read(format!("{text}\n{}", log.sign(text)).as_bytes()).expect("good");
    let read = |status, body: &str| read_answer(status, body, &note, 7, &own.key);
    let refused = |answer: Result<Answer, Fault>| answer.expect_err("refused").code();

    let (line, strange) = (own.cosign(text, 5), other.cosign(text, 5));
    for body in [line.clone(), format!("{strange}{line}")] {
        let Ok(Answer::Cosigned(signature, 5)) = read(200, &body) else { panic!("{body}") };
        assert_eq!(signature.line(), line);
    }
    assert_eq!(refused(read(200, "")), "WITNESS_ANSWER");
    assert_eq!(refused(read(200, "\n")), "NOTE_SIGNATURE_LINE");
    assert_eq!(refused(read(200, line.trim_end())), "WITNESS_ANSWER");
    assert_eq!(refused(read(200, &strange)), "WITNESS_UNSIGNED");
    assert_eq!(refused(read(200, &own.cosign("another\n1\n\n", 5))), "COSIGNATURE_INVALID");
    assert_eq!(refused(read(200, &line.repeat(101))), "WITNESS_ANSWER");

    assert_eq!(read(409, "5\n"), Ok(Answer::SawLast(5)));
    assert_eq!(read(409, "7\n"), Ok(Answer::SawLast(7)));
    assert!(matches!(read(409, "8\n"), Ok(Answer::Fork(why)) if why.contains("8 leaves")));
    for body in ["5", "05\n", "five\n", ""] {
        assert_eq!(refused(read(409, body)), "WITNESS_ANSWER", "{body:?}");
    }
    assert!(matches!(read(422, ""), Ok(Answer::Fork(_))));
    for status in [400, 403, 404, 500] {
        assert!(matches!(read(status, ""), Ok(Answer::Refused(_))), "{status}");
    }
}
