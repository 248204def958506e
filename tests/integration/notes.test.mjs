// Checkpoints as strangers read them: notes signed by the log, proofs beside units, witnesses that see forks. Checked with others' software too.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createPrivateKey, sign } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { approve } from '../../scripts/lib/main-job.mjs';
import { temporaryFolder } from '../../scripts/lib/leash.mjs';
import { inProject } from '../../scripts/lib/paths.mjs';
import { query } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { canonicalJson, sha256 } from '../support/proof.mjs';
import { goReads, noGo, partsOf, readProof, sigstoreReads } from '../support/strangers.mjs';
import { commandLineOf, ownSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';
import { startAuthority } from '../support/time-stamps.mjs';
import { startWitness } from '../support/witness.mjs';

const ORIGIN = 'law.example/log';

let system;
let scratch;
let law;
let vkey;
const witnesses = [];
const at = (name) => join(scratch.path, name);

before(async () => {
	scratch = temporaryFolder('iu-cutter-notes-');
	// Many command lines beside the server: on a small machine Directus would call that pressure and answer 503.
	system = await ownSystem({ environment: { PRESSURE_LIMITER_ENABLED: 'false' } });
	law = await carry(system, { text: smallLaw('đúc đồng') });
});
after(async () => {
	await Promise.all(witnesses.map((witness) => witness.close()));
	await system?.close();
	scratch?.remove();
});

/** `directus cutter …` with its one report, with settings of its own. */
async function report(words, settings) {
	const { code, stdout, stderr } = await (settings ? commandLineOf(system, settings) : system.cutter)([...words, '--json']);
	assert.equal(stdout.trimEnd().split('\n').length, 1, `${stdout}\n${stderr}`);
	return { code, stderr, ...JSON.parse(stdout) };
}
const as = (who) => ['--as', system.users[who].email];
const checkpoint = (settings) => report(['ledger', 'checkpoint', ...as('verifier'), '--out', at('checkpoint.json')], settings);
const proofOf = (address) => system.clients.executor.send('GET', `/cutter/units/${address}/proof`);
const article = () => `${law.prefix}/DIEU-1`;
/** One more cut, so that the log grows. */
const grow = (craft) => carry(system, { text: smallLaw(craft) });

describe('the key of the log', () => {
	test('without it checkpoints are made as ever, and are no notes', async () => {
		assertRefused(await proofOf(article()), 409, 'CUTTER_NOTE_NOT_FOUND');
		const { code, error } = await report(['ledger', 'checkpoint', ...as('verifier'), '--out', at('plain.json'), '--note']);
		assert.deepEqual([code, error.code], [1, 'CUTTER_NOTE_NOT_FOUND']);
		assert.deepEqual((({ note, vkey: key }) => [note, key])(await system.clients.executor.get('/cutter/ledger/checkpoint')), [null, null]);
	});

	test('is made once, under a name that can be one, and kept as the other keys are', async () => {
		const make = (origin) => report(['keys', 'generate-log', '--origin', origin, '--owner', 'verifier@example.com']);
		assert.equal((await make('law example')).error.code, 'CUTTER_VKEY_NAME');
		const file = join(system.env.CUTTER_KEYS_DIR, 'log.pem');
		assert.ok(!existsSync(file));
		const { data, stderr } = await make(ORIGIN);
		assert.equal(data?.file, file, stderr);
		assert.equal(statSync(file).mode & 0o777, 0o600);
		vkey = data.vkey;
		assert.match(vkey, /^law\.example\/log\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{44}$/);
		assert.equal((await make(ORIGIN)).error.code, 'CUTTER_KEY_EXISTS');
	});
});

describe('notes', () => {
	test('a checkpoint is printed as a note, over HTTP too, and others read it', async () => {
		const words = ['ledger', 'checkpoint', ...as('verifier'), '--out', at('checkpoint.json')];
		const { code, stdout, stderr } = await system.cutter([...words, '--note']);
		assert.equal(code, 0, stderr);
		const answered = await system.clients.executor.get('/cutter/ledger/checkpoint');
		assert.deepEqual([answered.note, answered.vkey], [stdout, vkey]);
		assert.deepEqual(sigstoreReads(stdout, vkey), { origin: ORIGIN, size: answered.size, root: answered.root });
		const { data } = await report(words);
		assert.deepEqual([data.made, data.note], [false, stdout], 'nothing new is not signed again');
		assert.throws(() => sigstoreReads(stdout.replace(`\n${answered.size}\n`, `\n${answered.size + 1}\n`), vkey), /invalid checkpoint signature/);
	});

	test('rows of notes are kept as they were written, and written by the verifier lane alone', async () => {
		await assert.rejects(query(system, 'DELETE FROM cutter_control.checkpoint_note'), /APPEND_ONLY/);
		await assert.rejects(query(system, "SET session_replication_role = replica; UPDATE cutter_control.log_key SET owner = 'me'"), /APPEND_ONLY/);
		await assert.rejects(query(system, "INSERT INTO cutter_control.checkpoint_note SELECT 1, vkey, 'x', now() FROM cutter_control.log_key"), /LANE_ONLY/);
	});
});

describe('the proof beside a unit', () => {
	let proof;
	let text;
	const check = (files, ...more) => report(['ledger', 'check', '--proof', files.proof, '--text', files.text, '--vkey', files.vkey ?? vkey, ...more]);
	const written = (name, content) => {
		writeFileSync(at(name), content);
		return at(name);
	};

	test('is the same over HTTP and on the command line, and holds with the text and the key alone', async () => {
		const asked = await report(['ledger', 'prove', article(), ...as('reviewer'), '--out', at('unit.tlog-proof'), '--text', at('unit.txt')]);
		assert.equal(asked.code, 0, asked.stderr);
		proof = readFileSync(at('unit.tlog-proof'), 'utf8');
		text = readFileSync(at('unit.txt'), 'utf8');
		const [{ body }] = await query(system, 'SELECT v.body FROM public.tac_unit_version v JOIN public.tac_logical_unit u ON u.id = v.unit_id WHERE u.canonical_address = $1', [article()]);
		assert.equal(text, body);
		for (const address of [article(), encodeURIComponent(article())]) {
			const { status, body: answered, headers } = await proofOf(address);
			assert.deepEqual([status, answered, headers.get('content-type')], [200, proof, 'text/plain; charset=utf-8']);
		}
		const { data } = await check({ proof: at('unit.tlog-proof'), text: at('unit.txt') });
		assert.deepEqual([data.address, data.doc_code, data.change_set_id, data.log, data.is_heading], [article(), law.docCode, law.changeSetId, ORIGIN, false]);
	});

	test('leads from the text to the leaf as the documentation says, with nothing of the core', () => {
		const { extra, index, path, note } = readProof(proof);
		const [row] = extra.rows;
		row.state.version.body = text;
		let node = sha256(Buffer.concat([Buffer.of(0), Buffer.from(sha256(canonicalJson(row.state)), 'hex')]));
		// The way up by RFC 9162, 2.1.3.2.
		let [place, last] = [row.place, extra.size - 1];
		const join2 = (left, right) => sha256(Buffer.concat([Buffer.of(1), Buffer.from(left, 'hex'), Buffer.from(right, 'hex')]));
		for (const sibling of row.path) {
			if (place % 2 === 1 || place === last) {
				node = join2(sibling, node);
				while (place % 2 === 0 && place !== 0) [place, last] = [place >> 1, last >> 1];
			} else node = join2(node, sibling);
			[place, last] = [place >> 1, last >> 1];
		}
		assert.equal(node, extra.change_set.payload_summary.rows_root);
		const leaf = canonicalJson({ kind: 'change_set', row: extra.change_set });
		assert.equal(sigstoreReads(note, vkey, { leaf, index, path }).origin, ORIGIN);
		assert.throws(() => sigstoreReads(note, vkey, { leaf: `${leaf} `, index, path }), /inclusion proof/);
	});

	test('of what is damaged says what is wrong', async () => {
		const files = { proof: at('unit.tlog-proof'), text: at('unit.txt') };
		const other = partsOf(vkey).id.toString('hex');
		const damaged = [
			['CUTTER_UNIT_TEXT_OTHER', { ...files, text: written('changed.txt', `Khác: ${text}`) }],
			['CUTTER_UNIT_TEXT_LINE_ENDS', { ...files, text: written('windows.txt', text.replaceAll('\n', '\r\n') + '\r\n') }],
			['CUTTER_CHECKPOINT_SIGNATURE', { ...files, proof: written('resized.tlog-proof', proof.replace(/\n(\d+)\n/, (_, size) => `\n${Number(size) + 1}\n`)) }],
			['CUTTER_PROOF_HASH', { ...files, proof: written('cut.tlog-proof', proof.replace(/(index \d+\n.{10})/, '$1?')) }],
			['CUTTER_VKEY_ID_OTHER', { ...files, vkey: vkey.replace(other, '00000000') }],
		];
		for (const [code, given] of damaged) {
			const { code: exit, error } = await check(given);
			assert.deepEqual([exit, error?.code], [1, code]);
		}
	});

	test('of an operation holds too, and a heading where the unit has no text of its own', async () => {
		const change = await report(['operate', 'substitute', article(), '--text', written('new.txt', 'Nội dung mới của điều này.\n'), ...as('executor'), '--rationale', 'Thay lời.']);
		assert.equal(change.code, 0, change.stderr);
		const { manifest_id: manifestId } = change.data;
		const { executor, reviewer, verifier } = system.clients;
		await executor.post('/cutter/sweep', { manifests: [manifestId] });
		await approve(reviewer, manifestId, { rationale: 'Read.' });
		const { change_set_id: changeSetId } = await executor.post(`/cutter/manifests/${manifestId}/cut`);
		await verifier.post(`/cutter/change-sets/${changeSetId}/verify`);
		await checkpoint();
		const [{ canonical_address: structural }] = await query(system, "SELECT u.canonical_address FROM public.tac_unit_version v JOIN public.tac_logical_unit u ON u.id = v.unit_id WHERE v.body IS NULL AND u.doc_code = $1 LIMIT 1", [law.docCode]);
		for (const [address, isHeading] of [[article(), false], [structural, true]]) {
			const asked = await report(['ledger', 'prove', address, ...as('reviewer'), '--out', at('again.tlog-proof'), '--text', at('again.txt')]);
			assert.equal(asked.code, 0, asked.stderr);
			const { data, stderr } = await check({ proof: at('again.tlog-proof'), text: at('again.txt') });
			assert.deepEqual([data?.address, data?.is_heading], [address, isHeading], stderr);
			if (!isHeading) assert.deepEqual([readFileSync(at('again.txt'), 'utf8'), data.change_set_id], ['Nội dung mới của điều này.\n', changeSetId]);
		}
	});

	test('waits for a checkpoint, and is for one unit', async () => {
		const waiting = await grow('khảm trai');
		assertRefused(await proofOf(`${waiting.prefix}/DIEU-1`), 409, 'CUTTER_UNIT_NOT_SEALED');
		assertRefused(await proofOf(`${waiting.prefix}/DIEU-999`), 404, 'CUTTER_UNIT_NOT_FOUND');
		assertRefused(await system.clients.anonymous.send('GET', `/cutter/units/${article()}/proof`), 403, 'CUTTER_NOBODY');
	});
});

describe('witnesses', () => {
	let witness;
	let settings;
	const asked = (...those) => ({ CUTTER_WITNESSES: those.map(({ url, vkey: key }) => `${url} ${key}`).join('; ') });
	before(async () => {
		witness = await startWitness({ log: vkey });
		witnesses.push(witness);
		settings = asked(witness);
	});

	test('one that is configured cosigns, and sees the log grow', async () => {
		const first = await checkpoint(settings);
		assert.deepEqual(first.data?.witnesses, [{ witness: witness.vkey, kind: 'cosigned', why: null }], first.stderr);
		assert.match(witness.requests[0], /^old 0\n\nlaw\.example\/log\n/);
		assert.equal(witness.seen.size, first.data.size);
		await grow('dệt chiếu');
		const second = await checkpoint(settings);
		assert.equal(second.data.witnesses[0].kind, 'cosigned');
		assert.match(witness.requests[1], new RegExp(`^old ${first.data.size}\n(.{44}\n)+\n`));
		const { note } = await system.clients.executor.get('/cutter/ledger/checkpoint');
		assert.equal(note, second.data.note);
		assert.equal(note.trimEnd().split('\n').length, 6, 'one cosignature beside the log');
		await checkpoint(settings);
		assert.equal(witness.requests.length, 2, 'who has cosigned is not asked again');
	});

	test('a proof has the cosignature, and who asks for another witness is told', async () => {
		const out = ['ledger', 'prove', article(), ...as('reviewer'), '--out', at('seen.tlog-proof'), '--text', at('seen.txt')];
		assert.equal((await report(out)).code, 0);
		const check = (key) => report(['ledger', 'check', '--proof', at('seen.tlog-proof'), '--text', at('seen.txt'), '--vkey', vkey, '--witness', key]);
		assert.deepEqual((await check(witness.vkey)).data.witnesses.map(([name]) => name), ['witness.example/w1']);
		const stranger = await startWitness({ name: 'witness.example/w2', log: vkey });
		witnesses.push(stranger);
		assert.equal((await check(stranger.vkey)).error.code, 'CUTTER_COSIGNATURE_MISSING');
	});

	test('one that saw another size says so, and is asked from there', async () => {
		const forgetful = await startWitness({ name: 'witness.example/w3', log: vkey });
		witnesses.push(forgetful);
		// It saw the checkpoint before last, though nothing here knows of that.
		const [{ note }] = await query(system, 'SELECT note FROM cutter_control.checkpoint_note ORDER BY size LIMIT 1');
		const [, size, root] = note.split('\n');
		forgetful.seen = { size: Number(size), root: Buffer.from(root, 'base64') };
		const { data } = await checkpoint(asked(forgetful));
		assert.equal(data.witnesses[0].kind, 'cosigned', data.witnesses[0].why);
		assert.deepEqual(forgetful.requests.map((request) => request.split('\n')[0]), ['old 0', `old ${size}`]);
	});

	test('one that is away, or answers nonsense, is a refusal on record and no alarm', async () => {
		const away = { url: 'http://127.0.0.1:9/w', vkey: witness.vkey.replace(/^[^+]+/, 'witness.example/w1') };
		const odd = await startWitness({ name: 'witness.example/w4', log: vkey });
		witnesses.push(odd);
		odd.answer = () => [200, 'signed!\n'];
		const gone = await startWitness({ name: 'witness.example/w5', log: vkey });
		await gone.close();
		const { code, data } = await checkpoint(asked(odd, gone));
		assert.equal(code, 0);
		assert.deepEqual(data.witnesses.map(({ kind }) => kind), ['refused', 'refused']);
		assert.ok(away.vkey && data.witnesses.every(({ why }) => why.length > 0));
		const wrong = await checkpoint({ CUTTER_WITNESSES: 'http://127.0.0.1:9/w' });
		assert.equal(wrong.error.code, 'CUTTER_SETTING_INVALID');
	});

	test('one that refuses a fork is an alarm, here, in the status and over HTTP', async () => {
		const second = await startWitness({ name: 'witness.example/w6', log: vkey });
		witnesses.push(second);
		// Somebody with the log's key showed the witness another history.
		const size = witness.seen.size - 1;
		const body = `${ORIGIN}\n${size}\n${Buffer.alloc(32, 7).toString('base64')}\n`;
		const bytes = sign(null, Buffer.from(body), createPrivateKey(readFileSync(join(system.env.CUTTER_KEYS_DIR, 'log.pem'))));
		const forged = `${body}\n\u2014 ${ORIGIN} ${Buffer.concat([partsOf(vkey).id, bytes]).toString('base64')}\n`;
		const shown = await fetch(`${second.url}/add-checkpoint`, { method: 'POST', body: `old 0\n\n${forged}` });
		assert.equal(shown.status, 200);
		const { code, data } = await checkpoint(asked(second));
		assert.deepEqual([code, data.witnesses[0].kind], [1, 'fork']);
		const [kept] = await query(system, "SELECT kind, why FROM cutter_control.witness_answer WHERE kind = 'fork'");
		assert.match(kept.why, /not the beginning/);
		const { problems, reasons } = (await report(['status'])).data;
		assert.ok(reasons.some(({ code: reason }) => reason === 'WITNESS_FORK'), JSON.stringify(reasons));
		assert.ok(problems.some((problem) => problem.includes('witness.example/w6')));
		second.answer = () => [409, '999999\n'];
		assert.equal((await checkpoint(asked(second))).data.witnesses[0].kind, 'fork', 'a longer log under this name is one too');
	});
});

describe('tiles', () => {
	const folder = () => at('tiles');
	const write = () => report(['ledger', 'tiles', ...as('reviewer'), '--out', folder()]);
	test('are the hashes of the tree and the newest checkpoint, and those that are there are left', async () => {
		const { data, stderr } = await write();
		const { size, note } = await system.clients.executor.get('/cutter/ledger/checkpoint');
		assert.deepEqual([data?.size, data?.written, data?.tiles], [size, 1, 1], stderr);
		assert.equal(readFileSync(join(folder(), 'checkpoint'), 'utf8'), note);
		const leaves = await query(system, 'SELECT subtree_hashes[1] AS hash FROM cutter_control.ledger_leaf WHERE seq < $1 ORDER BY seq', [size]);
		assert.equal(readFileSync(join(folder(), 'tile', '0', `000.p/${size}`)).toString('hex'), leaves.map(({ hash }) => hash).join(''));
		assert.equal((await write()).data.written, 0);
	});

	test('of a tree of more than one level too', async () => {
		// Enough rows for full tiles: a key is a leaf like any other row.
		await query(system, `INSERT INTO cutter_control.signing_key (key_id, lane, public_key, owner, created_at)
			SELECT 'DOT-991:' || lpad(to_hex(n), 16, '0'), 'DOT-991', encode(decode(lpad(to_hex(n), 64, '0'), 'hex'), 'base64'), 'test', now() FROM generate_series(1, 600) AS n`);
		const { data, stderr } = await checkpoint();
		assert.ok(data?.size > 512, stderr);
		const written = (await write()).data;
		const full = Math.floor(data.size / 256);
		assert.equal(written.tiles, full + Number(data.size % 256 > 0) + 1);
		assert.equal(readFileSync(join(folder(), 'tile', '0', '001')).length, 8192);
		assert.equal(readFileSync(join(folder(), 'tile', '1', `000.p/${full}`)).length, full * 32);
	});
});

describe('time stamps', { skip: spawnSync('openssl', ['version']).status === 0 ? false : 'openssl is not here' }, () => {
	for (const algorithm of ['ec', 'rsa']) {
		test(`an authority with a key of ${algorithm} stamps a checkpoint, and openssl reads what is kept`, async () => {
			const authority = await startAuthority({ folder: at(algorithm), algorithm });
			witnesses.push(authority);
			await grow(`đan ${algorithm}`);
			const settings = { CUTTER_TSA_URL: authority.url, CUTTER_TSA_CERTIFICATE_FILE: authority.certificate };
			const made = await checkpoint(settings);
			assert.equal(made.data?.time_stamp?.why, null, JSON.stringify(made.data?.time_stamp ?? made.stderr));
			const { note, time_stamp: kept } = await system.clients.executor.get('/cutter/ledger/checkpoint');
			assert.deepEqual([kept.authority, kept.stamped_at], [authority.url, made.data.time_stamp.stamped_at]);
			authority.verify(Buffer.from(kept.answer, 'base64'), note);
			assert.throws(() => authority.verify(Buffer.from(kept.answer, 'base64'), `${note}x`));
			assert.equal((await checkpoint(settings)).data.time_stamp.stamped_at, kept.stamped_at, 'one is enough');
		});
	}

	test('what cannot be believed is not kept, and the checkpoint stands', async () => {
		const authority = await startAuthority({ folder: at('doubtful'), algorithm: 'ec' });
		const other = await startAuthority({ folder: at('other'), algorithm: 'ec' });
		witnesses.push(authority, other);
		await grow('làm giấy');
		const ask = async (given) => (await checkpoint({ CUTTER_TSA_URL: authority.url, CUTTER_TSA_CERTIFICATE_FILE: authority.certificate, ...given })).data.time_stamp;
		assert.match((await ask({ CUTTER_TSA_CERTIFICATE_FILE: other.certificate })).why, /signature verification failed/);
		authority.change = (answer) => other.stampOther(answer);
		assert.match((await ask()).why, /cannot be believed|another request/);
		authority.change = () => Buffer.from('3003020102', 'hex');
		assert.match((await ask()).why, /./);
		authority.change = () => Buffer.from('nonsense');
		assert.match((await ask()).why, /./);
		assert.equal((await system.clients.executor.get('/cutter/ledger/checkpoint')).time_stamp, null);
		assert.equal((await checkpoint({ CUTTER_TSA_URL: authority.url })).error.code, 'CUTTER_SETTING_INVALID');
	});
});

test("Go's golang.org/x/mod reads notes, cosignatures and proofs", { skip: noGo() ?? false }, async () => {
	const { size, note } = await system.clients.executor.get('/cutter/ledger/checkpoint');
	const [{ witness: seenBy }] = await query(system, "SELECT witness FROM cutter_control.witness_answer WHERE kind = 'cosigned' AND witness LIKE 'witness.example/w1+%' LIMIT 1");
	const proof = readProof(readFileSync(at('seen.tlog-proof'), 'utf8'));
	const leaf = sha256(Buffer.concat([Buffer.of(0), Buffer.from(canonicalJson({ kind: 'change_set', row: proof.extra.change_set }))]));
	const asked = { note: proof.note, vkey, witnesses: [seenBy], leaf, index: proof.index, path: proof.path };
	assert.deepEqual(goReads(asked).signed, [ORIGIN, seenBy.split('+')[0]]);
	const tiled = { note: readFileSync(join(at('tiles'), 'checkpoint'), 'utf8'), vkey, tiles: at('tiles') };
	assert.ok(goReads(tiled).size > 512);
	const grown = await grownFrom(proof.note, note);
	assert.equal(goReads({ note, vkey, ...grown }).size, size);
	assert.throws(() => goReads({ note, vkey, ...grown, oldSize: grown.oldSize - 1 }), /Go refuses/);
	assert.throws(() => goReads({ ...asked, leaf: 'f'.repeat(64) }), /Go refuses/);
	assert.throws(() => goReads({ ...asked, note: proof.note.replace(/\n\d+\n/, '\n1\n') }), /Go refuses: invalid signature/);
});

/** The proof that a log has grown, as this host's core makes it of the leaves in the database. */
async function grownFrom(before, now) {
	const core = await import(inProject('core/wasm/pkg-server/cutter_wasm.js'));
	core.initSync({ module: readFileSync(inProject('core/wasm/pkg-server/cutter_wasm_bg.wasm')) });
	const [[, oldSize, oldRoot], [, size]] = [before, now].map((note) => note.split('\n'));
	const wanted = core.consistency_leaves(Number(oldSize), Number(size));
	const leaves = await query(system, 'SELECT seq::float8 AS seq, leaf_kind, row_id, subtree_hashes FROM cutter_control.ledger_leaf WHERE seq = ANY($1)', [wanted]);
	const grown = core.consistency_proof(Number(oldSize), Number(size), leaves).map((hash) => Buffer.from(hash, 'hex').toString('base64'));
	return { oldSize: Number(oldSize), oldRoot, grown };
}
