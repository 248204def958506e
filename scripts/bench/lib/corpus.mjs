// Documents of the shared corpus for a benchmark, and long ones made of them.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../lib/console.mjs';
import { inProject } from '../../lib/paths.mjs';

const folder = () => join(process.env.CUTTER_SHARED ?? inProject('..', 'shared'), 'corpus');

/** Lines that number the articles of a document, and those of its groups, which a long document has once. */
const LINES = {
	'vn-law': { article: /^\s*Điều (\d+)/u, group: /^\s*(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu mục) /u },
	'eu-regulation': { article: /^\s*Article\s(\d+)\s*$/u, group: /^\s*(?:CHAPTER|Section|SECTION)\s/u },
	'act-en': { article: /^(\d+)\. /u, group: /^(?:CHAPTER|Chapter|PART|Part) /u },
};

/** The articles of a document again and again, numbered on, until there are `size` bytes. */
function repeated({ text, profile }, size) {
	const { article, group } = LINES[profile];
	const lines = text.normalize('NFC').split(/\r?\n/u);
	const numberOf = (line) => Number(article.exec(line)?.[1] ?? 0);
	const first = lines.findIndex((line) => numberOf(line) === 1);
	const body = lines.slice(first, lines.findLastIndex((line) => numberOf(line) > 0)).filter((line) => !group.test(line));
	const step = Math.max(...body.map(numberOf));
	if (first < 0 || body.length === 0) throw new Error(`No articles to repeat were found in a document of ${profile}.`);
	const copies = Math.ceil(size / Buffer.byteLength(body.join('\n')));
	const copy = (index) => body.map((line) => line.replace(article, (label, number) => label.replace(number, String(Number(number) + index * step))));
	return `${Array.from({ length: copies }, (_, index) => copy(index).join('\n')).join('\n')}\n`;
}

/**
 * Every document with its profile, and some made long; `profileOf` tells the profile of a text.
 * @param {{ size: number, profileOf: (bytes: Buffer) => string }} options `size`: bytes of a long one
 */
export function corpus({ size, profileOf }) {
	if (!existsSync(folder())) throw new UserError(`Skipped: there is no corpus at ${folder()}.`, { advice: 'set CUTTER_SHARED to the folder that holds it' });
	const read = (name) => {
		const path = ['source.txt', 'source.md'].map((file) => join(folder(), name, file)).find((file) => existsSync(file));
		const bytes = readFileSync(path);
		return { name, path, bytes, text: bytes.toString('utf8'), profile: profileOf(bytes) };
	};
	const single = readdirSync(folder(), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => read(name));
	const temporary = mkdtempSync(join(tmpdir(), 'iu-cutter-bench-'));
	const long = ['vn-customs-2014', 'eu-gdpr-2016'].map((name) => {
		const document = single.find((one) => one.name === name);
		const text = repeated(document, size);
		const path = join(temporary, `${name}.txt`);
		writeFileSync(path, text);
		return { name: `${name}, articles repeated`, path, bytes: Buffer.from(text), text, profile: document.profile };
	});
	return { single, long, remove: () => rmSync(temporary, { recursive: true, force: true }) };
}
