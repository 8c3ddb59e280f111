import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.js';
import type { Field } from '../layout/field.js';
import { toJson } from '../layout/to-json.js';
import { mailboxCommands } from '../mailbox/index.js';
import { compareJson } from './compare-json.js';
import type { Mismatch } from './mismatch.js';

/** Compares the fields that a written trace expects with the engine's payload; what it does not say is not compared. */
export function compareFields(opcode: number, expected: JsonObject, payload: Uint8Array): readonly Mismatch[] {
  const layout = mailboxCommands.get(opcode)?.response;
  const decoded = layout?.decode(payload);
  if (layout === undefined || decoded === null || decoded === undefined)
    return Object.keys(expected).length === 0
      ? []
      : [{ path: 'response', recorded: expected, replayed: null, payloadOffset: null }];
  return compareMembers('response', expected, toJson(decoded), layout.members());
}

type Members = Readonly<Record<string, Field<unknown>>>;

function compareMembers(
  path: string,
  expected: JsonValue,
  actual: JsonValue,
  members: Members | null,
): readonly Mismatch[] {
  if (isJsonObject(expected) && isJsonObject(actual))
    return Object.entries(expected).flatMap(([name, part]) =>
      compareOne(`${path}.${name}`, part, actual[name] ?? null, members?.[name] ?? null),
    );
  return compareJson(path, expected, actual);
}

function compareOne(
  path: string,
  expected: JsonValue,
  actual: JsonValue,
  field: Field<unknown> | null,
): readonly Mismatch[] {
  const members = field?.members() ?? null;
  if (Array.isArray(expected)) {
    const list = Array.isArray(actual) ? actual : [];
    if (list.length !== expected.length)
      return [{ path: `${path}.length`, recorded: expected.length, replayed: list.length, payloadOffset: null }];
    return expected.flatMap((part, index) => compareOne(`${path}[${index}]`, part, list[index] ?? null, field));
  }
  if (members !== null && isJsonObject(expected)) return compareMembers(path, expected, actual, members);
  // As the author wrote it: sizes, names and hex mean what they mean in a request.
  const meant = field === null ? expected : toJson(field.fromWritten(expected, path, () => undefined));
  return compareJson(path, meant, actual);
}
