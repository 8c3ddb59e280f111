import { present } from '../base/assert.js';
import type { SpecRef } from '../base/spec.js';
import { mailboxCommands } from '../mailbox/index.js';
import type { Comparison } from '../replay/comparison.js';
import type { Mismatch } from '../replay/mismatch.js';
import type { TraceEvent } from '../trace/events.js';
import type { RecordPlace } from '../trace/record-place.js';
import { weighed } from './cause.js';
import type { Divergence, DivergenceKind, Excerpt, MismatchRule } from './divergence.js';
import { eventTitle } from './event-title.js';
import type { Played } from './played.js';
import type { Severity } from './severity.js';
import { storyOfExchange } from './story.js';
import type { Finding } from './watch.js';

/**
 * What the differences of a record come to: one divergence per mismatch. Of one record only the first can be an error;
 * the others, and all of a record that follows from an earlier one, are notes that say where they come from.
 */
export function classify(kinds: readonly DivergenceKind[], played: Played): readonly Divergence[] {
  return withoutEchoes(played.mismatches).map((mismatch, index) => {
    const kind = present(
      kinds.find((candidate) => candidate.mismatch?.claims(mismatch, played)),
      'the last kind claims what no other does',
    );
    const followsFrom = played.followsFrom ?? (index > 0 ? played.event.seq : null);
    return mismatchDivergence(kind, kind.mismatch as MismatchRule, played, mismatch, followsFrom);
  });
}

/** What a rule found, as a divergence. */
export function ruleDivergence(
  kind: DivergenceKind,
  severity: Severity,
  finding: Finding,
  followsFrom: number | null,
  /** The record that was looked at; absent at the end of the trace. */
  played?: Played,
): Divergence {
  const seen = finding.seen ?? played;
  return {
    code: kind.code,
    basis: finding.basis ?? 'rule',
    severity: followsFrom === null ? (finding.severity ?? severity) : 'note',
    ...placeOf(finding.event),
    path: finding.path ?? '',
    recorded: finding.recorded ?? null,
    replayed: finding.replayed ?? null,
    payloadOffset: null,
    message: finding.message,
    because: finding.because ?? kind.explanation,
    spec: specOf(kind, finding.event),
    followsFrom,
    ...originOf(finding.event, finding.origin),
    ...(finding.exchange !== undefined && { story: storyOfExchange(finding.exchange, finding.event.seq) }),
    ...(followsFrom === null && seen !== undefined && weighedBy(kind, finding.event, finding.path ?? '', seen)),
  };
}

/** Where the return code differs, the payload's length and content differ because of it. */
function withoutEchoes(mismatches: readonly Mismatch[]): readonly Mismatch[] {
  const isOutcome = mismatches.some(({ path }) => path === 'returnCode');
  return isOutcome ? mismatches.filter(({ path }) => !path.startsWith('response')) : mismatches;
}

function mismatchDivergence(
  kind: DivergenceKind,
  rule: MismatchRule,
  played: Played,
  mismatch: Mismatch,
  followsFrom: number | null,
): Divergence {
  const excerpt = excerptOf(played, mismatch);
  return {
    code: kind.code,
    basis: 'replay',
    severity: followsFrom === null && played.unseen === undefined ? 'error' : 'note',
    ...placeOf(played.event),
    path: mismatch.path,
    recorded: mismatch.recorded,
    replayed: mismatch.replayed,
    payloadOffset: mismatch.payloadOffset,
    message: rule.message(mismatch, played),
    because: rule.because?.(mismatch, played) ?? kind.explanation,
    spec: specOf(kind, played.event),
    followsFrom,
    ...(excerpt !== null && { excerpt }),
    ...originOf(played.event, rule.origin?.(mismatch, played)),
    ...(followsFrom === null && weighedBy(kind, played.event, mismatch.path, played)),
  };
}

function weighedBy(
  { causes }: DivergenceKind,
  event: TraceEvent,
  path: string,
  played: Played,
): Pick<Divergence, 'weighed'> {
  const decided = weighed(causes, { event, path, played });
  return decided.length === 0 ? {} : { weighed: decided };
}

const originOf = ({ seq }: TraceEvent, origin: RecordPlace | undefined): Pick<Divergence, 'origin'> =>
  origin === undefined || origin.seq === seq ? {} : { origin: origin.seq };

const placeOf = (event: TraceEvent) => ({
  seq: event.seq,
  line: event.line,
  ...(event.file !== undefined && { file: event.file }),
  ...(event.lastLine !== undefined && { lastLine: event.lastLine }),
  event: eventTitle(event),
});

/** The command's own section first. */
function specOf(kind: DivergenceKind, event: TraceEvent): readonly SpecRef[] {
  const own = event.kind === 'mailbox' ? mailboxCommands.get(event.opcode)?.spec : undefined;
  if (own === undefined) return kind.spec;
  return [own, ...kind.spec.filter(({ section }) => section !== own.section)];
}

const EXCERPT_BYTES = 16;

/** Up to 16 bytes of both payloads: the line of the dump in which the field begins. */
function excerptOf({ event, output }: Comparison, { payloadOffset }: Mismatch): Excerpt | null {
  const recorded = event.kind === 'mailbox' ? event.answer?.response : undefined;
  if (payloadOffset === null || recorded === undefined || output?.kind !== 'mailbox') return null;
  const offsetBytes = payloadOffset - (payloadOffset % EXCERPT_BYTES);
  const cut = (payload: Uint8Array) => payload.slice(offsetBytes, offsetBytes + EXCERPT_BYTES);
  return { offsetBytes, recorded: cut(recorded), replayed: cut(output.response) };
}
