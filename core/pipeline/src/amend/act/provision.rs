//! The provisions of a Vietnamese act as its amending acts name them: levels, numbers, and which part is meant.

use iu_address::label::{token, Numbering};

/// Levels of a Vietnamese act, outermost first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    PhuLuc,
    Mau,
    Phan,
    Chuong,
    Muc,
    TieuMuc,
    Dieu,
    Khoan,
    Diem,
    /// A part without a number of its own: `đoạn thứ hai`, `cột thứ 5`.
    Piece,
}

impl Level {
    pub(super) const ALL: [Self; 9] =
        [Self::PhuLuc, Self::Mau, Self::Phan, Self::Chuong, Self::Muc, Self::TieuMuc, Self::Dieu, Self::Khoan, Self::Diem];

    /// As it stands in addresses.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::PhuLuc => "PL",
            Self::Mau => "MAU",
            Self::Phan => "PHAN",
            Self::Chuong => "CHUONG",
            Self::Muc => "MUC",
            Self::TieuMuc => "TIEUMUC",
            Self::Dieu => "DIEU",
            Self::Khoan => "KHOAN",
            Self::Diem | Self::Piece => "DIEM",
        }
    }

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::PhuLuc => "phụ lục",
            Self::Mau => "mẫu số",
            Self::Phan => "phần",
            Self::Chuong => "chương",
            Self::Muc => "mục",
            Self::TieuMuc => "tiểu mục",
            Self::Dieu => "điều",
            Self::Khoan => "khoản",
            Self::Diem => "điểm",
            Self::Piece => "",
        }
    }

    const fn numbering(self) -> Numbering {
        match self {
            Self::Phan => Numbering::OrdinalWord,
            Self::Chuong | Self::PhuLuc => Numbering::Roman,
            Self::Diem => Numbering::Letter,
            _ => Numbering::Arabic,
        }
    }

    /// The token of a number as written; none where it is no number of this level.
    pub(super) fn token(self, written: &str) -> Option<String> {
        let digits = written.starts_with(|first: char| first.is_ascii_digit());
        let short = written.chars().count() <= 5;
        let fits = match self {
            Self::Dieu | Self::Khoan | Self::Muc | Self::TieuMuc => digits && short,
            Self::Diem => {
                let mut letters = written.chars();
                letters.next().is_some_and(|first| first.is_lowercase()) && letters.all(|other| other.is_ascii_digit())
            }
            Self::Mau => digits && written.chars().count() <= 8,
            Self::Chuong | Self::Phan | Self::PhuLuc => true,
            Self::Piece => false,
        };
        let roman = |numbering| token(written, numbering).ok();
        match self {
            _ if !fits => None,
            Self::Mau => Some(written.to_uppercase()),
            Self::Chuong | Self::Phan | Self::PhuLuc if digits => roman(Numbering::Arabic),
            Self::Phan => roman(Numbering::OrdinalWord).or_else(|| roman(Numbering::Roman)),
            _ => roman(self.numbering()),
        }
    }
}

/// A level and a number as written, and as a token of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rung {
    pub level: Level,
    pub written: String,
    pub token: String,
}

/// Which part of a provision is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    /// What stands before its first part: `đoạn mở đầu`.
    Opening,
    /// `tên`.
    Title,
    /// Everything but its heading.
    Body,
    /// The document as a whole, all its articles.
    Document,
}

/// A provision, outermost rung first: `Điều 5`, `khoản 2`, `điểm a`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Provision {
    pub path: Vec<Rung>,
    pub part: Part,
}

impl Provision {
    pub(super) fn level(&self) -> Level {
        self.path.last().map_or(Level::Phan, |rung| rung.level)
    }

    /// All of the document.
    pub(super) const fn document() -> Self {
        Self { path: Vec::new(), part: Part::Document }
    }

    /// Whether it is an appendix or a form, or stands in one.
    pub(super) fn is_component(&self) -> bool {
        self.path.first().is_some_and(|rung| rung.level <= Level::Mau)
    }

    /// Whether it is a part that has no number of its own.
    pub(super) fn is_piece(&self) -> bool {
        self.path.last().is_some_and(|rung| rung.level == Level::Piece)
    }

    /// The rungs above its own.
    pub(super) fn above(&self) -> &[Rung] {
        &self.path[..self.path.len().saturating_sub(1)]
    }

    /// As people write it, innermost first.
    pub(super) fn written(&self) -> String {
        let rungs = self.path.iter().rev().map(|rung| {
            let word = if rung.level <= Level::Dieu { capital(rung.level.word()) } else { rung.level.word().to_owned() };
            format!("{word} {}", rung.written).trim_start().to_owned()
        });
        let rungs = rungs.collect::<Vec<_>>().join(" ");
        match self.part {
            Part::Whole | Part::Body => rungs,
            Part::Document => "toàn bộ văn bản".to_owned(),
            Part::Opening => format!("đoạn mở đầu {rungs}"),
            Part::Title => format!("tên {rungs}"),
        }
    }

    /// Whether `line` begins with the label of its last rung: `2.`, `a)`, `Điều 5.`.
    pub(super) fn begins_line(&self, line: &str) -> bool {
        let Some(rung) = self.path.last() else { return false };
        let line = line.trim_start();
        let number = |text: &str| -> Option<String> {
            let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
            text[end..].starts_with(['.', ')', ' ', ':', '/']).then(|| text[..end].to_lowercase())
        };
        let named = |text: &str| -> Option<String> {
            let word = rung.level.word();
            let head: String = text.chars().take(word.chars().count()).collect();
            (head.to_lowercase() == word).then(|| text[head.len()..].trim_start().to_owned())
        };
        let bare = if rung.level >= Level::Khoan { number(line) } else { None };
        let with_word = named(line).and_then(|rest| number(&format!("{} ", rest.trim_end())));
        [bare, with_word].into_iter().flatten().any(|written| rung.level.token(&written).as_deref() == Some(&*rung.token))
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}
