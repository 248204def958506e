/** What each policy lets people see and do in Directus itself, and with its documents in the cutter. What its duty may do there is decided by the core. */

export interface PermissionSpec {
	collection: string;
	action: 'create' | 'read' | 'update';
	/** The fields it is for; left out: all. */
	fields?: string[];
	/** Which items it is for; left out: all. */
	permissions?: Record<string, unknown>;
	/** What is granted where Directus 12 has no licence for lists of fields and filters: the permission for all of them, or nothing. */
	without_licence?: 'all' | 'nothing';
}

export interface PolicySpec {
	icon: string;
	description: string;
	/** A seat in the Studio. Everyone with a duty is an observer too, so the others need none of their own. */
	app_access: boolean;
	permissions: PermissionSpec[];
}

/** Has rows of one document each: who may read which is what the cutter goes by, in the first of them. */
const OF_DOCUMENTS = ['cutter_source_document', 'tac_logical_unit', 'tac_unit_version'];
/** Is of no document. */
const OF_ALL = ['tac_section_type_vocab', 'cutter_grammar_profile'];

/**
 * An update of no field at all. Directus 11 greys out and freezes the whole form of people who have no update permission,
 * so that a reader could not open a unit's parts or its text; with this one the form is open for reading. Directus 12
 * does so by itself.
 */
const openForReading = (collection: string): PermissionSpec => ({ collection, action: 'update', fields: [], without_licence: 'nothing' });

/** Where files are put that someone else shall register: an executor sees those and their own. */
export const INBOX = { id: '6f0d7f4e-2f0f-4c3b-9a55-6b6f3d1c7a20', name: 'IU Cutter' };

/** Their own uploads, and what was put in the folder for them. Without a licence Directus 12 shows all or none, and an upload that cannot be read is of no use. */
const ownFiles: PermissionSpec = {
	collection: 'directus_files',
	action: 'read',
	permissions: { _or: [{ uploaded_by: { _eq: '$CURRENT_USER' } }, { folder: { _eq: INBOX.id } }] },
	without_licence: 'all',
};

const reading = (collection: string): PermissionSpec[] => [{ collection, action: 'read' }, openForReading(collection)];

/** By the names the core gives them. Whatever is granted here, the privileges of Directus' database role decide what can be written. */
export const POLICIES: Readonly<Record<string, PolicySpec>> = {
	'Cutter Observer': {
		icon: 'visibility',
		description: 'Reads every unit and document, and the ledger of IU Cutter. Whoever has another duty needs this one too, or the next.',
		app_access: true,
		permissions: [...OF_DOCUMENTS, ...OF_ALL].flatMap(reading),
	},
	'Cutter Observer of named documents': {
		icon: 'plagiarism',
		description: 'Observes what another policy lets them read: add one with the permission to read cutter_source_document, tac_logical_unit and tac_unit_version, and an item rule in each that says which documents.',
		app_access: true,
		permissions: [...OF_DOCUMENTS.map(openForReading), ...OF_ALL.flatMap(reading)],
	},
	'Cutter Executor': {
		icon: 'content_cut',
		description: 'Registers documents, marks, sweeps and cuts. May not review or verify their own work.',
		app_access: false,
		permissions: [
			{ collection: 'directus_files', action: 'create' },
			ownFiles,
			{ collection: 'directus_folders', action: 'read', permissions: { id: { _eq: INBOX.id } }, without_licence: 'all' },
			{ collection: 'cutter_source_document', action: 'update', fields: ['title', 'notes'], without_licence: 'all' },
		],
	},
	'Cutter Reviewer': {
		icon: 'rate_review',
		description: 'Reviews manifests that someone else marked.',
		app_access: false,
		permissions: [],
	},
	'Cutter Verifier': {
		icon: 'verified',
		description: 'Verifies change sets that someone else cut.',
		app_access: false,
		permissions: [],
	},
	'Cutter Authoriser': {
		icon: 'gavel',
		description: 'Authorises changes to production.',
		app_access: false,
		permissions: [],
	},
};
