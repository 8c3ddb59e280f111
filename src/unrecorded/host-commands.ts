import { type DpaRange, rangeText } from '../device/extents.js';
import { acceptance, EXTENTS_PER_MESSAGE, release } from '../host/sending.js';
import { mailboxCommands } from '../mailbox/index.js';
import { opcodeText } from '../protocol/opcode.js';
import type { UnrecordedCommand } from './explanation.js';

/** So many extents are named one by one. */
const NAMED_MAX = 4;

/** Extents for people. */
export const rangesText = (ranges: readonly DpaRange[]): string =>
  ranges.length === 0
    ? 'nothing'
    : `${ranges.slice(0, NAMED_MAX).map(rangeText).join(', ')}${ranges.length > NAMED_MAX ? ` and ${ranges.length - NAMED_MAX} more` : ''}`;

/** `Add Dynamic Capacity Response (4802h)` */
export const commandText = (opcode: number): string =>
  `${mailboxCommands.get(opcode)?.name ?? 'Command'} (${opcodeText(opcode)})`;

/** The host's answer to an offer, as far as one message goes; no extent refuses all of it. */
export function accepting(extents: readonly DpaRange[]): UnrecordedCommand {
  const named = extents.slice(0, EXTENTS_PER_MESSAGE);
  const command = acceptance(named);
  return { by: 'host', ...command, says: `${commandText(command.opcode)} accepting ${rangesText(named)}` };
}

/** Capacity that the host gives back. */
export function releasing(extents: readonly DpaRange[]): UnrecordedCommand {
  const command = release(extents);
  return { by: 'host', ...command, says: `${commandText(command.opcode)} giving back ${rangesText(extents)}` };
}
