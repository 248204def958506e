/** The grammar profiles that every installation has. */
import { core } from '../core/index.js';
import { authorised, type Context } from './context.js';

/** A text that fits no profile: detection ranks every built-in one, and leaves them in their own order. */
const FITS_NONE = new TextEncoder().encode('-');

export async function readProfiles(context: Context): Promise<string[]> {
	await authorised(context, 'observer');
	const { detection } = await core((it) => it.read_source(FITS_NONE));
	return detection.map(({ profile }) => profile);
}
