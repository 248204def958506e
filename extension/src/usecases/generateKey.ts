/** Makes a lane's key pair: the private key stays in a file of this host, the public key is registered. */
import type { Lane } from '../core/index.js';
import { writeLaneKey } from '../host/keys.js';
import { asMigrationRole } from '../host/migrationConnection.js';
import { insertKey } from '../ledger/signatures.js';
import type { MigrationHost } from './migrate.js';

export async function generateKey(host: MigrationHost, request: { lane: Lane; owner: string }): Promise<{ key_id: string; lane: Lane; owner: string; file: string }> {
	const key = await writeLaneKey(host.env, request.lane);
	await asMigrationRole(host, (client) => insertKey(client, { ...key, ...request }));
	return { key_id: key.keyId, lane: request.lane, owner: request.owner, file: key.file };
}
