/** The files of the Mark studio's worker: the same for everyone, without anything of this installation. */
import { readFile } from 'node:fs/promises';

import type { Router } from 'express';

import { version } from '../../package.json';

const FILES = { 'worker.js': 'text/javascript', 'cutter_wasm.js': 'text/javascript', 'cutter_wasm_bg.wasm': 'application/wasm' } as const;

/** They are asked for under the version of the bundle, so that a page never works with those of another. */
export function servePreviewFiles(router: Router): void {
	for (const [name, type] of Object.entries(FILES)) {
		router.get(`/preview/${version}/${name}`, (_request, response, next) => {
			readFile(new URL(`./preview/${name}`, import.meta.url)).then((bytes) => {
				response.set('Cache-Control', 'public, max-age=3600, must-revalidate').type(type).send(bytes);
			}, next);
		});
	}
}
