import type { JsonValue } from '../base/json.js';
import type { SpecRef } from '../base/spec.js';
import type { Comparison } from '../replay/comparison.js';
import type { Mismatch } from '../replay/mismatch.js';

export type Severity = 'error' | 'warning' | 'note';

/** What a divergence is measured against: the engine, the trace's author, or what the specification and the operator meant. */
export type Basis = 'replay' | 'expectation' | 'rule';

/** One place at which a trace and what it is measured against part. */
export interface Divergence {
  readonly code: string;
  readonly basis: Basis;
  readonly severity: Severity;
  readonly seq: number;
  readonly line: number;
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
  readonly basis: Basis;
  readonly severity: Severity;
  /** When it fires. */
  readonly fires: string;
  /** What a driver engineer should understand from it. */
  readonly explanation: string;
  readonly causes: readonly string[];
  readonly lookAt: readonly string[];
  readonly spec: readonly SpecRef[];
  /** Whether the mismatch is one of this kind; the first kind of the table that claims it gets it. */
  claims(mismatch: Mismatch, comparison: Comparison): boolean;
  /** What differs, in one sentence. */
  message(mismatch: Mismatch, comparison: Comparison): string;
  /** Why the engine differs, in a few sentences. */
  because(mismatch: Mismatch, comparison: Comparison): string;
}
