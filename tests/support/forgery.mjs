// What a forger can do to a bundle: edit it, recompute what can be recomputed, and sign with keys of their own.

import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { rowsRoot } from './merkle.mjs';
import { canonicalJson, payloadOf, preAuthenticationEncoding, sha256 } from './proof.mjs';

export const signatureOf = (bundle, lane) => bundle.signatures.find((signature) => signature.signer_dot_id === lane);
export const keyOf = (bundle, lane) => bundle.keys.find((key) => key.lane === lane);

/** A key pair of the forger's own, as a row of `signing_key` would have it. */
export function forgedKey(lane) {
	const { privateKey, publicKey } = generateKeyPairSync('ed25519');
	const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x, 'base64url');
	return { privateKey, keyId: `${lane}:${createHash('sha256').update(raw).digest('hex').slice(0, 16)}`, publicKey: raw.toString('base64') };
}

/** Signs the payload of a lane again, changed by `edit`, with `key`; the columns beside the envelope follow. */
export function signAgain(bundle, lane, key, edit = () => {}) {
	const signature = signatureOf(bundle, lane);
	const payload = payloadOf(signature.payload_envelope);
	payload.key_id = key.keyId;
	edit(payload);
	const bytes = Buffer.from(canonicalJson(payload));
	const made = sign(null, preAuthenticationEncoding(signature.payload_envelope.payloadType, bytes), key.privateKey).toString('base64');
	Object.assign(signature, {
		key_id: key.keyId,
		payload_hash: sha256(bytes),
		signature_payload: made,
		signed_at: payload.signed_at,
		payload_envelope: { ...signature.payload_envelope, payload: bytes.toString('base64'), signatures: [{ keyid: key.keyId, sig: made }] },
	});
}

/** Signs a lane with a key of the forger's own and puts that key in the place of the registered one. */
export function takeOver(bundle, lane, edit) {
	const key = forgedKey(lane);
	signAgain(bundle, lane, key, edit);
	Object.assign(keyOf(bundle, lane), { key_id: key.keyId, public_key: key.publicKey });
	return key;
}

/** Writes another manifest into the bundle, with a digest that fits it. */
export function rewriteManifest(bundle, edit) {
	const manifest = JSON.parse(bundle.manifest);
	edit(manifest);
	delete manifest.manifest_digest;
	manifest.manifest_digest = sha256(canonicalJson(manifest));
	bundle.manifest = canonicalJson(manifest);
}

/** Makes the row digests and what sums them up fit the snapshots again. */
export function rehashRows(bundle) {
	for (const row of bundle.affected_rows) row.row_digest = sha256(canonicalJson(row.after_state_snapshot));
	const digests = bundle.affected_rows.map((row) => row.row_digest);
	Object.assign(bundle.change_set.payload_summary, { rows_digest: sha256(canonicalJson(digests)), rows_root: rowsRoot(digests) });
}

/** UUIDv5 in the cutter's namespace: a forger can derive identifiers as well as the cutter can. */
export function derivedId(kind, ...parts) {
	const namespace = Buffer.from('6f2d1c1e7a555b0c9c1d0d9a1f6e4b21', 'hex');
	const hash = createHash('sha1').update(namespace).update([kind, ...parts].join('\u001f')).digest().subarray(0, 16);
	hash[6] = (hash[6] & 0x0f) | 0x50;
	hash[8] = (hash[8] & 0x3f) | 0x80;
	return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
