// The page that checks the proof beside a unit: one file with everything in it, which may load and send nothing.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

const at = (path) => new URL(path, import.meta.url);
const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The text of the page. */
export async function proofPage() {
	const [page, style, own, glue, wasm] = await Promise.all([
		...['page.html', 'page.css', 'page.js'].map((name) => readFile(at(`./src/proof/${name}`), 'utf8')),
		readFile(at('../core/wasm/pkg-browser-proof/cutter_wasm.js'), 'utf8'),
		readFile(at('../core/wasm/pkg-browser-proof/cutter_wasm_bg.wasm')),
	]);
	// In one script nothing is passed on to another.
	const alone = glue.replaceAll(/^export (\{.*$|default .*$)/gm, '').replaceAll(/^export /gm, '');
	const script = `${alone}\nconst WASM = '${wasm.toString('base64')}';\n${own}`;
	if (script.includes('</script')) throw new Error('The script of the page would end in the middle.');
	const policy = `default-src 'none'; script-src ${hashOf(script)} 'wasm-unsafe-eval'; style-src ${hashOf(style)}; base-uri 'none'; form-action 'none'`;
	const parts = { policy, style, script };
	return page.replaceAll(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
}
