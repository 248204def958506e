// The seal: a bundle from a running system stands by itself, every forged one is refused with its own reason, and the
// database is checked as a whole.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { temporaryFolder } from '../../scripts/lib/leash.mjs';
import { inProject } from '../../scripts/lib/paths.mjs';
import { FORGERIES, FORGERIES_OF_COMPENSATION, FORGERIES_WITH_OWN_KEYS } from '../support/forgeries.mjs';
import { keyOf, takeOver } from '../support/forgery.mjs';
import { tamper } from '../support/ledger.mjs';
import { nativeExample } from '../support/native.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { canonicalJson, sha256 } from '../support/proof.mjs';
import { ownSystem } from '../support/system.mjs';
import { SMALL_LAW_PATHS, smallLaw } from '../support/texts.mjs';

let system;
let core;
let verifier;
let scratch;
/** A verified cut, another one, one that was taken back, one that waits for VERIFY. */
const bundles = {};
const cuts = {};
let pins;

const bundleOf = async ({ changeSetId }, client = system.clients.verifier) => (await client.send('GET', `/cutter/change-sets/${changeSetId}/bundle`)).body;
const trusting = (keys) => ({ keys });
const verifyHere = (bundle, trust) => core.verify_bundle(typeof bundle === 'string' ? Buffer.from(bundle) : Buffer.from(JSON.stringify(bundle)), trust);

before(async () => {
	scratch = temporaryFolder('iu-cutter-bundles-');
	core = await import(inProject('core/wasm/pkg-server/cutter_wasm.js'));
	core.initSync({ module: readFileSync(inProject('core/wasm/pkg-server/cutter_wasm_bg.wasm')) });
	verifier = nativeExample('verify_bundle');
	// Many command lines beside the server: on a small machine Directus would call that pressure and answer 503.
	system = await ownSystem({ environment: { PRESSURE_LIMITER_ENABLED: 'false' } });
	// An article is left out: its review had to answer for it.
	cuts.one = await carry(system, { text: smallLaw('dệt lụa').replace('Điều 3.', 'Điều 5.') });
	cuts.other = await carry(system, { text: smallLaw('đúc đồng') });
	cuts.waiting = await carry(system, { text: smallLaw('khảm trai') }, 'cut');
	for (const name of ['one', 'other', 'waiting']) bundles[name] = await bundleOf(cuts[name]);
	pins = trusting(bundles.one.keys.map(({ lane, public_key }) => ({ lane, public_key, revoked_at: null })));
});
after(async () => {
	await system?.close();
	scratch?.remove();
});

/** The same bundles to the native verifier: one report each, in order. */
function verifyNatively(list, keys = []) {
	const files = list.map((bundle, index) => {
		const file = join(scratch.path, `${index}.json`);
		writeFileSync(file, typeof bundle === 'string' ? bundle : JSON.stringify(bundle));
		return file;
	});
	const pinned = keys.flatMap(({ lane, public_key }) => ['--key', `${lane}=${public_key}`]);
	const { status, stdout } = spawnSync(verifier, [...files, '--json', ...pinned], { encoding: 'utf8', maxBuffer: 1 << 28 });
	return { status, reports: stdout.trimEnd().split('\n').map((line) => JSON.parse(line)) };
}

/** `directus cutter ledger …` with its one report. */
async function ledger(...args) {
	const { code, stdout, stderr } = await system.cutter(['ledger', ...args, '--json']);
	const lines = stdout.trimEnd().split('\n');
	assert.equal(lines.length, 1, `${stdout}\n${stderr}`);
	return { code, stderr, ...JSON.parse(lines[0]) };
}

describe('a bundle as it is', () => {
	test('a verified cut is proven by trusted keys, and consistent without', () => {
		const report = verifyHere(bundles.one, pins);
		assert.deepEqual(report.findings, []);
		assert.deepEqual([report.standing, report.change_set_id, report.units, report.keys_pinned], ['proven', cuts.one.changeSetId, SMALL_LAW_PATHS.length, true]);
		const unpinned = verifyHere(bundles.one, trusting([]));
		assert.deepEqual([unpinned.standing, unpinned.keys_pinned], ['consistent', false]);
		assert.match(unpinned.sentence, /keys not pinned\.$/);
	});

	test('a cut that waits for VERIFY stands too, with one signature', () => {
		assert.deepEqual(verifyHere(bundles.waiting, pins).findings, []);
		assert.deepEqual([bundles.waiting.signatures.length, bundles.waiting.verify_results], [1, []]);
	});

	test('the bytes are canonical JSON, so the digest of the file is the digest of the bundle; the same each time', async () => {
		const fetched = () => fetch(`${system.url}/cutter/change-sets/${cuts.one.changeSetId}/bundle`, { headers: { authorization: `Bearer ${system.users.executor.token}` } });
		const response = await fetched();
		assert.match(response.headers.get('content-type'), /^application\/vnd\.iu-cutter\.bundle\+json/);
		const text = await response.text();
		assert.equal(text, canonicalJson(JSON.parse(text)));
		assert.equal(verifyHere(text, pins).bundle_digest, sha256(text));
		assert.equal(await (await fetched()).text(), text);
		assert.doesNotMatch(text, /PRIVATE KEY/);
	});

	test('a reformatted bundle is the same bundle', () => {
		const pretty = verifyHere(JSON.stringify(bundles.one, null, '\t'), pins);
		assert.deepEqual([pretty.standing, pretty.bundle_digest], ['proven', sha256(canonicalJson(bundles.one))]);
	});

	test('who may not observe gets none, and one that is not there is not found', async () => {
		const { anonymous, executor } = system.clients;
		assertRefused(await anonymous.send('GET', `/cutter/change-sets/${cuts.one.changeSetId}/bundle`), 403, 'CUTTER_NOBODY');
		assertRefused(await executor.send('GET', '/cutter/change-sets/00000000-0000-4000-8000-000000000000/bundle'), 404, 'CUTTER_CHANGE_SET_NOT_FOUND');
		assertRefused(await executor.send('GET', '/cutter/change-sets/no-uuid/bundle'), 400, 'CUTTER_REQUEST_INVALID');
	});

	test('a key revoked after it signed changes nothing for what it signed', () => {
		const later = structuredClone(bundles.one);
		for (const key of later.keys) Object.assign(key, { revoked_at: '2999-01-01T00:00:00.000000Z', revoked_by: 'someone', revocation_reason: 'retired' });
		assert.equal(verifyHere(later, pins).standing, 'proven');
		const known = trusting(pins.keys.map((key) => ({ ...key, revoked_at: '2000-01-01T00:00:00Z' })));
		assert.equal(verifyHere(bundles.one, known).findings[0].code, 'LEDGER_KEY_REVOKED', 'what the reader knows of a key counts too');
	});
});

/** Runs a table of forgeries through WebAssembly and the native build; gives a line for each. */
function assertRefusedEach(table, trust, real, other) {
	const forged = table.map(([, , forge]) => {
		const bundle = structuredClone(real);
		forge(bundle, structuredClone(other));
		return bundle;
	});
	const native = verifyNatively(forged, trust.keys);
	assert.equal(native.status, 1);
	return table.map(([title, code], index) => {
		const report = verifyHere(forged[index], trust);
		assert.deepEqual([report.standing, report.findings[0]?.code], ['refused', code], `${title}: ${report.sentence}`);
		assert.deepEqual(native.reports[index], report, `${title}: the same answer natively`);
		const { place, expected, observed } = report.findings[0];
		assert.ok(place && expected && observed && expected !== observed, title);
		return { title, code, place, findings: report.finding_count };
	});
}

describe('forged bundles', () => {
	const lines = [];
	after(() => {
		mkdirSync(inProject('artifacts'), { recursive: true });
		const text = lines.map(({ title, code, place, findings }) => `| ${title} | \`${code}\` | ${place} | ${findings} |`).join('\n');
		writeFileSync(inProject('artifacts', 'forged-bundles.md'), `| what was done | first reason | where | findings |\n|---|---|---|---|\n${text}\n`);
	});

	test('each of a verified cut is refused, its own reason first', () => {
		lines.push(...assertRefusedEach(FORGERIES, pins, bundles.one, bundles.other));
		assert.ok(new Set(FORGERIES.map(([, code]) => code)).size >= FORGERIES.length - 5, 'a code of its own for each, but for the three about columns, the two about doors and the three about the timeline');
	});

	test('with keys of the forger\'s own: broken rules are seen even without trusted keys', () => {
		lines.push(...assertRefusedEach(FORGERIES_WITH_OWN_KEYS, trusting([]), bundles.one, bundles.other));
	});

	test('a perfect forgery under other keys is consistent, and refused by trusted keys', () => {
		const forged = structuredClone(bundles.one);
		takeOver(forged, 'DOT-991');
		takeOver(forged, 'DOT-992', (payload) => payload);
		const unpinned = verifyHere(forged, trusting([]));
		assert.equal(unpinned.standing, 'consistent', unpinned.sentence);
		assert.deepEqual(verifyHere(forged, pins).findings.map(({ code }) => code), ['LEDGER_KEY_NOT_PINNED', 'LEDGER_KEY_NOT_PINNED']);
	});

	test('a trusted key of the other lane does not count', () => {
		const crossed = trusting(pins.keys.map((key) => ({ ...key, lane: key.lane === 'DOT-991' ? 'DOT-992' : 'DOT-991' })));
		assert.equal(verifyHere(bundles.one, crossed).findings[0].code, 'LEDGER_KEY_NOT_PINNED');
	});

	test('what is no bundle at all', () => {
		for (const bytes of ['', '{', '[]', '{"format":"iu-cutter-bundle-1"}', '\ufeff{}', JSON.stringify(bundles.one).replace('"format"', '"format":"x","format"')]) {
			const report = verifyHere(bytes, pins);
			assert.deepEqual([report.standing, report.findings[0].code, report.bundle_digest], ['refused', 'LEDGER_UNREADABLE', null], bytes.slice(0, 40));
		}
	});
});

describe('the command line', () => {
	test('export writes the bundle the server answers, verify reads it', async () => {
		const file = join(scratch.path, 'exported.json');
		const exported = await ledger('export', cuts.one.changeSetId, '--out', file);
		assert.deepEqual([exported.code, exported.data.bytes], [0, readFileSync(file).length], exported.stderr);
		assert.equal(readFileSync(file, 'utf8'), canonicalJson(bundles.one));
		const keys = pins.keys.map(({ lane, public_key: key }) => `${lane}=${key}`);
		const [pinned, unpinned] = await Promise.all([ledger('verify', '--bundle', file, '--key', ...keys), ledger('verify', '--bundle', file)]);
		assert.deepEqual([pinned.code, pinned.data.standing, unpinned.code, unpinned.data.standing], [0, 'proven', 0, 'consistent']);
	});

	test('a forged bundle ends with 1, what cannot be read too, bad usage with 2', async () => {
		const file = join(scratch.path, 'forged.json');
		const forged = structuredClone(bundles.one);
		keyOf(forged, 'DOT-991').owner = 'someone else';
		forged.change_set.status = 'applied';
		writeFileSync(file, JSON.stringify(forged));
		const refused = await ledger('verify', '--bundle', file);
		assert.deepEqual([refused.code, refused.ok, refused.data.findings[0].code], [1, false, 'LEDGER_STATUS']);
		const [missing, noKey, noCut, usage] = await Promise.all([
			ledger('verify', '--bundle', join(scratch.path, 'nothing.json')),
			ledger('verify', '--bundle', file, '--key', bundles.one.keys[0].key_id),
			ledger('export', '00000000-0000-4000-8000-000000000000', '--out', join(scratch.path, 'none.json')),
			system.cutter(['ledger', 'export', cuts.one.changeSetId]),
		]);
		assert.deepEqual([missing.code, missing.error.code], [1, 'CUTTER_FILE_UNREADABLE']);
		assert.deepEqual([noKey.code, noKey.error.code], [1, 'CUTTER_TRUSTED_KEY_UNREADABLE']);
		assert.deepEqual([noCut.code, noCut.error.code], [1, 'CUTTER_CHANGE_SET_NOT_FOUND']);
		assert.throws(() => readFileSync(join(scratch.path, 'none.json')), { code: 'ENOENT' });
		assert.equal(usage.code, 2);
	});
});

describe('the database as a whole', () => {
	test('untouched, every cut stands', async () => {
		const { code, data } = await ledger('verify', '--key', ...pins.keys.map(({ lane, public_key: key }) => `${lane}=${key}`));
		assert.deepEqual([code, data.standing, data.refused_count, data.findings], [0, 'proven', 0, []], JSON.stringify(data.refused));
		assert.deepEqual([data.change_sets, data.units], [3, 3 * SMALL_LAW_PATHS.length]);
	});

	test('a cut that was taken back stands, and its forgeries are refused', async () => {
		const { changeSetId } = cuts.waiting;
		// Wrong, and none of the document's rows, so that they can be taken back.
		const signer = (change) => tamper(system, `UPDATE cutter_governance.dot_pair_signature SET signer_identity = ${change} WHERE cross_reference_change_set_id = $1`, [changeSetId]);
		await signer("signer_identity || '!'");
		const verdict = await system.clients.verifier.post(`/cutter/change-sets/${changeSetId}/verify`);
		await signer('left(signer_identity, -1)');
		assert.ok(verdict.compensation.change_set_id, JSON.stringify(verdict));
		const bundle = await bundleOf(cuts.waiting);
		assert.deepEqual(verifyHere(bundle, pins).findings, []);
		assert.deepEqual(await bundleOf({ changeSetId: verdict.compensation.change_set_id }), bundle, 'a compensation is told by the cut it took back');
		assertRefusedEach(FORGERIES_OF_COMPENSATION, pins, bundle, bundles.other);
	});

	for (const [title, code, statement, values] of [
		['a body of a living unit', 'LEDGER_TEXT_CHANGED', 'UPDATE public.tac_unit_version SET body = body || $2 WHERE change_set_id = $1 AND body IS NOT NULL', ['x']],
		['a living text removed', 'LEDGER_TEXT_MISSING', 'DELETE FROM public.tac_unit_version WHERE change_set_id = $1 AND content_hash <> $2', ['x']],
		['the change set removed', 'LEDGER_CHANGE_SET_MISSING', 'DELETE FROM cutter_governance.cut_change_set WHERE change_set_id = $1 AND status <> $2', ['x']],
		['an affected row edited', 'LEDGER_ROW_DIGEST', "UPDATE cutter_governance.cut_change_set_affected_row SET after_state_snapshot = jsonb_set(after_state_snapshot, '{unit,canonical_address}', to_jsonb($2::text)) WHERE change_set_id = $1", ['ANOTHER/X-1']],
		['a manifest body edited', 'LEDGER_BODY_HASH', "UPDATE cutter_control.manifest_body SET body = replace(body, 'Hiệu lực', $2) WHERE envelope_id = (SELECT manifest_id FROM cutter_governance.cut_change_set WHERE change_set_id = $1)", ['Vô hiệu']],
		['the history of a cut removed', 'LEDGER_HISTORY_END', "DELETE FROM cutter_governance.decision_backlog_history WHERE entry_id = (SELECT decision_backlog_entry_id FROM cutter_governance.cut_change_set WHERE change_set_id = $1) AND change_kind = $2", ['verify:pass']],
		['the verify result removed', 'LEDGER_ORPHAN_SIGNATURE', 'DELETE FROM cutter_governance.verify_result WHERE change_set_id = $1 AND verdict = $2', ['pass']],
		['the signatures exchanged for nothing', 'LEDGER_SIGNATURE_MISSING', 'DELETE FROM cutter_governance.dot_pair_signature WHERE cross_reference_change_set_id = $1 AND signer_dot_id = $2', ['DOT-991']],
	]) {
		test(`${title}: ${code}`, async () => {
			const done = await carry(system, { text: smallLaw(`nghề ${title}`) });
			assert.ok((await tamper(system, statement, [done.changeSetId, ...values])) > 0);
			const { code: exit, data } = await ledger('verify');
			assert.deepEqual([exit, data.standing], [1, 'refused']);
			const named = [...data.findings, ...data.refused.filter((cut) => cut.change_set_id === done.changeSetId).flatMap((cut) => cut.findings)].map((finding) => finding.code);
			assert.ok(named.includes(code), `${named}`);
		});
	}
});
