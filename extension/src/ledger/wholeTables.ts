/** The tables of the ledger with every column: what evidence is made of. */
import { AFFECTED_ROWS, CHANGE_SETS, ENTRIES, ENVELOPES, HISTORY, REVIEWS, SIGNATURES, SWEEPS, UNIT_BLOCKS, VERIFY_RESULTS, type TableSpec } from './tables.js';

/** A table with the columns that are written later than its rows, or by others. */
const whole = (table: TableSpec, later: Record<string, string>): TableSpec => ({ name: table.name, columns: { ...table.columns, ...later } });

const revocation = { revoked_at: 'timestamptz', revoked_by: 'text', revocation_reason: 'text' };
const scenario = { scenario_ref: 'text' };

/** Every column of the tables a bundle has rows of; the core knows the same and refuses any other. */
export const WHOLE = {
	entry: whole(ENTRIES, scenario),
	history: HISTORY,
	sweep: SWEEPS,
	envelope: whole(ENVELOPES, {
		escalation_ref: 'uuid', cut_change_set_ref: 'uuid', reviewer: 'text', reviewed_at: 'timestamptz', rationale: 'text', superseded_by_envelope_id: 'uuid',
	}),
	block: whole(UNIT_BLOCKS, { candidate_edges: 'jsonb', report_summary: 'jsonb' }),
	review: whole(REVIEWS, {
		manifest_unit_local_id: 'text', superseded_by_review_decision_id: 'uuid', cut_change_set_ref: 'uuid', ...scenario,
	}),
	changeSet: whole(CHANGE_SETS, { rollback_reason: 'text', rollback_initiated_by: 'text', rolled_back_at: 'timestamptz', ...scenario }),
	affectedRow: AFFECTED_ROWS,
	signature: whole(SIGNATURES, { ...revocation, ...scenario }),
	result: whole(VERIFY_RESULTS, scenario),
	key: {
		name: 'cutter_control.signing_key',
		columns: { key_id: 'text', lane: 'text', public_key: 'text', owner: 'text', created_at: 'timestamptz', ...revocation },
	},
	source: {
		name: 'cutter_control.source_version',
		columns: {
			sha256: 'text', source_document_id: 'uuid', canonical_text: 'text', bytes: 'bigint', original_sha256: 'text', original_bytes: 'bigint',
			canonicalization: 'text', created_by: 'text', created_at: 'timestamptz',
		},
	},
} satisfies Record<string, TableSpec>;
