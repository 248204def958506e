/** The routes of governed change. All read: a change is carried out on the command line, where its database login is. */
import * as answers from '../answers/index.js';
import { readChangeBackups, readChangePackages, readChangeRun, readChangeRuns, readChangeWaiting } from '../usecases/change/readChanges.js';
import { checkChangeReport, readChangeReport, readReportFile } from '../usecases/change/readReports.js';
import { fileAnswer } from './answer.js';
import { reportFileQuery, reportQuery } from './requests.js';
import { defineRoute, reads, type Route } from './route.js';

/** What a report may be as a file. */
const REPORT_TYPES = ['text/markdown', 'application/json'] as const;

export const changeRoutes: readonly Route[] = [
	reads('/change/waiting', 'What of governed change waits for somebody, what waits for the caller first.', answers.ChangeWaiting, readChangeWaiting),
	reads('/change/packages', 'Change packages with their reviews, authorisations and runs, where each stands and whose turn it is; the newest first.', answers.ChangePackages, readChangePackages),
	reads('/change/runs', 'Dry runs, executions and rollbacks, where each stands and what is safe to do; the newest first.', answers.ChangeRuns, readChangeRuns),
	reads('/change/runs/:id', 'A run with its steps, gates and checks.', answers.ChangeRun, readChangeRun),
	reads('/change/backups', 'Backups with what each holds and its restores with their ten checks; the newest first.', answers.ChangeBackups, readChangeBackups),
	defineRoute({
		method: 'get', path: '/change/report', duty: 'observer', summary: 'The report of a run, a backup or a package, rendered from the records.',
		query: reportQuery, answer: answers.ReportShown,
		run: (context, { query }) => readChangeReport(context, query.named),
	}),
	defineRoute({
		method: 'get', path: '/change/report/file', duty: 'observer', summary: 'The same as a file, to the byte as it lies in the artefact folder.',
		query: reportFileQuery, answer: REPORT_TYPES,
		run: async (context, { query: { named, format }, response }) => fileAnswer(response, await readReportFile(context, named, format)),
	}),
	defineRoute({
		method: 'get', path: '/change/report/check', duty: 'observer', summary: 'Recomputes every SHA-256 of the folder of a run or a backup and compares every figure with the evidence.',
		query: reportQuery, answer: answers.ReportCheck,
		run: (context, { query }) => checkChangeReport(context, query.named),
	}),
];
