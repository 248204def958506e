/** What MARK pinned on the entry; later steps start from it, never from what a client says. */
import { refuse, type EntryFacts } from '../core/index.js';

export interface Pinned {
	id: string;
	docCode: string;
	/** The entry. */
	entryId: string;
	/** Empty but for a first cut: what is there already has its addresses. */
	prefix: string;
	/** Empty but for a first cut, which alone has a source text. */
	sourceSha256: string;
	pinnedDigest: string;
	/** Whether existing units are attested instead of new ones cut. */
	attests: boolean;
	/** Whether units that are there are changed. */
	restructures: boolean;
}

/** @throws where the entry's payload lacks one of the texts MARK wrote. */
export function pinned(manifestId: string, entry: EntryFacts): Pinned {
	const payload = entry.payload as Record<string, unknown>;
	const text = (key: string): string => {
		const value = payload[key];
		return typeof value === 'string' && value ? value : refuse('conflict', 'ENTRY_INCOMPLETE', `The entry ${entry.entry_id} has no ${key}.`);
	};
	const kind = text('operation_kind');
	const creates = kind === 'first_cut';
	const attests = kind === 'attest';
	return {
		id: manifestId,
		entryId: entry.entry_id,
		docCode: text('doc_code'),
		prefix: creates ? text('prefix') : '',
		sourceSha256: creates ? text('source_sha256') : '',
		pinnedDigest: text('manifest_digest'),
		attests,
		restructures: !creates && !attests,
	};
}
