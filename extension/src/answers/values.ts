/** What many answers consist of. The files beside this one hold the schema of every answer; the app takes their types alone. */
import { z } from 'zod';

import { State } from '../../../core/wasm/schemas.js';

export const uuid = z.string().meta({ format: 'uuid' });
/** RFC 3339 in UTC. */
export const time = z.string().meta({ format: 'date-time' });
/** A day of the calendar. */
export const day = z.string().meta({ format: 'date' });
export const counts = z.record(z.string(), z.number());
export const status = State.describe('Where the cut request stands.');

export const Names = z.record(z.string(), z.string()).describe('What people are called, by their id; whoever left has no name.');
export type Names = z.infer<typeof Names>;

export const OperationKind = z.enum(['first_cut', 'attest', 'split', 'merge', 'renumber', 'substitute', 'insert', 'move', 'retire', 'enact', 'suspend', 'resume', 'amendment', 'withdraw', 'correct']);
