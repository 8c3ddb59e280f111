import { isJsonObject, type JsonValue } from '../base/json.js';
import { printJson } from '../base/json-print.js';
import type { MailboxEvent, QmpEvent, TraceEvent } from '../trace/events.js';

/** What two sources may both have seen; what else they hold is each one's own. */
export type Witnessed = 'mailbox' | 'qmp' | 'log';

export function witnessedAs({ kind }: TraceEvent): Witnessed | null {
  if (kind === 'mailbox') return 'mailbox';
  if (kind === 'log') return 'log';
  return kind === 'qmp' || kind === 'qmp-event' ? 'qmp' : null;
}

/** What an event is found by in another source: the same in both, however much each shows. */
export function keyOf(event: TraceEvent): string {
  if (event.kind === 'mailbox') return `${event.cci} ${event.opcode}`;
  if (event.kind === 'qmp') return event.answer === null ? '?' : text(event.answer as JsonValue);
  if (event.kind === 'log') return event.text;
  return event.kind === 'qmp-event' ? `!${event.event}` : event.kind;
}

/** Whether two records of two sources can be of the same thing: nothing that both show differs. */
export function canBeSame(left: TraceEvent, right: TraceEvent): boolean {
  if (left.kind === 'mailbox' && right.kind === 'mailbox') return isSameCommand(left, right);
  if (left.kind === 'qmp' && right.kind === 'qmp') return isSameExchange(left, right);
  if (left.kind === 'qmp-event' && right.kind === 'qmp-event')
    return left.event === right.event && text(left.data) === text(right.data);
  return left.kind === 'log' && right.kind === 'log' && left.text === right.text;
}

function isSameCommand(left: MailboxEvent, right: MailboxEvent): boolean {
  if (left.opcode !== right.opcode || left.cci !== right.cci) return false;
  const codes = [left.answer?.returnCode, right.answer?.returnCode];
  if (codes[0] !== undefined && codes[1] !== undefined && codes[0] !== codes[1]) return false;
  return left.isRequestUnknown === true || right.isRequestUnknown === true || isSameBytes(left.request, right.request);
}

const isSameBytes = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, at) => byte === right[at]);

function isSameExchange(left: QmpEvent, right: QmpEvent): boolean {
  const isGuessed = left.areArgumentsUnknown === true || right.areArgumentsUnknown === true;
  if (!isGuessed && (left.execute !== right.execute || text(left.arguments) !== text(right.arguments))) return false;
  // A request whose answer one did not see, and an answer whose request the other did not.
  if (left.answer === null || right.answer === null) return true;
  return text(left.answer as JsonValue) === text(right.answer as JsonValue);
}

/** Members in order of their names, so that two spellings of one object are one text. */
const text = (value: JsonValue): string => printJson(sorted(value));

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name] as JsonValue)]));
}

/** How much a record shows of what happened. */
function shown(event: TraceEvent): number {
  if (event.kind === 'mailbox')
    return (
      (event.isRequestUnknown === true ? 0 : 4) +
      (event.answer === null ? 0 : 1) +
      (event.answer?.response === undefined ? 0 : 2)
    );
  if (event.kind === 'qmp') return (event.areArgumentsUnknown === true ? 0 : 2) + (event.answer === null ? 0 : 1);
  return 0;
}

/** One event of what several sources saw: the fullest record, with what only others show. */
export function united(records: readonly TraceEvent[]): TraceEvent {
  const [fullest, ...others] = [...records].sort((left, right) => shown(right) - shown(left));
  return others.reduce(filled, fullest as TraceEvent);
}

function filled(event: TraceEvent, other: TraceEvent): TraceEvent {
  if (event.kind === 'qmp' && other.kind === 'qmp')
    return event.answer === null && other.answer !== null ? { ...event, answer: other.answer } : event;
  if (event.kind !== 'mailbox' || other.kind !== 'mailbox' || other.answer === null) return event;
  if (event.answer === null) return { ...event, answer: other.answer };
  return { ...event, answer: { ...other.answer, ...event.answer } };
}
