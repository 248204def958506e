//! Numbers that a page lost where it was read badly.

use super::segment_support::{anomalies, cut, paths, request};

#[test]
fn a_number_that_was_lost_costs_only_its_own_clause() {
    let clauses =
        |second: &str, rest: &str| format!("Điều 1. Kho\n\n1. Mở buổi sáng.\n\n{second}\n\n{rest}\n\nĐiều 2. Cửa\n\nCửa đóng.\n");
    let long = "3. Có hai chìa khóa.\n\na) Một ở kho;\n\nb) Một ở nhà.\n\n4. Có người trông.";
    let known = [
        "DIEU-1",
        "DIEU-1-KHOAN-1",
        "DIEU-1-KHOAN-3",
        "DIEU-1-KHOAN-3-DIEM-A",
        "DIEU-1-KHOAN-3-DIEM-B",
        "DIEU-1-KHOAN-4",
        "DIEU-2",
    ];
    let text = clauses(">. Đóng buổi tối.", long);
    let manifest = cut(&text, &request("vn-law")).expect("a manifest");
    assert_eq!(paths(&manifest), known);
    assert_eq!(anomalies(&manifest), ["gap@7"]);
    // A comma that was read for a dot is its mark.
    let manifest = cut(&clauses("2, Đóng buổi tối.", long), &request("vn-law")).expect("a manifest");
    assert_eq!(paths(&manifest).len(), known.len() + 1);
    assert_eq!(anomalies(&manifest), Vec::<String>::new());
    // Numbers of another text, below which the act's own go on, are no clauses.
    let quoted = clauses("2. Sửa khoản 5 và khoản 6 như sau:\n\n5. Mở cửa sau.\n\n6. Đóng cửa trước.", "3. Hết.");
    let manifest = cut(&quoted, &request("vn-law")).expect("a manifest");
    assert_eq!(paths(&manifest), ["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-1-KHOAN-2", "DIEU-1-KHOAN-3", "DIEU-2"]);
    // The last one, and one too many.
    let manifest = cut(&clauses("3. Đóng buổi tối.", "Hết."), &request("vn-law")).expect("a manifest");
    assert_eq!(paths(&manifest), ["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-1-KHOAN-3", "DIEU-2"]);
    let manifest = cut(&clauses("7. Đóng buổi tối.", "8. Hết."), &request("vn-law")).expect("a manifest");
    assert_eq!(paths(&manifest), ["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-2"]);
}

#[test]
fn a_list_that_begins_in_the_line_above_goes_on() {
    let text = "Điều 1. Kho\n\n1. Kho có: ,a) Cửa trước;\n\nb) Cửa sau;\n\nc) Mái.\n\n2. Xưởng có mái.\n\nb) Không có cửa.\n";
    let manifest = cut(text, &request("vn-law")).expect("a manifest");
    assert_eq!(
        paths(&manifest),
        ["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-1-KHOAN-1-DIEM-B", "DIEU-1-KHOAN-1-DIEM-C", "DIEU-1-KHOAN-2"]
    );
    assert_eq!(anomalies(&manifest), ["gap@5", "gap@11"]);
}

/// The letters of the points of a clause, and what is reported.
fn points(list: &str) -> (Vec<String>, Vec<String>) {
    let text =
        format!("Điều 1. Kho\n\n1. Kho có:\n\n{}\n\n2. Kho đóng buổi tối.\n", list.replace(' ', "\n\n").replace(')', ") Cửa;"));
    let manifest = cut(&text, &request("vn-law")).expect("a manifest");
    let letters = paths(&manifest).into_iter().filter_map(|path| Some(path.split_once("DIEM-")?.1.to_owned())).collect();
    (letters, anomalies(&manifest))
}

#[test]
fn a_letter_that_was_misread_is_the_one_that_the_points_around_it_say() {
    for (list, letters, reported) in [
        ("a) b) c) đ) đ) e)", "A B C D DD E", "out_of_order@11"),
        ("a) b) e) d) đ)", "A B C D DD", "out_of_order@9"),
        ("a) b) e) đ) đ) e)", "A B C D DD E", "out_of_order@9 out_of_order@11"),
        // The letter was left out, or nothing below tells.
        ("a) b) c) đ) e)", "A B C DD E", "gap@11"),
        ("a) b) c) đ)", "A B C DD", "gap@11"),
        // Where two were lost, those that go on below them are points.
        ("a) b) đ) e)", "A B DD E", "gap@9"),
        ("a) b) k)", "A B", "gap@9"),
    ] {
        let (found, said) = points(list);
        assert_eq!((found.join(" "), said.join(" ")), (letters.to_owned(), reported.to_owned()), "{list}");
    }
}

#[test]
fn specks_before_a_label_hide_it_only_where_it_is_out_of_turn() {
    let text = "Điều 1. Kho\n\n1. Kho có:\n\na) Cửa trước;\n\n.. b) Cửa sau;\n\n„ c) Mái.\n\n: 2. Kho đóng buổi tối.\n\n. 7. Kho mở buổi sáng.\n";
    let manifest = cut(text, &request("vn-law")).expect("a manifest");
    assert_eq!(
        paths(&manifest),
        ["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-1-KHOAN-1-DIEM-A", "DIEU-1-KHOAN-1-DIEM-B", "DIEU-1-KHOAN-1-DIEM-C", "DIEU-1-KHOAN-2"]
    );
    assert_eq!(anomalies(&manifest), [""; 0]);
}
