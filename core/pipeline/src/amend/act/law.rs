//! Which document a sentence amends: its kind, number and name as written, and whether it is the one that is amended here.

use super::tokens::OPENING;

/// A document that a sentence names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Law {
    /// As written, up to its number.
    pub name: String,
    /// `12/2022/TT-KC`, in small letters.
    pub number: Option<String>,
}

/// Kinds of documents in small letters, the longer before the shorter one.
const KINDS: [&str; 13] = [
    "bộ luật",
    "luật",
    "nghị định",
    "thông tư liên tịch",
    "thông tư liên lịch",
    "thông tư",
    "pháp lệnh",
    "quyết định",
    "nghị quyết",
    "nội quy",
    "quy chế",
    "điều lệ",
    "chỉ thị",
];
/// What ends a name.
const ENDS: [&str; 14] = [
    " như sau",
    " đã được",
    " được sửa",
    " (",
    ":",
    ";",
    ",",
    " ban hành",
    " ngày ",
    " tại ",
    " quy định",
    " thành ",
    " bằng ",
    ". ",
];
/// Words behind a kind that make no name of it: `các Thông tư của Bộ trưởng`, `Luật này`.
const NO_NAME: [&str; 8] = ["này", "của", "do", "có", "quy", "hướng", "về", "và"];

/// What an earlier act did to a provision: the documents behind it are not those that are amended.
const CITES: [&str; 3] = [" đã được ", " được sửa đổi", " được bổ sung"];

/// The document that a sentence names first, outside of what it quotes, this act aside.
pub(super) fn law(sentence: &str) -> Option<Law> {
    let mut sentence = unquoted(sentence);
    let cited = CITES.iter().filter_map(|words| sentence.find(words)).min();
    sentence.truncate(cited.unwrap_or(sentence.len()));
    let small = sentence.to_lowercase();
    // Where small letters take other room than capitals, the name is told in small letters.
    let written = if small.len() == sentence.len() { &sentence } else { &small };
    let mut from = 0;
    while let Some((at, kind)) = next_kind(&small, from) {
        from = at + kind.len();
        let rest = &small[from..];
        let end = ENDS.iter().filter_map(|end| rest.find(end)).min().unwrap_or(rest.len());
        let next = rest.split_whitespace().next().unwrap_or_default();
        let number = number(&rest[..end]);
        // A name that has a comma in it goes on to its number.
        let far = rest.find(" như sau").unwrap_or(rest.len());
        let late = rest[..far].find(" số ").filter(|_| number.is_none() && !NO_NAME.contains(&next));
        let late = late.and_then(|at| numbered(&rest[..far], at)).filter(|(start, _)| !rest[..*start].contains(" của "));
        let (number, length) = match (number, late) {
            (Some((at, number)), _) | (None, Some((at, number))) => (Some(number.clone()), at + number.len()),
            (None, None) => (None, end),
        };
        let of = small[..at].trim_end().ends_with("của");
        let capital = written.get(from..).is_some_and(|rest| rest.trim_start().starts_with(char::is_uppercase));
        if number.is_none() && (NO_NAME.contains(&next) || next.is_empty() || !(of || capital)) {
            continue;
        }
        let name = written.get(at..from + length).unwrap_or_default().trim_end_matches(['.', ' ', ':']).to_owned();
        return Some(Law { name, number });
    }
    None
}

/// The first kind of a document at or after a byte, as a word of its own; `pháp luật` is none.
fn next_kind(small: &str, from: usize) -> Option<(usize, &'static str)> {
    let found = KINDS.iter().filter_map(|kind| {
        let is_word = |at: &usize| {
            let (before, after) = (&small[..*at], &small[*at + kind.len()..]);
            !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric) && !before.ends_with("pháp ")
        };
        let at = small[from..].match_indices(kind).map(|(at, _)| from + at).find(is_word)?;
        Some((at, *kind))
    });
    found.min_by_key(|(at, kind)| (*at, usize::MAX - kind.len()))
}

/// A number of a document in the text: its byte, and the number.
fn number(text: &str) -> Option<(usize, String)> {
    let mut at = 0;
    for word in text.split(' ') {
        let bare = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && bare[digits..].starts_with('/') && bare.len() > digits + 2 {
            return Some((at, bare.to_owned()));
        }
        at += word.len() + 1;
    }
    None
}

/// The number behind a ` số ` at a byte.
fn numbered(text: &str, at: usize) -> Option<(usize, String)> {
    let behind = at + " số ".len();
    let word = text[behind..].split(' ').next()?;
    number(word).map(|(_, number)| (behind, number))
}

/// The sentence without what it quotes.
fn unquoted(sentence: &str) -> String {
    let (mut out, mut depth) = (String::with_capacity(sentence.len()), 0_usize);
    for sign in sentence.chars() {
        match sign {
            '”' => depth = depth.saturating_sub(1),
            '"' if depth > 0 => depth -= 1,
            _ if OPENING.contains(&sign) => depth += 1,
            _ if depth == 0 => out.push(sign),
            _ => {}
        }
    }
    out
}

/// Whether a named document is the one that is amended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    This,
    /// Its number is another.
    Other,
    /// Its name is another; a name may be written in several ways.
    Unlike,
}

/// What a document is known by, in small letters.
#[derive(Debug)]
pub(super) struct Identity {
    titles: Vec<String>,
    numbers: Vec<String>,
}

impl Identity {
    /// A name may have the number in it; that of a consolidated text is not the number of its law, and a code is no title.
    pub(super) fn of<'a>(code: &'a str, names: impl IntoIterator<Item = &'a str>) -> Self {
        let small = |name: &str| name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        let code = small(code);
        let titles: Vec<String> = names.into_iter().map(small).filter(|name| !name.is_empty() && *name != code).collect();
        let of_law = |name: &String| number(name).map(|(_, number)| number).filter(|number| !number.contains("vbhn"));
        let numbers = titles.iter().chain([&code]).filter_map(of_law).collect();
        Self { titles, numbers }
    }

    /// Whether nothing is known of it.
    pub(super) fn is_nameless(&self) -> bool {
        self.titles.is_empty() && self.numbers.is_empty()
    }

    pub(super) fn is(&self, law: &Law) -> Is {
        if let Some(named) = law.number.as_ref().filter(|_| !self.numbers.is_empty()) {
            return if self.numbers.contains(named) { Is::This } else { Is::Other };
        }
        let whole = law.name.to_lowercase();
        let name = whole.split(" số ").next().unwrap_or_default();
        let kind = KINDS.iter().find(|kind| name.starts_with(*kind)).map_or(0, |kind| kind.len());
        let bare = name[kind..].trim();
        let alike =
            |title: &String| !bare.is_empty() && (title.contains(name) || title.contains(bare)) || whole.contains(title.as_str());
        if self.titles.iter().any(alike) {
            Is::This
        } else {
            Is::Unlike
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(sentence: &str) -> Option<(String, Option<String>)> {
        law(sentence).map(|law| (law.name, law.number))
    }

    #[test]
    fn a_document_is_known_by_its_number_or_its_name() {
        for (sentence, name, number) in [
            (
                "Bãi bỏ khoản 2 Điều 3 của Thông tư số 7/2020/TT-KC ngày 1 tháng 2",
                "Thông tư số 7/2020/TT-KC",
                Some("7/2020/tt-kc"),
            ),
            ("Bổ sung khoản 9 Điều 4 Nghị định số 8/2021/NĐ-CP", "Nghị định số 8/2021/NĐ-CP", Some("8/2021/nđ-cp")),
            ("Bãi bỏ Điều 5 của Luật Kho, bãi số 3/2019/QH1.", "Luật Kho, bãi số 3/2019/QH1", Some("3/2019/qh1")),
            ("Sửa đổi, bổ sung một số điều của Luật Kho bãi", "Luật Kho bãi", None),
            ("SỬA ĐỔI MỘT SỐ ĐIỀU CỦA LUẬT KHO BÃI", "LUẬT KHO BÃI", None),
            (
                "Bãi bỏ Mẫu số 1 ban hành kèm theo Thông tư liên tịch số 2/2014/TTLT-A-B",
                "Thông tư liên tịch số 2/2014/TTLT-A-B",
                Some("2/2014/ttlt-a-b"),
            ),
        ] {
            assert_eq!(named(sentence), Some((name.to_owned(), number.map(str::to_owned))), "{sentence}");
        }
        for none in [
            "Bãi bỏ Điều 5 của Luật này",
            "Sửa đổi một số điều của các Thông tư của Bộ trưởng",
            "theo quy định của pháp luật",
            "Bỏ cụm từ “của Luật Kho” tại Điều 3",
            "Sửa đổi khoản 1 Điều 3 đã được sửa đổi tại Điều 1 Thông tư số 9/2021/TT-KC như sau:",
        ] {
            assert_eq!(named(none), None, "{none}");
        }
    }

    #[test]
    fn a_document_is_told_from_others_of_its_kind() {
        let this = Identity::of("X", ["Thông tư 7/2020/TT-KC về kho chung"]);
        assert_eq!(this.is(&law("của Thông tư số 7/2020/TT-KC").expect("a law")), Is::This);
        assert_eq!(this.is(&law("của Thông tư số 8/2020/TT-KC").expect("a law")), Is::Other);
        assert_eq!(this.is(&law("của Luật Nhà làng").expect("a law")), Is::Unlike);
        let by_name = Identity::of("X", ["Luật Kho bãi"]);
        assert_eq!(by_name.is(&law("của Luật Kho bãi số 3/2019/QH1").expect("a law")), Is::This);
        assert_eq!(by_name.is(&law("của Luật số 4/2019/QH1").expect("a law")), Is::Unlike);
        // A title alone does not say which of several it is; what its text says does.
        let cited_so = Identity::of("X", ["Giữ kho", "GIU-KHO", "15/VBHN-KC", "7/2020/TT-KC"]);
        assert_eq!(cited_so.is(&law("của Thông tư số 7/2020/TT-KC").expect("a law")), Is::This);
        assert_eq!(cited_so.is(&law("của Thông tư số 8/2020/TT-KC").expect("a law")), Is::Other);
    }
}
