import { CRASHES } from '../device/crashes.js';
import type { MailboxAnswer } from '../device/mailbox.js';
import type { DeviceOutput } from '../device/step.js';
import { RETURN_CODES } from '../protocol/return-codes.js';
import type { MailboxEvent, RecordedAnswer, TraceEvent } from '../trace/events.js';
import { compareJson } from './compare-json.js';
import { compareAnswers, sameAnswer } from './compare-mailbox.js';
import { compareTunnel } from './compare-tunnel.js';
import type { Verdict } from './comparison.js';
import type { Mismatch } from './mismatch.js';

export interface Compared {
  readonly verdict: Verdict;
  readonly mismatches: readonly Mismatch[];
}

const MATCHED: Compared = { verdict: 'matched', mismatches: [] };
const SILENT: Compared = { verdict: 'silent', mismatches: [] };
const UNMODELLED: Compared = { verdict: 'unmodelled', mismatches: [] };

const judged = (mismatches: readonly Mismatch[]): Compared =>
  mismatches.length === 0 ? MATCHED : { verdict: 'differs', mismatches };

/** Whether the record shows that no answer came: the device died in it, or the recording ends. */
export function isUnanswered(event: TraceEvent): boolean {
  // A tunnel that refused has answered, though the command in it has not.
  if (event.kind === 'mailbox' && event.tunnel !== undefined) return event.tunnel.returnCode === null;
  if (event.kind === 'mailbox' || event.kind === 'qmp') return event.answer === null;
  if (event.kind === 'memory' && event.access === 'read') return event.value === null;
  return event.kind === 'clock' && event.virtualNs === null;
}

/** Compares a recorded answer with the engine's. */
export function compare(event: TraceEvent, output: DeviceOutput): Compared {
  if (output.kind === 'crash') return compareDeath(event, output);
  switch (event.kind) {
    case 'mailbox':
      if (event.tunnel !== undefined && output.kind === 'mailbox')
        return isUnanswered(event) ? SILENT : judged(compareTunnel(event, event.tunnel, output));
      if (event.answer === null || output.kind !== 'mailbox' || saysNothing(event.answer)) return SILENT;
      return compareMailbox(event, event.answer, event.cci === 'fm' ? asMessage(output) : output);
    case 'qmp':
      if (event.answer === null) return SILENT;
      if (output.kind === 'none' || namesUnknownObject(event.answer, output)) return UNMODELLED;
      return judged(compareQmp(event.answer, output));
    case 'register':
      if (event.access === 'write' || event.value === null || output.kind !== 'register') return SILENT;
      return judged(compareJson('value', event.value, output.value));
    case 'memory':
      if (event.access === 'write' || event.value === null || output.kind !== 'memory') return SILENT;
      return judged(compareJson('value', event.value, output.value));
    default:
      return SILENT;
  }
}

const compareMailbox = (event: MailboxEvent, recorded: RecordedAnswer, replayed: MailboxAnswer): Compared =>
  sameAnswer(recorded, replayed) ? MATCHED : judged(compareAnswers(event, recorded, replayed));

/**
 * The answer as a message of its own shows it, over MCTP: there is no status register, and the background bit is the
 * message's, set where this command went to the background.
 */
export const asMessage = (answer: MailboxAnswer): MailboxAnswer => ({
  ...answer,
  background: answer.returnCode === RETURN_CODES.BACKGROUND_COMMAND_STARTED,
});

/** A written step may leave out all of its answer: then there is nothing to compare. */
const saysNothing = ({ returnCode, response, responseFields, background }: RecordedAnswer): boolean =>
  returnCode === undefined && response === undefined && responseFields === undefined && background === undefined;

/** The engine died: right where the record shows no answer, wrong where it shows one. */
function compareDeath(event: TraceEvent, output: DeviceOutput & { kind: 'crash' }): Compared {
  const isWrite = (event.kind === 'register' || event.kind === 'memory') && event.access === 'write';
  const mayDie = isUnanswered(event) || isWrite;
  if (mayDie) return MATCHED;
  return judged([{ path: 'crash', recorded: null, replayed: CRASHES[output.crash].signal, payloadOffset: null }]);
}

/** A path leads to an object that is no memory device: what else the machine consists of, a trace does not say. */
const namesUnknownObject = (recorded: QmpAnswered, output: DeviceOutput): boolean =>
  'error' in recorded &&
  recorded.error.desc === 'Path does not point to a CXL type 3 device' &&
  output.kind === 'error' &&
  output.error.desc === 'Unable to resolve path';

type QmpAnswered = NonNullable<Extract<TraceEvent, { kind: 'qmp' }>['answer']>;

function compareQmp(recorded: QmpAnswered, output: DeviceOutput): readonly Mismatch[] {
  const replayed = output.kind === 'error' ? { ...output.error } : null;
  if ('return' in recorded) {
    if (output.kind === 'return') return compareJson('return', recorded.return, output.value);
    return [{ path: 'error', recorded: null, replayed, payloadOffset: null }];
  }
  if (replayed === null)
    return [{ path: 'error', recorded: { ...recorded.error }, replayed: null, payloadOffset: null }];
  return (['class', 'desc'] as const).flatMap((name) => {
    const expected = recorded.error[name];
    return expected === undefined ? [] : compareJson(`error.${name}`, expected, replayed[name]);
  });
}
