import type { Message } from '../layout/message.js';
import { mailboxCommands } from '../mailbox/index.js';
import type { Command } from '../protocol/command.js';
import { opcodeText } from '../protocol/opcode.js';
import type { PayloadSide } from '../trace/format.js';

/** What a pasted payload most likely is. */
export interface PayloadReading {
  readonly side: PayloadSide;
  readonly bytes: Uint8Array;
}

/** How much an oddity speaks against a reading: a length that cannot be weighs more than bits that should not be set. */
const WEIGHTS = { 'short-payload': 1000, 'count-mismatch': 50, 'trailing-bytes': 40, 'reserved-bits-set': 1 } as const;

const SIDES: readonly PayloadSide[] = ['request', 'response'];

/** Of the readings that a dump allows, and of request and response where it is not said, what the layout accepts best. */
export function readPayload(
  opcode: number,
  readings: readonly Uint8Array[],
  side: PayloadSide | undefined,
): PayloadReading {
  const command = mailboxCommands.get(opcode);
  const sides = side === undefined ? SIDES : [side];
  const candidates = readings.flatMap((bytes) =>
    sides.map((each) => ({ side: each, bytes, weight: weightOf(command?.[each], bytes) })),
  );
  return candidates.reduce((best, each) => (each.weight < best.weight ? each : best));
}

/** The command whose name stands in a text, the longest where names contain each other. */
export function commandNamed(text: string): Command | null {
  const named = [...mailboxCommands.values()].filter(({ name, key }) => text.includes(name) || text.includes(key));
  return named.length === 0 ? null : named.reduce((best, one) => (one.name.length > best.name.length ? one : best));
}

/** The commands whose layouts accept the bytes as they stand, for a dump that does not say whose it is. */
export function acceptingCommands(readings: readonly Uint8Array[], limit: number): readonly string[] {
  const found = [...mailboxCommands.values()].flatMap((command) =>
    SIDES.filter((side) => readings.some((bytes) => bytes.length > 0 && weightOf(command[side], bytes) === 0)).map(
      (side) => `${command.key} ${opcodeText(command.opcode)} ${side}`,
    ),
  );
  return found.length > limit ? [...found.slice(0, limit), '…'] : found;
}

const weightOf = (layout: Message<unknown> | undefined, bytes: Uint8Array): number =>
  layout?.oddities(bytes).reduce((sum, { code, offsetBytes }) => {
    // Every byte that the layout leaves over speaks against it.
    const unread = code === 'trailing-bytes' ? bytes.length - offsetBytes : 0;
    return sum + WEIGHTS[code] + unread;
  }, 0) ?? 0;
