/** The table of routes. */
import type { Request, Response, Router } from 'express';
import type { Knex } from 'knex';

import type { Environment } from '../host/keys.js';
import { abandonEntry } from '../usecases/abandonEntry.js';
import { authorised, type Context } from '../usecases/context.js';
import { cutManifest } from '../usecases/cutManifest.js';
import { markDocument } from '../usecases/markDocument.js';
import { parseAddresses } from '../usecases/parseAddresses.js';
import { readBacklog } from '../usecases/readBacklog.js';
import { readChangeSet } from '../usecases/readChangeSet.js';
import { readHealth } from '../usecases/readHealth.js';
import { readManifest, readManifestSource, readManifestUnits } from '../usecases/readManifest.js';
import { registerDocument } from '../usecases/registerDocument.js';
import { resolveAddresses } from '../usecases/resolveAddress.js';
import { reviewManifest } from '../usecases/reviewManifest.js';
import { sweepBacklog } from '../usecases/sweepBacklog.js';
import { verifyChangeSet } from '../usecases/verifyChangeSet.js';
import { actorOf, type Accountability } from './actor.js';
import { toDirectusError } from './errors.js';
import * as requests from './requests.js';
import { readBytes, readFile, type FileHost } from './source.js';

export interface EndpointHost extends FileHost {
	database: Knex;
	env: Environment;
}

type DirectusRequest = Request & { accountability?: Accountability | null };

/** HTTP status of a resolution, by its outcome. */
const RESOLVE_STATUS: Record<string, number> = { canonical: 200, not_found: 404, malformed: 422 };

export function registerRoutes(router: Router, host: EndpointHost): void {
	/** Answers `{ data }` with what `work` returns, or Directus' error form. */
	const route =
		(work: (context: Context, request: DirectusRequest, response: Response) => Promise<unknown>, { open = false } = {}) =>
		async (request: Request, response: Response, next: (error?: unknown) => void): Promise<void> => {
			try {
				const { accountability } = request as DirectusRequest;
				const context = { database: host.database, env: host.env, actor: await actorOf(host.database, accountability) };
				// Before anything is parsed or read: anonymous callers learn nothing, and send nothing that is kept in memory.
				if (!open) await authorised(context, 'observer');
				const data = await work(context, request as DirectusRequest, response);
				if (!response.headersSent) response.json({ data });
			} catch (error) {
				next(toDirectusError(error));
			}
		};
	const idOf = (request: Request) => requests.params.parse(request.params).id;

	router.get('/health', route((context) => readHealth(context), { open: true }));

	router.post('/documents', route(async (context, request) => {
		const asked = await documentRequest(request, host);
		return registerDocument(context, asked);
	}));
	router.post('/documents/:id/mark', route((context, request) =>
		markDocument(context, { documentId: idOf(request), ...requests.markBody.parse(request.body ?? {}) })));
	router.post('/sweep', route((context, request) => sweepBacklog(context, requests.sweepBody.parse(request.body ?? {}).batch_size)));

	router.get('/manifests/:id', route((context, request) => readManifest(context, idOf(request))));
	router.get('/manifests/:id/units', route((context, request) => readManifestUnits(context, idOf(request), requests.unitsQuery.parse(request.query))));
	router.get('/manifests/:id/source', route(async (context, request, response) => {
		response.type('text/plain').send(await readManifestSource(context, idOf(request)));
	}));
	router.post('/manifests/:id/review', route((context, request) => {
		const body = requests.reviewBody.parse(request.body ?? {});
		return reviewManifest(context, { manifestId: idOf(request), verdict: body.verdict, rationale: body.rationale, manifestDigest: body.manifest_digest });
	}));
	router.post('/manifests/:id/cut', route((context, request) => {
		const body = requests.cutBody.parse(request.body ?? {});
		return cutManifest(context, { manifestId: idOf(request), target: body.target, dryRun: body.dry_run });
	}));

	router.get('/change-sets/:id', route((context, request) => readChangeSet(context, idOf(request))));
	router.post('/change-sets/:id/verify', route((context, request) => verifyChangeSet(context, idOf(request))));

	router.post('/entries/:id/abandon', route((context, request) =>
		abandonEntry(context, { entryId: idOf(request), rationale: requests.abandonBody.parse(request.body ?? {}).rationale })));
	router.get('/backlog', route((context, request) => readBacklog(context, requests.backlogQuery.parse(request.query))));

	router.post('/addresses/parse', route((context, request) => parseAddresses(context, requests.parseBody.parse(request.body ?? {}).addresses)));
	router.get('/resolve', route(async (context, request, response) => {
		const query = requests.resolveQuery.parse(request.query);
		const [resolution] = await resolveAddresses(context, [query.address], query.as_of);
		response.status(RESOLVE_STATUS[resolution?.outcome ?? ''] ?? 500);
		return resolution;
	}));
	router.post('/resolve', route((context, request) => {
		const body = requests.resolveBody.parse(request.body ?? {});
		return resolveAddresses(context, body.addresses, body.as_of);
	}));
}

/** A registration: JSON with `text` or `file`, or the text itself as the body with everything else in the query. */
async function documentRequest(request: DirectusRequest, host: EndpointHost) {
	if (request.is('text/*') || request.is('application/octet-stream')) {
		const query = requests.registerQuery.parse(request.query);
		return { title: query.title, docCode: query.doc_code, prefix: query.prefix, profile: query.profile, bytes: await readBytes(request) };
	}
	const body = requests.registerBody.parse(request.body ?? {});
	const bytes = body.file === null ? Buffer.from(body.text ?? '', 'utf8') : await readFile(host, request.accountability, body.file);
	return { title: body.title, docCode: body.doc_code, prefix: body.prefix, profile: body.profile, bytes };
}
