import { printable } from '../base/issue.js';
import { isJsonObject, type JsonValue } from '../base/json.js';
import type { Message } from '../layout/message.js';
import { toJson } from '../layout/to-json.js';
import { opcodeText } from '../protocol/opcode.js';
import { valueText } from '../report/decode-text.js';

/** A field of a payload, or a heading above some. */
export interface FieldRow {
  /** As in `records[0].extent.tag`. */
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  /** Null for a heading. */
  readonly value: string | null;
  readonly offsetBytes: number;
  readonly sizeBytes: number;
}

const FIELDS_MAX = 4000;

/** The fields of a payload in the order of its bytes; what no layout explains is one row of bytes. */
export function payloadFields(layout: Message<unknown> | undefined, payload: Uint8Array): readonly FieldRow[] {
  if (payload.length === 0) return [];
  const decoded = layout?.decode(payload) ?? null;
  if (layout === undefined || decoded === null) return [bytesRow('', payload, 0, payload.length)];
  const json = toJson(decoded);
  const rows: FieldRow[] = [];
  let before: readonly string[] = [];
  for (let at = 0; at < payload.length && rows.length < FIELDS_MAX; ) {
    const leaf = layout.locate(payload, at);
    const end = Math.min(payload.length, Math.max(at + 1, leaf.offsetBytes + leaf.sizeBytes));
    const parts = partsOf(leaf.path);
    rows.push(...headings(before, parts, at));
    rows.push(...leafRows(json, leaf.path, parts, payload, at, end));
    before = parts;
    at = end;
  }
  return rows;
}

/** `a.b[3].c` in its parts: `a`, `b`, `[3]`, `c`. */
const partsOf = (path: string): readonly string[] => path.match(/[^.[\]]+|\[\d+\]/g) ?? [];

const joined = (parts: readonly string[]): string =>
  parts.reduce((path, part) => (path === '' || part.startsWith('[') ? path + part : `${path}.${part}`), '');

/** The names above a field that were not there for the field before it. */
function headings(before: readonly string[], parts: readonly string[], offsetBytes: number): readonly FieldRow[] {
  let same = 0;
  while (same < parts.length - 1 && before[same] === parts[same]) same++;
  const rows: FieldRow[] = [];
  for (let depth = same; depth < parts.length - 1; depth++) {
    // A list and its element are one heading.
    if (parts[depth + 1]?.startsWith('[') && depth + 1 < parts.length - 1) continue;
    const name = parts[depth]?.startsWith('[') ? `${parts[depth - 1]}${parts[depth]}` : (parts[depth] as string);
    rows.push({
      path: joined(parts.slice(0, depth + 1)),
      name,
      depth: depthOf(parts, depth),
      value: null,
      offsetBytes,
      sizeBytes: 0,
    });
  }
  return rows;
}

const depthOf = (parts: readonly string[], index: number): number =>
  parts.slice(0, index).filter((part) => !part.startsWith('[')).length - (parts[index]?.startsWith('[') ? 1 : 0);

/** One row; for named bits one for each that is set or says more than no. */
function leafRows(
  json: JsonValue,
  path: string,
  parts: readonly string[],
  payload: Uint8Array,
  start: number,
  end: number,
): readonly FieldRow[] {
  const value = valueAt(json, parts);
  const depth = Math.max(0, depthOf(parts, parts.length - 1));
  const name = parts.at(-1) ?? '';
  const place = { offsetBytes: start, sizeBytes: end - start };
  if (value === undefined) return [{ ...uncounted(name, bytesRow(path, payload, start, end), payload), name, depth }];
  if (!isJsonObject(value)) return [{ path, name, depth, value: valueText(name, value, false), ...place }];
  const bits = Object.entries(value).filter(([, part]) => part !== false && part !== 0);
  const text = bits.map(([bit, part]) => (part === true ? bit : `${bit}=${valueText(bit, part, false)}`)).join(' ');
  return [{ path, name, depth, value: text === '' ? '0' : text, ...place }];
}

function valueAt(json: JsonValue, parts: readonly string[]): JsonValue | undefined {
  let at: JsonValue | undefined = json;
  for (const part of parts) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as { readonly [key: string]: JsonValue })[part.startsWith('[') ? part.slice(1, -1) : part];
  }
  return at;
}

/** How many elements a list has is no value of its own in what is decoded: it is told as the number that it is. */
function uncounted(name: string, row: FieldRow, payload: Uint8Array): FieldRow {
  const { offsetBytes, sizeBytes } = row;
  if (!/count$/i.test(name) || sizeBytes > 6) return row;
  return { ...row, value: String(Buffer.from(payload).readUIntLE(offsetBytes, sizeBytes)) };
}

const BYTES_SHOWN = 24;

/** Bytes without a value of their own: reserved ones, counts, raw data. */
function bytesRow(path: string, payload: Uint8Array, start: number, end: number): FieldRow {
  const bytes = payload.subarray(start, end);
  const shown = Buffer.from(bytes.subarray(0, BYTES_SHOWN)).toString('hex');
  const isZero = bytes.every((byte) => byte === 0);
  const value = isZero
    ? `${bytes.length} zero byte${bytes.length === 1 ? '' : 's'}`
    : `${shown}${bytes.length > BYTES_SHOWN ? '…' : ''}`;
  return { path, name: path === '' ? 'bytes' : path, depth: 0, value, offsetBytes: start, sizeBytes: end - start };
}

/** The rows of a JSON value, as QMP has them: no bytes belong to them. */
export function jsonFields(json: JsonValue, path = '', depth = 0): readonly FieldRow[] {
  const parts: readonly (readonly [string, JsonValue])[] = Array.isArray(json)
    ? json.map((part, index) => [`[${index}]`, part])
    : isJsonObject(json)
      ? Object.entries(json)
      : [['value', json]];
  return parts.flatMap(([name, part]): readonly FieldRow[] => {
    const own = name.startsWith('[') || path === '' ? path + name : `${path}.${name}`;
    const place = { path: own, name, depth, offsetBytes: 0, sizeBytes: 0 };
    if ((isJsonObject(part) || Array.isArray(part)) && Object.keys(part).length > 0)
      return [{ ...place, value: null }, ...jsonFields(part, own, depth + 1)];
    return [{ ...place, value: jsonText(name, part) }];
  });
}

/** Longer than a row: what is selected is shown whole. */
const TEXT_MAX = 4000;

function jsonText(name: string, part: JsonValue): string {
  if (name === 'opcode' && typeof part === 'number') return opcodeText(part);
  return typeof part === 'string' && part.length > 100 ? printable(part, TEXT_MAX) : valueText(name, part, false);
}
