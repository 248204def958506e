// The plans of the statements a system really sends, as PostgreSQL's own auto_explain writes them into the server's log.

import { setTimeout } from 'node:timers/promises';
import { asSuperuser } from './ledger.mjs';

/** Server parameters that make every statement tell its plan. */
export const PLANS_IN_LOG = {
	session_preload_libraries: 'auto_explain',
	'auto_explain.log_min_duration': '0',
	'auto_explain.log_nested_statements': 'on',
	'auto_explain.log_analyze': 'on',
	'auto_explain.log_buffers': 'on',
	'auto_explain.log_timing': 'off',
	'auto_explain.log_format': 'json',
};

/** A connection that tells no plans, for rows that are not under test. */
export const withoutPlans = (url) => `${url}?options=${encodeURIComponent('-c auto_explain.log_min_duration=-1')}`;

const PLAN = /duration: [\d.]+ ms {2}plan:$/;

/** Reads the server's log; `onLine` is for `ownSystem({ postgresSettings: PLANS_IN_LOG, onPostgresLine })`. */
export function planReader() {
	let plans = [];
	/** Lines of the plan that is being read: PostgreSQL indents them all. */
	let reading;
	let marks = 0;
	let awaited;

	function onLine(line) {
		// Two servers' processes write to one pipe: what is longer than it takes at once may be cut by a line of another.
		if (awaited && line.includes(awaited.mark)) awaited.arrived();
		if (reading && line.startsWith('\t')) return void reading.push(line);
		if (reading) plans.push(...whole(reading));
		reading = PLAN.test(line) ? [] : undefined;
	}

	return {
		onLine,
		/**
		 * Does `work`; gives its answer and the plans of every statement on `tables` (on any, where none are named) that was sent meanwhile.
		 * @returns {Promise<{ answer: unknown, plans: { 'Query Text': string, Plan: object }[] }>}
		 */
		async during(system, tables, work) {
			plans = [];
			const answer = await work();
			const mark = `read up to here ${(marks += 1)}`;
			// What was logged before the mark was written before it.
			const arrived = new Promise((resolve) => (awaited = { mark, arrived: resolve }));
			for (let isThere = false; !isThere; ) {
				await asSuperuser(system, (client) => client.query(`DO $$ BEGIN RAISE LOG '${mark}'; END $$`));
				isThere = await Promise.race([arrived.then(() => true), setTimeout(1000, false, { ref: false })]);
			}
			return { answer, plans: plans.filter((plan) => !tables || nodesOf(plan.Plan).some((node) => tables.includes(node['Relation Name']))) };
		},
	};
}

/** The plan, or nothing where its lines were cut: what a test misses it then says. */
function whole(lines) {
	try {
		return [JSON.parse(lines.join('\n'))];
	} catch {
		return [];
	}
}

/** Every node of a plan, the root first. */
export const nodesOf = (node) => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** Pages a statement touched, in memory or not. */
export const pagesOf = ({ Plan: root }) => root['Shared Hit Blocks'] + root['Shared Read Blocks'];

/** Rows a node gave, over all its repetitions. */
export const rowsOf = (node) => node['Actual Rows'] * node['Actual Loops'];
