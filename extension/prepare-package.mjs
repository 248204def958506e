// What `npm pack` needs beside this folder's own files: the licences, and a bundle that was built. `--undo` takes the licences away.
import { access, cp, rm } from 'node:fs/promises';

const LICENCES = ['LICENSE-MIT', 'LICENSE-APACHE'];
const here = (name) => new URL(`./${name}`, import.meta.url);

if (process.argv.includes('--undo')) {
	for (const name of LICENCES) await rm(here(name), { force: true });
} else {
	for (const name of ['app.js', 'api.js', 'migrations', 'preview', 'sbom.cdx.json']) {
		await access(here(`dist/${name}`)).catch(() => {
			console.error(`dist/${name} is not there: run "npm run build" in the project first.`);
			process.exit(1);
		});
	}
	for (const name of LICENCES) await cp(new URL(`../${name}`, import.meta.url), here(name));
}
