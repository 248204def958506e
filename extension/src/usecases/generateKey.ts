/** Makes a lane's key pair: the private key stays in a file of this host, the public key is registered. */
import type { Lane } from '../core/index.js';
import { writeLaneKey } from '../host/keys.js';
import { asMigrationRole } from '../host/migrationConnection.js';
import type { MigrationHost } from './migrate.js';

export async function generateKey(host: MigrationHost, request: { lane: Lane; owner: string }): Promise<{ key_id: string; lane: Lane; owner: string; file: string }> {
	const key = await writeLaneKey(host.env, request.lane);
	await asMigrationRole(host, (client) =>
		client.query('INSERT INTO cutter_control.signing_key (key_id, lane, public_key, owner, created_at) VALUES ($1, $2, $3, $4, now())', [
			key.keyId,
			request.lane,
			key.publicKey,
			request.owner,
		]),
	);
	return { key_id: key.keyId, lane: request.lane, owner: request.owner, file: key.file };
}
