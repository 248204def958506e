// Whoever asks Directus for mail is mailed what they are told; whoever does not is not. Nobody is forgotten for somebody else's trouble.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { eventually } from '../support/hold.mjs';
import { query } from '../support/ledger.mjs';
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

test('somebody who cannot be told keeps nobody else from being told', async () => {
	const { executor, reviewer, verifier } = system.users;
	await query(system, `ALTER TABLE directus_notifications ADD CONSTRAINT not_the_executor CHECK (recipient <> '${executor.id}') NOT VALID`);
	const law = await carry(system, { text: oneArticle('phao'), title: 'Buoys' }, 'cut');
	await eventually('the verifier to be told', async () => (await system.clients.verifier.get('/notifications?fields=subject')).some(({ subject }) => subject === 'Published, waits to be proven: Buoys'));
	await system.clients.verifier.post(`/cutter/change-sets/${law.changeSetId}/verify`);
	await eventually('all to be taken', async () => (await query(system, 'SELECT count(*)::int AS count FROM cutter_control.hand_over'))[0].count === 0);
	const told = await query(system, "SELECT DISTINCT recipient::text AS who FROM directus_notifications WHERE subject LIKE '%Buoys'");
	assert.deepEqual(told.map(({ who }) => who).sort(), [reviewer.id, verifier.id].sort());
	await query(system, 'ALTER TABLE directus_notifications DROP CONSTRAINT not_the_executor');
});

test('what a process that died left untold is told by the clock', async () => {
	const [{ entry_id: entry }] = await query(system, "SELECT entry_id FROM cutter_governance.decision_backlog_entry WHERE status = 'verified_complete'");
	const verified = async () => (await query(system, "SELECT count(*)::int AS count FROM directus_notifications WHERE subject = 'Published and proven: Buoys'"))[0].count;
	assert.equal(await verified(), 0);
	await query(system, 'INSERT INTO cutter_control.hand_over (entry_id, moved_by) VALUES ($1, $2)', [entry, system.users.verifier.id]);
	await eventually('the executor to be told', async () => (await verified()) === 1);
});
