import { NS_PER_S } from '../base/units.js';

const KERNEL = /^(?:<\d+>)?\[ *([0-9]{1,10})\.([0-9]{6})\] ?(?:\[ *[TC][0-9]+\] )?/;

/** A line of a Linux console by its time stamp, in ns since boot; null where it has none. */
export function kernelTimeNs(text: string): bigint | null {
  const match = KERNEL.exec(text);
  if (match === null) return null;
  return BigInt(match[1] as string) * NS_PER_S + BigInt(match[2] as string) * 1000n;
}
