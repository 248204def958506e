/** What is answered about the installation and the requests made to it. */
import { z } from 'zod';

import * as core from '../../../core/wasm/schemas.js';

export const Reason = core.Refusal.pick({ code: true, message: true, values: true });
export type Reason = z.infer<typeof Reason>;

export const Errors = z
	.object({
		errors: z.array(
			z.looseObject({
				message: z.string(),
				extensions: core.Refusal.omit({ kind: true, message: true })
					.extend({ code: z.string().describe('Stable; `CUTTER_…` where the cutter itself refuses.') })
					.loose(),
			}),
		),
	})
	.describe('Why something was not done, in the form of Directus.');

const WholeHealth = z.object({
	ok: z.boolean(),
	version: z.string(),
	core: z.string(),
	postgres: z.string(),
	migrations: z.array(z.string()),
	lanes: z.array(z.enum(['executor', 'verifier'])).describe('What this process may act as: with logins of their own, the lanes can live on different hosts.'),
	problems: z.array(z.string()),
	reasons: z.array(Reason).describe('The same as refusals, for those who say them in another language.'),
	notices: z.array(Reason).describe('What works, and should not be so where it counts: the switch of a development system.'),
	work: z
		.object({ workers: z.number(), places: z.number(), queue: z.number(), in_hand: z.number(), waiting: z.number() })
		.describe('What takes long in this process: worker threads, requests at once, how many may wait; how many are at work and wait now.'),
});
export type WholeHealth = z.infer<typeof WholeHealth>;

export const Health = WholeHealth.partial().required({ ok: true }).describe('Strangers are told `ok` alone, people with a duty all of it.');
export type Health = z.infer<typeof Health>;

export const Profiles = z.array(z.string());

export const RequestFound = z.object({
	standing: core.KeyedStanding,
	route: z.string().nullable().describe('The route it named; none where nothing is on record.'),
	answer: z.unknown().describe('What it was answered; none where nothing is on record.'),
});
export type RequestFound = z.infer<typeof RequestFound>;
