// What we build on: crates and npm packages under the policies deny.toml and audit.json, and the list of what is shipped.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ensureCargoTools } from '../../scripts/lib/cargo-tools.mjs';
import { cleanEnvironment } from '../../scripts/lib/npm.mjs';
import { inProject } from '../../scripts/lib/paths.mjs';
import { run } from '../../scripts/lib/process.mjs';

const json = (...path) => JSON.parse(readFileSync(inProject(...path), 'utf8'));
const CARGO_DENY = { crate: 'cargo-deny', version: '0.20.2', options: ['--locked'] };
const POLICY = json('audit.json');
const WEIGHTS = ['info', 'low', 'moderate', 'high', 'critical'];

/** `cargo deny check …`, and what it says. */
async function deny(...checks) {
	const tools = await ensureCargoTools([CARGO_DENY]);
	const { code, stdout, stderr } = await run(`${tools}/cargo-deny`, ['--locked', 'check', ...checks], { cwd: inProject() });
	return { code, said: `${stdout}${stderr}` };
}

test('crates have licences we may ship, come from the registry alone, and none is there twice', async () => {
	const { code, said } = await deny('bans', 'licenses', 'sources');
	assert.equal(code, 0, said);
});

test('no crate has an advisory that nobody looked at', async (context) => {
	const { code, said } = await deny('advisories');
	if (code !== 0 && /failed to fetch advisory database|unable to (?:clone|fetch)|failed to load advisory|Could not resolve host|error sending request|dns error/i.test(said)) {
		return context.skip('the database of advisories could not be fetched: nobody was asked');
	}
	assert.equal(code, 0, said);
});

test('no npm package has an advisory from the policy\'s weight on that nobody looked at', async (context) => {
	const { stdout } = await run('npm', ['audit', '--json'], { cwd: inProject(), env: cleanEnvironment(), wholeOutput: true });
	const answer = JSON.parse(stdout);
	if (!answer.vulnerabilities) return context.skip(`the registry answers no audit (${answer.statusCode ?? answer.message ?? 'no answer'}): nobody was asked`);
	const looked = new Set(POLICY.allowed.filter(({ until }) => new Date(until) > new Date()).map(({ id }) => id));
	const found = Object.values(answer.vulnerabilities).flatMap(({ name, via }) => via.filter((each) => typeof each === 'object').map(({ url, severity }) => ({ name, id: url.split('/').at(-1), severity })));
	assert.deepEqual(found.filter(({ id, severity }) => WEIGHTS.indexOf(severity) >= WEIGHTS.indexOf(POLICY.refused_from) && !looked.has(id)), []);
});

test('each exception says why and until when', () => {
	for (const each of POLICY.allowed) assert.ok(each.id && each.reason && !Number.isNaN(Date.parse(each.until)), JSON.stringify(each));
});

test('the package lists what is in it: every part with its version, digest and a licence of the policies', () => {
	const { bomFormat, specVersion, metadata, components } = json('extension', 'dist', 'sbom.cdx.json');
	const own = json('extension', 'package.json');
	assert.deepEqual([bomFormat, specVersion, metadata.component.purl], ['CycloneDX', '1.6', `pkg:npm/${own.name}@${own.version}`]);
	const named = new Set(components.map(({ name }) => name));
	for (const name of ['zod', 'marked', 'csv-parse', 'serde_json', 'ed25519-dalek', 'regex', 'wasm-bindgen']) assert.ok(named.has(name), name);
	for (const name of ['vue', 'rollup', 'syn', 'typescript']) assert.ok(!named.has(name), `${name} is the host's, or runs while it is built`);
	const crates = new Set(readFileSync(inProject('deny.toml'), 'utf8').match(/^allow = \[(.*)\]$/m)[1].match(/[^",\s][^",]*/g));
	const isAllowed = (expression, allowed) => expression.replaceAll(/[()]/g, '').split(' AND ').every((part) => part.split(' OR ').some((license) => allowed.has(license)));
	for (const { purl, version, hashes, licenses } of components) {
		assert.ok(version && hashes?.[0].content, purl);
		const [{ expression, license }] = licenses;
		assert.ok(isAllowed(expression ?? license.id, purl.startsWith('pkg:npm/') ? new Set(POLICY.licenses) : crates), `${purl}: ${expression ?? license.id}`);
	}
});
