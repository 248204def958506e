import { wasm } from '@rollup/plugin-wasm';

/** Directus serves only JavaScript from an extension: the WebAssembly and the frozen checksums go into the bundle. */
const frozenChecksums = {
	name: 'frozen-checksums',
	transform: (code, id) => (id.endsWith('SHA256SUMS') ? { code: `export default ${JSON.stringify(code)};`, map: null } : null),
};

export default {
	plugins: [wasm({ targetEnv: 'auto-inline' }), frozenChecksums],
};
