import { isJsonObject, type JsonValue } from '../base/json.js';
import type { DeviceOutput } from '../device/step.js';
import type { Divergence } from '../divergence/divergence.js';
import { valuesOf } from '../divergence/values.js';
import { mailboxCommands } from '../mailbox/index.js';
import { opcodeText } from '../protocol/opcode.js';
import { returnCodeText } from '../protocol/return-codes.js';
import type { Comparison } from '../replay/comparison.js';
import { decodeEvent } from '../report/decode-event.js';
import type { MailboxEvent, QmpEvent, RecordedAnswer, TraceEvent } from '../trace/events.js';
import { type FieldRow, jsonFields, payloadFields } from './fields.js';

export type Side = 'request' | 'response';

/** A line of the decoded tree. */
export interface DecodedRow {
  readonly kind: 'heading' | 'field';
  readonly side: Side;
  readonly name: string;
  readonly depth: number;
  readonly value: string;
  /** From the side on, as divergences name it: `response.records[0].extent.tag`. */
  readonly path: string;
  /** The bytes of the field; null where it has none. */
  readonly bytes: { readonly offset: number; readonly size: number } | null;
  /** What the engine has here, where it is something else. */
  readonly replayed: string | null;
  /** What is wrong here, whether or not recording and engine agree. */
  readonly found: Divergence | null;
}

/** The record field by field, with what the engine has where it differs and what the rules found. */
export function decodedRows(
  event: TraceEvent,
  comparison: Comparison | null,
  found: readonly Divergence[],
): readonly DecodedRow[] {
  const rows =
    event.kind === 'mailbox'
      ? mailboxRows(event, comparison?.output ?? null)
      : event.kind === 'qmp'
        ? qmpRows(event)
        : otherRows(event);
  return marked(rows, comparison, found);
}

const heading = (side: Side, name: string, value: string, path: string): DecodedRow => ({
  kind: 'heading',
  side,
  name,
  value,
  path,
  depth: 0,
  bytes: null,
  replayed: null,
  found: null,
});

function fieldRows(side: Side, fields: readonly FieldRow[], prefix: string): readonly DecodedRow[] {
  return fields.map(({ path, name, depth, value, offsetBytes, sizeBytes }) => ({
    kind: 'field',
    side,
    name,
    depth: depth + 1,
    value: value ?? '',
    path: path === '' ? prefix : path.startsWith('[') ? prefix + path : `${prefix}.${path}`,
    bytes: sizeBytes > 0 ? { offset: offsetBytes, size: sizeBytes } : null,
    replayed: null,
    found: null,
  }));
}

function mailboxRows(event: MailboxEvent, output: DeviceOutput | null): readonly DecodedRow[] {
  const command = mailboxCommands.get(event.opcode);
  const title = `${opcodeText(event.opcode)} ${command?.name ?? 'unknown command'}`;
  const request = event.isRequestUnknown
    ? [heading('request', 'Request', `${title}  (payload not recorded)`, 'request')]
    : [
        heading('request', 'Request', `${title}  ${bytesText(event.request.length)}`, 'request'),
        ...fieldRows('request', payloadFields(command?.request, event.request), 'request'),
      ];
  return [...request, ...answerRows(event, output)];
}

function answerRows(event: MailboxEvent, output: DeviceOutput | null): readonly DecodedRow[] {
  const command = mailboxCommands.get(event.opcode);
  const { answer } = event;
  const code = answer?.returnCode;
  const response = answer?.response;
  if (answer !== null && (code !== undefined || response !== undefined)) {
    const bytes = response ?? new Uint8Array();
    const said = `${code === undefined ? '' : returnCodeText(code)}  ${payloadText(answer)}`;
    const written = answer.responseFields === undefined ? [] : jsonFields(answer.responseFields);
    return [
      heading('response', 'Answer', said, 'returnCode'),
      ...fieldRows('response', payloadFields(command?.response, bytes), 'response'),
      ...fieldRows('response', written, 'response'),
    ];
  }
  if (output?.kind !== 'mailbox') return [heading('response', 'Answer', 'none', 'returnCode')];
  const said = `${returnCodeText(output.returnCode)}  ${bytesText(output.response.length)}  (the engine's: none was recorded)`;
  return [
    heading('response', 'Answer', said, 'returnCode'),
    ...fieldRows('response', payloadFields(command?.response, output.response), 'response'),
  ];
}

/** What the source has of the payload: bytes, or what its author wrote of it. */
function payloadText({ response, responseFields }: RecordedAnswer): string {
  if (response !== undefined) return bytesText(response.length);
  return responseFields === undefined ? '(payload not recorded)' : '(as far as it is written)';
}

const bytesText = (count: number): string => (count === 0 ? 'no payload' : `${count} byte${count === 1 ? '' : 's'}`);

function qmpRows({ execute, arguments: given, answer }: QmpEvent): readonly DecodedRow[] {
  const asked = [
    heading('request', 'QMP', execute, 'arguments'),
    ...fieldRows('request', isEmptyObject(given) ? [] : jsonFields(given), 'arguments'),
  ];
  if (answer === null) return [...asked, heading('response', 'Answer', 'none', 'return')];
  const isError = 'error' in answer;
  const told: JsonValue = isError ? (answer.error as JsonValue) : answer.return;
  const prefix = isError ? 'error' : 'return';
  return [
    ...asked,
    heading('response', 'Answer', isError ? 'refused' : 'return', prefix),
    ...fieldRows('response', isEmptyObject(told) ? [] : jsonFields(told), prefix),
  ];
}

const isEmptyObject = (value: JsonValue): boolean => isJsonObject(value) && Object.keys(value).length === 0;

function otherRows(event: TraceEvent): readonly DecodedRow[] {
  const { kind, seq: _seq, line: _line, timeNs: _timeNs, ...rest } = decodeEvent(event) as Record<string, JsonValue>;
  return [heading('request', String(kind), '', ''), ...fieldRows('request', jsonFields(rest), '')].map((one) => ({
    ...one,
    path: one.path.replace(/^\./, ''),
  }));
}

function marked(
  rows: readonly DecodedRow[],
  comparison: Comparison | null,
  found: readonly Divergence[],
): readonly DecodedRow[] {
  const mismatches = comparison?.verdict === 'differs' ? comparison.mismatches : [];
  if (mismatches.length === 0 && found.length === 0) return rows;
  const names = (path: string, whole: string) => path === whole || whole.startsWith(`${path}.`);
  const nearest = (whole: string): number => rows.findLastIndex(({ path }) => path !== '' && names(path, whole));
  const next = [...rows];
  for (const mismatch of mismatches) {
    const at = nearest(mismatch.path);
    const { replayed } = valuesOf(mismatch);
    const row = next[at];
    if (row !== undefined && row.path === mismatch.path) next[at] = { ...row, replayed };
    else if (row !== undefined) next[at] = { ...row, replayed: `${mismatch.path.split('.').at(-1)}=${replayed}` };
  }
  for (const divergence of found) {
    // What is about no field is about the record.
    const at = Math.max(0, nearest(divergence.path));
    const row = next[at];
    if (row !== undefined && row.found === null) next[at] = { ...row, found: divergence };
  }
  return next;
}
