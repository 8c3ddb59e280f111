import type { AddressRange } from '../trace/guest-facts-capacity.js';

/** A place in a line where a value stands: what it may look like, how many groups that captures, and what it means. */
export interface Hole<T> {
  readonly pattern: string;
  readonly groups: number;
  read(captured: readonly (string | undefined)[]): T;
}

const hole = <T>(pattern: string, read: (text: string) => T): Hole<T> => ({
  pattern: `(${pattern})`,
  groups: 1,
  read: ([text]) => read(text ?? ''),
});

/** `%d`, `%u`, `%zu`: a count or an errno. */
export const INT = hole('-?\\d+', Number);
/** `%zu` where it may be large. */
export const SIZE = hole('\\d+', BigInt);
/** `%x` without prefix. */
export const BARE_HEX = hole('[0-9a-f]{1,8}', (text) => Number.parseInt(text, 16));
/** `0x%04x`, `%#x`. */
export const HEX = hole('0x[0-9a-f]{1,8}', Number);
/** `%#llx`, `%llx`, `%pa`: an address or a length. */
export const ADDRESS = hole('(?:0x)?[0-9a-f]{1,16}', (text) => BigInt(text.startsWith('0x') ? text : `0x${text}`));
/** `%pU`, and the 16 bytes that series v1 to v6 print as hex. */
export const TAG = hole('[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?:[0-9a-f]{2}[ :]?){15}[0-9a-f]{2}', uuidText);
export const WORD = hole('\\S+', String);
export const TEXT = hole('.+?', String);

/** One of several words. */
export const oneOf = <const W extends string>(...words: readonly W[]): Hole<W> => ({
  pattern: `(${words.map(escaped).join('|')})`,
  groups: 1,
  read: ([text]) => text as W,
});

/** Words that may be there: whether they are. */
export const maybe = (words: string): Hole<boolean> => ({
  pattern: `(${escaped(words)})?`,
  groups: 1,
  read: ([text]) => text !== undefined,
});

const HEX_END = '0x([0-9a-f]{1,16})';

/** `%pra`: an inclusive range of addresses; series v1 to v6 print `0x… - 0x…`. */
export const RANGE: Hole<AddressRange> = {
  pattern: `(?:\\[range ${HEX_END}-${HEX_END}\\]|${HEX_END} ?- ?${HEX_END})`,
  groups: 4,
  read: ([first, last, openFirst, openLast]) => rangeOf(first ?? openFirst, last ?? openLast),
};

/** `%pr`: a resource; null where it is none. */
export const RESOURCE: Hole<AddressRange | null> = {
  pattern: `(?:\\[(?:mem|\\?\\?\\?) ${HEX_END}(?:-${HEX_END})?[^\\]]*\\]|\\(null\\)|\\(efault\\))`,
  groups: 2,
  read: ([first, last]) => (first === undefined ? null : rangeOf(first, last ?? first)),
};

const rangeOf = (first = '0', last = '0'): AddressRange => {
  const start = BigInt(`0x${first}`);
  return { start, lengthBytes: BigInt.asUintN(64, BigInt(`0x${last}`) - start + 1n) };
};

/** Bytes or UUID text as a UUID is written. */
export function uuidText(text: string): string {
  const digits = text.replace(/[^0-9a-fA-F]/g, '').toLowerCase();
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
