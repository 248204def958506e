// CUT and VERIFY over HTTP against the plain ways of writing the same rows.

import { step } from '../lib/console.mjs';
import { httpClient } from '../lib/http.mjs';
import { clientsOf, register } from '../lib/main-job.mjs';
import { startStack } from '../lib/stack.mjs';
import { median } from './lib/load.mjs';
import { peakDuring } from './lib/memory.mjs';
import { installItemsService, openPlainWrites } from './lib/plain-writes.mjs';
import { describeMachine, machine, markdownTable } from './lib/report.mjs';
import { LOGGED, statementLog } from './lib/statements.mjs';

export const summary = 'CUT and VERIFY of 1,000, 10,000 and 100,000 units against ItemsService.createMany, one INSERT from JSON, and COPY';

/** Documents of how many units, and how many of each; the figures of a size are the middle ones of its documents. */
const FULL = [{ units: 1_000, rounds: 3 }, { units: 10_000, rounds: 2 }, { units: 100_000, rounds: 1 }];
const QUICK = [{ units: 100, rounds: 1 }, { units: 1_000, rounds: 1 }];

const SETTINGS = { LOG_LEVEL: 'warn', RATE_LIMITER_ENABLED: 'false', PRESSURE_LIMITER_ENABLED: 'false', CACHE_ENABLED: 'false' };

/** Four units: an article and three clauses. */
const article = (number, word) => `
Điều ${number}. Việc thứ ${number} của ${word}
Người phụ trách ${word} phân công người trực, ghi sổ giao ca và chịu trách nhiệm về dụng cụ trong ca của mình, gồm:
1. Nhận dụng cụ theo sổ, đếm lại trước mặt người giao và ký vào sổ ngay tại chỗ;
2. Báo cho người phụ trách trong ngày nếu thiếu hoặc hỏng, kèm tên dụng cụ và tình trạng của nó;
3. Trả dụng cụ sạch và khô, đúng chỗ đã ghi, trước giờ đóng cửa của ngày làm việc ấy.
`;
const lawOf = (units, word) => Buffer.from(`QUY ĐỊNH VỀ ${word.toUpperCase()}\n${Array.from({ length: units / 4 }, (_, index) => article(index + 1, word)).join('')}`);

/** One document through the pipeline; CUT and VERIFY are measured. */
async function playDocument({ system, clients, log, ask }, { units, word, prefix }) {
	const { executor, reviewer, verifier } = clients;
	const bytes = lawOf(units, word);
	const measured = async (client, path, body) => {
		const { result, ...database } = await log.during(ask, () =>
			peakDuring(system.directusPid(), async () => {
				const begun = performance.now();
				const answer = await client.post(path, body);
				return { answer, milliseconds: performance.now() - begun };
			}),
		);
		const { answer, milliseconds } = result.result;
		return { answer, figures: { milliseconds, database_milliseconds: database.milliseconds, by_kind: database.byKind, longest: database.longest, peak_mebibytes: result.peakMebibytes } };
	};
	const document = await register(clients, { bytes, prefix, title: `Bến ${word}`, profile: 'vn-law' });
	const mark = await measured(executor, `/cutter/documents/${document.id}/mark`);
	if (mark.answer.counts.units !== units) throw new Error(`MARK proposes ${mark.answer.counts.units} units instead of ${units}`);
	await executor.post('/cutter/sweep', { batch_size: 1000 });
	const review = await measured(reviewer, `/cutter/manifests/${mark.answer.manifest_id}/review`, { verdict: 'PASS', rationale: 'Made for this benchmark.' });
	const cut = await measured(executor, `/cutter/manifests/${mark.answer.manifest_id}/cut`);
	const verify = await measured(verifier, `/cutter/change-sets/${cut.answer.change_set_id}/verify`);
	if (verify.answer.verdict !== 'pass') throw new Error(`VERIFY says ${verify.answer.verdict}: ${JSON.stringify(verify.answer.findings.slice(0, 3))}`);
	return { text_bytes: bytes.length, changeSetId: cut.answer.change_set_id, mark: mark.figures, review: review.figures, cut: cut.figures, verify: verify.figures };
}

/** @param {{ quick: boolean }} options */
export async function run({ quick }) {
	const on = machine();
	const log = statementLog();
	const system = await startStack({ environment: SETTINGS, postgresSettings: LOGGED, onPostgresLine: log.onLine });
	let plain;
	try {
		installItemsService(system.env.EXTENSIONS_PATH);
		plain = await openPlainWrites(system, httpClient(system.url, system.users.admin.token));
		// It loads endpoints, and learns of tables, when it starts.
		await step('Restarting Directus with the plain tables and the endpoint for ItemsService', () => system.restartDirectus());
		const tools = { system, clients: clientsOf(system), log, ask: plain.ask };
		await step('Warming up', () => playDocument(tools, { units: 400, word: 'khởi động', prefix: 'BENCH-WARM' }));
		const measured = [];
		for (const { units, rounds } of quick ? QUICK : FULL) {
			for (let round = 1; round <= rounds; round += 1) {
				const { rows: [{ library }] } = await plain.ask('SELECT count(*)::int AS library FROM public.tac_logical_unit');
				const document = await step(`${units} units, ${round} of ${rounds}: CUT and VERIFY`, () =>
					playDocument(tools, { units, word: `bến ${units} ${round}`, prefix: `BENCH-${units}-${round}` }),
				);
				const { changeSetId, ...figures } = document;
				const plainly = await step(`${units} units, ${round} of ${rounds}: the same rows plainly`, () => plain.of(changeSetId, units));
				measured.push({ units, round, library, ...figures, plain: plainly });
			}
		}
		return { machine: on, directus: system.host.version, settings: SETTINGS, measured };
	} finally {
		await plain?.close();
		await system.stop();
	}
}

const number = (value, digits = 0) => value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const times = (value) => `${number(value, value < 10 ? 2 : 0)} ×`;

/** Where it got only some of the units: its time for each of them, for all. */
const itemsService = ({ units, plain }) => (plain.items_service / plain.items_service_units) * units;

/** The ways, each with its milliseconds in one measurement; the last ones write fewer rows: not those of the ledger. */
const WAYS = [
	{ name: 'CUT, the whole request', of: ({ cut }) => cut.milliseconds },
	{ name: 'CUT, in the database', of: ({ cut }) => cut.database_milliseconds },
	{ name: 'CUT, statements that write', of: ({ cut }) => cut.by_kind.write },
	{ name: 'VERIFY, the whole request', of: ({ verify }) => verify.milliseconds },
	{ name: 'VERIFY, in the database', of: ({ verify }) => verify.database_milliseconds },
	{ name: 'COPY, units, versions and affected rows', of: ({ plain }) => plain.copy_with_ledger },
	{ name: 'one INSERT from JSON each, the same three tables', of: ({ plain }) => plain.json_with_ledger },
	{ name: 'COPY, units and versions', of: ({ plain }) => plain.copy },
	{ name: 'one INSERT from JSON each, units and versions', of: ({ plain }) => plain.json },
	{ name: 'ItemsService.createMany, units and versions', of: itemsService },
];

/** What is claimed of CUT and VERIFY, as ratios within one measurement. */
const RATIOS = [
	{ name: 'ItemsService.createMany to CUT, the whole request', of: ({ units, plain, cut }) => itemsService({ units, plain }) / cut.milliseconds },
	{ name: 'ItemsService.createMany to CUT, in the database', of: ({ units, plain, cut }) => itemsService({ units, plain }) / cut.database_milliseconds },
	{ name: 'CUT, in the database, to COPY of the same rows', of: ({ plain, cut }) => cut.database_milliseconds / plain.copy_with_ledger },
	{ name: 'CUT, statements that write, to COPY of the same rows', of: ({ plain, cut }) => cut.by_kind.write / plain.copy_with_ledger },
	{ name: 'VERIFY to CUT, the whole request', of: ({ verify, cut }) => verify.milliseconds / cut.milliseconds },
];

/** The figures as the section of docs/benchmarks.md. */
export function table({ machine: on, directus, measured }) {
	const sizes = [...new Set(measured.map(({ units }) => units))];
	const head = (first) => [first, ...sizes.map((units) => `${number(units)} units`)];
	const each = (figure, show) => sizes.map((units) => show(median(measured.filter((one) => one.units === units).map(figure))));
	const perUnit = WAYS.map(({ name, of }) => [name, ...each((one) => (of(one) / one.units) * 1000, (value) => number(value, 1))]);
	const perSecond = WAYS.map(({ name, of }) => [name, ...each((one) => (one.units / of(one)) * 1000, (value) => number(value))]);
	const ratios = RATIOS.map(({ name, of }) => [name, ...each(of, times)]);
	const memory = ['mark', 'cut', 'verify'].map((verb) => [verb.toUpperCase(), ...each((one) => one[verb].peak_mebibytes ?? NaN, (value) => number(value))]);
	const around = [
		['text, bytes', ...each(({ text_bytes: bytes }) => bytes, (value) => number(value))],
		['rows as JSON, bytes', ...each(({ plain }) => plain.bytes, (value) => number(value))],
		['units of other documents', ...each(({ library }) => library, (value) => number(value))],
		['units given to ItemsService', ...each(({ plain }) => plain.items_service_units, (value) => number(value))],
		['documents measured', ...sizes.map((units) => number(measured.filter((one) => one.units === units).length))],
	];
	return [
		`Directus ${directus}; ${describeMachine(on)} \`npm run bench -- cut --write\``,
		markdownTable(head('units per second'), perSecond),
		markdownTable(head('microseconds per unit'), perUnit),
		markdownTable(head('ratio of times'), ratios),
		markdownTable(head('largest memory of the Directus process, MiB'), memory),
		markdownTable(head('what was measured'), around),
	].join('\n\n');
}
