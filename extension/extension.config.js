import { mkdirSync, writeFileSync } from 'node:fs';
import { wasm } from '@rollup/plugin-wasm';

/** Directus serves only JavaScript from an extension: the WebAssembly and the frozen checksums go into the bundle. */
const frozenChecksums = {
	name: 'frozen-checksums',
	transform: (code, id) => (id.endsWith('SHA256SUMS') ? { code: `export default ${JSON.stringify(code)};`, map: null } : null),
};

/** Which modules of other packages are in what is shipped: write-sbom.mjs reads it. */
const shippedModules = {
	name: 'shipped-modules',
	generateBundle(_options, bundle) {
		const folder = new URL('../.dev/shipped-modules/', import.meta.url);
		mkdirSync(folder, { recursive: true });
		for (const [name, { modules }] of Object.entries(bundle)) {
			const taken = Object.entries(modules ?? {}).filter(([id, { renderedLength }]) => renderedLength > 0 && id.includes('/node_modules/'));
			writeFileSync(new URL(`${name}.json`, folder), JSON.stringify(taken.map(([id]) => id)));
		}
	},
};

export default {
	plugins: [wasm({ targetEnv: 'auto-inline' }), frozenChecksums, shippedModules],
};
