// MARK as WebAssembly and natively against SHA-256 alone and a plain splitter in JavaScript, over the documents of the corpus.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { step } from '../lib/console.mjs';
import { inProject } from '../lib/paths.mjs';
import { run as runProgram, runChecked } from '../lib/process.mjs';
import { corpus } from './lib/corpus.mjs';
import { describeMachine, machine, markdownTable } from './lib/report.mjs';
import { split } from './lib/splitter.mjs';

export const summary = 'MARK (WebAssembly, native) against SHA-256 alone and a splitter of regular expressions in JavaScript';

const FULL = { rounds: 3, milliseconds: 150, least: 3, size: 10_500_000 };
const QUICK = { rounds: 1, milliseconds: 5, least: 1, size: 300_000 };

async function loadCore() {
	const core = await import(inProject('core', 'wasm', 'pkg-server', 'cutter_wasm.js'));
	core.initSync({ module: readFileSync(inProject('core', 'wasm', 'pkg-server', 'cutter_wasm_bg.wasm')) });
	return core;
}

/** The seconds of the quickest of several runs: what else the machine does only makes runs longer. */
function best(work, { milliseconds, least }) {
	let quickest = Infinity;
	const end = performance.now() + milliseconds;
	for (let run = 0; run < least || performance.now() < end; run += 1) {
		const start = performance.now();
		work();
		quickest = Math.min(quickest, performance.now() - start);
	}
	return quickest / 1000;
}

/** The facts Directus gives to MARK for a document that was registered. */
function factsOf(core, { bytes, profile }) {
	const { text, sha256 } = core.canonicalise(bytes);
	const document = { id: 'bench', title: 'Bench', doc_code: 'bench', prefix: 'BENCH', profile, source_sha256: sha256 };
	const facts = { document, canonical_text: text, profile, custom_profile: null, leaf: null, scope: 'all', earlier_entries: [], actor: 'bench', now: '2026-01-01T00:00:00Z' };
	const first = core.mark(facts);
	// The same request again is decided in full, and then hands over neither manifest nor rows.
	const { entry_id: entryId, status, payload } = first.rows.entry;
	const again = { ...facts, earlier_entries: [{ entry_id: entryId, kind: 'cut_request', status, payload }] };
	if (!core.mark(again).already_marked) throw new Error('MARK did not know its own entry again.');
	return { facts, again, units: Object.values(first.counts.units_by_section_type).reduce((sum, count) => sum + count, 0) };
}

const hash = (data) => createHash('sha256').update(data).digest('hex');

/** The ways that run in this process. */
const waysOf = (core, document) => {
	const { bytes, text, profile } = document;
	const { facts, again, units } = factsOf(core, document);
	return {
		units,
		ways: {
			sha256_wasm: () => core.text_digest(text),
			sha256_node: () => hash(bytes),
			mark_wasm: () => core.mark(again),
			mark_wasm_with_rows: () => core.mark(facts),
			javascript: () => split(text, profile),
			javascript_with_hashes: () => {
				hash(text);
				for (const unit of split(text, profile)) unit.hash = hash(unit.text);
			},
		},
	};
};

/** Native seconds of every document, from a program of their own. */
async function native(documents, rounds) {
	const settings = documents.map(({ profile, path }) => `${profile}=${path}`);
	const lines = [];
	const { code } = await runProgram(inProject('target', 'release', 'examples', 'mark_speed'), [`--runs=${rounds * 5}`, ...settings], { cwd: inProject(), onLine: (line) => lines.push(JSON.parse(line)) });
	if (code !== 0) throw new Error(`mark_speed ended with ${code}.`);
	return new Map(lines.map((line) => [line.path, line]));
}

export async function run({ quick }) {
	const size = quick ? QUICK : FULL;
	const on = machine();
	const core = await loadCore();
	await step('Building the native core', () => runChecked('cargo', ['build', '--release', '-p', 'iu-text', '--example', 'mark_speed'], { cwd: inProject(), advice: 'look at the compiler message above' }));
	const material = corpus({ size: size.size, profileOf: (bytes) => core.read_source(bytes).detection[0].profile });
	try {
		const documents = [...material.single, ...material.long];
		const measured = documents.map(({ name, profile, bytes }) => ({ name, profile, bytes: bytes.length, long: bytes.length >= size.size, seconds: {} }));
		const prepared = documents.map((document) => waysOf(core, document));
		const keep = (one, way, seconds) => (one.seconds[way] = Math.min(one.seconds[way] ?? Infinity, seconds));
		for (let round = 0; round < size.rounds; round += 1) {
			await step(`Round ${round + 1} of ${size.rounds}`, async () => {
				const outside = await native(documents, 1);
				for (const [index, { path }] of documents.entries()) {
					measured[index].units = prepared[index].units;
					for (const [way, work] of Object.entries(prepared[index].ways)) keep(measured[index], way, best(work, size));
					keep(measured[index], 'sha256_native', outside.get(path).sha256);
					keep(measured[index], 'mark_native', outside.get(path).mark);
				}
			});
		}
		return { machine: on, measured };
	} finally {
		material.remove();
	}
}

const WAYS = [
	['SHA-256 alone, WASM', 'sha256_wasm'],
	['SHA-256 alone, node:crypto', 'sha256_node'],
	['MARK, WASM', 'mark_wasm'],
	['MARK, WASM, with manifest and rows handed over', 'mark_wasm_with_rows'],
	['MARK, native', 'mark_native'],
	['JavaScript splitter', 'javascript'],
	['JavaScript splitter, and node:crypto of text and units', 'javascript_with_hashes'],
];

const RATIOS = [
	['SHA-256 alone, WASM, to MARK, WASM', 'mark_wasm', 'sha256_wasm'],
	['JavaScript splitter to MARK, WASM', 'mark_wasm', 'javascript'],
	['JavaScript splitter with hashes to MARK, WASM', 'mark_wasm', 'javascript_with_hashes'],
	['MARK, native, to MARK, WASM', 'mark_wasm', 'mark_native'],
	['SHA-256 alone, native, to MARK, native', 'mark_native', 'sha256_native'],
];

const sum = (documents, of) => documents.reduce((total, one) => total + of(one), 0);
const speed = (documents, way) => sum(documents, ({ bytes }) => bytes) / sum(documents, ({ seconds }) => seconds[way]) / 1e6;
const shown = (value) => value.toFixed(value < 10 ? 1 : 0);

/** The figures as the section of docs/benchmarks.md. */
export function table({ machine: on, measured }) {
	const groups = [
		['all documents', measured.filter(({ long }) => !long)],
		...['vn-law', 'eu-regulation', 'act-en', 'numbered-outline'].map((profile) => [profile, measured.filter((one) => one.profile === profile && !one.long)]),
		...measured.filter(({ long }) => long).map((one) => [`${one.name}, ${(one.bytes / 1e6).toFixed(1)} MB`, [one]]),
	].filter(([, documents]) => documents.length > 0);
	const head = (first) => [first, ...groups.map(([name]) => name)];
	return [
		`${describeMachine(on)} \`npm run bench -- mark --write\``,
		markdownTable(head('MB/s'), WAYS.map(([name, way]) => [name, ...groups.map(([, documents]) => shown(speed(documents, way)))])),
		markdownTable(head('ratio of times, the second to the first'), RATIOS.map(([name, slow, quick]) => [name, ...groups.map(([, documents]) => `${shown(speed(documents, quick) / speed(documents, slow))} ×`)])),
		markdownTable(head('what was measured'), [
			['documents', ...groups.map(([, documents]) => String(documents.length))],
			['bytes', ...groups.map(([, documents]) => sum(documents, ({ bytes }) => bytes).toLocaleString('en'))],
			['units', ...groups.map(([, documents]) => sum(documents, ({ units }) => units).toLocaleString('en'))],
		]),
	].join('\n\n');
}
