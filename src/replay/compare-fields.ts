import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.js';
import { toJson } from '../layout/to-json.js';
import { mailboxCommands } from '../mailbox/index.js';
import { compareJson } from './compare-json.js';
import type { Mismatch } from './mismatch.js';

/** Compares the fields that a written trace expects with the engine's payload; what it does not say is not compared. */
export function compareFields(opcode: number, expected: JsonObject, payload: Uint8Array): readonly Mismatch[] {
  const decoded = mailboxCommands.get(opcode)?.response.decode(payload) ?? null;
  if (decoded !== null) return compareWritten('response', expected, toJson(decoded));
  return Object.keys(expected).length === 0
    ? []
    : [{ path: 'response', recorded: expected, replayed: null, payloadOffset: null }];
}

/** Every place at which what is written differs: lists must have the same length, objects may say less. */
function compareWritten(path: string, expected: JsonValue, actual: JsonValue): readonly Mismatch[] {
  if (isJsonObject(expected) && isJsonObject(actual))
    return Object.entries(expected).flatMap(([name, part]) =>
      compareWritten(`${path}.${name}`, part, actual[name] ?? null),
    );
  if (!Array.isArray(expected) || !Array.isArray(actual)) return compareJson(path, expected, actual);
  if (expected.length !== actual.length)
    return [{ path: `${path}.length`, recorded: expected.length, replayed: actual.length, payloadOffset: null }];
  return expected.flatMap((part, index) => compareWritten(`${path}[${index}]`, part, actual[index] ?? null));
}
