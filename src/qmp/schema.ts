import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.js';
import { reportedUnexpected } from './member-order.js';

/** A value that passed, or QEMU's words for why it did not. */
export type Checked<T> = { readonly value: T } | { readonly error: string };

/** Where a value stands: QEMU names the whole path in some messages and the member alone in others. */
export interface Where {
  readonly path: string;
  /** Null for the element of a list: QEMU prints it so. */
  readonly member: string | null;
}

/** One type of QEMU's schema language. */
export interface Schema<T> {
  readonly describe: string;
  /** The type of a list's elements. */
  readonly element?: Schema<unknown>;
  /** The values of an enumeration. */
  readonly values?: readonly string[];
  /** The members of an object. */
  readonly members?: Readonly<Record<string, Member<unknown>>>;
  check(value: JsonValue, where: Where): Checked<T>;
}

export interface Member<T> {
  readonly schema: Schema<T>;
  readonly isOptional: boolean;
}

/** A member that may be left out; null is not the same as absent. */
export const optional = <T>(schema: Schema<T>): Member<T | undefined> => ({ schema, isOptional: true });
export const required = <T>(schema: Schema<T>): Member<T> => ({ schema, isOptional: false });

const wrongType = ({ path }: Where, expected: string) => ({
  error: `Invalid parameter type for '${path}', expected: ${expected}`,
});

export const str: Schema<string> = {
  describe: 'str',
  check: (value, where) => (typeof value === 'string' ? { value } : wrongType(where, 'string')),
};

/** Any value: what it must be depends on other members. */
export const any: Schema<JsonValue> = { describe: 'any', check: (value) => ({ value }) };

export const bool: Schema<boolean> = {
  describe: 'bool',
  check: (value, where) => (typeof value === 'boolean' ? { value } : wrongType(where, 'boolean')),
};

const U64_END = 1n << 64n;
const I64_MIN = -(1n << 63n);

/** The integer that the JSON number is to QEMU: one that fits i64 or u64; anything else is none. */
function integer(value: JsonValue): bigint | null {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : null;
  return typeof value === 'bigint' && value >= I64_MIN && value < U64_END ? value : null;
}

function unsigned(bits: 8 | 16 | 32): Schema<number> {
  return {
    describe: `u${bits}`,
    check: (value, { path, member }) => {
      const number = integer(value);
      if (number === null) return { error: `Parameter '${path}' expects uint64` };
      // A negative number counts as a huge one.
      const fits = number >= 0n && number < 1n << BigInt(bits);
      return fits ? { value: Number(number) } : { error: `Parameter '${member}' expects uint${bits}_t` };
    },
  };
}

export const u8 = unsigned(8);
export const u16 = unsigned(16);
export const u32 = unsigned(32);

/** A negative number is taken as its two's complement. */
export const u64: Schema<bigint> = {
  describe: 'u64',
  check: (value, { path }) => {
    const number = integer(value);
    return number === null ? { error: `Parameter '${path}' expects uint64` } : { value: BigInt.asUintN(64, number) };
  },
};

export const size: Schema<bigint> = { ...u64, describe: 'size in bytes' };

export const i16: Schema<number> = {
  describe: 'i16',
  check: (value, where) => {
    const number = integer(value);
    if (number === null || number >= 1n << 63n) return wrongType(where, 'integer');
    const fits = number >= -0x8000n && number <= 0x7fffn;
    return fits ? { value: Number(number) } : { error: `Parameter '${where.member}' expects int16_t` };
  },
};

export function enumeration<const V extends string>(values: readonly V[]): Schema<V> {
  return {
    values,
    describe: values.join(' | '),
    check: (value, where) => {
      if (typeof value !== 'string') return wrongType(where, 'string');
      const known = values.find((candidate) => candidate === value);
      return known === undefined
        ? { error: `Parameter '${where.member}' does not accept value '${value}'` }
        : { value: known };
    },
  };
}

export function listOf<T>(element: Schema<T>): Schema<readonly T[]> {
  return {
    element,
    describe: `list of ${element.describe}`,
    check: (value, where) => {
      if (!Array.isArray(value)) return wrongType(where, 'array');
      const values: T[] = [];
      for (const [index, one] of value.entries()) {
        const checked = element.check(one, { path: `${where.path}[${index}]`, member: null });
        if ('error' in checked) return checked;
        values.push(checked.value);
      }
      return { value: values };
    },
  };
}

type Members = Readonly<Record<string, Member<unknown>>>;
type MemberValue<M> = M extends Member<infer T> ? T : never;
export type ObjectOf<M extends Members> = { readonly [K in keyof M]: MemberValue<M[K]> };

/** An object: its members are checked in the schema's order, then what is left over is refused. */
export function object<M extends Members>(members: M): Schema<ObjectOf<M>> & { readonly members: M } {
  const entries = Object.entries(members);
  return {
    members,
    describe: `{ ${entries
      .map(([name, { isOptional, schema }]) => `${isOptional ? '*' : ''}${name}: ${schema.describe}`)
      .join(', ')} }`,
    check: (value, where) => {
      if (!isJsonObject(value)) return wrongType(where, 'object');
      return checkMembers(entries, value, where) as Checked<ObjectOf<M>>;
    },
  };
}

function checkMembers(
  members: readonly (readonly [string, Member<unknown>])[],
  given: JsonObject,
  where: Where,
): Checked<unknown> {
  const prefix = where.path === '' ? '' : `${where.path}.`;
  const values: Record<string, unknown> = {};
  let found = 0;
  for (const [name, { schema, isOptional }] of members) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined) {
      if (isOptional) continue;
      return { error: `Parameter '${prefix}${name}' is missing` };
    }
    const checked = schema.check(value, { path: prefix + name, member: name });
    if ('error' in checked) return checked;
    values[name] = checked.value;
    found++;
  }
  const names = Object.keys(given);
  // All that is given is a member where there are no more names than values found.
  if (names.length === found) return { value: values };
  const unexpected = reportedUnexpected(
    names,
    members.map(([name]) => name),
  );
  return unexpected === null ? { value: values } : { error: `Parameter '${prefix}${unexpected}' is unexpected` };
}
