//! The seal of the ledger: is what it says of a cut true, and is it still all there?
//!
//! A [`bundle`] holds everything needed to check one cut without the database and without trust in the server;
//! [`verify`] checks it. Which keys are genuine comes from outside ([`trust`]): without it the answer is only
//! "consistent, keys not pinned".

pub mod bundle;
mod check;
pub mod finding;
pub mod orphans;
pub mod trust;
pub mod verify;

pub use bundle::{Bundle, Row, FORMAT};
pub use finding::{LedgerFinding, Standing};
pub use orphans::{check_orphans, Orphans};
pub use trust::{trusted_keys, TrustedKey};
pub use verify::{verify_bundle, BundleReport, Trust};
