import type { JsonValue } from '../base/json.js';
import type { Comparator, Literal, Query } from './query.js';

type Comparison = Extract<Query, { kind: 'compare' }>;

/** Whether a decoded event passes the filter. */
export function matches(query: Query, event: JsonValue): boolean {
  switch (query.kind) {
    case 'and':
      return matches(query.left, event) && matches(query.right, event);
    case 'or':
      return matches(query.left, event) || matches(query.right, event);
    case 'not':
      return !matches(query.query, event);
    case 'exists':
      return valuesAt(event, query.path).some((value) => value !== null && value !== false);
    case 'compare':
      return comparedValues(event, query).some((value) => holds(value, query.comparator, query.literals));
  }
}

/** A number that decode names beside itself (`returnCode`, `returnCodeName`) is compared with text by its name. */
function comparedValues(event: JsonValue, { path, literals }: Comparison): readonly JsonValue[] {
  const last = path.at(-1) ?? '';
  const isText = literals.some((literal) => typeof literal === 'string');
  // A command goes by its name with dashes, too: `add-dynamic-capacity-response`.
  if (isText && last === 'opcode' && path.length === 1) return valuesAt(event, ['name']).map(commandKey);
  const named = isText ? valuesAt(event, [...path.slice(0, -1), `${last}Name`]) : [];
  return named.length > 0 ? named : valuesAt(event, path);
}

const commandKey = (name: JsonValue): JsonValue =>
  typeof name === 'string' ? name.toLowerCase().replaceAll(' ', '-') : name;

/**
 * Every value that a path names: its first field may stand at any depth, a list stands for its elements, and the
 * singular names the elements of a plural (`extent` those of `extents`).
 */
function valuesAt(event: JsonValue, path: readonly string[]): readonly JsonValue[] {
  const [first, ...rest] = path;
  if (first === undefined) return [];
  const steps = rest.map((name, index) => ({ name, isIndexed: isIndex(rest[index + 1]) }));
  return steps.reduce(
    (values, { name, isIndexed }) => values.flatMap((value) => members(value, name, isIndexed)),
    anywhere(event, first, isIndex(rest[0])),
  );
}

/** `[3]`: the element of a list. */
const isIndex = (name: string | undefined): boolean => name?.startsWith('[') === true;

/** A list is given as its elements, unless one of them is asked for next. */
function members(value: JsonValue, name: string, isIndexed: boolean): readonly JsonValue[] {
  if (Array.isArray(value)) {
    if (!isIndex(name)) return value.flatMap((element) => members(element, name, isIndexed));
    const element: JsonValue | undefined = value[Number(name.slice(1, -1))];
    return element === undefined ? [] : [element];
  }
  if (typeof value !== 'object' || value === null) return [];
  const record = value as { readonly [key: string]: JsonValue };
  const found = Object.hasOwn(record, name)
    ? record[name]
    : Object.hasOwn(record, `${name}s`)
      ? record[`${name}s`]
      : undefined;
  if (found === undefined) return [];
  return Array.isArray(found) && !isIndexed ? found : [found];
}

function anywhere(value: JsonValue, name: string, isIndexed: boolean): readonly JsonValue[] {
  const here = Array.isArray(value) ? [] : members(value, name, isIndexed);
  if (typeof value !== 'object' || value === null) return [];
  return [...here, ...Object.values(value).flatMap((part: JsonValue) => anywhere(part, name, isIndexed))];
}

function holds(value: JsonValue, comparator: Comparator, literals: readonly Literal[]): boolean {
  const [literal = null] = literals;
  switch (comparator) {
    case 'in':
      return literals.some((one) => equals(value, one));
    case '==':
      return equals(value, literal);
    case '!=':
      return !equals(value, literal);
    case '~':
      return String(value).toLowerCase().includes(String(literal).toLowerCase());
    default:
      return ordered(value, comparator, literal);
  }
}

/** Numbers by value however they are written; names without regard to case, dashes and underscores. */
function equals(value: JsonValue, literal: Literal): boolean {
  if (typeof literal === 'bigint') return asInteger(value) === literal;
  if (typeof literal !== 'string' || typeof value !== 'string') return value === literal;
  return plainName(value) === plainName(literal);
}

const plainName = (text: string): string => text.toLowerCase().replaceAll('_', '-');

function ordered(value: JsonValue, comparator: Comparator, literal: Literal): boolean {
  const left = asInteger(value);
  if (left === null || typeof literal !== 'bigint') return false;
  if (comparator === '<') return left < literal;
  if (comparator === '<=') return left <= literal;
  return comparator === '>' ? left > literal : left >= literal;
}

function asInteger(value: JsonValue): bigint | null {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : null;
  return typeof value === 'string' && /^0x[0-9a-fA-F]+$/.test(value) ? BigInt(value) : null;
}
