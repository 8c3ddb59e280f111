import { toHex } from '../base/hex.js';
import type { JsonValue } from '../base/json.js';
import type { MailboxAnswer } from '../device/mailbox.js';
import { joinPath } from '../layout/field.js';
import { toJson } from '../layout/to-json.js';
import { mailboxCommands } from '../mailbox/index.js';
import type { MailboxEvent, RecordedAnswer } from '../trace/events.js';
import { compareFields } from './compare-fields.js';
import type { Mismatch } from './mismatch.js';

/** The fast path: whether everything that was recorded is byte for byte what the engine gave. */
export function sameAnswer(recorded: RecordedAnswer, replayed: MailboxAnswer): boolean {
  if (recorded.returnCode !== undefined && recorded.returnCode !== replayed.returnCode) return false;
  if (recorded.background !== undefined && recorded.background !== replayed.background) return false;
  const { response } = recorded;
  if (response !== undefined) {
    if (recorded.responseLengthBytes !== replayed.response.length) return false;
    const { length } = response;
    for (let index = 0; index < length; index++) if (response[index] !== replayed.response[index]) return false;
  }
  return recorded.responseFields === undefined;
}

/** Every field at which the recorded answer and the engine's differ. */
export function compareAnswers(
  event: MailboxEvent,
  recorded: RecordedAnswer,
  replayed: MailboxAnswer,
): readonly Mismatch[] {
  const found: Mismatch[] = [];
  const differ = (path: string, left: JsonValue, right: JsonValue) =>
    found.push({ path, recorded: left, replayed: right, payloadOffset: null });
  if (recorded.returnCode !== undefined && recorded.returnCode !== replayed.returnCode)
    differ('returnCode', recorded.returnCode, replayed.returnCode);
  if (recorded.response !== undefined) found.push(...comparePayloads(event.opcode, recorded, replayed.response));
  if (recorded.responseFields !== undefined)
    found.push(...compareFields(event.opcode, recorded.responseFields, replayed.response));
  if (recorded.background !== undefined && recorded.background !== replayed.background)
    differ('background', recorded.background, replayed.background);
  return found;
}

function comparePayloads(opcode: number, recorded: RecordedAnswer, replayed: Uint8Array): readonly Mismatch[] {
  const bytes = recorded.response ?? new Uint8Array();
  const found: Mismatch[] = [];
  if (recorded.responseLengthBytes !== replayed.length) {
    const length = recorded.responseLengthBytes ?? bytes.length;
    found.push({ path: 'responseLength', recorded: length, replayed: replayed.length, payloadOffset: null });
  }
  const layout = mailboxCommands.get(opcode)?.response;
  const end = Math.min(bytes.length, replayed.length);
  for (let at = 0; at < end; ) {
    if (bytes[at] === replayed[at]) {
      at++;
      continue;
    }
    // Which record a byte belongs to is told by the longer of the two payloads.
    const leaf = layout?.locate(bytes.length >= replayed.length ? bytes : replayed, at) ?? wholePayload(end);
    const stop = Math.min(end, leaf.offsetBytes + leaf.sizeBytes);
    const path = joinPath('response', leaf.path);
    found.push({
      path,
      recorded: valueAt(opcode, bytes, path, leaf.offsetBytes, stop),
      replayed: valueAt(opcode, replayed, path, leaf.offsetBytes, stop),
      payloadOffset: leaf.offsetBytes,
      sizeBytes: stop - leaf.offsetBytes,
    });
    at = Math.max(stop, at + 1);
  }
  return found;
}

const wholePayload = (sizeBytes: number) => ({ path: '', offsetBytes: 0, sizeBytes });

/** The field's value as decode shows it, or its bytes where it has none: reserved bytes and raw data. */
function valueAt(opcode: number, payload: Uint8Array, path: string, start: number, end: number): JsonValue {
  const decoded = mailboxCommands.get(opcode)?.response.decode(payload);
  const value = decoded === null || decoded === undefined ? undefined : memberAt({ response: toJson(decoded) }, path);
  const isScalar = typeof value !== 'object' && typeof value !== 'undefined';
  return isScalar || value === null ? value : toHex(payload.subarray(start, end));
}

/** The member of a JSON value that a path like `a.b[3].c` names. */
export function memberAt(value: JsonValue, path: string): JsonValue | undefined {
  let at: JsonValue | undefined = value;
  for (const [, name, index] of path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as { readonly [key: string]: JsonValue })[name ?? (index as string)];
  }
  return at;
}
