// What one person with a script can do to everybody else: each route that reads or decides about a whole document, asked for without end.

import { truncateSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import pg from 'pg';
import { Pool } from 'undici';
import { step } from '../lib/console.mjs';
import { clientsOf, register } from '../lib/main-job.mjs';
import { pause } from '../lib/process.mjs';
import { binariesFolder } from '../lib/postgres.mjs';
import { ensurePostgresClient } from '../lib/postgres-client.mjs';
import { connectStack, startStack } from '../lib/stack.mjs';
import { peakDuring } from './lib/memory.mjs';
import { describeMachine, machine, markdownTable } from './lib/report.mjs';

export const summary = 'what one person with a script does to the answers that somebody else waits for, route by route';

const FULL = { units: 4_000, long: 60_000_000, folder: 1 << 30, parallel: 16, milliseconds: 5_000 };
const QUICK = { units: 200, long: 2_000_000, folder: 1 << 24, parallel: 4, milliseconds: 500 };

/** Directus' own limiters are off: the question is what the cutter does by itself. */
const SETTINGS = { LOG_LEVEL: 'error', RATE_LIMITER_ENABLED: 'false', PRESSURE_LIMITER_ENABLED: 'false', CACHE_ENABLED: 'false' };

const article = (number, word) => `
Điều ${number}. Việc thứ ${number} của ${word}
Người phụ trách ${word} phân công người trực, ghi sổ giao ca và chịu trách nhiệm về dụng cụ trong ca của mình, gồm:
1. Nhận dụng cụ theo sổ, đếm lại trước mặt người giao và ký vào sổ ngay tại chỗ;
2. Báo cho người phụ trách trong ngày nếu thiếu hoặc hỏng, kèm tên dụng cụ và tình trạng của nó;
3. Trả dụng cụ sạch và khô, đúng chỗ đã ghi, trước giờ đóng cửa của ngày làm việc ấy.
`;
const lawOf = (units, word) => Buffer.from(`QUY ĐỊNH VỀ ${word.toUpperCase()}\n${Array.from({ length: units / 4 }, (_, index) => article(index + 1, word)).join('')}`);

/** Few units of many words. */
const longLaw = (bytes, word) => {
	const sentence = `Người phụ trách ${word} ghi vào sổ giờ nhận, giờ trả và tình trạng của từng dụng cụ, thiếu thì báo ngay trong ngày làm việc ấy.\n`;
	const each = `\nĐiều 1000. Nội dung\n${sentence.repeat(400)}`;
	return Buffer.from(`QUY ĐỊNH VỀ KHO ${word.toUpperCase()}\n${Array.from({ length: Math.floor(bytes / Buffer.byteLength(each)) }, (_, index) => each.replace('1000', String(index + 1))).join('')}`);
};

async function cutDocument(clients, document) {
	const { executor, reviewer, verifier } = clients;
	const { id } = await register(clients, document);
	const { manifest_id: manifest } = await executor.post(`/cutter/documents/${id}/mark`);
	await executor.post('/cutter/sweep', { batch_size: 1000 });
	await reviewer.post(`/cutter/manifests/${manifest}/review`, { verdict: 'PASS', rationale: 'Made for this benchmark.' });
	const { change_set_id: changeSet } = await executor.post(`/cutter/manifests/${manifest}/cut`);
	await verifier.post(`/cutter/change-sets/${changeSet}/verify`);
	return { id, manifest, changeSet };
}

/** A backup with one file more, as long as a dump of a large library; the check says that it is not listed, after reading it. */
async function longBackup(system, bytes) {
	const tools = [join(await binariesFolder(), 'bin'), await ensurePostgresClient()].join(delimiter);
	const { cutter } = connectStack({ ...system.description, env: { ...system.env, CUTTER_PG_BIN: tools, CUTTER_BACKUP_DATABASE_URL: system.adminDatabaseUrl } });
	const { code, stdout, stderr } = await cutter(['backup', 'create', '--json'], { token: system.users.executor.token });
	if (code !== 0) throw new Error(`backup create ended with ${code}: ${stderr}`);
	const { backup_id: id, folder: path } = JSON.parse(stdout).data;
	const padding = join(path, 'padding');
	writeFileSync(padding, '');
	truncateSync(padding, bytes);
	return id;
}

const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
const quantiles = (took) => {
	const sorted = [...took].sort((one, two) => one - two);
	return { count: sorted.length, p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
};

const asker = (url, token, connections) => {
	const pool = new Pool(url, { pipelining: 1, connections, headersTimeout: 0, bodyTimeout: 0 });
	return {
		async ask({ method = 'GET', path, body }) {
			const { statusCode, body: answer } = await pool.request({ method, path, body: body && JSON.stringify(body), headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) } });
			for await (const piece of answer) void piece;
			return statusCode;
		},
		end: () => pool.destroy(),
	};
};

/** Somebody else's small requests, one after the other, until `until`; whatever is asked then is waited for. */
async function small({ url }, token, path, until) {
	const { ask, end } = asker(url, token, 1);
	const [took, statuses] = [[], {}];
	while (performance.now() < until) {
		const sent = performance.now();
		const status = await ask({ path });
		took.push(performance.now() - sent);
		statuses[status] = (statuses[status] ?? 0) + 1;
		await pause(10);
	}
	await end();
	return { ...quantiles(took), statuses };
}

/** Most connections of Directus that were in a transaction at once. */
async function connectionsUntil(database, until) {
	let most = 0;
	while (performance.now() < until) {
		const { rows } = await database.query("SELECT count(*)::int AS held FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL AND backend_type = 'client backend'");
		most = Math.max(most, rows[0].held);
		await pause(50);
	}
	return most;
}

async function play({ system, database, address, other }, { token, requests }, { parallel, milliseconds }) {
	const begun = performance.now();
	const until = begun + milliseconds;
	const { ask, end } = asker(system.url, token, parallel);
	const statuses = {};
	const one = async (index) => {
		for (let next = index; performance.now() < until; next += parallel) {
			const status = await ask(requests[next % requests.length]).catch(() => 'ended');
			if (performance.now() < until || status !== 'ended') statuses[status] = (statuses[status] ?? 0) + 1;
		}
	};
	const { result, peakMebibytes } = await peakDuring(system.directusPid(), async () => {
		const attack = Promise.all(requests.length === 0 ? [] : Array.from({ length: parallel }, (_, index) => one(index)));
		const [ping, resolve, held] = await Promise.all([
			small(system, other, '/server/ping', until),
			small(system, other, `/cutter/resolve?address=${encodeURIComponent(address)}`, until),
			connectionsUntil(database, until),
		]);
		// Whoever runs a script ends it when they like.
		await end();
		await attack;
		return { ping, resolve, held };
	});
	return { ...result, statuses, peak_mebibytes: peakMebibytes, seconds: milliseconds / 1000 };
}

/** What is begun when a script ends is done before the next one is measured. */
async function quiet(database) {
	for (let still = 0; still < 5; await pause(200)) {
		const { rows } = await database.query("SELECT count(*)::int AS held FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL AND backend_type = 'client backend'");
		still = rows[0].held === 0 ? still + 1 : 0;
	}
}

function attacksOn({ first, second, longs, backup }, { verifier, executor }) {
	const observer = (name, ...requests) => ({ name, token: verifier.token, requests });
	return [
		observer('nobody'),
		observer('GET /manifests/:id', { path: `/cutter/manifests/${first.manifest}` }),
		observer('GET /manifests/:id/units, pages of 20', ...[0, 1000, 2000, 3000].map((after) => ({ path: `/cutter/manifests/${first.manifest}/units?limit=20&after=${after}` }))),
		observer('GET /manifests/:id/source', { path: `/cutter/manifests/${first.manifest}/source` }),
		observer('GET /manifests/:id/findings', { path: `/cutter/manifests/${first.manifest}/findings` }),
		observer('GET /manifests/:id/anomalies', { path: `/cutter/manifests/${first.manifest}/anomalies` }),
		observer('GET /manifests/:id/card', { path: `/cutter/manifests/${first.manifest}/card` }),
		observer('GET /manifests/:id/diff/:other', { path: `/cutter/manifests/${first.manifest}/diff/${second.manifest}` }),
		observer('GET /documents/:id/reading', { path: `/cutter/documents/${first.id}/reading` }),
		observer('GET /documents/:id/export', { path: `/cutter/documents/${first.id}/export` }),
		observer('GET /change-sets/:id/bundle', { path: `/cutter/change-sets/${first.changeSet}/bundle` }),
		observer('GET /change/report/check, 1 GiB', { path: `/cutter/change/report/check?named=${backup}` }),
		{ name: 'POST /documents/:id/mark, 60 MB', token: executor.token, requests: longs.map((id) => ({ method: 'POST', path: `/cutter/documents/${id}/mark`, body: {} })) },
	];
}

/** @param {{ quick: boolean }} options */
export async function run({ quick }) {
	const size = quick ? QUICK : FULL;
	const on = machine();
	const system = await startStack({ environment: SETTINGS });
	const database = new pg.Client({ connectionString: system.adminDatabaseUrl });
	await database.connect();
	try {
		const clients = clientsOf(system);
		const made = { longs: [] };
		await step('Two documents that are cut', async () => {
			for (const [name, word] of [['first', 'bến'], ['second', 'phà']]) made[name] = await cutDocument(clients, { bytes: lawOf(size.units, word), prefix: `BENCH-${name.toUpperCase()}`, profile: 'vn-law' });
		});
		await step('Long texts that are registered', async () => {
			for (const word of ['lớn', 'dài', 'rộng']) made.longs.push((await register(clients, { bytes: longLaw(size.long, word), prefix: `BENCH-LONG-${made.longs.length}`, profile: 'vn-law' })).id);
		});
		made.backup = await step('A backup with a long file', () => longBackup(system, size.folder));
		const world = { system, database, address: 'BENCH-FIRST/DIEU-1', other: system.users.reviewer.token };
		const measured = [];
		for (const attack of attacksOn(made, system.users)) {
			await quiet(database);
			measured.push(await step(attack.name, async () => ({ name: attack.name, ...(await play(world, attack, size)) })));
		}
		return { machine: on, directus: system.host.version, settings: SETTINGS, size, measured };
	} finally {
		await database.end();
		await system.stop();
	}
}

const number = (value, digits = 0) => value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** The figures as the section of docs/benchmarks.md. */
export function table({ machine: on, directus, size, measured }) {
	const [idle] = measured;
	const of = ({ statuses, seconds }, wanted) => number(Object.entries(statuses).reduce((sum, [status, count]) => sum + (wanted(status) ? count : 0), 0) / seconds, 1);
	const times = (value, to) => `${number(value)} (${number(value / to, 1)} ×)`;
	const rows = measured.map((one) => [
		one.name,
		of(one, (status) => status === '200'),
		of(one, (status) => status === '503'),
		times(one.ping.p50, idle.ping.p50),
		times(one.ping.p99, idle.ping.p99),
		times(one.resolve.p50, idle.resolve.p50),
		times(one.resolve.p99, idle.resolve.p99),
		number(one.peak_mebibytes ?? NaN),
		number(one.held),
	]);
	return [
		`Directus ${directus}; ${describeMachine(on)} ${size.parallel} requests at a time for ${size.milliseconds / 1000} s; documents of ${number(size.units)} units.`,
		markdownTable(['one person asks for', 'done/s', '503/s', 'ping p50, ms', 'ping p99, ms', 'resolve p50, ms', 'resolve p99, ms', 'memory, MiB', 'transactions'], rows),
	].join('\n\n');
}
