// What Directus' own database role may do by itself: read what it shows, and write nothing of the ledger.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { asSuperuser, fingerprint, LEDGER_TABLES } from '../support/ledger.mjs';
import { carry } from '../support/pipeline.mjs';
import { sharedSystem } from '../support/system.mjs';
import { oneArticle } from '../support/texts.mjs';

const INSUFFICIENT_PRIVILEGE = '42501';
const CLOSED_TABLES = [
	...LEDGER_TABLES.map((table) => `cutter_governance.${table}`),
	'cutter_control.source_version',
	'cutter_control.manifest_body',
	'cutter_control.signing_key',
	'cutter_control.ledger_leaf',
	'cutter_control.ledger_checkpoint',
	'cutter_control.schema_migration',
	'cutter_control.idempotency_key',
	...['environment', 'change_package', 'change_review', 'change_authorisation', 'change_authorisation_use', 'change_run', 'change_step', 'gate_report', 'backup', 'backup_verification'].map((name) => `cutter_control.${name}`),
];
/** What Directus shows, with the columns an editor may change. */
const SHOWN_TABLES = {
	'public.tac_logical_unit': ['identity_profile'],
	'public.tac_unit_version': [],
	'public.tac_section_type_vocab': [],
	'public.cutter_source_document': ['title', 'notes'],
	'sandbox_tac.logical_unit': [],
	'sandbox_tac.unit_version': [],
};

let system;
let directus;
let columns;
/** Of the document whose rows may be written where anything may: rows of others need not hold what the guards ask for today. */
let docCode;
before(async () => {
	system = await sharedSystem();
	({ docCode } = await carry(system, { text: oneArticle('đồng hồ') }));
	directus = new pg.Client({ connectionString: system.databaseUrl });
	await directus.connect();
	const tables = [...CLOSED_TABLES, ...Object.keys(SHOWN_TABLES)];
	columns = await asSuperuser(system, async (client) => {
		const { rows } = await client.query(
			`SELECT attrelid::regclass::oid, c.name, array_agg(attname::text ORDER BY attnum) AS names FROM unnest($1::text[]) AS c (name)
			JOIN pg_attribute ON attrelid = c.name::regclass AND attnum > 0 AND NOT attisdropped GROUP BY 1, 2`,
			[tables],
		);
		return Object.fromEntries(rows.map(({ name, names }) => [name, names]));
	});
});
after(async () => {
	await directus?.end();
	await system.close();
});

/** The SQLSTATE a statement of Directus' role ends with, rolled back; undefined where it was allowed. */
async function stateOf(statement, role) {
	await directus.query('BEGIN');
	try {
		if (role) await directus.query(`SET LOCAL ROLE ${role}`);
		await directus.query(statement);
		return undefined;
	} catch (error) {
		return error.code;
	} finally {
		await directus.query('ROLLBACK');
	}
}

const insert = (table) => `INSERT INTO ${table} (${columns[table].join(', ')}) VALUES (${columns[table].map(() => 'NULL').join(', ')})`;
const update = (table, column) => `UPDATE ${table} SET ${column} = ${column}`;
const updateMine = (table, column) => (columns[table].includes('doc_code') ? `${update(table, column)} WHERE doc_code = '${docCode}'` : update(table, column));
const whole = (table) => ({ INSERT: insert(table), DELETE: `DELETE FROM ${table}`, TRUNCATE: `TRUNCATE ${table} CASCADE` });

test("Directus logs in as a plain role that is nobody's owner", async () => {
	const { rows } = await directus.query(
		`SELECT rolsuper, rolcreaterole, rolbypassrls, (SELECT count(*)::int FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
			WHERE n.nspname IN ('cutter_governance', 'cutter_control', 'sandbox_tac') AND pg_has_role(current_user, c.relowner, 'USAGE')) AS owned
		FROM pg_roles WHERE rolname = current_user`,
	);
	assert.deepEqual(rows, [{ rolsuper: false, rolcreaterole: false, rolbypassrls: false, owned: 0 }]);
});

describe('without SET ROLE', () => {
	for (const table of CLOSED_TABLES) {
		test(`${table} is neither read nor written`, async () => {
			const statements = { SELECT: `SELECT FROM ${table}`, ...whole(table), UPDATE: update(table, columns[table][0]) };
			for (const [kind, statement] of Object.entries(statements)) assert.equal(await stateOf(statement), INSUFFICIENT_PRIVILEGE, kind);
		});
	}

	for (const [table, editable] of Object.entries(SHOWN_TABLES)) {
		test(`${table} is read, and written only in ${editable.join(', ') || 'no column'}`, async () => {
			assert.equal(await stateOf(`SELECT FROM ${table}`), undefined);
			for (const [kind, statement] of Object.entries(whole(table))) assert.equal(await stateOf(statement), INSUFFICIENT_PRIVILEGE, kind);
			for (const column of columns[table]) {
				const expected = editable.includes(column) ? undefined : INSUFFICIENT_PRIVILEGE;
				assert.equal(await stateOf(updateMine(table, column)), expected, `UPDATE of ${column}`);
			}
		});
	}
});

describe('with SET ROLE', () => {
	test('the executor writes no verify result, the verifier no manifest and no review', async () => {
		assert.equal(await stateOf(insert('cutter_governance.verify_result'), 'cutter_exec'), INSUFFICIENT_PRIVILEGE);
		for (const table of ['manifest_envelope', 'manifest_unit_block', 'review_decision', 'decision_backlog_sweep_log']) {
			assert.equal(await stateOf(insert(`cutter_governance.${table}`), 'cutter_verify'), INSUFFICIENT_PRIVILEGE, table);
		}
	});

	for (const role of ['cutter_exec', 'cutter_verify']) {
		test(`${role} neither removes nor empties anything of the ledger`, async () => {
			for (const table of LEDGER_TABLES.map((name) => `cutter_governance.${name}`)) {
				assert.equal(await stateOf(`DELETE FROM ${table}`, role), INSUFFICIENT_PRIVILEGE, table);
				assert.equal(await stateOf(`TRUNCATE ${table} CASCADE`, role), INSUFFICIENT_PRIVILEGE, table);
			}
		});

		test(`${role} rewrites nothing that was signed`, async () => {
			for (const [table, column] of [
				['decision_backlog_history', 'changed_by'],
				['cut_change_set_affected_row', 'after_state_snapshot'],
				['dot_pair_signature', 'payload_envelope'],
				['verify_result', 'verdict'],
				['review_decision', 'verdict'],
				['cut_change_set', 'manifest_digest'],
			]) {
				assert.equal(await stateOf(update(`cutter_governance.${table}`, column), role), INSUFFICIENT_PRIVILEGE, `${table}.${column}`);
			}
			assert.equal(await stateOf(update('public.tac_unit_version', 'body'), role), INSUFFICIENT_PRIVILEGE, 'a body');
			assert.equal(await stateOf(update('cutter_control.manifest_body', 'body'), role), INSUFFICIENT_PRIVILEGE, 'a manifest');
			assert.equal(await stateOf(update('cutter_control.source_version', 'canonical_text'), role), INSUFFICIENT_PRIVILEGE, 'a source');
			assert.equal(await stateOf(update('cutter_control.signing_key', 'public_key'), role), INSUFFICIENT_PRIVILEGE, 'a key');
		});
	}

	test('cutter_ro sees the twelve views and nothing else, and writes nothing', async () => {
		for (const table of LEDGER_TABLES) {
			assert.equal(await stateOf(`SELECT FROM cutter_governance.v_${table}_observe`, 'cutter_ro'), undefined, table);
			assert.equal(await stateOf(`SELECT FROM cutter_governance.${table}`, 'cutter_ro'), INSUFFICIENT_PRIVILEGE, table);
			assert.equal(await stateOf(insert(`cutter_governance.${table}`), 'cutter_ro'), INSUFFICIENT_PRIVILEGE, table);
		}
	});

	test('the migration role cannot be taken', async () => {
		assert.equal(await stateOf('SELECT 1', 'cutter_migrator'), INSUFFICIENT_PRIVILEGE);
	});
});

describe("through Directus' own items", () => {
	const attempts = (id) => [
		['PATCH', `/items/tac_logical_unit/${id}`, { canonical_address: 'MY-OWN/DIEU-1' }],
		['PATCH', `/items/tac_logical_unit/${id}`, { authority: 'enacted' }],
		['DELETE', `/items/tac_logical_unit/${id}`],
		['POST', '/items/tac_logical_unit', { id: randomUUID(), canonical_address: 'MY-OWN/DIEU-1', doc_code: 'MY-OWN', section_type: 'article', sort_order: 1, tier: 'tier-0', lifecycle_status: 'draft_only', owner_ref: 'me', identity_profile: { title: 'T' }, created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' }],
		['PATCH', '/items/tac_unit_version', { query: { filter: { unit_id: { _eq: id } } }, data: { body: 'Mine.' } }],
		['PATCH', '/items/cutter_source_document', { query: {}, data: { prefix: 'MINE' } }],
		['DELETE', '/items/tac_unit_version', { query: { filter: { unit_id: { _eq: id } } } }],
	];

	for (const person of ['executor', 'reviewer', 'verifier', 'admin', 'anonymous']) {
		test(`${person} writes no unit, no text and no address`, async () => {
			const { rows: [unit] } = await directus.query('SELECT id FROM public.tac_logical_unit LIMIT 1');
			const before = await fingerprint(system);
			for (const [method, path, body] of attempts(unit.id)) {
				const answer = await system.clients[person].send(method, path, body);
				assert.equal(answer.status, 403, `${method} ${path}: ${JSON.stringify(answer.body)}`);
				// An administrator is stopped by PostgreSQL alone, which is told in words.
				const [{ message, extensions }] = answer.body.errors;
				if (person === 'admin') {
					assert.equal(extensions.code, 'CUTTER_TABLE_GUARDED');
					assert.match(message, /^Rows of \w+ are written by the cutter alone: /);
				}
			}
			assert.deepEqual(await fingerprint(system), before);
		});
	}
});

test('an editor whom a guard refuses is told which, and why', async () => {
	const { rows: [unit] } = await directus.query('SELECT id, canonical_address, identity_profile AS profile FROM public.tac_logical_unit LIMIT 1');
	const edit = (profile) => system.clients.admin.send('PATCH', `/items/tac_logical_unit/${unit.id}`, { identity_profile: { ...unit.profile, ...profile } });
	const cases = [
		[{ label: 'Điều tôi đặt' }, 403, 'CUTTER_UNIT_EDITOR', `label of unit ${unit.canonical_address} `],
		[{ title: '' }, 409, 'CUTTER_BIRTH_GATE_TITLE', 'identity_profile.title is missing or empty'],
	];
	for (const [profile, status, code, begin] of cases) {
		const answer = await edit(profile);
		assert.equal(answer.status, status);
		const [{ message, extensions }] = answer.body.errors;
		assert.deepEqual(extensions, { code, table: 'tac_logical_unit', column: 'identity_profile' });
		assert.ok(message.startsWith(begin), message);
	}
});

test('none of it left a trace', async () => {
	const before = await fingerprint(system);
	for (const table of CLOSED_TABLES) await stateOf(`DELETE FROM ${table}`);
	assert.deepEqual(await fingerprint(system), before);
});
