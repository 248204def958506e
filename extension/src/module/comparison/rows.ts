/** Which units before are set beside which after: those that are one and the same, and those whose text went from one into the other. */
import type { OperationProposed } from '../../answers/index.js';

export type UnitTexts = OperationProposed['texts']['before'][number];
export interface Row {
	before: UnitTexts[];
	after: UnitTexts[];
}

export function rowsOf({ texts, origins, results }: Pick<OperationProposed, 'texts' | 'origins' | 'results'>): Row[] {
	const unitOf = new Map(origins.map(({ local_id, unit_id }) => [local_id, unit_id]));
	const resultOf = new Map(results.map((result) => [result.local_id, result]));
	/** The row of each unit that there was. */
	const rowOf = new Map<string, Row>();
	const rows: Row[] = [];
	for (const unit of texts.before) {
		const row = { before: [unit], after: [] };
		rows.push(row);
		rowOf.set(unitOf.get(unit.local_id) ?? unit.local_id, row);
	}
	const merged = new Map<Row, Row>();
	const standing = (row: Row): Row => (merged.has(row) ? standing(merged.get(row)!) : row);
	let last: Row | undefined;
	for (const unit of texts.after) {
		const result = resultOf.get(unit.local_id);
		const ids = [result?.unit_id, ...(result?.pieces ?? []).map(({ unit_id }) => unit_id)];
		const found = [...new Set(ids.flatMap((id) => (id && rowOf.has(id) ? [standing(rowOf.get(id)!)] : [])))];
		const [first, ...others] = found;
		const row = first ?? { before: [], after: [] };
		// What is new stands where it comes in the document: below what it follows there.
		if (!first) rows.splice(last ? rows.indexOf(last) + 1 : 0, 0, row);
		for (const other of others) {
			row.before.push(...other.before);
			row.after.push(...other.after);
			merged.set(other, row);
			rows.splice(rows.indexOf(other), 1);
		}
		row.after.push(unit);
		last = row;
	}
	return rows;
}
