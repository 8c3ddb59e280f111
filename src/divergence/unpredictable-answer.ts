import { CORRUPTIONS } from '../device/crashes.js';
import type { DivergenceKind } from './divergence.js';
import { eachRecord } from './watch.js';

export const unpredictableAnswer: DivergenceKind = {
  code: 'unpredictable-answer',
  title: 'The device reads past the end of what it was asked for',
  fires: 'A request makes the real device read memory that the request is not about; nothing is written there.',
  explanation:
    'What this one record answers depends on what happened to lie behind the log or the payload area, pointers among it. Later answers do not depend on it.',
  causes: [
    'Get Log with an offset past the end of the log: QEMU counts it in entries of four bytes',
    'a length register that claims more than the payload area has',
  ],
  lookAt: ['offset and length of the request', 'whether the answer holds addresses of the device: it then leaks them'],
  spec: [],
  reports: [
    'QEMU commits f9f0fa2438 and a3de73c2a8, November 2024: the limits of Get Log',
    'Independent audit of April 2026 (QEMU 11.0 release candidate): Get Log checks bytes and indexes elements of four bytes',
    'CVE-2026-23327, Linux 6.19.7, March 2026: a payload from user space is read without regard to its size',
  ],
  watch: eachRecord('warning', { corruptions: true }, ({ event, corruption }) =>
    corruption !== null && CORRUPTIONS[corruption].harm === 'answer'
      ? { event, message: CORRUPTIONS[corruption].reason }
      : null,
  ),
};
