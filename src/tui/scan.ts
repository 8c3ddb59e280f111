import type { JsonValue } from '../base/json.js';
import { fieldNames, unknownFields } from '../query/fields.js';
import { matches } from '../query/matches.js';
import { parseQuery, type Query } from '../query/query.js';
import { decodeEvent } from '../report/decode-event.js';
import { decodeText } from '../report/decode-text.js';
import { plainText } from '../report/paint.js';
import type { TraceEvent } from '../trace/events.js';
import type { Session } from './session.js';
import type { Track } from './track.js';

/** Looks through a trace for the records that pass a test, a slice at a time. */
export interface Scan {
  /** What was typed. */
  readonly text: string;
  /** Why it cannot be understood, or what is odd about it; null where it is fine. */
  readonly fault: { readonly at: number; readonly message: string } | null;
  readonly test: ((event: TraceEvent) => boolean) | null;
  /** Positions that pass, in order. The list is the same for all slices of a scan: it only ever grows. */
  readonly hits: readonly number[];
  readonly scanned: number;
}

/** A search: text that a row says, or a code that was found in it. */
export function searchFor(text: string, track: Track): Scan {
  const wanted = text.toLowerCase();
  const codes = new Map<number, string>();
  for (const { seq, code } of track.divergences) codes.set(seq, `${codes.get(seq) ?? ''} ${code}`);
  const test = (event: TraceEvent) =>
    decodeText(event, { paint: plainText, hex: false }).toLowerCase().includes(wanted) ||
    (codes.get(event.seq)?.includes(wanted) ?? false);
  return { text, fault: null, test: text === '' ? null : test, hits: [], scanned: 0 };
}

/** A filter in the language of `--filter`. */
export function filterBy(text: string): Scan {
  const none = { text, test: null, hits: [], scanned: 0 };
  if (text.trim() === '') return { ...none, fault: null };
  const parsed = parseQuery(text);
  if ('fault' in parsed) return { ...none, fault: parsed.fault };
  const odd = unknownFields(parsed.query, known())[0];
  const test = passes(parsed.query);
  return { ...none, test, fault: odd === undefined ? null : { at: -1, message: odd } };
}

const passes =
  (query: Query) =>
  (event: TraceEvent): boolean =>
    matches(query, decodeEvent(event) as JsonValue);

let names: ReadonlySet<string> | null = null;
/** The names are the same for ever, and gathering them takes a moment. */
const known = (): ReadonlySet<string> => {
  names ??= fieldNames();
  return names;
};

export const knownFields = known;

export const isDone = (scan: Scan, session: Session): boolean => scan.test === null || scan.scanned >= session.length;

/** So many records are looked at in a turn. */
const SLICE = 64;
const FIRST_SLICES = 8;

/** The scan, a slice further on. */
export function scanOn(scan: Scan, session: Session): Scan {
  const { test, scanned } = scan;
  if (test === null || scanned >= session.length) return scan;
  const events = session.eventsBetween(scanned, scanned + SLICE);
  // Copied for each slice, a million hits would be copied thousands of times.
  const hits = scan.hits as number[];
  events.forEach((event, index) => {
    if (test(event)) hits.push(scanned + index);
  });
  return { ...scan, scanned: scanned + Math.max(1, events.length) };
}

/** A scan with its first slices: what is short is looked through at once. */
export function scanBegun(scan: Scan, session: Session): Scan {
  let next = scan;
  for (let slice = 0; slice < FIRST_SLICES && !isDone(next, session); slice++) next = scanOn(next, session);
  return next;
}

/** The first hit at or after a position; its place in the list, or -1. */
export function hitFrom(hits: readonly number[], index: number): number {
  let [low, high] = [0, hits.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hits[middle] as number) < index) low = middle + 1;
    else high = middle;
  }
  return low < hits.length ? low : -1;
}
