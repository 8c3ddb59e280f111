import { CRASHES } from '../device/crashes.js';
import type { DivergenceKind } from './divergence.js';
import { valueText } from './values.js';

export const deviceCrash: DivergenceKind = {
  code: 'device-crash',
  title: 'One of the two devices dies here',
  basis: 'replay',
  severity: 'error',
  fires:
    'The recording shows that the device process died and the engine answers, or the other way round, or both die by different signals.',
  explanation:
    'The modelled devices die in several known ways, and a trace that ends in one of them matches. Here only one side dies: either the state differs from what the recording had, or this is a way to die that the profile does not know.',
  causes: [
    'the recording was made with a version that has, or has not, the defect',
    'an earlier record is missing, so that the engine is in another state',
    'a defect of the device that nobody has described yet',
  ],
  lookAt: [
    'the last words of the process in the crash record',
    'the command that got no answer',
    'the same trace with another --profile',
  ],
  spec: [],
  claims: ({ path }) => path === 'crash' || path === 'signal',
  message({ path, recorded, replayed }) {
    if (path === 'signal') return `recorded ${valueText(recorded)}, replayed ${valueText(replayed)}`;
    return recorded === null
      ? `recorded an answer; the modelled device dies here (${replayed ?? 'never returns'})`
      : `the recorded device died here (${recorded}); the modelled one answers`;
  },
  because(_mismatch, { output }) {
    return output?.kind === 'crash' ? CRASHES[output.crash].reason : this.explanation;
  },
};
