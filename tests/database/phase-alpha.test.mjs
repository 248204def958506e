// 003_phase_alpha on data like the reference: 86 units, 76 rehearsed ones.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer } from './support.mjs';

const PINS = { 'cutter.pinned_units': '86', 'cutter.pinned_sandbox_units': '76' };

/** Three roots (documents 28, 32, 35) with sections below them; written in three transactions, so updated_at has three values. */
async function fill(client, table, count) {
	for (const [index, document] of [28, 32, 35].entries()) {
		const rows = Math.floor(count / 3) + (index < count % 3 ? 1 : 0);
		await client.query(
			`INSERT INTO ${table} (id, canonical_address, doc_code, section_type, parent_id, sort_order, tier, lifecycle_status, owner_ref, identity_profile, created_at)
			 SELECT md5($1 || ':' || n)::uuid, 'D38-DIEU' || $1 || CASE n WHEN 0 THEN '-ROOT' ELSE '-S' || n END, 'DIEU' || $1,
			        CASE n WHEN 0 THEN 'article' ELSE 'section' END, CASE WHEN n > 0 THEN md5($1 || ':0')::uuid END, n, 'document', 'draft_only', 'owners',
			        jsonb_build_object('title', 'Heading ' || n, 'label', n::text), now()
			   FROM generate_series(0, $2::int - 1) n ORDER BY n`,
			[String(document), rows],
		);
	}
}

const stamps = async (client) =>
	(await client.query('SELECT id, updated_at::text AS at FROM public.tac_logical_unit ORDER BY id')).rows;

let server;
before(async () => (server = await startServer()));
after(() => server?.stop());

test('the reference outcome: UPDATE 86, the distributions, and updated_at on every row', async () => {
	const database = await server.database('reference');
	await database.upTo('002');
	await fill(database.migrator, 'public.tac_logical_unit', 86);
	await fill(database.migrator, 'sandbox_tac.logical_unit', 76);
	const before = await stamps(database.admin);
	assert.equal(new Set(before.map(({ at }) => at)).size, 3);

	const results = await database.up('003_phase_alpha');

	const commands = results.map(({ command, rowCount }) => (command === 'UPDATE' || command === 'SELECT' ? `${command} ${rowCount}` : command));
	assert.deepEqual(commands, [...['ALTER', 'ALTER', 'UPDATE 86', 'ALTER', 'ALTER', 'ALTER', 'ALTER', 'CREATE'], ...Array(4).fill('CREATE'), ...Array(6).fill('COMMENT'), 'SELECT 1']);
	assert.deepEqual(results.at(-1).rows[0], {
		units: '86', authority_draft: '86', authority_enacted: '0', authority_runtime: '0', authority_null: '0',
		sandbox_units: '76', sandbox_authority_null: '76', aliases: '0',
	});
	const after = await stamps(database.admin);
	assert.equal(after.filter(({ at }, index) => at !== before[index].at).length, 86);
	assert.equal(new Set(after.map(({ at }) => at)).size, 1);

	const checks = await database.checks('003_phase_alpha', PINS);
	assert.deepEqual(checks.map(({ check_id }) => check_id).sort(), [...Array.from({ length: 15 }, (_, n) => `VA-${n + 1}`), 'VA-13rows'].sort());
	assert.deepEqual(checks.filter(({ expected, observed }) => expected !== observed), []);
	const observed = Object.fromEntries(checks.map((check) => [check.check_id, check.observed]));
	assert.equal(observed['VA-1'], `authority:text:YES:'draft'::text canonical_address_format_version:text:NO:'canonical-address-v1'::text`);
	assert.equal(observed['VA-6'], 'draft 86, enacted 0, runtime 0, null 0');
	assert.equal(observed['VA-8'], 'draft 0, enacted 0, runtime 0, null 76');
	assert.equal(observed['VA-11'], 'canonical_address:text:NO:NULL');
	assert.equal(observed['VA-14'], '86:86:86');

	const wrongPins = await database.checks('003_phase_alpha', { ...PINS, 'cutter.pinned_units': '85' });
	assert.deepEqual(wrongPins.filter(({ expected, observed: found }) => expected !== found).map(({ check_id }) => check_id), ['VA-7', 'VA-14']);
});

test('the alias table has no foreign key and no check, and its five indexes', async () => {
	const database = await server.database('aliases');
	await database.upTo('003');
	const { rows: constraints } = await database.admin.query(
		`SELECT contype FROM pg_constraint WHERE conrelid = 'cutter_governance.canonical_address_alias'::regclass AND contype <> 'n'`);
	assert.deepEqual(constraints, [{ contype: 'p' }]);
	const { rows: indexes } = await database.admin.query(
		`SELECT indexname, substring(indexdef FROM '\\(.*') AS columns FROM pg_indexes WHERE tablename = 'canonical_address_alias' ORDER BY 1`);
	assert.deepEqual(indexes.map(({ indexname, columns }) => indexname + columns), [
		'canonical_address_alias_pkey(alias_id)', 'idx_alias_alias_kind(alias_kind)', 'idx_alias_alias_text(alias_text)',
		'idx_alias_target_unit_id(target_unit_id)', 'idx_alias_validity_window(valid_from, valid_until DESC)',
	]);
});

test('authority follows the lifecycle, and down keeps the units', async () => {
	const database = await server.database('lifecycle');
	await database.upTo('002');
	await fill(database.migrator, 'public.tac_logical_unit', 9);
	await database.migrator.query(`UPDATE public.tac_logical_unit SET lifecycle_status = CASE sort_order WHEN 1 THEN 'active' ELSE 'retired' END WHERE sort_order > 0`);
	await database.up('003_phase_alpha');
	const { rows } = await database.admin.query(`SELECT lifecycle_status || '>' || authority AS pair, count(*)::int FROM public.tac_logical_unit GROUP BY 1 ORDER BY 1`);
	assert.deepEqual(rows, [{ pair: 'active>enacted', count: 3 }, { pair: 'draft_only>draft', count: 3 }, { pair: 'retired>enacted', count: 3 }]);
	await database.down('003_phase_alpha');
	assert.equal((await stamps(database.admin)).length, 9);
	await database.up('003_phase_alpha');
});
