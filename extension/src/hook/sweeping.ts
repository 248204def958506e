/** SWEEP on a schedule that the environment sets: nobody has to think of it, and any number of Directus processes may have it. */
import { refuse } from '../core/index.js';
import { actorOfSetting } from '../host/actor.js';
import { DOOR_OF_SCHEDULE } from '../host/door.js';
import { seesAll } from '../host/sight.js';
import type { LaneHost } from '../ledger/lanes.js';
import { batchSize } from '../surface/values.js';
import { sweepOnSchedule } from '../usecases/sweepBacklog.js';

const SCHEDULE = 'CUTTER_SWEEP_SCHEDULE';
const BATCH_SIZE = 'CUTTER_SWEEP_BATCH_SIZE';

type Schedule = (cron: string, handler: () => Promise<void>) => void;

/** Registers the schedule, where one is set. @throws where the size of a batch is none. */
export function sweepAsScheduled(schedule: Schedule, host: LaneHost): void {
	const cron = host.env[SCHEDULE];
	if (typeof cron !== 'string' || cron.trim() === '') return;
	const given = host.env[BATCH_SIZE];
	const size = batchSize.safeParse(given === undefined || given === '' ? undefined : Number(given));
	if (!size.success) refuse('invalid', 'SETTING_INVALID', `${BATCH_SIZE} ${size.error.issues[0]?.message}.`);
	schedule(cron.trim(), async () => void (await sweepOnSchedule({ ...host, actor: actorOfSetting(SCHEDULE), door: DOOR_OF_SCHEDULE, sees: seesAll }, size.data)));
}
