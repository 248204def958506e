// What travels in the package beside the bundle: the frozen migrations whose checksums it pins, and what the Mark studio's
// worker is made of, which a page loads only where it is needed; and the page that checks proofs, which is handed to strangers.
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { proofPage } from './proof-page.mjs';

const migrations = new URL('./dist/migrations/', import.meta.url);
await rm(migrations, { recursive: true, force: true });
await cp(new URL('../migrations/', import.meta.url), migrations, { recursive: true, filter: (path) => !path.endsWith('.mjs') });

const preview = new URL('./dist/preview/', import.meta.url);
await rm(preview, { recursive: true, force: true });
await mkdir(preview, { recursive: true });
await cp(new URL('./src/preview/worker.js', import.meta.url), new URL('worker.js', preview));
for (const name of ['cutter_wasm.js', 'cutter_wasm_bg.wasm']) await cp(new URL(`../core/wasm/pkg-browser-preview/${name}`, import.meta.url), new URL(name, preview));

await writeFile(new URL('./dist/check-proof.html', import.meta.url), await proofPage());
