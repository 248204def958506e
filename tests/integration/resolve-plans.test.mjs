// What a resolution costs does not depend on how many aliases there are: the statements that are really sent, in a library of
// amended regulations, find every row by index. Real statistics, the planner's own settings.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { openPopulation } from '../../scripts/bench/lib/population.mjs';
import { assertRefused } from '../support/pipeline.mjs';
import { nodesOf, pagesOf, planReader, PLANS_IN_LOG, rowsOf, withoutPlans } from '../support/plans.mjs';
import { ownSystem } from '../support/system.mjs';

const TABLES = ['tac_logical_unit', 'tac_unit_version', 'canonical_address_alias'];
const BY_INDEX = ['Index Scan', 'Index Only Scan', 'Bitmap Heap Scan'];
/** Pages that one text may touch, and those of the longest chain, which has 31 redirects. */
const PAGES = 200;
const PAGES_OF_CHAIN = 1_000;
const BATCH = 10_000;

const reader = planReader();
let system;
let population;
let texts;

/** The plans of one request, each checked to find its rows by index. */
async function plansOf(work) {
	const { answer, plans } = await reader.during(system, TABLES, work);
	for (const { Plan: root } of plans) {
		const scans = nodesOf(root).filter((node) => TABLES.includes(node['Relation Name']) && node['Node Type'] !== 'ModifyTable');
		for (const scan of scans) assert.ok(BY_INDEX.includes(scan['Node Type']), `${scan['Node Type']} on ${scan['Relation Name']}`);
	}
	return { answer, plans };
}

const resolve = (address, query = {}) => plansOf(() => system.clients.reviewer.send('GET', `/cutter/resolve?${new URLSearchParams({ address, ...query })}`));

/** One text: outcome as expected, one statement (two where suggestions are looked for), few pages. Gives the pages. */
async function pages(address, outcome, { query, statements = 1, most = PAGES } = {}) {
	const { answer, plans } = await resolve(address, query);
	assert.equal(answer.body.data.outcome, outcome);
	assert.equal(plans.length, statements);
	const touched = plans.reduce((sum, plan) => sum + pagesOf(plan), 0);
	assert.ok(touched < most, `${touched} pages for ${address}`);
	return touched;
}

/** Texts of the first documents, which have aliases from the start. */
async function readTexts() {
	const one = async (condition) => (await population.ask(`SELECT alias_text AS text FROM cutter_governance.canonical_address_alias WHERE ${condition} ORDER BY alias_text LIMIT 1`))[0].text;
	const [live] = await population.ask("SELECT canonical_address AS text FROM public.tac_logical_unit WHERE doc_code LIKE '%-1-%' AND lifecycle_status = 'active' ORDER BY sort_order LIMIT 1");
	return {
		live: live.text,
		renamed: await one("alias_kind = 'rename' AND valid_until IS NULL"),
		chain8: await one("scenario_ref = 'replacement 1 291'"),
		chain31: await one("scenario_ref = 'replacement 1 441'"),
	};
}

const ONE_BY_ONE = {
	'the address of a unit': () => pages(texts.live, 'canonical'),
	'a renamed unit': () => pages(texts.renamed, 'alias'),
	'a renamed unit, at a time before it was': () => pages(texts.renamed, 'alias', { query: { as_of: '2012-06-01' } }),
	'a chain of eight redirects': () => pages(texts.chain8, 'alias'),
	'the longest chain': () => pages(texts.chain31, 'alias', { most: PAGES_OF_CHAIN }),
	'nothing, with suggestions': () => pages(`${texts.live}-TIET-9`, 'not_found', { statements: 2 }),
};

before(async () => {
	system = await ownSystem({ postgresSettings: PLANS_IN_LOG, onPostgresLine: reader.onLine });
	population = await openPopulation(withoutPlans(system.adminDatabaseUrl), { documents: 40 });
});
after(async () => {
	await population?.close();
	await system?.close();
});

describe('20,000 units', () => {
	const few = {};

	test('one text, 1,000 aliases', async (t) => {
		assert.equal(await population.grow({ amended: 2, rounds: 1 }), 1_000);
		texts = await readTexts();
		for (const [name, work] of Object.entries(ONE_BY_ONE)) await t.test(name, async () => (few[name] = await work()));
	});

	test('one text, 100,000 aliases: by index, and pages grow with what is found, not with what is there', async (t) => {
		assert.equal(await population.grow({ rounds: 5 }), 100_000);
		for (const [name, work] of Object.entries(ONE_BY_ONE)) {
			await t.test(name, async () => {
				const many = await work();
				assert.ok(many <= 3 * few[name] + 20, `${many} pages instead of ${few[name]}`);
			});
		}
	});

	test("Directus' own role asks by the function alone: it reads no alias itself, and another login may not ask", async () => {
		const asking = (client) => client.query('SELECT facts FROM public.fn_tac_resolution_facts($1, false)', [[texts.renamed]]);
		const client = new pg.Client({ connectionString: system.databaseUrl });
		await client.connect();
		try {
			assert.equal(JSON.parse((await asking(client)).rows[0].facts).units.length, 1);
			await assert.rejects(client.query('SELECT FROM cutter_governance.canonical_address_alias'), { code: '42501' });
			await client.query('BEGIN READ ONLY');
			await client.query('SET LOCAL ROLE cutter_ro');
			await assert.rejects(asking(client), { code: '42501' });
			await client.query('ROLLBACK');
		} finally {
			await client.end();
		}
	});

	test('10,000 texts are one statement, by index, and read no more rows than there are to find', async () => {
		const asked = await population.ask(
			`(SELECT canonical_address AS text FROM public.tac_logical_unit ORDER BY md5(id::text) LIMIT ${BATCH / 2})
			UNION ALL (SELECT text FROM (SELECT DISTINCT alias_text AS text FROM cutter_governance.canonical_address_alias) a ORDER BY md5(text) LIMIT ${BATCH / 2})`,
		);
		const addresses = asked.map(({ text }) => text);
		const { answer, plans } = await plansOf(() => system.clients.reviewer.post('/cutter/resolve', { addresses }));
		assert.equal(answer.length, BATCH);
		assert.ok(answer.every(({ outcome }) => ['canonical', 'alias', 'many', 'gone', 'ambiguous', 'not_found'].includes(outcome)));
		assert.equal(plans.length, 1);
		for (const node of nodesOf(plans[0].Plan)) assert.ok(rowsOf(node) < 20 * BATCH, `${rowsOf(node)} rows from ${node['Node Type']}`);
	});

	test('writing, closing and listing an alias find their rows by index', async () => {
		const { executor } = system.clients;
		const body = { target: texts.live, kind: 'external_reference', alias_text: 'Cẩm nang thợ máy, mục 12', rationale: 'So it is cited there.' };
		const written = await plansOf(() => executor.post('/cutter/aliases', body));
		assert.ok(written.plans.length >= 3, 'the target, its neighbourhood, the row');
		const listed = await plansOf(() => executor.get(`/cutter/aliases?${new URLSearchParams({ text: body.alias_text })}`));
		assert.equal(listed.answer.aliases[0].alias_id, written.answer.alias_id);
		await plansOf(() => executor.get(`/cutter/aliases?target_unit_id=${written.answer.target_unit_id}`));
		const closed = await plansOf(() => executor.post(`/cutter/aliases/${written.answer.alias_id}/close`, { at: '2999-01-01' }));
		assert.match(closed.answer.valid_until, /^2999-01-01/);
	});

	test('where the function is not there yet, an administrator is told to run init', async () => {
		const rename = (from, to) => population.ask(`ALTER FUNCTION public.${from}(text[], boolean) RENAME TO ${to}`);
		await rename('fn_tac_resolution_facts', 'fn_tac_not_yet');
		try {
			assertRefused(await system.clients.reviewer.send('GET', `/cutter/resolve?${new URLSearchParams({ address: texts.live })}`), 503, 'CUTTER_NOT_INITIALISED');
		} finally {
			await rename('fn_tac_not_yet', 'fn_tac_resolution_facts');
		}
		await resolve(texts.live);
	});

	test('the library under test keeps the rules of aliases and addresses', async () => {
		await population.ask('SELECT cutter_governance.fn_alias_check(alias_id) FROM (SELECT alias_id FROM cutter_governance.canonical_address_alias ORDER BY alias_id LIMIT 2000) sample');
		const [wrong] = await population.ask(
			`SELECT count(*)::int AS units FROM public.tac_logical_unit u LEFT JOIN public.tac_logical_unit p ON p.id = u.parent_id
			WHERE NOT public.fn_tac_canonical_address_is_valid(u.canonical_address) OR (u.parent_id IS NOT NULL AND p.doc_code IS DISTINCT FROM u.doc_code)`,
		);
		assert.equal(wrong.units, 0);
	});
});
