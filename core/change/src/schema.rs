//! Schema snapshots: which DDL objects one has and the other has not.
//!
//! `pg_dump --schema-only` names each object in a comment line; comments and privileges are no objects of their own.

use serde::{Deserialize, Serialize};

use std::collections::HashSet;

/// The difference of two schema snapshots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct SchemaDiff {
    /// Objects only the first has, as `TYPE schema.name`.
    pub removed: Vec<String>,
    /// Objects only the second has.
    pub added: Vec<String>,
    /// Lines, each with `-` or `+`, that only one of them has.
    pub lines: Vec<String>,
}

/// Compares two snapshots.
#[must_use]
pub fn schema_diff(before: &str, after: &str) -> SchemaDiff {
    let (objects_before, objects_after) = (objects(before), objects(after));
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        let those: HashSet<&String> = those.iter().collect();
        these.iter().filter(|object| !those.contains(object)).cloned().collect()
    };
    let (lines_before, lines_after) = (lines(before), lines(after));
    let minus = surplus(&lines_before, &lines_after).into_iter().map(|line| format!("- {line}"));
    let plus = surplus(&lines_after, &lines_before).into_iter().map(|line| format!("+ {line}"));
    SchemaDiff {
        removed: only(&objects_before, &objects_after),
        added: only(&objects_after, &objects_before),
        lines: minus.chain(plus).collect(),
    }
}

/// Lines of `these` beyond those that `those` has too, counted.
fn surplus<'a>(these: &[&'a str], those: &[&'a str]) -> Vec<&'a str> {
    let mut sorted: Vec<&str> = those.to_vec();
    sorted.sort_unstable();
    let mut rest: Vec<&str> = Vec::new();
    let mut mine: Vec<&str> = these.to_vec();
    mine.sort_unstable();
    let mut at = 0;
    for line in mine {
        while at < sorted.len() && sorted[at] < line {
            at += 1;
        }
        if at < sorted.len() && sorted[at] == line {
            at += 1;
        } else {
            rest.push(line);
        }
    }
    rest
}

/// Lines that say something of the schema: no comments of pg_dump, and not its token against injected commands, which is random.
fn lines(snapshot: &str) -> Vec<&str> {
    snapshot
        .lines()
        .filter(|line| {
            !line.is_empty() && !line.starts_with("--") && !line.starts_with("\\restrict") && !line.starts_with("\\unrestrict")
        })
        .collect()
}

fn objects(snapshot: &str) -> Vec<String> {
    snapshot.lines().filter_map(object).collect()
}

/// `-- Name: idx; Type: INDEX; Schema: s; Owner: -` as `INDEX s.idx`.
fn object(line: &str) -> Option<String> {
    let (name, rest) = line.strip_prefix("-- Name: ")?.split_once("; Type: ")?;
    let (kind, rest) = rest.split_once("; Schema: ")?;
    let (schema, _) = rest.split_once(';')?;
    (!matches!(kind, "COMMENT" | "ACL" | "DEFAULT ACL")).then(|| format!("{kind} {schema}.{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: &str = "\\restrict abc\n-- Name: t; Type: TABLE; Schema: s; Owner: -\nCREATE TABLE s.t (\n    a text\n);\n";
    const AFTER: &str = "\\restrict xyz\n-- Name: t; Type: TABLE; Schema: s; Owner: -\nCREATE TABLE s.t (\n    a text,\n    b text\n);\n\
        -- Name: COLUMN t.b; Type: COMMENT; Schema: s; Owner: -\n-- Name: i; Type: INDEX; Schema: s; Owner: -\nCREATE INDEX i ON s.t (b);\n";

    #[test]
    fn objects_are_counted_and_comments_are_not() {
        let diff = schema_diff(BEFORE, AFTER);
        assert_eq!((diff.removed.len(), diff.added.as_slice()), (0, ["INDEX s.i".to_owned()].as_slice()));
        assert_eq!(diff.lines, ["-     a text", "+     a text,", "+     b text", "+ CREATE INDEX i ON s.t (b);"]);
        assert_eq!(schema_diff(AFTER, BEFORE).removed, ["INDEX s.i"]);
    }

    #[test]
    fn the_random_token_of_a_dump_is_no_difference() {
        let other = BEFORE.replace("abc", "zzz");
        assert_eq!(schema_diff(BEFORE, &other), SchemaDiff { removed: vec![], added: vec![], lines: vec![] });
    }
}
