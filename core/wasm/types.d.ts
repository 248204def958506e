// Generated from the Rust types by core/wasm/server/tests/types.rs. Do not edit.

/**
 * The facts an abandonment is decided from.
 */
export type AbandonFacts = { 
/**
 * The locked entry.
 */
entry: EntryFacts, 
/**
 * Why.
 */
rationale: string, 
/**
 * The person.
 */
actor: string, 
/**
 * RFC 3339.
 */
now: string, };

/**
 * What an abandonment writes.
 */
export type AbandonOutcome = { 
/**
 * To S10.
 */
change: StatusChange, 
/**
 * The history row.
 */
history: HistoryRow, 
/**
 * The manifest withdrawn with it.
 */
manifest_id: string, };

/**
 * A pinned count that is known to differ, and why that is right.
 */
export type Acknowledgement = { 
/**
 * `units` or `sandbox_units`.
 */
pin: string, 
/**
 * The count that is right.
 */
counted: number, 
/**
 * Why.
 */
explanation: string, };

/**
 * What is done, by whatever way it is asked for.
 */
export type Act = "validate" | "resolve" | "mark" | "sweep" | "review" | "cut" | "verify";

/**
 * A change that carries out an act on a document.
 */
export type ActChange = { 
/**
 * Where its cut request stands.
 */
state: State, 
/**
 * Lines of the act's sentences that asked something which the document had not yet.
 */
asked: Array<number>, 
/**
 * Lines of those that it carries out.
 */
carried: Array<number>, };

/**
 * What is on record of an act and a document.
 */
export type ActFacts = { 
/**
 * Whether the document's text is said to have it.
 */
included: boolean, 
/**
 * The changes that carry it out.
 */
changes: Array<ActChange>, };

/**
 * Where an act stands on a document.
 */
export type ActStands = "outstanding" | "proposed" | "partly" | "carried_out" | "included";

/**
 * What a document does to others, by its card.
 */
export type Acting = { 
/**
 * The documents it names as a whole, each once.
 */
relations: Array<DocumentRelation>, 
/**
 * The day from which it is law, single provisions aside; none where its text says several things of it.
 */
law_from: Day | null, };

/**
 * The acting person as the surface found them.
 */
export type Actor = { 
/**
 * Directus user id; none for nobody (flows on a schedule, anonymous visitors, null accountability).
 */
user: string | null, 
/**
 * Ids of all policies that apply to the user, through roles or directly.
 */
policies: Array<string>, 
/**
 * Whether any of them gives admin access.
 */
admin: boolean, 
/**
 * The flow in which they act, where it is one.
 */
flow?: FlowRun | null, 
/**
 * The setting whose clock asks, such as `CUTTER_SWEEP_SCHEDULE`, where nobody and no flow does.
 */
schedule?: string | null, };

/**
 * Which rule a text broke. The names in upper case (`TOO_LONG`) are stable; people and programs may rely on them.
 */
export type AddressErrorCode = "EMPTY" | "TOO_LONG" | "NON_ASCII" | "LOWERCASE" | "BAD_PREFIX" | "LEADING_ZERO" | "NUMBER_TOO_LARGE" | "MISSING_NUMBER" | "MISSING_SECTION" | "TAIL_ON_ROOT" | "TAIL_TOO_DEEP" | "EMPTY_TOKEN" | "BAD_CHARACTER" | "TRAILING_INPUT";

/**
 * An [`AddressError`] with its sentence, as it crosses to other languages.
 */
export type AddressErrorReport = { 
/**
 * Which rule was broken.
 */
code: AddressErrorCode, 
/**
 * The byte at which it was broken.
 */
at: number, 
/**
 * What an address has there.
 */
expected: string, 
/**
 * One sentence for people.
 */
message: string, };

/**
 * Which grammar an address follows; the value of `canonical_address_format_version` of its unit.
 */
export type AddressFormat = "canonical-address-v1" | "canonical-address-v2";

/**
 * An address taken apart, as plain data.
 */
export type AddressParts = { 
/**
 * The format it follows.
 */
version: AddressFormat, 
/**
 * What names the document: `D38` or `ICX-CONST`.
 */
prefix: string, 
/**
 * v1: what stands between document and section, `DIEU28` or a code. v2: none.
 */
head: string | null, 
/**
 * The address of the parent unit, where the text tells it (v1 below `ROOT`).
 */
parent: string | null, 
/**
 * v1: ancestors the text names, 0 to 3. v2: tokens of the path.
 */
depth: number, 
/**
 * The last token: `ROOT`, `S3`, `P1`, `2`.
 */
last_segment: string, 
/**
 * The tokens after the prefix.
 */
tokens: Array<string>, };

/**
 * How a level's address is built.
 */
export type AddressStyle = "own" | "with_parent" | "with_scope" | "joined";

/**
 * What is to be done with a migration that is not on record.
 */
export type Adoption = "adopt" | "absent";

/**
 * What there is of a migration that is not on record.
 */
export type AdoptionFacts = { 
/**
 * Folder name.
 */
migration_id: string, 
/**
 * Its objects.
 */
objects: Array<ProbedObject>, 
/**
 * Rows of its `verify.sql`; none where it could not be run because of what is missing.
 */
checks: Array<PostCheck>, };

/**
 * Why a text points at a unit. The order of the variants is the order in which kinds decide.
 */
export type AliasKind = "previous_canonical" | "rename" | "redirect" | "external_reference";

/**
 * A row of `canonical_address_alias`, its nine columns in their order.
 */
export type AliasRow = { 
/**
 * Primary key.
 */
alias_id: string, 
/**
 * The unit it points at; nothing in the database makes sure that it exists.
 */
target_unit_id: string, 
/**
 * The text that points.
 */
alias_text: string, 
/**
 * Why it points.
 */
alias_kind: AliasKind, 
/**
 * The first instant at which it holds.
 */
valid_from: Instant, 
/**
 * The first instant at which it no longer holds; none is open.
 */
valid_until: Instant | null, 
/**
 * Who wrote it; resolution does not read it.
 */
created_by?: string, 
/**
 * Why it was written; resolution does not read it.
 */
rationale?: string, 
/**
 * What rows written together have in common, e.g. one split.
 */
scenario_ref?: string | null, };

/**
 * A half-open stretch of time: `valid_from` ≤ t < `valid_until`.
 */
export type AliasWindow = { 
/**
 * The first instant inside.
 */
valid_from: Instant, 
/**
 * The first instant outside; none is open.
 */
valid_until: Instant | null, };

/**
 * The facts an amendment is proposed from.
 */
export type AmendFacts = { 
/**
 * The document that is amended, as registered.
 */
document: DocumentFacts, 
/**
 * By what it is cited beside its title.
 */
names: Array<string>, 
/**
 * JSON text of its rows ([`StandingRows`]).
 */
document_rows: string, 
/**
 * Active codes of the section type vocabulary.
 */
active_section_types: Array<string>, 
/**
 * The installation's own profile of the document's name; none where it has none.
 */
custom_profile: CustomProfile | null, 
/**
 * The consolidated text, or the text of the amending act.
 */
text: string, 
/**
 * Where it was registered; new texts name it.
 */
source: TextSource | null, 
/**
 * Asks for all of it as one change.
 */
as_one: AsOne | null, };

/**
 * One thing that an instruction asks, and of which provisions.
 */
export type AmendingAsked = { 
/**
 * What is to be done.
 */
kind: AskedKind, 
/**
 * The provisions, innermost level first, as the grammar writes them: `khoản 2 Điều 5`, `tên Điều 7`.
 */
provisions: Array<string>, };

/**
 * A sentence of an amending act that asks for something.
 */
export type AmendingInstruction = { 
/**
 * Where it stands in the act, as an address without its prefix.
 */
place: string, 
/**
 * Line of the act's text, from 1.
 */
line: number, 
/**
 * The sentence.
 */
sentence: string, 
/**
 * What it asks, in the order of its words; none where it is not understood.
 */
asks: Array<AmendingAsked>, 
/**
 * What became of it.
 */
outcome: InstructionOutcome, };

/**
 * A sentence of an amending act that asks nothing of a provision.
 */
export type AmendingPassage = { 
/**
 * Where it stands in the act, as an address without its prefix.
 */
place: string, 
/**
 * Line of the act's text, from 1.
 */
line: number, 
/**
 * The sentence.
 */
sentence: string, };

/**
 * Something only a person can tell.
 */
export type AmendmentDoubt = { 
/**
 * Stable code.
 */
code: string, 
/**
 * What stands in the places of its sentence.
 */
values: { [key in string]: string }, 
/**
 * The sentence.
 */
message: string, };

/**
 * A unit that is left to a person.
 */
export type AmendmentLeft = { 
/**
 * Its address: of the document, or where it has none yet of the text. Of an instruction, the provision as it names it; empty
 * where none is understood.
 */
address: string, 
/**
 * Why.
 */
why: AmendmentDoubt, 
/**
 * Which instructions ask for it, as places in the list of them.
 */
asked_by: Array<number>, };

/**
 * One operation of an amendment. A unit that an earlier part makes has no id yet: it is named `new:` and its address.
 */
export type AmendmentPart = { 
/**
 * What is to be done; nothing that comes into force by itself.
 */
operation: StructureOperation, 
/**
 * Which sentences of the act ask for it.
 */
asked_by: Array<AskedBy>, };

/**
 * A part of an amendment, told by addresses.
 */
export type AmendmentPartTold = { 
/**
 * `split`, `merge`, …
 */
kind: string, 
/**
 * The units it is about, by the addresses they have before the amendment or get by it.
 */
addresses: Array<string>, 
/**
 * Which sentences of the act ask for it.
 */
asked_by: Array<AskedBy>, };

/**
 * What leads from the document to the text.
 */
export type AmendmentProposal = { 
/**
 * Units that are as the text has them.
 */
unchanged: number, 
/**
 * Operations, each of which can be proposed once those before it were carried out.
 */
steps: Array<AmendmentStep>, 
/**
 * What no operation is proposed for, and why.
 */
left: Array<AmendmentLeft>, 
/**
 * Units of the text that wait for what the steps make; the next round proposes them.
 */
waiting: number, 
/**
 * Sentences of the amending act that ask for something; none where a consolidated text was compared.
 */
instructions: Array<AmendingInstruction>, 
/**
 * Every other sentence of the act's own articles: it asks nothing of a provision. Together with the instructions, and what only
 * leads to them, they are all of it.
 */
others: Array<AmendingPassage>, 
/**
 * All of it as one change, where that was asked for.
 */
whole?: AmendmentWhole, };

/**
 * What an amending act asks of one document: operations that are carried out one after another and recorded as one change.
 */
export type AmendmentRequest = { 
/**
 * The act, where it is registered.
 */
act?: TextSource | null, 
/**
 * Lines of the act's sentences that asked something of the document which it had not yet, whether they became a part or not.
 */
asked?: Array<number>, 
/**
 * Its operations, in order.
 */
parts: Array<AmendmentPart>, };

/**
 * One operation.
 */
export type AmendmentStep = { 
/**
 * What is to be done.
 */
operation: StructureOperation, 
/**
 * Addresses it is about, as they are before it; of an insert the one it gives.
 */
addresses: Array<string>, 
/**
 * What a person should look at before; empty where nothing speaks against it.
 */
doubts: Array<AmendmentDoubt>, 
/**
 * Which instructions ask for it, as places in the list of them.
 */
asked_by: Array<number>, };

/**
 * What an act asks of the document as one change, round upon round until nothing is left that could be carried out.
 */
export type AmendmentWhole = { 
/**
 * The change; none where nothing can be carried out.
 */
operation: StructureUndertaking | null, 
/**
 * The day from which it is law; none takes effect as it is recorded.
 */
effective_on: Day | null, 
/**
 * Steps that it has not, for a person should look at them before.
 */
doubted: Array<AmendmentStep>, 
/**
 * What no operation is proposed for at the end, and what one refused, and why.
 */
left: Array<AmendmentLeft>, };

/**
 * Something about the text a reviewer should see; never repaired silently.
 */
export type Anomaly = { 
/**
 * Byte offset into the canonical text.
 */
at: number, 
/**
 * `gap`, `repeat`, `restart`, `out_of_order`, `collision`, `empty_body`, …
 */
code: string, 
/**
 * The label concerned, as written.
 */
label: string, 
/**
 * Line of the canonical text, from 1.
 */
line: number, 
/**
 * One sentence for people.
 */
message: string, 
/**
 * How much it weighs; manifests of older engines do not say.
 */
weight?: Weight | null, };

/**
 * Why an anomaly does not make the law wrong.
 */
export type AnomalyAnswer = { 
/**
 * The anomaly, by its code and its byte: `gap:1234`; or all of a code that are not grave: `gap`.
 */
anomaly: string, 
/**
 * Why.
 */
reason: string, };

/**
 * Codes of anomalies.
 */
export type AnomalyCode = "collision" | "damaged_heading" | "empty_body" | "false_ending" | "gap" | "into_force" | "one_unit" | "out_of_order" | "quoted_heading" | "repeat" | "restart" | "skipped_level" | "unclosed_quotation" | "unlisted" | "unnamed_component" | "unplaced_note" | "unreadable_character";

/**
 * The tree after some rows became leaves.
 */
export type Appended = { 
/**
 * The tree now.
 */
tree: TreeState, 
/**
 * The leaves to write.
 */
leaves: Array<LeafRow>, };

/**
 * A text file of an artefact folder.
 */
export type ArtefactText = { 
/**
 * Its name.
 */
name: string, 
/**
 * What is in it.
 */
text: string, };

/**
 * How an act is to be one change.
 */
export type AsOne = { 
/**
 * The day from which it is law; none is the act's own in a document with legal days.
 */
effective_on: Day | null, 
/**
 * The day from which the act itself is law; none is the day of recording.
 */
own_day: Day | null, 
/**
 * Whether steps are a part of it that a person should look at before.
 */
with_doubts: boolean, };

/**
 * A sentence of an act.
 */
export type AskedBy = { 
/**
 * Where it stands in the act, as an address without its prefix.
 */
place: string, 
/**
 * Line of the act's text, from 1.
 */
line: number, 
/**
 * SHA-256 of the sentence.
 */
sentence_sha256: string, };

/**
 * The documents that citations name.
 */
export type AskedDocuments = { 
/**
 * Keys of names, each once.
 */
keys: Array<string>, 
/**
 * Codes of documents whose own provisions are cited, each once.
 */
doc_codes: Array<string>, };

/**
 * What an instruction asks of a provision.
 */
export type AskedKind = "substitute" | "insert" | "repeal" | "words" | "renumber" | "suspend" | "resume" | "annex";

/**
 * The facts an attestation is marked from.
 */
export type AttestFacts = { 
/**
 * Addresses or ids of units; empty where a whole document is asked for.
 */
requested: Array<string>, 
/**
 * The document, where all its units not yet under governance are asked for.
 */
doc_code: string | null, 
/**
 * The rows found.
 */
found: AttestedFacts, 
/**
 * All attestations of the documents found.
 */
earlier_entries: Array<EntryFacts>, 
/**
 * Why.
 */
rationale: string, 
/**
 * The person.
 */
actor: string, 
/**
 * RFC 3339.
 */
now: string, };

/**
 * A proposal to attest units of one document.
 */
export type AttestManifest = { 
/**
 * `FORMAT_VERSION`.
 */
format_version: string, 
/**
 * The engine that wrote it.
 */
engine_revision: string, 
/**
 * [`ATTEST`].
 */
operation_kind: string, 
/**
 * Document code shared by the units.
 */
doc_code: string, 
/**
 * Units in all.
 */
unit_count: number, 
/**
 * Units by section type.
 */
units_by_section_type: { [key in string]: number }, 
/**
 * SHA-256 of the units' headings and own texts, one after the other in document order.
 */
text_sha256: string, 
/**
 * Units in document order.
 */
units: Array<AttestedUnit>, 
/**
 * SHA-256 of the RFC 8785 text of everything else; empty only while being computed.
 */
manifest_digest?: string, };

/**
 * What MARK in mode attest decided.
 */
export type AttestOutcome = { 
/**
 * G-MARK-IDEM: the same units in the same state are attested by this entry already, write nothing.
 */
already_marked: boolean, 
/**
 * Entry id.
 */
entry_id: string, 
/**
 * Envelope id, the manifest's id in every route.
 */
manifest_id: string, 
/**
 * Digest of the manifest.
 */
manifest_digest: string, 
/**
 * State of the entry.
 */
status: State, 
/**
 * The document.
 */
doc_code: string, 
/**
 * Units in the manifest.
 */
unit_count: number, 
/**
 * Units by section type.
 */
units_by_section_type: { [key in string]: number }, 
/**
 * Units of the document that are under governance already and so were left out.
 */
left_out: Array<GovernedUnit>, 
/**
 * The exact manifest text to store; empty where it was marked before.
 */
manifest_text: string, 
/**
 * Rows to write; none where it was marked before.
 */
rows: MarkRows | null, };

/**
 * The live rows an attestation rests on.
 */
export type AttestedFacts = { 
/**
 * JSON array of the units concerned, by id or by address.
 */
live_units: string, 
/**
 * The parents they name.
 */
parents: Array<ParentUnit>, 
/**
 * Those under governance already: cut, or attested by a change set in force.
 */
governed: Array<GovernedUnit>, };

/**
 * A unit as it stood when it was marked.
 */
export type AttestedUnit = { 
/**
 * `r1`, `r2`… in document order.
 */
local_id: string, 
/**
 * The existing unit.
 */
unit_id: string, 
/**
 * Its canonical address.
 */
address: string, 
/**
 * The format its address follows.
 */
address_format_version: string, 
/**
 * Its parent.
 */
parent_id: string | null, 
/**
 * Code of the section type vocabulary.
 */
section_type: string, 
/**
 * Position in the document.
 */
sort_order: number, 
/**
 * Label as people know it.
 */
label: string, 
/**
 * Title as people know it.
 */
title: string, 
/**
 * `draft_only`, `active` or `retired`.
 */
lifecycle_status: string, 
/**
 * The authority it has and keeps.
 */
authority: string | null, 
/**
 * Its newest version, 1, 2…; none where it has no text.
 */
version_seq: number | null, 
/**
 * SHA-256 of the version's own text, computed from the text.
 */
content_hash: string, 
/**
 * SHA-256 of the RFC 8785 text of title and content profile of the version.
 */
profile_digest: string, 
/**
 * SHA-256 of the RFC 8785 text of unit and version as they stood.
 */
row_digest: string, 
/**
 * As `row_digest`, without what an editor may change: the identity profile and the time of the last change.
 */
standing_digest: string, };

/**
 * How a document was found.
 */
export type AuditStanding = "as_signed" | "unsigned" | "drifted";

/**
 * One document that was hashed anew.
 */
export type AuditedDocument = { 
/**
 * Its code.
 */
doc_code: string, 
/**
 * How it was found.
 */
standing: AuditStanding, 
/**
 * What differs.
 */
drift: DocumentDrift | null, };

/**
 * An authorisation as it is on record.
 */
export type AuthorisationFacts = { 
/**
 * The package it is for.
 */
package_digest: string, 
/**
 * What it is for.
 */
operation: Operation, 
/**
 * The run a rollback takes back.
 */
run_id: string | null, 
/**
 * Class of the environment.
 */
environment: EnvironmentClass, 
/**
 * Identifier of the server.
 */
system_identifier: string, 
/**
 * Who gave it.
 */
authorised_by: string, 
/**
 * When it ends, in milliseconds since 1970.
 */
expires_ms: number, 
/**
 * The run that has used it.
 */
used_by_run: string | null, };

/**
 * What a difference is about.
 */
export type Axis = "unit" | "content" | "structure" | "scope" | "evidence";

/**
 * A backup as it was made.
 */
export type BackupFacts = { 
/**
 * Whether the dump ended well.
 */
made: boolean | null, 
/**
 * Its length in bytes.
 */
bytes: number | null, 
/**
 * Entries of its table of contents, as `pg_restore --list` reads them.
 */
entries: number | null, 
/**
 * When the dump began, in milliseconds since 1970.
 */
began_ms: number | null, 
/**
 * What PostgreSQL's program said where it did not end well.
 */
failure: string | null, };

/**
 * What a check of a backup's folder looks at; what is not there is none.
 */
export type BackupFolderFacts = { 
/**
 * The backup as recorded.
 */
record: BackupRecord, 
/**
 * `SHA256SUMS`, line by line.
 */
listed: Array<ListedFile>, 
/**
 * Every other file of the folder, as it is.
 */
found: Array<ListedFile>, 
/**
 * `holdings.json`.
 */
holdings: string | null, 
/**
 * Lower-case hex SHA-256 of `SHA256SUMS`.
 */
sums_sha256: string | null, 
/**
 * The same as the database has it on record.
 */
recorded_sums_sha256: string | null, };

/**
 * A backup, and when it is looked at.
 */
export type BackupMoment = { 
/**
 * The backup.
 */
record: BackupRecord, 
/**
 * When its dump began, in milliseconds since 1970.
 */
began_ms: number, 
/**
 * Now, in milliseconds since 1970.
 */
now_ms: number, };

/**
 * Everything on record of a backup.
 */
export type BackupRecord = { 
/**
 * Its id.
 */
backup_id: string, 
/**
 * Name of its folder.
 */
folder: string, 
/**
 * Lower-case hex SHA-256 of the dump.
 */
sha256: string, 
/**
 * Length of the dump in bytes.
 */
bytes: number, 
/**
 * What the database held.
 */
holdings: Holdings, 
/**
 * Who made it.
 */
created_by: string, 
/**
 * When the dump began, RFC 3339.
 */
created_at: string, 
/**
 * Its verifications, oldest first.
 */
verifications: Array<Verification>, };

/**
 * What a backup is worth now.
 */
export type BackupStanding = { 
/**
 * The state.
 */
state: BackupState, 
/**
 * Whether G-2 would still take it: a run makes its own all the same.
 */
fresh: boolean, 
/**
 * The words after `directus cutter` that restore and check it, where that was not done or did not pass.
 */
command: string | null, };

/**
 * What a backup is worth.
 */
export type BackupState = "NEVER_RESTORED" | "PASS" | "FAIL";

/**
 * How one cut stands.
 */
export type BundleReport = { 
/**
 * The answer.
 */
standing: LedgerStanding, 
/**
 * One sentence for people.
 */
sentence: string, 
/**
 * The change set, where it can be read.
 */
change_set_id: string | null, 
/**
 * SHA-256 of the bundle's canonical JSON: of the file itself, where nobody has reformatted it.
 */
bundle_digest: string | null, 
/**
 * Whether trusted keys were given.
 */
keys_pinned: boolean, 
/**
 * Units the cut touched.
 */
units: number, 
/**
 * Rows proven to be under a checkpoint.
 */
sealed_rows: number, 
/**
 * That checkpoint; none where the bundle is not sealed.
 */
checkpoint: CheckpointClaim | null, 
/**
 * Number of findings, also of those not listed.
 */
finding_count: number, 
/**
 * The findings, the first thing wrong first.
 */
findings: Array<LedgerFinding>, };

/**
 * A text in canonical form, with its digest; made only by [`canonicalise`].
 */
export type CanonicalText = { 
/**
 * The canonical text, always ending in exactly one LF.
 */
text: string, 
/**
 * Lower-case hex SHA-256 of its UTF-8 bytes.
 */
sha256: string, };

/**
 * What a document says of itself. For a consolidated text number and days are those of its certification.
 */
export type Card = { 
/**
 * Day of its adoption.
 */
adopted_on?: CardValue, 
/**
 * What it amends.
 */
amends?: CardNumbers, 
/**
 * Of a consolidated text, its law.
 */
base?: CardBase, 
/**
 * The issue of the gazette that has it.
 */
gazette?: CardValue, 
/**
 * Day from which it is law.
 */
in_force_from?: CardValue, 
/**
 * Who issued it.
 */
issuer?: CardValue, 
/**
 * What kind of act it is, in its own language.
 */
kind?: CardValue, 
/**
 * Its number.
 */
number?: CardValue, 
/**
 * Day of the gazette that has it.
 */
published_on?: CardValue, 
/**
 * By the member of `CardFact`, what the text says where a person confirmed the value at registration: the same,
 * or what they corrected.
 */
read?: { [key in string]: string }, 
/**
 * What it repeals.
 */
repeals?: CardNumbers, 
/**
 * Who signed it.
 */
signatory?: CardValue, 
/**
 * Its title.
 */
title?: CardValue, };

/**
 * The law that a consolidated text puts together.
 */
export type CardBase = { 
/**
 * Day of the law's adoption.
 */
adopted_on?: CardValue, 
/**
 * Numbers of the acts that amended it.
 */
amended_by?: CardNumbers, 
/**
 * Day from which it is law.
 */
in_force_from?: CardValue, 
/**
 * Its number.
 */
number?: CardValue, };

/**
 * One thing a document says of itself, as people look at it.
 */
export type CardFact = { 
/**
 * Byte of the canonical text where it is said.
 */
at: number, 
/**
 * Why a person should look; none where nothing is unsure.
 */
doubt: string | null, 
/**
 * The line it is said on, from 1.
 */
line: number, 
/**
 * The member of the card; those of a consolidated text's law begin with `base_`.
 */
member: string, 
/**
 * What the line says.
 */
quote: string, 
/**
 * What the text says, where a person confirmed the value: the same, or what they corrected.
 */
read: string | null, 
/**
 * What is said; several numbers have commas between them.
 */
value: string, };

/**
 * Other documents that a document names.
 */
export type CardNumbers = { 
/**
 * Byte of the canonical text where the first is named.
 */
at: number, 
/**
 * Why a person should look.
 */
doubt?: string, 
/**
 * Their numbers, in the order of the text.
 */
value: Array<string>, };

/**
 * What a card proposes for the registration of its document. None where the text does not say enough, or not surely.
 */
export type CardProposal = { 
/**
 * What the document says of itself.
 */
facts: Array<CardFact>, 
/**
 * The address prefix, and the document code with it.
 */
prefix: string | null, 
/**
 * The title.
 */
title: string | null, };

/**
 * Something a document says of itself.
 */
export type CardValue = { 
/**
 * Byte of the canonical text where it is said.
 */
at: number, 
/**
 * Why a person should look: `exceptions`, `computed`, `day_of_signing`, `differs`, `other_words`, `application`,
 * `uncertified`.
 */
doubt?: string, 
/**
 * What is said: words on one line, or a day as `YYYY-MM-DD`.
 */
value: string, };

/**
 * What became of a unit; one unit may have several.
 */
export type Change = "added" | "removed" | "moved" | "renumbered" | "changed";

/**
 * A planned change.
 */
export type ChangePackage = { 
/**
 * [`PACKAGE_FORM`].
 */
form: string, 
/**
 * Folder name of the migration.
 */
migration_id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Whether the SQL is a proposal, which can be rehearsed and nothing else.
 */
draft: boolean, 
/**
 * Checksums of its files; `up.sql` is what C-07 runs.
 */
files: Array<ListedFile>, 
/**
 * Class of the environment it is for.
 */
environment: EnvironmentClass, 
/**
 * Where it is for.
 */
identity: Identity, 
/**
 * Settings of the transaction, by name.
 */
settings: Array<[string, string]>, 
/**
 * Row counts.
 */
pins: Pins, 
/**
 * Counts that are known to differ.
 */
acknowledged: Array<Acknowledgement>, 
/**
 * Writing statements, in order.
 */
writes: Array<Statement>, 
/**
 * Objects it creates, columns among them.
 */
objects: Array<NamedObject>, 
/**
 * P-1 to P-10.
 */
preflight: Array<PlannedCheck>, 
/**
 * The post checks.
 */
post_checks: Array<PlannedPostCheck>, 
/**
 * DDL objects a schema diff must show as added; removed: always 0.
 */
added: number, 
/**
 * Oldest backup it may rest on, in seconds.
 */
backup_seconds: number, 
/**
 * What a rollback cannot bring back.
 */
lost: Array<string>, 
/**
 * The person who planned it.
 */
planned_by: string, 
/**
 * When, RFC 3339.
 */
planned_at: string, 
/**
 * Engine that planned it.
 */
engine: string, };

/**
 * The change set under verification, as read from the database.
 */
export type ChangeSetFacts = { 
/**
 * Primary key.
 */
change_set_id: string, 
/**
 * Its status.
 */
status: string, 
/**
 * What it did.
 */
operation_kind: string, 
/**
 * The manifest.
 */
manifest_id: string, 
/**
 * Its format version.
 */
manifest_version: string, 
/**
 * Its digest.
 */
manifest_digest: string, 
/**
 * The plan.
 */
plan_digest: string, 
/**
 * The review it rests on.
 */
review_decision_id: string, 
/**
 * Engine that cut.
 */
executor_tool_revision: string, 
/**
 * Who cut.
 */
emitted_by: string, 
/**
 * When, RFC 3339.
 */
emitted_at: string, 
/**
 * The source document.
 */
source_document_ref: string, 
/**
 * Summary written by CUT.
 */
payload_summary: JsonValue, };

/**
 * A row of `cut_change_set` at its birth.
 */
export type ChangeSetRow = { change_set_id: string, decision_backlog_entry_id: string | null, idempotency_key: string, rollback_key: string, operation_kind: string, status: ChangeSetStatus, manifest_id: string, manifest_version: string, manifest_digest: string, plan_digest: string, review_decision_id: string, executor_tool_revision: string, verifier_tool_revision: string, emitted_by: string, emitted_at: string, applied_at: string, source_document_ref: string, planned_row_counts: { [key in string]: number }, payload_summary: JsonValue, compensates_change_set_id: string | null, };

/**
 * `cut_change_set.status`.
 */
export type ChangeSetStatus = "applied" | "rehearsed" | "verified" | "compensated" | "failed";

/**
 * Whether a change is rehearsed on a copy or carried out.
 */
export type ChangeTarget = "real" | "copy";

/**
 * A change set that changed a document.
 */
export type Changed = { 
/**
 * Its id.
 */
change_set_id: string, 
/**
 * `first_cut`, `split`, …
 */
operation_kind: string, 
/**
 * RFC 3339.
 */
applied_at: string, 
/**
 * The day from which it is law; none where it took effect as it was applied.
 */
effective_on?: Day, };

/**
 * A door.
 */
export type Channel = "http" | "cli" | "flow" | "schedule";

/**
 * Checks with one verdict over them: `pass` exactly when every check passes.
 */
export type Checked = { 
/**
 * `pass` or `fail`; an unknown check fails.
 */
verdict: GateVerdict, 
/**
 * The checks.
 */
checks: Array<Gate>, };

/**
 * What a checkpoint says.
 */
export type CheckpointClaim = { 
/**
 * Number of leaves.
 */
size: number, 
/**
 * Root over them, lower-case hex.
 */
root: string, 
/**
 * RFC 3339.
 */
signed_at: string, };

/**
 * What a checkpoint is made of.
 */
export type CheckpointFacts = { 
/**
 * The whole tree.
 */
tree: TreeState, 
/**
 * The checkpoint before, where there is one.
 */
previous: CheckpointClaim | null, 
/**
 * The verifier lane's key.
 */
key: PublicKey, 
/**
 * The person.
 */
actor: string, 
/**
 * RFC 3339.
 */
now: string, };

/**
 * A checkpoint that waits for its signature.
 */
export type CheckpointPlan = { 
/**
 * What it says.
 */
claim: CheckpointClaim, 
/**
 * What is to be signed.
 */
to_sign: ToSign, };

/**
 * What reading a checkpoint found.
 */
export type CheckpointReport = { 
/**
 * What it says, where its signature holds.
 */
claim: CheckpointClaim | null, 
/**
 * What is wrong with it.
 */
findings: Array<LedgerFinding>, };

/**
 * A unit below another, by the path of its address.
 */
export type Child = { 
/**
 * The unit it stands in.
 */
parent_id: string, 
/**
 * Its path.
 */
section_code: string, };

/**
 * What an old citation answers.
 */
export type Citation = { 
/**
 * The text that was cited.
 */
text: string, 
/**
 * How it resolves.
 */
outcome: ResolveOutcome, 
/**
 * The addresses it leads to, in document order.
 */
addresses: Array<string>, };

/**
 * A citation whose unit is asked for.
 */
export type Cited = { 
/**
 * What is looked up, as it was read: the provision, then what holds it, then the document.
 */
targets: Array<string>, 
/**
 * Since when the text that cites is law, RFC 3339 or a date: the unit meant is the one of that day. None where no day is known.
 */
since: string | null, 
/**
 * What it asked ([`Settled::asks`]) when somebody let it stand; none where nobody did.
 */
accepted?: string, };

/**
 * A unit, by all that it was ever cited by.
 */
export type CitedUnit = { 
/**
 * Its id.
 */
unit_id: string, 
/**
 * Code of its document.
 */
doc_code: string, 
/**
 * Prefix of its document.
 */
prefix: string, 
/**
 * Keys of the names of its document.
 */
keys: Array<string>, 
/**
 * Its address, and every alias that leads to it.
 */
texts: Array<string>, };

/**
 * A document that is cited.
 */
export type CitedWork = { 
/**
 * Its code.
 */
doc_code: string, 
/**
 * Its address prefix.
 */
prefix: string, 
/**
 * Id of the profile that divides it.
 */
profile: string, 
/**
 * The card of its newest cut as JSON text; empty where it has none.
 */
card: string, };

/**
 * What of a document is read.
 */
export type CitingFacts = { 
/**
 * Its code.
 */
doc_code: string, 
/**
 * Id of the profile that divides it.
 */
profile: string, 
/**
 * The card of its newest cut as JSON text; empty where it has none.
 */
card: string, 
/**
 * Versions whose texts were not read yet.
 */
unread: Array<string>, 
/**
 * The moment on the timeline at which their document is read, RFC 3339 or a date; none is all that is recorded.
 */
as_of: string | null, };

/**
 * A command review on record.
 */
export type CommandReview = { 
/**
 * The verdict.
 */
verdict: CommandVerdict, 
/**
 * The reviewer.
 */
reviewed_by: string, };

/**
 * The verdict of a command review.
 */
export type CommandVerdict = "PASS" | "PASS_WITH_NOTES" | "FAIL";

/**
 * The way back, or why there is none.
 */
export type Compensation = { 
/**
 * The compensating change set; none where rows were touched, and then nothing is removed.
 */
change_set: ChangeSetRow | null, 
/**
 * JSON array of its affected rows (the removed rows in full).
 */
affected_rows: string, 
/**
 * Rows it must remove or write, by table.
 */
planned_row_counts: { [key in string]: number }, 
/**
 * The statements that put an operation back; none where removing what the cut wrote is all there is to do.
 */
changes: RowChanges | null, 
/**
 * The open escalation.
 */
escalation: EntryRow, 
/**
 * Why it is compensated, or why not.
 */
reason: string, };

/**
 * A part of a document with a numbering of its own.
 */
export type Component = { 
/**
 * Address of its unit; none for the main text.
 */
address: string | null, 
/**
 * `main`, or the section type of its unit.
 */
kind: string, 
/**
 * Label as written; empty for the main text.
 */
label: string, 
/**
 * From its first byte to where the next begins that does not stand inside it.
 */
span: Span, 
/**
 * Title without label.
 */
title: string, 
/**
 * Units in it, those of components inside it included.
 */
units: number, };

/**
 * By what words a component is known. All words in lower case; they are read in any case.
 */
export type ComponentWords = { 
/**
 * What the line below its heading says of the act that issues it: `kèm theo`.
 */
captions: Array<string>, 
/**
 * Words of its label, which a number may follow: `phụ lục`.
 */
labels: Array<string>, 
/**
 * Kinds of documents that are titled and not labelled, with the token each gives to addresses: `quy chế`, `QUYCHE`.
 */
names: { [key in string]: string }, 
/**
 * Whether its label is one only with a number: `mẫu số 1`.
 */
numbered: boolean, 
/**
 * Whether it is one unit whatever stands in it: the articles of a model contract are nobody's law.
 */
whole: boolean, };

/**
 * How a citation concerns a unit.
 */
export type Concerns = "itself" | "part" | "successor";

/**
 * The facts a correction is proposed from.
 */
export type CorrectFacts = { 
/**
 * The text, and how it is to be marked; what brings it into force is the cut's.
 */
text: MarkFacts, 
/**
 * The cut that was wrong.
 */
change_set_id: string, 
/**
 * JSON text of the document's rows ([`StandingRows`]).
 */
document_rows: string, 
/**
 * Active codes of the section type vocabulary.
 */
active_section_types: Array<string>, 
/**
 * Why.
 */
rationale: string, 
/**
 * Digest of the preview that was shown; none where none was.
 */
preview: string | null, 
/**
 * All operations of the document that were proposed before.
 */
earlier_entries: Array<EntryFacts>, };

/**
 * What of a first cut was wrong, and how its units should have been: the cut is read as if it had been recorded so (rule 28).
 */
export type CorrectRequest = { 
/**
 * Its change set.
 */
change_set_id: string, 
/**
 * The text that was marked again.
 */
source: TextSource, 
/**
 * The profile it was marked with.
 */
profile: ProfileRef, 
/**
 * Notes of that text, each with the place of its mark; of a text without notes none.
 */
notes?: Array<Note>, 
/**
 * Units that never should have been.
 */
withdrawn: Array<string>, 
/**
 * Units that should have been otherwise, and those that were missed, in document order.
 */
units: Array<CorrectedUnit>, };

/**
 * What a unit that was missed is given.
 */
export type CorrectedBirth = { 
/**
 * Code of the section type vocabulary.
 */
section_type: string, 
/**
 * `tier-0`, …
 */
tier: string, 
/**
 * The day from which it is law; none of a draft.
 */
in_force_from: Day | null, };

/**
 * Where a unit should have stood.
 */
export type CorrectedPlace = { 
/**
 * The unit it stands in; none at the top.
 */
parent: string | null, 
/**
 * The sibling it stands after; none where it is the first.
 */
after: string | null, };

/**
 * What a unit should have said.
 */
export type CorrectedText = { 
/**
 * Label as written.
 */
label: string, 
/**
 * Title; its label where it has none.
 */
title: string, 
/**
 * Heading as written.
 */
heading: string, 
/**
 * Its own text; none of a unit that only groups others.
 */
body: string | null, 
/**
 * Level of the profile.
 */
level: string, 
/**
 * `enacted`, `controlled_draft`, `draft` or `obsolete`.
 */
status: string, 
/**
 * Where both stand in the text that was marked.
 */
span: UnitSpan, };

/**
 * A unit as it should have been; what is left out stays as it is.
 */
export type CorrectedUnit = { 
/**
 * The unit; of one that was missed `new:` and its address.
 */
unit: string, 
/**
 * Its address.
 */
address?: string, 
/**
 * Where it stands.
 */
place?: CorrectedPlace, 
/**
 * What it says.
 */
text?: CorrectedText, 
/**
 * What only a unit that was missed is given.
 */
born?: CorrectedBirth, };

/**
 * How many of what; every map is keyed by the term named.
 */
export type Counts = { 
/**
 * Anomalies in all.
 */
anomalies: number, 
/**
 * Exclusions by reason.
 */
exclusions_by_reason: { [key in string]: number }, 
/**
 * Units in all.
 */
units: number, 
/**
 * Units by section type.
 */
units_by_section_type: { [key in string]: number }, };

/**
 * The coverage proof: bytes per class and the digest of the text rebuilt from the spans.
 */
export type Coverage = { 
/**
 * Bytes in exclusions.
 */
excluded_bytes: number, 
/**
 * Bytes in headings of units.
 */
heading_bytes: number, 
/**
 * Bytes in own texts of units.
 */
own_text_bytes: number, 
/**
 * Whether the spans, in order, give the canonical text byte for byte.
 */
reconstruction_ok: boolean, 
/**
 * SHA-256 of the text rebuilt from the spans.
 */
reconstruction_sha256: string, 
/**
 * Bytes of the canonical text.
 */
total_bytes: number, };

/**
 * A row of `cutter_grammar_profile`.
 */
export type CustomProfile = { 
/**
 * Name of the profile; wins over one in the definition.
 */
profile_id: string, 
/**
 * Version of the definition; wins likewise.
 */
version: string, 
/**
 * Title for people; wins likewise where there is one.
 */
title: string | null, 
/**
 * The profile itself.
 */
definition: JsonValue, 
/**
 * Whether it is offered for new marks.
 */
active: boolean, };

/**
 * The facts CUT decides from, all read inside its transaction.
 */
export type CutFacts = { 
/**
 * Where to.
 */
target: Target, 
/**
 * The stored manifest text.
 */
manifest_text: string, 
/**
 * Id of the manifest.
 */
manifest_id: string, 
/**
 * Who created the envelope.
 */
marked_by: string, 
/**
 * Id of the source document.
 */
document_id: string, 
/**
 * The locked entry.
 */
entry: EntryFacts, 
/**
 * The review that counts, if there is one.
 */
review: ReviewOnRecord | null, 
/**
 * Live facts.
 */
validation: ValidationFacts, 
/**
 * Survey of the public tables.
 */
survey: TargetSurvey, 
/**
 * How the sandbox stands; only where the target is the sandbox.
 */
rehearsal: RehearsalFacts | null, 
/**
 * Living change sets of this entry or manifest digest.
 */
earlier_change_set_ids: Array<string>, 
/**
 * Entries this one waits for (`blocks` dependencies not `verified_complete`).
 */
blocking_entry_ids: Array<string>, 
/**
 * The document as it stands before the cut, and as it was last signed; none for the sandbox, where nothing is signed.
 */
standing: DocumentOnRecord | null, 
/**
 * The executor lane's key.
 */
key: PublicKey, 
/**
 * The person.
 */
actor: string, 
/**
 * RFC 3339.
 */
now: string, };

/**
 * How a cut moves its entry; a rehearsal moves none.
 */
export type CutMoves = { 
/**
 * S2 to S5, at the opening of the transaction.
 */
begin: StatusChange, 
/**
 * S5 to S6, at its end.
 */
end: StatusChange, 
/**
 * The history row.
 */
history: HistoryRow, };

/**
 * Everything CUT writes; the batches are JSON arrays, each for one set-based insert.
 */
export type CutPlan = { 
/**
 * Every gate, with its verdict.
 */
gates: Array<Gate>, 
/**
 * The change set.
 */
change_set: ChangeSetRow, 
/**
 * Rows of the unit table.
 */
units: string, 
/**
 * Rows of the version table.
 */
versions: string, 
/**
 * The statements of an operation on units that are there; none where new units are all there is to write.
 */
changes: RowChanges | null, 
/**
 * Rows of `cut_change_set_affected_row`.
 */
affected_rows: string, 
/**
 * State of the entry once this is written.
 */
status: State, 
/**
 * The moves of the entry; none for a rehearsal.
 */
moves: CutMoves | null, 
/**
 * Rows of the earlier rehearsal to remove first, by table; the transaction compares what it removed.
 */
removed_row_counts: { [key in string]: number }, 
/**
 * What the executor lane signs; of a cut to public, with what [`sign_written`] adds once its rows are written.
 */
to_sign: ToSign, 
/**
 * Planned rows by table; the transaction compares what it wrote.
 */
planned_row_counts: { [key in string]: number }, 
/**
 * What the rows are named by.
 */
signature_id: string, };

/**
 * A day of the Gregorian calendar, from the year 0 to the year 9999.
 *
 * It reads and writes `YYYY-MM-DD` and nothing else: what is no day of the calendar is none.
 *
 * ```
 * use iu_address::{Day, Instant};
 *
 * let day: Day = "2024-02-28".parse().unwrap();
 * assert_eq!(day.after(2).unwrap().to_string(), "2024-03-01");
 * assert_eq!("2024-03-01T01:00:00+07:00".parse::<Instant>().unwrap().day().to_string(), "2024-02-29");
 * assert_eq!("2025-02-31".parse::<Day>().unwrap_err().code, "BAD_DAY");
 * ```
 */
export type Day = string;

/**
 * A unit that is not as it was.
 */
export type DayDifference = { 
/**
 * What became of it.
 */
changes: Array<Change>, 
/**
 * On the first day; none for a unit added.
 */
before: ReadUnit | null, 
/**
 * On the other; none for a unit removed.
 */
after: ReadUnit | null, 
/**
 * What it stands in on the other day, or on the first for a unit removed: from the outermost in.
 */
within: Array<OuterUnit>, 
/**
 * Addresses of what stands in the place of a unit removed, and of what a unit added stands in the place of.
 */
lineage: Array<string>, };

/**
 * A document as it is read on a day.
 */
export type DayRows = { 
/**
 * The rows of that moment.
 */
rows: DocumentRows, 
/**
 * The time in law that is read, RFC 3339 or a date.
 */
as_of: string, };

/**
 * Which days are compared.
 */
export type DaysCompared = { 
/**
 * From this day …
 */
from: DayRows, 
/**
 * … to this one. It may be the earlier.
 */
to: DayRows, 
/**
 * What was recorded by then is known, RFC 3339 or a date; none is everything.
 */
known_at?: string, };

/**
 * What is different between two days.
 */
export type DaysDifference = { 
/**
 * The first time in law that was read, RFC 3339.
 */
from: string, 
/**
 * The other.
 */
to: string, 
/**
 * Units of both that are as they were.
 */
unchanged: number, 
/**
 * How many units were added, removed, moved, renumbered, changed; only what there is.
 */
counts: { [key in Change]?: number }, 
/**
 * Units that are not as they were: in the order of the other day, each removed one after what it followed and before what was added there.
 */
entries: Array<DayDifference>, };

/**
 * A relation on record.
 */
export type DependencyEdge = { 
/**
 * The entry that blocks, supersedes, refines or relates.
 */
from_entry_id: string, 
/**
 * The other entry.
 */
to_entry_id: string, };

/**
 * The facts a dependency is decided from.
 */
export type DependencyFacts = { 
/**
 * The entry that is to depend on the other.
 */
entry: EntryFacts, 
/**
 * The other.
 */
on: EntryFacts, 
/**
 * How.
 */
kind: DependencyKind, 
/**
 * Every relation of this kind that can be reached from either, in the direction it is stored.
 */
edges: Array<DependencyEdge>, 
/**
 * The person.
 */
actor: string, 
/**
 * RFC 3339.
 */
now: string, };

/**
 * How one entry relates to another.
 */
export type DependencyKind = "blocks" | "supersedes" | "refines" | "related_to";

/**
 * What is written.
 */
export type DependencyOutcome = { 
/**
 * Whether the very relation is there already; then nothing is written.
 */
already_there: boolean, 
/**
 * The row.
 */
row: DependencyRow, };

/**
 * A row of `decision_backlog_dependency`.
 */
export type DependencyRow = { 
/**
 * Primary key.
 */
dependency_id: string, 
/**
 * The entry that blocks, supersedes, refines or relates.
 */
from_entry_id: string, 
/**
 * The other entry.
 */
to_entry_id: string, 
/**
 * How.
 */
dependency_kind: DependencyKind, 
/**
 * The person.
 */
created_by: string, 
/**
 * RFC 3339.
 */
created_at: string, };

/**
 * How well a profile fits a text.
 */
export type Detection = { 
/**
 * Profile id.
 */
profile: string, 
/**
 * 0 (nothing of it found) to 1.
 */
score: number, 
/**
 * What was found, one sentence each.
 */
evidence: Array<string>, };

/**
 * A unit that is not as it was.
 */
export type DiffEntry = { 
/**
 * What became of it, in the order of [`Change`].
 */
changes: Array<Change>, 
/**
 * In the earlier manifest; none for a unit added.
 */
before: DiffSide | null, 
/**
 * In the later manifest; none for a unit removed.
 */
after: DiffSide | null, };

/**
 * A unit as one of the manifests has it.
 */
export type DiffSide = { 
/**
 * Local id in its manifest.
 */
local_id: string, 
/**
 * Address.
 */
address: string, 
/**
 * Label as written.
 */
label: string, 
/**
 * Title.
 */
title: string, 
/**
 * SHA-256 of its own text.
 */
content_hash: string, };

/**
 * A document that is not as it was signed: escalated as its own, whatever brought it to light.
 */
export type DocumentDrift = { 
/**
 * The document.
 */
doc_code: string, 
/**
 * `STATE_CHANGED`, `STATE_NOT_SIGNED`, `STATE_TOUCHED`.
 */
code: string, 
/**
 * What must be.
 */
expected: string, 
/**
 * What is.
 */
observed: string, 
/**
 * The escalation; the same drift has the same id, however often it is found.
 */
escalation: EntryRow, };

/**
 * A document as registered.
 */
export type DocumentFacts = { 
/**
 * Primary key.
 */
id: string, 
/**
 * Title for people.
 */
title: string, 
/**
 * Document code.
 */
doc_code: string, 
/**
 * Address prefix.
 */
prefix: string, 
/**
 * Profile it was registered with.
 */
profile: string | null, 
/**
 * SHA-256 of the current source version.
 */
source_sha256: string, };

/**
 * A name of a document, with the key under which it is found.
 */
export type DocumentName = { 
/**
 * `iu_references::document_key` of the name.
 */
key: string, 
/**
 * The name as written.
 */
name: string, 
/**
 * What it is.
 */
kind: NameKind, };

/**
 * One document as it stands, and as it was last signed.
 */
export type DocumentOnRecord = { 
/**
 * Its code.
 */
doc_code: string, 
/**
 * How it stands.
 */
now: DocumentState, 
/**
 * Its newest state on record; none where no change set recorded one.
 */
newest: StateOnRecord | null, };

/**
 * A document that another names as a whole, with the key under which it is found.
 */
export type DocumentRelation = { 
/**
 * What the one that names it is to it.
 */
relation: Relation, 
/**
 * `iu_references::document_key` of the name.
 */
key: string, 
/**
 * As it is named.
 */
name: string, };

/**
 * The rows of a document and everything that change sets did to them, as JSON arrays that the database gave.
 */
export type DocumentRows = { 
/**
 * Every unit, retired ones too.
 */
units: string, 
/**
 * Every version of these.
 */
versions: string, 
/**
 * Every alias row that points at one of them.
 */
aliases: string, 
/**
 * What change sets did to these rows, and to those that are no more, from the first one on that is not on the timeline at
 * the moment that is read, in the order in which it was done; what is on it is passed over.
 */
record: string, 
/**
 * What changed the document by that moment, in the order in which it took effect.
 */
changes: Array<Changed>, };

/**
 * All units and versions of one document.
 */
export type DocumentState = { 
/**
 * Units of the document.
 */
units: number, 
/**
 * Versions of its units.
 */
versions: number, 
/**
 * SHA-256 over all of them in order of their ids.
 */
sha256: string, };

/**
 * What is recorded.
 */
export type Door = { 
/**
 * The door.
 */
channel: Channel, 
/**
 * How it is known who acts.
 */
session_kind: SessionKind, };

/**
 * Codes of what an amendment leaves to people.
 */
export type DoubtCode = "ADDRESS_ENDED" | "ADDRESS_HELD" | "ARTICLE_READS_OTHERWISE" | "INSTRUCTION_LABEL" | "INSTRUCTION_NO_ARTICLE" | "INSTRUCTION_NO_TEXT" | "INSTRUCTION_OTHER_ACT" | "INSTRUCTION_QUOTE_OPEN" | "INSTRUCTION_UNREAD" | "PERHAPS_ANOTHER" | "PERHAPS_ELSEWHERE" | "PERHAPS_JOINED" | "PERHAPS_OTHER_ACT" | "PERHAPS_SPLIT" | "PROVISION_AMBIGUOUS" | "PROVISION_BREAKS" | "PROVISION_MISSING" | "PROVISION_OTHER_STEP" | "PROVISION_THERE" | "PROVISION_WITHOUT_WORDS" | "REPEALS_ALL" | "SUSPENSION_FROM" | "WORDS_OTHERWISE_WRITTEN";

/**
 * What the text of a draft says of its own provisions.
 */
export type DraftRead = { 
/**
 * Those it cites and does not have, in the order of the text. What is quoted belongs to another law.
 */
citations: Array<LackingCitation>, 
/**
 * Days from which parts of it are law, in the order of the text.
 */
days: Array<SaidDay>, };

/**
 * The day that a draft gives a unit.
 */
export type DraftedDay = { 
/**
 * Its address.
 */
address: string, 
/**
 * The day; none where it is to be no law yet.
 */
drafted: Day | null, };

/**
 * A dry run on record.
 */
export type DryRunFacts = { 
/**
 * The package it carried out.
 */
package_digest: string, 
/**
 * Checksum of the SQL it ran.
 */
sql_sha256: string | null, 
/**
 * Whether it passed to its end.
 */
passed: boolean, };

/**
 * What a dump says of its database, in words that can be said again.
 */
export type DumpedDatabase = { 
/**
 * As it is.
 */
name: string, 
/**
 * The name, quoted as the dump has it.
 */
quoted: string, 
/**
 * Quoted; none where the dump does not say.
 */
owner: string | null, 
/**
 * Encoding and locale.
 */
options: string, };

/**
 * What has to be there before a dump is restored.
 */
export type DumpedPlace = { 
/**
 * Its roles.
 */
roles: DumpedRoles, 
/**
 * The database it is of; none where the dump creates none.
 */
database: DumpedDatabase | null, };

/**
 * The roles of a dump as they are made in a copy.
 */
export type DumpedRoles = { 
/**
 * Roles and who is a member of which. Nobody logs in, and nobody has a right beyond tables.
 */
statements: Array<string>, 
/**
 * Settings of roles, which each role makes for itself.
 */
settings: Array<string>, 
/**
 * Their names, quoted.
 */
names: Array<string>, 
/**
 * Those who may make roles, as migrations do: they may again once everything is restored.
 */
makers: Array<string>, 
/**
 * What was left out, a sentence each.
 */
notes: Array<string>, 
/**
 * What makes no role, a line each.
 */
errors: Array<string>, };

/**
 * What a person may do at all.
 */
export type Duties = { 
/**
 * The person.
 */
user: string, 
/**
 * Their duties.
 */
held: Array<Duty>, 
/**
 * Registering a document.
 */
register: NextDocumentAct, 
/**
 * Marking one.
 */
mark: NextDocumentAct, };

/**
 * What a person may do.
 */
export type Duty = "observer" | "executor" | "reviewer" | "verifier" | "authoriser";

/**
 * A duty and the Directus policy that grants it.
 */
export type DutyPolicy = { 
/**
 * The duty.
 */
duty: Duty, 
/**
 * Fixed id of the policy, the same in every installation, so that renaming it changes nothing.
 */
policy_id: string, 
/**
 * The name the policy is created with.
 */
name: string, };

/**
 * Coming into force.
 */
export type EnactRequest = { 
/**
 * The units.
 */
unit_ids: Array<string>, };

/**
 * From which days the units of a first cut are law, and what says so.
 */
export type Enactment = { 
/**
 * What says so: the closing provision, the gazette, the decision.
 */
evidence: string, 
/**
 * The day from which the document is law.
 */
in_force_from: Day, 
/**
 * Units that are law from another day.
 */
units?: Array<UnitDay>, };

/**
 * What begins where the articles end.
 */
export type EndingReason = "adoption_statement" | "closing_formula" | "signature_block" | "after_the_end" | "notes";

/**
 * By what a line is known after which the text belongs to no article.
 */
export type EndingWords = { 
/**
 * Whether nothing follows its words, or a colon.
 */
alone: boolean, 
/**
 * Whether it is written in capitals.
 */
capitals: boolean, 
/**
 * Whether a digit stands in it.
 */
dated: boolean, 
/**
 * Words of which one follows, where there are any.
 */
followed_by: Array<string>, 
/**
 * Whether it has a letterhead of its own above it: an office in capitals, a number.
 */
headed?: boolean, 
/**
 * Most bytes of the line; 0 for any.
 */
longest: number, 
/**
 * What begins there.
 */
reason: EndingReason, 
/**
 * Words with which the line begins.
 */
words: Array<string>, };

/**
 * A text typed where an address belongs, judged.
 */
export type Entry = { 
/**
 * Whether it is accepted.
 */
outcome: EntryOutcome, 
/**
 * With `valid`: the address taken apart.
 */
parts: AddressParts | null, 
/**
 * With `invalid`: what is wrong, and where.
 */
error: AddressErrorReport | null, 
/**
 * With `invalid`: the address that was probably meant, if this place accepts it. It is offered, never applied.
 */
suggestion: string | null, 
/**
 * The text starts or ends with blanks, which a comparison byte for byte sees and a person does not.
 */
blanks_around: boolean, };

/**
 * What can be done with an entry, in the order of the pipeline.
 */
export type EntryAct = "sweep" | "review" | "cut" | "verify" | "abandon";

/**
 * An entry with its acts.
 */
export type EntryActs = { 
/**
 * The entry.
 */
entry_id: string, 
/**
 * Whether one of the acts that lead on waits for this very person.
 */
waits_for_me: boolean, 
/**
 * Whose turn it is: the duty of the act that leads on; none where the entry is over, or inside a transaction.
 */
waits_for: Duty | null, 
/**
 * All acts, in the order of the pipeline.
 */
acts: Array<NextAct>, };

/**
 * An entry as read from the database.
 */
export type EntryFacts = { 
/**
 * Primary key.
 */
entry_id: string, 
/**
 * `cut_request`, `escalation` or `decision`.
 */
kind: string, 
/**
 * Status text.
 */
status: string, 
/**
 * What was asked.
 */
payload: JsonValue, };

/**
 * Whether a place for an address accepts a text.
 */
export type EntryOutcome = "empty" | "valid" | "invalid";

/**
 * A row of `decision_backlog_entry`.
 */
export type EntryRow = { 
/**
 * Primary key.
 */
entry_id: string, 
/**
 * `cut_request` or `escalation`.
 */
kind: string, 
/**
 * A state of the entry's machine.
 */
status: string, 
/**
 * What is asked.
 */
payload: JsonValue, 
/**
 * RFC 3339.
 */
emitted_at: string, };

/**
 * What a place for an address accepts.
 */
export type EntryRules = { 
/**
 * The only format that is accepted; none accepts both.
 */
format: AddressFormat | null, 
/**
 * Whether it may stay empty.
 */
allow_empty: boolean, };

/**
 * Where an entry stands, as the database tells.
 */
export type EntryStanding = { 
/**
 * The entry.
 */
entry_id: string, 
/**
 * Its status as stored.
 */
status: string, 
/**
 * Who marked.
 */
marked_by: string, 
/**
 * Who decided the newest review, where there is one.
 */
reviewed_by: string | null, 
/**
 * Who cut, where it was cut.
 */
cut_by: string | null, 
/**
 * How many entries it waits for that are not verified (G-DEP).
 */
waits_for: number, };

/**
 * A DSSE envelope with one signature.
 */
export type Envelope = { 
/**
 * Payload type.
 */
payloadType: string, 
/**
 * Base64 of the payload.
 */
payload: string, 
/**
 * Exactly one.
 */
signatures: Array<EnvelopeSignature>, };

/**
 * A row of `manifest_envelope` at its birth.
 */
export type EnvelopeRow = { 
/**
 * Primary key.
 */
envelope_id: string, 
/**
 * `first_cut`.
 */
operation_kind: string, 
/**
 * `draft`.
 */
status: string, 
/**
 * Id of the source document.
 */
source_doc_ref: string, 
/**
 * The person.
 */
created_by: string, 
/**
 * RFC 3339.
 */
created_at: string, };

/**
 * One signature of an envelope.
 */
export type EnvelopeSignature = { 
/**
 * Id of the key.
 */
keyid: string, 
/**
 * Base64 of the 64 signature bytes.
 */
sig: string, };

/**
 * The class of an environment.
 */
export type EnvironmentClass = "production" | "dry-run" | "development";

/**
 * What is known of the server.
 */
export type EnvironmentFacts = { 
/**
 * Its system identifier, as `pg_control_system()` says it.
 */
system_identifier: string, 
/**
 * Identifiers pinned as production, in the settings or on record.
 */
production: Array<string>, 
/**
 * Identifiers of servers that dry runs created.
 */
dry_runs: Array<string>, };

/**
 * Text that belongs to no unit, and why.
 */
export type Exclusion = { 
/**
 * `preamble`, `page_furniture`, `front_matter`, `signature_block`, `table_of_contents`, …
 */
reason: string, 
/**
 * Where.
 */
span: Span, };

/**
 * What carrying a change out rests on.
 */
export type ExecutionRequest = { 
/**
 * The operator.
 */
actor: Actor, 
/**
 * The package.
 */
package: ChangePackage, 
/**
 * Its digest.
 */
package_digest: string, 
/**
 * What is done.
 */
operation: Operation, 
/**
 * The run a rollback takes back.
 */
run_id: string | null, 
/**
 * Class of the environment as it is found now.
 */
environment: EnvironmentClass, 
/**
 * Identifier of the server as it is found now.
 */
system_identifier: string, 
/**
 * Units there are; a production without units needs no authorisation.
 */
units: number | null, 
/**
 * The authorisation that was named, where there is one.
 */
authorisation: AuthorisationFacts | null, 
/**
 * Whether one was named at all.
 */
named: boolean, 
/**
 * Now, in milliseconds since 1970.
 */
now_ms: number, };

/**
 * What an export is made from.
 */
export type ExportFacts = { 
/**
 * The document.
 */
document: ExportedDocument, 
/**
 * Its newest cut that was not taken back.
 */
cut: ExportedCut, 
/**
 * The stored manifest of that cut.
 */
manifest_text: string, 
/**
 * The text the manifest was made from.
 */
canonical_text: string, 
/**
 * The document's rows.
 */
rows: DocumentRows, 
/**
 * As of when; RFC 3339 or a date, none is now.
 */
as_of: string | null, 
/**
 * What was recorded by then is known; RFC 3339 or a date, none is everything.
 */
known_at: string | null, 
/**
 * What the text cites, in its order; a stretch that cites several provisions is one after the other.
 */
citations: Array<ExportedCitation>, 
/**
 * The documents that are cited.
 */
cited: Array<CitedWork>, 
/**
 * Acts that amend or repeal the document and are not carried out on it.
 */
not_consolidated: Array<NotConsolidated>, 
/**
 * Form of the export.
 */
format: ExportFormat, 
/**
 * What the ledger does not know of the work, as far as somebody says it.
 */
names: WorkNames, 
/**
 * Time of the export, RFC 3339.
 */
now: string, };

/**
 * In which form a document is exported.
 */
export type ExportFormat = "akn" | "json" | "markdown";

/**
 * An exported document.
 */
export type ExportOutcome = { 
/**
 * The file's text.
 */
text: string, 
/**
 * Its media type.
 */
media_type: string, 
/**
 * A name for the file: the prefix with an ending.
 */
file_name: string, 
/**
 * Units in it.
 */
units: number, };

/**
 * A citation in a text that is exported.
 */
export type ExportedCitation = { 
/**
 * The version whose text says it.
 */
version_id: string, 
/**
 * `heading` or `body`.
 */
part: string, 
/**
 * First byte in that part.
 */
starts: number, 
/**
 * Byte behind the last.
 */
ends: number, 
/**
 * Code of the document it means.
 */
doc_code: string, 
/**
 * The address that answers; none for a document as a whole.
 */
address: string | null, };

/**
 * The cut that wrote the units.
 */
export type ExportedCut = { 
/**
 * The manifest that was cut.
 */
manifest_id: string, 
/**
 * The change set.
 */
change_set_id: string, 
/**
 * When it was applied, RFC 3339 in UTC.
 */
applied_at: string, 
/**
 * Verdict of VERIFY; none while it waits for one.
 */
verdict: string | null, };

/**
 * The registered document.
 */
export type ExportedDocument = { 
/**
 * Its id.
 */
id: string, 
/**
 * Title for people.
 */
title: string, 
/**
 * Document code.
 */
doc_code: string, 
/**
 * Address prefix.
 */
prefix: string, 
/**
 * When it was registered, RFC 3339 in UTC.
 */
registered_at: string, };

/**
 * A finding with what was observed.
 */
export type Finding = { 
/**
 * The verdict.
 */
verdict: FindingVerdict, 
/**
 * What was observed, as one sentence.
 */
note: string, 
/**
 * Stable code of that sentence.
 */
sentence?: string, 
/**
 * What stands in its places.
 */
values?: { [key in string]: string }, };

/**
 * Codes of the sentences of a review's findings.
 */
export type FindingCode = "ADDRESSES_DIFFER" | "ADDRESSES_FREE" | "ADDRESSES_PARSE" | "ADDRESSES_PARSE_EACH" | "ADDRESSES_TAKEN" | "ADDRESSES_UNHELD" | "ADDRESS_FORMAT" | "ADDRESS_GIVEN_TWICE" | "ADDRESS_PREFIX" | "ADDRESS_TWICE" | "ADDRESS_UNPARSED" | "ATTESTED_TWICE" | "AUTHORITY_DISAGREES" | "AUTHORITY_KEPT" | "COLLISION_REFUSED" | "COVERAGE_COUNTED" | "COVERAGE_DIFFERS" | "COVERAGE_REFUSED" | "DIGEST_OTHER" | "DIGEST_PINNED" | "DOCUMENT_HAS_UNITS" | "NOTHING_SHARED_OUT" | "NO_SOURCE" | "OPERATION_EXACT" | "OPERATION_NAMES_UNITS" | "OPERATION_ON_UNITS" | "OPERATION_REFUSED" | "ORIGIN_WITHOUT_TEXT" | "PARENTS_BEFORE" | "PARENTS_EXIST" | "PARENTS_NAMED" | "PARENTS_REFUSED" | "PARENT_ABSENT" | "PARENT_ELSEWHERE" | "PARENT_LATER" | "PARENT_NONE" | "PARENT_OTHER" | "PIECES_COVER" | "PIECES_END" | "PIECES_MISS" | "PIECES_STRANGE" | "RECONSTRUCTION_DIFFERS" | "RECONSTRUCTION_EXACT" | "SOURCE_ABSENT" | "SOURCE_FORM" | "SOURCE_OTHER" | "SOURCE_PINNED" | "SOURCE_REFUSED" | "SOURCE_UNREGISTERED" | "TEXTS_HOLD" | "TEXT_HASH" | "TYPES_ACTIVE" | "TYPE_INACTIVE" | "UNITS_DIFFER" | "UNITS_FREE" | "UNITS_GOVERNED" | "UNITS_IN_SCOPE" | "UNIT_HASH" | "UNIT_MISPLACED" | "UNIT_MOVED" | "UNIT_OUT_OF_SCOPE" | "UNIT_WITHOUT_TEXT";

/**
 * One of the three values a finding column takes.
 */
export type FindingVerdict = "pass" | "fail" | "not_applicable";

/**
 * How well a text does for a purpose.
 */
export type Fit = "good" | "care" | "bad";

/**
 * The flow in which something is asked for, as the host tells its operations.
 */
export type FlowRun = { 
/**
 * Id of the flow that was triggered; of flows that trigger one another, of the first.
 */
id: string, 
/**
 * What triggered it: `schedule`, `webhook`, `event`, `manual`, or `operation`.
 */
trigger: string, 
/**
 * Whether somebody stands behind the trigger, if only an anonymous visitor.
 */
has_caller: boolean, };

/**
 * Whether retired units are followed to what replaced them.
 */
export type Follow = "latest" | "none";

/**
 * A file that was found.
 */
export type FoundFile = { 
/**
 * Path below the folder, parts separated by `/`.
 */
path: string, 
/**
 * Its size.
 */
bytes: number, 
/**
 * Whether it was named itself, rather than found in a folder: then its ending says nothing.
 */
named: boolean, };

/**
 * One named condition with what was expected and what was observed.
 */
export type Gate = { 
/**
 * Stable id, e.g. `G-CUT-ONCE`.
 */
id: string, 
/**
 * What the gate asks, as one sentence.
 */
sentence: string, 
/**
 * What must be.
 */
expected: string, 
/**
 * What is.
 */
observed: string, 
/**
 * The verdict.
 */
verdict: GateVerdict, };

/**
 * What the gates of a stage look at; what is not known is none.
 */
export type GateFacts = { 
/**
 * The stage.
 */
stage: Stage, 
/**
 * The package.
 */
package: ChangePackage, 
/**
 * Its digest.
 */
package_digest: string, 
/**
 * Whether it is rehearsed or carried out.
 */
target: ChangeTarget, 
/**
 * Class of the environment that is written to.
 */
environment: EnvironmentClass | null, 
/**
 * The fresh backup.
 */
backup: BackupFacts | null, 
/**
 * Now, in milliseconds since 1970.
 */
now_ms: number, 
/**
 * The frozen files as they lie in the artefact folder, with their checksums.
 */
frozen: Array<ListedFile> | null, 
/**
 * The state before the migration.
 */
probe: Probe | null, 
/**
 * The preflight checks as evaluated.
 */
preflight: Array<Gate>, 
/**
 * Dry runs on record for this package.
 */
dry_runs: Array<DryRunFacts>, 
/**
 * Whether C-07 committed.
 */
committed: boolean | null, 
/**
 * Why it did not.
 */
failure: string | null, 
/**
 * The post checks as evaluated.
 */
post_checks: Array<Gate>, };

/**
 * Ids of the gates of the pipeline.
 */
export type GateId = "G-AUTHORITY" | "G-CUT-APPROVED" | "G-CUT-COLUMNS" | "G-CUT-CONSTRAINTS" | "G-CUT-COUNTS" | "G-CUT-DEPS" | "G-CUT-FRESH" | "G-CUT-KEY" | "G-CUT-ONCE" | "G-CUT-PRIVILEGES" | "G-CUT-SETTLED" | "G-CUT-STATE" | "G-CUT-TRIGGERS" | "G-CUT-UPDATES" | "G-CUT-VALID" | "G-JOURNAL" | "G-REHEARSAL-FREE" | "G-REVIEW-SOD" | "G-TOUCHES" | "G-VERIFY-ONCE" | "G-VERIFY-SOD";

/**
 * A gate or check on record.
 */
export type GateRecord = { 
/**
 * The step after which it was evaluated.
 */
step: string, 
/**
 * As evaluated.
 */
gate: Gate, };

/**
 * The verdict of one gate.
 */
export type GateVerdict = "pass" | "fail" | "unknown";

/**
 * A unit that a change set accounts for.
 */
export type GovernedUnit = { 
/**
 * The unit.
 */
unit_id: string, 
/**
 * Its address.
 */
address: string, 
/**
 * The change set that cut or attested it.
 */
change_set_id: string, };

/**
 * What giving an authorisation rests on.
 */
export type GrantRequest = { 
/**
 * The authoriser.
 */
actor: Actor, 
/**
 * The package.
 */
package: ChangePackage, 
/**
 * Reviews on record, oldest first.
 */
reviews: Array<CommandReview>, 
/**
 * What it is for.
 */
operation: Operation, 
/**
 * The class of environment that was named.
 */
environment: EnvironmentClass, 
/**
 * For a rollback: the operator of the run to be taken back; none where there is no such run.
 */
run_operator: string | null, 
/**
 * How long it shall last, in milliseconds.
 */
lasts_ms: number, };

/**
 * A heading that begins with a word.
 */
export type HeadingWords = { 
/**
 * Whether its word may be missing: the numbered paragraphs an act consists of, `Section 5.`, `5.` or `5 Title`.
 */
bare: boolean, 
/**
 * Ways its number may be written, the likeliest first.
 */
numberings: Array<Numbering>, 
/**
 * What it does to what follows it.
 */
role: Role, 
/**
 * Its words, in lower case; they are read in any case.
 */
words: Array<string>, };

/**
 * A row of `decision_backlog_history`.
 */
export type HistoryRow = { 
/**
 * Primary key.
 */
history_id: string, 
/**
 * The entry.
 */
entry_id: string, 
/**
 * Status before; none at birth.
 */
entry_version_before: string | null, 
/**
 * Status after.
 */
entry_version_after: string, 
/**
 * What happened.
 */
change_kind: string, 
/**
 * What else is worth knowing.
 */
change_diff: JsonValue, 
/**
 * The person.
 */
changed_by: string, 
/**
 * RFC 3339.
 */
changed_at: string, 
/**
 * Why.
 */
rationale: string | null, };

/**
 * What a database held, read in the snapshot that was dumped or from the restored copy.
 */
export type Holdings = { 
/**
 * Identifier of the server.
 */
system_identifier: string, 
/**
 * Name of the database.
 */
database: string, 
/**
 * Every table of units, ledger and control plane.
 */
rows: Array<TableRows>, 
/**
 * Address of the named unit; none where there are no units.
 */
unit: string | null, 
/**
 * Lower-case hex SHA-256 of its row.
 */
unit_sha256: string | null, 
/**
 * Signatures in the wrong lane; none where there is no such table.
 */
bad_signatures: number | null, 
/**
 * Aliases; none where there is no such table.
 */
aliases: number | null, };

/**
 * Why a hop was made.
 */
export type HopKind = "canonical" | "previous_canonical" | "rename" | "redirect" | "external_reference";

/**
 * What to do with a keyed request.
 */
export type IdempotencyDecision = "proceed" | "replay";

/**
 * The facts a keyed request is decided from.
 */
export type IdempotencyFacts = { 
/**
 * Digest of this request.
 */
request_sha256: string, 
/**
 * Whether a transaction that is not over holds the same person's key.
 */
held_by_another: boolean, 
/**
 * What was committed under the key; none for a new one.
 */
recorded: RecordedRequest | null, };

/**
 * Where a change is about to happen.
 */
export type Identity = { 
/**
 * System identifier of the server.
 */
system_identifier: string, 
/**
 * Name of the database.
 */
database: string, 
/**
 * The role that is logged in.
 */
role: string, 
/**
 * Version of the server, as `server_version_num`.
 */
server_version: number, };

/**
 * A new unit.
 */
export type InsertRequest = { 
/**
 * Its address, free or freed by a renumbering.
 */
address: string, 
/**
 * Its parent; none for a unit at the top.
 */
parent_id: string | null, 
/**
 * The sibling it comes after; none to be the first.
 */
after: string | null, 
/**
 * Code of the section type vocabulary.
 */
section_type: string, 
/**
 * Label as written.
 */
label: string, 
/**
 * Title without label; empty for the label.
 */
title: string, 
/**
 * Heading as written.
 */
heading: string, 
/**
 * Own text; empty for a unit that only groups others.
 */
body: string, 
/**
 * Where the text was taken from.
 */
source?: TextSource | null, 
/**
 * Whether it is law from the day of the change, which then has one; else it is a draft.
 */
enact?: boolean, };

/**
 * A point in time, compared in UTC whatever offset it was written with.
 *
 * It reads RFC 3339 and a bare date, which means 00:00 in UTC; it writes RFC 3339 in UTC with microseconds, or with
 * nanoseconds where microseconds would lose some.
 *
 * ```
 * use iu_address::Instant;
 *
 * let morning: Instant = "2024-03-01T07:00:00+07:00".parse().unwrap();
 * assert_eq!(morning, "2024-03-01".parse().unwrap());
 * assert_eq!(morning.to_string(), "2024-03-01T00:00:00.000000Z");
 * assert_eq!("2024-13-01".parse::<Instant>().unwrap_err().code, "TIME_UNREADABLE");
 * ```
 */
export type Instant = string;

/**
 * What became of an instruction.
 */
export type InstructionOutcome = "proposed" | "done" | "left" | "other_document";

/**
 * The marks of the items of a list.
 */
export type ItemMarks = { 
/**
 * Whether it stands before the first heading: a recital.
 */
opening: boolean, 
/**
 * How its items are marked.
 */
styles: Array<Style>, 
/**
 * Words that may stand before the mark, in lower case: `khoản 1.`, `huruf a.`
 */
words: Array<string>, };

/**
 * A join of siblings.
 */
export type JoinRequest = { 
/**
 * The units, in any order; their texts are joined in document order.
 */
unit_ids: Array<string>, 
/**
 * Label; empty for that of the first in document order.
 */
label: string, 
/**
 * Title; empty for that of the first in document order.
 */
title: string, };

export type JsonValue = number | string | boolean | Array<JsonValue> | { [key in string]: JsonValue } | null;

/**
 * What a keyed request asks for, apart from who asks.
 */
export type KeyedRequest = { 
/**
 * Method and path of the route, such as `POST /manifests/:id/cut`.
 */
route: string, 
/**
 * The `:id` of the path; empty where the path has none.
 */
id: string, 
/**
 * JSON text of the query as it came in.
 */
query: string, 
/**
 * JSON text of the body as its schema read it; none where the body is a stream.
 */
body: string | null, 
/**
 * Lower-case hex SHA-256 of the bytes of a streamed body.
 */
stream_sha256: string | null, };

/**
 * What became of a keyed request, for a client whose connection ended before the answer.
 */
export type KeyedStanding = "done" | "running" | "not_done";

/**
 * A document of the library, under one of the keys of its names; without a key one in which a citation stands.
 */
export type KnownDocument = { 
/**
 * The key.
 */
key: string | null, 
/**
 * Its code.
 */
doc_code: string, 
/**
 * Its address prefix.
 */
prefix: string, };

/**
 * A citation of a draft that nothing of the draft answers.
 */
export type LackingCitation = { 
/**
 * Address of the unit whose text cites.
 */
address: string, 
/**
 * What the text says, on one line.
 */
words: string, 
/**
 * The provision that is not there, as people read it.
 */
provision: string, };

/**
 * Which of the two signs.
 */
export type Lane = "DOT-991" | "DOT-992";

/**
 * Where a citation leads: the first unit that answers, or a document as a whole.
 */
export type Lead = { 
/**
 * Code of the document.
 */
doc_code: string, 
/**
 * Address of the unit; none for a document as a whole.
 */
address: string | null, };

/**
 * What a leaf stands for.
 */
export type LeafKind = "key" | "entry" | "manifest" | "dependency" | "sweep" | "review" | "change_set" | "verify_result" | "signature" | "history" | "alias" | "alias_end" | "signature_revocation" | "key_revocation";

/**
 * A row of `ledger_leaf`.
 */
export type LeafRow = { 
/**
 * Number of the leaf, from 0.
 */
seq: number, 
/**
 * What it stands for.
 */
leaf_kind: LeafKind, 
/**
 * Primary key of the row.
 */
row_id: string, 
/**
 * Hashes of the perfect subtrees that end at the leaf, its own first.
 */
subtree_hashes: Array<string>, };

/**
 * One thing that is wrong.
 */
export type LedgerFinding = { 
/**
 * Stable code, e.g. `LEDGER_BODY_HASH`.
 */
code: string, 
/**
 * Where: table or part, row and column.
 */
place: string, 
/**
 * What must be there.
 */
expected: string, 
/**
 * What is there.
 */
observed: string, };

/**
 * How the ledger, or one cut of it, stands.
 */
export type LedgerStanding = "proven" | "consistent" | "refused";

/**
 * The legal days of a unit, as they are known at the moment that is read.
 */
export type LegalDays = { 
/**
 * What it is on the day that is read.
 */
state: LegalState, 
/**
 * The day from which it is law; none of a draft.
 */
in_force_from: Day | null, 
/**
 * The first day on which it is law no longer; none while it is.
 */
in_force_until: Day | null, 
/**
 * The day from which its suspension of that day runs, or its last one ran; none where there was none.
 */
suspended_from?: Day, 
/**
 * The first day on which that runs no longer; none where it is not known.
 */
suspended_until?: Day, };

/**
 * What a unit is on a day.
 */
export type LegalState = "draft" | "not_yet" | "in_force" | "suspended" | "repealed";

/**
 * One level of a profile.
 */
export type Level = { 
/**
 * Whether the parent's address goes before the level's own.
 */
address: AddressStyle, 
/**
 * Stable id, e.g. `dieu`.
 */
id: string, 
/**
 * Address token(s) of the level, e.g. `DIEU`.
 */
label: string, 
/**
 * What finds the level's headings.
 */
matcher: Matcher, 
/**
 * How the level is numbered as a rule; a scanner may read another style where the text uses it.
 */
numbering: Numbering, 
/**
 * Whether documents without this level still fit the profile.
 */
optional: boolean, 
/**
 * Code of the section type vocabulary.
 */
section_type: string, 
/**
 * The level inside which numbers are unique, or [`DOCUMENT`].
 */
unique_within: string, };

/**
 * Units by lifecycle.
 */
export type Lifecycle = { 
/**
 * `draft_only`.
 */
draft_only: number | null, 
/**
 * `active` and `retired`.
 */
enacted: number | null, };

/**
 * A file and its checksum.
 */
export type ListedFile = { 
/**
 * Path in its folder, such as `up.sql`.
 */
name: string, 
/**
 * Lower-case hex SHA-256 of its bytes.
 */
sha256: string, };

/**
 * What the database says of a login.
 */
export type LoginFacts = { 
/**
 * The setting that names it, such as `CUTTER_VERIFY_DATABASE_URL`.
 */
setting: string, 
/**
 * The role of the lane, such as `cutter_verify`.
 */
role: string, 
/**
 * Every other role it is a member of, by whatever way; a superuser is a member of all.
 */
member_of: Array<string>, 
/**
 * Whether it may make roles or databases, replicate, or pass over row security, or is a superuser.
 */
is_administrator: boolean, 
/**
 * Tables of the cutter it could write without taking a role.
 */
writes: Array<string>, };

/**
 * A proposal to cut one document.
 */
export type Manifest = { 
/**
 * `canonical-address-v1` or `canonical-address-v2`.
 */
address_format_version: string, 
/**
 * Anomalies in document order.
 */
anomalies: Array<Anomaly>, 
/**
 * What the document says of itself; none where it says nothing, and in manifests from before there were cards.
 */
card?: Card, 
/**
 * Its components, the main text first; none in manifests of engines before they were listed.
 */
components?: Array<Component>, 
/**
 * Counts.
 */
counts: Counts, 
/**
 * The coverage proof.
 */
coverage: Coverage, 
/**
 * Document code shared by all units of the document.
 */
doc_code: string, 
/**
 * That its units become law with the cut, and from which days; none where they are drafts.
 */
enact?: Enactment, 
/**
 * [`ENGINE_REVISION`] of the engine that wrote it.
 */
engine_revision: string, 
/**
 * Exclusions in document order.
 */
exclusions: Array<Exclusion>, 
/**
 * [`FORMAT_VERSION`].
 */
format_version: string, 
/**
 * Id of the deepest level cut into units.
 */
leaf_level: string, 
/**
 * SHA-256 of the RFC 8785 text of everything else; empty only while being computed.
 */
manifest_digest?: string, 
/**
 * Notes of a consolidated text, by number.
 */
notes?: Array<Note>, 
/**
 * `first_cut`, `split`, `merge`, …
 */
operation_kind: string, 
/**
 * Address prefix of the document.
 */
prefix: string, 
/**
 * The profile.
 */
profile: ProfileRef, 
/**
 * Which units are proposed.
 */
scope_policy: ScopePolicy, 
/**
 * The source version.
 */
source: SourceRef, 
/**
 * Units in document order.
 */
units: Array<Unit>, };

/**
 * The difference between two manifests of one document.
 */
export type ManifestDiff = { 
/**
 * Digest of the earlier manifest.
 */
before_digest: string, 
/**
 * Digest of the later one.
 */
after_digest: string, 
/**
 * Whether both were made from the same text.
 */
same_source: boolean, 
/**
 * Units of both that are as they were.
 */
unchanged: number, 
/**
 * How many units were added, removed, moved, renumbered, changed; only what there is.
 */
counts: { [key in Change]?: number }, 
/**
 * Units that are not as they were: in the order of the later manifest, each removed one after what it followed
 * and before what was added there.
 */
entries: Array<DiffEntry>, };

/**
 * What a list says of one file.
 */
export type ManifestRow = { 
/**
 * Path below the folder.
 */
file: string, 
/**
 * Title for people.
 */
title: string | null, 
/**
 * Document code.
 */
doc_code: string | null, 
/**
 * Address prefix.
 */
prefix: string | null, 
/**
 * Profile id.
 */
profile: string | null, 
/**
 * Smallest level cut.
 */
leaf: string | null, 
/**
 * Which units are proposed.
 */
scope: ScopePolicy | null, };

/**
 * The facts MARK decides from.
 */
export type MarkFacts = { 
/**
 * The registered document.
 */
document: DocumentFacts, 
/**
 * Its canonical text.
 */
canonical_text: string, 
/**
 * Profile asked for; else the document's, else the best detected.
 */
profile: string | null, 
/**
 * The installation's own profile of the name asked for, or of the document's; none where it has none.
 */
custom_profile: CustomProfile | null, 
/**
 * What a person confirmed of the text's card, as it was registered; empty where nobody did.
 */
card: string, 
/**
 * Deepest level to cut.
 */
leaf: string | null, 
/**
 * Which units.
 */
scope: ScopePolicy, 
/**
 * That the text is law, and from which days; none where its units are to be drafts.
 */
enact: Enactment | null, 
/**
 * All cut requests of this document.
 */
earlier_entries: Array<EntryFacts>, 
/**
 * The person.
 */
actor: string, 
/**
 * RFC 3339.
 */
now: string, };

/**
 * What MARK decided.
 */
export type MarkOutcome = { 
/**
 * What the document says of itself, as the manifest has it.
 */
card: Array<CardFact>, 
/**
 * G-MARK-IDEM: this entry already exists, write nothing.
 */
already_marked: boolean, 
/**
 * Entry id.
 */
entry_id: string, 
/**
 * Envelope id, the manifest's id in every route.
 */
manifest_id: string, 
/**
 * Digest of the manifest.
 */
manifest_digest: string, 
/**
 * State of the entry: `marked` unless it was marked before.
 */
status: State, 
/**
 * Profile used.
 */
profile: ProfileRef, 
/**
 * Counts.
 */
counts: Counts, 
/**
 * Coverage proof.
 */
coverage: Coverage, 
/**
 * Anomalies.
 */
anomalies: Array<Anomaly>, 
/**
 * The exact manifest text to store; empty where it was marked before.
 */
manifest_text: string, 
/**
 * Rows to write; none where it was marked before.
 */
rows: MarkRows | null, };

/**
 * The rows MARK writes.
 */
export type MarkRows = { 
/**
 * The entry.
 */
entry: EntryRow, 
/**
 * Its first history row.
 */
history: HistoryRow, 
/**
 * The envelope.
 */
envelope: EnvelopeRow, 
/**
 * JSON array of unit blocks, ready for one set-based insert.
 */
unit_blocks: string, 
/**
 * How many.
 */
unit_block_count: number, };

/**
 * What finds the headings of a level.
 */
export type Matcher = { "component": ComponentWords } | { "heading": HeadingWords } | { "item": ItemMarks } | { "markdown": number } | { "outline": number } | { "regex": string } | "whole";

/**
 * A migration as pinned in the release, as found on disk and as applied; all checksums are lower-case hex SHA-256.
 */
export type MigrationFacts = { 
/**
 * Folder name, e.g. `003_phase_alpha`.
 */
id: string, 
/**
 * Its files.
 */
files: Array<MigrationFile>, 
/**
 * Checksum recorded when it was applied.
 */
applied_checksum: string | null, 
/**
 * Whether it was adopted as found instead of applied.
 */
adopted: boolean, };

/**
 * One frozen file.
 */
export type MigrationFile = { 
/**
 * Name, e.g. `up.sql`.
 */
name: string, 
/**
 * The checksum the release pins; none for a file the release does not know.
 */
pinned: string | null, 
/**
 * What is on disk; none where it is missing.
 */
observed: string | null, };

/**
 * Where a migration stands.
 */
export type MigrationState = "applied" | "adopted" | "pending";

/**
 * A migration that may be trusted, with its place in the order.
 */
export type MigrationStatus = { 
/**
 * Folder name.
 */
id: string, 
/**
 * Where it stands.
 */
state: MigrationState, 
/**
 * Checksum of its `up.sql`.
 */
checksum: string, };

/**
 * A new place.
 */
export type MoveRequest = { 
/**
 * The unit.
 */
unit_id: string, 
/**
 * Its parent from now on; none for the top.
 */
parent_id: string | null, 
/**
 * The sibling it comes after; none to be the first.
 */
after: string | null, 
/**
 * Its address from now on, where the one it has names its old place.
 */
address?: string | null, };

/**
 * A cut request that moved, as it stands now.
 */
export type Moved = { 
/**
 * Where it stands.
 */
entry: EntryStanding, 
/**
 * Who moved it last, as recorded.
 */
moved_by: string, };

/**
 * A unit that goes along.
 */
export type MovedAlong = { 
/**
 * The unit.
 */
unit_id: string, 
/**
 * Digest of how it stands.
 */
standing: string, 
/**
 * The address it has.
 */
address_before: string, 
/**
 * The address it gets.
 */
address_after: string, 
/**
 * The address of its parent then.
 */
parent_address: string | null, };

/**
 * What a name of a document is.
 */
export type NameKind = "number" | "title" | "added";

/**
 * What a document is known by.
 */
export type NamedBy = { 
/**
 * Its title as registered.
 */
title: string, 
/**
 * Its code.
 */
doc_code: string, 
/**
 * What its text says of itself.
 */
card: Array<CardFact>, 
/**
 * What a person adds.
 */
added: Array<string>, };

/**
 * An object by kind and name, as `migration.json` lists it.
 */
export type NamedObject = { 
/**
 * schema, table, index, view, function, trigger, constraint, role or column.
 */
kind: string, 
/**
 * With its schema, and its table where it has one.
 */
name: string, };

/**
 * What a new row is checked against, gathered by the caller: things as they are once the operation that writes the row is
 * done, so that the unit of a renumbering has its new address.
 */
export type Neighbourhood = { 
/**
 * The target; the rows of the same text and of the target; for a `redirect` also the units and `redirect` rows that
 * can be reached from the target, of whatever time. More does no harm.
 */
facts: ResolveFacts, 
/**
 * The prefixes of all registered documents: `D38`, `GDPR`.
 */
registered_prefixes: Array<string>, };

/**
 * A unit's new address.
 */
export type NewAddress = { 
/**
 * The unit.
 */
unit_id: string, 
/**
 * The address it gets.
 */
address: string, 
/**
 * The label it gets; none keeps the one it has.
 */
label?: string | null, };

/**
 * An act and what stands in its way.
 */
export type NextAct = { 
/**
 * The act.
 */
act: EntryAct, 
/**
 * Whether this person may do it now.
 */
open: boolean, 
/**
 * Why not, the most basic reason first; empty where it is open.
 */
obstacles: Array<Obstacle>, };

/**
 * An act on a document, open or not.
 */
export type NextDocumentAct = { 
/**
 * Whether this person may do it.
 */
open: boolean, 
/**
 * Why not.
 */
obstacles: Array<Obstacle>, };

/**
 * An act that is registered, amends a document, and is not carried out on it.
 */
export type NotConsolidated = { 
/**
 * Its code.
 */
doc_code: string, 
/**
 * Its title.
 */
title: string, };

/**
 * A note: what the publisher of a consolidated text says of the unit that is marked with its number.
 */
export type Note = { 
/**
 * Where its mark stands, in bytes of the canonical text; none where no mark was found.
 */
at: number | null, 
/**
 * Its number.
 */
number: number, 
/**
 * Its text, page by page.
 */
spans: Array<Span>, 
/**
 * Local id of the unit that carries its mark; none where the mark stands in no unit.
 */
unit_local_id: string | null, };

/**
 * A checkpoint as the log's key signs it.
 */
export type NoteFacts = { 
/**
 * The log's verifier key.
 */
vkey: string, 
/**
 * What it says.
 */
claim: CheckpointClaim, 
/**
 * What the newest note of this log says, where there is one.
 */
previous: CheckpointClaim | null, 
/**
 * The proof that the log has grown from it, lower-case hex.
 */
proof: Array<string>, };

/**
 * Which text of a unit carries a mark.
 */
export type NotePart = "heading" | "body";

/**
 * What a note says, once its signatures are checked.
 */
export type NoteRead = { 
/**
 * Which log.
 */
origin: string, 
/**
 * Number of leaves.
 */
size: number, 
/**
 * Root over them, lower-case hex.
 */
root: string, 
/**
 * Known witnesses that saw it.
 */
seen: Array<WitnessSeen>, };

/**
 * One thing that one person is told.
 */
export type Notice = { 
/**
 * Directus user id.
 */
person: string, 
/**
 * The cut request.
 */
entry_id: string, 
/**
 * Why they are told.
 */
kind: NoticeKind, 
/**
 * What waits for them, where something does.
 */
act: EntryAct | null, };

/**
 * Why somebody is told.
 */
export type NoticeKind = "waits" | "decided";

/**
 * How a level of a document numbers its units.
 */
export type Numbering = "arabic" | "roman" | "letter" | "ordinal-word" | "none";

/**
 * How headings are told by their numbers.
 */
export type Numbers = "together" | "in_turn";

/**
 * One reason why an act is not open.
 */
export type Obstacle = { 
/**
 * Stable code: `NOT_ITS_TURN`, `DUTY_MISSING`, `NOBODY`, `REVIEW_SOD`, `CUT_SOD`, `VERIFY_SOD`, `WAITS_FOR_OTHERS`.
 */
code: string, 
/**
 * One sentence for people.
 */
message: string, 
/**
 * What the sentence names: `state`, `policy`, `count`.
 */
values?: { [key in string]: string }, };

/**
 * What a database holds before it is migrated.
 */
export type OneStepFacts = { 
/**
 * Migrations that are pending, in order.
 */
pending: Array<string>, 
/**
 * Rows of units in public and in the sandbox; none where the count is not known.
 */
units: number | null, 
/**
 * Rows of the ledger.
 */
ledger_rows: number | null, 
/**
 * Tables of the cutter that are there although no migration is on record.
 */
unrecorded_tables: Array<string>, };

/**
 * What an authorisation is for.
 */
export type Operation = "apply" | "rollback";

/**
 * A kind of row that nothing explains.
 */
export type OrphanKind = "entry_without_change_set" | "manifest_without_change_set" | "manifest_without_body" | "row_without_change_set" | "signature_without_subject" | "result_without_change_set" | "history_without_entry" | "block_without_manifest" | "review_without_manifest" | "text_without_change_set" | "text_missing" | "text_changed";

/**
 * Rows of one kind that nothing explains, as they were found.
 */
export type Orphans = { 
/**
 * What they are.
 */
kind: OrphanKind, 
/**
 * Ids or addresses, a few of them.
 */
rows: Array<string>, 
/**
 * How many there are.
 */
count: number, };

/**
 * A unit that another stands in.
 */
export type OuterUnit = { 
/**
 * Its label as written; empty where it has none.
 */
label: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Its address on that day.
 */
canonical_address: string, };

/**
 * An authorisation of a package.
 */
export type PackageAuthorisation = { 
/**
 * Its id.
 */
authorisation_id: string, 
/**
 * What it is for, and what became of it.
 */
facts: AuthorisationFacts, 
/**
 * When it ends, RFC 3339.
 */
expires_at: string, };

/**
 * Everything on record of a package.
 */
export type PackageRecord = { 
/**
 * The package.
 */
package: ChangePackage, 
/**
 * Its digest.
 */
package_digest: string, 
/**
 * Runs, oldest first.
 */
runs: Array<PackageRun>, 
/**
 * Reviews, oldest first.
 */
reviews: Array<PackageReview>, 
/**
 * Authorisations, oldest first.
 */
authorisations: Array<PackageAuthorisation>, 
/**
 * Whether its migration is on record in the database.
 */
migration_recorded: boolean, 
/**
 * Now, in milliseconds since 1970.
 */
now_ms: number, };

/**
 * A command review of a package.
 */
export type PackageReview = { 
/**
 * The verdict.
 */
verdict: CommandVerdict, 
/**
 * What the reviewer had to say.
 */
notes: string, 
/**
 * The reviewer.
 */
reviewed_by: string, 
/**
 * When, RFC 3339.
 */
reviewed_at: string, };

/**
 * A run of a package.
 */
export type PackageRun = { 
/**
 * Its id.
 */
run_id: string, 
/**
 * What it did.
 */
kind: RunKind, 
/**
 * Who ran it.
 */
operator: string, 
/**
 * When it began, RFC 3339.
 */
started_at: string, 
/**
 * Name of its folder.
 */
folder: string, 
/**
 * The status of its report; none where it was not closed.
 */
status: string | null, };

/**
 * Where a package stands and what is safe.
 */
export type PackageStanding = { 
/**
 * Its digest.
 */
package_digest: string, 
/**
 * Its migration.
 */
migration_id: string, 
/**
 * The state.
 */
state: PackageState, 
/**
 * Where things stand, as one sentence.
 */
sentence: string, 
/**
 * What comes next, as one sentence.
 */
safe: string, 
/**
 * Whose duty it is; none where nothing comes next.
 */
waits_for: Duty | null, 
/**
 * The words after `directus cutter` of what comes next.
 */
command: string | null, };

/**
 * Where a package stands.
 */
export type PackageState = "closed" | "draft" | "planned" | "proved" | "rejected" | "reviewed" | "authorised";

/**
 * A package, and whether it waits for this person.
 */
export type PackageTurn = { 
/**
 * Where it stands.
 */
standing: PackageStanding, 
/**
 * Whether what comes next is this person's.
 */
mine: boolean, 
/**
 * Why not; empty where it is, and where nothing comes next.
 */
obstacles: Array<Obstacle>, };

/**
 * What a printed page adds to a text.
 */
export type PageWords = { 
/**
 * How a running head with a number of its own begins: `công báo/số`.
 */
heads: Array<string>, 
/**
 * Names of journals, as they stand in running heads, in their own case.
 */
journals: Array<string>, 
/**
 * Words before the number of a page.
 */
marks: Array<string>, 
/**
 * Signs before the code of the act from which a consolidated text took what follows: `▼`.
 */
origins?: Array<string>, 
/**
 * How the lines of a stamp begin.
 */
stamp_fields: Array<string>, 
/**
 * How a stamp of a signature begins.
 */
stamps: Array<string>, };

/**
 * A parent as it stands.
 */
export type ParentUnit = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its address.
 */
address: string, 
/**
 * Its document.
 */
doc_code: string, };

/**
 * What one text of a column is.
 */
export type Parsed = { "outcome": "valid" } & AddressParts | { "outcome": "invalid" } & AddressErrorReport;

/**
 * A count somebody named.
 */
export type Pinned = { 
/**
 * `units` or `sandbox_units`.
 */
pin: string, 
/**
 * The count.
 */
count: number, };

/**
 * Row counts that were pinned when the change was planned; none where the table is not there yet.
 */
export type Pins = { 
/**
 * Rows of `public.tac_logical_unit`.
 */
units: number | null, 
/**
 * Rows of `sandbox_tac.logical_unit`.
 */
sandbox_units: number | null, 
/**
 * Units that are `draft_only`.
 */
draft_only: number | null, 
/**
 * Units that are `active` or `retired`.
 */
enacted: number | null, 
/**
 * Units without authority, where the column is there.
 */
null_authority: number | null, };

/**
 * What planning rests on.
 */
export type PlanFacts = { 
/**
 * The planner.
 */
actor: Actor, 
/**
 * Folder name of the migration.
 */
migration_id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Whether `up.sql` is a proposal instead of the frozen file.
 */
draft: boolean, 
/**
 * Checksums of its files.
 */
files: Array<ListedFile>, 
/**
 * Objects it creates.
 */
objects: Array<NamedObject>, 
/**
 * Migrations that are pending, in order.
 */
pending: Array<string>, 
/**
 * Class of the environment.
 */
environment: EnvironmentClass, 
/**
 * What the database holds now.
 */
probe: Probe, 
/**
 * Counts somebody named: they are pinned instead of those found.
 */
pinned: Array<Pinned>, 
/**
 * Counts that are known to differ.
 */
acknowledged: Array<Acknowledgement>, 
/**
 * The login role of Directus.
 */
directus_role: string, 
/**
 * Now, RFC 3339.
 */
now: string, };

/**
 * A package as planned.
 */
export type PlannedChange = { 
/**
 * The package.
 */
package: ChangePackage, 
/**
 * Its canonical JSON.
 */
body: string, 
/**
 * Its digest, which names it.
 */
package_digest: string, 
/**
 * The same for people.
 */
markdown: string, };

/**
 * A preflight check as planned.
 */
export type PlannedCheck = { 
/**
 * Stable id, such as P-1.
 */
id: string, 
/**
 * What it asks, as one sentence.
 */
sentence: string, 
/**
 * What is compared.
 */
about: Preflight, };

/**
 * A file and what it is to be registered as, or why it is not.
 */
export type PlannedFile = { 
/**
 * Path below the folder.
 */
path: string, 
/**
 * Title.
 */
title: string, 
/**
 * Document code.
 */
doc_code: string, 
/**
 * Address prefix.
 */
prefix: string, 
/**
 * Profile, or none for the one that fits best.
 */
profile: string | null, 
/**
 * Smallest level, or none for the profile's own.
 */
leaf: string | null, 
/**
 * Which units are proposed.
 */
scope: ScopePolicy, 
/**
 * Why it cannot be registered.
 */
refusal: Refusal | null, };

/**
 * A post check as planned.
 */
export type PlannedPostCheck = { 
/**
 * Stable id, such as VA-6.
 */
id: string, 
/**
 * What must be seen; none where the frozen `verify.sql` says it without looking at rows.
 */
expected: string | null, };

/**
 * A row of a migration's `verify.sql`.
 */
export type PostCheck = { 
/**
 * Stable id, e.g. `V1-01`.
 */
check_id: string, 
/**
 * What is asked.
 */
sentence: string, 
/**
 * What must be; none is unknown.
 */
expected: string | null, 
/**
 * What is.
 */
observed: string | null, };

/**
 * What a preflight check compares.
 */
export type Preflight = { "kind": "identity" } | { "kind": "checksum" } | { "kind": "schema_there", 
/**
 * Its name.
 */
name: string | null, } | { "kind": "tables_there", 
/**
 * Their names.
 */
names: Array<string>, } | { "kind": "absent", 
/**
 * What the migration creates.
 */
objects: Array<NamedObject>, } | { "kind": "columns_absent", 
/**
 * Their names with schema and table.
 */
names: Array<string>, } | { "kind": "units" } | { "kind": "sandbox_units" } | { "kind": "quality" };

/**
 * What came of it. A text that does not fit is an answer too.
 */
export type Preview = { 
/**
 * What the text says of itself, and what that proposes for its registration.
 */
card: CardProposal, 
/**
 * The canonical text that spans are places in.
 */
canonical_text: string, 
/**
 * Profiles that might fit, best first.
 */
detection: Array<Detection>, 
/**
 * The profile used; none where none could be chosen.
 */
profile: Profile | null, 
/**
 * What MARK would propose; none where it would refuse.
 */
manifest: Manifest | null, 
/**
 * Why it would.
 */
refusal: Refusal | null, };

/**
 * What to try.
 */
export type PreviewRequest = { 
/**
 * The text as it was typed or read.
 */
text: string, 
/**
 * Profile asked for; else the best detected.
 */
profile: string | null, 
/**
 * A profile that is being edited, where `profile` names it.
 */
custom_profile: CustomProfile | null, 
/**
 * Address prefix.
 */
prefix: string, 
/**
 * Document code.
 */
doc_code: string, 
/**
 * Deepest level to cut.
 */
leaf: string | null, 
/**
 * Which units.
 */
scope: ScopePolicy, };

/**
 * A state probe. A count is none where its table does not exist or could not be read.
 */
export type Probe = { 
/**
 * Where it was read.
 */
identity: Identity | null, 
/**
 * Ids of migrations on record.
 */
migrations: Array<string>, 
/**
 * Every object the package asks for.
 */
objects: Array<ProbedObject>, 
/**
 * Rows of `public.tac_logical_unit`.
 */
units: number | null, 
/**
 * Rows of `sandbox_tac.logical_unit`.
 */
sandbox_units: number | null, 
/**
 * Units by `lifecycle_status`.
 */
lifecycle: Lifecycle, 
/**
 * Units without authority, where the column is there.
 */
null_authority: number | null, 
/**
 * Units whose section type is not in the active vocabulary.
 */
inactive_section_types: number | null, 
/**
 * Units whose parent does not resolve or has another document code.
 */
broken_parents: number | null, 
/**
 * Every canonical address; none where the table could not be read.
 */
addresses: Array<string> | null, };

/**
 * An object and whether it is there.
 */
export type ProbedObject = { 
/**
 * Its kind.
 */
kind: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Whether it exists; none where nobody could tell.
 */
exists: boolean | null, };

/**
 * A broken or gone branch.
 */
export type Problem = { 
/**
 * How it is broken.
 */
kind: ProblemKind, 
/**
 * Where: the unit met again, the id of no unit, the unit that is gone, the first unit too many.
 */
unit_id: string, 
/**
 * The row that leads there; none where the text itself is the address of a unit that is gone.
 */
alias_id: string | null, };

/**
 * How a branch can be broken. The order of the variants is that in which one of them becomes the outcome where no
 * branch is good.
 */
export type ProblemKind = "cycle" | "dangling" | "gone" | "too_deep";

/**
 * How a kind of document is divided.
 */
export type Profile = { 
/**
 * Id of the deepest level cut where a request names none.
 */
default_leaf: string, 
/**
 * Status of units that carry no marker and stand under none (tier 0).
 */
default_status: string, 
/**
 * Stable id, e.g. `vn-law`.
 */
id: string, 
/**
 * Language its words are in (BCP 47), where it is for texts of that language alone.
 */
language?: string | null, 
/**
 * Levels, outermost first.
 */
levels: Array<Level>, 
/**
 * How headings are told by their numbers.
 */
numbers?: Numbers, 
/**
 * Marks in headings that set a status.
 */
status_markers: Array<StatusMarker>, 
/**
 * What it is for, for people.
 */
title: string, 
/**
 * Version of the profile's rules.
 */
version: string, 
/**
 * The words its texts are written in; those of the numbered outline where it names none.
 */
words?: Words | null, };

/**
 * The profile a manifest was made with.
 */
export type ProfileRef = { 
/**
 * SHA-256 of the profile's canonical JSON.
 */
digest: string, 
/**
 * Profile id, e.g. `vn-law`.
 */
id: string, 
/**
 * Profile version.
 */
version: string, };

/**
 * The facts an operation is proposed from.
 */
export type ProposeFacts = { 
/**
 * JSON text of the document's rows ([`StandingRows`]).
 */
document_rows: string, 
/**
 * Active codes of the section type vocabulary.
 */
active_section_types: Array<string>, 
/**
 * What is asked.
 */
request: StructureRequest, 
/**
 * All operations of the document that were proposed before.
 */
earlier_entries: Array<EntryFacts>, 
/**
 * The person.
 */
actor: string, 
/**
 * RFC 3339.
 */
now: string, };

/**
 * What MARK of an operation decided.
 */
export type ProposeOutcome = { 
/**
 * G-MARK-IDEM: the same operation on the same units waits already, write nothing.
 */
already_marked: boolean, 
/**
 * Entry id.
 */
entry_id: string, 
/**
 * Envelope id, the manifest's id in every route.
 */
manifest_id: string, 
/**
 * Digest of the manifest, and so of the preview.
 */
manifest_digest: string, 
/**
 * State of the entry.
 */
status: State, 
/**
 * The manifest.
 */
manifest: StructureManifest, 
/**
 * The texts before and after.
 */
texts: SideBySide, 
/**
 * The exact manifest text to store; empty where it was marked before.
 */
manifest_text: string, 
/**
 * Rows to write; none where it was marked before.
 */
rows: MarkRows | null, };

/**
 * A leaf with the proof that it is under a root.
 */
export type ProvenLeaf = { 
/**
 * What it stands for.
 */
leaf_kind: LeafKind, 
/**
 * Hashes from the leaf up to the root, lower-case hex (RFC 9162, 2.1.3).
 */
proof: Array<string>, 
/**
 * Primary key of the row.
 */
row_id: string, 
/**
 * Number of the leaf.
 */
seq: number, };

/**
 * What a proof shows.
 */
export type ProvenUnit = { 
/**
 * The address the unit had when it got this text.
 */
address: string, 
/**
 * The heading above its text.
 */
heading: string, 
/**
 * Whether the text that was given is that heading, because the unit has no other.
 */
is_heading: boolean, 
/**
 * Code of its document.
 */
doc_code: string, 
/**
 * The unit.
 */
unit_id: string, 
/**
 * Which of its texts.
 */
version: number, 
/**
 * The change set that wrote it.
 */
change_set_id: string, 
/**
 * What that did, `cut` for a first cut.
 */
operation: string, 
/**
 * Who.
 */
by: string, 
/**
 * When, RFC 3339.
 */
at: string, 
/**
 * SHA-256 of the source text it was cut from, where there is one.
 */
source_sha256: string, 
/**
 * The log.
 */
log: string, 
/**
 * Leaves under the checkpoint.
 */
size: number, 
/**
 * Number of the change set's leaf.
 */
index: number, 
/**
 * Witnesses that saw the checkpoint, each with the second since 1970 in which it did.
 */
witnesses: Array<[string, number]>, };

/**
 * A registered public key.
 */
export type PublicKey = { 
/**
 * Id: the first 16 hex digits of the SHA-256 of the 32 key bytes, after the lane.
 */
key_id: string, 
/**
 * The only lane it may sign for.
 */
lane: Lane, 
/**
 * Base64 of the 32 key bytes.
 */
public_key: string, 
/**
 * When it was registered, RFC 3339; none where that is not asked.
 */
created_at: string | null, 
/**
 * When it was revoked, RFC 3339; none while it is in force.
 */
revoked_at: string | null, };

/**
 * A unit as it stood.
 */
export type ReadUnit = { 
/**
 * Id.
 */
id: string, 
/**
 * Canonical address it held.
 */
canonical_address: string, 
/**
 * The unit it stood in.
 */
parent_id: string | null, 
/**
 * Levels below what was asked for; that one is 0.
 */
depth: number, 
/**
 * Code of the section type vocabulary.
 */
section_type: string, 
/**
 * Label as written.
 */
label: string, 
/**
 * Title.
 */
title: string, 
/**
 * Heading exactly as written, line ends included; none for one that had ended, below which the document goes on.
 */
heading: string | null, 
/**
 * Own text exactly as written; none for a unit that only groups others, or as for the heading.
 */
body: string | null, 
/**
 * Notes of a consolidated text whose marks stood in the heading or the own text.
 */
notes: Array<UnitNote>, 
/**
 * SHA-256 of the own text.
 */
content_hash: string | null, 
/**
 * Which version of its text it was: 1, 2…
 */
version_seq: number | null, 
/**
 * `draft`, `enacted` or `runtime`.
 */
authority: string, 
/**
 * `draft_only`, `active` or `retired`.
 */
lifecycle_status: string, 
/**
 * Its legal days and what it is on the day that is read; none where it has no legal days.
 */
legal?: LegalDays, };

/**
 * What was read.
 */
export type Reading = { 
/**
 * The components that the units are of, the main text first: with how many of the units that were read.
 */
components: Array<StandingComponent>, 
/**
 * Units in document order.
 */
units: Array<ReadUnit>, 
/**
 * SHA-256 of all headings and own texts, one after the other.
 */
text_sha256: string, 
/**
 * What changed the document last up to that time.
 */
last_change: Changed | null, };

/**
 * What is read.
 */
export type ReadingRequest = { 
/**
 * The unit; none for the whole document.
 */
unit_id: string | null, 
/**
 * How many levels below the unit, or below the top of the document, are read; none is all.
 */
depth: number | null, 
/**
 * The time in law that is read, RFC 3339 or a date; none is all that is recorded, the future included.
 */
as_of: string | null, 
/**
 * What was recorded by then is known, RFC 3339 or a date; none is everything.
 */
known_at?: string, };

/**
 * What is checked once more.
 */
export type Recheck = { 
/**
 * For `apply` C-08, for `rollback` the comparison of the schema.
 */
kind: RunKind, 
/**
 * Whether the run died before G-11 was asked: its commit is on record, so it is asked now.
 */
commit_gate: boolean, };

/**
 * What a review recorded of each finding, by its name.
 */
export type RecordedFindings = { 
/**
 * The verdicts.
 */
verdicts: { [key in string]: FindingVerdict }, 
/**
 * What was observed.
 */
notes: { [key in string]: string }, };

/**
 * A request on record under the same person and key.
 */
export type RecordedRequest = { 
/**
 * Its route.
 */
route: string, 
/**
 * Its digest, see [`request_digest`].
 */
request_sha256: string, };

/**
 * What was read.
 */
export type ReferencesRead = { 
/**
 * How many citations they have.
 */
count: number, 
/**
 * The rows, a JSON array: they go to the database as they are.
 */
rows: string, };

/**
 * A decision against what was asked.
 */
export type Refusal = { 
/**
 * Stable code; surfaces prefix it with `CUTTER_`.
 */
code: string, 
/**
 * What kind of "no" it is.
 */
kind: RefusalKind, 
/**
 * One sentence for people.
 */
message: string, 
/**
 * Byte offset into the input, where there is one.
 */
at?: number | null, 
/**
 * Line of the canonical text, from 1, where there is one.
 */
line?: number | null, 
/**
 * What was expected at that place.
 */
expected?: string | null, 
/**
 * What the sentence names, for those who say it in another language.
 */
values?: { [key in string]: string }, 
/**
 * The gates that fired, where gates decided.
 */
gates?: Array<Gate>, };

/**
 * Codes of refusals, and of the reasons why an act is not open.
 */
export type RefusalCode = "ADDRESS_OTHER_DOCUMENT" | "ADDRESS_TAKEN" | "ADDRESS_TOO_LONG" | "ALIAS_CLOSED" | "ALIAS_CREATOR_MISSING" | "ALIAS_CYCLE" | "ALIAS_IS_ADDRESS" | "ALIAS_OVERLAP" | "ALIAS_RATIONALE_EMPTY" | "ALIAS_SELF" | "ALIAS_TARGET_UNKNOWN" | "ALIAS_TEXT_EMPTY" | "ALIAS_TEXT_NOT_NORMALISED" | "ALIAS_TEXT_TOO_LONG" | "ALIAS_WINDOW_EMPTY" | "ALREADY_SUSPENDED" | "ALREADY_WITHDRAWN" | "AMENDMENT_EMPTY" | "AMENDMENT_ENDS_ITS_OWN" | "AMENDMENT_PART" | "AMEND_FORMAT" | "AMEND_GRAMMAR" | "AMEND_NOTHING_ASKED" | "AMEND_OTHER_DOCUMENT" | "ANOMALIES_UNANSWERED" | "ANSWER_TO_NOTHING" | "ANSWER_TWICE" | "ANSWER_WITHOUT_REASON" | "ATTEST_GOVERNED" | "ATTEST_NOTHING_ASKED" | "ATTEST_NOT_REHEARSED" | "ATTEST_SEVERAL_DOCUMENTS" | "ATTEST_UNIT_NOT_FOUND" | "AUTHORITY_GAINED" | "BAD_CHARACTER" | "BAD_DAY" | "BAD_DOC_CODE" | "BAD_PREFIX" | "BAD_PROFILE" | "BATCH_SIZE_INVALID" | "BEFORE_FIRST_DAY" | "BEFORE_IN_FORCE" | "BINARY_TEXT" | "CARD_DAY_INVALID" | "CARD_MEMBER_UNKNOWN" | "CARD_VALUE_INVALID" | "CITATION_EMPTY" | "CITATION_INCOMPLETE" | "CITATION_NEEDS_DOCUMENT" | "CITATION_NEEDS_PLACE" | "CITATION_SEVERAL" | "CITATION_TOO_LONG" | "CITATION_UNKNOWN" | "CITATION_WORDS_LEFT" | "COMPENSATE_TOUCHED" | "CORRECTION_HAS_NO_DAY" | "COVERAGE_BROKEN" | "CUT_REFUSED" | "CUT_SOD" | "DEPENDENCY_CYCLE" | "DEPENDENCY_NEVER_MET" | "DEPENDENCY_ON_ITSELF" | "DEPENDENCY_TOO_LATE" | "DIFF_OTHER_DOCUMENT" | "DIFF_WITHOUT_TEXT" | "DOCUMENT_EMPTY" | "DOCUMENT_TAKEN" | "DOC_CODE_INVALID" | "DOC_CODE_TAKEN" | "DUTY_MISSING" | "EFFECTIVE_CONFLICT" | "EMPTY_LABEL" | "EMPTY_PART" | "EMPTY_TEXT" | "EMPTY_TOKEN" | "ENACTED_TEXT_EDITED" | "ENACT_EVIDENCE_MISSING" | "ENACT_NOTHING" | "ENACT_NOT_DRAFT" | "ENACT_UNIT_TWICE" | "ENACT_UNIT_UNKNOWN" | "ENACT_WITHOUT_DAY" | "ENGINE_CHANGED" | "EXPORT_COUNTRY_INVALID" | "EXPORT_DATE_INVALID" | "EXPORT_LANGUAGE_INVALID" | "EXPORT_NOTHING_LIVE" | "EXPORT_UNITS_UNCONNECTED" | "FACTS_UNREADABLE" | "FINDINGS_FAIL" | "FORMAT_CHANGED" | "IDEMPOTENCY_IN_PROGRESS" | "IDEMPOTENCY_KEY_MALFORMED" | "IDEMPOTENCY_KEY_REUSED" | "INSERT_EMPTY" | "INVALID_UTF8" | "JOIN_MIXED" | "JOIN_NOT_SIBLINGS" | "JOIN_SECTION_TYPES" | "JSON_UNREADABLE" | "KEY_EARLY" | "KEY_REVOKED" | "KEY_UNREADABLE" | "LABEL_MISSING" | "LABEL_UNREADABLE" | "LANE_LOGIN_TOO_STRONG" | "LANE_LOGIN_WITHOUT_ROLE" | "LEADING_ZERO" | "MALFORMED_ROMAN" | "MANIFEST_DIGEST_MISMATCH" | "MANIFEST_FORM" | "MANIFEST_FORMAT_UNKNOWN" | "MANIFEST_UNREADABLE" | "MIGRATION_CHANGED" | "MIGRATION_CHECK_FAILED" | "MIGRATION_HISTORY_DIFFERS" | "MIGRATION_OUT_OF_ORDER" | "MISSING_NUMBER" | "MISSING_SECTION" | "MOVE_CYCLE" | "MOVE_NOTHING" | "MOVE_NOT_ALLOWED" | "NOBODY" | "NON_ASCII" | "NOTHING_TO_CORRECT" | "NOT_A_CUT_REQUEST" | "NOT_CORRECTABLE" | "NOT_IN_FORCE" | "NOT_ITS_TURN" | "NOT_RECORDED_THEN" | "NOT_SUSPENDED" | "NOT_WITHDRAWABLE" | "NO_DAY_SAID" | "NO_PROFILE_FITS" | "NO_SUCH_CHANGE" | "NO_SUCH_UNIT" | "NO_UNIT_FOUND" | "NUMBER_TOO_LARGE" | "PARENT_CYCLE" | "PARENT_DISAGREES" | "PLACE_NOT_SIBLING" | "POSTGRES_TOO_OLD" | "PREFIX_INVALID" | "PREFIX_TAKEN" | "PREVIEW_STALE" | "PROFILE_INACTIVE" | "PROFILE_INVALID" | "PROFILE_UNREADABLE" | "RATIONALE_MISSING" | "REHEARSAL_NOT_VERIFIED" | "RENUMBER_NOTHING" | "REQUEST_UNREADABLE" | "REVIEWED_DIGEST_DIFFERS" | "REVIEW_SOD" | "ROW_COUNT_DIFFERS" | "ROW_REMOVED" | "SEAL_INVALID" | "SEAL_UNREADABLE" | "SEAL_WRONG_KEY" | "SEAL_WRONG_LANE" | "SEAL_WRONG_TYPE" | "SECTION_TYPE_INACTIVE" | "SOURCE_DIGEST_MISMATCH" | "SPAN_OUTSIDE_TEXT" | "SPLIT_CHILDREN" | "SPLIT_COUNT" | "SPLIT_EMPTY_PART" | "SPLIT_NOT_COVERED" | "SPLIT_ON_ROOT" | "SPLIT_OUT_OF_ORDER" | "SPLIT_PLACE" | "SPLIT_TOO_DEEP" | "STRUCTURE_NOT_REHEARSED" | "SUBSTITUTE_NOTHING" | "SUSPENSION_OF_NOTHING" | "SUSPENSION_WITHOUT_DAY" | "TAIL_ON_ROOT" | "TAIL_TOO_DEEP" | "TEXT_NOT_CANONICAL" | "TEXT_TOO_LARGE" | "TIME_NOT_LATER" | "TIME_UNREADABLE" | "TITLE_INVALID" | "TITLE_MISSING" | "TOO_LONG" | "TOO_MANY_UNITS" | "TOUCHES_DIFFER" | "TRAILING_INPUT" | "TRAVEL_BROKEN" | "UNIT_FROZEN" | "UNIT_IN_OPEN_CHANGE" | "UNIT_NAMED_TWICE" | "UNIT_NOT_FOUND" | "UNIT_RETIRED" | "UNIT_WITHOUT_VERSION" | "UNKNOWN_LEAF" | "UNKNOWN_ORDINAL" | "UNKNOWN_PROFILE" | "UNKNOWN_STATE" | "UNMAPPED_CHARACTER" | "UNTIL_BEFORE_FROM" | "VERIFY_REFUSED" | "VERIFY_SOD" | "VERSION_TEXT_EDITED" | "WAITS_FOR_OTHERS" | "WITHDRAWAL_HAS_NO_DAY";

/**
 * What kind of "no" a refusal is; a surface maps it to its own status (HTTP 422, 403, 404, 409, 413).
 */
export type RefusalKind = "invalid" | "forbidden" | "not_found" | "conflict" | "too_large";

/**
 * Why something that was asked cannot be. `Display` is one sentence for people.
 */
export type Refused = { 
/**
 * Stable code.
 */
code: string, 
/**
 * What kind of "no" it is.
 */
kind: RefusedKind, 
/**
 * One sentence for people.
 */
message: string, 
/**
 * Byte offset into the input, where there is one.
 */
at?: number | null, 
/**
 * What was expected at that place.
 */
expected?: string | null, 
/**
 * What the sentence names, for those who say it in another language.
 */
values?: { [key in string]: string }, };

/**
 * What kind of "no" it is.
 */
export type RefusedKind = "invalid" | "not_found" | "conflict";

/**
 * A document already in the registry that shares the prefix or the document code.
 */
export type RegisteredDocument = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its document code.
 */
doc_code: string, 
/**
 * Its prefix.
 */
prefix: string, 
/**
 * Whether the acting person may read it.
 */
seen: boolean, };

/**
 * What to write.
 */
export type Registration = { 
/**
 * Id of the document.
 */
document_id: string, 
/**
 * Whether the registry does not have it yet.
 */
is_new: boolean, 
/**
 * Profile the document is registered with.
 */
profile: string, };

/**
 * What a person asks to register.
 */
export type RegistrationRequest = { 
/**
 * Title for people.
 */
title: string, 
/**
 * Code shared by all units of the document.
 */
doc_code: string, 
/**
 * Address prefix, unique in the registry.
 */
prefix: string, 
/**
 * Profile id, or none to take the best detected.
 */
profile: string | null, 
/**
 * The installation's own profile of that name, where it has one.
 */
custom_profile: CustomProfile | null, 
/**
 * What a person says to the card of the text: a JSON array of `member`, what the text says (`read`) and what is right (`value`); empty
 * where nobody looked at it.
 */
card: string, };

/**
 * The sandbox as a rehearsal finds it. The earlier rehearsal of the same document is replaced, so its rows do not
 * stand in the way.
 */
export type RehearsalFacts = { 
/**
 * Survey of the sandbox tables.
 */
survey: TargetSurvey, 
/**
 * Addresses of rehearsed units that would collide and that no earlier rehearsal of this document wrote.
 */
colliding_addresses: Array<string>, 
/**
 * Units of the earlier rehearsal.
 */
replaced_units: number, 
/**
 * Versions of the earlier rehearsal.
 */
replaced_versions: number, 
/**
 * Rehearsals of this entry so far: each has a change set of its own.
 */
earlier_rehearsals: number, };

/**
 * Axes 1 to 3 of VERIFY over the sandbox. The scope around the document and the evidence belong to a cut to public.
 */
export type RehearsalProof = { 
/**
 * Whether nothing drifted and the text is whole.
 */
holds: boolean, 
/**
 * Axis 1.
 */
unit: number, 
/**
 * Axis 2.
 */
content: number, 
/**
 * Axis 3.
 */
structure: number, 
/**
 * Whether the rehearsed rows and the excluded spans give the canonical text byte for byte.
 */
reconstruction_ok: boolean, 
/**
 * Every difference.
 */
findings: Array<VerifyFinding>, };

/**
 * The rehearsed rows, read back from the sandbox in the transaction that wrote them.
 */
export type RehearsedFacts = { 
/**
 * The stored manifest text.
 */
manifest_text: string, 
/**
 * The registered canonical text.
 */
canonical_text: string, 
/**
 * The entry.
 */
entry_id: string, 
/**
 * The rehearsal's change set.
 */
change_set_id: string, 
/**
 * Id of the source document.
 */
document_id: string, 
/**
 * JSON array of every unit of the document in the sandbox.
 */
live_units: string, 
/**
 * The person.
 */
actor: string, 
/**
 * RFC 3339.
 */
now: string, };

/**
 * What a document is to another.
 */
export type Relation = "amends" | "repeals" | "includes";

/**
 * New addresses for units, all at once: chains and swaps are one change set.
 */
export type RenumberRequest = { 
/**
 * Which unit gets which address. Units written below one of them follow it.
 */
changes: Array<NewAddress>, };

/**
 * A report of something else than a run.
 */
export type Report = { 
/**
 * One word.
 */
status: string, 
/**
 * For people.
 */
markdown: string, 
/**
 * The figures, as canonical JSON.
 */
json: string, };

/**
 * What a check of a folder looks at; what is not there is none.
 */
export type ReportCheckFacts = { 
/**
 * `SHA256SUMS`, line by line.
 */
listed: Array<ListedFile>, 
/**
 * Every other file of the folder, as it is.
 */
found: Array<ListedFile>, 
/**
 * `records.json`.
 */
records: string | null, 
/**
 * `report.md`.
 */
markdown: string | null, 
/**
 * `report.json`.
 */
json: string | null, 
/**
 * The schema snapshots before and after.
 */
schemas: [string, string] | null, 
/**
 * The CSVs before and after.
 */
csvs: [string, string] | null, 
/**
 * Lower-case hex SHA-256 of `SHA256SUMS`.
 */
sums_sha256: string | null, 
/**
 * The same as the database has it on record.
 */
recorded_sums_sha256: string | null, };

/**
 * The answer for one text.
 */
export type Resolution = { 
/**
 * How it ended.
 */
outcome: ResolveOutcome, 
/**
 * The text as looked up: trimmed and NFC.
 */
text: string, 
/**
 * The time that counted.
 */
as_of: Instant, 
/**
 * The units, in render order, each once.
 */
units: Array<ResolvableUnit>, 
/**
 * The units an ambiguous text may mean, in render order.
 */
candidates: Array<ResolvableUnit>, 
/**
 * With `gone`: the unit; of several the first in render order, the others are in `problems`.
 */
tombstone: Tombstone | null, 
/**
 * Every broken or gone branch, by kind.
 */
problems: Array<Problem>, 
/**
 * The way, hop by hop.
 */
trail: Array<TrailEntry>, 
/**
 * With `not_found` the nearest existing addresses and aliases, nearest first, at most [`super::MAX_SUGGESTIONS`]; with
 * `malformed` the address that was probably meant, whether it exists or not.
 */
suggestions: Array<string>, 
/**
 * With `malformed`: code, place and sentence of what is wrong with the text as an address.
 */
error: Refused | null, };

/**
 * A unit as resolution sees it.
 */
export type ResolvableUnit = { 
/**
 * Primary key.
 */
id: string, 
/**
 * The address it has.
 */
canonical_address: string, 
/**
 * Since when it exists.
 */
born_at: Instant, 
/**
 * Since when it has that address: the end of its last `previous_canonical` row. None is since it exists.
 */
held_since?: Instant | null, 
/**
 * `draft_only`, `active`, `retired`.
 */
lifecycle_status: string, 
/**
 * Since when it is retired. A unit that is `retired` without it counts as retired at any time.
 */
retired_at?: Instant | null, 
/**
 * The change set that retired it, where known.
 */
retired_by?: string | null, 
/**
 * Its place in the reading order of its document; units without one come last.
 */
render_order?: number | null, };

/**
 * The facts of one or many resolutions, gathered by the caller: the units that have the texts, the alias rows of the
 * texts, and of every retired unit met the `redirect` rows of its address with their targets. More does no harm.
 */
export type ResolveFacts = { 
/**
 * Units, in any order.
 */
units: Array<ResolvableUnit>, 
/**
 * Alias rows, in any order and of any window.
 */
aliases: Array<AliasRow>, 
/**
 * Existing addresses and aliases that may be suggested for a text that is not found, besides those of the units
 * and rows.
 */
candidates?: Array<string>, };

/**
 * How a resolution ended.
 */
export type ResolveOutcome = "canonical" | "alias" | "many" | "gone" | "not_found" | "malformed" | "ambiguous" | "cycle" | "dangling" | "too_deep";

/**
 * Texts to resolve together.
 */
export type ResolveRequest = { 
/**
 * The texts as they came.
 */
texts: Array<string>, 
/**
 * The time that counts: RFC 3339, or a date for 00:00 in UTC. The core has no clock, so now is the caller's to say.
 */
as_of: string, 
/**
 * Whether retired units are followed.
 */
follow?: Follow, };

/**
 * What the ten checks look at; what is not known is none.
 */
export type RestoreFacts = { 
/**
 * Length of the dump as recorded.
 */
recorded_bytes: number, 
/**
 * Checksum of the dump as recorded.
 */
recorded_sha256: string, 
/**
 * What the database held when it was dumped.
 */
recorded: Holdings, 
/**
 * Length of the dump as found.
 */
bytes: number | null, 
/**
 * Entries `pg_restore --list` reads.
 */
entries: number | null, 
/**
 * The database the dump says it was made from.
 */
dumped_database: string | null, 
/**
 * Checksum of the dump as found.
 */
sha256: string | null, 
/**
 * Whether the checksum is listed in `SHA256SUMS` beside it.
 */
listed_sha256: string | null, 
/**
 * Lines of the restore that report an error; none where nothing was restored.
 */
restore_errors: Array<string> | null, 
/**
 * What the restored copy holds.
 */
restored: Holdings | null, 
/**
 * The real server before.
 */
before: ServerMoment | null, 
/**
 * The real server after.
 */
after: ServerMoment | null, 
/**
 * Protected environments before.
 */
protected_before: Array<string>, 
/**
 * Protected environments after.
 */
protected_after: Array<string>, 
/**
 * Secrets that were found in artefacts; none where nobody looked.
 */
secrets: Array<string> | null, };

/**
 * The end of a suspension, from the day of the change.
 */
export type ResumeRequest = { 
/**
 * The units; all below them that are suspended are applied again with them.
 */
unit_ids: Array<string>, };

/**
 * A repeal.
 */
export type RetireRequest = { 
/**
 * The unit; all below it end with it.
 */
unit_id: string, };

/**
 * How the reviewer's independence is shown, and what the plan approved rests on.
 */
export type ReviewEvidence = { 
/**
 * Who marked.
 */
marked_by: string, 
/**
 * Who reviewed.
 */
reviewer: string, 
/**
 * Digest of the plan that CUT must come to again.
 */
plan_digest: string, 
/**
 * The facts that plan rests on.
 */
facts: { [key in string]: string }, 
/**
 * Notes to the findings.
 */
notes: { [key in string]: string }, 
/**
 * What the reviewer says to anomalies of the text.
 */
answers?: Array<AnomalyAnswer>, };

/**
 * The facts REVIEW decides from.
 */
export type ReviewFacts = { 
/**
 * The stored manifest text.
 */
manifest_text: string, 
/**
 * Id of the manifest.
 */
manifest_id: string, 
/**
 * Who created the envelope.
 */
marked_by: string, 
/**
 * The entry.
 */
entry: EntryFacts, 
/**
 * The review this one follows, if any.
 */
prior_review_id: string | null, 
/**
 * Live facts.
 */
validation: ValidationFacts, 
/**
 * Survey of the target tables.
 */
survey: TargetSurvey, 
/**
 * The verdict asked for.
 */
verdict: ReviewVerdict, 
/**
 * Why.
 */
rationale: string, 
/**
 * What the reviewer says to anomalies of the text.
 */
answers: Array<AnomalyAnswer>, 
/**
 * The manifest digest the reviewer looked at, where the client names it.
 */
reviewed_digest: string | null, 
/**
 * The person.
 */
actor: string, 
/**
 * RFC 3339.
 */
now: string, };

/**
 * The review that counts for a manifest: the newest not superseded.
 */
export type ReviewOnRecord = { 
/**
 * Primary key.
 */
review_decision_id: string, 
/**
 * Its verdict.
 */
verdict: ReviewVerdict, 
/**
 * Digest it was made for.
 */
manifest_digest: string, 
/**
 * Who decided.
 */
reviewer_identity: string, 
/**
 * Evidence.
 */
evidence: ReviewEvidence, 
/**
 * When it was decided, RFC 3339.
 */
decided_at: string, 
/**
 * Whether another review supersedes it.
 */
superseded: boolean, };

/**
 * What REVIEW writes.
 */
export type ReviewOutcome = { 
/**
 * Primary key of the decision.
 */
review_decision_id: string, 
/**
 * `review_decision.status`.
 */
decision_status: string, 
/**
 * The verdict.
 */
verdict: ReviewVerdict, 
/**
 * The ten findings.
 */
findings: { [key in string]: Finding }, 
/**
 * Evidence.
 */
evidence: ReviewEvidence, 
/**
 * The rationale, trimmed.
 */
rationale: string, 
/**
 * Digest reviewed.
 */
manifest_digest: string, 
/**
 * Status change of the entry.
 */
change: StatusChange, 
/**
 * Its history row.
 */
history: HistoryRow, 
/**
 * New status of the envelope.
 */
envelope_status: string, 
/**
 * The open escalation of a deferral: a person has to settle what the reviewer could not.
 */
escalation: EntryRow | null, };

/**
 * What a review rests on.
 */
export type ReviewRequest = { 
/**
 * The reviewer.
 */
actor: Actor, 
/**
 * The package.
 */
package: ChangePackage, 
/**
 * Its digest.
 */
package_digest: string, 
/**
 * Dry runs on record.
 */
dry_runs: Array<DryRunFacts>, 
/**
 * The verdict.
 */
verdict: CommandVerdict, 
/**
 * What the reviewer has to say.
 */
notes: string, };

/**
 * A reviewer's verdict.
 */
export type ReviewVerdict = "PASS" | "FAIL" | "NEEDS_HUMAN";

/**
 * What a heading that begins with a word is for.
 */
export type Role = "group" | "article" | "annex" | "named";

/**
 * What a rollback rests on, besides its authorisation.
 */
export type RollbackRequest = { 
/**
 * The operation that was named.
 */
operation: string | null, 
/**
 * The environment that was named.
 */
environment: string | null, 
/**
 * The failed check that was named.
 */
failed_check: string | null, 
/**
 * Class of the environment as it is found now.
 */
found: EnvironmentClass, 
/**
 * The run that shall be taken back.
 */
run: RunHistory, };

/**
 * What is written, table by table: JSON arrays, each for one set-based statement, in the order of the fields.
 */
export type RowChanges = { 
/**
 * Units to insert, parents before their children.
 */
units_born: string, 
/**
 * Versions to insert.
 */
versions_born: string, 
/**
 * Units that stand otherwise then, in full.
 */
units_changed: string, 
/**
 * Versions that stand otherwise then, in full.
 */
versions_changed: string, 
/**
 * Ids of versions to remove.
 */
versions_removed: Array<string>, 
/**
 * Ids of units to remove.
 */
units_removed: Array<string>, 
/**
 * Aliases that end.
 */
aliases_closed: string, 
/**
 * Aliases that begin.
 */
aliases_written: string, };

/**
 * The files of a run, and what is said of them.
 */
export type RunFacts = { 
/**
 * Every file found.
 */
files: Array<FoundFile>, 
/**
 * Rows of the list; none where there is no list.
 */
manifest: Array<ManifestRow> | null, 
/**
 * For files whose row names no profile.
 */
profile: string | null, 
/**
 * For files whose row names no smallest level.
 */
leaf: string | null, 
/**
 * For files whose row names no scope.
 */
scope: ScopePolicy, };

/**
 * A run on record.
 */
export type RunHistory = { 
/**
 * Its id.
 */
run_id: string, 
/**
 * What it does.
 */
kind: RunKind, 
/**
 * Each step and event, in order.
 */
steps: Array<StepMark>, 
/**
 * Each gate and check, in the order of their evaluation.
 */
gates: Array<Gate>, 
/**
 * The steps of every run that takes this one back.
 */
rollbacks: Array<Array<StepMark>>, };

/**
 * What a run does.
 */
export type RunKind = "dry_run" | "apply" | "rollback";

/**
 * What comes next for a document.
 */
export type RunNext = { 
/**
 * What a run can do; none where it can do nothing.
 */
verb: RunVerb | null, 
/**
 * Whose turn it is; none where the document has come to its end.
 */
waits_for: Duty | null, 
/**
 * Whether the end is a bad one: rejected, or failed in VERIFY.
 */
failed: boolean, };

/**
 * What a run does with its files.
 */
export type RunPlan = { 
/**
 * Files to work on, in order of their paths.
 */
files: Array<PlannedFile>, 
/**
 * Files of the folder that are no texts by their endings, or that the list does not name.
 */
ignored: Array<string>, };

/**
 * Everything on record of a run.
 */
export type RunRecord = { 
/**
 * Its id.
 */
run_id: string, 
/**
 * What it does.
 */
kind: RunKind, 
/**
 * The package.
 */
package: ChangePackage, 
/**
 * Its digest.
 */
package_digest: string, 
/**
 * Class of the environment.
 */
environment: EnvironmentClass, 
/**
 * Identifier of the server.
 */
system_identifier: string, 
/**
 * Who ran it.
 */
operator: string, 
/**
 * The authorisation it used, and who gave it.
 */
authorisation: [string, string] | null, 
/**
 * The run a rollback takes back.
 */
of_run_id: string | null, 
/**
 * Name of its folder.
 */
folder: string, 
/**
 * When it began.
 */
started_at: string, 
/**
 * Its steps.
 */
steps: Array<StepRecord>, 
/**
 * Its gates and checks.
 */
gates: Array<GateRecord>, 
/**
 * Files it left, with their checksums.
 */
files: Array<ListedFile>, };

/**
 * A run's report.
 */
export type RunReport = { 
/**
 * One word.
 */
status: RunStatus, 
/**
 * Records that are missing.
 */
missing: Array<string>, 
/**
 * For people.
 */
markdown: string, 
/**
 * The figures, as canonical JSON.
 */
json: string, };

/**
 * Where a run stands and what is safe.
 */
export type RunStanding = { 
/**
 * The run.
 */
run_id: string, 
/**
 * The state.
 */
state: RunState, 
/**
 * Where things stand, as one sentence.
 */
sentence: string, 
/**
 * What is safe to do, as one sentence.
 */
safe: string, 
/**
 * Whose duty that is, where the run waits for somebody; what stopped before its commit waits with its package.
 */
waits_for: Duty | null, 
/**
 * The words after `directus cutter` of what is safe.
 */
command: string | null, };

/**
 * Where a run stands.
 */
export type RunState = "done" | "stopped" | "checks_failed" | "interrupted" | "checks_missing" | "running" | "taken_back";

/**
 * What the report of a run says in one word.
 */
export type RunStatus = "PASS" | "FAIL" | "INCOMPLETE";

/**
 * A run, and whether it waits for this person.
 */
export type RunTurn = { 
/**
 * Where it stands.
 */
standing: RunStanding, 
/**
 * Whether what comes next is this person's.
 */
mine: boolean, 
/**
 * Why not; empty where it is, and where nothing comes next.
 */
obstacles: Array<Obstacle>, 
/**
 * Ids of the gates and checks that do not pass as they were evaluated last.
 */
failing: Array<string>, };

/**
 * A verb of the pipeline that a bulk run may carry out. REVIEW is none: a verdict is a person's own.
 */
export type RunVerb = "mark" | "sweep" | "cut" | "verify";

/**
 * From which day parts are law, as one sentence of the text says it.
 */
export type SaidDay = { 
/**
 * The day.
 */
in_force_from: Day, 
/**
 * Address of the unit whose text says so.
 */
said_by: string, 
/**
 * How the text names the parts, on one line.
 */
words: string, 
/**
 * The units that it is about, in the order in which they are named.
 */
units: Array<DraftedDay>, };

/**
 * The difference of two schema snapshots.
 */
export type SchemaDiff = { 
/**
 * Objects only the first has, as `TYPE schema.name`.
 */
removed: Array<string>, 
/**
 * Objects only the second has.
 */
added: Array<string>, 
/**
 * Lines, each with `-` or `+`, that only one of them has.
 */
lines: Array<string>, };

/**
 * Axis 4: what VERIFY looks at beside the document that was cut.
 */
export type ScopeFacts = { 
/**
 * What the change set recorded of its own document; none where that was taken away.
 */
recorded: StateOnRecord | null, 
/**
 * What its transaction touched.
 */
own: Array<TouchCount>, 
/**
 * Other documents that were touched since, as [`TouchedDocument`] says.
 */
others: Array<TouchedDocument>, 
/**
 * As [`cutter_model::live::TargetSurvey::journal`].
 */
journal: Array<string>, };

/**
 * Which units of a document are proposed.
 */
export type ScopePolicy = "all" | "enacted_only";

/**
 * A server as it was seen at a moment.
 */
export type ServerMoment = { 
/**
 * Identifier of the server.
 */
system_identifier: string, 
/**
 * When it started.
 */
started_at: string, };

/**
 * How it is known who acts.
 */
export type SessionKind = "static_token" | "session" | "access_token" | "login" | "login_otp" | "asserted" | "untold" | "none";

/**
 * What a citation comes to.
 */
export type SettleOutcome = "resolved" | "ended" | "document_unknown" | "provision_unknown" | "ambiguous";

/**
 * What is asked.
 */
export type SettleRequest = { 
/**
 * The citations.
 */
citations: Array<Cited>, 
/**
 * Documents under the keys of their targets.
 */
documents: Array<KnownDocument>, 
/**
 * The day whose answer is asked for, RFC 3339 or a date.
 */
as_of: string, };

/**
 * The answer for one citation.
 */
export type Settled = { 
/**
 * What it comes to.
 */
outcome: SettleOutcome, 
/**
 * Code of the document it means; none where that is not known.
 */
doc_code: string | null, 
/**
 * The unit it means; none for a document as a whole.
 */
unit_id: string | null, 
/**
 * The address that was meant.
 */
address: string | null, 
/**
 * Whether the unit is that very provision; else it is the one that holds it, for the document is not cut any deeper.
 */
exact: boolean, 
/**
 * Addresses that answer now: the unit's own, or those of what replaced it.
 */
answers: Array<string>, 
/**
 * Where a reader is led; none where nothing answers.
 */
leads_to: Lead | null, 
/**
 * What it asks of a person: its outcome and what answers. None where it asks nothing.
 */
asks: string | null, 
/**
 * Whether it asks something and nobody let it stand while it asked just that.
 */
open: boolean, };

/**
 * Before and after side by side.
 */
export type SideBySide = { 
/**
 * The units it starts from.
 */
before: Array<UnitTexts>, 
/**
 * The units that stand there then.
 */
after: Array<UnitTexts>, 
/**
 * Of an amendment its parts, in order.
 */
parts?: Array<AmendmentPartTold>, };

/**
 * A signature row.
 */
export type SignatureOnRecord = { 
/**
 * Primary key.
 */
signature_id: string, 
/**
 * The lane it claims.
 */
signer_dot_id: string, 
/**
 * Who signed.
 */
signer_identity: string, 
/**
 * The key.
 */
key_id: string, 
/**
 * The tool the signer used.
 */
signer_tool_revision: string, 
/**
 * SHA-256 of the payload as recorded.
 */
payload_hash: string, 
/**
 * The signature as recorded beside the envelope.
 */
signature_payload: string, 
/**
 * The envelope.
 */
envelope: Envelope, 
/**
 * When it was signed, RFC 3339, as recorded beside the envelope.
 */
signed_at: string, 
/**
 * When the signature itself was revoked, RFC 3339; none while it stands.
 */
revoked_at: string | null, 
/**
 * The registered public key, where there is one.
 */
key: PublicKey | null, };

/**
 * The source version a manifest was made from.
 */
export type SourceRef = { 
/**
 * Length of the canonical text in bytes.
 */
bytes: number, 
/**
 * Name of the canonicalisation rule (`canon-1`).
 */
canonicalization: string, 
/**
 * SHA-256 of the canonical text.
 */
sha256: string, };

/**
 * A source text, read and canonicalised.
 */
export type SourceVersion = { 
/**
 * What the text says of itself, and what that proposes.
 */
card: CardProposal, 
/**
 * SHA-256 of the canonical text: the name of the version.
 */
sha256: string, 
/**
 * The canonical text.
 */
canonical_text: string, 
/**
 * Its length in bytes.
 */
bytes: number, 
/**
 * SHA-256 of the bytes as received.
 */
original_sha256: string, 
/**
 * Their number.
 */
original_bytes: number, 
/**
 * The canonicalisation rule.
 */
canonicalization: string, 
/**
 * Profiles that might fit, best first.
 */
detection: Array<Detection>, };

/**
 * A half-open range of byte offsets into the canonical text, written `[start, end]`.
 */
export type Span = [number, number];

/**
 * One part of a split.
 */
export type SplitPart = { 
/**
 * Byte of the unit's own text after the part's last one; the last part ends where the text does. The heading goes to
 * the first part.
 */
ends_at: number, 
/**
 * Ids of the children that go with this part, in document order.
 */
children: Array<string>, 
/**
 * Label; empty for the origin's with the number of the part.
 */
label: string, 
/**
 * Title; empty for the origin's.
 */
title: string, };

/**
 * A split of one unit.
 */
export type SplitRequest = { 
/**
 * The unit.
 */
unit_id: string, 
/**
 * The parts, in document order.
 */
parts: Array<SplitPart>, };

/**
 * Where in the command plan gates are asked.
 */
export type Stage = "backup" | "migration" | "commit" | "checks";

/**
 * What a text is among the units there are, for who wants to use it.
 */
export type Standing = { 
/**
 * What it is.
 */
kind: StandingKind, 
/**
 * As the address of a new unit.
 */
for_new: Fit, 
/**
 * As a citation of an existing unit.
 */
for_citation: Fit, 
/**
 * The unit whose own address the text is; with an alias, the unit it pointed at first. None where there is no one such.
 */
first_unit_id: string | null, 
/**
 * Where it leads now, in render order: ids of units of the resolution, or of those it may mean.
 */
unit_ids: Array<string>, 
/**
 * With `alias`: why it points, and when.
 */
alias: StandingAlias | null, };

/**
 * The row behind an alias; of several rows of one split, the first.
 */
export type StandingAlias = { 
/**
 * Why the text points.
 */
kind: HopKind, 
/**
 * When it does.
 */
window: AliasWindow, };

/**
 * A component of a document as it stands.
 */
export type StandingComponent = { 
/**
 * Address of its unit; none for the main text.
 */
address: string | null, 
/**
 * `main`, or the section type of its unit.
 */
kind: string, 
/**
 * Label as written; empty for the main text.
 */
label: string, 
/**
 * Title without label.
 */
title: string, 
/**
 * Units in it, those of components inside it included; of the main text those that stand in no component.
 */
units: number, };

/**
 * What is known of a run.
 */
export type StandingFacts = { 
/**
 * Its records.
 */
run: RunHistory, 
/**
 * Whether a process holds the lock of changes.
 */
locked: boolean, 
/**
 * Whether no other run has a later record: it is the one that the lock is held for.
 */
last_active: boolean, };

/**
 * What a text is among the units there are.
 */
export type StandingKind = "own" | "taken" | "retired" | "alias" | "free" | "unknown" | "ambiguous" | "broken";

/**
 * `decision_backlog_entry.status` of a cut request.
 */
export type State = "marked" | "review_pending" | "reviewed_approved" | "reviewed_deferred" | "reviewed_rejected" | "cut_in_progress" | "cut_applied" | "verify_in_progress" | "verified_complete" | "verify_failed_escalated" | "abandoned";

/**
 * A row of `document_state`, with the signature that names the same.
 */
export type StateOnRecord = { 
/**
 * The change set that left the document so.
 */
change_set_id: string, 
/**
 * How.
 */
state: DocumentState, 
/**
 * Which transactions the change set saw, as PostgreSQL writes a snapshot.
 */
snapshot: string, 
/**
 * The newest touch it saw.
 */
last_touch: number, 
/**
 * The executor's signature over the change set; of one that takes another back, the verifier's over the verify result.
 */
signature: SignatureOnRecord | null, };

/**
 * The sets of states by which rows are asked for, in the order of a document's way: SQL takes them from here.
 */
export type StateSets = { 
/**
 * SWEEP takes entries from these.
 */
swept: Array<State>, 
/**
 * Not over, and inside no transaction: somebody can move these.
 */
open: Array<State>, 
/**
 * Not over.
 */
unfinished: Array<State>, 
/**
 * A change set was written, whatever became of it.
 */
cut: Array<State>, 
/**
 * What an entry waits for has reached one of these (G-DEP).
 */
released: Array<State>, };

/**
 * Command and rows of a writing statement.
 */
export type Statement = { 
/**
 * Command tag, such as UPDATE.
 */
command: string, 
/**
 * Rows; none where the statement reports none.
 */
rows: number | null, };

/**
 * A change of an entry's status.
 */
export type StatusChange = { 
/**
 * The entry.
 */
entry_id: string, 
/**
 * Status it must have.
 */
from: State, 
/**
 * Status it gets.
 */
to: State, };

/**
 * A mark in a heading that sets a status.
 */
export type StatusMarker = { 
/**
 * The mark, e.g. `✅`.
 */
marker: string, 
/**
 * `enacted`, `controlled_draft`, `draft` or `obsolete`.
 */
status: string, };

/**
 * What became of a step.
 */
export type StepEvent = "started" | "done" | "failed" | "stopped";

/**
 * A step and what became of it.
 */
export type StepMark = { 
/**
 * Such as C-07.
 */
step: string, 
/**
 * What became of it.
 */
event: StepEvent, };

/**
 * A step on record.
 */
export type StepRecord = { 
/**
 * Such as C-07; END for the whole run.
 */
step: string, 
/**
 * What became of it.
 */
event: StepEvent, 
/**
 * What was found, as JSON.
 */
evidence: string, 
/**
 * When, RFC 3339.
 */
recorded_at: string, };

/**
 * A proposal to change the structure of one document.
 */
export type StructureManifest = { 
/**
 * [`FORMAT_VERSION`].
 */
format_version: string, 
/**
 * The engine that wrote it.
 */
engine_revision: string, 
/**
 * `split`, `merge`, `renumber`, …
 */
operation_kind: string, 
/**
 * The document.
 */
doc_code: string, 
/**
 * What was asked, without the preview it rested on.
 */
request: StructureRequest, 
/**
 * The units it starts from, as they stand.
 */
origins: Array<StructureOrigin>, 
/**
 * The units that stand there then.
 */
results: Array<StructureResult>, 
/**
 * Units that go along: by a new parent or by an address that follows.
 */
moved_along: Array<MovedAlong>, 
/**
 * What every address that is given up or ends answers from then on.
 */
citations: Array<Citation>, 
/**
 * SHA-256 of the RFC 8785 text of everything else.
 */
manifest_digest?: string, };

/**
 * One operation.
 */
export type StructureOperation = { "kind": "split" } & SplitRequest | { "kind": "merge" } & JoinRequest | { "kind": "renumber" } & RenumberRequest | { "kind": "substitute" } & SubstituteRequest | { "kind": "insert" } & InsertRequest | { "kind": "move" } & MoveRequest | { "kind": "retire" } & RetireRequest | { "kind": "enact" } & EnactRequest | { "kind": "suspend" } & SuspendRequest | { "kind": "resume" } & ResumeRequest;

/**
 * A unit an operation starts from.
 */
export type StructureOrigin = { 
/**
 * `o1`, `o2`…
 */
local_id: string, 
/**
 * The unit.
 */
unit_id: string, 
/**
 * The address it has.
 */
address: string, 
/**
 * Digest of how it stands ([`Rows::standing`]).
 */
standing: string, };

/**
 * A request for one structure operation.
 */
export type StructureRequest = { 
/**
 * What is to be done.
 */
operation: StructureUndertaking, 
/**
 * Why; aliases carry it.
 */
rationale: string, 
/**
 * Authority asked for the results. Anything but `draft` is refused: nobody gains authority by an operation other than
 * `enact` (G-AUTHORITY).
 */
authority?: string | null, 
/**
 * Digest of the manifest that was shown as preview; none where none was.
 */
preview?: string | null, 
/**
 * The day from which the change is law; none where it takes effect as it is recorded, which a document with legal days has not.
 */
effective_on?: Day, };

/**
 * A unit as it stands then.
 */
export type StructureResult = { 
/**
 * `r1`, `r2`…
 */
local_id: string, 
/**
 * The unit, where it is there already; the cut gives a new one its id.
 */
unit_id: string | null, 
/**
 * Its address.
 */
address: string, 
/**
 * The address of its parent; none at the top.
 */
parent_address: string | null, 
/**
 * Code of the section type vocabulary.
 */
section_type: string, 
/**
 * Format of its address.
 */
address_format_version: string, 
/**
 * Its authority: `draft` for whatever is new.
 */
authority: string, 
/**
 * Label.
 */
label: string, 
/**
 * Title.
 */
title: string, 
/**
 * SHA-256 of its own text.
 */
content_hash: string, 
/**
 * Where its text comes from; none where it is new.
 */
pieces: Array<TextPiece>, 
/**
 * Its links.
 */
links: Array<UnitLink>, };

/**
 * What one change does: one operation, or an act that is made of them.
 */
export type StructureUndertaking = { "kind": "amendment" } & AmendmentRequest | { "kind": "withdraw" } & WithdrawRequest | { "kind": "correct" } & CorrectRequest | StructureOperation;

/**
 * How an item of a list is marked.
 */
export type Style = "dot" | "arabic" | "letter" | "letter_dot" | "roman" | "upper" | "double";

/**
 * A new text for a unit.
 */
export type SubstituteRequest = { 
/**
 * The unit.
 */
unit_id: string, 
/**
 * Its heading; none keeps the one it has.
 */
heading?: string | null, 
/**
 * Its own text; empty for a unit that only groups others.
 */
body: string, 
/**
 * Its title; none keeps the one it has.
 */
title?: string | null, 
/**
 * Where the text was taken from.
 */
source?: TextSource | null, 
/**
 * Whether it was made from the text that stood there, as where an act exchanges words: it then fits on no other (rule 3).
 */
derived?: boolean, };

/**
 * A suspension: law that is not applied for a time, and stays law.
 */
export type SuspendRequest = { 
/**
 * The units; all law below them is suspended with them.
 */
unit_ids: Array<string>, 
/**
 * The first day on which it is applied again; none where that is not known.
 */
until?: Day | null, };

/**
 * The facts SWEEP decides from.
 */
export type SweepFacts = { 
/**
 * Id for the sweep log row.
 */
sweep_id: string, 
/**
 * Locked entries in keyset order (emitted_at, entry_id), at most `batch_size`.
 */
entries: Array<EntryFacts>, 
/**
 * Entries passed over, with a `blocks` dependency that is not `verified_complete` (G-DEP).
 */
blocked_entry_ids: Array<string>, 
/**
 * The cursor the batch began after; none at the head of the queue.
 */
after: string | null, 
/**
 * The cursor of the last of `entries`; none where there are none.
 */
last: string | null, 
/**
 * How many were asked for.
 */
batch_size: number, 
/**
 * The person, flow or setting.
 */
actor: string, 
/**
 * RFC 3339.
 */
now: string, };

/**
 * What SWEEP decided; all empty where nothing waited, and then nothing is written.
 */
export type SweepOutcome = { 
/**
 * Status changes.
 */
promotions: Array<StatusChange>, 
/**
 * One history row each.
 */
history: Array<HistoryRow>, 
/**
 * Manifests that go under review.
 */
manifest_ids: Array<string>, 
/**
 * The log row; none where nothing was scanned.
 */
log: SweepRow | null, 
/**
 * The cursor after which the next batch goes on; none where this one came to the end of the queue.
 */
next: string | null, };

/**
 * A row of `decision_backlog_sweep_log`.
 */
export type SweepRow = { 
/**
 * Primary key.
 */
sweep_id: string, 
/**
 * RFC 3339.
 */
started_at: string, 
/**
 * RFC 3339.
 */
finished_at: string, 
/**
 * The person, flow or setting.
 */
swept_by: string, 
/**
 * The cursor it began after; none at the head of the queue.
 */
cursor_before: string | null, 
/**
 * The cursor of the last scanned.
 */
cursor_after: string | null, 
/**
 * Entries looked at.
 */
scanned_count: number, 
/**
 * Entries promoted.
 */
promoted_count: number, 
/**
 * Batch size asked for.
 */
batch_size: number, 
/**
 * Promoted and blocked entries.
 */
findings: JsonValue, };

/**
 * Rows of a table.
 */
export type TableRows = { 
/**
 * With its schema.
 */
table: string, 
/**
 * How many.
 */
rows: number, };

/**
 * Where a cut writes.
 */
export type Target = "public" | "sandbox";

/**
 * What a survey of the cut's target tables found.
 */
export type TargetSurvey = { 
/**
 * `table.column` in order of their names.
 */
columns: Array<string>, 
/**
 * `table.trigger` of triggers that are not internal.
 */
triggers: Array<string>, 
/**
 * `table.constraint` in order of their names.
 */
constraints: Array<string>, 
/**
 * `table.PRIVILEGE` the current role holds.
 */
privileges: Array<string>, 
/**
 * `table.column` of units, versions and aliases that the executor role may update.
 */
updatable: Array<string>, 
/**
 * What writes down which documents are touched, each trigger in a line: its table and name, when it fires, for which statements, and
 * what it runs as whom.
 */
journal: Array<string>, };

/**
 * Where a piece of a result's text comes from.
 */
export type TextPiece = { 
/**
 * The origin.
 */
unit_id: string, 
/**
 * Whether it is of the origin's heading; else of its own text.
 */
heading: boolean, 
/**
 * Bytes of that text.
 */
span: Span, };

/**
 * Where a text that no unit had before was taken from.
 */
export type TextSource = { 
/**
 * The source document.
 */
document_id: string, 
/**
 * SHA-256 of its source version.
 */
sha256: string, };

/**
 * What is to be signed: the payload and the DSSE pre-authentication encoding of it.
 */
export type ToSign = { 
/**
 * The lane.
 */
lane: Lane, 
/**
 * The DSSE payload type.
 */
payload_type: string, 
/**
 * The key expected to sign.
 */
key_id: string, 
/**
 * Base64 of the payload (RFC 8785 JSON).
 */
payload: string, 
/**
 * SHA-256 of the payload bytes.
 */
payload_hash: string, 
/**
 * Base64 of the pre-authentication encoding: sign the decoded bytes.
 */
pre_authentication_encoding: string, };

/**
 * A retired unit that nothing replaced.
 */
export type Tombstone = { 
/**
 * The unit.
 */
unit: ResolvableUnit, 
/**
 * When it was retired, where known.
 */
retired_at: Instant | null, 
/**
 * By which change set, where known.
 */
change_set_id: string | null, };

/**
 * Rows of a document that were touched.
 */
export type TouchCount = { 
/**
 * The document.
 */
doc_code: string, 
/**
 * Rows of its units and versions.
 */
rows: number, };

/**
 * A document that was touched by a transaction in which no change set recorded how it left it.
 */
export type TouchedDocument = { 
/**
 * As it stands.
 */
document: DocumentOnRecord, 
/**
 * Rows touched so.
 */
rows: number, 
/**
 * The newest of these touches.
 */
last_touch: number, };

/**
 * One hop of the way from the text to the units.
 */
export type TrailEntry = { 
/**
 * The text looked up.
 */
text: string, 
/**
 * The row followed; none for a canonical hit.
 */
alias_id: string | null, 
/**
 * Why the hop was made.
 */
kind: HopKind, 
/**
 * The unit it leads to; with a dangling row the id of no unit.
 */
unit_id: string, 
/**
 * When the row holds; for a canonical hit, since when the unit has the address.
 */
window: AliasWindow, };

/**
 * A tree as it is kept between pages: its size and the roots of its perfect subtrees, largest first.
 */
export type TreeState = { 
/**
 * Number of leaves.
 */
size: number, 
/**
 * Lower-case hex.
 */
peaks: Array<string>, };

/**
 * What the reader brings along.
 */
export type Trust = { 
/**
 * Keys the reader trusts; with none, the answer can only be "consistent".
 */
keys: Array<TrustedKey>, 
/**
 * What a checkpoint says that the reader keeps: the bundle must be sealed under exactly this one.
 */
checkpoint: CheckpointClaim | null, };

/**
 * A public key the reader has from a source of their own.
 */
export type TrustedKey = { 
/**
 * Base64 of the 32 bytes.
 */
public_key: string, 
/**
 * The lane it may sign for; none for either.
 */
lane: Lane | null, 
/**
 * From when what it signs counts no more, RFC 3339; none while it is good.
 */
revoked_at: string | null, };

/**
 * A citation that was typed, as it is looked up.
 */
export type TypedCitation = { 
/**
 * The document as it was named; none where only provisions were.
 */
document: string | null, 
/**
 * By provision, as people read it, what is looked up; empty where a document is cited as a whole.
 */
provisions: Array<TypedProvision>, 
/**
 * The target of the document.
 */
whole: string, };

/**
 * A provision of a citation that was typed.
 */
export type TypedProvision = { 
/**
 * As people read it.
 */
normal: string, 
/**
 * The provision, then what holds it.
 */
targets: Array<string>, };

/**
 * One proposed unit.
 */
export type Unit = { 
/**
 * Proposed canonical address.
 */
address: string, 
/**
 * Spans of the unit's own text, in order; none for a structural node.
 */
body_spans: Array<Span>, 
/**
 * SHA-256 of the own text's UTF-8 bytes (of nothing for a structural node).
 */
content_hash: string, 
/**
 * Spans of the heading, in order.
 */
heading_spans: Array<Span>, 
/**
 * Label as written, e.g. `Điều 15a`.
 */
label: string, 
/**
 * Profile level id, e.g. `dieu`.
 */
level: string, 
/**
 * `r1`, `r2`… in document order.
 */
local_id: string, 
/**
 * Local id of the parent unit.
 */
parent_local_id: string | null, 
/**
 * Code of the section type vocabulary.
 */
section_type: string, 
/**
 * Position in the document, from 1.
 */
sort_order: number, 
/**
 * Cascaded status: `enacted`, `controlled_draft`, `draft` or `obsolete`.
 */
status: string, 
/**
 * Which tier decided the status: 0 document, 1 group heading, 2 own marker.
 */
status_tier: number, 
/**
 * Title without label; empty where the unit has none.
 */
title: string, };

/**
 * The day of one unit.
 */
export type UnitDay = { 
/**
 * Its address; what is below it has the same day where it has none of its own.
 */
address: string, 
/**
 * The day from which it is law.
 */
in_force_from: Day, };

/**
 * A link that was recognised in a unit's text and waits to be confirmed.
 */
export type UnitLink = { 
/**
 * What it means: `refers_to`, `amends`, …
 */
kind: string, 
/**
 * The text it names: an address or another alias.
 */
target: string, 
/**
 * Byte of the own text where it stands; none where it belongs to the unit as a whole.
 */
at?: number | null, };

/**
 * A note beside the unit that carries its mark.
 */
export type UnitNote = { 
/**
 * Its number.
 */
number: number, 
/**
 * Which text of the unit carries its mark.
 */
part: NotePart, 
/**
 * Where in that text the mark stood, in bytes.
 */
at: number, 
/**
 * What it says, line by line as printed, without its number.
 */
text: string, };

/**
 * What the proof beside a unit is made of.
 */
export type UnitProofFacts = { 
/**
 * JSON text of the whole row of the change set.
 */
change_set: string, 
/**
 * Digests of all its affected rows.
 */
digests: Array<string>, 
/**
 * JSON text of an array: states of the unit's rows, that with the version first.
 */
states: string, 
/**
 * The change set's leaf.
 */
leaf: ProvenLeaf, 
/**
 * The note with its cosignatures.
 */
note: string, };

/**
 * Where a unit's heading and own text stand in the canonical text.
 */
export type UnitSpan = { 
/**
 * Byte spans of the heading.
 */
heading: Array<Span>, 
/**
 * Byte spans of the own text.
 */
body: Array<Span>, };

/**
 * A unit with its texts.
 */
export type UnitTexts = { 
/**
 * `o1`, `o2`… of what it starts from, `r1`, `r2`… of what stands there then.
 */
local_id: string, 
/**
 * Its address.
 */
address: string, 
/**
 * Label as written.
 */
label: string, 
/**
 * Title.
 */
title: string, 
/**
 * Heading as written.
 */
heading: string, 
/**
 * Its own text.
 */
body: string, };

/**
 * The measurement, out of two CSVs of `id,updated_at`.
 */
export type UpdatedAt = { 
/**
 * Rows before.
 */
rows_before: number, 
/**
 * Rows after.
 */
rows_after: number, 
/**
 * Rows of both whose value differs.
 */
changed: number, 
/**
 * Distinct values before.
 */
distinct_before: number, 
/**
 * Distinct values after.
 */
distinct_after: number, 
/**
 * Smallest and largest before; none without rows.
 */
range_before: [string, string] | null, 
/**
 * Smallest and largest after.
 */
range_after: [string, string] | null, };

/**
 * The live facts the findings are checked against.
 */
export type ValidationFacts = { 
/**
 * The registered canonical text of the manifest's source version; none where it is not registered.
 */
canonical_text: string | null, 
/**
 * Digest pinned on the entry when it was marked.
 */
pinned_manifest_digest: string, 
/**
 * Active codes of the section type vocabulary.
 */
active_section_types: Array<string>, 
/**
 * Proposed addresses that live units have already.
 */
taken_addresses: Array<string>, 
/**
 * Number of live units with the manifest's document code.
 */
live_unit_count: number, 
/**
 * The live rows of an attestation; none for a first cut.
 */
attested: AttestedFacts | null, 
/**
 * JSON text of the rows of the whole document, for an operation on its structure; none for any other manifest.
 */
document_rows: string | null, };

/**
 * One verification of a backup.
 */
export type Verification = { 
/**
 * The verdict.
 */
verdict: GateVerdict, 
/**
 * The ten checks.
 */
checks: Array<Gate>, 
/**
 * Who verified.
 */
verified_by: string, 
/**
 * When, RFC 3339.
 */
verified_at: string, };

/**
 * The facts VERIFY decides from, all read inside its transaction under the verifier's role.
 */
export type VerifyFacts = { 
/**
 * The change set.
 */
change_set: ChangeSetFacts, 
/**
 * The stored manifest text.
 */
manifest_text: string, 
/**
 * The registered canonical text.
 */
canonical_text: string | null, 
/**
 * Who marked.
 */
marked_by: string, 
/**
 * The locked entry.
 */
entry: EntryFacts, 
/**
 * The review the change set names.
 */
review: ReviewOnRecord | null, 
/**
 * JSON array of every live unit of the document, or written by the cut, or under its prefix; of an attestation,
 * every unit that has the id or the address of one attested.
 */
live_units: string, 
/**
 * JSON text of the rows of the whole document, for an operation on its structure; none for any other change set.
 */
document_rows: string | null, 
/**
 * JSON array of the change set's affected rows.
 */
affected_rows: string, 
/**
 * What the cut touched, and what was touched since.
 */
scope: ScopeFacts, 
/**
 * The executor's signature.
 */
executor_signature: SignatureOnRecord | null, 
/**
 * Verify results this change set has already.
 */
earlier_verify_result_ids: Array<string>, 
/**
 * The verifier lane's key.
 */
key: PublicKey, 
/**
 * The person.
 */
actor: string, 
/**
 * RFC 3339.
 */
now: string, };

/**
 * One difference between what must be and what is.
 */
export type VerifyFinding = { 
/**
 * What it is about.
 */
axis: Axis, 
/**
 * Stable code, e.g. `CONTENT_HASH`.
 */
code: string, 
/**
 * The address concerned, or the document code for scope.
 */
address: string | null, 
/**
 * What must be.
 */
expected: string, 
/**
 * What is.
 */
observed: string, };

/**
 * Codes of what VERIFY finds.
 */
export type VerifyFindingCode = "ADDRESS" | "AFFECTED_ROWS" | "ANCHOR" | "ATTESTED_STATE" | "ATTESTED_UNTOUCHED" | "AUTHORITY" | "BODY_HANDLING" | "CHANGE_SET_STATUS" | "CONTENT_HASH" | "CORRECTED" | "DOCUMENT_CHANGED" | "DOC_CODE" | "EFFECTIVE_DAY" | "FORMAT_VERSION" | "HEADING_HASH" | "LEGAL_DAYS" | "LIFECYCLE" | "MANIFEST_DIGEST" | "PARENT" | "PROFILE_DIGEST" | "RECONSTRUCTION" | "RECORDED_HASH" | "REVIEW_ANSWERS" | "REVIEW_DIGEST" | "REVIEW_MISSING" | "REVIEW_PLAN" | "REVIEW_SUPERSEDED" | "REVIEW_VERDICT" | "ROWS_DIGEST" | "ROWS_PLANNED" | "ROWS_ROOT" | "ROW_DIGEST" | "ROW_MISSING" | "ROW_NOT_PLANNED" | "ROW_PLANNED" | "SCOPE_CHANGED" | "SCOPE_UNKNOWN" | "SECTION_CODE" | "SECTION_TYPE" | "SEPARATION_OF_DUTY" | "SIGNATURE_KEY_UNKNOWN" | "SIGNATURE_LANE" | "SIGNATURE_MISSING" | "SIGNATURE_PAYLOAD" | "SIGNATURE_REVOKED" | "SIGNATURE_ROW" | "SORT_ORDER" | "SOURCE_DIGEST" | "SOURCE_MISSING" | "SOURCE_VERSION" | "STANDING" | "STATE_CHANGED" | "STATE_NOT_SIGNED" | "STATE_TOUCHED" | "TOOL_REVISION" | "UNIT_COUNT" | "UNIT_ID" | "UNIT_NOT_PLANNED" | "VERSION_SEQ" | "WITHDRAWN";

/**
 * Everything VERIFY writes.
 */
export type VerifyOutcome = { 
/**
 * The result row.
 */
result: VerifyResultRow, 
/**
 * S6 to S7.
 */
begin: StatusChange, 
/**
 * S7 to S8 or S9.
 */
end: StatusChange, 
/**
 * History rows, one or (compensated) two.
 */
history: Array<HistoryRow>, 
/**
 * New status of the change set.
 */
change_set_status: ChangeSetStatus, 
/**
 * What the verifier lane signs; where the cut is taken back, with what [`crate::cut::sign_written`] adds once its rows are gone.
 */
to_sign: ToSign, 
/**
 * Id of its signature row.
 */
signature_id: string, 
/**
 * What undoes the cut, or why nothing is undone; only after a failure.
 */
compensation: Compensation | null, 
/**
 * Other documents that were found not to be as they were signed: no fault of this cut.
 */
drifted: Array<DocumentDrift>, };

/**
 * A row of `verify_result`; its columns are the design's.
 */
export type VerifyResultRow = { verify_result_id: string, change_set_id: string, manifest_id: string, verdict: VerifyVerdict, canonicalization_rule_used: string, axis_1_drift_unit: number, axis_2_drift_content: number, axis_3_drift_structure: number, axis_4_drift_scope: number, expected_unit_count: number, observed_unit_count: number, expected_digest: string, observed_digest: string, source_sha256: string | null, reconstruction_ok: boolean, tool_revision_match: boolean, signature_valid: boolean, separation_of_duty_ok: boolean, findings: Array<VerifyFinding>, verified_by: string, verifier_tool_revision: string, started_at: string, finished_at: string, escalation_entry_id: string | null, compensation_change_set_id: string | null, };

/**
 * The verdict of VERIFY.
 */
export type VerifyVerdict = "pass" | "fail";

/**
 * The tree after a page, and what was found on it.
 */
export type WalkReport = { 
/**
 * The tree so far.
 */
tree: TreeState, 
/**
 * What is wrong.
 */
findings: Array<LedgerFinding>, };

/**
 * An anomaly as a reviewer sees it.
 */
export type WeighedAnomaly = { 
/**
 * What an answer names.
 */
id: string, 
/**
 * How much it weighs.
 */
weight: Weight, 
/**
 * What it is.
 */
code: string, 
/**
 * Line of the canonical text, from 1.
 */
line: number, 
/**
 * Byte offset into the canonical text.
 */
at: number, 
/**
 * The label concerned, as written.
 */
label: string, 
/**
 * One sentence for people.
 */
message: string, };

/**
 * How much an anomaly weighs, the heaviest first.
 */
export type Weight = "grave" | "notable" | "minor";

/**
 * A change that never should have been, such as a cut with a wrong profile.
 */
export type WithdrawRequest = { 
/**
 * Its change set.
 */
change_set_id: string, };

/**
 * What a witness said.
 */
export type WitnessAnswer = { "kind": "cosigned", 
/**
 * The line to add to the note.
 */
line: string, 
/**
 * Seconds since 1970.
 */
time: number, } | { "kind": "saw_last", 
/**
 * Number of leaves.
 */
size: number, } | { "kind": "fork", 
/**
 * In words.
 */
why: string, } | { "kind": "refused", 
/**
 * In words.
 */
why: string, };

/**
 * A witness's cosignature.
 */
export type WitnessSeen = { 
/**
 * Name of its key.
 */
witness: string, 
/**
 * Seconds since 1970, by its clock.
 */
time: number, };

/**
 * What texts of one kind say. All words in lower case; they are read in any case.
 */
export type Words = { 
/**
 * What stands before the number of an act, with the spaces around it: ` số `.
 */
act_numbers: Array<string>, 
/**
 * Kinds of acts, which a reference names after a number: `Điều 46 Nghị định này`.
 */
acts: Array<string>, 
/**
 * What a note says that another act did to the law: `được sửa đổi`.
 */
amending: Array<string>, 
/**
 * How a line begins that says with what act a component is issued: `ban hành kèm`.
 */
captions: Array<string>, 
/**
 * How a clause begins that changes another act: `sửa đổi`.
 */
changing: Array<string>, 
/**
 * Titles of tables of contents.
 */
contents: Array<string>, 
/**
 * What stands in capitals between the recitals and the first article: `have adopted`.
 */
enacting: Array<string>, 
/**
 * Where the articles end.
 */
endings: Array<EndingWords>, 
/**
 * Words that want more after them: no sentence and no title ends in one.
 */
hanging: Array<string>, 
/**
 * Words between the items of a list: `…; and`.
 */
joining: Array<string>, 
/**
 * How the lines above the name of an attached document begin: who issues it, the motto.
 */
letterhead: Array<string>, 
/**
 * The letters of points in their order, each optional one in brackets: `abcdđe(f)g`. Left out, a to z.
 */
letters: string, 
/**
 * Letters of points that a badly read page takes for one another, in pairs: what it shows, and what stood there (`đd`).
 */
misread?: Array<string>, 
/**
 * What the notes of a consolidated text begin with.
 */
notes: Array<string>, 
/**
 * Words that a number follows: `section`, `khoản`.
 */
numbered: Array<string>, 
/**
 * Numbers as words, in their order from one: `kesatu`, `kedua`. English and Vietnamese ones are known.
 */
ordinals: Array<string>, 
/**
 * Letters of its language, in lower case, that hardly another language has; a text that is full of them is in this one.
 */
own_letters: string, 
/**
 * What a printed page adds.
 */
pages: PageWords, 
/**
 * What the opening of such a text names: `european union`.
 */
told_by: Array<string>, };

/**
 * What the ledger does not know of a work. What is left out is taken from the profile where it says it, else it is unknown.
 */
export type WorkNames = { 
/**
 * ISO 3166-1 alpha-2, or `eu`, `un`.
 */
country: string | null, 
/**
 * ISO 639-2 alpha-3.
 */
language: string | null, 
/**
 * Date of the work, such as its adoption: `YYYY-MM-DD`.
 */
date: string | null, };

/**
 * The document after the rows of a change set were written or removed, in its transaction.
 */
export type Written = { 
/**
 * The document.
 */
doc_code: string, 
/**
 * Rows planned, by table.
 */
planned_row_counts: { [key in string]: number }, 
/**
 * What this transaction touched since the change set began, by document.
 */
touched: Array<TouchCount>, 
/**
 * How the document stood before.
 */
state_before: DocumentState, 
/**
 * How it stands.
 */
state_after: DocumentState, 
/**
 * Which transactions this one sees, as PostgreSQL writes a snapshot.
 */
snapshot: string, 
/**
 * The newest touch it sees.
 */
last_touch: number, };
