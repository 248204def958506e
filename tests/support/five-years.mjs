// The story of one law over five years: cut, enacted, article 6a renumbered, a new 6a inserted, article 7 split in three, a third of it
// split again, the halves joined, article 8 repealed; and what every address it ever used answers at each of these dates. The ledger's time is
// when a change is carried out, so the dates of a test lie seconds apart.

import assert from 'node:assert/strict';

/** A regulation in Vietnamese, told apart by a word. */
export const decree = (word) => ({
	article: 'DIEU',
	numbers: ['5', '6', '6A', '7', '8'],
	chapter: 'CHUONG-1',
	named: (number) => `Điều ${number}`,
	inserted: { title: 'Sáu a mới', heading: 'Điều 6a. Sáu a mới\n', body: 'Điều này là mới.\n' },
	heading: 'Điều 7. Bảy\n',
	sentences: ['Câu một của điều bảy.\n', 'Câu hai của điều bảy.\n', 'Câu ba của điều bảy.\n'],
	halves: ['Câu hai ', 'của điều bảy.\n'],
	repealed: 'Điều 8. Tám\nĐiều này là điều tám.\n',
	text: `LUẬT VỀ ${word.toUpperCase()}

Chương I
QUY ĐỊNH CHUNG
Điều 5. Năm
Điều này là điều năm.
Điều 6. Sáu
Điều này là điều sáu.
Điều 6a. Sáu a
Điều này là điều sáu a.
Điều 7. Bảy
Câu một của điều bảy.
Câu hai của điều bảy.
Câu ba của điều bảy.
Điều 8. Tám
Điều này là điều tám.
`,
});

/** The regulation of a harbour, in English: the one of docs/five-years.md. */
export const harbour = (town) => ({
	profile: 'eu-regulation',
	article: 'ART',
	numbers: ['1', '2', '3', '4', '5', '6', '6A', '7', '8'],
	chapter: 'CHAPTER-1',
	named: (number) => `Article ${number}`,
	inserted: { title: 'Electric boats', heading: 'Article 6a\nElectric boats\n', body: 'A boat may be charged at the pier from eight in the evening.\n' },
	heading: 'Article 7\nDuties of skippers\n',
	sentences: ['A skipper reports on arrival.\n', 'A skipper pays for the berth within a day and keeps the receipt on board.\n', 'A skipper leaves the berth as it was found.\n'],
	halves: ['A skipper pays for the berth within a day ', 'and keeps the receipt on board.\n'],
	repealed: 'Article 8\nCoal\nCoal is landed at the north pier only.\n',
	text: `REGULATION OF THE TOWN OF ${town.toUpperCase()} ON ITS HARBOUR

CHAPTER I
The harbour
Article 1
What the harbour is
The harbour is the water between the two piers, and the piers.
Article 2
Harbour master
The town names a harbour master for six years.
Article 3
Berths
The harbour master gives out the berths and keeps the list of them.
Article 4
Fees
A berth costs what the town council set in the year before.
Article 5
Who may moor
Whoever has a boat and a name on it may moor for a night.
Article 6
Lights
The pier is lit from dusk to dawn.
Article 6a
Nets
Nets are dried on the south wall.
Article 7
Duties of skippers
A skipper reports on arrival.
A skipper pays for the berth within a day and keeps the receipt on board.
A skipper leaves the berth as it was found.
Article 8
Coal
Coal is landed at the north pier only.
`,
});

/** Places in a text where pieces of it end, in bytes. */
const endsOf = (pieces) => pieces.reduce((places, piece) => [...places, { ends_at: (places.at(-1)?.ends_at ?? 0) + Buffer.byteLength(piece) }], []);

/**
 * Carries the story out, each step proposed, approved, cut and verified by three people.
 * @param {ReturnType<import('./structure.mjs').operationsOn>} operations
 * @param {{ prefix: string, docCode: string }} cut the law as it was cut and verified
 * @param {ReturnType<typeof decree>} law
 * @param {(step: string) => Promise<void>} [meanwhile] is told of each step once it is proposed and before it is decided
 */
export async function tellFiveYears({ carryOut, idOf, moment, reading }, { prefix, docCode }, law, meanwhile = async () => {}) {
	const address = (path) => `${prefix}/${path}`;
	const art = (path) => `${law.article}-${path}`;
	const at = (path) => idOf(address(path));
	const dates = [];
	const carried = {};
	const tell = async (step, changes = {}) => {
		const expected = { ...dates.at(-1)?.expected };
		for (const [path, [outcome, ...leads]] of Object.entries(changes)) expected[path] = [outcome, ...leads];
		dates.push({ step, time: await moment(), expected, text: await reading(docCode), changeSetId: carried[step]?.cut.change_set_id });
	};
	const done = async (step, path, body) => (carried[step] = await carryOut(path, body, (proposed) => meanwhile(step, proposed)));
	const stands = (...paths) => Object.fromEntries(paths.map((path) => [path, ['canonical', path]]));

	const born = [law.chapter, ...law.numbers.map(art)];
	await tell('cut', stands(...born));
	const [chapter, ...articles] = await Promise.all(born.map(at));
	const [six, sixA, seven, eight] = ['6', '6A', '7', '8'].map((number) => articles[law.numbers.indexOf(number)]);

	await done('enact', `${chapter}/enact`, { also: articles });
	await tell('enact');

	await done('renumber', `${sixA}/renumber`, { address: address(art('6B')), label: law.named('6b') });
	await tell('renumber', { [art('6A')]: ['alias', art('6B')], ...stands(art('6B')) });

	await done('insert', `${six}/insert`, { address: address(art('6A')), section_type: 'article', label: law.named('6a'), ...law.inserted });
	await tell('insert', stands(art('6A')));

	await done('split', `${seven}/split`, { parts: endsOf(law.sentences) });
	const thirds = [1, 2, 3].map((number) => art(`7-P${number}`));
	await tell('split', { [art('7')]: ['many', ...thirds], ...stands(...thirds) });

	const [first, second, third] = thirds;
	const halves = [`${second}-P1`, `${second}-P2`];
	await done('split again', `${await at(second)}/split`, { parts: endsOf(law.halves) });
	await tell('split again', { [art('7')]: ['many', first, ...halves, third], [second]: ['many', ...halves], ...stands(...halves) });

	const whole = `${second}-P3`;
	await done('join', 'join', { unit_ids: await Promise.all(halves.map(at)), label: law.named('7 (2)') });
	await tell('join', { [art('7')]: ['many', first, whole, third], ...Object.fromEntries([second, ...halves].map((path) => [path, ['alias', whole]])), ...stands(whole) });

	await done('retire', `${eight}/retire`, {});
	await tell('retire', { [art('8')]: ['gone'] });

	// Units keep their names of today: an address as of a time before leads to the unit that had it then.
	for (const { expected } of dates.slice(0, 2)) expected[art('6A')] = ['alias', art('6B')];
	return { prefix, dates, carried, address, art, ids: { six, sixA, seven, eight } };
}

export const textOf = ({ units }) => units.map(({ heading, body }) => (heading ?? '') + (body ?? '')).join('');

/** Asserts over HTTP that at each date every address answers as it should, and the whole document reads to the byte as it stood. */
export async function assertAsTold({ clients: { reviewer } }, { answers }, { documentId }, { dates, address }) {
	const everUsed = Object.keys(dates.at(-1).expected);
	for (const [index, { time, step, expected, text, changeSetId }] of dates.entries()) {
		for (const path of everUsed.filter((each) => !(each in expected))) assert.deepEqual(await answers(address(path), time), ['not_found'], `${path} before its time, ${step}`);
		for (const [path, [outcome, ...leads]] of Object.entries(expected)) {
			const answer = await answers(address(path), time);
			assert.deepEqual(outcome === 'gone' ? answer.slice(0, 1) : answer, [outcome, ...leads.map(address)], `${path} at date ${index}, ${step}`);
		}
		const document = await reviewer.get(`/cutter/documents/${documentId}/reading?as_of=${encodeURIComponent(time)}`);
		assert.equal(textOf(document), text, `the document at date ${index}, ${step}`);
		if (changeSetId) assert.equal(document.last_change.change_set_id, changeSetId);
		// What stands there is what answers by its own name; before it was renumbered, a unit stands by the name it had then.
		const held = document.units.filter(({ lifecycle_status: status }) => status !== 'retired').map(({ canonical_address: each }) => each);
		const own = Object.entries(expected).filter(([, [outcome]]) => outcome === 'canonical' || index < 2).map(([path]) => address(path));
		assert.deepEqual(held.sort(), own.sort(), `what stands there at date ${index}, ${step}`);
	}
}
