/** The law as a web, on the command line: who cites what, which documents a library lacks, by what names documents are cited. */
import type { Command } from 'commander';
import { z } from 'zod';

import type { CitingText, ReferencePage } from '../answers/index.js';
import { citingCursor, citingPlace, pageSize, text as words } from '../surface/values.js';
import { readCitedBy, readReferences, readReferencesOfDocument, readWanted } from '../usecases/citedBy.js';
import { changeNames } from '../usecases/nameDocument.js';
import { readAllTexts } from '../usecases/readTexts.js';
import { readDraft } from '../usecases/readManifestEntry.js';
import { acceptCitation, readOpenCitations } from '../usecases/openCitations.js';
import type { Cli } from './run.js';
import { badUsage, given } from './usage.js';

const lineOf = ({ canonical_address: address, words, settled: { outcome, answers } }: CitingText): string =>
	`${address}: ${words} → ${(outcome === 'resolved' && answers.length > 0 ? answers : [outcome, ...answers]).join(' ')}`;

const openLines = (each: CitingText): string[] => [lineOf(each), `  ${each.settled.open ? each.place : `stands: ${each.accepted?.why ?? 'it asks nothing'}`}`];

const more = (next: string | null): string[] => (next === null ? [] : [`There are more: --after ${next}`]);

const paged = (command: Command): Command =>
	command
		.option('--as-of <time>', 'the time whose law is read (RFC 3339, or a day); now where it is left out')
		.option('--limit <count>', 'how many at once, up to 1000', '100')
		.option('--after <place>', 'goes on where a page ended');

const asked = ({ asOf, limit, after }: { asOf?: string; limit: string; after?: string }) => ({
	asOf: asOf ?? null, limit: given('--limit', pageSize(100), limit), after: given('--after', citingCursor, after ?? null),
});

/** Adds the commands. */
export function addReferenceCommands(cutter: Command, { io, duty, runAs }: Cli): void {
	paged(duty(cutter, 'cited-by', 'say which texts cite a unit, or what stands in it, and what each of them answers').argument('<text>', 'an address, or a citation as people write it')).action(
		(text: string, options) =>
			runAs(
				options,
				() => asked(options),
				(context, page) => readCitedBy(context, text, page),
				({ resolution, references, next }) => (resolution.units.length === 0 && !resolution.tombstone ? [`${text}: ${resolution.outcome}`] : [...references.map(lineOf), ...more(next)]),
				({ resolution }) => resolution.units.length > 0 || resolution.tombstone !== null,
			),
	);

	paged(duty(cutter, 'references', 'say what a unit cites and all that stands in it, or a document').argument('<text>', 'an address or a citation; with --document the id, code or prefix of a document'))
		.option('--document', 'of a whole document')
		.option('--draft', 'of a draft, by the id of its manifest: what it cites of itself and does not have, and days of single provisions')
		.action((text: string, options) =>
			options.draft
				? runAs(
						options,
						() => {
							if (options.document || options.asOf !== undefined || options.after !== undefined) badUsage('--draft goes with no other choice: all of a draft is told, as it is.');
							return given('<text>', z.uuid(), text);
						},
						readDraft,
						({ citations, days }) => [
							...citations.map(({ address, words, provision }) => `${address}: ${words} → ${provision} is not there`),
							...days.flatMap(({ in_force_from: day, said_by: by, units }) => units.map(({ address, drafted }) => `${address}: law from ${day} (${by}); in the draft ${drafted ?? 'not law yet'}`)),
						],
					)
				: runAs(
						options,
						() => asked(options),
						(context, page) => (options.document ? readReferencesOfDocument(context, text, page) : readReferences(context, text, page)),
						({ references, next }) => [...references.map(lineOf), ...more(next)],
					),
		);

	duty(cutter, 'open-citations', 'say which citations do not answer as they were meant, or let one of them stand')
		.option('--document <document>', 'those that a document makes and others make of it: its id, code or prefix')
		.option('--accepted', 'those that somebody lets stand')
		.option('--limit <count>', 'how many at once, up to 1000', '100')
		.option('--after <place>', 'goes on where a page ended')
		.option('--let-stand <place>', 'lets the citation at this place stand')
		.option('--open-again <place>', 'takes that back')
		.option('--why <why>', 'why it stands')
		.action(({ document, accepted = false, limit, after, letStand, openAgain, why, ...who }) =>
			runAs(
				who,
				() => {
					if (letStand !== undefined && openAgain !== undefined) badUsage('Give either --let-stand or --open-again.');
					if ((letStand === undefined) !== (why === undefined)) badUsage('--why goes with --let-stand, and that with it.');
					if (letStand !== undefined) return { accept: { place: given('--let-stand', citingPlace, letStand), accepted: true, asks: null, why: given('--why', words.min(1), why) } };
					if (openAgain !== undefined) return { accept: { place: given('--open-again', citingPlace, openAgain), accepted: false, asks: null, why: null } };
					return { list: { document: document ?? null, accepted, limit: given('--limit', pageSize(100), limit), after: given('--after', citingCursor, after ?? null) } };
				},
				async (context, { accept, list }): Promise<ReferencePage> => (accept ? acceptCitation(context, accept) : readOpenCitations(context, list)),
				({ references, next }) => [...references.flatMap(openLines), ...more(next)],
			),
		);

	duty(cutter, 'wanted', 'say which documents are cited and not registered, those that the most documents cite first')
		.option('--limit <count>', 'how many, up to 1000', '20')
		.action(({ limit, ...who }) =>
			runAs(
				who,
				() => given('--limit', pageSize(20), limit),
				readWanted,
				({ documents }) => documents.map((wanted) => `${wanted.name}: ${wanted.references} times in ${wanted.documents} documents`),
			),
		);

	duty(cutter, 'names', 'say by what names a document is cited, add some, or take away what was added')
		.argument('<document>', 'id, code or prefix of the document')
		.option('--add <name...>', 'a short title or an abbreviation')
		.option('--remove <name...>', 'a name that somebody added')
		.action((document: string, { add, remove, ...who }) =>
			runAs(
				who,
				() => ({ document, add: add ?? [], remove: remove ?? [] }),
				changeNames,
				({ names }) => names.map(({ name, kind }) => `${name} (${kind})`),
			),
		);

	duty(cutter, 'read-references', 'read the texts that were not read for what they cite: after an upgrade, or where it failed').action((who) =>
		runAs(
			who,
			() => null,
			(context) => readAllTexts(context, (code, references) => void io.stderr.write(`${code}: ${references} references\n`)),
			(done) => [`${done.documents} documents read, ${done.references} references; ${done.names} names; ${done.relations} documents that others amend, repeal or have in their text.`],
		),
	);
}
