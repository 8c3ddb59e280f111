import type { DivergenceKind } from './divergence.js';
import { valuesOf } from './values.js';

export const fieldMismatch: DivergenceKind = {
  code: 'field-mismatch',
  title: 'A field of the answer differs',
  fires: 'The recorded and the replayed answer have the same outcome, and one of their fields differs.',
  explanation:
    'Both devices did the same and tell it differently: the field was filled from another state, or by another rule.',
  causes: [
    'the state behind the field differs, because an earlier record is missing or went another way',
    'the recording was made with another version than the profile',
    'the field is filled by a defect on one side',
  ],
  lookAt: [
    'the last record that changed what the field shows',
    'the same trace with another --profile',
    'the field in the specification section that is named',
  ],
  spec: [],
  reports: [
    'QEMU commit 802671c37a, Fan Ni, November 2024: only the first extent of a list was right, since every record was written to the first slot',
    'QEMU commit 8352756ffa, Ajay Joshi, October 2024: the percentage of a background operation',
    'QEMU commit 7d65874ba0, Hyeonggon Yoo, July 2024: event records survived Sanitize',
  ],
  mismatch: {
    claims: () => true,
    message(mismatch) {
      const { recorded, replayed } = valuesOf(mismatch);
      return `${mismatch.path}: recorded ${recorded}, replayed ${replayed}`;
    },
  },
};
