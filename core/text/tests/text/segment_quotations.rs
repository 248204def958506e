//! Quotation marks that are too many or too few: what stands behind them belongs to whom a reader would give it.

use super::segment_support::{anomalies, cut, paths, request};

fn outcome(text: &str) -> (Vec<String>, Vec<String>) {
    let manifest = cut(text, &request("vn-law")).unwrap_or_else(|error| panic!("{error}: {text}"));
    (paths(&manifest).into_iter().map(str::to_owned).collect(), anomalies(&manifest))
}

#[test]
fn clauses_behind_a_quotation_that_closed_too_early_are_quoted() {
    let text = "Điều 1. Sửa đổi Nội quy\n1. Sửa đổi Điều 4 như sau:\n“Điều 4. Kho\n1. Kho mở buổi sáng.”.\n2. Kho đóng buổi tối.\n\
        3. Chìa khóa do người trông kho giữ.”.\n2. Sửa đổi Điều 5 như sau:\n“Điều 5. Cửa\n1. Cửa mở.”.\n3. Bãi bỏ Điều 6.\nĐiều 2. Hiệu lực\nTừ hôm nay.\n";
    let (units, reported) = outcome(text);
    assert_eq!(units, ["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-1-KHOAN-2", "DIEU-1-KHOAN-3", "DIEU-2"]);
    assert_eq!(reported, ["quoted_heading@5"]);
    // Nothing of the act comes below: what ends with a mark that nothing opened was quoted.
    let last =
        "Điều 1. Sửa đổi Nội quy\n1. Sửa đổi Điều 4 như sau:\n“Điều 4. Kho\n1. Kho mở buổi sáng.”.\n2. Kho đóng buổi tối.”.\n\
        Điều 2. Hiệu lực\nTừ hôm nay.\n";
    assert_eq!(outcome(last).0, ["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-2"]);
}

#[test]
fn a_clause_whose_own_quotation_forgot_to_open_is_the_acts() {
    let text =
        "Điều 1. Sửa đổi Nội quy\n1. Sửa đổi Điều 4 như sau:\n“Điều 4. Kho\nKho mở buổi sáng.”.\n2. Sửa đổi Điều 5 như sau:\n\
        Kho đóng buổi tối.”.\nĐiều 2. Hiệu lực\nTừ hôm nay.\n";
    assert_eq!(outcome(text).0, ["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-1-KHOAN-2", "DIEU-2"]);
    let counted = "Điều 1. Sửa đổi Nội quy\n1. Sửa đổi Điều 4 như sau:\n“Điều 4. Kho\nKho mở buổi sáng.”.\n2. Bỏ chữ kho”.\n3. Bỏ Điều 6.\n\
        Điều 2. Hiệu lực\nTừ hôm nay.\n";
    assert_eq!(outcome(counted).0, ["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-1-KHOAN-2", "DIEU-1-KHOAN-3", "DIEU-2"]);
}

#[test]
fn marks_that_end_clauses_of_two_articles_quote_nothing_between_them() {
    let text = "Điều 1. Kho\n1. Kho mở buổi sáng”.\n2. Kho đóng buổi tối.\nĐiều 2. Cửa\n1. Cửa mở.\n2. Cửa đóng”.\n2. Hết.\n";
    assert_eq!(outcome(text).0, ["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-1-KHOAN-2", "DIEU-2", "DIEU-2-KHOAN-1", "DIEU-2-KHOAN-2"]);
}

#[test]
fn a_quotation_that_forgot_to_close_costs_no_article_but_its_own() {
    // A mark that nothing opened closes it three articles below.
    let text = "Điều 1. Sửa đổi Nội quy\nSửa đổi Điều 7 như sau:\n“Điều 7. Kho\n1. Kho mở buổi sáng.\nĐiều 2. Bãi bỏ\n1. Bỏ Điều 8.\n2. Bỏ Điều 9.\n\
        Điều 3. Thay chữ\nThay chữ kho bằng chữ xưởng”.\nĐiều 4. Hiệu lực\nTừ hôm nay.\n";
    let (units, reported) = outcome(text);
    let articles: Vec<&str> = units.iter().map(String::as_str).filter(|path| !path.contains("KHOAN")).collect();
    assert_eq!(articles, ["DIEU-1", "DIEU-2", "DIEU-3", "DIEU-4"]);
    assert!(units.contains(&"DIEU-2-KHOAN-2".to_owned()), "{units:?}");
    assert!(reported.contains(&"unclosed_quotation@3".to_owned()), "{reported:?}");
    // An article that is quoted, with the number that would come next, comes again where the act has it.
    let quoted = "Điều 1. Sửa đổi Nội quy\nSửa đổi Chương I như sau:\n“Chương I\nKHO\nĐiều 2. Kho\n1. Kho mở buổi sáng.\nĐiều 3. Cửa\nCửa mở.”.\n\
        Điều 2. Hiệu lực\nTừ hôm nay.\nĐiều 3. Hết\nHết.\n";
    assert_eq!(outcome(quoted).0, ["DIEU-1", "DIEU-2", "DIEU-3"]);
}

#[test]
fn words_opened_by_one_kind_of_mark_and_closed_by_another_swallow_no_article() {
    let mut text = String::from("Điều 1. Biển\nĐặt biển “Chú ý xe\" hoặc biển \"Cấm vào” trước kho.\n");
    for number in 2..=40 {
        text += &format!("Điều {number}. Kho {number}\n1. Kho mở buổi sáng.\n2. Kho đóng buổi tối.\n");
    }
    text += "Điều 41. Sửa đổi Nội quy\n1. Sửa đổi điểm a như sau:\n“a) Kho;\nb) Cửa.\".\n2. Thay chữ kho bằng chữ xưởng”.\n";
    let (units, reported) = outcome(&text);
    assert_eq!(units.iter().filter(|path| !path.contains("KHOAN")).count(), 41, "{units:?}");
    assert!(!units.iter().any(|path| path.contains("DIEM")), "{units:?}");
    assert!(reported.is_empty(), "{reported:?}");
}

#[test]
fn what_is_announced_without_its_opening_mark_is_quoted_up_to_the_mark_that_closes() {
    let text = "Điều 1. Sửa đổi Nội quy\n1. Sửa đổi Điều 4 như sau:\n\nĐiều 4. Kho\n\n1. Kho mở buổi sáng.\n\n2. Kho đóng buổi tối.”.\n\n\
        2. Bỏ Điều 5.\n\nĐiều 2. Hiệu lực\n\nTừ hôm nay.\n";
    let (units, reported) = outcome(text);
    assert_eq!(units, ["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-1-KHOAN-2", "DIEU-2"]);
    assert_eq!(reported, ["quoted_heading@4"]);
    // Nothing announces it, or nothing closes: an article is missing.
    for missing in [text.replace("như sau:", "như sau"), text.replace('”', "")] {
        let (units, reported) = outcome(&missing);
        assert!(units.contains(&"DIEU-4".to_owned()) && reported.contains(&"gap@4".to_owned()), "{units:?} {reported:?}");
    }
}

#[test]
fn a_provision_whose_mark_is_never_closed_ends_where_the_act_goes_on() {
    let text = "Điều 1. Sửa đổi Nội quy\n1. Sửa đổi Điều 6 như sau:\n“Điều 6. Kho\n1. Kho mở:\na) Buổi sáng;\nb) Buổi tối.\n2. Kho có hai cửa.\n\
        2. Bổ sung Điều 6a như sau:\n“Điều 6a. Cửa\n1. Cửa đóng:\na) Buổi trưa.\n3. Bãi bỏ Điều 8.\nĐiều 2. Sửa đổi Điều 9 như sau:\n“Điều 9. Thợ\n\
        1. Thợ có áo.\n2. Thợ có mũ.\nĐiều 3. Hiệu lực\n1. Từ hôm nay.\n2. Xưởng thi hành.\n";
    let (units, reported) = outcome(text);
    let known =
        ["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-1-KHOAN-2", "DIEU-1-KHOAN-3", "DIEU-2", "DIEU-3", "DIEU-3-KHOAN-1", "DIEU-3-KHOAN-2"];
    assert_eq!(units, known);
    assert_eq!(reported, ["unclosed_quotation@3", "unclosed_quotation@9", "unclosed_quotation@14"]);
    // Where the act never shows again, nothing is quoted.
    let last = "Điều 1. Sửa đổi Điều 9 như sau:\n“Điều 9. Thợ\n1. Thợ có áo.\n2. Thợ có mũ.\n";
    assert_eq!(outcome(last).0, ["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-1-KHOAN-2"]);
}

#[test]
fn what_a_speck_opened_swallows_no_article() {
    for (opens, closes) in [("„a) Cửa trước", "Cửa sau \""), ("'10 đồng", "cửa sau.'"), ("\"Cửa trước", "cửa sau\"")]
    {
        let mut text = format!("Điều 1. Kho\n1. Kho có cửa.\n{opens}\n2. Kho có mái.\n");
        for number in 2..=6 {
            text += &format!("Điều {number}. Kho {number}\n1. Kho mở buổi sáng.\n2. Kho đóng buổi tối.\n");
        }
        let (units, reported) = outcome(&format!("{text}{closes}\nĐiều 7. Hết\nHết.\n"));
        let articles = units.iter().filter(|path| !path.contains("KHOAN")).count();
        assert_eq!(articles, 7, "{opens}: {units:?}");
        assert_eq!(reported, ["unclosed_quotation@3"], "{opens}");
    }
    // A provision that is announced may hold the article that would come next.
    let text = "Điều 1. Kho\n1. Bổ sung vào Nội quy như sau:\n“5. Kho có mái.\nĐiều 2. Cửa\nCửa mở.”.\n";
    assert_eq!(outcome(text), (vec!["DIEU-1".to_owned(), "DIEU-1-KHOAN-1".to_owned()], vec!["quoted_heading@4".to_owned()]));
}

#[test]
fn a_speck_far_below_a_quotation_quotes_no_chapter() {
    let clauses = |from: usize| (from..from + 450).map(|number| format!("{number}. Kho mở buổi sáng.\n")).collect::<String>();
    let text = format!(
        "Chương I\nKHO\nĐiều 1. Kho\n1. Sửa khoản 2 như sau:\n“2. Kho có mái:\na) Ngói.”.\n{}Chương III\nTHỢ\nĐiều 2. Thợ\n{}Hết”\nĐiều 3. Hết\nHết.\n",
        clauses(2),
        clauses(1)
    );
    let (units, reported) = outcome(&text);
    assert!(units.contains(&"CHUONG-3".to_owned()) && units.contains(&"DIEU-2-KHOAN-450".to_owned()));
    assert_eq!(reported, ["gap@457"]);
}
