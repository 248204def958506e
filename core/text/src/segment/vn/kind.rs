//! The kinds of headings, outermost first.

use crate::profile::Scanner;

/// The kinds of headings, outermost first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    Phan,
    Chuong,
    Muc,
    TieuMuc,
    Dieu,
    Khoan,
    Diem,
}

pub(super) const KINDS: [(Kind, Scanner); 7] = [
    (Kind::Phan, Scanner::VnPhan),
    (Kind::Chuong, Scanner::VnChuong),
    (Kind::Muc, Scanner::VnMuc),
    (Kind::TieuMuc, Scanner::VnTieuMuc),
    (Kind::Dieu, Scanner::VnDieu),
    (Kind::Khoan, Scanner::VnKhoan),
    (Kind::Diem, Scanner::VnDiem),
];
