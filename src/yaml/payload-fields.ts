import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.js';
import type { Message } from '../layout/message.js';
import { toJson } from '../layout/to-json.js';
import { writtenValue } from './written-payload.js';
import { parseYaml } from './yaml-parse.js';
import { yamlText } from './yaml-render.js';

/** Longer payloads, 50 extents and more, are bytes to people too. */
const FIELDS_BYTES_MAX = 2048;

/**
 * A payload's fields as a written trace says them, where they make the same bytes again when they are read; else null.
 * Flags that are not set and zeros within records go unsaid as far as that changes nothing. 64-bit numbers are places,
 * sizes and times, whose zero says something.
 */
export function payloadFields(layout: Message<unknown> | undefined, payload: Uint8Array): JsonObject | null {
  if (layout === undefined || payload.length > FIELDS_BYTES_MAX || isBytesOnly(layout)) return null;
  const value = layout.decode(payload);
  const whole = value === null ? null : toJson(value);
  if (whole === null || !isJsonObject(whole)) return null;
  const short = Object.fromEntries(
    Object.entries(whole).flatMap(([name, part]) => (isUnset(part) ? [] : [[name, said(part)]])),
  );
  return [short, whole].find((fields) => makes(layout, fields, payload)) ?? null;
}

/** Bytes without structure read no better under a name. */
const isBytesOnly = ({ sizeBytes, restName }: Message<unknown>): boolean => sizeBytes === 0 && restName !== null;

/** Whether fields, written and read back, are the payload. */
function makes(layout: Message<unknown>, fields: JsonObject, payload: Uint8Array): boolean {
  let isFaulty = false;
  const fault = () => {
    isFaulty = true;
  };
  const node = parseYaml(yamlText('payload', fields), fault);
  if (node === null || isFaulty) return false;
  const again = layout.fromWritten(writtenValue(node), fault);
  return !isFaulty && Buffer.from(layout.encode(again)).equals(payload);
}

/** A part without what goes unsaid in it. */
function said(part: JsonValue): JsonValue {
  if (Array.isArray(part)) return part.map(said);
  if (!isJsonObject(part)) return part;
  return Object.fromEntries(
    Object.entries(part).flatMap(([name, below]) =>
      isUnset(below) || below === 0 || below === false ? [] : [[name, said(below)]],
    ),
  );
}

/** Nothing but flags that are not set. */
function isUnset(part: JsonValue): boolean {
  if (!isJsonObject(part)) return false;
  const parts = Object.values(part);
  return parts.length > 0 && parts.every((below) => below === false || below === 0);
}
