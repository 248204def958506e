//! SHA-256 of many short texts, four at a time: WebAssembly has no instruction for SHA-256, but vectors of four words, and texts
//! that have nothing to do with each other can go through the same rounds side by side.

use crate::manifest::Span;
use words::Words;

const BLOCK: usize = 64;

/// The words that every digest begins with.
const FIRST: [u32; 8] = [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

#[rustfmt::skip]
const ROUNDS: [u32; 64] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
];

/// The digest of each of `texts`, which are spans of `all`.
pub(crate) fn sha256_of_each(all: &[u8], texts: &[Vec<Span>]) -> Vec<[u8; 32]> {
    let mut digests = vec![[0; 32]; texts.len()];
    let mut waiting = texts.iter().zip(digests.iter_mut());
    let mut lanes: [Option<Lane<'_>>; 4] = [const { None }; 4];
    let mut state = [[0; 4]; 8];
    loop {
        for (place, lane) in lanes.iter_mut().enumerate().filter(|(_, lane)| lane.is_none()) {
            if let Some((spans, digest)) = waiting.next() {
                *lane = Some(Lane::new(spans, digest));
                state.iter_mut().zip(FIRST).for_each(|(words, first)| words[place] = first);
            }
        }
        if lanes.iter().all(Option::is_none) {
            break;
        }
        // A lane with nothing to do goes through the rounds for nothing.
        let blocks = lanes.each_mut().map(|lane| lane.as_mut().map_or(&[0; BLOCK], |lane| lane.block(all)));
        compress(&mut state, &blocks);
        for (place, lane) in lanes.iter_mut().enumerate() {
            if let Some(ended) = lane.take_if(|lane| lane.has_length) {
                let words = ended.digest.as_chunks_mut::<4>().0.iter_mut().zip(&state);
                words.for_each(|(bytes, words)| *bytes = words[place].to_be_bytes());
            }
        }
    }
    digests
}

/// A text on its way through the rounds.
struct Lane<'t> {
    spans: std::slice::Iter<'t, Span>,
    digest: &'t mut [u8; 32],
    /// What is left of the span being read.
    rest: &'t [u8],
    /// Bytes read.
    length: u64,
    /// A block that is put together: of two spans, or the last.
    block: [u8; BLOCK],
    /// Whether the byte that ends the text was written, and its length after it.
    has_end: bool,
    has_length: bool,
}

impl<'t> Lane<'t> {
    fn new(spans: &'t [Span], digest: &'t mut [u8; 32]) -> Self {
        Self { spans: spans.iter(), digest, rest: &[], length: 0, block: [0; BLOCK], has_end: false, has_length: false }
    }

    /// The next block of the text, which is made of spans of `all`.
    fn block(&mut self, all: &'t [u8]) -> &[u8; BLOCK] {
        let mut filled = 0;
        loop {
            if filled == 0 {
                if let Some((block, rest)) = self.rest.split_first_chunk() {
                    self.rest = rest;
                    self.length += BLOCK as u64;
                    return block;
                }
            }
            let (now, later) = self.rest.split_at(self.rest.len().min(BLOCK - filled));
            self.block[filled..filled + now.len()].copy_from_slice(now);
            self.rest = later;
            filled += now.len();
            if filled == BLOCK {
                self.length += BLOCK as u64;
                return &self.block;
            }
            let Some(span) = self.spans.next() else { break };
            self.rest = &all[span.start..span.end];
        }
        self.length += filled as u64;
        self.block[filled..].fill(0);
        if !self.has_end {
            self.block[filled] = 0x80;
            filled += 1;
            self.has_end = true;
        }
        if let Some((_, end)) = self.block[filled..].split_last_chunk_mut() {
            *end = (self.length * 8).to_be_bytes();
            self.has_length = true;
        }
        &self.block
    }
}

/// One block of each lane.
fn compress(state: &mut [[u32; 4]; 8], blocks: &[&[u8; BLOCK]; 4]) {
    let mut message = Words::of_blocks(blocks);
    let before = state.map(Words::new);
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = before;
    for (turn, constants) in ROUNDS.as_chunks::<16>().0.iter().enumerate() {
        for at in 0..16 {
            if turn > 0 {
                let (early, late) = (message[(at + 1) % 16], message[(at + 14) % 16]);
                let early = early.rotated::<7>().xor(early.rotated::<18>()).xor(early.shifted::<3>());
                let late = late.rotated::<17>().xor(late.rotated::<19>()).xor(late.shifted::<10>());
                message[at] = message[at].add(early).add(message[(at + 9) % 16]).add(late);
            }
            let chosen = e.choose(f, g);
            let mixed = e.rotated::<6>().xor(e.rotated::<11>()).xor(e.rotated::<25>());
            let one = h.add(mixed).add(chosen).add(message[at].add(Words::same(constants[at])));
            let majority = a.xor(b).choose(c, b);
            let other = a.rotated::<2>().xor(a.rotated::<13>()).xor(a.rotated::<22>()).add(majority);
            (h, g, f, e, d, c, b, a) = (g, f, e, d.add(one), c, b, a, one.add(other));
        }
    }
    let after = [a, b, c, d, e, f, g, h];
    for ((words, before), after) in state.iter_mut().zip(before).zip(after) {
        *words = before.add(after).each();
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod words {
    use core::arch::wasm32::{
        i8x16_shuffle, u32x4, u32x4_add, u32x4_extract_lane, u32x4_shl, u32x4_shr, u32x4_splat, v128, v128_bitselect, v128_or,
        v128_xor,
    };

    /// A word of each lane.
    #[derive(Clone, Copy)]
    pub struct Words(v128);

    impl Words {
        pub fn new([one, two, three, four]: [u32; 4]) -> Self {
            Self(u32x4(one, two, three, four))
        }

        pub fn same(word: u32) -> Self {
            Self(u32x4_splat(word))
        }

        pub fn of_blocks(blocks: &[&[u8; super::BLOCK]; 4]) -> [Self; 16] {
            std::array::from_fn(|at| {
                let Self(words) = Self::new(blocks.map(|block| u32::from_le_bytes(block.as_chunks().0[at])));
                Self(i8x16_shuffle::<3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12>(words, words))
            })
        }

        pub fn add(self, other: Self) -> Self {
            Self(u32x4_add(self.0, other.0))
        }

        pub fn xor(self, other: Self) -> Self {
            Self(v128_xor(self.0, other.0))
        }

        pub fn rotated<const BY: u32>(self) -> Self {
            Self(v128_or(u32x4_shr(self.0, BY), u32x4_shl(self.0, 32 - BY)))
        }

        pub fn shifted<const BY: u32>(self) -> Self {
            Self(u32x4_shr(self.0, BY))
        }

        /// The bits of `set` where this has ones, of `unset` where it has none.
        pub fn choose(self, set: Self, unset: Self) -> Self {
            Self(v128_bitselect(set.0, unset.0, self.0))
        }

        pub fn each(self) -> [u32; 4] {
            let words = self.0;
            [
                u32x4_extract_lane::<0>(words),
                u32x4_extract_lane::<1>(words),
                u32x4_extract_lane::<2>(words),
                u32x4_extract_lane::<3>(words),
            ]
        }
    }
}

/// The same one by one, for the tests of machines without these vectors.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod words {
    use std::array::from_fn;

    #[derive(Clone, Copy)]
    pub struct Words([u32; 4]);

    impl Words {
        pub fn new(words: [u32; 4]) -> Self {
            Self(words)
        }

        pub fn same(word: u32) -> Self {
            Self([word; 4])
        }

        pub fn of_blocks(blocks: &[&[u8; super::BLOCK]; 4]) -> [Self; 16] {
            from_fn(|at| Self(blocks.map(|block| u32::from_be_bytes(block.as_chunks().0[at]))))
        }

        pub fn add(self, other: Self) -> Self {
            Self(from_fn(|lane| self.0[lane].wrapping_add(other.0[lane])))
        }

        pub fn xor(self, other: Self) -> Self {
            Self(from_fn(|lane| self.0[lane] ^ other.0[lane]))
        }

        pub fn rotated<const BY: u32>(self) -> Self {
            Self(self.0.map(|word| word.rotate_right(BY)))
        }

        pub fn shifted<const BY: u32>(self) -> Self {
            Self(self.0.map(|word| word >> BY))
        }

        pub fn choose(self, set: Self, unset: Self) -> Self {
            Self(from_fn(|lane| (self.0[lane] & set.0[lane]) | (!self.0[lane] & unset.0[lane])))
        }

        pub fn each(self) -> [u32; 4] {
            self.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::{hex, sha256_hex};
    use proptest::prelude::*;

    #[test]
    fn texts_of_every_length_and_division_have_their_digests() {
        let all: Vec<u8> = (0..=255).cycle().take(5000).collect();
        let texts: Vec<Vec<Span>> = (0..300)
            .map(|length| vec![Span::new(length, length + length / 3), Span::new(900, 900 + length - length / 3)])
            .chain([Vec::new(), vec![Span::new(7, 4999)], vec![Span::new(0, 64), Span::new(1, 65), Span::new(2, 2)]])
            .collect();
        check(&all, &texts);
    }

    fn check(all: &[u8], texts: &[Vec<Span>]) {
        for (digest, spans) in sha256_of_each(all, texts).iter().zip(texts) {
            let text: Vec<u8> = spans.iter().flat_map(|span| &all[span.start..span.end]).copied().collect();
            assert_eq!(hex(digest), sha256_hex(&text), "{spans:?}");
        }
    }

    proptest! {
        #[test]
        fn any_texts_have_the_digests_they_have_alone(cuts in prop::collection::vec(prop::collection::vec((0_usize..2000, 0_usize..300), 0..4), 0..20)) {
            let all: Vec<u8> = (0..251).cycle().take(2400).collect();
            let texts: Vec<Vec<Span>> =
                cuts.iter().map(|spans| spans.iter().map(|&(start, length)| Span::new(start, start + length)).collect()).collect();
            check(&all, &texts);
        }
    }
}
