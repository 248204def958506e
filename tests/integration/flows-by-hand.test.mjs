// `init --with-flows`: Mark, Send to review, Cut and Verify as actions on a source document, made once, each done as the person at the button.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { query } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { sharedSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

let system;
/** Ids of the flows by the type of their operation. */
let flows = {};
const made = () => query(system, "SELECT f.id, f.name, o.type FROM directus_flows f JOIN directus_operations o ON o.id = f.operation WHERE f.trigger = 'manual' AND o.type LIKE 'cutter-%' ORDER BY o.type");

async function init() {
	const { code, stdout, stderr } = await system.cutter(['init', '--with-flows', '--json']);
	assert.equal(code, 0, stderr);
	return JSON.parse(stdout).data;
}

before(async () => {
	system = await sharedSystem();
	assert.deepEqual((await init()).flows, ['Make a draft', 'Send to review', 'Publish', 'Prove']);
	const rows = await made();
	flows = Object.fromEntries(rows.map(({ id, type }) => [type, id]));
	// A running Directus reads its flows anew when one of them is changed.
	for (const id of Object.values(flows)) await system.clients.admin.patch(`/flows/${id}`, { color: null });
});
after(async () => {
	for (const id of Object.values(flows)) await system?.clients.admin.delete(`/flows/${id}`);
	await system?.close();
});

const press = (client, type, ...keys) => client.send('POST', `/flows/trigger/${flows[type]}`, { collection: 'cutter_source_document', keys });

test('a document goes the whole way by its actions, as three people', async () => {
	const { executor, reviewer, verifier } = system.clients;
	const { documentId } = await carry(system, { text: smallLaw('thao tác bằng tay') }, 'register');
	const [mark] = (await press(executor, 'cutter-mark', documentId)).body;
	assert.equal(mark.status, 'marked');
	// The document that was chosen, and nobody else's draft.
	assert.deepEqual((await press(executor, 'cutter-sweep', documentId)).body.entry_ids, [mark.entry_id]);
	assertRefused(await press(executor, 'cutter-cut', documentId), 409, 'CUTTER_NOTHING_TO_DO');
	await reviewer.post(`/cutter/manifests/${mark.manifest_id}/review`, { verdict: 'PASS', rationale: 'Read.' });
	const [cut] = (await press(executor, 'cutter-cut', documentId)).body;
	assert.equal(cut.status, 'cut_applied');
	assertRefused(await press(executor, 'cutter-verify', documentId), 403, 'CUTTER_DUTY_MISSING');
	const [verify] = (await press(verifier, 'cutter-verify', documentId)).body;
	assert.equal(verify.verdict, 'pass');
});

test('a second run makes nothing twice, and leaves alone what was changed', async () => {
	const before = await made();
	await system.clients.admin.patch(`/flows/${flows['cutter-cut']}`, { status: 'inactive' });
	await init();
	assert.deepEqual(await made(), before);
	const [{ status }] = await query(system, 'SELECT status FROM directus_flows WHERE id = $1', [flows['cutter-cut']]);
	assert.equal(status, 'inactive');
});
