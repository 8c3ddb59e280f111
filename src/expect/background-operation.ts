import { isRunning } from '../device/background.js';
import type { Predicate } from './predicate.js';

/** Only the primary mailbox runs commands in the background. */
export const backgroundOperation: Predicate = {
  name: 'backgroundOperation',
  actual({ device }) {
    const { background } = device.ccis.primary;
    return { is: isRunning(background) ? { opcode: background.opcode, percent: background.percent } : null };
  },
};
