// zod schemas of the core's types that answers consist of, made from the declarations that Rust generates: nothing is typed twice.
import ts from 'typescript';

/** What the answers are made of; whatever these contain comes with them. */
const ANSWERED = [
	'ActStands', 'AliasRow', 'AmendmentProposal', 'AnomalyAnswer', 'AttestManifest', 'AttestOutcome', 'BackupRecord', 'BackupStanding', 'Channel', 'CheckpointClaim', 'DependencyRow', 'Detection', 'DocumentDrift', 'Duties',
	'EntryActs', 'EntryStanding', 'Finding', 'GateRecord', 'KeyedStanding', 'DraftRead', 'NotConsolidated', 'Manifest', 'ManifestDiff', 'MarkOutcome', 'PackageReview', 'PackageRun', 'PackageTurn',
	'Concerns', 'DaysDifference', 'DocumentName', 'Parsed', 'Reading', 'Refusal', 'RehearsalProof', 'Resolution', 'Relation', 'ReviewVerdict', 'RunKind', 'RunTurn', 'SessionKind', 'Settled', 'SideBySide', 'Standing', 'State', 'StepEvent',
	'StructureManifest', 'Target', 'VerifyResultRow', 'WeighedAnomaly',
];

/** Members that are written down and not answered, by their type. */
const KEPT = { MarkOutcome: ['manifest_text', 'rows'], AttestOutcome: ['manifest_text', 'rows'], DocumentDrift: ['escalation'] };

const isAnswered = (member) => !KEPT[member.parent.parent.name?.text]?.includes(member.name.text);

const quoted = (text) => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** The first sentences above a declaration, without the links of rustdoc. */
function described(node) {
	const [said] = ts.getJSDocCommentsAndTags(node);
	const text = ts.getTextOfJSDocComment(said?.comment)?.split('\n\n')[0].replace(/\[(`[^`]+`)\]/g, '$1').replace(/\s+/g, ' ').trim();
	return text ? `.describe(${quoted(text)})` : '';
}

/** One member of an object, as a line. */
const memberOf = (member) => `${member.name.text}: ${zodOf(member.type)}${member.questionToken ? '.optional()' : ''}${described(member)}`;

const isNull = (node) => ts.isLiteralTypeNode(node) && node.literal.kind === ts.SyntaxKind.NullKeyword;
const isText = (node) => ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal);

function unionOf(types) {
	const rest = types.filter((each) => !isNull(each));
	if (rest.length < types.length) return `${unionOf(rest)}.nullable()`;
	if (rest.length === 1) return zodOf(rest[0]);
	if (rest.every(isText)) return `z.enum([${rest.map((each) => quoted(each.literal.text)).join(', ')}])`;
	const tagged = rest.every(ts.isIntersectionTypeNode);
	return `${tagged ? `z.discriminatedUnion(${quoted(tagOf(rest[0]).name.text)}, ` : 'z.union('}[${rest.map(zodOf).join(', ')}])`;
}

/** An enum of Rust with a tag is one literal beside the members of its variant. */
const tagOf = ({ types: [tag] }) => tag.members[0];

function mappedOf({ typeParameter: { constraint }, type, questionToken }) {
	if (constraint.kind === ts.SyntaxKind.StringKeyword) return `z.record(z.string(), ${zodOf(type)})`;
	return `z.${questionToken ? 'partialRecord' : 'record'}(${zodOf(constraint)}, ${zodOf(type)})`;
}

/** The schema of a type, as an expression. */
function zodOf(node) {
	if (node.kind === ts.SyntaxKind.StringKeyword) return 'z.string()';
	if (node.kind === ts.SyntaxKind.NumberKeyword) return 'z.number()';
	if (node.kind === ts.SyntaxKind.BooleanKeyword) return 'z.boolean()';
	if (isText(node)) return `z.literal(${quoted(node.literal.text)})`;
	if (ts.isUnionTypeNode(node)) return unionOf(node.types);
	if (ts.isTupleTypeNode(node)) return `z.tuple([${node.elements.map(zodOf).join(', ')}])`;
	if (ts.isMappedTypeNode(node)) return mappedOf(node);
	if (ts.isTypeLiteralNode(node)) return `z.object({\n\t${node.members.filter(isAnswered).map((member) => `${memberOf(member)},\n`).join('\t')}})`;
	if (ts.isIntersectionTypeNode(node)) return `${zodOf(node.types[1])}.extend({ ${memberOf(tagOf(node))} })`;
	if (ts.isTypeReferenceNode(node)) return node.typeName.text === 'Array' ? `z.array(${zodOf(node.typeArguments[0])})` : node.typeName.text;
	throw new Error(`No schema is known for ${node.getText()}.`);
}

/** Names that a declaration refers to. */
function namesIn(node) {
	const names = ts.isTypeReferenceNode(node) && node.typeName.text !== 'Array' ? [node.typeName.text] : [];
	ts.forEachChild(node, (child) => {
		if (!ts.isPropertySignature(child) || isAnswered(child)) names.push(...namesIn(child));
	});
	return names;
}

/**
 * @param {string} declarations the text of `types.d.ts`
 * @param {readonly string[]} [wanted] names of types
 * @returns the text of `schemas.ts`: each schema after those it consists of, and held to its type by the compiler
 */
export function schemasOf(declarations, wanted = ANSWERED) {
	const { statements } = ts.createSourceFile('types.d.ts', declarations, ts.ScriptTarget.Latest, true);
	const all = new Map(statements.filter(ts.isTypeAliasDeclaration).map((each) => [each.name.text, each]));
	const written = new Map();
	const write = (name) => {
		if (written.has(name)) return;
		const declaration = all.get(name);
		if (!declaration) throw new Error(`The core has no type ${name}.`);
		namesIn(declaration.type).forEach(write);
		const type = KEPT[name] ? `Omit<Core.${name}, ${KEPT[name].map(quoted).join(' | ')}>` : `Core.${name}`;
		written.set(name, `export const ${name} = ${zodOf(declaration.type)}${described(declaration)} satisfies z.ZodType<${type}>;\n`);
	};
	wanted.forEach(write);
	return [
		'// Generated from types.d.ts by extension/core-schemas.mjs. Do not edit.\n',
		"import { z } from 'zod';\n\nimport type * as Core from './types.js';\n",
		...written.values(),
	].join('\n');
}
