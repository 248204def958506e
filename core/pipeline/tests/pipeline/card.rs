//! The card from its confirmation at registration into the manifest that is reviewed.

use cutter_pipeline::first_cut::mark::{mark, MarkFacts, MarkOutcome};
use cutter_pipeline::registration::{read_source, register, RegistrationRequest};
use iu_text::card::CardFact;
use iu_text::manifest::{Manifest, Stored};
use serde_json::json;

use super::world::World;

const DECREE: &str = "CHÍNH PHỦ\n\nSố: 12/2030/NĐ-CP\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n\
Hà Nội, ngày 9 tháng 12 năm 2030\n\nNGHỊ ĐỊNH\nQuy định về bến nước\n\nCăn cứ Luật Sông hồ;\n\nĐiều 1. Phạm vi\nBến nước.\n\
Điều 2. Hiệu lực thi hành\n1. Nghị định này có hiệu lực thi hành từ ngày 15 tháng 02 năm 2031, trừ khoản 3.\n\
2. Nghị định số 8/2020/NĐ-CP và Nghị định số 9/2021/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực.\n";

/// What was confirmed, where it could be registered so.
fn registered(values: &[(&str, &str)]) -> Result<String, cutter_model::refusal::Refusal> {
    let source = read_source(DECREE.as_bytes()).expect("a text");
    let read = |member: &str| source.card.facts.iter().find(|fact| fact.member == member).map(|fact| fact.value.clone());
    let confirmed =
        |&(member, value): &(&str, &str)| json!({ "member": member, "read": read(member).unwrap_or_default(), "value": value });
    let card = json!(values.iter().map(confirmed).collect::<Vec<_>>()).to_string();
    let request = RegistrationRequest {
        title: "Nghị định".to_owned(),
        doc_code: "ND-12".to_owned(),
        prefix: "ND-12-2030".to_owned(),
        profile: None,
        custom_profile: None,
        card: card.clone(),
    };
    register(&request, &source.detection, &[]).map(|_| if values.is_empty() { String::new() } else { card })
}

fn marked(values: &[(&str, &str)]) -> MarkOutcome {
    let world = World::marked_from(DECREE);
    let card = registered(values).expect("a registration");
    mark(&MarkFacts { card, ..world.mark_facts() }).expect("marks")
}

fn fact<'m>(mark: &'m MarkOutcome, member: &str) -> &'m CardFact {
    mark.card.iter().find(|fact| fact.member == member).unwrap_or_else(|| panic!("{member} in {:?}", mark.card))
}

#[test]
fn what_was_confirmed_is_in_the_manifest_with_what_the_text_says() {
    let values =
        [("number", "12/2030/NĐ-CP"), ("adopted_on", "2030-12-08"), ("in_force_from", "2031-02-15"), ("repeals", "8/2020/NĐ-CP")];
    let mark = marked(&values);
    let read = |member: &str| {
        let fact = fact(&mark, member);
        (fact.value.as_str(), fact.read.as_deref(), fact.doubt.as_deref(), fact.line)
    };
    assert_eq!(read("number"), ("12/2030/NĐ-CP", Some("12/2030/NĐ-CP"), None, 3));
    assert_eq!(read("adopted_on"), ("2030-12-08", Some("2030-12-09"), None, 7));
    assert_eq!(
        read("in_force_from"),
        ("2031-02-15", Some("2031-02-15"), Some("exceptions"), 17),
        "who reviews still sees the doubt"
    );
    assert_eq!(read("repeals"), ("8/2020/NĐ-CP", Some("8/2020/NĐ-CP, 9/2021/NĐ-CP"), None, 18));
    assert_eq!(read("title").1, None, "nobody confirmed it");
    let manifest = Manifest::from_stored(&mark.manifest_text).expect("a sealed manifest");
    let card = manifest.card.expect("a card");
    assert_eq!(json!(card.adopted_on), json!({ "at": card.adopted_on.as_ref().map(|day| day.at), "value": "2030-12-08" }));
    assert_eq!(json!(card.read)["repeals"], "8/2020/NĐ-CP, 9/2021/NĐ-CP");
    assert_eq!(card.repeals.map(|numbers| numbers.value), Some(vec!["8/2020/NĐ-CP".to_owned()]));
    assert_eq!(card.base, None);
}

#[test]
fn a_doubted_day_is_sure_once_it_was_confirmed() {
    let mut card =
        Manifest::from_stored(&World::marked_from(DECREE).mark.manifest_text).expect("a manifest").card.expect("a card");
    card.adopted_on.as_mut().expect("a day").doubt = Some("differs".to_owned());
    assert_eq!(card.sure_adoption(), None);
    card.read.insert("adopted_on".to_owned(), "2030-12-09".to_owned());
    assert_eq!(card.sure_adoption(), card.adopted_on.as_ref());
}

#[test]
fn a_correction_is_another_proposal_and_nothing_confirmed_is_none() {
    let plain = World::marked_from(DECREE);
    assert!(plain.mark_again().already_marked);
    let corrected = marked(&[("adopted_on", "2030-12-08")]);
    assert!(!corrected.already_marked);
    assert_ne!(corrected.manifest_digest, plain.mark.manifest_digest);
    assert!(marked(&[]).already_marked);
}

#[test]
fn what_cannot_be_a_value_is_refused_by_its_member() {
    for (member, value, code) in [
        ("gazette", "7", "CARD_MEMBER_UNKNOWN"),
        ("colour", "red", "CARD_MEMBER_UNKNOWN"),
        ("number", "  ", "CARD_VALUE_INVALID"),
        ("number", "1\n2", "CARD_VALUE_INVALID"),
        ("adopted_on", "9/12/2030", "CARD_DAY_INVALID"),
        ("in_force_from", "2031-02-30", "CARD_DAY_INVALID"),
        ("adopted_on", "2030-12-09T00:00:00Z", "CARD_DAY_INVALID"),
    ] {
        let refusal = registered(&[(member, value)]).expect_err(value);
        assert_eq!((refusal.code.as_str(), refusal.values["member"].as_str()), (code, member), "{value:?}");
    }
    let long = "x".repeat(501);
    assert_eq!(registered(&[("title", &long)]).expect_err("too long").code, "CARD_VALUE_INVALID");
}
