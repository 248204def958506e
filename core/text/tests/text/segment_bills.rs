//! Bills and acts of the Commonwealth as converters write them: bold titles above the number, the first subsection on its line, an
//! arrangement of clauses before them and an explanatory statement behind.

use super::segment_support::{anomalies, cut, excluded, paths, request};
use iu_text::canon::canonicalise;
use iu_text::segment::detect;

fn bill() -> String {
    let titles = [
        "Short title and commencement",
        "Interpretation",
        "Bridges",
        "Keepers of section 3 bridges",
        "Schedule",
        "Tolls",
        "Repeal",
    ];
    let contents: String = (1..).zip(titles).map(|(number, title)| format!("{number}. {title}\n\n")).collect();
    let bodies = [
        "**1. (1) This Act may be cited as the Bridges**\nAct 2024.\n\n(2) This Act comes into operation on a day to be appointed\nby the Minister.\n",
        "**2.** In this Act, “bridge” means a way over water.\n",
        "**3. (1)** Each bridge has a keeper.\n\n(2) A keeper—\n\n_(a)_ opens the bridge; and\n\n_(b)_ closes it.\n",
        "**4.** The keeper is amended by nobody.\n\nMore of the keeper.\n",
        "**5.** The provisions of the Schedule apply to keepers.\n",
        "**6.** Article 1 of the treaty is no toll.\n",
        "**7.** The Bridges Act 1903 is repealed.\n",
    ];
    let body: String = titles.iter().zip(bodies).map(|(title, body)| format!("**{title}**\n\n{body}\n")).collect();
    format!(
        "BRIDGES BILL 2024\n\nARRANGEMENT OF CLAUSES\n\nClause\n\n{contents}SCHEDULE\n\n-----\n\nA BILL\n\n_i n t i t u l e d_\n\nAn Act to keep bridges.\n\n\
        **ENACTED** by the Parliament as follows:\n\n{body}**SCHEDULE**\n\n[Section 5]\n\n1. A keeper has a lamp.\n\n2. A keeper has a key.\n\n\
        EXPLANATORY STATEMENT\n\nThis Bill seeks to keep bridges.\n\n2. _Clause 1_ has the title.\n\n8. _Clause 7_ repeals.\n"
    )
}

#[test]
fn a_bill_is_cut_by_its_clauses() {
    let text = bill();
    let source = canonicalise(text.as_bytes()).expect("a text");
    assert_eq!(detect(&source)[0].profile, "act-en");
    let manifest = cut(&text, &request("act-en")).expect("a manifest");
    assert_eq!(
        paths(&manifest),
        [
            "SEC-1",
            "SEC-1-SUBSEC-1",
            "SEC-1-SUBSEC-2",
            "SEC-2",
            "SEC-3",
            "SEC-3-SUBSEC-1",
            "SEC-3-SUBSEC-2",
            "SEC-3-SUBSEC-2-PARA-A",
            "SEC-3-SUBSEC-2-PARA-B",
            "SEC-4",
            "SEC-5",
            "SEC-6",
            "SEC-7",
            "SCH",
            "SCH-PARA-1",
            "SCH-PARA-2",
        ]
    );
    let titles: Vec<&str> =
        manifest.units.iter().filter(|unit| unit.section_type == "section").map(|unit| unit.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "Short title and commencement",
            "Interpretation",
            "Bridges",
            "Keepers of section 3 bridges",
            "Schedule",
            "Tolls",
            "Repeal"
        ]
    );
    assert_eq!(anomalies(&manifest), Vec::<String>::new());
    assert!(excluded(&text, &manifest).concat().contains("table_of_contents: ARRANGEMENT OF CLAUSES/"), "{manifest:?}");
    let plain = text.replace("**SCHEDULE**\n\n[Section 5]\n\n1. A keeper has a lamp.\n\n2. A keeper has a key.\n\n", "");
    let manifest = cut(&plain, &request("act-en")).expect("a manifest");
    assert_eq!(paths(&manifest).last(), Some(&"SEC-7"));
    assert!(excluded(&plain, &manifest).concat().contains("notes: EXPLANATORY STATEMENT/"), "{manifest:?}");
}

#[test]
fn a_preamble_with_one_number_makes_no_regulation_of_the_union() {
    let text = "A BILL\n\nAn Act to carry a convention.\n\nWHEREAS the convention—\n\n(1) was signed; and\n\n1. This Act may be cited as the Carriage Act.\n\n\
        2. The convention has the force of law.\n\nArticle 1\n\nBoats are carried.\n\nArticle 2\n\nCarts are not.\n\nArticle 3\n\nNothing else.\n";
    let source = canonicalise(text.as_bytes()).expect("a text");
    assert_eq!(detect(&source)[0].profile, "act-en");
}
