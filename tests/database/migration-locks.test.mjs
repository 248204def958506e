// A migration on a live site: it gives way where somebody holds what it needs, and asks again.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import typescript from 'typescript';
import { inProject } from '../../scripts/lib/paths.mjs';
import { MIGRATION_IDS, readMigration, startServer } from './support.mjs';

const compiled = typescript.transpileModule(readFileSync(inProject('extension/src/ledger/migrationScripts.ts'), 'utf8'), {
	compilerOptions: { module: typescript.ModuleKind.ESNext, target: typescript.ScriptTarget.ES2023 },
}).outputText;
const { inOneTransaction, runScript } = await import(`data:text/javascript;base64,${Buffer.from(compiled).toString('base64')}`);

const VOCABULARY = 'public.tac_section_type_vocab';

let server;
let database;
before(async () => {
	server = await startServer();
	database = await server.database();
	await database.upTo('016');
});
after(() => server?.stop());

/** Does 017, waiting a moment instead of seconds, while another holds the vocabulary; `before` each try is told its number. */
async function migrate(beforeTry) {
	await database.admin.query(`BEGIN; LOCK TABLE ${VOCABULARY} IN SHARE MODE`);
	const sql = readMigration('017_component_types', 'up.sql').replace("lock_timeout      = '5s'", "lock_timeout = '50ms'");
	let tries = 0;
	try {
		await inOneTransaction(database.migrator, [], async () => {
			await beforeTry((tries += 1));
			return runScript(database.migrator, sql);
		});
	} finally {
		await database.admin.query('ROLLBACK');
	}
	return tries;
}

const kinds = async () => Number((await database.admin.query(`SELECT count(*) FROM ${VOCABULARY}`)).rows[0].count);

test('who holds a lock for long is told of, and nothing was done', async () => {
	await assert.rejects(migrate(() => {}), { code: '55P03' });
	assert.equal(await kinds(), 23);
});

test('a lock that is given back in between is had at the next try', async () => {
	const tries = await migrate((number) => (number === 2 ? database.admin.query('ROLLBACK') : undefined));
	assert.deepEqual([tries, await kinds()], [2, 26]);
});

test('every migration from 017 on says in its script how long it waits', () => {
	for (const id of MIGRATION_IDS.filter((each) => each >= '017')) {
		for (const file of ['up.sql', 'down.sql']) {
			assert.match(readMigration(id, file), /^-- Locks: [^]*^SET LOCAL lock_timeout +=[^]*^SET LOCAL statement_timeout +=/m, `${id}/${file}`);
		}
	}
});
