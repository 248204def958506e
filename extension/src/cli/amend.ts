/** `directus cutter amend`: what leads from a cut document to a consolidated text of it, or what an amending act asks of it. */
import type { Command } from 'commander';

import type { OperationProposed } from '../answers/index.js';
import { refuse, type AmendmentProposal, type AmendmentStep, type StructureUndertaking } from '../core/index.js';
import { day } from '../surface/values.js';
import { proposeAmendments } from '../usecases/proposeAmendments.js';
import { proposeOperation } from '../usecases/proposeStructure.js';
import { textIn } from './given.js';
import type { Cli } from './run.js';
import { badUsage, given } from './usage.js';

interface Answer {
	proposal: AmendmentProposal;
	/** What became of the step that was to be proposed. */
	proposed: OperationProposed | null;
}

/** Adds the command. */
export function addAmendCommand(cutter: Command, { io, duty, runAs }: Cli): void {
	duty(cutter, 'amend', 'say what leads from a cut document to a consolidated text of it, or what an amending act asks of it, and propose one step')
		.argument('<document>', 'id, code or prefix of the document')
		.option('--text <file>', 'a consolidated text of the document; - is standard input')
		.option('--act <file>', 'an amending act; - is standard input')
		.option('--propose <number>', 'proposes the step of this number; the others can be proposed once it was carried out')
		.option('--as-one', 'all of it as one change, which is proposed where --rationale says why')
		.option('--effective-on <day>', "with --as-one: the day from which it is law; the act's own where it is left out")
		.option('--with-doubts', 'with --as-one: steps that a person should look at before are a part of it')
		.option('--rationale <why>', 'why; where an act asks for the step, its sentence where this is left out')
		.action((document: string, { text, act, propose, rationale, asOne = false, effectiveOn: onDay, withDoubts = false, ...who }) => {
			const asked = () => {
				if ((text === undefined) === (act === undefined)) badUsage('Give either --text or --act.');
				const number = propose === undefined ? null : Number(propose);
				if (number !== null && !(Number.isInteger(number) && number > 0)) badUsage('--propose must be the number of a step.');
				if (asOne && number !== null) badUsage('Give either --as-one or --propose.');
				const effectiveOn = onDay === undefined ? null : given('--effective-on', day, onDay);
				if (!asOne && (effectiveOn !== null || withDoubts)) badUsage('--effective-on and --with-doubts say what --as-one is.');
				if (number !== null && text !== undefined && !rationale) badUsage('--propose needs --rationale where a text is compared.');
				return { number, effectiveOn, texts: textIn(io, { '--act': act, '--text': text }) };
			};
			return runAs(who, asked, async (context, { number, effectiveOn, texts }): Promise<Answer> => {
				const [asAct, asText] = await texts();
				const proposal = await proposeAmendments(context, { document, by: { text: asAct ?? asText ?? '' }, isAct: act !== undefined, asOne: asOne ? { effectiveOn, withDoubts } : null });
				const propose = async (operation: StructureUndertaking, why: string): Promise<Answer> => ({
					proposal, proposed: await proposeOperation(context, { document, operation, rationale: why, preview: null, authority: null, effectiveOn, dryRun: false }),
				});
				if (asOne && rationale) return propose(proposal.whole?.operation ?? refuse('conflict', 'AMENDMENT_EMPTY', 'The amendment has no part that does anything.'), rationale);
				if (number === null) return { proposal, proposed: null };
				const step = proposal.steps[number - 1] ?? refuse('not_found', 'STEP_NOT_FOUND', `There are ${proposal.steps.length} steps, and no step ${number}.`);
				const why = rationale ?? step.asked_by.map((at) => proposal.instructions[at]?.sentence).join(' ');
				return propose(step.operation, why);
			}, linesOf);
		});
}

function linesOf({ proposal, proposed }: Answer): string[] {
	if (proposed) return [`Manifest ${proposed.manifest_id}, entry ${proposed.entry_id} is ${proposed.status}.`];
	return proposalLines(proposal);
}

/** What is proposed, with what is left to people. */
export function proposalLines(proposal: AmendmentProposal): string[] {
	const { waiting, unchanged, instructions, whole } = proposal;
	const { steps, left: all } = whole ? { steps: whole.doubted, left: whole.left } : proposal;
	const left = all.filter(({ asked_by: by }) => by.length === 0 || by.some((at) => instructions[at]?.outcome !== 'other_document'));
	const asked = (places: readonly number[]) => places.map((at) => `    asked at line ${instructions[at]?.line} of the act: ${instructions[at]?.sentence}`);
	const stepLines = ({ operation, addresses, doubts, asked_by: by }: AmendmentStep, at: number) => [
		`${String(at + 1).padStart(4)}  ${operation.kind}  ${addresses.join(', ')}`,
		...asked(by),
		...doubts.map(({ code, message }) => `    doubt ${code}: ${message}`),
	];
	const parts = whole?.operation?.kind === 'amendment' ? whole.operation.parts : [];
	return [
		...parts.flatMap(({ operation, asked_by: by }, at) => [`${String(at + 1).padStart(4)}  ${operation.kind}`, ...by.map(({ line, place }) => `    asked at line ${line} of the act (${place})`)]),
		...(whole ? [`${parts.length} parts of one change, ${steps.length} steps that a person should look at before:`] : []),
		...steps.flatMap(stepLines),
		...left.flatMap(({ address, why, asked_by: by }) => [`left  ${[address, why.code].filter(Boolean).join('  ')}: ${why.message}`, ...asked(by)]),
		...(all.length > left.length ? [`${all.length - left.length} of what it asks is of other documents.`] : []),
		// Of one change every round is in it.
		whole ? `${left.length} left to a person.` : `${steps.length} steps, ${left.length} left to a person, ${waiting} waiting for a step, ${unchanged} units unchanged.`,
	];
}
