/** The schema of every answer and of what answers consist of, by the name it has in the OpenAPI document. */
export * from '../../../core/wasm/schemas.js';
export * from './amendingActs.js';
export * from './change.js';
export * from './entries.js';
export * from './installation.js';
export * from './ledger.js';
export * from './manifests.js';
export * from './pipeline.js';
export * from './references.js';
export * from './units.js';
export { Names } from './values.js';
