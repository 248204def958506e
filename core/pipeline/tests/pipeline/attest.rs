//! Attestations: what may be taken, what a review finds, and how drift is told.

use cutter_model::entry::EntryFacts;
use cutter_model::live::LiveUnit;
use cutter_pipeline::attest::axes::compare;
use cutter_pipeline::attest::findings::validate;
use cutter_pipeline::attest::manifest::AttestManifest;
use cutter_pipeline::attest::mark::{attest, AttestFacts, AttestOutcome};
use cutter_pipeline::attest::{AttestedFacts, GovernedUnit, ParentUnit};
use cutter_pipeline::findings::{all_hold, FindingVerdict};
use cutter_pipeline::live_facts::ValidationFacts;
use iu_text::manifest::Stored;
use serde_json::json;

use crate::world::{World, NOW};

/// Three units of an older system: a root and two sections. They differ from a cut's in having no source and no change set.
fn older_units() -> Vec<LiveUnit> {
    let pattern = World::cut().live();
    ["D38-DIEU28-ROOT", "D38-DIEU28-S1", "D38-DIEU28-S2"]
        .into_iter()
        .zip(pattern)
        .enumerate()
        .map(|(order, (address, mut live))| {
            live.unit.id = format!("unit-{order}");
            live.unit.canonical_address = address.to_owned();
            live.unit.canonical_address_format_version = "canonical-address-v1".to_owned();
            live.unit.doc_code = "DIEU28".to_owned();
            live.unit.parent_id = (order > 0).then(|| "unit-0".to_owned());
            live.unit.sort_order = i64::try_from(order).expect("small");
            let version = live.version.as_mut().expect("a version");
            version.unit_id.clone_from(&live.unit.id);
            version.change_set_id = None;
            live
        })
        .collect()
}

fn found(live: &[LiveUnit]) -> AttestedFacts {
    AttestedFacts {
        live_units: serde_json::to_string(live).expect("JSON"),
        parents: vec![ParentUnit {
            id: "unit-0".to_owned(),
            address: "D38-DIEU28-ROOT".to_owned(),
            doc_code: "DIEU28".to_owned(),
        }],
        governed: Vec::new(),
    }
}

fn asked(requested: &[&str], live: &[LiveUnit]) -> AttestFacts {
    AttestFacts {
        requested: requested.iter().map(|text| (*text).to_owned()).collect(),
        doc_code: requested.is_empty().then(|| "DIEU28".to_owned()),
        found: found(live),
        earlier_entries: Vec::new(),
        rationale: "Taken over.".to_owned(),
        actor: "user-executor".to_owned(),
        now: NOW.to_owned(),
    }
}

fn marked(live: &[LiveUnit]) -> (AttestOutcome, AttestManifest) {
    let outcome = attest(&asked(&[], live)).expect("marks");
    let manifest = AttestManifest::from_stored(&outcome.manifest_text).expect("its own manifest");
    (outcome, manifest)
}

fn governed(live: &LiveUnit) -> GovernedUnit {
    GovernedUnit {
        unit_id: live.unit.id.clone(),
        address: live.unit.canonical_address.clone(),
        change_set_id: "change-set".to_owned(),
    }
}

fn facts_of(manifest: &AttestManifest, attested: AttestedFacts) -> ValidationFacts {
    ValidationFacts {
        canonical_text: None,
        pinned_manifest_digest: manifest.manifest_digest.clone(),
        active_section_types: ["article", "chapter", "clause", "point"].map(str::to_owned).to_vec(),
        taken_addresses: Vec::new(),
        live_unit_count: 0,
        attested: Some(attested),
        document_rows: None,
    }
}

#[test]
fn the_same_units_give_the_same_bytes_in_whatever_order_they_come() {
    let mut live = older_units();
    let (outcome, manifest) = marked(&live);
    assert_eq!(manifest.unit_count, 3);
    assert_eq!(manifest.units.iter().map(|unit| unit.local_id.as_str()).collect::<Vec<_>>(), ["r1", "r2", "r3"]);
    live.reverse();
    assert_eq!(marked(&live).0.manifest_text, outcome.manifest_text);
    let entry = outcome.rows.expect("new").entry;
    let mut again = asked(&["unit-2", "D38-DIEU28-S1", "unit-0"], &live);
    again.earlier_entries =
        vec![EntryFacts { entry_id: entry.entry_id, kind: entry.kind, status: entry.status, payload: entry.payload }];
    assert!(attest(&again).expect("marks").already_marked);
    live[0].unit.owner_ref = "someone".to_owned();
    again.found = found(&live);
    assert!(!attest(&again).expect("marks").already_marked, "another state is another request");
}

#[test]
fn what_is_governed_is_refused_by_name_or_left_out_of_a_document() {
    let live = older_units();
    let mut named = asked(&["unit-0", "unit-1", "unit-2"], &live);
    named.found.governed = vec![governed(&live[1])];
    let refusal = attest(&named).expect_err("governed");
    assert_eq!(refusal.code, "ATTEST_GOVERNED");
    assert_eq!(refusal.message, "Under governance already: D38-DIEU28-S1 (change set change-set).");
    let mut whole = asked(&[], &live);
    whole.found.governed = vec![governed(&live[1])];
    let outcome = attest(&whole).expect("marks the rest");
    assert_eq!((outcome.unit_count, outcome.left_out.len()), (2, 1));
    whole.found.governed = live.iter().map(governed).collect();
    assert_eq!(attest(&whole).expect_err("all of them").code, "ATTEST_GOVERNED");
}

#[test]
fn what_is_asked_for_must_be_there_of_one_document_and_with_a_reason() {
    let mut live = older_units();
    let code = |facts: &AttestFacts| attest(facts).expect_err("refused").code;
    assert_eq!(code(&asked(&["unit-9"], &live)), "ATTEST_UNIT_NOT_FOUND");
    assert_eq!(code(&asked(&[], &[])), "ATTEST_UNIT_NOT_FOUND");
    assert_eq!(code(&AttestFacts { rationale: " ".to_owned(), ..asked(&[], &live) }), "RATIONALE_MISSING");
    assert_eq!(code(&AttestFacts { doc_code: None, ..asked(&[], &live) }), "ATTEST_NOTHING_ASKED");
    live[2].unit.doc_code = "DIEU32".to_owned();
    assert_eq!(code(&asked(&["unit-0", "unit-1", "unit-2"], &live)), "ATTEST_SEVERAL_DOCUMENTS");
}

#[test]
fn two_findings_cannot_apply_and_the_rest_hold() {
    let live = older_units();
    let (_, manifest) = marked(&live);
    let findings = validate(&manifest, &facts_of(&manifest, found(&live)));
    assert_eq!(findings.len(), 10);
    assert!(all_hold(&findings), "{findings:?}");
    let none: Vec<&str> = findings
        .iter()
        .filter(|(_, finding)| finding.verdict == FindingVerdict::NotApplicable)
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(none, ["coverage_complete", "source_pinned"]);
}

#[test]
fn each_finding_fails_on_purpose() {
    type Spoil = fn(&mut Vec<LiveUnit>);
    let spoils: [(&str, Spoil); 8] = [
        ("reconstruction_exact", |live| live[1].version.as_mut().unwrap().content_hash = "0".repeat(64)),
        ("reconstruction_exact", |live| live[1].version = None),
        ("addresses_valid", |live| live[1].unit.canonical_address = "D38-DIEU28".to_owned()),
        ("addresses_valid", |live| live[1].unit.canonical_address_format_version = "canonical-address-v2".to_owned()),
        ("parents_resolve", |live| live[1].unit.parent_id = None),
        ("parents_resolve", |live| live[1].unit.parent_id = Some("unit-9".to_owned())),
        ("vocabulary_active", |live| live[1].unit.section_type = "spell".to_owned()),
        ("status_scope", |live| live[1].unit.authority = Some("enacted".to_owned())),
    ];
    for (name, spoil) in spoils {
        let mut live = older_units();
        spoil(&mut live);
        let (_, manifest) = marked(&live);
        let findings = validate(&manifest, &facts_of(&manifest, found(&live)));
        assert_eq!(findings[name].verdict, FindingVerdict::Fail, "{name}: {}", findings[name].note);
    }
    let live = older_units();
    let (_, manifest) = marked(&live);
    let mut facts = facts_of(&manifest, found(&live));
    facts.pinned_manifest_digest = "0".repeat(64);
    facts.attested.as_mut().expect("there").governed.push(governed(&live[0]));
    let findings = validate(&manifest, &facts);
    assert_eq!(findings["digest_match"].verdict, FindingVerdict::Fail);
    assert_eq!(findings["no_collision"].verdict, FindingVerdict::Fail);
    facts.attested = None;
    assert!(!all_hold(&validate(&manifest, &facts)), "without rows nothing holds");
}

#[test]
fn each_kind_of_drift_is_found_on_its_axis() {
    type Spoil = fn(&mut Vec<LiveUnit>);
    let spoils: [(&str, [usize; 3], Spoil); 9] = [
        ("UNIT_COUNT", [1, 0, 0], |live| drop(live.pop())),
        ("UNIT_NOT_PLANNED", [1, 0, 0], |live| {
            let mut stranger = live[2].clone();
            stranger.unit.id = "unit-9".to_owned();
            live.push(stranger);
        }),
        ("CONTENT_HASH", [0, 1, 0], |live| live[1].version.as_mut().unwrap().body = Some("Khác.".to_owned())),
        ("RECORDED_HASH", [0, 1, 0], |live| live[1].version.as_mut().unwrap().content_hash = "0".repeat(64)),
        ("PROFILE_DIGEST", [0, 1, 0], |live| live[1].version.as_mut().unwrap().content_profile = json!({})),
        ("ADDRESS", [0, 0, 1], |live| live[1].unit.canonical_address = "D38-DIEU28-S9".to_owned()),
        ("LIFECYCLE", [0, 0, 1], |live| live[1].unit.lifecycle_status = "active".to_owned()),
        ("VERSION_SEQ", [0, 0, 1], |live| live[1].version.as_mut().unwrap().version_seq = 2),
        ("STANDING", [0, 0, 1], |live| live[1].unit.tier = "other".to_owned()),
    ];
    let (_, manifest) = marked(&older_units());
    assert!(compare(&manifest, &older_units()).is_none());
    for (code, axes, spoil) in spoils {
        let mut live = older_units();
        spoil(&mut live);
        let drift = compare(&manifest, &live);
        assert_eq!([drift.unit, drift.content, drift.structure], axes, "{code}: {:?}", drift.findings);
        assert!(drift.findings.iter().any(|finding| finding.code == code), "{code}: {:?}", drift.findings);
    }
}

#[test]
fn what_an_editor_notes_beside_a_unit_is_no_drift() {
    let (_, manifest) = marked(&older_units());
    let mut live = older_units();
    live[1].unit.identity_profile["note"] = "Hỏi lại.".into();
    live[1].unit.updated_at = "2026-02-03T00:00:00.000000Z".to_owned();
    assert!(compare(&manifest, &live).is_none());
    assert_eq!(cutter_pipeline::attest::moved(&manifest, &live), ["D38-DIEU28-S1"], "but the state is another");
}
