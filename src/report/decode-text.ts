import { printable } from '../base/issue.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.js';
import { printJson } from '../base/json-print.js';
import { durationText, sizeText } from '../base/units.js';
import { toJson } from '../layout/to-json.js';
import { mailboxCommands } from '../mailbox/index.js';
import { opcodeText } from '../protocol/opcode.js';
import { RETURN_CODES, returnCodeText } from '../protocol/return-codes.js';
import type { MailboxEvent, QmpEvent, TraceEvent } from '../trace/events.js';
import { hexDump } from './hex-dump.js';
import type { Paint } from './paint.js';

export interface DecodeTextOptions {
  readonly paint: Paint;
  readonly hex: boolean;
}

/** An event on one line for people: number, time, what, fields, outcome; with `hex` the payloads below. */
export function decodeText(event: TraceEvent, { paint, hex }: DecodeTextOptions): string {
  const time = event.timeNs === null ? '' : `${(Number(event.timeNs) / 1e9).toFixed(6)}s`;
  const start = `${String(event.seq).padStart(6)}  ${paint.faint(time.padStart(12))}  `;
  if (event.kind !== 'mailbox') return start + otherText(event, paint);
  const dumps = hex ? [...payloadDump('>', event.request), ...payloadDump('<', event.answer?.response)] : [];
  return [start + mailboxText(event, paint), ...dumps].join('\n');
}

function mailboxText(event: MailboxEvent, paint: Paint): string {
  const command = mailboxCommands.get(event.opcode);
  const cci = event.cci === 'primary' ? '' : paint.warning(`${event.cci} `);
  const name = `${cci}${paint.strong(opcodeText(event.opcode))} ${command?.name ?? paint.faint('unknown command')}`;
  return [name, requestText(event, paint), answerText(event, paint)].filter((part) => part !== '').join('  ');
}

/** What was asked, on one line. */
export function requestText(event: MailboxEvent, paint: Paint): string {
  if (event.isRequestUnknown) return paint.faint('(request not recorded)');
  const request = mailboxCommands.get(event.opcode)?.request.decode(event.request);
  return request ? fieldsText(toJson(request)) : bytesText(event.request);
}

function answerText({ answer, opcode, tunnel }: MailboxEvent, paint: Paint): string {
  const refusal = tunnel?.returnCode ?? null;
  if (answer === null && refusal !== null) return paint.error(`→ the tunnel: ${returnCodeText(refusal)}`);
  if (answer === null) return paint.error('→ no answer');
  const { returnCode, response, responseFields } = answer;
  const isGood = returnCode === undefined || returnCode <= RETURN_CODES.BACKGROUND_COMMAND_STARTED;
  const code = returnCode === undefined ? '' : returnCodeText(returnCode);
  const decoded = response && response.length > 0 ? mailboxCommands.get(opcode)?.response.decode(response) : null;
  // What a written trace says of the answer is all of it: nothing in it is too plain to show.
  const told =
    responseFields !== undefined
      ? writtenText(responseFields)
      : decoded
        ? fieldsText(toJson(decoded), true)
        : bytesText(response ?? new Uint8Array());
  const parts = ['→', isGood ? paint.good(code) : paint.error(code), told];
  return parts.filter((part) => part !== '').join(' ');
}

/** A record that is no mailbox command, on one line. */
export function otherText(event: Exclude<TraceEvent, MailboxEvent>, paint: Paint): string {
  switch (event.kind) {
    case 'qmp':
      return `${paint.strong('QMP')} ${printable(event.execute)}  ${fieldsText(event.arguments)}  ${qmpAnswerText(event, paint)}`;
    case 'qmp-event':
      return `${paint.strong('QMP event')} ${printable(event.event)}  ${fieldsText(event.data)}`;
    case 'register': {
      const offset = event.offset === 0 ? '' : `+${event.offset}`;
      const value = event.value === null ? 'not recorded' : `0x${event.value.toString(16)}`;
      return `${paint.strong(event.access)} ${event.register}${offset} (${event.size} bytes) = ${value}`;
    }
    case 'clock': {
      const now = event.virtualNs === null ? 'the device died' : durationText(event.virtualNs);
      return `${paint.strong('clock')} +${durationText(event.advanceNs)} → ${now}`;
    }
    case 'log':
      return `${paint.strong('log')} ${printable([event.source, event.deviceId ?? ''].join(' ').trim())}: ${printable(event.text, 400)}`;
    case 'crash':
      return paint.error(
        `crash ${event.signal ?? (event.hung ? '(never returned)' : '')} ${printable(event.text, 300)}`.trimEnd(),
      );
    case 'reset':
      return paint.strong('reset');
    case 'note':
      return paint.faint(`note: ${printable(event.text, 400)}`);
    case 'expect': {
      const about = event.device === undefined ? '' : `${printable(event.device)}: `;
      const unread = event.unread === undefined ? '' : ` (could not be read: ${event.unread.join(', ')})`;
      return `${paint.strong('expect')} ${about}${writtenText(event.expectation)}${paint.warning(unread)}`;
    }
    default: {
      const { kind, seq: _seq, line: _line, timeNs: _timeNs, ...rest } = event;
      return `${paint.strong(kind)} ${fieldsText(rest as unknown as JsonValue)}`;
    }
  }
}

function qmpAnswerText({ answer }: QmpEvent, paint: Paint): string {
  if (answer === null) return paint.error('→ no answer');
  if ('return' in answer) return `→ ${paint.good('return')} ${fieldsText(answer.return)}`.trimEnd();
  return `→ ${paint.error(printable(`${answer.error.class ?? ''}: ${answer.error.desc ?? ''}`))}`;
}

/** Fields in a line: `log=dynamic-capacity extents=[{startDpa=0x20000000 lengthBytes=128MiB}]`. */
export function fieldsText(value: JsonValue, isTerse = false): string {
  if (!isJsonObject(value)) return valueText('', value, isTerse);
  return Object.entries(value)
    .filter(([, part]) => !isQuiet(part, isTerse))
    .map(([name, part]) => (part === true ? name : `${name}=${valueText(name, part, isTerse)}`))
    .join(' ');
}

/** What says nothing in a line: flags that are not set and, in an answer, zeros. JSON output has them all. */
function isQuiet(value: JsonValue, isTerse: boolean): boolean {
  if (value === false || (isTerse && (value === 0 || value === 0n))) return true;
  const parts = isJsonObject(value) ? Object.values(value) : [];
  return parts.length > 0 && parts.every((part) => part === 0 || isQuiet(part, isTerse));
}

/** Every field that somebody wrote, `false` and zero among them: each is compared. */
const writtenText = (value: JsonObject): string =>
  Object.entries(value)
    .map(([name, part]) => `${name}=${wholeText(name, part)}`)
    .join(' ');

function wholeText(name: string, value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map((part) => wholeText(name, part)).join(', ')}]`;
  return isJsonObject(value) ? `{${writtenText(value)}}` : valueText(name, value, false);
}

const LIST_SHOWN = 4;
const TEXT_SHOWN = 64;

/** A value as its name tells it: addresses in hex, sizes in their unit, text without control characters. */
export function valueText(name: string, value: JsonValue, isTerse: boolean): string {
  if (Array.isArray(value)) {
    const shown = value.slice(0, LIST_SHOWN).map((part) => valueText(name, part, isTerse));
    const more = value.length > LIST_SHOWN ? ` … ${value.length} in all` : '';
    return `[${shown.join(', ')}${more}]`;
  }
  // An element of nothing but zeros is there all the same, and often the very fault one looks for.
  if (isJsonObject(value)) return `{${fieldsText(value, isTerse) || 'empty'}}`;
  if (typeof value === 'string') return printable(value, TEXT_SHOWN);
  if (typeof value !== 'number' && typeof value !== 'bigint') return value === null ? 'null' : printJson(value);
  const number = BigInt(value);
  if (/dpa$|address$|^offset$|^start$/i.test(name)) return `0x${number.toString(16)}`;
  return /bytes$|^len$|^length$/i.test(name) ? sizeText(number) : number.toString();
}

const bytesText = (bytes: Uint8Array): string => (bytes.length === 0 ? '' : `${bytes.length} bytes`);

const payloadDump = (direction: string, payload: Uint8Array | undefined): readonly string[] =>
  payload === undefined ? [] : hexDump(payload).map((row) => `        ${direction} ${row}`);
