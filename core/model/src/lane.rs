//! A lane may have a database login of its own: it takes the role of that lane and nothing else.
//!
//! One login for everything is fine too. But where a lane has its own, so that VERIFY can run on another host, a login that
//! could also write what the other lane writes would give away what the second host is for.

use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;

/// What the database says of a login.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
pub struct LoginFacts {
    /// The setting that names it, such as `CUTTER_VERIFY_DATABASE_URL`.
    pub setting: String,
    /// The role of the lane, such as `cutter_verify`.
    pub role: String,
    /// Every other role it is a member of, by whatever way; a superuser is a member of all.
    pub member_of: Vec<String>,
    /// Whether it may make roles or databases, replicate, or pass over row security, or is a superuser.
    pub is_administrator: bool,
    /// Tables of the cutter it could write without taking a role.
    pub writes: Vec<String>,
}

/// Whether a login may serve the lane.
///
/// # Errors
/// `LANE_LOGIN_TOO_STRONG` where it may do more than take the role, `LANE_LOGIN_WITHOUT_ROLE` where it may not even take it.
pub fn check_login(facts: &LoginFacts) -> Result<(), Refusal> {
    let LoginFacts { setting, role, .. } = facts;
    let too_strong = |what: String| {
        let message = format!("The login of {setting} {what}: it must be a member of {role} and nothing else.");
        Err(Refusal::conflict("LANE_LOGIN_TOO_STRONG", message).naming([("setting", setting), ("role", role)]))
    };
    if facts.is_administrator {
        return too_strong("is one of an administrator".to_owned());
    }
    let others: Vec<&str> = facts.member_of.iter().map(String::as_str).filter(|other| other != role).collect();
    if !others.is_empty() {
        return too_strong(format!("is also a member of {}", others.join(", ")));
    }
    if !facts.writes.is_empty() {
        return too_strong(format!("writes {} by itself", facts.writes.join(", ")));
    }
    if facts.member_of.is_empty() {
        let message = format!("The login of {setting} is not a member of {role}.");
        return Err(Refusal::conflict("LANE_LOGIN_WITHOUT_ROLE", message).naming([("setting", setting), ("role", role)]));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn login(member_of: &[&str]) -> LoginFacts {
        LoginFacts {
            setting: "CUTTER_VERIFY_DATABASE_URL".to_owned(),
            role: "cutter_verify".to_owned(),
            member_of: member_of.iter().map(|&role| role.to_owned()).collect(),
            is_administrator: false,
            writes: Vec::new(),
        }
    }

    #[test]
    fn the_role_of_its_lane_and_nothing_else() {
        assert_eq!(check_login(&login(&["cutter_verify"])), Ok(()));
        let without = check_login(&login(&[])).expect_err("no role");
        assert_eq!(without.code, "LANE_LOGIN_WITHOUT_ROLE");
        assert_eq!(without.message, "The login of CUTTER_VERIFY_DATABASE_URL is not a member of cutter_verify.");
        let cases = [
            (login(&["cutter_exec"]), "is also a member of cutter_exec"),
            (login(&["cutter_exec", "cutter_verify", "directus"]), "is also a member of cutter_exec, directus"),
            (LoginFacts { is_administrator: true, ..login(&["cutter_verify"]) }, "is one of an administrator"),
            (
                LoginFacts { writes: vec!["public.tac_logical_unit".to_owned()], ..login(&["cutter_verify"]) },
                "writes public.tac_logical_unit by itself",
            ),
        ];
        for (facts, what) in cases {
            let refusal = check_login(&facts).expect_err(what);
            assert_eq!(refusal.code, "LANE_LOGIN_TOO_STRONG");
            let expected =
                format!("The login of CUTTER_VERIFY_DATABASE_URL {what}: it must be a member of cutter_verify and nothing else.");
            assert_eq!(refusal.message, expected);
        }
    }
}
