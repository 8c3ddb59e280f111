import { partsText } from '../replay/mid-life.js';
import type { DivergenceKind } from './divergence.js';
import { valueText } from './values.js';

export const stateUnknown: DivergenceKind = {
  code: 'state-unknown',
  title: 'The trace begins in mid-life and does not show what the answer depends on',
  fires:
    'An answer differs in what depends on a part of the device that no record since the beginning of the trace has shown.',
  explanation:
    'The device had been at work before the trace begins. What a first answer tells of that is taken over; this answer neither tells it nor can be judged without it.',
  causes: [
    'the log was rotated, cut, or switched on while the machine ran',
    'a recording was taken apart and its beginning is in another file',
  ],
  lookAt: [
    'the list of what was inferred: what was told, and what nothing shows',
    'an earlier log, or a command that reads the part: Get Dynamic Capacity Extent List, Get Event Records',
  ],
  spec: [],
  reports: [],
  mismatch: {
    claims: (_mismatch, { unseen, followsFrom }) => unseen !== undefined && followsFrom === null,
    message: ({ path, recorded, replayed }, { unseen }) =>
      `${path} is ${valueText(recorded)}, not ${valueText(replayed)}, and nothing shows ${partsText(unseen ?? [])}`,
  },
};
