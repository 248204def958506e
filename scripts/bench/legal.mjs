// A law of a day beside the law of now: reading and resolving in a document that was changed many times.

import { step } from '../lib/console.mjs';
import { approve, clientsOf, register } from '../lib/main-job.mjs';
import { startStack } from '../lib/stack.mjs';
import { loadClient, median } from './lib/load.mjs';
import { describeMachine, machine, markdownTable } from './lib/report.mjs';

export const summary = 'a document read, and an address resolved, as of a day and as known then, beside now';

const FULL = { articles: 250, changes: 200, rounds: 7, count: 12 };
const QUICK = { articles: 10, changes: 4, rounds: 2, count: 3 };

const SETTINGS = { LOG_LEVEL: 'error', RATE_LIMITER_ENABLED: 'false', PRESSURE_LIMITER_ENABLED: 'false', CACHE_ENABLED: 'false' };
const PREFIX = 'LEGAL-BENCH';
const SINCE = '2000-01-01';

const article = (number) => `
Điều ${number}. Việc thứ ${number}
1. Nhận dụng cụ theo sổ, đếm lại trước mặt người giao và ký vào sổ ngay tại chỗ;
2. Báo cho người phụ trách trong ngày nếu thiếu hoặc hỏng, kèm tên dụng cụ và tình trạng của nó;
3. Trả dụng cụ sạch và khô, đúng chỗ đã ghi, trước giờ đóng cửa của ngày làm việc ấy.
`;

/** A day of the years from 2001 on, one for each change; every fourth is entered before the one of the day before it. */
const dayOf = (change) => {
	const at = change % 4 === 3 ? change - 1 : change % 4 === 2 ? change + 1 : change;
	return new Date(Date.UTC(2001, 0, 1 + at * 30)).toISOString().slice(0, 10);
};

async function lawOf({ articles, changes }, system) {
	const { executor, reviewer, verifier } = clientsOf(system);
	const through = async ({ manifest_id: manifest }) => {
		await executor.post('/cutter/sweep', { manifests: [manifest] });
		await approve(reviewer, manifest, { rationale: 'Made for this benchmark.' });
		const { change_set_id: changeSet } = await executor.post(`/cutter/manifests/${manifest}/cut`);
		const { verdict } = await verifier.post(`/cutter/change-sets/${changeSet}/verify`);
		if (verdict !== 'pass') throw new Error(`A change was not carried out as it was proposed: ${changeSet}`);
	};
	const bytes = Buffer.from(`QUY ĐỊNH VỀ KHO\n${Array.from({ length: articles }, (_, index) => article(index + 1)).join('')}`);
	const { id } = await register({ executor }, { bytes, prefix: PREFIX, profile: 'vn-law' });
	await through(await executor.post(`/cutter/documents/${id}/mark`, { enact: { in_force_from: SINCE, evidence: 'Made for this benchmark.' } }));
	let known = null;
	for (let change = 0; change < changes; change += 1) {
		const address = `${PREFIX}/DIEU-${1 + (change % Math.min(articles, 50))}-KHOAN-${1 + (change % 3)}`;
		const [unit] = await executor.get(`/items/tac_logical_unit?${new URLSearchParams({ 'filter[canonical_address][_eq]': address, fields: 'id' })}`);
		await through(await executor.post(`/cutter/units/${unit.id}/substitute`, { body: `Nội dung mới thứ ${change + 1} của khoản này;\n`, rationale: 'Made for this benchmark.', effective_on: dayOf(change) }));
		if (change === Math.floor(changes / 2)) known = new Date().toISOString();
	}
	return { id, known, middle: dayOf(Math.floor(changes / 2)) };
}

function casesOf({ id, known, middle }) {
	const reading = (of = {}) => `/cutter/documents/${id}/reading?${new URLSearchParams(of)}`;
	const unit = (of = {}) => `/cutter/units/${encodeURIComponent(`${PREFIX}/DIEU-2-KHOAN-2`)}?${new URLSearchParams(of)}`;
	const resolve = (of = {}) => `/cutter/resolve?${new URLSearchParams({ address: `${PREFIX}/DIEU-2-KHOAN-2`, ...of })}`;
	const of = { 'now': {}, 'as of its first day': { as_of: SINCE }, 'as of a day between': { as_of: middle }, 'as of that day, as known then': { as_of: middle, known_at: known } };
	const named = (what, path, moments) => moments.map((moment) => ({ what, moment, path: path(of[moment]) }));
	return [...named('the document', reading, Object.keys(of)), ...named('one unit', unit, Object.keys(of)), ...named('an address resolved', resolve, ['now', 'as of a day between'])];
}

export async function run({ quick }) {
	const size = quick ? QUICK : FULL;
	const on = machine();
	const system = await startStack({ environment: SETTINGS });
	try {
		const law = await step(`A law of ${size.articles * 4} units, changed ${size.changes} times`, () => lawOf(size, system));
		const cases = casesOf(law);
		const client = loadClient(system.url, system.users.reviewer.token);
		const took = new Map(cases.map((each) => [each, []]));
		// The first round warms up; then each begins with another case.
		await step('Reading', async () => {
			for (let round = 0; round <= size.rounds; round += 1) {
				for (const offset of cases.keys()) {
					const each = cases[(offset + round) % cases.length];
					const { milliseconds } = await client.send(() => ({ path: each.path, statuses: [200] }), { count: size.count, concurrency: 1 });
					if (round > 0) took.get(each).push(milliseconds.median);
				}
			}
		});
		await client.close();
		return { machine: on, units: size.articles * 4, changes: size.changes, cases: cases.map(({ what, moment, path }, at) => ({ what, moment, path, milliseconds: median(took.get(cases[at])) })) };
	} finally {
		await system.stop();
	}
}

export function table({ machine: on, units, changes, cases }) {
	const now = (what) => cases.find((each) => each.what === what && each.moment === 'now').milliseconds;
	const rows = cases.map(({ what, moment, milliseconds }) => [what, moment, milliseconds.toFixed(1), `${(milliseconds / now(what)).toFixed(2)} ×`]);
	return `${describeMachine(on)} A law of ${units} units with ${changes} changes of days of their own.\n\n${markdownTable(['read', 'when', 'median, ms', 'beside now'], rows)}`;
}
