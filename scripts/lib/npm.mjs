// npm as a child process, with its settings given by us and not by the shell that called.

import { runChecked } from './process.mjs';

/** What an enclosing `npm run` adds about ITS package; a user's own settings (`npm_config_registry`, …) stay. */
const ENCLOSING_RUN = /^(npm_package_|npm_lifecycle_|npm_command$|npm_config_(local_prefix|workspaces?|include_workspace_root|prefix)$)/i;

/** The environment without the variables of an enclosing `npm run`. */
export function cleanEnvironment(extra = {}) {
	const inherited = Object.entries(process.env).filter(([name]) => !ENCLOSING_RUN.test(name));
	return { ...Object.fromEntries(inherited), ...extra };
}

/**
 * Runs npm.
 * @param {string[]} args
 * @param {{ cwd: string, env?: Record<string, string>, advice?: string }} options
 */
export function npm(args, { cwd, env = {}, advice = 'check that the npm registry can be reached, then run the command again' }) {
	return runChecked('npm', [...args, '--no-audit', '--no-fund', '--no-update-notifier'], {
		cwd,
		env: cleanEnvironment(env),
		advice,
	});
}
