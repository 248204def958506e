// Whoever asks Directus for mail is mailed what they are told; whoever does not is not.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { eventually } from '../support/hold.mjs';
import { carry } from '../support/pipeline.mjs';
import { ownSystem } from '../support/system.mjs';
import { oneArticle } from '../support/texts.mjs';

/** What a post office answers to each word of SMTP (RFC 5321) that is said to it. */
const ANSWERS = { EHLO: '250 office', MAIL: '250 OK', RCPT: '250 OK', DATA: '354 go on', QUIT: '221 bye' };
const mails = [];
const office = createServer((socket) => {
	let said = '';
	let letter = null;
	socket.write('220 office\r\n');
	socket.setEncoding('utf8').on('error', () => {}).on('data', (chunk) => {
		said += String(chunk);
		for (let end; (end = said.indexOf('\r\n')) >= 0; ) {
			const line = said.slice(0, end);
			said = said.slice(end + 2);
			if (letter !== null && line !== '.') letter += `${line}\n`;
			else if (letter !== null) {
				mails.push(letter);
				letter = null;
				socket.write('250 OK\r\n');
			} else {
				const word = line.slice(0, 4).toUpperCase();
				if (word === 'DATA') letter = '';
				socket.write(`${ANSWERS[word] ?? '250 OK'}\r\n`);
			}
		}
	});
});

let system;
before(async () => {
	office.listen(0, '127.0.0.1');
	await once(office, 'listening');
	const environment = { EMAIL_TRANSPORT: 'smtp', EMAIL_SMTP_HOST: '127.0.0.1', EMAIL_SMTP_PORT: String(office.address().port), EMAIL_SMTP_IGNORE_TLS: 'true', EMAIL_VERIFY_SETUP: 'false' };
	system = await ownSystem({ environment });
});
after(async () => {
	await system?.close();
	office.close();
});

test('a reviewer who wants mail has one, with a link that works outside of the Studio; an executor who does not has none', async () => {
	const { admin } = system.clients;
	await admin.patch(`/users/${system.users.reviewer.id}`, { email_notifications: true });
	const law = await carry(system, { text: oneArticle('thư'), title: 'Rules of the harbour' }, 'sweep');
	const mail = await eventually('a mail', () => mails[0]);
	assert.match(mail, new RegExp(`^To: ${system.users.reviewer.email}$`, 'm'));
	assert.match(mail, /^Subject: Waits for your review: Rules of the harbour$/m);
	const text = mail.replace(/=\n/g, '').replace(/=3D/g, '=');
	assert.ok(text.includes(`${system.url}/admin/cutter/manifests/${law.manifestId}/review`), text);
	await system.clients.reviewer.post(`/cutter/manifests/${law.manifestId}/review`, { verdict: 'FAIL', rationale: 'No.' });
	await eventually('a notice', async () => (await system.clients.executor.get('/notifications?fields=subject')).some(({ subject }) => subject === 'Rejected: Rules of the harbour'));
	assert.equal(mails.length, 1);
});
