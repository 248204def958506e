//! What class an environment has: its PostgreSQL system identifier decides, not its name.

use serde::{Deserialize, Serialize};
use std::fmt;

use cutter_model::word::word_of;

/// The class of an environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "kebab-case")]
pub enum EnvironmentClass {
    /// Its system identifier is pinned as production.
    Production,
    /// It was created by a dry run.
    DryRun,
    /// Anything else.
    Development,
}

impl fmt::Display for EnvironmentClass {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&word_of(self))
    }
}

/// What is known of the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct EnvironmentFacts {
    /// Its system identifier, as `pg_control_system()` says it.
    pub system_identifier: String,
    /// Identifiers pinned as production, in the settings or on record.
    pub production: Vec<String>,
    /// Identifiers of servers that dry runs created.
    pub dry_runs: Vec<String>,
}

/// The class of the server. A server that is both is a dry run: a pin cannot make a throw-away copy a production.
#[must_use]
pub fn classify(facts: &EnvironmentFacts) -> EnvironmentClass {
    if facts.dry_runs.contains(&facts.system_identifier) {
        EnvironmentClass::DryRun
    } else if facts.production.contains(&facts.system_identifier) {
        EnvironmentClass::Production
    } else {
        EnvironmentClass::Development
    }
}

/// Where a change is about to happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Identity {
    /// System identifier of the server.
    pub system_identifier: String,
    /// Name of the database.
    pub database: String,
    /// The role that is logged in.
    pub role: String,
    /// Version of the server, as `server_version_num`.
    pub server_version: u32,
}

impl fmt::Display for Identity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { system_identifier, database, role, server_version } = self;
        write!(formatter, "server {system_identifier}, database {database}, role {role}, version {server_version}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_identifier_decides_and_a_dry_run_is_never_production() {
        let facts = |production: &[&str], dry_runs: &[&str]| EnvironmentFacts {
            system_identifier: "7".to_owned(),
            production: production.iter().map(|each| (*each).to_owned()).collect(),
            dry_runs: dry_runs.iter().map(|each| (*each).to_owned()).collect(),
        };
        assert_eq!(classify(&facts(&[], &[])), EnvironmentClass::Development);
        assert_eq!(classify(&facts(&["8"], &[])), EnvironmentClass::Development);
        assert_eq!(classify(&facts(&["8", "7"], &[])), EnvironmentClass::Production);
        assert_eq!(classify(&facts(&["7"], &["7"])), EnvironmentClass::DryRun);
    }
}
