//! The Merkle tree of a log: RFC 9162 hashing, inclusion and consistency proofs.
//!
//! With each leaf are kept the hashes of the perfect subtrees that end at it ([`Tree::append`]): the leaf itself, and one
//! more for every time its number plus one can be halved. Any perfect subtree is found by its last leaf, so proofs, and
//! going on from any size, need a few leaves only, however many there are.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// A node of the tree.
pub type Hash = [u8; 32];

/// The hash of a leaf: `0x00` before its bytes.
#[must_use]
pub fn leaf_hash(bytes: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(bytes).finalize().into()
}

/// The hash of an inner node: `0x01` before its two halves.
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// Lower-case hex of a node.
#[must_use]
pub fn to_text(hash: &Hash) -> String {
    hash.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A node read from lower-case hex.
#[must_use]
pub fn from_text(text: &str) -> Option<Hash> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let bytes = text.as_bytes();
    if bytes.len() != 64 {
        return None;
    }
    let mut hash = [0; 32];
    for (at, pair) in bytes.chunks_exact(2).enumerate() {
        hash[at] = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(hash)
}

/// A tree at some size: all that going on needs are the roots of its perfect subtrees, largest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tree {
    size: u64,
    peaks: Vec<Hash>,
}

impl Tree {
    /// A tree of `size` leaves from the roots of its perfect subtrees, named by [`peaks_of`].
    #[must_use]
    pub fn at(size: u64, peaks: Vec<Hash>) -> Option<Self> {
        (peaks.len() == size.count_ones() as usize).then_some(Self { size, peaks })
    }

    /// Number of leaves.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Roots of its perfect subtrees, largest first.
    #[must_use]
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// Adds a leaf. Gives the hashes of the perfect subtrees that end at it, the leaf's own first.
    pub fn append(&mut self, leaf: Hash) -> Vec<Hash> {
        let mut ending = vec![leaf];
        let mut hash = leaf;
        for _ in 0..self.size.trailing_ones() {
            let left = self.peaks.pop().unwrap_or_else(|| unreachable!("a tree has a peak for every bit of its size"));
            hash = node_hash(&left, &hash);
            ending.push(hash);
        }
        self.peaks.push(hash);
        self.size += 1;
        ending
    }

    /// The root. Of no leaves it is the hash of nothing.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(last) = peaks.next() else { return Sha256::digest([]).into() };
        peaks.fold(*last, |right, left| node_hash(left, &right))
    }
}

/// A perfect subtree: the number of its last leaf, and how often it can be halved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subtree {
    /// Number of the last leaf, from 0.
    pub last_leaf: u64,
    /// 0 for a leaf.
    pub level: u32,
}

/// The perfect subtrees that leaves `start` up to, not including, `end` are made of, where `start` begins one.
fn subtrees(mut start: u64, end: u64) -> Vec<Subtree> {
    let mut found = Vec::new();
    while start < end {
        let fits = (end - start).ilog2();
        let level = if start == 0 { fits } else { fits.min(start.trailing_zeros()) };
        start += 1 << level;
        found.push(Subtree { last_leaf: start - 1, level });
    }
    found
}

/// The perfect subtrees a tree of `size` leaves is made of.
#[must_use]
pub fn peaks_of(size: u64) -> Vec<Subtree> {
    subtrees(0, size)
}

/// The nodes of a proof, each by the perfect subtrees it is folded from, right to left.
pub type ProofPlan = Vec<Vec<Subtree>>;

/// Which nodes prove that leaf `index` is in the tree of `size` leaves (PATH of RFC 9162, 2.1.3.1).
#[must_use]
pub fn inclusion_plan(index: u64, size: u64) -> ProofPlan {
    path(index, 0, size)
}

fn path(index: u64, start: u64, end: u64) -> ProofPlan {
    if end - start <= 1 {
        return Vec::new();
    }
    let middle = start + split(end - start);
    let (mut plan, sibling) = if index < middle {
        (path(index, start, middle), subtrees(middle, end))
    } else {
        (path(index, middle, end), subtrees(start, middle))
    };
    plan.push(sibling);
    plan
}

/// Which nodes prove that the tree of `size` leaves has grown from that of `old` (PROOF of RFC 9162, 2.1.4.1); none where there is nothing to prove.
#[must_use]
pub fn consistency_plan(old: u64, size: u64) -> ProofPlan {
    if old == 0 || old >= size {
        return Vec::new();
    }
    grown(old, 0, size, true)
}

fn grown(old: u64, start: u64, end: u64, known: bool) -> ProofPlan {
    if old == end {
        return if known { Vec::new() } else { vec![subtrees(start, end)] };
    }
    let middle = start + split(end - start);
    let (mut plan, sibling) = if old <= middle {
        (grown(old, start, middle, known), subtrees(middle, end))
    } else {
        (grown(old, middle, end, false), subtrees(start, middle))
    };
    plan.push(sibling);
    plan
}

/// The largest power of two smaller than `size`.
const fn split(size: u64) -> u64 {
    1 << (size - 1).ilog2()
}

/// The node that perfect subtrees fold to.
#[must_use]
pub fn fold(subtrees: &[Hash]) -> Option<Hash> {
    let mut from_right = subtrees.iter().rev();
    let last = from_right.next()?;
    Some(from_right.fold(*last, |right, left| node_hash(left, &right)))
}

/// Whether `proof` leads from a leaf's hash to the root (RFC 9162, 2.1.3.2).
#[must_use]
pub fn is_included(leaf: &Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut at, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            hash = node_hash(sibling, &hash);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && hash == *root
}

/// Whether `proof` shows that the tree of `size` leaves with `root` has grown from that of `old` leaves with `old_root` (RFC 9162, 2.1.4.2).
#[must_use]
pub fn is_consistent(old: u64, old_root: &Hash, size: u64, root: &Hash, proof: &[Hash]) -> bool {
    if old == 0 || old >= size {
        let empty: Hash = Sha256::digest([]).into();
        return proof.is_empty() && if old == 0 { *old_root == empty } else { old == size && old_root == root };
    }
    // A tree that is one perfect subtree of the new one is known to whoever checks: its root is where both begin.
    let mut path = old.is_power_of_two().then_some(old_root).into_iter().chain(proof);
    let Some(first) = path.next() else { return false };
    let (mut at, mut last) = (old - 1, size - 1);
    while at & 1 == 1 {
        at >>= 1;
        last >>= 1;
    }
    let (mut before, mut now) = (*first, *first);
    for sibling in path {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            before = node_hash(sibling, &before);
            now = node_hash(sibling, &now);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            now = node_hash(&now, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && before == *old_root && now == *root
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// The definition of RFC 9162, 2.1.1.
    fn defined(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Sha256::digest([]).into(),
            [leaf] => *leaf,
            _ => {
                let middle = usize::try_from(split(leaves.len() as u64)).expect("small");
                node_hash(&defined(&leaves[..middle]), &defined(&leaves[middle..]))
            }
        }
    }

    fn leaves(count: u64) -> Vec<Hash> {
        (0..count).map(|number| leaf_hash(&number.to_be_bytes())).collect()
    }

    #[test]
    fn the_vectors_of_certificate_transparency() {
        let inputs: [&[u8]; 8] = [
            b"",
            &[0x00],
            &[0x10],
            &[0x20, 0x21],
            &[0x30, 0x31],
            &[0x40, 0x41, 0x42, 0x43],
            &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
            &[0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
        ];
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        let mut tree = Tree::default();
        assert_eq!(to_text(&tree.root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for (input, root) in inputs.iter().zip(roots) {
            tree.append(leaf_hash(input));
            assert_eq!(to_text(&tree.root()), root);
        }
    }

    #[test]
    fn any_size_goes_on_from_its_peaks_and_proves_every_leaf_and_no_other() {
        let all = leaves(70);
        let mut ending: BTreeMap<u64, Vec<Hash>> = BTreeMap::new();
        let mut tree = Tree::default();
        for (number, leaf) in (0..).zip(&all) {
            ending.insert(number, tree.append(*leaf));
        }
        let node = |subtree: &Subtree| ending[&subtree.last_leaf][subtree.level as usize];
        for size in 1..=70_u64 {
            let known = &all[..usize::try_from(size).expect("small")];
            let root = defined(known);
            let mut again = Tree::at(size, peaks_of(size).iter().map(node).collect()).expect("peaks");
            assert_eq!(again.root(), root);
            again.append(all[0]);
            assert_eq!(again.root(), defined(&[known, &all[..1]].concat()));
            for index in 0..size {
                let proof: Vec<Hash> = inclusion_plan(index, size)
                    .iter()
                    .map(|subtrees| fold(&subtrees.iter().map(node).collect::<Vec<_>>()).expect("a node"))
                    .collect();
                let leaf = &all[usize::try_from(index).expect("small")];
                assert!(is_included(leaf, index, size, &proof, &root), "{index} in {size}");
                assert!(!is_included(leaf, index + 1, size, &proof, &root));
                assert!(!is_included(&all[69], index, size, &proof, &root) || index == 69);
                assert!(!is_included(leaf, index, size, &[proof.clone(), vec![root]].concat(), &root));
                assert!(proof.is_empty() || !is_included(leaf, index, size, &proof[1..], &root));
            }
        }
    }

    #[test]
    fn a_tree_is_shown_to_have_grown_from_each_it_grew_from_and_from_no_other() {
        let all = leaves(40);
        let mut ending: BTreeMap<u64, Vec<Hash>> = BTreeMap::new();
        let mut tree = Tree::default();
        for (number, leaf) in (0..).zip(&all) {
            ending.insert(number, tree.append(*leaf));
        }
        let node = |subtree: &Subtree| ending[&subtree.last_leaf][subtree.level as usize];
        let root = |size: u64| defined(&all[..usize::try_from(size).expect("small")]);
        for size in 1..=40_u64 {
            for old in 0..=size {
                let proof: Vec<Hash> = consistency_plan(old, size)
                    .iter()
                    .map(|subtrees| fold(&subtrees.iter().map(node).collect::<Vec<_>>()).expect("a node"))
                    .collect();
                assert!(is_consistent(old, &root(old), size, &root(size), &proof), "{old} in {size}");
                assert!(!is_consistent(old, &all[39], size, &root(size), &proof));
                assert!(old == 0 || !is_consistent(old, &root(old), size, &root(0), &proof));
                assert!(!is_consistent(old, &root(old), size, &root(size), &[proof.clone(), vec![all[0]]].concat()));
                assert!(proof.is_empty() || !is_consistent(old, &root(old), size, &root(size), &proof[1..]));
            }
            assert!(!is_consistent(size + 1, &root(size), size, &root(size), &[]));
        }
    }

    #[test]
    fn hashes_read_back_from_text_and_nothing_else_does() {
        let hash = leaf_hash(b"x");
        assert_eq!(from_text(&to_text(&hash)), Some(hash));
        for wrong in ["", "00", &to_text(&hash).to_uppercase(), &format!("{}g", &to_text(&hash)[1..])] {
            assert_eq!(from_text(wrong), None);
        }
    }
}
