import type { JsonValue } from '../base/json.js';
import type { MailboxAnswer } from '../device/mailbox.js';
import type { MailboxEvent, RecordedAnswer } from '../trace/events.js';
import { compareFields } from './compare-fields.js';
import { comparePayloads } from './compare-payloads.js';
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
