//! Secrets that got into artefacts: found by what they are, and never quoted.

use serde::{Deserialize, Serialize};

/// A text file of an artefact folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct ArtefactText {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// What a stored password, a private key or a connection with a password looks like.
const MARKS: [(&str, &str); 5] = [
    ("SCRAM-SHA-256$", "a stored password"),
    ("PASSWORD 'md5", "a stored password"),
    ("PASSWORD '", "a password"),
    ("PRIVATE KEY-----", "a private key"),
    ("$argon2", "a stored password"),
];

/// Shorter settings are no secrets worth looking for: they would be found everywhere.
const SHORTEST: usize = 6;

/// Each finding names the file and the line and what it looks like, one a line of a file.
///
/// `known` are values of this installation that must not appear: passwords, keys, tokens.
#[must_use]
pub fn secrets_in(files: &[ArtefactText], known: &[String]) -> Vec<String> {
    let mut findings = Vec::new();
    for file in files {
        for (number, line) in file.text.lines().enumerate() {
            let mark = MARKS.iter().find(|(mark, _)| line.contains(mark)).map(|(_, what)| *what);
            let value = known.iter().any(|secret| secret.len() >= SHORTEST && line.contains(secret.as_str()));
            let what = mark
                .or(value.then_some("a secret of this installation"))
                .or(connection(line).then_some("a connection with a password"));
            if let Some(what) = what {
                findings.push(format!("{} line {}: {what}", file.name, number + 1));
            }
        }
    }
    findings
}

/// `postgres://user:password@host`.
fn connection(line: &str) -> bool {
    line.match_indices("://").any(|(at, _)| {
        let rest = &line[at + 3..];
        let authority = &rest[..rest.find(|end: char| end == '/' || end.is_whitespace()).unwrap_or(rest.len())];
        authority
            .rsplit_once('@')
            .is_some_and(|(login, _)| login.split_once(':').is_some_and(|(_, password)| !password.is_empty()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_planted_secret_is_found_and_not_quoted() {
        let file = |text: &str| vec![ArtefactText { name: "f".to_owned(), text: text.to_owned() }];
        let known = ["hunter22".to_owned(), "abc".to_owned()];
        for planted in [
            "ALTER ROLE a PASSWORD 'SCRAM-SHA-256$4096:x';",
            "-----BEGIN PRIVATE KEY-----",
            "set x = hunter22",
            "postgres://directus:geheim@localhost/directus",
            "CREATE ROLE a PASSWORD 'offen';",
        ] {
            let found = secrets_in(&file(&format!("fine\n{planted}\n")), &known);
            assert_eq!(found.len(), 1, "{planted}");
            assert!(found[0].starts_with("f line 2: a "), "{found:?}");
            assert!(!found[0].contains("hunter22") && !found[0].contains("geheim"));
        }
        for fine in
            ["abc", "https://example.com:443/a@b", "COMMENT 'the PASSWORD of nobody'", "postgres://directus@localhost/directus"]
        {
            assert!(secrets_in(&file(fine), &known).is_empty(), "{fine}");
        }
    }
}
