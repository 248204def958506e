//! What the host does faster: Node.js hashes with instructions of the processor, which WebAssembly does not have.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "node:crypto")]
extern "C" {
    type Hash;

    #[wasm_bindgen(js_name = createHash)]
    fn create_hash(algorithm: &str) -> Hash;

    /// Sees the bytes where they lie in the memory of the core: what is hashed is what the core reads.
    #[wasm_bindgen(method)]
    fn update(this: &Hash, bytes: &[u8]);

    #[wasm_bindgen(method)]
    fn digest(this: &Hash, encoding: &str) -> String;
}

/// Lower-case hex SHA-256 of `parts`, one after the other, by the host.
pub fn sha256_hex_of(parts: &[&[u8]]) -> String {
    let hash = create_hash("sha256");
    parts.iter().for_each(|part| hash.update(part));
    hash.digest("hex")
}
