/** Reports for those who read in the Studio: the same reports and checks as on the command line. */
import type { ReportCheck, ReportShown } from '../../answers/index.js';
import { WaitingLine } from '../../host/line.js';
import { readingRecords } from '../../ledger/records.js';
import { authorisedForAll, type Context } from '../context.js';
import { checkFolder, recordedFolder } from './checkReport.js';
import { reportFrom, type RenderedReport } from './readReport.js';

async function rendered(context: Context, named: string): Promise<RenderedReport> {
	await authorisedForAll(context, 'observer');
	return readingRecords(context, (records) => reportFrom(records, context.env, named));
}

export async function readChangeReport(context: Context, named: string): Promise<ReportShown> {
	const { of, status, markdown, json } = await rendered(context, named);
	return { of, status, markdown, report: JSON.parse(json) };
}

export interface ReportFile {
	text: string;
	media_type: string;
	file_name: string;
}

export async function readReportFile(context: Context, named: string, format: 'markdown' | 'json'): Promise<ReportFile> {
	const { of, id, markdown, json } = await rendered(context, named);
	return format === 'markdown'
		? { text: markdown, media_type: 'text/markdown', file_name: `${of}-${id}.md` }
		: { text: json, media_type: 'application/json', file_name: `${of}-${id}.json` };
}

/** Checks that go on, by folder: however many ask, a dump is read once. */
const checking = new Map<string, Promise<ReportCheck>>();
/** One folder at a time; whoever asks for another meanwhile asks again. */
const oneByOne = new WaitingLine({ places: 1, queue: 0 });

export async function checkChangeReport(context: Context, named: string): Promise<ReportCheck> {
	await authorisedForAll(context, 'observer');
	const recorded = await readingRecords(context, (records) => recordedFolder(records, named));
	const name = 'run' in recorded ? recorded.run.folder : recorded.backup.folder;
	const going = checking.get(name);
	if (going) return going;
	const check = oneByOne.during(name, null, () => checkFolder(context.env, recorded)).then(({ folder, verdict, checks }) => ({ folder, verdict, checks }));
	checking.set(name, check);
	return check.finally(() => checking.delete(name));
}
