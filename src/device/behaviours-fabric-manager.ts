import type { BehaviourGroup } from './behaviour.js';

/** What a fabric manager meets, on the switch and through it. */
export const FABRIC_MANAGER_BEHAVIOURS = {
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
    source: 'QEMU 10.2.2, measured; CXL 3.1 §8.2.9.4, by which Unsupported would be right as well',
  },
} as const satisfies BehaviourGroup;
