// A time stamp authority of our own: openssl stamps what it is asked to, and reads what is kept.

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

const CONFIGURATION = `
[ tsa ]
default_tsa = authority
[ authority ]
serial = $dir/serial
signer_cert = $dir/certificate.pem
certs = $dir/certificate.pem
signer_key = $dir/key.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
[ req ]
distinguished_name = name
x509_extensions = extensions
prompt = no
[ name ]
CN = Time stamps of a test
[ extensions ]
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
`;

const KEYS = { ec: ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'], rsa: ['rsa:2048'] };

/** Starts one; `change`, which a test may set, makes something else of its answers. */
export async function startAuthority({ folder, algorithm }) {
	mkdirSync(folder, { recursive: true });
	const at = (name) => join(folder, name);
	writeFileSync(at('openssl.cnf'), `dir = ${folder}\n${CONFIGURATION}`);
	writeFileSync(at('serial'), '01\n');
	const openssl = (...words) => execFileSync('openssl', words, { stdio: ['ignore', 'pipe', 'pipe'] });
	openssl('req', '-x509', '-newkey', ...KEYS[algorithm], '-nodes', '-keyout', at('key.pem'), '-out', at('certificate.pem'), '-days', '2', '-config', at('openssl.cnf'));
	const stamp = (query) => {
		writeFileSync(at('query.tsq'), query);
		openssl('ts', '-reply', '-queryfile', at('query.tsq'), '-config', at('openssl.cnf'), '-out', at('answer.tsr'));
		return readFileSync(at('answer.tsr'));
	};
	const authority = { certificate: at('certificate.pem'), change: (answer) => answer };
	const server = createServer(async (request, response) => {
		const query = await buffer(request);
		const isAsked = request.headers['content-type'] === 'application/timestamp-query';
		response.writeHead(isAsked ? 200 : 415, { 'Content-Type': 'application/timestamp-reply' }).end(isAsked ? authority.change(stamp(query)) : '');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return Object.assign(authority, {
		url: `http://127.0.0.1:${server.address().port}/`,
		/** A good answer, about another text and for another request. */
		stampOther() {
			writeFileSync(at('other.txt'), 'another text');
			openssl('ts', '-query', '-data', at('other.txt'), '-sha256', '-cert', '-out', at('other.tsq'));
			return stamp(readFileSync(at('other.tsq')));
		},
		/** Throws where openssl does not take the answer for a stamp of the text. */
		verify(answer, text) {
			writeFileSync(at('kept.tsr'), answer);
			writeFileSync(at('kept.txt'), text);
			openssl('ts', '-verify', '-in', at('kept.tsr'), '-data', at('kept.txt'), '-CAfile', at('certificate.pem'));
		},
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	});
}
