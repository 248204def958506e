//! What the text of a draft says of its own provisions: those it cites and does not have, and days of their own.

use cutter_citing::{read_draft, said_enactment, DraftRead, SaidDay};
use iu_text::canon::canonicalise;
use iu_text::digest::sha256_hex_of;
use iu_text::manifest::{Enactment, Manifest, ScopePolicy, Stored, UnitDay};
use iu_text::profile::builtin;
use iu_text::segment::{mark, MarkRequest};

fn draft(text: &str, profile: &str) -> Manifest {
    let text = canonicalise(text.as_bytes()).expect("a text");
    let profile = builtin(profile).expect("a profile");
    let request = MarkRequest { profile, prefix: "L".to_owned(), doc_code: "l".to_owned(), leaf: None, scope: ScopePolicy::All };
    mark(&text, &request).expect("a manifest")
}

fn of(manifest: &Manifest, text: &str) -> DraftRead {
    read_draft(&manifest.to_canonical_json(), text).expect("it is read")
}

const REGATTA: &str = "Điều 1. Bến
Bến mở theo khoản 3 Điều 2. Cầu có đèn theo khoản 1 Điều 2. Cờ treo theo Điều 9 Luật số 7/2031/QH18.
Điều 2. Thuyền
1. Thuyền có tên theo Điều 4.
2. Thuyền có số theo khoản 5 Điều 1, viết như sau: “theo Điều 70 của Luật này”.
";

/// What a draft lacks, as unit and provision.
fn lacks(text: &str) -> Vec<(String, String)> {
    of(&draft(text, "vn-law"), text).citations.into_iter().map(|each| (each.address, each.provision)).collect()
}

#[test]
fn a_draft_lacks_what_it_cites_of_itself_and_does_not_have() {
    let told = |address: &str, provision: &str| (address.to_owned(), provision.to_owned());
    // Article 1 is not cut any deeper: its clause 5 is a part of its text, as far as anybody can tell.
    assert_eq!(lacks(REGATTA), [told("L/DIEU-1", "khoản 3 Điều 2"), told("L/DIEU-2-KHOAN-1", "Điều 4")]);
    let whole = format!("{REGATTA}3. Thuyền có đèn.\nĐiều 4. Cờ\nThuyền có cờ.\n");
    assert_eq!(lacks(&whole), []);
}

/// Which unit is law from which day, and where that is said.
fn days(text: &str, profile: &str) -> Vec<String> {
    let told = |day: SaidDay| {
        let units: Vec<String> = day.units.into_iter().map(|unit| unit.address).collect();
        format!("{} {} by {}", units.join(" "), day.in_force_from, day.said_by)
    };
    of(&draft(text, profile), text).days.into_iter().map(told).collect()
}

const HARBOUR: &str = "QUỐC HỘI
LUẬT BẾN CẢNG

Điều 1. Bến
1. Bến có đèn.
2. Bến có chuông theo Điều 2.
Điều 2. Cầu
Cầu có lan can.
Điều 3. Phí
1. Phí thu một lần.
2. Phí thu theo tháng.
Điều 4. Hiệu lực thi hành
1. Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031, trừ quy định tại khoản 2 và khoản 3 Điều này.
2. Quy định tại khoản 2 Điều 1, Điều 2 của Luật này có hiệu lực thi hành kể từ
ngày 01 tháng 01 năm 2032.
3. Khoản 2 Điều 3 Luật này có hiệu lực từ ngày 15 tháng 3 năm 2031.
4. Điều 38 của Luật Đò số 68/2020/QH14 có hiệu lực kể từ ngày 01 tháng 7 năm 2021.
5. Quy định như sau: “Điều 3 của Luật này có hiệu lực từ ngày 01 tháng 01 năm 2033”.
";

#[test]
fn parts_of_a_law_have_days_of_their_own_where_its_text_says_so() {
    let expected =
        ["L/DIEU-1-KHOAN-2 L/DIEU-2 2032-01-01 by L/DIEU-4-KHOAN-2", "L/DIEU-3-KHOAN-2 2031-03-15 by L/DIEU-4-KHOAN-3"];
    assert_eq!(days(HARBOUR, "vn-law"), expected, "another law's and a quoted one are not its own");
}

#[test]
fn the_day_that_the_draft_has_is_told_beside_it() {
    let day = |text: &str| text.parse().expect("a day");
    let enactment = Enactment {
        evidence: "Điều 4.".to_owned(),
        in_force_from: day("2031-07-01"),
        units: vec![UnitDay { address: "L/DIEU-2".to_owned(), in_force_from: day("2032-01-01") }],
    };
    let manifest = draft(HARBOUR, "vn-law").enacted(enactment, HARBOUR).expect("its days fit");
    let (manifest, _) = manifest.written(&sha256_hex_of);
    let units = |manifest: &Manifest| of(manifest, HARBOUR).days.into_iter().flat_map(|day| day.units).collect::<Vec<_>>();
    let drafted: Vec<_> = units(&manifest).into_iter().map(|unit| unit.drafted.map(|day| day.to_string())).collect();
    assert_eq!(drafted, ["2031-07-01", "2032-01-01", "2031-07-01"].map(|day| Some(day.to_owned())));
    assert!(units(&draft(HARBOUR, "vn-law")).iter().all(|unit| unit.drafted.is_none()));
}

#[test]
fn european_and_commonwealth_acts_say_it_in_their_words() {
    let regulation = "Regulation (EU) 2031/7 of the European Parliament and of the Council

Article 1
Subject matter
1. Boats have a name.
2. Boats have a number.
Article 2
Lights
Boats have lights.
Article 3
Entry into force
This Regulation shall enter into force on 1 July 2031.
Article 1(2) shall apply from 2 February 2032.
However, Article 2 and Article 1(1) shall apply from 2 August 2033.
";
    assert_eq!(
        days(regulation, "eu-regulation"),
        ["L/ART-1-PARA-2 2032-02-02 by L/ART-3", "L/ART-2 L/ART-1-PARA-1 2033-08-02 by L/ART-3",]
    );
    let act = "Boats Act, 2031

1. Short title
This Act is the Boats Act.
2. Names
(1) A boat has a name.
(2) A boat has a number.
3. Commencement
Section 2(2) comes into operation on 1 March 2032.
";
    assert_eq!(days(act, "act-en"), ["L/SEC-2-SUBSEC-2 2032-03-01 by L/SEC-3"]);
}

#[test]
fn a_draft_may_be_law_from_the_days_that_its_text_says() {
    let said = |text: &str| said_enactment(&draft(text, "vn-law").to_canonical_json(), text);
    let enactment = said(HARBOUR).expect("it says it");
    assert_eq!(enactment.in_force_from.to_string(), "2031-07-01");
    let units: Vec<_> = enactment.units.iter().map(|unit| format!("{} {}", unit.address, unit.in_force_from)).collect();
    assert_eq!(units, ["L/DIEU-1-KHOAN-2 2032-01-01", "L/DIEU-2 2032-01-01", "L/DIEU-3-KHOAN-2 2031-03-15"]);
    assert!(
        enactment.evidence.starts_with("1. Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031"),
        "{}",
        enactment.evidence
    );
    for by in ["L/DIEU-4-KHOAN-2", "L/DIEU-4-KHOAN-3"] {
        assert!(enactment.evidence.contains(by), "{}", enactment.evidence);
    }
    let (manifest, _) = draft(HARBOUR, "vn-law").enacted(enactment, HARBOUR).expect("its days fit").written(&sha256_hex_of);
    let all = of(&manifest, HARBOUR).days;
    assert!(all.iter().all(|day| day.units.iter().all(|unit| unit.drafted == Some(day.in_force_from))), "{all:?}");

    let silent = HARBOUR.split("Điều 4.").next().expect("a text");
    assert_eq!(said(silent).expect_err("it does not say it").code, "NO_DAY_SAID");
}
