// The frozen migrations travel in the package beside the bundle that pins their checksums.
import { cp, rm } from 'node:fs/promises';

const target = new URL('./dist/migrations/', import.meta.url);
await rm(target, { recursive: true, force: true });
await cp(new URL('../migrations/', import.meta.url), target, { recursive: true, filter: (path) => !path.endsWith('.mjs') });
