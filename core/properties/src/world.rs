//! Units and alias rows written as lines, so that a fuzzer can change them and a person can read them.
//!
//! A line begins with a letter that says what it is; then each character is one field, a number by its place in `0-9A-Za-z`.
//! What is missing is zero, and what is no line of these is passed over.
//!
//! | line | fields |
//! |---|---|
//! | `u` a unit | id, address, born, held since (0: since it was born), retired (0: not, `z`: at an unknown time), render order (0: none) |
//! | `r` redirect, `n` rename, `p` previous canonical, `x` external reference | text, target, from, until (0: open), scenario (0: none), id (0: one of its own) |
//! | `+` and a row | the row that is to be written |
//! | `c` a candidate | address |
//! | `t` the text to resolve | the rest of the line as it is; otherwise the address 1 |
//! | `@` the time | time, follow (0: latest) |
//!
//! Times are years from 2000, addresses are `HB/` and the number, ids of units `unit` and the number.

use iu_address::alias::{AliasKind, AliasRow, Follow, ResolvableUnit, ResolveFacts};
use iu_address::Instant;

/// More lines than this make an input slow, not new.
const MAX_LINES: usize = 160;

/// What the lines say.
pub struct World {
    pub facts: ResolveFacts,
    pub new_rows: Vec<AliasRow>,
    pub text: String,
    pub at: Instant,
    pub follow: Follow,
}

impl World {
    pub fn of(data: &[u8]) -> Self {
        let mut world =
            Self { facts: ResolveFacts::default(), new_rows: Vec::new(), text: address(1), at: year(20), follow: Follow::Latest };
        for (number, line) in data.split(|&byte| byte == b'\n').take(MAX_LINES).enumerate() {
            world.add(number, line);
        }
        world
    }

    fn add(&mut self, number: usize, line: &[u8]) {
        let field = |at: usize| line.get(at).copied().map_or(0, value);
        match line.first() {
            Some(b'u') => self.facts.units.push(unit(&field)),
            Some(b'c') => self.facts.candidates.push(address(field(1))),
            Some(b't') => self.text = crate::text::text(&line[1..]).into_owned(),
            Some(b'@') => {
                self.at = year(field(1));
                self.follow = if field(2) == 0 { Follow::Latest } else { Follow::None };
            }
            Some(b'+') => self.new_rows.extend(row(number, &line[1..])),
            _ => self.facts.aliases.extend(row(number, line)),
        }
    }

    /// The beginning and end of everything, and the time asked for: nothing changes in between.
    pub fn instants(&self) -> Vec<Instant> {
        let rows = self.facts.aliases.iter().chain(&self.new_rows);
        let of_rows = rows.flat_map(|row| [Some(row.valid_from), row.valid_until]).flatten();
        let of_units = self.facts.units.iter().flat_map(|unit| [Some(unit.born_at), unit.held_since, unit.retired_at]).flatten();
        let mut instants: Vec<Instant> = of_rows.chain(of_units).chain([self.at]).collect();
        instants.sort_unstable();
        instants.dedup();
        instants
    }
}

/// A character as a number below 62.
fn value(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => byte - b'0',
        b'A'..=b'Z' => byte - b'A' + 10,
        b'a'..=b'z' => byte - b'a' + 36,
        _ => byte % 62,
    }
}

fn year(number: u8) -> Instant {
    format!("{}-01-01", 2000 + u16::from(number)).parse().expect("a date")
}

fn later(number: u8) -> Option<Instant> {
    (number > 0).then(|| year(number))
}

fn address(number: u8) -> String {
    format!("HB/{number}")
}

fn unit_id(number: u8) -> String {
    format!("unit {number}")
}

fn unit(field: &impl Fn(usize) -> u8) -> ResolvableUnit {
    const UNKNOWN: u8 = 61;
    ResolvableUnit {
        id: unit_id(field(1)),
        canonical_address: address(field(2)),
        born_at: year(field(3)),
        held_since: later(field(4)),
        lifecycle_status: if field(5) == 0 { "active" } else { "retired" }.to_owned(),
        retired_at: later(field(5)).filter(|_| field(5) != UNKNOWN),
        retired_by: None,
        render_order: Some(i64::from(field(6))).filter(|&order| order > 0),
    }
}

fn row(number: usize, line: &[u8]) -> Option<AliasRow> {
    let field = |at: usize| line.get(at).copied().map_or(0, value);
    let alias_kind = match line.first()? {
        b'r' => AliasKind::Redirect,
        b'n' => AliasKind::Rename,
        b'p' => AliasKind::PreviousCanonical,
        b'x' => AliasKind::ExternalReference,
        _ => return None,
    };
    Some(AliasRow {
        alias_id: if field(6) == 0 { format!("line {number}") } else { format!("row {}", field(6)) },
        target_unit_id: unit_id(field(2)),
        alias_text: address(field(1)),
        alias_kind,
        valid_from: year(field(3)),
        valid_until: later(field(4)),
        created_by: "user-1".to_owned(),
        rationale: "The handbook was renumbered.".to_owned(),
        scenario_ref: Some(format!("scenario {}", field(5))).filter(|_| field(5) > 0),
    })
}
