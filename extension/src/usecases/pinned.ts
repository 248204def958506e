/** What MARK pinned on the entry; later steps start from it, never from what a client says. */
import { refuse, type EntryFacts } from '../core/index.js';

export interface Pinned {
	id: string;
	docCode: string;
	/** Empty for an attestation, which has no document prefix of its own. */
	prefix: string;
	/** Empty for an attestation, which has no source text. */
	sourceSha256: string;
	pinnedDigest: string;
	/** Whether existing units are attested instead of new ones cut. */
	attests: boolean;
}

/** @throws where the entry's payload lacks one of the texts MARK wrote. */
export function pinned(manifestId: string, entry: EntryFacts): Pinned {
	const payload = entry.payload as Record<string, unknown>;
	const text = (key: string): string => {
		const value = payload[key];
		return typeof value === 'string' && value ? value : refuse('conflict', 'ENTRY_INCOMPLETE', `The entry ${entry.entry_id} has no ${key}.`);
	};
	const attests = payload['operation_kind'] === 'attest';
	return {
		id: manifestId,
		docCode: text('doc_code'),
		prefix: attests ? '' : text('prefix'),
		sourceSha256: attests ? '' : text('source_sha256'),
		pinnedDigest: text('manifest_digest'),
		attests,
	};
}
