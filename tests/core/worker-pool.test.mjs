// The pool of worker threads by itself, with workers that misbehave on purpose.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import typescript from 'typescript';
import { inProject } from '../../scripts/lib/paths.mjs';

const compiled = typescript.transpileModule(readFileSync(inProject('extension/src/core/pool.ts'), 'utf8'), {
	compilerOptions: { module: typescript.ModuleKind.ESNext, target: typescript.ScriptTarget.ES2023 },
}).outputText;
const POOL = `data:text/javascript;base64,${Buffer.from(compiled).toString('base64')}`;
const { WorkerPool, WorkerStopped } = await import(POOL);

const HELPER = `const { parentPort } = require('node:worker_threads');
	parentPort.on('message', ({ name, inputs }) => {
		if (name === 'exit') process.exit(3);
		if (name === 'throw') throw new Error('broken');
		if (name === 'panic') return parentPort.postMessage({ stopped: 'unreachable' });
		if (name === 'refuse') return parentPort.postMessage({ thrown: { code: 'NO' } });
		const { shared } = inputs[0];
		if (name === 'meet') {
			Atomics.add(shared, 0, 1); Atomics.notify(shared, 0);
			while (Atomics.load(shared, 0) < inputs[0].party) Atomics.wait(shared, 0, Atomics.load(shared, 0));
		}
		parentPort.postMessage({ answer: inputs[0].echo });
	});`;

/** A pool whose workers are counted. */
function newPool(most, idleMilliseconds = 60_000) {
	const workers = [];
	const pool = new WorkerPool(() => {
		workers.push(new Worker(HELPER, { eval: true, stderr: true }));
		return workers.at(-1);
	}, most, idleMilliseconds);
	return { workers, run: (name, input = {}) => pool.run({ name, inputs: [input] }) };
}
const echo = (pool, value) => pool.run('echo', { echo: value });

test('each job gets its own answer, one worker is used again and again', async () => {
	const pool = newPool(3);
	for (let value = 0; value < 5; value += 1) assert.deepEqual(await echo(pool, value), { answer: value });
	assert.equal(pool.workers.length, 1);
	assert.deepEqual(await pool.run('refuse'), { thrown: { code: 'NO' } });
	assert.equal(pool.workers.length, 1, 'a refusal stops nothing');
});

test('as many jobs at once as workers are allowed, the others wait in line', async () => {
	const pool = newPool(3);
	// Three that only end when three are there: they run at the same time, or never end.
	const shared = new Int32Array(new SharedArrayBuffer(4));
	const together = [1, 2, 3].map((value) => pool.run('meet', { shared, party: 3, echo: value }));
	const later = [4, 5, 6, 7].map((value) => echo(pool, value));
	assert.deepEqual(await Promise.all([...together, ...later]), [1, 2, 3, 4, 5, 6, 7].map((answer) => ({ answer })));
	assert.equal(pool.workers.length, 3);
});

for (const fault of ['exit', 'throw', 'panic']) {
	test(`a worker that stops (${fault}) loses its own job only, and is replaced`, async () => {
		const pool = newPool(1);
		const jobs = [echo(pool, 1), pool.run(fault), echo(pool, 2), pool.run(fault), echo(pool, 3)];
		const outcomes = await Promise.allSettled(jobs);
		assert.deepEqual(outcomes.map(({ value }) => value?.answer), [1, undefined, 2, undefined, 3]);
		for (const { reason } of [outcomes[1], outcomes[3]]) assert.ok(reason instanceof WorkerStopped, String(reason));
		assert.equal(pool.workers.length, 3);
	});
}

test('what cannot be handed over is an error of that job', async () => {
	const pool = newPool(1);
	await assert.rejects(pool.run('echo', { echo: () => {} }), WorkerStopped);
	assert.deepEqual(await echo(pool, 1), { answer: 1 });
});

test('a worker without work is ended, and another one comes with the next job', async () => {
	const pool = newPool(1, 1);
	await echo(pool, 1);
	// Nothing else keeps this process until then: an idle worker does not.
	pool.workers[0].ref();
	await new Promise((resolve) => pool.workers[0].once('exit', resolve));
	assert.deepEqual(await echo(pool, 2), { answer: 2 });
	assert.equal(pool.workers.length, 2);
});

test('a process waits for its jobs and then ends by itself, idle workers or not', () => {
	const script = `import { Worker } from 'node:worker_threads';
		const { WorkerPool } = await import(${JSON.stringify(POOL)});
		const pool = new WorkerPool(() => new Worker(${JSON.stringify(HELPER)}, { eval: true, execArgv: [] }), 2, 3_600_000);
		pool.run({ name: 'echo', inputs: [{ echo: 'done' }] }).then(({ answer }) => console.log(answer));`;
	assert.equal(execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8', timeout: 60_000 }), 'done\n');
});
