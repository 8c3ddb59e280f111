import { wallTimeNs } from '../readers/wall-time.js';

/** What stands before a message in a log of both directions. */
export interface QmpStamp {
  /** Where the message begins in the text. */
  readonly length: number;
  readonly epochNs: bigint | null;
}

const STAMP =
  /^\s*(?:\[?((?:\d{4}[-/]\d{2}[-/]\d{2}[T ])?\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?|\d{9,11}(?:\.\d{1,9})?)\]?:?\s+)?(?:->|<-|=>|<=|>{1,3}|<{1,3}|[CS]:)?\s*(?=\{)/;

/** The time and arrow before a message; null where nothing of the kind stands there. */
export function qmpStamp(text: string): QmpStamp | null {
  const match = STAMP.exec(text);
  if (match === null || match[0].length === 0) return null;
  return { length: match[0].length, epochNs: match[1] === undefined ? null : wallTimeNs(match[1]) };
}

const [ZERO, DOT, SPACE, DASH, LESS, GREATER, OPEN] = [48, 46, 32, 45, 60, 62, 123];

/** Digits of seconds, the dot, digits of microseconds, ` -> `: as long as all that is written since 2001. */
const STAMP_BYTES = 21;

/**
 * The same for the one spelling that long logs have, `1795391282.224977 -> {`, without a string: microseconds since
 * the epoch, or -1 where the bytes are not exactly so. The message begins `STAMP_BYTES` on.
 */
export function epochStampMicros(bytes: Buffer, start: number, end: number): number {
  if (end - start <= STAMP_BYTES || bytes[start + STAMP_BYTES] !== OPEN || bytes[start + 10] !== DOT) return -1;
  const isOut = bytes[start + 18] === DASH && bytes[start + 19] === GREATER;
  const isIn = bytes[start + 18] === LESS && bytes[start + 19] === DASH;
  if (!(isOut || isIn) || bytes[start + 17] !== SPACE || bytes[start + 20] !== SPACE) return -1;
  let micros = 0;
  for (let at = start; at < start + 17; at++) {
    if (at === start + 10) continue;
    const digit = (bytes[at] as number) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    micros = micros * 10 + digit;
  }
  return micros;
}

export { STAMP_BYTES };
