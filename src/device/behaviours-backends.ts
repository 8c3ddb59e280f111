import type { BehaviourGroup } from './behaviour.js';

/** Capacity that is promised as a total (`dc-regions-total-size`) and gets its memory, by tag, when it is offered. */
export const BACKEND_BEHAVIOURS = {
  lazyCapacity: {
    meaning: 'Where the memory of an offer comes from on a device that was made with a total size alone',
    values: {
      unknown: 'the device has no such property; its capacity is taken to be there',
      'by-tag': 'from the host memory backend with the tag of the offer, mapped when the host accepts',
    },
    since: { 'by-tag': 'the series of 27 November 2025' },
    source: 'QEMU 10.2.2 with that series, measured; patches 2/7 and 4/7',
  },
  operatorTagMissing: {
    meaning: 'What becomes of a QMP request for capacity that has no tag',
    values: { 'no-tag': 'it is about capacity without a tag', dies: 'the machine dies where it reads the tag' },
    source: 'QEMU 10.2.2 with and without the series of 27 November 2025, measured',
  },
  tagProperty: {
    meaning: 'Which host memory backends have a tag',
    values: {
      'own-type': 'those of a type of their own, memory-backend-tagged',
      'every-backend': 'all; there is no type of its own',
    },
    source: 'the series of 27 November 2025, measured; the cover of the series of 25 March 2026, read',
  },
  acceptMatch: {
    meaning: 'How an accepted extent must lie in the offered one where a backend is mapped for it',
    values: { exact: 'it must be that extent', contained: 'within it' },
    source: 'the series of 27 November 2025, measured; CXL 3.1 §8.2.9.9.9.3 asks for no more than within',
  },
  acceptRollback: {
    meaning: 'What a refused answer leaves of the extents that come before the refused one',
    values: { none: 'they stay accepted and mapped', 'as-before': 'nothing' },
    source: 'the series of 27 November 2025 and patch 5/9 of that of 25 March 2026, read; CXL 3.1 §8.2.9.9.9.3',
  },
  tagOnMapping: {
    meaning: 'Whether an extent keeps its tag when its backend is mapped',
    values: { kept: 'it does', dropped: 'it is null from then on' },
    source: 'the series of 27 November 2025, measured; patch 5/9 of that of 25 March 2026, read',
  },
  mappedFlagOnRelease: {
    meaning: 'What a release makes of the mark that a backend is mapped',
    values: { kept: 'nothing: no later offer of it can be accepted', cleared: 'it is taken away' },
    source: 'the series of 27 November 2025, measured; that it should be taken away is our reading',
  },
  mappedPartRelease: {
    meaning: 'What becomes of a release of a part of an extent with a backend',
    values: { refused: 'it is refused with Invalid Input', split: 'the extent is split' },
    source: 'the series of 27 November 2025, measured; CXL 3.1 §8.2.9.9.9.4',
  },
  releaseByTag: {
    meaning: 'What a QMP request to release by tag is about',
    values: {
      unsupported: 'it is refused',
      'extent-tag': 'every accepted extent with the tag',
      'backend-tag': 'every accepted extent whose backend has the tag',
    },
    source: 'the series of 27 November 2025, measured; the cover of that of 25 March 2026, read',
  },
  tagInReleaseEvent: {
    meaning: 'The tag in the event that a release by tag sends',
    values: { zero: 'none, so that the host cannot tell what is asked back', kept: 'that of the request' },
    source: 'the series of 27 November 2025, measured; reported for that of 25 March 2026; CXL 3.1 §8.2.9.2.1.6',
  },
  directSlots: {
    meaning: 'Which of the four slots the alias of a mapped backend takes',
    values: {
      'in-turn': 'the next one, though it may be in use: the machine then never returns',
      'first-free': 'the first that is free; with none, the backend has no alias',
    },
    source: 'the series of 27 November 2025, measured; patch 6/9 of that of 25 March 2026, read, of which none is ours',
  },
  missingDetailLine: {
    meaning: 'How the device words that an accepted extent is none of those offered',
    values: { 'lower-case': 'could not find … dpa … len …', 'upper-case': 'Could not find … DPA … LEN …' },
    source: 'the series of 27 November 2025, measured; patch 5/9 of that of 25 March 2026, read',
  },
  emptyMemoryAccess: {
    meaning: 'What an access to Dynamic Capacity does where the device has no address space for it',
    values: { dies: 'the machine dies', refused: 'it finds no memory' },
    source: 'the series of 27 November 2025, measured; that it is refused is our reading',
  },
} as const satisfies BehaviourGroup;
