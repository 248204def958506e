/** `directus cutter read`: a unit or a document with its exact text, now or as of a time. */
import type { Command } from 'commander';

import type { Reading } from '../core/index.js';
import { depth } from '../surface/values.js';
import { readDocumentInTime, readUnit } from '../usecases/readInTime.js';
import type { Cli } from './run.js';
import { given } from './usage.js';

/** Adds the command. */
export function addReadCommand(cutter: Command, { duty, runAs }: Cli): void {
	duty(cutter, 'read', 'print a unit with all that stands in it, or a document, as it stands or stood')
		.argument('<what>', 'an address or whatever else was ever cited; with --document the id, code or prefix of a document')
		.option('--document', 'read a whole document')
		.option('--as-of <time>', 'what was law at this time (RFC 3339, or a day); now where it is left out')
		.option('--known-at <time>', 'what was recorded by this time; everything where it is left out')
		.option('--depth <levels>', 'levels below it; all where it is left out')
		.action((what: string, { document, asOf, knownAt, depth: levels, ...who }) => {
			const how = () => ({ asOf: asOf ?? null, knownAt: knownAt ?? null, depth: levels === undefined ? null : given('--depth', depth, levels) });
			if (document) return runAs(who, how, (context, asked) => readDocumentInTime(context, what, asked), linesOf);
			return runAs(
				who,
				how,
				(context, asked) => readUnit(context, what, asked),
				({ resolution, readings }) => (readings.length > 0 ? readings.flatMap(linesOf) : [`${what}: ${resolution.nothing_yet?.message ?? resolution.outcome}`]),
				({ readings }) => readings.length > 0,
			);
		});
}

/** Exactly the text; whoever wants the addresses beside it asks for `--json`. */
const linesOf = ({ units }: Reading): string[] => [units.map(({ heading, body }) => (heading ?? '') + (body ?? '')).join('').replace(/\n$/, '')];
