//! Split and join: what comes out is new, valid, and where it belongs.

use iu_address::{join, parse, split, Address, AddressFormat, DeriveError};

use crate::order::address;

/// Lines: the address to split and as many more as it has siblings to join; all lines count as taken.
pub fn derive(data: &[u8]) {
    let text = crate::text::text(data);
    let taken: Vec<&str> = text.split('\n').take(24).collect();
    let Some(first) = address(taken[0]) else { return };
    check_split(&first, &taken, data.len() % 7);
    let addresses: Vec<Address> = taken.iter().filter_map(|text| address(text)).collect();
    for count in 0..=addresses.len().min(4) {
        check_join(&addresses[..count], &taken);
    }
}

/// The number at the end of `text` after `stem`, without leading zeros; `split` and `join` compare such numbers.
fn number_after<'a>(stem: &str, text: &'a str) -> Option<&'a str> {
    let digits = text.strip_prefix(stem).filter(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some(digits.trim_start_matches('0'))
}

fn stem_of(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_ascii_digit())
}

fn check_split(whole: &Address, taken: &[&str], count: usize) {
    let v1_depth = (whole.format() == AddressFormat::V1).then(|| whole.depth());
    match split(whole, taken.iter().copied(), count) {
        Ok(parts) => {
            assert_eq!(parts.len(), count);
            assert!(count > 0 && v1_depth != Some(0) && v1_depth != Some(3));
            let stem = stem_of(parts[0].as_str());
            for part in &parts {
                assert_eq!(parse(part.as_str()).as_ref(), Ok(part));
                assert!(whole.is_ancestor_of(part) && part.depth() == whole.depth() + 1, "{part} of {whole}");
                assert!(part.parent().is_none_or(|parent| parent == *whole));
                let number = number_after(stem, part.as_str()).expect("parts are numbered");
                assert!(taken.iter().all(|text| number_after(stem, text) != Some(number)), "{part} was taken");
            }
            assert!(parts.windows(2).all(|pair| pair[0] < pair[1]));
            let last: usize = number_after(stem, parts[count - 1].as_str()).and_then(|n| n.parse().ok()).expect("small");
            let is_used = |number: usize| {
                let is_it = |text: &str| number_after(stem, text).is_some_and(|used| used == number.to_string());
                taken.iter().any(|text| is_it(text)) || parts.iter().any(|part| is_it(part.as_str()))
            };
            assert!((1..=last).all(is_used), "no free number is left out");
        }
        Err(error) => {
            match &error {
                DeriveError::SplitOnRoot(_) => assert_eq!(v1_depth, Some(0)),
                DeriveError::SplitTooDeep(_) => assert!(v1_depth.is_some_and(|depth| depth >= 2)),
                DeriveError::SplitCount(_) => assert_eq!(count, 0),
                DeriveError::Result(error) => assert_eq!(error.code.as_str(), "TOO_LONG"),
                DeriveError::JoinNotSiblings => panic!("{error}"),
            }
            assert!(error.to_string().ends_with('.'));
        }
    }
}

fn check_join(joined: &[Address], taken: &[&str]) {
    let stem = joined.first().map_or("", |first| stem_of(first.as_str()));
    let is_distinct = joined.iter().enumerate().all(|(at, one)| !joined[..at].contains(one));
    let are_siblings = joined.len() > 1 && is_distinct && joined.iter().all(|one| number_after(stem, one.as_str()).is_some());
    match join(joined, taken.iter().copied()) {
        Ok(result) => {
            assert!(are_siblings, "{joined:?}");
            assert_eq!(parse(result.as_str()).as_ref(), Ok(&result));
            assert_eq!((result.format(), result.parent()), (joined[0].format(), joined[0].parent()));
            let number = number_after(stem, result.as_str()).expect("it is their sibling");
            let used = joined.iter().map(Address::as_str).chain(taken.iter().copied().filter(|text| parse(text).is_ok()));
            for other in used.filter_map(|text| number_after(stem, text)) {
                assert!((other.len(), other) < (number.len(), number), "{result} comes after {stem}{other}");
            }
        }
        Err(DeriveError::JoinNotSiblings) => assert!(!are_siblings, "{joined:?}"),
        Err(DeriveError::Result(error)) => assert!(matches!(error.code.as_str(), "TOO_LONG" | "NUMBER_TOO_LARGE"), "{error}"),
        Err(error) => panic!("{error}"),
    }
}
