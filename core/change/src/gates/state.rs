//! G-4 to G-7: where the change would happen, and what is there before it.

use super::facts::GateFacts;
use crate::environment::EnvironmentClass;
use crate::package::Preflight;
use crate::preflight::{absent, identity, ChangeTarget};
use cutter_model::gate::Gate;

pub(super) fn identity_clear(facts: &GateFacts) -> Gate {
    let sentence = "Server, database, role and version are as pinned, and the target has the class it was planned for.";
    let class = match facts.target {
        ChangeTarget::Real => facts.package.environment,
        ChangeTarget::Copy => EnvironmentClass::DryRun,
    };
    let (Some(probe), Some(environment)) = (facts.probe.as_ref(), facts.environment) else {
        return Gate::seen("G-4", sentence, class, None);
    };
    let (expected, observed) = identity(&facts.package, facts.target, probe);
    let observed = observed.map(|observed| {
        let holds = observed == expected
            && environment == class
            && (facts.target == ChangeTarget::Copy || class != EnvironmentClass::DryRun);
        (holds, format!("{environment}: {observed}"))
    });
    Gate::seen("G-4", sentence, format!("{class}: {expected}"), observed)
}

pub(super) fn nothing_exists(facts: &GateFacts) -> Gate {
    objects_absent(facts, "G-5", "No object to be created exists already.", |kind| kind != "column")
}

pub(super) fn no_column_exists(facts: &GateFacts) -> Gate {
    objects_absent(facts, "G-6", "No column to be added exists already.", |kind| kind == "column")
}

fn objects_absent(facts: &GateFacts, id: &str, sentence: &str, kind: fn(&str) -> bool) -> Gate {
    let asked: Vec<(&str, &str)> = facts
        .package
        .objects
        .iter()
        .filter(|object| kind(&object.kind))
        .map(|object| (object.kind.as_str(), object.name.as_str()))
        .collect();
    let Some(probe) = facts.probe.as_ref() else { return Gate::seen(id, sentence, "none", None) };
    let (expected, observed) = absent(probe, asked);
    Gate::equal(id, sentence, &expected, observed.as_ref())
}

pub(super) fn counts_as_pinned(facts: &GateFacts) -> Gate {
    let sentence = "Pinned row counts are as they were, or the difference is acknowledged in the package.";
    let pinned = facts.package.preflight.iter().any(|check| check.about == Preflight::Units);
    if !pinned {
        return Gate::check("G-7", sentence, true, "no rows pinned", "no rows pinned");
    }
    let show = |units: Option<u64>, sandbox: Option<u64>| Some(format!("{} and {}", units?, sandbox?));
    let package = &facts.package;
    let expected = show(package.count("units"), package.count("sandbox_units"));
    let mut text = expected.clone().unwrap_or_else(|| "pinned counts".to_owned());
    for each in &package.acknowledged {
        text = format!("{text} ({}: {})", each.pin, each.explanation);
    }
    let observed = facts.probe.as_ref().and_then(|probe| show(probe.units, probe.sandbox_units));
    Gate::seen("G-7", sentence, &text, observed.map(|observed| (Some(&observed) == expected.as_ref(), observed)))
}
