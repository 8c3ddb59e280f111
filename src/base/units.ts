const KIB = 1024n;
export const MIB = 1024n * KIB;
export const GIB = 1024n * MIB;
const TIB = 1024n * GIB;

export const NS_PER_MS = 1_000_000n;
export const NS_PER_S = 1_000_000_000n;

const MASK64 = (1n << 64n) - 1n;

/** Reduces modulo 2^64, as the device's unsigned arithmetic does. */
export const wrap64 = (value: bigint): bigint => value & MASK64;

export const smaller = (left: bigint, right: bigint): bigint => (left < right ? left : right);
export const larger = (left: bigint, right: bigint): bigint => (left > right ? left : right);

/** Reduces modulo 2^32. */
export const wrap32 = (value: bigint): number => Number(value & 0xffff_ffffn);

const SIZES: readonly (readonly [bigint, string])[] = [
  [TIB, 'TiB'],
  [GIB, 'GiB'],
  [MIB, 'MiB'],
  [KIB, 'KiB'],
];

/** A size in bytes with the largest binary unit that divides it: `128MiB`, `4097`. */
export function sizeText(bytes: bigint): string {
  for (const [unit, name] of SIZES) if (bytes !== 0n && bytes % unit === 0n) return `${bytes / unit}${name}`;
  return bytes.toString();
}

/** Nanoseconds as people write them: `60s`, `1.5s`, `20ms`. */
export function durationText(ns: bigint): string {
  const units: readonly (readonly [bigint, string])[] = [
    [NS_PER_S, 's'],
    [NS_PER_MS, 'ms'],
    [1000n, 'us'],
  ];
  for (const [unit, name] of units)
    if (ns >= unit && ns % (unit / 10n || 1n) === 0n) return `${Number(ns) / Number(unit)}${name}`;
  return `${ns}ns`;
}

const SIZE_TEXT = /^(0[xX][0-9a-fA-F]+|[0-9]+)(KiB|MiB|GiB|TiB)?$/;

/** Reads `4096`, `0x1000` or `128MiB` exactly; null where the text is none of these. */
export function parseSize(text: string): bigint | null {
  const match = SIZE_TEXT.exec(text);
  if (match === null) return null;
  const unit = SIZES.find(([, name]) => name === match[2])?.[0] ?? 1n;
  return BigInt(match[1] as string) * unit;
}

/** The size that a spelling with another unit may mean: `256MB`, `1 gib`, `4K`. */
export function nearSize(text: string): string {
  const match = /^(0[xX][0-9a-fA-F]+|[0-9]+)\s*([kmgt])i?b?$/i.exec(text);
  return match === null ? '' : ` (did you mean "${match[1]}${(match[2] as string).toUpperCase()}iB"?)`;
}

const DURATION_TEXT = /^([0-9]+)(?:\.([0-9]{1,9}))?(ns|us|ms|s)?$/;
const DURATIONS: Readonly<Record<string, bigint>> = { ns: 1n, us: 1000n, ms: NS_PER_MS, s: NS_PER_S };

/** Reads `1s`, `2.5ms` or a number of nanoseconds; null where the text is none of these. */
export function parseDuration(text: string): bigint | null {
  const match = DURATION_TEXT.exec(text);
  if (match === null) return null;
  const unit = DURATIONS[match[3] ?? 'ns'] as bigint;
  const fraction = match[2] ?? '';
  return BigInt(match[1] as string) * unit + (BigInt(fraction || '0') * unit) / 10n ** BigInt(fraction.length);
}
