// resolve against a plain Directus item query by canonical address, with few and with many aliases in the same database.

import { step } from '../lib/console.mjs';
import { httpClient } from '../lib/http.mjs';
import { newLogin } from '../lib/people.mjs';
import { startStack } from '../lib/stack.mjs';
import { loadClient, median } from './lib/load.mjs';
import { openPopulation } from './lib/population.mjs';
import { describeMachine, machine, markdownTable } from './lib/report.mjs';

export const summary = 'resolve over HTTP against GET /items/…?filter[canonical_address], at 1,000 and 1,000,000 aliases';

/** How much is measured. Rounds are repeated so that what else the machine does falls on every case alike. */
const FULL = { documents: 400, rounds: 5, counts: { 1: 80, 8: 240 }, batchRounds: 3, batch: 10_000 };
const QUICK = { documents: 4, rounds: 2, counts: { 1: 10, 8: 20 }, batchRounds: 1, batch: 1_000 };

/** Texts asked for in one case; more than the number of requests in a round, so that few are asked for twice. */
const TEXTS = 5_000;

const SETTINGS = { LOG_LEVEL: 'warn', RATE_LIMITER_ENABLED: 'false', PRESSURE_LIMITER_ENABLED: 'false', CACHE_ENABLED: 'false' };

/** What the answer to a resolution shows of a unit, asked for as fields of the item. */
const FIELDS = 'id,canonical_address,doc_code,section_type,authority,lifecycle_status,sort_order,identity_profile,created_at';

const itemQuery = (text) => `/items/tac_logical_unit?${new URLSearchParams({ 'filter[canonical_address][_eq]': text, fields: FIELDS, limit: '1' })}`;
const resolveQuery = (text, more = {}) => `/cutter/resolve?${new URLSearchParams({ address: text, ...more })}`;

/** The cases of one text each: which texts, what is asked, and what the answer must be. The first one is what the others are compared with. */
const CASES = [
	{ name: 'plain item query', texts: 'live', path: itemQuery, tells: (answer) => answer.data.length === 1 },
	{ name: 'any request', texts: 'live', path: () => '/utils/random/string?length=32', tells: (answer) => answer.data.length === 32 },
	{ name: 'canonical', texts: 'live', path: resolveQuery, tells: ({ data }) => data.outcome === 'canonical' },
	{ name: 'renamed', texts: 'renamed', path: resolveQuery, tells: ({ data }) => data.outcome === 'alias' },
	{ name: 'renamed, as of 2014', texts: 'renamed', path: (text) => resolveQuery(text, { as_of: '2014-01-01' }), statuses: [200, 404], tells: ({ data }) => ['alias', 'not_found'].includes(data.outcome) },
	{ name: 'chain of 8', texts: 'chain8', path: resolveQuery, tells: ({ data }) => data.outcome === 'alias' && data.trail.length === 9 },
	{ name: 'chain of 31', texts: 'chain31', path: resolveQuery, tells: ({ data }) => data.outcome === 'alias' && data.trail.length === 32 },
	{ name: 'not found', texts: 'missing', path: resolveQuery, statuses: [404], tells: ({ data }) => data.outcome === 'not_found' && data.suggestions.length > 0 },
];

const ALIAS_TEXTS = `SELECT alias_text AS text FROM (SELECT DISTINCT alias_text FROM cutter_governance.canonical_address_alias WHERE `;
const shuffled = (condition) => `${ALIAS_TEXTS}${condition}) named ORDER BY md5(alias_text) LIMIT ${TEXTS}`;
const QUESTIONS = {
	live: `SELECT canonical_address AS text FROM public.tac_logical_unit WHERE lifecycle_status = 'active' ORDER BY md5(id::text) LIMIT ${TEXTS}`,
	retired: `SELECT canonical_address AS text FROM public.tac_logical_unit WHERE lifecycle_status = 'retired' ORDER BY md5(id::text) LIMIT ${TEXTS}`,
	renamed: shuffled("alias_kind = 'rename' AND valid_until IS NULL"),
	chain8: shuffled("alias_kind = 'redirect' AND scenario_ref LIKE 'replacement % 291'"),
	chain31: shuffled("alias_kind = 'redirect' AND scenario_ref LIKE 'replacement % 441'"),
	referenced: shuffled("alias_kind = 'external_reference'"),
};

async function textsOf(population) {
	const found = {};
	for (const [name, question] of Object.entries(QUESTIONS)) found[name] = (await population.ask(question)).map(({ text }) => text);
	return { ...found, missing: found.live.map((text) => `${text}-TIET-9`) };
}

/** A reader like any other: one policy, no more rights than reading needs. */
async function newReader({ url, users }) {
	const admin = httpClient(url, users.admin.token);
	const policies = await admin.get('/policies?limit=-1&fields=id,name');
	const login = newLogin('reader');
	await admin.post('/users', { ...login, status: 'active', policies: [{ policy: policies.find(({ name }) => name === 'Cutter Observer').id }] });
	return login;
}

/** One text per request: every case in every round, at every concurrency. */
async function measureSingles(client, texts, size) {
	const requestsOf = ({ texts: list, path, statuses = [200] }) => (index) => ({ path: path(texts[list][index % texts[list].length]), statuses });
	for (const each of CASES) {
		const answer = JSON.parse(await client.once(requestsOf(each)(0)));
		if (!each.tells(answer)) throw new Error(`${each.name}: not the answer this case measures: ${JSON.stringify(answer).slice(0, 500)}`);
	}
	const measured = [];
	for (let round = 0; round <= size.rounds; round += 1) {
		for (const concurrency of Object.keys(size.counts).map(Number)) {
			// The first round warms up; then each round begins with another case.
			for (const offset of CASES.keys()) {
				const each = CASES[(offset + round) % CASES.length];
				const count = size.counts[concurrency];
				const request = requestsOf(each);
				const figures = await client.send((index) => request(round * count + index), { count, concurrency });
				if (round > 0) measured.push({ case: each.name, round, concurrency, ...figures });
			}
		}
	}
	return measured;
}

/** Many texts per request: what resolve takes at once, and the item query with the same number of addresses. */
async function measureBatches(client, texts, size) {
	const mixed = Object.entries({ live: 4, renamed: 3, referenced: 1, retired: 1, missing: 1 }).flatMap(([name, tenths]) => texts[name].slice(0, (size.batch * tenths) / 10));
	const asked = Array.from({ length: size.batch }, (_, index) => mixed[index % mixed.length]);
	const addresses = Array.from({ length: size.batch }, (_, index) => texts.live[index % texts.live.length]);
	const filter = { canonical_address: { _in: addresses } };
	const requests = {
		'plain item query, _in': { method: 'SEARCH', path: '/items/tac_logical_unit', body: JSON.stringify({ query: { filter, fields: FIELDS.split(','), limit: -1 } }) },
		'canonical': { method: 'POST', path: '/cutter/resolve', body: JSON.stringify({ addresses }) },
		'mixed': { method: 'POST', path: '/cutter/resolve', body: JSON.stringify({ addresses: asked }) },
	};
	const measured = [];
	for (let round = 0; round <= size.batchRounds; round += 1) {
		for (const [name, request] of Object.entries(requests)) {
			const { perSecond, milliseconds } = await client.send(() => ({ ...request, statuses: [200] }), { count: 1, concurrency: 1 });
			if (round > 0) measured.push({ case: name, round, texts: size.batch, textsPerSecond: perSecond * size.batch, milliseconds: milliseconds.median });
		}
	}
	return measured;
}

async function measure(system, token, population, aliases, size) {
	const texts = await textsOf(population);
	const client = loadClient(system.url, token);
	try {
		const singles = await step(`One text at a time, ${aliases} aliases`, () => measureSingles(client, texts, size));
		const batches = await step(`${size.batch} texts at once, ${aliases} aliases`, () => measureBatches(client, texts, size));
		return { aliases, singles, batches };
	} finally {
		await client.close();
	}
}

/** @param {{ quick: boolean }} options */
export async function run({ quick }) {
	const size = quick ? QUICK : FULL;
	const on = machine();
	const system = await startStack({ environment: SETTINGS });
	let population;
	try {
		const { token } = await newReader(system);
		population = await step('Writing units', () => openPopulation(system.adminDatabaseUrl, size));
		const scales = [];
		for (const growth of [{ amended: 2, rounds: 1 }, { rounds: 5 }]) {
			const aliases = await step('Writing aliases', () => population.grow(growth));
			scales.push(await measure(system, token, population, aliases, size));
		}
		return { machine: on, directus: system.host.version, settings: SETTINGS, units: population.units, scales };
	} finally {
		await population?.close();
		await system.stop();
	}
}

const number = (value, digits = 0) => value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** A case against the plain query of the same round, by throughput: the middle of all rounds. */
function ratio(measured, name, baseline, figure) {
	const of = (wanted) => measured.filter((each) => each.case === wanted).sort((one, two) => one.round - two.round).map(figure);
	const plain = of(baseline);
	return median(of(name).map((value, round) => value / plain[round]));
}

function singlesTable({ singles }, concurrency) {
	const measured = singles.filter((each) => each.concurrency === concurrency);
	return CASES.map(({ name }) => {
		const own = measured.filter((each) => each.case === name);
		const of = (figure) => median(own.map(figure));
		const times = ['median', 'p95', 'p99'].map((share) => number(of(({ milliseconds }) => milliseconds[share]), 1));
		return [name, number(of(({ perSecond }) => perSecond)), `${number(ratio(measured, name, CASES[0].name, ({ perSecond }) => perSecond), 2)} ×`, ...times];
	});
}

function batchTable({ batches }) {
	const [plain] = batches;
	return [...new Set(batches.map((each) => each.case))].map((name) => {
		const own = batches.filter((each) => each.case === name);
		return [
			name,
			number(median(own.map(({ textsPerSecond }) => textsPerSecond))),
			`${number(ratio(batches, name, plain.case, ({ textsPerSecond }) => textsPerSecond), 2)} ×`,
			number(median(own.map(({ milliseconds }) => milliseconds))),
		];
	});
}

/** Whether it is flat: the throughput of each case against the plain query, at every number of aliases. */
function overview(scales) {
	const at = (scale, name) => {
		const measured = scale.singles.filter((each) => each.concurrency === 8);
		return `${number(ratio(measured, name, CASES[0].name, ({ perSecond }) => perSecond), 2)} ×`;
	};
	const head = ['requests/s to plain item query, 8 at a time', ...scales.map(({ aliases }) => `${number(aliases)} aliases`)];
	return markdownTable(head, CASES.map(({ name }) => [name, ...scales.map((scale) => at(scale, name))]));
}

/** The figures as the section of docs/benchmarks.md. */
export function table({ machine: on, directus, units, scales }) {
	const sections = scales.flatMap((scale) => [
		`### ${number(scale.aliases)} aliases, ${number(units)} units`,
		...[1, 8].map((concurrency) => {
			const head = [`one text, ${concurrency} at a time`, 'requests/s', 'to plain', 'median ms', 'p95 ms', 'p99 ms'];
			return markdownTable(head, singlesTable(scale, concurrency));
		}),
		markdownTable([`${number(scale.batches[0].texts)} texts at once`, 'texts/s', 'to plain', 'median ms'], batchTable(scale)),
	]);
	return [`Directus ${directus}; ${describeMachine(on)}`, overview(scales), ...sections].join('\n\n');
}
