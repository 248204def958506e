//! Post checks: what must be seen after C-07. Thresholds are the package's, or those the frozen `verify.sql` states.

use super::package::ChangePackage;
use super::schema::SchemaDiff;
use crate::migration::PostCheck;
use cutter_model::gate::Gate;

/// The post checks of a package, in its order; the schema diff is the last. A check that was not evaluated is unknown, and
/// a row nobody planned fails.
#[must_use]
pub fn post_checks(package: &ChangePackage, rows: &[PostCheck], diff: Option<&SchemaDiff>) -> Vec<Gate> {
    let last = package.post_checks.len().saturating_sub(1);
    let mut gates: Vec<Gate> = package
        .post_checks
        .iter()
        .enumerate()
        .map(|(place, planned)| {
            if place == last {
                let observed = diff.map(|diff| format!("removed {}, added {}", diff.removed.len(), diff.added.len()));
                let expected = planned.expected.clone().unwrap_or_default();
                return Gate::equal(&planned.id, "DDL objects in the schema diff.", &expected, observed.as_ref());
            }
            let Some(row) = rows.iter().find(|row| row.check_id == planned.id) else {
                let expected = planned.expected.as_deref().unwrap_or("a threshold");
                return Gate::unknown(&planned.id, "The check was evaluated.", expected);
            };
            match planned.expected.as_ref().or(row.expected.as_ref()) {
                Some(expected) => Gate::equal(&planned.id, &row.sentence, expected, row.observed.as_ref()),
                None => Gate::unknown(&planned.id, &row.sentence, "a threshold"),
            }
        })
        .collect();
    for row in rows.iter().filter(|row| package.post_checks.iter().all(|planned| planned.id != row.check_id)) {
        gates.push(Gate::check(&row.check_id, &row.sentence, false, "no such check is planned", "it was evaluated"));
    }
    gates
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::tests::reference_package;
    use crate::preflight::fired;
    use cutter_model::gate::GateVerdict;

    fn row(id: &str, observed: &str) -> PostCheck {
        let text = |value: &str| Some(value.to_owned());
        PostCheck { check_id: id.to_owned(), sentence: "S".to_owned(), expected: text("as frozen"), observed: text(observed) }
    }

    /// What the reference shows: the pinned thresholds, and for the rest what `verify.sql` states.
    fn known_good() -> (Vec<PostCheck>, SchemaDiff) {
        let package = reference_package();
        let rows = package.post_checks[..16]
            .iter()
            .map(|planned| row(&planned.id, planned.expected.as_deref().unwrap_or("as frozen")))
            .collect();
        let added = (0..6).map(|number| format!("INDEX s.i{number}")).collect();
        (rows, SchemaDiff { removed: Vec::new(), added, lines: Vec::new() })
    }

    #[test]
    fn the_reference_passes_seventeen() {
        let (rows, diff) = known_good();
        let gates = post_checks(&reference_package(), &rows, Some(&diff));
        assert_eq!(gates.len(), 17);
        assert!(fired(&gates).is_empty(), "{gates:#?}");
        let authority = gates.iter().find(|gate| gate.id == "VA-6").expect("VA-6");
        assert_eq!(authority.expected, "draft 86, enacted 0, runtime 0, null 0");
    }

    #[test]
    fn each_check_fails_by_itself_and_a_missing_one_is_unknown() {
        let package = reference_package();
        let (rows, diff) = known_good();
        for place in 0..16 {
            let mut wrong = rows.clone();
            wrong[place].observed = Some("something else".to_owned());
            let gates = post_checks(&package, &wrong, Some(&diff));
            assert_eq!(fired(&gates).iter().map(|gate| gate.id.as_str()).collect::<Vec<_>>(), [rows[place].check_id.as_str()]);
            wrong.remove(place);
            let gates = post_checks(&package, &wrong, Some(&diff));
            assert_eq!(fired(&gates)[0].verdict, GateVerdict::Unknown);
            wrong.insert(place, PostCheck { observed: None, ..rows[place].clone() });
            assert_eq!(fired(&post_checks(&package, &wrong, Some(&diff)))[0].verdict, GateVerdict::Unknown);
        }
        let removed = SchemaDiff { removed: vec!["TABLE s.t".to_owned()], ..diff.clone() };
        for (gates, verdict) in [
            (post_checks(&package, &rows, Some(&removed)), GateVerdict::Fail),
            (post_checks(&package, &rows, None), GateVerdict::Unknown),
        ] {
            assert_eq!(
                fired(&gates).iter().map(|gate| (gate.id.as_str(), gate.verdict)).collect::<Vec<_>>(),
                [("VA-16", verdict)]
            );
        }
    }

    #[test]
    fn the_threshold_is_the_packages_and_not_that_of_the_row() {
        let (mut rows, diff) = known_good();
        let authority = rows.iter_mut().find(|row| row.check_id == "VA-6").expect("VA-6");
        authority.expected = Some("draft 85, enacted 1, runtime 0, null 0".to_owned());
        authority.observed.clone_from(&authority.expected);
        assert_eq!(fired(&post_checks(&reference_package(), &rows, Some(&diff)))[0].id, "VA-6");
    }

    #[test]
    fn a_check_nobody_planned_fails() {
        let (mut rows, diff) = known_good();
        rows.push(row("VA-99", "as frozen"));
        assert_eq!(fired(&post_checks(&reference_package(), &rows, Some(&diff)))[0].id, "VA-99");
    }
}
