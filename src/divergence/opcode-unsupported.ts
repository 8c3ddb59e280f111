import { cxl31 } from '../base/spec.js';
import { opcodeText } from '../protocol/opcode.js';
import { RETURN_CODES } from '../protocol/return-codes.js';
import type { DivergenceKind } from './divergence.js';
import { returnCodeOf } from './played.js';
import { refusalMismatch, refusals } from './refusal.js';
import { valuesOf } from './values.js';
import { oncePerTrace, together } from './watch.js';

const { UNSUPPORTED } = RETURN_CODES;

/** Hosts probe: that is no fault, and worth a line. */
const probed = oncePerTrace(
  'note',
  { refusals: true },
  (played) => returnCodeOf(played) === UNSUPPORTED,
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
  title: 'The device does not implement what it is asked for',
  fires:
    'One side answers Unsupported and the other does not (replay); commands are answered with Unsupported, told once in a trace as a note; or a request asks for a policy that is not implemented.',
  explanation:
    'The Command Effects Log lists what a device has. What is not in it is refused, and a driver should go on without it.',
  causes: [
    'the recording was made with an older or newer device than the profile',
    'a driver probes commands without looking at the Command Effects Log',
    'the device has no Dynamic Capacity, or the command belongs to another interface',
    'policies other than prescriptive, and forced removal, are not implemented by QEMU',
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
    claims: (mismatch, played) =>
      (mismatch.path === 'returnCode' && (mismatch.recorded === UNSUPPORTED || mismatch.replayed === UNSUPPORTED)) ||
      refusalMismatch('opcode-unsupported').claims(mismatch, played),
    message(mismatch, played) {
      if (mismatch.path !== 'returnCode') return refusalMismatch('opcode-unsupported').message(mismatch, played);
      const { recorded, replayed } = valuesOf(mismatch);
      return `recorded ${recorded}, replayed ${replayed}`;
    },
  },
  watch: together(refusals('opcode-unsupported'), probed),
};
