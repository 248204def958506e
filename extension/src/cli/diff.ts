/** `directus cutter diff`: what changed between two manifests of one document, or between two days of its law, word by word. */
import type { Command } from 'commander';

import { compareTexts } from '../comparison/texts.js';
import type { Change, DayDifference, DiffEntry, ReadUnit } from '../core/index.js';
import { diffDays } from '../usecases/diffDays.js';
import { diffManifests } from '../usecases/diffManifests.js';
import type { Cli } from './run.js';
import { badUsage, UUID } from './usage.js';

const ORDER: readonly Change[] = ['added', 'removed', 'moved', 'renumbered', 'changed'];

function headLine(changes: readonly Change[], [from, to]: readonly [string?, string?], title: string | undefined): string {
	const where = from && to && from !== to ? `${from} -> ${to}` : (to ?? from);
	return `${changes.join('+').padEnd(18)} ${where}${title ? `  ${title}` : ''}`;
}

const manifestLine = ({ changes, before, after }: DiffEntry): string => headLine(changes, [before?.address, after?.address], (after ?? before)?.title);

const textOf = (unit: ReadUnit | null): string => (unit ? (unit.heading ?? '') + (unit.body ?? '') : '');

/** As `git diff --word-diff` writes them. */
const MARKS = { same: ['', ''], gone: ['[-', '-]'], new: ['{+', '+}'] } as const;

function dayLines({ changes, before, after, within, lineage }: DayDifference): string[] {
	// A clause has no title: what it stands in says what it is about.
	const titles = [...within.map(({ title }) => title), (after ?? before)?.title].filter(Boolean);
	const head = headLine(changes, [before?.canonical_address, after?.canonical_address], titles.join(' > '));
	const marked = compareTexts(textOf(before), textOf(after)).pieces.map(({ text, is }) => MARKS[is][0] + text.replace(/\n$/, '') + MARKS[is][1] + (text.endsWith('\n') ? '\n' : ''));
	const lines = changes.some((change) => change === 'moved' || change === 'renumbered') && textOf(before) === textOf(after) ? [] : marked.join('').replace(/\n$/, '').split('\n');
	return [head, ...(lineage.length > 0 ? [`    ${after ? 'stands for' : 'became'} ${lineage.join(', ')}`] : []), ...lines.map((line) => `    ${line}`)];
}

const countLine = ({ counts, unchanged }: { counts: Partial<Record<Change, number>>; unchanged: number }): string =>
	[...ORDER.map((change) => `${counts[change] ?? 0} ${change}`), `${unchanged} unchanged`].join(', ');

/** Adds the command. */
export function addDiffCommand(cutter: Command, { duty, runAs }: Cli): void {
	duty(cutter, 'diff', 'say what changed between two manifests of one document, or between two days of its law')
		.argument('<before>', 'id of the earlier manifest; with --from the id, code or prefix of a document')
		.argument('[after]', 'id of the later manifest')
		.option('--from <time>', 'compare the law of this time (RFC 3339, or a day) …')
		.option('--to <time>', '… with that of this one; now where it is left out')
		.option('--known-at <time>', 'what was recorded by this time; everything where it is left out')
		.action((before: string, after: string | undefined, { from, to, knownAt, ...who }) => {
			if (from !== undefined) {
				const days = () => (after === undefined ? { from, to: to ?? null, knownAt: knownAt ?? null } : badUsage('Name one document to compare two days of it.'));
				return runAs(who, days, (context, asked) => diffDays(context, before, asked), (diff) => [...diff.entries.flatMap(dayLines), countLine(diff)]);
			}
			const manifests = () => {
				if (after === undefined) return badUsage('Give the ids of two manifests, or a document with --from and --to.');
				if (to !== undefined || knownAt !== undefined) return badUsage('--to and --known-at go with --from: two days of a document are compared.');
				const malformed = [before, after].find((id) => !UUID.test(id));
				return malformed === undefined ? { before, after } : badUsage(`${malformed} is not the id of a manifest.`);
			};
			return runAs(who, manifests, diffManifests, (diff) => [...diff.entries.map(manifestLine), countLine(diff)]);
		});
}
