import { didYouMean } from '../base/nearest.js';
import { mailboxCommandsByKey } from '../mailbox/index.js';
import { parseOpcode } from '../protocol/opcode.js';
import type { PayloadSide, ReadOptions } from '../trace/format.js';

/** What the command line says of a pasted payload. */
export interface PayloadOptions {
  readonly opcode?: string;
  readonly side?: PayloadSide;
}

/** The opcode of a command by its name, or as `0x4802`, `4802h` or `4802`. */
export const opcodeOf = (text: string): number | null =>
  mailboxCommandsByKey.get(text)?.opcode ?? parseOpcode(/^[0-9a-f]{4}$/i.test(text) ? `0x${text}` : text);

/** What is wrong with `--opcode`, or null where it names a command. */
export function payloadFault(opcode: string | undefined): string | null {
  if (opcode === undefined || opcodeOf(opcode) !== null) return null;
  const hint = didYouMean(opcode, mailboxCommandsByKey.keys());
  return `--opcode: no mailbox command is called "${opcode}"${hint}; expected a name as in "cxltrace commands", or 0x4802`;
}

/** The options as readers take them. */
export function readOptions({ opcode, side }: PayloadOptions): ReadOptions {
  const number = opcode === undefined ? null : opcodeOf(opcode);
  return { ...(number !== null && { opcode: number }), ...(side !== undefined && { side }) };
}
