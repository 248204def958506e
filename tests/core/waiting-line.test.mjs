// The line before work that takes long, by itself: bounded, in turn, and nobody alone.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import typescript from 'typescript';
import { inProject } from '../../scripts/lib/paths.mjs';

const compiled = typescript.transpileModule(readFileSync(inProject('extension/src/host/line.ts'), 'utf8'), {
	compilerOptions: { module: typescript.ModuleKind.ESNext, target: typescript.ScriptTarget.ES2023 },
}).outputText;
const { Busy, CallerGone, WaitingLine } = await import(`data:text/javascript;base64,${Buffer.from(compiled).toString('base64')}`);

/** A line whose work ends when the test says so; `begun` are the names of what was begun, in order. */
function newLine(bounds) {
	const line = new WaitingLine(bounds);
	const begun = [];
	const ends = new Map();
	const ask = (name, { person = name[0], closed = null } = {}) => {
		const asked = line.during(person, closed, () => {
			begun.push(name);
			return new Promise((resolve, reject) => ends.set(name, { resolve, reject }));
		});
		asked.catch(() => {});
		return asked;
	};
	/** Ends work that was begun, and lets what follows begin. */
	const end = async (name, how = 'resolve') => {
		ends.get(name)[how](name);
		await settled();
	};
	return { line, begun, ask, end };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('so many at once, the others in the order they came', async () => {
	const { line, begun, ask, end } = newLine({ places: 2, queue: 10 });
	const asked = ['a1', 'b1', 'c1', 'd1'].map((name) => ask(name));
	await settled();
	assert.deepEqual([begun, line.now], [['a1', 'b1'], { in_hand: 2, waiting: 2 }]);
	for (const name of ['b1', 'a1', 'c1', 'd1']) await end(name);
	assert.deepEqual(begun, ['a1', 'b1', 'c1', 'd1']);
	assert.deepEqual(await Promise.all(asked), begun);
	assert.deepEqual(line.now, { in_hand: 0, waiting: 0 });
});

test('one person never has the last of several places, and waits alone', async () => {
	const { begun, ask, end } = newLine({ places: 3, queue: 10 });
	for (const name of ['a1', 'a2', 'a3', 'a4']) ask(name);
	ask('b1');
	await settled();
	assert.deepEqual(begun, ['a1', 'a2', 'b1']);
	await end('b1');
	assert.deepEqual(begun, ['a1', 'a2', 'b1'], 'the place stays free for somebody else');
	await end('a1');
	assert.deepEqual(begun, ['a1', 'a2', 'b1', 'a3']);
});

test('people come in turn, however much one of them asked for before', async () => {
	const { begun, ask, end } = newLine({ places: 1, queue: 20 });
	for (const name of ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1']) ask(name);
	await settled();
	for (const name of ['a1', 'b1', 'c1', 'a2', 'b2', 'a3']) await end(name);
	assert.deepEqual(begun, ['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4']);
});

test('a full line refuses at once, and says when to ask again; half of it is for one person', async () => {
	const { line, ask, end } = newLine({ places: 1, queue: 4 });
	for (const name of ['a1', 'a2', 'a3']) ask(name);
	await assert.rejects(ask('a4'), (error) => error instanceof Busy && /^You have 3 /.test(error.message) && error.retryAfter > 0);
	for (const name of ['b1', 'c1']) ask(name);
	await settled();
	assert.deepEqual(line.now, { in_hand: 1, waiting: 4 });
	await assert.rejects(ask('d1'), (error) => error instanceof Busy && !/^You/.test(error.message));
	await end('a1');
	ask('d2');
	await settled();
	assert.deepEqual(line.now, { in_hand: 1, waiting: 4 });
});

test('without a queue there is room or there is none', async () => {
	const { begun, ask, end } = newLine({ places: 1, queue: 0 });
	ask('a1');
	await assert.rejects(ask('b1'), Busy);
	await end('a1');
	ask('b2');
	await settled();
	assert.deepEqual(begun, ['a1', 'b2']);
});

test('who goes away while waiting is forgotten: their work never begins', async () => {
	const { line, begun, ask, end } = newLine({ places: 1, queue: 2 });
	const gone = new AbortController();
	ask('a1');
	const waiting = ask('b1', { closed: gone.signal });
	ask('c1');
	gone.abort();
	await assert.rejects(waiting, CallerGone);
	assert.deepEqual(line.now, { in_hand: 1, waiting: 1 });
	await end('a1');
	assert.deepEqual(begun, ['a1', 'c1']);
	await assert.rejects(ask('b2', { closed: gone.signal }), CallerGone, 'gone before they asked');
	await end('c1');
	assert.deepEqual(line.now, { in_hand: 0, waiting: 0 });
});

test('work that fails leaves its place', async () => {
	const { begun, ask, end } = newLine({ places: 1, queue: 2 });
	const failing = ask('a1');
	ask('b1');
	await settled();
	await end('a1', 'reject');
	await assert.rejects(failing);
	assert.deepEqual(begun, ['a1', 'b1']);
});

test('answers that are not taken count for whoever does not take them', async () => {
	const { ask, end } = newLine({ places: 1, queue: 2 });
	const connections = [new AbortController(), new AbortController()];
	for (const [index, { signal }] of connections.entries()) {
		ask(`a${index}`, { closed: signal });
		await settled();
		await end(`a${index}`);
	}
	await assert.rejects(ask('a2'), /^Busy: You have 2 /);
	connections[0].abort();
	const asked = ask('a3');
	await settled();
	await end('a3');
	assert.equal(await asked, 'a3');
});
