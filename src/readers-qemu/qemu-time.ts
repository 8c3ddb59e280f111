import { NS_PER_MS } from '../base/units.js';

/** `-msg timestamp=on` writes 2026-11-23T00:12:30.123456Z, libvirt 2026-11-23 00:12:30.123+0000: before its own lines. */
const TIME = /^([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}:[0-9]{2})\.([0-9]{3,6})(?:Z|\+0000:) /;

/** A line without the time before it, and that time in ns since the epoch; null where there is none. */
export function splitQemuTime(line: string): { readonly text: string; readonly timeNs: bigint | null } {
  const match = TIME.exec(line);
  if (match === null) return { text: line, timeNs: null };
  const ms = Date.parse(`${match[1]}T${match[2]}Z`);
  if (Number.isNaN(ms)) return { text: line, timeNs: null };
  const micros = BigInt((match[3] ?? '').padEnd(6, '0'));
  return { text: line.slice(match[0].length), timeNs: BigInt(ms) * NS_PER_MS + micros * 1000n };
}
