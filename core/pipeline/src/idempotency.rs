//! Idempotency keys: may a request be carried out, is it answered as before, or is it refused?
//!
//! The names and the semantics are those of the IETF draft *The Idempotency-Key HTTP Header Field*
//! (draft-ietf-httpapi-idempotency-key-header). A key belongs to one person and names one request: what was answered
//! when its transaction was committed is answered again. Refusals and dry runs leave nothing behind, so their keys are
//! free again.

use serde::{Deserialize, Serialize};

use cutter_model::refusal::Refusal;
use iu_text::digest::canonical_digest;

/// Longest key, in bytes.
pub const MAX_KEY_BYTES: usize = 255;

/// What a keyed request asks for, apart from who asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct KeyedRequest {
    /// Method and path of the route, such as `POST /manifests/:id/cut`.
    pub route: String,
    /// The `:id` of the path; empty where the path has none.
    pub id: String,
    /// JSON text of the query as it came in.
    pub query: String,
    /// JSON text of the body as its schema read it; none where the body is a stream.
    pub body: Option<String>,
    /// Lower-case hex SHA-256 of the bytes of a streamed body.
    pub stream_sha256: Option<String>,
}

/// A request on record under the same person and key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct RecordedRequest {
    /// Its route.
    pub route: String,
    /// Its digest, see [`request_digest`].
    pub request_sha256: String,
}

/// The facts a keyed request is decided from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct IdempotencyFacts {
    /// Digest of this request.
    pub request_sha256: String,
    /// Whether a transaction that is not over holds the same person's key.
    pub held_by_another: bool,
    /// What was committed under the key; none for a new one.
    pub recorded: Option<RecordedRequest>,
}

/// What to do with a keyed request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum IdempotencyDecision {
    /// Carry it out and record the answer in the same transaction.
    Proceed,
    /// Answer what was answered.
    Replay,
}

/// Reads the values of the header `Idempotency-Key`: a quoted string (RFC 8941), as the draft has it, or the bare text.
///
/// ```
/// use cutter_pipeline::idempotency::read_key;
/// let bare = read_key(&["8e03978e-40d5".to_owned()]).unwrap();
/// assert_eq!(read_key(&["\"8e03978e-40d5\"".to_owned()]).unwrap(), bare);
/// ```
///
/// # Errors
/// `IDEMPOTENCY_KEY_MALFORMED` for more than one value, an empty key, one longer than [`MAX_KEY_BYTES`], characters other
/// than printable ASCII, or a quotation that does not end where the value does.
pub fn read_key(values: &[String]) -> Result<String, Refusal> {
    let malformed = |message: String| Refusal::invalid("IDEMPOTENCY_KEY_MALFORMED", message);
    let [value] = values else {
        return Err(malformed(format!("The header Idempotency-Key takes one value; {} were sent.", values.len())));
    };
    let value = value.trim_matches([' ', '\t']);
    if let Some(at) = value.bytes().position(|byte| !(b' '..=b'~').contains(&byte)) {
        return Err(malformed(format!("The Idempotency-Key must be printable ASCII; byte {at} is not.")).at(at));
    }
    let key = match value.strip_prefix('"') {
        None => value.to_owned(),
        Some(rest) => unquote(rest).ok_or_else(|| {
            malformed("The Idempotency-Key begins with a quotation mark, so it must be one quoted string (RFC 8941).".to_owned())
        })?,
    };
    match key.len() {
        0 => Err(malformed("The Idempotency-Key is empty.".to_owned())),
        1..=MAX_KEY_BYTES => Ok(key),
        length => Err(malformed(format!("The Idempotency-Key has {length} bytes; at most {MAX_KEY_BYTES} are accepted."))),
    }
}

/// The content of a quoted string after its first quotation mark; none where it is no such string.
fn unquote(rest: &str) -> Option<String> {
    let mut content = String::with_capacity(rest.len());
    let mut characters = rest.chars();
    loop {
        match characters.next()? {
            '"' => return characters.as_str().is_empty().then_some(content),
            '\\' => content.push(characters.next().filter(|escaped| matches!(escaped, '"' | '\\'))?),
            plain => content.push(plain),
        }
    }
}

/// Lower-case hex SHA-256 over the canonical JSON (RFC 8785) of a request: members in another order, other white space or
/// a default written out are the same request.
///
/// # Errors
/// `REQUEST_UNREADABLE` where query or body are no JSON, or nested too deep.
pub fn request_digest(request: &KeyedRequest) -> Result<String, Refusal> {
    let read = |text: &str| {
        serde_json::from_str::<serde_json::Value>(text)
            .map_err(|error| Refusal::invalid("REQUEST_UNREADABLE", format!("The request cannot be read: {error}.")))
    };
    Ok(canonical_digest(&serde_json::json!({
        "route": request.route,
        "id": request.id,
        "query": read(&request.query)?,
        "body": request.body.as_deref().map(read).transpose()?,
        "stream_sha256": request.stream_sha256,
    })))
}

/// Decides a keyed request. What is on record counts before who holds the key: it is final.
///
/// # Errors
/// `IDEMPOTENCY_KEY_REUSED` where the key named another request, `IDEMPOTENCY_IN_PROGRESS` where a request with this key
/// is being carried out.
pub fn decide(facts: &IdempotencyFacts) -> Result<IdempotencyDecision, Refusal> {
    match &facts.recorded {
        Some(earlier) if earlier.request_sha256 == facts.request_sha256 => Ok(IdempotencyDecision::Replay),
        Some(earlier) => {
            let message =
                format!("This Idempotency-Key was used for another request ({}); a new request needs a new key.", earlier.route);
            Err(Refusal::invalid("IDEMPOTENCY_KEY_REUSED", message))
        }
        None if facts.held_by_another => Err(Refusal::conflict(
            "IDEMPOTENCY_IN_PROGRESS",
            "A request with this Idempotency-Key is being carried out; ask again when it is over.",
        )),
        None => Ok(IdempotencyDecision::Proceed),
    }
}

/// What became of a keyed request, for a client whose connection ended before the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyedStanding {
    /// It was done; its answer is on record.
    Done,
    /// It is being carried out.
    Running,
    /// Nothing was written under the key. The same request with the same key may be sent again: it is done once.
    NotDone,
}

/// What became of the request with a key. What is on record counts before who holds the key: it is final.
#[must_use]
pub fn standing(recorded: bool, held_by_another: bool) -> KeyedStanding {
    match (recorded, held_by_another) {
        (true, _) => KeyedStanding::Done,
        (false, true) => KeyedStanding::Running,
        (false, false) => KeyedStanding::NotDone,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(values: &[&str]) -> Result<String, String> {
        read_key(&values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>()).map_err(|refusal| {
            assert_eq!(refusal.code, "IDEMPOTENCY_KEY_MALFORMED");
            refusal.message
        })
    }

    #[test]
    fn a_key_is_read_bare_or_quoted() {
        let longest = "k".repeat(MAX_KEY_BYTES);
        for (value, expected) in [
            ("a", "a"),
            (" a b~ ", "a b~"),
            ("\"a\"", "a"),
            (r#""a\"b\\""#, r#"a"b\"#),
            ("a\"b", "a\"b"),
            (longest.as_str(), longest.as_str()),
        ] {
            assert_eq!(key(&[value]).as_deref(), Ok(expected), "{value}");
        }
        assert_eq!(key(&[&format!("\"{longest}\"")]), Ok(longest));
    }

    #[test]
    fn a_malformed_key_is_refused_in_one_sentence() {
        let too_long = "k".repeat(MAX_KEY_BYTES + 1);
        for (values, expected) in [
            (&[][..], "The header Idempotency-Key takes one value; 0 were sent."),
            (&["a", "b"], "The header Idempotency-Key takes one value; 2 were sent."),
            (&[""], "The Idempotency-Key is empty."),
            (&[" \t"], "The Idempotency-Key is empty."),
            (&["\"\""], "The Idempotency-Key is empty."),
            (&["khóa"], "The Idempotency-Key must be printable ASCII; byte 2 is not."),
            (&["a\u{7f}"], "The Idempotency-Key must be printable ASCII; byte 1 is not."),
            (&[too_long.as_str()], "The Idempotency-Key has 256 bytes; at most 255 are accepted."),
        ] {
            assert_eq!(key(values).as_ref().map_err(String::as_str), Err(expected), "{values:?}");
        }
        for quoted in ["\"a", "\"a\"b", "\"a\\", "\"a\\n\"", "\""] {
            let message = "The Idempotency-Key begins with a quotation mark, so it must be one quoted string (RFC 8941).";
            assert_eq!(key(&[quoted]).as_ref().map_err(String::as_str), Err(message), "{quoted}");
        }
    }

    fn request(route: &str, id: &str, query: &str, body: Option<&str>) -> KeyedRequest {
        let owned = str::to_owned;
        KeyedRequest { route: owned(route), id: owned(id), query: owned(query), body: body.map(owned), stream_sha256: None }
    }

    #[test]
    fn a_request_is_the_same_whatever_the_order_of_its_members() {
        let digest = |body: &str| request_digest(&request("POST /sweep", "", "{}", Some(body))).expect("is JSON");
        assert_eq!(digest(r#"{"a":1,"b":[2]}"#), digest(r#"{ "b": [2], "a": 1.0 }"#));
        assert_ne!(digest(r#"{"a":1,"b":[2]}"#), digest(r#"{"a":1,"b":[3]}"#));
    }

    #[test]
    fn route_thing_query_body_and_stream_all_tell_requests_apart() {
        let plain = request("POST /a/:id", "1", "{}", Some("{}"));
        let others = [
            request("POST /b/:id", "1", "{}", Some("{}")),
            request("POST /a/:id", "2", "{}", Some("{}")),
            request("POST /a/:id", "1", r#"{"x":"y"}"#, Some("{}")),
            request("POST /a/:id", "1", "{}", None),
            KeyedRequest { stream_sha256: Some("aa".to_owned()), ..plain.clone() },
        ];
        for other in others {
            assert_ne!(request_digest(&other), request_digest(&plain), "{other:?}");
        }
        let nested = "[".repeat(100_000);
        assert_eq!(
            request_digest(&request("POST /a", "", "{}", Some(&nested))).expect_err("too deep").code,
            "REQUEST_UNREADABLE"
        );
    }

    #[test]
    fn every_combination_of_facts_has_its_decision() {
        let recorded =
            |digest: &str| Some(RecordedRequest { route: "POST /sweep".to_owned(), request_sha256: digest.to_owned() });
        let decided = |held_by_another, recorded| {
            decide(&IdempotencyFacts { request_sha256: "aa".to_owned(), held_by_another, recorded })
                .map_err(|refusal| refusal.code)
        };
        assert_eq!(decided(false, None), Ok(IdempotencyDecision::Proceed));
        assert_eq!(decided(true, None), Err("IDEMPOTENCY_IN_PROGRESS".to_owned()));
        for held in [false, true] {
            assert_eq!(decided(held, recorded("aa")), Ok(IdempotencyDecision::Replay));
            assert_eq!(decided(held, recorded("bb")), Err("IDEMPOTENCY_KEY_REUSED".to_owned()));
        }
        let facts = IdempotencyFacts { request_sha256: "aa".to_owned(), held_by_another: false, recorded: recorded("bb") };
        assert_eq!(
            decide(&facts).expect_err("reused").message,
            "This Idempotency-Key was used for another request (POST /sweep); a new request needs a new key."
        );
    }

    #[test]
    fn what_is_on_record_is_done_whoever_holds_the_key() {
        assert_eq!(standing(true, false), KeyedStanding::Done);
        assert_eq!(standing(true, true), KeyedStanding::Done);
        assert_eq!(standing(false, true), KeyedStanding::Running);
        assert_eq!(standing(false, false), KeyedStanding::NotDone);
    }
}
