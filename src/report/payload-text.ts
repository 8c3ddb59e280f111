import type { OutlineField } from '../layout/outline.js';
import type { Paint } from './paint.js';
import { wrap } from './wrap.js';

/** A line of the table, or one that says of which records the next ones are. */
interface Row {
  readonly offset: string;
  readonly size: string;
  readonly name: string;
  readonly meaning: string;
  readonly isTitle?: true;
}

/** The fields of a payload as a table: where each is, how long, what it means; what a list or a record has stands below it. */
export function payloadText(fields: readonly OutlineField[], paint: Paint, width: number): readonly string[] {
  const rows = rowsOf(fields, '', false);
  const plain = rows.filter(({ isTitle }) => !isTitle);
  const room = (pick: (row: Row) => string, least: number) => Math.max(least, ...plain.map((row) => pick(row).length));
  const [offset, size, name] = [room((row) => row.offset, 6), room((row) => row.size, 4), room((row) => row.name, 5)];
  const left = 2 + offset + 2 + size + 2 + name + 2;
  return [
    paint.faint(`  ${'offset'.padStart(offset)}  ${'size'.padStart(size)}  field`),
    ...rows.map((row) => {
      if (row.isTitle) return `${' '.repeat(offset + size + 6)}${row.name}`;
      const head = `  ${row.offset.padStart(offset)}  ${row.size.padStart(size)}  ${row.name.padEnd(name)}  `;
      const [first = '', ...rest] = wrap(row.meaning, width, ' '.repeat(left)).split('\n');
      return [`${head}${first.trimStart()}`.trimEnd(), ...rest].join('\n').replaceAll(GLUE, ' ');
    }),
  ];
}

/** Stands where a value and its name must not part. */
const GLUE = '\u00a0';

function rowsOf(fields: readonly OutlineField[], indent: string, isInList: boolean): readonly Row[] {
  const types = fields.find(({ values, type }) => values !== undefined && type === 'uuid')?.values;
  let when: string | undefined;
  return fields.flatMap((field) => {
    const isOther = field.when !== undefined && field.when !== when;
    when = field.when;
    const isList = field.type.startsWith('list');
    const within = rowsOf(field.fields ?? [], `${indent}  `, isInList || isList);
    const name = `${indent}if ${field.when}${types === undefined ? '' : `, ${types[field.when ?? '']}`}:`;
    const title: Row = { offset: '', size: '', name, meaning: '', isTitle: true };
    return [...(isOther ? [title] : []), rowOf(field, indent, isInList, isList), ...within];
  });
}

function rowOf(field: OutlineField, indent: string, isInList: boolean, isList: boolean): Row {
  const { offsetBytes, sizeBytes } = field;
  return {
    offset: offsetBytes === null ? 'behind' : `${isInList ? '+' : ''}${offsetBytes}`,
    size: sizeBytes === null ? 'rest' : isList ? `${countText(field)} × ${sizeBytes}` : String(sizeBytes),
    name: `${indent}${field.name}`,
    meaning: meaningOf(field, isList),
  };
}

/** How many elements a list has: a fixed number, or as many as its count says. */
const countText = ({ type }: OutlineField): string => /\d+$/.exec(type)?.[0] ?? 'n';

function meaningOf({ type, counts, isOptional, values, bits, fields }: OutlineField, isList: boolean): string {
  if (counts !== undefined) return `${type}, the number of ${counts}`;
  if (type === 'reserved') return '';
  // UUIDs stand where the fields of their records begin.
  const known = Object.entries(values ?? {}).map(([name, value]) =>
    type === 'uuid' ? name : `${value}${GLUE}${name}`,
  );
  const ranges = (bits ?? []).map(
    ({ name, low, width }) => `${width === 1 ? low : `${low + width - 1}:${low}`}${GLUE}${name}`,
  );
  const parts = [...known, ...ranges];
  const kind = isList || (type === 'record' && fields !== undefined) ? '' : type;
  const told = parts.length === 0 ? kind : `${kind}: ${parts.join(', ')}`;
  return isOptional ? `${told} (may be missing)` : told;
}
