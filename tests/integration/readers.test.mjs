// cutter_ro reads the twelve views and nothing else of the system; no view shows a signature, a snapshot or a text of a law.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { asSuperuser, LEDGER_TABLES, liveUnits, query, tamper } from '../support/ledger.mjs';
import { carry } from '../support/pipeline.mjs';
import { insertReferenceUnits } from '../support/reference-units.mjs';
import { sharedSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

const VIEWS = LEDGER_TABLES.map((table) => `cutter_governance.v_${table}_observe`).sort();

/** Signatures of some change sets and their verifications; those of other tests are forged with words of their own. */
const SIGNATURES = `FROM cutter_governance.dot_pair_signature s WHERE s.cross_reference_change_set_id = ANY($1)
	OR s.cross_reference_verify_result_id IN (SELECT verify_result_id FROM cutter_governance.verify_result WHERE change_set_id = ANY($1))`;

let system;
let reader;
let done;
let failed;
before(async () => {
	system = await sharedSystem();
	const { executor, reviewer, verifier } = system.clients;
	done = await carry(system, { text: smallLaw('người đọc sổ cái') }, 'review');
	await executor.post(`/cutter/manifests/${done.manifestId}/cut`, { target: 'sandbox' });
	done.changeSetId = (await executor.post(`/cutter/manifests/${done.manifestId}/cut`)).change_set_id;
	await verifier.post(`/cutter/change-sets/${done.changeSetId}/verify`);
	// Findings, an escalation and a compensation have something to tell as well.
	failed = await carry(system, { text: smallLaw('người viết sổ cái') }, 'cut');
	failed.units = await liveUnits(system, failed.docCode);
	await tamper(system, "UPDATE public.tac_unit_version SET body = 'Nội dung giả mạo không ai được thấy ở đây.' WHERE unit_id = $1", [failed.units.at(-1).id]);
	await verifier.post(`/cutter/change-sets/${failed.changeSetId}/verify`);
	const [unit] = await insertReferenceUnits(system, 61);
	const attested = await executor.post('/cutter/units/attest', { units: [unit.address], rationale: 'Taken over.' });
	await executor.post('/cutter/sweep', { batch_size: 1000 });
	await reviewer.post(`/cutter/manifests/${attested.manifest_id}/review`, { verdict: 'NEEDS_HUMAN', rationale: 'Later.' });
	reader = new pg.Client({ connectionString: system.databaseUrl });
	await reader.connect();
	await reader.query('SET ROLE cutter_ro');
});
after(async () => {
	await reader?.end();
	await system?.close();
});

test('of every relation there is, it may read exactly the twelve views, and write none', async () => {
	const rows = await query(
		system,
		`SELECT format('%I.%I', n.nspname, c.relname) AS name,
			has_table_privilege('cutter_ro', c.oid, 'SELECT') OR has_any_column_privilege('cutter_ro', c.oid, 'SELECT') AS reads,
			has_table_privilege('cutter_ro', c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER') OR has_any_column_privilege('cutter_ro', c.oid, 'INSERT, UPDATE, REFERENCES') AS writes
		FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'`,
	);
	assert.ok(rows.length > 60);
	assert.deepEqual(rows.filter(({ reads }) => reads).map(({ name }) => name).sort(), VIEWS);
	assert.deepEqual(rows.filter(({ writes }) => writes), []);
});

test('it runs no function of the cutter, and is a member of no role', async () => {
	const functions = await query(
		system,
		`SELECT p.oid::regprocedure::text AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
		WHERE n.nspname IN ('cutter_governance', 'cutter_control', 'sandbox_tac') AND has_function_privilege('cutter_ro', p.oid, 'EXECUTE') AND has_schema_privilege('cutter_ro', n.oid, 'USAGE')`,
	);
	assert.deepEqual(functions, []);
	assert.deepEqual(await query(system, "SELECT rolname FROM pg_roles WHERE rolname <> 'cutter_ro' AND pg_has_role('cutter_ro', oid, 'MEMBER')"), []);
});

test('each view has every row of its table, read as cutter_ro', async () => {
	for (const table of LEDGER_TABLES) {
		const { rows: [seen] } = await reader.query(`SELECT count(*)::int AS count FROM cutter_governance.v_${table}_observe`);
		const [there] = await query(system, `SELECT count(*)::int AS count FROM cutter_governance.${table}`);
		assert.equal(seen.count, there.count, table);
	}
});

test('no view shows an envelope, a signature, a snapshot or a text of a law', async () => {
	const secrets = await asSuperuser(system, async (client) => {
		const texts = async (sql, values) => (await client.query(sql, values)).rows.map((row) => row.text).filter((text) => text && text.trim().length > 12);
		const bodies = await texts('SELECT body AS text FROM public.tac_unit_version WHERE change_set_id = $1', [done.changeSetId]);
		return {
			bodies: [...bodies, ...failed.units.map((unit) => unit.body).filter((body) => body && body.trim().length > 12), 'Nội dung giả mạo'],
			signatures: await texts(`SELECT signature_payload AS text ${SIGNATURES}`, [[done.changeSetId, failed.changeSetId]]),
			payloads: await texts(`SELECT payload_envelope->>'payload' AS text ${SIGNATURES}`, [[done.changeSetId, failed.changeSetId]]),
		};
	});
	assert.ok(secrets.bodies.length > 8 && secrets.signatures.length >= 4 && secrets.payloads.length >= 4);
	for (const view of VIEWS) {
		const { rows } = await reader.query(`SELECT v::text AS row, to_jsonb(v)::text AS json FROM ${view} v`);
		assert.ok(rows.length > 0 || view.includes('alias') || view.includes('dependency'), view);
		const shown = rows.map(({ row, json }) => `${row}\n${json}`).join('\n');
		for (const [what, texts] of Object.entries(secrets)) {
			for (const secret of texts) {
				const inJson = JSON.stringify(secret.trim()).slice(1, -1);
				assert.ok(!shown.includes(secret.trim()) && !shown.includes(inJson), `${view} shows ${what}: ${secret.slice(0, 60)}`);
			}
		}
	}
});
