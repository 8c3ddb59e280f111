import { cxl31 } from '../base/spec.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { releaseDynamicCapacity } from '../mailbox/4803-release-dynamic-capacity.js';
import { mailboxCommands } from '../mailbox/index.js';
import { opcodeText } from '../protocol/opcode.js';
import { RETURN_CODES } from '../protocol/return-codes.js';
import type { DivergenceKind } from './divergence.js';
import { guestAnswerRefused } from './guest-answer.js';
import { type Played, returnCodeOf } from './played.js';
import { faultOf, refusalMismatch, refusals } from './refusal.js';
import { hostList } from './requests.js';
import { valuesOf } from './values.js';
import { eachRecord, oncePerTrace } from './watch.js';

const { INVALID_PAYLOAD_LENGTH } = RETURN_CODES;
const LISTS = [addDynamicCapacityResponse.opcode, releaseDynamicCapacity.opcode];

const refused = oncePerTrace(
  'warning',
  { refusals: true },
  (played) => returnCodeOf(played) === INVALID_PAYLOAD_LENGTH && faultOf(played)?.code !== 'payload-length',
  (seen, count) => {
    const opcodes = [...new Set(seen.flatMap((event) => (event.kind === 'mailbox' ? [opcodeText(event.opcode)] : [])))];
    const named = `${opcodes.slice(0, 8).join(', ')}${opcodes.length > 8 ? ' …' : ''}`;
    return {
      message: `${count} ${count === 1 ? 'request has' : 'requests have'} a length that the command does not take, the first one here: ${named}`,
    };
  },
);

/** A list that is cut and accepted all the same: the device read on past its end. */
const cutAndTaken = eachRecord('warning', { mailbox: LISTS }, (played) => {
  const { event } = played;
  if (event.kind !== 'mailbox' || !LISTS.some((opcode) => opcode === event.opcode) || returnCodeOf(played) !== 0)
    return null;
  const list = hostList(event);
  if (list === null || list.isWhole) return null;
  const message = `the list announces ${list.stated} extents and ends after ${event.requestLengthBytes} bytes, and the device takes it`;
  return { event, path: 'request.extentCount', recorded: list.stated, replayed: list.stated, message };
});

export const payloadLength: DivergenceKind = {
  code: 'payload-length',
  title: 'A payload has the wrong length',
  fires:
    'The recorded answer is longer or shorter than the one that the engine gives; or a request has a length that its command does not take, told once in a trace; or a list ends before the extents that it announces.',
  explanation:
    'A length that does not fit means that the two sides do not mean the same structure. Where an answer ends with a list, they know different members of it; where a request is cut and taken all the same, the device reads what lies behind it.',
  causes: [
    'a record that adds or removes a list member is missing from the trace',
    'a driver built for another revision of the structure, or that counts its length wrongly',
    'a driver read less than the length register said',
    'a device that does not check the length before it walks the list',
  ],
  lookAt: [
    'the count field of the list beside the length',
    'the last record that changed the list',
    'the length that the section gives for the command',
  ],
  spec: [cxl31('8.2.8.4.5', 'Command Register: payload length')],
  reports: [
    'QEMU commit 7edbbff5ee, reported by Esifiel, November 2024: answers and releases that were cut were taken',
    'QEMU commits 66a2356485 and 4f41b4e445, August 2022: Get LSA and Set LSA refused well-formed requests',
    'libcxlmi commit 49b94c9, Davidlohr Bueso, December 2025: the length of requests with lists was wrong in the message header',
    'libcxlmi pull request 24, fixed May 2025: one byte of answer expected from Set Response Message Limit, none sent',
    'libcxlmi pull request 59, August 2026: a buffer for event records that was 32 bytes too small',
  ],
  mismatch: {
    claims: (mismatch, played) =>
      mismatch.path === 'responseLength' ||
      mismatch.path.endsWith('.length') ||
      isLengthCode(mismatch, played) ||
      refusalMismatch('payload-length').claims(mismatch, played),
    message(mismatch, played) {
      const { recorded, replayed } = valuesOf(mismatch);
      if (mismatch.path === 'responseLength')
        return `recorded ${mismatch.recorded} bytes, replayed ${mismatch.replayed} bytes`;
      const fault = faultOf(played);
      if (mismatch.path !== 'returnCode') return `${mismatch.path}: recorded ${recorded}, replayed ${replayed}`;
      return `recorded ${recorded}, replayed ${replayed}${fault?.code === 'payload-length' ? `: ${fault.what}` : ''}`;
    },
    because: (_mismatch, { why }) =>
      `${why === null ? '' : `The engine's reason: ${why}. `}${payloadLength.explanation}`,
  },
  watch: [refusals('payload-length'), cutAndTaken, refused, guestAnswerRefused('payload-length')],
};

/** One side refuses the length of a command that takes only one. */
function isLengthCode(
  { path, recorded, replayed }: { path: string; recorded: unknown; replayed: unknown },
  { event }: Played,
): boolean {
  if (path !== 'returnCode' || event.kind !== 'mailbox') return false;
  if (recorded !== INVALID_PAYLOAD_LENGTH && replayed !== INVALID_PAYLOAD_LENGTH) return false;
  const layout = mailboxCommands.get(event.opcode)?.request;
  return (
    layout !== undefined &&
    (!layout.isFixed || layout.sizeBytes !== event.requestLengthBytes || recorded === INVALID_PAYLOAD_LENGTH)
  );
}
