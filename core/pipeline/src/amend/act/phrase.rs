//! Words that are changed in a text: where they stand as whole words, and the text without them, with others or with more.

use super::read::Words;
use iu_address::unicode::is_mark;

/// The first place at or after byte `from` where `phrase` stands in the text as whole words; what is before `from` counts too.
pub(super) fn find(text: &str, phrase: &str, from: usize) -> Option<usize> {
    let mut from = from;
    while let Some(at) = text.get(from..)?.find(phrase).filter(|_| !phrase.is_empty()) {
        let at = from + at;
        if is_whole(text, at, at + phrase.len()) {
            return Some(at);
        }
        from = at + text[at..].chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// Whether no word and no number goes on beyond either end.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    !goes_on(text, start) && !goes_on(text, end)
}

/// Whether a word or a number stands on both sides of this byte: letters, digits and the marks over them, and the dot or comma
/// inside a number (`1.000`, `2,5`).
fn goes_on(text: &str, at: usize) -> bool {
    let (mut before, mut after) = (text[..at].chars().rev(), text[at..].chars());
    let (Some(left), Some(right)) = (before.next(), after.next()) else { return false };
    let in_word = |c: char| c.is_alphanumeric() || is_mark(c);
    let (is_digit, is_point) = (|c: Option<char>| c.is_some_and(char::is_numeric), |c: char| matches!(c, '.' | ','));
    is_mark(right)
        || in_word(left) && in_word(right)
        || left.is_numeric() && is_point(right) && is_digit(after.next())
        || right.is_numeric() && is_point(left) && is_digit(before.next())
}

/// `text[start..end]` with its words changed, and how often; words that read as asked already are left as they are.
pub(super) fn changed(text: &str, start: usize, end: usize, words: &Words) -> (String, usize) {
    let (old, new) = match words {
        Words::Swap { old, new } => (old.clone(), new.clone()),
        Words::Drop { old } => (old.clone(), String::new()),
        Words::Add { new, beside, before: true } => (beside.clone(), joined(new, beside)),
        Words::Add { new, beside, before: false } => (beside.clone(), joined(beside, new)),
    };
    let within: Vec<usize> = new.match_indices(&old).map(|(at, _)| at).collect();
    let (mut out, mut done, mut from, mut count) = (String::with_capacity(end - start), start, start, 0);
    while let Some(at) = find(text, &old, from).filter(|at| at + old.len() <= end) {
        from = at + old.len();
        // Where the new words stand already, they are passed over whole.
        let stands = |&before: &usize| {
            let there = at.checked_sub(before).filter(|&there| there >= done)?;
            let after = there + new.len();
            (after <= end && text[there..].starts_with(&new) && is_whole(text, there, after)).then_some(after)
        };
        if let Some(after) = within.iter().find_map(stands) {
            from = after;
            continue;
        }
        out.push_str(&text[done..at]);
        done = from;
        count += 1;
        // No two blanks stay behind, and none before a mark.
        if new.is_empty() && out.ends_with(' ') && text[done..end].starts_with([' ', '.', ',', ';', ':', '\n']) {
            out.pop();
        }
        out.push_str(&new);
    }
    out.push_str(&text[done..end]);
    (out, count)
}

/// Two phrases one after the other, with a blank between them unless the second begins with a mark.
fn joined(one: &str, other: &str) -> String {
    let tight = other.starts_with([',', ';', '.', ':', ' ']) || one.ends_with(' ');
    format!("{one}{}{other}", if tight { "" } else { " " })
}

#[cfg(test)]
mod tests {
    use super::super::read::Words;

    fn changed(text: &str, words: &Words) -> (String, usize) {
        super::changed(text, 0, text.len(), words)
    }

    fn swap(old: &str, new: &str) -> Words {
        Words::Swap { old: old.to_owned(), new: new.to_owned() }
    }

    #[test]
    fn words_are_changed_once() {
        let told = changed("cơ quan xét; cơ quan xét", &swap("cơ quan xét", "cơ quan có quyền xét"));
        assert_eq!(told, ("cơ quan có quyền xét; cơ quan có quyền xét".to_owned(), 2));
        assert_eq!(changed(&told.0, &swap("xét", "xét, xử")).1, 2);
        // Asked again, it is as it should be.
        let twice = changed("xét, xử", &swap("xét", "xét, xử"));
        assert_eq!(twice, ("xét, xử".to_owned(), 0));
        assert_eq!(changed("03 ngày và 103 ngày", &swap("03 ngày", "02 ngày")), ("02 ngày và 103 ngày".to_owned(), 1));
    }

    #[test]
    fn a_word_that_is_a_part_of_another_stays() {
        for (text, old, new) in [
            ("năm 2020", "20", "21"),
            ("số 202020", "20", "21"),
            ("20.000 đồng, 1.20 và 1,20", "20", "21"),
            ("aaaa", "a", "b"),
            ("đđ, ưđ, đư", "đ", "d"),
            ("e\u{323}\u{302}m\u{300}", "m", "n"),
            ("m\u{300}m", "m", "n"),
            ("xét xửa", "xét xử", "xử"),
            ("20a, a20, ２0", "20", "21"),
        ] {
            assert_eq!(changed(text, &swap(old, new)), (text.to_owned(), 0), "{old} in {text}");
        }
        for (text, old, new, expected, count) in [
            ("20, 2020 và 20.", "20", "21", "21, 2020 và 21.", 2),
            ("(20) 20/2020 20%", "20", "21", "(21) 21/2020 21%", 3),
            ("ba a a a a", "a a", "b", "ba b b", 2),
            ("xét xửa, xét", "xét", "xét xử", "xét xử xửa, xét xử", 2),
            ("ngày, tháng và ngày,tháng", ", tháng", "", "ngày và ngày,tháng", 1),
            ("m\u{300} m", "m", "n", "m\u{300} n", 1),
        ] {
            assert_eq!(changed(text, &swap(old, new)), (expected.to_owned(), count), "{old} in {text}");
        }
    }

    #[test]
    fn a_part_of_a_text_is_looked_at_with_what_is_beside_it() {
        let words = swap("20", "21");
        assert_eq!(super::changed("2020 20", 2, 7, &words), ("20 21".to_owned(), 1));
        assert_eq!(super::changed("20 2020", 0, 5, &words), ("21 20".to_owned(), 1));
        assert_eq!(super::changed("20 20", 0, 3, &words), ("21 ".to_owned(), 1));
    }

    #[test]
    fn words_are_dropped_and_added_with_their_blanks() {
        let drop = Words::Drop { old: "06 tháng,".to_owned() };
        assert_eq!(changed("báo cáo 06 tháng, hằng năm.", &drop).0, "báo cáo hằng năm.");
        let drop = Words::Drop { old: "được dùng".to_owned() };
        assert_eq!(changed("đồ được dùng.", &drop).0, "đồ.");
        let add = |new: &str, beside: &str, before| Words::Add { new: new.to_owned(), beside: beside.to_owned(), before };
        assert_eq!(changed("cá nhân nộp", &add(", tổ chức", "cá nhân", false)).0, "cá nhân, tổ chức nộp");
        assert_eq!(changed("cá nhân, tổ chức nộp", &add(", tổ chức", "cá nhân", false)).1, 0);
        assert_eq!(changed("do Chủ tịch ký", &add("Trưởng ban,", "Chủ tịch", true)).0, "do Trưởng ban, Chủ tịch ký");
    }
}
