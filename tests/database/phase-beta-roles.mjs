// Statements under the roles that privileges alone would not hold back, in transactions that are rolled back.

import { trying } from './support.mjs';

/** The lanes with every privilege there is, so that only the rules of 009 can refuse; the owner of the tables; the superuser. */
export const STRONG = ['cutter_exec', 'cutter_verify', 'the owner', 'the superuser'];

const failure = async (client, statements) => {
	try {
		for (const statement of statements) await client.query(statement);
		return undefined;
	} catch (error) {
		return error;
	}
};

/** The error of `statements` under a role of STRONG, with deferred rules checked; undefined when all were allowed. */
export function attempt(database, role, ...statements) {
	const lane = role.startsWith('cutter_');
	const grants = lane ? [`GRANT ALL ON ALL TABLES IN SCHEMA public, cutter_governance, cutter_control TO ${role}`, `SET LOCAL ROLE ${role}`] : [];
	const client = role === 'the owner' ? database.migrator : database.admin;
	return trying(client, undefined, () => failure(client, [...grants, ...statements, 'SET CONSTRAINTS ALL IMMEDIATE']));
}

/** First `place`, as an administrator who switched the triggers off; then the statements under `lane`, or as the superuser. */
export function tampering(database, place, lane, ...statements) {
	const { admin } = database;
	const off = ['SET LOCAL session_replication_role = replica', place, 'SET LOCAL session_replication_role = origin'];
	return trying(admin, undefined, () => failure(admin, [...off, ...(lane ? [`GRANT ALL ON ALL TABLES IN SCHEMA public, cutter_governance TO ${lane}`, `SET LOCAL ROLE ${lane}`] : []), ...statements]));
}
