// Timelines of the contract, and in long runs drawn ones, done to a running system: whatever is recorded, in whatever order, is accepted or refused as
// the contract says, and every question is answered as it says, of each day, as known at each instant. CUTTER_TIMELINES says how many.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { projectRoot } from '../../scripts/lib/paths.mjs';
import { query } from '../support/ledger.mjs';
import { sharedMaterial } from '../support/shared-material.mjs';
import { lawOfDays } from '../support/law-of-days.mjs';
import { operationsOn } from '../support/structure.mjs';
import { sharedSystem } from '../support/system.mjs';

const FEW = 10;
const MOST_DRAWN = 200;

/** What only the core does: whole cuts of drafts with a day, corrections of other things than a text marked again. */
const NOT_OFFERED = ({ changes }) =>
	changes.some(({ operation: { cut, correct, insert }, change, effective_on: day }) => correct || (cut && !cut.enact) || (insert && !insert.enact) || (cut && change !== changes.find(({ operation }) => operation.cut).change) || Number.isNaN(Date.parse(day ?? '2020-01-01')));

const wanted = Number(process.env.CUTTER_TIMELINES ?? FEW);
const path = sharedMaterial('vectors', 'timelines.json');
const cases = path === undefined ? [] : JSON.parse(readFileSync(path, 'utf8')).cases.filter((each) => !NOT_OFFERED(each) && each.changes[0].operation.cut && !each.changes[0].refused);
/** Out of those of the contract some at even steps; beyond them others are drawn. */
const few = Math.min(cases.length, wanted);
const drawing = (count) => execFileSync('cargo', ['run', '--quiet', '--package', 'iu-timeline', '--example', 'random_timelines', '--', '--count', String(count)], { cwd: projectRoot, encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'inherit'] });
const drawn = Math.min(MOST_DRAWN, wanted - FEW);
const chosen = [
	...cases.filter((_, number) => Math.floor((number * few) / cases.length) !== Math.floor(((number - 1) * few) / cases.length)),
	...(drawn > 0 ? JSON.parse(drawing(drawn)).cases : []),
];

let system;
before(async () => {
	if (chosen.length > 0) system = await sharedSystem();
});
after(() => system?.close());

const { approve, cut, verify } = operationsOn(() => system);

/** One case: what the contract calls L is a law of its own. */
class Told {
	constructor(done) {
		this.done = done;
		/** Ids of change sets by the names of changes. */
		this.changeSets = new Map();
		}

	address = (text) => text.replace(/^L\//, `${this.done.prefix}/`);
	back = (text) => text.replace(`${this.done.prefix}/`, 'L/');
	read = async (when) => system.clients.reviewer.send('GET', `/cutter/documents/${this.done.documentId}/reading?${new URLSearchParams(when)}`);

	/** The unit that holds an address on a day: what people see when they name it. */
	async holder(address, day) {
		const { status, body } = await this.read({ as_of: day });
		return status === 200 ? body.data.units.find((unit) => unit.canonical_address === this.address(address) && unit.lifecycle_status !== 'retired') : undefined;
	}

	/** A repealed unit keeps its place, and a tombstone is read by its address. */
	async place(address, day) {
		const { body } = await system.clients.reviewer.send('GET', `/cutter/units/${encodeURIComponent(this.address(address))}?${new URLSearchParams({ as_of: day })}`);
		return (await this.holder(address, day))?.id ?? body.data?.resolution?.tombstone?.unit?.id;
	}

	async record({ change, effective_on: day, operation }) {
		const [[kind, asked]] = Object.entries(operation);
		const proposed = await this.propose(kind, asked, day);
		if (proposed === undefined) return 'NOT_HELD';
		if (proposed.status !== 200) return proposed.body.errors[0].extensions.code;
		await approve(proposed.body.data);
		const applied = await cut(proposed.body.data);
		assert.deepEqual([(await verify(applied)).findings, applied.observed_row_counts], [[], applied.planned_row_counts], change);
		this.changeSets.set(change, applied.change_set_id);
		return null;
	}

	async propose(kind, asked, day) {
		const { executor } = system.clients;
		if (kind === 'withdraw') {
			const changeSet = this.changeSets.get(asked.change);
			return changeSet && executor.send('POST', `/cutter/change-sets/${changeSet}/withdraw`, { rationale: 'It never was.' });
		}
		const made = await this.operation(kind, asked, day);
		return made && executor.send('POST', `/cutter/documents/${this.done.documentId}/operations`, { rationale: 'The act.', effective_on: day, operation: made });
	}

	async operation(kind, asked, day) {
		const named = asked.addresses ?? asked.moves?.map(({ from }) => from) ?? (asked.address && kind !== 'insert' ? [asked.address] : []);
		const units = [];
		for (const address of named) units.push(await this.holder(address, day));
		if (units.includes(undefined)) return undefined;
		const [unit] = units;
		const unit_ids = units.map(({ id }) => id);
		const body = `${asked.text}\n`;
		switch (kind) {
			case 'substitute': return { kind, unit_id: unit.id, body, derived: asked.derived ?? false };
			case 'renumber': return { kind, changes: asked.moves.map(({ to }, number) => ({ unit_id: unit_ids[number], address: this.address(to) })) };
			case 'retire': return { kind, unit_id: unit.id };
			case 'enact': case 'suspend': case 'resume': return { kind, unit_ids, ...(asked.until ? { until: asked.until } : {}) };
			case 'join': return { kind: 'merge', unit_ids };
			case 'split': return { kind, unit_id: unit.id, parts: inPieces(unit.body, asked.parts.length) };
			default: {
				const after = asked.after === null ? null : await this.place(asked.after, day);
				const label = asked.address.replace('L/', '');
				return after === undefined ? undefined : { kind: 'insert', address: this.address(asked.address), parent_id: null, after, section_type: 'article', label, heading: `${label}.\n`, body, enact: true };
			}
		}
	}
}

/** Where each of so many pieces of a text ends, in bytes. */
function inPieces(text, pieces) {
	const places = [...text].map((_, at, all) => Buffer.byteLength(all.slice(0, at + 1).join('')));
	return Array.from({ length: pieces }, (_, piece) => ({ ends_at: places[Math.floor((places.length * (piece + 1)) / pieces) - 1] }));
}

const lawOf = ({ units }) => `LUẬT THỬ\n\n${units.map(({ address, text }) => `Điều ${address.replace('L/DIEU-', '')}. Tên\n${text} là câu của điều này.\n`).join('')}`;
const now = async () => (await query(system, 'SELECT clock_timestamp() AS now'))[0].now.toISOString();

describe('timelines', { skip: chosen.length === 0 }, () => {
	for (const { id, changes, queries } of chosen) {
		test(id, async (context) => {
			const [first, ...others] = changes;
			const units = first.operation.cut.units;
			const enact = { in_force_from: first.effective_on, evidence: 'Its closing provision.', units: units.filter(({ in_force_from: own }) => own).map(({ address, in_force_from: own }) => [address.replace('L/', ''), own]) };
			const told = new Told(await lawOfDays(system, lawOf(first.operation.cut), enact));
			told.changeSets.set(first.change, told.done.cut.change_set_id);
			const recorded = [[first.recorded_at, await now()]];
			for (const change of others) {
				const code = await told.record(change);
				if (change.refused === null && code !== null) {
					// A limit that is told to people; what comes after it would be of another document.
					assert.match(code, /^(CUTTER_)?(EFFECTIVE_CONFLICT|UNIT_RETIRED|ALIAS_\w+|NOT_HELD|PLACE_NOT_SIBLING)$/, `${change.change}: ${JSON.stringify(change.operation)}`);
					return context.diagnostic(`${change.change}: ${code}`);
				}
				if (change.refused !== null) assert.ok(code !== null, `${change.change} is accepted: ${JSON.stringify(change)}`);
				recorded.push([change.recorded_at, await now()]);
			}
			for (const { as_of: asOf, known_at: knownAt, document, address, expect } of queries) {
				const known = recorded.filter(([at]) => Date.parse(at) <= Date.parse(knownAt)).at(-1)?.[1];
				if (!asOf || !known) continue;
				const why = `${JSON.stringify({ asOf, knownAt, address })}`;
				if (document) {
					const { status, body } = await told.read({ as_of: asOf, known_at: known });
					if (expect.outcome) assert.equal([status, body.errors?.[0].extensions.code].join(' '), { before_first_day: '404 CUTTER_BEFORE_FIRST_DAY', not_registered: '404 CUTTER_NOT_RECORDED_THEN' }[expect.outcome], why);
					else assert.deepEqual(body.data.units.filter(({ lifecycle_status: status }) => status !== 'retired').map(({ canonical_address: at, legal }) => [told.back(at), legal.state]), expect.units.map(([at, , state]) => [at, state]), why);
					continue;
				}
				const { body } = await system.clients.reviewer.send('GET', `/cutter/resolve?${new URLSearchParams({ address: told.address(address), as_of: asOf, known_at: known })}`);
				const outcome = { before_first_day: 'not_found', not_registered: 'not_found' }[expect.outcome] ?? expect.outcome;
				assert.deepEqual([body.data.outcome, body.data.units.length], [outcome, outcome === 'gone' ? body.data.units.length : (expect.units ?? []).length], why);
			}
		});
	}
});
