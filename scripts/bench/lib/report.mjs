// Where the figures of a benchmark go: JSON for programs, a section of docs/benchmarks.md for people.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem, type } from 'node:os';
import { dirname } from 'node:path';
import { inProject } from '../../lib/paths.mjs';

/** What the figures were measured on. Never the machine's name. */
export const machine = () => ({
	processor: cpus()[0]?.model.trim() ?? 'unknown',
	cores: availableParallelism(),
	memory_gib: Math.round(totalmem() / 2 ** 30),
	system: type(),
	node: process.version,
	load_before: Number(loadavg()[0].toFixed(2)),
	date: new Date().toISOString().slice(0, 10),
});

export const describeMachine = ({ processor, cores, memory_gib: memory, system, node, load_before: load, date }) =>
	`${date}, ${cores} cores of ${processor}, ${memory} GiB, ${system}, Node ${node}; load of the machine before: ${load}.`;

/** Rows of texts as a Markdown table; all columns but the first to the right. */
export function markdownTable(head, rows) {
	const line = (cells) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

/** Replaces the text between a benchmark's two marks, and nothing around them. */
export function replaceSection(document, name, text) {
	const [begin, end] = [`<!-- ${name}: made by npm run bench -->`, `<!-- ${name}: end -->`];
	const [from, to] = [document.indexOf(begin), document.indexOf(end)];
	if (from < 0 || to < from) throw new Error(`docs/benchmarks.md has no place for ${name}: ${begin} … ${end}`);
	return `${document.slice(0, from)}${begin}\n${text}\n${document.slice(to)}`;
}

function save(path, text) {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, text);
	return path;
}

/**
 * Keeps the figures and gives what a person reads on the terminal.
 * @param {{ write: boolean }} options `write`: into the documentation too
 */
export function publish(name, result, text, { write }) {
	const json = `${JSON.stringify(result, null, '\t')}\n`;
	const kept = [save(inProject('artifacts', `bench-${name}.json`), json)];
	const document = inProject('docs', 'benchmarks.md');
	if (write && existsSync(document)) {
		kept.push(save(inProject('docs', 'benchmarks', `${name}.json`), json));
		kept.push(save(document, replaceSection(readFileSync(document, 'utf8'), name, text)));
	}
	return `${text}\n\nKept in ${kept.join(', ')}`;
}
