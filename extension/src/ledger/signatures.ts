/** `dot_pair_signature` and the registered public keys. */
import type { Knex } from 'knex';
import type { Client } from 'pg';

import type { Envelope, Lane, PublicKey, SignatureOnRecord, ToSign } from '../core/index.js';
import { refuse } from '../core/index.js';
import { insertRows } from './insert.js';
import { CHANGE_SETS, SIGNATURES, VERIFY_RESULTS } from './tables.js';
import { timestamp } from './transaction.js';

/** Writes a signature over a change set (DOT-991) or a verify result (DOT-992). */
export async function insertSignature(
	trx: Knex.Transaction,
	signature: {
		id: string;
		envelope: Envelope;
		signed: ToSign;
		signer: string;
		revision: string;
		now: string;
		changeSetId?: string;
		verifyResultId?: string;
	},
): Promise<number> {
	return insertRows(trx, SIGNATURES, [
		{
			signature_id: signature.id,
			signer_dot_id: signature.signed.lane,
			signer_identity: signature.signer,
			signer_tool_revision: signature.revision,
			payload_envelope: signature.envelope,
			payload_hash: signature.signed.payload_hash,
			signature_algorithm: 'ed25519',
			signature_payload: signature.envelope.signatures[0]?.sig,
			key_id: signature.signed.key_id,
			cross_reference_change_set_id: signature.changeSetId ?? null,
			cross_reference_verify_result_id: signature.verifyResultId ?? null,
			signed_at: signature.now,
		},
	]);
}

/** SQL for a signature `s`, with its registered key, as JSON. */
const SIGNATURE_AS_JSON = `json_build_object('signature_id', s.signature_id, 'signer_dot_id', s.signer_dot_id, 'signer_identity', s.signer_identity,
	'signer_tool_revision', s.signer_tool_revision, 'key_id', s.key_id, 'payload_hash', s.payload_hash, 'signature_payload', s.signature_payload,
	'envelope', s.payload_envelope, 'signed_at', ${timestamp('s.signed_at')}, 'revoked_at', ${timestamp('s.revoked_at')},
	'key', (SELECT json_build_object('key_id', k.key_id, 'lane', k.lane, 'public_key', k.public_key, 'created_at', ${timestamp('k.created_at')},
		'revoked_at', ${timestamp('k.revoked_at')}) FROM cutter_control.signing_key k WHERE k.key_id = s.key_id))`;

/** SQL for the executor's signature over the change set with the id that SQL gives, as JSON. */
const executorSignatureOf = (id: string): string =>
	`(SELECT ${SIGNATURE_AS_JSON} FROM ${SIGNATURES.name} s WHERE s.cross_reference_change_set_id = ${id} ORDER BY s.signed_at LIMIT 1)`;

/** SQL for the signature over a change set: the executor's, or where it takes another back, the verifier's over the result that says so. */
export const signatureOf = (id: string): string =>
	`coalesce(${executorSignatureOf(id)}, (SELECT ${SIGNATURE_AS_JSON} FROM ${CHANGE_SETS.name} c
		JOIN ${VERIFY_RESULTS.name} r ON r.change_set_id = c.compensates_change_set_id
		JOIN ${SIGNATURES.name} s ON s.cross_reference_verify_result_id = r.verify_result_id
		WHERE c.change_set_id = ${id} ORDER BY s.signed_at LIMIT 1))`;

/** The executor's signature over a change set, with its registered key. */
export async function executorSignature(trx: Knex.Transaction, changeSetId: string): Promise<SignatureOnRecord | null> {
	const { rows } = await trx.raw(`SELECT ${executorSignatureOf('CAST(? AS uuid)')} AS signature`, [changeSetId]);
	return rows[0].signature;
}

/** A registered public key. */
export async function registeredKey(trx: Knex.Transaction, keyId: string): Promise<PublicKey> {
	const { rows } = await trx.raw(
		`SELECT key_id, lane, public_key, ${timestamp('created_at')} AS created_at, ${timestamp('revoked_at')} AS revoked_at
		FROM cutter_control.signing_key WHERE key_id = ?`,
		[keyId],
	);
	return rows[0] ?? refuse('conflict', 'KEY_NOT_REGISTERED', `The key ${keyId} is not registered: run "directus cutter keys generate".`);
}

/** A row of `signing_key`. */
export interface RegisteredKey {
	key_id: string;
	lane: Lane;
	public_key: string;
	owner: string;
	/** RFC 3339, like `revoked_at`. */
	created_at: string;
	revoked_at: string | null;
	revoked_by: string | null;
	revocation_reason: string | null;
}

const KEYS = `SELECT key_id, lane, public_key, owner, ${timestamp('created_at')} AS created_at, ${timestamp('revoked_at')} AS revoked_at,
	revoked_by, revocation_reason FROM cutter_control.signing_key`;

/** Every registered key, the oldest first. */
export async function allKeys(trx: Knex.Transaction): Promise<RegisteredKey[]> {
	return (await trx.raw(`${KEYS} ORDER BY signing_key.created_at, key_id`)).rows;
}

/** One key, over a connection of the migration role. */
export async function findKey(client: Client, keyId: string): Promise<RegisteredKey | null> {
	return (await client.query(`${KEYS} WHERE key_id = $1`, [keyId])).rows[0] ?? null;
}

/** Registers a public key, over a connection of the migration role: no runtime role may. */
export async function insertKey(client: Client, key: { keyId: string; lane: Lane; publicKey: string; owner: string }): Promise<void> {
	await client.query('INSERT INTO cutter_control.signing_key (key_id, lane, public_key, owner, created_at) VALUES ($1, $2, $3, $4, now())', [
		key.keyId,
		key.lane,
		key.publicKey,
		key.owner,
	]);
}

/** Revokes a key from now on, over the same connection. Returns whether it was in force until then. */
export async function markRevoked(client: Client, keyId: string, by: string | null, reason: string): Promise<boolean> {
	const statement = 'UPDATE cutter_control.signing_key SET revoked_at = now(), revoked_by = $2, revocation_reason = $3 WHERE key_id = $1 AND revoked_at IS NULL';
	return (await client.query(statement, [keyId, by, reason])).rowCount === 1;
}
