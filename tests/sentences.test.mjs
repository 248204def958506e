// Every refusal of the extension and of the guards in the database has its sentence in Vietnamese. Those of the core are held by
// types: a code of the core without a sentence does not compile.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inProject } from '../scripts/lib/paths.mjs';

const sources = inProject('extension', 'src');
const filesIn = (folder, ending) => readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
const codesIn = (files, pattern) => files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, code]) => code));
const keysOf = (file) => codesIn([join(sources, 'app', 'sentences', file)], /^\t'?([A-Z][A-Z0-9_-]+)'?:/gm);

/** What only the command line does: governed change, backups, folders; it speaks English. */
const COMMAND_LINE = /usecases\/(change|migrate|generateKey)|ledger\/(backups|changeRecords|oneStep|changeProbe)|cli\/|host\/(artefacts|isolatedServer|migration|postgresTools|folder|tokens|directusModules)/;
/** Guards that a migration meets while it is applied or taken back: `directus cutter migrate` says them. */
const OF_MIGRATIONS = /^(ROLE_|DOWN_|EXTENSION_|AUTHORITY_BACKFILL|SECTION_TYPE_INACTIVE)/;

test('every refusal that the Studio may meet is said in Vietnamese, and no other', () => {
	const code = filesIn(sources, '.ts').filter((file) => !COMMAND_LINE.test(file));
	const refused = codesIn(code, /\brefuse\(\s*'\w+',\s*'([A-Z_]+)'/g);
	const answered = codesIn(code, /\b(?:directusError\('CUTTER_|refusal\('|problem\(')([A-Z_]+)'/g);
	const guards = codesIn(filesIn(inProject('migrations'), 'up.sql'), /RAISE EXCEPTION '([A-Z]+(?:_[A-Z]+)+):/g).filter((name) => !OF_MIGRATIONS.test(name));
	assert.ok(refused.length > 10 && answered.length > 5 && guards.length > 10, 'the sources were read');
	const written = new Set([...refused, ...answered, ...guards]);
	const said = new Set([...keysOf('extension.ts'), ...keysOf('refusals.ts')]);
	assert.deepEqual([...written].filter((name) => !said.has(name)), [], 'codes without a sentence in app/sentences/extension.ts');
	assert.deepEqual(keysOf('extension.ts').filter((name) => !written.has(name)), [], 'sentences of codes that nothing has');
});

test('the sentences of findings have no place that the core does not fill', () => {
	const core = filesIn(inProject('core', 'pipeline', 'src'), '.rs').map((file) => readFileSync(file, 'utf8')).join('\n');
	const placesIn = (text) => new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
	const findings = readFileSync(join(sources, 'app', 'sentences', 'findings.ts'), 'utf8');
	const table = [...findings.matchAll(/^\t([A-Z_]+): '(.*)',$/gm)];
	assert.ok(table.length > 40);
	for (const [, name, sentence] of table) {
		const places = placesIn(sentence);
		if (places.size === 0) continue;
		// The template stands with the code, or in the statement before.
		const near = [...core.matchAll(new RegExp(`"${name}"`, 'g'))].map(({ index }) => core.slice(Math.max(0, index - 250), index + 250));
		const named = placesIn(near.join('\n'));
		assert.deepEqual([...places].filter((place) => !named.has(place)), [], name);
	}
});
