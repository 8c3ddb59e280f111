import type { JsonValue } from '../base/json.js';
import type { SpecRef } from '../base/spec.js';
import type { Mismatch } from '../replay/mismatch.js';
import type { RecordPlace } from '../trace/record-place.js';
import type { Cause, WeighedCause } from './cause.js';
import type { Played } from './played.js';
import type { Basis, Severity } from './severity.js';
import type { Told } from './told.js';
import type { Watch } from './watch.js';

export type { Basis, Severity };

/** One place at which a trace and what it is measured against part. */
export interface Divergence {
  readonly code: string;
  readonly basis: Basis;
  readonly severity: Severity;
  readonly seq: number;
  readonly line: number;
  /** The file that `line` is of, where several make the trace. */
  readonly file?: string;
  readonly lastLine?: number;
  /** The record in words: `Add Dynamic Capacity Response (4802h)`. */
  readonly event: string;
  /** The field: `response.extents[3].tag`, `returnCode`, `error.desc`, `value`. */
  readonly path: string;
  readonly recorded: JsonValue;
  readonly replayed: JsonValue;
  readonly payloadOffset: number | null;
  /** What differs, in one sentence. */
  readonly message: string;
  /** Why it matters and what it may come from, in a few sentences. */
  readonly because: string;
  readonly spec: readonly SpecRef[];
  /** The record whose divergence this one follows from; null where it is a cause. */
  readonly followsFrom: number | null;
  /** The record at which it went wrong, where that is another: the offer with a tag too many, the answer that lost it. */
  readonly origin?: number;
  /** How it came to it; told of the first causes of a trace. */
  readonly story?: readonly Told[];
  /** The causes that the trace speaks for, and then those that it rules out; absent where it decides about none. */
  readonly weighed?: readonly WeighedCause[];
  /** The bytes around the field, where it has any: for people. */
  readonly excerpt?: Excerpt;
}

/** A stretch of both payloads around a differing field. */
export interface Excerpt {
  /** Payload offset of the first byte shown. */
  readonly offsetBytes: number;
  readonly recorded: Uint8Array;
  readonly replayed: Uint8Array;
}

/** One code: what it is, when it fires, how to explain it. */
export interface DivergenceKind {
  /** Stable, kebab-case. */
  readonly code: string;
  readonly title: string;
  /** When it fires. */
  readonly fires: string;
  /** What a driver engineer should understand from it. */
  readonly explanation: string;
  /** What it may come from; some are weighed by what the trace shows. */
  readonly causes: readonly (string | Cause)[];
  readonly lookAt: readonly string[];
  readonly spec: readonly SpecRef[];
  /** Where it was seen in the wild: who, when, what. */
  readonly reports: readonly string[];
  /** Which differences between recording and engine are of this kind: errors, of basis `replay`. */
  readonly mismatch?: MismatchRule;
  /** What it finds where recording and engine may agree, of basis `rule`: one rule, or several that look at other records. */
  readonly watch?: Watch | readonly Watch[];
}

/** How a kind takes differences between a recorded and a replayed answer. */
export interface MismatchRule {
  /** Whether the mismatch is one of this kind; the first kind of the table that claims it gets it. */
  claims(mismatch: Mismatch, played: Played): boolean;
  /** What differs, in one sentence. */
  message(mismatch: Mismatch, played: Played): string;
  /** Why the engine differs, in a few sentences; the kind's explanation where it is absent. */
  because?(mismatch: Mismatch, played: Played): string | undefined;
  /** Where it went wrong, if that is another record. */
  origin?(mismatch: Mismatch, played: Played): RecordPlace | undefined;
}

/** The rules of a kind. */
export const watchesOf = ({ watch = [] }: DivergenceKind): readonly Watch[] => [watch].flat();

/** What the findings of a kind are measured against. */
export function basesOf({ mismatch, watch }: DivergenceKind): readonly Basis[] {
  const bases: Basis[] = [...(mismatch ? (['replay'] as const) : []), ...(watch ? (['rule'] as const) : [])];
  return bases.length > 0 ? bases : ['expectation'];
}
