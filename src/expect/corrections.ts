import { toHex } from '../base/hex.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.js';
import type { DeviceOutput } from '../device/step.js';
import type { Observer } from '../divergence/observer.js';
import { toJson } from '../layout/to-json.js';
import { mailboxCommands } from '../mailbox/index.js';
import { compare } from '../replay/compare.js';
import type { PlayedRecord } from '../replay/machine.js';
import type { MailboxEvent, QmpEvent, TraceEvent } from '../trace/events.js';
import { payloadFields } from '../yaml/payload-fields.js';
import { asExpected } from './differences.js';

/** What has to be written into a step so that it says what the engine gives. `after` undefined: the key goes. */
export interface Correction {
  /** Among the steps, from 0. */
  readonly index: number;
  readonly key: string;
  readonly before: JsonValue;
  readonly after: JsonValue | undefined;
  /** The key that takes the place of `key`. */
  readonly newKey?: string;
}

/**
 * Collects what the engine answers where a written trace says something else. The trace is played without its answers:
 * a replay follows recorded answers, and what comes after them would not be the engine's own.
 */
export class Corrections implements Observer {
  readonly found: Correction[] = [];
  private original: TraceEvent | null = null;

  /** The record as it is to be played. */
  withoutAnswer(event: TraceEvent): TraceEvent {
    this.original = event;
    if (event.kind === 'mailbox') return { ...event, answer: event.answer === null ? null : {} };
    if (event.kind === 'qmp') return { ...event, answer: null };
    return event.kind === 'register' && event.access === 'read' ? { ...event, value: null } : event;
  }

  observe(event: TraceEvent, { comparison }: PlayedRecord): [] {
    const { original } = this;
    const { output } = comparison;
    if (original === null || original.seq !== event.seq || output === null) return [];
    if (compare(original, output).verdict !== 'differs') return [];
    const index = event.seq - 1;
    this.found.push(...correctionsOf(original, output).map((one) => ({ ...one, index })));
    return [];
  }

  end(): [] {
    return [];
  }
}

type Unplaced = Omit<Correction, 'index'>;

function correctionsOf(event: TraceEvent, output: DeviceOutput): readonly Unplaced[] {
  if (event.kind === 'mailbox' && output.kind === 'mailbox' && event.tunnel === undefined)
    return mailbox(event, output);
  if (event.kind === 'qmp') return qmp(event, output);
  if (event.kind === 'register' && output.kind === 'register')
    return [{ key: 'value', before: event.value, after: output.value }];
  return [];
}

function mailbox({ opcode, answer }: MailboxEvent, output: DeviceOutput & { kind: 'mailbox' }): readonly Unplaced[] {
  const { returnCode, response, responseFields, responseLengthBytes, background } = answer ?? {};
  const found: Unplaced[] = [];
  if (returnCode !== undefined) found.push({ key: 'returnCode', before: returnCode, after: output.returnCode });
  if (background !== undefined) found.push({ key: 'background', before: background, after: output.background });
  if (responseFields !== undefined) found.push(fields(opcode, responseFields, output.response));
  if (response !== undefined) {
    const isCut = responseLengthBytes !== undefined && responseLengthBytes !== response.length;
    const bytes = isCut ? output.response.subarray(0, response.length) : output.response;
    found.push({ key: 'responseHex', before: toHex(response), after: toHex(bytes) });
    found.push(wholeFields(opcode, bytes));
    if (isCut) found.push({ key: 'responseLength', before: responseLengthBytes, after: output.response.length });
  }
  return found;
}

/** The same response where it is written as fields that are all of it. */
function wholeFields(opcode: number, payload: Uint8Array): Unplaced {
  const after = payloadFields(mailboxCommands.get(opcode)?.response, payload);
  if (after === null) return { key: 'response', before: null, after: toHex(payload), newKey: 'responseHex' };
  return { key: 'response', before: null, after, newKey: 'response' };
}

/** The written fields of a response; where the answer has none (a refusal), they go. */
function fields(opcode: number, before: JsonObject, payload: Uint8Array): Unplaced {
  const decoded = mailboxCommands.get(opcode)?.response.decode(payload) ?? null;
  const actual = decoded === null ? null : toJson(decoded);
  const isThere = isJsonObject(actual) && Object.keys(before).every((name) => name in actual);
  return { key: 'response', before, after: isThere ? asExpected(before, actual) : undefined };
}

function qmp({ answer }: QmpEvent, output: DeviceOutput): readonly Unplaced[] {
  if (answer === null) return [];
  if (output.kind === 'return') {
    if ('return' in answer) return [{ key: 'return', before: answer.return, after: output.value }];
    return [{ key: 'error', before: null, after: output.value, newKey: 'return' }];
  }
  if (output.kind !== 'error') return [];
  const after = { class: output.error.class, desc: output.error.desc };
  if ('return' in answer) return [{ key: 'return', before: null, after: after.desc, newKey: 'error' }];
  const { error } = answer;
  // A step that gives only the words is corrected in its words.
  return [{ key: 'error', before: { ...error }, after: asExpected({ ...error }, after) }];
}
