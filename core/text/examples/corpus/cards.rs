//! Cards of the labelled gazette texts beside what people read there.

use iu_text::canon::canonicalise;
use iu_text::card::{self, Card, CardNumbers, CardValue};
use iu_text::profile::{builtin, Profile};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// What is compared, in the order of the table.
pub const MEMBERS: [&str; 9] =
    ["number", "kind", "title", "adopted", "in_force", "amends", "base_number", "base_adopted", "amended_by"];

/// One labelled text: which members are as people read them, of those that are labelled, and what differs.
pub struct CardRow {
    pub name: String,
    pub right: [Option<bool>; 9],
    pub differences: Vec<String>,
}

/// Every labelled text of `folder`, by name.
pub fn rows(folder: &Path) -> Vec<CardRow> {
    let entries = std::fs::read_dir(folder.join("labels")).into_iter().flatten().flatten();
    let mut labels: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
    labels.sort();
    labels.iter().filter_map(|path| row(folder, path)).collect()
}

/// How many of how many are right, for each member.
pub fn totals(rows: &[CardRow]) -> [(usize, usize); 9] {
    std::array::from_fn(|member| {
        let judged = rows.iter().filter_map(|row| row.right[member]);
        judged.fold((0, 0), |(right, all), is_right| (right + usize::from(is_right), all + 1))
    })
}

fn row(folder: &Path, path: &Path) -> Option<CardRow> {
    let label: Value = serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()?;
    let bytes = std::fs::read(folder.join("texts").join(label["file"].as_str()?)).ok()?;
    // Bytes that no text has (a few gazette texts have them between pages) are no matter of the card.
    let bytes: Vec<u8> = bytes.into_iter().filter(|&byte| byte != 0).collect();
    let text = canonicalise(&bytes).ok()?;
    let card = card::read(&text, &profile());
    let mut row = CardRow { name: path.file_stem()?.to_string_lossy().into_owned(), right: [None; 9], differences: Vec::new() };
    for (member, name) in MEMBERS.into_iter().enumerate() {
        let Some((expected, found)) = compared(name, &label, &card) else { continue };
        row.right[member] = Some(expected == found);
        if expected != found {
            row.differences.push(format!("{name} is {found:?}, read as {expected:?}"));
        }
    }
    Some(row)
}

fn profile() -> Profile {
    builtin("vn-law").expect("built in")
}

/// What people read, and what the card has; none where nobody labelled it.
fn compared(name: &str, label: &Value, card: &Card) -> Option<(String, String)> {
    let base = card.base.clone().unwrap_or_default();
    let of = |value: &Option<CardValue>| value.as_ref().map_or(String::new(), |value| value.value.clone());
    let list = |value: &Option<CardNumbers>| {
        let mut numbers = value.as_ref().map_or(Vec::new(), |value| value.value.clone());
        numbers.sort();
        numbers.join(", ")
    };
    let said = |name: &str| label[name].as_str().unwrap_or_default().to_owned();
    let listed = |name: &str| {
        let mut numbers: Vec<String> =
            label[name].as_array().into_iter().flatten().filter_map(|each| each.as_str().map(str::to_owned)).collect();
        numbers.sort();
        numbers.join(", ")
    };
    let is_consolidated = label.get("base_number").is_some();
    match name {
        "number" => Some((said("number"), of(&card.number))),
        // A scan of which nothing came out has its kind from the file's name.
        "kind" if label["number"].is_null() => None,
        "kind" => {
            let kind = of(&card.kind);
            let kind = if kind == "Văn bản hợp nhất" { "vbhn".to_owned() } else { plain(&kind).replace(' ', "_") };
            Some((said("kind"), kind))
        }
        "title" => {
            let title = plain(&of(&card.title));
            // The labels have the title without its kind.
            let kinds = ["bo luat ", "luat ", "nghi dinh ", "thong tu ", "quyet dinh ", "nghi quyet ", "phap lenh "];
            let expected = plain(&said("title_full"));
            let bare = kinds.iter().find_map(|kind| title.strip_prefix(kind)).unwrap_or(&title);
            let found = if title == expected { &title } else { bare };
            Some((expected.clone(), found.to_owned()))
        }
        "adopted" => Some((said("adopted"), of(&card.adopted_on))),
        "in_force" => Some((said("in_force"), of(if is_consolidated { &base.in_force_from } else { &card.in_force_from }))),
        "amends" => Some((listed("amends"), list(&card.amends))),
        "base_number" if is_consolidated => Some((said("base_number"), of(&base.number))),
        "base_adopted" if is_consolidated => Some((said("base_adopted"), of(&base.adopted_on))),
        "amended_by" if is_consolidated => Some((listed("amended_by"), list(&base.amended_by))),
        _ => None,
    }
}

/// Letters without marks, in lower case, on one line: people wrote titles down in other letters than the title page.
fn plain(text: &str) -> String {
    let letters = text.chars().map(|c| if matches!(c, 'đ' | 'Đ') { 'd' } else { iu_address::unicode::base(c) });
    letters.collect::<String>().to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}
