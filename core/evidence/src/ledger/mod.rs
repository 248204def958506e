//! The seal of the ledger: is what it says of a cut true, and is it still all there?
//!
//! A [`bundle`] holds everything needed to check one cut without the database and without trust in the server;
//! [`verify`] checks it. Which keys are genuine comes from outside ([`trust`]): without it the answer is only
//! "consistent, keys not pinned". Rows become leaves of a Merkle tree ([`leaf`], [`seal`]) whose root is signed
//! ([`checkpoint`]); a checkpoint kept outside the database shows whatever was changed or cut off since ([`walk`]). The same root is
//! written as strangers' tools read it ([`note`]).

pub mod bundle;
mod check;
pub mod checkpoint;
pub mod finding;
pub mod leaf;
pub mod note;
pub mod orphans;
pub mod row;
pub mod seal;
pub mod trust;
pub mod verify;
pub mod walk;

pub use bundle::{Bundle, FORMAT};
pub use finding::{LedgerFinding, LedgerStanding};
pub use orphans::{check_orphans, Orphans};
pub use row::Row;
pub use trust::{trusted_keys, TrustedKey};
pub use verify::{verify_bundle, BundleReport, Trust};
