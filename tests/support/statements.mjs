// Which statements the extension's source has, which of them were sent, and what the plan of one may read.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { inProject } from '../../scripts/lib/paths.mjs';
import { nodesOf, rowsOf } from './plans.mjs';

const SOURCES = inProject('extension', 'src');
/** What a browser loads sends no SQL. */
const OF_THE_APP = new Set(['module', 'interface', 'display', 'panel', 'app', 'proof', 'preview']);

/** What tells a plan; the rest (SET, BEGIN, LOCK, DDL) reads no rows. */
const STATEMENT = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|DECLARE)\s/;
/** What stands for a value: as Knex has it, by name or by place, and as the driver does; and the sign that keeps Knex from it. */
const VALUE = /(?<![:\w]):[a-zA-Z]\w*|(?<!\\)\?|\$\d+/;

const flat = (text) => text.replaceAll('\\?', '?').replace(/\s+/g, ' ');

/** Every literal of a file that is a statement, or a part of one that could stand alone, as the pieces between its values. */
function statementsOf(path) {
	const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
	const found = [];
	(function visit(node) {
		const texts = ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) ? [node.text] : ts.isTemplateExpression(node) ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)] : [];
		if (texts.length > 0 && STATEMENT.test(texts[0])) {
			const pieces = texts.flatMap((text) => text.split(VALUE)).map((piece) => flat(piece).trim()).filter((piece) => piece !== '');
			found.push({ file: relative(SOURCES, path), begins: flat(texts.join('…')).trim().slice(0, 90), pieces });
		}
		ts.forEachChild(node, visit);
	})(file);
	return found;
}

/** Every statement of the extension's server side. */
export function statementsOfTheSource() {
	const files = readdirSync(SOURCES, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
		.map((entry) => join(entry.parentPath ?? entry.path, entry.name))
		.filter((path) => !OF_THE_APP.has(relative(SOURCES, path).split('/')[0]));
	return files.sort().flatMap(statementsOf);
}

/** Whether the text of a statement that was sent has all the pieces, in their order. */
function isIn(text, pieces) {
	let from = 0;
	for (const piece of pieces) {
		const at = text.indexOf(piece, from);
		if (at < 0) return false;
		from = at + piece.length;
	}
	return true;
}

/** Those of `statements` that none of the texts that were sent is. */
export function unseen(statements, sent) {
	const texts = [...new Set(sent.map(flat))];
	return statements.filter(({ pieces }) => !texts.some((text) => isIn(text, pieces)));
}

/** Whether a statement that was sent has these words, however they are broken into lines. */
export const isStatement = (sent, words) => flat(sent).includes(flat(words));

/** The most rows that one step of a plan may read of a table that has more of them, or sort. */
export const MOST_ROWS = 1_500;

const readBy = (node) => (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)) * node['Actual Loops'];

/**
 * What a plan does that grows with the library: a sentence for each.
 * @param {{ Plan: object }} plan
 * @param {Set<string>} large tables that have more than `MOST_ROWS` rows
 */
export function growing({ Plan: root }, large) {
	const found = [];
	for (const node of nodesOf(root)) {
		const { 'Node Type': type, 'Relation Name': table } = node;
		if (!node['Actual Loops'] || type === 'ModifyTable') continue;
		if (type === 'Seq Scan' && large.has(table) && readBy(node) > 0) found.push(`reads ${table} from one end to the other`);
		else if (large.has(table) && readBy(node) > MOST_ROWS) found.push(`reads ${Math.round(readBy(node))} rows of ${table} (${node['Index Name'] ?? type})`);
		else if (type === 'Bitmap Index Scan' && rowsOf(node) > MOST_ROWS) found.push(`reads ${Math.round(rowsOf(node))} entries of ${node['Index Name']}`);
		else if (/Sort$/.test(type) && rowsOf(node) > MOST_ROWS) found.push(`sorts ${Math.round(rowsOf(node))} rows`);
	}
	return [...new Set(found)];
}
