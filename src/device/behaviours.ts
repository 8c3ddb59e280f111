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
  commandEffectBits: {
    meaning: 'How the Command Effects Log numbers what is newer than a background operation',
    values: {
      'without-abort': 'nothing beyond bit 6 is reported',
      'abort-in-bit-7': 'abort support in bit 7, configuration changes after conventional and CXL reset in 11 and 12',
      'as-specified': 'abort support in bit 8, those changes in 10 and 11, valid where bit 9 is set',
    },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.9.5.2.1',
  },
  identifyMessageSize: {
    meaning: 'The maximum message size that Identify answers on the component interfaces',
    values: {
      constant: '512 bytes, whatever the interface takes',
      'payload-limit': 'what the interface takes, following Set Response Message Limit',
    },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.9.1.1',
  },
  alertConfiguration: {
    meaning: 'How Set Alert Configuration takes its thresholds',
    values: {
      'field-by-field':
        'each field is set before the next is checked, temperatures compare as unsigned, an alert is never disabled, and the valid ones are not reported',
      'as-a-whole': 'all or none, temperatures are signed, and the enable bits count',
    },
    source: 'QEMU 10.2.2, measured; CXL 3.1 §8.2.9.9.3.3',
  },
  mediaOperationBacking: {
    meaning: 'Whether Media Operations on Dynamic Capacity asks that extents cover the range',
    values: {
      'unchecked-at-first-byte': 'not where the range begins with the first byte of the regions',
      checked: 'always',
    },
    source: 'QEMU 10.2.2, measured; CXL 3.1 §8.2.9.9.5.3',
  },
  generationNumber: {
    meaning: 'The generation number of the extent list',
    values: {
      constant: 'always 0, so that a host cannot notice a change between two answers',
      moves: 'one more with every change of the accepted extents',
    },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.9.9.9.2',
  },
  fabricManagerLengths: {
    meaning: 'What becomes of a tunnelled message that is shorter than it says',
    values: {
      unchecked: 'the device reads on in its memory, so that its answer depends on what lies there',
      checked: 'it is refused with Invalid Payload Length',
    },
    source: 'QEMU 10.2.2, read in its source; CXL 3.1 §7.6.7.3.1',
  },
  fabricManagerTarget: {
    meaning: 'Whether host and region in requests of a fabric manager are looked at',
    values: {
      ignored: 'not where the extents say enough',
      checked: 'the host must exist, and extents must lie in the region that the request names',
    },
    source: 'QEMU 10.2.2, measured; CXL 3.1 §7.6.7.6.2, §7.6.7.6.5; which code refuses them is our reading',
  },
  fabricManagerFaults: {
    meaning: 'What becomes of a fabric manager request about no extents, a wrapping one, or a region that is not there',
    values: { dies: 'the device dies', refused: 'it is refused' },
    source: 'QEMU 10.2.2, measured; CXL 3.1 §7.6.7.6.3, §7.6.7.6.5; which code refuses them is our reading',
  },
  forcedRelease: {
    meaning: 'What a forced release of a fabric manager does',
    values: {
      'announced-only': 'the host is told as of any other release, and nothing is removed',
      'removed-at-once': 'the capacity is removed and the host is told by a forced release event',
    },
    source: 'QEMU 10.2.2, measured; CXL 3.1 §7.6.7.6.6',
  },
  switchTimestamp: {
    meaning: 'What Get and Set Timestamp do on the switch',
    values: { dies: 'the machine dies', answered: 'they answer as on a device' },
    source: 'QEMU 10.2.2, measured; CXL 3.1 §8.2.9.4',
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
