// What a suspicious outsider computes for themselves: digests, canonical JSON and signatures, with nothing of the cutter.

import { createHash, createPublicKey, verify } from 'node:crypto';

/** Lower-case hex SHA-256 of a text's UTF-8 bytes, or of bytes. */
export const sha256 = (data) => createHash('sha256').update(data).digest('hex');

/** RFC 8785: keys in order of their UTF-16 code units, no white space; JavaScript writes texts and whole numbers as it asks. */
export function canonicalJson(value) {
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
	if (value === null || typeof value !== 'object') return JSON.stringify(value);
	const members = Object.keys(value)
		.sort()
		.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
	return `{${members.join(',')}}`;
}

/** DSSE v1: what is signed for a payload of a type. */
export function preAuthenticationEncoding(type, payload) {
	return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `), payload]);
}

/**
 * Whether a raw Ed25519 public key (base64) made the one signature of a DSSE envelope.
 * @param {string} publicKey
 * @param {{ payloadType: string, payload: string, signatures: { keyid: string, sig: string }[] }} envelope
 */
export function signedBy(publicKey, envelope) {
	const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey, 'base64').toString('base64url') }, format: 'jwk' });
	const message = preAuthenticationEncoding(envelope.payloadType, Buffer.from(envelope.payload, 'base64'));
	return envelope.signatures.length === 1 && verify(null, message, key, Buffer.from(envelope.signatures[0].sig, 'base64'));
}

/** The payload of an envelope as an object. */
export const payloadOf = (envelope) => JSON.parse(Buffer.from(envelope.payload, 'base64').toString('utf8'));
