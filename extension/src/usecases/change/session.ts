/** What every step of governed change begins with: the acting person, the records, and what class of environment this is. */
import type { Client } from 'pg';

import { core, refuse, type Actor, type Door, type EnvironmentClass } from '../../core/index.js';
import { asMigrationRole, type ConnectionHost } from '../../host/migrationConnection.js';
import type { Sees } from '../../host/sight.js';
import { countUnits } from '../../ledger/changeProbe.js';
import { insertEnvironment, readEnvironments } from '../../ledger/changeRecords.js';
import { tryLockChanges } from '../../ledger/migrations.js';
import { readIdentity } from '../../ledger/server.js';
import { ensureControl } from '../migrate.js';

export interface ChangeHost extends ConnectionHost {
	actor: Actor;
	door: Door;
	sees: Sees;
}

/** Opens the records, which are made where they are missing. */
export const withRecords = <T>(host: ConnectionHost, work: (records: Client) => Promise<T>): Promise<T> =>
	asMigrationRole(host, async (records) => {
		await ensureControl(records, host.env);
		return work(records);
	});

/** The same, where nothing else changes this database; the lock ends with the connection. */
export const withLock = <T>(host: ConnectionHost, work: (records: Client) => Promise<T>): Promise<T> =>
	withRecords(host, async (records) => {
		if (!(await tryLockChanges(records))) refuse('conflict', 'CHANGE_RUNNING', 'Another change of this database is going on.');
		return work(records);
	});

/** Directus makes numbers of settings that look like one, and these have too many digits for it: the host gives them as they are written. */
export const PINS = 'CUTTER_PRODUCTION_SYSTEM_IDENTIFIERS';

/** Identifiers of servers that are pinned as production, by the operator's settings. */
function pinned({ env }: ConnectionHost): string[] {
	const value = env[PINS] ?? '';
	if (typeof value === 'number') refuse('invalid', 'PIN_UNREADABLE', `Write ${PINS} as "string:…": as a number it loses its last digits.`);
	const texts = Array.isArray(value) ? value.map(String) : [typeof value === 'string' ? value : JSON.stringify(value)];
	return texts.flatMap((text) => text.replace(/^string:/, '').split(/[\s,]+/)).filter(Boolean);
}

export interface Environment {
	class: EnvironmentClass;
	systemIdentifier: string;
	units: number | null;
}

/**
 * The class of the server behind a connection. A pin that was seen once is on record, and stays when the setting is taken away.
 *
 * @param by the person under whom a new pin is recorded
 */
export async function environmentOf(host: ConnectionHost, client: Client, by: string): Promise<Environment> {
	const { system_identifier } = await readIdentity(client);
	const recorded = await readEnvironments(client);
	const named = pinned(host);
	if (named.includes(system_identifier) && !recorded.production.includes(system_identifier)) await insertEnvironment(client, system_identifier, 'production', by);
	const found = await core((it) => it.environment_class({ system_identifier, production: [...named, ...recorded.production], dry_runs: recorded.dry_runs }));
	return { class: found, systemIdentifier: system_identifier, units: (await countUnits(client)).units };
}
