// The package people install: what is in its tarball, and that a Directus with nothing else works with it.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { temporaryFolder } from '../scripts/lib/leash.mjs';
import { runMainJob, SAMPLE_LAW } from '../scripts/lib/main-job.mjs';
import { npm } from '../scripts/lib/npm.mjs';
import { inProject } from '../scripts/lib/paths.mjs';
import { runChecked } from '../scripts/lib/process.mjs';
import { ownSystem } from './support/system.mjs';

const MANIFEST = JSON.parse(readFileSync(inProject('extension/package.json'), 'utf8'));
/** Bytes of the tarball; both WebAssembly builds of the core are in it. */
const SIZE_BOUND = 4 * 1024 * 1024;

let folder;
let packed;
before(async () => {
	folder = temporaryFolder('iu-cutter-package-');
	const { stdout } = await npm(['pack', '--json', '--pack-destination', folder.path], { cwd: inProject('extension') });
	[packed] = JSON.parse(stdout.slice(stdout.indexOf('[\n')));
});
after(() => folder?.remove());

const tarball = () => join(folder.path, packed.filename);

test('the tarball holds the bundle, the migrations, a readme and the licences, and no source', () => {
	const paths = packed.files.map(({ path }) => path);
	for (const path of ['package.json', 'README.md', 'LICENSE-MIT', 'LICENSE-APACHE', 'dist/app.js', 'dist/api.js', 'dist/migrations/SHA256SUMS', 'dist/preview/worker.js', 'dist/sbom.cdx.json', 'dist/check-proof.html']) {
		assert.ok(paths.includes(path), `${path} is in ${paths.join(', ')}`);
	}
	const allowed = /^(package\.json|README\.md|LICENSE-(MIT|APACHE)|dist\/(app|api)\.js|dist\/check-proof\.html|dist\/sbom\.cdx\.json|dist\/preview\/[\w.]+\.(js|wasm)|dist\/migrations\/.+)$/;
	assert.deepEqual(paths.filter((path) => !allowed.test(path)), []);
	assert.ok(packed.size < SIZE_BOUND, `${packed.size} bytes`);
	assert.equal(`${packed.name}-${packed.version}.tgz`, packed.filename);
});

test('packing leaves nothing behind', () => {
	assert.deepEqual(readdirSync(inProject('extension')).filter((name) => /^LICENSE|\.tgz$/.test(name)), []);
});

test('its readme names the tarball as it is called', () => {
	assert.ok(readFileSync(inProject('extension/README.md'), 'utf8').includes(`npm install ./${packed.filename}`));
});

test('it asks for nothing else to be installed', () => {
	assert.deepEqual(Object.keys({ ...MANIFEST.dependencies, ...MANIFEST.optionalDependencies, ...MANIFEST.peerDependencies }), []);
	assert.equal(MANIFEST.scripts.install ?? MANIFEST.scripts.postinstall, undefined);
});

/** The two ways its readme gives, into the folder Directus starts in. */
const WAYS = {
	'npm install': (start) => npm(['install', '--omit=dev', '--offline', tarball()], { cwd: start }),
	async 'unpacking it'(start, { EXTENSIONS_PATH }) {
		await runChecked('tar', ['-xzf', tarball(), '-C', EXTENSIONS_PATH], { cwd: start });
		await runChecked('mv', [join(EXTENSIONS_PATH, 'package'), join(EXTENSIONS_PATH, packed.name)], { cwd: start });
	},
};

for (const [way, install] of Object.entries(WAYS)) {
	test(`a bare Directus that got it by ${way} marks, reviews, cuts and verifies a law`, async () => {
		const system = await ownSystem({ studio: true, install });
		try {
			const report = await runMainJob(system, { ...SAMPLE_LAW, prefix: 'PACKED' });
			assert.deepEqual(report.problems, []);
		} finally {
			await system.close();
		}
	});
}
