import { cxl31 } from '../base/spec.js';
import type { DivergenceKind } from './divergence.js';
import { valuesOf } from './values.js';

export const returnCodeMismatch: DivergenceKind = {
  code: 'return-code-mismatch',
  title: 'The device answered with another return code',
  basis: 'replay',
  severity: 'error',
  fires:
    'The recorded return code of a mailbox command is not the one that the engine gives, or a QMP command succeeded on one side and failed on the other.',
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
  claims: ({ path }) => path === 'returnCode' || path === 'error',
  message(mismatch) {
    const { recorded, replayed } = valuesOf(mismatch);
    if (mismatch.path === 'returnCode') return `recorded ${recorded}, replayed ${replayed}`;
    return mismatch.recorded === null
      ? `recorded success, replayed the error ${replayed}`
      : `recorded the error ${recorded}, replayed success`;
  },
  because(_mismatch, { why }) {
    const reason = why === null ? '' : `The engine's reason: ${why}. `;
    return `${reason}${this.explanation}`;
  },
};
