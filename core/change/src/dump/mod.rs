//! What of a dump is carried out where it is restored. A dump is somebody else's code: its roles, its database and its rights are read word
//! by word into statements of our own (page 08, "Restores are unprivileged").

mod database;
mod rights;
mod roles;
mod script;

pub use database::DumpedDatabase;
pub use rights::rights_as_members;
pub use roles::DumpedRoles;

use serde::{Deserialize, Serialize};

/// What has to be there before a dump is restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct DumpedPlace {
    /// Its roles.
    pub roles: DumpedRoles,
    /// The database it is of; none where the dump creates none.
    pub database: Option<DumpedDatabase>,
}

/// Reads the script of the roles (`pg_dumpall --roles-only`) and the one that creates the database (`pg_restore --create`).
#[must_use]
pub fn dumped_place(roles: &str, database: &str) -> DumpedPlace {
    DumpedPlace { roles: roles::dumped_roles(roles), database: database::dumped_database(database) }
}
