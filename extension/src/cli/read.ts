/** `directus cutter read`: a unit or a document with its exact text, now or as of a time. */
import type { Command } from 'commander';

import type { Reading } from '../core/index.js';
import { depth } from '../surface/values.js';
import { readDocumentInTime, readUnit } from '../usecases/readInTime.js';
import type { CliHost } from './index.js';
import { contextOf } from './pipeline.js';
import { run } from './run.js';
import { AS, given } from './usage.js';

/** Adds the command; `command` makes one with `--json` whose bad usage ends with 2. */
export function addReadCommand(cutter: Command, host: CliHost, command: (parent: Command, name: string, description: string) => Command): void {
	command(cutter, 'read', 'print a unit with all that stands in it, or a document, as it stands or stood')
		.argument('<what>', 'an address or whatever else was ever cited; with --document the id, code or prefix of a document')
		.requiredOption(...AS)
		.option('--document', 'read a whole document')
		.option('--as-of <time>', 'as it stood at this time (RFC 3339, or a date); now where it is left out')
		.option('--depth <levels>', 'levels below it; all where it is left out')
		.action((what: string, { json, as, document, asOf, depth: levels }) => {
			const how = { asOf: asOf ?? null, depth: levels === undefined ? null : given('--depth', depth, levels) };
			if (document) return run(Boolean(json), async () => readDocumentInTime(await contextOf(host, as), what, how), linesOf);
			return run(
				Boolean(json),
				async () => readUnit(await contextOf(host, as), what, how),
				({ resolution, readings }) => (readings.length > 0 ? readings.flatMap(linesOf) : [`${what}: ${resolution.outcome}`]),
				({ readings }) => readings.length > 0,
			);
		});
}

/** Exactly the text; whoever wants the addresses beside it asks for `--json`. */
const linesOf = ({ units }: Reading): string[] => [units.map(({ heading, body }) => (heading ?? '') + (body ?? '')).join('').replace(/\n$/, '')];
