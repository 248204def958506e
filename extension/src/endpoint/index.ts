/** HTTP under /cutter: each route parses, calls one use case, and renders its answer. */
import { defineEndpoint } from '@directus/extensions-sdk';
import type { Router } from 'express';

import { serve, type EndpointHost } from './serve.js';

export default defineEndpoint({
	id: 'cutter',
	handler: (router, context) => serve(router as unknown as Router, context as unknown as EndpointHost),
});
