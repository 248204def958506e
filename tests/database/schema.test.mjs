// What the migrations leave behind, compared with the design and with what each migration says of itself.

import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { execFileSync, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { LEDGER } from './ledger-columns.mjs';
import { MIGRATIONS, MIGRATION_IDS, readMigration, startServer } from './support.mjs';

const SCHEMAS = `('public', 'sandbox_tac', 'cutter_governance', 'cutter_control')`;

/** What an extension brings is its own. */
const OWN = `NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e')`;

/** Everything a migration may name in its list of objects; that a column is not null is a constraint of its own from PostgreSQL 18 on. */
const OBJECTS = `
	SELECT 'schema ' || nspname AS object FROM pg_namespace WHERE nspname IN ${SCHEMAS} AND nspname <> 'public'
	UNION ALL SELECT 'extension ' || extname FROM pg_extension WHERE extname <> 'plpgsql'
	UNION ALL SELECT 'role ' || rolname FROM pg_roles WHERE rolname LIKE 'cutter\\_%'
	UNION ALL SELECT CASE relkind WHEN 'r' THEN 'table ' WHEN 'v' THEN 'view ' END || nspname || '.' || relname
	            FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname IN ${SCHEMAS} AND relkind IN ('r', 'v')
	UNION ALL SELECT 'column ' || nspname || '.' || relname || '.' || attname
	            FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace
	           WHERE nspname IN ${SCHEMAS} AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
	UNION ALL SELECT 'index ' || nspname || '.' || relname
	            FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
	           WHERE nspname IN ${SCHEMAS} AND relkind = 'i' AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = c.oid)
	UNION ALL SELECT 'function ' || nspname || '.' || proname FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname IN ${SCHEMAS} AND ${OWN}
	UNION ALL SELECT 'trigger ' || nspname || '.' || relname || '.' || tgname
	            FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid JOIN pg_namespace n ON n.oid = relnamespace
	           WHERE nspname IN ${SCHEMAS} AND NOT tgisinternal
	UNION ALL SELECT 'constraint ' || nspname || '.' || relname || '.' || conname
	            FROM pg_constraint o JOIN pg_class c ON c.oid = conrelid JOIN pg_namespace n ON n.oid = relnamespace
	           WHERE nspname IN ${SCHEMAS} AND contype NOT IN ('t', 'n')`;

let server;
let database;
const created = new Map();
const checks = new Map();

const objects = async () => new Set((await database.admin.query(OBJECTS)).rows.map(({ object }) => object));

before(async () => {
	server = await startServer();
	database = await server.database();
	let earlier = await objects();
	for (const id of MIGRATION_IDS) {
		await database.up(id);
		const now = await objects();
		created.set(id, [...now].filter((object) => !earlier.has(object)));
		assert.deepEqual([...earlier].filter((object) => !now.has(object)), [], `${id} removes nothing`);
		earlier = now;
		checks.set(id, await database.checks(id));
	}
});
after(() => server?.stop());

test('the ledger has exactly the 12 tables and 164 columns of the design, in order, and four that say how something was done', async () => {
	const { rows } = await database.admin.query(`
		SELECT c.relname AS table_name, json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
		       'nullable', NOT a.attnotnull) ORDER BY a.attnum) AS columns
		  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
		 WHERE c.relnamespace = 'cutter_governance'::regnamespace AND c.relkind = 'r' GROUP BY 1`);
	assert.deepEqual(Object.fromEntries(rows.map(({ table_name, columns }) => [table_name, columns]).sort()), Object.fromEntries(Object.entries(LEDGER).sort()));
	assert.equal(Object.values(LEDGER).flat().length, 164 + 4);
});

test('units have 15 columns, versions 20, both their legal days, units those of a suspension, and the same in the sandbox', async () => {
	const shape = async (table) =>
		(await database.admin.query(`SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute
			WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`, [table])).rows;
	const [units, versions] = [await shape('public.tac_logical_unit'), await shape('public.tac_unit_version')];
	const days = ['in_force_from', 'in_force_until'];
	assert.deepEqual([units.length, units.slice(15).map(({ attname }) => attname)], [15 + 5, ['born_on', ...days, 'suspended_from', 'suspended_until']]);
	assert.deepEqual([versions.length, versions.slice(20).map(({ attname }) => attname)], [20 + 2, days]);
	assert.deepEqual(units[1], { attname: 'canonical_address', format_type: 'text', attnotnull: true });
	assert.deepEqual(await shape('sandbox_tac.unit_version'), versions);
	const sorted = (columns) => columns.map((column) => JSON.stringify(column)).sort();
	// 003 adds the two columns in another order there, and 009 lets rehearsed units from before go without authority.
	const rehearsed = (await shape('sandbox_tac.logical_unit')).map((column) => (column.attname === 'authority' ? { ...column, attnotnull: !column.attnotnull } : column));
	assert.deepEqual(sorted(rehearsed), sorted(units));
});

test('every schema, table, column, view, function and trigger has a comment', async () => {
	const { rows } = await database.admin.query(`
		SELECT c.oid::regclass || coalesce('.' || a.attname, '') AS bare
		  FROM pg_class c
		  LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind = 'r'
		 WHERE c.relnamespace::regnamespace::text IN ${SCHEMAS} AND c.relkind IN ('r', 'v')
		   AND (obj_description(c.oid, 'pg_class') IS NULL OR (a.attname IS NOT NULL AND col_description(c.oid, a.attnum) IS NULL))
		UNION ALL SELECT oid::regprocedure::text FROM pg_proc p WHERE pronamespace::regnamespace::text IN ${SCHEMAS} AND ${OWN} AND obj_description(oid, 'pg_proc') IS NULL
		UNION ALL SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND obj_description(oid, 'pg_trigger') IS NULL
		UNION ALL SELECT nspname FROM pg_namespace WHERE nspname IN ${SCHEMAS} AND obj_description(oid, 'pg_namespace') IS NULL`);
	assert.deepEqual(rows, []);
});

test('no constraint leaves its name to the server', () => {
	for (const id of MIGRATION_IDS) {
		const unnamed = readMigration(id, 'up.sql')
			.split('\n')
			.filter((line) => /\b((PRIMARY KEY|UNIQUE|CHECK) *\(|REFERENCES [a-z])/.test(line) && !line.includes('CONSTRAINT'));
		assert.deepEqual(unnamed, [], id);
	}
});

for (const id of MIGRATION_IDS) {
	test(`${id}: its list of objects is what it creates`, () => {
		const { objects: listed, order, id: name } = JSON.parse(readMigration(id, 'migration.json'));
		assert.equal(name, id);
		assert.equal(order, Number(id.slice(0, 3)));
		const inNewTable = (object) => created.get(id).some((other) => /^(table|view) /.test(other) && object.split(' ')[1].startsWith(`${other.split(' ')[1]}.`));
		const expected = created.get(id).filter((object) => !object.startsWith('extension ') && !(/^(column|constraint) /.test(object) && inNewTable(object)));
		const extensions = [...created.get(id)].filter((object) => object.startsWith('extension ')).map((object) => object.slice(10));
		assert.deepEqual(JSON.parse(readMigration(id, 'migration.json')).extensions ?? [], extensions);
		assert.deepEqual(listed.map(({ kind, name: objectName }) => `${kind} ${objectName}`).sort(), expected.sort());
	});

	test(`${id}: every post check passes`, () => {
		const rows = checks.get(id);
		assert.ok(rows.length >= 8, `${rows.length} checks`);
		assert.equal(new Set(rows.map(({ check_id }) => check_id)).size, rows.length, 'check ids are unique');
		assert.deepEqual(rows.filter(({ sentence, expected, observed }) => !sentence || typeof observed !== 'string' || expected !== observed), []);
	});
}

test('post checks notice what is wrong', async () => {
	const spoil = {
		'001_tac_baseline': ['ALTER TABLE public.tac_unit_version DROP CONSTRAINT tac_unit_version_body_check', 'ALTER TABLE public.tac_logical_unit DISABLE TRIGGER trg_tac_birth_gate_lu'],
		'002_governance_v0_1': ['ALTER TABLE cutter_governance.verify_result ALTER findings DROP NOT NULL'],
		'003_phase_alpha': ['ALTER TABLE public.tac_logical_unit ALTER authority DROP DEFAULT', 'DROP INDEX cutter_governance.idx_alias_alias_kind'],
		'005_review_and_backlog': ['ALTER TABLE cutter_governance.review_decision ADD extra text', 'COMMENT ON COLUMN cutter_governance.verify_result.verdict IS NULL'],
		'006_roles_and_views': [
			'GRANT INSERT ON cutter_governance.verify_result TO cutter_exec',
			'GRANT UPDATE (canonical_address) ON public.tac_logical_unit TO "Directus App"',
			'GRANT SELECT ON cutter_governance.cut_change_set TO PUBLIC',
			'GRANT cutter_exec TO "Directus App" WITH INHERIT TRUE',
		],
		'010_ledger_seal': [
			'ALTER TABLE cutter_control.ledger_leaf DISABLE TRIGGER trg_append_only',
			'GRANT INSERT ON cutter_control.ledger_checkpoint TO cutter_exec',
			'ALTER TABLE cutter_control.ledger_leaf DROP CONSTRAINT ledger_leaf_leaf_kind_row_id_key',
		],
		'011_idempotency': [
			'ALTER TABLE cutter_control.idempotency_key DISABLE TRIGGER trg_idempotency_kept',
			'GRANT DELETE ON cutter_control.idempotency_key TO cutter_exec',
			'GRANT EXECUTE ON FUNCTION cutter_control.fn_forget_idempotency_keys() TO PUBLIC',
			'ALTER TABLE cutter_control.idempotency_key DROP CONSTRAINT idempotency_key_pkey, ADD CONSTRAINT idempotency_key_pkey PRIMARY KEY (idempotency_key)',
		],
		'016_change_readers': [
			'GRANT SELECT ON cutter_control.environment TO cutter_exec',
			'GRANT SELECT ON cutter_control.change_run TO cutter_ro',
			'REVOKE SELECT ON cutter_control.backup FROM cutter_verify',
			'GRANT INSERT ON cutter_control.change_authorisation TO cutter_exec',
		],
		'017_component_types': [
			"UPDATE public.tac_section_type_vocab SET active = false WHERE code = 'list'",
			"DELETE FROM public.tac_section_type_vocab WHERE code = 'form'",
			"UPDATE public.tac_section_type_vocab SET name_en = NULL, name_vi = '' WHERE code = 'attached_document'",
			"DELETE FROM public.tac_section_type_vocab WHERE code = 'appendix'",
		],
		'019_doors': [
			'ALTER TABLE cutter_governance.decision_backlog_history ALTER COLUMN channel DROP DEFAULT',
			'ALTER TABLE cutter_governance.cut_change_set ALTER COLUMN session_kind TYPE varchar(20)',
			'ALTER TABLE cutter_control.change_review DROP CONSTRAINT change_review_door_check',
			"COMMENT ON COLUMN cutter_control.backup.channel IS NULL",
		],
		'018_confirmed_card': [
			'ALTER TABLE cutter_control.confirmed_card DISABLE TRIGGER trg_append_only',
			'GRANT INSERT ON cutter_control.confirmed_card TO cutter_verify',
			'ALTER TABLE cutter_control.confirmed_card DROP CONSTRAINT confirmed_card_source_sha256_fkey',
		],
		'020_guards_always': [
			'ALTER TABLE cutter_governance.verify_result ENABLE TRIGGER trg_append_only',
			'ALTER TABLE cutter_control.gate_report DISABLE TRIGGER trg_change_recorded',
			'ALTER TABLE sandbox_tac.logical_unit ENABLE REPLICA TRIGGER trg_tac_birth_gate_lu',
			'ALTER TABLE public.tac_unit_version ENABLE TRIGGER trg_tac_write_guard_uv',
			'DROP TRIGGER trg_tac_write_guard_lu ON public.tac_logical_unit',
		],
		'021_log_notes': [
			'ALTER TABLE cutter_control.witness_answer ENABLE TRIGGER trg_append_only',
			'GRANT INSERT ON cutter_control.log_key TO cutter_verify',
			'GRANT INSERT ON cutter_control.checkpoint_note TO cutter_exec',
			'ALTER TABLE cutter_control.time_stamp DROP CONSTRAINT time_stamp_note_fkey',
			'ALTER TABLE cutter_control.witness_answer DROP CONSTRAINT witness_answer_kind_check',
		],
		'022_unit_touches': [
			'ALTER TABLE public.tac_unit_version ENABLE TRIGGER trg_tac_touched_update',
			'ALTER TABLE public.tac_logical_unit DISABLE TRIGGER trg_tac_touched_insert',
			'ALTER FUNCTION cutter_control.fn_unit_touched() SECURITY INVOKER',
			'ALTER FUNCTION cutter_control.fn_version_touched() RESET search_path',
			'GRANT INSERT ON cutter_control.unit_touch TO cutter_exec',
			'GRANT EXECUTE ON FUNCTION cutter_control.fn_unit_touched() TO PUBLIC',
			'GRANT UPDATE (doc_code) ON cutter_control.document_audit TO cutter_verify',
			'ALTER TABLE cutter_control.document_state DISABLE TRIGGER trg_append_only',
			'DROP INDEX cutter_control.idx_unit_touch_xid',
		],
		'023_bounded_statements': [
			'DROP INDEX cutter_governance.idx_ccs_manifest_digest',
			'COMMENT ON INDEX public.idx_csd_title_keyset IS NULL',
			'ALTER TABLE cutter_governance.verify_result ENABLE TRIGGER trg_unsealed',
			'DROP TRIGGER trg_sealed ON cutter_control.ledger_leaf',
			'GRANT DELETE ON cutter_control.ledger_unsealed TO cutter_verify',
			'GRANT EXECUTE ON FUNCTION cutter_control.fn_fold_entry_counts() TO PUBLIC',
			'ALTER FUNCTION cutter_control.fn_note_unsealed() SECURITY INVOKER',
			"INSERT INTO cutter_control.entry_count (status, change) VALUES ('marked', 1)",
		],
		'024_legal_days': [
			'ALTER TABLE public.tac_unit_version DROP CONSTRAINT tac_unit_version_in_force_excl',
			'ALTER TABLE public.tac_logical_unit DROP CONSTRAINT tac_logical_unit_in_force_check',
			'ALTER TABLE public.tac_logical_unit ENABLE TRIGGER trg_tac_born_draft',
			'GRANT UPDATE (born_on) ON public.tac_logical_unit TO cutter_exec',
			'ALTER FUNCTION public.fn_tac_resolution_facts(text[], boolean) SECURITY INVOKER',
			'COMMENT ON COLUMN public.tac_unit_version.in_force_from IS NULL',
			'ALTER TABLE sandbox_tac.unit_version DROP COLUMN in_force_until',
		],
		'025_amendments': [
			'ALTER TABLE cutter_governance.manifest_envelope DROP CONSTRAINT manifest_envelope_operation_kind_check',
			"ALTER TABLE cutter_governance.cut_change_set DROP CONSTRAINT cut_change_set_operation_kind_check, ADD CONSTRAINT cut_change_set_operation_kind_check CHECK (operation_kind <> 'x')",
			'COMMENT ON COLUMN cutter_governance.cut_change_set.operation_kind IS NULL',
		],
		'026_references': [
			'ALTER TABLE cutter_control.reference DROP COLUMN provision',
			'ALTER TABLE cutter_control.version_read DROP CONSTRAINT version_read_version_id_fkey',
			'DROP INDEX cutter_control.idx_reference_targets',
			'GRANT UPDATE ON cutter_control.document_name TO cutter_exec',
			'ALTER TABLE cutter_control.document_name DISABLE TRIGGER trg_ledger_lane',
			'COMMENT ON COLUMN cutter_control.reference.targets IS NULL',
		],
		'027_hand_overs': [
			'ALTER TABLE cutter_control.hand_over ADD COLUMN told boolean',
			'GRANT EXECUTE ON FUNCTION public.fn_tac_take_hand_overs(integer) TO PUBLIC',
			'ALTER FUNCTION public.fn_tac_want_notices(text, text, boolean) SECURITY INVOKER',
			'ALTER FUNCTION cutter_control.fn_note_hand_over() RESET search_path',
			'GRANT SELECT ON cutter_control.hand_over TO cutter_exec',
			'ALTER TABLE cutter_governance.decision_backlog_history ENABLE TRIGGER trg_note_hand_over',
			'DELETE FROM cutter_control.hand_over_count',
		],
		'028_amending_acts': [
			'ALTER TABLE cutter_control.document_relation DROP COLUMN why',
			'ALTER TABLE cutter_control.document_relation DROP CONSTRAINT document_relation_why_check',
			'ALTER TABLE cutter_control.relations_read DROP CONSTRAINT relations_read_source_document_id_fkey',
			'DROP INDEX cutter_control.idx_document_relation_key',
			'GRANT UPDATE ON cutter_control.document_relation TO cutter_exec',
			'ALTER TABLE cutter_control.document_relation ENABLE TRIGGER trg_ledger_lane',
			'COMMENT ON COLUMN cutter_control.relations_read.read_at IS NULL',
		],
		'029_open_citations': [
			'ALTER TABLE cutter_control.accepted_citation DROP COLUMN why',
			'ALTER TABLE cutter_control.accepted_citation DROP CONSTRAINT accepted_citation_asks_check',
			'ALTER TABLE cutter_control.accepted_citation DROP CONSTRAINT accepted_citation_reference_fkey',
			'GRANT UPDATE ON cutter_control.accepted_citation TO cutter_exec',
			'ALTER TABLE cutter_control.accepted_citation ENABLE TRIGGER trg_ledger_lane',
			'COMMENT ON COLUMN cutter_control.accepted_citation.why IS NULL',
			'ALTER TABLE cutter_control.accepted_citation DROP CONSTRAINT accepted_citation_pkey; ALTER TABLE cutter_control.accepted_citation ADD CONSTRAINT accepted_citation_pkey PRIMARY KEY (version_id, position, accepted_at)',
			"ALTER TABLE cutter_control.accepted_citation DROP CONSTRAINT accepted_citation_why_check; ALTER TABLE cutter_control.accepted_citation ADD CONSTRAINT accepted_citation_why_check CHECK (why <> 'x')",
		],
		'030_withdrawals': [
			"ALTER TABLE cutter_governance.manifest_envelope DROP CONSTRAINT manifest_envelope_operation_kind_check, ADD CONSTRAINT manifest_envelope_operation_kind_check CHECK (operation_kind <> 'x')",
			'ALTER TABLE cutter_governance.cut_change_set DROP CONSTRAINT cut_change_set_operation_kind_check',
			'ALTER TABLE cutter_governance.cut_change_set DROP CONSTRAINT cut_change_set_withdraws_check',
			'DROP INDEX cutter_governance.idx_ccs_withdraws',
			'GRANT DELETE ON public.tac_unit_version TO cutter_ro',
			'ALTER TABLE public.tac_logical_unit DISABLE TRIGGER trg_tac_lane_delete',
			'ALTER TABLE public.tac_unit_version ENABLE TRIGGER trg_tac_lane_delete',
			'ALTER FUNCTION cutter_governance.fn_removal_lane() SECURITY DEFINER',
			'COMMENT ON INDEX cutter_governance.idx_ccs_withdraws IS NULL',
		],
		'031_suspensions': [
			'ALTER TABLE sandbox_tac.logical_unit DROP COLUMN suspended_until',
			'ALTER TABLE public.tac_logical_unit DROP CONSTRAINT tac_logical_unit_suspended_check',
			"ALTER TABLE cutter_governance.manifest_envelope DROP CONSTRAINT manifest_envelope_operation_kind_check, ADD CONSTRAINT manifest_envelope_operation_kind_check CHECK (operation_kind <> 'x')",
			'ALTER TABLE cutter_governance.cut_change_set DROP CONSTRAINT cut_change_set_operation_kind_check',
			'REVOKE UPDATE (suspended_until) ON public.tac_logical_unit FROM cutter_verify',
			'ALTER FUNCTION public.fn_tac_resolution_facts(text[], boolean) RESET search_path',
			'COMMENT ON COLUMN public.tac_logical_unit.suspended_from IS NULL',
		],
		'032_corrections': [
			"ALTER TABLE cutter_governance.manifest_envelope DROP CONSTRAINT manifest_envelope_operation_kind_check, ADD CONSTRAINT manifest_envelope_operation_kind_check CHECK (operation_kind <> 'x')",
			'ALTER TABLE cutter_governance.cut_change_set DROP CONSTRAINT cut_change_set_operation_kind_check',
			'ALTER TABLE cutter_governance.cut_change_set DROP CONSTRAINT cut_change_set_corrects_check',
			'DROP INDEX cutter_governance.idx_ccs_corrects',
			'ALTER TABLE public.tac_logical_unit DISABLE TRIGGER trg_tac_lane_delete',
			'ALTER TABLE public.tac_unit_version ENABLE TRIGGER trg_tac_lane_delete',
			'ALTER FUNCTION cutter_governance.fn_removal_lane() SECURITY DEFINER',
			'COMMENT ON INDEX cutter_governance.idx_ccs_corrects IS NULL',
		],
		'033_late_texts': [
			'ALTER FUNCTION public.fn_tac_resolution_facts(text[], boolean) SECURITY INVOKER',
			'ALTER FUNCTION public.fn_tac_resolution_facts(text[], boolean) RESET search_path',
			'ALTER FUNCTION public.fn_tac_resolution_facts(text[], boolean) VOLATILE',
			'GRANT EXECUTE ON FUNCTION public.fn_tac_resolution_facts(text[], boolean) TO cutter_ro',
			'COMMENT ON COLUMN public.tac_unit_version.version_seq IS NULL',
		],
		'034_out_of_order': [
			'ALTER TABLE cutter_governance.canonical_address_alias DROP CONSTRAINT canonical_address_alias_window_check, ADD CONSTRAINT canonical_address_alias_window_check CHECK (valid_until >= valid_from)',
			'ALTER FUNCTION cutter_governance.fn_alias_check(uuid) SECURITY INVOKER',
			'ALTER FUNCTION cutter_governance.fn_alias_check(uuid) RESET enable_seqscan',
			'GRANT EXECUTE ON FUNCTION cutter_governance.fn_alias_check(uuid) TO cutter_ro',
			'COMMENT ON COLUMN cutter_governance.canonical_address_alias.valid_until IS NULL',
			'ALTER TABLE public.tac_unit_version DISABLE TRIGGER trg_tac_draft_removed',
		],
		'014_resolution': [
			'GRANT EXECUTE ON FUNCTION public.fn_tac_resolution_facts(text[], boolean) TO PUBLIC',
			'ALTER FUNCTION public.fn_tac_texts_near(text) SECURITY INVOKER',
			'ALTER FUNCTION public.fn_tac_resolution_facts(text[], boolean) RESET search_path',
			'DROP INDEX cutter_governance.idx_alias_previous_canonical',
		],
		'015_structure': [
			'ALTER TABLE cutter_governance.manifest_envelope DROP CONSTRAINT manifest_envelope_operation_kind_check',
			'ALTER TABLE public.tac_logical_unit DROP CONSTRAINT tac_logical_unit_canonical_address_key, ADD CONSTRAINT tac_logical_unit_canonical_address_key UNIQUE (canonical_address) DEFERRABLE INITIALLY DEFERRED',
			'GRANT UPDATE (doc_code) ON public.tac_logical_unit TO cutter_verify',
			'GRANT UPDATE (alias_text) ON cutter_governance.canonical_address_alias TO cutter_verify',
			'ALTER TABLE cutter_governance.canonical_address_alias DISABLE TRIGGER trg_ledger_lane',
			'COMMENT ON INDEX cutter_governance.idx_ccs_compensation_doc_code IS NULL',
		],
		'013_audit_read_models': [
			'DROP INDEX cutter_governance.idx_dbe_doc_code',
			'DROP INDEX cutter_control.idx_sv_created_at_keyset',
			'GRANT SELECT ON cutter_governance.dot_pair_signature TO cutter_ro',
			'GRANT INSERT ON cutter_governance.v_verify_result_observe TO cutter_ro',
			'GRANT EXECUTE ON FUNCTION cutter_governance.fn_status_moves() TO cutter_ro',
			'COMMENT ON INDEX cutter_governance.idx_dbh_changed_by_keyset IS NULL',
		],
		'012_governed_change': [
			'ALTER TABLE cutter_control.gate_report DISABLE TRIGGER trg_change_recorded',
			'GRANT INSERT ON cutter_control.change_authorisation TO cutter_exec',
			'ALTER TABLE cutter_control.change_authorisation_use DROP CONSTRAINT change_authorisation_use_pkey',
		],
		'007_scale_indexes': ['DROP INDEX cutter_governance.idx_ccs_dbe_id'],
		'009_phase_beta': [
			'ALTER TABLE public.tac_logical_unit ALTER authority DROP NOT NULL',
			'ALTER TABLE sandbox_tac.logical_unit ALTER authority SET NOT NULL',
			'ALTER TABLE cutter_governance.verify_result DISABLE TRIGGER trg_append_only',
			'ALTER TABLE public.tac_logical_unit ENABLE REPLICA TRIGGER trg_tac_write_guard_lu',
			'ALTER TABLE cutter_governance.canonical_address_alias DROP CONSTRAINT canonical_address_alias_no_overlap_excl',
			'DROP TRIGGER trg_status_move ON cutter_governance.cut_change_set',
			'GRANT EXECUTE ON FUNCTION cutter_governance.fn_alias_check(uuid) TO PUBLIC',
		],
	};
	for (const [id, statements] of Object.entries(spoil)) {
		// Post checks are for the state right after their migration; later ones add to it.
		const spoilt = await server.database(`spoilt_${id.slice(0, 3)}`);
		await spoilt.upTo(id.slice(0, 3));
		const { migrator } = spoilt;
		const failing = (rows) => rows.filter(({ expected, observed }) => expected !== observed).map(({ check_id }) => check_id);
		for (const statement of statements) {
			const results = [];
			await migrator.query('BEGIN');
			await migrator.query(`SELECT set_config('cutter.directus_role', 'Directus App', true)`);
			for (const when of ['before', 'after']) {
				if (when === 'after') await migrator.query(statement);
				const found = [].concat(await migrator.query(readMigration(id, 'verify.sql'))).flatMap(({ rows }) => rows);
				results.push(failing(found));
			}
			await migrator.query('ROLLBACK');
			assert.ok(results[1].length > results[0].length, `${id} does not notice: ${statement}`);
		}
		await spoilt.close();
	}
});

test('the vocabulary has its 26 active codes with names in both languages and limits', async () => {
	const { rows } = await database.admin.query('SELECT * FROM public.tac_section_type_vocab ORDER BY sort_order');
	assert.equal(rows.length, 26);
	for (const row of rows) {
		assert.ok(row.active && row.name_en && row.name_vi && row.description, row.code);
		assert.ok(row.soft_word_limit > 0 && row.hard_word_limit >= row.soft_word_limit, row.code);
	}
	assert.equal(new Set(rows.map(({ sort_order }) => sort_order)).size, 26);
	const components = rows.map(({ code }) => code).filter((code) => ['attached_document', 'schedule', 'appendix', 'list', 'form'].includes(code));
	assert.deepEqual(components, ['attached_document', 'schedule', 'appendix', 'list', 'form'], 'components in the order in which one holds another');
});

test('SHA256SUMS is true, and its check notices a changed, a missing and an unlisted file', () => {
	const check = (folder) => spawnSync(process.execPath, [join(folder, 'sums.mjs'), '--check'], { encoding: 'utf8' });
	assert.deepEqual([check(MIGRATIONS).status, check(MIGRATIONS).stderr], [0, '']);
	execFileSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: MIGRATIONS });
	const copy = mkdtempSync(join(tmpdir(), 'cutter-sums-'));
	try {
		cpSync(MIGRATIONS, copy, { recursive: true });
		appendFileSync(join(copy, '003_phase_alpha/up.sql'), '\n');
		rmSync(join(copy, '004_manifest/down.sql'));
		appendFileSync(join(copy, '005_review_and_backlog/extra.sql'), '');
		const { status, stderr } = check(copy);
		assert.equal(status, 1);
		assert.deepEqual(stderr.trim().split('\n'), [
			'SHA256SUMS: 003_phase_alpha/up.sql was changed',
			'SHA256SUMS: 004_manifest/down.sql is missing',
			'SHA256SUMS: 005_review_and_backlog/extra.sql is not listed',
		]);
	} finally {
		rmSync(copy, { recursive: true });
	}
	assert.equal(readFileSync(join(MIGRATIONS, 'SHA256SUMS'), 'utf8').trim().split('\n').length >= MIGRATION_IDS.length * 4 + 1, true);
});
