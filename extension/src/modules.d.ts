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

/** The Studio's own instance; only what is used of it. */
declare module 'vue-i18n' {
	import type { Ref } from 'vue';
	export function useI18n(): { locale: Ref<string> };
}
