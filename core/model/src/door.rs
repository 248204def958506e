//! Through which door something is done, and how it is known who does it: recorded with the rows that tell it.

use serde::{Deserialize, Serialize};

/// A door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A request.
    Http,
    /// The command line.
    Cli,
    /// An operation of a flow.
    Flow,
    /// The clock of a setting.
    Schedule,
}

/// How it is known who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// A token that is a person's until they replace it.
    StaticToken,
    /// A session that its owner can end.
    Session,
    /// The short-lived token of a login.
    AccessToken,
    /// A login for one command, with a password.
    Login,
    /// A login for one command, with a password and a one-time code.
    LoginOtp,
    /// By name alone, where a development system takes one: nobody was proven.
    Asserted,
    /// Directus proved them, and does not tell how.
    Untold,
    /// Nobody acts.
    None,
}

/// What is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
pub struct Door {
    /// The door.
    pub channel: Channel,
    /// How it is known who acts.
    pub session_kind: SessionKind,
}
