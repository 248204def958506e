// Who may read one document of two: what every route, every reading command, a flow and Directus' own items tell them of the other is nothing.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { httpClient } from '../../scripts/lib/http.mjs';
import { operation, WEBHOOK, withFlow } from '../support/flows.mjs';
import { query } from '../support/ledger.mjs';
import { personFor } from '../support/narrow.mjs';
import { newPerson } from '../support/people.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { newPrefix, ownSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

/** Addresses and ids that nothing has. */
const NOBODY = { prefix: 'NOWHERE-1', docCode: 'NOWHERE-1', ...Object.fromEntries(['documentId', 'manifestId', 'otherManifestId', 'entryId', 'changeSetId', 'unitId', 'siblingId', 'aliasId', 'sha256'].map((name, place) => [name, `00000000-0000-4000-8000-00000000000${place}`])), place: '1~00000000-0000-4000-8000-000000000009~0~NOWHERE-1', alias: 'NOWHERE alias' };
NOBODY.sha256 = '0'.repeat(64);

let system;
let description;
/** Two laws, and what is known of each; one more that was cut beside the hidden one. */
let shown;
let hidden;
let later;
/** Who sees both; who sees the shown ones, with the duty of a reviewer; the same with every duty. */
let all;
let some;
let doer;
/** Whatever tells of the hidden law. */
let secrets;

before(async () => {
	system = await ownSystem({ environment: { PRESSURE_LIMITER_ENABLED: 'false' } });
	description = await system.clients.anonymous.get('/cutter/openapi.json');
	all = { ...system.users.reviewer, client: system.clients.reviewer };
	shown = await lawOf('SHOWN', 'gốm sứ', 'The kiln rules', system.clients.executor);
	const other = await newPerson(system, { duties: ['Observer', 'Executor'] });
	hidden = await lawOf('HIDDEN', 'thuốc nổ', 'The blasting rules', other.client);
	later = await lawOf('LATER', 'dệt vải', 'The weaving rules', system.clients.executor);
	// Proposed when all are cut: no sweep takes one law along with another.
	for (const [law, executor] of [[shown, system.clients.executor], [hidden, other.client], [later, system.clients.executor]]) await propose(law, executor);
	const codes = [shown.docCode, later.docCode];
	some = await personFor(system, codes, { duties: ['Reviewer'] });
	doer = await personFor(system, codes, { duties: ['Executor', 'Reviewer', 'Verifier'] });
	secrets = await secretsOf(hidden, other.id, [shown, later]);
	const { code, stdout, stderr } = await system.cutter(['keys', 'generate-log', '--origin', 'law.example/log', '--owner', system.users.verifier.email]);
	assert.equal(code, 0, stdout + stderr);
	const sealed = await system.cutter(['ledger', 'checkpoint', '--as', system.users.verifier.email, '--out', join(system.folder, 'checkpoint.json')]);
	assert.equal(sealed.code, 0, sealed.stdout + sealed.stderr);
});
after(() => system?.close());

/** A law that is cut and verified, with an alias. */
async function lawOf(stem, craft, title, executor) {
	const clients = { ...system.clients, executor };
	const prefix = newPrefix(stem);
	const law = { ...(await carry({ clients }, { text: `${smallLaw(craft)}
Điều 4. Căn cứ
Theo Điều 1 Luật Nghề ${craft} và khoản 9 Điều 2 của Nội quy này.
`, prefix, title })), craft, title, alias: `Old ${title}` };
	const units = await query(system, 'SELECT id, canonical_address FROM public.tac_logical_unit WHERE doc_code = $1 ORDER BY sort_order', [law.docCode]);
	const at = (path) => units.find(({ canonical_address: address }) => address === `${prefix}/${path}`).id;
	Object.assign(law, { unitId: at('DIEU-1'), siblingId: at('DIEU-3'), sha256: law.register.source_sha256 });
	const [{ version_id: version, position }] = await query(system, 'SELECT version_id, position FROM cutter_control.reference WHERE doc_code = $1 ORDER BY position DESC', [law.docCode]);
	law.place = `1~${version}~${position}~${law.docCode}`;
	law.aliasId = (await executor.post('/cutter/aliases', { alias_text: law.alias, target: `${prefix}/DIEU-1`, kind: 'external_reference', rationale: `Cited by ${craft}.` })).alias_id;
	return law;
}

async function propose(law, executor) {
	const change = await executor.post(`/cutter/units/${law.siblingId}/substitute`, { body: `Nội quy ${law.craft} có hiệu lực sau một tháng.\n`, rationale: `Asked for by ${law.craft}.` });
	Object.assign(law, { otherManifestId: change.manifest_id, otherEntryId: change.entry_id });
}

/** The rows of a law, as text. */
async function rowsOf({ docCode, manifestId, otherManifestId, changeSetId }) {
	const rows = await query(
		system,
		`SELECT to_jsonb(u)::text AS row FROM public.tac_logical_unit u WHERE doc_code = $1
		UNION ALL SELECT to_jsonb(v)::text FROM public.tac_unit_version v JOIN public.tac_logical_unit u ON u.id = v.unit_id WHERE u.doc_code = $1
		UNION ALL SELECT to_jsonb(m)::text FROM cutter_control.manifest_body m WHERE envelope_id::text = ANY($2)
		UNION ALL SELECT to_jsonb(r)::text FROM cutter_governance.verify_result r WHERE change_set_id::text = $3
		UNION ALL SELECT to_jsonb(r)::text FROM cutter_governance.review_decision r WHERE manifest_id::text = ANY($2)`,
		[docCode, [manifestId, otherManifestId], changeSetId],
	);
	return rows.map(({ row }) => row).join('\n');
}

/** Words, ids and digests of a law: those that were chosen, and every one that its rows have and no other law's: texts that are alike have one digest. */
async function secretsOf(law, person, others) {
	const marks = (text) => text.match(/[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
	const everybodys = new Set([...Object.values(system.users).map(({ id }) => id), ...(await Promise.all(others.map(rowsOf))).flatMap(marks)]);
	const { prefix, craft, title, alias, documentId, manifestId, otherManifestId, entryId, otherEntryId, changeSetId, aliasId } = law;
	const chosen = [prefix, craft, craft.toUpperCase(), title, alias, person, documentId, manifestId, otherManifestId, entryId, otherEntryId, changeSetId, aliasId];
	return [...new Set([...chosen, ...marks(await rowsOf(law)).filter((mark) => !everybodys.has(mark))])];
}

const told = (text) => secrets.filter((secret) => text.includes(secret));
/** What was asked for may be said again. */
const assertNothingOf = (text, where) => assert.deepEqual(told(text).filter((secret) => !decodeURIComponent(where.replaceAll('+', ' ')).includes(secret)), [], `${where}: ${text.slice(0, 600)}`);

/** Each route that reads by what a path or a query names, for a law; and those that read all there is. */
const READS = {
	'/cutter/openapi.json': [''],
	'/cutter/documents/{id}': (law) => [law.documentId],
	'/cutter/documents/{id}/export': (law) => ['json', 'akn', 'markdown'].map((format) => [law.documentId, `format=${format}`]),
	'/cutter/documents/{id}/reading': (law) => [law.documentId],
	'/cutter/documents/{id}/diff': (law) => [[law.documentId, 'from=2020-01-01']],
	'/cutter/documents/{id}/timeline': (law) => [law.documentId],
	'/cutter/documents/{id}/references': (law) => [law.documentId],
	'/cutter/documents/{id}/names': (law) => [law.documentId],
	'/cutter/documents/{id}/amended-by': (law) => [law.documentId],
	'/cutter/documents/{id}/amends': (law) => [law.documentId],
	'/cutter/manifests/{id}/diff/{other}': (law) => [law.manifestId],
	'/cutter/manifests/{id}/operation': (law) => [law.otherManifestId],
	'/cutter/manifests/{id}': (law) => [law.manifestId, law.otherManifestId],
	'/cutter/manifests/{id}/units': (law) => [law.manifestId, law.otherManifestId],
	'/cutter/change-sets/{id}': (law) => [law.changeSetId],
	'/cutter/change-sets/{id}/bundle': (law) => [law.changeSetId],
	'/cutter/units/{id}/history': (law) => [law.unitId],
	'/cutter/units/{id}/surroundings': (law) => [law.unitId],
	'/cutter/units/{address}': (law) => [`${law.prefix}/DIEU-1`, law.alias].map(encodeURIComponent),
	'/cutter/units/{address}/cited-by': (law) => [`${law.prefix}/DIEU-1`, law.alias].map(encodeURIComponent),
	'/cutter/units/{address}/references': (law) => [`${law.prefix}/DIEU-3`, law.alias].map(encodeURIComponent),
	'/cutter/units/{address}/proof': (law) => [encodeURIComponent(`${law.prefix}/DIEU-1`)],
	'/cutter/resolve': (law) => [`${law.prefix}/DIEU-1`, `${law.prefix}/DIEU-11`, law.alias, law.prefix].map((text) => ['', new URLSearchParams({ address: text, standing: 'true' })]),
	'/cutter/open-citations': (law) => [['', ''], ['', `document=${law.docCode}`]],
	'/cutter/documents': (law) => [['', ''], ['', `search=${law.prefix}`], ['', `ids=${law.documentId}`]],
	'/cutter/audit': (law) => [['', 'limit=1000'], ['', `document=${law.docCode}`], ['', `document=${law.documentId}`]],
	'/cutter/aliases': (law) => [['', ''], ['', `text=${encodeURIComponent(law.alias)}`], ['', `target_unit_id=${law.unitId}`]],
	'/cutter/backlog': () => [['', 'limit=1000']],
	'/cutter/requests/{id}': () => [NOBODY.unitId],
	'/cutter/change/runs/{id}': () => [NOBODY.unitId],
	...Object.fromEntries(['report', 'report/file', 'report/check'].map((name) => [`/cutter/change/${name}`, () => [['', 'named=nothing']]])),
};

/** Every request that a reading route of the description is asked with for a law. A route with a place in its path that nobody fills fails here. */
function requestsFor(law, described = description) {
	return Object.entries(described.paths).flatMap(([path, methods]) => {
		if (!methods.get) return [];
		const fill = path.startsWith('/cutter/manifests/{id}/') && !READS[path] ? () => [law.manifestId] : READS[path];
		assert.ok(fill || !path.includes('{'), `${path} is a new route that reads what it names: say above how it is asked`);
		const cases = typeof fill === 'function' ? fill(law) : [''];
		return cases.map((each) => {
			const [place, asked] = Array.isArray(each) ? each : [each, ''];
			return { path, url: `${path.replace('{other}', law.manifestId).replace(/\{\w+\}/, place)}${String(asked) ? `?${asked}` : ''}` };
		});
	});
}
const textOf = ({ body, headers }) => `${typeof body === 'string' ? body : JSON.stringify(body)} ${JSON.stringify([...headers])}`;
const get = (person, url) => person.client.send('GET', url);

/** An answer without what was asked for in it, so that those to two questions can be compared. */
function withoutNames(answer, law) {
	const { prefix, docCode, alias, ...ids } = law;
	const named = [prefix, docCode, alias, ...Object.values(ids).filter((value) => typeof value === 'string' && /^[0-9a-f-]{36,64}$/.test(value))].sort((one, other) => other.length - one.length);
	// What is near depends on what was asked for, and the time on when.
	const passing = /suggestions\\*":\[[^\]]*\]|near it are [^"]*?\.(?=\\|")|\d{4}-\d\d-\d\dT[\d:.]+Z/g;
	return named.reduce((text, name) => text.replaceAll(name, '…'), JSON.stringify({ status: answer.status, body: answer.body }).replace(passing, ''));
}

/** Tells of the whole database: refused to whoever does not see every document. */
const WHOLE = /^\/cutter\/change\/(?!waiting)/;

describe('every route that reads', () => {
	test('whoever sees both is told of both', async () => {
		const silent = [];
		for (const { path, url } of requestsFor(hidden)) if (told(textOf(await get(all, url))).length === 0) silent.push(path);
		// What these say names no document, or this one gives no reason to say anything.
		const nothingToTell = ['/cutter/health', '/cutter/profiles', '/cutter/openapi.json', '/cutter/requests/{id}', '/cutter/backlog/days', '/cutter/ledger/checkpoint', '/cutter/manifests/{id}/anomalies', '/cutter/manifests/{id}/card', '/cutter/moves', '/cutter/notices',
			// No act is on them; integration/amending-acts asks of some that have one.
			'/cutter/documents/{id}/amended-by', '/cutter/documents/{id}/amends', '/cutter/outstanding'];
		assert.deepEqual([...new Set(silent)].filter((path) => !nothingToTell.includes(path) && !path.startsWith('/cutter/change/')), []);
	});

	test('whoever sees one is told nothing of the other, and what they ask of it is answered as what is not there', async () => {
		const nobody = requestsFor(NOBODY);
		for (const [place, { path, url }] of requestsFor(hidden).entries()) {
			const answer = await get(some, url);
			assertNothingOf(textOf(answer), url);
			const whole = !url.includes('{') && nobody[place].url === url;
			if (!whole) assert.equal(withoutNames(answer, hidden), withoutNames(await get(some, nobody[place].url), NOBODY), url);
			if (WHOLE.test(path)) assertRefused(answer, 403, 'CUTTER_SEES_NOT_ALL');
		}
	});

	test('what they are told of their own is what others are told of it', async () => {
		for (const { path, url } of requestsFor(shown)) {
			if (WHOLE.test(path)) continue;
			const [mine, theirs] = [await get(some, url), await get(all, url)];
			assert.equal(mine.status, theirs.status, url);
			assertNothingOf(textOf(mine), url);
			// Says who asks and what they may do; or is without the names of others.
			const personal = ['/cutter/documents/{id}', '/cutter/manifests/{id}/standing', '/cutter/units/{id}/surroundings', '/cutter/change-sets/{id}'];
			if (path.includes('{') && !personal.includes(path)) assert.equal(withoutNames(mine, shown), withoutNames(theirs, shown), url);
		}
	});

	test('what is counted is what they see', async () => {
		const counts = async (person) => Object.values((await person.client.get('/cutter/overview')).counts).reduce((sum, count) => sum + count, 0);
		assert.deepEqual([await counts(all), await counts(some)], [6, 4]);
		const days = async (person) => Object.values((await person.client.get('/cutter/backlog/days?days=1'))[0].counts).reduce((sum, count) => sum + count, 0);
		assert.deepEqual([await days(all), await days(some)], [6, 4]);
		assert.deepEqual((await some.client.get('/cutter/documents')).documents.map(({ id }) => id).sort(), [shown.documentId, later.documentId].sort());
	});

	test('evidence that names the other document, and is sealed with its name, is not handed out', async () => {
		const ask = (what) => get(some, what);
		assert.equal((await ask(`/cutter/change-sets/${shown.changeSetId}/bundle`)).status, 200, 'it was cut before the other was there');
		assertNothingOf(textOf(await ask(`/cutter/change-sets/${later.changeSetId}`)), 'the change set');
		const names = told(textOf(await get(all, `/cutter/change-sets/${later.changeSetId}/bundle`))).length > 0;
		for (const url of [`/cutter/change-sets/${later.changeSetId}/bundle`, `/cutter/units/${encodeURIComponent(`${later.prefix}/DIEU-1`)}/proof`]) {
			const answer = await ask(url);
			assertNothingOf(textOf(answer), url);
			if (names) assertRefused(answer, 403, 'CUTTER_EVIDENCE_NAMES_OTHERS');
			else assert.equal(answer.status, 200, url);
		}
	});
});

describe('routes that take something', () => {
	const why = { rationale: 'Because.' };
	const BODIES = {
		'/cutter/documents/{id}/mark': (law) => [law.documentId, {}],
		'/cutter/documents/{id}/names': (law) => [law.documentId, { add: ['Another name'] }],
		'/cutter/documents/{id}/amended-by': (law) => [law.documentId, { act: shown.documentId, why: 'Because.' }],
		'/cutter/change-sets/{id}/withdraw': (law) => [law.changeSetId, why],
		'/cutter/change-sets/{id}/correct': (law) => [law.changeSetId, { ...why, leaf: 'dieu' }],
		'/cutter/documents/{id}/operations': (law) => [law.documentId, { ...why, operation: { kind: 'retire', unit_id: law.unitId } }],
		'/cutter/documents/{id}/amendments': (law) => [law.documentId, { text: 'Điều 1. Một\nHai.\n' }],
		'/cutter/documents/{id}/amendments/act': (law) => [law.documentId, { text: 'Điều 1. Một\nHai.\n' }],
		'/cutter/manifests/{id}/review': (law) => [law.otherManifestId, { ...why, verdict: 'PASS' }],
		'/cutter/manifests/{id}/cut': (law) => [law.otherManifestId, {}],
		'/cutter/change-sets/{id}/verify': (law) => [law.changeSetId, {}],
		'/cutter/entries/{id}/abandon': (law) => [law.otherEntryId ?? law.entryId, why],
		'/cutter/entries/{id}/dependencies': (law) => [law.otherEntryId ?? law.entryId, { on: shown.otherEntryId }],
		'/cutter/units/{id}/split': (law) => [law.unitId, { ...why, parts: [{ ends_at: 1 }, { ends_at: 2 }] }],
		'/cutter/units/{id}/renumber': (law) => [law.unitId, { ...why, address: `${law.prefix}/DIEU-9` }],
		'/cutter/units/{id}/substitute': (law) => [law.unitId, { ...why, body: 'Khác.\n' }],
		'/cutter/units/{id}/insert': (law) => [law.unitId, { ...why, address: `${law.prefix}/DIEU-9`, section_type: 'article', label: 'Điều 9' }],
		'/cutter/units/{id}/move': (law) => [law.unitId, { ...why, parent_id: null }],
		'/cutter/units/{id}/retire': (law) => [law.unitId, why],
		'/cutter/units/{id}/enact': (law) => [law.unitId, why],
		'/cutter/units/{id}/suspend': (law) => [law.unitId, { ...why, effective_on: '2030-01-01' }],
		'/cutter/units/{id}/resume': (law) => [law.unitId, { ...why, effective_on: '2030-01-01' }],
		'/cutter/open-citations': (law) => ['', { place: law.place, why: 'Because.' }],
		'/cutter/units/join': (law) => ['', { ...why, unit_ids: [law.unitId, law.siblingId] }],
		'/cutter/units/attest': (law) => ['', { ...why, units: [law.unitId] }],
		'/cutter/aliases': (law) => ['', { ...why, alias_text: 'A new name', target: `${law.prefix}/DIEU-1`, kind: 'external_reference' }],
		'/cutter/aliases/{id}/close': (law) => [law.aliasId, {}],
		'/cutter/resolve': (law) => ['', { addresses: [`${law.prefix}/DIEU-1`, law.alias], standing: true }],
		'/cutter/addresses/parse': () => ['', { addresses: ['A/DIEU-1'] }],
		'/cutter/sweep': () => ['', { batch_size: 1000 }],
		'/cutter/notices': () => ['', { kind: 'decided', wanted: true }],
		'/cutter/documents': () => ['', { title: 'One more', doc_code: 'NOT-VALID !', prefix: 'NOT-VALID', text: 'Điều 1. Một\nHai.\n' }],
	};
	const ask = (path, law) => {
		const [id, body] = BODIES[path](law);
		return doer.client.send('POST', path.replace('{id}', id), body);
	};

	test('the list below has every one of them', () => {
		const paths = Object.entries(description.paths).flatMap(([path, { post }]) => (post ? [path] : []));
		assert.deepEqual(Object.keys(BODIES).sort(), paths.sort());
	});

	for (const path of Object.keys(BODIES)) {
		test(`POST ${path}`, async () => {
			const before = await standingOf(hidden);
			const answer = await ask(path, hidden);
			if (path === '/cutter/sweep') assertNothingOf(textOf(answer), path);
			else assert.equal(withoutNames(answer, hidden), withoutNames(await ask(path, NOBODY), NOBODY));
			assert.deepEqual(await standingOf(hidden), before);
		});
	}
	const standingOf = (law) =>
		query(
			system,
			`SELECT (SELECT jsonb_agg(to_jsonb(e) ORDER BY entry_id) FROM cutter_governance.decision_backlog_entry e WHERE payload->>'doc_code' = $1) AS entries,
				(SELECT count(*)::int FROM cutter_governance.canonical_address_alias a JOIN public.tac_logical_unit u ON u.id = a.target_unit_id WHERE u.doc_code = $1 AND a.valid_until IS NULL) AS aliases,
				(SELECT jsonb_agg(to_jsonb(d)) FROM public.cutter_source_document d WHERE doc_code = $1) AS documents`,
			[law.docCode],
		);

	test('SWEEP takes what they see, and leaves the rest where it is', async () => {
		const waits = async () => (await query(system, 'SELECT status FROM cutter_governance.decision_backlog_entry WHERE entry_id = $1', [hidden.otherEntryId]))[0].status;
		assert.equal(await waits(), 'marked');
		assert.equal((await some.client.get(`/cutter/manifests/${shown.otherManifestId}/standing`)).status, 'review_pending');
	});

	test('a registration under a code or a prefix of the other is told that it is taken, and not by what', async () => {
		for (const [doc_code, prefix] of [[hidden.docCode, hidden.prefix], [newPrefix(), hidden.prefix], [hidden.docCode, newPrefix()]]) {
			const answer = await doer.client.send('POST', '/cutter/documents', { title: 'Mine', doc_code, prefix, text: smallLaw('của tôi') });
			assertRefused(answer, 409, 'CUTTER_DOCUMENT_TAKEN');
			assert.deepEqual(told(textOf(answer).replaceAll(hidden.prefix, '')), []);
		}
	});

	test('a text of the other law that is named by its digest, or its document, amends nothing', async () => {
		for (const by of ['sha256', 'document_id']) {
			const asked = (law) => doer.client.send('POST', `/cutter/documents/${shown.documentId}/amendments`, { [by]: by === 'sha256' ? law.sha256 : law.documentId });
			const answer = await asked(hidden);
			assert.equal(answer.status, 404);
			assert.equal(withoutNames(answer, hidden), withoutNames(await asked(NOBODY), NOBODY));
		}
	});
});

describe('other doors', () => {
	const cli = (person, words) => system.cutter(words, { token: person.token });
	const COMMANDS = {
		read: (law) => [`${law.prefix}/DIEU-1`],
		'read --document': (law) => [law.prefix],
		resolve: (law) => [`${law.prefix}/DIEU-1`, law.alias],
		export: (law) => [law.prefix, '--format', 'json'],
		diff: (law) => [law.manifestId, law.manifestId],
		audit: (law) => ['--document', law.documentId],
		amend: (law) => [law.prefix, '--text', '-'],
		'open-citations': (law) => ['--document', law.prefix],
		'amended-by': (law) => [law.prefix],
		amends: (law) => [law.prefix],
		consolidate: (law) => [law.prefix, '--dry-run'],
		'ledger prove': (law) => [`${law.prefix}/DIEU-1`, '--out', join(system.folder, 'nothing.tlog-proof')],
		mark: (law) => [law.documentId],
		review: (law) => [law.otherManifestId, '--verdict', 'PASS', '--rationale', 'Read.'],
		cut: (law) => [law.otherManifestId],
		verify: (law) => [law.changeSetId],
		'operate retire': (law) => [`${law.prefix}/DIEU-1`, '--rationale', 'Because.', '--dry-run'],
	};
	for (const [command, words] of Object.entries(COMMANDS)) {
		test(`directus cutter ${command}`, async () => {
			const run = async (law) => {
				const { code, stdout, stderr } = await system.cutter([...command.split(' '), ...words(law), '--json'], { token: doer.token, input: 'Điều 1. Một\nHai.\n' });
				return { status: code, body: stdout + stderr };
			};
			const answer = await run(hidden);
			assert.equal(withoutNames(answer, hidden), withoutNames(await run(NOBODY), NOBODY));
		});
	}

	test('a command that lists shows their own, and governed change is for those who see all', async () => {
		const { stdout } = await cli(doer, ['audit', '--limit', '1000', '--json']);
		assertNothingOf(stdout, 'audit');
		assert.ok(stdout.includes(shown.docCode));
		assert.match((await cli(doer, ['backup', 'list', '--json'])).stdout, /CUTTER_SEES_NOT_ALL/);
	});

	test('a flow answers as who triggered it sees', async () => {
		const asked = { ...WEBHOOK, operation: operation('resolve', 'cutter-resolve', { address: '{{ $trigger.body.address }}' }) };
		await withFlow(system, asked, async ({ trigger }) => {
			const outcome = async (person, law) => (await trigger(person.client, { address: `${law.prefix}/DIEU-1` })).body.data?.outcome ?? (await trigger(person.client, { address: `${law.prefix}/DIEU-1` })).body.outcome;
			assert.deepEqual([await outcome(all, hidden), await outcome(some, hidden), await outcome(some, shown)], ['canonical', 'not_found', 'canonical']);
		});
	});

	test('Directus\' own items say the same, and no title of the other is written', async () => {
		for (const [collection, id] of [['cutter_source_document', hidden.documentId], ['tac_logical_unit', hidden.unitId], ['tac_unit_version', '']]) {
			assertNothingOf(textOf(await get(some, `/items/${collection}?limit=-1`)), collection);
			if (id) assert.equal((await get(some, `/items/${collection}/${id}`)).status, 403);
		}
		const write = (id) => doer.client.send('PATCH', `/items/cutter_source_document/${id}`, { title: 'Mine now' });
		const [answer, none] = [await write(hidden.documentId), await write(NOBODY.documentId)];
		assert.deepEqual([answer.status, answer.body], [none.status, none.body]);
		assert.equal((await all.client.get(`/cutter/documents/${hidden.documentId}`)).title, hidden.title);
		assert.equal((await write(shown.documentId)).status, 200);
	});
});

describe('who sees what', () => {
	const seen = async ({ client }) => (await client.get('/cutter/documents')).documents.map(({ doc_code: code }) => code).sort();
	const everything = () => [shown, hidden, later].map(({ docCode }) => docCode).sort();

	test('the policy of named documents gives the duty and no document; each policy beside it adds its own', async () => {
		const [{ id: policy }] = await system.clients.admin.get('/policies?filter[name][_eq]=Cutter Observer of named documents&fields=id');
		assert.deepEqual(await seen(await newPerson(system, { policies: [policy] })), []);
		assert.deepEqual(await seen(await personFor(system, [hidden.docCode], { policies: [policy] })), [hidden.docCode]);
		assert.deepEqual(await seen(await personFor(system, [hidden.docCode], { policies: [policy], duties: ['Observer'] })), everything());
	});

	test('an administrator sees all; a duty alone gives no document; what is taken away is gone with the next request', async () => {
		assert.deepEqual(await seen({ client: system.clients.admin }), everything());
		assert.deepEqual(await seen(await newPerson(system, { duties: ['Executor'] })), []);
		const person = await personFor(system, [shown.docCode], { duties: ['Reviewer'] });
		assert.deepEqual(await seen(person), [shown.docCode]);
		const { policies } = await system.clients.admin.get(`/users/${person.id}?fields=policies.id,policies.policy.name`);
		await system.clients.admin.delete(`/access/${policies.find(({ policy }) => policy.name.startsWith('Reads')).id}`);
		assert.deepEqual(await seen(person), []);
		const anonymous = httpClient(system.url);
		assertRefused(await anonymous.send('GET', '/cutter/documents'), 403, 'CUTTER_NOBODY');
	});
});
