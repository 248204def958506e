//! The rights of a dump, given by those whose they are.

use super::database::about_the_database;
use super::roles::setting_of;
use super::script::{statements, Words};

/// The statements that give a dump's rights, for a session that may log in as nobody else: it takes the role instead.
///
/// `settings` are those of its roles (a role's settings are made by the role); `script` is what `pg_restore --create` writes of rights,
/// which names the database again, which is there.
#[must_use]
pub fn rights_as_members(settings: &[String], script: &str) -> Vec<String> {
    let given = statements(script).into_iter().filter(|statement| !about_the_database(statement));
    settings.iter().map(String::as_str).chain(given).flat_map(as_member).collect()
}

fn as_member(statement: &str) -> Vec<String> {
    const BACK: &str = "RESET ROLE";
    if statement == "RESET SESSION AUTHORIZATION;" {
        return vec![BACK.to_owned()];
    }
    let words = Words::of(statement);
    if let Some(name) = words.clone().and_then(session) {
        return vec![format!("SET ROLE {name}")];
    }
    match words.and_then(setting_of) {
        Some(name) => vec![format!("SET ROLE {name}"), statement.to_owned(), BACK.to_owned()],
        None => vec![statement.to_owned()],
    }
}

fn session(mut words: Words<'_>) -> Option<&str> {
    words.after("SET SESSION AUTHORIZATION")?;
    let name = words.name()?;
    words.end().map(|()| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_gives_what_is_its_own() {
        let settings = ["ALTER ROLE a SET work_mem TO '1MB';".to_owned()];
        let script = "CREATE DATABASE d WITH ENCODING = 'UTF8';\nALTER DATABASE d OWNER TO a;\n\
                      SET SESSION AUTHORIZATION \"b c\";\nGRANT SELECT ON TABLE public.t TO d;\nRESET SESSION AUTHORIZATION;\n\
                      ALTER ROLE d IN DATABASE d SET search_path TO '';\n";
        assert_eq!(
            rights_as_members(&settings, script),
            [
                "SET ROLE a",
                "ALTER ROLE a SET work_mem TO '1MB';",
                "RESET ROLE",
                "SET ROLE \"b c\"",
                "GRANT SELECT ON TABLE public.t TO d;",
                "RESET ROLE",
                "SET ROLE d",
                "ALTER ROLE d IN DATABASE d SET search_path TO '';",
                "RESET ROLE",
            ]
        );
    }
}
