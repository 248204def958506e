// The everyday alternative to MARK: headings by regular expressions, line by line, and the text between them. No context, no
// proof, no addresses that are checked: what one writes in an afternoon.

const VIETNAMESE = /^(?:(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Điều|ĐIỀU)\s+[^\s.:]+|\d{1,3}[a-z]?\.|[a-zđ]\))/u;
const HEADINGS = {
	'vn-law': VIETNAMESE,
	'eu-regulation': /^(?:(?:CHAPTER|Chapter|SECTION|Section|Article|ANNEX)\s+[^\s.:]+|\d{1,3}\.|\([a-z0-9]{1,4}\))/u,
	'act-en': /^(?:(?:CHAPTER|Chapter|PART|Part|Article|ARTICLE|Section|SCHEDULE|Schedule)\s+[^\s.:]+|\d{1,3}[A-Z]?\.|\([a-zA-Z0-9]{1,4}\))/u,
	'numbered-outline': /^(?:#+\s*)?(?:\d+(?:\.\d+)*|[A-Z])[.)]\s/u,
};

/** Splits a text into units of label and text. */
export function split(text, profile) {
	const heading = HEADINGS[profile];
	const units = [];
	let unit = { label: '', text: '' };
	for (const line of text.normalize('NFC').split(/\r?\n/u)) {
		const found = heading.exec(line);
		if (found) {
			units.push(unit);
			unit = { label: found[0], text: line.slice(found[0].length) };
		} else {
			unit.text += `\n${line}`;
		}
	}
	units.push(unit);
	return units;
}
