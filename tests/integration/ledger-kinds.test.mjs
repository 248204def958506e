// Every kind of change set stands before the ledger's checks: attestations, whose units have no source text, rehearsals, which
// move no entry, and operations on what was cut.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { inProject } from '../../scripts/lib/paths.mjs';
import { liveUnits, tamper } from '../support/ledger.mjs';
import { carry } from '../support/pipeline.mjs';
import { insertReferenceUnits } from '../support/reference-units.mjs';
import { ownSystem } from '../support/system.mjs';
import { SMALL_LAW_PATHS, smallLaw } from '../support/texts.mjs';

let system;
let core;
let attested;
let rehearsed;
let document;
let operation;
const bundles = {};

before(async () => {
	core = await import(inProject('core/wasm/pkg-server/cutter_wasm.js'));
	core.initSync({ module: readFileSync(inProject('core/wasm/pkg-server/cutter_wasm_bg.wasm')) });
	system = await ownSystem({ environment: { PRESSURE_LIMITER_ENABLED: 'false' } });
	const { executor, reviewer, verifier } = system.clients;
	const units = await insertReferenceUnits(system);
	// Two units at one place in their order: the older system left it open which comes first.
	await tamper(system, 'UPDATE public.tac_logical_unit SET sort_order = 3 WHERE id = $1', [units[4].id]);
	const marked = await executor.post('/cutter/units/attest', { doc_code: units[0].doc_code, rationale: 'Taken over from the older system.' });
	await executor.post('/cutter/sweep', {});
	await reviewer.post(`/cutter/manifests/${marked.manifest_id}/review`, { verdict: 'PASS', rationale: 'Read beside the units.' });
	attested = await executor.post(`/cutter/manifests/${marked.manifest_id}/cut`, {});
	assert.equal((await verifier.post(`/cutter/change-sets/${attested.change_set_id}/verify`)).verdict, 'pass');
	document = await carry(system, { text: smallLaw('tập dượt') }, 'review');
	const rehearse = () => executor.post(`/cutter/manifests/${document.manifestId}/cut`, { target: 'sandbox' });
	rehearsed = [await rehearse(), await rehearse()];
	const law = await carry(system, { text: smallLaw('đánh số lại') });
	const [article] = (await liveUnits(system, law.docCode)).filter((unit) => unit.section_code === 'DIEU-3');
	const bytes = Buffer.byteLength(article.body);
	const split = await executor.post(`/cutter/units/${article.id}/split`, { rationale: 'The amending law.', parts: [{ ends_at: 0 }, { ends_at: bytes }] });
	await executor.post('/cutter/sweep', {});
	await reviewer.post(`/cutter/manifests/${split.manifest_id}/review`, { verdict: 'PASS', rationale: 'Read beside the amending law.' });
	operation = await executor.post(`/cutter/manifests/${split.manifest_id}/cut`, {});
	assert.equal((await verifier.post(`/cutter/change-sets/${operation.change_set_id}/verify`)).verdict, 'pass');
	const bundleOf = async ({ change_set_id: id }) => (await verifier.send('GET', `/cutter/change-sets/${id}/bundle`)).body;
	bundles.attested = await bundleOf(attested);
	bundles.rehearsed = await bundleOf(rehearsed[1]);
});
after(() => system?.close());

const verify = (bundle) => core.verify_bundle(Buffer.from(JSON.stringify(bundle)), { keys: [], checkpoint: null });
const forged = (name, change) => {
	const bundle = structuredClone(bundles[name]);
	change(bundle);
	return verify(bundle).findings.map(({ code }) => code);
};

test('the database with attestations, rehearsals and operations is consistent', async () => {
	const { code, stdout } = await system.cutter(['ledger', 'verify', '--json']);
	const { data } = JSON.parse(stdout);
	assert.deepEqual([data.refused.flatMap(({ findings }) => findings), data.findings], [[], []]);
	assert.deepEqual([code, data.standing, data.change_sets], [0, 'consistent', 5]);
});

test('a text that an operation wrote is watched like one that was cut', async () => {
	const ofPart = 'WHERE change_set_id = $1 AND version_seq = 1 AND body IS NOT NULL AND lifecycle_status = $2';
	const values = [operation.change_set_id, 'draft_only'];
	assert.equal(await tamper(system, `UPDATE public.tac_unit_version SET title = title || '!' ${ofPart}`, values), 1);
	const { data } = JSON.parse((await system.cutter(['ledger', 'verify', '--json'])).stdout);
	assert.deepEqual(data.findings.map(({ code }) => code), ['LEDGER_TEXT_CHANGED']);
	await tamper(system, `UPDATE public.tac_unit_version SET title = rtrim(title, '!') ${ofPart}`, values);
});

test('the bundle of an attestation has no source text and stands by itself', () => {
	assert.equal(bundles.attested.source, null);
	const report = verify(bundles.attested);
	assert.deepEqual([report.findings, report.standing], [[], 'consistent']);
	assert.ok(report.units > 20);
});

test('the bundle of a rehearsal has no entry and stands by itself, also a second one', () => {
	assert.equal(bundles.rehearsed.entry, null);
	const report = verify(bundles.rehearsed);
	assert.deepEqual([report.findings, report.standing, report.units], [[], 'consistent', SMALL_LAW_PATHS.length]);
});

test('a sealed ledger with both walks through', async () => {
	const made = await system.cutter(['ledger', 'checkpoint', '--as', system.users.verifier.email, '--out', `${system.folder}/checkpoint.json`, '--json']);
	assert.equal(made.code, 0, made.stderr);
	const { code, stdout } = await system.cutter(['ledger', 'verify', '--json']);
	const { data } = JSON.parse(stdout);
	assert.deepEqual([code, data.findings, data.not_yet_sealed], [0, [], 0]);
	for (const { change_set_id: id } of [attested, rehearsed[0]]) {
		const { body } = await system.clients.verifier.send('GET', `/cutter/change-sets/${id}/bundle`);
		const report = verify(body);
		assert.deepEqual(report.findings, []);
		assert.ok(report.sealed_rows > 0);
	}
});

for (const [title, name, code, change] of [
	['an attested unit in another state', 'attested', 'LEDGER_ROW_DIGEST', (it) => void (it.affected_rows[0].after_state_snapshot.unit.owner_ref = 'someone')],
	['an attestation that changed its unit', 'attested', 'LEDGER_ROW_PLANNED', (it) => void (it.affected_rows[0].before_state_snapshot.unit.owner_ref = 'someone')],
	['an attested unit left out', 'attested', 'LEDGER_ROW_MISSING', (it) => void it.affected_rows.pop()],
	['an attestation called a cut', 'attested', 'LEDGER_MANIFEST_KIND', (it) => void (it.change_set.operation_kind = 'first_cut')],
	['an attestation with a source text', 'attested', 'LEDGER_SOURCE_OTHER', (it) => void (it.source = bundles.rehearsed.source)],
	['an attested block of another unit', 'attested', 'LEDGER_BLOCK_DIFFERS', (it) => void (it.unit_blocks[0].target_unit_id = it.unit_blocks[1].target_unit_id)],
	['a rehearsal called an attestation', 'rehearsed', 'LEDGER_MANIFEST_KIND', (it) => void (it.change_set.operation_kind = 'attest')],
	['a rehearsal called a cut', 'rehearsed', 'LEDGER_ID_CHANGE_SET', (it) => void (it.change_set.operation_kind = 'first_cut')],
	['a rehearsal without its source text', 'rehearsed', 'LEDGER_SOURCE_TEXT', (it) => void (it.source = null)],
	['a rehearsed row that was not planned', 'rehearsed', 'LEDGER_ROW_PLANNED', (it) => void (it.affected_rows[0].target_table = 'public.tac_logical_unit')],
]) {
	test(`${title}: ${code}`, () => {
		const codes = forged(name, change);
		assert.ok(codes.includes(code), `${codes}`);
	});
}
