//! The digests of the units' own texts: one by one where the processor has instructions for it, else four at a time.

#[cfg(any(test, all(target_arch = "wasm32", target_feature = "simd128")))]
mod four;

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
use crate::manifest::Span;
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
use sha2::{Digest, Sha256};

/// SHA-256 of each of `texts`, which are spans of `all`.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub(super) fn sha256_of_each(all: &[u8], texts: &[Vec<Span>]) -> Vec<[u8; 32]> {
    let digest = |spans: &Vec<Span>| {
        let mut hasher = Sha256::new();
        spans.iter().for_each(|span| hasher.update(&all[span.start..span.end]));
        hasher.finalize().into()
    };
    texts.iter().map(digest).collect()
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(super) use four::sha256_of_each;
