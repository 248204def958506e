//! The table of what must travel, row by row: what each operation really did, told without the table's own checks.
//! `UPDATE_DOCS=1 cargo test -p cutter-pipeline --test structure` rewrites the table in `docs/structure.md`.

use cutter_model::live::{UnitRow, VersionRow};
use cutter_pipeline::structure::travel::{rule, Aspect, TRAVELS};
use cutter_pipeline::structure::{
    is_live, Enact, Insert, Join, Kind, Move, NewAddress, Operation, Part, Renumber, Retire, Rows, Split, Substitute,
};
use iu_address::alias::AliasRow;

use super::world::{hour, perform, v2};

/// One operation on the law of five articles.
struct Case {
    before: Rows,
    after: Rows,
    /// The units named, then those that are new, in document order of then.
    units: Vec<String>,
}

fn operation(kind: Kind) -> Operation {
    let text = |text: &str| text.to_owned();
    let document = v2();
    let body = document.rows.newest("HB/DIEU-1").and_then(|version| version.body.clone()).expect("a body");
    let middle = body.find("rồi").expect("in the middle");
    match kind {
        Kind::Split => {
            let children = ["HB/DIEU-1-KHOAN-1", "HB/DIEU-1-KHOAN-2"].map(text).to_vec();
            let parts = vec![
                Part { ends_at: middle, ..Part::default() },
                Part { ends_at: body.len(), children, label: text("Điều 1b"), title: text("Rồi") },
            ];
            Operation::Split(Split { unit_id: text("HB/DIEU-1"), parts })
        }
        Kind::Join => {
            let unit_ids = ["HB/DIEU-3", "HB/DIEU-2"].map(text).to_vec();
            Operation::Join(Join { unit_ids, label: String::new(), title: String::new() })
        }
        Kind::Renumber => {
            let label = Some(text("Điều 9"));
            Operation::Renumber(Renumber {
                changes: vec![NewAddress { unit_id: text("HB/DIEU-1"), address: text("HB/DIEU-9"), label }],
            })
        }
        Kind::Substitute => Operation::Substitute(Substitute {
            unit_id: text("HB/DIEU-1"),
            heading: None,
            body: text("Mới.\n"),
            title: Some(text("New title")),
            source: None,
            derived: false,
        }),
        Kind::Insert => Operation::Insert(Insert {
            enact: false,
            address: text("HB/DIEU-1A"),
            parent_id: Some(text("HB/CHUONG-1")),
            after: Some(text("HB/DIEU-1")),
            section_type: text("article"),
            label: text("Điều 1a"),
            title: String::new(),
            heading: text("Điều 1a.\n"),
            body: text("Thêm.\n"),
            source: None,
        }),
        Kind::Move => Operation::Move(Move {
            unit_id: text("HB/DIEU-1"),
            parent_id: Some(text("HB/CHUONG-2")),
            after: Some(text("HB/DIEU-4")),
            address: None,
        }),
        Kind::Retire => Operation::Retire(Retire { unit_id: text("HB/DIEU-1") }),
        Kind::Enact => Operation::Enact(Enact { unit_ids: vec![text("HB/DIEU-1")] }),
        Kind::Suspend | Kind::Resume => unreachable!("they need a day, and are told in `suspend`"),
        Kind::Amendment | Kind::Withdraw | Kind::Correct => unreachable!("they carry along what others do"),
    }
}

fn case(kind: Kind) -> Case {
    let document = v2();
    let done = perform(&document, operation(kind), 1).unwrap_or_else(|refusal| panic!("{}: {refusal}", refusal.code));
    let named: Vec<String> = done.manifest.origins.iter().map(|origin| origin.unit_id.clone()).collect();
    let units = done.after.in_order().into_iter();
    let units = units.filter(|unit| named.contains(&unit.id) || !document.rows.units.contains_key(&unit.id));
    let units = units.map(|unit| unit.id.clone()).collect();
    Case { before: document.rows, after: done.after, units }
}

impl Case {
    /// What `tell` says of each unit, before (where it was) and after.
    fn each(&self, tell: impl Fn(&Rows, &UnitRow) -> String) -> String {
        let one = |id: &String| {
            let was = self.before.units.get(id).map_or_else(|| "–".to_owned(), |unit| tell(&self.before, unit));
            let is = tell(&self.after, &self.after.units[id]);
            if was == is {
                is
            } else {
                format!("{was} → {is}")
            }
        };
        self.units.iter().map(one).collect::<Vec<_>>().join("; ")
    }
}

fn short(address: &str) -> &str {
    address.strip_prefix("HB/").unwrap_or(address)
}

fn address_of<'a>(rows: &'a Rows, id: Option<&str>) -> &'a str {
    id.and_then(|id| rows.units.get(id)).map_or("top", |unit| short(&unit.canonical_address))
}

fn version(rows: &Rows, unit: &UnitRow) -> VersionRow {
    rows.newest(&unit.id).cloned().expect("a version")
}

fn row(expected: [&str; 8], observe: impl Fn(&Case) -> String) {
    for (kind, expected) in Kind::ALL.into_iter().zip(expected) {
        assert_eq!(observe(&case(kind)), expected, "{}", kind.as_str());
    }
}

#[test]
fn identity() {
    let one = "lives";
    row(
        [
            "lives → ended; – → lives; – → lives",
            "lives → ended; – → lives; lives → ended",
            one,
            one,
            "– → lives",
            one,
            "lives → ended; lives → ended; lives → ended",
            one,
        ],
        |case| case.each(|_, unit| if is_live(unit) { "lives" } else { "ended" }.to_owned()),
    );
}

#[test]
fn address() {
    row(
        [
            "DIEU-1; – → DIEU-1-P1; – → DIEU-1-P2",
            "DIEU-2; – → DIEU-6; DIEU-3",
            "DIEU-1 → DIEU-9",
            "DIEU-1",
            "– → DIEU-1A",
            "DIEU-1",
            "DIEU-1; DIEU-1-KHOAN-1; DIEU-1-KHOAN-2",
            "DIEU-1",
        ],
        |case| case.each(|_, unit| short(&unit.canonical_address).to_owned()),
    );
    row(["DIEU-1"; 8].map(|_| "same"), |case| {
        let code = |unit: &UnitRow| unit.section_code.as_deref() == Some(short(&unit.canonical_address));
        if case.after.units.values().all(code) { "same" } else { "another section code" }.to_owned()
    });
}

#[test]
fn aliases() {
    let renamed = "\
        previous_canonical DIEU-1 > DIEU-9 until, rename DIEU-1 > DIEU-9 since; \
        previous_canonical DIEU-1-KHOAN-1 > DIEU-9-KHOAN-1 until, rename DIEU-1-KHOAN-1 > DIEU-9-KHOAN-1 since; \
        previous_canonical DIEU-1-KHOAN-2 > DIEU-9-KHOAN-2 until, rename DIEU-1-KHOAN-2 > DIEU-9-KHOAN-2 since";
    row(
        [
            "redirect DIEU-1 > DIEU-1-P1 since, redirect DIEU-1 > DIEU-1-P2 since",
            "redirect DIEU-2 > DIEU-6 since; redirect DIEU-3 > DIEU-6 since",
            renamed,
            "",
            "",
            "",
            "",
            "",
        ],
        |case| {
            let when = |row: &AliasRow| match (row.valid_from.to_string() == hour(1), row.valid_until) {
                (true, None) => "since",
                (false, Some(until)) if until.to_string() == hour(1) => "until",
                _ => "at another time",
            };
            let mut rows: Vec<(String, String)> = case
                .after
                .aliases
                .values()
                .map(|row| {
                    let target = address_of(&case.after, Some(&row.target_unit_id));
                    let text = format!("{} {} > {target} {}", row.alias_kind, short(&row.alias_text), when(row));
                    (row.alias_text.clone(), text)
                })
                .collect();
            rows.sort();
            rows.chunk_by(|one, two| one.0 == two.0)
                .map(|rows| rows.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(", "))
                .collect::<Vec<_>>()
                .join("; ")
        },
    );
}

#[test]
fn parent() {
    row(
        [
            "CHUONG-1; – → DIEU-1; – → DIEU-1",
            "CHUONG-1; – → CHUONG-1; CHUONG-1",
            "CHUONG-1",
            "CHUONG-1",
            "– → CHUONG-1",
            "CHUONG-1 → CHUONG-2",
            "CHUONG-1; DIEU-1; DIEU-1",
            "CHUONG-1",
        ],
        |case| case.each(|rows, unit| address_of(rows, unit.parent_id.as_deref()).to_owned()),
    );
}

#[test]
fn children() {
    let two = "DIEU-1-KHOAN-1 DIEU-1-KHOAN-2";
    row(
        [
            "DIEU-1-KHOAN-1 DIEU-1-KHOAN-2 → DIEU-1-P1 DIEU-1-P2; – → ; – → DIEU-1-KHOAN-1 DIEU-1-KHOAN-2",
            "DIEU-2-KHOAN-1 DIEU-2-KHOAN-2 → ; – → DIEU-2-KHOAN-1 DIEU-2-KHOAN-2 DIEU-3-KHOAN-1 DIEU-3-KHOAN-2; DIEU-3-KHOAN-1 DIEU-3-KHOAN-2 → ",
            "DIEU-1-KHOAN-1 DIEU-1-KHOAN-2 → DIEU-9-KHOAN-1 DIEU-9-KHOAN-2",
            two,
            "– → ",
            two,
            "DIEU-1-KHOAN-1 DIEU-1-KHOAN-2; ; ",
            two,
        ],
        |case| {
            case.each(|rows, unit| {
                let children = rows.in_order().into_iter().filter(|child| child.parent_id.as_ref() == Some(&unit.id));
                children.map(|child| short(&child.canonical_address)).collect::<Vec<_>>().join(" ")
            })
        },
    );
}

#[test]
fn order() {
    let positions = |case: &Case| {
        let mut units: Vec<_> = case.after.units.values().collect();
        units.sort_by_key(|unit| unit.sort_order);
        let articles = units.iter().filter(|unit| !unit.canonical_address.contains("KHOAN"));
        articles.map(|unit| format!("{}:{}", unit.sort_order, short(&unit.canonical_address))).collect::<Vec<_>>().join(" ")
    };
    let kept = "1:CHUONG-1 2:DIEU-1 5:DIEU-2 8:DIEU-3 11:CHUONG-2 12:DIEU-4 15:DIEU-5";
    row(
        [
            "1:CHUONG-1 2:DIEU-1 3:DIEU-1-P1 4:DIEU-1-P2 7:DIEU-2 10:DIEU-3 13:CHUONG-2 14:DIEU-4 17:DIEU-5",
            "1:CHUONG-1 2:DIEU-1 5:DIEU-2 6:DIEU-6 11:DIEU-3 12:CHUONG-2 13:DIEU-4 16:DIEU-5",
            "1:CHUONG-1 2:DIEU-9 5:DIEU-2 8:DIEU-3 11:CHUONG-2 12:DIEU-4 15:DIEU-5",
            kept,
            "1:CHUONG-1 2:DIEU-1 5:DIEU-1A 6:DIEU-2 9:DIEU-3 12:CHUONG-2 13:DIEU-4 16:DIEU-5",
            "1:CHUONG-1 2:DIEU-2 5:DIEU-3 8:CHUONG-2 9:DIEU-4 12:DIEU-1 15:DIEU-5",
            kept,
            kept,
        ],
        positions,
    );
}

#[test]
fn section_type_and_format_version() {
    let v2 = "article canonical-address-v2";
    row(
        [
            "article canonical-address-v2; – → article canonical-address-v2; – → article canonical-address-v2",
            "article canonical-address-v2; – → article canonical-address-v2; article canonical-address-v2",
            v2,
            v2,
            "– → article canonical-address-v2",
            v2,
            "article canonical-address-v2; clause canonical-address-v2; clause canonical-address-v2",
            v2,
        ],
        |case| case.each(|_, unit| format!("{} {}", unit.section_type, unit.canonical_address_format_version)),
    );
}

#[test]
fn authority_and_lifecycle() {
    row(
        [
            "draft draft_only → draft retired; – → draft draft_only; – → draft draft_only",
            "draft draft_only → draft retired; – → draft draft_only; draft draft_only → draft retired",
            "draft draft_only",
            "draft draft_only",
            "– → draft draft_only",
            "draft draft_only",
            "draft draft_only → draft retired; draft draft_only → draft retired; draft draft_only → draft retired",
            "draft draft_only → enacted active",
        ],
        |case| case.each(|_, unit| format!("{} {}", unit.authority.as_deref().unwrap_or_default(), unit.lifecycle_status)),
    );
}

/// The operations on a unit in force: what it had it keeps, what comes after it is a draft.
#[test]
fn authority_of_what_was_enacted() {
    let enacted = [
        "enacted active → enacted retired; – → draft draft_only; – → draft draft_only",
        "",
        "enacted active",
        "enacted active → draft draft_only",
        "– → draft draft_only",
        "enacted active",
        "enacted active → enacted retired; draft draft_only → draft retired; draft draft_only → draft retired",
    ];
    for (kind, expected) in Kind::ALL.into_iter().zip(enacted).filter(|(kind, _)| *kind != Kind::Join) {
        let law = super::world::story(v2(), [operation(Kind::Enact)]);
        let done = perform(&law, operation(kind), 2).expect("it is done");
        let named: Vec<String> = done.manifest.origins.iter().map(|origin| origin.unit_id.clone()).collect();
        let units = done.after.in_order().into_iter();
        let units = units.filter(|unit| named.contains(&unit.id) || !law.rows.units.contains_key(&unit.id));
        let case =
            Case { units: units.map(|unit| unit.id.clone()).collect(), before: law.rows.clone(), after: done.after.clone() };
        let observed =
            case.each(|_, unit| format!("{} {}", unit.authority.as_deref().unwrap_or_default(), unit.lifecycle_status));
        assert_eq!(observed, expected, "{}", kind.as_str());
    }
}

#[test]
fn versions_and_validity() {
    let time = |text: &Option<String>| match text {
        None => "",
        Some(text) if *text == hour(1) => " now",
        Some(_) => " at another time",
    };
    let told = |rows: &Rows, unit: &UnitRow| {
        let mut versions: Vec<&VersionRow> = rows.versions.values().filter(|version| version.unit_id == unit.id).collect();
        versions.sort_by_key(|version| version.version_seq);
        let told = versions.iter().map(|version| {
            let times =
                [("enacted", &version.enacted_at), ("superseded", &version.superseded_at), ("retired", &version.retired_at)];
            let times: String =
                times.iter().filter(|(_, at)| at.is_some()).map(|(what, at)| format!(" {what}{}", time(at))).collect();
            let by = if version.change_set_id.as_deref() == Some("change-1") { "!" } else { "" };
            format!("{}{by} {}{times}", version.version_seq, version.lifecycle_status)
        });
        told.collect::<Vec<_>>().join(" + ")
    };
    row(
        [
            "1 draft_only → 1! retired retired now; – → 1! draft_only; – → 1! draft_only",
            "1 draft_only → 1! retired retired now; – → 1! draft_only; 1 draft_only → 1! retired retired now",
            "1 draft_only",
            "1 draft_only → 1 draft_only superseded now + 2! draft_only",
            "– → 1! draft_only",
            "1 draft_only",
            "1 draft_only → 1! retired retired now; 1 draft_only → 1! retired retired now; 1 draft_only → 1! retired retired now",
            "1 draft_only → 1 active enacted now",
        ],
        |case| case.each(told),
    );
}

#[test]
fn labels() {
    let one = "Label of HB/DIEU-1 | Title of HB/DIEU-1";
    row(
        [
            "Label of HB/DIEU-1 | Title of HB/DIEU-1; – → Label of HB/DIEU-1 (1) | Title of HB/DIEU-1; – → Điều 1b | Rồi",
            "Label of HB/DIEU-2 | Title of HB/DIEU-2; – → Label of HB/DIEU-2 | Title of HB/DIEU-2; Label of HB/DIEU-3 | Title of HB/DIEU-3",
            "Label of HB/DIEU-1 | Title of HB/DIEU-1 → Điều 9 | Title of HB/DIEU-1",
            "Label of HB/DIEU-1 | Title of HB/DIEU-1 → Label of HB/DIEU-1 | New title",
            "– → Điều 1a | Điều 1a",
            one,
            "Label of HB/DIEU-1 | Title of HB/DIEU-1; Label of HB/DIEU-1-KHOAN-1 | Title of HB/DIEU-1-KHOAN-1; Label of HB/DIEU-1-KHOAN-2 | Title of HB/DIEU-1-KHOAN-2",
            one,
        ],
        |case| {
            case.each(|_, unit| {
                let text = |key: &str| unit.identity_profile[key].as_str().unwrap_or_default().to_owned();
                format!("{} | {}", text("label"), text("title"))
            })
        },
    );
}

#[test]
fn text() {
    let one = "[HB/DIEU-1.]Mở đầu điều 1, rồi tiếp.";
    row(
        [
            "[HB/DIEU-1.]Mở đầu điều 1, rồi tiếp.; – → [HB/DIEU-1.]Mở đầu điều 1,; – → []rồi tiếp.",
            "[HB/DIEU-2.]Mở đầu điều 2, rồi tiếp.; – → [HB/DIEU-2.]Mở đầu điều 2, rồi tiếp.|HB/DIEU-3.|Mở đầu điều 3, rồi tiếp.; [HB/DIEU-3.]Mở đầu điều 3, rồi tiếp.",
            one,
            "[HB/DIEU-1.]Mở đầu điều 1, rồi tiếp. → [HB/DIEU-1.]Mới.",
            "– → [Điều 1a.]Thêm.",
            one,
            "[HB/DIEU-1.]Mở đầu điều 1, rồi tiếp.; [HB/DIEU-1-KHOAN-1.]Khoản 1 của điều 1 đây.; [HB/DIEU-1-KHOAN-2.]Khoản 2 của điều 1 đây.",
            one,
        ],
        |case| {
            case.each(|rows, unit| {
                let version = version(rows, unit);
                let (heading, body) = version.texts();
                format!("[{}]{}", heading.trim_end(), body.trim_end().replace('\n', "|"))
            })
        },
    );
}

/// The spans name the same bytes of the source as the texts: a part has a part of them, a join all of them.
#[test]
fn spans_in_the_source() {
    let spans = |case: &Case| {
        case.each(|rows, unit| {
            let version = version(rows, unit);
            let (heading, body) = version.texts();
            let Some(span) = version.source_span.clone() else { return "none".to_owned() };
            let bytes = |key: &str| -> u64 {
                let each = span[key].as_array().into_iter().flatten();
                each.map(|span| span[1].as_u64().unwrap() - span[0].as_u64().unwrap()).sum()
            };
            let fits = (bytes("heading"), bytes("body")) == (heading.len() as u64, body.len() as u64);
            if fits { "fit" } else { "do not fit" }.to_owned()
        })
    };
    row(["fit; – → fit; – → fit", "fit; – → fit; fit", "fit", "fit → none", "– → none", "fit", "fit; fit; fit", "fit"], spans);
}

#[test]
fn links() {
    let whole = "OTHER/ART-1@0 DIEU-2@18 OTHER/ART-9";
    row(
        [
            "OTHER/ART-1@0 DIEU-2@18 OTHER/ART-9 → ; – → OTHER/ART-1@0 DIEU-2@18 OTHER/ART-9; – → OTHER/ART-9",
            "OTHER/ART-1@0 DIEU-2@18 OTHER/ART-9 → ; – → OTHER/ART-9 OTHER/ART-1@0; OTHER/ART-1@0 DIEU-2@18 OTHER/ART-9 → ",
            whole,
            "OTHER/ART-1@0 DIEU-2@18 OTHER/ART-9 → ",
            "– → ",
            whole,
            "",
            whole,
        ],
        |case| {
            if case.units.len() == 3 && case.units[1].contains("KHOAN") {
                // Of the clauses that end with their article the links stay as well.
                assert_eq!(case.before.edges, case.after.edges);
                return String::new();
            }
            case.each(|rows, unit| {
                let links = rows.edges.get(&unit.id).into_iter().flatten();
                let link = |edge: &cutter_pipeline::structure::Edge| match edge.at {
                    Some(at) => format!("{}@{at}", short(&edge.target)),
                    None => short(&edge.target).to_owned(),
                };
                links.map(link).collect::<Vec<_>>().join(" ")
            })
        },
    );
}

/// Every row of the table has its test above; suspension has it in `suspend`.
#[test]
fn the_table_has_no_other_rows() {
    use Aspect::*;
    let tested = [
        Identity,
        Address,
        Aliases,
        Parent,
        Children,
        Order,
        SectionType,
        FormatVersion,
        Authority,
        Lifecycle,
        Versions,
        Validity,
        Suspension,
        Labels,
        Text,
        Links,
    ];
    assert_eq!(TRAVELS.map(|(aspect, _)| aspect), tested);
}

const PAGE: &str = "../../docs/structure.md";
const BEGIN: &str = "<!-- what travels: written by core/pipeline/tests/structure -->\n";
const END: &str = "<!-- end of what travels -->\n";

#[test]
fn the_page_shows_the_table() {
    let names = ["split", "join", "renumber", "substitute", "insert", "move", "retire", "enact", "suspend", "resume"];
    let mut table = format!("| | {} |\n|---|{}\n", names.join(" | "), "---|".repeat(names.len()));
    for (aspect, _) in TRAVELS {
        let cells = Kind::ALL.map(|kind| rule(aspect, kind).words());
        table.push_str(&format!("| {} | {} |\n", aspect.words(), cells.join(" | ")));
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let page = std::fs::read_to_string(&path).expect("the page is there");
    let (before, rest) = page.split_once(BEGIN).expect("the page has the mark where the table begins");
    let (_, after) = rest.split_once(END).expect("the page has the mark where the table ends");
    let wanted = format!("{before}{BEGIN}{table}{END}{after}");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, wanted).expect("the page can be written");
    } else {
        assert!(page == wanted, "UPDATE_DOCS=1 cargo test -p cutter-pipeline --test structure");
    }
}
