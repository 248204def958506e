// Rules that find faults; how code is laid out is nobody's business here.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import js from '@eslint/js';
import vue from 'eslint-plugin-vue';
import globals from 'globals';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';

/** Rows of the database and answers of requests come as `any`: schemas read them, or a test does, not these rules. */
const FROM_OUTSIDE = Object.fromEntries(['argument', 'assignment', 'call', 'member-access', 'return'].map((name) => [`@typescript-eslint/no-unsafe-${name}`, 'off']));
/** Of `node:test` only what is inside of another test must be awaited. */
const TESTS = { from: 'package', name: ['test', 'suite', 'describe', 'it', 'before', 'after', 'beforeEach', 'afterEach'], package: 'node:test' };

const SOURCES = join(import.meta.dirname, 'extension', 'src');
const components = () => readdirSync(SOURCES, { recursive: true }).filter((name) => name.endsWith('.vue')).map((name) => join(SOURCES, name));

/**
 * The parser of components; with the first it reads all of them. TypeScript gets of a component what its script says, not what is on the disk: with
 * each that is new to it the program is another one, and every type that was inferred until then is inferred again.
 */
const PARSER_OF_COMPONENTS = {
	meta: { name: 'components-at-once', version: '1' },
	parseForESLint(code, options) {
		if (!this.read) for (const filePath of components()) vueParser.parseForESLint(readFileSync(filePath, 'utf8'), { ...options, filePath });
		this.read = true;
		return vueParser.parseForESLint(code, options);
	},
};

export default defineConfig(
	{ ignores: ['**/dist/', '**/node_modules/', 'core/', 'target/', 'artifacts/', '.dev/'] },
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	js.configs.recommended,
	tseslint.configs.recommendedTypeChecked,
	vue.configs['flat/essential'],
	{
		rules: {
			...FROM_OUTSIDE,
			'@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [TESTS] }],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' }],
			// Every member of every object would have to be looked up, which takes as long as all else; no class here is used without its `this`.
			'@typescript-eslint/unbound-method': 'off',
			// What an interface asks to be asynchronous need not wait for anything.
			'@typescript-eslint/require-await': 'off',
			'@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
		},
	},
	{
		files: ['**/*.{ts,vue}'],
		languageOptions: { parserOptions: { projectService: true, extraFileExtensions: ['.vue'] } },
		// vue-tsc knows better what there is.
		rules: { 'no-undef': 'off', 'no-redeclare': 'off' },
	},
	{
		files: ['extension/src/{cli,endpoint,hook,operations,usecases}/**'],
		rules: {
			'no-restricted-syntax': ['error', { selector: 'CallExpression[callee.property.name=/^(raw|query)$/]', message: 'SQL is written in extension/src/ledger, a file for each table or read model.' }],
		},
	},
	{ files: ['**/*.vue'], languageOptions: { parser: PARSER_OF_COMPONENTS, parserOptions: { parser: tseslint.parser } } },
	// A page is named by its route alone, and never an element of another's template.
	{ files: ['extension/src/module/pages/*.vue'], rules: { 'vue/multi-word-component-names': 'off' } },
	{
		files: ['**/*.{js,mjs}'],
		languageOptions: { parserOptions: { project: './tsconfig.scripts.json' }, globals: { ...globals.node, ...globals.browser } },
		// What is inferred of a table of cases is the sum of all its columns. Which argument may be no promise is asked where it is declared.
		rules: { '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }], '@typescript-eslint/no-base-to-string': 'off', '@typescript-eslint/restrict-template-expressions': 'off' },
	},
);
