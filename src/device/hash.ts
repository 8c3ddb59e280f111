import { createHash } from 'node:crypto';
import { toHex } from '../base/hex.js';

/** A hash of plain data by its content: equal states have equal hashes, whatever the order of their members. */
export function contentHash(value: unknown): string {
  return `sha256:${createHash('sha256').update(canonical(value)).digest('hex')}`;
}

function canonical(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Uint8Array) return `x"${toHex(value)}"`;
  if (value instanceof Map) return canonical([...value].sort(([left], [right]) => (left < right ? -1 : 1)));
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const members = Object.entries(value).filter(([, part]) => part !== undefined);
  members.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`).join(',')}}`;
}
