// npm run fuzz: runs the fuzz targets of the core, one after the other, each for a while. See USAGE.

import { parseArgs } from 'node:util';
import { mkdirSync, readdirSync } from 'node:fs';
import { explain, step, UserError } from './lib/console.mjs';
import { cargoFuzz, readStatistics } from './lib/fuzz-tools.mjs';
import { inProject } from './lib/paths.mjs';
import { run, runChecked } from './lib/process.mjs';

const USAGE = `Usage: npm run fuzz [-- [TARGET] [--seconds N]]

Feeds made-up inputs to the core's fuzz targets, all of them or the one that is named, each for N seconds (60).
Prints one line per target. An input that breaks its property ends the target; it is kept in core/fuzz/artifacts/TARGET.
Exit code 0 when nothing was found. Needs a C++ compiler (g++ or clang++) besides Rust.
`;

function readOptions() {
	try {
		const { values, positionals } = parseArgs({
			allowPositionals: true,
			options: { seconds: { type: 'string', default: '60' }, help: { type: 'boolean', default: false } },
		});
		const seconds = Number(values.seconds);
		if (!Number.isInteger(seconds) || seconds < 1) throw new Error(`--seconds needs a whole number from 1 on, not ${values.seconds}.`);
		if (positionals.length > 1) throw new Error(`One target at most, not ${positionals.length}.`);
		return { only: positionals[0], seconds, help: values.help };
	} catch (error) {
		process.stderr.write(`${error.message}\n\n${USAGE}`);
		process.exit(2);
	}
}

const FUZZ = inProject('core', 'fuzz');

function chooseTargets(only) {
	const targets = readdirSync(`${FUZZ}/fuzz_targets`).map((name) => name.replace(/\.rs$/, '')).sort();
	if (only && !targets.includes(only)) throw new UserError(`There is no fuzz target "${only}". There are: ${targets.join(', ')}.`);
	return only ? [only] : targets;
}

/** Every target starts from the inputs that once broke it, and keeps what it finds in a folder git does not see. */
async function fuzz(tool, target, seconds) {
	const [found, artifacts] = ['corpus', 'artifacts'].map((name) => `${FUZZ}/${name}/${target}`);
	for (const folder of [found, artifacts]) mkdirSync(folder, { recursive: true });
	const limits = [`-max_total_time=${seconds}`, '-rss_limit_mb=2048', '-timeout=10', '-print_final_stats=1', `-artifact_prefix=${artifacts}/`];
	const args = ['fuzz', 'run', ...tool.flags, target, found, `${FUZZ}/crashers/${target}`, '--', ...limits, `-dict=${FUZZ}/dictionaries/words.dict`];
	const lines = [];
	const { code } = await run(tool.command, args, { cwd: inProject('core'), env: tool.env, onLine: (line) => lines.push(line) });
	const { executions, coverage } = readStatistics(lines);
	const broken = code !== 0;
	console.log(`${target.padEnd(14)} ${broken ? 'FOUND' : 'ok   '} ${executions} executions, ${coverage} edges`);
	if (broken) console.log(lines.filter((line) => /panicked|^SUMMARY|Test unit written|ERROR/.test(line)).join('\n') || lines.slice(-25).join('\n'));
	return broken;
}

const { only, seconds, help } = readOptions();
if (help) {
	process.stdout.write(USAGE);
	process.exit(0);
}
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) process.once(signal, () => process.exit(code));
try {
	const targets = chooseTargets(only);
	const tool = await cargoFuzz();
	await step(`Building ${only ?? 'the fuzz targets'}`, () => runChecked(tool.command, ['fuzz', 'build', ...tool.flags, ...(only ? [only] : [])], {
		cwd: inProject('core'),
		env: tool.env,
		advice: 'see that g++ or clang++ is installed, then run the command again',
	}));
	let found = 0;
	for (const target of targets) found += Number(await fuzz(tool, target, seconds));
	process.exit(found > 0 ? 1 : 0);
} catch (error) {
	explain(error);
	process.exit(1);
}
