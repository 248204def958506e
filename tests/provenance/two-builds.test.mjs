// Two builds from two clones give one digest: whoever builds the package from its sources can tell whether what they were given is that.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { temporaryFolder } from '../../scripts/lib/leash.mjs';
import { cleanEnvironment, npm } from '../../scripts/lib/npm.mjs';
import { projectRoot } from '../../scripts/lib/paths.mjs';
import { runChecked } from '../../scripts/lib/process.mjs';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

let folder;
before(() => (folder = temporaryFolder('iu-cutter-builds-')));
after(() => folder?.remove());

/** The packed tarball of a clone below `parts`, and the digest of each file that the build made. */
async function built(...parts) {
	const clone = join(folder.path, ...parts, 'clone');
	mkdirSync(join(clone, '..'), { recursive: true });
	await runChecked('git', ['clone', '--quiet', '--no-hardlinks', projectRoot, clone], { cwd: folder.path });
	// A target folder that this run was told to share would share what it compiled.
	const env = cleanEnvironment({ CARGO_TARGET_DIR: join(clone, 'target') });
	await npm(['ci', '--no-audit'], { cwd: clone, env });
	await runChecked(process.execPath, ['scripts/build.mjs'], { cwd: clone, env });
	const { stdout } = await npm(['pack', '--json', '--pack-destination', clone, '--workspace', 'extension'], { cwd: clone, env });
	const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[\n')));
	const dist = join(clone, 'extension', 'dist');
	const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name).slice(dist.length + 1)).sort();
	return { clone, tarball: sha256(readFileSync(join(clone, filename))), files: Object.fromEntries(files.map((name) => [name, sha256(readFileSync(join(dist, name)))])), read: (name) => readFileSync(join(dist, name)) };
}

test('the package of two clones in folders of other names and lengths is one, to the byte, and names neither', async (context) => {
	const one = await built('one');
	const other = await built('another', 'folder', 'further-down');
	assert.deepEqual(one.files, other.files);
	assert.equal(one.tarball, other.tarball);
	for (const name of Object.keys(one.files)) assert.ok(!one.read(name).includes(folder.path), `${name} names the folder it was built in`);
	context.diagnostic(`SHA-256 of the package: ${one.tarball}`);
});
