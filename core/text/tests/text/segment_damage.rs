//! A text that was damaged on its way gives the same headings, or says that something is wrong: ten gazette texts, changed as
//! web pages, scanners and converters change them.

use iu_text::canon::canonicalise;
use iu_text::manifest::{Manifest, ScopePolicy, Weight};
use iu_text::profile::builtin;
use iu_text::segment::{mark, MarkRequest};
use std::path::PathBuf;
use unicode_normalization::UnicodeNormalization;

/// Texts of one kind each and more, none of them long.
const TEXTS: usize = 10;
const LONGEST: usize = 120_000;

/// A text: its name, itself, and what is cut of it.
struct Document {
    name: String,
    text: String,
    headings: Vec<String>,
    grave: usize,
}

fn documents() -> Vec<Document> {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    let folder = std::env::var_os("CUTTER_SHARED").map_or_else(beside, PathBuf::from).join("corpus-vn");
    let Ok(entries) = std::fs::read_dir(folder.join("labels")) else {
        println!("skipped: {} is not there", folder.display());
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").path().file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    names.sort();
    let read = |name: String| {
        let text = std::fs::read_to_string(folder.join("texts").join(format!("{name}.txt"))).expect("a text").replace('\0', "");
        let manifest = cut(&text).ok().filter(|_| text.len() < LONGEST)?;
        let headings = headings(&manifest);
        (headings.len() >= 8).then(|| Document { name, text, headings, grave: grave(&manifest) })
    };
    let all: Vec<Document> = names.into_iter().filter_map(read).collect();
    let step = (all.len() / TEXTS).max(1);
    all.into_iter().step_by(step).take(TEXTS).collect()
}

fn cut(text: &str) -> Result<Manifest, String> {
    let request = MarkRequest {
        profile: builtin("vn-law").expect("built in"),
        prefix: "T".to_owned(),
        doc_code: "t".to_owned(),
        leaf: None,
        scope: ScopePolicy::All,
    };
    let source = canonicalise(text.as_bytes()).map_err(|error| error.code.to_owned())?;
    mark(&source, &request).map_err(|error| error.code.to_owned())
}

/// The addresses of chapters and articles of the main text, in order.
fn headings(manifest: &Manifest) -> Vec<String> {
    let units = manifest.units.iter().take_while(|unit| !unit.is_component());
    units
        .filter(|unit| matches!(unit.level.as_str(), "phan" | "chuong" | "muc" | "dieu"))
        .map(|unit| unit.address.clone())
        .collect()
}

fn grave(manifest: &Manifest) -> usize {
    manifest.anomalies.iter().filter(|anomaly| anomaly.weight == Some(Weight::Grave)).count()
}

/// Whether `line` is the heading of an article: where its number and its title begin.
fn article(line: &str) -> Option<(&str, &str)> {
    let (number, title) = line.trim_start().strip_prefix("Điều ")?.split_once(". ")?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some((number, title))
}

/// Every line changed.
fn each(text: &str, change: impl Fn(usize, &str) -> String) -> String {
    text.lines().enumerate().map(|(index, line)| change(index, line) + "\n").collect()
}

/// The headings of articles changed.
fn each_article(text: &str, change: impl Fn(&str, &str) -> String) -> String {
    each(text, |_, line| article(line).map_or_else(|| line.to_owned(), |(number, title)| change(number, title)))
}

/// The pages of a text: each begins with a running head.
fn pages(text: &str) -> Vec<String> {
    let mut pages = vec![String::new()];
    for line in text.lines() {
        if line.trim_start().starts_with("CÔNG BÁO/") {
            pages.push(String::new());
        }
        let page = pages.last_mut().expect("a page");
        page.push_str(line);
        page.push('\n');
    }
    pages
}

fn rewrapped(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut length = 0;
        for word in line.split(' ') {
            if length + word.chars().count() > 60 {
                out.push('\n');
                length = 0;
            }
            out.push_str(word);
            out.push(' ');
            length += word.chars().count() + 1;
        }
        out.push('\n');
    }
    out
}

const NAVIGATION: &str = "Trang chủ > Văn bản pháp luật\nĐăng nhập | Đăng ký\nTìm kiếm văn bản\nMục lục văn bản\nTải về\n\n";
const COMMENTS: &str = "\nChia sẻ bài viết\nBình luận (2)\nNguyễn A: theo Điều 5 thì sao?\nĐiều 3 nói gì?\nVăn bản liên quan\n";

type Damage = (&'static str, fn(&str) -> String);

const DAMAGES: [Damage; 23] = [
    ("wrapped to sixty", rewrapped),
    ("decomposed", |text| text.nfd().collect()),
    ("headings in capitals", |text| {
        each(text, |_, line| if article(line).is_some() { line.to_uppercase() } else { line.to_owned() })
    }),
    ("articles without a dot", |text| each_article(text, |number, title| format!("Điều {number} {title}"))),
    ("a bracket for the dot", |text| each_article(text, |number, title| format!("Điều {number}) {title}"))),
    ("titles set tight", |text| each_article(text, |number, title| format!("Điều {number}.{title}"))),
    ("numbers set tight", |text| each_article(text, |number, title| format!("ĐIỀU{number}. {title}"))),
    ("words set apart", |text| each_article(text, |number, title| format!("Đ iều {number}. {title}"))),
    ("no marks on letters", |text| each_article(text, |number, title| format!("Dieu {number}. {title}"))),
    ("the old letter eth", |text| text.replace("Đ", "Ð")),
    ("letters for digits", |text| {
        each_article(text, |number, title| format!("Điều {}. {title}", number.replace('1', "l").replace('0', "O")))
    }),
    ("one letter for a digit", |text| text.replacen("Điều 11. ", "Điều l1. ", 1).replacen("Điều 4. ", "Điêu 4. ", 1)),
    ("zero width", |text| each_article(text, |number, title| format!("\u{200b}Điều\u{200b} {number}\u{200b}. {title}"))),
    ("bold", |text| each_article(text, |number, title| format!("**Điều {number}.** {title}"))),
    ("headings of Markdown", |text| each_article(text, |number, title| format!("### **Điều {number}. {title}**"))),
    ("escaped dots", |text| each_article(text, |number, title| format!("**Điều {number}\\.** {title}"))),
    ("numbers as words", |text| {
        const WORDS: [&str; 5] = ["thứ nhất", "thứ hai", "thứ ba", "thứ tư", "thứ năm"];
        each_article(text, |number, title| {
            let word = number.parse::<usize>().ok().and_then(|number| WORDS.get(number - 1));
            format!("Điều {}. {title}", word.copied().unwrap_or(number))
        })
    }),
    ("a page twice", |text| {
        let mut pages = pages(text);
        let middle = pages.len() / 2;
        pages.insert(middle, pages[middle].clone());
        pages.concat()
    }),
    ("pages changed places", |text| {
        let mut pages = pages(text);
        let middle = pages.len() / 2;
        pages.swap(middle - 1, middle);
        pages.concat()
    }),
    ("a page lost", |text| {
        let mut pages = pages(text);
        pages.remove(pages.len() / 2);
        pages.concat()
    }),
    ("a page of the web", |text| format!("{NAVIGATION}{text}{COMMENTS}")),
    ("the law twice on a page", |text| format!("{NAVIGATION}{text}{COMMENTS}{text}")),
    ("headings of another law between", |text| {
        let mut count = 0;
        each(text, |_, line| line.to_owned())
            .split_inclusive('\n')
            .map(|line| {
                count += usize::from(article(line).is_some());
                if article(line).is_some() && count == 3 {
                    format!("Xem thêm:\nĐiều 99. Điều của luật khác\n{line}")
                } else {
                    line.to_owned()
                }
            })
            .collect()
    }),
];

#[test]
fn damage_changes_no_heading_or_is_named() {
    let mut failures = Vec::new();
    for document in documents() {
        for (name, damage) in DAMAGES {
            let Ok(manifest) = cut(&damage(&document.text)) else { continue };
            let found = headings(&manifest);
            if found != document.headings && grave(&manifest) <= document.grave {
                let at = (0..).find(|&at| found.get(at) != document.headings.get(at)).unwrap_or_default();
                let shown = (found.get(at), document.headings.get(at));
                failures.push(format!("{} {name}: {} of {}, {shown:?}", document.name, found.len(), document.headings.len()));
            }
        }
    }
    assert!(failures.is_empty(), "{} silently wrong:\n{}", failures.len(), failures.join("\n"));
}
