// Checkpoints: every row is sealed under a signed root; what was changed or cut off since a kept checkpoint is noticed.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { temporaryFolder } from '../../scripts/lib/leash.mjs';
import { inProject } from '../../scripts/lib/paths.mjs';
import { forgedKey } from '../support/forgery.mjs';
import { LEDGER_TABLES, query, tamper } from '../support/ledger.mjs';
import { leafHash, rootOf } from '../support/merkle.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { canonicalJson, payloadOf, signedBy } from '../support/proof.mjs';
import { ownSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

let system;
let core;
let scratch;
let pins;
let keyOptions;
const cuts = {};
const files = {};

before(async () => {
	scratch = temporaryFolder('iu-cutter-seal-');
	core = await import(inProject('core/wasm/pkg-server/cutter_wasm.js'));
	core.initSync({ module: readFileSync(inProject('core/wasm/pkg-server/cutter_wasm_bg.wasm')) });
	// Many command lines beside the server: on a small machine Directus would call that pressure and answer 503.
	system = await ownSystem({ environment: { PRESSURE_LIMITER_ENABLED: 'false' } });
	cuts.first = await carry(system, { text: smallLaw('làm nón') });
	const { keys } = await bundleOf(cuts.first);
	pins = keys.map(({ lane, public_key }) => ({ lane, public_key, revoked_at: null }));
	keyOptions = ['--key', ...pins.map(({ lane, public_key: key }) => `${lane}=${key}`)];
});
after(async () => {
	await system?.close();
	scratch?.remove();
});

const bundleOf = async ({ changeSetId }) => (await system.clients.verifier.send('GET', `/cutter/change-sets/${changeSetId}/bundle`)).body;
const verifyHere = (bundle, checkpoint = null) => core.verify_bundle(Buffer.from(JSON.stringify(bundle)), { keys: pins, checkpoint });
const leaves = () => query(system, 'SELECT seq::int AS seq, leaf_kind, row_id, subtree_hashes FROM cutter_control.ledger_leaf ORDER BY seq');
const newest = () => system.clients.executor.get('/cutter/ledger/checkpoint');

/** `directus cutter …` with its one report. */
async function report(...args) {
	const { code, stdout, stderr } = await system.cutter([...args, '--json']);
	const lines = stdout.trimEnd().split('\n');
	assert.equal(lines.length, 1, `${stdout}\n${stderr}`);
	return { code, stderr, ...JSON.parse(lines[0]) };
}
const checkpoint = (name, as = system.users.verifier.email) => report('ledger', 'checkpoint', '--as', as, '--out', (files[name] = join(scratch.path, `${name}.json`)));
const verify = (...options) => report('ledger', 'verify', ...options);
const codes = ({ data }) => data.findings.map(({ code }) => code);

/** Rows that are leaves, counted in the tables themselves: the twelve, but for those that others stand for, and the keys. */
async function rowsToSeal() {
	const folded = ['manifest_unit_block', 'cut_change_set_affected_row'];
	const counts = LEDGER_TABLES.filter((table) => !folded.includes(table)).map((table) => `(SELECT count(*) FROM cutter_governance.${table})`);
	const [{ count }] = await query(system, `SELECT (${counts.join(' + ')} + (SELECT count(*) FROM cutter_control.signing_key))::int AS count`);
	return count;
}

describe('checkpoints', () => {
	test('before the first there is none; who is no verifier makes none', async () => {
		const { executor, anonymous } = system.clients;
		assertRefused(await executor.send('GET', '/cutter/ledger/checkpoint'), 404, 'CUTTER_CHECKPOINT_NOT_FOUND');
		assertRefused(await anonymous.send('GET', '/cutter/ledger/checkpoint'), 403, 'CUTTER_NOBODY');
		assert.equal((await bundleOf(cuts.first)).seal, null);
		const [maker, nobody] = await Promise.all([checkpoint('refused', system.users.executor.email), checkpoint('refused', 'nobody@example.com')]);
		assert.deepEqual([maker.code, maker.error.code, nobody.code, nobody.error.code], [1, 'CUTTER_DUTY_MISSING', 1, 'CUTTER_PERSON_NOT_PROVEN']);
		assert.deepEqual(await leaves(), []);
	});

	test('the first takes in every row there is, and its root and signature are those of the standards', async () => {
		const expected = await rowsToSeal();
		const { code, data, stderr } = await checkpoint('first');
		assert.deepEqual([code, data?.made, data?.size], [0, true, expected], stderr);
		const all = await leaves();
		assert.deepEqual(all.map(({ seq }) => seq), [...all.keys()]);
		assert.equal(data.root, rootOf(all.map(({ subtree_hashes: [leaf] }) => leaf)));
		const kept = JSON.parse(readFileSync(files.first, 'utf8'));
		assert.equal(readFileSync(files.first, 'utf8'), canonicalJson(kept));
		assert.equal(signedBy(kept.key.public_key, kept.envelope), true);
		assert.equal(kept.envelope.payloadType, 'application/vnd.iu-cutter.checkpoint+json');
		const payload = payloadOf(kept.envelope);
		assert.deepEqual([payload.size, payload.root, payload.signer, payload.previous], [expected, data.root, system.users.verifier.id, null]);
	});

	test('a leaf is the canonical row under 0x00', async () => {
		const { history, entry } = await bundleOf(cuts.first);
		const all = await leaves();
		const recorded = (kind, id) => all.find((leaf) => leaf.leaf_kind === kind && leaf.row_id === id).subtree_hashes[0];
		assert.equal(recorded('history', history[2].history_id), leafHash('history', history[2]));
		const { status, ...kept } = entry;
		assert.equal(status, 'verified_complete');
		assert.equal(recorded('entry', entry.entry_id), leafHash('entry', kept), 'what moves by itself is no part of a leaf');
	});

	test('nothing new gives the same checkpoint again', async () => {
		const { data } = await checkpoint('again');
		assert.equal(data.made, false);
		assert.equal(readFileSync(files.again, 'utf8'), readFileSync(files.first, 'utf8'));
	});

	test('rows written since are not yet sealed; the next checkpoint takes them in after the others', async () => {
		const before = await leaves();
		cuts.second = await carry(system, { text: smallLaw('chạm bạc') });
		const { size, not_yet_sealed: waiting } = await newest();
		assert.deepEqual([size, waiting], [before.length, (await rowsToSeal()) - before.length]);
		assert.equal(waiting, 13, 'of a cut of N units the 2N rows are in the others');
		const { data } = await checkpoint('second');
		assert.equal(data.size, size + waiting);
		const all = await leaves();
		assert.deepEqual(all.slice(0, before.length), before);
		assert.equal(data.root, rootOf(all.map(({ subtree_hashes: [leaf] }) => leaf)));
		assert.deepEqual(payloadOf(JSON.parse(readFileSync(files.second)).envelope).previous, { size, root: rootOf(before.map(({ subtree_hashes: [leaf] }) => leaf)) });
	});

	test('the ledger has grown from every kept checkpoint', async () => {
		const [one, two] = await Promise.all([verify('--checkpoint', files.first, ...keyOptions), verify('--checkpoint', files.second, ...keyOptions)]);
		for (const { code, data } of [one, two]) {
			assert.deepEqual([code, data?.standing, data?.findings, data?.checkpoints, data?.not_yet_sealed], [0, 'proven', [], 2, 0], JSON.stringify(data));
			assert.equal(data.sealed, (await leaves()).length);
		}
	});
});

describe('sealed bundles', () => {
	let sealed;
	before(async () => {
		sealed = await bundleOf(cuts.first);
	});

	test('every row is proven to be under the newest checkpoint, offline', async () => {
		const bundle = sealed;
		const claim = core.read_checkpoint(readFileSync(files.second), pins).claim;
		const proven = verifyHere(bundle, claim);
		assert.deepEqual([proven.standing, proven.findings, proven.sealed_rows, proven.checkpoint], ['proven', [], 15, claim]);
		assert.equal(bundle.seal.leaves.length, 15, '13 rows and two keys');
		const older = core.read_checkpoint(readFileSync(files.first), pins).claim;
		assert.deepEqual(verifyHere(bundle, older).findings.map(({ code }) => code), ['LEDGER_SEAL_OTHER']);
	});

	const rows = {
		'a rationale nobody signed': ['LEDGER_SEAL_PROOF', (b) => (b.history[2].rationale = 'Khác.')],
		'the owner of a key': ['LEDGER_SEAL_PROOF', (b) => (b.keys[0].owner = 'someone else')],
		'a node of a proof': ['LEDGER_SEAL_PROOF', (b) => (b.seal.leaves[3].proof[0] = '0'.repeat(64))],
		'a proof cut short': ['LEDGER_SEAL_PROOF', (b) => b.seal.leaves[3].proof.pop()],
		'the number of a leaf': ['LEDGER_SEAL_PROOF', (b) => (b.seal.leaves[3].seq += 1)],
		'a proof of a row that is not there': ['LEDGER_SEAL_ROW', (b) => (b.seal.leaves[3].row_id = b.change_set.plan_digest)],
		'another root': ['LEDGER_CHECKPOINT_SIGNATURE', (b) => {
			const payload = { ...payloadOf(b.seal.checkpoint.envelope), root: 'f'.repeat(64) };
			b.seal.checkpoint.envelope.payload = Buffer.from(canonicalJson(payload)).toString('base64');
		}],
		'the checkpoint of a key that is not trusted': ['LEDGER_KEY_NOT_PINNED', (b) => (b.seal.checkpoint.key.public_key = forgedKey('DOT-992').publicKey)],
		'a checkpoint of a key revoked before': ['LEDGER_CHECKPOINT_KEY_REVOKED', (b) => Object.assign(b.seal.checkpoint.key, { revoked_at: '2000-01-01T00:00:00.000000Z' })],
		'a change set signed in the place of a checkpoint': ['LEDGER_CHECKPOINT_SIGNATURE', (b) => (b.seal.checkpoint.envelope = b.signatures[1].payload_envelope)],
		'another format of checkpoint': ['LEDGER_CHECKPOINT_FORMAT', (b) => (b.seal.checkpoint.format = 'iu-cutter-checkpoint-2')],
	};
	for (const [title, [code, forge]] of Object.entries(rows)) {
		test(`${title}: ${code}`, () => {
			const bundle = structuredClone(sealed);
			forge(bundle);
			const { standing, findings } = verifyHere(bundle);
			assert.equal(standing, 'refused');
			assert.ok(findings.some((finding) => finding.code === code), JSON.stringify(findings));
		});
	}

	test('a kept checkpoint that was edited is refused before anything is checked', async () => {
		const edited = JSON.parse(readFileSync(files.second));
		edited.envelope.payload = Buffer.from(canonicalJson({ ...payloadOf(edited.envelope), size: 1 })).toString('base64');
		const file = join(scratch.path, 'edited.json');
		writeFileSync(file, JSON.stringify(edited));
		const { code, error } = await verify('--checkpoint', file);
		assert.deepEqual([code, error.code], [1, 'CUTTER_LEDGER_CHECKPOINT_SIGNATURE']);
	});
});

describe('a ledger that was tampered with since', () => {
	const G = 'cutter_governance';

	/** Changes rows behind the cutter's back, looks, and puts every row back. */
	async function meanwhile(tables, statements, look) {
		const copies = tables.map((table) => `CREATE TABLE public.kept_${table.replace('.', '_')} AS SELECT * FROM ${table}`);
		await tamper(system, copies.join(';'));
		try {
			for (const statement of statements) assert.notEqual(await tamper(system, statement), 0, statement);
			return await look();
		} finally {
			await tamper(system, tables.map((table) => `DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM public.kept_${table.replace('.', '_')}; DROP TABLE public.kept_${table.replace('.', '_')}`).join(';'));
		}
	}
	const rationale = `UPDATE ${G}.decision_backlog_history SET rationale = 'Khác.' WHERE change_kind = 'review:approve'`;
	const LEAF = 'cutter_control.ledger_leaf';
	const last = `(SELECT max(seq) FROM ${LEAF})`;

	for (const [title, code, tables, statements] of [
		['a rationale nobody signed', 'LEDGER_LEAF_CHANGED', [`${G}.decision_backlog_history`], [rationale]],
		['a sealed row removed', 'LEDGER_LEAF_ROW_MISSING', [`${G}.decision_backlog_sweep_log`], [`DELETE FROM ${G}.decision_backlog_sweep_log`]],
		['a leaf removed', 'LEDGER_LEAF_SEQUENCE', [LEAF], [`DELETE FROM ${LEAF} WHERE seq = 5`]],
		['a leaf hashed again', 'LEDGER_LEAF_HASH', [LEAF], [`UPDATE ${LEAF} SET subtree_hashes[2] = repeat('0', 64) WHERE seq = 5`]],
		['a leaf changed', 'LEDGER_CHECKPOINT_ROOT', [LEAF], [`UPDATE ${LEAF} SET subtree_hashes[1] = repeat('0', 64) WHERE seq = 4`]],
		['the last leaves cut off', 'LEDGER_CHECKPOINT_CUT_OFF', [LEAF], [`DELETE FROM ${LEAF} WHERE seq = ${last}`]],
	]) {
		test(`${title}: ${code}`, async () => {
			const found = await meanwhile(tables, statements, () => verify(...keyOptions));
			assert.deepEqual([found.code, found.data.standing], [1, 'refused']);
			assert.ok(codes(found).includes(code), `${codes(found)}`);
		});
	}

	test('a tail cut off with everything that belonged to it is consistent in itself, and refused by a kept checkpoint', async () => {
		const { changeSetId, entryId, manifestId, docCode } = cuts.second;
		const of = [
			[`${G}.dot_pair_signature`, `cross_reference_change_set_id = '${changeSetId}' OR cross_reference_verify_result_id IN (SELECT verify_result_id FROM ${G}.verify_result WHERE change_set_id = '${changeSetId}')`],
			[`${G}.verify_result`, `change_set_id = '${changeSetId}'`],
			[`${G}.cut_change_set_affected_row`, `change_set_id = '${changeSetId}'`],
			[`${G}.cut_change_set`, `change_set_id = '${changeSetId}'`],
			[`${G}.review_decision`, `manifest_id = '${manifestId}'`],
			[`${G}.manifest_unit_block`, `envelope_id = '${manifestId}'`],
			['cutter_control.manifest_body', `envelope_id = '${manifestId}'`],
			[`${G}.manifest_envelope`, `envelope_id = '${manifestId}'`],
			[`${G}.decision_backlog_sweep_log`, `findings->'promoted' @> to_jsonb('${entryId}'::text)`],
			[`${G}.decision_backlog_history`, `entry_id = '${entryId}'`],
			[`${G}.decision_backlog_entry`, `entry_id = '${entryId}'`],
			['public.tac_unit_version', `change_set_id = '${changeSetId}'`],
			['public.tac_logical_unit', `doc_code = '${docCode}'`],
			[LEAF, `seq >= ${payloadOf(JSON.parse(readFileSync(files.first)).envelope).size}`],
			['cutter_control.ledger_checkpoint', `size > ${payloadOf(JSON.parse(readFileSync(files.first)).envelope).size}`],
		];
		const [alone, kept] = await meanwhile(of.map(([table]) => table), of.map(([table, where]) => `DELETE FROM ${table} WHERE ${where}`), () =>
			Promise.all([verify(...keyOptions), verify('--checkpoint', files.second, ...keyOptions)]));
		assert.deepEqual([alone.code, alone.data.standing, alone.data.change_sets], [0, 'proven', 1], JSON.stringify(alone.data));
		assert.deepEqual([kept.code, codes(kept)], [1, ['LEDGER_CHECKPOINT_CUT_OFF']]);
	});

	test('put back as it was, it stands again', async () => {
		const { code, data } = await verify('--checkpoint', files.first, ...keyOptions);
		assert.deepEqual([code, data.standing, data.findings], [0, 'proven', []], JSON.stringify(data));
	});
});

test('checkpoints made at once while documents are cut: no gap, no leaf twice, all consistent', async () => {
	const work = [1, 2, 3].map((number) => carry(system, { text: smallLaw(`song song ${number}`) }).catch((error) => error));
	const made = await Promise.all([checkpoint('parallel-1'), checkpoint('parallel-2'), ...work]);
	for (const { code, stderr } of made.slice(0, 2)) assert.equal(code, 0, stderr);
	const { data } = await checkpoint('third');
	const all = await leaves();
	assert.deepEqual(all.map(({ seq }) => seq), [...all.keys()]);
	assert.equal(new Set(all.map(({ leaf_kind: kind, row_id: id }) => `${kind} ${id}`)).size, all.length);
	assert.equal(data.root, rootOf(all.map(({ subtree_hashes: [leaf] }) => leaf)));
	const { code, data: found } = await verify('--checkpoint', files['parallel-1'], ...keyOptions);
	assert.deepEqual([code, found.standing, found.not_yet_sealed], [0, 'proven', 0], JSON.stringify(found));
});
