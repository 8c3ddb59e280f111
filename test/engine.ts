import { fromHex, toHex } from '../src/base/hex.js';
import type { JsonValue } from '../src/base/json.js';
import { GIB, MIB, NS_PER_MS } from '../src/base/units.js';
import type { DeviceConfig } from '../src/device/config.js';
import type { Profile } from '../src/device/profile.js';
import { type CciName, type DeviceState, initialState } from '../src/device/state.js';
import { type DeviceInput, type DeviceOutput, step } from '../src/device/step.js';
import { qemu100 } from '../src/profiles/qemu-10.0.js';

/** The device of most tests: 512 MiB volatile, 512 MiB persistent, two Dynamic Capacity regions of 512 MiB. */
export const TEST_DEVICE: DeviceConfig = {
  qomPath: '/machine/peripheral/mem0',
  serialNumber: 0xc0ffeen,
  volatileBytes: 512n * MIB,
  persistentBytes: 512n * MIB,
  lsaBytes: MIB,
  dynamicCapacityBytes: GIB,
  dynamicCapacityRegions: 2,
  lazyBackends: false,
  behindSwitch: false,
};

/** A device that remembers its state between steps, and answers as short text. */
export class Engine {
  state: DeviceState;
  log: readonly string[] = [];

  constructor(
    config: Partial<DeviceConfig> = {},
    private readonly profile: Profile = qemu100,
  ) {
    this.state = initialState({ ...TEST_DEVICE, ...config });
  }

  /**
   * Runs a command, on the primary mailbox where nothing else is said: `00` followed by the response in hex, `0f` for a
   * refusal, or the crash.
   */
  mailbox(opcode: number, request = '', cci: CciName = 'primary'): string {
    const payload = fromHex(request.replaceAll(/\s/g, ''));
    if (payload === null) throw new Error(`not hex: ${request}`);
    const output = this.step({ kind: 'mailbox', cci, opcode, payload, lengthBytes: payload.length, hostNs: null });
    if (output.kind !== 'mailbox') return text(output);
    return [output.returnCode.toString(16).padStart(2, '0'), toHex(output.response)].filter((part) => part).join(' ');
  }

  /** Sends a QMP command: `ok`, or the error's words. */
  qmp(execute: string, given: JsonValue): string {
    const output = this.step({ kind: 'qmp', execute, arguments: given });
    return output.kind === 'error' ? output.error.desc : text(output);
  }

  /** Sends a QMP command: what it returns, or the error's words. */
  ask(execute: string, given: JsonValue): JsonValue {
    const output = this.step({ kind: 'qmp', execute, arguments: given });
    if (output.kind === 'error') return output.error.desc;
    return output.kind === 'return' ? output.value : text(output);
  }

  /** Commits an HDM decoder over the window, or uncommits it. */
  decoder(isCommitted: boolean, sizeBytes = 4n * GIB): void {
    this.step({ kind: 'decoder', isCommitted, sizeBytes });
  }

  /** Reads 8 bytes of the window, or writes them: the value in hex, or what else came of it. */
  window(offset: bigint, value: bigint | null = null): string {
    const output = this.step({ kind: 'memory', offset, size: 8, value });
    return output.kind === 'memory' ? output.value.toString(16) : text(output);
  }

  advanceMs(ms: number): string {
    return text(this.step({ kind: 'advance', ns: BigInt(ms) * NS_PER_MS, hostNs: null }));
  }

  reset(): void {
    this.step({ kind: 'reset' });
  }

  private step(input: DeviceInput): DeviceOutput {
    const { state, output, log } = step(this.profile, this.state, input);
    this.state = state;
    this.log = [...this.log, ...log];
    return output;
  }
}

const text = (output: DeviceOutput): string => {
  if (output.kind === 'crash') return `crash ${output.crash}`;
  return output.kind === 'return' ? 'ok' : output.kind;
};

/** A 64-bit number as the wire has it, in hex. */
export function le64(value: bigint | number): string {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt.asUintN(64, BigInt(value)), true);
  return toHex(bytes);
}
