/** What a database holds, for the comparison of a backup with its restored copy. */
import type { Client } from 'pg';

import type { Holdings } from '../core/index.js';
import { isTable, readIdentity } from './server.js';

/** Rows of every table of units, ledger and control plane. */
async function rowCounts(client: Client): Promise<Holdings['rows']> {
	const { rows: tables } = await client.query(
		`SELECT format('%I.%I', n.nspname, c.relname) AS name
		   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		  WHERE c.relkind = 'r' AND (n.nspname IN ('cutter_governance', 'cutter_control', 'sandbox_tac')
		     OR n.nspname = 'public' AND (c.relname LIKE 'tac\\_%' OR c.relname LIKE 'cutter\\_%'))
		  ORDER BY 1`,
	);
	const counts: Holdings['rows'] = [];
	for (const { name } of tables) {
		// format('%I') quoted the name; it is the server's own.
		const { rows } = await client.query(`SELECT count(*) FROM ${name}`);
		counts.push({ table: name, rows: Number(rows[0].count) });
	}
	return counts;
}

/** @param unit address of the unit that is compared byte for byte; the first of all where none is named */
export async function readBackupContents(client: Client, unit?: string | null): Promise<Holdings> {
	const identity = await readIdentity(client);
	const units = (await isTable(client, 'public.tac_logical_unit'))
		? (
				await client.query(
					`SELECT u.canonical_address AS address, encode(sha256(convert_to(to_jsonb(u)::text, 'UTF8')), 'hex') AS sha256
					   FROM public.tac_logical_unit u WHERE $1::text IS NULL OR u.canonical_address = $1 ORDER BY u.canonical_address COLLATE "C" LIMIT 1`,
					[unit ?? null],
				)
			).rows
		: [];
	const signatures = await isTable(client, 'cutter_governance.dot_pair_signature');
	const aliases = await isTable(client, 'cutter_governance.canonical_address_alias');
	const number = async (sql: string) => Number((await client.query(sql)).rows[0].count);
	return {
		system_identifier: identity.system_identifier,
		database: identity.database,
		rows: await rowCounts(client),
		unit: units[0]?.address ?? unit ?? null,
		unit_sha256: units[0]?.sha256 ?? null,
		bad_signatures: signatures
			? await number(
					`SELECT count(*) FROM cutter_governance.dot_pair_signature
					  WHERE (num_nonnulls(cross_reference_change_set_id, cross_reference_verify_result_id) = 1
					    AND CASE signer_dot_id WHEN 'DOT-991' THEN cross_reference_change_set_id IS NOT NULL
					                           WHEN 'DOT-992' THEN cross_reference_verify_result_id IS NOT NULL ELSE false END) IS NOT TRUE`,
				)
			: null,
		aliases: aliases ? await number('SELECT count(*) FROM cutter_governance.canonical_address_alias') : null,
	};
}
