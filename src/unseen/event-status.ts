import { hexNumber } from '../base/hex.js';
import type { RegisterEvent, TraceEvent } from '../trace/events.js';
import { LOG_PARTS } from './event-records.js';
import type { Scene, Teller } from './teller.js';

/** A reset clears the register and leaves the logs: what it names, and what they hold, are two things. */
const WAS_READ = { start: 0n, end: 1n };

/** The event status register tells which logs were not empty. */
export const eventStatus: Teller = {
  part: 'event-status',
  dependsOn: (scene) => isStatus(scene.event) && (differing(scene, scene.event.value ?? 0n) & ~freeBits(scene)) === 0,
  tell(scene) {
    const { device, event } = scene;
    if (!isStatus(event) || event.value === null) return null;
    const bits = device.registers.eventStatus ^ (differing(scene, event.value) & freeBits(scene));
    return {
      device: { ...device, registers: { ...device.registers, eventStatus: bits } },
      value: hexNumber(BigInt(bits)),
    };
  },
  wants: { kinds: ['register'] },
  settles: ({ event, unseen }) => isStatus(event) && LOG_PARTS.every((part) => !unseen.parts.has(part)),
  learns: ({ event }) => (isStatus(event) ? [WAS_READ] : []),
};

const isStatus = (event: TraceEvent): event is RegisterEvent =>
  event.kind === 'register' && event.register === 'device-status' && event.access === 'read' && event.offset === 0;

const differing = ({ device }: Scene, value: bigint): number => Number(value & 0xffn) ^ device.registers.eventStatus;

/** The bits of logs of which it is not known whether they are empty. */
function freeBits({ unseen }: Scene): number {
  const wasRead = unseen.known.has('event-status');
  return LOG_PARTS.reduce((bits, part, log) => (!wasRead || unseen.parts.has(part) ? bits | (1 << log) : bits), 0);
}
