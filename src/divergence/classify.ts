import { present } from '../base/assert.js';
import type { SpecRef } from '../base/spec.js';
import { mailboxCommands } from '../mailbox/index.js';
import type { Comparison } from '../replay/comparison.js';
import type { Mismatch } from '../replay/mismatch.js';
import type { Divergence, DivergenceKind, Excerpt } from './divergence.js';
import { eventTitle } from './event-title.js';

/**
 * What a comparison comes to: one divergence per mismatch. Of one record only the first can be an error; the others,
 * and all of a record that follows from an earlier one, are notes that say where they come from.
 */
export function classify(kinds: readonly DivergenceKind[], comparison: Comparison): readonly Divergence[] {
  const found = withoutEchoes(comparison.mismatches).map((mismatch, index) => {
    const kind = present(
      kinds.find((candidate) => candidate.claims(mismatch, comparison)),
      'the last kind claims what no other does',
    );
    const followsFrom = comparison.followsFrom ?? (index > 0 ? comparison.event.seq : null);
    return divergence(kind, comparison, mismatch, followsFrom);
  });
  return comparison.corruption === null ? found : [corrupted(kinds, comparison), ...found];
}

/** Where the return code differs, the payload's length and content differ because of it. */
function withoutEchoes(mismatches: readonly Mismatch[]): readonly Mismatch[] {
  const isOutcome = mismatches.some(({ path }) => path === 'returnCode');
  return isOutcome ? mismatches.filter(({ path }) => !path.startsWith('response')) : mismatches;
}

function corrupted(kinds: readonly DivergenceKind[], comparison: Comparison): Divergence {
  const kind = present(
    kinds.find(({ code }) => code === 'memory-corrupted'),
    'memory-corrupted is in the table',
  );
  return divergence(kind, comparison, { path: '', recorded: null, replayed: null, payloadOffset: null }, null);
}

function divergence(
  kind: DivergenceKind,
  comparison: Comparison,
  mismatch: Mismatch,
  followsFrom: number | null,
): Divergence {
  const { event } = comparison;
  const excerpt = excerptOf(comparison, mismatch);
  return {
    code: kind.code,
    basis: kind.basis,
    severity: followsFrom === null ? kind.severity : 'note',
    seq: event.seq,
    line: event.line,
    ...(event.lastLine !== undefined && { lastLine: event.lastLine }),
    event: eventTitle(event),
    path: mismatch.path,
    recorded: mismatch.recorded,
    replayed: mismatch.replayed,
    payloadOffset: mismatch.payloadOffset,
    message: kind.message(mismatch, comparison),
    because: kind.because(mismatch, comparison),
    spec: specOf(kind, comparison),
    followsFrom,
    ...(excerpt !== null && { excerpt }),
  };
}

function specOf(kind: DivergenceKind, { event }: Comparison): readonly SpecRef[] {
  const own = event.kind === 'mailbox' ? mailboxCommands.get(event.opcode)?.spec : undefined;
  return own === undefined ? kind.spec : [own, ...kind.spec];
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
