/** One line of a mailbox hex trace, as QEMU's debug branch prints it. */
export type HexTraceLine =
  | {
      readonly kind: 'command' | 'response';
      readonly opcode: number;
      /** Null where the line is torn before it. */
      readonly returnCode: number | null;
      readonly lengthBytes: number | null;
    }
  | { readonly kind: 'block'; readonly isResponse: boolean }
  | { readonly kind: 'row'; readonly offset: number; readonly hex: string };

const HEADER =
  /^CXL Command( Response)?: set=0x([0-9a-f]{1,2}) cmd=0x([0-9a-f]{1,2})\b(?: \([^)]*\))?(?: ret=0x([0-9a-f]{1,4})\b)?(?: len_(?:in|out)=([0-9]{1,7})\b)?/i;
const BLOCK = /^\s*(Response )?Payload \(hex\):\s*$/i;
const ROW = /^\s*([0-9a-f]{4,8}):((?: [0-9a-f]{2})+)(?![0-9a-f])/i;

/** Where another writer's line, or the next command, begins in the midst of a line that was not ended. */
const SEAM = /(?<=.)(?=CXL Command|\[ *[0-9]+\.[0-9]{6}\])/;

/** The lines that share one line of the source: two writers of a console do not wait for each other. */
export const seamless = (text: string): readonly string[] =>
  text.includes('CXL Command') || text.includes('[') ? text.split(SEAM) : [text];

/** What a line says; null where it is none of a hex trace. */
export function hexTraceLine(text: string): HexTraceLine | null {
  const header = HEADER.exec(text);
  if (header !== null) {
    const [, response, set, command, returnCode, length] = header;
    return {
      kind: response === undefined ? 'command' : 'response',
      opcode: (Number.parseInt(set as string, 16) << 8) | Number.parseInt(command as string, 16),
      returnCode: returnCode === undefined ? null : Number.parseInt(returnCode, 16),
      lengthBytes: length === undefined ? null : Number(length),
    };
  }
  const row = ROW.exec(text);
  if (row !== null)
    return { kind: 'row', offset: Number.parseInt(row[1] as string, 16), hex: (row[2] as string).replaceAll(' ', '') };
  const block = BLOCK.exec(text);
  return block === null ? null : { kind: 'block', isResponse: block[1] !== undefined };
}
