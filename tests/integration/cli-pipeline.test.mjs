// The steps of the pipeline on the command line: the same use cases as over HTTP, each as a person whom a token proves; 0 done, 1 refused, 2 bad usage.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { fingerprint, governanceRows, happyMatrix, query, tamper } from '../support/ledger.mjs';
import { newPerson } from '../support/people.mjs';
import { carry } from '../support/pipeline.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { SMALL_LAW_PATHS, smallLaw } from '../support/texts.mjs';

const UNITS = SMALL_LAW_PATHS.length;

let system;
let executor;
let reviewer;
let verifier;
before(async () => {
	system = await sharedSystem();
	({ executor, reviewer, verifier } = system.users);
});
after(() => system?.close());

const text = (() => {
	let words = 0;
	return () => smallLaw(`bến phà số ${process.pid}-${(words += 1)}`);
})();

/** `directus cutter …` as somebody, with its one report. */
async function report({ token }, ...args) {
	const { code, stdout, stderr } = await system.cutter([...args, '--json'], { token });
	const lines = stdout.trimEnd().split('\n');
	assert.equal(lines.length, 1, `one line and nothing else: ${stdout}\n${stderr}`);
	return { code, stderr, ...JSON.parse(lines[0]) };
}

test('a document goes the whole way: marked, swept, reviewed, cut and verified by three people', async () => {
	const { documentId, docCode, prefix } = await carry(system, { text: text(), docCode: newPrefix('CODE') }, 'register');
	const mark = await report(executor, 'mark', documentId);
	assert.deepEqual([mark.code, mark.ok, mark.data.status, mark.data.counts.units], [0, true, 'marked', UNITS], mark.stderr);
	const { entry_id: entryId, manifest_id: manifestId, manifest_digest: digest } = mark.data;
	const overHttp = await system.clients.executor.post(`/cutter/documents/${documentId}/mark`);
	assert.deepEqual([overHttp.already_marked, overHttp.manifest_digest], [true, digest], 'as over HTTP');
	// By its code or its prefix it is the same document, on the command line and over HTTP.
	for (const named of [docCode, prefix]) {
		const again = [(await report(executor, 'mark', named)).data, await system.clients.executor.post(`/cutter/documents/${encodeURIComponent(named)}/mark`)];
		assert.deepEqual(again.map(({ already_marked: already, manifest_id: id }) => [already, id]), [[true, manifestId], [true, manifestId]], named);
		assert.equal((await system.clients.reviewer.get(`/cutter/documents/${encodeURIComponent(named)}`)).id, documentId);
	}

	const sweep = await report(executor, 'sweep', '--batch-size', '1000');
	assert.deepEqual([sweep.code, sweep.data.entry_ids.includes(entryId)], [0, true]);
	const review = await system.cutter(['review', manifestId, '--verdict', 'PASS', '--rationale', 'Read beside the source.', '--digest', digest], reviewer);
	const [said, ...findings] = review.stdout.trimEnd().split('\n');
	assert.deepEqual([review.code, said, findings.length], [0, `PASS: entry ${entryId} is reviewed_approved.`, 10], review.stderr);
	for (const finding of findings) assert.match(finding, /^ {2}[a-z_]+: pass: [A-Z0-9].*\.$/);

	const before = await fingerprint(system);
	const dry = await report(executor, 'cut', manifestId, '--dry-run');
	assert.deepEqual([dry.code, dry.data.dry_run, dry.data.status], [0, true, 'reviewed_approved']);
	assert.deepEqual(await fingerprint(system), before);
	const cut = await report(executor, 'cut', manifestId);
	assert.deepEqual([cut.code, cut.data.status, cut.data.plan_digest], [0, 'cut_applied', dry.data.plan_digest]);

	const plain = await system.cutter(['verify', cut.data.change_set_id], verifier);
	assert.deepEqual([plain.code, plain.stdout], [
		0,
		`pass: change set ${cut.data.change_set_id}, ${UNITS} of ${UNITS} units; drift of units 0, content 0, structure 0, scope 0.\n`,
	]);
	assert.deepEqual(await governanceRows(system, { entryId, manifestId }), happyMatrix(UNITS));
	const history = await query(system, 'SELECT change_kind, changed_by FROM cutter_governance.decision_backlog_history WHERE entry_id = $1 ORDER BY changed_at', [entryId]);
	assert.deepEqual(history.map(({ changed_by: by }) => by), [executor.id, executor.id, reviewer.id, executor.id, verifier.id]);
});

test('a rehearsal and a failed verdict: 0 and 1', async () => {
	const done = await carry(system, { text: text() }, 'review');
	const rehearsal = await report(executor, 'cut', done.manifestId, '--target', 'sandbox');
	assert.deepEqual([rehearsal.code, rehearsal.data.target, rehearsal.data.proof.holds], [0, 'sandbox', true], rehearsal.stderr);
	const cut = await report(executor, 'cut', done.manifestId);
	await tamper(system, "UPDATE public.tac_unit_version SET body = body || 'x' WHERE change_set_id = $1 AND body IS NOT NULL", [cut.data.change_set_id]);
	const verify = await report(verifier, 'verify', cut.data.change_set_id);
	assert.deepEqual([verify.code, verify.ok, verify.data.verdict], [1, false, 'fail']);
});

test('separation of duty holds here as over HTTP', async () => {
	const person = await newPerson(system, { duties: ['Observer', 'Executor', 'Reviewer', 'Verifier'] });
	const marked = await carry({ ...system, clients: { ...system.clients, executor: person.client } }, { text: text() }, 'sweep');
	const cut = await carry({ ...system, clients: { ...system.clients, executor: person.client } }, { text: text() }, 'cut');
	const reviewed = await carry({ ...system, clients: { ...system.clients, reviewer: person.client } }, { text: text() }, 'review');
	const before = await fingerprint(system);
	const answers = await Promise.all([
		report(person, 'review', marked.manifestId, '--verdict', 'PASS', '--rationale', 'My own.'),
		report(person, 'verify', cut.changeSetId),
		report(person, 'cut', reviewed.manifestId),
		report(executor, 'verify', cut.changeSetId),
		report(verifier, 'review', marked.manifestId, '--verdict', 'PASS', '--rationale', 'Not mine.'),
		report(person, 'verify', cut.changeSetId, '--as', verifier.email),
		report({ token: 'nobody' }, 'verify', cut.changeSetId),
		report({ token: '' }, 'verify', cut.changeSetId, '--as', verifier.email),
		report({ token: '' }, 'verify', cut.changeSetId),
	]);
	const codes = ['REVIEW_SOD', 'VERIFY_SOD', 'CUT_SOD', 'DUTY_MISSING', 'DUTY_MISSING', 'TOKEN_OF_ANOTHER', 'TOKEN_REFUSED', 'PERSON_NOT_PROVEN', 'TOKEN_MISSING'].map((code) => [1, `CUTTER_${code}`]);
	assert.deepEqual(answers.map(({ code, error }) => [code, error.code]), codes);
	assert.deepEqual(await fingerprint(system), before);
});

describe('bad usage ends with 2, with nothing on standard output', () => {
	const ID = randomUUID();
	for (const args of [
		['mark', '--as', 'x'],
		['mark', ID, '--scope', 'some'],
		['sweep', '--as', 'x', '--batch-size', '0'],
		['sweep', '--as', 'x', '--batch-size', 'ten'],
		['review', ID, '--as', 'x', '--verdict', 'MAYBE', '--rationale', 'y'],
		['review', ID, '--as', 'x', '--verdict', 'PASS'],
		['cut', ID, '--as', 'x', '--target', 'moon'],
		['cut', '--as', 'x'],
		['verify', ID, ID, '--as', 'x'],
		['verify', ID, '--as'],
		['verify', ID, '--token-file'],
		['verify', ID, '--token', 'x'],
		['audit', '--as', 'x', '--limit', '1001'],
		['audit', '--as', 'x', '--after', 'yesterday'],
	]) {
		test(`directus cutter ${args.join(' ').replaceAll(ID, 'ID')}`, async () => {
			const { code, stdout, stderr } = await system.cutter(args);
			assert.deepEqual([code, stdout], [2, ''], stderr);
			assert.match(stderr, /^(?:error|CUTTER_USAGE): [^\n]+\n$/);
		});
	}
});

test('1 where what is named is not there', async () => {
	const answers = await Promise.all([
		report(executor, 'mark', randomUUID()),
		report(executor, 'mark', 'NOWHERE-1'),
		report(reviewer, 'review', randomUUID(), '--verdict', 'FAIL', '--rationale', 'No.'),
		report(executor, 'cut', randomUUID()),
		report(verifier, 'verify', randomUUID()),
	]);
	assert.deepEqual(answers.map(({ code, error }) => [code, error.code]), ['DOCUMENT', 'DOCUMENT', 'MANIFEST', 'MANIFEST', 'CHANGE_SET'].map((what) => [1, `CUTTER_${what}_NOT_FOUND`]));
});
