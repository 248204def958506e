/** What a notice says: in the language of whoever is told, with a link to what it is about. */
import type { Knex } from 'knex';

import type { Notice } from '../core/index.js';
import type { Environment } from '../host/keys.js';
import type { Message } from '../host/services.js';
import type { EntryOnRecord } from '../ledger/entriesShown.js';
import { unreadOf } from '../ledger/inbox.js';
import type { Holder } from '../ledger/people.js';

const DOCUMENTS = 'cutter_source_document';

/** More at once are one notice; and where so many of ours are unread, they are one that is not said again. */
const FEW = 5;
const UNREAD = 20;

type Words = [en: string, vi: string];

const WAITS: Record<string, Words> = {
	review: ['Waits for your review', 'Chờ bạn thẩm định'],
	cut: ['Approved, waits to be published', 'Đã duyệt, chờ bạn công bố'],
	verify: ['Published, waits to be proven', 'Đã công bố, chờ bạn kiểm chứng'],
};
const DECIDED: Record<string, Words> = {
	reviewed_approved: ['Approved', 'Đã duyệt'],
	reviewed_rejected: ['Rejected', 'Bị từ chối'],
	reviewed_deferred: ['Deferred', 'Tạm hoãn'],
	verified_complete: ['Published and proven', 'Đã công bố và kiểm chứng'],
	verify_failed_escalated: ['Proof failed', 'Kiểm chứng không đạt'],
	abandoned: ['Given up', 'Đã bỏ'],
};
const MANY: Record<Notice['kind'], Words> = {
	waits: ['Several documents wait for you', 'Có nhiều văn bản chờ bạn'],
	decided: ['Several of your proposals were decided', 'Nhiều đề xuất của bạn đã được quyết định'],
};
const SENT: Words = ['Sent by', 'Người gửi'];
const MOVED: Words = ['By', 'Người thực hiện'];
const SHOW: Words = ['Show', 'Mở'];
const OVERVIEW: Words = ['Show all that waits', 'Xem tất cả những gì đang chờ'];

interface Told {
	rows: readonly EntryOnRecord[];
	names: Record<string, string>;
	movedBy: ReadonlyMap<string, string>;
	env: Environment;
}

/** Titles are text, and stay what they are between the marks of Markdown. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()<>#|!~]/g, '\\$&');

/** Directus gives its own address where one is set. */
function linkTo({ PUBLIC_URL: site }: Environment, path: string, text: string): string {
	return `[${text}](${typeof site === 'string' ? site.replace(/\/*$/, '') : ''}/admin/cutter${path})`;
}
const pageOf = (row: EntryOnRecord): string => (row.change_set_id ? `/change-sets/${row.change_set_id}` : `/manifests/${row.manifest_id}/review`);

/** What is written to one person's inbox. */
export async function messagesTo(knex: Knex.Transaction, person: Holder, notices: readonly Notice[], { rows, names, movedBy, env }: Told): Promise<Message[]> {
	const say = ([en, vi]: Words) => (person.language?.startsWith('vi') ? vi : en);
	const several = (kind: Notice['kind']): Message => ({ recipient: person.id, subject: say(MANY[kind]), message: linkTo(env, '', say(OVERVIEW)), collection: DOCUMENTS, item: null });
	const one = (notice: Notice): Message[] => {
		const row = rows.find(({ entry_id: id }) => id === notice.entry_id);
		const what = row && (notice.act ? WAITS[notice.act] : DECIDED[row.status]);
		if (!what) return [];
		const by = movedBy.get(row.entry_id) ?? '';
		const who = names[by] ? `${say(notice.act === 'review' ? SENT : MOVED)} ${plain(names[by])}. ` : '';
		return [{ recipient: person.id, subject: `${say(what)}: ${row.title ?? row.doc_code}`, message: `${who}${linkTo(env, pageOf(row), say(SHOW))}`, collection: DOCUMENTS, item: row.document_id }];
	};
	const unread = await unreadOf(knex, person.id, DOCUMENTS);
	const messages: Message[] = [];
	for (const kind of ['waits', 'decided'] as const) {
		const theirs = notices.filter((notice) => notice.kind === kind);
		if (theirs.length === 0) continue;
		if (theirs.length <= FEW && unread.length + messages.length < UNREAD) messages.push(...theirs.flatMap(one));
		else if (!unread.includes(say(MANY[kind]))) messages.push(several(kind));
	}
	return messages;
}
