// Up, down and up again by a plain login with CREATEROLE; and what stops a migration with a clear sentence.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DIRECTUS_ROLE, MIGRATION_IDS, MIGRATION_ROLE, startServer } from './support.mjs';

/** All that makes a schema: a privilege list that was never touched equals the owner's default. */
const CATALOG = `
	SELECT 'relation' AS what, c.oid::regclass::text AS name, jsonb_build_array(c.relkind, c.relowner::regrole, obj_description(c.oid, 'pg_class'),
	       (SELECT jsonb_agg(x.acl::text ORDER BY x.acl::text) FROM unnest(coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))) x (acl))) AS shape
	  FROM pg_class c WHERE c.relnamespace::regnamespace::text = ANY ($1) AND c.relkind <> 'c'
	UNION ALL
	SELECT 'column', a.attrelid::regclass || '.' || a.attname, jsonb_build_array(format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attacl::text,
	       pg_get_expr(d.adbin, d.adrelid), col_description(a.attrelid, a.attnum),
	       row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum))
	  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
	 WHERE c.relnamespace::regnamespace::text = ANY ($1) AND a.attnum > 0 AND NOT a.attisdropped
	UNION ALL
	SELECT 'constraint', c.conrelid::regclass || '.' || c.conname, to_jsonb(pg_get_constraintdef(c.oid)) FROM pg_constraint c WHERE c.connamespace::regnamespace::text = ANY ($1)
	UNION ALL
	SELECT 'index', i.schemaname || '.' || i.indexname, to_jsonb(i.indexdef) FROM pg_indexes i WHERE i.schemaname = ANY ($1)
	UNION ALL
	SELECT 'view', v.schemaname || '.' || v.viewname, to_jsonb(v.definition) FROM pg_views v WHERE v.schemaname = ANY ($1)
	UNION ALL
	SELECT 'trigger', t.tgrelid::regclass || '.' || t.tgname, jsonb_build_array(pg_get_triggerdef(t.oid), t.tgenabled) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
	 WHERE c.relnamespace::regnamespace::text = ANY ($1) AND NOT t.tgisinternal
	UNION ALL
	SELECT 'function', p.oid::regprocedure::text, jsonb_build_array(pg_get_functiondef(p.oid), coalesce(p.proacl, acldefault('f', p.proowner))::text)
	  FROM pg_proc p WHERE p.pronamespace::regnamespace::text = ANY ($1)
	UNION ALL
	SELECT 'schema', n.nspname, jsonb_build_array(n.nspowner::regrole, coalesce(n.nspacl, acldefault('n', n.nspowner))::text, obj_description(n.oid, 'pg_namespace'))
	  FROM pg_namespace n WHERE n.nspname = ANY ($1)
	UNION ALL
	SELECT 'role', r.rolname, jsonb_build_array(r.rolcanlogin, r.rolinherit, shobj_description(r.oid, 'pg_authid')) FROM pg_roles r WHERE r.rolname LIKE 'cutter\\_%'
	UNION ALL
	SELECT 'member', m.roleid::regrole || ' of ' || m.member::regrole, jsonb_build_array(m.grantor::regrole, m.admin_option, m.inherit_option, m.set_option)
	  FROM pg_auth_members m WHERE m.roleid::regrole::text LIKE 'cutter\\_%'
	 ORDER BY 1, 2`;

/** Rows that migrations write for good; none before the table is there. */
const WORDS = "SELECT 'word' AS what, v.code AS name, to_jsonb(v) AS shape FROM public.tac_section_type_vocab v ORDER BY v.code";

const catalog = async (database) => {
	const { rows } = await database.admin.query(CATALOG, [['public', 'sandbox_tac', 'cutter_governance', 'cutter_control']]);
	const { rows: [{ there }] } = await database.admin.query("SELECT to_regclass('public.tac_section_type_vocab') IS NOT NULL AS there");
	return [...rows, ...(there ? (await database.admin.query(WORDS)).rows : [])];
};

let server;
before(async () => (server = await startServer()));
after(() => server?.stop());

for (const [name, bootstrapped] of [['with the runner\'s table', true], ['without it', false]]) {
	test(`each migration goes up, down and up again to the same schema, ${name}`, async () => {
		const database = await server.database(bootstrapped ? 'runner' : 'bare');
		if (bootstrapped) {
			await database.bootstrap();
			await database.bootstrap();
		}
		const states = [await catalog(database)];
		for (const id of MIGRATION_IDS) {
			await database.up(id);
			states.push(await catalog(database));
			assert.notDeepEqual(states.at(-1), states.at(-2), id);
		}
		for (const [index, id] of [...MIGRATION_IDS.entries()].reverse()) {
			await database.down(id);
			assert.deepEqual(await catalog(database), states[index], `down of ${id}`);
		}
		for (const [index, id] of MIGRATION_IDS.entries()) {
			await database.up(id);
			assert.deepEqual(await catalog(database), states[index + 1], `second up of ${id}`);
		}
		for (const id of MIGRATION_IDS.toReversed()) await database.down(id);
	});
}

test('a second database of the server shares the roles, and taking one back leaves the other working', async () => {
	const [first, second] = [await server.database('first'), await server.database('second')];
	await first.upTo(MIGRATION_IDS.at(-1));
	await second.upTo(MIGRATION_IDS.at(-1));
	for (const id of MIGRATION_IDS.toReversed()) await first.down(id);
	await second.directus.query('BEGIN; SET LOCAL ROLE cutter_exec; SELECT count(*) FROM cutter_governance.review_decision; COMMIT');
	for (const id of MIGRATION_IDS.toReversed()) await second.down(id);
	assert.deepEqual((await second.admin.query(`SELECT rolname FROM pg_roles WHERE rolname LIKE 'cutter\\_%'`)).rows, []);
});

test('down refuses to drop what holds rows, and says which table', async () => {
	const database = await server.database('held');
	await database.upTo('005');
	const row = {
		'005_review_and_backlog': ['cutter_governance.decision_backlog_sweep_log', `(gen_random_uuid(), now(), now(), 'someone', NULL, NULL, 0, 0, 10, NULL)`],
		'004_manifest': ['cutter_governance.manifest_envelope', `(gen_random_uuid(), 'first_cut', 'draft', 'DOC', NULL, NULL, 'someone', now())`],
		'003_phase_alpha': ['cutter_governance.canonical_address_alias', `(gen_random_uuid(), gen_random_uuid(), 'A/1', 'rename', now(), NULL, 'someone', 'why')`],
		'002_governance_v0_1': ['cutter_governance.decision_backlog_entry', `(gen_random_uuid(), 'decision', 'open', '{}', now())`],
		'001_tac_baseline': ['public.cutter_source_document', `(gen_random_uuid(), 'A handbook', 'HB', 'HB', NULL, NULL, NULL, DEFAULT, NULL, 'someone')`],
	};
	for (const [id, [table, values]] of Object.entries(row)) {
		await database.migrator.query(`INSERT INTO ${table} VALUES ${values}`);
		await assert.rejects(database.down(id), { message: `DOWN_WOULD_LOSE_ROWS: ${table} hold(s) rows.` });
		await database.migrator.query(`DELETE FROM ${table}`);
		await database.down(id);
	}
});

test('the kinds of components: what an installation calls its own stays, and what is used is not taken back', async () => {
	const database = await server.database('kinds');
	await database.upTo('016');
	const { migrator, admin } = database;
	const own = "INSERT INTO public.tac_section_type_vocab (code, name_en, active) VALUES ('form', 'Our form', false)";
	await migrator.query(own);
	await assert.rejects(database.up('017_component_types'), { message: 'SECTION_TYPE_INACTIVE: form is in the vocabulary of section types and not active: activate it first.' });
	await migrator.query("UPDATE public.tac_section_type_vocab SET active = true WHERE code = 'form'");
	await database.up('017_component_types');
	await database.up('017_component_types');
	assert.deepEqual((await database.checks('017_component_types')).filter(({ expected, observed }) => expected !== observed), []);

	const unit = (table, kind) => `INSERT INTO ${table} (id, canonical_address, doc_code, section_type, sort_order, tier, lifecycle_status, owner_ref, identity_profile, created_at, updated_at, authority)
		VALUES (gen_random_uuid(), 'A-1/PL-1', 'A', '${kind}', 1, 'document', 'draft_only', 'someone', '{"title": "T", "label": "L"}', now(), now(), 'draft')`;
	await admin.query('ALTER TABLE public.tac_logical_unit DISABLE TRIGGER USER');
	await admin.query('ALTER TABLE sandbox_tac.logical_unit DISABLE TRIGGER USER');
	for (const table of ['public.tac_logical_unit', 'sandbox_tac.logical_unit']) {
		await admin.query(unit(table, 'list'));
		await assert.rejects(database.down('017_component_types'), { message: `DOWN_WOULD_LOSE_ROWS: ${table} hold(s) units of the kinds attached_document, form or list.` });
		await admin.query(`DELETE FROM ${table}`);
	}
	await database.down('017_component_types');
	const { rows } = await admin.query("SELECT code, name_en FROM public.tac_section_type_vocab WHERE code IN ('attached_document', 'list', 'form')");
	assert.deepEqual(rows, [{ code: 'form', name_en: 'Our form' }]);
	for (const id of MIGRATION_IDS.toReversed().filter((each) => each < '017')) await database.down(id);
});

test('006 says in one sentence why it cannot go on', async () => {
	const database = await server.database('stopped');
	await database.upTo('005');
	const { admin } = database;
	const stops = (message, settings) => assert.rejects(database.up('006_roles_and_views', settings), { message });
	await stops('ROLE_SETTING_MISSING: the setting cutter.directus_role is not set.', { 'cutter.directus_role': '' });
	await stops('ROLE_NOT_FOUND: the role "nobody here" named by cutter.directus_role does not exist.', { 'cutter.directus_role': 'nobody here' });
	for (const role of ['postgres', MIGRATION_ROLE]) {
		await stops(`ROLE_NOT_SEPARATE: the Directus role "${role}" is the migration role ${MIGRATION_ROLE}, a member of it, or a superuser.`, { 'cutter.directus_role': role });
	}
	await admin.query(`REVOKE GRANT OPTION FOR USAGE ON SCHEMA public FROM "${MIGRATION_ROLE}"`);
	await stops(`ROLE_SCHEMA_USAGE: role cutter_exec may not use schema public, and ${MIGRATION_ROLE} may not grant it.`);
	await admin.query(`GRANT USAGE ON SCHEMA public TO PUBLIC`);
	await admin.query('CREATE ROLE cutter_exec CREATEDB');
	await stops('ROLE_TOO_STRONG: role cutter_exec exists with SUPERUSER, CREATEROLE, CREATEDB, REPLICATION or BYPASSRLS.');
	await admin.query('ALTER ROLE cutter_exec NOCREATEDB');
	await stops(`ROLE_NOT_GRANTABLE: role cutter_exec exists, and ${MIGRATION_ROLE} has no ADMIN OPTION on it.`);
	await admin.query(`GRANT cutter_exec TO "${MIGRATION_ROLE}" WITH ADMIN OPTION, INHERIT FALSE, SET FALSE`);
	await admin.query(`GRANT cutter_exec TO "${DIRECTUS_ROLE}" WITH INHERIT TRUE`);
	await stops(`ROLE_INHERITED: the Directus role "${DIRECTUS_ROLE}" inherits cutter_exec through another grant.`);
	await admin.query(`REVOKE cutter_exec FROM "${DIRECTUS_ROLE}"`);
	// Now the role that existed before is adopted, as a login may have been made of it for a lane of its own.
	await admin.query('ALTER ROLE cutter_exec LOGIN');
	await database.up('006_roles_and_views');
	assert.deepEqual((await database.checks('006_roles_and_views')).filter(({ expected, observed }) => expected !== observed), []);
	await database.down('006_roles_and_views');
	const { rows } = await admin.query(`SELECT rolname, rolcanlogin FROM pg_roles WHERE rolname LIKE 'cutter\\_%'`);
	assert.deepEqual(rows, [{ rolname: 'cutter_exec', rolcanlogin: true }], 'a role that was there before stays');
});
