/** Tells people that something waits for them, or that what they made was decided: in the inbox of Directus, and by mail where they want mail. */
import type { Knex } from 'knex';

import { core, type Actor, type Moved, type Notice } from '../core/index.js';
import { asTold } from '../host/actor.js';
import type { HostServices } from '../host/services.js';
import { sightOf, type SightHost } from '../host/sight.js';
import { entriesNamed, type EntryOnRecord } from '../ledger/entriesShown.js';
import { takeHandOvers, unwantedNotices } from '../ledger/handOvers.js';
import type { LaneHost } from '../ledger/lanes.js';
import { namesOf, peopleHolding, type Holder } from '../ledger/people.js';
import { inLane } from '../ledger/transaction.js';
import { standingOf } from './nextActs.js';
import { messagesTo } from './noticeMessages.js';

/** What Directus gives its hooks. */
export interface TellingHost extends SightHost {
	env: LaneHost['env'];
	services: SightHost['services'] & Pick<HostServices, 'NotificationsService'>;
	logger: { warn: (error: unknown, message?: string) => void };
}

/** Moves at once. */
const MOST = 500;

/** An administrator is told of what their duties are, and of nothing for being one. */
const onDuty = (person: Holder): Actor => ({ ...asTold(person).actor, admin: false });

/** Everybody who may have something to do with an entry. */
async function peopleOnDuty(database: Knex): Promise<Holder[]> {
	const policies = await core((it) => it.policies());
	return peopleHolding(database, policies.filter(({ duty }) => duty !== 'observer' && duty !== 'authoriser').map(({ policy_id: id }) => id));
}

/** What the core says each of them is told; of documents they do not see, nothing. */
async function decide(host: SightHost, people: readonly Holder[], rows: readonly EntryOnRecord[], movedBy: (entryId: string) => string): Promise<Notice[]> {
	const moved: Moved[] = rows.map((row) => ({ entry: standingOf(row), moved_by: movedBy(row.entry_id) }));
	const decided = await core((it) => it.notices(moved, people.map(onDuty)));
	const codes = new Map(rows.map(({ entry_id, doc_code }) => [entry_id, doc_code]));
	const told: Notice[] = [];
	for (const person of people) {
		const theirs = decided.filter((notice) => notice.person === person.id);
		if (theirs.length === 0) continue;
		const { actor, accountability } = asTold(person);
		const sight = await sightOf(host, accountability, actor)();
		told.push(...theirs.filter(({ entry_id: id }) => sight === null || sight.includes(codes.get(id) ?? '')));
	}
	return told;
}

/**
 * Tells of what moved since it was last done, in the transaction that takes it: each move once, by whichever process comes first.
 *
 * @returns whether there may be more
 */
export async function tellPeople(host: TellingHost): Promise<boolean> {
	return host.database.transaction(async (trx) => {
		const movedBy = await takeHandOvers(trx, MOST);
		if (movedBy.size === 0) return false;
		const rows = await inLane({ database: host.database, env: host.env }, 'reader', (reading) => entriesNamed(reading.trx, [...movedBy.keys()]));
		const people = await peopleOnDuty(trx);
		const unwanted = new Set((await unwantedNotices(trx)).map(({ person, kind }) => `${person} ${kind}`));
		const notices = (await decide(host, people, rows, (id) => movedBy.get(id) ?? '')).filter(({ person, kind }) => !unwanted.has(`${person} ${kind}`));
		const names = await namesOf(trx, [...rows.map(({ marked_by: id }) => id), ...movedBy.values()]);
		const schema = await host.getSchema();
		for (const person of people) {
			const theirs = notices.filter((notice) => notice.person === person.id);
			if (theirs.length === 0) continue;
			// Somebody who cannot be told keeps nobody else from being told.
			await trx
				.transaction(async (knex) => {
					const inbox = new host.services.NotificationsService({ schema, knex, accountability: null });
					for (const message of await messagesTo(knex, person, theirs, { rows, names, movedBy, env: host.env })) await inbox.createOne(message);
				})
				.catch((error: unknown) => host.logger.warn(error, `${person.id} could not be told what waits for them`));
		}
		return movedBy.size === MOST;
	});
}

/** Names of the people who may take an entry further; empty of who has none. */
export async function whomItWaitsFor(host: SightHost & LaneHost, actor: string, entryIds: readonly string[]): Promise<string[]> {
	const rows = await inLane(host, 'reader', ({ trx }) => entriesNamed(trx, entryIds));
	const people = await peopleOnDuty(host.database);
	const waits = (await decide(host, people, rows, () => actor)).filter(({ kind }) => kind === 'waits');
	return people.filter(({ id }) => waits.some(({ person }) => person === id)).map(({ name }) => name);
}
