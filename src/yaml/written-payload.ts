import { isJsonObject, JsonFraction, type JsonObject, type JsonValue } from '../base/json.js';
import { bytes } from '../layout/bytes.js';
import { type Field, joinPath, type Report } from '../layout/field.js';
import type { Message } from '../layout/message.js';
import { unknownField } from '../layout/struct.js';
import { toJson } from '../layout/to-json.js';
import { found, nodeAt, type YamlIssue, type YamlNode } from './yaml-node.js';

/** Where to report what a layout says about a written value: the layout knows paths, the text knows places. */
export function placedReport(node: YamlNode, name: string, onIssue: YamlIssue): Report {
  return (path, message) => {
    const at = nodeAt(node, path);
    const what = message.startsWith('expected') ? `${message}, not ${found(at.node)}` : message;
    const isName = message.startsWith('unknown');
    const isKey = /^unknown (?:field|bit)/.test(message);
    onIssue(
      isKey ? at.keyAt : at.node.at,
      isName ? 'unknown-name' : 'invalid-field',
      `${joinPath(name, path)}: ${what}`,
    );
  };
}

/**
 * The value as layouts read it: numbers keep their spelling, since a UUID or hex bytes may look like one. Negative
 * numbers are passed as numbers.
 */
export function writtenValue(node: YamlNode): unknown {
  if (node.kind === 'list') return node.items.map(writtenValue);
  if (node.kind === 'map')
    return Object.fromEntries([...node.entries].map(([name, { value }]) => [name, writtenValue(value)]));
  const { value, source } = node;
  if (value instanceof JsonFraction) return source;
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  return isNumber && value >= 0 && !/^(?:\+|0o)/.test(source) ? source : value;
}

/** The fields that are written of a response, as decode prints them; what cannot be meant is reported and left out. */
export function expectedFields(layout: Message<unknown>, written: unknown, report: Report): JsonObject {
  const { restName } = layout;
  const known = restName === null ? layout.members() : { ...layout.members(), [restName]: anyBytes };
  return members(known, layout.listName, written, '', report);
}

/** Bytes to a payload's end: as many as are written. */
const anyBytes = bytes(1 << 16);

/** As `expectedFields`, for the members of a structure. */
export function members(
  known: Readonly<Record<string, Field<unknown>>>,
  listName: string | null,
  written: unknown,
  path: string,
  report: Report,
): JsonObject {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) {
    report(path, `expected fields: ${Object.keys(known).join(', ') || 'none'}`);
    return {};
  }
  const kept: [string, JsonValue][] = [];
  for (const [name, part] of Object.entries(written)) {
    const at = joinPath(path, name);
    if (!Object.hasOwn(known, name)) report(at, unknownField(name, Object.keys(known)));
    else {
      const value = member(known[name] as Field<unknown>, name === listName, part, at, report);
      if (value !== undefined) kept.push([name, value]);
    }
  }
  return Object.fromEntries(kept);
}

function member(
  field: Field<unknown>,
  isList: boolean,
  written: unknown,
  path: string,
  report: Report,
): JsonValue | undefined {
  const below = field.members(written);
  if (Array.isArray(written) && (isList || below !== null))
    return whole(written.map((one, index) => member(field, false, one, `${path}[${index}]`, report)));
  if (isList) report(path, 'expected a list');
  else if (below !== null) return members(below, null, written, path, report);
  else return scalar(field, written, path, report);
  return undefined;
}

/** The list where every element could be meant: half a list would be compared as a shorter one. */
function whole(values: readonly (JsonValue | undefined)[]): JsonValue | undefined {
  const kept = values.filter((value) => value !== undefined);
  return kept.length === values.length ? kept : undefined;
}

function scalar(field: Field<unknown>, written: unknown, path: string, report: Report): JsonValue | undefined {
  let isMeant = true;
  const meant = toJson(
    field.fromWritten(written, path, (where, message) => {
      isMeant = false;
      report(where, message);
    }),
  );
  if (!isMeant) return undefined;
  // Of bits, only those that are written: the others are filled in by the layout.
  const isPartial = isJsonObject(meant) && typeof written === 'object' && written !== null;
  return isPartial ? Object.fromEntries(Object.keys(written).map((name) => [name, meant[name] ?? null])) : meant;
}
