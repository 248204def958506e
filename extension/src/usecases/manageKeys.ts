/** The signing keys after their making: listed, exchanged for new ones, revoked. A key stays good for what it signed before. */
import { core, refuse, type Lane } from '../core/index.js';
import { prepareLaneKey, readLaneKey } from '../host/keys.js';
import { asMigrationRole } from '../host/migrationConnection.js';
import { allKeys, findKey, insertKey, markRevoked, type RegisteredKey } from '../ledger/signatures.js';
import { inLane } from '../ledger/transaction.js';
import type { Context } from './context.js';
import type { MigrationHost } from './migrate.js';

const LANES: readonly Lane[] = ['DOT-991', 'DOT-992'];

export interface ListedKey extends RegisteredKey {
	/** Whether this host signs with it. */
	configured: boolean;
}

/** Every registered key, the oldest first; the list is what an auditor may trust, so it has all there is to know of them. */
export async function listKeys(host: MigrationHost): Promise<ListedKey[]> {
	const configured = new Set<string>();
	for (const lane of LANES) await readLaneKey(host.env, lane).then(({ keyId }) => configured.add(keyId), () => {});
	const keys = await inLane(host, 'reader', ({ trx }) => allKeys(trx));
	return keys.map((key) => ({ ...key, configured: configured.has(key.key_id) }));
}

export interface RotatedKey {
	key_id: string;
	lane: Lane;
	owner: string;
	file: string;
	/** The key it takes the place of: not revoked, good for what it signed. */
	replaces: string;
	/** Where its private key was put. */
	replaced_file: string;
}

/** Makes a lane's next key: registers it first, then puts it where this host signs from; the old private key is kept beside it. */
export async function rotateKey(host: MigrationHost, request: { lane: Lane; owner: string }): Promise<RotatedKey> {
	const old = await readLaneKey(host.env, request.lane);
	const next = await prepareLaneKey(host.env, request.lane, old.keyId);
	try {
		await asMigrationRole(host, (client) => insertKey(client, { ...next, ...request }));
	} catch (error) {
		await next.discard();
		throw error;
	}
	await next.takeOver();
	return { key_id: next.keyId, ...request, file: next.file, replaces: old.keyId, replaced_file: next.replacedFile };
}

/** Revokes a key from now on, once and for good. */
export async function revokeKey(context: Context, request: { keyId: string; reason: string }): Promise<RegisteredKey> {
	const { user } = context.actor;
	if (context.door.session_kind === 'asserted') refuse('forbidden', 'PERSON_NOT_PROVEN', 'Revoking a key cannot be taken back: it takes a token, also where names are taken for people.');
	const reason = request.reason.trim();
	if (!reason) refuse('invalid', 'RATIONALE_MISSING', 'Revoking a key needs a reason.');
	return asMigrationRole(context, async (client) => {
		const isRevoked = await markRevoked(client, request.keyId, user, reason);
		const key = await findKey(client, request.keyId);
		if (!key) refuse('not_found', 'KEY_NOT_FOUND', `There is no key ${request.keyId}.`);
		if (!isRevoked) refuse('conflict', 'KEY_REVOKED', `The key ${request.keyId} was revoked at ${key.revoked_at} already.`);
		return key;
	});
}

/** Refuses where this host's key of a lane is missing, not registered, of another lane or revoked. */
export async function requireLaneKey(host: MigrationHost, lane: Lane): Promise<void> {
	const { keyId } = await readLaneKey(host.env, lane);
	const registered = await inLane(host, 'reader', ({ trx }) => allKeys(trx));
	const key = registered.find((each) => each.key_id === keyId);
	if (!key) refuse('conflict', 'KEY_NOT_REGISTERED', `The key ${keyId} is not registered: run "directus cutter keys generate".`);
	const { key_id, public_key, created_at, revoked_at } = key;
	await core((it) => it.require_in_force(lane, { key_id, lane: key.lane, public_key, created_at, revoked_at }));
}
