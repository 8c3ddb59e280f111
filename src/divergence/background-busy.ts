import { cxl31 } from '../base/spec.js';
import { opcodeText } from '../protocol/opcode.js';
import { RETURN_CODES } from '../protocol/return-codes.js';
import type { DivergenceKind } from './divergence.js';
import { returnCodeOf } from './played.js';
import { valuesOf } from './values.js';
import { oncePerTrace } from './watch.js';

const { BUSY } = RETURN_CODES;

export const backgroundBusy: DivergenceKind = {
  code: 'background-busy',
  title: 'A background command meets a running one',
  fires: 'A command is refused with Busy: told once in a trace; or only one of the two sides is busy.',
  explanation:
    'A device runs one background operation at a time. A second one is refused until the first has ended; other commands are answered meanwhile. Where only one side is busy, the two disagree on how long the first one runs, or whether it runs at all.',
  causes: [
    'the driver does not wait for the end of a firmware transfer, scan or Sanitize',
    'an operation whose end the recording does not show, or whose time the engine counts differently',
    'a reset in between: devices differ in what becomes of the operation',
  ],
  lookAt: [
    'the background status register: opcode and percentage',
    'the command that started the running operation',
    'the clock records in between',
  ],
  spec: [cxl31('8.2.8.4.7', 'Background Command Status Register')],
  reports: [
    'QEMU commit 8352756ffa, Ajay Joshi, October 2024: the percentage of a running operation was wrong, so that drivers misjudged how long it takes',
  ],
  mismatch: {
    claims: ({ path, recorded, replayed }) => path === 'returnCode' && (recorded === BUSY || replayed === BUSY),
    message(mismatch) {
      const { recorded, replayed } = valuesOf(mismatch);
      return `recorded ${recorded}, replayed ${replayed}`;
    },
  },
  watch: oncePerTrace(
    'warning',
    { refusals: true },
    (played) => returnCodeOf(played) === BUSY,
    (seen, count) => {
      const [first] = seen;
      const opcode = first?.kind === 'mailbox' ? `${opcodeText(first.opcode)} ` : '';
      const more = count > 1 ? `, and so ${count - 1} more ${count === 2 ? 'time' : 'times'}` : '';
      return { message: `${opcode}is refused: a background operation is running${more}` };
    },
  ),
};
