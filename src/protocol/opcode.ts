declare const opcodeBrand: unique symbol;

/** A command's number: command set in the high byte, command in the low one. */
export type Opcode = number & { readonly [opcodeBrand]: true };

export const opcode = (value: number): Opcode => value as Opcode;

/** `4802h`, as the specification writes it. */
export const opcodeText = (value: number): string => `${value.toString(16).padStart(4, '0')}h`;

const OPCODE_TEXT = /^(?:0x([0-9a-fA-F]{1,4})|([0-9a-fA-F]{4})h)$/;

/** Reads `0x4802` or `4802h`; null where the text is neither. */
export function parseOpcode(text: string): Opcode | null {
  const match = OPCODE_TEXT.exec(text);
  return match === null ? null : opcode(Number.parseInt((match[1] ?? match[2]) as string, 16));
}
