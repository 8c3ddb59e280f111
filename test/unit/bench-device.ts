import { fromHex, toHex } from '../../src/base/hex.js';
import { NS_PER_MS } from '../../src/base/units.js';
import type { DeviceConfig } from '../../src/device/config.js';
import { type DeviceState, initialState } from '../../src/device/state.js';
import { type DeviceInput, type DeviceOutput, step } from '../../src/device/step.js';
import { qemu100 } from '../../src/profiles/qemu-10.0.js';
import { TEST_DEVICE } from '../engine.js';

/** The device of the golden vectors: 512 MiB volatile, 512 MiB persistent, 1 MiB of labels, two regions on 1 GiB. */
const CONFIG: DeviceConfig = { ...TEST_DEVICE, serialNumber: 0xffff_ffff_ffff_ffffn };

/** A QEMU 10.0 device that a test talks to as a host does; answers read like `code: hex`. */
export function benchDevice(changes: Partial<DeviceConfig> = {}) {
  let state: DeviceState = initialState({ ...CONFIG, ...changes });
  const play = (input: DeviceInput): DeviceOutput => {
    const stepped = step(qemu100, state, input);
    state = stepped.state;
    return stepped.output;
  };
  return {
    /** Rings a command in; the answer as `0: 00ff`, or `dies: reason`. Blanks in the request do not count. */
    send(opcode: number, request = '', { lengthBytes = 0, hostNs = null as bigint | null } = {}): string {
      const payload = fromHex(request.replaceAll(' ', '')) as Uint8Array;
      const claimed = Math.max(lengthBytes, payload.length);
      const output = play({ kind: 'mailbox', opcode, payload, lengthBytes: claimed, hostNs });
      if (output.kind === 'crash') return `dies: ${output.crash}`;
      return output.kind === 'mailbox' ? `${output.returnCode}: ${toHex(output.response)}` : output.kind;
    },
    wait(ms: number): string {
      return play({ kind: 'advance', ns: BigInt(ms) * NS_PER_MS, hostNs: null }).kind;
    },
    reset: () => play({ kind: 'reset' }),
    /** A register of the mailbox, whole, as hex. */
    register(register: 'background-status' | 'memory-device-status' | 'mailbox-status' | 'device-status'): string {
      const output = play({ kind: 'register-read', register, offset: 0, size: 8 });
      return output.kind === 'register' ? output.value.toString(16) : output.kind;
    },
    /** The damage that the device did to itself so far. */
    corruption: () => state.corrupted,
  };
}
