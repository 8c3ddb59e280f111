import type { BehaviourGroup } from './behaviour.js';

/** Dynamic Capacity as host and operator see it. */
export const EXTENT_BEHAVIOURS = {
  extentBudget: {
    meaning: 'Which extents count against the limit of supported extents',
    values: {
      accepted: 'accepted extents alone',
      'accepted-and-pending':
        'accepted and offered extents; those being accepted count twice, and lists count what is only offered',
      reserved: 'accepted and offered extents, each once; beyond the limit nothing is offered',
    },
    since: { 'accepted-and-pending': 'QEMU 10.1' },
    until: { accepted: 'QEMU 10.0' },
    source:
      'QEMU 10.0.2 and 10.2.2, measured; QEMU commit fe63feb7e8; CXL 3.1 §8.2.9.9.9.1, of which that is our reading',
  },
  generationNumber: {
    meaning: 'The generation number of the extent list',
    values: {
      constant: 'always 0, so that a host cannot notice a change between two answers',
      moves: 'one more with every change of the accepted extents',
    },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.9.9.9.2',
  },
  extentListOrder: {
    meaning: 'Where Get Dynamic Capacity Extent List puts the extents',
    values: {
      'one-after-the-other': 'each in its own record',
      'all-in-first': 'each over the one before, in the first record; the others stay zero',
    },
    since: { 'one-after-the-other': 'QEMU 9.2' },
    until: { 'all-in-first': 'QEMU 9.1' },
    source: 'QEMU commit 802671c37a, read',
  },
  extentListLength: {
    meaning: "What becomes of a host's list of extents that is shorter than it says",
    values: {
      checked: 'it is refused with Invalid Payload Length',
      unchecked: 'the device reads on in its memory, here zeros',
    },
    since: { checked: 'QEMU 9.2' },
    until: { unchecked: 'QEMU 9.1' },
    source: 'QEMU commit 7edbbff5ee, read; CXL 3.1 §8.2.9.9.9.3',
  },
  tagOnAccept: {
    meaning: 'Whether accepted extents keep the tag and the sequence number that they were offered with',
    values: { dropped: 'both are zero from then on', kept: 'they do' },
    source: 'QEMU 10.2.2, measured; CXL 3.1 §8.2.9.9.9.2',
  },
  operatorTag: {
    meaning: 'What becomes of the tag in the QMP commands that add and release capacity',
    values: { ignored: 'nothing', used: 'it is the tag of the extents, where it is a UUID' },
    source: 'QEMU 10.0.2 and 10.2.2, measured; QMP is not specified by CXL, so its effect is our reading',
  },
  operatorExtentWraps: {
    meaning: 'What becomes of an extent of a QMP command whose end wraps past 2^64',
    values: { dies: 'the machine dies', refused: 'it ends beyond the region' },
    source: 'QEMU 10.0.2 and 10.2.2, measured; that it is refused is our reading',
  },
  pendingLookup: {
    meaning: 'Which pending group an answer of the host can name',
    values: {
      'first-group': 'the oldest',
      'any-group': 'any one, by the first extent of the answer; an empty answer is about the oldest',
    },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.9.9.9.3, of which that is our reading',
  },
  moreInResponse: {
    meaning: 'What the More flag in Add Dynamic Capacity Response does',
    values: {
      ignored: 'nothing: each answer ends its group, and what it leaves out is rejected',
      honoured: 'the group stays open for the next answer',
    },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.9.9.9.3',
  },
  responseWithoutOffer: {
    meaning: 'What an empty Add Dynamic Capacity Response does where nothing is pending',
    values: { dies: 'the device dies', refused: 'it is refused with Invalid Input' },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.9.9.9.3, of which the code is our reading',
  },
} as const satisfies BehaviourGroup;
