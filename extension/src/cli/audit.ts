/** `directus cutter audit`: who did what when. */
import type { Command } from 'commander';
import { z } from 'zod';

import { recordedName } from '../host/actor.js';
import type { AuditPage, Deed } from '../answers/index.js';
import { auditCursor } from '../surface/values.js';
import { readAudit } from '../usecases/readAudit.js';
import type { Cli } from './run.js';
import { given } from './usage.js';

const OUTSIDE = { error: 'must be 1 to 1000' };
const limit = z.number({ error: 'must be a number' }).int({ error: 'must be a whole number' }).min(1, OUTSIDE).max(1000, OUTSIDE);

/** Adds the command. */
export function addAuditCommand(cutter: Command, { duty, runAs }: Cli): void {
	duty(cutter, 'audit', 'say who did what when, the newest first')
		.option('--who <person>', 'e-mail address or id of whoever did it, flow:ID or schedule:NAME')
		.option('--document <document>', 'code or id of the document it was done to')
		.option('--from <time>', 'from this time on: RFC 3339 or a date')
		.option('--until <time>', 'before this time')
		.option('--limit <number>', 'lines of one page', '100')
		.option('--after <place>', 'the "next" of the page before')
		.action(({ who, document, from, until, limit: most, after, ...acting }) =>
			runAs(
				acting,
				() => ({ after: given('--after', auditCursor, after), limit: given('--limit', limit, Number(most)) }),
				async (context, page) => {
					const name = who === undefined ? null : await recordedName(context.database, who);
					return readAudit(context, { who: name, document: document ?? null, from: from ?? null, until: until ?? null, ...page });
				},
				auditLines,
			),
		);
}

function deedLine({ at, who, channel, session_kind: kind, what, doc_code, entry_id, change_set_id, rationale }: Deed): string {
	const about = [doc_code, entry_id && `entry ${entry_id}`, change_set_id && `change set ${change_set_id}`, rationale && JSON.stringify(rationale)];
	return [at, who, channel ? `(${channel}, ${kind})` : '(not recorded)', what, ...about.filter(Boolean)].join('  ');
}

const auditLines = ({ deeds, next }: AuditPage): string[] => [...(deeds.length === 0 ? ['Nothing was done.'] : deeds.map(deedLine)), ...(next ? [`--after '${next}'`] : [])];
