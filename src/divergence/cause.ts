import type { TraceEvent } from '../trace/events.js';
import type { Played } from './played.js';

/** Something that a divergence may come from. */
export interface Cause {
  readonly text: string;
  /** What the trace says for or against it; null where it does not tell. */
  weigh(evidence: Evidence): Verdict | null;
}

/** What a cause is weighed by: the record that was found, the field, and all that is known where it was found. */
export interface Evidence {
  readonly event: TraceEvent;
  readonly path: string;
  readonly played: Played;
}

interface Verdict {
  readonly fits: boolean;
  /** In a part of a sentence, without a full stop. */
  readonly why: string;
}

/** A cause that the trace speaks for, or rules out. */
export interface WeighedCause extends Verdict {
  readonly text: string;
}

export const fits = (why: string): Verdict => ({ fits: true, why });
export const isNot = (why: string): Verdict => ({ fits: false, why });

/** One or the other, each with its reason. */
export const either = (isSo: boolean, why: string, whyNot: string): Verdict => (isSo ? fits(why) : isNot(whyNot));

export const causeText = (cause: string | Cause): string => (typeof cause === 'string' ? cause : cause.text);

/** The causes about which the trace decides, those that fit first. */
export function weighed(causes: readonly (string | Cause)[], evidence: Evidence): readonly WeighedCause[] {
  const decided = causes.flatMap((cause): readonly WeighedCause[] => {
    const verdict = typeof cause === 'string' ? null : cause.weigh(evidence);
    return verdict === null ? [] : [{ text: causeText(cause), ...verdict }];
  });
  return decided.sort((left, right) => Number(right.fits) - Number(left.fits));
}
