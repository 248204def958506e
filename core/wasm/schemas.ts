// Generated from types.d.ts by extension/core-schemas.mjs. Do not edit.

import { z } from 'zod';

import type * as Core from './types.js';

export const ActStands = z.enum(['outstanding', 'proposed', 'partly', 'carried_out', 'included']).describe('Where an act stands on a document.') satisfies z.ZodType<Core.ActStands>;

export const AliasKind = z.enum(['previous_canonical', 'rename', 'redirect', 'external_reference']).describe('Why a text points at a unit. The order of the variants is the order in which kinds decide.') satisfies z.ZodType<Core.AliasKind>;

export const Instant = z.string().describe('A point in time, compared in UTC whatever offset it was written with.') satisfies z.ZodType<Core.Instant>;

export const AliasRow = z.object({
	alias_id: z.string().describe('Primary key.'),
	target_unit_id: z.string().describe('The unit it points at; nothing in the database makes sure that it exists.'),
	alias_text: z.string().describe('The text that points.'),
	alias_kind: AliasKind.describe('Why it points.'),
	valid_from: Instant.describe('The first instant at which it holds.'),
	valid_until: Instant.nullable().describe('The first instant at which it no longer holds; none is open.'),
	created_by: z.string().optional().describe('Who wrote it; resolution does not read it.'),
	rationale: z.string().optional().describe('Why it was written; resolution does not read it.'),
	scenario_ref: z.string().nullable().optional().describe('What rows written together have in common, e.g. one split.'),
}).describe('A row of `canonical_address_alias`, its nine columns in their order.') satisfies z.ZodType<Core.AliasRow>;

export const SplitPart = z.object({
	ends_at: z.number().describe('Byte of the unit\'s own text after the part\'s last one; the last part ends where the text does. The heading goes to the first part.'),
	children: z.array(z.string()).describe('Ids of the children that go with this part, in document order.'),
	label: z.string().describe('Label; empty for the origin\'s with the number of the part.'),
	title: z.string().describe('Title; empty for the origin\'s.'),
}).describe('One part of a split.') satisfies z.ZodType<Core.SplitPart>;

export const SplitRequest = z.object({
	unit_id: z.string().describe('The unit.'),
	parts: z.array(SplitPart).describe('The parts, in document order.'),
}).describe('A split of one unit.') satisfies z.ZodType<Core.SplitRequest>;

export const JoinRequest = z.object({
	unit_ids: z.array(z.string()).describe('The units, in any order; their texts are joined in document order.'),
	label: z.string().describe('Label; empty for that of the first in document order.'),
	title: z.string().describe('Title; empty for that of the first in document order.'),
}).describe('A join of siblings.') satisfies z.ZodType<Core.JoinRequest>;

export const NewAddress = z.object({
	unit_id: z.string().describe('The unit.'),
	address: z.string().describe('The address it gets.'),
	label: z.string().nullable().optional().describe('The label it gets; none keeps the one it has.'),
}).describe('A unit\'s new address.') satisfies z.ZodType<Core.NewAddress>;

export const RenumberRequest = z.object({
	changes: z.array(NewAddress).describe('Which unit gets which address. Units written below one of them follow it.'),
}).describe('New addresses for units, all at once: chains and swaps are one change set.') satisfies z.ZodType<Core.RenumberRequest>;

export const TextSource = z.object({
	document_id: z.string().describe('The source document.'),
	sha256: z.string().describe('SHA-256 of its source version.'),
}).describe('Where a text that no unit had before was taken from.') satisfies z.ZodType<Core.TextSource>;

export const SubstituteRequest = z.object({
	unit_id: z.string().describe('The unit.'),
	heading: z.string().nullable().optional().describe('Its heading; none keeps the one it has.'),
	body: z.string().describe('Its own text; empty for a unit that only groups others.'),
	title: z.string().nullable().optional().describe('Its title; none keeps the one it has.'),
	source: TextSource.nullable().optional().describe('Where the text was taken from.'),
	derived: z.boolean().optional().describe('Whether it was made from the text that stood there, as where an act exchanges words: it then fits on no other (rule 3).'),
}).describe('A new text for a unit.') satisfies z.ZodType<Core.SubstituteRequest>;

export const InsertRequest = z.object({
	address: z.string().describe('Its address, free or freed by a renumbering.'),
	parent_id: z.string().nullable().describe('Its parent; none for a unit at the top.'),
	after: z.string().nullable().describe('The sibling it comes after; none to be the first.'),
	section_type: z.string().describe('Code of the section type vocabulary.'),
	label: z.string().describe('Label as written.'),
	title: z.string().describe('Title without label; empty for the label.'),
	heading: z.string().describe('Heading as written.'),
	body: z.string().describe('Own text; empty for a unit that only groups others.'),
	source: TextSource.nullable().optional().describe('Where the text was taken from.'),
	enact: z.boolean().optional().describe('Whether it is law from the day of the change, which then has one; else it is a draft.'),
}).describe('A new unit.') satisfies z.ZodType<Core.InsertRequest>;

export const MoveRequest = z.object({
	unit_id: z.string().describe('The unit.'),
	parent_id: z.string().nullable().describe('Its parent from now on; none for the top.'),
	after: z.string().nullable().describe('The sibling it comes after; none to be the first.'),
	address: z.string().nullable().optional().describe('Its address from now on, where the one it has names its old place.'),
}).describe('A new place.') satisfies z.ZodType<Core.MoveRequest>;

export const RetireRequest = z.object({
	unit_id: z.string().describe('The unit; all below it end with it.'),
}).describe('A repeal.') satisfies z.ZodType<Core.RetireRequest>;

export const EnactRequest = z.object({
	unit_ids: z.array(z.string()).describe('The units.'),
}).describe('Coming into force.') satisfies z.ZodType<Core.EnactRequest>;

export const Day = z.string().describe('A day of the Gregorian calendar, from the year 0 to the year 9999.') satisfies z.ZodType<Core.Day>;

export const SuspendRequest = z.object({
	unit_ids: z.array(z.string()).describe('The units; all law below them is suspended with them.'),
	until: Day.nullable().optional().describe('The first day on which it is applied again; none where that is not known.'),
}).describe('A suspension: law that is not applied for a time, and stays law.') satisfies z.ZodType<Core.SuspendRequest>;

export const ResumeRequest = z.object({
	unit_ids: z.array(z.string()).describe('The units; all below them that are suspended are applied again with them.'),
}).describe('The end of a suspension, from the day of the change.') satisfies z.ZodType<Core.ResumeRequest>;

export const StructureOperation = z.discriminatedUnion('kind', [SplitRequest.extend({ kind: z.literal('split') }), JoinRequest.extend({ kind: z.literal('merge') }), RenumberRequest.extend({ kind: z.literal('renumber') }), SubstituteRequest.extend({ kind: z.literal('substitute') }), InsertRequest.extend({ kind: z.literal('insert') }), MoveRequest.extend({ kind: z.literal('move') }), RetireRequest.extend({ kind: z.literal('retire') }), EnactRequest.extend({ kind: z.literal('enact') }), SuspendRequest.extend({ kind: z.literal('suspend') }), ResumeRequest.extend({ kind: z.literal('resume') })]).describe('One operation.') satisfies z.ZodType<Core.StructureOperation>;

export const AmendmentDoubt = z.object({
	code: z.string().describe('Stable code.'),
	values: z.record(z.string(), z.string()).describe('What stands in the places of its sentence.'),
	message: z.string().describe('The sentence.'),
}).describe('Something only a person can tell.') satisfies z.ZodType<Core.AmendmentDoubt>;

export const AmendmentStep = z.object({
	operation: StructureOperation.describe('What is to be done.'),
	addresses: z.array(z.string()).describe('Addresses it is about, as they are before it; of an insert the one it gives.'),
	doubts: z.array(AmendmentDoubt).describe('What a person should look at before; empty where nothing speaks against it.'),
	asked_by: z.array(z.number()).describe('Which instructions ask for it, as places in the list of them.'),
}).describe('One operation.') satisfies z.ZodType<Core.AmendmentStep>;

export const AmendmentLeft = z.object({
	address: z.string().describe('Its address: of the document, or where it has none yet of the text. Of an instruction, the provision as it names it; empty where none is understood.'),
	why: AmendmentDoubt.describe('Why.'),
	asked_by: z.array(z.number()).describe('Which instructions ask for it, as places in the list of them.'),
}).describe('A unit that is left to a person.') satisfies z.ZodType<Core.AmendmentLeft>;

export const AskedKind = z.enum(['substitute', 'insert', 'repeal', 'words', 'renumber', 'suspend', 'resume', 'annex']).describe('What an instruction asks of a provision.') satisfies z.ZodType<Core.AskedKind>;

export const AmendingAsked = z.object({
	kind: AskedKind.describe('What is to be done.'),
	provisions: z.array(z.string()).describe('The provisions, innermost level first, as the grammar writes them: `khoản 2 Điều 5`, `tên Điều 7`.'),
}).describe('One thing that an instruction asks, and of which provisions.') satisfies z.ZodType<Core.AmendingAsked>;

export const InstructionOutcome = z.enum(['proposed', 'done', 'left', 'other_document']).describe('What became of an instruction.') satisfies z.ZodType<Core.InstructionOutcome>;

export const AmendingInstruction = z.object({
	place: z.string().describe('Where it stands in the act, as an address without its prefix.'),
	line: z.number().describe('Line of the act\'s text, from 1.'),
	sentence: z.string().describe('The sentence.'),
	asks: z.array(AmendingAsked).describe('What it asks, in the order of its words; none where it is not understood.'),
	outcome: InstructionOutcome.describe('What became of it.'),
}).describe('A sentence of an amending act that asks for something.') satisfies z.ZodType<Core.AmendingInstruction>;

export const AmendingPassage = z.object({
	place: z.string().describe('Where it stands in the act, as an address without its prefix.'),
	line: z.number().describe('Line of the act\'s text, from 1.'),
	sentence: z.string().describe('The sentence.'),
}).describe('A sentence of an amending act that asks nothing of a provision.') satisfies z.ZodType<Core.AmendingPassage>;

export const AskedBy = z.object({
	place: z.string().describe('Where it stands in the act, as an address without its prefix.'),
	line: z.number().describe('Line of the act\'s text, from 1.'),
	sentence_sha256: z.string().describe('SHA-256 of the sentence.'),
}).describe('A sentence of an act.') satisfies z.ZodType<Core.AskedBy>;

export const AmendmentPart = z.object({
	operation: StructureOperation.describe('What is to be done; nothing that comes into force by itself.'),
	asked_by: z.array(AskedBy).describe('Which sentences of the act ask for it.'),
}).describe('One operation of an amendment. A unit that an earlier part makes has no id yet: it is named `new:` and its address.') satisfies z.ZodType<Core.AmendmentPart>;

export const AmendmentRequest = z.object({
	act: TextSource.nullable().optional().describe('The act, where it is registered.'),
	asked: z.array(z.number()).optional().describe('Lines of the act\'s sentences that asked something of the document which it had not yet, whether they became a part or not.'),
	parts: z.array(AmendmentPart).describe('Its operations, in order.'),
}).describe('What an amending act asks of one document: operations that are carried out one after another and recorded as one change.') satisfies z.ZodType<Core.AmendmentRequest>;

export const WithdrawRequest = z.object({
	change_set_id: z.string().describe('Its change set.'),
}).describe('A change that never should have been, such as a cut with a wrong profile.') satisfies z.ZodType<Core.WithdrawRequest>;

export const ProfileRef = z.object({
	digest: z.string().describe('SHA-256 of the profile\'s canonical JSON.'),
	id: z.string().describe('Profile id, e.g. `vn-law`.'),
	version: z.string().describe('Profile version.'),
}).describe('The profile a manifest was made with.') satisfies z.ZodType<Core.ProfileRef>;

export const Span = z.tuple([z.number(), z.number()]).describe('A half-open range of byte offsets into the canonical text, written `[start, end]`.') satisfies z.ZodType<Core.Span>;

export const Note = z.object({
	at: z.number().nullable().describe('Where its mark stands, in bytes of the canonical text; none where no mark was found.'),
	number: z.number().describe('Its number.'),
	spans: z.array(Span).describe('Its text, page by page.'),
	unit_local_id: z.string().nullable().describe('Local id of the unit that carries its mark; none where the mark stands in no unit.'),
}).describe('A note: what the publisher of a consolidated text says of the unit that is marked with its number.') satisfies z.ZodType<Core.Note>;

export const CorrectedPlace = z.object({
	parent: z.string().nullable().describe('The unit it stands in; none at the top.'),
	after: z.string().nullable().describe('The sibling it stands after; none where it is the first.'),
}).describe('Where a unit should have stood.') satisfies z.ZodType<Core.CorrectedPlace>;

export const UnitSpan = z.object({
	heading: z.array(Span).describe('Byte spans of the heading.'),
	body: z.array(Span).describe('Byte spans of the own text.'),
}).describe('Where a unit\'s heading and own text stand in the canonical text.') satisfies z.ZodType<Core.UnitSpan>;

export const CorrectedText = z.object({
	label: z.string().describe('Label as written.'),
	title: z.string().describe('Title; its label where it has none.'),
	heading: z.string().describe('Heading as written.'),
	body: z.string().nullable().describe('Its own text; none of a unit that only groups others.'),
	level: z.string().describe('Level of the profile.'),
	status: z.string().describe('`enacted`, `controlled_draft`, `draft` or `obsolete`.'),
	span: UnitSpan.describe('Where both stand in the text that was marked.'),
}).describe('What a unit should have said.') satisfies z.ZodType<Core.CorrectedText>;

export const CorrectedBirth = z.object({
	section_type: z.string().describe('Code of the section type vocabulary.'),
	tier: z.string().describe('`tier-0`, …'),
	in_force_from: Day.nullable().describe('The day from which it is law; none of a draft.'),
}).describe('What a unit that was missed is given.') satisfies z.ZodType<Core.CorrectedBirth>;

export const CorrectedUnit = z.object({
	unit: z.string().describe('The unit; of one that was missed `new:` and its address.'),
	address: z.string().optional().describe('Its address.'),
	place: CorrectedPlace.optional().describe('Where it stands.'),
	text: CorrectedText.optional().describe('What it says.'),
	born: CorrectedBirth.optional().describe('What only a unit that was missed is given.'),
}).describe('A unit as it should have been; what is left out stays as it is.') satisfies z.ZodType<Core.CorrectedUnit>;

export const CorrectRequest = z.object({
	change_set_id: z.string().describe('Its change set.'),
	source: TextSource.describe('The text that was marked again.'),
	profile: ProfileRef.describe('The profile it was marked with.'),
	notes: z.array(Note).optional().describe('Notes of that text, each with the place of its mark; of a text without notes none.'),
	withdrawn: z.array(z.string()).describe('Units that never should have been.'),
	units: z.array(CorrectedUnit).describe('Units that should have been otherwise, and those that were missed, in document order.'),
}).describe('What of a first cut was wrong, and how its units should have been: the cut is read as if it had been recorded so (rule 28).') satisfies z.ZodType<Core.CorrectRequest>;

export const StructureUndertaking = z.union([AmendmentRequest.extend({ kind: z.literal('amendment') }), WithdrawRequest.extend({ kind: z.literal('withdraw') }), CorrectRequest.extend({ kind: z.literal('correct') }), StructureOperation]).describe('What one change does: one operation, or an act that is made of them.') satisfies z.ZodType<Core.StructureUndertaking>;

export const AmendmentWhole = z.object({
	operation: StructureUndertaking.nullable().describe('The change; none where nothing can be carried out.'),
	effective_on: Day.nullable().describe('The day from which it is law; none takes effect as it is recorded.'),
	doubted: z.array(AmendmentStep).describe('Steps that it has not, for a person should look at them before.'),
	left: z.array(AmendmentLeft).describe('What no operation is proposed for at the end, and what one refused, and why.'),
}).describe('What an act asks of the document as one change, round upon round until nothing is left that could be carried out.') satisfies z.ZodType<Core.AmendmentWhole>;

export const AmendmentProposal = z.object({
	unchanged: z.number().describe('Units that are as the text has them.'),
	steps: z.array(AmendmentStep).describe('Operations, each of which can be proposed once those before it were carried out.'),
	left: z.array(AmendmentLeft).describe('What no operation is proposed for, and why.'),
	waiting: z.number().describe('Units of the text that wait for what the steps make; the next round proposes them.'),
	instructions: z.array(AmendingInstruction).describe('Sentences of the amending act that ask for something; none where a consolidated text was compared.'),
	others: z.array(AmendingPassage).describe('Every other sentence of the act\'s own articles: it asks nothing of a provision. Together with the instructions, and what only leads to them, they are all of it.'),
	whole: AmendmentWhole.optional().describe('All of it as one change, where that was asked for.'),
}).describe('What leads from the document to the text.') satisfies z.ZodType<Core.AmendmentProposal>;

export const AnomalyAnswer = z.object({
	anomaly: z.string().describe('The anomaly, by its code and its byte: `gap:1234`; or all of a code that are not grave: `gap`.'),
	reason: z.string().describe('Why.'),
}).describe('Why an anomaly does not make the law wrong.') satisfies z.ZodType<Core.AnomalyAnswer>;

export const AttestedUnit = z.object({
	local_id: z.string().describe('`r1`, `r2`… in document order.'),
	unit_id: z.string().describe('The existing unit.'),
	address: z.string().describe('Its canonical address.'),
	address_format_version: z.string().describe('The format its address follows.'),
	parent_id: z.string().nullable().describe('Its parent.'),
	section_type: z.string().describe('Code of the section type vocabulary.'),
	sort_order: z.number().describe('Position in the document.'),
	label: z.string().describe('Label as people know it.'),
	title: z.string().describe('Title as people know it.'),
	lifecycle_status: z.string().describe('`draft_only`, `active` or `retired`.'),
	authority: z.string().nullable().describe('The authority it has and keeps.'),
	version_seq: z.number().nullable().describe('Its newest version, 1, 2…; none where it has no text.'),
	content_hash: z.string().describe('SHA-256 of the version\'s own text, computed from the text.'),
	profile_digest: z.string().describe('SHA-256 of the RFC 8785 text of title and content profile of the version.'),
	row_digest: z.string().describe('SHA-256 of the RFC 8785 text of unit and version as they stood.'),
	standing_digest: z.string().describe('As `row_digest`, without what an editor may change: the identity profile and the time of the last change.'),
}).describe('A unit as it stood when it was marked.') satisfies z.ZodType<Core.AttestedUnit>;

export const AttestManifest = z.object({
	format_version: z.string().describe('`FORMAT_VERSION`.'),
	engine_revision: z.string().describe('The engine that wrote it.'),
	operation_kind: z.string().describe('`ATTEST`.'),
	doc_code: z.string().describe('Document code shared by the units.'),
	unit_count: z.number().describe('Units in all.'),
	units_by_section_type: z.record(z.string(), z.number()).describe('Units by section type.'),
	text_sha256: z.string().describe('SHA-256 of the units\' headings and own texts, one after the other in document order.'),
	units: z.array(AttestedUnit).describe('Units in document order.'),
	manifest_digest: z.string().optional().describe('SHA-256 of the RFC 8785 text of everything else; empty only while being computed.'),
}).describe('A proposal to attest units of one document.') satisfies z.ZodType<Core.AttestManifest>;

export const State = z.enum(['marked', 'review_pending', 'reviewed_approved', 'reviewed_deferred', 'reviewed_rejected', 'cut_in_progress', 'cut_applied', 'verify_in_progress', 'verified_complete', 'verify_failed_escalated', 'abandoned']).describe('`decision_backlog_entry.status` of a cut request.') satisfies z.ZodType<Core.State>;

export const GovernedUnit = z.object({
	unit_id: z.string().describe('The unit.'),
	address: z.string().describe('Its address.'),
	change_set_id: z.string().describe('The change set that cut or attested it.'),
}).describe('A unit that a change set accounts for.') satisfies z.ZodType<Core.GovernedUnit>;

export const AttestOutcome = z.object({
	already_marked: z.boolean().describe('G-MARK-IDEM: the same units in the same state are attested by this entry already, write nothing.'),
	entry_id: z.string().describe('Entry id.'),
	manifest_id: z.string().describe('Envelope id, the manifest\'s id in every route.'),
	manifest_digest: z.string().describe('Digest of the manifest.'),
	status: State.describe('State of the entry.'),
	doc_code: z.string().describe('The document.'),
	unit_count: z.number().describe('Units in the manifest.'),
	units_by_section_type: z.record(z.string(), z.number()).describe('Units by section type.'),
	left_out: z.array(GovernedUnit).describe('Units of the document that are under governance already and so were left out.'),
}).describe('What MARK in mode attest decided.') satisfies z.ZodType<Omit<Core.AttestOutcome, 'manifest_text' | 'rows'>>;

export const TableRows = z.object({
	table: z.string().describe('With its schema.'),
	rows: z.number().describe('How many.'),
}).describe('Rows of a table.') satisfies z.ZodType<Core.TableRows>;

export const Holdings = z.object({
	system_identifier: z.string().describe('Identifier of the server.'),
	database: z.string().describe('Name of the database.'),
	rows: z.array(TableRows).describe('Every table of units, ledger and control plane.'),
	unit: z.string().nullable().describe('Address of the named unit; none where there are no units.'),
	unit_sha256: z.string().nullable().describe('Lower-case hex SHA-256 of its row.'),
	bad_signatures: z.number().nullable().describe('Signatures in the wrong lane; none where there is no such table.'),
	aliases: z.number().nullable().describe('Aliases; none where there is no such table.'),
}).describe('What a database held, read in the snapshot that was dumped or from the restored copy.') satisfies z.ZodType<Core.Holdings>;

export const GateVerdict = z.enum(['pass', 'fail', 'unknown']).describe('The verdict of one gate.') satisfies z.ZodType<Core.GateVerdict>;

export const Gate = z.object({
	id: z.string().describe('Stable id, e.g. `G-CUT-ONCE`.'),
	sentence: z.string().describe('What the gate asks, as one sentence.'),
	expected: z.string().describe('What must be.'),
	observed: z.string().describe('What is.'),
	verdict: GateVerdict.describe('The verdict.'),
}).describe('One named condition with what was expected and what was observed.') satisfies z.ZodType<Core.Gate>;

export const Verification = z.object({
	verdict: GateVerdict.describe('The verdict.'),
	checks: z.array(Gate).describe('The ten checks.'),
	verified_by: z.string().describe('Who verified.'),
	verified_at: z.string().describe('When, RFC 3339.'),
}).describe('One verification of a backup.') satisfies z.ZodType<Core.Verification>;

export const BackupRecord = z.object({
	backup_id: z.string().describe('Its id.'),
	folder: z.string().describe('Name of its folder.'),
	sha256: z.string().describe('Lower-case hex SHA-256 of the dump.'),
	bytes: z.number().describe('Length of the dump in bytes.'),
	holdings: Holdings.describe('What the database held.'),
	created_by: z.string().describe('Who made it.'),
	created_at: z.string().describe('When the dump began, RFC 3339.'),
	verifications: z.array(Verification).describe('Its verifications, oldest first.'),
}).describe('Everything on record of a backup.') satisfies z.ZodType<Core.BackupRecord>;

export const BackupState = z.enum(['NEVER_RESTORED', 'PASS', 'FAIL']).describe('What a backup is worth.') satisfies z.ZodType<Core.BackupState>;

export const BackupStanding = z.object({
	state: BackupState.describe('The state.'),
	fresh: z.boolean().describe('Whether G-2 would still take it: a run makes its own all the same.'),
	command: z.string().nullable().describe('The words after `directus cutter` that restore and check it, where that was not done or did not pass.'),
}).describe('What a backup is worth now.') satisfies z.ZodType<Core.BackupStanding>;

export const Channel = z.enum(['http', 'cli', 'flow', 'schedule']).describe('A door.') satisfies z.ZodType<Core.Channel>;

export const CheckpointClaim = z.object({
	size: z.number().describe('Number of leaves.'),
	root: z.string().describe('Root over them, lower-case hex.'),
	signed_at: z.string().describe('RFC 3339.'),
}).describe('What a checkpoint says.') satisfies z.ZodType<Core.CheckpointClaim>;

export const DependencyKind = z.enum(['blocks', 'supersedes', 'refines', 'related_to']).describe('How one entry relates to another.') satisfies z.ZodType<Core.DependencyKind>;

export const DependencyRow = z.object({
	dependency_id: z.string().describe('Primary key.'),
	from_entry_id: z.string().describe('The entry that blocks, supersedes, refines or relates.'),
	to_entry_id: z.string().describe('The other entry.'),
	dependency_kind: DependencyKind.describe('How.'),
	created_by: z.string().describe('The person.'),
	created_at: z.string().describe('RFC 3339.'),
}).describe('A row of `decision_backlog_dependency`.') satisfies z.ZodType<Core.DependencyRow>;

export const Detection = z.object({
	profile: z.string().describe('Profile id.'),
	score: z.number().describe('0 (nothing of it found) to 1.'),
	evidence: z.array(z.string()).describe('What was found, one sentence each.'),
}).describe('How well a profile fits a text.') satisfies z.ZodType<Core.Detection>;

export const DocumentDrift = z.object({
	doc_code: z.string().describe('The document.'),
	code: z.string().describe('`STATE_CHANGED`, `STATE_NOT_SIGNED`, `STATE_TOUCHED`.'),
	expected: z.string().describe('What must be.'),
	observed: z.string().describe('What is.'),
}).describe('A document that is not as it was signed: escalated as its own, whatever brought it to light.') satisfies z.ZodType<Omit<Core.DocumentDrift, 'escalation'>>;

export const Duty = z.enum(['observer', 'executor', 'reviewer', 'verifier', 'authoriser']).describe('What a person may do.') satisfies z.ZodType<Core.Duty>;

export const Obstacle = z.object({
	code: z.string().describe('Stable code: `NOT_ITS_TURN`, `DUTY_MISSING`, `NOBODY`, `REVIEW_SOD`, `CUT_SOD`, `VERIFY_SOD`, `WAITS_FOR_OTHERS`.'),
	message: z.string().describe('One sentence for people.'),
	values: z.record(z.string(), z.string()).optional().describe('What the sentence names: `state`, `policy`, `count`.'),
}).describe('One reason why an act is not open.') satisfies z.ZodType<Core.Obstacle>;

export const NextDocumentAct = z.object({
	open: z.boolean().describe('Whether this person may do it.'),
	obstacles: z.array(Obstacle).describe('Why not.'),
}).describe('An act on a document, open or not.') satisfies z.ZodType<Core.NextDocumentAct>;

export const Duties = z.object({
	user: z.string().describe('The person.'),
	held: z.array(Duty).describe('Their duties.'),
	register: NextDocumentAct.describe('Registering a document.'),
	mark: NextDocumentAct.describe('Marking one.'),
}).describe('What a person may do at all.') satisfies z.ZodType<Core.Duties>;

export const EntryAct = z.enum(['sweep', 'review', 'cut', 'verify', 'abandon']).describe('What can be done with an entry, in the order of the pipeline.') satisfies z.ZodType<Core.EntryAct>;

export const NextAct = z.object({
	act: EntryAct.describe('The act.'),
	open: z.boolean().describe('Whether this person may do it now.'),
	obstacles: z.array(Obstacle).describe('Why not, the most basic reason first; empty where it is open.'),
}).describe('An act and what stands in its way.') satisfies z.ZodType<Core.NextAct>;

export const EntryActs = z.object({
	entry_id: z.string().describe('The entry.'),
	waits_for_me: z.boolean().describe('Whether one of the acts that lead on waits for this very person.'),
	waits_for: Duty.nullable().describe('Whose turn it is: the duty of the act that leads on; none where the entry is over, or inside a transaction.'),
	acts: z.array(NextAct).describe('All acts, in the order of the pipeline.'),
}).describe('An entry with its acts.') satisfies z.ZodType<Core.EntryActs>;

export const EntryStanding = z.object({
	entry_id: z.string().describe('The entry.'),
	status: z.string().describe('Its status as stored.'),
	marked_by: z.string().describe('Who marked.'),
	reviewed_by: z.string().nullable().describe('Who decided the newest review, where there is one.'),
	cut_by: z.string().nullable().describe('Who cut, where it was cut.'),
	waits_for: z.number().describe('How many entries it waits for that are not verified (G-DEP).'),
}).describe('Where an entry stands, as the database tells.') satisfies z.ZodType<Core.EntryStanding>;

export const FindingVerdict = z.enum(['pass', 'fail', 'not_applicable']).describe('One of the three values a finding column takes.') satisfies z.ZodType<Core.FindingVerdict>;

export const Finding = z.object({
	verdict: FindingVerdict.describe('The verdict.'),
	note: z.string().describe('What was observed, as one sentence.'),
	sentence: z.string().optional().describe('Stable code of that sentence.'),
	values: z.record(z.string(), z.string()).optional().describe('What stands in its places.'),
}).describe('A finding with what was observed.') satisfies z.ZodType<Core.Finding>;

export const GateRecord = z.object({
	step: z.string().describe('The step after which it was evaluated.'),
	gate: Gate.describe('As evaluated.'),
}).describe('A gate or check on record.') satisfies z.ZodType<Core.GateRecord>;

export const KeyedStanding = z.enum(['done', 'running', 'not_done']).describe('What became of a keyed request, for a client whose connection ended before the answer.') satisfies z.ZodType<Core.KeyedStanding>;

export const LackingCitation = z.object({
	address: z.string().describe('Address of the unit whose text cites.'),
	words: z.string().describe('What the text says, on one line.'),
	provision: z.string().describe('The provision that is not there, as people read it.'),
}).describe('A citation of a draft that nothing of the draft answers.') satisfies z.ZodType<Core.LackingCitation>;

export const DraftedDay = z.object({
	address: z.string().describe('Its address.'),
	drafted: Day.nullable().describe('The day; none where it is to be no law yet.'),
}).describe('The day that a draft gives a unit.') satisfies z.ZodType<Core.DraftedDay>;

export const SaidDay = z.object({
	in_force_from: Day.describe('The day.'),
	said_by: z.string().describe('Address of the unit whose text says so.'),
	words: z.string().describe('How the text names the parts, on one line.'),
	units: z.array(DraftedDay).describe('The units that it is about, in the order in which they are named.'),
}).describe('From which day parts are law, as one sentence of the text says it.') satisfies z.ZodType<Core.SaidDay>;

export const DraftRead = z.object({
	citations: z.array(LackingCitation).describe('Those it cites and does not have, in the order of the text. What is quoted belongs to another law.'),
	days: z.array(SaidDay).describe('Days from which parts of it are law, in the order of the text.'),
}).describe('What the text of a draft says of its own provisions.') satisfies z.ZodType<Core.DraftRead>;

export const NotConsolidated = z.object({
	doc_code: z.string().describe('Its code.'),
	title: z.string().describe('Its title.'),
}).describe('An act that is registered, amends a document, and is not carried out on it.') satisfies z.ZodType<Core.NotConsolidated>;

export const Weight = z.enum(['grave', 'notable', 'minor']).describe('How much an anomaly weighs, the heaviest first.') satisfies z.ZodType<Core.Weight>;

export const Anomaly = z.object({
	at: z.number().describe('Byte offset into the canonical text.'),
	code: z.string().describe('`gap`, `repeat`, `restart`, `out_of_order`, `collision`, `empty_body`, …'),
	label: z.string().describe('The label concerned, as written.'),
	line: z.number().describe('Line of the canonical text, from 1.'),
	message: z.string().describe('One sentence for people.'),
	weight: Weight.nullable().optional().describe('How much it weighs; manifests of older engines do not say.'),
}).describe('Something about the text a reviewer should see; never repaired silently.') satisfies z.ZodType<Core.Anomaly>;

export const CardValue = z.object({
	at: z.number().describe('Byte of the canonical text where it is said.'),
	doubt: z.string().optional().describe('Why a person should look: `exceptions`, `computed`, `day_of_signing`, `differs`, `other_words`, `application`, `uncertified`.'),
	value: z.string().describe('What is said: words on one line, or a day as `YYYY-MM-DD`.'),
}).describe('Something a document says of itself.') satisfies z.ZodType<Core.CardValue>;

export const CardNumbers = z.object({
	at: z.number().describe('Byte of the canonical text where the first is named.'),
	doubt: z.string().optional().describe('Why a person should look.'),
	value: z.array(z.string()).describe('Their numbers, in the order of the text.'),
}).describe('Other documents that a document names.') satisfies z.ZodType<Core.CardNumbers>;

export const CardBase = z.object({
	adopted_on: CardValue.optional().describe('Day of the law\'s adoption.'),
	amended_by: CardNumbers.optional().describe('Numbers of the acts that amended it.'),
	in_force_from: CardValue.optional().describe('Day from which it is law.'),
	number: CardValue.optional().describe('Its number.'),
}).describe('The law that a consolidated text puts together.') satisfies z.ZodType<Core.CardBase>;

export const Card = z.object({
	adopted_on: CardValue.optional().describe('Day of its adoption.'),
	amends: CardNumbers.optional().describe('What it amends.'),
	base: CardBase.optional().describe('Of a consolidated text, its law.'),
	gazette: CardValue.optional().describe('The issue of the gazette that has it.'),
	in_force_from: CardValue.optional().describe('Day from which it is law.'),
	issuer: CardValue.optional().describe('Who issued it.'),
	kind: CardValue.optional().describe('What kind of act it is, in its own language.'),
	number: CardValue.optional().describe('Its number.'),
	published_on: CardValue.optional().describe('Day of the gazette that has it.'),
	read: z.record(z.string(), z.string()).optional().describe('By the member of `CardFact`, what the text says where a person confirmed the value at registration: the same, or what they corrected.'),
	repeals: CardNumbers.optional().describe('What it repeals.'),
	signatory: CardValue.optional().describe('Who signed it.'),
	title: CardValue.optional().describe('Its title.'),
}).describe('What a document says of itself. For a consolidated text number and days are those of its certification.') satisfies z.ZodType<Core.Card>;

export const Component = z.object({
	address: z.string().nullable().describe('Address of its unit; none for the main text.'),
	kind: z.string().describe('`main`, or the section type of its unit.'),
	label: z.string().describe('Label as written; empty for the main text.'),
	span: Span.describe('From its first byte to where the next begins that does not stand inside it.'),
	title: z.string().describe('Title without label.'),
	units: z.number().describe('Units in it, those of components inside it included.'),
}).describe('A part of a document with a numbering of its own.') satisfies z.ZodType<Core.Component>;

export const Counts = z.object({
	anomalies: z.number().describe('Anomalies in all.'),
	exclusions_by_reason: z.record(z.string(), z.number()).describe('Exclusions by reason.'),
	units: z.number().describe('Units in all.'),
	units_by_section_type: z.record(z.string(), z.number()).describe('Units by section type.'),
}).describe('How many of what; every map is keyed by the term named.') satisfies z.ZodType<Core.Counts>;

export const Coverage = z.object({
	excluded_bytes: z.number().describe('Bytes in exclusions.'),
	heading_bytes: z.number().describe('Bytes in headings of units.'),
	own_text_bytes: z.number().describe('Bytes in own texts of units.'),
	reconstruction_ok: z.boolean().describe('Whether the spans, in order, give the canonical text byte for byte.'),
	reconstruction_sha256: z.string().describe('SHA-256 of the text rebuilt from the spans.'),
	total_bytes: z.number().describe('Bytes of the canonical text.'),
}).describe('The coverage proof: bytes per class and the digest of the text rebuilt from the spans.') satisfies z.ZodType<Core.Coverage>;

export const UnitDay = z.object({
	address: z.string().describe('Its address; what is below it has the same day where it has none of its own.'),
	in_force_from: Day.describe('The day from which it is law.'),
}).describe('The day of one unit.') satisfies z.ZodType<Core.UnitDay>;

export const Enactment = z.object({
	evidence: z.string().describe('What says so: the closing provision, the gazette, the decision.'),
	in_force_from: Day.describe('The day from which the document is law.'),
	units: z.array(UnitDay).optional().describe('Units that are law from another day.'),
}).describe('From which days the units of a first cut are law, and what says so.') satisfies z.ZodType<Core.Enactment>;

export const Exclusion = z.object({
	reason: z.string().describe('`preamble`, `page_furniture`, `front_matter`, `signature_block`, `table_of_contents`, …'),
	span: Span.describe('Where.'),
}).describe('Text that belongs to no unit, and why.') satisfies z.ZodType<Core.Exclusion>;

export const ScopePolicy = z.enum(['all', 'enacted_only']).describe('Which units of a document are proposed.') satisfies z.ZodType<Core.ScopePolicy>;

export const SourceRef = z.object({
	bytes: z.number().describe('Length of the canonical text in bytes.'),
	canonicalization: z.string().describe('Name of the canonicalisation rule (`canon-1`).'),
	sha256: z.string().describe('SHA-256 of the canonical text.'),
}).describe('The source version a manifest was made from.') satisfies z.ZodType<Core.SourceRef>;

export const Unit = z.object({
	address: z.string().describe('Proposed canonical address.'),
	body_spans: z.array(Span).describe('Spans of the unit\'s own text, in order; none for a structural node.'),
	content_hash: z.string().describe('SHA-256 of the own text\'s UTF-8 bytes (of nothing for a structural node).'),
	heading_spans: z.array(Span).describe('Spans of the heading, in order.'),
	label: z.string().describe('Label as written, e.g. `Điều 15a`.'),
	level: z.string().describe('Profile level id, e.g. `dieu`.'),
	local_id: z.string().describe('`r1`, `r2`… in document order.'),
	parent_local_id: z.string().nullable().describe('Local id of the parent unit.'),
	section_type: z.string().describe('Code of the section type vocabulary.'),
	sort_order: z.number().describe('Position in the document, from 1.'),
	status: z.string().describe('Cascaded status: `enacted`, `controlled_draft`, `draft` or `obsolete`.'),
	status_tier: z.number().describe('Which tier decided the status: 0 document, 1 group heading, 2 own marker.'),
	title: z.string().describe('Title without label; empty where the unit has none.'),
}).describe('One proposed unit.') satisfies z.ZodType<Core.Unit>;

export const Manifest = z.object({
	address_format_version: z.string().describe('`canonical-address-v1` or `canonical-address-v2`.'),
	anomalies: z.array(Anomaly).describe('Anomalies in document order.'),
	card: Card.optional().describe('What the document says of itself; none where it says nothing, and in manifests from before there were cards.'),
	components: z.array(Component).optional().describe('Its components, the main text first; none in manifests of engines before they were listed.'),
	counts: Counts.describe('Counts.'),
	coverage: Coverage.describe('The coverage proof.'),
	doc_code: z.string().describe('Document code shared by all units of the document.'),
	enact: Enactment.optional().describe('That its units become law with the cut, and from which days; none where they are drafts.'),
	engine_revision: z.string().describe('`ENGINE_REVISION` of the engine that wrote it.'),
	exclusions: z.array(Exclusion).describe('Exclusions in document order.'),
	format_version: z.string().describe('`FORMAT_VERSION`.'),
	leaf_level: z.string().describe('Id of the deepest level cut into units.'),
	manifest_digest: z.string().optional().describe('SHA-256 of the RFC 8785 text of everything else; empty only while being computed.'),
	notes: z.array(Note).optional().describe('Notes of a consolidated text, by number.'),
	operation_kind: z.string().describe('`first_cut`, `split`, `merge`, …'),
	prefix: z.string().describe('Address prefix of the document.'),
	profile: ProfileRef.describe('The profile.'),
	scope_policy: ScopePolicy.describe('Which units are proposed.'),
	source: SourceRef.describe('The source version.'),
	units: z.array(Unit).describe('Units in document order.'),
}).describe('A proposal to cut one document.') satisfies z.ZodType<Core.Manifest>;

export const Change = z.enum(['added', 'removed', 'moved', 'renumbered', 'changed']).describe('What became of a unit; one unit may have several.') satisfies z.ZodType<Core.Change>;

export const DiffSide = z.object({
	local_id: z.string().describe('Local id in its manifest.'),
	address: z.string().describe('Address.'),
	label: z.string().describe('Label as written.'),
	title: z.string().describe('Title.'),
	content_hash: z.string().describe('SHA-256 of its own text.'),
}).describe('A unit as one of the manifests has it.') satisfies z.ZodType<Core.DiffSide>;

export const DiffEntry = z.object({
	changes: z.array(Change).describe('What became of it, in the order of `Change`.'),
	before: DiffSide.nullable().describe('In the earlier manifest; none for a unit added.'),
	after: DiffSide.nullable().describe('In the later manifest; none for a unit removed.'),
}).describe('A unit that is not as it was.') satisfies z.ZodType<Core.DiffEntry>;

export const ManifestDiff = z.object({
	before_digest: z.string().describe('Digest of the earlier manifest.'),
	after_digest: z.string().describe('Digest of the later one.'),
	same_source: z.boolean().describe('Whether both were made from the same text.'),
	unchanged: z.number().describe('Units of both that are as they were.'),
	counts: z.partialRecord(Change, z.number()).describe('How many units were added, removed, moved, renumbered, changed; only what there is.'),
	entries: z.array(DiffEntry).describe('Units that are not as they were: in the order of the later manifest, each removed one after what it followed and before what was added there.'),
}).describe('The difference between two manifests of one document.') satisfies z.ZodType<Core.ManifestDiff>;

export const CardFact = z.object({
	at: z.number().describe('Byte of the canonical text where it is said.'),
	doubt: z.string().nullable().describe('Why a person should look; none where nothing is unsure.'),
	line: z.number().describe('The line it is said on, from 1.'),
	member: z.string().describe('The member of the card; those of a consolidated text\'s law begin with `base_`.'),
	quote: z.string().describe('What the line says.'),
	read: z.string().nullable().describe('What the text says, where a person confirmed the value: the same, or what they corrected.'),
	value: z.string().describe('What is said; several numbers have commas between them.'),
}).describe('One thing a document says of itself, as people look at it.') satisfies z.ZodType<Core.CardFact>;

export const MarkOutcome = z.object({
	card: z.array(CardFact).describe('What the document says of itself, as the manifest has it.'),
	already_marked: z.boolean().describe('G-MARK-IDEM: this entry already exists, write nothing.'),
	entry_id: z.string().describe('Entry id.'),
	manifest_id: z.string().describe('Envelope id, the manifest\'s id in every route.'),
	manifest_digest: z.string().describe('Digest of the manifest.'),
	status: State.describe('State of the entry: `marked` unless it was marked before.'),
	profile: ProfileRef.describe('Profile used.'),
	counts: Counts.describe('Counts.'),
	coverage: Coverage.describe('Coverage proof.'),
	anomalies: z.array(Anomaly).describe('Anomalies.'),
}).describe('What MARK decided.') satisfies z.ZodType<Omit<Core.MarkOutcome, 'manifest_text' | 'rows'>>;

export const CommandVerdict = z.enum(['PASS', 'PASS_WITH_NOTES', 'FAIL']).describe('The verdict of a command review.') satisfies z.ZodType<Core.CommandVerdict>;

export const PackageReview = z.object({
	verdict: CommandVerdict.describe('The verdict.'),
	notes: z.string().describe('What the reviewer had to say.'),
	reviewed_by: z.string().describe('The reviewer.'),
	reviewed_at: z.string().describe('When, RFC 3339.'),
}).describe('A command review of a package.') satisfies z.ZodType<Core.PackageReview>;

export const RunKind = z.enum(['dry_run', 'apply', 'rollback']).describe('What a run does.') satisfies z.ZodType<Core.RunKind>;

export const PackageRun = z.object({
	run_id: z.string().describe('Its id.'),
	kind: RunKind.describe('What it did.'),
	operator: z.string().describe('Who ran it.'),
	started_at: z.string().describe('When it began, RFC 3339.'),
	folder: z.string().describe('Name of its folder.'),
	status: z.string().nullable().describe('The status of its report; none where it was not closed.'),
}).describe('A run of a package.') satisfies z.ZodType<Core.PackageRun>;

export const PackageState = z.enum(['closed', 'draft', 'planned', 'proved', 'rejected', 'reviewed', 'authorised']).describe('Where a package stands.') satisfies z.ZodType<Core.PackageState>;

export const PackageStanding = z.object({
	package_digest: z.string().describe('Its digest.'),
	migration_id: z.string().describe('Its migration.'),
	state: PackageState.describe('The state.'),
	sentence: z.string().describe('Where things stand, as one sentence.'),
	safe: z.string().describe('What comes next, as one sentence.'),
	waits_for: Duty.nullable().describe('Whose duty it is; none where nothing comes next.'),
	command: z.string().nullable().describe('The words after `directus cutter` of what comes next.'),
}).describe('Where a package stands and what is safe.') satisfies z.ZodType<Core.PackageStanding>;

export const PackageTurn = z.object({
	standing: PackageStanding.describe('Where it stands.'),
	mine: z.boolean().describe('Whether what comes next is this person\'s.'),
	obstacles: z.array(Obstacle).describe('Why not; empty where it is, and where nothing comes next.'),
}).describe('A package, and whether it waits for this person.') satisfies z.ZodType<Core.PackageTurn>;

export const Concerns = z.enum(['itself', 'part', 'successor']).describe('How a citation concerns a unit.') satisfies z.ZodType<Core.Concerns>;

export const NotePart = z.enum(['heading', 'body']).describe('Which text of a unit carries a mark.') satisfies z.ZodType<Core.NotePart>;

export const UnitNote = z.object({
	number: z.number().describe('Its number.'),
	part: NotePart.describe('Which text of the unit carries its mark.'),
	at: z.number().describe('Where in that text the mark stood, in bytes.'),
	text: z.string().describe('What it says, line by line as printed, without its number.'),
}).describe('A note beside the unit that carries its mark.') satisfies z.ZodType<Core.UnitNote>;

export const LegalState = z.enum(['draft', 'not_yet', 'in_force', 'suspended', 'repealed']).describe('What a unit is on a day.') satisfies z.ZodType<Core.LegalState>;

export const LegalDays = z.object({
	state: LegalState.describe('What it is on the day that is read.'),
	in_force_from: Day.nullable().describe('The day from which it is law; none of a draft.'),
	in_force_until: Day.nullable().describe('The first day on which it is law no longer; none while it is.'),
	suspended_from: Day.optional().describe('The day from which its suspension of that day runs, or its last one ran; none where there was none.'),
	suspended_until: Day.optional().describe('The first day on which that runs no longer; none where it is not known.'),
}).describe('The legal days of a unit, as they are known at the moment that is read.') satisfies z.ZodType<Core.LegalDays>;

export const ReadUnit = z.object({
	id: z.string().describe('Id.'),
	canonical_address: z.string().describe('Canonical address it held.'),
	parent_id: z.string().nullable().describe('The unit it stood in.'),
	depth: z.number().describe('Levels below what was asked for; that one is 0.'),
	section_type: z.string().describe('Code of the section type vocabulary.'),
	label: z.string().describe('Label as written.'),
	title: z.string().describe('Title.'),
	heading: z.string().nullable().describe('Heading exactly as written, line ends included; none for one that had ended, below which the document goes on.'),
	body: z.string().nullable().describe('Own text exactly as written; none for a unit that only groups others, or as for the heading.'),
	notes: z.array(UnitNote).describe('Notes of a consolidated text whose marks stood in the heading or the own text.'),
	content_hash: z.string().nullable().describe('SHA-256 of the own text.'),
	version_seq: z.number().nullable().describe('Which version of its text it was: 1, 2…'),
	authority: z.string().describe('`draft`, `enacted` or `runtime`.'),
	lifecycle_status: z.string().describe('`draft_only`, `active` or `retired`.'),
	legal: LegalDays.optional().describe('Its legal days and what it is on the day that is read; none where it has no legal days.'),
}).describe('A unit as it stood.') satisfies z.ZodType<Core.ReadUnit>;

export const OuterUnit = z.object({
	label: z.string().describe('Its label as written; empty where it has none.'),
	title: z.string().describe('Its title.'),
	canonical_address: z.string().describe('Its address on that day.'),
}).describe('A unit that another stands in.') satisfies z.ZodType<Core.OuterUnit>;

export const DayDifference = z.object({
	changes: z.array(Change).describe('What became of it.'),
	before: ReadUnit.nullable().describe('On the first day; none for a unit added.'),
	after: ReadUnit.nullable().describe('On the other; none for a unit removed.'),
	within: z.array(OuterUnit).describe('What it stands in on the other day, or on the first for a unit removed: from the outermost in.'),
	lineage: z.array(z.string()).describe('Addresses of what stands in the place of a unit removed, and of what a unit added stands in the place of.'),
}).describe('A unit that is not as it was.') satisfies z.ZodType<Core.DayDifference>;

export const DaysDifference = z.object({
	from: z.string().describe('The first time in law that was read, RFC 3339.'),
	to: z.string().describe('The other.'),
	unchanged: z.number().describe('Units of both that are as they were.'),
	counts: z.partialRecord(Change, z.number()).describe('How many units were added, removed, moved, renumbered, changed; only what there is.'),
	entries: z.array(DayDifference).describe('Units that are not as they were: in the order of the other day, each removed one after what it followed and before what was added there.'),
}).describe('What is different between two days.') satisfies z.ZodType<Core.DaysDifference>;

export const NameKind = z.enum(['number', 'title', 'added']).describe('What a name of a document is.') satisfies z.ZodType<Core.NameKind>;

export const DocumentName = z.object({
	key: z.string().describe('`iu_references::document_key` of the name.'),
	name: z.string().describe('The name as written.'),
	kind: NameKind.describe('What it is.'),
}).describe('A name of a document, with the key under which it is found.') satisfies z.ZodType<Core.DocumentName>;

export const AddressFormat = z.enum(['canonical-address-v1', 'canonical-address-v2']).describe('Which grammar an address follows; the value of `canonical_address_format_version` of its unit.') satisfies z.ZodType<Core.AddressFormat>;

export const AddressParts = z.object({
	version: AddressFormat.describe('The format it follows.'),
	prefix: z.string().describe('What names the document: `D38` or `ICX-CONST`.'),
	head: z.string().nullable().describe('v1: what stands between document and section, `DIEU28` or a code. v2: none.'),
	parent: z.string().nullable().describe('The address of the parent unit, where the text tells it (v1 below `ROOT`).'),
	depth: z.number().describe('v1: ancestors the text names, 0 to 3. v2: tokens of the path.'),
	last_segment: z.string().describe('The last token: `ROOT`, `S3`, `P1`, `2`.'),
	tokens: z.array(z.string()).describe('The tokens after the prefix.'),
}).describe('An address taken apart, as plain data.') satisfies z.ZodType<Core.AddressParts>;

export const AddressErrorCode = z.enum(['EMPTY', 'TOO_LONG', 'NON_ASCII', 'LOWERCASE', 'BAD_PREFIX', 'LEADING_ZERO', 'NUMBER_TOO_LARGE', 'MISSING_NUMBER', 'MISSING_SECTION', 'TAIL_ON_ROOT', 'TAIL_TOO_DEEP', 'EMPTY_TOKEN', 'BAD_CHARACTER', 'TRAILING_INPUT']).describe('Which rule a text broke. The names in upper case (`TOO_LONG`) are stable; people and programs may rely on them.') satisfies z.ZodType<Core.AddressErrorCode>;

export const AddressErrorReport = z.object({
	code: AddressErrorCode.describe('Which rule was broken.'),
	at: z.number().describe('The byte at which it was broken.'),
	expected: z.string().describe('What an address has there.'),
	message: z.string().describe('One sentence for people.'),
}).describe('An `AddressError` with its sentence, as it crosses to other languages.') satisfies z.ZodType<Core.AddressErrorReport>;

export const Parsed = z.discriminatedUnion('outcome', [AddressParts.extend({ outcome: z.literal('valid') }), AddressErrorReport.extend({ outcome: z.literal('invalid') })]).describe('What one text of a column is.') satisfies z.ZodType<Core.Parsed>;

export const StandingComponent = z.object({
	address: z.string().nullable().describe('Address of its unit; none for the main text.'),
	kind: z.string().describe('`main`, or the section type of its unit.'),
	label: z.string().describe('Label as written; empty for the main text.'),
	title: z.string().describe('Title without label.'),
	units: z.number().describe('Units in it, those of components inside it included; of the main text those that stand in no component.'),
}).describe('A component of a document as it stands.') satisfies z.ZodType<Core.StandingComponent>;

export const Changed = z.object({
	change_set_id: z.string().describe('Its id.'),
	operation_kind: z.string().describe('`first_cut`, `split`, …'),
	applied_at: z.string().describe('RFC 3339.'),
	effective_on: Day.optional().describe('The day from which it is law; none where it took effect as it was applied.'),
}).describe('A change set that changed a document.') satisfies z.ZodType<Core.Changed>;

export const Reading = z.object({
	components: z.array(StandingComponent).describe('The components that the units are of, the main text first: with how many of the units that were read.'),
	units: z.array(ReadUnit).describe('Units in document order.'),
	text_sha256: z.string().describe('SHA-256 of all headings and own texts, one after the other.'),
	last_change: Changed.nullable().describe('What changed the document last up to that time.'),
}).describe('What was read.') satisfies z.ZodType<Core.Reading>;

export const RefusalKind = z.enum(['invalid', 'forbidden', 'not_found', 'conflict', 'too_large']).describe('What kind of "no" a refusal is; a surface maps it to its own status (HTTP 422, 403, 404, 409, 413).') satisfies z.ZodType<Core.RefusalKind>;

export const Refusal = z.object({
	code: z.string().describe('Stable code; surfaces prefix it with `CUTTER_`.'),
	kind: RefusalKind.describe('What kind of "no" it is.'),
	message: z.string().describe('One sentence for people.'),
	at: z.number().nullable().optional().describe('Byte offset into the input, where there is one.'),
	line: z.number().nullable().optional().describe('Line of the canonical text, from 1, where there is one.'),
	expected: z.string().nullable().optional().describe('What was expected at that place.'),
	values: z.record(z.string(), z.string()).optional().describe('What the sentence names, for those who say it in another language.'),
	gates: z.array(Gate).optional().describe('The gates that fired, where gates decided.'),
}).describe('A decision against what was asked.') satisfies z.ZodType<Core.Refusal>;

export const Axis = z.enum(['unit', 'content', 'structure', 'scope', 'evidence']).describe('What a difference is about.') satisfies z.ZodType<Core.Axis>;

export const VerifyFinding = z.object({
	axis: Axis.describe('What it is about.'),
	code: z.string().describe('Stable code, e.g. `CONTENT_HASH`.'),
	address: z.string().nullable().describe('The address concerned, or the document code for scope.'),
	expected: z.string().describe('What must be.'),
	observed: z.string().describe('What is.'),
}).describe('One difference between what must be and what is.') satisfies z.ZodType<Core.VerifyFinding>;

export const RehearsalProof = z.object({
	holds: z.boolean().describe('Whether nothing drifted and the text is whole.'),
	unit: z.number().describe('Axis 1.'),
	content: z.number().describe('Axis 2.'),
	structure: z.number().describe('Axis 3.'),
	reconstruction_ok: z.boolean().describe('Whether the rehearsed rows and the excluded spans give the canonical text byte for byte.'),
	findings: z.array(VerifyFinding).describe('Every difference.'),
}).describe('Axes 1 to 3 of VERIFY over the sandbox. The scope around the document and the evidence belong to a cut to public.') satisfies z.ZodType<Core.RehearsalProof>;

export const ResolveOutcome = z.enum(['canonical', 'alias', 'many', 'gone', 'not_found', 'malformed', 'ambiguous', 'cycle', 'dangling', 'too_deep']).describe('How a resolution ended.') satisfies z.ZodType<Core.ResolveOutcome>;

export const ResolvableUnit = z.object({
	id: z.string().describe('Primary key.'),
	canonical_address: z.string().describe('The address it has.'),
	born_at: Instant.describe('Since when it exists.'),
	held_since: Instant.nullable().optional().describe('Since when it has that address: the end of its last `previous_canonical` row. None is since it exists.'),
	lifecycle_status: z.string().describe('`draft_only`, `active`, `retired`.'),
	retired_at: Instant.nullable().optional().describe('Since when it is retired. A unit that is `retired` without it counts as retired at any time.'),
	retired_by: z.string().nullable().optional().describe('The change set that retired it, where known.'),
	render_order: z.number().nullable().optional().describe('Its place in the reading order of its document; units without one come last.'),
}).describe('A unit as resolution sees it.') satisfies z.ZodType<Core.ResolvableUnit>;

export const Tombstone = z.object({
	unit: ResolvableUnit.describe('The unit.'),
	retired_at: Instant.nullable().describe('When it was retired, where known.'),
	change_set_id: z.string().nullable().describe('By which change set, where known.'),
}).describe('A retired unit that nothing replaced.') satisfies z.ZodType<Core.Tombstone>;

export const ProblemKind = z.enum(['cycle', 'dangling', 'gone', 'too_deep']).describe('How a branch can be broken. The order of the variants is that in which one of them becomes the outcome where no branch is good.') satisfies z.ZodType<Core.ProblemKind>;

export const Problem = z.object({
	kind: ProblemKind.describe('How it is broken.'),
	unit_id: z.string().describe('Where: the unit met again, the id of no unit, the unit that is gone, the first unit too many.'),
	alias_id: z.string().nullable().describe('The row that leads there; none where the text itself is the address of a unit that is gone.'),
}).describe('A broken or gone branch.') satisfies z.ZodType<Core.Problem>;

export const HopKind = z.enum(['canonical', 'previous_canonical', 'rename', 'redirect', 'external_reference']).describe('Why a hop was made.') satisfies z.ZodType<Core.HopKind>;

export const AliasWindow = z.object({
	valid_from: Instant.describe('The first instant inside.'),
	valid_until: Instant.nullable().describe('The first instant outside; none is open.'),
}).describe('A half-open stretch of time: `valid_from` ≤ t < `valid_until`.') satisfies z.ZodType<Core.AliasWindow>;

export const TrailEntry = z.object({
	text: z.string().describe('The text looked up.'),
	alias_id: z.string().nullable().describe('The row followed; none for a canonical hit.'),
	kind: HopKind.describe('Why the hop was made.'),
	unit_id: z.string().describe('The unit it leads to; with a dangling row the id of no unit.'),
	window: AliasWindow.describe('When the row holds; for a canonical hit, since when the unit has the address.'),
}).describe('One hop of the way from the text to the units.') satisfies z.ZodType<Core.TrailEntry>;

export const RefusedKind = z.enum(['invalid', 'not_found', 'conflict']).describe('What kind of "no" it is.') satisfies z.ZodType<Core.RefusedKind>;

export const Refused = z.object({
	code: z.string().describe('Stable code.'),
	kind: RefusedKind.describe('What kind of "no" it is.'),
	message: z.string().describe('One sentence for people.'),
	at: z.number().nullable().optional().describe('Byte offset into the input, where there is one.'),
	expected: z.string().nullable().optional().describe('What was expected at that place.'),
	values: z.record(z.string(), z.string()).optional().describe('What the sentence names, for those who say it in another language.'),
}).describe('Why something that was asked cannot be. `Display` is one sentence for people.') satisfies z.ZodType<Core.Refused>;

export const Resolution = z.object({
	outcome: ResolveOutcome.describe('How it ended.'),
	text: z.string().describe('The text as looked up: trimmed and NFC.'),
	as_of: Instant.describe('The time that counted.'),
	units: z.array(ResolvableUnit).describe('The units, in render order, each once.'),
	candidates: z.array(ResolvableUnit).describe('The units an ambiguous text may mean, in render order.'),
	tombstone: Tombstone.nullable().describe('With `gone`: the unit; of several the first in render order, the others are in `problems`.'),
	problems: z.array(Problem).describe('Every broken or gone branch, by kind.'),
	trail: z.array(TrailEntry).describe('The way, hop by hop.'),
	suggestions: z.array(z.string()).describe('With `not_found` the nearest existing addresses and aliases, nearest first, at most `super::MAX_SUGGESTIONS`; with `malformed` the address that was probably meant, whether it exists or not.'),
	error: Refused.nullable().describe('With `malformed`: code, place and sentence of what is wrong with the text as an address.'),
}).describe('The answer for one text.') satisfies z.ZodType<Core.Resolution>;

export const Relation = z.enum(['amends', 'repeals', 'includes']).describe('What a document is to another.') satisfies z.ZodType<Core.Relation>;

export const ReviewVerdict = z.enum(['PASS', 'FAIL', 'NEEDS_HUMAN']).describe('A reviewer\'s verdict.') satisfies z.ZodType<Core.ReviewVerdict>;

export const RunState = z.enum(['done', 'stopped', 'checks_failed', 'interrupted', 'checks_missing', 'running', 'taken_back']).describe('Where a run stands.') satisfies z.ZodType<Core.RunState>;

export const RunStanding = z.object({
	run_id: z.string().describe('The run.'),
	state: RunState.describe('The state.'),
	sentence: z.string().describe('Where things stand, as one sentence.'),
	safe: z.string().describe('What is safe to do, as one sentence.'),
	waits_for: Duty.nullable().describe('Whose duty that is, where the run waits for somebody; what stopped before its commit waits with its package.'),
	command: z.string().nullable().describe('The words after `directus cutter` of what is safe.'),
}).describe('Where a run stands and what is safe.') satisfies z.ZodType<Core.RunStanding>;

export const RunTurn = z.object({
	standing: RunStanding.describe('Where it stands.'),
	mine: z.boolean().describe('Whether what comes next is this person\'s.'),
	obstacles: z.array(Obstacle).describe('Why not; empty where it is, and where nothing comes next.'),
	failing: z.array(z.string()).describe('Ids of the gates and checks that do not pass as they were evaluated last.'),
}).describe('A run, and whether it waits for this person.') satisfies z.ZodType<Core.RunTurn>;

export const SessionKind = z.enum(['static_token', 'session', 'access_token', 'login', 'login_otp', 'asserted', 'untold', 'none']).describe('How it is known who acts.') satisfies z.ZodType<Core.SessionKind>;

export const SettleOutcome = z.enum(['resolved', 'ended', 'document_unknown', 'provision_unknown', 'ambiguous']).describe('What a citation comes to.') satisfies z.ZodType<Core.SettleOutcome>;

export const Lead = z.object({
	doc_code: z.string().describe('Code of the document.'),
	address: z.string().nullable().describe('Address of the unit; none for a document as a whole.'),
}).describe('Where a citation leads: the first unit that answers, or a document as a whole.') satisfies z.ZodType<Core.Lead>;

export const Settled = z.object({
	outcome: SettleOutcome.describe('What it comes to.'),
	doc_code: z.string().nullable().describe('Code of the document it means; none where that is not known.'),
	unit_id: z.string().nullable().describe('The unit it means; none for a document as a whole.'),
	address: z.string().nullable().describe('The address that was meant.'),
	exact: z.boolean().describe('Whether the unit is that very provision; else it is the one that holds it, for the document is not cut any deeper.'),
	answers: z.array(z.string()).describe('Addresses that answer now: the unit\'s own, or those of what replaced it.'),
	leads_to: Lead.nullable().describe('Where a reader is led; none where nothing answers.'),
	asks: z.string().nullable().describe('What it asks of a person: its outcome and what answers. None where it asks nothing.'),
	open: z.boolean().describe('Whether it asks something and nobody let it stand while it asked just that.'),
}).describe('The answer for one citation.') satisfies z.ZodType<Core.Settled>;

export const UnitTexts = z.object({
	local_id: z.string().describe('`o1`, `o2`… of what it starts from, `r1`, `r2`… of what stands there then.'),
	address: z.string().describe('Its address.'),
	label: z.string().describe('Label as written.'),
	title: z.string().describe('Title.'),
	heading: z.string().describe('Heading as written.'),
	body: z.string().describe('Its own text.'),
}).describe('A unit with its texts.') satisfies z.ZodType<Core.UnitTexts>;

export const AmendmentPartTold = z.object({
	kind: z.string().describe('`split`, `merge`, …'),
	addresses: z.array(z.string()).describe('The units it is about, by the addresses they have before the amendment or get by it.'),
	asked_by: z.array(AskedBy).describe('Which sentences of the act ask for it.'),
}).describe('A part of an amendment, told by addresses.') satisfies z.ZodType<Core.AmendmentPartTold>;

export const SideBySide = z.object({
	before: z.array(UnitTexts).describe('The units it starts from.'),
	after: z.array(UnitTexts).describe('The units that stand there then.'),
	parts: z.array(AmendmentPartTold).optional().describe('Of an amendment its parts, in order.'),
}).describe('Before and after side by side.') satisfies z.ZodType<Core.SideBySide>;

export const StandingKind = z.enum(['own', 'taken', 'retired', 'alias', 'free', 'unknown', 'ambiguous', 'broken']).describe('What a text is among the units there are.') satisfies z.ZodType<Core.StandingKind>;

export const Fit = z.enum(['good', 'care', 'bad']).describe('How well a text does for a purpose.') satisfies z.ZodType<Core.Fit>;

export const StandingAlias = z.object({
	kind: HopKind.describe('Why the text points.'),
	window: AliasWindow.describe('When it does.'),
}).describe('The row behind an alias; of several rows of one split, the first.') satisfies z.ZodType<Core.StandingAlias>;

export const Standing = z.object({
	kind: StandingKind.describe('What it is.'),
	for_new: Fit.describe('As the address of a new unit.'),
	for_citation: Fit.describe('As a citation of an existing unit.'),
	first_unit_id: z.string().nullable().describe('The unit whose own address the text is; with an alias, the unit it pointed at first. None where there is no one such.'),
	unit_ids: z.array(z.string()).describe('Where it leads now, in render order: ids of units of the resolution, or of those it may mean.'),
	alias: StandingAlias.nullable().describe('With `alias`: why it points, and when.'),
}).describe('What a text is among the units there are, for who wants to use it.') satisfies z.ZodType<Core.Standing>;

export const StepEvent = z.enum(['started', 'done', 'failed', 'stopped']).describe('What became of a step.') satisfies z.ZodType<Core.StepEvent>;

export const StructureRequest = z.object({
	operation: StructureUndertaking.describe('What is to be done.'),
	rationale: z.string().describe('Why; aliases carry it.'),
	authority: z.string().nullable().optional().describe('Authority asked for the results. Anything but `draft` is refused: nobody gains authority by an operation other than `enact` (G-AUTHORITY).'),
	preview: z.string().nullable().optional().describe('Digest of the manifest that was shown as preview; none where none was.'),
	effective_on: Day.optional().describe('The day from which the change is law; none where it takes effect as it is recorded, which a document with legal days has not.'),
}).describe('A request for one structure operation.') satisfies z.ZodType<Core.StructureRequest>;

export const StructureOrigin = z.object({
	local_id: z.string().describe('`o1`, `o2`…'),
	unit_id: z.string().describe('The unit.'),
	address: z.string().describe('The address it has.'),
	standing: z.string().describe('Digest of how it stands (`Rows::standing`).'),
}).describe('A unit an operation starts from.') satisfies z.ZodType<Core.StructureOrigin>;

export const TextPiece = z.object({
	unit_id: z.string().describe('The origin.'),
	heading: z.boolean().describe('Whether it is of the origin\'s heading; else of its own text.'),
	span: Span.describe('Bytes of that text.'),
}).describe('Where a piece of a result\'s text comes from.') satisfies z.ZodType<Core.TextPiece>;

export const UnitLink = z.object({
	kind: z.string().describe('What it means: `refers_to`, `amends`, …'),
	target: z.string().describe('The text it names: an address or another alias.'),
	at: z.number().nullable().optional().describe('Byte of the own text where it stands; none where it belongs to the unit as a whole.'),
}).describe('A link that was recognised in a unit\'s text and waits to be confirmed.') satisfies z.ZodType<Core.UnitLink>;

export const StructureResult = z.object({
	local_id: z.string().describe('`r1`, `r2`…'),
	unit_id: z.string().nullable().describe('The unit, where it is there already; the cut gives a new one its id.'),
	address: z.string().describe('Its address.'),
	parent_address: z.string().nullable().describe('The address of its parent; none at the top.'),
	section_type: z.string().describe('Code of the section type vocabulary.'),
	address_format_version: z.string().describe('Format of its address.'),
	authority: z.string().describe('Its authority: `draft` for whatever is new.'),
	label: z.string().describe('Label.'),
	title: z.string().describe('Title.'),
	content_hash: z.string().describe('SHA-256 of its own text.'),
	pieces: z.array(TextPiece).describe('Where its text comes from; none where it is new.'),
	links: z.array(UnitLink).describe('Its links.'),
}).describe('A unit as it stands then.') satisfies z.ZodType<Core.StructureResult>;

export const MovedAlong = z.object({
	unit_id: z.string().describe('The unit.'),
	standing: z.string().describe('Digest of how it stands.'),
	address_before: z.string().describe('The address it has.'),
	address_after: z.string().describe('The address it gets.'),
	parent_address: z.string().nullable().describe('The address of its parent then.'),
}).describe('A unit that goes along.') satisfies z.ZodType<Core.MovedAlong>;

export const Citation = z.object({
	text: z.string().describe('The text that was cited.'),
	outcome: ResolveOutcome.describe('How it resolves.'),
	addresses: z.array(z.string()).describe('The addresses it leads to, in document order.'),
}).describe('What an old citation answers.') satisfies z.ZodType<Core.Citation>;

export const StructureManifest = z.object({
	format_version: z.string().describe('`FORMAT_VERSION`.'),
	engine_revision: z.string().describe('The engine that wrote it.'),
	operation_kind: z.string().describe('`split`, `merge`, `renumber`, …'),
	doc_code: z.string().describe('The document.'),
	request: StructureRequest.describe('What was asked, without the preview it rested on.'),
	origins: z.array(StructureOrigin).describe('The units it starts from, as they stand.'),
	results: z.array(StructureResult).describe('The units that stand there then.'),
	moved_along: z.array(MovedAlong).describe('Units that go along: by a new parent or by an address that follows.'),
	citations: z.array(Citation).describe('What every address that is given up or ends answers from then on.'),
	manifest_digest: z.string().optional().describe('SHA-256 of the RFC 8785 text of everything else.'),
}).describe('A proposal to change the structure of one document.') satisfies z.ZodType<Core.StructureManifest>;

export const Target = z.enum(['public', 'sandbox']).describe('Where a cut writes.') satisfies z.ZodType<Core.Target>;

export const VerifyVerdict = z.enum(['pass', 'fail']).describe('The verdict of VERIFY.') satisfies z.ZodType<Core.VerifyVerdict>;

export const VerifyResultRow = z.object({
	verify_result_id: z.string(),
	change_set_id: z.string(),
	manifest_id: z.string(),
	verdict: VerifyVerdict,
	canonicalization_rule_used: z.string(),
	axis_1_drift_unit: z.number(),
	axis_2_drift_content: z.number(),
	axis_3_drift_structure: z.number(),
	axis_4_drift_scope: z.number(),
	expected_unit_count: z.number(),
	observed_unit_count: z.number(),
	expected_digest: z.string(),
	observed_digest: z.string(),
	source_sha256: z.string().nullable(),
	reconstruction_ok: z.boolean(),
	tool_revision_match: z.boolean(),
	signature_valid: z.boolean(),
	separation_of_duty_ok: z.boolean(),
	findings: z.array(VerifyFinding),
	verified_by: z.string(),
	verifier_tool_revision: z.string(),
	started_at: z.string(),
	finished_at: z.string(),
	escalation_entry_id: z.string().nullable(),
	compensation_change_set_id: z.string().nullable(),
}).describe('A row of `verify_result`; its columns are the design\'s.') satisfies z.ZodType<Core.VerifyResultRow>;

export const WeighedAnomaly = z.object({
	id: z.string().describe('What an answer names.'),
	weight: Weight.describe('How much it weighs.'),
	code: z.string().describe('What it is.'),
	line: z.number().describe('Line of the canonical text, from 1.'),
	at: z.number().describe('Byte offset into the canonical text.'),
	label: z.string().describe('The label concerned, as written.'),
	message: z.string().describe('One sentence for people.'),
}).describe('An anomaly as a reviewer sees it.') satisfies z.ZodType<Core.WeighedAnomaly>;
