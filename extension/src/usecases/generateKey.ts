/** Makes the key pair of a lane or of the log: the private key stays in a file of this host, the public key is registered. */
import type { Lane } from '../core/index.js';
import { writeLaneKey, writeLogKey } from '../host/keys.js';
import { asMigrationRole } from '../host/migrationConnection.js';
import { insertLogKey } from '../ledger/notes.js';
import { insertKey } from '../ledger/signatures.js';
import type { MigrationHost } from './migrate.js';

export async function generateKey(host: MigrationHost, request: { lane: Lane; owner: string }): Promise<{ key_id: string; lane: Lane; owner: string; file: string }> {
	const key = await writeLaneKey(host.env, request.lane);
	await asMigrationRole(host, (client) => insertKey(client, { ...key, ...request }));
	return { key_id: key.keyId, lane: request.lane, owner: request.owner, file: key.file };
}

/** The log's own key: notes are signed with it, whoever checks them is given its verifier key. */
export async function generateLogKey(host: MigrationHost, { origin, owner }: { origin: string; owner: string }): Promise<{ vkey: string; owner: string; file: string }> {
	const { file, ...key } = await writeLogKey(host.env, origin);
	await asMigrationRole(host, (client) => insertLogKey(client, { ...key, owner }));
	return { vkey: key.vkey, owner, file };
}
