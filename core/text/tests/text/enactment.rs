//! A text that is law: its days, and what a reviewer is asked.

use super::segment_support::{cut, request};
use iu_address::Day;
use iu_text::canon::canonicalise;
use iu_text::manifest::{Enactment, Manifest, Stored, UnitDay, Weight};

const TEXT: &str = "LUẬT VỀ BẾN ĐÒ\n\nĐiều 1. Giờ chạy\n1. Mùa hè từ sáu giờ.\n2. Mùa đông từ bảy giờ.\nĐiều 2. Giá vé\nVé giá năm nghìn đồng.\nĐiều 3. Hiệu lực thi hành\nLuật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2020.\n";

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn marked() -> Manifest {
    cut(TEXT, &request("vn-law")).expect("a manifest")
}

fn from(units: &[(&str, &str)]) -> Enactment {
    let units = units.iter().map(|(address, from)| UnitDay { address: (*address).to_owned(), in_force_from: day(from) });
    Enactment { evidence: "Điều 3.".to_owned(), in_force_from: day("2020-07-01"), units: units.collect() }
}

fn address(manifest: &Manifest, path: &str) -> String {
    let unit = manifest.units.iter().find(|unit| unit.address.ends_with(path));
    unit.unwrap_or_else(|| panic!("no unit has {path}")).address.clone()
}

#[test]
fn a_unit_has_its_own_day_else_that_of_what_it_stands_in_else_that_of_the_document() {
    let manifest = marked();
    let (one, clause) = (address(&manifest, "DIEU-1"), address(&manifest, "DIEU-1-KHOAN-2"));
    let enactment = from(&[(&one, "2021-01-01"), (&clause, "2019-06-01")]);
    let days: Vec<String> = enactment.days(&manifest.units).iter().map(ToString::to_string).collect();
    assert_eq!(days, ["2021-01-01", "2021-01-01", "2019-06-01", "2020-07-01", "2020-07-01"]);
    assert_eq!(enactment.first_day(), day("2019-06-01"), "from the earliest of them on the document has its units");
    assert_eq!(from(&[]).first_day(), day("2020-07-01"));
}

#[test]
fn whoever_reviews_it_is_asked_where_the_text_says_so() {
    let plain = marked();
    let enacted = plain.clone().enacted(from(&[]), canonicalise(TEXT.as_bytes()).unwrap().as_str()).expect("a manifest");
    let asked: Vec<_> = enacted.anomalies.iter().filter(|anomaly| anomaly.code == "into_force").collect();
    assert_eq!(asked.len(), 1);
    assert_eq!(
        (asked[0].weight, asked[0].label.as_str(), asked[0].line),
        (Some(Weight::Grave), "2020-07-01", 9),
        "at its closing provision"
    );
    assert_eq!(enacted.counts.anomalies, plain.counts.anomalies + 1);
    // It is stored and read back, and a manifest without days is as it was.
    let (written, text) = enacted.written(&iu_text::digest::sha256_hex_of);
    assert_eq!(Manifest::from_stored(&text).expect("reads back"), written);
    assert_ne!(written.manifest_digest, plain.manifest_digest);
    assert!(!plain.to_canonical_json().contains("\"enact\""));
}

#[test]
fn days_that_are_nobodys_and_days_without_evidence_are_refused() {
    let manifest = marked();
    let one = address(&manifest, "DIEU-1");
    let code = |enactment: Enactment| manifest.clone().enacted(enactment, TEXT).expect_err("refused").code;
    assert_eq!(code(from(&[("BEN-DO/DIEU-9", "2021-01-01")])), "ENACT_UNIT_UNKNOWN");
    assert_eq!(code(from(&[(&one, "2021-01-01"), (&one, "2021-01-01")])), "ENACT_UNIT_TWICE");
    assert_eq!(code(Enactment { evidence: " \n".to_owned(), ..from(&[]) }), "ENACT_EVIDENCE_MISSING");
}
