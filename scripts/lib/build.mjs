// Builds what runs in Directus: the core as WebAssembly, then the extension bundle that carries it.

import { appendFileSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { step, say } from './console.mjs';
import { cratesBelow } from './crates.mjs';
import { ensureNode22 } from './node22.mjs';
import { npm } from './npm.mjs';
import { withProjectLock } from './npm-packages.mjs';
import { inProject, projectRoot } from './paths.mjs';
import { runChecked } from './process.mjs';
import { digestOf, whenChanged } from './stamps.mjs';
import { budgetOf, checkBudget, sizeOf } from './wasm-budget.mjs';
import { ensureWasmTarget, ensureWasmTools, WASM_TARGET } from './wasm-tools.mjs';

/** A loop instead of unrolled rounds: a tenth of the code of SHA-256. */
const SMALL_SHA2 = '--cfg sha2_backend="soft" --cfg sha2_backend_soft="compact"';

/** Panics name their place in the source; folders of the machine that built it are nobody's business. */
const SAME_EVERYWHERE = [
	[process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'cargo'],
	[process.env.RUSTUP_HOME ?? join(homedir(), '.rustup'), 'rustup'],
	[projectRoot, 'iu-cutter'],
]
	.map(([folder, name]) => `--remap-path-prefix=${folder}=${name}`)
	.join(' ');

const SMALL = ['-Oz', '--strip-debug', '--strip-producers'];

/** Vectors of 128 bits: Node.js has them since 16.4. SHA-256 and the search for line ends use them; the server alone has this build. */
const VECTORS = '-C target-feature=+simd128';

/**
 * Of the server's bytes, not of its speed, which rustc gives it. Inlining that optimises what it was inlined into takes two thirds of the time of -Oz and
 * makes larger what brotli makes of it: functions are inlined once, at the end, those with one caller where they are short.
 */
const SERVER = ['-Oz', '--skip-pass=inlining-optimizing', '-ocimfs', '200', '--inlining', '--simplify-locals', '--coalesce-locals', '--reorder-locals', '--vacuum', '--enable-simd'];

/** The WebAssembly builds: the crate below core/wasm, the cargo profile, how wasm-opt optimises (once: wasm-pack is told not to), and the flags of rustc. */
const WASM_BUILDS = [
	{ name: 'server', crate: 'server', profile: 'server', optimise: SERVER, rustFlags: VECTORS },
	{ name: 'browser', crate: 'address', profile: 'browser', optimise: SMALL, rustFlags: SMALL_SHA2 },
	{ name: 'browser-aliases', crate: 'aliases', profile: 'browser', optimise: SMALL, rustFlags: SMALL_SHA2 },
	{ name: 'browser-preview', crate: 'preview', profile: 'browser', optimise: SMALL, rustFlags: SMALL_SHA2 },
	{ name: 'browser-proof', crate: 'proof', profile: 'browser', optimise: SMALL, rustFlags: SMALL_SHA2 },
];

/** The sources of a build: of the crates that its own takes by their paths, and of the whole core where one of them names the build by them. */
function inputsOf({ crate }) {
	const crates = cratesBelow(`core/wasm/${crate}`);
	const sources = crates.includes('core/revision') ? ['core'] : crates.flatMap((folder) => [`${folder}/Cargo.toml`, `${folder}/src`]);
	return ['Cargo.toml', 'Cargo.lock', ...sources, 'core/wasm/types.d.ts', 'core/wasm/budget.json', ...['build', 'cargo-tools', 'crates', 'wasm-budget', 'wasm-tools'].map((name) => `scripts/lib/${name}.mjs`)];
}
const NOT_BUILT = new Set(['benches', 'examples', 'fuzz', 'properties', 'target', 'tests', 'node_modules']);
const digestOfInputs = (build) => digestOf(inputsOf(build), { skip: (name) => NOT_BUILT.has(name) || name.startsWith('pkg-') || name.startsWith('.') || name.endsWith('.md') });

const WASM_FEATURES = ['--enable-bulk-memory', '--enable-nontrapping-float-to-int', '--enable-sign-ext', '--enable-mutable-globals', '--enable-reference-types', '--enable-multivalue'];

const outputFolder = (name) => `core/wasm/pkg-${name}`;
const wasmFile = (name) => `${outputFolder(name)}/cutter_wasm_bg.wasm`;

const rustEnvironment = ({ rustFlags }) => ({ ...process.env, RUSTFLAGS: [process.env.RUSTFLAGS, SAME_EVERYWHERE, rustFlags].filter(Boolean).join(' ') });

/** What wasm-pack's own call of cargo finds done: so the core compiles while wasm-pack does. */
const compile = (build) =>
	runChecked('cargo', ['build', '--lib', '--profile', build.profile, '--target', WASM_TARGET], {
		cwd: inProject('core', 'wasm', build.crate),
		env: rustEnvironment(build),
		advice: 'look at the compiler message above',
	});

async function buildWasm(build, tools) {
	const { name, crate, profile, optimise } = build;
	await step(`Building the core as WebAssembly (${name})`, async () => {
		const [{ wasmPack, path }] = await Promise.all([tools, compile(build)]);
		const env = { ...rustEnvironment(build), PATH: path };
		await runChecked(
			wasmPack,
			['build', `core/wasm/${crate}`, '--target', 'web', '--profile', profile, '--mode', 'no-install', '--no-opt', '--out-dir', `../pkg-${name}`, '--out-name', 'cutter_wasm'],
			{ cwd: projectRoot, env, advice: 'look at the compiler message above' },
		);
		await runChecked('wasm-opt', [...optimise, ...WASM_FEATURES, wasmFile(name), '-o', `${wasmFile(name)}.part`], { cwd: projectRoot, env });
		renameSync(inProject(`${wasmFile(name)}.part`), inProject(wasmFile(name)));
		completeGlue(outputFolder(name));
		// It describes the raw exports; the bundler makes something else of the file (src/modules.d.ts).
		rmSync(`${inProject(wasmFile(name))}.d.ts`);
		const size = sizeOf(readFileSync(inProject(wasmFile(name))));
		const bounds = budgetOf(name);
		say(`  ${wasmFile(name)}: ${size.raw} bytes (budget ${bounds.raw}), ${size.brotli} with brotli (budget ${bounds.brotli})`);
		checkBudget(name, size, bounds);
	});
}

/**
 * A panic leaves an instance with a broken stack; `reset()` lets the host throw it away and make a new one, which the
 * glue of wasm-bindgen itself refuses once it has an instance. The types of all surfaces are those that a test of the core keeps
 * like the Rust types: written here, since a linker may leave out what a library says to wasm-bindgen.
 */
function completeGlue(folder) {
	const types = readFileSync(inProject('core', 'wasm', 'types.d.ts'), 'utf8');
	appendFileSync(inProject(folder, 'cutter_wasm.js'), '\nexport function reset() { wasm = undefined; __wbg_init_promise = undefined; }\n');
	appendFileSync(inProject(folder, 'cutter_wasm.d.ts'), `\n/** Throws the instance away; the next initialisation makes a new one. */\nexport function reset(): void;\n\n${types}`);
}

const hasScript = (folder, script) => {
	const manifest = inProject(folder, 'package.json');
	return existsSync(manifest) && Boolean(JSON.parse(readFileSync(manifest, 'utf8')).scripts?.[script]);
};

async function buildExtension() {
	// The bundler of Directus' SDK needs the same Node.js as Directus.
	const { node } = await ensureNode22();
	await step('Building the extension bundle', () =>
		npm(['run', 'build', '--workspace', 'extension'], {
			cwd: projectRoot,
			env: { PATH: `${dirname(node)}${delimiter}${process.env.PATH}` },
			advice: 'look at the compiler message above',
		}),
	);
}

/** Builds of one profile follow one another, since cargo lets one at a time write there; those of two profiles, and their tools, are made side by side. */
async function buildCore() {
	let [target, tools] = [];
	const inTurn = async (profile) => {
		for (const build of WASM_BUILDS.filter((one) => one.profile === profile)) {
			const outputs = [wasmFile(build.name), `${outputFolder(build.name)}/cutter_wasm.js`];
			await whenChanged(`wasm-${build.name}`, digestOfInputs(build), outputs, async () => {
				await (target ??= ensureWasmTarget());
				await buildWasm(build, (tools ??= ensureWasmTools()));
			});
		}
	};
	await Promise.all([...new Set(WASM_BUILDS.map(({ profile }) => profile))].map(inTurn));
}

/** Builds everything that is not up to date; the npm packages must be installed. */
export function buildAll() {
	return withProjectLock(async () => {
		await buildCore();
		if (!hasScript('extension', 'build')) return;
		const skip = (name) => name === 'dist' || name === 'node_modules' || name === '.gitignore';
		const extensionDigest = digestOf(['extension', 'migrations', 'core/wasm/schemas.ts', ...WASM_BUILDS.map(({ name }) => outputFolder(name)), 'package-lock.json'], { skip });
		await whenChanged('extension', extensionDigest, ['extension/dist'], buildExtension);
	});
}
