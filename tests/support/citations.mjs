// A collection of a test's own, whose fields use the interface and the display `canonical-address`.

import { newPerson, withSeat } from './people.mjs';

let collections = 0;

/**
 * Creates it; `remove()` takes it away again, so that tests which list collections stay true.
 * @param {{ clients: Record<string, object> }} system
 * @param {Record<string, object>} fields options of the interface, by the name of the field
 */
export async function citationCollection(system, fields) {
	const { admin } = system.clients;
	const collection = `citation_${process.pid}_${(collections += 1)}`;
	const field = (name, options) => ({
		field: name,
		type: 'text',
		schema: {},
		meta: { interface: 'canonical-address', options, display: 'canonical-address', width: 'full' },
	});
	await admin.post('/collections', {
		collection,
		schema: {},
		meta: {},
		fields: [
			{ field: 'id', type: 'integer', schema: { is_primary_key: true, has_auto_increment: true }, meta: { hidden: true } },
			...Object.entries(fields).map(([name, options]) => field(name, options)),
		],
	});
	return {
		collection,
		/** Of an item's form, or with `+` of a new one. */
		path: (id = '+') => `/admin/content/${collection}/${id}`,
		create: (item) => admin.post(`/items/${collection}`, item),
		read: (id) => admin.get(`/items/${collection}/${id}`),
		remove: () => admin.delete(`/collections/${collection}`),
		/** Someone who may write its items, with these duties besides. */
		async newEditor(duties = []) {
			const permissions = ['create', 'read', 'update'].map((action) => ({ collection, action, fields: ['*'] }));
			const policy = await admin.post('/policies', { name: collection, app_access: true, permissions: { create: permissions, update: [], delete: [] } });
			const { created: person, giveBack } = await withSeat(system, () => newPerson(system, { duties, policies: [policy.id] }));
			const remove = async () => {
				await admin.delete(`/users/${person.id}`);
				await admin.delete(`/policies/${policy.id}`);
				await giveBack();
			};
			return { ...person, remove };
		},
	};
}

/** The parts of a field that uses the interface, on a page. */
export function addressField(page, name) {
	const field = page.locator(`[data-field="${name}"]`);
	return {
		field,
		input: field.locator('input'),
		/** The sentence about what is wrong, and its code. */
		error: field.locator('[data-code]'),
		standing: field.locator('[data-standing]'),
		parts: field.locator('.address-parts'),
		marker: field.locator('.under'),
		pointer: field.locator('.pointer'),
		goTo: field.getByRole('button', { name: /Go to the place|Đến chỗ sai/ }),
		suggestion: field.locator('.suggestion'),
		offer: field.locator('.offer'),
		notice: field.locator('.core-notice'),
	};
}

/** Where in the field's text a character is drawn, measured apart from the interface: its left and right on the page. */
export const drawnAt = (input, start, end) =>
	input.evaluate(
		(element, [from, to]) => {
			const style = getComputedStyle(element);
			const context = document.createElement('canvas').getContext('2d');
			context.font = style.font;
			context.letterSpacing = style.letterSpacing === 'normal' ? '0px' : style.letterSpacing;
			const origin = element.getBoundingClientRect().left + parseFloat(style.paddingLeft) - element.scrollLeft;
			const width = (length) => context.measureText(element.value.slice(0, length)).width;
			return { left: origin + width(from), right: origin + width(to) };
		},
		[start, end],
	);

/** Where the text cursor stands. */
export const cursorOf = (input) => input.evaluate((element) => (element === document.activeElement ? [element.selectionStart, element.selectionEnd] : null));
