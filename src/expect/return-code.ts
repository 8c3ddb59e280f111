import type { Predicate } from './predicate.js';

export const returnCode: Predicate = {
  name: 'returnCode',
  actual({ lastStep }) {
    const output = lastStep?.output;
    if (output?.kind === 'mailbox') return { is: output.returnCode };
    return { isNotKnown: output?.kind === 'crash' ? 'the device died' : 'the step before is no mailbox command' };
  },
};
