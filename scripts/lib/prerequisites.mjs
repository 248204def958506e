// What must be on the machine before anything is built: Node.js, Rust and Python.

import { run } from './process.mjs';
import { UserError } from './console.mjs';

const MINIMUM_NODE = [20, 0];
const MINIMUM_RUST = [1, 89];

const atLeast = (found, wanted) => found[0] > wanted[0] || (found[0] === wanted[0] && found[1] >= wanted[1]);

/** The `major.minor` that a command prints, or undefined when it cannot be run. */
async function versionOf(command, args = ['--version']) {
	try {
		const { code, stdout, stderr } = await run(command, args);
		const numbers = /(\d+)\.(\d+)/.exec(stdout || stderr);
		return code === 0 && numbers ? [Number(numbers[1]), Number(numbers[2])] : undefined;
	} catch {
		return undefined;
	}
}

const TOOLS = [
	{ name: 'cargo', minimum: MINIMUM_RUST, advice: 'install Rust with rustup (rustup.rs), then open a new shell; or run "rustup update stable"' },
	{ name: 'rustup', minimum: [1, 0], advice: 'install Rust with rustup (rustup.rs): it also brings the WebAssembly target' },
	{ name: 'cc', advice: 'install a C compiler, which Rust links with (Debian: apt-get install build-essential)' },
	{ name: 'python3', minimum: [3, 6], advice: 'install Python 3 (Debian: apt-get install python3 python3-pip): Directus builds a native module with it' },
	{ name: 'npm', minimum: [9, 0], advice: 'install Node.js 20 or newer together with npm' },
];

/** What is missing on this machine, one sentence each; empty when all is there. */
export async function missingPrerequisites(tools = TOOLS) {
	const node = process.versions.node.split('.').map(Number);
	const missing = [];
	if (!atLeast(node, MINIMUM_NODE)) {
		missing.push(`Node.js ${process.versions.node} is too old: ${MINIMUM_NODE[0]} or newer is needed`);
	}
	const versions = await Promise.all(tools.map(({ name }) => versionOf(name)));
	tools.forEach(({ name, minimum, advice }, index) => {
		const found = versions[index];
		if (!found) missing.push(`"${name}" was not found: ${advice}`);
		else if (minimum && !atLeast(found, minimum)) {
			missing.push(`"${name}" ${found.join('.')} is too old, ${minimum.join('.')} or newer is needed: ${advice}`);
		}
	});
	return missing;
}

/** Stops with one clear sentence for everything that is missing. */
export async function checkPrerequisites() {
	const missing = await missingPrerequisites();
	if (missing.length > 0) {
		throw new UserError(`This machine lacks what the project needs:\n${missing.map((line) => `  - ${line}`).join('\n')}`);
	}
}
