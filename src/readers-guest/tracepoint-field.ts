import type { JsonValue } from '../base/json.js';
import { stampAt } from '../readers/kernel-stamps.js';
import { uuidText } from '../readers/line-holes.js';

/** Who printed a trace event: the kernel's tracer, or rasdaemon in its own words. */
export type Dialect = 'ftrace' | 'rasdaemon';

/** One field of a trace event: what it is called in print and in the event's structure, and how it is read from both. */
export interface Field<T> {
  readonly printed: readonly string[];
  readonly members: readonly string[];
  readonly isOptional: boolean;
  /** Undefined where the text is none of this field. */
  fromText(text: string, dialect: Dialect): T | undefined;
  fromJson(value: JsonValue): T | undefined;
}

/** What kind of value a field has; its names come apart from it. */
type Kind<T> = Pick<Field<T>, 'fromText' | 'fromJson'>;

/** A field whose names in print and in the structure are the same, or given apart. */
export const field = <T>(kind: Kind<T>, printed: string, ...more: readonly string[]): Field<T> => ({
  ...kind,
  printed: [printed, ...more],
  members: [printed, ...more],
  isOptional: false,
});

/** The same field by other names in the event's structure. */
export const stored = <T>(own: Field<T>, ...members: readonly string[]): Field<T> => ({ ...own, members });

/** A field that some kernels or records do not have. */
export const optional = <T>(own: Field<T>): Field<T> => ({ ...own, isOptional: true });

const bigintOf = (value: JsonValue): bigint | undefined =>
  typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value)) ? BigInt(value) : undefined;
const numberOf = (value: JsonValue): number | undefined => (typeof value === 'number' ? value : undefined);

const HEX = /^(?:0x)?[0-9a-f]{1,16}$/i;
const DECIMAL = /^-?\d{1,20}$/;

const hexOf = (text: string): bigint | undefined =>
  HEX.test(text) ? BigInt(`0x${text.replace(/^0x/i, '')}`) : undefined;

/** An address or length in hex, with 0x or without. */
export const address: Kind<bigint> = { fromText: hexOf, fromJson: bigintOf };

/** A number in hex. */
export const hex: Kind<number> = {
  fromText: (text) => (HEX.test(text) ? Number(hexOf(text)) : undefined),
  fromJson: numberOf,
};

/** A number in hex, but in decimal where rasdaemon prints it. */
export const mask: Kind<number> = {
  fromText: (text, dialect) => (dialect === 'rasdaemon' ? count.fromText(text, dialect) : hex.fromText(text, dialect)),
  fromJson: numberOf,
};

export const count: Kind<number> = {
  fromText: (text) => (DECIMAL.test(text) ? Number(text) : undefined),
  fromJson: numberOf,
};

/** A 16-bit temperature that rasdaemon prints as if it had no sign. */
export const celsius: Kind<number> = {
  fromText: (text, dialect) => {
    const value = count.fromText(text, dialect);
    return value === undefined || value < 0x8000 ? value : value | ~0xffff;
  },
  fromJson: numberOf,
};

/** A serial number: the kernel prints it signed, rasdaemon in hex. */
export const serial: Kind<bigint> = {
  fromText: (text) => (DECIMAL.test(text) ? BigInt.asUintN(64, BigInt(text)) : hexOf(text)),
  fromJson: (value) => {
    const number = bigintOf(value);
    return number === undefined ? undefined : BigInt.asUintN(64, number);
  },
};

/** Nanoseconds; rasdaemon prints a date. */
export const time: Kind<bigint> = {
  fromText: (text) => (DECIMAL.test(text) ? BigInt(text) : stampAt(`${text} `, 0)?.stamp.ns),
  fromJson: bigintOf,
};

export const text: Kind<string> = {
  fromText: (value) => value,
  fromJson: (value) => (typeof value === 'string' ? value : undefined),
};

export const uuid: Kind<string> = {
  fromText: (value) => {
    const read = uuidText(value.replace(/0x/g, ''));
    return read.length === 36 ? read : undefined;
  },
  fromJson: (value) => uuid.fromText(Array.isArray(value) ? (bytes.fromJson(value) ?? '') : String(value), 'ftrace'),
};

/** Bytes as hex text. */
export const bytes: Kind<string> = {
  fromText: (value) => {
    const digits = value.replace(/0x|[^0-9a-f]/gi, '').toLowerCase();
    return digits.length % 2 === 0 ? digits : undefined;
  },
  fromJson: (value) => {
    // Older tools printed the bytes as if they were text.
    const codes = typeof value === 'string' ? [...value].map((char) => char.charCodeAt(0)) : value;
    if (!Array.isArray(codes)) return undefined;
    return codes.map((code) => (Number(code) & 0xff).toString(16).padStart(2, '0')).join('');
  },
};

const unnamed = (value: bigint): string => `0x${value.toString(16)}`;

/** One of several names by number; the kernel prints a number without name in hex. */
export const named = (names: readonly string[]): Kind<string> => ({
  fromText: (value) => {
    const number = /^0x[0-9a-f]{1,8}$/.test(value) ? Number(value) : -1;
    return names[number] || value;
  },
  fromJson: (value) => {
    const number = bigintOf(value);
    return number === undefined ? undefined : names[Number(number)] || unnamed(number);
  },
});

/** Names by bit. */
export const flags = (names: readonly string[]): Kind<readonly string[]> => ({
  fromText: (value, dialect) => {
    if (dialect === 'rasdaemon' && /^\d+$/.test(value)) return bitNames(names, BigInt(value));
    const quoted = [...value.matchAll(/'([^']*)'/g)].map(([, name]) => name ?? '');
    const parts = quoted.length > 0 ? quoted : value.split('|').map((name) => name.trim());
    return parts.filter((name) => name !== '').map((name) => spelling(names, name));
  },
  fromJson: (value) => {
    const number = bigintOf(value);
    return number === undefined ? undefined : bitNames(names, number);
  },
});

/** Some bits of a member that rasdaemon and the kernel print apart. */
export const slice = (shift: number, width: number, names: readonly string[]): Kind<string> => ({
  fromText: (value) => value,
  fromJson: (value) => (typeof value === 'number' ? names[(value >> shift) & ((1 << width) - 1)] : undefined),
});

/** The kernel's spelling of a name in which rasdaemon puts blanks. */
const spelling = (names: readonly string[], name: string): string =>
  names.find((known) => known.replaceAll('_', ' ') === name.replaceAll('_', ' ')) ?? name;

function bitNames(names: readonly string[], value: bigint): readonly string[] {
  const found = names.flatMap((name, bit) => (name !== '' && (value >> BigInt(bit)) & 1n ? [name] : []));
  const known = names.reduce((all, name, bit) => (name === '' ? all : all | (1n << BigInt(bit))), 0n);
  const rest = value & ~known;
  return rest === 0n ? found : [...found, unnamed(rest)];
}
