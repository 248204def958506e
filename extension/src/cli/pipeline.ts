/** `directus cutter mark|sweep|review|cut|verify`: the steps of the pipeline, each as a person who is named. */
import type { Command } from 'commander';

import type { Cut, Verified } from '../answers/index.js';
import type { Enactment, Gate } from '../core/index.js';
import { batchSize, day, scope, target, text } from '../surface/values.js';
import { cutManifest } from '../usecases/cutManifest.js';
import { markDocument } from '../usecases/markDocument.js';
import { sendToReview } from '../usecases/sendToReview.js';
import { verifyChangeSet } from '../usecases/verifyChangeSet.js';
import { addReviewCommand } from './review.js';
import type { Cli } from './run.js';
import { badUsage, given, id } from './usage.js';

const all = (value: string, before: string[]): string[] => [...before, value];

/** That a text is law from a day on; null where no day is given. */
function enactment(from: string | undefined, evidence: string | undefined, units: readonly string[]): Enactment | 'as_said' | null {
	if (from === 'as-said') return evidence === undefined && units.length === 0 ? 'as_said' : badUsage('With --in-force-from as-said the text says the days, and where.');
	if (from === undefined) return evidence === undefined && units.length === 0 ? null : badUsage('Give --in-force-from, the day from which the text is law.');
	return {
		in_force_from: given('--in-force-from', day, from),
		evidence: given('--evidence', text, evidence ?? ''),
		units: units.map((unit) => {
			const [, address, on] = /^(.+)=([^=]+)$/.exec(unit) ?? badUsage(`--unit-in-force ${JSON.stringify(unit)} is no ADDRESS=DAY.`);
			return { address: address!, in_force_from: given('--unit-in-force', day, on) };
		}),
	};
}

/** Adds the steps. */
export function addPipelineCommands(cutter: Command, cli: Cli): void {
	const { duty, host, runAs } = cli;
	duty(cutter, 'mark', 'propose how a registered document is cut')
		.argument('<document>', 'id, code or prefix')
		.option('--profile <id>', 'grammar profile; as registered where it is left out')
		.option('--leaf <level>', 'smallest level; every level of the profile where it is left out')
		.option('--scope <what>', 'all or enacted_only', 'all')
		.option('--in-force-from <day>', 'the day from which the text is law, or as-said for the days that it says itself: its units come into force with the cut')
		.option('--evidence <what>', 'what says so: the closing provision, the gazette, the decision')
		.option('--unit-in-force <address=day>', 'a unit that is law from another day, such as LAW/ART-10=2027-01-01', all, [])
		.action((document: string, { profile, leaf, scope: what, inForceFrom, evidence, unitInForce, ...who }) =>
			runAs(
				who,
				() => ({ document, profile: profile ?? null, leaf: leaf ?? null, scope: given('--scope', scope, what), enact: enactment(inForceFrom, evidence, unitInForce) }),
				markDocument,
				(mark) => [
					`Manifest ${mark.manifest_id}, entry ${mark.entry_id} is ${mark.status}.`,
					...mark.card.map(({ member, value, line, doubt }) => `  ${member.replaceAll('_', ' ')}: ${value} (line ${line}${doubt ? `; ${doubt.replaceAll('_', ' ')}` : ''})`),
				],
			),
		);

	duty(cutter, 'sweep', 'send what was marked or deferred to review, oldest first')
		.argument('[manifest ids...]', 'these alone')
		.option('--batch-size <number>', 'entries at most', '100')
		.action((manifests: string[], { batchSize: size, ...who }) =>
			runAs(
				who,
				() => ({ batchSize: given('--batch-size', batchSize, Number(size)), after: null, manifests: manifests.length > 0 ? manifests.map((each) => id('manifest', each)) : null }),
				(context, request) => sendToReview(context, host, request),
				({ promoted, waits_for: people = [] }) => [`${promoted} entries sent to review.`, ...(people.length > 0 ? [`Waits for ${people.map((name) => name || 'somebody without a name').join(', ')}.`] : [])],
			),
		);

	addReviewCommand(cutter, cli);

	duty(cutter, 'cut', 'write what was planned and approved, or rehearse it')
		.argument('<manifest id>')
		.option('--target <where>', 'public, or sandbox for a rehearsal', 'public')
		.option('--dry-run', 'do everything, report, and take it back')
		.action((manifest: string, { target: where, dryRun, ...who }) =>
			runAs(who, () => ({ manifestId: id('manifest', manifest), target: given('--target', target, where), dryRun: Boolean(dryRun) }), cutManifest, cutLines),
		);

	duty(cutter, 'verify', 'prove a cut that someone else made, with the key and the login of this host')
		.argument('<change set id>')
		.action((changeSet: string, who) => runAs(who, () => id('change set', changeSet), verifyChangeSet, verifyLines, (result) => result.verdict === 'pass'));
}

const cutLines = (cut: Cut): string[] => [
	`${cut.dry_run ? 'Dry run of change set' : 'Change set'} ${cut.change_set_id} (${cut.target}): entry ${cut.entry_id} is ${cut.status}.`,
	...cut.gates.map(({ id: gate, verdict: said }: Gate) => `  ${gate}: ${said}`),
	...Object.entries(cut.observed_row_counts).map(([table, rows]) => `  ${table}: ${rows} rows`),
];

const driftOf = (axes: Verified['axes']): string => `drift of units ${axes.unit}, content ${axes.content}, structure ${axes.structure}, scope ${axes.scope}`;

const verifyLines = ({ verdict: said, axes, findings, ...result }: Verified): string[] => [
	`${said}: change set ${result.change_set_id}, ${result.observed_unit_count} of ${result.expected_unit_count} units; ${driftOf(axes)}.`,
	...findings.map(({ code, address, expected, observed }) => `  ${code}  ${address ?? ''}: expected ${expected}, found ${observed}`),
	...(result.compensation ? [`  ${result.compensation.reason}`] : []),
	...(result.references === null ? ['  What its texts cite could not be read; read it with: directus cutter read-references'] : []),
];
