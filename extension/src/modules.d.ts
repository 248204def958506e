/** What @rollup/plugin-wasm makes of a .wasm file: compiles the inlined bytes when called without imports. */
declare module '*.wasm' {
	const load: () => Promise<WebAssembly.Module>;
	export default load;
}

/** `sha256sum` lines of the frozen migrations, inlined at build time. */
declare module '*/SHA256SUMS' {
	const lines: string;
	export default lines;
}
