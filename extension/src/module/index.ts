/** The module "Cutter": the pipeline of documents, from their text to proven units, for the people who carry it out. */
import { defineModule } from '@directus/extensions-sdk';
import { defineComponent, h } from 'vue';

import Addresses from './pages/addresses.vue';
import Amend from './pages/amend.vue';
import ChangeBackup from './pages/change-backup.vue';
import ChangeControl from './pages/change-control.vue';
import ChangePackage from './pages/change-package.vue';
import ChangeRun from './pages/change-run.vue';
import ChangeSet from './pages/change-set.vue';
import Document from './pages/document.vue';
import Documents from './pages/documents.vue';
import Operate from './pages/operate.vue';
import Overview from './pages/overview.vue';
import Register from './pages/register.vue';
import Review from './pages/review.vue';
import Studio from './pages/studio.vue';
import Try from './pages/try.vue';

/** From one document to another that it cites is another page. */
const DocumentPage = defineComponent({ props: { id: { type: String, required: true } }, setup: (props) => () => h(Document, { key: props.id, id: props.id }) });

export default defineModule({
	id: 'cutter',
	name: 'Cutter',
	icon: 'content_cut',
	routes: [
		{ path: '', component: Overview },
		{ path: 'documents', component: Documents },
		{ path: 'documents/new', component: Register },
		{ path: 'documents/:id', component: DocumentPage, props: true },
		{ path: 'documents/:id/amend', component: Amend, props: true },
		{ path: 'try', component: Try },
		{ path: 'manifests/:id', component: Studio, props: true },
		{ path: 'manifests/:id/review', component: Review, props: true },
		{ path: 'change-sets/:id', component: ChangeSet, props: true },
		{ path: 'units/:id/operate', component: Operate, props: true },
		{ path: 'addresses', component: Addresses },
		{ path: 'change-control', component: ChangeControl },
		{ path: 'change-control/packages/:id', component: ChangePackage, props: true },
		{ path: 'change-control/runs/:id', component: ChangeRun, props: true },
		{ path: 'change-control/backups/:id', component: ChangeBackup, props: true },
	],
});
