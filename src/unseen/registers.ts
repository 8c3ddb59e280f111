import { hexNumber } from '../base/hex.js';
import { MEMORY_STATUS_DISABLED, type Registers } from '../device/register-values.js';
import type { RegisterEvent } from '../trace/events.js';
import type { Scene, Teller } from './teller.js';
import type { Part } from './unseen.js';

/** What a register held when the trace begins is what is read from it before anything is written. */
export const registers: readonly Teller[] = [
  register('capability', 'mailbox-capability', (before, { value }) => ({ ...before, capability: Number(value) })),
  register('control', 'mailbox-control', (before, { value }) => ({ ...before, control: Number(value) })),
  register('command', 'mailbox-command', (before, read) => ({ ...before, command: withRead(before.command, read) })),
  register('status', 'mailbox-status', (before, { value, offset }) => ({
    ...before,
    ...(offset === 0 && { statusBackground: (value & 1n) === 1n }),
    statusReturnCode: offset === 4 ? Number(value & 0xffffn) : Number((value >> 32n) & 0xffffn),
  })),
  register('background', 'background-status', (before, read) => ({
    ...before,
    backgroundStatus: withRead(before.backgroundStatus, read),
  })),
  register('memory-status', 'memory-device-status', (before, { value, offset }) => ({
    ...before,
    memoryDeviceStatus: offset === 0 ? value : before.memoryDeviceStatus,
  })),
  register('payload', 'payload', (before, { value, offset, size }) => {
    const payload = new Uint8Array(Math.max(before.payload.length, offset + size));
    payload.set(before.payload);
    for (let at = 0; at < size; at++) payload[offset + at] = Number((value >> BigInt(8 * at)) & 0xffn);
    return { ...before, payload };
  }),
];

type Read = RegisterEvent & { readonly value: bigint };

function register(
  part: Part,
  name: RegisterEvent['register'],
  read: (before: Registers, access: Read) => Registers,
): Teller {
  const isRead = (event: Scene['event']): event is Read =>
    event.kind === 'register' && event.register === name && event.access === 'read' && event.value !== null;
  // A command leaves its answer in these.
  const isAnswers = part === 'command' || part === 'status' || part === 'payload';
  return {
    part,
    dependsOn: ({ event }) => event.kind === 'register' && event.register === name,
    tell: ({ device, event }) =>
      isRead(event)
        ? { device: { ...device, registers: read(device.registers, event) }, value: hexNumber(event.value) }
        : null,
    wants: { kinds: ['register', 'mailbox'] },
    settles: ({ event }) =>
      (isAnswers && event.kind === 'mailbox' && event.cci === 'primary' && event.answer !== null) ||
      // While Sanitize runs, it goes on to its end.
      (part === 'memory-status' && isRead(event) && event.value !== MEMORY_STATUS_DISABLED) ||
      (!isAnswers && part !== 'background' && part !== 'memory-status' && isRead(event)) ||
      (event.kind === 'register' && event.register === name && event.access === 'write' && part === 'control'),
  };
}

/** A value of eight bytes with the bytes that were read. */
function withRead(before: bigint, { value, offset, size }: Read): bigint {
  const mask = ((1n << BigInt(8 * size)) - 1n) << BigInt(8 * offset);
  return (before & ~mask) | ((value << BigInt(8 * offset)) & mask);
}
