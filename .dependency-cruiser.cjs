// Which file of the extension may import which. Imports of types count like any other, but where a rule says otherwise.

const src = (...names) => `^extension/src/(${names.join('|')})/`;
/** Runs in the browser, beside what both sides share. */
const APP = `${src('app', 'display', 'interface', 'module', 'panel', 'preview')}|^extension/src/operations/[^/]+/app\\.ts$|^extension/src/core/browser\\.ts$`;
/** Runs in Directus. */
const SERVER = `${src('cli', 'endpoint', 'hook', 'host', 'ledger', 'surface', 'usecases')}|^extension/src/operations/([^/]+/api|perform)\\.ts$|^extension/src/core/(index|background|pool|worker)\\.ts$`;
const SURFACES = src('cli', 'endpoint', 'hook', 'operations', 'surface');
/** No type, whatever it is imported with. */
const VALUES = { dependencyTypesNot: ['type-only'] };

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
	forbidden: [
		rule('no-circle', 'What two files need lives in a third.', {}, { circular: true }),
		rule('app-without-server', 'The app side talks HTTP.', { path: APP }, { path: SERVER }),
		rule('server-without-app', 'The server renders no page.', { path: SERVER }, { path: APP }),
		rule('app-takes-types-of-answers', 'The schemas themselves are the server\'s, and heavy.', { path: APP }, { path: src('answers'), ...VALUES }),
		rule('surface-past-usecases', 'A surface calls one use case; the ledger is two layers below.', { path: SURFACES }, { path: src('ledger'), ...VALUES }),
		rule('usecase-above-itself', 'A use case knows no surface.', { path: src('usecases') }, { path: SURFACES }),
		rule('ledger-above-itself', 'The ledger knows neither what asks it nor why.', { path: src('ledger') }, { path: `${SURFACES}|${src('usecases')}` }),
		rule('host-above-itself', 'Files, keys and servers know nothing of what they are for.', { path: src('host') }, { path: `${SURFACES}|${src('usecases', 'ledger')}` }),
		rule('core-alone', 'The loader of the core loads the core.', { path: src('core') }, { path: '^extension/src/', pathNot: src('core') }),
		rule('surfaces-apart', 'Surfaces share what is in surface; the hook adds the command line to Directus.', { path: '^extension/src/(cli|endpoint|operations)/' }, { path: src('cli', 'endpoint', 'hook', 'operations'), pathNot: '^extension/src/$1/' }),
	],
	options: {
		includeOnly: '^extension/src',
		tsPreCompilationDeps: true,
		enhancedResolveOptions: { extensions: ['.ts', '.vue', '.js'] },
	},
};
