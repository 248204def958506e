//! Registering a source document: is the request well formed, and is this a new document or a new version of one?

use serde::{Deserialize, Serialize};
use serde_json::Value;

use cutter_model::id::derived_id;
use cutter_model::live::read_rows;
use cutter_model::refusal::{Refusal, RefusalKind};
use iu_address as address;
use iu_text::canon::{canonicalise, CanonicalText, CANON_1};
use iu_text::card::{self, Card, CardFact, CardProposal};
use iu_text::digest::sha256_hex;
use iu_text::manifest::{Manifest, Stored};
use iu_text::profile::{self, CustomProfile, Profile};
use iu_text::segment::{detect, Detection};

/// Longest title, in characters.
const MAX_TITLE: usize = 500;
/// Longest document code, in bytes.
const MAX_DOC_CODE: usize = 64;

/// A source text, read and canonicalised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct SourceVersion {
    /// What the text says of itself, and what that proposes.
    pub card: CardProposal,
    /// SHA-256 of the canonical text: the name of the version.
    pub sha256: String,
    /// The canonical text.
    pub canonical_text: String,
    /// Its length in bytes.
    pub bytes: usize,
    /// SHA-256 of the bytes as received.
    pub original_sha256: String,
    /// Their number.
    pub original_bytes: usize,
    /// The canonicalisation rule.
    pub canonicalization: String,
    /// Profiles that might fit, best first.
    pub detection: Vec<Detection>,
}

/// Reads `bytes` as a source version.
///
/// # Errors
/// Those of [`canonicalise`].
pub fn read_source(bytes: &[u8]) -> Result<SourceVersion, Refusal> {
    let text = canonicalise(bytes)?;
    let detection = detect(&text);
    Ok(SourceVersion {
        card: card_of(&text, &detection),
        sha256: text.sha256().to_owned(),
        bytes: text.as_str().len(),
        canonical_text: text.as_str().to_owned(),
        original_sha256: sha256_hex(bytes),
        original_bytes: bytes.len(),
        canonicalization: CANON_1.to_owned(),
        detection,
    })
}

/// What `text` says of itself, and what that proposes for its registration.
pub(crate) fn card_of(text: &CanonicalText, detection: &[Detection]) -> CardProposal {
    let likely = choose_profile(None, detection, None).ok();
    let profile = likely.or_else(|| profile::builtin_ids().first().and_then(|id| profile::builtin(id)));
    profile.map(|profile| card::read(text, &profile).proposal(text.as_str())).unwrap_or_default()
}

/// The card of a stored manifest for people; `text` is the one it was made from.
///
/// # Errors
/// Those of [`Manifest::from_stored`].
pub fn card_of_manifest(manifest_text: &str, text: &str) -> Result<Vec<CardFact>, Refusal> {
    Ok(Manifest::from_stored(manifest_text)?.card.map(|card| card.facts(text)).unwrap_or_default())
}

/// What a person asks to register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct RegistrationRequest {
    /// Title for people.
    pub title: String,
    /// Code shared by all units of the document.
    pub doc_code: String,
    /// Address prefix, unique in the registry.
    pub prefix: String,
    /// Profile id, or none to take the best detected.
    #[serde(default)]
    pub profile: Option<String>,
    /// The installation's own profile of that name, where it has one.
    #[serde(default)]
    pub custom_profile: Option<CustomProfile>,
    /// What a person says to the card of the text: a JSON array of `member`, what the text says (`read`) and what is right (`value`); empty
    /// where nobody looked at it.
    #[serde(default)]
    pub card: String,
}

/// A document already in the registry that shares the prefix or the document code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct RegisteredDocument {
    /// Its id.
    pub id: String,
    /// Its document code.
    pub doc_code: String,
    /// Its prefix.
    pub prefix: String,
    /// Whether the acting person may read it.
    pub seen: bool,
}

/// What to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Registration {
    /// Id of the document.
    pub document_id: String,
    /// Whether the registry does not have it yet.
    pub is_new: bool,
    /// Profile the document is registered with.
    pub profile: String,
}

/// Decides how `request` is registered, given the documents that share its prefix or code.
///
/// # Errors
/// `TITLE_INVALID`, `DOC_CODE_INVALID`, `PREFIX_INVALID` (with the place), `UNKNOWN_PROFILE`, `NO_PROFILE_FITS`;
/// `CARD_MEMBER_UNKNOWN`, `CARD_VALUE_INVALID` or `CARD_DAY_INVALID` for what was said to the card;
/// `PREFIX_TAKEN` or `DOC_CODE_TAKEN` where another document has one of the two, `DOCUMENT_TAKEN` where one has that the person does
/// not see.
pub fn register(
    request: &RegistrationRequest,
    detection: &[Detection],
    registered: &[RegisteredDocument],
) -> Result<Registration, Refusal> {
    let title = request.title.trim();
    if title.is_empty() || title.chars().count() > MAX_TITLE || title.contains('\0') {
        return Err(Refusal::invalid("TITLE_INVALID", format!("The title must have 1 to {MAX_TITLE} characters."))
            .naming([("most", &MAX_TITLE)]));
    }
    check_doc_code(&request.doc_code)?;
    address::validate_prefix(&request.prefix).map_err(|error| {
        let message = format!("The prefix {:?} is not valid: {error}", request.prefix);
        Refusal { code: "PREFIX_INVALID".to_owned(), message, ..Refusal::from(error) }
    })?;
    let profile = choose_profile(request.profile.as_deref(), detection, request.custom_profile.as_ref())?.id;
    check_card(&request.card)?;

    for document in registered {
        if !document.seen {
            let message = format!(
                "The document code {:?} or the prefix {:?} belongs to a document that you may not read.",
                request.doc_code, request.prefix
            );
            return Err(Refusal::conflict("DOCUMENT_TAKEN", message)
                .naming([("document", &request.doc_code), ("prefix", &request.prefix)]));
        }
        match (document.prefix == request.prefix, document.doc_code == request.doc_code) {
            (true, true) => return Ok(Registration { document_id: document.id.clone(), is_new: false, profile }),
            (true, false) => {
                let message = format!(
                    "The prefix {:?} belongs to the document {:?}; each document has its own.",
                    request.prefix, document.doc_code
                );
                return Err(Refusal::conflict("PREFIX_TAKEN", message)
                    .naming([("prefix", &request.prefix), ("document", &document.doc_code)]));
            }
            (false, true) => {
                let message = format!(
                    "The document code {:?} is registered with the prefix {:?}; a prefix never changes.",
                    request.doc_code, document.prefix
                );
                return Err(Refusal::conflict("DOC_CODE_TAKEN", message)
                    .naming([("document", &request.doc_code), ("prefix", &document.prefix)]));
            }
            (false, false) => {}
        }
    }
    let document_id = derived_id("source-document", &[&request.doc_code, &request.prefix]);
    Ok(Registration { document_id, is_new: true, profile })
}

/// What a person confirmed: a JSON array of `member` (as in [`CardFact`]), `read` (what the text says; empty where it says nothing of that)
/// and `value` (the same, or what it is corrected to).
fn confirmations(card: &str) -> Result<Value, Refusal> {
    read_rows(if card.is_empty() { "[]" } else { card })
}

/// Member, what the text says, and what it is.
fn parts(confirmation: &Value) -> [&str; 3] {
    ["member", "read", "value"].map(|key| confirmation.get(key).and_then(Value::as_str).unwrap_or_default())
}

/// # Errors
/// `CARD_MEMBER_UNKNOWN` where the text says nothing that could be confirmed; `CARD_VALUE_INVALID`, `CARD_DAY_INVALID`.
fn check_card(card: &str) -> Result<(), Refusal> {
    for [member, read, value] in confirmations(card)?.as_array().into_iter().flatten().map(parts) {
        let refuse = |code, message| Err(Refusal::invalid(code, message).naming([("member", &member), ("value", &value)]));
        if read.is_empty() {
            return refuse("CARD_MEMBER_UNKNOWN", format!("The text says nothing of {member:?}: there is nothing to confirm."));
        }
        if value.trim().is_empty() || value.chars().count() > MAX_TITLE || value.contains(char::is_control) {
            return refuse("CARD_VALUE_INVALID", format!("{member} must have 1 to {MAX_TITLE} characters on one line."));
        }
        let is_day = member.ends_with("_on") || member.ends_with("_from");
        if is_day && (value.len() != "2024-01-31".len() || value.parse::<address::Instant>().is_err()) {
            return refuse("CARD_DAY_INVALID", format!("{member} must be a day such as 2024-01-31, not {value:?}."));
        }
    }
    Ok(())
}

/// `card` with what a person confirmed. What they corrected is no more what the text left in doubt.
///
/// # Errors
/// `FACTS_UNREADABLE`.
pub(crate) fn confirmed(mut card: Card, values: &str) -> Result<Card, Refusal> {
    for [member, read, value] in confirmations(values)?.as_array().into_iter().flatten().map(parts) {
        let mut base = card.base.as_mut();
        let single = match member {
            "kind" => card.kind.as_mut(),
            "number" => card.number.as_mut(),
            "title" => card.title.as_mut(),
            "issuer" => card.issuer.as_mut(),
            "adopted_on" => card.adopted_on.as_mut(),
            "published_on" => card.published_on.as_mut(),
            "gazette" => card.gazette.as_mut(),
            "in_force_from" => card.in_force_from.as_mut(),
            "signatory" => card.signatory.as_mut(),
            "base_number" => base.as_mut().and_then(|base| base.number.as_mut()),
            "base_adopted_on" => base.as_mut().and_then(|base| base.adopted_on.as_mut()),
            "base_in_force_from" => base.as_mut().and_then(|base| base.in_force_from.as_mut()),
            _ => None,
        };
        if let Some(said) = single {
            if said.value != value {
                (said.doubt, said.value) = (None, value.to_owned());
            }
        } else {
            let several = match member {
                "base_amended_by" => base.and_then(|base| base.amended_by.as_mut()),
                "amends" => card.amends.as_mut(),
                "repeals" => card.repeals.as_mut(),
                _ => None,
            };
            let Some(said) = several else { continue };
            if read != value {
                (said.doubt, said.value) = (None, value.split(',').map(|number| number.trim().to_owned()).collect());
            }
        }
        card.read.insert(member.to_owned(), read.to_owned());
    }
    Ok(card)
}

fn check_doc_code(code: &str) -> Result<(), Refusal> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/');
    let wrong = code.bytes().position(|byte| !allowed(byte));
    let at = match wrong {
        Some(at) => at,
        None if code.is_empty() => 0,
        None if code.len() > MAX_DOC_CODE => MAX_DOC_CODE,
        None => return Ok(()),
    };
    let message = format!(
        "The document code must be 1 to {MAX_DOC_CODE} ASCII letters, digits, '-', '_', '.' or '/'; byte {at} breaks that."
    );
    Err(Refusal::invalid("DOC_CODE_INVALID", message).at(at).naming([("most", &MAX_DOC_CODE)]))
}

/// The profile asked for, built in or an installation's own, or the best detected.
///
/// # Errors
/// `UNKNOWN_PROFILE`; `PROFILE_INACTIVE`, `PROFILE_UNREADABLE` or `PROFILE_INVALID` for a row of the installation;
/// `NO_PROFILE_FITS` where nothing was asked for and nothing detected.
pub fn choose_profile(asked: Option<&str>, detection: &[Detection], custom: Option<&CustomProfile>) -> Result<Profile, Refusal> {
    let Some(id) = asked else {
        let best = detection.iter().find(|best| best.score > 0.0).and_then(|best| profile::builtin(&best.profile));
        return best.ok_or_else(|| {
            let message = "No profile recognises this text: none of their headings was found. Name one with `profile`; whole-text keeps the text \
                           as one unit.";
            Refusal::new("NO_PROFILE_FITS", RefusalKind::Invalid, message)
        });
    };
    // A built-in name always means the built-in profile.
    if let Some(builtin) = profile::builtin(id) {
        return Ok(builtin);
    }
    let Some(row) = custom.filter(|row| row.profile_id == id) else {
        let known = profile::builtin_ids().join(", ");
        let message =
            format!("There is no profile {id:?}; known are {known}, and those of the collection cutter_grammar_profile.");
        return Err(Refusal::invalid("UNKNOWN_PROFILE", message).naming([("profile", &id), ("known", &known)]));
    };
    if !row.active {
        return Err(Refusal::conflict("PROFILE_INACTIVE", format!("The profile {id:?} is not offered for new marks."))
            .naming([("profile", &id)]));
    }
    Profile::from_custom(row).map_err(|error| Refusal::invalid(error.code, error.message))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(seen: bool, doc_code: &str, prefix: &str) -> Result<Registration, Refusal> {
        let registered =
            RegisteredDocument { id: "d".to_owned(), doc_code: "LAW-1".to_owned(), prefix: "LAW-1".to_owned(), seen };
        let request = RegistrationRequest {
            title: "A law".to_owned(),
            doc_code: doc_code.to_owned(),
            prefix: prefix.to_owned(),
            profile: Some("vn-law".to_owned()),
            custom_profile: None,
            card: String::new(),
        };
        register(&request, &[], &[registered])
    }

    #[test]
    fn a_document_that_is_not_seen_gets_no_new_version_and_tells_neither_code_nor_prefix() {
        assert!(!ask(true, "LAW-1", "LAW-1").expect("a new version").is_new);
        for (doc_code, prefix) in [("LAW-1", "LAW-1"), ("LAW-1", "OTHER"), ("OTHER", "LAW-1")] {
            let refusal = ask(false, doc_code, prefix).expect_err("taken");
            assert_eq!(refusal.code, "DOCUMENT_TAKEN");
            assert!(refusal.message.contains(doc_code) && refusal.message.contains(prefix));
        }
    }
}
