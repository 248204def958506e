//! What MARK would propose, without a document, an entry or a row: for people who try a text or edit a profile.

use serde::{Deserialize, Serialize};

use crate::registration::{card_of, choose_profile};
use cutter_model::refusal::Refusal;
use iu_text::canon::canonicalise;
use iu_text::card::CardProposal;
use iu_text::manifest::{Manifest, ScopePolicy};
use iu_text::profile::{CustomProfile, Profile};
use iu_text::segment::{self, detect, Detection, MarkRequest};

/// What to try.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct PreviewRequest {
    /// The text as it was typed or read.
    pub text: String,
    /// Profile asked for; else the best detected.
    #[serde(default)]
    pub profile: Option<String>,
    /// A profile that is being edited, where `profile` names it.
    #[serde(default)]
    pub custom_profile: Option<CustomProfile>,
    /// Address prefix.
    pub prefix: String,
    /// Document code.
    pub doc_code: String,
    /// Deepest level to cut.
    #[serde(default)]
    pub leaf: Option<String>,
    /// Which units.
    #[serde(default)]
    pub scope: ScopePolicy,
}

/// What came of it. A text that does not fit is an answer too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct Preview {
    /// What the text says of itself, and what that proposes for its registration.
    pub card: CardProposal,
    /// The canonical text that spans are places in.
    pub canonical_text: String,
    /// Profiles that might fit, best first.
    pub detection: Vec<Detection>,
    /// The profile used; none where none could be chosen.
    pub profile: Option<Profile>,
    /// What MARK would propose; none where it would refuse.
    pub manifest: Option<Manifest>,
    /// Why it would.
    pub refusal: Option<Refusal>,
}

/// Tries `request`.
///
/// # Errors
/// Those of [`canonicalise`]: without a canonical text there is nothing to point at.
pub fn preview(request: &PreviewRequest) -> Result<Preview, Refusal> {
    let text = canonicalise(request.text.as_bytes())?;
    let detection = detect(&text);
    let chosen = choose_profile(request.profile.as_deref(), &detection, request.custom_profile.as_ref());
    let marked = chosen.clone().and_then(|profile| {
        let (prefix, doc_code, leaf) = (request.prefix.clone(), request.doc_code.clone(), request.leaf.clone());
        Ok(segment::mark(&text, &MarkRequest { profile, prefix, doc_code, leaf, scope: request.scope })?)
    });
    let (manifest, refusal) = match marked {
        Ok(manifest) => (Some(manifest), None),
        Err(refusal) => (None, Some(refusal)),
    };
    let card = card_of(&text, &detection);
    Ok(Preview { card, canonical_text: text.as_str().to_owned(), detection, profile: chosen.ok(), manifest, refusal })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn request(text: &str, profile: Option<&str>) -> PreviewRequest {
        serde_json::from_value(json!({ "text": text, "profile": profile, "prefix": "HB-1", "doc_code": "HB" }))
            .expect("a request")
    }

    const LAW: &str =
        "Chương I\r\nQUY ĐỊNH CHUNG\r\n\r\nĐiều 1. Phạm vi\r\nVăn bản này quy định.\r\nĐiều 3. Đối tượng\r\nMọi người.\r\n";

    #[test]
    fn a_text_is_tried_as_mark_would_do_it() {
        let preview = preview(&request(LAW, None)).expect("a text");
        let text = canonicalise(LAW.as_bytes()).expect("a text");
        assert_eq!(preview.canonical_text, text.as_str());
        let profile = preview.profile.expect("a profile");
        assert_eq!(profile.id, "vn-law");
        let asked =
            MarkRequest { profile, prefix: "HB-1".to_owned(), doc_code: "HB".to_owned(), leaf: None, scope: ScopePolicy::All };
        let marked = segment::mark(&text, &asked).expect("a manifest");
        assert_eq!(preview.manifest.as_ref(), Some(&marked));
        assert!(marked.anomalies.iter().any(|anomaly| anomaly.code == "gap"), "{:?}", marked.anomalies);
    }

    #[test]
    fn what_a_text_says_of_itself_is_told_whether_it_fits_or_not() {
        let head =
            "QUỐC HỘI\n\nLuật số: 41/2030/QH17\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nLUẬT\nSông hồ\n\nCăn cứ Hiến pháp;\n";
        for text in [head.to_owned(), format!("{head}\n{LAW}")] {
            let card = super::preview(&request(&text, Some("vn-law"))).expect("a text").card;
            assert_eq!((card.prefix.as_deref(), card.title.as_deref()), (Some("L-41-2030-QH17"), Some("Luật Sông hồ")));
            let number = card.facts.iter().find(|fact| fact.member == "number").expect("a number");
            assert_eq!((number.line, number.quote.as_str()), (3, "Luật số: 41/2030/QH17"));
        }
    }

    #[test]
    fn a_text_that_does_not_fit_is_answered_with_the_refusal_of_mark() {
        let preview = preview(&request("Chỉ là một câu.\n", Some("vn-law"))).expect("a text");
        assert_eq!(preview.refusal.expect("a refusal").code, "NO_UNIT_FOUND");
        assert!(preview.manifest.is_none());
        let nameless = super::preview(&request(LAW, Some("house-rules"))).expect("a text");
        assert_eq!((nameless.refusal.expect("a refusal").code.as_str(), nameless.profile), ("UNKNOWN_PROFILE", None));
        assert_eq!(super::preview(&request("", None)).expect_err("no text").code, "EMPTY_TEXT");
    }
}
