import { didYouMean } from '../base/nearest.js';
import type { Field } from '../layout/field.js';
import { mailboxCommands, mailboxCommandsByKey } from '../mailbox/index.js';
import { opcodeText } from '../protocol/opcode.js';
import { RETURN_CODE_KEYS } from '../protocol/return-codes.js';
import { ownPart, RECORD_FIELDS } from './fields.js';
import type { Literal, Query } from './query.js';

/** The names that a field's values go by, for fields whose every value has one; null for all others. */
function namesOf(field: string): ReadonlySet<string> | null {
  if (field === 'returnCode' || field === 'returnCodeName') return new Set(RETURN_CODE_KEYS.keys());
  if (field === 'opcode') return new Set(mailboxCommandsByKey.keys());
  return layoutNames().get(field) ?? null;
}

let built: ReadonlyMap<string, ReadonlySet<string> | null> | null = null;

/** Names by field; null where the same name is also a field of free text, or one that records have of their own. */
function layoutNames(): ReadonlyMap<string, ReadonlySet<string> | null> {
  if (built !== null) return built;
  const table = new Map<string, Set<string> | null>(RECORD_FIELDS.map((name) => [name, null]));
  const add = (members: Readonly<Record<string, Field<unknown>>> | null): void => {
    for (const [name, field] of Object.entries(members ?? {})) {
      const { spelling } = field;
      const before = table.get(name);
      if (spelling?.kind === 'name') {
        if (before !== null) table.set(name, new Set([...(before ?? []), ...Object.keys(spelling.values)]));
      } else if (field.members() === null) table.set(name, null);
      add(field.members());
    }
  };
  for (const { request, response } of mailboxCommands.values()) {
    add(request.members());
    add(response.members());
  }
  built = table;
  return table;
}

const plain = (text: string): string => text.toLowerCase().replaceAll('_', '-');

/** What is odd about the names that a filter compares with: one that no value has finds nothing. */
export function unknownValues(query: Query): readonly string[] {
  if (query.kind === 'and' || query.kind === 'or') return [...unknownValues(query.left), ...unknownValues(query.right)];
  if (query.kind === 'not') return unknownValues(query.query);
  if (query.kind === 'exists' || query.comparator === '~') return [];
  if (ownPart(query.path).length < query.path.length) return [];
  const field = query.path.findLast((name) => !name.startsWith('[')) ?? '';
  if (field === 'opcode') return [...query.literals.flatMap(decimalOpcode), ...unknownNames(query.literals, field)];
  return unknownNames(query.literals, field);
}

/** Opcodes are spoken in hex: a number that is no command's, and whose digits are one's in hex, was meant so. */
function decimalOpcode(literal: Literal): readonly string[] {
  if (typeof literal !== 'bigint' || literal > 9999n || mailboxCommands.has(Number(literal))) return [];
  const meant = Number.parseInt(literal.toString(), 16);
  const hint = `no command has the opcode ${opcodeText(Number(literal))}; did you mean ${opcodeText(meant)}?`;
  return mailboxCommands.has(meant) ? [`opcode ${literal} is a decimal number: ${hint}`] : [];
}

function unknownNames(literals: readonly Literal[], field: string): readonly string[] {
  const known = namesOf(field);
  if (known === null) return [];
  return literals.flatMap((literal) =>
    typeof literal !== 'string' || known.has(plain(literal)) || UUID.test(literal)
      ? []
      : [`no value of ${field} is called "${literal}"${didYouMean(literal, known)}`],
  );
}

/** What has no name is shown as its UUID. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
