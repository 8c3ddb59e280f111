import { cxl31 } from '../base/spec.js';
import { opcodeText } from '../protocol/opcode.js';
import { RETURN_CODES } from '../protocol/return-codes.js';
import type { DivergenceKind } from './divergence.js';
import { returnCodeOf } from './played.js';
import { faultOf } from './refusal.js';
import { valuesOf } from './values.js';
import { oncePerTrace } from './watch.js';

const { UNSUPPORTED } = RETURN_CODES;

/** Hosts probe: that is no fault, and worth a line. */
const probed = oncePerTrace(
  'warning',
  { refusals: true },
  // A command that the device has, and a variant of it that it does not, has a fault of its own.
  (played) => returnCodeOf(played) === UNSUPPORTED && faultOf(played) === null,
  (seen, count) => {
    const opcodes = [...new Set(seen.flatMap((event) => (event.kind === 'mailbox' ? [opcodeText(event.opcode)] : [])))];
    const named = `${opcodes.slice(0, 8).join(', ')}${opcodes.length > 8 ? ' …' : ''}`;
    return {
      message: `${count} ${count === 1 ? 'command is' : 'commands are'} answered with Unsupported, the first one here: ${named}`,
    };
  },
);

export const opcodeUnsupported: DivergenceKind = {
  code: 'opcode-unsupported',
  title: 'The device does not have a command',
  fires:
    'One side answers Unsupported and the other does not (replay); commands are answered with Unsupported, told once in a trace.',
  explanation:
    'The Command Effects Log lists what a device has. What is not in it is refused, and a driver should go on without it.',
  causes: [
    'the recording was made with an older or newer device than the profile',
    'a driver probes commands without looking at the Command Effects Log',
    'the device has no Dynamic Capacity, or the command belongs to another interface',
  ],
  lookAt: [
    'the Command Effects Log of the device (Get Log)',
    'the same trace with another --profile',
    'the interface that the command went to',
  ],
  spec: [cxl31('8.2.9.5.2.1', 'Command Effects Log')],
  reports: [
    'A driver log with Set Passphrase (4500h) on a device without the security commands: "cmd is not supported"',
    'run_qemu issue 31: QEMU 7.2 with Linux 6.2, a device without event interrupts',
  ],
  mismatch: {
    claims: ({ path, recorded, replayed }) =>
      path === 'returnCode' && (recorded === UNSUPPORTED || replayed === UNSUPPORTED),
    message(mismatch) {
      const { recorded, replayed } = valuesOf(mismatch);
      return `recorded ${recorded}, replayed ${replayed}`;
    },
  },
  watch: probed,
};
