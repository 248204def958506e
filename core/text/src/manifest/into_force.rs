//! That a text is law: its units come into force with their first cut (page 11).

use std::collections::BTreeSet;

use super::{Anomaly, Enactment, Manifest, Weight};
use iu_address::Refused;

impl Manifest {
    /// Proposes that its units become law with the cut. Whoever reviews it answers for that. `text` is the canonical text.
    ///
    /// # Errors
    /// `ENACT_EVIDENCE_MISSING`; `ENACT_UNIT_UNKNOWN` and `ENACT_UNIT_TWICE`, naming the address.
    pub fn enacted(mut self, enactment: Enactment, text: &str) -> Result<Self, Refused> {
        if enactment.evidence.trim().is_empty() {
            let message =
                "What is law from a day on needs its evidence: the provision, the gazette or the decision that says so.";
            return Err(Refused::invalid("ENACT_EVIDENCE_MISSING", message));
        }
        let addresses: BTreeSet<&str> = self.units.iter().map(|unit| unit.address.as_str()).collect();
        let mut named = BTreeSet::new();
        for unit in &enactment.units {
            let address = unit.address.as_str();
            if !addresses.contains(address) {
                let message =
                    format!("No unit of this text has the address {address:?}, which is to be law from {}.", unit.in_force_from);
                return Err(Refused::invalid("ENACT_UNIT_UNKNOWN", message).naming("address", address));
            }
            if !named.insert(address) {
                let message = format!("{address} is given two days; it has one.");
                return Err(Refused::invalid("ENACT_UNIT_TWICE", message).naming("address", address));
            }
        }
        let at = self.card.as_ref().and_then(|card| card.in_force_from.as_ref()).map_or(0, |said| said.at);
        let line = 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count();
        let others = enactment.units.len();
        let days = if others == 0 { String::new() } else { format!(", {others} of its units from days of their own") };
        let message = format!(
            "With this cut it is law from {}{days}; its evidence: {}",
            enactment.in_force_from,
            enactment.evidence.trim()
        );
        let anomaly = Anomaly {
            at,
            code: "into_force".to_owned(),
            label: enactment.in_force_from.to_string(),
            line,
            message,
            weight: Some(Weight::Grave),
        };
        let place = self.anomalies.partition_point(|other| other.at <= at);
        self.anomalies.insert(place, anomaly);
        self.counts.anomalies += 1;
        self.enact = Some(enactment);
        Ok(self)
    }
}
