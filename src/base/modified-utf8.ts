/** What stands for bytes that spell no character. */
const REPLACEMENT = '\u{fffd}';

/**
 * The text of bytes as QEMU prints a C string in JSON: up to the first zero byte, in UTF-8, with one replacement
 * character for each sequence that is not valid, continuation bytes included. The two bytes c0 80 spell U+0000.
 */
export function cStringText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length && bytes[at] !== 0; ) {
    const sequence = sequenceAt(bytes, at);
    text += sequence.codePoint === null ? REPLACEMENT : String.fromCodePoint(sequence.codePoint);
    at += sequence.length;
  }
  return text;
}

interface Sequence {
  /** Null where the bytes are not valid. */
  readonly codePoint: number | null;
  readonly length: number;
}

/** The smallest code point that needs so many bytes. */
const SMALLEST = [0, 0, 0x80, 0x800, 0x10000, 0x200000, 0x4000000] as const;

function sequenceAt(bytes: Uint8Array, start: number): Sequence {
  const lead = bytes[start] as number;
  if (lead < 0x80) return { codePoint: lead, length: 1 };
  // A continuation byte without a lead, or a byte that leads nothing.
  if (lead < 0xc0 || lead >= 0xfe) return { codePoint: null, length: 1 };
  const wanted = Math.clz32(~(lead << 24));
  let value = lead & (0x7f >> wanted);
  for (let length = 1; length < wanted; length++) {
    const byte = bytes[start + length] ?? 0;
    if ((byte & 0xc0) !== 0x80) return { codePoint: null, length };
    // Six bytes hold 31 bits: no overflow.
    value = (value << 6) | (byte & 0x3f);
  }
  return { codePoint: isCharacter(value, wanted) ? value : null, length: wanted };
}

function isCharacter(value: number, length: number): boolean {
  const isOverlong = value !== 0 && value < (SMALLEST[length] ?? 0);
  const isSurrogate = value >= 0xd800 && value <= 0xdfff;
  const isNoncharacter = (value >= 0xfdd0 && value <= 0xfdef) || (value & 0xfffe) === 0xfffe;
  return value <= 0x10ffff && !isOverlong && !isSurrogate && !isNoncharacter && (value !== 0 || length === 2);
}
