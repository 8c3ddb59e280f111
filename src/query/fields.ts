import { didYouMean } from '../base/nearest.js';
import type { Field } from '../layout/field.js';
import { mailboxCommands } from '../mailbox/index.js';
import { REGISTER_NAMES } from '../trace/events.js';
import type { Query } from './query.js';

/** Fields that every record, or records of one kind, have in what decode prints. */
const RECORD_FIELDS = [
  ...['kind', 'seq', 'line', 'timeNs', 'opcode', 'name', 'cci', 'request', 'response', 'requestHex', 'responseHex'],
  ...['returnCode', 'returnCodeName', 'background', 'tunnel', 'mailboxAddress', 'deviceId', 'requestLength'],
  ...['responseLength', 'execute', 'arguments', 'return', 'error', 'class', 'desc', 'event', 'data', 'access'],
  ...['register', 'offset', 'size', 'value', 'advanceNs', 'virtualNs', 'source', 'text', 'severity', 'signal'],
  ...['hung', 'action', 'decoder', 'baseAddress', 'sizeBytes', 'windowOffset', 'expectation'],
];

/** Every field name that a filter may use, but for the arguments of QMP commands, which are QEMU's. */
export function fieldNames(): ReadonlySet<string> {
  const names = new Set<string>([...RECORD_FIELDS, ...REGISTER_NAMES]);
  const add = (members: Readonly<Record<string, Field<unknown>>> | null): void => {
    for (const [name, field] of Object.entries(members ?? {})) {
      if (names.has(name) && field.members() === null) continue;
      names.add(name);
      if (name.endsWith('s')) names.add(name.slice(0, -1));
      if (field.absent !== null && typeof field.absent === 'object' && !Array.isArray(field.absent))
        for (const part of Object.keys(field.absent)) names.add(part);
      add(field.members());
    }
  };
  for (const { request, response } of mailboxCommands.values()) {
    add(request.members());
    add(response.members());
  }
  return names;
}

/** What is odd about a filter's field names: a typing error finds nothing and would look like an empty trace. */
export function unknownFields(query: Query, known: ReadonlySet<string>): readonly string[] {
  if (query.kind === 'and' || query.kind === 'or')
    return [...unknownFields(query.left, known), ...unknownFields(query.right, known)];
  if (query.kind === 'not') return unknownFields(query.query, known);
  // QEMU's argument names have dashes, ours never do.
  const strange = query.path.filter((name) => !known.has(name) && !name.includes('-') && !name.startsWith('['));
  return strange.map((name) => `no record has a field "${name}"${didYouMean(name, known)}`);
}
