import { didYouMean } from '../base/nearest.js';
import type { Field } from '../layout/field.js';
import { mailboxCommands } from '../mailbox/index.js';
import { qmpCommands } from '../qmp/index.js';
import type { Schema } from '../qmp/schema.js';
import { REGISTER_NAMES } from '../trace/events.js';
import type { Query } from './query.js';

/** Fields that every record, or records of one kind, have in what decode prints. */
export const RECORD_FIELDS: readonly string[] = [
  ...['kind', 'seq', 'file', 'line', 'lines', 'alsoIn', 'timeNs', 'opcode', 'name', 'cci', 'tunnel', 'background'],
  ...['request', 'requestHex', 'requestLength', 'response', 'responseHex', 'responseLength'],
  ...['returnCode', 'returnCodeName', 'mailboxAddress', 'deviceId', 'execute', 'arguments', 'return', 'error'],
  ...['class', 'desc', 'event', 'data', 'access', 'register', 'offset', 'size', 'value', 'advanceNs', 'virtualNs'],
  ...['source', 'text', 'severity', 'signal', 'hung', 'action', 'decoder', 'baseAddress', 'sizeBytes'],
  ...['windowOffset', 'expectation', 'facts'],
];

/** Below these stand names of no one list: QEMU's, an author's, those of what a guest says. */
const OTHERS_NAMES = ['arguments', 'return', 'data', 'expectation', 'facts'];

/** Every field name that a filter may use at the beginning of a path. */
export function fieldNames(): ReadonlySet<string> {
  const names = new Set<string>([...RECORD_FIELDS, ...REGISTER_NAMES]);
  for (const { request, response } of mailboxCommands.values())
    for (const layout of [request, response]) {
      addFields(layout.members(), names);
      if (layout.restName !== null) names.add(layout.restName);
    }
  for (const { schema } of qmpCommands.values()) addArguments(schema, names);
  return names;
}

function addFields(members: Readonly<Record<string, Field<unknown>>> | null, names: Set<string>): void {
  for (const [name, field] of Object.entries(members ?? {})) {
    names.add(name);
    if (name.endsWith('s')) names.add(name.slice(0, -1));
    if (field.absent !== null && typeof field.absent === 'object' && !Array.isArray(field.absent))
      for (const part of Object.keys(field.absent)) names.add(part);
    addFields(field.members(), names);
  }
}

function addArguments({ members, element }: Schema<unknown>, names: Set<string>): void {
  for (const [name, { schema }] of Object.entries(members ?? {})) {
    names.add(name);
    addArguments(schema, names);
  }
  if (element !== undefined) addArguments(element, names);
}

/** The part of a path whose names are of the lists here. */
export function ownPart(path: readonly string[]): readonly string[] {
  const others = path.findIndex((name) => OTHERS_NAMES.includes(name));
  return others < 0 ? path : path.slice(0, others);
}

/** What is odd about a filter's field names: a typing error finds nothing and would look like an empty trace. */
export function unknownFields(query: Query, known: ReadonlySet<string>): readonly string[] {
  if (query.kind === 'and' || query.kind === 'or')
    return [...unknownFields(query.left, known), ...unknownFields(query.right, known)];
  if (query.kind === 'not') return unknownFields(query.query, known);
  // Arguments of QMP commands that are not known have dashes; our names never do.
  const strange = ownPart(query.path).filter(
    (name) => !known.has(name) && !name.includes('-') && !name.startsWith('['),
  );
  return strange.map((name) => `no record has a field "${name}"${didYouMean(name, known)}`);
}
