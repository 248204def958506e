/** The table of routes: each calls one use case. */
import { z } from 'zod';

import * as answers from '../answers/index.js';
import type { ResolveOutcome } from '../core/index.js';
import type { SightHost } from '../host/sight.js';
import { abandonEntry } from '../usecases/abandonEntry.js';
import { addDependency } from '../usecases/addDependency.js';
import { readActsOn, readDocumentsOf, readOutstanding, sayInclusion } from '../usecases/amendingActs.js';
import { acceptCitation, readOpenCitations } from '../usecases/openCitations.js';
import { readReferences, readReferencesOfDocument, readCitedBy, readWanted } from '../usecases/citedBy.js';
import { changeNames, readNames } from '../usecases/nameDocument.js';
import { attestUnits } from '../usecases/attestUnits.js';
import { cutManifest } from '../usecases/cutManifest.js';
import { diffDays } from '../usecases/diffDays.js';
import { diffManifests } from '../usecases/diffManifests.js';
import { exportDocument } from '../usecases/exportDocument.js';
import { readBundle } from '../usecases/exportBundle.js';
import { markDocument } from '../usecases/markDocument.js';
import { proveUnit } from '../usecases/proveUnit.js';
import { parseAddresses } from '../usecases/parseAddresses.js';
import { readAudit } from '../usecases/readAudit.js';
import { readBacklog } from '../usecases/readBacklog.js';
import { readBacklogDays } from '../usecases/readBacklogDays.js';
import { readManifestCard } from '../usecases/readCard.js';
import { readChangeSet } from '../usecases/readChangeSet.js';
import { readDocument, readDocuments } from '../usecases/readDocuments.js';
import { tellHealth } from '../usecases/readHealth.js';
import { readManifest, readManifestSource, readManifestUnits, readOperation } from '../usecases/readManifest.js';
import { readOverview } from '../usecases/readOverview.js';
import { readProfiles } from '../usecases/readProfiles.js';
import { readRequest } from '../usecases/readRequest.js';
import { readAnomalies, readDraft, readFindings, readManifestEntry } from '../usecases/readManifestEntry.js';
import { readTimeline } from '../usecases/readTimeline.js';
import { readSurroundings } from '../usecases/readSurroundings.js';
import { readUnitHistory } from '../usecases/readUnitHistory.js';
import { registerDocument } from '../usecases/registerDocument.js';
import { resolveAddresses } from '../usecases/resolveAddress.js';
import { reviewManifest } from '../usecases/reviewManifest.js';
import { readCheckpoint } from '../usecases/checkpointLedger.js';
import { chooseNotices, noticesOf, readMoves } from '../usecases/noticesOf.js';
import { sendToReview } from '../usecases/sendToReview.js';
import { verifyChangeSet } from '../usecases/verifyChangeSet.js';
import { readDocumentInTime, readUnit } from '../usecases/readInTime.js';
import { endAlias, readAliases, writeAlias } from '../usecases/writeAlias.js';
import { fileAnswer, isKnownTo, streamedAnswer } from './answer.js';
import { changeRoutes } from './changeRoutes.js';
import * as requests from './requests.js';
import { defineRoute, long, reads, type Route } from './route.js';
import { structureRoutes } from './structureRoutes.js';
import { documentRequest, STREAMED_TEXT, type FileHost } from './source.js';

/** HTTP status of a resolution, by its outcome. */
const RESOLVE_STATUS: Record<ResolveOutcome, number> = {
	canonical: 200, alias: 200, many: 300, gone: 410, not_found: 404, malformed: 422, ambiguous: 409, cycle: 409, dangling: 409, too_deep: 409,
};

/** The same in words. */
const RESOLVE_STATUSES = {
	300: 'Several units: the one named was split.', 404: 'Nobody has it or had it at that time; suggestions are added.',
	409: 'Ambiguous, or the redirects lead in a circle, nowhere, or too far.', 410: 'Retired without a successor.', 422: 'Not an address.',
};

/** An answer about the units that a text names: where it names some, one that is gone or several too, there is an answer. */
function resolved<Answer extends { resolution: { outcome: ResolveOutcome } }>(response: { status: (code: number) => unknown }, answer: Answer): Answer {
	const { outcome } = answer.resolution;
	response.status(outcome === 'gone' || outcome === 'many' ? 200 : RESOLVE_STATUS[outcome]);
	return answer;
}

/** The same where a unit that is gone, or several, can be answered about. */
const { 300: _many, 410: _gone, ...NO_UNIT } = RESOLVE_STATUSES;

/** The document itself is answered, not wrapped: its SHA-256 is the digest of the bundle. */
const BUNDLE_TYPE = 'application/vnd.iu-cutter.bundle+json';

/** The format has no media type of its own. */
const PROOF_TYPE = 'text/plain';

/** What an export may be. */
const EXPORT_TYPES = ['application/akn+xml', 'application/json', 'text/markdown'] as const;

/** Every route but the description of itself. */
export const routes = (host: FileHost & SightHost): Route[] => [
	defineRoute({
		method: 'get', path: '/health', duty: null, summary: 'Whether this installation can work; for people with a duty versions, applied migrations, and what fails now.',
		answer: answers.Health,
		run: tellHealth,
	}),
	defineRoute({
		method: 'get', path: '/overview', duty: 'observer', summary: 'The queue by state, what is open, and what of it the caller may do next and why not.',
		query: requests.overviewQuery, answer: answers.Overview,
		run: (context, { query }) => readOverview(context, query),
	}),
	reads('/moves', 'A number that is another one once an entry moved: cheap to ask for, however often.', answers.Moves, readMoves),
	reads('/notices', 'What the caller is told of in the inbox of Directus.', answers.NoticesWanted, noticesOf),
	defineRoute({
		method: 'post', path: '/notices', duty: 'observer', summary: 'Whether the caller wants to be told of something.',
		body: requests.noticesBody, answer: answers.NoticesWanted,
		run: (context, { body }) => chooseNotices(context, body),
	}),
	defineRoute({
		method: 'get', path: '/documents', duty: 'observer', summary: 'Registered documents by title in keyset pages, or those of `ids`, each with its newest entry and what may be done with it.',
		query: requests.documentsQuery, answer: answers.DocumentPage,
		run: (context, { query: { search, ids, after_title: title, after_id: id, limit } }) =>
			readDocuments(context, { search, ids, after: title !== null && id !== null ? { title, id } : null, limit }),
	}),
	reads('/documents/:id', 'A registered document with every entry it ever had.', answers.DocumentWithEntries, readDocument),
	reads('/documents/:id/timeline', 'What changed a document, in the order in which it took effect, past and to come.', answers.Timeline, readTimeline),
	reads('/requests/:id', 'What became of the caller\'s own request under an Idempotency-Key that is a UUID: done, running, or not done.', answers.RequestFound, readRequest),
	reads('/profiles', 'Ids of the built-in grammar profiles; those of the installation are in the collection cutter_grammar_profile.', answers.Profiles, readProfiles),
	defineRoute({
		long: true, method: 'post', path: '/documents', duty: 'executor', summary: 'Registers a source version: a new document, or a new version of one.',
		writes: true, body: requests.registerBody, streams: { types: STREAMED_TEXT, query: requests.registerQuery }, answer: answers.Registered,
		run: async (context, parsed) => registerDocument(context, await documentRequest(parsed, host)),
	}),
	defineRoute({
		long: true, method: 'post', path: '/documents/:id/mark', duty: 'executor', summary: 'MARK: proposes how the document is cut.',
		writes: true, body: requests.markBody, answer: answers.MarkOutcome,
		run: (context, { id, body }) => markDocument(context, { document: id, ...body }),
	}),
	defineRoute({
		long: true, method: 'get', path: '/documents/:id/export', duty: 'observer', summary: 'A cut document as one file: Akoma Ntoso 3.0, JSON or Markdown.',
		query: requests.exportQuery, answer: EXPORT_TYPES,
		run: async (context, { id, query: { format, as_of: asOf, known_at: knownAt, ...names }, response }) => fileAnswer(response, await exportDocument(context, { document: id, format, names, asOf, knownAt })),
	}),
	defineRoute({
		long: true, method: 'get', path: '/documents/:id/reading', duty: 'observer', summary: 'A document as it stands, or stood at a time: units in document order with their exact texts.',
		query: requests.readingQuery, answer: answers.DocumentReading,
		run: (context, { id, query: { as_of: asOf, known_at: knownAt, depth } }) => readDocumentInTime(context, id, { asOf, knownAt, depth }),
	}),
	defineRoute({
		long: true, method: 'get', path: '/documents/:id/diff', duty: 'observer',
		summary: 'What is different in a document between two days of its law: units added, removed, moved, renumbered, changed, with their texts of both days.',
		query: requests.diffQuery, answer: answers.DaysDifference,
		run: (context, { id, query: { from, to, known_at: knownAt } }) => diffDays(context, id, { from, to, knownAt }),
	}),
	defineRoute({
		long: true, method: 'post', path: '/units/attest', duty: 'executor', summary: 'MARK in mode attest: proposes to take existing units under governance, untouched.',
		writes: true, body: requests.attestBody, answer: answers.AttestOutcome,
		run: (context, { body }) => attestUnits(context, { units: body.units, docCode: body.doc_code, rationale: body.rationale }),
	}),
	...structureRoutes.map(long),
	defineRoute({
		method: 'post', path: '/sweep', duty: 'executor', summary: 'SWEEP: promotes one batch to review, oldest first; of these manifests alone where some are named, and then says for whom they wait.',
		writes: true, body: requests.sweepBody, answer: answers.Swept,
		run: (context, { body }) => sendToReview(context, host, { batchSize: body.batch_size, after: body.after, manifests: body.manifests }),
	}),
	long(reads('/manifests/:id', 'A manifest without its units.', answers.ManifestHeader, readManifest)),
	reads('/manifests/:id/standing', 'Where the entry of a manifest stands, its reviews, and what the caller may do next and why not.', answers.ManifestStanding, readManifestEntry),
	long(reads('/manifests/:id/findings', 'The ten findings a review would record now; of a manifest that is cut, those it recorded.', answers.Findings, readFindings)),
	long(reads('/manifests/:id/lacking', 'What the text of a draft says of its own provisions: those it cites and does not have (lost in the cut, or an error of the text), and days from which parts are law.', answers.DraftRead, readDraft)),
	long(reads('/manifests/:id/anomalies', 'What is odd about the text, the gravest first: what a review has to answer.', answers.AnomaliesAsked, readAnomalies)),
	long(reads('/manifests/:id/card', 'What the document says of itself: number, days and more, each with its line, and who confirmed it.', answers.ManifestCard, readManifestCard)),
	defineRoute({
		long: true, method: 'get', path: '/manifests/:id/units', duty: 'observer', summary: 'Units of a manifest with their texts, in pages.',
		query: requests.unitsQuery, answer: answers.UnitPage,
		run: (context, { id, query }) => readManifestUnits(context, id, query),
	}),
	long(reads('/manifests/:id/operation', 'What an operation on units proposes: addresses, what old citations will answer, texts before and after.', answers.OperationRead, readOperation)),
	defineRoute({
		long: true, method: 'get', path: '/manifests/:id/source', duty: 'observer', summary: 'The canonical text a manifest was made from.',
		answer: ['text/plain'],
		statuses: { 304: 'It is the text whose digest was named in If-None-Match: it never changes.' },
		run: async (context, { id, request, response }) => {
			const source = await readManifestSource(context, id, (sha256) => isKnownTo(request, response, sha256));
			if (source === null) response.status(304).end();
			else response.type('text/plain').send(source);
		},
	}),
	defineRoute({
		long: true, method: 'get', path: '/manifests/:id/diff/:other', duty: 'observer',
		summary: 'What changed from a manifest to another of the same document: units added, removed, moved, renumbered, changed.',
		answer: answers.ManifestDiff,
		run: (context, { id, other }) => diffManifests(context, { before: id, after: other }),
	}),
	defineRoute({
		long: true, method: 'post', path: '/manifests/:id/review', duty: 'reviewer', summary: 'REVIEW: ten computed findings, a verdict, and what the reviewer says to anomalies.',
		writes: true, body: requests.reviewBody, answer: answers.Reviewed,
		run: (context, { id, body: { manifest_digest, ...body } }) => reviewManifest(context, { manifestId: id, manifestDigest: manifest_digest, ...body }),
	}),
	defineRoute({
		long: true, method: 'post', path: '/manifests/:id/cut', duty: 'executor', summary: 'CUT: writes the approved plan in one transaction, or rehearses it.',
		writes: true, body: requests.cutBody, answer: answers.Cut,
		run: (context, { id, body: { target, dry_run } }) => cutManifest(context, { manifestId: id, target, dryRun: dry_run }),
	}),
	reads('/change-sets/:id', 'A change set with its verify result and row matrix.', answers.ChangeSetShown, readChangeSet),
	defineRoute({
		long: true, method: 'get', path: '/change-sets/:id/bundle', duty: 'observer',
		summary: 'The evidence bundle: everything needed to check the cut offline, as canonical JSON.',
		answer: [BUNDLE_TYPE],
		run: (context, { id, response }) => streamedAnswer(response, BUNDLE_TYPE, (write) => readBundle(context, id, write)),
	}),
	defineRoute({
		long: true, method: 'post', path: '/change-sets/:id/verify', duty: 'verifier', summary: 'VERIFY: proves a cut from the source text and the live rows.',
		writes: true, answer: answers.Verified,
		run: (context, { id }) => verifyChangeSet(context, id),
	}),
	reads('/ledger/checkpoint', 'The newest signed checkpoint of the ledger, and how many rows are not yet under one.', answers.NewestCheckpoint, readCheckpoint),
	defineRoute({
		method: 'post', path: '/entries/:id/abandon', duty: 'executor', summary: 'Gives an entry up before it is cut.',
		writes: true, body: requests.abandonBody, answer: answers.Abandoned,
		run: (context, { id, body }) => abandonEntry(context, { entryId: id, rationale: body.rationale }),
	}),
	defineRoute({
		method: 'post', path: '/entries/:id/dependencies', duty: 'executor', summary: 'Makes an entry wait for another, or relates it to another.',
		writes: true, body: requests.dependencyBody, answer: answers.Dependency,
		run: (context, { id, body }) => addDependency(context, { entryId: id, on: body.on, kind: body.kind }),
	}),
	defineRoute({
		method: 'get', path: '/backlog', duty: 'observer', summary: 'Entries with their history, in keyset pages, oldest first.',
		query: requests.backlogQuery, answer: answers.BacklogPage,
		run: (context, { query }) => readBacklog(context, query),
	}),
	defineRoute({
		method: 'get', path: '/backlog/days', duty: 'observer', summary: 'How many cut requests were in each state at the end of each of the last days, in UTC.',
		query: requests.daysQuery, answer: answers.BacklogDays,
		run: (context, { query }) => readBacklogDays(context, query.days),
	}),
	defineRoute({
		long: true, method: 'get', path: '/units/:address', duty: 'observer', summary: 'The unit that a text names, with all that stands in it, now or as of a time.',
		query: requests.readingQuery, statuses: RESOLVE_STATUSES, answer: answers.UnitRead,
		run: async (context, { address, query: { as_of: asOf, known_at: knownAt, depth }, response }) => {
			const answer = await readUnit(context, address, { asOf, knownAt, depth });
			response.status(RESOLVE_STATUS[answer.resolution.outcome]);
			return answer;
		},
	}),
	defineRoute({
		method: 'get', path: '/units/:address/proof', duty: 'observer',
		summary: 'The proof beside a unit (C2SP tlog-proof): with its text and the key of the log it is checked offline.',
		answer: [PROOF_TYPE],
		run: async (context, { address, response }) => {
			const { proof, unit_id } = await proveUnit(context, address);
			fileAnswer(response, { text: proof, media_type: PROOF_TYPE, file_name: `${unit_id}.tlog-proof` });
		},
	}),
	defineRoute({
		long: true, method: 'get', path: '/units/:address/cited-by', duty: 'observer', summary: 'The texts that cite a unit, or what stands in it, in keyset pages: of each which unit it means, and what became of that.',
		query: requests.referencesQuery, statuses: NO_UNIT, answer: answers.CitedByPage,
		run: async (context, { address, query: { as_of: asOf, after, limit }, response }) => resolved(response, await readCitedBy(context, address, { asOf, after, limit })),
	}),
	defineRoute({
		long: true, method: 'get', path: '/units/:address/references', duty: 'observer', summary: 'What a unit and all that stands in it cites, in keyset pages.',
		query: requests.referencesQuery, statuses: NO_UNIT, answer: answers.CitedByPage,
		run: async (context, { address, query: { as_of: asOf, after, limit }, response }) => resolved(response, await readReferences(context, address, { asOf, after, limit })),
	}),
	defineRoute({
		long: true, method: 'get', path: '/documents/:id/references', duty: 'observer', summary: 'What a document cites, in keyset pages.',
		query: requests.referencesQuery, answer: answers.ReferencePage,
		run: (context, { id, query: { as_of: asOf, after, limit } }) => readReferencesOfDocument(context, id, { asOf, after, limit }),
	}),
	reads('/documents/:id/names', 'By what a document is cited: its number, its titles, what people added.', answers.DocumentNamesShown, readNames),
	defineRoute({
		method: 'post', path: '/documents/:id/names', duty: 'executor', summary: 'Adds names by which a document is cited too, and takes such away.',
		writes: true, body: requests.namesBody, answer: answers.DocumentNamesShown,
		run: (context, { id, body: { add, remove } }) => changeNames(context, { document: id, add, remove }),
	}),
	reads('/documents/:id/amended-by', 'The registered acts that amend or repeal a document, and where each stands: outstanding, proposed, carried out, or in the text already.', answers.ActsOnDocuments, readActsOn),
	reads('/documents/:id/amends', 'The documents that an act amends or repeals, those that are not registered among them, and where it stands on each.', answers.ActsOnDocuments, readDocumentsOf),
	defineRoute({
		method: 'post', path: '/documents/:id/amended-by', duty: 'executor', summary: 'Says that the text of a document has what an act asks for, or takes that back.',
		writes: true, body: requests.inclusionBody, answer: answers.ActsOnDocuments,
		run: (context, { id, body }) => sayInclusion(context, { document: id, ...body }),
	}),
	defineRoute({
		long: true, method: 'get', path: '/outstanding', duty: 'observer', summary: 'Acts that are registered and not carried out on a document of the library, of those registered last.',
		query: requests.outstandingQuery, answer: answers.ActsOnDocuments,
		run: (context, { query: { limit } }) => readOutstanding(context, limit),
	}),
	defineRoute({
		long: true, method: 'get', path: '/open-citations', duty: 'observer',
		summary: 'Citations that do not answer as they were meant, of the library or about one document, until somebody lets them stand, in keyset pages.',
		query: requests.openCitationsQuery, answer: answers.OpenCitationPage,
		run: (context, { query }) => readOpenCitations(context, query),
	}),
	defineRoute({
		method: 'post', path: '/open-citations', duty: 'executor', summary: 'Lets a citation stand that does not answer as it was meant, with a reason, or takes that back.',
		writes: true, body: requests.acceptanceBody, answer: answers.ReferencePage,
		run: (context, { body }) => acceptCitation(context, body),
	}),
	defineRoute({
		long: true, method: 'get', path: '/wanted-documents', duty: 'observer', summary: 'Documents that are cited and not registered, those that the most documents cite first.',
		query: requests.wantedQuery, answer: answers.WantedDocuments,
		run: (context, { query: { limit } }) => readWanted(context, limit),
	}),
	reads('/units/:id/history', 'Every version of a unit with its texts, the change set that wrote it and its verdict, the newest first; and what happened to its parts.', answers.UnitHistoryRead, readUnitHistory),
	long(reads('/units/:id/surroundings', 'A unit among all units of its document, and whether the caller may change it and why not.', answers.Surroundings, readSurroundings)),
	defineRoute({
		method: 'get', path: '/audit', duty: 'observer', summary: 'Who did what when: by person, document and time, in keyset pages, the newest first.',
		query: requests.auditQuery, answer: answers.AuditPage,
		run: (context, { query }) => readAudit(context, query),
	}),
	defineRoute({
		method: 'post', path: '/addresses/parse', duty: 'observer', summary: 'Parses and validates up to 10,000 addresses.',
		body: requests.parseBody, answer: z.array(answers.ParsedAddress),
		run: (context, { body }) => parseAddresses(context, body.addresses),
	}),
	defineRoute({
		method: 'get', path: '/resolve', duty: 'observer', summary: 'Resolves one text to the unit it names.',
		query: requests.resolveQuery,
		statuses: RESOLVE_STATUSES, answer: answers.Resolved,
		run: async (context, { query, response }) => {
			const [resolution] = await resolveAddresses(context, {
				texts: [query.address], asOf: query.as_of, knownAt: query.known_at, follow: query.follow, standing: query.standing, ownUnitId: query.own_unit_id,
			});
			response.status(RESOLVE_STATUS[resolution!.outcome]);
			return resolution!;
		},
	}),
	defineRoute({
		long: true, method: 'post', path: '/resolve', duty: 'observer', summary: 'Resolves up to 10,000 texts, each with its outcome.',
		body: requests.resolveBody, answer: z.array(answers.Resolved),
		run: (context, { body }) =>
			resolveAddresses(context, {
				texts: body.addresses, asOf: body.as_of, knownAt: body.known_at, follow: body.follow, standing: body.standing, ownUnitId: body.own_unit_id,
			}),
	}),
	defineRoute({
		method: 'post', path: '/aliases', duty: 'executor', summary: 'Writes an external reference or a redirect.',
		writes: true, body: requests.aliasBody, answer: answers.AliasRow,
		run: (context, { body }) =>
			writeAlias(context, {
				text: body.alias_text, target: body.target, kind: body.kind, validFrom: body.valid_from, validUntil: body.valid_until,
				rationale: body.rationale, scenario: body.scenario_ref,
			}),
	}),
	defineRoute({
		method: 'post', path: '/aliases/:id/close', duty: 'executor', summary: 'Ends an alias at a time; rows are never deleted.',
		writes: true, body: requests.closeBody, answer: answers.AliasRow,
		run: (context, { id, body }) => endAlias(context, { id, at: body.at }),
	}),
	defineRoute({
		method: 'get', path: '/aliases', duty: 'observer', summary: 'Alias rows by text or target, in keyset pages.',
		query: requests.aliasesQuery, answer: answers.AliasPage,
		run: (context, { query }) =>
			readAliases(context, { text: query.text, targetUnitId: query.target_unit_id, after: query.after, limit: query.limit }),
	}),
	...changeRoutes,
];
