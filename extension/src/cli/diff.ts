/** `directus cutter diff`: what changed between two manifests of one document. */
import type { Command } from 'commander';

import type { Change, DiffEntry } from '../core/index.js';
import { diffManifests } from '../usecases/diffManifests.js';
import type { Cli } from './run.js';
import { badUsage, UUID } from './usage.js';

const ORDER: readonly Change[] = ['added', 'removed', 'moved', 'renumbered', 'changed'];

function entryLine({ changes, before, after }: DiffEntry): string {
	const [from, to] = [before?.address, after?.address];
	const where = from && to && from !== to ? `${from} -> ${to}` : (to ?? from);
	const title = (after ?? before)?.title;
	return `${changes.join('+').padEnd(18)} ${where}${title ? `  ${title}` : ''}`;
}

/** Adds the command. */
export function addDiffCommand(cutter: Command, { duty, runAs }: Cli): void {
	duty(cutter, 'diff', 'say what changed between two manifests of one document')
		.argument('<before>', 'id of the earlier manifest')
		.argument('<after>', 'id of the later manifest')
		.action((before: string, after: string, who) =>
			runAs(
				who,
				() => {
					const malformed = [before, after].find((id) => !UUID.test(id));
					return malformed === undefined ? { before, after } : badUsage(`${malformed} is not the id of a manifest.`);
				},
				diffManifests,
				(diff) => [
					...diff.entries.map(entryLine),
					[...ORDER.map((change) => `${diff.counts[change] ?? 0} ${change}`), `${diff.unchanged} unchanged`].join(', '),
				],
			),
		);
}
