//! Natural order: total, the same as equality and as the sort key, and what sorting a column gives.

use iu_address::{parse, sort_all, sort_order, Address};
use std::cmp::Ordering;

/// Lines, each a text; those that are no address are sorted too, and also turned into one for the laws.
pub fn order(data: &[u8]) {
    let text = crate::text::text(data);
    let texts: Vec<&str> = text.split('\n').take(24).collect();
    check_column(&texts);
    let addresses: Vec<Address> = texts.iter().take(6).filter_map(|text| address(text)).collect();
    for one in &addresses {
        for two in &addresses {
            check_pair(one, two);
            for three in &addresses {
                if one <= two && two <= three {
                    assert!(one <= three, "{one} ≤ {two} ≤ {three}");
                }
            }
        }
    }
}

/// The text itself, or a v2 address spelled with its bytes.
pub fn address(text: &str) -> Option<Address> {
    const LETTERS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let spelled = |part: &str| part.bytes().map(|byte| char::from(LETTERS[usize::from(byte) % 36])).collect::<String>();
    parse(text).ok().or_else(|| parse(&format!("A/{}", text.split('-').map(spelled).collect::<Vec<_>>().join("-"))).ok())
}

fn check_pair(one: &Address, two: &Address) {
    let order = one.cmp(two);
    assert_eq!(order, two.cmp(one).reverse(), "{one} and {two}");
    assert_eq!(order == Ordering::Equal, one == two, "{one} and {two}");
    assert_eq!(order, one.sort_key().cmp(&two.sort_key()), "{one} and {two} by key");
    assert_eq!(one.partial_cmp(two), Some(order));
    assert!(one.sort_key().is_ascii());
    if one.is_ancestor_of(two) {
        assert!(order == Ordering::Less && one.depth() < two.depth() && !two.is_ancestor_of(one), "{one} above {two}");
    }
}

fn check_column(texts: &[&str]) {
    let positions = sort_order(texts);
    let mut all = positions.clone();
    all.sort_unstable();
    assert!(all.into_iter().eq(0..texts.len()), "a permutation");
    let sorted = sort_all(texts);
    assert!(sorted.iter().zip(&positions).all(|(text, &position)| *text == texts[position]));
    for (pair, at) in sorted.windows(2).zip(positions.windows(2)) {
        let order = match (parse(pair[0]), parse(pair[1])) {
            (Ok(one), Ok(two)) => one.cmp(&two),
            (Err(_), Err(_)) => pair[0].cmp(pair[1]),
            (one, two) => one.is_err().cmp(&two.is_err()),
        };
        assert!(order == Ordering::Less || order == Ordering::Equal && at[0] < at[1], "{pair:?}");
    }
}
