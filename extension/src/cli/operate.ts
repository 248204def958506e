/** `directus cutter operate …`: the operations on the structure, as over HTTP, of units that are named by their addresses; `withdraw` and `correct`. */
import type { Command } from 'commander';

import type { OperationProposed } from '../answers/index.js';
import type { StructureOperation, UnitTexts } from '../core/index.js';
import { day, text } from '../surface/values.js';
import { nameUnits } from '../usecases/nameUnits.js';
import { proposeCorrection, proposeStructure, proposeWithdrawal } from '../usecases/proposeStructure.js';
import { newAddress, partsIn, textIn, type NewAddressGiven } from './given.js';
import type { Who } from './acting.js';
import type { Cli } from './run.js';
import { badUsage, given, id } from './usage.js';

/** The id of a unit whose address was given. */
type IdOf = (address: string) => string;

/** What one command asks for: the units it names, the first of them that the operation starts from, and the operation. */
interface Asked {
	units: readonly string[];
	operation: (idOf: IdOf, parentId: string | null) => StructureOperation;
}

interface Common extends Who {
	rationale: string;
	preview?: string;
	dryRun?: boolean;
	effectiveOn?: string;
}

const all = (value: string, before: string[]): string[] => [...before, value];

/** Adds the group. */
export function addOperateCommands(cutter: Command, { io, duty, runAs }: Cli): void {
	const operate = cutter.command('operate').description('propose an operation on cut law; it then goes through sweep, review, cut and verify');
	const verb = (name: string, description: string, units: string) =>
		duty(operate, name, description)
			.argument(units, 'the address it has now')
			.requiredOption('--rationale <why>', 'why; the aliases it writes carry it')
			.option('--effective-on <day>', 'the day from which it is law; as it is recorded where it is left out')
			.option('--dry-run', 'show what would be proposed, and write nothing')
			.option('--preview <digest>', 'the digest that a dry run showed; refused where another one comes of it now');

	// Bad usage is told before anything is looked up or read: `written` says so, and gives what asks.
	const propose = ({ preview, dryRun, effectiveOn, rationale: why, ...who }: Common, written: () => () => Promise<Asked> | Asked): Promise<never> =>
		runAs(
			who,
			() => ({ ask: written(), rationale: given('--rationale', text, why), effectiveOn: effectiveOn === undefined ? null : given('--effective-on', day, effectiveOn) }),
			async (context, { ask, rationale, effectiveOn }) => {
				const { units, operation } = await ask();
				const ids = await nameUnits(context, units);
				const idOf: IdOf = (address) => ids[units.indexOf(address)]!;
				return proposeStructure(context, {
					unitId: ids[0]!, operation: (parentId) => operation(idOf, parentId),
					rationale, preview: preview ?? null, authority: null, effectiveOn, dryRun: Boolean(dryRun),
				});
			},
			linesOf,
		);

	verb('split', 'end a unit and let its parts stand below it', '<address>')
		.option('--ends-at <byte>', 'where a part ends in the text, in bytes from its beginning; once for each part, the last one too', all, [])
		.option('--parts <file>', 'instead: a JSON list of {"ends_at", "children"?: [addresses], "label"?, "title"?}; - is standard input')
		.action((address: string, { endsAt, parts: file, ...common }) => {
			return propose(common as Common, () => {
				if ((endsAt.length > 0) === (file !== undefined)) badUsage('Give either --ends-at for each part, or --parts FILE.');
				const places = endsAt.map((place: string) => (/^\d{1,9}$/.test(place) ? Number(place) : badUsage(`--ends-at ${JSON.stringify(place)} is no number of bytes.`)));
				return async () => {
					const parts = file === undefined ? places.map((ends_at: number) => ({ ends_at, children: [], label: '', title: '' })) : await partsIn(io, file);
					return {
						units: [address, ...parts.flatMap(({ children }: { children: string[] }) => children)],
						operation: (idOf) => ({ kind: 'split', unit_id: idOf(address), parts: parts.map((part: (typeof parts)[number]) => ({ ...part, children: part.children.map(idOf) })) }),
					};
				};
			});
		});

	verb('join', 'end siblings and let one unit stand in their place', '<address...>')
		.option('--label <label>', 'label of the new unit', '')
		.option('--title <title>', 'title of the new unit', '')
		.action((units: string[], { label, title, ...common }) => propose(common as Common, () => () => ({ units, operation: (idOf) => ({ kind: 'merge', unit_ids: units.map(idOf), label, title }) })));

	verb('renumber', 'give units other addresses, all at once', '<address>')
		.argument('<new address>')
		.option('--label <label>', 'its new label')
		.option('--also <old=new>', 'another unit in the same change, such as LAW/ART-6=LAW/ART-5 or LAW/ART-6=LAW/ART-5=Article 5', all, [])
		.action((address: string, to: string, { label, also, ...common }) => {
			return propose(common as Common, () => {
				const changes: NewAddressGiven[] = [{ unit: address, address: to, label: label ?? null }, ...also.map(newAddress)];
				return () => ({
					units: changes.map(({ unit }) => unit),
					operation: (idOf) => ({ kind: 'renumber', changes: changes.map(({ unit, ...change }) => ({ unit_id: idOf(unit), ...change })) }),
				});
			});
		});

	verb('substitute', 'give a unit a new text under its address', '<address>')
		.requiredOption('--text <file>', 'the new text, exactly; - is standard input')
		.option('--heading <file>', 'the new heading, exactly, with its line end; kept where it is left out')
		.option('--title <title>', 'the new title; kept where it is left out')
		.option('--derived', 'it was made from the text that stands there, as where words are exchanged; else it is a whole text, under which an earlier one may be entered late')
		.action((address: string, { text: file, heading, title, derived, ...common }) => {
			return propose(common as Common, () => {
				const texts = textIn(io, { '--text': file, '--heading': heading });
				return async () => {
					const [body, head] = await texts();
					return { units: [address], operation: (idOf) => ({ kind: 'substitute', unit_id: idOf(address), heading: head ?? null, body: body ?? '', title: title ?? null, source: null, derived: Boolean(derived) }) };
				};
			});
		});

	verb('insert', 'put a new unit after another one, or below it as the first', '<address>')
		.argument('<new address>')
		.requiredOption('--section-type <type>', 'such as article')
		.requiredOption('--label <label>', 'such as "Article 6a"')
		.option('--title <title>', 'its title', '')
		.option('--text <file>', 'its text, exactly; - is standard input')
		.option('--heading <file>', 'its heading, exactly, with its line end')
		.option('--first-below', 'as the first below the named unit, not after it')
		.option('--enact', 'law from --effective-on; a draft where it is left out')
		.action((address: string, to: string, { sectionType, label, title, text: file, heading, firstBelow, enact, ...common }) => {
			return propose(common as Common, () => {
				const texts = textIn(io, { '--text': file, '--heading': heading });
				return async () => {
					const [body, head] = await texts();
					const unit = { address: to, section_type: sectionType, label, title, heading: head ?? '', body: body ?? '', source: null, enact: Boolean(enact) };
					return {
						units: [address],
						operation: (idOf, parentId) => ({ kind: 'insert', ...unit, ...(firstBelow ? { parent_id: idOf(address), after: null } : { parent_id: parentId, after: idOf(address) }) }),
					};
				};
			});
		});

	verb('move', 'put a unit below another parent, or elsewhere below its own', '<address>')
		.option('--below <address>', 'its new parent; its own where it is left out')
		.option('--top', 'to the top of the document, below no parent')
		.option('--after <address>', 'the unit it comes after; first where it is left out')
		.option('--address <new address>', 'its new address, where the one it has names the old place')
		.action((address: string, { below, top, after, address: to, ...common }) => {
			return propose(common as Common, () => {
				if (below !== undefined && top) badUsage('Give either --below or --top.');
				return () => ({
					units: [address, below, after].filter((each) => each !== undefined),
					operation: (idOf, parentId) => ({
						kind: 'move', unit_id: idOf(address), parent_id: top ? null : below === undefined ? parentId : idOf(below), after: after === undefined ? null : idOf(after), address: to ?? null,
					}),
				});
			});
		});

	verb('retire', 'end a unit and all below it without successor', '<address>').action((address: string, common) =>
		propose(common as Common, () => () => ({ units: [address], operation: (idOf) => ({ kind: 'retire', unit_id: idOf(address) }) })),
	);

	verb('enact', 'bring drafts into force', '<address...>').action((units: string[], common) =>
		propose(common as Common, () => () => ({ units, operation: (idOf) => ({ kind: 'enact', unit_ids: units.map(idOf) }) })),
	);

	verb('suspend', 'let law not be applied for a time: units and all law below them', '<address...>')
		.option('--until <day>', 'the first day on which it is applied again; left out where nobody knows it')
		.action((units: string[], { until, ...common }) =>
			propose(common as Common, () => {
				const end = until === undefined ? null : given('--until', day, until);
				return () => ({ units, operation: (idOf) => ({ kind: 'suspend', unit_ids: units.map(idOf), until: end }) });
			}),
		);

	verb('resume', 'end a suspension of units and of all below them that is suspended', '<address...>').action((units: string[], common) =>
		propose(common as Common, () => () => ({ units, operation: (idOf) => ({ kind: 'resume', unit_ids: units.map(idOf) }) })),
	);

	const takeUp = (name: string, description: string, why: string) =>
		duty(cutter, name, description)
			.argument('<change set>')
			.requiredOption('--rationale <why>', why)
			.option('--dry-run', 'show what would be proposed, and write nothing')
			.option('--preview <digest>', 'the digest that a dry run showed; refused where another one comes of it now');
	const takenUp = (changeSet: string, why: string) => () => ({ changeSetId: id('change set', changeSet), rationale: given('--rationale', text, why) });

	takeUp('withdraw', 'propose to take a verified change back that never should have been, such as one of the wrong document', 'why it never should have been').action(
		(changeSet: string, { rationale: why, preview, dryRun, ...who }) =>
			runAs(who, takenUp(changeSet, why), (context, asked) => proposeWithdrawal(context, { ...asked, preview: preview ?? null, dryRun: Boolean(dryRun) }), linesOf),
	);

	takeUp('correct', 'propose to correct a verified first cut by its text as it is marked now: what was right stays, what was wrong never was', 'what was wrong with it')
		.option('--profile <id>', 'as MARK takes it; the profile of the document where it is left out')
		.option('--leaf <level>', 'the lowest level that is cut')
		.action((changeSet: string, { rationale: why, preview, dryRun, profile, leaf, ...who }) =>
			runAs(
				who,
				takenUp(changeSet, why),
				(context, asked) => proposeCorrection(context, { ...asked, preview: preview ?? null, dryRun: Boolean(dryRun), profile: profile ?? null, leaf: leaf ?? null }),
				linesOf,
			),
		);
}

const indented = (words: string): string[] => words.replace(/\n$/, '').split('\n').map((line) => `      ${line}`.trimEnd());
const sideOf = (name: string, units: readonly UnitTexts[]): string[] => [`  ${name}:`, ...units.flatMap(({ address, heading, body }) => [`    ${address}`, ...(heading + body === '' ? [] : indented(heading + body))])];
const SAID: Record<string, string> = { canonical: 'stays the address of', alias: 'leads to', many: 'leads to several:', gone: 'ended without successor', not_found: 'is free again' };

function linesOf(done: OperationProposed): string[] {
	const { origins, results, moved_along: along, citations, texts } = done;
	const addressOf = new Map(origins.map(({ unit_id, address }) => [unit_id, address]));
	const changed = [
		...results.flatMap(({ unit_id: id, address }) => (id !== null && addressOf.has(id) && addressOf.get(id) !== address ? [[addressOf.get(id), address]] : [])),
		...along.filter((each) => each.address_before !== each.address_after).map((each) => [each.address_before, each.address_after]),
	];
	const where = done.dry_run ? 'dry run, nothing was written' : `manifest ${done.manifest_id}, entry ${done.entry_id} is ${done.status}${done.already_marked ? ', as it was already' : ''}`;
	return [
		`${done.operation_kind} in ${done.doc_code}: ${where}.`,
		`  preview ${done.manifest_digest}`,
		...sideOf('before', texts.before),
		...sideOf('after', texts.after),
		...(changed.length > 0 ? ['  addresses that change:', ...changed.map(([from, to]) => `    ${from} -> ${to}`)] : []),
		...(citations.length > 0 ? ['  what old citations will answer:', ...citations.map(({ text: cited, outcome, addresses }) => `    ${[cited, SAID[outcome] ?? outcome, addresses.join(', ')].join(' ').trimEnd()}`)] : []),
	];
}
