/** How much room and time a restore may take: a dump of a few bytes can ask for a disk, or for ever. */
import { stat } from 'node:fs/promises';

import { refuse } from '../../core/index.js';
import type { IsolatedServer } from '../../host/isolatedServer.js';
import type { Environment } from '../../host/keys.js';
import { connect, type ConnectionHost } from '../../host/migrationConnection.js';
import { bytesHeld, SUPERUSERS_PLACE } from '../../ledger/throwAway.js';

const GIB = 2 ** 30;
/** Rows of text are packed to a tenth, and indexes come on top. */
const TIMES = 50;
const MINUTES = 120;
const LOOK_MS = 500;

export interface Bound {
	bytes: number;
	minutes: number;
}

const numberOf = (env: Environment, name: string): number | undefined => {
	const value = Number(env[name] ?? NaN);
	return Number.isFinite(value) && value > 0 ? value : undefined;
};

/** What the operator allows, else 4 GiB and fifty times the dump, and two hours. */
export async function boundOf(env: Environment, dump: string): Promise<Bound> {
	const packed = await stat(dump).then(({ size }) => size, () => 0);
	return { bytes: numberOf(env, 'CUTTER_RESTORE_MAX_BYTES') ?? 4 * GIB + TIMES * packed, minutes: numberOf(env, 'CUTTER_RESTORE_MAX_MINUTES') ?? MINUTES };
}

/** Does the work while the server keeps within its bounds; ends the server where it does not, and says so. */
export async function withinBounds<T>(host: ConnectionHost, server: IsolatedServer, { bytes, minutes }: Bound, work: () => Promise<T>): Promise<T> {
	const client = await connect(host, server.url(SUPERUSERS_PLACE));
	const deadline = Date.now() + minutes * 60_000;
	let exceeded: (() => never) | undefined;
	let looking = Promise.resolve();
	const look = async () => {
		const held = await bytesHeld(client).catch(() => 0);
		if (held > bytes) exceeded = () => refuse('conflict', 'RESTORE_TOO_LARGE', `What the dump makes grew beyond ${bytes} bytes and was thrown away: set CUTTER_RESTORE_MAX_BYTES where the database is as large as that.`);
		else if (Date.now() > deadline) exceeded = () => refuse('conflict', 'RESTORE_TOO_LONG', `The restore was not done within ${minutes} minutes and was thrown away: set CUTTER_RESTORE_MAX_MINUTES where the database takes as long as that.`);
		if (exceeded) await server.stop();
	};
	const timer = setInterval(() => {
		if (!exceeded) looking = looking.then(look);
	}, LOOK_MS);
	try {
		const done = await work();
		clearInterval(timer);
		await looking;
		exceeded?.();
		return done;
	} catch (error) {
		clearInterval(timer);
		await looking;
		// What broke then broke because the server was gone.
		exceeded?.();
		throw error;
	} finally {
		clearInterval(timer);
		await client.end().catch(() => undefined);
	}
}
