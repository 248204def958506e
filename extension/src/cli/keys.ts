/** `directus cutter keys …`: the signing keys of the two lanes. */
import type { Command } from 'commander';

import type { Lane } from '../core/index.js';
import { generateKey, generateLogKey } from '../usecases/generateKey.js';
import { listKeys, revokeKey, rotateKey, type ListedKey } from '../usecases/manageKeys.js';
import type { Cli } from './run.js';
import { badUsage } from './usage.js';

const LANES = new Set<string>(['DOT-991', 'DOT-992']);

/** The lane as it was given; bad usage where it is none. */
const laneOf = (given: string): Lane => (LANES.has(given) ? (given as Lane) : badUsage('--lane must be DOT-991 or DOT-992.'));

const keyLine = (key: ListedKey): string =>
	[
		key.configured ? '*' : ' ',
		key.key_id,
		key.public_key,
		key.owner,
		`since ${key.created_at}`,
		...(key.revoked_at ? [`revoked ${key.revoked_at} by ${key.revoked_by}: ${key.revocation_reason}`] : []),
	].join('  ');

/** Adds the group. */
export function addKeyCommands(cutter: Command, { host, command, duty, run, runAs }: Cli): void {
	const keys = cutter.command('keys').description('the signing keys of the two lanes');

	command(keys, 'generate', 'make a key pair for a lane and register its public key')
		.requiredOption('--lane <lane>', 'DOT-991 (executor) or DOT-992 (verifier)')
		.requiredOption('--owner <person>', 'who holds the private key')
		.action(({ json, lane, owner }) => {
			return run(
				Boolean(json),
				async () => generateKey(host, { lane: laneOf(lane), owner }),
				(key) => [`Key ${key.key_id} registered; its private key is in ${key.file}.`],
			);
		});

	command(keys, 'generate-log', 'make the key pair that signs checkpoints as notes, and register its public key')
		.requiredOption('--origin <name>', 'the name of the log, best a URL without schema, such as law.example/log; it cannot be changed')
		.requiredOption('--owner <person>', 'who holds the private key')
		.action(({ json, origin, owner }) =>
			run(
				Boolean(json),
				() => generateLogKey(host, { origin, owner }),
				(key) => [`The log's key is registered; its private key is in ${key.file}. Whoever checks proofs needs:`, key.vkey],
			),
		);

	command(keys, 'list', 'every registered public key; * are those this host signs with').action(({ json }) =>
		run(
			Boolean(json),
			() => listKeys(host),
			(all) => (all.length === 0 ? ['No key is registered.'] : all.map(keyLine)),
		),
	);

	command(keys, 'rotate', 'make a new key for a lane; the old one stays good for what it signed')
		.requiredOption('--lane <lane>', 'DOT-991 (executor) or DOT-992 (verifier)')
		.requiredOption('--owner <person>', 'who holds the private key')
		.action(({ json, lane, owner }) => {
			return run(
				Boolean(json),
				async () => rotateKey(host, { lane: laneOf(lane), owner }),
				(key) => [
					`Key ${key.key_id} registered and in use; its private key is in ${key.file}.`,
					`The private key of ${key.replaces} is in ${key.replaced_file}: keep it away from this host, or destroy it.`,
				],
			);
		});

	duty(keys, 'revoke', 'say that what a key signs from now on counts no more')
		.argument('<key id>')
		.requiredOption('--reason <why>', 'why')
		.action((keyId: string, { reason, ...who }) =>
			runAs(
				who,
				() => ({ keyId, reason }),
				revokeKey,
				(key) => [`Key ${key.key_id} is revoked since ${key.revoked_at}; what it signed before stays good.`],
			),
		);
}
