// Folders that name processes, in a temporary folder where everybody may put one: nobody else's process is ended for them.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import typescript from 'typescript';
import { temporaryFolder } from '../../scripts/lib/leash.mjs';
import { inProject } from '../../scripts/lib/paths.mjs';

const compiled = typescript.transpileModule(readFileSync(inProject('extension/src/host/isolatedFolders.ts'), 'utf8'), {
	compilerOptions: { module: typescript.ModuleKind.ESNext, target: typescript.ScriptTarget.ES2023 },
}).outputText;
const { abandonedServers, claimFolder, protectedEnvironments, recordServer, removeAbandoned } = await import(`data:text/javascript;base64,${Buffer.from(compiled).toString('base64')}`);

let scratch;
let bystander;
const { TMPDIR } = process.env;
before(() => {
	scratch = temporaryFolder('iu-cutter-planted-');
	process.env.TMPDIR = scratch.path;
});
beforeEach(async () => {
	bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
	bystander.gone = new Promise((resolve) => bystander.once('exit', (_, signal) => resolve(signal)));
});
after(() => {
	if (TMPDIR === undefined) delete process.env.TMPDIR;
	else process.env.TMPDIR = TMPDIR;
	scratch.remove();
});

/** A process that has ended. */
async function deadPid() {
	const child = spawn(process.execPath, ['-e', '']);
	await new Promise((resolve) => child.once('exit', resolve));
	return child.pid;
}

/** A folder of a server, as somebody who wants `server` ended writes it. */
async function planted(name, server, mode = 0o700) {
	const folder = join(scratch.path, `iu-cutter-isolated-${name}`);
	mkdirSync(join(folder, 'data'), { recursive: true });
	const dead = await deadPid();
	const words = (pid) => JSON.stringify({ pid, started: 'then', command: 'postgres' });
	writeFileSync(join(folder, 'owner'), words(dead));
	writeFileSync(join(folder, 'server'), words(server));
	writeFileSync(join(folder, 'data', 'postmaster.pid'), `${server}\n`);
	chmodSync(folder, mode);
	return folder;
}

/** The bystander runs; then it is ended, by us. */
async function assertSpared() {
	assert.equal(bystander.exitCode ?? bystander.signalCode, null, 'it still runs');
	bystander.kill('SIGKILL');
	assert.equal(await bystander.gone, 'SIGKILL', 'nothing else had ended it');
}

test('a folder that names a process of somebody ends nothing', async () => {
	const folder = await planted('named', bystander.pid);
	await removeAbandoned();
	assert.ok(!existsSync(folder), 'it is removed, being in our name');
	await assertSpared();
});

test('a folder as the release before wrote it, a number alone, ends nothing', async () => {
	const folder = await planted('numbers', bystander.pid);
	writeFileSync(join(folder, 'owner'), String(await deadPid()));
	writeFileSync(join(folder, 'server'), String(bystander.pid));
	await removeAbandoned();
	await assertSpared();
});

test('a folder that others may write, and a link to one, are not looked into', async () => {
	const open = await planted('open', bystander.pid, 0o777);
	const target = join(scratch.path, 'elsewhere');
	mkdirSync(target);
	for (const file of ['owner', 'server']) writeFileSync(join(target, file), readFileSync(join(open, file)));
	symlinkSync(target, join(scratch.path, 'iu-cutter-isolated-link'));
	for (const folder of [open, target]) writeFileSync(join(folder, 'PROTECTED'), '');
	assert.deepEqual(await protectedEnvironments(), []);
	await removeAbandoned();
	assert.ok(existsSync(open) && existsSync(target));
	await assertSpared();
});

test('a record that is a link is not read', async () => {
	const folder = await planted('linked', bystander.pid);
	const owner = join(scratch.path, 'owner-elsewhere');
	writeFileSync(owner, readFileSync(join(folder, 'owner')));
	const linked = join(scratch.path, 'iu-cutter-isolated-record');
	mkdirSync(linked, { mode: 0o700 });
	symlinkSync(owner, join(linked, 'owner'));
	assert.deepEqual(await abandonedServers(), [folder]);
	await removeAbandoned();
	assert.ok(existsSync(linked));
	await assertSpared();
});

test('what a process of ours left is ended and removed once the process died, and not before', async () => {
	const folder = await claimFolder();
	await recordServer(folder, bystander.pid);
	assert.deepEqual(await abandonedServers(), [], 'we are alive');
	const owner = JSON.parse(readFileSync(join(folder, 'owner'), 'utf8'));
	assert.equal(owner.pid, process.pid);
	// Our number, in the hands of another process by now.
	writeFileSync(join(folder, 'owner'), JSON.stringify({ ...owner, started: 'before' }));
	assert.deepEqual(await abandonedServers(), [folder]);
	await removeAbandoned();
	assert.equal(await bystander.gone, 'SIGINT');
	assert.ok(!existsSync(folder));
});
