// A folder at once: good texts and bad files, killed in the middle and started again, in turns of the people whose duty it is.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { temporaryFolder } from '../../scripts/lib/leash.mjs';
import { pause, startServer } from '../../scripts/lib/process.mjs';
import { query } from '../support/ledger.mjs';
import { sharedMaterial } from '../support/shared-material.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

const LAWS = 24;
/** Real ones, small enough for a test that is about many files and not about long ones. */
const CORPUS = ['vn-decree-108-2016', 'vn-circular-31-2017', 'lic-apache-2.0', 'lic-gpl-3.0'];

let system;
let temporary;
let folder;
let stem;
let real;
before(async () => {
	system = await sharedSystem();
	temporary = temporaryFolder('iu-cutter-run-');
	stem = newPrefix('RUN');
	folder = join(temporary.path, 'laws');
	mkdirSync(join(folder, 'more'), { recursive: true });
	for (let at = 1; at <= LAWS; at += 1) writeFileSync(join(folder, `${stem} Luật ${at}.txt`), smallLaw(`số ${at} của ${stem}`));
	real = CORPUS.filter((name) => {
		const source = sharedMaterial('corpus', name, 'source.txt');
		if (source) cpSync(source, join(folder, 'more', `${stem}-${name}.txt`));
		return source;
	});
	bad();
});
after(async () => {
	temporary?.remove();
	await system?.close();
});

/** What is found in folders of real people: each fails by itself, or is no text at all. */
function bad() {
	const write = (name, bytes) => writeFileSync(join(folder, 'more', name), bytes);
	write(`${stem}-binary.txt`, Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 1]));
	write(`${stem}-latin1.txt`, Buffer.from('Lu\xe2t n\xe0y', 'latin1'));
	write(`${stem}-empty.txt`, '');
	write(`${stem}-prose.txt`, 'Nothing here reads like a heading of anything\n');
	write(`${stem} twin.txt`, smallLaw('sinh đôi'));
	write(`${stem}-twin.md`, smallLaw('sinh đôi nữa'));
	write('法律.txt', smallLaw('không tên'));
	write('scan.pdf', '%PDF-1.7');
	write('.hidden.txt', 'x');
	symlinkSync('..', join(folder, 'more', 'round'));
	symlinkSync('nowhere.txt', join(folder, 'more', `${stem}-broken.txt`));
}

const FAILURES = () => [
	[`more/${stem} twin.txt`, 'CUTTER_RUN_PREFIX_TWICE'],
	[`more/${stem}-binary.txt`, 'CUTTER_BINARY_TEXT'],
	[`more/${stem}-broken.txt`, 'CUTTER_FILE_UNREADABLE'],
	[`more/${stem}-empty.txt`, 'CUTTER_EMPTY_TEXT'],
	[`more/${stem}-latin1.txt`, 'CUTTER_INVALID_UTF8'],
	[`more/${stem}-prose.txt`, 'CUTTER_NO_PROFILE_FITS'],
	[`more/${stem}-twin.md`, 'CUTTER_RUN_PREFIX_TWICE'],
	['more/round', 'CUTTER_FOLDER_LOOP'],
	['more/法律.txt', 'CUTTER_RUN_NAME_UNFIT'],
];

/** `directus cutter run …` with its one report. */
async function report(place, person, ...options) {
	const { code, stdout, stderr } = await system.cutter(['run', place, ...options, '--json'], { token: person.token });
	const lines = stdout.trimEnd().split('\n');
	assert.equal(lines.length, 1, `one line and nothing else: ${stdout.slice(0, 500)}\n${stderr}`);
	return { code, stderr, ...JSON.parse(lines[0]) };
}

const registered = async () => (await query(system, 'SELECT id, prefix FROM public.cutter_source_document WHERE starts_with(prefix, $1) OR starts_with(prefix, $2)', [`${stem}-`, `MORE-${stem}-`])).length;
const marks = () =>
	query(
		system,
		`SELECT d.prefix, count(*)::int AS entries, sum((SELECT count(*) FROM cutter_governance.decision_backlog_history h WHERE h.entry_id = e.entry_id AND h.change_kind = 'mark'))::int AS marks,
			sum((SELECT count(*) FROM cutter_governance.decision_backlog_history h WHERE h.entry_id = e.entry_id AND h.change_kind = 'cut'))::int AS cuts
		FROM public.cutter_source_document d JOIN cutter_governance.decision_backlog_entry e ON e.payload->>'source_document_id' = d.id::text AND e.kind = 'cut_request'
		WHERE starts_with(d.prefix, $1) OR starts_with(d.prefix, $2) GROUP BY 1`,
		[`${stem}-`, `MORE-${stem}-`],
	);

test('killed in the middle and started again, every text is marked once, and no bad file stops the rest', async () => {
	const { host, folder: home, env, users } = system;
	const killed = startServer(host.node, [host.cli, 'cutter', 'run', folder], { cwd: home, env: { ...env, CUTTER_TOKEN: users.executor.token } });
	const deadline = Date.now() + 120_000;
	while ((await registered()) < 3) {
		assert.ok(!killed.hasExited() && Date.now() < deadline, killed.output());
		await pause(5);
	}
	await killed.stop({ signal: 'SIGKILL' });
	const before = await registered();
	assert.ok(before >= 3 && before < LAWS, `killed after ${before} of ${LAWS}`);

	const again = await report(folder, users.executor);
	const good = LAWS + real.length;
	const failures = again.data.documents.filter(({ outcome }) => outcome === 'failed').map(({ path, error }) => [path, error.code]);
	assert.deepEqual(failures.sort(), FAILURES().sort());
	assert.deepEqual([again.code, again.ok, again.data.done, again.data.skipped, again.data.failed], [1, false, good, 0, FAILURES().length], again.stderr);
	assert.equal(again.data.documents.find(({ path }) => path.endsWith('latin1.txt')).error.at, 2);
	assert.deepEqual(again.data.ignored, ['more/scan.pdf']);
	assert.deepEqual(again.data.waiting, { reviewer: good });
	const onlySwept = again.data.documents.filter(({ did }) => did?.join() === 'sweep').length;
	assert.ok(onlySwept >= before - 1 && onlySwept <= before, `${onlySwept} were marked before the kill, of ${before} registered`);
	const rows = await marks();
	assert.equal(rows.length, good);
	for (const row of rows) assert.deepEqual([row.entries, row.marks], [1, 1], row.prefix);
});

test('once more it does nothing, and says whose turn it is', async () => {
	const { data } = await report(folder, system.users.executor);
	assert.deepEqual([data.done, data.skipped, data.waiting], [0, LAWS + real.length, { reviewer: LAWS + real.length }]);
	const plain = await system.cutter(['run', folder, '--as', system.users.executor.email]);
	assert.equal(plain.code, 1);
	assert.match(plain.stdout, new RegExp(`^skipped  ${stem} Luật 1.txt: review_pending, waits for a reviewer$`, 'm'));
	assert.match(plain.stdout, new RegExp(`\n0 done, ${LAWS + real.length} skipped as already there, ${FAILURES().length} failed.\n`));
	assert.match(plain.stdout, /^failed {3}more\/.*-latin1\.txt: CUTTER_INVALID_UTF8 at byte 2: /m);
});

test('each in turn: approved ones are cut by the executor and verified by the verifier', async () => {
	const { executor, verifier } = system.users;
	const subset = join(temporary.path, 'subset');
	mkdirSync(subset);
	for (const at of [1, 2, 3]) cpSync(join(folder, `${stem} Luật ${at}.txt`), join(subset, `${stem} Luật ${at}.txt`));
	const first = await report(subset, executor);
	assert.deepEqual([first.code, first.data.skipped], [0, 3], first.stderr);
	for (const { manifest_id: id } of first.data.documents.slice(0, 2)) await system.clients.reviewer.post(`/cutter/manifests/${id}/review`, { verdict: 'PASS', rationale: 'Read.' });
	await system.clients.reviewer.post(`/cutter/manifests/${first.data.documents[2].manifest_id}/review`, { verdict: 'FAIL', rationale: 'Wrong text.' });

	const held = await report(subset, executor, '--until', 'sweep');
	assert.deepEqual([held.data.done, held.data.waiting], [0, { executor: 2 }]);
	const cut = await report(subset, executor);
	assert.deepEqual(cut.data.documents.map(({ outcome, did, status, waits_for, because, error }) => [outcome, did.join(), status, waits_for, (because ?? error)?.code]), [
		['done', 'cut', 'cut_applied', 'verifier', 'CUTTER_DUTY_MISSING'],
		['done', 'cut', 'cut_applied', 'verifier', 'CUTTER_DUTY_MISSING'],
		['failed', '', 'reviewed_rejected', null, 'CUTTER_RUN_ENDED_BADLY'],
	]);
	assert.equal(cut.code, 1);
	const verified = await report(subset, verifier);
	assert.deepEqual([verified.data.done, verified.data.failed, verified.data.documents[0].status, verified.data.waiting], [2, 1, 'verified_complete', {}]);
	for (const row of (await marks()).filter(({ cuts }) => cuts > 0)) assert.deepEqual([row.entries, row.cuts], [1, 1], row.prefix);
});

test('a list says which files, and what they are called', async () => {
	const place = join(temporary.path, 'listed');
	mkdirSync(place);
	const [one, two] = [newPrefix('LISTED'), newPrefix('LISTED')];
	writeFileSync(join(place, 'a.anything'), smallLaw('danh sách một'));
	writeFileSync(join(place, 'b.txt'), smallLaw('danh sách hai'));
	writeFileSync(join(place, 'c.txt'), smallLaw('danh sách ba'));
	const list = join(place, 'names.csv');
	writeFileSync(list, `\uFEFFfile;title;prefix;doc_code;profile\r\na.anything;"Luật ""A""";${one};${one}/2024;vn-law\r\nb.txt;;${two};;no-such-profile\r\n`);
	const { code, data } = await report(place, system.users.executor, '--list', list);
	assert.deepEqual([code, data.ignored], [1, ['c.txt']]);
	assert.deepEqual(data.documents.map(({ path, outcome, title, doc_code, prefix, error }) => [path, outcome, title, doc_code, prefix, error?.code]), [
		['a.anything', 'done', 'Luật "A"', `${one}/2024`, one, undefined],
		['b.txt', 'failed', 'b', two, two, 'CUTTER_UNKNOWN_PROFILE'],
	]);
	writeFileSync(join(place, 'names.json'), JSON.stringify([{ file: 'b.txt', prefix: two, profil: 'vn-law' }]));
	const wrong = await report(place, system.users.executor, '--list', join(place, 'names.json'));
	assert.deepEqual([wrong.code, wrong.error.code], [1, 'CUTTER_RUN_LIST_UNREADABLE']);
	assert.match(wrong.error.message, /row 1/);
});

test('Ctrl-C ends the run after the document at hand, with its report; started again it goes on', async () => {
	const place = join(temporary.path, 'stopped');
	mkdirSync(place);
	const mine = newPrefix('STOPPED');
	const count = 16;
	for (let at = 1; at <= count; at += 1) writeFileSync(join(place, `${mine}-${at}.txt`), smallLaw(`dừng ${mine} ${at}`));
	const { host, folder: home, env, users } = system;
	const running = startServer(host.node, [host.cli, 'cutter', 'run', place, '--json'], { cwd: home, env: { ...env, CUTTER_TOKEN: users.executor.token } });
	const there = async () => (await query(system, 'SELECT 1 FROM public.cutter_source_document WHERE starts_with(prefix, $1)', [`${mine}-`])).length;
	for (const deadline = Date.now() + 120_000; (await there()) < 2; await pause(5)) assert.ok(!running.hasExited() && Date.now() < deadline, running.output());
	await running.stop({ signal: 'SIGINT', graceMs: 60_000 });
	assert.equal(running.child.exitCode, 1, running.output());
	const { ok, data } = JSON.parse(running.output().split('\n').find((line) => line.startsWith('{')));
	assert.deepEqual([ok, data.interrupted, data.failed, data.done + data.not_reached], [false, true, 0, count]);
	assert.ok(data.done >= 2 && data.not_reached > 0, JSON.stringify(data));
	const again = await report(place, users.executor);
	assert.deepEqual([again.code, again.data.done, again.data.skipped], [0, data.not_reached, data.done], again.stderr);
});

test('one file, bad usage, nobody and no duty', async () => {
	const file = join(temporary.path, `${newPrefix('ONE')}.law`);
	writeFileSync(file, smallLaw('một tệp'));
	const { executor } = system.users;
	const noDuty = await report(file, system.users.reviewer);
	assert.deepEqual([noDuty.code, noDuty.data.documents[0].error.code], [1, 'CUTTER_DUTY_MISSING']);
	const [one, nobody, nowhere, badStep] = await Promise.all([
		report(file, executor, '--until', 'mark'),
		report(file, { token: '' }),
		report(join(temporary.path, 'nowhere'), executor),
		system.cutter(['run', file, '--until', 'review'], executor),
	]);
	assert.deepEqual([one.code, one.data.documents[0].status], [0, 'marked'], one.stderr);
	assert.deepEqual([nobody.code, nobody.error.code], [1, 'CUTTER_TOKEN_MISSING']);
	assert.deepEqual([nowhere.code, nowhere.error.code], [1, 'CUTTER_FILE_UNREADABLE']);
	assert.equal(badStep.code, 2);
});
