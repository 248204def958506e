// The vectors of addresses and aliases hold in every WebAssembly build in Chromium.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { inProject } from '../../scripts/lib/paths.mjs';
import { openBrowser } from '../support/browser.mjs';
import { sharedMaterial } from '../support/shared-material.mjs';
import { BUILDS, buildFile, operationsOf } from '../support/wasm-builds.mjs';

/** So many cases at least, in the small build and in the others. */
const FILES = { 'addresses.json': { browser: 100, all: 150 }, 'aliases.json': { browser: 0, all: 500 } };

let server;
let origin;
let browser;

/** The server's build hashes with Node.js while it marks; a page has none, and no vector asks for it. */
const HOST = "export const createHash = () => { throw new Error('a page hashes nothing for the core'); };";

/** The functions of a build as a page loads them. */
const scriptOf = (build, name) => readFileSync(buildFile(build, name), 'utf8').replace(/(['"])node:crypto\1/, "'/host.mjs'");

/** What the page may load, with its type; anything else is not there. */
function served(path) {
	const [, folder, name] = path.split('/');
	if (path === '/host.mjs') return ['text/javascript', HOST];
	if (path === '/') return ['text/html', '<!doctype html><title>Vectors</title><link rel="icon" href="data:,">'];
	if (path === '/vectors.mjs') return ['text/javascript', readFileSync(inProject('tests/support/vectors.mjs'))];
	if (folder === 'vectors' && name in FILES) return ['application/json', readFileSync(sharedMaterial('vectors', name))];
	if (BUILDS.includes(folder) && name === 'cutter_wasm.js') return ['text/javascript', scriptOf(folder, name)];
	if (BUILDS.includes(folder) && name === 'cutter_wasm_bg.wasm') return ['application/wasm', readFileSync(buildFile(folder, name))];
	return undefined;
}

before(async () => {
	server = createServer((request, response) => {
		// A strict page: nothing but its own scripts, and WebAssembly.
		const policy = request.url === '/' ? { 'Content-Security-Policy': "script-src 'self' 'wasm-unsafe-eval'" } : {};
		const [type, body] = served(request.url) ?? [];
		response.writeHead(body ? 200 : 404, { 'Content-Type': type ?? 'text/plain', ...policy }).end(body);
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	origin = `http://127.0.0.1:${server.address().port}/`;
	browser = await openBrowser();
	await browser.page.goto(origin);
});

after(async () => {
	await browser?.close();
	server?.closeAllConnections();
	server?.close();
});

for (const [file, atLeast] of Object.entries(FILES)) {
	for (const build of BUILDS.filter((name) => atLeast[name] !== 0)) {
		test(`${file} holds in the ${build} WebAssembly in Chromium`, async (t) => {
			if (!sharedMaterial('vectors', file)) return t.skip('no vectors on this machine');
			const { passed, failed } = await browser.page.evaluate(
				async ([build, file, operations]) => {
					const core = await import(`/${build}/cutter_wasm.js`);
					await core.default();
					const { runVectors } = await import('/vectors.mjs');
					return runVectors(core, await (await fetch(`/vectors/${file}`)).json(), operations);
				},
				[build, file, operationsOf(build)],
			);
			assert.deepEqual(failed, []);
			assert.ok(passed >= (atLeast[build] ?? atLeast.all), `${passed} cases ran`);
			assert.deepEqual(browser.errors, []);
		});
	}
}
