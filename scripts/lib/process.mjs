// Child processes: short commands that are waited for, and servers that are stopped again.

import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { UserError } from './console.mjs';
import { holdGroup, signalGroup } from './leash.mjs';

/** Output kept of a child: the end is what explains a failure. */
const KEPT_CHARACTERS = 64 * 1024;
const SHOWN_LINES = 25;

/** Keeps the last part of a stream of text. */
function tail(stream) {
	let text = '';
	stream?.setEncoding('utf8');
	stream?.on('data', (chunk) => {
		text = (text + chunk).slice(-KEPT_CHARACTERS);
	});
	return () => text;
}

export const lastLines = (text, count = SHOWN_LINES) => text.trimEnd().split('\n').slice(-count).join('\n');

function spawnLeashed(command, args, options) {
	const child = spawn(command, args, { ...options, detached: true });
	holdGroup(child);
	return child;
}

/**
 * Runs a command to its end. Never throws for an exit code; use `runChecked` for that.
 * @returns {Promise<{ code: number | null, signal: string | null, stdout: string, stderr: string }>}
 */
export function run(command, args = [], { cwd, env, input, onLine, uid, gid, wholeOutput = false } = {}) {
	return new Promise((resolve, reject) => {
		const child = spawnLeashed(command, args, {
			cwd,
			env,
			uid,
			gid,
			stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
		});
		const whole = [];
		if (wholeOutput) child.stdout.on('data', (chunk) => whole.push(Buffer.from(chunk)));
		const stdout = tail(child.stdout);
		const stderr = tail(child.stderr);
		if (onLine) for (const stream of [child.stdout, child.stderr]) eachLine(stream, onLine);
		child.once('error', reject);
		child.once('close', (code, signal) =>
			resolve({
				code,
				signal,
				stdout: wholeOutput ? Buffer.concat(whole).toString('utf8') : stdout(),
				stderr: stderr(),
			}),
		);
		if (input !== undefined) child.stdin.end(input);
	});
}

/** Calls `onLine` for each whole line of a stream. */
export function eachLine(stream, onLine) {
	let rest = '';
	stream.on('data', (chunk) => {
		const lines = (rest + chunk).split('\n');
		rest = lines.pop();
		lines.forEach(onLine);
	});
	stream.on('end', () => rest && onLine(rest));
}

/** Runs a command and throws a sentence with the end of its output when it fails. */
export async function runChecked(command, args = [], { advice, ...options } = {}) {
	let result;
	try {
		result = await run(command, args, options);
	} catch (error) {
		throw new UserError(`Could not run "${command}": ${error.message}`, { advice, cause: error });
	}
	if (result.code !== 0) {
		const ended = result.code === null ? `was ended by ${result.signal}` : `ended with exit code ${result.code}`;
		const output = lastLines([result.stdout, result.stderr].filter(Boolean).join('\n'));
		throw new UserError(`"${[command, ...args].join(' ')}" ${ended}:\n${output}`, { advice });
	}
	return result;
}

/**
 * Starts a server in a process group of its own.
 * @returns {{ child: import('node:child_process').ChildProcess, output: () => string, exited: Promise<void>,
 *   stop: (options?: { signal?: NodeJS.Signals, graceMs?: number }) => Promise<void> }}
 */
export function startServer(command, args, { cwd, env, uid, gid, onLine } = {}) {
	const child = spawnLeashed(command, args, { cwd, env, uid, gid, stdio: ['ignore', 'pipe', 'pipe'] });
	let log = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8');
		stream.on('data', (chunk) => {
			log = (log + chunk).slice(-KEPT_CHARACTERS);
		});
		if (onLine) eachLine(stream, onLine);
	}
	let failure;
	const exited = new Promise((resolve) => {
		child.once('exit', () => resolve());
		child.once('error', (error) => {
			failure = error;
			resolve();
		});
	});
	const hasExited = () => Boolean(failure) || child.exitCode !== null || child.signalCode !== null;
	async function stop({ signal = 'SIGTERM', graceMs = 10_000 } = {}) {
		if (hasExited()) return;
		signalGroup(child.pid, signal);
		const timer = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), graceMs);
		await exited;
		clearTimeout(timer);
	}
	return { child, output: () => (failure ? `${log}\n${failure.message}` : log), exited, hasExited, stop };
}

/** A TCP port on 127.0.0.1 that is free now. */
export function freePort() {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address();
			server.close(() => resolve(port));
		});
	});
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
