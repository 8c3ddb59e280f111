import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.js';
import type { QmpAnswer } from '../trace/events.js';
import type { QemuVersion } from '../trace/header.js';

export interface QmpRequest {
  readonly execute: string;
  readonly arguments: JsonValue;
  readonly id: JsonValue | undefined;
  /** Sent to be run at once (`exec-oob`): its answer may overtake others. */
  readonly isOutOfBand: boolean;
  /** The text breaks off: the arguments are not known whole. */
  readonly isTorn?: true;
}

/** One object of a QMP conversation, by what it is. */
export type QmpMessage =
  | { readonly kind: 'greeting'; readonly version: QemuVersion | null }
  | { readonly kind: 'request'; readonly request: QmpRequest }
  | { readonly kind: 'answer'; readonly answer: QmpAnswer; readonly id: JsonValue | undefined }
  | { readonly kind: 'exchange'; readonly request: QmpRequest; readonly answer: QmpAnswer }
  | { readonly kind: 'event'; readonly event: string; readonly data: JsonValue; readonly epochNs: bigint | null };

/** What an object is to QMP; null where it is nothing of the kind. */
export function qmpMessage(object: JsonObject): QmpMessage | null {
  if (object['return'] !== undefined || isJsonObject(object['error'])) {
    const answer = answerOf(object);
    const request = requestOf(object);
    return request === null ? { kind: 'answer', answer, id: object['id'] } : { kind: 'exchange', request, answer };
  }
  const request = requestOf(object);
  if (request !== null) return { kind: 'request', request };
  if (isJsonObject(object['QMP'])) return { kind: 'greeting', version: versionOf(object['QMP']) };
  const { event } = object;
  if (typeof event !== 'string') return null;
  return { kind: 'event', event, data: object['data'] ?? {}, epochNs: epochOf(object['timestamp']) };
}

function requestOf(object: JsonObject): QmpRequest | null {
  const execute = object['execute'] ?? object['exec-oob'];
  if (typeof execute !== 'string') return null;
  return {
    execute,
    arguments: object['arguments'] === undefined ? {} : object['arguments'],
    id: object['id'],
    isOutOfBand: object['execute'] === undefined,
  };
}

function answerOf(object: JsonObject): QmpAnswer {
  if (object['return'] !== undefined) return { return: object['return'] };
  const error = object['error'] as JsonObject;
  return { error: { class: String(error['class'] ?? ''), desc: String(error['desc'] ?? '') } };
}

function versionOf(greeting: JsonObject): QemuVersion | null {
  const version = greeting['version'];
  const qemu = isJsonObject(version) ? version['qemu'] : undefined;
  if (!isJsonObject(version) || !isJsonObject(qemu)) return null;
  const { major, minor, micro } = qemu;
  if (typeof major !== 'number' || typeof minor !== 'number') return null;
  return { major, minor, micro: typeof micro === 'number' ? micro : 0, build: String(version['package'] ?? '') };
}

const NS_PER_SECOND = 1_000_000_000n;

function epochOf(timestamp: JsonValue | undefined): bigint | null {
  if (!isJsonObject(timestamp)) return null;
  const { seconds, microseconds } = timestamp;
  if (!Number.isSafeInteger(seconds) || !Number.isSafeInteger(microseconds)) return null;
  // QEMU writes -1 where its clock failed.
  return (seconds as number) < 0
    ? null
    : BigInt(seconds as number) * NS_PER_SECOND + BigInt(microseconds as number) * 1000n;
}
