//! Where the title of an article ends: lines that were broken, as printed pages break them.

use super::segment_support::{cut, request};

/// Text of a body, wrapped to 76 characters.
const BODY: &str = "\
Người trông kho giữ chìa khóa của mọi cánh cửa trong xưởng, mở kho khi trời\n\
sáng và đóng kho khi trời tối, ghi vào sổ tên người vào, người ra và những\n\
thứ đã mang theo, báo ngay cho người đứng đầu xưởng khi thấy vật nào bị hỏng\n\
hoặc bị mất, không giao chìa khóa cho người không có tên trong danh sách đã\n\
được người đứng đầu xưởng ký và treo ở cửa kho.\n";

/// The title of each article that stands between two others in a text that is wrapped, and where its text begins.
fn titled(articles: &[&str]) -> Vec<(String, String)> {
    titled_in(articles, &BODY.repeat(8))
}

fn titled_in(articles: &[&str], body: &str) -> Vec<(String, String)> {
    let mut text = format!("Điều 1. Trông kho\n{body}");
    for (index, article) in articles.iter().enumerate() {
        text.push_str(&format!("Điều {}. {article}\n", index + 2));
    }
    text.push_str(&format!("Điều {}. Kết thúc\n{BODY}", articles.len() + 2));
    let manifest = cut(&text, &request("vn-law")).expect("a manifest");
    let of_articles: Vec<_> = manifest.units.iter().filter(|unit| unit.level == "dieu").collect();
    assert_eq!(of_articles.len(), articles.len() + 2, "{text}");
    let begins = |unit: &iu_text::manifest::Unit| {
        let text = unit.body_spans.first().map_or("", |span| &text[span.start..span.end]);
        text.chars().take(12).collect::<String>().replace('\n', "/")
    };
    of_articles[1..=articles.len()].iter().map(|unit| (unit.title.clone(), begins(unit))).collect()
}

#[test]
fn a_title_that_wants_more_goes_on_over_its_line() {
    let found = titled(&[
        "Trách nhiệm của người trông kho và của những người đứng đầu các\nTổ Mộc và Tổ Sơn\n1. Giữ chìa khóa.",
        "Trách nhiệm của Tổ trưởng Tổ Mộc, Tổ trưởng Tổ Sơn,\nTổ trưởng Tổ Gò\nTổ trưởng trông coi thợ của tổ mình.",
        "Sửa đổi, bổ sung một số điều của Nội quy số 7/2020/NQ-\nXG ngày 5 tháng 3 năm 2020\n1. Bỏ khoản 2.",
        "Việc của thợ học nghề ở Xưởng Mộc (sau đây gọi là\nThợ học nghề)\n1. Quét xưởng.",
        "Tiêu chuẩn của danh hiệu “Người thợ\nlành nghề”\n1. Làm được cái ghế.",
        "Bãi bỏ Nội quy số\n12/2019/NQ-XG\n1. Bỏ toàn bộ.",
    ]);
    assert_eq!(
        found.iter().map(|(title, _)| title.as_str()).collect::<Vec<_>>(),
        [
            "Trách nhiệm của người trông kho và của những người đứng đầu các Tổ Mộc và Tổ Sơn",
            "Trách nhiệm của Tổ trưởng Tổ Mộc, Tổ trưởng Tổ Sơn, Tổ trưởng Tổ Gò",
            "Sửa đổi, bổ sung một số điều của Nội quy số 7/2020/NQ-XG ngày 5 tháng 3 năm 2020",
            "Việc của thợ học nghề ở Xưởng Mộc (sau đây gọi là Thợ học nghề)",
            "Tiêu chuẩn của danh hiệu “Người thợ lành nghề”",
            "Bãi bỏ Nội quy số 12/2019/NQ-XG",
        ]
    );
    assert_eq!(found[1].1, "Tổ trưởng tr");
}

#[test]
fn a_title_whose_line_was_full_goes_on_where_what_stands_below_is_no_sentence() {
    let found = titled(&[
        // Bold letters are wider: the line was full before it had as many characters as those of the text.
        "Hồ sơ của người học nghề được đưa vào làm việc ở các xưởng\nMộc Thượng, Mộc Hạ\n1. Đơn xin học.",
        "Hồ sơ của người học nghề được đưa vào làm việc ở các nơi như\nXưởng Mộc của thành phố và của các huyện, của những người thợ đã lâu năm\nlàm nghề\nHồ sơ có đơn xin học.",
        "Nâng cao tay nghề của thợ và bảo vệ sức khỏe của người thợ học nghề\nThợ học nghề được nâng cao tay nghề và được bảo vệ sức khỏe mỗi khi người\nthợ chính có mặt.",
        "Nâng cao tay nghề của người thợ và bảo vệ sức khỏe của người học nghề\nCơm trưa được nấu tại xưởng.",
        "Chương trình và tài liệu dạy nghề cho người thợ học nghề ở ngoài xưởng\nXưởng được chọn chương trình và tài liệu dạy nghề cho thợ học nghề theo\nĐiều 1 Nội quy này.",
        "Chế độ báo cáo của các tổ thợ trong xưởng với người đứng đầu\nTổ Mộc, Tổ Sơn, các tổ khác do Xưởng lập, người giữ kho,\nThợ cả của các tổ báo cáo mỗi tháng một lần.",
        "Giờ làm\nThợ làm việc buổi sáng\nThợ học nghề làm việc cả ngày.",
    ]);
    let expected = [
        ("Hồ sơ của người học nghề được đưa vào làm việc ở các xưởng Mộc Thượng, Mộc Hạ", ""),
        (
            "Hồ sơ của người học nghề được đưa vào làm việc ở các nơi như Xưởng Mộc của thành phố và của các huyện, của những người thợ đã lâu năm làm nghề",
            "Hồ sơ có đơn",
        ),
        ("Nâng cao tay nghề của thợ và bảo vệ sức khỏe của người thợ học nghề", "Thợ học nghề"),
        ("Nâng cao tay nghề của người thợ và bảo vệ sức khỏe của người học nghề", "Cơm trưa đượ"),
        ("Chương trình và tài liệu dạy nghề cho người thợ học nghề ở ngoài xưởng", "Xưởng được c"),
        ("Chế độ báo cáo của các tổ thợ trong xưởng với người đứng đầu", "Tổ Mộc, Tổ S"),
        ("Giờ làm", "Thợ làm việc"),
    ];
    assert_eq!(found, expected.map(|(title, text)| (title.to_owned(), text.to_owned())));
}

#[test]
fn a_title_goes_on_over_the_end_of_a_page() {
    let found = titled(&[
        "Trách nhiệm của người đứng đầu các tổ thợ trong Xưởng Mộc và\n\nCÔNG BÁO/Số 7/Ngày 1-2-2020\n12\n\nXưởng Gò\n1. Trông coi thợ.",
        "Giờ nghỉ\n\nCÔNG BÁO/Số 7/Ngày 1-2-2020\n13\n\nThợ nghỉ buổi trưa.",
        "Giờ nghỉ của\n\nthợ là buổi trưa.",
    ]);
    let expected = [
        ("Trách nhiệm của người đứng đầu các tổ thợ trong Xưởng Mộc và Xưởng Gò", ""),
        ("Giờ nghỉ", "Thợ nghỉ buổ"),
        ("Giờ nghỉ của", "thợ là buổi "),
    ];
    assert_eq!(found.iter().map(|(title, text)| (title.as_str(), text.as_str())).collect::<Vec<_>>(), expected);
}

#[test]
fn the_first_sentence_is_no_title_in_a_narrow_text() {
    // Most lines are cells of tables; a title is wider than they are.
    let cells = "Cái bào loại nhỏ của thợ học nghề, dùng để\nlàm phẳng ván gỗ thông và ván gỗ lim trước\n".repeat(70);
    let found = titled_in(&["Định mức thuê thợ chính ở ngoài xưởng theo ngày\nTrường hợp thuê thợ chính ở ngoài xưởng thì trả theo ngày công đã ghi trong sổ.\n"], &cells);
    assert_eq!(found[0].0, "Định mức thuê thợ chính ở ngoài xưởng theo ngày");
}

#[test]
fn titles_of_regulations_and_acts_go_on_over_their_lines_too() {
    let body = "The keeper of the store holds the keys of every door in the works, opens the\n\
        store when the sun rises and closes it when the sun sets, and writes in the\n\
        book the names of those who come in, and tells the head of the works so.\n";
    let mut text = format!("HAVE ADOPTED THIS REGULATION:\n\nArticle 1\nScope\n1. {body}2. {body}\n");
    for (index, article) in [
        "Duties of the keepers of the stores and of the authorities of the\nMember States\n1. Keys.",
        "Duties of keepers, deputy keepers,\nCarriers and Clerks",
        "Keepers and clerks of the Great Store shall keep the keys in the presence of\nClerks who were sworn in.",
    ]
    .iter()
    .enumerate()
    {
        text.push_str(&format!("\nArticle {}\n{article}\n{body}", index + 2));
    }
    text.push_str(&format!("\nArticle 5\nEnd\n{}", body.repeat(4)));
    let manifest = cut(&text, &request("eu-regulation")).expect("a manifest");
    let titles: Vec<&str> =
        manifest.units.iter().filter(|unit| unit.section_type == "article").map(|unit| unit.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "Scope",
            "Duties of the keepers of the stores and of the authorities of the Member States",
            "Duties of keepers, deputy keepers, Carriers and Clerks",
            "",
            "End",
        ]
    );
}
