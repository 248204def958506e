// The guards of the database, switched off as only the owner of its tables or a superuser can: they fire also where session_replication_role is replica.

/** Statements that leave each guard firing for ordinary sessions, and those that let it fire always again, where it is still there. */
const GUARDS = (chosen, state) => `SELECT t.oid, format('ALTER TABLE %I.%I ${state} TRIGGER %I', n.nspname, c.relname, t.tgname) AS statement
	FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND ${chosen}`;

/**
 * Lets a superuser's session write behind every guard and foreign key.
 * @param {import('pg').Client} client
 * @returns {Promise<() => Promise<void>>} puts the guards back as they were
 */
export async function silenceGuards(client) {
	const { rows } = await client.query(GUARDS("t.tgenabled = 'A'", 'ENABLE'));
	await client.query([...rows.map(({ statement }) => statement), 'SET session_replication_role = replica'].join('; '));
	return async () => {
		await client.query('RESET session_replication_role');
		const { rows: kept } = await client.query(GUARDS('t.oid = ANY ($1::oid[])', 'ENABLE ALWAYS'), [rows.map(({ oid }) => oid)]);
		await client.query(kept.map(({ statement }) => statement).join('; '));
	};
}

/** Runs `work` behind every guard; they are back when it is done. */
export async function behindGuards(client, work) {
	const restore = await silenceGuards(client);
	try {
		return await work();
	} finally {
		await restore();
	}
}
