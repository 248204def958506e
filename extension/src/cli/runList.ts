/** The list that names the files of a bulk run: CSV or JSON, written by people. What it means is the core's to say. */
import { readFile } from 'node:fs/promises';

import { parse } from 'csv-parse/sync';
import { z } from 'zod';

import type { ManifestRow } from '../core/index.js';
import { refuse } from '../core/index.js';
import { optional, text } from '../surface/values.js';

/** An empty cell says nothing. */
const cell = optional(text).transform((value) => (value?.trim() ? value.trim() : null));
const SCOPE = z.enum(['all', 'enacted_only'], { error: 'must be all or enacted_only' });

const row = z.strictObject({
	file: text.trim().min(1, { error: 'names no file' }),
	title: cell,
	doc_code: cell,
	prefix: cell,
	profile: cell,
	leaf: cell,
	scope: cell.transform((value, checks) => {
		if (value === null) return null;
		const read = SCOPE.safeParse(value);
		if (read.success) return read.data;
		checks.addIssue({ code: 'custom', message: 'must be all or enacted_only' });
		return z.NEVER;
	}),
});

/** The rows of a list, JSON where its name says so; refused by row and column where it is not as expected. */
export async function readRunList(file: string): Promise<ManifestRow[]> {
	const unreadable = (why: string): never => refuse('invalid', 'RUN_LIST_UNREADABLE', `The list ${file} cannot be read: ${why}.`);
	const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => unreadable(String(error.code)));
	let rows: unknown;
	try {
		rows = file.toLowerCase().endsWith('.json')
			? JSON.parse(content.replace(/^\uFEFF/, ''))
			: parse(content, { bom: true, columns: true, delimiter: [',', ';', '\t'], skip_empty_lines: true, trim: true });
	} catch (error) {
		return unreadable((error as Error).message.replace(/\.$/, ''));
	}
	const read = z.array(row).safeParse(rows);
	if (read.success) return read.data;
	const [issue] = read.error.issues;
	const place = typeof issue?.path[0] === 'number' ? `row ${issue.path[0] + 1}${issue.path[1] === undefined ? '' : `, ${String(issue.path[1])}`}: ` : '';
	return unreadable(`${place}${issue?.message ?? 'it is not as expected'}`);
}
