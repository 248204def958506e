//! `vn-law` on small texts: what is a unit, what is text, what is left out, what is reported.

use super::segment_support::{anomalies, cut, excluded, paths, request, shown};

/// Units of a text that has no anomalies.
fn units(text: &str) -> Vec<String> {
    let manifest = cut(text, &request("vn-law")).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(anomalies(&manifest), Vec::<String>::new(), "{text}");
    shown(text, &manifest)
}

/// Paths and anomalies of a text.
fn outcome(text: &str) -> (Vec<String>, Vec<String>) {
    let manifest = cut(text, &request("vn-law")).unwrap_or_else(|error| panic!("{error}: {text}"));
    (paths(&manifest).into_iter().map(str::to_owned).collect(), anomalies(&manifest))
}

#[test]
fn a_law_is_cut_down_to_points() {
    let text = "LUẬT MẪU\nCăn cứ Hiến pháp;\nChương I\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi\nLuật này thử máy cắt.\n\
        Điều 2. Đối tượng\nGồm:\n1. Người đọc:\na) Người đọc chậm;\nđ) Người đọc nhầm.\n\n2. Người viết.\n\
        Luật này đã được Quốc hội thông qua ngày hôm qua.\nCHỦ TỊCH QUỐC HỘI\n\nNguyễn Văn Mẫu\n";
    let manifest = cut(text, &request("vn-law")).expect("a manifest");
    assert_eq!(
        shown(text, &manifest),
        [
            "CHUONG-1 | QUY ĐỊNH CHUNG | Chương I/QUY ĐỊNH CHUNG// | ",
            "DIEU-1 | Phạm vi | Điều 1. Phạm vi/ | Luật này thử máy cắt./",
            "DIEU-2 | Đối tượng | Điều 2. Đối tượng/ | Gồm:/",
            "DIEU-2-KHOAN-1 |  | 1.  | Người đọc:/",
            "DIEU-2-KHOAN-1-DIEM-A |  | a)  | Người đọc chậm;/đ) Người đọc nhầm.//",
            "DIEU-2-KHOAN-2 |  | 2.  | Người viết./",
        ]
    );
    assert_eq!(anomalies(&manifest), ["gap@12"]);
    assert_eq!(
        excluded(text, &manifest),
        [
            "preamble: LUẬT MẪU/Căn cứ Hiến pháp;/",
            "adoption_statement: Luật này đã được Quốc hội thông qua ngày hôm qua./",
            "signature_block: CHỦ TỊCH QUỐC HỘI//Nguyễn Văn Mẫu/",
        ]
    );
    let parents: Vec<Option<&str>> = manifest.units.iter().map(|unit| unit.parent_local_id.as_deref()).collect();
    assert_eq!(parents, [None, Some("r1"), Some("r1"), Some("r3"), Some("r4"), Some("r3")]);
    assert!(manifest.units.iter().all(|unit| unit.status == "enacted" && unit.status_tier == 0));
    assert_eq!(manifest.units[0].content_hash, iu_text::digest::sha256_hex(b""));
    assert_eq!(manifest.units[1].content_hash, iu_text::digest::sha256_hex("Luật này thử máy cắt.\n".as_bytes()));
}

#[test]
fn groups_number_inside_their_scope() {
    let text = "PHẦN THỨ NHẤT\nĐẠI CƯƠNG\nCHƯƠNG I\nMỞ ĐẦU\nMục 1\nMỘT\nTiểu mục 1\nNHỎ MỘT\nĐIỀU 1. TÊN\nVăn bản.\n\
        Tiểu mục 2\nNHỎ HAI\nĐIỀU 2. TÊN\nVăn bản.\nMục 2: HAI\nĐIỀU 3. TÊN\nVăn bản.\nPHẦN THỨ HAI\nRIÊNG\n\
        CHƯƠNG II. TIẾP\nMục 1. MỘT\nĐIỀU 4. TÊN\nVăn bản.\n";
    assert_eq!(
        outcome(text),
        (
            [
                "PHAN-1",
                "CHUONG-1",
                "CHUONG-1-MUC-1",
                "CHUONG-1-MUC-1-TIEUMUC-1",
                "DIEU-1",
                "CHUONG-1-MUC-1-TIEUMUC-2",
                "DIEU-2",
                "CHUONG-1-MUC-2",
                "DIEU-3",
                "PHAN-2",
                "CHUONG-2",
                "CHUONG-2-MUC-1",
                "DIEU-4",
            ]
            .map(str::to_owned)
            .to_vec(),
            vec![]
        )
    );
}

#[test]
fn inserted_numbers_follow_those_they_were_inserted_after() {
    let text = "Điều 1. Một\n1. A:\na) x;\na1) y;\nb) z.\n1a. B.\n2. C.\nĐiều 1a. Hai\na) Ngay dưới điều;\nb) Cũng vậy.\n\
        Điều 1b. Ba\nB.\nĐiều 2. Bốn\nX.\n";
    let expected = [
        "DIEU-1",
        "DIEU-1-KHOAN-1",
        "DIEU-1-KHOAN-1-DIEM-A",
        "DIEU-1-KHOAN-1-DIEM-A1",
        "DIEU-1-KHOAN-1-DIEM-B",
        "DIEU-1-KHOAN-1A",
        "DIEU-1-KHOAN-2",
        "DIEU-1A",
        "DIEU-1A-DIEM-A",
        "DIEU-1A-DIEM-B",
        "DIEU-1B",
        "DIEU-2",
    ];
    assert_eq!(outcome(text), (expected.map(str::to_owned).to_vec(), vec![]));
}

#[test]
fn labels_are_read_however_they_are_set() {
    for text in [
        "Điều 1. Tên\nA.\nĐiều 2. Hai\nB.\n",
        "ĐIỀU 1: Tên\nA.\nĐIỀU 2: Hai\nB.\n",
        "Điều\u{a0}1.Tên\nA.\n  Điều 2.\u{a0}Hai\nB.\n",
        "**Điều 1.** Tên\n\nA.\n\n**Điều 2. Hai**\n\nB.\n",
        "## Điều 1. Tên\nA.\n## Điều 2. Hai\nB.\n",
        "\u{feff}Điều 1. Tên\r\nA.\r\nĐiều 2. Hai\r\nB.",
        "Đie\u{302}\u{300}u 1. Tên\nA.\nĐie\u{302}\u{300}u 2. Hai\nB.\n",
        "Ðiều 1. Tên\nA.\n\u{200b}Ðiều 2. Hai\nB.\n",
        "Điều １. Tên\nA.\nĐiều ２. Hai\nB.\n",
        "Điều 1 Tên\nA.\nĐiều 2 Hai\nB.\n",
        "Điều 1.\nTên\nA.\nĐiều 2.\nHai\nB.\n",
    ] {
        let manifest = cut(text, &request("vn-law")).unwrap_or_else(|error| panic!("{error}: {text:?}"));
        assert_eq!(paths(&manifest), ["DIEU-1", "DIEU-2"], "{text:?}");
        let titles: Vec<&str> = manifest.units.iter().map(|unit| unit.title.as_str()).collect();
        assert_eq!(titles, ["Tên", "Hai"], "{text:?}");
    }
}

#[test]
fn references_in_running_text_are_text() {
    for line in [
        "theo quy định tại\nĐiều 2. Trường hợp này thì khác",
        "người nêu ở khoản 3\nĐiều 2. Việc khác",
        "áp dụng\nĐiều 2 của Luật này",
        "áp dụng Luật này.\nĐiều 2 Luật Mẫu cũng vậy.",
        "áp dụng Luật này.\nĐiều 2; Điều 7 và những điều khác.",
        "áp dụng\nChương II Luật Mẫu.",
        "áp dụng Luật này.\nChương trình khác.",
        "áp dụng Luật này.\nMục 1 Chương III của Luật này.",
        "áp dụng Luật này.\nPhần lãi thuộc về người gửi.",
        "từ ngày\n1.1.2017 trở đi.",
        "phạt đến\n1.000.000 đồng.",
        "gồm khoản\n1. Người này",
        "nêu ở điểm\na) khoản này",
    ] {
        let text = format!("Điều 1. Tên\nNgười đọc {line}\nthì đọc tiếp.\n");
        assert_eq!(outcome(&text), (vec!["DIEU-1".to_owned()], vec![]), "{text}");
    }
}

#[test]
fn quoted_articles_are_text_of_the_article_that_quotes_them() {
    for (open, close) in [("“", "”"), ("\"", "\"")] {
        let text = format!(
            "Điều 1. Sửa đổi\n1. Sửa Điều 5 như sau:\n{open}Điều 5. Cũ\n1. Một.\n2. Hai:\na) x.{close}.\n2. Bỏ Điều 6.\n\
            Điều 2. Hiệu lực\nNgay.\n"
        );
        assert_eq!(
            units(&text),
            [
                "DIEU-1 | Sửa đổi | Điều 1. Sửa đổi/ | ".to_owned(),
                format!("DIEU-1-KHOAN-1 |  | 1.  | Sửa Điều 5 như sau:/{open}Điều 5. Cũ/1. Một./2. Hai:/a) x.{close}./"),
                "DIEU-1-KHOAN-2 |  | 2.  | Bỏ Điều 6./".to_owned(),
                "DIEU-2 | Hiệu lực | Điều 2. Hiệu lực/ | Ngay./".to_owned(),
            ]
        );
    }
    let swallowed = "Điều 1. Tên\n“Quên đóng.\nĐiều 2. Hai\nX thừa dấu.”\nĐiều 3. Ba\nY.\n";
    assert_eq!(
        outcome(swallowed),
        (["DIEU-1", "DIEU-2", "DIEU-3"].map(str::to_owned).to_vec(), vec!["unclosed_quotation@2".to_owned()])
    );
    let unclosed = "Điều 1. Tên\n“Điều này quên đóng ngoặc.\nĐiều 2. Hai\nX.\n";
    assert_eq!(outcome(unclosed), (vec!["DIEU-1".to_owned(), "DIEU-2".to_owned()], vec!["unclosed_quotation@2".to_owned()]));
}

#[test]
fn numbers_out_of_turn_are_reported_with_their_place() {
    for (text, paths, reported) in [
        ("Điều 1. A\nX.\nĐiều 4. B\nY.\n", &["DIEU-1", "DIEU-4"][..], &["gap@3"][..]),
        ("Điều 3. A\nX.\n", &["DIEU-3"], &["gap@1"]),
        (
            "Điều 1. A\nX.\nĐiều 2. B\nY.\nĐiều 4. C\nZ.\nĐiều 3. D\nW.\n",
            &["DIEU-1", "DIEU-2", "DIEU-4", "DIEU-3"],
            &["gap@5", "out_of_order@7"],
        ),
        ("Điều 1. A\n1. X.\n3. Y.\n", &["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-1-KHOAN-3"], &["gap@3"]),
        ("Điều 1. A\n1. X.\n4. Y.\n", &["DIEU-1", "DIEU-1-KHOAN-1"], &["gap@3"]),
        ("Điều 1. A\n1. X.\n1. Y.\n", &["DIEU-1", "DIEU-1-KHOAN-1"], &["repeat@3"]),
        ("Điều 1. A\n1. X.\n2. Y.\n1. Z.\n", &["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-1-KHOAN-2"], &["restart@4"]),
        ("Điều 1. A\na) X;\nc) Y.\n", &["DIEU-1", "DIEU-1-DIEM-A", "DIEU-1-DIEM-C"], &["gap@3"]),
        ("Điều 1. A\nĐiều 2. B\nX.\n", &["DIEU-1", "DIEU-2"], &["empty_body@1"]),
    ] {
        let (found, anomalies) = outcome(text);
        assert_eq!(
            (found, anomalies),
            (paths.iter().map(|path| (*path).to_owned()).collect(), reported.iter().map(|one| (*one).to_owned()).collect()),
            "{text}"
        );
    }
}

#[test]
fn a_page_break_leaves_a_hole_in_no_text() {
    let text = "Điều 1. Tên\nCâu này bị\n\n\nCÔNG BÁO/Số 7/Ngày 1-2-2020\n12\n\nngắt giữa chừng.\n";
    let manifest = cut(text, &request("vn-law")).expect("a manifest");
    assert_eq!(shown(text, &manifest), ["DIEU-1 | Tên | Điều 1. Tên/ | Câu này bị/~ngắt giữa chừng./"]);
    assert_eq!(
        excluded(text, &manifest),
        ["page_furniture: ///CÔNG BÁO/Số 7/Ngày 1-2-2020/12//".replacen("///CÔNG", "//CÔNG", 1)]
    );
}

#[test]
fn what_stands_on_the_line_of_the_label_may_be_text() {
    assert_eq!(
        units("Điều 1. Ban hành Quy chế.\nĐiều 2. Quyết định này có hiệu lực từ\nngày ký.\nĐiều 3. Tên có chấm.\nVăn bản.\n"),
        [
            "DIEU-1 |  | Điều 1.  | Ban hành Quy chế./",
            "DIEU-2 |  | Điều 2.  | Quyết định này có hiệu lực từ/ngày ký./",
            "DIEU-3 | Tên có chấm. | Điều 3. Tên có chấm./ | Văn bản./",
        ]
    );
}

#[test]
fn contents_are_left_out_and_what_is_attached_is_cut() {
    let body = "Chương I\nMỘT\nĐiều 1. A\nX.\nChương II\nHAI\nĐiều 2. B\nY.\n";
    let contents = "MỤC LỤC\nChương I. MỘT\nĐiều 1. A\nChương II. HAI\nĐiều 2. B\n\n";
    let after = "Nơi nhận:\n- Lưu.\nQUY CHẾ\nĐiều 1. Khác\nZ.\nPHỤ LỤC I\nĐiều 3. Mẫu\nW.\n";
    let text = format!("{contents}{body}{after}");
    let manifest = cut(&text, &request("vn-law")).expect("a manifest");
    let cut_paths = ["CHUONG-1", "DIEU-1", "CHUONG-2", "DIEU-2", "QUYCHE", "QUYCHE-DIEU-1", "QUYCHE-PL-1"];
    assert_eq!(paths(&manifest), cut_paths);
    assert!(manifest.anomalies.is_empty(), "{:?}", manifest.anomalies);
    let reasons: Vec<String> = excluded(&text, &manifest).iter().map(|one| one.chars().take(28).collect()).collect();
    assert_eq!(reasons, ["table_of_contents: MỤC LỤC/C", "signature_block: Nơi nhận:/-"]);
    let listed_only = cut("MỤC LỤC\nĐiều 1. A\nX.\n", &request("vn-law")).expect("the list is the body");
    assert_eq!(paths(&listed_only), ["DIEU-1"]);
}

#[test]
fn what_was_repealed_keeps_its_place() {
    let text = "Chương 1. LẬP\nMỤC 1 (được bãi bỏ)\nMỤC 2. THỢ\nĐiều 1. A\nX.\nĐiều 2 (được bãi bỏ)\nĐiều 3. B\nTheo\nĐiều 4 (Luật Xưởng số 5) của Luật này.\nChương 2 (được bãi bỏ)\nChương 3. HẾT\nĐiều 4. C\nY.\n";
    let expected =
        ["CHUONG-1", "CHUONG-1-MUC-1", "CHUONG-1-MUC-2", "DIEU-1", "DIEU-2", "DIEU-3", "CHUONG-2", "CHUONG-3", "DIEU-4"];
    assert_eq!(outcome(text), (expected.map(str::to_owned).to_vec(), vec![]));
}

#[test]
fn what_only_looked_like_the_end_is_given_back() {
    let text = "Điều 1. A\nX.\nNơi nhận:\n- Người dân.\nĐiều 2. B\nY.\n";
    let manifest = cut(text, &request("vn-law")).expect("a manifest");
    assert_eq!(shown(text, &manifest), ["DIEU-1 | A | Điều 1. A/ | X./Nơi nhận:/- Người dân./", "DIEU-2 | B | Điều 2. B/ | Y./"]);
    assert_eq!(anomalies(&manifest), ["false_ending@5"]);
}

#[test]
fn a_higher_leaf_keeps_the_text_of_lower_levels() {
    let text = "Điều 1. Trước\nX.\nChương I\nTÊN\nĐiều 2. A\n1. Y.\na) Z.\n";
    let mut by_article = request("vn-law");
    by_article.leaf = Some("dieu".to_owned());
    let manifest = cut(text, &by_article).expect("a manifest");
    assert_eq!(shown(text, &manifest)[2], "DIEU-2 | A | Điều 2. A/ | 1. Y./a) Z./");
    let mut by_chapter = request("vn-law");
    by_chapter.leaf = Some("chuong".to_owned());
    let manifest = cut(text, &by_chapter).expect("a manifest");
    assert_eq!(shown(text, &manifest), ["CHUONG-1 | TÊN | Chương I/TÊN/ | Điều 2. A/1. Y./a) Z./"]);
    assert_eq!(excluded(text, &manifest), ["outside_leaf_level: Điều 1. Trước/X./"]);
}

#[test]
fn a_quotation_that_seemed_to_end_runs_on_to_the_next_mark() {
    let text =
        "Điều 1. Bổ sung Mục 2a\n“Mục 2a\nTÊN MỤC\nĐiều 28a. Một\n1. Nội dung.”.\nĐiều 28b. Hai\n1. Nội dung.\n2. Hết.”.\n\
                Điều 2. Hiệu lực\nTừ hôm nay.\n";
    let manifest = cut(text, &request("vn-law")).expect("a law");
    assert_eq!(paths(&manifest), ["DIEU-1", "DIEU-2"]);
    let codes: Vec<&str> = manifest.anomalies.iter().map(|anomaly| anomaly.code.as_str()).collect();
    assert_eq!(codes, ["quoted_heading"]);
}

#[test]
fn an_article_whose_word_or_number_was_damaged_is_named() {
    for line in ["Dieu 2. Hai", "Đ iều 2. Hai", "Điều l1. Hai", "Điêu 2. Hai"] {
        let (units, anomalies) = outcome(&format!("Điều 1. Một\nA.\n{line}\nB.\n"));
        assert_eq!(units, ["DIEU-1"], "{line}");
        assert!(anomalies.iter().any(|anomaly| anomaly.contains("damaged_heading")), "{line}: {anomalies:?}");
    }
    for line in ["Diều bay cao.", "Điều lo. là", "Điều này. Nữa", "Dieu 2 tháng"] {
        let (_, anomalies) = outcome(&format!("Điều 1. Một\nA.\n{line}\nB.\n"));
        assert_eq!(anomalies, Vec::<String>::new(), "{line}");
    }
}

#[test]
fn an_article_without_a_dot_may_be_titled_as_an_act_is() {
    let text = "Điều 1 Một\nA.\nĐiều 2 Điều kiện chung\nB.\nĐiều 3 Hiệu lực\nC.\n";
    assert_eq!(outcome(text), (["DIEU-1", "DIEU-2", "DIEU-3"].map(str::to_owned).to_vec(), vec![]));
}

#[test]
fn rows_of_a_table_inside_a_point_are_no_clauses() {
    let table =
        "Điều 1. Tiền công\n1. Mức thấp.\n2. Hệ số:\na) Tổ có đủ thợ:\n1. Nhóm một: 2,5.\n2. Nhóm hai: 2,0.\n3. Nhóm ba: 1,5.\n";
    let rest = "3. Hết tháng thì trả.\nĐiều 2. Hiệu lực\nTừ hôm nay.\n";
    let known = ["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-1-KHOAN-2", "DIEU-1-KHOAN-2-DIEM-A"];
    // Point b goes on below the table; clause 3 comes again.
    let (units, reported) = outcome(&format!("{table}b) Tổ thiếu thợ: một nửa.\n{rest}"));
    assert_eq!(units, [&known[..], &["DIEU-1-KHOAN-2-DIEM-B", "DIEU-1-KHOAN-3", "DIEU-2"]].concat());
    assert_eq!(reported, ["restart@5", "repeat@6", "out_of_order@7"]);
    let (units, _) = outcome(&format!("{table}{rest}"));
    assert_eq!(units, [&known[..], &["DIEU-1-KHOAN-3", "DIEU-2"]].concat());
    // Nothing below tells that clause 3 is another.
    let (units, _) = outcome(&table.replace("3. Nhóm ba: 1,5.", "3. Hết tháng thì trả."));
    assert_eq!(units, [&known[..], &["DIEU-1-KHOAN-3"]].concat());
}
