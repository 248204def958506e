//! The database of a dump.

use serde::{Deserialize, Serialize};

use super::script::{statements, unquoted, Words};

/// What a dump says of its database, in words that can be said again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct DumpedDatabase {
    /// As it is.
    pub name: String,
    /// The name, quoted as the dump has it.
    pub quoted: String,
    /// Quoted; none where the dump does not say.
    pub owner: Option<String>,
    /// Encoding and locale.
    pub options: String,
}

const OPTIONS: [&str; 8] =
    ["ENCODING", "LOCALE_PROVIDER", "LOCALE", "LC_COLLATE", "LC_CTYPE", "ICU_LOCALE", "ICU_RULES", "BUILTIN_LOCALE"];

/// The database that a script creates; none where it creates none.
pub(super) fn dumped_database(script: &str) -> Option<DumpedDatabase> {
    let all = statements(script);
    let (quoted, options) = all.iter().find_map(|each| created(each))?;
    let owner = all.iter().find_map(|each| owner(each)).map(str::to_owned);
    Some(DumpedDatabase { name: unquoted(quoted), quoted: quoted.to_owned(), owner, options })
}

/// Whether a statement makes the database or says whose it is: in a copy that is decided already.
pub(super) fn about_the_database(statement: &str) -> bool {
    created(statement).is_some() || owner(statement).is_some()
}

/// Name and known options; others (tablespace, connection limit, template) are the copy's own.
fn created(statement: &str) -> Option<(&str, String)> {
    let mut words = Words::of(statement)?;
    words.after("CREATE DATABASE")?;
    let name = words.name()?;
    words.after("WITH")?;
    let mut options = Vec::new();
    while words.end().is_none() {
        let option = words.next()?;
        words.after("=")?;
        let value = words.next()?;
        if OPTIONS.contains(&option) {
            options.push(format!("{option} = {value}"));
        }
    }
    Some((name, options.join(" ")))
}

fn owner(statement: &str) -> Option<&str> {
    let mut words = Words::of(statement)?;
    words.after("ALTER DATABASE")?;
    words.name()?;
    words.after("OWNER TO")?;
    let owner = words.name()?;
    words.end().map(|()| owner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_made_again_with_its_encoding_and_locale_alone() {
        let script = "CREATE DATABASE \"My law\" WITH TEMPLATE = template0 ENCODING = 'UTF8' LOCALE_PROVIDER = libc LOCALE = 'C.UTF-8' TABLESPACE = fast;\n\
                      ALTER DATABASE \"My law\" OWNER TO directus;\n\\connect x\n";
        let database = dumped_database(script).unwrap();
        assert_eq!((database.name.as_str(), database.quoted.as_str()), ("My law", "\"My law\""));
        assert_eq!(database.owner.as_deref(), Some("directus"));
        assert_eq!(database.options, "ENCODING = 'UTF8' LOCALE_PROVIDER = libc LOCALE = 'C.UTF-8'");
        assert!(statements(script).into_iter().all(about_the_database));
    }

    #[test]
    fn nothing_else_creates_one() {
        for other in
            ["", "CREATE DATABASE a;", "CREATE DATABASE a WITH ENCODING 'UTF8';", "CREATE DATABASE a WITH ENCODING = 'UTF8' x;"]
        {
            assert_eq!(dumped_database(other), None, "{other}");
        }
        assert!(!about_the_database("GRANT ALL ON DATABASE a TO b;"));
    }
}
