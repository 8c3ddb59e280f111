import type { Teller } from './teller.js';

/** What killed the machine may have been asked before the trace begins: a record shows that it lived. */
export const asked: Teller = {
  part: 'asked',
  dependsOn: ({ event }) => event.kind === 'crash',
  tell: () => null,
  wants: { kinds: ['mailbox', 'qmp', 'memory'] },
  settles: ({ event }) => event.kind === 'mailbox' || event.kind === 'qmp' || event.kind === 'memory',
};
