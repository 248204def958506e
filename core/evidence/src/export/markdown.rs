//! Markdown for reading: headings by depth, an anchor with the canonical address before each unit.

use std::collections::{BTreeMap, HashMap};

use super::notes::{OfUnit, Placed};
use super::tree::{Node, Tree};
use super::Export;
use cutter_pipeline::structure::StandingComponent;
use iu_text::manifest::{Exclusion, Span, Unit};

/// Profiles whose sources are Markdown already: their marks are kept.
const MARKDOWN_SOURCES: [&str; 3] = ["markdown-outline", "numbered-outline", "principles"];
/// The deepest heading Markdown has.
const DEEPEST: usize = 6;

/// What the file says by itself, in the language of its text.
struct Words {
    document: &'static str,
    prefix: &'static str,
    cut: &'static str,
    changed: &'static str,
    verification: &'static str,
    pass: &'static str,
    fail: &'static str,
    waiting: &'static str,
    source: &'static str,
    components: &'static str,
    main_text: &'static str,
    attached_document: &'static str,
    schedule: &'static str,
    appendix: &'static str,
    list: &'static str,
    form: &'static str,
    unit: &'static str,
    units: &'static str,
    left_out: &'static str,
    bytes: &'static str,
    anomaly: &'static str,
    line: &'static str,
    note: &'static str,
    retired: &'static str,
    not_consolidated: &'static str,
}

const ENGLISH: Words = Words {
    document: "Document",
    prefix: "Address prefix",
    cut: "Cut on",
    changed: "Changed on",
    verification: "Verification",
    pass: "passed",
    fail: "failed",
    waiting: "not yet done",
    source: "SHA-256 of the source",
    components: "Components",
    main_text: "main text",
    attached_document: "attached document",
    schedule: "schedule",
    appendix: "appendix",
    list: "list",
    form: "form",
    unit: "unit",
    units: "units",
    left_out: "Left out",
    bytes: "bytes of the source",
    anomaly: "Anomaly",
    line: "line",
    note: "Note",
    retired: "Retired",
    not_consolidated: "Not yet consolidated",
};

const VIETNAMESE: Words = Words {
    document: "Văn bản",
    prefix: "Tiền tố địa chỉ",
    cut: "Ngày cắt",
    changed: "Ngày thay đổi",
    verification: "Kiểm chứng",
    pass: "đạt",
    fail: "không đạt",
    waiting: "chưa thực hiện",
    source: "SHA-256 của văn bản nguồn",
    components: "Thành phần",
    main_text: "phần chính",
    attached_document: "văn bản kèm theo",
    schedule: "biểu",
    appendix: "phụ lục",
    list: "danh mục",
    form: "mẫu",
    unit: "đơn vị",
    units: "đơn vị",
    left_out: "Không đưa vào",
    bytes: "byte trong văn bản nguồn",
    anomaly: "Bất thường",
    line: "dòng",
    note: "Chú thích",
    retired: "Đã ngừng hiệu lực",
    not_consolidated: "Chưa hợp nhất",
};

/// The document as Markdown.
pub fn write(export: &Export<'_>) -> String {
    let Export { facts, manifest, tree, work, .. } = export;
    let raw = MARKDOWN_SOURCES.contains(&manifest.profile.id.as_str());
    let mut out = format!("# {}\n\n", escaped(&facts.document.title));
    let words = if work.language == "vie" { VIETNAMESE } else { ENGLISH };
    let verdict = match facts.cut.verdict.as_deref() {
        Some("pass") => words.pass,
        Some(_) => words.fail,
        None => words.waiting,
    };
    let facts_of_it = [
        (words.document, facts.document.doc_code.as_str()),
        (words.prefix, &facts.document.prefix),
        (words.cut, &work.cut_on),
        (words.changed, &work.changed_on),
        (words.verification, verdict),
        (words.source, &manifest.source.sha256),
    ];
    let said = facts_of_it.into_iter().filter(|(name, _)| *name != words.changed || !work.is_as_cut);
    for (name, value) in said {
        out.push_str(&format!("- {name}: `{value}`\n"));
    }
    for act in &facts.not_consolidated {
        out.push_str(&format!("- {}: {} (`{}`)\n", words.not_consolidated, escaped(&act.title), act.doc_code));
    }
    list_components(&mut out, tree, &words);
    // What stands around the units is shown; page furniture, contents and the like are only counted, below.
    let around = around(export);
    for at in 0..=tree.nodes.len() {
        for each in around.get(&at).into_iter().flatten() {
            let (text, notes) = export.around(each.span);
            block(&mut out, &text, &notes, raw);
        }
        if let Some(node) = tree.nodes.get(at) {
            unit(&mut out, node, &export.notes.of_unit(at, node), raw);
        }
    }
    footnotes(&mut out, export, raw);
    let omitted: Vec<_> = export.omitted().collect();
    let unplaced: Vec<_> = export.notes.unplaced().map(|each| each.note).collect();
    if !omitted.is_empty() || !manifest.anomalies.is_empty() || !tree.retired.is_empty() || !unplaced.is_empty() {
        out.push_str("\n---\n\n");
        for each in unplaced {
            out.push_str(&format!("- {} {}: {}\n", words.note, each.number, escaped(&each.text)));
        }
        for each in omitted {
            let Span { start, end } = each.span;
            out.push_str(&format!("- {}: `{}` ({start}–{end} {})\n", words.left_out, each.reason, words.bytes));
        }
        for each in &manifest.anomalies {
            let place = format!("{} {}", words.line, each.line);
            out.push_str(&format!("- {}: `{}`, {place}: {}\n", words.anomaly, each.code, escaped(&each.message)));
        }
        for each in &tree.retired {
            out.push_str(&format!("- {}: `{}`\n", words.retired, each.address));
        }
    }
    out
}

/// Text outside of units that readers expect to see, by the place of the unit that it stands before.
fn around<'a>(export: &'a Export<'_>) -> BTreeMap<usize, Vec<&'a Exclusion>> {
    let place: HashMap<&str, usize> = export.tree.nodes.iter().enumerate().map(|(at, node)| (node.born_as(), at)).collect();
    let units = &export.manifest.units;
    let start = |unit: &Unit| unit.heading_spans.first().or(unit.body_spans.first()).map_or(0, |span| span.start);
    let mut around: BTreeMap<usize, Vec<&Exclusion>> = BTreeMap::new();
    for each in export.manifest.exclusions.iter().filter(|each| super::parts::is_shown(&each.reason)) {
        let next = units.partition_point(|unit| start(unit) <= each.span.start);
        let before = units[next..].iter().find_map(|unit| place.get(unit.address.as_str()));
        around.entry(before.copied().unwrap_or(export.tree.nodes.len())).or_default().push(each);
    }
    around
}

/// What the document has beside its main text, each with a link to where it begins.
fn list_components(out: &mut String, tree: &Tree, words: &Words) {
    let components = tree.components();
    if components.len() < 2 {
        return;
    }
    out.push_str(&format!("- {}:\n", words.components));
    for StandingComponent { address, kind, label, title, units } in &components {
        let kind = match kind.as_str() {
            "main" => words.main_text,
            "attached_document" => words.attached_document,
            "schedule" => words.schedule,
            "appendix" => words.appendix,
            "list" => words.list,
            _ => words.form,
        };
        let name: Vec<String> = [label, title].into_iter().filter(|each| !each.is_empty()).map(|each| escaped(each)).collect();
        let name = match address {
            Some(address) => format!("[{}](#{address}), {kind}", if name.is_empty() { address.clone() } else { name.join(" ") }),
            None => kind.to_owned(),
        };
        out.push_str(&format!("  - {name}: {units} {}\n", if *units == 1 { words.unit } else { words.units }));
    }
}

fn unit(out: &mut String, node: &Node, notes: &OfUnit<'_>, raw: bool) {
    let label = escaped(node.label());
    let (of_label, of_title) = (marks(&notes.label), marks(&notes.title));
    out.push_str(&format!("\n<a id=\"{}\"></a>\n\n", node.unit.canonical_address));
    match (node.title(), node.trimmed_body()) {
        // A clause or a point: its label is the beginning of its text.
        (None, Some(body)) if node.depth > 0 => {
            out.push_str(&format!("**{label}**{of_label} {}\n", prose(body, &notes.body, raw)));
        }
        (title, body) => {
            let hashes = "#".repeat((node.depth + 2).min(DEEPEST));
            let title = title.map(escaped).unwrap_or_default();
            let gap = if label.is_empty() || title.is_empty() { "" } else { ". " };
            let gap = if node.label().ends_with(['.', ')', ':']) { " " } else { gap };
            out.push_str(&format!("{hashes} {}\n", format!("{label}{of_label}{gap}{title}{of_title}").trim()));
            if let Some(body) = body {
                out.push_str(&format!("\n{}\n", prose(body, &notes.body, raw)));
            }
        }
    }
}

fn block(out: &mut String, text: &str, notes: &[Placed<'_>], raw: bool) {
    if !text.is_empty() {
        out.push_str(&format!("\n{}\n", prose(text, notes, raw)));
    }
}

/// The marks of notes that stand at one place.
fn marks(notes: &[Placed<'_>]) -> String {
    notes.iter().map(|each| format!("[^{}]", each.ordinal)).collect()
}

/// What the notes say.
fn footnotes(out: &mut String, export: &Export<'_>, raw: bool) {
    let unplaced: Vec<usize> = export.notes.unplaced().map(|each| each.ordinal).collect();
    for (place, (note, _)) in export.notes.all().enumerate().filter(|(place, _)| !unplaced.contains(&(place + 1))) {
        let text = prose(&note.text, &[], raw).replace('\n', "\n    ");
        out.push_str(&format!("\n[^{}]: {text}\n", place + 1));
    }
}

/// Running text: as it is where it is Markdown, else with each line break kept and nothing read as a mark; with notes at their places.
fn prose(text: &str, notes: &[Placed<'_>], raw: bool) -> String {
    if raw && notes.is_empty() {
        return text.to_owned();
    }
    let mut from = 0;
    let mut line_of = |line: &str| {
        let (start, end) = (from, from + line.len());
        from = end + 1;
        let white = if raw { 0 } else { line.len() - line.trim_start_matches([' ', '\t']).len() };
        let mut out = String::new();
        let mut at = white;
        for each in notes.iter().filter(|each| (start..=end).contains(&each.at)) {
            let place = (each.at - start).max(at);
            out.push_str(&written(&line[at..place], at == white, raw));
            out.push_str(&marks(std::slice::from_ref(each)));
            at = place;
        }
        out + &written(&line[at..], at == white, raw)
    };
    let lines: Vec<String> = text.split('\n').map(&mut line_of).collect();
    if raw {
        return lines.join("\n");
    }
    // A backslash at the end of a line is a line break; an empty line already ends a paragraph.
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for (at, line) in lines.iter().enumerate() {
        out.push_str(line);
        if let Some(next) = lines.get(at + 1) {
            out.push_str(if line.is_empty() || next.is_empty() { "\n" } else { "\\\n" });
        }
    }
    out
}

fn written(part: &str, begins_line: bool, raw: bool) -> String {
    match (raw, begins_line) {
        (true, _) => part.to_owned(),
        (false, true) => escaped_line(part),
        (false, false) => escaped(part),
    }
}

/// One line in which Markdown finds no mark of its own.
fn escaped_line(line: &str) -> String {
    let text = escaped(line);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if line.starts_with(['#', '+', '-', '=', '~', '|']) {
        return format!("\\{text}");
    }
    if digits > 0 && line[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &text[..digits], &text[digits..]);
    }
    text
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}
