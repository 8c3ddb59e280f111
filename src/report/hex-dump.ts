const ROW_BYTES = 16;

/** The classic dump: offset, 16 bytes, their ASCII. Runs of equal rows are folded into `*`. */
export function hexDump(bytes: Uint8Array): readonly string[] {
  const rows: string[] = [];
  let before: string | null = null;
  for (let at = 0; at < bytes.length; at += ROW_BYTES) {
    const row = bytes.subarray(at, at + ROW_BYTES);
    const hex = [...row].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    if (hex === before && at + ROW_BYTES < bytes.length) {
      if (rows.at(-1) !== '*') rows.push('*');
      continue;
    }
    before = hex;
    const text = [...row].map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    rows.push(`${at.toString(16).padStart(4, '0')}  ${hex.padEnd(3 * ROW_BYTES - 1)}  ${text}`);
  }
  return rows;
}
