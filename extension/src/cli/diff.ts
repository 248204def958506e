/** `directus cutter diff`: what changed between two manifests of one document. */
import type { Command } from 'commander';

import type { Change, DiffEntry } from '../core/index.js';
import { actorNamed } from '../host/actor.js';
import { diffManifests } from '../usecases/diffManifests.js';
import type { CliHost } from './index.js';
import { run } from './run.js';
import { badUsage } from './usage.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const ORDER: readonly Change[] = ['added', 'removed', 'moved', 'renumbered', 'changed'];

function entryLine({ changes, before, after }: DiffEntry): string {
	const [from, to] = [before?.address, after?.address];
	const where = from && to && from !== to ? `${from} -> ${to}` : (to ?? from);
	const title = (after ?? before)?.title;
	return `${changes.join('+').padEnd(18)} ${where}${title ? `  ${title}` : ''}`;
}

/** Adds the command; `command` makes one with `--json` whose bad usage ends with 2. */
export function addDiffCommand(cutter: Command, host: CliHost, command: (parent: Command, name: string, description: string) => Command): void {
	command(cutter, 'diff', 'say what changed between two manifests of one document')
		.argument('<before>', 'id of the earlier manifest')
		.argument('<after>', 'id of the later manifest')
		.requiredOption('--as <user>', 'e-mail address or id of the acting person')
		.action((before: string, after: string, { json, as }) => {
			const malformed = [before, after].find((id) => !UUID.test(id));
			if (malformed !== undefined) badUsage(`${malformed} is not the id of a manifest.`);
			return run(
				Boolean(json),
				async () => diffManifests({ database: host.database, env: host.env, actor: await actorNamed(host.database, as) }, { before, after }),
				(diff) => [
					...diff.entries.map(entryLine),
					[...ORDER.map((change) => `${diff.counts[change] ?? 0} ${change}`), `${diff.unchanged} unchanged`].join(', '),
				],
			);
		});
}
