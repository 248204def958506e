/** HTTP under /cutter: each route parses, calls one use case, and renders its answer. */
import { defineEndpoint } from '@directus/extensions-sdk';
import type { Router } from 'express';

import { registerRoutes, type EndpointHost } from './routes.js';

export default defineEndpoint({
	id: 'cutter',
	handler: (router, context) => registerRoutes(router as unknown as Router, context as unknown as EndpointHost),
});
