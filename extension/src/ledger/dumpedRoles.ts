/** The roles of a dump, as `pg_dumpall` writes them: read word by word into statements of our own. None of its text is run as it stands. */

/** A name as PostgreSQL's programs quote it. */
const NAME = '(?:[a-z_][a-z0-9_$]*|"(?:[^"]|"")+")';
/** A quoted name as it is. */
export const nameOf = (quoted: string): string => (quoted.startsWith('"') ? quoted.slice(1, -1).replaceAll('""', '"') : quoted);

const TEXT = "'(?:[^'\\\\]|'')*'";
const matcher = (pattern: string) => new RegExp(`^${pattern.replaceAll('NAME', NAME).replaceAll('TEXT', TEXT)};$`, 's');

const CREATED = matcher('CREATE ROLE (NAME)');
const ATTRIBUTES = matcher('ALTER ROLE (NAME) WITH ([A-Z ]+?)(?: CONNECTION LIMIT -?\\d+)?(?: VALID UNTIL TEXT)?');
const COMMENTED = matcher('COMMENT ON ROLE NAME IS TEXT');
const SETTING = matcher('ALTER ROLE NAME(?: IN DATABASE NAME)? SET .+');
const MEMBER = matcher('GRANT (NAME) TO (NAME)(?: WITH ((?:ADMIN|INHERIT|SET) (?:OPTION|TRUE|FALSE)(?:, (?:INHERIT|SET) (?:TRUE|FALSE))*))?(?: GRANTED BY (NAME))?');
const PARAMETER = matcher('GRANT [A-Z, ]+ ON PARAMETER .+');
/** What reads this database and no file; the server's other roles reach beyond it. */
const HARMLESS = /^pg_(?:read_all_data|write_all_data|monitor|read_all_settings|read_all_stats|stat_scan_tables)$/;

export interface DumpedRoles {
	/** Roles and who is a member of which. Nobody logs in, and nobody has a right beyond tables. */
	statements: string[];
	/** Settings of roles, which each role makes for itself. */
	settings: string[];
	/** Their names, quoted. */
	names: string[];
	/** Those who may make roles, as migrations do: they may again once everything is restored. */
	makers: string[];
	/** What was left out, a sentence each. */
	notes: string[];
	errors: string[];
}

/** Statements of a script, each with its semicolon; comments and what is said to psql alone are left out. */
export function statementsIn(script: string): string[] {
	const all: string[] = [];
	for (let rest = script.trimStart(); rest !== ''; rest = rest.trimStart()) {
		const aside = /^(?:--|\\)[^\n]*/.exec(rest);
		const [found] = aside ?? /^(?:'[^']*'|"[^"]*"|[^;'"])*;?/.exec(rest) ?? [];
		// An odd quote at the end: nothing that follows can be told apart.
		const taken = found ? found : rest;
		if (!aside) all.push(taken);
		rest = rest.slice(taken.length);
	}
	return all;
}

export function dumpedRoles(script: string): DumpedRoles {
	const roles: DumpedRoles = { statements: [], settings: [], names: [], makers: [], notes: [], errors: [] };
	const superusers = new Set<string>();
	for (const statement of statementsIn(script)) {
		const [, created] = CREATED.exec(statement) ?? [];
		const [, owner, attributes] = ATTRIBUTES.exec(statement) ?? [];
		const [, granted, member, options, grantor] = MEMBER.exec(statement) ?? [];
		if (created) {
			roles.names.push(created);
			roles.statements.push(`CREATE ROLE ${created}`);
		} else if (owner && attributes) {
			const has = new Set(attributes.split(' '));
			if (has.has('SUPERUSER')) superusers.add(owner);
			if (has.has('CREATEROLE')) roles.makers.push(owner);
			if (has.has('NOINHERIT')) roles.statements.push(`ALTER ROLE ${owner} NOINHERIT`);
		} else if (granted && member) {
			if (nameOf(granted).startsWith('pg_') && !HARMLESS.test(nameOf(granted))) roles.notes.push(`${granted} is given to nobody in the copy, ${member} had it.`);
			// A superuser's grants are the superuser's of the throw-away server.
			else roles.statements.push(`GRANT ${granted} TO ${member}${options ? ` WITH ${options}` : ''}${grantor && !superusers.has(grantor) ? ` GRANTED BY ${grantor}` : ''}`);
		} else if (COMMENTED.test(statement)) roles.statements.push(statement);
		else if (SETTING.test(statement)) roles.settings.push(statement);
		else if (PARAMETER.test(statement)) roles.notes.push('Rights on parameters of the server are given to nobody in the copy.');
		else if (!/^SET \w+ = [\w']+;$/.test(statement)) roles.errors.push(`a statement that makes no role: ${statement.slice(0, 80).replaceAll('\n', ' ')}`);
	}
	return roles;
}

/** The same statement for who may log in as nobody else: it takes the role instead. A role's settings are made by the role. */
export function asMember(statement: string): string[] {
	const [, session] = matcher('SET SESSION AUTHORIZATION (NAME)').exec(statement) ?? [];
	if (session) return [`SET ROLE ${session}`];
	if (statement === 'RESET SESSION AUTHORIZATION;') return ['RESET ROLE'];
	const [, role] = matcher('ALTER ROLE (NAME)(?: IN DATABASE NAME)? SET .+').exec(statement) ?? [];
	return role ? [`SET ROLE ${role}`, statement, 'RESET ROLE'] : [statement];
}

/** What a dump says of its database, in words that can be said again. */
export interface DumpedDatabase {
	/** Quoted. */
	name: string;
	owner: string | null;
	/** Encoding and locale. */
	options: string;
}

const OPTION = new RegExp(`(ENCODING|LOCALE_PROVIDER|LOCALE|LC_COLLATE|LC_CTYPE|ICU_LOCALE|ICU_RULES|BUILTIN_LOCALE) = (${TEXT}|\\w+)`, 'g');

const OWNED = matcher('ALTER DATABASE NAME OWNER TO (NAME)');

export const isOwnership = (statement: string): boolean => OWNED.test(statement);

/** The database that a script creates; none where it creates none. */
export function dumpedDatabase(script: string): DumpedDatabase | null {
	const all = statementsIn(script);
	const [, name, said = ''] = all.map((each) => matcher('CREATE DATABASE (NAME) WITH (.+)').exec(each)).find(Boolean) ?? [];
	const [, owner = null] = all.map((each) => OWNED.exec(each)).find(Boolean) ?? [];
	return name ? { name, owner, options: [...said.matchAll(OPTION)].map(([, option, value]) => `${option} = ${value}`).join(' ') } : null;
}
