import { fromHex } from '../base/hex.js';
import type { Field, Report } from './field.js';
import type { MessageShape } from './message-shape.js';
import { unknownField } from './struct.js';

/** The names that may stand in a written value. */
export function membersOf(shape: MessageShape): Record<string, Field<unknown>> {
  const members: Record<string, Field<unknown>> = {};
  for (const each of [shape.headPart, shape.trailerPart, shape.optionalPart])
    Object.assign(members, each?.struct.members() ?? {});
  if (shape.list) members[shape.list.name] = shape.list.element;
  return members;
}

/** The value as a person wrote it: what is left out reads as absent, what cannot be meant is reported. */
export function fromWritten(shape: MessageShape, written: unknown, report: Report): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  const given = (typeof written === 'object' && written !== null ? written : {}) as Readonly<Record<string, unknown>>;
  const members = membersOf(shape);
  const known = [...Object.keys(members), ...(shape.rest ? [shape.rest] : [])];
  if (given !== written) report('', `expected fields: ${known.join(', ') || 'none'}`);
  for (const name of Object.keys(given)) if (!known.includes(name)) report(name, unknownField(name, known));
  const optional = shape.optionalPart?.struct.members() ?? {};
  for (const [name, field] of Object.entries(members)) {
    if (name === shape.list?.name) value[name] = writtenList(field, given[name] ?? [], name, report);
    else if (name in given) value[name] = field.fromWritten(given[name], name, report);
    else if (!(name in optional) && field.absent !== undefined) value[name] = field.absent;
  }
  if (shape.rest) {
    const data = fromHex(String(given[shape.rest] ?? ''));
    if (data === null) report(shape.rest, 'expected bytes as a string of hex digits');
    value[shape.rest] = data ?? new Uint8Array();
  }
  return value;
}

function writtenList(element: Field<unknown>, written: unknown, path: string, report: Report): unknown[] {
  if (Array.isArray(written)) return written.map((one, index) => element.fromWritten(one, `${path}[${index}]`, report));
  report(path, 'expected a list');
  return [];
}
