// Another transaction at the right moment: holds back whoever is about to write a table, or to commit, for as long as a test needs.

import { asSuperuser, query } from './ledger.mjs';
import { pause } from '../../scripts/lib/process.mjs';

const LOOKS_PER_SECOND = 50;
const PATIENCE_MS = 60_000;

/** Looks again and again until `look` gives something. @throws after a minute, with what was waited for */
export async function eventually(what, look) {
	for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await pause(1000 / LOOKS_PER_SECOND)) {
		const found = await look();
		if (found) return found;
	}
	throw new Error(`waited for ${what} in vain`);
}

/** Comes back once a session waits for what the session `pid` holds. */
export const someoneWaitsFor = (system, pid) =>
	eventually(`a session that waits for ${pid}`, async () => (await query(system, 'SELECT FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))', [pid])).length > 0);

/** Comes back once the session `pid` waits for another. */
export const isBlocked = (system, pid) =>
	eventually(`${pid} to wait`, async () => (await query(system, 'SELECT cardinality(pg_blocking_pids($1)) > 0 AS blocked', [pid]))[0].blocked);

/**
 * Does `work` while a transaction of the superuser holds what `lock` locked. `work` gets `someoneWaits()`, which comes back
 * once another session waits for it, `endWaiting()`, which ends the sessions that wait, and `release()`; what is still held is
 * released at the end.
 * @param {{ adminDatabaseUrl: string }} system
 * @param {string} lock one statement
 * @param {(held: { someoneWaits: () => Promise<unknown>, endWaiting: () => Promise<unknown>, release: () => Promise<unknown> }) => Promise<T>} work
 * @template T
 */
export function holding(system, lock, work) {
	return asSuperuser(system, async (client) => {
		await client.query('BEGIN');
		await client.query(lock);
		const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
		let held = true;
		const release = async () => {
			if (held) await client.query('ROLLBACK');
			held = false;
		};
		try {
			const endWaiting = () => query(system, 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))', [rows[0].pid]);
			return await work({ release, endWaiting, someoneWaits: () => someoneWaitsFor(system, rows[0].pid) });
		} finally {
			await release();
		}
	});
}

/** The one lock of a document, whatever is done to it; a document that a test registered, whose code needs no quoting. */
export const documentLock = ({ docCode }) => `SELECT pg_advisory_xact_lock(hashtextextended('iu-cutter:document:${docCode}', 0))`;

/** Locks a table so that the next one to write it waits there; reading and locking rows go on. */
export const beforeWriting = (table) => `LOCK TABLE ${table} IN SHARE MODE`;

/** What commits wait for once `commitsWait` is installed. */
export const COMMITS = "SELECT pg_advisory_xact_lock(hashtextextended('test:commits', 0))";

/** Makes every transaction that wrote history wait in its COMMIT while someone holds `COMMITS`. In a system of the test's own. */
export const commitsWait = (system) =>
	asSuperuser(system, (client) =>
		client.query(`CREATE FUNCTION public.test_commits_wait() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
			BEGIN PERFORM pg_advisory_xact_lock_shared(hashtextextended('test:commits', 0)); RETURN NULL; END $$;
		CREATE CONSTRAINT TRIGGER test_commits_wait AFTER INSERT ON cutter_governance.decision_backlog_history
			DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.test_commits_wait()`),
	);
