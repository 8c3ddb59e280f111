import type { BehaviourGroup } from './behaviour.js';

/** Memory, labels, poison and alerts. */
export const MEDIA_BEHAVIOURS = {
  mediaOperationBacking: {
    meaning: 'Whether Media Operations on Dynamic Capacity asks that extents cover the range',
    values: {
      'unchecked-at-first-byte': 'not where the range begins with the first byte of the regions',
      checked: 'always',
    },
    source: 'QEMU 10.2.2, measured; CXL 3.1 §8.2.9.9.5.3',
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
  emptyLabelAccess: {
    meaning: 'What Get LSA and Set LSA of no bytes do',
    values: { dies: 'the device dies', answered: 'nothing, with success' },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.9.9.2.3, of which success is our reading',
  },
  poisonListLimit: {
    meaning: 'What Get Poison List does where more ranges match than an answer holds',
    values: { dies: 'the device dies', 'more-flag': 'it says so, and the same request again returns the next ones' },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.9.9.4.1',
  },
  poisonAddress: {
    meaning: 'Which addresses the poison commands take',
    values: {
      any: 'Inject Poison takes any, and an end that wraps past 2^64 passes for a small one',
      'of-the-device': 'lines of the device alone, else Invalid Physical Address',
    },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.9.9.4.2',
  },
} as const satisfies BehaviourGroup;
