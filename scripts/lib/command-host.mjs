// A Directus that is loaded once and runs `directus cutter …` for whoever asks, several at a time: run as a program, in the
// folder and with the environment of a system. `command-line.mjs` starts it and asks it.
//
//     node command-host.mjs DIRECTUS_CLI SOCKET

import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

const [, , cli, socket] = process.argv;
const ownEnvironment = { ...process.env };
// The program that runs is Directus' own, as far as the bundle is concerned.
process.argv[1] = cli;
const ofDirectus = (...path) => import(pathToFileURL(join(dirname(cli), ...path)).href);

const { createCli } = await ofDirectus('index.js');
const { default: emitter } = await ofDirectus('..', 'emitter.js');
const { default: getDatabase } = await ofDirectus('..', 'database', 'index.js');
// As Directus' own command line begins: it loads the bundle, which then listens to the event below.
await createCli();

/** What a command's environment says otherwise than this process has it: settings of the cutter alone, or another process would have been asked. */
function settingsIn(environment) {
	const names = new Set([...Object.keys(ownEnvironment), ...Object.keys(environment)]);
	return Object.fromEntries([...names].filter((name) => ownEnvironment[name] !== environment[name]).map((name) => [name, environment[name]]));
}

let running = 0;
let emptied = Promise.resolve();

/** No connection outlives the commands that run at one time: with the last of them all end, as with a process. */
async function withConnections(work) {
	running += 1;
	try {
		await emptied;
		return await work();
	} finally {
		running -= 1;
		if (running === 0) {
			const database = getDatabase();
			emptied = database.destroy().then(() => database.initialize());
			await emptied;
		}
	}
}

async function answer(request) {
	const { argv, environment, stdin } = JSON.parse(await text(request));
	const ending = await withConnections(() => emitter.emitFilter('cutter.command', { argv, settings: settingsIn(environment), stdin }));
	if (ending.code === undefined) throw new Error('The bundle is not there, or did not load.');
	return { ...ending, signal: null };
}

createServer((request, response) => {
	answer(request).then(
		(said) => response.end(JSON.stringify(said)),
		(error) => response.writeHead(500).end(error.stack),
	);
}).listen(socket, () => console.log('ready'));
