/** Acts and the documents they amend, on the command line: where each stands, and from a registered act to a proposal on every document. */
import type { Command } from 'commander';

import type { ActConsolidated, ActOnDocument } from '../answers/index.js';
import { day, pageSize, text } from '../surface/values.js';
import { readActsOn, readDocumentsOf, readOutstanding, sayInclusion } from '../usecases/amendingActs.js';
import { consolidateAct } from '../usecases/consolidateAct.js';
import { proposalLines } from './amend.js';
import type { Cli } from './run.js';
import { badUsage, given } from './usage.js';

const called = ({ document, name }: ActOnDocument): string => (document ? `${document.title} (${document.prefix})` : `${name}, which is not registered`);

const actLine = (on: ActOnDocument): string => `${on.stands}  ${on.act.title} (${on.act.prefix}) ${on.relation} ${called(on)}${on.included?.why ? `: ${on.included.why}` : ''}`;

/** Adds the commands. */
export function addActCommands(cutter: Command, { duty, runAs }: Cli): void {
	duty(cutter, 'amended-by', 'say which registered acts amend or repeal a document, and where each stands')
		.argument('<document>', 'id, code or prefix of the document')
		.option('--included <act>', 'says that the text of the document has what this act asks for')
		.option('--not-included <act>', 'takes that back')
		.option('--why <why>', 'why it is said')
		.action((document: string, { included, notIncluded, why, ...who }) =>
			runAs(
				who,
				() => {
					if (included !== undefined && notIncluded !== undefined) badUsage('Give either --included or --not-included.');
					const act: string | undefined = included ?? notIncluded;
					if ((act === undefined) !== (why === undefined)) badUsage('--why goes with --included or --not-included, and they with it.');
					return act === undefined ? null : { document, act, included: included !== undefined, why: given('--why', text.min(1), why) };
				},
				(context, inclusion) => (inclusion ? sayInclusion(context, inclusion) : readActsOn(context, document)),
				({ acts }) => acts.map(actLine),
			),
		);

	duty(cutter, 'amends', 'say which documents an act amends or repeals, and where it stands on each')
		.argument('<act>', 'id, code or prefix of the act')
		.action((act: string, who) =>
			runAs(
				who,
				() => act,
				readDocumentsOf,
				({ acts }) => acts.map(actLine),
			),
		);

	duty(cutter, 'outstanding', 'say which registered acts are not carried out on documents of the library')
		.option('--limit <count>', 'how many, up to 1000', '100')
		.action(({ limit, ...who }) =>
			runAs(
				who,
				() => given('--limit', pageSize(100), limit),
				readOutstanding,
				({ acts }) => acts.map(actLine),
			),
		);

	duty(cutter, 'consolidate', 'propose a registered act on every registered document that it amends: one change each')
		.argument('<act>', 'id, code or prefix of the act')
		.option('--document <document...>', 'these documents alone')
		.option('--effective-on <day>', "the day from which it is law; the act's own where it is left out")
		.option('--with-doubts', 'steps that a person should look at before are a part of it')
		.option('--rationale <why>', 'why; the title of the act where it is left out')
		.option('--dry-run', 'show what would be proposed, and write nothing')
		.action((act: string, { document = [], effectiveOn, withDoubts = false, rationale, dryRun = false, ...who }) =>
			runAs(
				who,
				() => ({ act, documents: document, effectiveOn: effectiveOn === undefined ? null : given('--effective-on', day, effectiveOn), withDoubts, rationale: rationale ?? null, dryRun }),
				consolidateAct,
				(done) => (done.length > 0 ? [...done.flatMap(consolidatedLines), ...sendLine(done)] : ['Its text names no document that it amends.']),
				(done) => done.every(({ refusal }) => refusal === null),
			),
		);
}

/** What is proposed waits for somebody to send it to review. */
function sendLine(done: readonly ActConsolidated[]): string[] {
	const drafts = done.flatMap(({ proposed }) => (proposed && !proposed.dry_run ? [proposed.manifest_id] : []));
	return drafts.length > 0 ? [`To review: directus cutter sweep ${drafts.join(' ')}`] : [];
}

function consolidatedLines({ on, proposal, proposed, refusal }: ActConsolidated): string[] {
	const head = `${called(on)}:`;
	if (refusal) return [`${head} ${refusal.code}: ${refusal.message}`];
	if (!proposal) return [`${head} ${on.document ? `${on.relation}, ${on.stands}` : 'nothing is done'}.`];
	const day = proposal.whole?.effective_on ? `law from ${proposal.whole.effective_on}` : 'law as it is recorded';
	const became = proposed ? (proposed.dry_run ? `would be proposed, ${day}; nothing is written` : `manifest ${proposed.manifest_id}, entry ${proposed.entry_id} is ${proposed.status}, ${day}`) : 'nothing is left to propose';
	return [`${head} ${became}.`, ...proposalLines(proposal).map((line) => `  ${line}`)];
}
