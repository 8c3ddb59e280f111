import { cxl31 } from '../base/spec.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { type RecordPlace, recordText } from '../trace/record-place.js';
import type { DivergenceKind } from './divergence.js';
import type { Played } from './played.js';
import { isOutcome } from './refusal.js';
import { isPrimary } from './requests.js';
import { valuesOf } from './values.js';

export const returnCodeMismatch: DivergenceKind = {
  code: 'return-code-mismatch',
  title: 'The device answered with another return code',
  fires:
    'The recorded return code of a mailbox command is not the one that the engine gives, or a QMP command succeeded on one side and failed on the other, and no more special code says why.',
  explanation:
    'Both sides got the same request in what should be the same state. Either they were not in the same state (an earlier record is missing, or the device was in use before the recording began), or the two devices check differently.',
  causes: [
    'a record before this one is missing, doubled or out of order',
    'the trace begins in the middle of the life of the device',
    'the recording was made with another version than the profile',
    'one of the two devices has a defect in this command',
  ],
  lookAt: [
    'issues of the trace: gaps in the sequence numbers',
    'the same trace with another --profile',
    'the records before this one that change the same part of the device',
  ],
  spec: [cxl31('8.2.8.4.5.1', 'Command Return Codes')],
  reports: [
    'Review of QEMU v6, Jonathan Cameron, 16 April 2024: a malformed answer to an offer dropped the offer, so that the right answer after it was refused',
    'QEMU commit f7509f462c, Hyeonggon Yoo, January 2024: the memory device status always said ready during Sanitize, so that refusals had no reason',
    'linux-cxl, Smita Koralahalli, October 2022: the driver asked a device without Dynamic Capacity for its event log and got an error',
  ],
  mismatch: {
    claims: ({ path }) => isOutcome(path),
    message(mismatch) {
      const { recorded, replayed } = valuesOf(mismatch);
      if (mismatch.path === 'returnCode') return `recorded ${recorded}, replayed ${replayed}`;
      return mismatch.recorded === null
        ? `recorded success, replayed the error ${replayed}`
        : `recorded the error ${recorded}, replayed success`;
    },
    because(_mismatch, played) {
      const reason = played.why === null ? '' : `The engine's reason: ${played.why}. `;
      const refused = droppedBy(played);
      const dropped =
        refused !== null
          ? `The answer in ${recordText(refused)} was refused; a device that drops the offer then, instead of keeping it until it is answered well, refuses this one. `
          : '';
      return `${reason}${dropped}${returnCodeMismatch.explanation}`;
    },
    origin: (_mismatch, played) => droppedBy(played) ?? undefined,
  },
};

/** The refused answer with which a device that is otherwise made drops the offer that is answered here. */
const droppedBy = ({ event, ledger, output }: Played): RecordPlace | null =>
  output?.kind === 'mailbox' && output.returnCode === 0 && isPrimary(event, addDynamicCapacityResponse.opcode)
    ? ledger.refused
    : null;
