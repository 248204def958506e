//! Words that are changed in a text: where they stand as whole words, as people read them, and the text without them, with others
//! or with more.

use super::deed::Words;
pub(super) use crate::amend::shown::Look;
use crate::amend::shown::{in_full, Shown};

/// Whether a phrase stands in the text as whole words.
pub(super) fn stands(text: &str, phrase: &str) -> bool {
    let whole = Shown::of(text, 0, text.len(), Look::Exact);
    !places(&whole, text, &in_full(phrase, Look::Exact), Look::Exact).is_empty()
}

/// `text[start..end]` with its words changed, and how often; words that read as asked already are left as they are.
pub(super) fn changed(text: &str, start: usize, end: usize, words: &Words, look: Look) -> (String, usize) {
    let (old, new) = match words {
        Words::Swap { old, new } => (old.clone(), new.clone()),
        Words::Drop { old } => (old.clone(), String::new()),
        Words::Add { new, beside, before: true } => (beside.clone(), joined(new, beside)),
        Words::Add { new, beside, before: false } => (beside.clone(), joined(beside, new)),
    };
    let (whole, old, as_new) = (Shown::of(text, start, end, look), in_full(&old, look), in_full(&new, look));
    // Where the new words hold the old ones, those that stand already are passed over whole.
    let holds = as_new.contains(&old) && as_new != old;
    let standing = if holds { whole.places(text, &as_new) } else { Vec::new() };
    let (mut out, mut done, mut count, mut passed) = (String::with_capacity(end - start), start, 0, 0);
    for (at, behind) in places(&whole, text, &old, look) {
        while standing.get(passed).is_some_and(|&(_, end)| end <= at) {
            passed += 1;
        }
        if standing.get(passed).is_some_and(|&(from, to)| from <= at && behind <= to) {
            continue;
        }
        out.push_str(&text[done..at]);
        done = behind;
        count += 1;
        // No two blanks stay behind, and none before a mark.
        if new.is_empty() && out.ends_with(' ') && text[done..end].starts_with([' ', '.', ',', ';', ':', '\n']) {
            out.pop();
        }
        let capital = text[at..behind].starts_with(char::is_uppercase) && old.starts_with(char::is_lowercase);
        out.push_str(&if capital { capitalised(&new) } else { new.clone() });
    }
    out.push_str(&text[done..end]);
    (out, count)
}

/// Every place of a phrase. What begins a sentence has a capital letter there, and is the same words.
fn places(whole: &Shown, text: &str, phrase: &str, look: Look) -> Vec<(usize, usize)> {
    let mut places = whole.places(text, phrase);
    if look == Look::Exact && phrase.starts_with(char::is_lowercase) {
        let begins = |&(at, _): &(usize, usize)| {
            text[..at].trim_end().chars().next_back().is_none_or(|before| matches!(before, '.' | ':' | ';' | ')' | '!' | '?'))
        };
        places.extend(whole.places(text, &capitalised(phrase)).into_iter().filter(begins));
        places.sort_unstable();
    }
    places
}

/// The text with a capital letter at its start.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Two phrases one after the other, with a blank between them unless the second begins with a mark.
fn joined(one: &str, other: &str) -> String {
    let tight = other.starts_with([',', ';', '.', ':', ' ']) || one.ends_with(' ');
    format!("{one}{}{other}", if tight { "" } else { " " })
}

#[cfg(test)]
mod tests {
    use super::super::deed::Words;

    fn changed(text: &str, words: &Words) -> (String, usize) {
        super::changed(text, 0, text.len(), words, super::Look::Exact)
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
        assert_eq!(super::changed("2020 20", 2, 7, &words, super::Look::Exact), ("20 21".to_owned(), 1));
        assert_eq!(super::changed("20 2020", 0, 5, &words, super::Look::Exact), ("21 20".to_owned(), 1));
        assert_eq!(super::changed("20 20", 0, 3, &words, super::Look::Exact), ("21 ".to_owned(), 1));
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
    #[test]
    fn words_are_found_as_people_read_them() {
        for (text, old) in [
            ("Hội đồng quản lý\nkho chung họp", "Hội đồng quản lý kho chung"),
            ("Hội  đồng\u{a0}quản lý kho chung họp", "Hội đồng quản lý kho chung"),
            ("Quy định 3/TT-\nKC của kho", "Quy định 3/TT-KC"),
            ("Quy định 3/TT–KC của kho", "Quy định 3/TT-KC"),
            ("gọi là “kho”, có khóa", "gọi là \"kho\""),
        ] {
            let (changed, count) = changed(text, &swap(old, "X"));
            assert_eq!((count, changed.starts_with('X')), (1, true), "{text}: {changed}");
        }
        let drop = Words::Drop { old: "mỗi\nngày".to_owned() };
        assert_eq!(changed("mở cửa mỗi ngày.", &drop).0, "mở cửa.");
    }

    #[test]
    fn capital_letters_and_marks_count_unless_nothing_else_is_found() {
        let loose = |text: &str, old: &str, new: &str| super::changed(text, 0, text.len(), &swap(old, new), super::Look::Loose);
        assert_eq!(changed("Ban quản lý, kho họp", &swap("ban quản lý kho", "tổ kho")).1, 0);
        assert_eq!(changed("do Ban quản lý họp", &swap("ban quản lý", "tổ kho")).1, 0);
        let at_the_start = changed("3. Ban quản lý họp với ban quản lý cũ.", &swap("ban quản lý", "tổ kho"));
        assert_eq!(at_the_start, ("3. Tổ kho họp với tổ kho cũ.".to_owned(), 2));
        assert_eq!(loose("Ban quản lý, kho họp", "ban quản lý kho", "tổ kho"), ("Tổ kho họp".to_owned(), 1));
        assert_eq!(loose("ban quản lý khoa họp", "ban quản lý kho", "tổ kho").1, 0);
    }
}
