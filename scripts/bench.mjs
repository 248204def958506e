// npm run bench: compares, in one run on one system, what the cutter does with the plain way of doing it. See USAGE.

import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { explain, UserError } from './lib/console.mjs';
import { ensureNpmPackages } from './lib/npm-packages.mjs';
import { inProject } from './lib/paths.mjs';
import { prepare } from './lib/prepare.mjs';
import { publish } from './bench/lib/report.mjs';

const USAGE = `Usage: npm run bench [-- NAME [--quick] [--write]]

Without NAME: lists the benchmarks. --quick: small and short, to see that it works; its figures mean nothing.
--write: puts the table into docs/benchmarks.md and the figures beside it. Otherwise they go to artifacts/ only.
`;

const names = () =>
	readdirSync(inProject('scripts', 'bench'))
		.filter((name) => name.endsWith('.mjs'))
		.map((name) => basename(name, '.mjs'));

const benchmark = (name) => import(`./bench/${name}.mjs`);

async function list() {
	await ensureNpmPackages();
	for (const name of names()) console.log(`${name.padEnd(12)}${(await benchmark(name)).summary}`);
}

async function runBenchmark(name, { quick, write }) {
	if (!names().includes(name)) throw new UserError(`There is no benchmark "${name}". There are: ${names().join(', ')}.`);
	await prepare();
	const { run, table } = await benchmark(name);
	const result = await run({ quick });
	console.log(publish(name, result, table(result), { write: write && !quick }));
}

function readArguments() {
	try {
		return parseArgs({
			allowPositionals: true,
			options: { quick: { type: 'boolean', default: false }, write: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
		});
	} catch (error) {
		process.stderr.write(`${error.message}\n\n${USAGE}`);
		process.exit(2);
	}
}

const { values: options, positionals } = readArguments();
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) process.once(signal, () => process.exit(code));
try {
	if (options.help) process.stdout.write(USAGE);
	else if (positionals.length === 0) await list();
	else for (const name of positionals) await runBenchmark(name, options);
} catch (error) {
	explain(error);
	process.exit(1);
}
