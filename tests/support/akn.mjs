// Akoma Ntoso against the OASIS schema, with libxml2 (as WebAssembly): every file is checked, every complaint told.

import { validateXML } from 'xmllint-wasm';
import { ensureAknSchema } from '../../scripts/lib/akn-schema.mjs';

/** Of WebAssembly memory, 64 KiB each: the schema's tree takes most of it. */
const PAGES = { initialMemoryPages: 1024, maxMemoryPages: 16_384 };

/**
 * What the schema finds wrong.
 * @param {{ fileName: string, contents: string }[]} files
 * @returns {Promise<string[]>} one line each; none where all are valid
 */
export async function schemaErrors(files) {
	const { 'akomantoso30.xsd': contents, ...imported } = await ensureAknSchema();
	const { errors, valid } = await validateXML({
		xml: files,
		schema: { fileName: 'akomantoso30.xsd', contents },
		preload: Object.entries(imported).map(([fileName, bytes]) => ({ fileName, contents: bytes })),
		...PAGES,
	});
	if (!valid && errors.length === 0) return ['not valid, without a reason'];
	return errors.map(({ rawMessage }) => rawMessage.slice(0, 500));
}
