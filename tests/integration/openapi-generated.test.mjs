// Requests made from the served OpenAPI document, right and wrong ones, as an administrator who may do everything: each answer is one
// that the document tells of, none is a server error, and the ledger stands afterwards.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { carry } from '../support/pipeline.mjs';
import { tryEveryOperation } from '../support/schemathesis.mjs';
import { ownSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

/** A failure is made again by the seed it was found with. */
const SEED = Number(process.env.CUTTER_SEED ?? 20_261_121);
const EXAMPLES = Number(process.env.CUTTER_EXAMPLES ?? 10);

let system;
before(async () => {
	// Of its own: what is sent here is chance, and other tests count what is there.
	system = await ownSystem();
});
after(() => system?.close());

const OPERATIONS = ['split', 'renumber', 'substitute', 'insert', 'move', 'retire', 'enact', 'suspend', 'resume'];
/** What is there only once somebody changed the database (tests of governed change), or sent a request under a key. */
const NOT_THERE = /\/(change\/(runs\/|report)|requests\/)/;

const idOf = (value) => ({ 'path.id': value });

/** Things that are there, in the states that the operations need; without them all is "not found". */
async function knownThings() {
	const verified = await carry(system, { text: smallLaw('đã chứng minh') });
	const other = await carry(system, { text: smallLaw('để so sánh'), prefix: verified.prefix, docCode: verified.docCode }, 'mark');
	const registered = await carry(system, { text: smallLaw('mới đăng ký') }, 'register');
	const waiting = await carry(system, { text: smallLaw('chờ xét') }, 'sweep');
	const approved = await carry(system, { text: smallLaw('đã duyệt') }, 'review');
	const cut = await carry(system, { text: smallLaw('đã cắt') }, 'cut');
	const [{ units }] = await system.clients.admin.post('/cutter/resolve', { addresses: [`${verified.prefix}/DIEU-1`] });
	const alias = await system.clients.executor.post('/cutter/aliases', {
		alias_text: 'Điều thử', target: units[0].id, kind: 'external_reference', rationale: 'A citation that a request may close.',
	});
	const ofLog = await system.cutter(['keys', 'generate-log', '--origin', 'generated.example/log', '--owner', system.users.verifier.email]);
	assert.equal(ofLog.code, 0, ofLog.stderr);
	const sealed = await system.cutter(['ledger', 'checkpoint', '--as', system.users.verifier.email, '--out', `${system.folder}/checkpoint.json`]);
	assert.equal(sealed.code, 0, sealed.stderr);
	const operation = await system.clients.executor.post(`/cutter/units/${units[0].id}/enact`, { rationale: 'It came into force.' });
	const manifest = idOf(verified.manifestId);
	return {
		'/cutter/resolve': { 'query.address': `${verified.prefix}/DIEU-1` },
		'/cutter/documents/{id}': idOf(verified.documentId),
		'/cutter/documents/{id}/export': idOf(verified.documentId),
		'/cutter/documents/{id}/mark': idOf(registered.documentId),
		'/cutter/documents/{id}/diff': { ...idOf(verified.documentId), 'query.from': '2020-01-01' },
		'/cutter/manifests/{id}': manifest,
		'/cutter/manifests/{id}/standing': manifest,
		'/cutter/manifests/{id}/findings': idOf(waiting.manifestId),
		'/cutter/manifests/{id}/units': manifest,
		'/cutter/manifests/{id}/operation': idOf(operation.manifest_id),
		'/cutter/manifests/{id}/source': manifest,
		'/cutter/manifests/{id}/diff/{other}': { ...manifest, 'path.other': other.manifestId },
		'/cutter/manifests/{id}/review': idOf(waiting.manifestId),
		'/cutter/manifests/{id}/cut': idOf(approved.manifestId),
		'/cutter/change-sets/{id}': idOf(verified.changeSetId),
		'/cutter/change-sets/{id}/bundle': idOf(verified.changeSetId),
		'/cutter/change-sets/{id}/verify': idOf(cut.changeSetId),
		'/cutter/entries/{id}/abandon': idOf(registered.entryId ?? waiting.entryId),
		'/cutter/entries/{id}/dependencies': idOf(waiting.entryId),
		'/cutter/documents/{id}/reading': idOf(verified.documentId),
		...Object.fromEntries(['operations', 'amendments', 'amendments/act', 'amended-by', 'amends'].map((name) => [`/cutter/documents/{id}/${name}`, idOf(verified.documentId)])),
		'/cutter/units/{address}/proof': { 'path.address': `${verified.prefix}/DIEU-2` },
		'/cutter/units/{address}': { 'path.address': `${verified.prefix}/DIEU-2` },
		...Object.fromEntries(['history', 'surroundings', ...OPERATIONS].map((name) => [`/cutter/units/{id}/${name}`, idOf(units[0].id)])),
		'/cutter/aliases/{id}/close': idOf(alias.alias_id ?? alias.id),
	};
}

test('generated requests get answers that the description tells of, and break nothing', async () => {
	const description = await (await fetch(`${system.url}/cutter/openapi.json`)).json();
	const operations = Object.entries(description.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
	const known = await knownThings();
	const { code, text, statuses } = await tryEveryOperation({ url: system.url, token: system.users.admin.token, known, seed: SEED, examples: EXAMPLES });
	assert.equal(code, 0, text);
	assert.deepEqual(Object.keys(statuses).sort(), operations.sort(), 'every operation was tried');
	for (const [operation, counts] of Object.entries(statuses)) assert.ok(!('none' in counts), `${operation} was always answered`);
	// Reading works on what is there, so that the check of the answers' form looked at real ones.
	const neverRead = Object.entries(statuses).filter(([operation, counts]) => operation.startsWith('GET ') && !counts[200] && !NOT_THERE.test(operation));
	assert.deepEqual(neverRead, []);

	const { ok, problems } = await system.clients.admin.get('/cutter/health');
	assert.deepEqual([ok, problems], [true, []]);
	const ledger = await system.cutter(['ledger', 'verify']);
	assert.equal(ledger.code, 0, ledger.stdout + ledger.stderr);
	assert.equal((await carry(system, { text: smallLaw('sau tất cả') })).verify.verdict, 'pass');
});
