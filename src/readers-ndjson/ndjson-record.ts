import type { JsonObject, JsonValue } from '../base/json.js';
import { printJson } from '../base/json-print.js';
import { didYouMean } from '../base/nearest.js';
import { guestLine } from '../readers-guest/guest-lines.js';
import {
  type CciKind,
  type QmpAnswer,
  REGISTER_NAMES,
  type RecordedAnswer,
  type TraceEvent,
  type Tunnel,
} from '../trace/events.js';
import { RecordFields } from './record-fields.js';
import { refusedTunnel } from './refused-tunnel.js';

/** Where an event stands: what every kind of record has. */
type Stand = Pick<TraceEvent, 'seq' | 'line' | 'timeNs'>;

// Where an event stands is copied member by member: a spread per record is among the dearest things here.
type EventReader = (fields: RecordFields, stand: Stand) => TraceEvent;

/** The widest length that the length register can claim. */
const REQUEST_LENGTH_MAX = 0xf_ffff;
const U32_MAX = 0xffff_ffff;

/** How each kind of record becomes an event. */
const READERS: Readonly<Record<string, EventReader>> = {
  mailbox: readMailbox,
  qmp: readQmp,
  'qmp-event': (fields, stand) => ({
    seq: stand.seq,
    line: stand.line,
    timeNs: stand.timeNs,
    kind: 'qmp-event',
    event: fields.text('event'),
    data: fields.record['data'] ?? {},
  }),
  register: readRegister,
  clock: (fields, stand) => ({
    seq: stand.seq,
    line: stand.line,
    timeNs: stand.timeNs,
    kind: 'clock',
    advanceNs: fields.wide('advanceNs'),
    virtualNs: fields.nullableWide('virtualNs'),
  }),
  log: readLog,
  crash: (fields, stand) => ({
    seq: stand.seq,
    line: stand.line,
    timeNs: stand.timeNs,
    kind: 'crash',
    signal: fields.record['signal'] === null ? null : (fields.optionalText('signal') ?? null),
    text: fields.optionalText('text') ?? '',
    hung: fields.record['hung'] === true,
  }),
  reset: (_fields, stand) => ({ seq: stand.seq, line: stand.line, timeNs: stand.timeNs, kind: 'reset' }),
  decoder: (fields, stand) => ({
    seq: stand.seq,
    line: stand.line,
    timeNs: stand.timeNs,
    kind: 'decoder',
    action: fields.text('action'),
    decoder: decoderOf(fields.record['decoder']),
    baseAddress: fields.wide('baseAddress'),
    sizeBytes: fields.wide('sizeBytes'),
  }),
  memory: (fields, stand) => ({
    seq: stand.seq,
    line: stand.line,
    timeNs: stand.timeNs,
    kind: 'memory',
    access: fields.oneOf('access', ['read', 'write']),
    windowOffset: fields.wide('windowOffset'),
    size: fields.integer('size', 8),
    value: fields.has('value') ? fields.nullableWide('value') : null,
  }),
  note: (fields, stand) => ({
    seq: stand.seq,
    line: stand.line,
    timeNs: stand.timeNs,
    kind: 'note',
    text: fields.text('text'),
  }),
};

/** The event of a record, or what is wrong with its kind; null where a field made it unusable. */
export function readEvent(fields: RecordFields, stand: Stand): TraceEvent | { readonly unknownKind: string } | null {
  const kind = fields.record['kind'];
  const reader = typeof kind === 'string' && Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
  if (reader === undefined) {
    const names = Object.keys(READERS);
    const near = typeof kind === 'string' ? didYouMean(kind, names) : '';
    const hint = near === '' ? `; known are ${names.join(', ')}` : near;
    const what = kind === undefined ? '"kind" is missing' : `unknown kind ${printJson(kind)}${hint}`;
    return { unknownKind: `${what}; the record is kept out of the replay` };
  }
  const event = reader(fields, stand);
  return fields.isUsable ? event : null;
}

/** A decoder goes by its number or by its name. */
const decoderOf = (given: JsonValue | undefined): number | string =>
  typeof given === 'number' ? given : typeof given === 'string' ? given : '';

function readMailbox(fields: RecordFields, stand: Stand): TraceEvent {
  const tunnel = fields.has('tunnel') ? readTunnel(fields) : undefined;
  if (tunnel !== undefined && fields.record['opcode'] === null) {
    const { seq, line, timeNs } = stand;
    return { seq, line, timeNs, kind: 'mailbox', ...refusedTunnel(tunnel), ...origin(fields) };
  }
  const isUnknown = fields.record['request'] === null;
  const request = isUnknown ? new Uint8Array() : fields.hex('request');
  return {
    seq: stand.seq,
    line: stand.line,
    timeNs: stand.timeNs,
    kind: 'mailbox',
    cci: fields.has('cci') ? fields.oneOf<CciKind>('cci', ['primary', 'switch', 'fm']) : 'primary',
    opcode: fields.opcode('opcode'),
    request,
    requestLengthBytes: fields.has('requestLength')
      ? fields.integer('requestLength', REQUEST_LENGTH_MAX)
      : request.length,
    ...(isUnknown && { isRequestUnknown: true }),
    answer: fields.record['returnCode'] === null ? null : readAnswer(fields),
    ...(tunnel !== undefined && { tunnel }),
    ...origin(fields),
  };
}

function readAnswer(fields: RecordFields): RecordedAnswer {
  const response = fields.has('response') ? fields.hex('response') : undefined;
  const isPartly = fields.record['answer'] === 'partly-recorded' && !fields.has('returnCode');
  return {
    ...(!isPartly && { returnCode: fields.integer('returnCode', 0xffff) }),
    ...(response !== undefined && {
      response,
      responseLengthBytes: fields.has('responseLength') ? fields.integer('responseLength', U32_MAX) : response.length,
    }),
    ...(fields.has('background') && { background: fields.boolean('background') }),
  };
}

/** What a guest's line says is not written beside it: it is read out of the line again. */
function readLog(fields: RecordFields, stand: Stand): TraceEvent {
  const source = fields.text('source');
  const text = fields.text('text');
  const facts = source === 'guest' ? guestLine(text)?.fact : null;
  return {
    seq: stand.seq,
    line: stand.line,
    timeNs: stand.timeNs,
    kind: 'log',
    source,
    text,
    ...(fields.has('severity') && { severity: fields.text('severity') }),
    ...(facts != null && { facts }),
    ...(fields.has('deviceId') && { deviceId: fields.text('deviceId') }),
  };
}

function readTunnel(fields: RecordFields): Tunnel {
  const tunnel: JsonObject = fields.object('tunnel');
  const inner = new RecordFields(tunnel, (_code, message) => fields.report('tunnel', `whole: ${message}`));
  return {
    request: inner.hex('request'),
    returnCode: tunnel['returnCode'] === null ? null : inner.integer('returnCode', 0xffff),
    response: tunnel['response'] === null || !inner.has('response') ? null : inner.hex('response'),
  };
}

function readQmp(fields: RecordFields, stand: Stand): TraceEvent {
  return {
    seq: stand.seq,
    line: stand.line,
    timeNs: stand.timeNs,
    kind: 'qmp',
    execute: fields.text('execute'),
    arguments: fields.record['arguments'] ?? {},
    ...(fields.record['areArgumentsUnknown'] === true && { areArgumentsUnknown: true as const }),
    answer: readQmpAnswer(fields),
  };
}

function readQmpAnswer(fields: RecordFields): QmpAnswer | null {
  if (fields.has('return')) return { return: fields.record['return'] ?? null };
  if (!fields.has('error')) return null;
  const error = fields.object('error');
  const text = (name: 'class' | 'desc') => (error[name] === undefined ? {} : { [name]: String(error[name]) });
  return { error: { ...text('class'), ...text('desc') } };
}

function readRegister(fields: RecordFields, stand: Stand): TraceEvent {
  return {
    seq: stand.seq,
    line: stand.line,
    timeNs: stand.timeNs,
    kind: 'register',
    access: fields.oneOf('access', ['read', 'write']),
    register: fields.oneOf('register', REGISTER_NAMES),
    offset: fields.has('offset') ? fields.integer('offset', 0xffff) : 0,
    size: fields.integer('size', 8),
    value: fields.has('value') ? fields.nullableWide('value') : null,
    ...origin(fields),
  };
}

/** Which device a record belongs to, where it says so. */
const origin = (fields: RecordFields) => ({
  ...(fields.has('mailboxAddress') && { mailboxAddress: fields.wide('mailboxAddress') }),
  ...(fields.has('deviceId') && { deviceId: fields.text('deviceId') }),
});
