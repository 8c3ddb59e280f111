/** Nibble values by ASCII code; 255 marks a byte that is no hex digit. */
const NIBBLE = new Uint8Array(256).fill(255);
for (let digit = 0; digit < 10; digit++) NIBBLE[48 + digit] = digit;
for (let digit = 10; digit < 16; digit++) NIBBLE[87 + digit] = NIBBLE[55 + digit] = digit;

/** Lower-case hex without prefix or separators. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** The bytes that `text` spells, or null where it has an odd length or a character that is no hex digit. */
export function fromHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0) return null;
  const bytes = new Uint8Array(text.length / 2);
  for (let index = 0; index < bytes.length; index++) {
    const high = NIBBLE[text.charCodeAt(2 * index)] ?? 255;
    const low = NIBBLE[text.charCodeAt(2 * index + 1)] ?? 255;
    if ((high | low) > 15) return null;
    bytes[index] = (high << 4) | low;
  }
  return bytes;
}

/** `0x…` with lower-case digits, padded to `digits`. */
export function hexNumber(value: number | bigint, digits = 0): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}
