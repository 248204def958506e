//! The roles of a dump, as `pg_dumpall` writes them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::script::{statements, unquoted, Words};

/// What reads or watches the one database and no file; the server's other roles reach beyond it.
const HARMLESS: [&str; 6] =
    ["pg_read_all_data", "pg_write_all_data", "pg_monitor", "pg_read_all_settings", "pg_read_all_stats", "pg_stat_scan_tables"];

/// How much of a statement that is refused is quoted, in characters.
const QUOTED: usize = 80;

/// The roles of a dump as they are made in a copy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct DumpedRoles {
    /// Roles and who is a member of which. Nobody logs in, and nobody has a right beyond tables.
    pub statements: Vec<String>,
    /// Settings of roles, which each role makes for itself.
    pub settings: Vec<String>,
    /// Their names, quoted.
    pub names: Vec<String>,
    /// Those who may make roles, as migrations do: they may again once everything is restored.
    pub makers: Vec<String>,
    /// What was left out, a sentence each.
    pub notes: Vec<String>,
    /// What makes no role, a line each.
    pub errors: Vec<String>,
}

/// A statement of the script of the roles.
enum Statement<'a> {
    Role(&'a str),
    Attributes {
        of: &'a str,
        has: Vec<&'a str>,
    },
    Member(Membership<'a>),
    Comment,
    Setting,
    Parameter,
    /// A setting of the session that runs the script.
    Session,
}

struct Membership<'a> {
    granted: &'a str,
    member: &'a str,
    options: Vec<&'a str>,
    grantor: Option<&'a str>,
}

pub(super) fn dumped_roles(script: &str) -> DumpedRoles {
    let mut roles = DumpedRoles::default();
    let mut superusers = BTreeSet::new();
    for statement in statements(script) {
        match read(statement) {
            Some(Statement::Role(name)) => {
                roles.names.push(name.to_owned());
                roles.statements.push(format!("CREATE ROLE {name}"));
            }
            Some(Statement::Attributes { of, has }) => {
                if has.contains(&"SUPERUSER") {
                    superusers.insert(of);
                }
                if has.contains(&"CREATEROLE") {
                    roles.makers.push(of.to_owned());
                }
                if has.contains(&"NOINHERIT") {
                    roles.statements.push(format!("ALTER ROLE {of} NOINHERIT"));
                }
            }
            Some(Statement::Member(membership)) => {
                let Membership { granted, member, .. } = &membership;
                if reaches_beyond(granted) {
                    roles.notes.push(format!("{granted} is given to nobody in the copy, {member} had it."));
                } else {
                    roles.statements.push(grant(&membership, &superusers));
                }
            }
            Some(Statement::Comment) => roles.statements.push(statement.to_owned()),
            Some(Statement::Setting) => roles.settings.push(statement.to_owned()),
            Some(Statement::Parameter) => {
                roles.notes.push("Rights on parameters of the server are given to nobody in the copy.".to_owned());
            }
            Some(Statement::Session) => {}
            None => {
                let quoted: String = statement.chars().take(QUOTED).collect();
                roles.errors.push(format!("a statement that makes no role: {}", quoted.replace('\n', " ")));
            }
        }
    }
    roles
}

fn reaches_beyond(role: &str) -> bool {
    let name = unquoted(role);
    name.starts_with("pg_") && !HARMLESS.contains(&name.as_str())
}

/// A superuser's grants are the superuser's of the throw-away server.
fn grant(membership: &Membership<'_>, superusers: &BTreeSet<&str>) -> String {
    let Membership { granted, member, options, grantor } = membership;
    let with = if options.is_empty() { String::new() } else { format!(" WITH {}", options.join(", ")) };
    let by = grantor.filter(|name| !superusers.contains(name)).map(|name| format!(" GRANTED BY {name}")).unwrap_or_default();
    format!("GRANT {granted} TO {member}{with}{by}")
}

fn read(statement: &str) -> Option<Statement<'_>> {
    let words = Words::of(statement)?;
    [role, attributes, member, comment, parameter, session]
        .iter()
        .find_map(|form| form(words.clone()))
        .or_else(|| setting_of(words).map(|_| Statement::Setting))
}

fn role(mut words: Words<'_>) -> Option<Statement<'_>> {
    words.after("CREATE ROLE")?;
    let name = words.name()?;
    words.end().map(|()| Statement::Role(name))
}

fn attributes(mut words: Words<'_>) -> Option<Statement<'_>> {
    words.after("ALTER ROLE")?;
    let of = words.name()?;
    words.after("WITH")?;
    let mut has = Vec::new();
    while words.end().is_none() {
        if words.pass("CONNECTION LIMIT") {
            words.number()?;
        } else if words.pass("VALID UNTIL") {
            words.text()?;
        } else {
            has.push(words.next().filter(|word| word.bytes().all(|byte| byte.is_ascii_uppercase()))?);
        }
    }
    (!has.is_empty()).then_some(Statement::Attributes { of, has })
}

/// Options of a membership, as they are written.
const OPTIONS: [&str; 7] =
    ["ADMIN OPTION", "ADMIN TRUE", "ADMIN FALSE", "INHERIT TRUE", "INHERIT FALSE", "SET TRUE", "SET FALSE"];

fn member(mut words: Words<'_>) -> Option<Statement<'_>> {
    words.after("GRANT")?;
    let granted = words.name()?;
    words.after("TO")?;
    let member = words.name()?;
    let mut options = Vec::new();
    if words.pass("WITH") {
        loop {
            options.push(*OPTIONS.iter().find(|option| words.pass(option))?);
            if !words.pass(",") {
                break;
            }
        }
    }
    let grantor = if words.pass("GRANTED BY") { Some(words.name()?) } else { None };
    words.end().map(|()| Statement::Member(Membership { granted, member, options, grantor }))
}

fn comment(mut words: Words<'_>) -> Option<Statement<'_>> {
    words.after("COMMENT ON ROLE")?;
    words.name()?;
    words.after("IS")?;
    words.text()?;
    words.end().map(|()| Statement::Comment)
}

fn parameter(mut words: Words<'_>) -> Option<Statement<'_>> {
    words.after("GRANT")?;
    while let Some(word) = words.next() {
        match word {
            "ON" => return words.after("PARAMETER").map(|()| Statement::Parameter),
            _ if word == "," || word.bytes().all(|byte| byte.is_ascii_uppercase()) => {}
            _ => return None,
        }
    }
    None
}

fn session(mut words: Words<'_>) -> Option<Statement<'_>> {
    words.after("SET")?;
    words.name()?;
    words.after("=")?;
    words.next()?;
    words.end().map(|()| Statement::Session)
}

/// The role that a statement makes a setting of.
pub(super) fn setting_of(mut words: Words<'_>) -> Option<&str> {
    words.after("ALTER ROLE")?;
    let name = words.name()?;
    if words.pass("IN DATABASE") {
        words.name()?;
    }
    words.after("SET")?;
    words.end().is_none().then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_come_back_without_rights_beyond_tables() {
        let roles = dumped_roles(
            "SET default_transaction_read_only = off;\nSET client_encoding = 'UTF8';\n\
             CREATE ROLE boss;\nALTER ROLE boss WITH SUPERUSER INHERIT CREATEROLE CREATEDB LOGIN REPLICATION BYPASSRLS;\n\
             CREATE ROLE \"Clerk; x\";\n\
             ALTER ROLE \"Clerk; x\" WITH NOSUPERUSER NOINHERIT NOCREATEROLE LOGIN CONNECTION LIMIT -1 VALID UNTIL '2030-01-01';\n\
             COMMENT ON ROLE boss IS 'it''s; so';\n\
             ALTER ROLE boss SET search_path TO 'a', 'b;c';\nALTER ROLE boss IN DATABASE d SET work_mem TO '1MB';\n\
             GRANT boss TO \"Clerk; x\" WITH ADMIN OPTION, INHERIT FALSE GRANTED BY boss;\n\
             GRANT \"Clerk; x\" TO boss GRANTED BY \"Clerk; x\";\n\
             GRANT pg_read_all_data TO boss;\nGRANT \"pg_execute_server_program\" TO boss;\n\
             GRANT SET, ALTER SYSTEM ON PARAMETER log_statement TO boss;\n",
        );
        assert_eq!(roles.names, ["boss", "\"Clerk; x\""]);
        assert_eq!(roles.makers, ["boss"]);
        assert_eq!(
            roles.statements,
            [
                "CREATE ROLE boss",
                "CREATE ROLE \"Clerk; x\"",
                "ALTER ROLE \"Clerk; x\" NOINHERIT",
                "COMMENT ON ROLE boss IS 'it''s; so';",
                "GRANT boss TO \"Clerk; x\" WITH ADMIN OPTION, INHERIT FALSE",
                "GRANT \"Clerk; x\" TO boss GRANTED BY \"Clerk; x\"",
                "GRANT pg_read_all_data TO boss",
            ]
        );
        assert_eq!(roles.settings.len(), 2);
        assert_eq!(
            roles.notes,
            [
                "\"pg_execute_server_program\" is given to nobody in the copy, boss had it.",
                "Rights on parameters of the server are given to nobody in the copy."
            ]
        );
        assert_eq!(roles.errors, Vec::<String>::new());
    }

    #[test]
    fn whatever_else_a_script_says_is_an_error_line() {
        for other in [
            "CREATE ROLE a SUPERUSER;",
            "CREATE ROLE A;",
            "ALTER ROLE a WITH LOGIN PASSWORD 'x';",
            "ALTER ROLE a WITH;",
            "ALTER ROLE a WITH VALID UNTIL 'a\\'';",
            "COMMENT ON ROLE a IS 'x' SUPERUSER;",
            "GRANT a TO b WITH GRANT OPTION;",
            "GRANT a TO b, c;",
            "GRANT a, b ON TABLE c TO d;",
            "GRANT ALL ON TABLE c TO d;",
            "DO $$ BEGIN END $$;",
            "SET ROLE boss;",
            "SET search_path = a, b;",
            "CREATE ROLE a",
            "COPY (SELECT 1) TO PROGRAM 'x';",
        ] {
            let roles = dumped_roles(other);
            assert_eq!(roles.errors.len(), 1, "{other}");
            assert_eq!((roles.statements.len(), roles.settings.len(), roles.notes.len()), (0, 0, 0), "{other}");
        }
        let long = dumped_roles(&format!("VACUUM\n{};", "ệ".repeat(200)));
        assert_eq!(long.errors[0].chars().count(), "a statement that makes no role: ".len() + QUOTED);
    }
}
