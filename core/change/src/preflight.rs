//! Preflight: what must hold of the database before C-07 may run.

use serde::{Deserialize, Serialize};

use super::package::{ChangePackage, Preflight};
use super::probe::Probe;
use cutter_model::gate::{Gate, GateVerdict};

/// Whether a change is rehearsed on a copy or carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum ChangeTarget {
    /// The database the package is for.
    Real,
    /// A restored copy of it in an isolated server.
    Copy,
}

/// The preflight checks of a package, in its order.
#[must_use]
pub fn preflight(package: &ChangePackage, target: ChangeTarget, probe: &Probe, sql_sha256: Option<&str>) -> Vec<Gate> {
    package
        .preflight
        .iter()
        .map(|check| {
            let (expected, observed) = compare(package, target, probe, sql_sha256, &check.about);
            Gate::equal(&check.id, &check.sentence, &expected, observed.as_ref())
        })
        .collect()
}

/// What must be seen and what was; none where it is unknown.
fn compare(
    package: &ChangePackage,
    target: ChangeTarget,
    probe: &Probe,
    sql_sha256: Option<&str>,
    about: &Preflight,
) -> (String, Option<String>) {
    match about {
        Preflight::Identity => identity(package, target, probe),
        Preflight::Checksum => (package.checksum("up.sql").unwrap_or("no up.sql").to_owned(), sql_sha256.map(str::to_owned)),
        Preflight::SchemaThere { name: None } => ("none needed".to_owned(), Some("none needed".to_owned())),
        Preflight::SchemaThere { name: Some(name) } => present(probe, "schema", std::slice::from_ref(name)),
        Preflight::TablesThere { names } => present(probe, "table", names),
        Preflight::Absent { objects } => {
            absent(probe, objects.iter().map(|object| (object.kind.as_str(), object.name.as_str())).collect())
        }
        Preflight::ColumnsAbsent { names } => absent(probe, names.iter().map(|name| ("column", name.as_str())).collect()),
        Preflight::Units => count(package.count("units"), probe.units),
        Preflight::SandboxUnits => count(package.count("sandbox_units"), probe.sandbox_units),
        Preflight::Quality => ("0/0/0".to_owned(), quality(probe)),
    }
}

/// Identity as text. A copy is known by having the same database, role and version on another server.
pub(super) fn identity(package: &ChangePackage, target: ChangeTarget, probe: &Probe) -> (String, Option<String>) {
    let pinned = &package.identity;
    match target {
        ChangeTarget::Real => (pinned.to_string(), probe.identity.as_ref().map(ToString::to_string)),
        ChangeTarget::Copy => {
            let major = |version: u32| version / 10_000;
            let describe = |differs: bool, database: &str, role: &str, version: u32| {
                let server = if differs { "another server" } else { "the same server" };
                format!(
                    "{server} than {}, database {database}, role {role}, PostgreSQL {}",
                    pinned.system_identifier,
                    major(version)
                )
            };
            let expected = describe(true, &pinned.database, &pinned.role, pinned.server_version);
            let observed = probe.identity.as_ref().map(|found| {
                let differs = found.system_identifier != pinned.system_identifier && !found.system_identifier.is_empty();
                describe(differs, &found.database, &found.role, found.server_version)
            });
            (expected, observed)
        }
    }
}

fn present(probe: &Probe, kind: &str, names: &[String]) -> (String, Option<String>) {
    let expected = format!("{} of {}", names.len(), names.len());
    let mut missing = Vec::new();
    for name in names {
        match probe.exists(kind, name) {
            Some(true) => {}
            Some(false) => missing.push(name.as_str()),
            None => return (expected, None),
        }
    }
    let there = names.len() - missing.len();
    let observed =
        if missing.is_empty() { expected.clone() } else { format!("{there} of {}, without {}", names.len(), missing.join(", ")) };
    (expected, Some(observed))
}

pub(super) fn absent(probe: &Probe, objects: Vec<(&str, &str)>) -> (String, Option<String>) {
    let expected = format!("none of {}", objects.len());
    let mut there = Vec::new();
    for (kind, name) in objects {
        match probe.exists(kind, name) {
            Some(false) => {}
            Some(true) => there.push(format!("{kind} {name}")),
            None => return (expected, None),
        }
    }
    let observed = if there.is_empty() { expected.clone() } else { there.join(", ") };
    (expected, Some(observed))
}

fn count(pinned: Option<u64>, found: Option<u64>) -> (String, Option<String>) {
    let expected = pinned.map_or_else(|| "a pinned count".to_owned(), |count| count.to_string());
    (expected, found.map(|count| count.to_string()))
}

fn quality(probe: &Probe) -> Option<String> {
    let addresses = probe.addresses.as_ref()?;
    let unparsed = addresses.iter().filter(|address| iu_address::parse(address).is_err()).count();
    Some(format!("{}/{}/{unparsed}", probe.inactive_section_types?, probe.broken_parents?))
}

/// The gates among `checks` that fire.
#[must_use]
pub fn fired(checks: &[Gate]) -> Vec<&Gate> {
    checks.iter().filter(|gate| gate.verdict != GateVerdict::Pass).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::plan::tests::{reference_package, reference_probe};
    use crate::probe::ProbedObject;

    /// The reference database as preflight finds it: what it rests on is there, what it creates is not.
    pub(crate) fn before() -> Probe {
        let package = reference_package();
        let mut probe = reference_probe();
        let mut add = |kind: &str, name: &str, exists: bool| {
            probe.objects.push(ProbedObject { kind: kind.to_owned(), name: name.to_owned(), exists: Some(exists) });
        };
        add("schema", "cutter_governance", true);
        for check in &package.preflight {
            if let Preflight::TablesThere { names } = &check.about {
                names.iter().for_each(|name| add("table", name, true));
            }
        }
        for object in &package.objects {
            add(&object.kind, &object.name, false);
        }
        probe
    }

    fn fires(change: impl Fn(&mut Probe)) -> Vec<(String, GateVerdict)> {
        let mut probe = before();
        change(&mut probe);
        let checks = preflight(&reference_package(), ChangeTarget::Real, &probe, Some("aa"));
        fired(&checks).iter().map(|gate| (gate.id.clone(), gate.verdict)).collect()
    }

    fn set(probe: &mut Probe, kind: &str, exists: Option<bool>, only: &str) {
        for object in probe.objects.iter_mut().filter(|object| object.kind == kind && object.name.starts_with(only)) {
            object.exists = exists;
        }
    }

    #[test]
    fn the_reference_passes_all_ten() {
        let checks = preflight(&reference_package(), ChangeTarget::Real, &before(), Some("aa"));
        assert_eq!(checks.len(), 10);
        assert!(fired(&checks).is_empty(), "{checks:#?}");
    }

    #[test]
    fn each_check_fires_by_itself() {
        let fail = |id: &str| vec![(id.to_owned(), GateVerdict::Fail)];
        assert_eq!(fires(|probe| probe.identity.as_mut().expect("identity").database = "other".to_owned()), fail("P-1"));
        let other_sql = preflight(&reference_package(), ChangeTarget::Real, &before(), Some("bb"));
        assert_eq!(fired(&other_sql).iter().map(|gate| gate.id.as_str()).collect::<Vec<_>>(), ["P-2"]);
        assert_eq!(fires(|probe| set(probe, "schema", Some(false), "")), fail("P-3"));
        assert_eq!(fires(|probe| set(probe, "table", Some(false), "cutter_governance.verify_result")), fail("P-4"));
        assert_eq!(fires(|probe| set(probe, "table", Some(true), "cutter_governance.canonical")), fail("P-5"));
        assert_eq!(fires(|probe| set(probe, "column", Some(true), "public")), fail("P-6"));
        assert_eq!(fires(|probe| set(probe, "column", Some(true), "sandbox")), fail("P-7"));
        assert_eq!(fires(|probe| probe.units = Some(85)), fail("P-8"));
        assert_eq!(fires(|probe| probe.sandbox_units = Some(77)), fail("P-9"));
        assert_eq!(fires(|probe| probe.inactive_section_types = Some(1)), fail("P-10"));
        assert_eq!(fires(|probe| probe.broken_parents = Some(1)), fail("P-10"));
        assert_eq!(fires(|probe| probe.addresses = Some(vec!["không".to_owned()])), fail("P-10"));
    }

    #[test]
    fn what_is_unknown_fires() {
        let unknown = |id: &str| vec![(id.to_owned(), GateVerdict::Unknown)];
        assert_eq!(fires(|probe| probe.identity = None), unknown("P-1"));
        assert_eq!(fires(|probe| set(probe, "schema", None, "")), unknown("P-3"));
        assert_eq!(fires(|probe| probe.units = None), unknown("P-8"));
        assert_eq!(fires(|probe| probe.addresses = None), unknown("P-10"));
        let checks = preflight(&reference_package(), ChangeTarget::Real, &before(), None);
        assert_eq!(fired(&checks)[0].verdict, GateVerdict::Unknown);
    }

    #[test]
    fn a_copy_is_another_server_with_the_same_database() {
        let mut probe = before();
        let ids = |probe: &Probe| -> Vec<String> {
            fired(&preflight(&reference_package(), ChangeTarget::Copy, probe, Some("aa")))
                .iter()
                .map(|gate| gate.id.clone())
                .collect()
        };
        assert_eq!(ids(&probe), ["P-1"]);
        probe.identity.as_mut().expect("identity").system_identifier = "7000000000000000002".to_owned();
        assert!(ids(&probe).is_empty());
    }
}
