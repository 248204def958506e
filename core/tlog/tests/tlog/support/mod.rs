//! Keys that sign, and a small tree.

use ed25519_dalek::{Signer as _, SigningKey};
use iu_tlog::checkpoint::cosigned_message;
use iu_tlog::merkle::{fold, inclusion_plan, leaf_hash, Hash, Subtree, Tree};
use iu_tlog::{Algorithm, NoteSignature, VerifierKey};

/// A key pair.
pub struct Signer {
    secret: SigningKey,
    pub key: VerifierKey,
}

fn signer(name: &str, seed: u8, algorithm: Algorithm) -> Signer {
    let secret = SigningKey::from_bytes(&[seed; 32]);
    let key = VerifierKey::new(name, algorithm, secret.verifying_key().as_bytes()).expect("a key");
    Signer { secret, key }
}

/// The key of a log.
pub fn log(name: &str, seed: u8) -> Signer {
    signer(name, seed, Algorithm::Note)
}

/// The key of a witness.
pub fn witness(name: &str, seed: u8) -> Signer {
    signer(name, seed, Algorithm::Cosignature)
}

impl Signer {
    /// A line of signature of any bytes.
    pub fn line(&self, bytes: &[u8]) -> String {
        NoteSignature { name: self.key.name().to_owned(), id: self.key.id(), bytes: bytes.to_vec() }.line()
    }

    /// The line a log adds.
    pub fn sign(&self, text: &str) -> String {
        self.line(&self.secret.sign(text.as_bytes()).to_bytes())
    }

    /// The line a witness adds.
    pub fn cosign(&self, text: &str, time: u64) -> String {
        self.with_time(text, time, time)
    }

    /// The same, with another time in the line than in what was signed.
    pub fn with_time(&self, text: &str, signed: u64, told: u64) -> String {
        let signature = self.secret.sign(&cosigned_message(text, signed)).to_bytes();
        self.line(&[told.to_be_bytes().as_slice(), &signature].concat())
    }
}

/// The root of a tree of `size` leaves, with one leaf and its proof.
pub fn tree(size: u64, index: u64) -> (Hash, Vec<Hash>, Hash) {
    let leaf = |number: u64| leaf_hash(&number.to_be_bytes());
    let mut tree = Tree::default();
    let ending: Vec<Vec<Hash>> = (0..size).map(|number| tree.append(leaf(number))).collect();
    let at = |number: u64| usize::try_from(number).expect("small");
    let node = |subtree: &Subtree| ending[at(subtree.last_leaf)][subtree.level as usize];
    let path = inclusion_plan(index, size);
    let path = path.iter().map(|subtrees| fold(&subtrees.iter().map(node).collect::<Vec<_>>()).expect("a node")).collect();
    (tree.root(), path, leaf(index))
}
