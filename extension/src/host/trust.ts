/** The one switch by which a development system takes a name for a person. It is told wherever what it lets in is told. */
import type { Environment } from './keys.js';

export const TRUST_NAMES = 'CUTTER_DEVELOPMENT_TRUST_AS';

/** Whether `--as` alone is taken for proof here. Directus reads the word `true` as a truth value. */
export const trustsNames = (env: Environment): boolean => String(env[TRUST_NAMES]) === 'true';
