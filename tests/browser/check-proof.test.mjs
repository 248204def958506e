// The page that strangers open from a disk: it says that a real unit's text is proven, and in plain words what is wrong with damaged ones.

import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { temporaryFolder } from '../../scripts/lib/leash.mjs';
import { inProject } from '../../scripts/lib/paths.mjs';
import { openBrowser } from '../support/browser.mjs';
import { carry } from '../support/pipeline.mjs';
import { ownSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';
import { rawKey, vkeyOf } from '../support/witness.mjs';

/** With it the picture in the documentation is taken anew. */
const updating = process.env.UPDATE_SCREENSHOTS === '1';

const PAGE = inProject('extension', 'dist', 'check-proof.html');

let browser;
let scratch;
let given;
const requests = [];

before(async () => {
	scratch = temporaryFolder('iu-cutter-page-');
	const system = await ownSystem({ environment: { PRESSURE_LIMITER_ENABLED: 'false' } });
	try {
		const law = await carry(system, { text: smallLaw('gốm sứ'), prefix: 'LUAT-GOM-SU' });
		const run = async (...words) => {
			const { code, stdout, stderr } = await system.cutter([...words, '--json']);
			assert.equal(code, 0, stderr);
			return JSON.parse(stdout).data;
		};
		const { vkey } = await run('keys', 'generate-log', '--origin', 'law.example/log', '--owner', 'verifier@example.com');
		await run('ledger', 'checkpoint', '--as', system.users.verifier.email, '--out', join(scratch.path, 'checkpoint.json'));
		const files = { proof: join(scratch.path, 'unit.tlog-proof'), text: join(scratch.path, 'unit.txt') };
		await run('ledger', 'prove', `${law.prefix}/DIEU-1`, '--as', system.users.reviewer.email, '--out', files.proof, '--text', files.text);
		given = { vkey, proof: readFileSync(files.proof, 'utf8'), text: readFileSync(files.text, 'utf8') };
	} finally {
		await system.close();
	}
	browser = await openBrowser({ width: 900, height: 1200 });
	browser.page.on('request', (request) => requests.push(request.url()));
	await browser.page.goto(pathToFileURL(PAGE).href);
});
after(async () => {
	await browser?.close();
	scratch?.remove();
});

/** Gives text and proof as files, as strangers have them. Returns what the page says. */
async function said({ text, proof, vkey }) {
	const { page } = browser;
	for (const [name, content] of Object.entries({ text, proof })) {
		const file = join(scratch.path, `given.${name}`);
		writeFileSync(file, content);
		await page.locator(`#${name}-file`).setInputFiles(file);
	}
	await page.locator('#keys').fill(vkey);
	await page.locator('#check').click();
	await page.locator('#answer h2').waitFor();
	return page.locator('#answer').innerText();
}

test('the text of a real unit is proven, in both languages', async () => {
	const answer = await said(given);
	assert.match(answer, /^Yes: this is the text that was cut\./);
	for (const fact of ['LUAT-GOM-SU/DIEU-1', 'law.example/log', 'no witness whose key you gave']) assert.ok(answer.includes(fact), answer);
	const picture = await browser.screenshot('check-proof');
	if (updating) copyFileSync(picture, inProject('docs/images/check-proof.png'));
	await browser.page.locator('#language').click();
	assert.match(await browser.page.locator('#answer').innerText(), /^Đúng: đây là văn bản đã được cắt\./);
	await browser.page.locator('#language').click();
});

test('a text that is pasted is proven too, though a field does not show its last line feed', async () => {
	const { page } = browser;
	await page.locator('#text').fill(given.text.trimEnd());
	await page.locator('#check').click();
	await page.locator('#answer h2').waitFor();
	assert.match(await page.locator('#answer').innerText(), /^Yes:/);
});

for (const [what, damage, sentence] of [
	['a changed text', ({ text }) => ({ text: text.replace(/\S+/, 'không') }), /^No: this is not the text the proof is for/],
	['a changed story of the unit', ({ proof }) => ({ proof: readdressed(proof) }), /^No: what the proof says of the unit was changed/],
	['a changed checkpoint', ({ proof }) => ({ proof: proof.replace(/\n\nlaw\.example\/log\n(\d+)\n/, (_, size) => `\n\nlaw.example/log\n${Number(size) + 1}\n`) }), /^No: the checkpoint was changed after the log signed it/],
	['a proof that was cut off', ({ proof }) => ({ proof: proof.slice(0, 200) }), /^The proof is damaged/],
	['the key of somebody else', () => ({ vkey: 'law.example/log+a0c1b0f3+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k' }), /^The key is not one, or was mistyped/],
	['a witness that has not seen it', ({ vkey }) => ({ vkey: `${vkey}\n${otherWitness()}` }), /^A witness that you asked for has not seen/],
]) {
	test(`of ${what} it says so in plain words`, async () => {
		const answer = await said({ ...given, ...damage(given) });
		assert.match(answer, sentence);
	});
}

test('nothing was loaded or sent, and nothing was refused by its own policy', () => {
	assert.deepEqual(requests.filter((url) => !url.startsWith('file:')), []);
	assert.equal(requests.length, 1, requests.join('\n'));
	assert.deepEqual(browser.errors, []);
	const page = readFileSync(PAGE, 'utf8');
	assert.match(page, /content="default-src 'none'; script-src 'sha256-[^"]+' 'wasm-unsafe-eval'; style-src 'sha256-[^"]+'; base-uri 'none'; form-action 'none'"/);
});

/** The same proof about a unit at another address. */
function readdressed(proof) {
	const [, extra] = /\nextra (.*)\n/.exec(proof);
	const other = Buffer.from(extra, 'base64').toString('utf8').replaceAll('LUAT-GOM-SU/DIEU-1"', 'LUAT-GOM-SU/DIEU-2"');
	return proof.replace(extra, Buffer.from(other).toString('base64'));
}

/** A key of type 0x04 whose name and id are right. */
const otherWitness = () => vkeyOf('witness.example/w1', 4, rawKey(generateKeyPairSync('ed25519').publicKey));
