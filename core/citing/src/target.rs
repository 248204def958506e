//! What a citation points at, as one text that is looked up: `41/2024/qh15#DIEU-5-KHOAN-2`.

/// What stands between the key of a document and a path.
const BETWEEN: char = '#';

/// The key of the document in which a citation stands: no name has such a sign.
pub(crate) fn own_key(doc_code: &str) -> String {
    format!("={doc_code}")
}

/// The code of the document in which a citation stands, where the key is such a one.
pub(crate) fn own_code(key: &str) -> Option<&str> {
    key.strip_prefix('=')
}

/// The target of a document and a path; the document itself where the path is empty.
pub(crate) fn target(key: &str, path: &str) -> String {
    format!("{key}{BETWEEN}{path}")
}

/// The key and the path of a target.
pub(crate) fn parts(target: &str) -> (&str, &str) {
    target.rsplit_once(BETWEEN).unwrap_or((target, ""))
}
