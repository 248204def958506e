/** What a person wants to be told of, and whether there is anything new to look at. */
import type { Moves, NoticesWanted } from '../answers/index.js';
import type { NoticeKind } from '../core/index.js';
import { movesTold, unwantedNotices, wantNotices } from '../ledger/handOvers.js';
import { authorised, type Context } from './context.js';

/** A number that is another one once something moved: a page that shows it need not be read before. */
export async function readMoves(context: Context): Promise<Moves> {
	await authorised(context, 'observer');
	return { moves: await movesTold(context.database) };
}

/** What the acting person is told of. */
export async function noticesOf(context: Context): Promise<NoticesWanted> {
	const person = await authorised(context, 'observer');
	const unwanted = (await unwantedNotices(context.database)).flatMap((each) => (each.person === person ? [each.kind] : []));
	return { waits: !unwanted.includes('waits'), decided: !unwanted.includes('decided') };
}

/** Sets it: each for themselves. */
export async function chooseNotices(context: Context, { kind, wanted }: { kind: NoticeKind; wanted: boolean }): Promise<NoticesWanted> {
	await wantNotices(context.database, await authorised(context, 'observer'), kind, wanted);
	return noticesOf(context);
}
