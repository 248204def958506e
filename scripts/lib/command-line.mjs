// The command line of a system: `directus cutter …` in a Directus that is loaded once, or as a process of its own.

import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { UserError } from './console.mjs';
import { inProject } from './paths.mjs';
import { lastLines, run, startServer } from './process.mjs';

const READY_TIMEOUT_MS = 120_000;

/** The hosts that this program started, by their sockets. */
const started = new Map();

/** For what a command serves nobody: the bundle of the Studio, which Directus makes anew whenever it starts. */
const forCommands = ({ host, folder, env }) => ({ host, folder, env: { ...env, SERVE_APP: 'false' } });

/**
 * The socket of the host that has this environment, but for settings of the cutter: those are told with each command.
 * It lies in the private folder of its system: whoever may open that may ask.
 */
function socketOf({ folder, env }) {
	const ofDirectus = Object.entries(env).filter(([name]) => !name.startsWith('CUTTER_')).sort();
	return join(folder, `commands-${createHash('sha256').update(JSON.stringify(ofDirectus)).digest('hex').slice(0, 12)}.sock`);
}

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

async function startHost(system) {
	const socket = socketOf(system);
	if (!started.has(socket)) started.set(socket, start(socket, system));
	await started.get(socket);
}

/** Starts the host of commands of a system, unless it runs. */
export const startCommands = (system) => startHost(forCommands(system));

/** The answer of a host of commands that listens. */
async function ask(socket, call) {
	const response = await new Promise((resolve, reject) => {
		request({ socketPath: socket, method: 'POST', path: '/' }, resolve).once('error', reject).end(JSON.stringify(call));
	});
	const said = await text(response);
	if (response.statusCode !== 200) throw new Error(`The host of commands could not run "directus ${call.argv.join(' ')}":\n${said}`);
	return JSON.parse(said);
}

/** Nobody listens there, and never did or does no more. */
const NOBODY = new Set(['ENOENT', 'ECONNREFUSED']);

/** The same, of a system whose host another program may have started; where none did, this one does. */
async function askSystem(system, { argv, stdin }) {
	const socket = socketOf(system);
	const call = { argv, environment: system.env, stdin };
	if (!started.has(socket)) {
		try {
			return await ask(socket, call);
		} catch (error) {
			if (!NOBODY.has(error.code)) throw error;
		}
	}
	await startHost(system);
	return ask(socket, call);
}

/** Runs `directus …` in a process of its own; never throws for an exit code. */
export function runProcess(system, argv, { input } = {}) {
	const { host, folder, env } = forCommands(system);
	return run(host.node, [host.cli, ...argv], { cwd: folder, env, input, wholeOutput: true });
}

/**
 * Runs `directus cutter …` in a loaded Directus with the environment of the system, which the first command starts.
 * @param {{ host: object, folder: string, env: Record<string, string> }} system
 * @param {string[]} args the words after `directus cutter`
 * @param {{ input?: string, token?: string, process?: boolean }} [options] `input` is its standard input; `token` is that of the person who acts;
 *   with `process` it is a process of its own
 * @returns {Promise<{ code: number | null, signal: string | null, stdout: string, stderr: string }>}
 */
export function runCutter(system, args, { input, token, process: own = false } = {}) {
	const argv = ['cutter', ...args];
	const acting = token === undefined ? system : { ...system, env: { ...system.env, CUTTER_TOKEN: token } };
	return own ? runProcess(acting, argv, { input }) : askSystem(forCommands(acting), { argv, stdin: input });
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

/** Ends the hosts of commands that this program started in a folder. */
export async function stopCommands({ folder }) {
	const mine = [...started].filter(([socket]) => dirname(socket) === folder);
	for (const [socket] of mine) started.delete(socket);
	await Promise.all(mine.map(([, starting]) => starting.then(({ stop }) => stop(), () => {})));
}
