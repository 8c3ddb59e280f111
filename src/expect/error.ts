import type { Predicate } from './predicate.js';

export const error: Predicate = {
  name: 'error',
  actual({ lastStep }) {
    const output = lastStep?.output;
    if (output?.kind === 'error') return { is: output.error.desc };
    if (output?.kind === 'return') return { is: null };
    return { isNotKnown: output?.kind === 'crash' ? 'the device died' : 'the step before is no modelled QMP command' };
  },
};
