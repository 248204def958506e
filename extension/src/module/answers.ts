/** What the cutter's routes answer, as far as the module shows it. */
import type { Refused } from '../app/sentences/index.js';
import type { Anomaly, Citation, Counts, Coverage, Duties, EntryActs, Exclusion, Gate, MovedAlong, ProfileRef, ReadUnit, SideBySide, SourceRef, StructureOrigin, StructureResult, Unit, VerifyFinding } from '../core/browser.js';

export interface Standing extends Pick<EntryActs, 'acts' | 'waits_for_me'> {
	waits_for_duty: EntryActs['waits_for'];
	entry_id: string;
	status: string;
	operation_kind: string;
	manifest_id: string;
	manifest_digest: string;
	change_set_id: string | null;
	document_id: string | null;
	title: string | null;
	doc_code: string;
	prefix: string | null;
	unit_count: number | null;
	marked_by: string;
	reviewed_by: string | null;
	cut_by: string | null;
	emitted_at: string;
	moved_at: string;
}

export type Names = Record<string, string>;

export interface Overview {
	me: Duties;
	counts: Record<string, number>;
	entries: Standing[];
	more: number;
	names: Names;
}

export interface Health {
	ok: boolean;
	version: string;
	reasons: Refused[];
}

export interface DocumentShown {
	id: string;
	title: string;
	doc_code: string;
	prefix: string;
	profile: string;
	current_source_sha256: string;
	bytes: number;
	created_by: string;
	created_at: string;
}

export interface DocumentsAnswer {
	me: Duties;
	documents: (DocumentShown & { newest: Standing | null })[];
	names: Names;
	next: { title: string; id: string } | null;
}

export interface DocumentAnswer extends DocumentShown {
	me: Duties;
	entries: Standing[];
	names: Names;
}

export interface ReviewShown {
	review_decision_id: string;
	verdict: 'PASS' | 'FAIL' | 'NEEDS_HUMAN';
	reviewer: string;
	rationale: string;
	decided_at: string;
}

export interface ManifestStanding extends Standing {
	reviews: ReviewShown[];
	manifest_before: string | null;
	names: Names;
}

/** A manifest without its units. An attestation has no source and nothing that comes of one. */
export interface ManifestHeader {
	id: string;
	doc_code: string;
	manifest_digest: string;
	operation_kind: string;
	profile?: ProfileRef;
	source?: SourceRef;
	counts?: Counts;
	coverage?: Coverage;
	anomalies?: Anomaly[];
	exclusions?: Exclusion[];
}

/** What an operation on units proposes. */
export interface OperationAnswer {
	operation_kind: string;
	rationale: string;
	change_set_id: string | null;
	origins: StructureOrigin[];
	results: StructureResult[];
	moved_along: MovedAlong[];
	citations: Citation[];
	texts: SideBySide;
}

/** What is proposed, or would be. */
export interface Proposed extends Pick<OperationAnswer, 'operation_kind' | 'origins' | 'results' | 'moved_along' | 'citations' | 'texts'> {
	already_marked: boolean;
	manifest_id: string;
	manifest_digest: string;
}

export interface SectionType {
	code: string;
	name_en: string;
	name_vi: string;
}

/** A unit among all of its document. */
export interface Surroundings {
	me: Duties;
	doc_code: string;
	document: { id: string; title: string } | null;
	section_types: SectionType[];
	unit: ReadUnit;
	units: ReadUnit[];
}

export interface UnitPage {
	total: number;
	units: Unit[];
}

export interface ChangeSetAnswer {
	change_set_id: string;
	entry_id: string;
	entry_status: string;
	operation_kind: string;
	status: string;
	manifest_id: string;
	manifest_digest: string;
	plan_digest: string;
	emitted_by: string;
	emitted_at: string;
	rollback_key: string;
	rollback_reason: string | null;
	planned_row_counts: Record<string, number>;
	/** Rows that are there now, by table. */
	rows_now: Record<string, number>;
	payload_summary: { gates?: Gate[] } & Record<string, unknown>;
	signatures: { signer_dot_id: string; signer_identity: string; key_id: string; signature_algorithm: string; signed_at: string; revoked_at: string | null }[];
	row_matrix: Record<string, number>;
	verify_result: VerifyShown | null;
	names: Names;
}

export interface VerifyShown {
	verdict: 'pass' | 'fail';
	axis_1_drift_unit: number;
	axis_2_drift_content: number;
	axis_3_drift_structure: number;
	axis_4_drift_scope: number;
	expected_unit_count: number;
	observed_unit_count: number;
	reconstruction_ok: boolean;
	signature_valid: boolean;
	separation_of_duty_ok: boolean;
	tool_revision_match: boolean;
	findings: VerifyFinding[];
	verified_by: string;
	finished_at: string;
}

export interface LineageUnitShown {
	id: string;
	label: string;
	title: string;
	canonical_address: string;
	born_at: string;
	ended_at: string | null;
	versions: { version_seq: number; created_at: string; enacted_at: string | null }[];
	addresses: { address: string; since: string; until: string | null }[];
}

export interface LineageStepShown {
	change_set_id: string;
	operation_kind: 'split' | 'merge';
	at: string;
	from: string[];
	to: string[];
}

/** Everything that splits and joins connect with a unit. */
export interface LineageAnswer {
	units: LineageUnitShown[];
	steps: LineageStepShown[];
	now: string;
}

export interface UnitHistoryAnswer {
	lineage: LineageAnswer;
	versions: {
		version_seq: number;
		title: string | null;
		lifecycle_status: string;
		created_by: string;
		created_at: string;
		retired_at: string | null;
		change_set_id: string | null;
		operation_kind: string | null;
		verdict: 'pass' | 'fail' | null;
	}[];
	names: Names;
}

/** What people are called; whoever left has the beginning of their id. */
export const nameIn = (names: Names, id: string | null | undefined): string => (id ? (names[id] ?? id.replace(/^(schedule|flow):/, '').slice(0, 8)) : '');
