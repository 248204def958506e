/** What MARK pinned on the entry; later steps start from it, never from what a client says. */
import { refuse, type EntryFacts } from '../core/index.js';

/** @throws where the entry's payload lacks one of the four texts MARK wrote. */
export function pinned(manifestId: string, entry: EntryFacts): { id: string; docCode: string; prefix: string; sourceSha256: string; pinnedDigest: string } {
	const payload = entry.payload as Record<string, unknown>;
	const text = (key: string): string => {
		const value = payload[key];
		return typeof value === 'string' && value ? value : refuse('conflict', 'ENTRY_INCOMPLETE', `The entry ${entry.entry_id} has no ${key}.`);
	};
	return {
		id: manifestId,
		docCode: text('doc_code'),
		prefix: text('prefix'),
		sourceSha256: text('source_sha256'),
		pinnedDigest: text('manifest_digest'),
	};
}
