// The command line of a system: `directus cutter …` in a Directus that is loaded once, or as a process of its own.

import { existsSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { UserError } from './console.mjs';
import { inProject } from './paths.mjs';
import { lastLines, run, startServer } from './process.mjs';

const READY_TIMEOUT_MS = 120_000;

/** In the private folder of its system: whoever may open that may ask it. */
const socketOf = (folder) => join(folder, 'commands.sock');

/** The hosts that this program started, by their sockets. */
const started = new Map();

async function start(socket, { host, folder, env }) {
	rmSync(socket, { force: true });
	const server = startServer(host.node, [inProject('scripts', 'lib', 'command-host.mjs'), host.cli, socket], { cwd: folder, env });
	const deadline = setTimeout(() => void server.stop({ graceMs: 0 }), READY_TIMEOUT_MS);
	const ready = new Promise((resolve) => server.child.stdout.on('data', () => /^ready$/m.test(server.output()) && resolve()));
	await Promise.race([ready, server.exited]);
	clearTimeout(deadline);
	if (server.hasExited()) throw new UserError(`The host of commands ended while it started:\n${lastLines(server.output())}`);
	return server;
}

/** The answer of the host of a system, which another program may have started, too. */
async function ask(system, call) {
	const socket = socketOf(system.folder);
	if (!started.has(socket) && !existsSync(socket)) started.set(socket, start(socket, system));
	await started.get(socket);
	const response = await new Promise((resolve, reject) => {
		request({ socketPath: socket, method: 'POST', path: '/' }, resolve).once('error', reject).end(JSON.stringify(call));
	});
	const said = await text(response);
	if (response.statusCode !== 200) throw new Error(`The host of commands could not run "directus ${call.argv.join(' ')}":\n${said}`);
	return JSON.parse(said);
}

/** Runs `directus …` in a process of its own; never throws for an exit code. */
export const runProcess = ({ host, folder, env }, argv, { input } = {}) => run(host.node, [host.cli, ...argv], { cwd: folder, env, input, wholeOutput: true });

/**
 * Runs `directus cutter …` in the loaded Directus of the system, which the first command starts. A process of its own runs it where
 * `process` says so, and where the environment differs in more than settings of the cutter.
 * @param {{ host: object, folder: string, env: Record<string, string> }} system
 * @param {string[]} args the words after `directus cutter`
 * @param {{ input?: string, process?: boolean }} [options] `input` is its standard input
 * @returns {Promise<{ code: number | null, signal: string | null, stdout: string, stderr: string }>}
 */
export async function runCutter(system, args, { input, process: own = false } = {}) {
	const argv = ['cutter', ...args];
	const answer = own ? { elsewhere: true } : await ask(system, { argv, environment: system.env, stdin: input });
	return answer.elsewhere ? runProcess(system, argv, { input }) : answer;
}

/**
 * Gives the result of a command that was done.
 * @throws {UserError} a sentence with the end of its output, where it failed
 */
export async function checked(argv, running) {
	const result = await running;
	if (result.code === 0) return result;
	throw new UserError(`"directus ${argv.join(' ')}" ended with exit code ${result.code ?? result.signal}:\n${lastLines(`${result.stdout}\n${result.stderr}`)}`);
}

/** Ends the host of commands of a system, where this program started it. */
export async function stopCommands({ folder }) {
	const server = started.get(socketOf(folder));
	started.delete(socketOf(folder));
	await server?.then(({ stop }) => stop(), () => {});
}
