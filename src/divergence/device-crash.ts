import { CRASHES } from '../device/crashes.js';
import { type Cause, isNot } from './cause.js';
import type { DivergenceKind } from './divergence.js';
import { valueText } from './values.js';
import { eachRecord } from './watch.js';

/** A cause of a difference, which there is none where the engine dies of the same request. */
const diesToo = (text: string): Cause => ({
  text,
  weigh: ({ played: { output, verdict } }) =>
    output?.kind === 'crash' && verdict !== 'differs' ? isNot('the engine dies of the same request') : null,
});

export const deviceCrash: DivergenceKind = {
  code: 'device-crash',
  title: 'The device dies',
  fires:
    'The modelled device dies at a record, and the recording agrees or does not say otherwise (rule); or only one of the two dies, or they die by different signals (replay).',
  explanation:
    'A request must not end the device that answers it. The modelled devices die in several known ways; where only one side dies, either the state differs from what the recording had, or this is a way to die that the profile does not know.',
  causes: [
    'a request that the device does not check: an empty answer while nothing is offered, an address that wraps past 2^64, a width that a register does not take',
    diesToo('the recording was made with a version that has, or has not, the defect'),
    diesToo('an earlier record is missing, so that the engine is in another state'),
  ],
  lookAt: [
    'the command that got no answer, and who sent it: a driver or a test',
    'the last words of the process in the crash record',
    'the same trace with another --profile',
  ],
  spec: [],
  reports: [
    'QEMU commit 1ce979e726, Li Zhijian, January 2025: Sanitize raised an interrupt vector beyond the MSI-X table and failed an assertion',
    'QEMU commit a207d5f87d, Zhao Liu, July 2024: reading the fixed windows of a machine without any by qom-get ended in a segmentation fault',
    'QEMU series of 1 November 2024 (Esifiel; eleven patches): lengths and offsets of mailbox requests that were not checked',
    'Code reading of QEMU 10.2.2: an empty Add Dynamic Capacity Response with nothing pending follows a null pointer',
  ],
  mismatch: {
    claims: ({ path }) => path === 'crash' || path === 'signal',
    message({ path, recorded, replayed }) {
      if (path === 'signal') return `recorded ${valueText(recorded)}, replayed ${valueText(replayed)}`;
      return recorded === null
        ? `recorded an answer; the modelled device dies here (${replayed ?? 'never returns'})`
        : `the recorded device died here (${recorded}); the modelled one answers`;
    },
    because: (_mismatch, { output }) =>
      output?.kind === 'crash' ? CRASHES[output.crash].reason : deviceCrash.explanation,
  },
  watch: eachRecord('error', { deaths: true }, ({ event, output, before }) => {
    if (output?.kind !== 'crash' || before.crashed !== null) return null;
    const { reason, signal } = CRASHES[output.crash];
    return {
      event,
      path: 'crash',
      recorded: signal,
      replayed: signal,
      message: `the device dies here (${signal ?? 'it never returns'})`,
      because: reason,
    };
  }),
};
