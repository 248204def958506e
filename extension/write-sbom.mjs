// What is in the package beside our own code, as CycloneDX 1.6 (dist/sbom.cdx.json): the npm packages whose modules the bundles have, and the
// crates that the core is linked from. Without a time and a serial number, so that two builds give the same file.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => new URL(path, import.meta.url);
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));
const own = json(here('package.json'));
const lock = json(here('../package-lock.json')).packages;

/** A licence as SPDX writes it: `/` was how crates once wrote "or". */
const licensed = (license) => (license ? { licenses: [/ (OR|AND|WITH) |\//.test(license) ? { expression: license.replaceAll(/\s*\/\s*/g, ' OR ') } : { license: { id: license } }] } : {});
const library = (purl, { name, version, license }, hashes) => ({ type: 'library', 'bom-ref': purl, name, version, ...licensed(license), purl, ...(hashes ? { hashes } : {}) });

function npmComponents() {
	const folder = here('../.dev/shipped-modules/');
	const modules = ['app.js.json', 'api.js.json'].flatMap((name) => json(new URL(name, folder)));
	const roots = new Set(modules.map((id) => /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/').replace(/^\0/, ''))?.[1]).filter(Boolean));
	return [...roots].map((root) => {
		const about = json(`${root}/package.json`);
		const [, sha512] = /^sha512-(.+)$/.exec(lock[root.slice(root.indexOf('node_modules/'))]?.integrity ?? '') ?? [];
		const purl = `pkg:npm/${about.name.replace('@', '%40')}@${about.version}`;
		return library(purl, about, sha512 && [{ alg: 'SHA-512', content: Buffer.from(sha512, 'base64').toString('hex') }]);
	});
}

/** What the crates of both shipped WebAssembly builds are linked from; macros and build scripts run while they are built, and are none of it. */
function crates() {
	const words = ['metadata', '--format-version', '1', '--locked', '--filter-platform', 'wasm32-unknown-unknown'];
	const { packages, resolve } = JSON.parse(execFileSync('cargo', words, { cwd: fileURLToPath(here('..')), encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'inherit'] }));
	const checksums = new Map([...readFileSync(here('../Cargo.lock'), 'utf8').matchAll(/name = "(.+)"\nversion = "(.+)"\nsource = .*\nchecksum = "(.+)"/g)].map(([, name, version, sum]) => [`${name}@${version}`, sum]));
	const byId = new Map(packages.map((each) => [each.id, each]));
	const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
	const isMacro = ({ targets }) => targets.some(({ kind }) => kind.includes('proc-macro'));
	const linked = new Set();
	const open = packages.filter(({ name, source }) => !source && ['cutter-wasm', 'cutter-wasm-address', 'cutter-wasm-preview'].includes(name)).map(({ id }) => id);
	for (let id = open.pop(); id !== undefined; id = open.pop()) {
		if (linked.has(id) || isMacro(byId.get(id))) continue;
		linked.add(id);
		open.push(...nodes.get(id).deps.filter(({ dep_kinds }) => dep_kinds.some(({ kind }) => kind === null)).map(({ pkg }) => pkg));
	}
	return [...linked].map((id) => byId.get(id)).filter(({ source }) => source).map((about) => {
		const sum = checksums.get(`${about.name}@${about.version}`);
		return library(`pkg:cargo/${about.name}@${about.version}`, about, sum && [{ alg: 'SHA-256', content: sum }]);
	});
}

const components = [...new Map([...npmComponents(), ...crates()].map((each) => [each.purl, each])).values()].sort((one, other) => (one.purl < other.purl ? -1 : 1));
const purl = `pkg:npm/${own.name}@${own.version}`;
const component = { type: 'application', 'bom-ref': purl, name: own.name, version: own.version, ...licensed(own.license), purl };
writeFileSync(here('dist/sbom.cdx.json'), `${JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, metadata: { component }, components }, null, '\t')}\n`);
if (readdirSync(here('dist')).some((name) => name.endsWith('.map'))) throw new Error('dist has a source map, which names folders of this machine.');
