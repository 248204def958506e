/** What is on record of runs, in the shape in which the core decides on it. */
import type { RunHistory, StandingFacts } from '../../core/index.js';
import type { RecordedRun } from '../../ledger/changeRecords.js';

const marks = ({ steps }: RecordedRun): RunHistory['steps'] => steps.map(({ step, event }) => ({ step, event }));

/** @param all every run of the same package, or of the whole database */
export const historyOf = (run: RecordedRun, all: RecordedRun[]): RunHistory => ({
	run_id: run.runId,
	kind: run.kind,
	steps: marks(run),
	gates: run.gates.map(({ gate }) => gate),
	rollbacks: all.filter(({ ofRunId }) => ofRunId === run.runId).map(marks),
});

/** What the core looks at to say where each run stands; of every run there is, because one of them may be going on. */
export function standingFactsOf(all: RecordedRun[], locked: boolean): StandingFacts[] {
	const last = lastActive(all);
	return all.map((run) => ({ run: historyOf(run, all), locked, last_active: run.runId === last }));
}

/** The run with the latest record. */
function lastActive(runs: RecordedRun[]): string | undefined {
	const at = ({ startedAt, steps }: RecordedRun): string => steps.at(-1)?.recorded_at ?? startedAt;
	return [...runs].sort((left, right) => at(left).localeCompare(at(right))).at(-1)?.runId;
}
