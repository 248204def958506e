/** `directus cutter review`: REVIEW, and what it asks where the text leaves something to people. */
import type { Command } from 'commander';

import type { AnomaliesAsked } from '../answers/index.js';
import { Refused, type AnomalyAnswer } from '../core/index.js';
import { text, verdict } from '../surface/values.js';
import type { Context } from '../usecases/context.js';
import { readAnomalies } from '../usecases/readManifestEntry.js';
import { reviewManifest } from '../usecases/reviewManifest.js';
import { answer, answersIn } from './given.js';
import type { Cli } from './run.js';
import { badUsage, given, id } from './usage.js';

type Asked = AnomaliesAsked[number];

const all = (value: string, before: string[]): string[] => [...before, value];
const onLine = ({ code, line }: Asked): string => `${code}@${line}`;

/** What an answer on the command line names an anomaly by: where several of a kind stand on one line, its id. */
const nameOf = (asked: Asked, others: AnomaliesAsked): string => (others.filter((other) => onLine(other) === onLine(asked)).length > 1 ? asked.id : onLine(asked));

/** The answers by the ids of what they name. A name of no anomaly stays as it is, for the core to refuse. */
function byId(given: AnomalyAnswer[], asked: AnomaliesAsked): AnomalyAnswer[] {
	return given.map(({ anomaly, reason }) => {
		const [first, ...more] = asked.filter((each) => each.id === anomaly || onLine(each) === anomaly);
		if (more.length > 0) badUsage(`${anomaly} names several anomalies: name one of ${[first, ...more].map((each) => each!.id).join(', ')}.`);
		return { anomaly: first?.id ?? anomaly, reason };
	});
}

/** Every question that is open, with what to type. */
function questions(asked: AnomaliesAsked, answers: AnomalyAnswer[]): string {
	const open = asked.filter((each) => each.weight === 'grave' && !answers.some(({ anomaly }) => anomaly === each.id));
	return open.map((each) => `line ${each.line}: ${each.message}\n  --answer ${nameOf(each, asked)}="WHY"\n`).join('');
}

/** Adds the command. */
export function addReviewCommand(cutter: Command, { io, duty, runAs }: Cli): void {
	duty(cutter, 'review', 'record ten findings and a verdict about a manifest that someone else marked')
		.argument('<manifest id>')
		.requiredOption('--verdict <verdict>', 'PASS, FAIL or NEEDS_HUMAN')
		.requiredOption('--rationale <why>', 'why')
		.option('--digest <sha256>', 'the digest of the manifest you looked at; another one is refused')
		.option('--answer <code@line=why>', 'why an anomaly of the text does not make the law wrong; once for each grave one before a PASS', all, [])
		.option('--answers <file>', 'the same as JSON, [{"anomaly": "gap@12", "reason": "…"}]; - is standard input')
		.action((manifest: string, { verdict: said, rationale, digest, answer: pairs, answers: file, ...who }) =>
			runAs(
				who,
				() => ({
					manifestId: id('manifest', manifest), verdict: given('--verdict', verdict, said), rationale, manifestDigest: digest ?? null,
					answers: (pairs as string[]).map((pair) => answer(given('--answer', text, pair))),
				}),
				async (context, { answers: typed, ...request }) => {
					const read = file === undefined ? [] : await answersIn(io, file);
					return reviewAsking(context, request, [...typed, ...read], (open) => io.stderr.write(open));
				},
				(review) => [
					`${review.verdict}: entry ${review.entry_id} is ${review.status}.`,
					...Object.entries(review.findings).map(([name, finding]) => `  ${name}: ${finding.verdict}: ${finding.note}`),
				],
			),
		);
}

type Request = Omit<Parameters<typeof reviewManifest>[1], 'answers'>;

async function reviewAsking(context: Context, request: Request, answers: AnomalyAnswer[], ask: (open: string) => void): ReturnType<typeof reviewManifest> {
	const named = answers.length > 0 ? byId(answers, await readAnomalies(context, request.manifestId)) : [];
	try {
		return await reviewManifest(context, { ...request, answers: named });
	} catch (error) {
		if (error instanceof Refused && error.refusal.code === 'ANOMALIES_UNANSWERED') ask(questions(await readAnomalies(context, request.manifestId), named));
		throw error;
	}
}
