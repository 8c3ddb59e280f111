import type { HostModel } from './host.js';

/** Nobody: what is not recorded did not happen. */
export const none: HostModel = {
  name: 'none',
  title: 'Nobody: nothing is filled',
  source: 'what traces that record the mailbox mean',
  // biome-ignore lint/correctness/useYield: it sends nothing
  *wake(memory) {
    return memory;
  },
};
