/**
 * Where devices differ, or a device departs from the specification, the difference is one behaviour with named values.
 * Handlers ask the behaviour, never the profile's name. Add one: an entry here, a value in each profile.
 */
export const BEHAVIOURS = {
  statusBackgroundBit: {
    meaning: 'Bit 0 of the mailbox status register while a background operation runs',
    values: {
      'until-first-percent': 'set by the command that starts it, cleared at the first read after progress shows',
      'until-complete': 'set from reset on until an operation completes or is aborted',
      'while-running': 'set exactly while an operation runs, as the specification has it',
    },
    source: 'facts on QEMU 10.0.2 and 10.2.2: 0.4, D21',
  },
  extentBudget: {
    meaning: 'Which extents count against the limit of supported extents',
    values: {
      accepted: 'accepted extents alone',
      'accepted-and-pending': 'accepted and offered extents; those being accepted count twice',
    },
    source: 'QEMU commit fe63feb7e8; 2.15.1',
  },
  dynamicCapacityEvent: {
    meaning: 'What a Dynamic Capacity event of a QMP request carries',
    values: {
      'host-id': 'the host id of the request, no validity bits, extents available 0',
      'extents-available': 'host id 0, validity bit 0, the number of extents available',
    },
    source: 'QEMU 10.0.2 and 10.2.2: 2.4, D9',
  },
  resetDuringBackground: {
    meaning: 'What a reset makes of a running background operation',
    values: {
      'dies-at-next-tick': 'the timer stays armed and its next tick fails an assertion',
      'completes-at-next-tick': 'the timer stays armed and its next tick completes the operation',
    },
    source: 'QEMU 10.0.2 and 10.2.2: 0.8, D41',
  },
} as const;

export type BehaviourName = keyof typeof BEHAVIOURS;

export type BehaviourValue<N extends BehaviourName> = keyof (typeof BEHAVIOURS)[N]['values'] & string;

/** One value for every behaviour. */
export type Behaviours = { readonly [N in BehaviourName]: BehaviourValue<N> };
