//! What the files of a folder are called: from a list where somebody wrote one, else from their own names.
//!
//! A prefix is for ever, so nothing is guessed twice: the name of a file depends on its own path alone, and two files that
//! would have one prefix are both refused.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

use cutter_model::refusal::{Refusal, RefusalKind};
use iu_address as address;
use iu_address::unicode::{is_mark, nfc};
use iu_text::canon::MAX_SOURCE_BYTES;
use iu_text::manifest::ScopePolicy;

/// Endings of files that are taken for texts.
const TEXT_ENDINGS: [&str; 4] = ["txt", "text", "md", "markdown"];

/// A file that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct FoundFile {
    /// Path below the folder, parts separated by `/`.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// Whether it was named itself, rather than found in a folder: then its ending says nothing.
    pub named: bool,
}

/// What a list says of one file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, cutter_model::TS)]
#[serde(default)]
pub struct ManifestRow {
    /// Path below the folder.
    pub file: String,
    /// Title for people.
    pub title: Option<String>,
    /// Document code.
    pub doc_code: Option<String>,
    /// Address prefix.
    pub prefix: Option<String>,
    /// Profile id.
    pub profile: Option<String>,
    /// Smallest level cut.
    pub leaf: Option<String>,
    /// Which units are proposed.
    pub scope: Option<ScopePolicy>,
}

/// The files of a run, and what is said of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct RunFacts {
    /// Every file found.
    pub files: Vec<FoundFile>,
    /// Rows of the list; none where there is no list.
    pub manifest: Option<Vec<ManifestRow>>,
    /// For files whose row names no profile.
    pub profile: Option<String>,
    /// For files whose row names no smallest level.
    pub leaf: Option<String>,
    /// For files whose row names no scope.
    pub scope: ScopePolicy,
}

/// A file and what it is to be registered as, or why it is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct PlannedFile {
    /// Path below the folder.
    pub path: String,
    /// Title.
    pub title: String,
    /// Document code.
    pub doc_code: String,
    /// Address prefix.
    pub prefix: String,
    /// Profile, or none for the one that fits best.
    pub profile: Option<String>,
    /// Smallest level, or none for the profile's own.
    pub leaf: Option<String>,
    /// Which units are proposed.
    pub scope: ScopePolicy,
    /// Why it cannot be registered.
    pub refusal: Option<Refusal>,
}

/// What a run does with its files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct RunPlan {
    /// Files to work on, in order of their paths.
    pub files: Vec<PlannedFile>,
    /// Files of the folder that are no texts by their endings, or that the list does not name.
    pub ignored: Vec<String>,
}

/// Decides what each file is registered as. With a list, only the files it names are worked on.
#[must_use]
pub fn plan_run(facts: &RunFacts) -> RunPlan {
    let mut found: Vec<&FoundFile> = facts.files.iter().collect();
    found.sort_by(|a, b| a.path.cmp(&b.path));
    let mut plan = RunPlan { files: Vec::new(), ignored: Vec::new() };
    match &facts.manifest {
        Some(rows) => by_manifest(facts, rows, &found, &mut plan),
        None => {
            for file in found {
                if file.named || has_text_ending(&file.path) {
                    plan.files.push(planned(facts, file, &ManifestRow::default()));
                } else {
                    plan.ignored.push(file.path.clone());
                }
            }
        }
    }
    refuse_twins(&mut plan.files);
    plan
}

fn by_manifest(facts: &RunFacts, rows: &[ManifestRow], found: &[&FoundFile], plan: &mut RunPlan) {
    let name = |path: &str| nfc(path.trim_start_matches("./")).into_owned();
    let by_path: HashMap<String, &FoundFile> = found.iter().map(|file| (name(&file.path), *file)).collect();
    let mut rows_of: HashMap<String, usize> = HashMap::new();
    for row in rows {
        let path = name(&row.file);
        let times = rows_of.entry(path.clone()).or_insert(0);
        *times += 1;
        let mut file = match by_path.get(&path) {
            Some(file) => planned(facts, file, row),
            None => {
                let missing = FoundFile { path: row.file.clone(), bytes: 0, named: true };
                let mut file = planned(facts, &missing, row);
                let message = format!("The list names {:?}, which is not in the folder.", row.file);
                file.refusal = Some(Refusal::not_found("RUN_FILE_NOT_FOUND", message));
                file
            }
        };
        if *times > 1 {
            let message = format!("The list names {:?} more than once.", row.file);
            file.refusal = Some(Refusal::invalid("RUN_FILE_TWICE", message));
        }
        plan.files.push(file);
    }
    plan.ignored.extend(found.iter().filter(|file| !rows_of.contains_key(&name(&file.path))).map(|file| file.path.clone()));
    plan.files.sort_by(|a, b| a.path.cmp(&b.path));
}

fn planned(facts: &RunFacts, file: &FoundFile, row: &ManifestRow) -> PlannedFile {
    let said = |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let stem = without_ending(&file.path);
    let (prefix, derived) = match said(&row.prefix) {
        Some(prefix) => (prefix, false),
        None => (prefix_from(stem), true),
    };
    PlannedFile {
        title: said(&row.title).unwrap_or_else(|| nfc(stem.rsplit('/').next().unwrap_or(stem)).into_owned()),
        doc_code: said(&row.doc_code).unwrap_or_else(|| prefix.clone()),
        profile: said(&row.profile).or_else(|| facts.profile.clone()),
        leaf: said(&row.leaf).or_else(|| facts.leaf.clone()),
        scope: row.scope.unwrap_or(facts.scope),
        refusal: too_large(file).or_else(|| if derived { unfit(stem, &prefix, file) } else { None }),
        path: file.path.clone(),
        prefix,
    }
}

/// Said by the size alone: such a file is not even read.
fn too_large(file: &FoundFile) -> Option<Refusal> {
    let over = usize::try_from(file.bytes).is_ok_and(|bytes| bytes <= MAX_SOURCE_BYTES);
    let message = || format!("The file has {} bytes; at most {MAX_SOURCE_BYTES} are accepted.", file.bytes);
    (!over).then(|| Refusal::new("TEXT_TOO_LARGE", RefusalKind::TooLarge, message()).at(MAX_SOURCE_BYTES))
}

fn unfit(stem: &str, prefix: &str, file: &FoundFile) -> Option<Refusal> {
    // What a prefix cannot hold is not dropped: `法律 2024` is not `2024`.
    if let Some(letter) = lost_letter(stem) {
        let message =
            format!("The name of the file {:?} has {letter:?}, which no prefix can hold: name one in a list.", file.path);
        return Some(Refusal::invalid("RUN_NAME_UNFIT", message));
    }
    let error = address::validate_prefix(prefix).err()?;
    let message =
        format!("The name of the file {:?} gives the prefix {prefix:?}, which is none ({error}): name one in a list.", file.path);
    Some(Refusal { at: Some(error.at), ..Refusal::invalid("RUN_NAME_UNFIT", message) })
}

fn refuse_twins(files: &mut [PlannedFile]) {
    let mut by_prefix: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, file) in files.iter().enumerate().filter(|(_, file)| file.refusal.is_none()) {
        by_prefix.entry(file.prefix.clone()).or_default().push(at);
    }
    for (prefix, twins) in by_prefix.into_iter().filter(|(_, twins)| twins.len() > 1) {
        let paths: Vec<String> = twins.iter().map(|&at| format!("{:?}", files[at].path)).collect();
        let message = format!("{} would share the prefix {prefix:?}: name another for each in a list.", paths.join(" and "));
        for at in twins {
            files[at].refusal = Some(Refusal::conflict("RUN_PREFIX_TWICE", message.clone()));
        }
    }
}

fn ending(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next()?;
    name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, ending)| ending)
}

fn has_text_ending(path: &str) -> bool {
    ending(path).is_some_and(|ending| TEXT_ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

fn without_ending(path: &str) -> &str {
    match ending(path) {
        Some(ending) if has_text_ending(path) => &path[..path.len() - ending.len() - 1],
        _ => path,
    }
}

/// The characters of a name without their marks; `đ` is a letter of its own that no mark makes.
fn plain_characters(stem: &str, tell: &mut dyn FnMut(char)) {
    for c in stem.chars() {
        iu_address::unicode::decompose(c, &mut |part| match part {
            'đ' | 'Đ' => tell('D'),
            part if is_mark(part) => {}
            part => tell(part),
        });
    }
}

/// The first letter or digit that has no place in a prefix.
fn lost_letter(stem: &str) -> Option<char> {
    let mut lost = None;
    plain_characters(stem, &mut |c| {
        if c.is_alphanumeric() && !c.is_ascii() {
            lost.get_or_insert(c);
        }
    });
    lost
}

/// Folders and name as tokens in capitals: letters without their marks, everything else a separator.
/// `luật/Đất đai 2024` gives `LUAT-DAT-DAI-2024`.
fn prefix_from(stem: &str) -> String {
    let mut out = String::with_capacity(stem.len());
    plain_characters(stem, &mut |c| {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_uppercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    });
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(paths: &[&str], manifest: Option<Vec<ManifestRow>>) -> RunFacts {
        let file = |path: &&str| FoundFile { path: (*path).to_owned(), bytes: 10, named: false };
        RunFacts { files: paths.iter().map(file).collect(), manifest, profile: None, leaf: None, scope: ScopePolicy::All }
    }

    fn shown(plan: &RunPlan) -> Vec<(&str, &str, Option<&str>)> {
        plan.files
            .iter()
            .map(|file| (file.path.as_str(), file.prefix.as_str(), file.refusal.as_ref().map(|no| no.code.as_str())))
            .collect()
    }

    #[test]
    fn a_name_becomes_a_prefix() {
        for (path, prefix) in [
            ("Luật Đất đai 2024.txt", "LUAT-DAT-DAI-2024"),
            ("Lu\u{e2}\u{323}t.txt", "LUAT"),
            ("45-2019-QH14.md", "45-2019-QH14"),
            ("a/b_c.TXT", "A-B-C"),
            ("v1.2.txt", "V1-2"),
        ] {
            assert_eq!(shown(&plan_run(&facts(&[path], None))), [(path, prefix, None)]);
        }
    }

    #[test]
    fn what_gives_no_prefix_is_refused_and_twins_are_too() {
        let long = format!("{}.txt", "x".repeat(60));
        let plan = plan_run(&facts(&["more/法律 2.txt", &long, "a b.txt", "a-b.md", "c.txt", "d.pdf", ".txt"], None));
        let codes: Vec<_> = shown(&plan).into_iter().map(|(path, _, code)| (path, code)).collect();
        assert_eq!(
            codes,
            [
                ("a b.txt", Some("RUN_PREFIX_TWICE")),
                ("a-b.md", Some("RUN_PREFIX_TWICE")),
                ("c.txt", None),
                ("more/法律 2.txt", Some("RUN_NAME_UNFIT")),
                (long.as_str(), Some("RUN_NAME_UNFIT")),
            ]
        );
        assert_eq!(plan.ignored, [".txt", "d.pdf"]);
    }

    #[test]
    fn a_manifest_file_says_which_and_how() {
        let row = |file: &str, prefix: Option<&str>| ManifestRow {
            file: file.to_owned(),
            prefix: prefix.map(str::to_owned),
            title: Some("Luật".to_owned()),
            ..ManifestRow::default()
        };
        let rows = vec![row("b.pdf.txt", Some("B-1")), row("gone.txt", None), row("./a.txt", None), row("a.txt", None)];
        let plan = plan_run(&facts(&["a.txt", "b.pdf.txt", "c.txt"], Some(rows)));
        assert_eq!(
            shown(&plan),
            [
                ("a.txt", "A", None),
                ("a.txt", "A", Some("RUN_FILE_TWICE")),
                ("b.pdf.txt", "B-1", None),
                ("gone.txt", "GONE", Some("RUN_FILE_NOT_FOUND"))
            ]
        );
        assert_eq!(plan.ignored, ["c.txt"]);
        assert_eq!((plan.files[0].title.as_str(), plan.files[0].doc_code.as_str()), ("Luật", "A"));
    }

    #[test]
    fn a_file_is_too_large_by_its_size_alone() {
        let mut facts = facts(&["a.txt"], None);
        facts.files[0].bytes = MAX_SOURCE_BYTES as u64 + 1;
        assert_eq!(plan_run(&facts).files[0].refusal.as_ref().map(|no| no.kind), Some(RefusalKind::TooLarge));
    }
}
