// No circle of imports in the extension, types included, and each layer asks the one below it: .dependency-cruiser.cjs says which may import which.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../scripts/lib/leash.mjs';
import { inProject, projectRoot } from '../scripts/lib/paths.mjs';

const RULES = inProject('.dependency-cruiser.cjs');

/** The rules that the sources in a folder break, and every module that was read. */
function imports(folder) {
	const { stdout, stderr } = spawnSync(process.execPath, [inProject('node_modules/.bin/depcruise'), 'extension/src', '--config', RULES, '--output-type', 'json'], {
		cwd: folder,
		encoding: 'utf8',
		maxBuffer: 64 * 1024 * 1024,
	});
	assert.ok(stdout, stderr);
	const { modules, summary } = JSON.parse(stdout);
	return { modules, broken: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`) };
}

test('no file of the extension imports what it may not', () => {
	const { modules, broken } = imports(projectRoot);
	assert.ok(modules.length > 250, 'the sources were read');
	assert.ok(modules.some(({ source, dependencies }) => source.endsWith('.vue') && dependencies.some(({ resolved }) => resolved.endsWith('.vue'))), 'components too');
	assert.deepEqual(broken, []);
});

const BREAKS = {
	'no-circle': [['module/one.ts', "import type { Two } from './two.js';\nexport type One = Two;\n"], ['module/two.ts', "import type { One } from './one.js';\nexport type Two = One;\n"]],
	'app-without-server': [['module/page.vue', '<script setup lang="ts">\nimport type { Row } from \'../ledger/row.js\';\nexport type It = Row;\n</script>\n']],
	'server-without-app': [['host/text.ts', "export * from '../module/words.js';\n"]],
	'app-takes-types-of-answers': [['panel/shown.ts', "export * from '../answers/all.js';\n"]],
	'surface-past-usecases': [['endpoint/route.ts', "export * from '../ledger/row.js';\n"]],
	'usecase-above-itself': [['usecases/read.ts', "export * from '../surface/values.js';\n"]],
	'ledger-above-itself': [['ledger/read.ts', "export * from '../usecases/context.js';\n"]],
	'host-above-itself': [['host/read.ts', "export * from '../ledger/row.js';\n"]],
	'core-alone': [['core/read.ts', "export * from '../host/keys.js';\n"]],
	'surfaces-apart': [['cli/read.ts', "export * from '../endpoint/answer.js';\n"]],
};
const OTHERS = ['ledger/row.ts', 'module/words.ts', 'answers/all.ts', 'surface/values.ts', 'usecases/context.ts', 'host/keys.ts', 'endpoint/answer.ts'];

test('each rule is broken by what it forbids', () => {
	const folder = temporaryFolder('iu-cutter-imports-');
	try {
		const files = [...Object.values(BREAKS).flat(), ...OTHERS.map((name) => [name, 'export interface Row {}\nexport const row = 1;\n'])];
		for (const [name, text] of files) {
			const path = join(folder.path, 'extension/src', name);
			mkdirSync(dirname(path), { recursive: true });
			writeFileSync(path, text);
		}
		const { broken } = imports(folder.path);
		for (const [rule, [[name]]] of Object.entries(BREAKS)) {
			assert.ok(broken.some((each) => each.startsWith(`${rule}: extension/src/${name}`)), `${rule} is not broken: ${broken.join('\n')}`);
		}
	} finally {
		folder.remove();
	}
});
