// The page for strangers: a text, its proof and the key of the log in; a sentence out. Nothing is sent anywhere.

/* global check_proof, initSync, WASM -- what extension/proof-page.mjs puts before this */

const WORDS = {
	en: {
		title: 'Is this the text of the law?',
		intro: 'A proof shows that a text was cut as one unit of a law, and that this stands in a log that cannot be rewritten unseen. Give the three things below; they stay on this machine.',
		text: 'The text of the unit', textHint: 'as a file to the byte, or pasted',
		proof: 'Its proof', proofHint: 'a file that ends in .tlog-proof, or what is in it',
		keys: 'The key of the log', keysHint: 'from somebody you trust, not from where the proof is from; below it, each on a line, keys of witnesses that must have seen it',
		check: 'Check', other: 'Tiếng Việt',
		alone: 'This page is one file. It opens from a disk, loads nothing, and its rules forbid it to.',
		proven: 'Yes: this is the text that was cut.', provenHeading: 'Yes: this is the heading that was cut; the unit has no text of its own.',
		address: 'Unit', heading: 'Heading', document: 'Document', version: 'Version of the text', change: 'Written by', at: 'at', by: 'by person', log: 'Log', leaf: 'leaf', of: 'of', witnesses: 'Seen by',
		noWitness: 'no witness whose key you gave', unknown: 'not told by this proof', source: 'SHA-256 of the source text',
		limits: 'It does not say that the unit is still in force, nor that nobody changed it since: ask for a newer proof.',
		broken: 'This page could not finish: reload it.', missing: 'Something is missing: give the text, the proof and the key.',
		faults: [
			['UNIT_TEXT_LINE_ENDS', 'Almost: the text differs only in line ends, or in what stands before or after it.'],
			['UNIT_TEXT', 'No: this is not the text the proof is for. The text was changed, or the proof is of another unit.'],
			['UNIT_ROW', 'No: what the proof says of the unit was changed. It is not what was cut.'],
			['UNIT_LEAF', 'No: the cut that the proof speaks of is not in the log.'],
			['UNIT_EXTRA', 'The proof is damaged: what it says of the unit cannot be read.'],
			['PROOF_IN', 'No: the proof does not lead to the checkpoint of the log.'],
			['PROOF_', 'The proof is damaged: it is not in its format.'],
			['CHECKPOINT_UNSIGNED', 'No: the log whose key you gave did not sign this checkpoint.'],
			['CHECKPOINT_OTHER_LOG', 'No: the checkpoint is of another log than the key.'],
			['CHECKPOINT_SIGNATURE', 'No: the checkpoint was changed after the log signed it.'],
			['COSIGNATURE_MISSING', 'A witness that you asked for has not seen this checkpoint.'],
			['COSIGNATURE_', 'No: the signature of a witness is not over this checkpoint.'],
			['VKEY_', 'The key is not one, or was mistyped.'],
			['', 'The checkpoint in the proof is damaged: it is not in its format.'],
		],
	},
	vi: {
		title: 'Đây có phải là văn bản luật không?',
		intro: 'Bằng chứng cho thấy một đoạn văn đã được cắt thành một đơn vị của văn bản luật, và điều đó nằm trong một nhật ký không thể bị viết lại mà không ai biết. Hãy đưa vào ba thứ dưới đây; chúng không rời khỏi máy này.',
		text: 'Văn bản của đơn vị', textHint: 'tệp đúng từng byte, hoặc dán vào',
		proof: 'Bằng chứng', proofHint: 'tệp có đuôi .tlog-proof, hoặc nội dung của nó',
		keys: 'Khóa của nhật ký', keysHint: 'lấy từ người bạn tin, không lấy từ nơi đưa bằng chứng; bên dưới, mỗi dòng một khóa của nhân chứng phải đã thấy nó',
		check: 'Kiểm tra', other: 'English',
		alone: 'Trang này là một tệp. Nó mở được từ ổ đĩa, không tải gì, và quy tắc của nó cấm điều đó.',
		proven: 'Đúng: đây là văn bản đã được cắt.', provenHeading: 'Đúng: đây là tiêu đề đã được cắt; đơn vị này không có văn bản riêng.',
		address: 'Đơn vị', heading: 'Tiêu đề', document: 'Văn bản', version: 'Phiên bản nội dung', change: 'Được ghi bởi', at: 'lúc', by: 'bởi người', log: 'Nhật ký', leaf: 'lá', of: 'trên', witnesses: 'Đã được thấy bởi',
		noWitness: 'không nhân chứng nào có khóa bạn đưa', unknown: 'bằng chứng này không nói', source: 'SHA-256 của văn bản nguồn',
		limits: 'Nó không nói rằng đơn vị còn hiệu lực, cũng không nói rằng từ đó chưa ai sửa: hãy xin bằng chứng mới hơn.',
		broken: 'Trang không làm xong được: hãy tải lại.', missing: 'Còn thiếu: hãy đưa văn bản, bằng chứng và khóa.',
		faults: [
			['UNIT_TEXT_LINE_ENDS', 'Gần đúng: văn bản chỉ khác ở dấu xuống dòng, hoặc ở những gì đứng trước hay sau.'],
			['UNIT_TEXT', 'Sai: đây không phải văn bản của bằng chứng. Văn bản đã bị sửa, hoặc bằng chứng là của đơn vị khác.'],
			['UNIT_ROW', 'Sai: những gì bằng chứng nói về đơn vị đã bị sửa, không phải điều đã được cắt.'],
			['UNIT_LEAF', 'Sai: lần cắt mà bằng chứng nói đến không có trong nhật ký.'],
			['UNIT_EXTRA', 'Bằng chứng bị hỏng: không đọc được những gì nó nói về đơn vị.'],
			['PROOF_IN', 'Sai: bằng chứng không dẫn đến điểm chốt của nhật ký.'],
			['PROOF_', 'Bằng chứng bị hỏng: không đúng định dạng.'],
			['CHECKPOINT_UNSIGNED', 'Sai: nhật ký có khóa bạn đưa đã không ký điểm chốt này.'],
			['CHECKPOINT_OTHER_LOG', 'Sai: điểm chốt là của nhật ký khác với khóa.'],
			['CHECKPOINT_SIGNATURE', 'Sai: điểm chốt đã bị sửa sau khi nhật ký ký.'],
			['COSIGNATURE_MISSING', 'Một nhân chứng bạn hỏi đến chưa thấy điểm chốt này.'],
			['COSIGNATURE_', 'Sai: chữ ký của một nhân chứng không phải trên điểm chốt này.'],
			['VKEY_', 'Khóa không đúng, hoặc gõ nhầm.'],
			['', 'Điểm chốt trong bằng chứng bị hỏng: không đúng định dạng.'],
		],
	},
};

const at = (id) => document.getElementById(id);
let language = navigator.language.startsWith('vi') ? 'vi' : 'en';
let last = null;

const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });

/** What was given: the bytes of a chosen file, else what was typed. */
async function givenIn(id) {
	const [file] = at(`${id}-file`).files;
	return file ? [new Uint8Array(await file.arrayBuffer())] : [new TextEncoder().encode(at(id).value)];
}

/** What is pasted into a field has lost the line feeds at its end, or shows none: with none and with up to four it is tried. */
async function textsGiven() {
	const [text] = await givenIn('text');
	if (at('text-file').files.length > 0 || text.length === 0) return [text];
	const bare = at('text').value.replace(/\n+$/, '');
	return [text, ...[0, 1, 2, 3, 4].map((lines) => new TextEncoder().encode(bare + '\n'.repeat(lines)))];
}

async function check() {
	const [[proof], texts, keys] = [await givenIn('proof'), await textsGiven(), at('keys').value];
	if (proof.length === 0 || keys.trim() === '') return { missing: true };
	let answer;
	for (const text of texts) {
		answer = JSON.parse(check_proof(text, proof, keys));
		if (answer.proven) return answer;
	}
	return answer;
}

function show() {
	const words = WORDS[language];
	document.documentElement.lang = language;
	document.title = `${words.title} – IU Cutter`;
	for (const each of document.querySelectorAll('[data-say]')) each.textContent = words[each.dataset.say];
	at('language').textContent = words.other;
	const section = at('answer');
	section.replaceChildren();
	section.className = '';
	if (last === null) return;
	const { proven, fault } = last;
	section.className = proven ? 'proven' : 'refused';
	if (!proven) {
		section.append(element('h2', fault ? words.faults.find(([code]) => fault.code.startsWith(code))[1] : last.missing ? words.missing : words.broken));
		if (fault) section.append(element('p', fault.message), element('small', fault.code));
		return;
	}
	section.append(element('h2', proven.is_heading ? words.provenHeading : words.proven));
	const list = document.createElement('dl');
	const witnesses = proven.witnesses.map(([name, time]) => `${name} (${new Date(time * 1000).toISOString()})`).join(', ');
	for (const [name, value] of [
		[words.address, proven.address || `${proven.unit_id} (${words.unknown})`],
		[words.heading, proven.heading.trim()],
		[words.document, proven.doc_code],
		[words.version, proven.version],
		[words.change, `${proven.operation} ${proven.change_set_id}, ${words.at} ${proven.at}, ${words.by} ${proven.by}`],
		[words.source, proven.source_sha256],
		[words.log, `${proven.log}, ${words.leaf} ${proven.index} ${words.of} ${proven.size}`],
		[words.witnesses, witnesses || words.noWitness],
	]) {
		if (value !== '') list.append(element('dt', name), element('dd', value));
	}
	section.append(list, element('p', words.limits));
}

at('language').addEventListener('click', () => {
	language = language === 'vi' ? 'en' : 'vi';
	show();
});
at('check').addEventListener('click', async () => {
	// What was said of something else is gone while one waits.
	last = null;
	show();
	last = await check().catch(() => ({ broken: true }));
	show();
});
// A chosen file goes before what was typed, and typing before a file that was chosen.
for (const id of ['text', 'proof']) at(id).addEventListener('input', () => (at(`${id}-file`).value = ''));

initSync({ module: Uint8Array.from(atob(WASM), (byte) => byte.charCodeAt(0)) });
show();
