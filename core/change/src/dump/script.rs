//! A script of PostgreSQL's own programs as statements and words.

/// Statements of a script, each with its semicolon; comments and what is said to psql alone are left out.
///
/// Where a quote is odd nothing that follows can be told apart: the rest is one statement.
pub(super) fn statements(script: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut rest = script.trim_start();
    while !rest.is_empty() {
        let aside = rest.starts_with("--") || rest.starts_with('\\');
        let length = if aside { rest.find('\n').unwrap_or(rest.len()) } else { statement_length(rest) };
        let (taken, after) = rest.split_at(length);
        if !aside {
            all.push(taken);
        }
        rest = after.trim_start();
    }
    all
}

/// Bytes up to and with the first semicolon outside of quotes.
fn statement_length(rest: &str) -> usize {
    let mut open = None;
    for (at, character) in rest.char_indices() {
        match open {
            Some(quote) if quote == character => open = None,
            Some(_) => {}
            None if character == ';' => return at + 1,
            None if matches!(character, '\'' | '"') => open = Some(character),
            None => {}
        }
    }
    rest.len()
}

/// The words of a statement, read from the left.
#[derive(Clone)]
pub(super) struct Words<'a> {
    rest: &'a str,
}

impl<'a> Words<'a> {
    /// Those of a statement that ends with its semicolon; none of one that does not end.
    pub(super) fn of(statement: &'a str) -> Option<Self> {
        statement.strip_suffix(';').map(|rest| Self { rest })
    }

    /// The next word, a quoted name or text as one; no text with a backslash, which two settings of a server read differently.
    pub(super) fn next(&mut self) -> Option<&'a str> {
        self.rest = self.rest.trim_start();
        let first = self.rest.chars().next()?;
        let length = match first {
            '\'' | '"' => quoted_length(self.rest, first)?,
            _ if word_part(first) => self.rest.find(|each| !word_part(each)).unwrap_or(self.rest.len()),
            _ => first.len_utf8(),
        };
        let (word, rest) = self.rest.split_at(length);
        self.rest = rest;
        Some(word)
    }

    /// Passes these words, or stays where it is and says so.
    pub(super) fn pass(&mut self, words: &str) -> bool {
        let mut ahead = self.clone();
        let found = words.split(' ').all(|word| ahead.next() == Some(word));
        if found {
            *self = ahead;
        }
        found
    }

    /// Passes these words; none where something else stands there.
    pub(super) fn after(&mut self, words: &str) -> Option<()> {
        self.pass(words).then_some(())
    }

    /// A name, quoted as it stands there.
    pub(super) fn name(&mut self) -> Option<&'a str> {
        let word = self.next()?;
        let plain = word.starts_with(|first: char| first.is_ascii_lowercase() || first == '_')
            && word.chars().all(|each| each.is_ascii_lowercase() || each.is_ascii_digit() || matches!(each, '_' | '$'));
        (plain || word.starts_with('"')).then_some(word)
    }

    /// A text in single quotes as it stands there.
    pub(super) fn text(&mut self) -> Option<&'a str> {
        self.next().filter(|word| word.starts_with('\''))
    }

    /// A whole number as it stands there.
    pub(super) fn number(&mut self) -> Option<&'a str> {
        self.pass("-");
        self.next().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// Something, where nothing is left.
    pub(super) fn end(&self) -> Option<()> {
        self.rest.trim_start().is_empty().then_some(())
    }
}

const fn word_part(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '$')
}

/// Bytes of a quotation with its quotes; doubled quotes belong to it.
fn quoted_length(rest: &str, quote: char) -> Option<usize> {
    let mut at = 1;
    loop {
        at += rest[at..].find(quote)? + 1;
        if !rest[at..].starts_with(quote) {
            return (quote == '"' || !rest[..at].contains('\\')).then_some(at).filter(|length| *length > 2 || quote == '\'');
        }
        at += 1;
    }
}

/// A quoted name as it is.
pub(super) fn unquoted(name: &str) -> String {
    name.strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .map_or_else(|| name.to_owned(), |inner| inner.replace("\"\"", "\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_end_outside_of_quotes() {
        let script = "-- a ; comment\n\\restrict x;\nCREATE ROLE \"a;b\";\nCOMMENT ON ROLE a IS 'it''s; so';\n\n";
        assert_eq!(statements(script), ["CREATE ROLE \"a;b\";", "COMMENT ON ROLE a IS 'it''s; so';"]);
        assert_eq!(statements("A 'b;\nCREATE ROLE c;"), ["A 'b;\nCREATE ROLE c;"]);
        assert_eq!(statements("A"), ["A"]);
        assert!(statements(" \n").is_empty());
    }

    #[test]
    fn words_are_names_texts_and_marks() {
        let mut words = Words::of("GRANT \"a \"\"b\" TO c_1$ IS 'it''s' -1;").unwrap();
        assert!(words.pass("GRANT") && !words.pass("TO"));
        assert_eq!(words.name(), Some("\"a \"\"b\""));
        assert!(words.pass("TO"));
        assert_eq!(words.name(), Some("c_1$"));
        assert_eq!((words.next(), words.text(), words.end()), (Some("IS"), Some("'it''s'"), None));
        assert_eq!((words.number(), words.end()), (Some("1"), Some(())));
        for odd in ["'a\\b'", "\"\"", "'open", "\"open"] {
            assert_eq!(Words { rest: odd }.next(), None, "{odd}");
        }
        assert_eq!(Words { rest: "''" }.text(), Some("''"));
        assert!(Words::of("A").is_none());
        assert_eq!(unquoted("\"a \"\"b\""), "a \"b");
        assert_eq!(unquoted("a"), "a");
    }
}
