// Runs the cases of test vectors through the functions of a WebAssembly build. It imports nothing, so that a page runs it
// as Node.js does.

/** The status a surface answers an outcome with. */
const STATUS = { canonical: 200, alias: 200, many: 300, gone: 410, not_found: 404, malformed: 422, ambiguous: 409, cycle: 409, dangling: 409, too_deep: 409 };

/** Fields of a `parse` case that assert nothing about the answer. */
const NOT_ASSERTED = new Set(['op', 'text', 'ok', 'name']);

function equal(what, expected, found) {
	const [one, two] = [expected, found].map((value) => JSON.stringify(value ?? null));
	if (one !== two) throw new Error(`${what} is ${two}, expected ${one}`);
}

/** The answer, or the object that was thrown instead. */
function attempt(decide) {
	try {
		return { answer: decide() };
	} catch (refusal) {
		if (!refusal?.code || !refusal.kind || !refusal.message) throw new Error(`no refusal object was thrown but ${refusal}`, { cause: refusal });
		return { refusal };
	}
}

function derived({ result, error }, decide) {
	const { answer, refusal } = attempt(decide);
	if ((result === undefined) === (error === undefined)) throw new Error('the case must have either `result` or `error`');
	equal('`result`', result, answer);
	equal('`error`', error, refusal?.code);
}

function parse(core, expected) {
	const [{ outcome, ...found }] = core.parse_addresses([expected.text]);
	equal('`ok`', expected.ok, outcome === 'valid');
	for (const [field, value] of Object.entries(expected)) {
		if (NOT_ASSERTED.has(field) || (!expected.ok && value === null)) continue;
		if (!(field in found)) throw new Error(`the answer has no field \`${field}\``);
		equal(`\`${field}\``, value, found[field]);
	}
	const suggestion = core.suggest_address(expected.text);
	if (suggestion !== undefined) equal(`the suggestion ${suggestion} parses`, 'valid', core.parse_addresses([suggestion])[0].outcome);
}

/** The answer in the fields of the vectors. */
function summary({ outcome, units, candidates, tombstone, problems, trail }) {
	return {
		outcome,
		http: STATUS[outcome],
		units: units.map(({ id }) => id),
		candidates: candidates.map(({ id }) => id).sort(),
		tombstone: tombstone?.unit.id ?? null,
		problems: [...new Set(problems.map(({ kind }) => kind))].sort(),
		trail_units: trail.length,
	};
}

/** The vectors say `lifecycle` for `lifecycle_status`. */
const unit = ({ lifecycle, ...rest }) => ({ ...rest, lifecycle_status: lifecycle });

function resolve(core, { units, aliases, text, as_of, follow, expect }) {
	const { answer, refusal } = attempt(() => core.resolve_all({ texts: [text], as_of, follow }, { units: units.map(unit), aliases }));
	const found = refusal ? { http: refusal.code === 'TIME_UNREADABLE' ? 400 : refusal.code } : summary(answer[0]);
	for (const [field, value] of Object.entries(expect)) {
		if (!(field in found)) throw new Error(`the answer has no field \`${field}\`: ${JSON.stringify(found)}`);
		equal(`\`${field}\``, field === 'candidates' ? [...value].sort() : value, found[field]);
	}
}

const OPERATIONS = {
	parse,
	sort: (core, { input, output }) => equal('`output`', output, core.sort_addresses(input)),
	label: (core, { written, numbering, token }) => equal('`token`', token, attempt(() => core.label_token(written, numbering)).answer),
	split: (core, { address, taken, count, ...expected }) => derived(expected, () => core.split_address(address, taken, count)),
	join: (core, { joined, ever_used: everUsed, ...expected }) => derived(expected, () => core.join_addresses(joined, everUsed)),
	resolve,
};

/** A world of aliases is as many cases as it has queries. */
const casesOf = ({ queries, ...world }) => (queries ? queries.map((query) => ({ ...world, ...query, op: 'resolve' })) : [world]);

/**
 * @param {object} core the functions of a build
 * @param {{ cases: object[] }} file of vectors
 * @param {string[]} operations cases of other operations are left out
 * @returns {{ passed: number, failed: string[] }} of the failed ones the case and the reason
 */
export function runVectors(core, file, operations = Object.keys(OPERATIONS)) {
	const failed = [];
	const cases = file.cases.flatMap(casesOf).filter(({ op }) => operations.includes(op) || !(op in OPERATIONS));
	cases.forEach((one, index) => {
		try {
			const operation = OPERATIONS[one.op];
			if (!operation) throw new Error(`the operation ${one.op} is unknown`);
			operation(core, one);
		} catch (error) {
			failed.push(`case ${index} (${one.op} ${one.name ?? ''} ${JSON.stringify(one.text ?? one.written ?? one.address ?? '')}): ${error.message}`);
		}
	});
	return { passed: cases.length - failed.length, failed };
}
