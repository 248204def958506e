/** `cutter-cut`: CUT of approved manifests, as the person who triggered the flow; nobody cuts on a schedule. */
import { defineOperationApi } from '@directus/extensions-sdk';
import { z } from 'zod';

import { target } from '../../surface/values.js';
import { cutManifest } from '../../usecases/cutManifest.js';
import { manifestToCut } from '../../usecases/namedByDocument.js';
import { blankable, eachInTurn, idsOf, perform, yesOrNo } from '../perform.js';

const schema = z.object({
	manifest: idsOf('a manifest or of a source document'),
	target: blankable(target),
	dry_run: blankable(yesOrNo.default(false)),
});

export default defineOperationApi({
	id: 'cutter-cut',
	handler: (options, host) =>
		perform('cut', schema, options, host, async (context, { manifest, target, dry_run: dryRun }) =>
			manifest.answer(
				await eachInTurn(manifest.texts, async (id) => cutManifest(context, { manifestId: await manifestToCut(context, id), target, dryRun })),
			),
		),
});
