//! A country that the engine has no word of: its profile is a file of JSON, its laws are texts, and nothing else is needed.

use super::segment_support::{cut, paths, request};
use iu_text::manifest::Manifest;
use iu_text::profile::Profile;
use iu_text::segment::MarkRequest;

const PROFILE: &str = include_str!("../country/uu-id.json");
const LAW: &str = include_str!("../country/perpustakaan-desa.txt");
const AMENDING: &str = include_str!("../country/perubahan.txt");

fn marked(text: &str) -> Manifest {
    let profile = Profile::from_json(PROFILE).unwrap_or_else(|error| panic!("{error}"));
    cut(text, &MarkRequest { profile, ..request("vn-law") }).unwrap_or_else(|error| panic!("{error}"))
}

fn excluded(manifest: &Manifest, text: &str) -> Vec<(String, String)> {
    let first_line = |at: usize| text[at..].trim_start().lines().next().unwrap_or_default().to_owned();
    manifest.exclusions.iter().map(|each| (each.reason.clone(), first_line(each.span.start))).collect()
}

#[test]
fn a_law_is_cut_by_its_words() {
    let manifest = marked(LAW);
    assert_eq!(
        paths(&manifest),
        [
            "BAB-1",
            "PASAL-1",
            "PASAL-1-ANGKA-1",
            "PASAL-1-ANGKA-2",
            "BAB-2",
            "BAB-2-BAGIAN-1",
            "PASAL-2",
            "PASAL-2-AYAT-1",
            "PASAL-2-AYAT-2",
            "PASAL-2-AYAT-2-HURUF-A",
            "PASAL-2-AYAT-2-HURUF-B",
            "PASAL-2-AYAT-2-HURUF-C",
            "PASAL-2-AYAT-2-HURUF-C-ANGKA-1",
            "PASAL-2-AYAT-2-HURUF-C-ANGKA-2",
            "PASAL-2-AYAT-3",
            "PASAL-2A",
            "BAB-2-BAGIAN-2",
            "BAB-2-BAGIAN-2-PARAGRAF-1",
            "PASAL-3",
            "PASAL-3-AYAT-1",
            "PASAL-3-AYAT-2",
            "BAB-2-BAGIAN-2-PARAGRAF-2",
            "PASAL-4",
            "PASAL-4-HURUF-A",
            "PASAL-4-HURUF-B",
            "BAB-3",
            "PASAL-5",
            "PENJELASAN",
            "PENJELASAN-PASAL-1",
            "PENJELASAN-PASAL-2",
            "PENJELASAN-PASAL-2-AYAT-1",
            "PENJELASAN-PASAL-2-AYAT-2",
            "PENJELASAN-PASAL-2-AYAT-2-HURUF-A",
            "PENJELASAN-PASAL-2-AYAT-2-HURUF-B",
            "PENJELASAN-PASAL-3",
            "PENJELASAN-PASAL-4",
            "PENJELASAN-PASAL-5",
            "LAMPIRAN-1",
            "LAMPIRAN-2",
        ]
    );
    let titles: Vec<&str> = ["BAB-2-BAGIAN-1", "BAB-2-BAGIAN-2-PARAGRAF-2", "LAMPIRAN-1"]
        .iter()
        .map(|path| {
            manifest.units.iter().find(|unit| unit.address.ends_with(&format!("/{path}"))).expect("a unit").title.as_str()
        })
        .collect();
    assert_eq!(titles, ["Umum", "Pemberhentian", "DAFTAR BUKU"]);
    assert_eq!(
        manifest.components.iter().map(|each| each.kind.as_str()).collect::<Vec<_>>(),
        ["main", "attached_document", "appendix", "appendix"]
    );
    assert_eq!(
        excluded(&manifest, LAW),
        [
            ("preamble".to_owned(), "UNDANG-UNDANG REPUBLIK INDONESIA".to_owned()),
            (
                "closing_formula".to_owned(),
                "Agar setiap orang mengetahuinya, memerintahkan pengundangan Undang-Undang ini dengan".to_owned()
            ),
            ("signature_block".to_owned(), "Disahkan di Jakarta".to_owned()),
        ]
    );
    assert!(manifest.anomalies.is_empty(), "{:?}", manifest.anomalies);
}

#[test]
fn what_an_amending_law_quotes_is_its_text() {
    let manifest = marked(AMENDING);
    assert_eq!(paths(&manifest), ["PASAL-1", "PASAL-1-ANGKA-1", "PASAL-1-ANGKA-2", "PASAL-2"]);
    assert!(manifest.anomalies.is_empty(), "{:?}", manifest.anomalies);
}

#[test]
fn a_law_without_articles_says_what_was_looked_for() {
    let profile = Profile::from_json(PROFILE).expect("a profile");
    let error = cut("Sebuah surat.\n", &MarkRequest { profile, ..request("vn-law") }).expect_err("no article");
    assert_eq!(
        error.message,
        "The text has no heading of the level pasal, which the profile uu-id needs. With the profile whole-text it is one unit."
    );
    assert_eq!(error.expected, "a line that begins with a label of the profile, such as \"Pasal 1\"");
}
